//! Whether a word of data is said to be collected, said not to be, or neither.

use std::ops::Range;

use super::Polarity;
use super::cues::Cue;
use super::entries::Slot;
use super::lexicon::Hit;
use super::outline::Zone;
use super::sentence::{Reading, Sentence, floor};
use super::text::BlockKind;

/// What a sentence does, worked out once for all words in it.
#[derive(Debug)]
pub struct Mood {
    /// Ranges in which a negation of collecting governs what is named.
    denied: Vec<Range<usize>>,
    /// Ranges in which a negation that is conditional or partial does.
    muted: Vec<Range<usize>>,
    collects: Vec<usize>,
    uses: bool,
    keeps: bool,
    manages: Vec<usize>,
    notices: bool,
    silent: bool,
    nominal: bool,
}

impl Mood {
    /// Reads the mood of a sentence.
    pub fn of(reading: &Reading<'_>, sentence: &Sentence) -> Self {
        let range = &sentence.range;
        let collects: Vec<usize> = reading.cues(range, Cue::Collect).map(|cue| cue.start).collect();
        let (denied, muted) = negations(reading, range);
        let manages = reading.cues(range, Cue::Manage).map(|cue| cue.start).collect();
        Self {
            denied,
            muted,
            uses: reading.has_cue(range, Cue::Use),
            keeps: reading.has_cue(range, Cue::Keep),
            manages,
            notices: reading.has_cue(range, Cue::Notice),
            silent: defines(reading, sentence) || only_remarks(reading, range),
            nominal: nominal(reading, range),
            collects,
        }
    }

    /// Whether the sentence collects anything.
    pub fn collects(&self) -> bool {
        !self.collects.is_empty()
    }
}

/// Judges one word of data.
pub fn judge(
    reading: &Reading<'_>,
    sentence: &Sentence,
    mood: &Mood,
    hit: &Hit,
    id: &str,
    listed: bool,
) -> Option<Polarity> {
    let at = hit.range.start;
    let slot = reading.slot_at(at);
    let in_data = matches!(slot, Some(Slot::Data | Slot::DataAndPermission));
    let zone = reading.zone(sentence.block);
    let children = id == "children-info";
    if reading.in_title(&hit.range)
        || reading.in_link(&hit.range)
        || in_menu(reading, &hit.range)
        || has_value(reading, &hit.range, id, in_data)
    {
        return None;
    }
    if mood.silent {
        return None;
    }
    // A column header or key without a value.
    let block = &reading.text.blocks[sentence.block].range;
    if slot.is_none()
        && block.len() <= 80
        && !reading.text.block_text(sentence.block).ends_with(['.', '。'])
        && super::entries::slot_of(reading.text.block_text(sentence.block)).is_some()
    {
        return None;
    }
    // Headings name what the text below declares.
    if reading.places.get(sentence.block).is_some_and(|place| place.heading.is_some())
        && !in_data
        && !(mood.collects() && reading.data_in(&sentence.range).len() > 2)
    {
        return None;
    }
    if mood.muted.iter().any(|range| range.contains(&at)) {
        return None;
    }
    if mood.denied.iter().any(|range| range.contains(&at)) {
        // What is not collected from children may well be collected from others.
        return (zone != Zone::Children || children).then_some(Polarity::Denied);
    }
    if children {
        let direct = mood.collects.iter().any(|&cue| cue < at && at - cue < 40);
        return (direct && mood.denied.is_empty() && !conditional(reading, &sentence.range))
            .then_some(Polarity::Affirmed);
    }
    if zone == Zone::Silent && !(in_data && mood.manages.is_empty()) {
        return None;
    }
    match slot {
        Some(Slot::Data | Slot::DataAndPermission) => return Some(Polarity::Affirmed),
        Some(Slot::Name | Slot::Vendor | Slot::Privacy | Slot::Other | Slot::Method) => return None,
        Some(Slot::Purpose | Slot::Scenario | Slot::Permission) => {
            let before = &reading.text.folded()[sentence.range.start..at].to_ascii_lowercase();
            let strong =
                ["收集", "采集", "获取", "读取", "collect", "obtain", "read"].iter().any(|verb| before.contains(verb));
            return (strong && !listed && !names_function(reading, hit)).then_some(Polarity::Affirmed);
        }
        None => {}
    }
    if names_function(reading, hit) || listed && !is_listed(reading, &hit.range, &sentence.range) {
        return None;
    }
    let before = mood.collects.iter().any(|&cue| cue < at);
    let collects = !mood.collects.is_empty();
    // "You may correct your nickname" declares nothing; "when you change your avatar, we collect …" does.
    if let Some(&manage) = mood.manages.iter().rev().find(|&&manage| manage < at)
        && !mood.collects.iter().any(|&cue| cue > manage && cue < at)
    {
        return None;
    }
    if is_channel(id) && mood.notices && (!before || listed) {
        return None;
    }
    if (listed || is_content(id)) && in_purpose(reading, sentence, at, mood) || varies(reading, &hit.range, id) {
        return None;
    }
    if conditional(reading, &sentence.range) && !before {
        return None;
    }
    let announced = reading.announced.get(sentence.block).copied().unwrap_or(false);
    let open = matches!(zone, Zone::Collect | Zone::Share | Zone::Permission | Zone::Cookie);
    let uses = mood.uses && !listed;
    let said = match zone {
        Zone::Guarded => collects && before || mood.keeps || mood.nominal && announced,
        Zone::Children => {
            collects
                && before
                && reading.has_cue(&sentence.range, Cue::We)
                && !reading.has_cue(&sentence.range, Cue::Not)
        }
        Zone::Neutral => collects || uses || announced && mood.nominal,
        _ => collects || uses || announced,
    };
    (said || open && mood.nominal).then_some(Polarity::Affirmed)
}

