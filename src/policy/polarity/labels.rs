//! What a word of data is a part of: the name of a thing or function, a menu, a label with its value.

use std::ops::Range;

use crate::policy::lexicon::Hit;
use crate::policy::sentence::{Reading, Sentence, first, floor};

/// “视频去水印大师”软件: the word stands in the quoted name of a thing.
pub(super) fn in_quoted_name(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    const THINGS: &[&str] = &["软件", "产品", "应用", "app", "平台", "及相关服务"];
    let lower = reading.text.lower();
    let after = first(&lower[range.end..sentence.range.end.max(range.end)], 40);
    if !after.contains(['”', '」', '"']) {
        return false;
    }
    let before = &lower[sentence.range.start..range.start];
    let quotes = [('“', '”'), ('「', '」'), ('"', '"')];
    quotes.iter().any(|&(open, close)| {
        let opened = if open == close {
            before.matches(open).count() % 2 == 1
        } else {
            before.rfind(open).is_some_and(|at| !before[at..].contains(close))
        };
        opened
            && after.split_once(close).is_some_and(|(name, rest)| {
                !name.contains([',', '。', ';']) && THINGS.iter().any(|thing| rest.starts_with(thing))
            })
    })
}

/// The word is a part of the name of a function: 语音输入功能, location-based services.
pub(super) fn names_function(reading: &Reading<'_>, hit: &Hit, identifier: bool) -> bool {
    let folded = reading.text.folded();
    let after = first(&reading.text.lower()[hit.range().end..], 30).split('\n').next().unwrap_or("");
    let zh = [
        "功能",
        "服务",
        "按钮",
        "页面",
        "界面",
        "验证",
        "登录",
        "登陆",
        "输入",
        "识别功能",
        "识别服务",
        "导航",
        "播放",
        "通话",
        "编辑",
        "入口",
        "提醒",
        "推送",
        "认证",
        "助手",
        "客服",
        "展示功能",
        "搜索功能",
        "的功能",
        "的服务",
        "的业务",
        "等功能",
        "等服务",
        "信息功能",
        "设置功能",
        "分享功能",
        "模块",
        "发布功能",
        "权限",
        "管理功能",
        "更换",
        "更新、",
        "修改",
        "设置",
        "上传功能",
        "查看功能",
        "直播",
        "社交",
        "互动",
        "交友",
        "拍摄功能",
        "识图",
        "选择器",
        "美化",
        "滤镜",
        "平台",
        "应用市场",
        "软件",
        "游戏",
        "会议",
        "验证码",
        "的目的",
        "详情页",
        "客户端",
        "网站",
        "发布者",
        "创作者",
        "安全",
        "及财产安全",
        "与财产安全",
        "和财产安全",
        "、财产安全",
    ];
    let en = [
        "function",
        "functions",
        "feature",
        "features",
        "service",
        "services",
        "based",
        "settings",
        "button",
        "page",
        "permission",
        "verification",
        "authentication",
        "login",
        "security",
        "protection",
        "policy",
        "provider",
        "providers",
        "processor",
        "processors",
        "app",
        "client",
        "website",
        "sharing function",
        "player",
        "playback",
        "streaming",
        "live",
        "conferenc",
        "broadcast",
        "sdk",
        "editing",
        "recognition function",
        "access",
    ];
    // "The IMEI permission", 获取IMEI权限: an identifier is wanted, however it is called.
    if identifier && ["permission", "权限"].iter().any(|word| after.starts_with(word)) {
        return false;
    }
    // 根据您账户的风险: the account is what is judged.
    if ["的风险", "风险", "等级计算", "使用情况及"].iter().any(|word| after.starts_with(word)) {
        return true;
    }
    // 调用您的剪切板功能: nothing but what is in it can be meant.
    if after.starts_with("功能") && folded[..hit.range().start].ends_with("调用您的") {
        return false;
    }
    // 指纹认证、声纹认证等信息: the list says itself that it is one of data.
    if after.find("等信息").is_some_and(|end| !after[..end].contains([',', '。', ';', ':', ')'])) {
        return false;
    }
    let specific = reading.text.folded()[hit.range()].chars().count() >= 5 && after.starts_with("设置")
        || after.starts_with("设置信息");
    if zh.iter().any(|word| after.starts_with(word)) && !specific {
        return true;
    }
    if after.starts_with(|c: char| c.is_ascii_alphabetic()) && en.iter().any(|word| after.starts_with(word)) {
        return folded[hit.range()].bytes().all(|byte| byte.is_ascii());
    }
    // 下载、浏览、关注与收藏功能: so does the list without its 等.
    let short = first(after, 16);
    if let (true, Some(at)) = (short.starts_with(['、', '与', '和', '及', '或', '/']), short.find("功能"))
        && !short[..at].contains([',', '。', ';', ':', '('])
        // 头像、昵称用于排行榜功能 tells what the data is for.
        && !["用于", "用来", "以", "实现", "提供", "展示"].iter().any(|verb| short[..at].contains(verb))
        // 崩溃日志、功能使用频率 goes on with another word of data.
        && !short[at + "功能".len()..].starts_with('使')
    {
        return true;
    }
    // 浏览、定位、推送等服务: the list as a whole names services.
    let list_end = after.find("等").filter(|&at| at <= 30 && !after[..at].contains([',', '。', ';', ')']));
    // 经销商、厂商、网络服务提供商等主体: a list of parties.
    const PARTIES: &[&str] =
        &["等主体", "等机构", "等单位", "等公司", "等企业", "等第三方", "等合作方", "等部门", "等组织", "等步骤"];
    // 身份证等企业用户提交的信息 is data again.
    let whose = |at: usize| after[at..].contains("用户") || after[at..].contains("信息");
    if list_end.is_some_and(|at| PARTIES.iter().any(|word| after[at..].starts_with(word)) && !whose(at)) {
        return true;
    }
    list_end.is_some_and(|at| {
        ["等服务", "等功能", "等权限", "等操作", "等业务", "等互动", "等方式", "等途径", "等渠道"]
            .iter()
            .any(|word| after[at..].starts_with(word))
            && hit.range().len() <= 12
            // 通过IP地址、GPS等途径获取您的位置 reads what it goes by.
            && !["等途径获取", "等方式获取", "等途径收集", "等方式收集", "等途径确定", "等方式确定"]
                .iter()
                .any(|word| after[at..].starts_with(word))
    })
}

