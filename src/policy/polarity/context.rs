//! What a word of data is a part of: an enumeration, a purpose, a menu, the name of a function.

use std::ops::Range;

use super::Mood;
use crate::policy::lexicon::Hit;
use crate::policy::sentence::{Reading, Sentence, first, floor};
use crate::policy::text::BlockKind;

/// The word is the object of a verb that takes what is there: "use your location", 上传您的照片.
pub(super) fn is_object(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    let before = &reading.text.lower()[sentence.range.start..at];
    let verb = |your: &str, verbs: &[&str]| {
        before.strip_suffix(your).is_some_and(|before| verbs.iter().any(|verb| before.ends_with(verb)))
    };
    let english = [
        "use",
        "uses",
        "store",
        "stores",
        "upload",
        "uploads",
        "share",
        "shares",
        "process",
        "processes",
        "transmit",
        "transmits",
        "save",
        "saves",
        "keep",
        "keeps",
        "analyze",
        "send",
        "sends",
        "track",
        "tracks",
        "log",
        "logs",
        "disclose",
        "discloses",
    ];
    let chinese = ["使用", "存储", "保存", "分析", "上传", "发送", "共享", "处理", "传输", "留存", "分享", "提供"];
    reading.text.gap_before(at) && verb("your", &english)
        || reading.text.gap_before(at) && verb("theuser's", &english)
        || reading.text.gap_before(at)
            && verb(
                "the",
                &["use", "uses", "access", "accesses", "upload", "uploads", "wesend", "westore", "wereceive"],
            )
        || verb("您的", &chinese)
        || verb("你的", &chinese)
        || verb("用户的", &chinese)
}

/// The word is the way by which something is sent: 通过短信、电子邮件等方式, "by email or telephone".
pub(super) fn is_means(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>, id: &str) -> bool {
    let lower = reading.text.lower();
    let before = &lower[floor(lower, range.start.saturating_sub(60)).max(sentence.range.start)..range.start];
    let clause = before.rsplit([',', '。', ';', ':', '(']).next().unwrap_or("");
    let by =
        ["通过", "采用", "经由", "借助"].iter().filter_map(|word| clause.rfind(word).map(|at| at + word.len())).max();
    let after =
        first(&lower[range.end..sentence.range.end.max(range.end)], 24).replace("联系方式", "").replace("联络方式", "");
    let after = after.split([',', '。', ';', ')']).next().unwrap_or("");
    let way = ["方式", "形式", "渠道", "途径"].iter().any(|word| after.contains(word))
        || ["向您提供", "向您发送", "向您推送", "与您联系"].iter().any(|word| after.starts_with(word));
    let listed = by.is_some_and(|by| {
        let between = &clause[by..];
        !["收集", "获取", "您的", "你的", "提供", "填写", "输入", "绑定"].iter().any(|word| between.contains(word))
    });
    let sent = ["发送", "发出", "推送"].iter().filter_map(|word| clause.rfind(word)).max().is_some_and(|at| {
        clause.len() - at <= 40 && !["您的", "你的", "收集", "获取"].iter().any(|word| clause[at..].contains(word))
    });
    let latin = ["byyour", "via", "by", "through"].iter().any(|word| clause.ends_with(word))
        && !clause.ends_with("providedby")
        && reading.text.gap_before(range.start)
        && clause.is_ascii();
    // "By mail, email or SMS": all of the list are ways.
    const WAYS: &[&str] = &[
        "",
        "mail",
        "email",
        "e-mail",
        "emails",
        "sms",
        "telephone",
        "phone",
        "post",
        "fax",
        "text",
        "textmessage",
        "whatsapp",
        "pushnotification",
        "pushnotifications",
        "letter",
        "the",
        "message",
    ];
    let ways = ["via", "by"].iter().any(|by| {
        before.rmatch_indices(by).any(|(at, _)| {
            let from = range.start - before.len() + at;
            reading.text.gap_before(from)
                && before[at + by.len()..]
                    .split([',', '/'])
                    .flat_map(|part| part.split("and"))
                    .flat_map(|part| part.split("or"))
                    .all(|part| WAYS.contains(&part))
        })
    });
    // 通过手机号创建账号 needs the number; 通过邮件 needs none that was not given before.
    let alone = by.is_some_and(|by| by == clause.len())
        && matches!(id, "email" | "sms")
        && !["注册", "登录", "登陆", "创建", "绑定", "验证"].iter().any(|word| after.contains(word));
    listed && (way || alone) || sent || latin || ways && reading.text.gap_before(range.start)
}