/// Types that are also channels by which a firm gives notice.
fn is_channel(id: &str) -> bool {
    matches!(
        id,
        "phone-number"
            | "email"
            | "sms"
            | "postal-address"
            | "chat-content"
            | "push-log"
            | "app-identity"
            | "notification-content"
            | "user-content"
    )
}

/// Types whose words also name what a service shows or does.
fn is_content(id: &str) -> bool {
    matches!(
        id,
        "photos-media"
            | "user-content"
            | "audio"
            | "chat-content"
            | "social-relations"
            | "push-log"
            | "ad-interaction"
            | "files"
            | "order-info"
            | "app-usage"
            | "usage-log"
    )
}

/// The word stands in what the data is wanted for: after "in order to", with no verb of collecting between.
fn in_purpose(reading: &Reading<'_>, sentence: &Sentence, at: usize, mood: &Mood) -> bool {
    let folded = reading.text.folded();
    let before = folded[sentence.range.start..at].to_ascii_lowercase();
    let marks = [
        "inorderto",
        "soasto",
        "sothat",
        "forthepurposeof",
        "以便",
        "用于",
        "从而",
        "以实现",
        "以向您",
        "以为您",
        "为了",
    ];
    let Some(mark) = marks.iter().filter_map(|mark| before.rfind(mark)).max() else { return false };
    let mark_at = sentence.range.start + mark;
    !mood.collects.iter().any(|&cue| cue > mark_at && cue < at)
        && !before[mark..].contains(",我们")
        && !before[mark..].contains(",we")
}

/// What a type is said to depend on is not collected by it: "varies with the device model".
fn varies(reading: &Reading<'_>, range: &Range<usize>, id: &str) -> bool {
    if !matches!(id, "device-model" | "os-version" | "device-brand" | "app-identity" | "device-info" | "device-system")
    {
        return false;
    }
    let folded = reading.text.folded();
    let after =
        folded[range.end..floor(folded, (range.end + 45).min(folded.len()))].split(['\n', '。']).next().unwrap_or("");
    let before = folded[floor(folded, range.start.saturating_sub(40))..range.start].to_ascii_lowercase();
    ["不同而", "差异", "而异", "有所不同", "的不同"].iter().any(|word| after.contains(word))
        || ["varies", "accordingtothe", "dependingon", "基于不同", "因不同", "视您的"]
            .iter()
            .any(|word| before.contains(word))
}

