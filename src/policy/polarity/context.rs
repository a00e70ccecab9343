//! What a word of data is a part of: an enumeration, a purpose, the way by which something is sent.

use std::ops::Range;

use super::Mood;
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
        "collect",
        "collects",
        "obtain",
        "obtains",
        "receive",
        "receives",
        "gather",
        "gathers",
        "read",
        "reads",
        "record",
        "records",
        "request",
        "requests",
        "askfor",
        "access",
        "accesses",
        "capture",
        "captures",
        "retrieve",
        "retrieves",
    ];
    let chinese = ["使用", "存储", "保存", "分析", "上传", "发送", "共享", "处理", "传输", "留存", "分享", "提供"];
    reading.text.gap_before(at) && verb("your", &english)
        || reading.text.gap_before(at) && verb("theuser's", &english)
        || reading.text.gap_before(at)
            && verb(
                "the",
                &["use", "uses", "access", "accesses", "upload", "uploads", "wesend", "westore", "wereceive"],
            )
        || reading.text.gap_before(at) && verb("", &["collect", "collects", "obtain", "obtains", "gathers"])
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
    // "Through various channels, such as email and phone".
    let channels = ["channels,suchas", "channels(suchas", "channels,including", "channels(including", "channels("];
    let channel = channels.iter().filter_map(|word| before.rfind(word)).max();
    let channel = channel.is_some_and(|at| !before[at..].contains(['.', ';', ')']));
    channel || listed && (way || alone) || sent || latin || ways && reading.text.gap_before(range.start)
}

/// Where the words of a list stand in a sentence, in the order of the text.
pub(super) fn places(reading: &Reading<'_>, range: &Range<usize>, list: &[&'static str]) -> Vec<Range<usize>> {
    let words = reading.words(range);
    let found = |mark: &&'static str| {
        let length = mark.len();
        words.all_places(mark).map(move |at| range.start + at..range.start + at + length)
    };
    let mut places: Vec<Range<usize>> = list.iter().flat_map(found).collect();
    places.sort_unstable_by_key(|place| place.start);
    places
}

/// The last of some places that ends at or before an offset.
pub(super) fn last_before(places: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    places[..places.partition_point(|place| place.start < at)].iter().rev().find(|place| place.end <= at)
}

/// Words after which it is told what data is wanted for.
pub(super) const AIMS: &[&str] = &[
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
    "tooptimize",
    "tooptimise",
    "torestore",
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
    "以检测",
    "以保障",
    "以识别",
    "以判断",
    "以确保",
    "以帮助",
    "以提升",
    "以优化",
    "以改进",
    "以改善",
    "为了",
];

/// The word stands in what the data is wanted for: after "in order to", with no verb of collecting between.
pub(super) fn in_purpose(reading: &Reading<'_>, sentence: &Sentence, at: usize, mood: &Mood) -> bool {
    let before = reading.words(&(sentence.range.start..at));
    // "Offers based on your purchase history": a purpose may name what it uses.
    if before.has_any(&["basedonyour", "basedonthe", "accordingtoyour", "根据您的", "基于您的"]) {
        return false;
    }
    // "To help us understand how the app is being used, such as the frequency of use": what is examined is told.
    if before.has_any(&["isbeingused,suchas", "isused,suchas"]) {
        return false;
    }
    // "* Personalizing the service for you and your friends": an item that is a purpose as a whole.
    if serves(reading, sentence) {
        return !mood.collects.iter().any(|&cue| cue < at);
    }
    let Some(aim) = last_before(mood.aims.get_or_init(|| places(reading, &sentence.range, AIMS)), at) else {
        return false;
    };
    let mark = aim.start - sentence.range.start;
    if counts(&before[mark..]) && !mood.collects.iter().any(|&cue| cue < aim.start) {
        return false;
    }
    // 以检测您的账号: the verb of the aim itself takes nothing.
    let from = if before.is_ascii() { aim.start + 1 } else { aim.end };
    !mood.collects.iter().any(|&cue| cue >= from && cue < at)
        && !before[mark..].contains(",我们")
        && !before[mark..].contains(",we")
}