/// The word stands in what the data is wanted for: after "in order to", with no verb of collecting between.
pub(super) fn in_purpose(reading: &Reading<'_>, sentence: &Sentence, at: usize, mood: &Mood) -> bool {
    let before = &reading.text.lower()[sentence.range.start..at];
    let marks = [
        "inorderto",
        "soasto",
        "sothat",
        "forthepurposeof",
        "toimprove",
        "toanalyze",
        "toanalyse",
        "tounderstand",
        "toenable",
        "tohelp",
        "todetect",
        "toprevent",
        "tofacilitate",
        "tomeasure",
        "topersonalize",
        "tocustomize",
        "tosend",
        "tofulfil",
        "tomanage",
        "tocomplete",
        "toadminister",
        "torespond",
        "tocommunicate",
        "tosupport",
        "tooperate",
        "tomaintain",
        "toprotect",
        "toresolve",
        "toassist",
        "toinform",
        "tosave",
        "tostore",
        "toupload",
        "toscan",
        "toplay",
        "totake",
        "torecord",
        "toset",
        "topick",
        "toselect",
        "tochoose",
        "toattach",
        "tonotify",
        "todeliver",
        "todisplay",
        "toshow",
        "toletyou",
        "toallowyou",
        "以便",
        "用于",
        "从而",
        "以实现",
        "以向您",
        "以为您",
        "为了",
    ];
    // "Offers based on your purchase history": a purpose may name what it uses.
    if ["basedonyour", "basedonthe", "accordingtoyour", "根据您的", "基于您的"]
        .iter()
        .any(|words| before.contains(words))
    {
        return false;
    }
    // "To help us understand how the app is being used, such as the frequency of use": what is examined is told.
    if ["isbeingused,suchas", "isused,suchas"].iter().any(|words| before.contains(words)) {
        return false;
    }
    // "* Personalizing the service for you and your friends": an item that is a purpose as a whole.
    if serves(reading, sentence) {
        return !mood.collects.iter().any(|&cue| cue < at);
    }
    let Some(mark) = marks.iter().filter_map(|mark| before.rfind(mark)).max() else { return false };
    let mark_at = sentence.range.start + mark;
    !mood.collects.iter().any(|&cue| cue > mark_at && cue < at)
        && !before[mark..].contains(",我们")
        && !before[mark..].contains(",we")
}

/// The word stands in a clause that tells nothing but a purpose: 用于适配不同设备的屏幕尺寸, or the first of
/// 为识别账号异常状态、推荐适合您系统版本的应用，我们会收集….
pub(super) fn in_purpose_clause(reading: &Reading<'_>, sentence: &Sentence, at: usize, mood: &Mood) -> bool {
    let before = &reading.text.lower()[sentence.range.start..at];
    let clause = before.rsplit([',', ':', ';', '(', ')']).next().unwrap_or(before);
    let collects = mood.collects.iter().any(|&cue| cue < at && at - cue <= clause.len());
    if ["用于", "以便", "为了便于", "便于"].iter().any(|mark| clause.starts_with(mark)) {
        // 用于核对您的身份证号码 needs the number.
        return !collects && !clause.ends_with("您的") && !clause.ends_with("你的");
    }
    let rest = &reading.text.lower()[at..sentence.range.end];
    let goal = ["为了", "为识别", "为向", "为您", "为保障", "为提", "为帮助", "为便于", "为改", "为更"]
        .iter()
        .any(|mark| clause.starts_with(mark));
    let told = ["我们会", "我们将", "我们可能", "我们需"].iter().filter_map(|we| rest.find(we)).min();
    goal && !collects
        && !clause.contains("我们")
        && told.is_some_and(|told| mood.collects.iter().any(|&cue| cue >= at + told))
}