/// The ranges that negations govern: those that deny collecting, and those that only limit it.
fn negations(reading: &Reading<'_>, range: &Range<usize>) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    const VERBS: &[&str] = &[
        "收集",
        "搜集",
        "采集",
        "获取",
        "读取",
        "访问",
        "记录",
        "上传",
        "申请",
        "要求",
        "调用",
        "收取",
        "涉及",
        "索取",
        "留存您",
        "查看",
        "监听",
        "窃取",
        "扫描",
        "获得",
        "接收",
        "collect",
        "read",
        "access",
        "gather",
        "obtain",
        "request",
        "track",
        "receive",
        "upload",
        "record",
        "view",
        "askfor",
        "askyou",
        "monitor",
        "solicit",
        "requireyou",
        "acquire",
        "capture",
        "retrieve",
    ];
    let folded = reading.text.folded();
    let (mut denied, mut muted) = (Vec::new(), Vec::new());
    for negation in reading.cues(range, Cue::Not) {
        let own = &folded[negation.clone()];
        // The verb is inside the word (不收集), or follows within a few characters.
        let near_end = floor(folded, (negation.end + 42).min(range.end));
        let near = folded[negation.end..near_end].to_ascii_lowercase();
        let near = near.split(['。', ';']).next().unwrap_or("");
        let own_verb = VERBS.iter().any(|verb| own.contains(verb));
        let object = reading
            .data_in(&(negation.end..range.end))
            .first()
            .map_or(usize::MAX, |hit| hit.range.start - negation.end);
        let verb = VERBS.iter().filter_map(|verb| near.find(verb)).min().filter(|&verb| verb < object);
        let comma = near.find([',', '、']).unwrap_or(usize::MAX);
        if !own_verb && verb.is_none_or(|verb| verb > comma)
            || near.starts_with("track\"")
            || near.starts_with("track”")
        {
            // What is not shared, linked or disclosed is not collected by that very clause either.
            let clause = folded[negation.end..range.end].find([',', ';']).map_or(range.end, |at| negation.end + at);
            muted.push(negation.end..clause);
            continue;
        }
        let end = stop_of(reading, negation.end, range.end);
        let clause = folded[negation.start..end].to_ascii_lowercase();
        let whole = folded[range.clone()].to_ascii_lowercase();
        let passive = near.contains("被")
            || whole.contains("isnot")
            || whole.contains("arenot")
            || whole.contains("neverbe")
            || whole.contains("notbe");
        let has_object = reading.data_in(&(negation.end..end)).iter().any(|_| true);
        // `如您不提供…我们将无法…`, `未经同意不会…` promise nothing; neither does `不会收集…以外的信息`.
        let limited = conditional(reading, range)
            || reading.cues(range, Cue::Consent).next().is_some()
            || [
                "以外",
                "之外",
                "无关",
                "其他",
                "其它",
                "多余",
                "额外",
                "超出",
                "相结合",
                "关联",
                "不限于",
                "excess",
                "other",
                "additional",
                "unnecessary",
                "unrelated",
                "beyond",
                "morethan",
                "onlywhen",
                "intentionallyshare",
                "anyoneelse",
            ]
            .iter()
            .any(|word| clause.contains(word))
            || clause.contains("目的") && !own_verb
            || clause.contains("liableforthe")
            || whole.contains("如果我们发现")
            || whole.contains("ifwelearn")
            || whole.contains("ifwebecomeaware")
            || without_subject(&whole);
        if has_object {
            if limited { muted.push(negation.start..end) } else { denied.push(negation.start..end) }
        } else if (passive || topic(reading, range.start, negation.start)) && !limited {
            let start = clause_start(folded, range.start, negation.start);
            denied.push(start..negation.start);
        }
    }
    (denied, muted)
}

/// The user, not the firm, is the one who does not: "if you do not provide".
fn without_subject(whole: &str) -> bool {
    [
        "youdonotprovide",
        "youdon'tprovide",
        "ifyoudonot",
        "ifyoudon't",
        "您不提供",
        "你不提供",
        "如不提供",
        "若不提供",
        "您未提供",
        "拒绝提供",
        "不愿提供",
        "您不填写",
        "不想提供",
        "youchoosenotto",
        "shouldnotprovide",
        "pleasedonot",
        "donotprovideany",
        "maynotprovide",
        "donotenter",
        "notmandatory",
    ]
    .iter()
    .any(|word| whole.contains(word))
}

/// The sentence sets out with its object: 对于您的通讯录，我们不会读取; 通讯录我们均不会读取.
fn topic(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let before = reading.text.folded()[from..to].trim_end_matches(['均', '也', '都']).trim_end_matches("我们");
    let lower = before.to_ascii_lowercase();
    let named = reading.data_in(&(from..to)).last().is_some_and(|hit| hit.range.end == from + before.len());
    named
        || ["对于", "对您的", "关于", "regarding", "asfor"].iter().any(|word| lower.contains(word))
        || before.ends_with(',') && before.contains("您的")
        || before.ends_with("信息")
        || before.ends_with("数据")
}

/// Where the clause before a passive negation begins.
fn clause_start(folded: &str, from: usize, to: usize) -> usize {
    let part = &folded[from..to];
    let cut = part.trim_end_matches(',').rfind([',', ';', ':', '(']).filter(|&at| {
        part[at..].contains("您的") || part[at..].contains("信息") || part[at..].to_ascii_lowercase().contains("your")
    });
    cut.map_or(from, |at| from + at)
}