/// The word stands in a clause that tells nothing but a purpose: 用于适配不同设备的屏幕尺寸, or the first of
/// 为识别账号异常状态、推荐适合您系统版本的应用，我们会收集….
pub(super) fn in_purpose_clause(reading: &Reading<'_>, sentence: &Sentence, at: usize, mood: &Mood) -> bool {
    let before = &reading.text.lower()[sentence.range.start..at];
    let clause = before.rsplit([',', ':', ';', '(', ')']).next().unwrap_or(before);
    // "a.为保障…" begins with the letter of its item.
    let clause = clause.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '、' | '•'));
    let collects = mood.collects.iter().any(|&cue| cue < at && at - cue <= clause.len());
    if counts(clause) && !mood.collects.iter().any(|&cue| cue < at) {
        return false;
    }
    if ["用于", "以便", "为了便于", "便于"].iter().any(|mark| clause.starts_with(mark)) {
        // 用于核对您的身份证号码 needs the number; 用于用户填写学校信息时筛选学校 asks for nothing more.
        let taken = ["收集", "获取", "采集", "读取"].iter().any(|verb| clause.contains(verb));
        return !(collects && taken || clause.ends_with("您的") || clause.ends_with("你的"));
    }
    let rest = reading.words(&(at..sentence.range.end));
    let goal = ["为了", "为识别", "为向", "为您", "为保障", "为提", "为帮助", "为便于", "为改", "为更"]
        .iter()
        .any(|mark| clause.starts_with(mark));
    let told = ["我们会", "我们将", "我们可能", "我们需", "可能会收集"].iter().filter_map(|we| rest.place(we)).min();
    goal && !collects
        && !clause.contains("我们")
        && told.is_some_and(|told| mood.collects.iter().any(|&cue| cue >= at + told))
}

/// 用于统计APP的崩溃记录: what is counted is taken, where nothing else was told to be.
fn counts(clause: &str) -> bool {
    ["用于统计", "用来统计"].iter().any(|aim| clause.starts_with(aim))
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
        "compil",
        "measur",
        "counting",
    ];
    if !matches!(reading.text.blocks[sentence.block].kind, BlockKind::Item) && !sentence.first {
        return false;
    }
    let whole = &reading.text.lower()[sentence.range.clone()];
    let words = whole.trim_start_matches(|c: char| !c.is_alphabetic());
    // "Display name", "Operating system version", and "Communications: messages, photos" are no purposes.
    let start = sentence.range.start + whole.len() - words.len();
    let data = reading.data_in(&(start..sentence.range.end));
    let label = words.find(':').filter(|&colon| colon <= 40).map(|colon| start + colon);
    let lists = |from: usize| data.iter().filter(|hit| hit.range().start > from).count() >= 3;
    if data.first().is_some_and(|hit| hit.range().start == start) || label.is_some_and(lists) {
        return false;
    }
    let words = words.strip_prefix("to").unwrap_or(words);
    // "Processes your email address" tells what a service does, "Process your order" what data is wanted for.
    let handles = ["process", "send", "analyze", "analyse", "maintain", "transmit"].iter().any(|verb| {
        let object = words.strip_prefix(verb).and_then(|rest| rest.strip_prefix("es").or(rest.strip_prefix('s')));
        object.is_some_and(|object| ["your", "theuser", "user"].iter().any(|whose| object.starts_with(whose)))
    });
    if handles {
        return false;
    }
    // 生成个性化时间表，帮助您管理每日日程: a purpose in Chinese asks for nothing.
    let aims = ["生成", "帮助您", "改进", "优化", "保障", "展示", "提升"].iter().any(|verb| words.starts_with(verb))
        || words.starts_with("提供") && ["服务", "功能"].iter().any(|noun| words.contains(noun));
    VERBS.iter().any(|verb| words.starts_with(verb))
        || aims && reading.text.blocks[sentence.block].kind == BlockKind::Item
}