/// Whether a sentence begins, after its number or bullet, with what data is wanted for: "Improve our services".
pub(super) fn serves(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    const VERBS: &[&str] = &[
        "improv",
        "personaliz",
        "personalis",
        "provid",
        "send",
        "calculat",
        "deliver",
        "facilitat",
        "communicat",
        "respond",
        "maintain",
        "develop",
        "enhanc",
        "enabl",
        "customiz",
        "conduct",
        "administ",
        "troubleshoot",
        "prevent",
        "detect",
        "protect",
        "notify",
        "notifying",
        "marketing",
        "operat",
        "understand",
        "analyz",
        "analys",
        "display",
        "help",
        "ensur",
        "fulfil",
        "offer",
        "support",
        "allow",
        "complet",
        "manag",
        "creat",
        "market",
        "resolv",
        "tailor",
        "process",
    ];
    if !matches!(reading.text.blocks[sentence.block].kind, BlockKind::Item) && !sentence.first {
        return false;
    }
    let words = &reading.text.lower()[sentence.range.clone()];
    let words = words.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let words = words.strip_prefix("to").unwrap_or(words);
    VERBS.iter().any(|verb| words.starts_with(verb))
}

/// What a type is said to depend on is not collected by it: "varies with the device model".
pub(super) fn varies(reading: &Reading<'_>, range: &Range<usize>, id: &str) -> bool {
    if !matches!(id, "device-model" | "os-version" | "device-brand" | "app-identity" | "device-info" | "device-system")
    {
        return false;
    }
    let folded = reading.text.folded();
    let rest = folded[range.end..floor(folded, (range.end + 120).min(folded.len()))].split(['\n', '。']).next();
    let rest = rest.unwrap_or("");
    // The list of what it depends on may be long; another clause may not stand between.
    let after = &rest[..floor(rest, rest.find(',').unwrap_or(rest.len()).max(45))];
    let before = &reading.text.lower()[floor(folded, range.start.saturating_sub(40))..range.start];
    ["不同而", "差异", "而异", "有所不同", "的不同"].iter().any(|word| after.contains(word))
        || ["varies", "accordingtothe", "dependingon", "基于不同", "因不同", "视您的"]
            .iter()
            .any(|word| before.contains(word))
}

/// Whether a weak word stands as a member of an enumeration, or as the object of a verb or possessive.
pub(super) fn is_listed(reading: &Reading<'_>, range: &Range<usize>, sentence: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    let before = &folded[sentence.start..range.start];
    let after = &folded[range.end..sentence.end];
    let lower = &reading.text.lower()[sentence.start..range.start];
    let opens_sep = before.is_empty()
        || before.ends_with(['、', ',', '/', '(', ':', ';', '|', '“', '"', '+', '•', '·', '●'])
        || ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
            .iter()
            .any(|number| before.ends_with(number));
    let opens = opens_sep
        || [
            "您的",
            "你的",
            "用户的",
            "用户",
            "设备的",
            "手机的",
            "包括",
            "例如",
            "如",
            "和",
            "与",
            "及",
            "以及",
            "或",
            "或者",
            "收集",
            "获取",
            "读取",
            "访问",
            "提供",
            "填写",
            "等",
            "设备",
            "您",
            "所在",
            "所用",
            "联系",
            "相关",
            "本机",
            "其",
        ]
        .iter()
        .any(|word| before.ends_with(word))
        || [
            "your",
            "their",
            "and",
            "or",
            "including",
            "suchas",
            "the",
            "user",
            "users'",
            "s'",
            "user's",
            "like",
            "of",
            "device",
            "collect",
            "a",
            "his",
            "our",
            "contact",
            "current",
            "&",
            "optional",
            "any",
            "some",
            "certain",
            "use",
            "uses",
            "e.g.",
            "i.e.",
            "personal",
        ]
        .iter()
        .any(|word| lower.ends_with(word) && reading.text.gap_before(range.start));
    let lower_after = &reading.text.lower()[range.end..sentence.end];
    let closes_sep =
        after.is_empty() || after.starts_with(['、', ',', '/', ')', '。', ';', '.', ':', '(', '|', '”', '"', '+']);
    let closes = closes_sep
        || [
            "等", "和", "与", "及", "以及", "或", "信息", "数据", "内容", "号", "的", "是", "、", "用于", "以", "记录",
            "列表", "类型", "版本", "名称", "状态", "情况", "使用",
        ]
        .iter()
        .any(|word| after.starts_with(word))
        || [
            "and",
            "or",
            "information",
            "data",
            "to",
            "for",
            "when",
            "etc",
            "details",
            "&",
            "you",
            "in",
            "from",
            "with",
            "if",
            "as",
            "is",
            "are",
            "on",
            "through",
            "via",
            "by",
            "during",
            "will",
            "used",
            "that",
            "so",
            "at",
            "entered",
            "provided",
            "uploaded",
            "submitted",
            "collected",
        ]
        .iter()
        .any(|word| lower_after.starts_with(word) && reading.text.gap_before(range.end));
    // A list member has a separator on one side at least, or data next to it.
    let neighbour = reading
        .data_in(
            &(floor(folded, range.start.saturating_sub(40)).max(sentence.start)..(range.end + 40).min(sentence.end)),
        )
        .len()
        > 1;
    // An item of a list that begins with the word, but for "optional" and the like.
    let item = lower.is_empty() || ["optional", "any", "some", "certain", "your", "the"].contains(&lower);
    opens && closes && (opens_sep || closes_sep || neighbour || item)
}

