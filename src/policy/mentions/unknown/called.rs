//! Names that stand before "SDK".

use std::ops::Range;

use super::OTHERS;
use crate::policy::mentions::{Mention, is_denied};
use crate::policy::outline::numbering;
use crate::policy::sentence::{Reading, Sentence, first, floor};

/// Words before SDK that tell what it does or whose it is, and name none.
const GENERIC: &[&str] = &[
    "第三方",
    "三方",
    "统计",
    "推送",
    "支付",
    "分享",
    "地图",
    "定位",
    "广告",
    "登录",
    "数据",
    "移动",
    "社交",
    "客服",
    "语音",
    "视频",
    "安全",
    "相关",
    "其他",
    "其它",
    "我们",
    "接入",
    "以上",
    "上述",
    "下列",
    "以下",
    "各类",
    "合作",
    "该",
    "本",
    "此",
    "等",
    "的",
    "类",
    "和",
    "与",
    "或",
    "及",
    "多",
    "各",
    "有",
    "为",
    "以",
    "由",
    "通过",
    "使用",
    "集成",
    "嵌入",
    "包括",
    "包含",
    "提供",
    "合作方",
    "厂商",
    "服务",
    "功能",
    "部分",
    "哪些",
    "平台",
    "手机",
    "系统",
];

/// 友盟SDK、开域SDK、铠甲SDK: the names before "SDK" in a list with commas of Chinese text.
pub fn listed(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    let lower = reading.words(&sentence.range);
    let embeds = ["集成了", "接入了", "嵌入了"].iter().filter_map(|verb| lower.place(verb)).min();
    if lower.all_places("sdk").count() < 2 || !lower.contains('、') && embeds.is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    // 微博资讯API stands beside SDKs as one of them.
    for (at, _) in lower.match_indices("sdk").chain(lower.match_indices("api")) {
        let end = at + "sdk".len();
        // 集成了某公司提供的点读SDK: the name of what is embedded follows its maker.
        let made = embeds.is_some_and(|verb| verb < at);
        let start = lower[..at].rfind(['、', ':', ',', '(', '。', ';']);
        let maker = lower[..at].rfind('的').filter(|&of| made && start.is_none_or(|start| of > start));
        let start = maker.or(start);
        let Some(start) = start.map(|start| start + lower[start..].chars().next().map_or(1, char::len_utf8)) else {
            continue;
        };
        let name = &lower[start..at];
        let beside = lower[..start].ends_with('、') || lower[end..].starts_with('、') || maker.is_some();
        let range = sentence.range.start + start..sentence.range.start + end;
        let free = known.iter().all(|mention| mention.range.end <= range.start || mention.range.start >= range.end);
        if beside
            && (1..=10).contains(&name.chars().count())
            && !name.is_ascii()
            && lower[end..].starts_with(['、', '。', ',', ';', ')', '等', '('])
            && !GENERIC.iter().any(|word| name.starts_with(word) || name.ends_with(word))
            && free
            && !is_known(reading, &range)
            && !is_denied(reading, sentence, range.start)
        {
            out.push(range);
        }
    }
    out.sort_by_key(|name| name.start);
    out
}

/// Whether a known name is what stands before "SDK": 抖音直播SDK is more than 抖音.
fn is_known(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let whole = |hit: &Range<usize>| hit.start > name.start || hit.end + "直播".len() + "sdk".len() > name.end;
    reading.names_in(name).iter().any(|hit| whole(&hit.range()))
}