/// Where the reach of a negation ends: at a "but", or where the firm speaks again.
fn stop_of(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let folded = reading.text.folded();
    let part = folded[from..end].to_ascii_lowercase();
    let mut stop = part.len();
    for word in [
        "但",
        "然而",
        "而是",
        "仅在",
        "只会",
        "仅会",
        "仅用于",
        ",我们",
        ",以便",
        ",用于",
        ",仅",
        ",but",
        ",however",
        "however,",
        ",we",
        ",only",
        "unlessyou",
        ",except",
        "butwe",
        "butonly",
        "andwewill",
        ",并",
        "inorderto",
        "forthepurpose",
    ] {
        if let Some(at) = part.find(word) {
            stop = stop.min(at);
        }
    }
    from + stop
}

/// Words of consent, refusal or exception make the sentence conditional.
fn conditional(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    reading.has_cue(range, Cue::Unless) && {
        let words = reading.text.folded()[range.clone()].to_ascii_lowercase();
        reading.has_cue(range, Cue::Not)
            || [
                "拒绝",
                "关闭",
                "撤回",
                "不同意",
                "不提供",
                "refuse",
                "decline",
                "disable",
                "withdraw",
                "turnoff",
                "deny",
            ]
            .iter()
            .any(|word| words.contains(word))
    }
}

/// Whether a sentence or its block defines a term, so that what it lists is nobody's data.
fn defines(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let folded = reading.text.folded();
    let block = &reading.text.blocks[sentence.block].range;
    let head = block.start..floor(folded, (block.start + 150).min(block.end));
    let speaks = |range: &Range<usize>| {
        let words = folded[range.clone()].to_ascii_lowercase();
        [
            "我们收集",
            "我们会收集",
            "我们可能",
            "我们将收集",
            "我们需要",
            "wecollect",
            "wemaycollect",
            "wewillcollect",
            "weprocess",
            "weobtain",
        ]
        .iter()
        .any(|word| words.contains(word))
    };
    if reading.cues(&head, Cue::Define).any(|cue| cue.start < head.start + 110)
        && !speaks(&sentence.range)
        && !matches!(reading.slot_at(sentence.range.start), Some(Slot::Data))
    {
        let cue = reading.cues(&head, Cue::Define).next().map_or(0, |cue| cue.start);
        let subject = &folded[head.start..cue.max(head.start)].to_ascii_lowercase();
        if !subject.contains("sdk") && !subject.contains("我们会") && !subject.contains("cookie") {
            return true;
        }
    }
    let words = folded[sentence.range.clone()].to_ascii_lowercase();
    let start =
        words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | '、' | '"' | '“' | '-'));
    let subjects = [
        "个人敏感信息",
        "敏感个人信息",
        "个人信息",
        "上述个人信息",
        "以上个人信息",
        "sensitivepersonalinformation",
        "personalinformation",
        "thepersonalsensitiveinformation",
        "personaldata",
        "personalsensitiveinformation",
        "sensitiveinformation",
    ];
    subjects.iter().any(|subject| {
        start.strip_prefix(subject).is_some_and(|rest| {
            let rest: String = rest.chars().take(60).collect();
            let verb = [
                "包括",
                "包含",
                "是指",
                "主要包括",
                "还包括",
                "一般包括",
                "includes",
                "mayinclude",
                "means",
                "refersto",
                "doesnotinclude",
                "isany",
                "isdata",
                "isinformation",
            ]
            .iter()
            .filter_map(|verb| rest.find(verb))
            .min();
            verb.is_some_and(|at| {
                at < 50
                    && !rest[..at].contains("收集")
                    && !rest[..at].contains("collect")
                    && !rest[..at].contains("we")
                    && !rest[..at].contains("使用")
            })
        })
    })
}

/// Remarks on data that declare nothing: that it identifies nobody, that it is sensitive, that it must be kept safe.
fn only_remarks(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let words = reading.text.folded()[range.clone()].to_ascii_lowercase();
    let remark = [
        "无法识别特定",
        "无法单独识别",
        "不属于个人信息",
        "请妥善保管",
        "妥善保管",
        "thatcannotidentify",
        "cannotidentifyaspecific",
        "属于敏感",
        "属于个人敏感",
        "为敏感个人信息",
        "请注意,单独的",
        "单独的设备信息",
        "individualdeviceinformation",
        "keepyouraccount",
        "noonemayprovide",
        "donotuseorprovide",
        "nooneunder",
        "如果我们发现",
        "ifwelearn",
        "ifwebecomeaware",
        "ifwediscover",
        "verifyyouridentity",
        "proveyouridentity",
        "证明您的身份",
        "验证您的身份后",
        "核实您的身份",
        "身份核验后",
        "验证您的用户身份",
        "提供书面请求",
        "被认为是敏感",
        "被视为敏感",
        "可能会泄露",
        "可能会包含您",
        "consideredsensitive",
        "mayreveal",
        "verificationofyour",
        "submitaproof",
        "不要向",
        "请您谨慎",
        "谨慎考虑",
        "carefullyconsider",
        "consideritcarefully",
        "会导致",
        "一旦泄露",
        "不适用于",
        "doesnotapply",
    ]
    .iter()
    .any(|word| words.contains(word));
    let collects = [
        "我们会收集",
        "我们将收集",
        "我们可能会收集",
        "需要收集",
        "wewillcollect",
        "wecollect",
        "wemaycollect",
        "需要您提供",
        "您需要提供",
        "需要提供",
    ]
    .iter()
    .any(|word| words.contains(word));
    remark && !collects
}