/// What a type is said to depend on is not collected by it: "varies with the device model".
pub(super) fn varies(reading: &Reading<'_>, range: &Range<usize>, id: &str) -> bool {
    const DEVICE: &[&str] = &[
        "device-model",
        "os-version",
        "device-brand",
        "app-identity",
        "device-info",
        "device-system",
        "usage-log",
        "system-settings",
    ];
    if !DEVICE.contains(&id) {
        return false;
    }
    let folded = reading.text.folded();
    let rest = folded[range.end..floor(folded, (range.end + 120).min(folded.len()))].split(['\n', '。']).next();
    let rest = rest.unwrap_or("");
    // The list of what it depends on may be long; another clause may not stand between.
    let after = &rest[..floor(rest, rest.find(',').unwrap_or(rest.len()).max(45))];
    let before = &reading.text.lower()[floor(folded, range.start.saturating_sub(40))..range.start];
    // 仅限于支持语音唤醒的机型: what something works on.
    let clause = before.rsplit([',', '。', ';', ':', '(']).next().unwrap_or(before);
    let supported = clause.ends_with('的') && ["支持", "适用"].iter().any(|word| clause.contains(word));
    supported
        || ["不同而", "差异", "而异", "有所不同", "的不同"].iter().any(|word| after.contains(word))
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
    // "1. Name": the number of an item is no word before it.
    let number = before.trim_end_matches(['.', ')', '、']);
    let numbered = (number.len() < before.len() || number.contains('.'))
        && (number.len() <= 8 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
        && !number.is_empty();
    // A bullet or a cross stands before an item.
    let opens_sep = numbered
        || !before.contains(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation())
        || before.ends_with(['、', ',', '/', '(', ':', ';', '|', '“', '"', '+', '•', '·', '●', '—', '–'])
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
            "包含",
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
            "所在的",
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
    let closes_sep = after.is_empty()
        || after.starts_with(['、', ',', '/', ')', '。', ';', '.', ':', '(', '|', '”', '"', '+', '—', '–']);
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
            "captured",
            "taken",
            "recorded",
            "only",
            "while",
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
    let item = lower.is_empty()
        || ["optional", "any", "some", "certain", "your", "the", "saved", "favorite", "recent"].contains(&lower);
    opens && closes && (opens_sep || closes_sep || neighbour || item)
}

/// 当您使用录制视频、语音搜索时，: what is used names a function.
pub(super) fn in_use(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    const STOPS: [char; 4] = [',', '。', ';', ':'];
    let folded = reading.text.folded();
    let before = folded[sentence.range.start..range.start].rsplit(STOPS).next().unwrap_or("");
    let after = folded[range.end..sentence.range.end.max(range.end)].split(STOPS).next().unwrap_or("");
    let start: String = before.chars().take(8).collect();
    start.starts_with(['当', '在', '您', '如']) && start.contains("使用") && after.ends_with('时') && after.len() <= 180
}

/// 我们免费提供的文字、图片或者视频, 您可能感兴趣的视频: what the service shows.
pub(super) fn is_shown(reading: &Reading<'_>, at: usize) -> bool {
    let folded = reading.text.folded();
    let before = &folded[floor(folded, at.saturating_sub(60))..at];
    let clause = before.rsplit([',', '。', ';', ':', '\n']).next().unwrap_or(before);
    if ["感兴趣的", "推荐的", "预约", "查看", "观看", "收看", "收听", "查看短", "观看短"]
        .iter()
        .any(|shown| clause.ends_with(shown))
        || clause.rsplit_once("感兴趣的").is_some_and(|(_, list)| list.contains('、') && list.chars().count() <= 12)
    {
        return true;
    }
    let Some((giver, list)) = clause.rsplit_once("提供的") else { return false };
    let ours = ["我们", "本软件", "本平台", "本应用"].iter().filter_map(|we| giver.rfind(we)).max();
    ours.is_some_and(|ours| !giver[ours..].contains('您') && !giver[..ours].ends_with(['向', '给', '与']))
        && list.chars().count() <= 8
}