/// 集成了 LinkPage SDK: a Latin name right before "SDK" in a Chinese sentence, or at its beginning the name of what it
/// then calls 该SDK.
pub fn called(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    let folded = &reading.text.folded()[sentence.range.clone()];
    let lower = reading.words(&sentence.range);
    if !lower.has("sdk") {
        return Vec::new();
    }
    if folded.is_ascii() {
        return titled(reading, sentence, known);
    }
    let mut out = Vec::new();
    for (at, _) in lower.match_indices("sdk") {
        let name = folded[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        let start = at - name;
        let word = &folded[start..at];
        let proper = word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().any(|byte| byte.is_ascii_lowercase())
            && word.len() >= 4
            && !OTHERS.contains(&&lower[start..at]);
        let stop = lower[..at].find([',', '。', '、', ':', '(', '"', '“']);
        let subject = stop.is_none()
            && ["该sdk", "本sdk"].iter().any(|this| lower[at..].contains(this))
            && (2..=10).contains(&lower[..at].chars().count())
            && !GENERIC.iter().any(|word| lower[..at].ends_with(word) || lower[..at].starts_with(word));
        // 可能涉及开普勒SDK，该SDK主要用于…: so does one behind the verb that tells of it.
        let verb = ["涉及", "接入", "集成", "嵌入", "引入", "使用"].iter().filter_map(|verb| {
            let head = &lower[..at];
            head.rfind(verb).map(|found| found + verb.len())
        });
        let behind = verb
            .max()
            .map(|from| from + (lower[from..at].len() - lower[from..at].trim_start_matches(['了', '的']).len()));
        let told =
            ["sdk,该sdk", "sdk,此sdk", "sdk,此类sdk", "sdk。该sdk", "sdk。此sdk", "sdk获取", "sdk收集", "sdk采集"];
        let object = behind.filter(|&from| {
            let name = &lower[from..at];
            told.iter().any(|told| lower[at..].starts_with(told))
                && (2..=10).contains(&name.chars().count())
                && !name.contains(['、', ',', '。', ':', '(', ')', '的'])
                && !GENERIC.iter().any(|word| word.len() > 3 && (name.ends_with(word) || name.starts_with(word)))
        });
        let start = if proper {
            start
        } else if subject {
            0
        } else if let Some(from) = object {
            from
        } else {
            continue;
        };
        let range = sentence.range.start + start..sentence.range.start + at + "sdk".len();
        let free = known.iter().all(|mention| mention.range.end <= range.start || mention.range.start >= range.end);
        if free && reading.names_in(&range).is_empty() && !reading.in_title(&range) && !reading.in_link(&range) {
            out.push(range);
        }
    }
    out.dedup_by(|next, first| reading.text.lower()[next.clone()] == reading.text.lower()[first.clone()]);
    out
}

/// "The Tencent Cloud Voice SDK": the capitalised words right before "SDK" in an English sentence.
fn titled(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    const KINDS: &[&str] = &[
        "android",
        "ios",
        "mobile",
        "push",
        "party",
        "thirdparty",
        "sharing",
        "share",
        "payment",
        "login",
        "statistics",
        "map",
        "client",
        "native",
        "flutter",
        "unity",
        "advertising",
        "analytics",
        "ads",
        "ad",
        "the",
        "this",
        "our",
        "a",
        "an",
        "of",
        "all",
        "each",
        "embed",
        "embedded",
        "integrate",
        "use",
        "using",
        "other",
        "some",
        "such",
        "in",
        "with",
        "platform",
        "system",
        "app",
    ];
    let text = reading.text;
    let bytes = text.folded().as_bytes();
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.lower()[sentence.range.clone()].match_indices("sdk") {
        let sdk = sentence.range.start + at;
        // "Strictly Necessary SDKs" are many.
        if !text.gap_before(sdk) || text.lower()[sdk..].starts_with("sdks") {
            continue;
        }
        // The words before it, back to the first that is not capitalised.
        let (mut start, mut words) = (sdk, 0);
        while start > sentence.range.start && words < 5 {
            // A word of a name is not longer; a line without gaps would be walked again for every "SDK" in it.
            let before = bytes[sentence.range.start..start].iter().rev().take(40);
            let plain = before.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'\'').count();
            let limit = start - plain;
            let word = (limit..start).rev().find(|&at| text.gap_before(at)).unwrap_or(limit);
            let lower = &text.lower()[word..start];
            if word == start || !bytes[word].is_ascii_uppercase() || words == 0 && KINDS.contains(&lower) {
                break;
            }
            if KINDS.contains(&lower) && word == sentence.range.start {
                break;
            }
            (start, words) = (word, words + 1);
            if word == limit {
                break;
            }
        }
        let range = start..sdk + "sdk".len();
        let name = &text.lower()[start..sdk];
        let free = known.iter().all(|mention| mention.range.end <= range.start || mention.range.start >= range.end);
        let whole: usize = reading.names_in(&(start..sdk)).iter().map(|hit| hit.range().len()).max().unwrap_or(0);
        // What a sentence says again is looked at once.
        let again = || out.iter().any(|known| text.lower()[known.clone()] == text.lower()[range.clone()]);
        if words > 0
            && !again()
            && name.len() >= 4
            && !OTHERS.contains(&name)
            // Of a known name, more must be said than what it is for.
            && whole + 3 < name.len()
            && reading.names_in(&range).iter().all(|hit| hit.range().end <= sdk)
            && free
            && !is_denied(reading, sentence, start)
            && !reading.in_title(&range)
            && !reading.in_link(&range)
        {
            out.push(range);
        }
    }
    out
}

