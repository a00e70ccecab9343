//! What the words of a heading say its section is about.

use super::Zone;
use crate::policy::words::Words;

/// The zone that the words of a heading tell.
pub(super) fn zone_of(heading: &str) -> Option<Zone> {
    let holds = Words::new(heading);
    let has = |words: &[&str]| holds.has_any(words);
    if heading.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        let title = has(&["政策", "协议", "指引", "声明", "须知"])
            && !has(&["更新", "变更", "修订", "适用", "联系", "本政策", "本协议"]);
        if has(&["清单", "目录", "列表"]) && has(&["sdk", "第三方", "共享", "合作"]) {
            return Some(Zone::Share);
        }
        if title && !has(&["收集", "共享", "权利", "如何"]) {
            return None;
        }
        if has(&["例外", "无需征得", "无需您", "免责", "知识产权", "征得授权同意的", "不需要征得"])
        {
            return Some(Zone::Silent);
        }
        // 1.2.2 使用目的 names no data.
        let words = heading.trim_start_matches(|c: char| c.is_ascii_digit() || ".、)） ".contains(c)).trim();
        if matches!(words, "目的" | "用途" | "使用目的" | "收集目的" | "处理目的" | "使用用途") {
            return Some(Zone::Neutral);
        }
        // 我们如何处理您的信息及您的权利 is about both.
        if has(&["如何处理", "如何使用", "如何收集"]) && has(&["权利"]) {
            return Some(Zone::Neutral);
        }
        // 账号（登录、注销） tells what an account is for.
        let account = has(&["登录", "注册"]) && !has(&["权利", "更正", "删除", "撤回"]);
        // 我行使用 is what a bank uses.
        let exercised = has(&["行使"]) && !has(&["行使用"]);
        // 保障网络访问和服务的安全 is what a function does.
        let access = !has(&["网络访问", "网站访问", "访问量"]) && has(&["访问、", "访问和", "访问与", "访问您"]);
        let rights = exercised
            || access
            || has(&[
                "权利",
                "更正",
                "删除",
                "注销",
                "撤回",
                "撤销",
                "管理您",
                "管理你",
                "管理个人",
                "控制您",
                "控制个人",
                "控制信息",
                "控制权",
                "控制自己",
                "控制和",
                "控制、",
                "控制与",
                "自主控制",
                "您的选择",
                "查询您",
                "查询个人",
                "查询信息",
                "查询、",
                "查询和",
                "查询与",
                "信息查询",
                "查阅",
                "管理自己",
                "管理信息",
            ]);
        if rights && !account {
            return Some(Zone::Silent);
        }
        if has(&["未成年", "儿童", "成年人保护", "青少年"]) {
            return Some(Zone::Children);
        }
        // 共享个人信息字段定义及穷举 lists them.
        let fields = has(&["字段", "穷举"]) && has(&["信息", "数据"])
            // 参加活动联系方式信息 is what one gives there.
            || has(&["联系方式信息"]);
        if !fields
            && has(&[
                "联系",
                "反馈",
                "投诉",
                "举报",
                "争议",
                "管辖",
                "法律适用",
                "纠纷",
                "定义",
                "释义",
                "名词解释",
                "术语",
                "更新",
                "变更",
                "修订",
                "生效",
            ])
        {
            return Some(Zone::Silent);
        }
        // A widespread text says there what is collected.
        if has(&["适用范围"]) {
            return Some(Zone::Neutral);
        }
        if has(&["收集", "搜集", "采集", "获取"]) && !has(&["第三方", "sdk"]) {
            return Some(Zone::Collect);
        }
        // 第三方SDK及权限说明 is a list of SDKs first.
        let both = has(&["sdk"]) && has(&["及权限", "和权限", "与权限", "、权限"]);
        if has(&["权限"]) && !both {
            return Some(Zone::Permission);
        }
        if has(&["cookie", "同类技术"]) {
            return Some(Zone::Cookie);
        }
        if has(&["共享", "分享", "转让", "披露", "提供给", "委托", "对外提供", "第三方", "sdk", "合作方"])
        {
            return Some(Zone::Share);
        }
        if has(&["存储", "保存", "储存", "期限", "保留", "存放", "跨境", "出境", "安全", "保护"]) {
            return Some(Zone::Guarded);
        }
        if has(&["使用", "处理", "信息类型", "业务功能", "基本功能", "扩展功能", "附加功能", "信息"])
        {
            return Some(Zone::Collect);
        }
        return None;
    }
    if has(&["privacy policy", "privacy notice", "privacy statement"])
        && !has(&["change", "update", "amend", "contact", "question", "scope", "third", "child"])
    {
        return None;
    }
    if has(&[
        "scope of information",
        "scope of the information",
        "scope of personal",
        "scope of data",
        "scope of collect",
    ]) {
        return Some(Zone::Collect);
    }
    // "Tracking tools and opt-out" tells first what is set.
    if has(&["tracking tools", "cookies and", "use of cookies", "how we use cookies"]) && !has(&["right"]) {
        return Some(Zone::Cookie);
    }
    if has(&[
        "your right",
        "your choice",
        "rights and choices",
        "privacy rights",
        "opt-out",
        "opt out",
        "request rights",
        "portability",
        "exercis",
        "withdraw",
        "inquiry and",
        "querying",
        "control your",
        "and control",
        "manage your",
        "managing your",
        "manage personal",
        "correcting",
        "deletion",
        "delete your",
        "access and",
        "do not track",
        "do-not-track",
        "accessing",
        "data subject right",
        "data subject request",
        "data subject access",
        "data subjects' right",
        "data subjects’ right",
        "choices about",
        "non-discrimination",
        "gdpr rights",
        "ccpa rights",
        "rights under",
        "rights of",
        "your data protection rights",
        "updating your",
        "response timing",
        "your legal rights",
        "rights related",
    ]) {
        return Some(Zone::Silent);
    }
    if has(&["child", "minor", "under the age", "coppa"]) || has(&["kids"]) && !has(&["we collect"]) {
        return Some(Zone::Children);
    }
    // "Personal contacts data" is data.
    let contact = matches!(heading.trim_matches(|c: char| !c.is_alphabetic()), "contact" | "contacts")
        || has(&[
            "contact us",
            "contact me",
            "contacting",
            "how to contact",
            "to contact",
            "contact the",
            "contact our",
            "contact detail",
            "contact info",
            "contact and",
            "contact for",
            "contact person",
            "contact point",
            "get in touch",
        ]);
    // "Legitimate interests (or consent if required)" is the basis of what is collected.
    let consent = has(&["consent"]) && !has(&["legal bas", "legitimate"]) && heading.len() <= 40;
    if contact
        || consent
        || has(&[
            "complain",
            "questions",
            "definition",
            "interpretation",
            "changes",
            "change to",
            "change of",
            "change this",
            "change our",
            "change the",
            "change in",
            "ever change",
            "may change",
            "policy change",
            "amendment",
            "amend",
            "governing",
            "dispute",
            "liabilit",
            "exception",
            "updates to",
            "update of",
            "updated",
            "is updated",
            "update this",
            "intellectual",
            "ownership of",
            "links to other",
            "other websites",
            "external links",
            "disclaimer",
            "business transaction",
            "legal requirements",
            "law enforcement",
            "copyright",
            "ip protection",
            "dmca",
            "infringement",
        ])
    {
        return Some(Zone::Silent);
    }
    // A widespread text says there what is collected.
    if has(&["scope", "applicability"]) {
        return Some(Zone::Neutral);
    }
    if has(&["collect", "personal information we", "information we", "data we", "types of data", "categories of"]) {
        return Some(Zone::Collect);
    }
    if has(&[
        "share",
        "sharing",
        "disclos",
        "third part",
        "third-part",
        "sdk",
        "recipient",
        "partner",
        "service provider",
        "sale of",
        "sales of",
    ]) {
        return Some(Zone::Share);
    }
    if has(&["permission"]) {
        return Some(Zone::Permission);
    }
    if has(&["cookie", "tracking tech", "similar tech"]) {
        return Some(Zone::Cookie);
    }
    // "To improve and protect our service" is a purpose.
    if heading.starts_with("to ") {
        return None;
    }
    if has(&[
        "retention",
        "retain",
        "store",
        "storage",
        "how long",
        "transfer",
        "security",
        "protect",
        "safe",
        "secure",
    ]) {
        return Some(Zone::Guarded);
    }
    if has(&[
        "use ",
        "use of",
        "using",
        "process",
        "personal data",
        "personal information",
        "usage",
        "device information",
        "log data",
        "information",
    ]) {
        return Some(Zone::Collect);
    }
    None
}