/// 我们免费提供的文字、图片或者视频: what the service shows.
pub(super) fn is_shown(reading: &Reading<'_>, at: usize) -> bool {
    let folded = reading.text.folded();
    let before = &folded[floor(folded, at.saturating_sub(60))..at];
    let clause = before.rsplit([',', '。', ';', ':', '\n']).next().unwrap_or(before);
    let Some((giver, list)) = clause.rsplit_once("提供的") else { return false };
    let ours = ["我们", "本软件", "本平台", "本应用"].iter().filter_map(|we| giver.rfind(we)).max();
    ours.is_some_and(|ours| !giver[ours..].contains('您') && !giver[..ours].ends_with(['向', '给', '与']))
        && list.chars().count() <= 8
}

/// “视频去水印大师”软件: the word stands in the quoted name of a thing.
pub(super) fn in_quoted_name(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    const THINGS: &[&str] = &["软件", "产品", "应用", "app", "平台", "及相关服务"];
    let lower = reading.text.lower();
    let before = &lower[sentence.range.start..range.start];
    let after = first(&lower[range.end..sentence.range.end.max(range.end)], 40);
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
pub(super) fn names_function(reading: &Reading<'_>, hit: &Hit) -> bool {
    let folded = reading.text.folded();
    let after = first(&reading.text.lower()[hit.range.end..], 30).split('\n').next().unwrap_or("");
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
        "客户端",
        "网站",
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
    // 指纹认证、声纹认证等信息: the list says itself that it is one of data.
    if after.find("等信息").is_some_and(|end| !after[..end].contains([',', '。', ';', ':', ')'])) {
        return false;
    }
    let specific = reading.text.folded()[hit.range.clone()].chars().count() >= 5 && after.starts_with("设置")
        || after.starts_with("设置信息");
    if zh.iter().any(|word| after.starts_with(word)) && !specific {
        return true;
    }
    if after.starts_with(|c: char| c.is_ascii_alphabetic()) && en.iter().any(|word| after.starts_with(word)) {
        return folded[hit.range.clone()].bytes().all(|byte| byte.is_ascii());
    }
    // 下载、浏览、关注与收藏功能: so does the list without its 等.
    let short = first(after, 16);
    if let (true, Some(at)) = (short.starts_with(['、', '与', '和', '及', '或', '/']), short.find("功能"))
        && !short[..at].contains([',', '。', ';', ':', '('])
    {
        return true;
    }
    // 浏览、定位、推送等服务: the list as a whole names services.
    let list_end = after.find("等").filter(|&at| at <= 30 && !after[..at].contains([',', '。', ';', ')']));
    // 经销商、厂商、网络服务提供商等主体: a list of parties.
    const PARTIES: &[&str] =
        &["等主体", "等机构", "等单位", "等公司", "等企业", "等第三方", "等合作方", "等部门", "等组织", "等步骤"];
    if list_end.is_some_and(|at| PARTIES.iter().any(|word| after[at..].starts_with(word))) {
        return true;
    }
    list_end.is_some_and(|at| {
        ["等服务", "等功能", "等权限", "等操作", "等业务", "等互动", "等方式", "等途径", "等渠道"]
            .iter()
            .any(|word| after[at..].starts_with(word))
            && hit.range.len() <= 12
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
    let chain =
        format!("{}{}", before.chars().rev().take(8).collect::<String>(), after.chars().take(8).collect::<String>());
    chain.contains('>') || chain.contains('→') || before.ends_with("--") || after.starts_with("--")
}

/// A label with a value of its own: "Email: a@b.c", 电话：0755-….
pub(super) fn has_value(reading: &Reading<'_>, range: &Range<usize>, id: &str, in_data: bool) -> bool {
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