/// 1.PP视频SDK：手机权限、定位权限: a line with a number whose name is told to take something.
pub fn numbered(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    if !sentence.first {
        return None;
    }
    let block = reading.text.block_text(sentence.block);
    let (number, rest) = numbering(block);
    let rest = rest.trim_start_matches(['.', '、']);
    let head = first(rest, 60);
    let sdk = head.to_ascii_lowercase().find("sdk").map(|at| at + "sdk".len());
    // （4）.金山直播SDK 通过获取相机权限，…: so does one whose verb follows at once.
    let verbs = ["通过", "获取", "用于", "访问", "、获取", "、访问", "会收集", "收集"];
    let told = sdk.filter(|&end| verbs.iter().any(|verb| rest[end..].starts_with(verb)));
    let end = told.or_else(|| head.find(':')).filter(|_| number.is_some())?;
    let start = reading.text.blocks[sentence.block].range.start + block.len() - rest.len();
    let name = rest[..end].to_ascii_lowercase();
    let plain = name.strip_suffix("sdk").or_else(|| name.strip_suffix("api"))?;
    let takes = ["权限", "获取", "收集", "采集"].iter().any(|word| rest[end..].contains(word));
    let named = takes
        && (4..=36).contains(&plain.len())
        && !plain.contains(['、', ',', '。', '('])
        && !GENERIC.contains(&plain)
        && !["第三方", "三方", "我们"].iter().any(|word| plain.starts_with(word));
    // A firm before what it does is no product that a record knows.
    let range = start..start + end;
    let known = reading.names_in(&range).iter().any(|hit| hit.range().start == range.start);
    (named && !known).then_some(range)
}

/// The name before "SDK" with which a line begins, where no known one stands in it.
pub fn opens(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    if !sentence.first {
        return None;
    }
    let block = reading.text.block_text(sentence.block);
    let (number, rest) = numbering(block);
    let start = reading.text.blocks[sentence.block].range.start + block.len() - rest.len();
    let end = rest.find(['(', ':'])?;
    let name = &rest[..end];
    let company = ["co.", "inc", "ltd", "llc", "gmbh", "公司"]
        .iter()
        .any(|word| rest[end..floor(rest, end + 90)].to_ascii_lowercase().contains(word));
    let fits = (6..=60).contains(&name.len())
        && name.to_ascii_lowercase().ends_with("sdk")
        && rest[end..].starts_with('(')
        && company
        && (number.is_some() || reading.in_sdk_section(sentence.block))
        && reading.names_in(&(start..start + end)).is_empty();
    fits.then_some(start..start + end)
}

/// A short line that is the name of an SDK and nothing else, above a text that names it again:
/// （3）FileDownloader SDK, and below it 我们集成FileDownloader SDK….
pub fn title(reading: &Reading<'_>, block: usize) -> Option<Range<usize>> {
    let text = reading.text.block_text(block);
    let (number, rest) = numbering(text);
    let name = rest.trim_end_matches(':');
    let start = reading.text.blocks.get(block)?.range.start + text.len() - rest.len();
    let range = start..start + name.len();
    let lower = &reading.text.lower()[range.clone()];
    let plain = lower.strip_suffix("sdk")?;
    let next = reading.text.blocks.get(block + 1)?.range.clone();
    let next = &reading.text.lower()[next];
    let named = number.is_some()
        && (3..=40).contains(&plain.len())
        && !GENERIC.iter().any(|word| plain.ends_with(word))
        && !plain.contains(['、', ',', '。', '('])
        && next.len() > lower.len()
        && next.contains(plain)
        && reading.names_in(&range).is_empty();
    named.then_some(range)
}