/// Whether a sentence is nothing but a list of data.
fn nominal(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let named: usize = reading.data_in(range).iter().map(|hit| hit.range.len()).sum();
    named * 5 >= range.len() * 2
}

/// Whether a weak word stands as a member of an enumeration, or as the object of a verb or possessive.
fn is_listed(reading: &Reading<'_>, range: &Range<usize>, sentence: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    let before = &folded[sentence.start..range.start];
    let after = &folded[range.end..sentence.end];
    let lower = before.to_ascii_lowercase();
    let opens_sep = before.is_empty() || before.ends_with(['、', ',', '/', '(', ':', ';', '|', '“', '"', '+']);
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
        ]
        .iter()
        .any(|word| lower.ends_with(word) && reading.text.gap_before(range.start));
    let lower_after = after.to_ascii_lowercase();
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
            "will",
            "used",
            "that",
            "so",
            "at",
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
    opens && closes && (opens_sep || closes_sep || neighbour)
}

/// The word is a part of the name of a function: 语音输入功能, location-based services.
fn names_function(reading: &Reading<'_>, hit: &Hit) -> bool {
    let folded = reading.text.folded();
    let after: String =
        folded[hit.range.end..].chars().take(30).take_while(|&c| c != '\n').collect::<String>().to_ascii_lowercase();
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
    let specific = reading.text.folded()[hit.range.clone()].chars().count() >= 5 && after.starts_with("设置")
        || after.starts_with("设置信息");
    if zh.iter().any(|word| after.starts_with(word)) && !specific {
        return true;
    }
    if after.starts_with(|c: char| c.is_ascii_alphabetic()) && en.iter().any(|word| after.starts_with(word)) {
        return folded[hit.range.clone()].bytes().all(|byte| byte.is_ascii());
    }
    // 下载、浏览、关注与收藏功能: so does the list without its 等.
    let short: String = after.chars().take(16).collect();
    if let (true, Some(at)) = (short.starts_with(['、', '与', '和', '及', '或', '/']), short.find("功能"))
        && !short[..at].contains([',', '。', ';', ':', '('])
    {
        return true;
    }
    // 浏览、定位、推送等服务: the list as a whole names services.
    let list_end = after.find("等").filter(|&at| at <= 30 && !after[..at].contains([',', '。', ';', ')']));
    list_end.is_some_and(|at| {
        ["等服务", "等功能", "等权限", "等操作", "等业务", "等互动", "等方式", "等途径", "等渠道"]
            .iter()
            .any(|word| after[at..].starts_with(word))
            && hit.range.len() <= 12
    })
}

/// The word stands in a menu path: “我的-头像-个人资料”, [Me > Settings].
fn in_menu(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    let start = floor(folded, range.start.saturating_sub(120));
    let before = folded[start..range.start].rsplit('\n').next().unwrap_or("");
    let end = floor(folded, (range.end + 120).min(folded.len()));
    let after = folded[range.end..end].split('\n').next().unwrap_or("");
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
        let inner = format!("{}{}{}", &before[from + open.len_utf8()..], &folded[range.clone()], &after[..to]);
        let clicked = ["点击", "进入", "打开", "路径", "click", "select", "tap", "通过", "在"]
            .iter()
            .any(|word| before[..from].to_ascii_lowercase().ends_with(word));
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
fn has_value(reading: &Reading<'_>, range: &Range<usize>, id: &str, in_data: bool) -> bool {
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

/// Whether a block is one cell, line or item of a list rather than running text.
pub fn is_short(reading: &Reading<'_>, block: usize) -> bool {
    let part = &reading.text.blocks[block];
    matches!(part.kind, BlockKind::Cell(_) | BlockKind::Item) || part.range.len() < 90
}