/// The word stands in a menu path: “我的-头像-个人资料”, [Me > Settings].
pub(super) fn in_menu(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let lower = reading.text.lower();
    let start = floor(lower, range.start.saturating_sub(120));
    let before = lower[start..range.start].rsplit('\n').next().unwrap_or("");
    let end = floor(lower, (range.end + 120).min(lower.len()));
    let after = lower[range.end..end].split('\n').next().unwrap_or("");
    let path = |inner: &str| {
        let text = inner.replace("->", ">");
        ["-", ">", "→", "—", "–", "》"].iter().any(|mark| text.contains(mark))
            || text.starts_with("我的") && text.contains('/')
    };
    for (open, close) in [('“', '”'), ('"', '"'), ('【', '】'), ('[', ']'), ('「', '」'), ('(', ')')] {
        let Some(from) = before.rfind(open) else { continue };
        if before[from..].chars().skip(1).any(|c| c == close) {
            continue;
        }
        let Some(to) = after.find(close) else { continue };
        let inner = format!("{}{}{}", &before[from + open.len_utf8()..], &lower[range.clone()], &after[..to]);
        let clicked = ["点击", "进入", "打开", "路径", "click", "select", "tap", "通过", "在"]
            .iter()
            .any(|word| before[..from].ends_with(word));
        let short = inner.chars().count() <= 60;
        if short
            && (path(&inner) && !inner.contains(['、', ',']) || clicked && open != '(' && inner.chars().count() <= 16)
        {
            return true;
        }
    }
    // Without quotes: 我的-设置-头像, 设置→隐私→通讯录.
    let mut chain = before.chars().rev().take(8).chain(after.chars().take(8));
    chain.any(|c| matches!(c, '>' | '→')) || before.ends_with("--") || after.starts_with("--")
}

/// A label with a value of its own: "Email: a@b.c", 电话：0755-….
pub(super) fn has_value(reading: &Reading<'_>, range: &Range<usize>, id: &str, in_data: bool) -> bool {
    // 应用名称：晴川 tells the name.
    if id == "app-identity"
        && reading.text.folded()[range.end..].starts_with(':')
        && ["应用名称", "软件名称", "app名称", "产品名称", "appname", "applicationname", "applicationid", "packagename"]
            .contains(&&reading.text.lower()[range.clone()])
    {
        return true;
    }
    if in_data
        || !matches!(
            id,
            "phone-number" | "email" | "postal-address" | "occupation" | "real-name" | "coarse-location" | "user-id"
        )
    {
        return false;
    }
    let folded = reading.text.folded();
    let end = floor(folded, (range.end + 60).min(folded.len()));
    let after = folded[range.end..end].split(['\n', '。', ';']).next().unwrap_or("");
    let value = after.trim_start_matches([':', '(', '为', '是', '/', '【']);
    let labelled = after.len() != value.len();
    let digits = value.chars().take(24).filter(char::is_ascii_digit).count();
    let mail = value.chars().take(40).collect::<String>().contains('@');
    labelled && (digits >= 5 || mail || id == "postal-address" && after.starts_with(':'))
        || mail && value.find('@').is_some_and(|at| at < 25)
}
