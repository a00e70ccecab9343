//! Names that no record knows, told by what stands around them: in a list beside a known one ("AdMob, MoPub and
//! Tapjoy"), or at the beginning of a line before "SDK" (`3. Kuaidi100 SDK (…): …`).

use std::ops::Range;

use super::{Mention, is_denied};
use crate::policy::cues::Cue;
use crate::policy::outline::numbering;
use crate::policy::sentence::{Reading, Sentence, floor};

/// Capitalised words that stand in such lists and name no SDK: parties, systems, places, things.
const OTHERS: &[&str] = &[
    "inc",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "gmbh",
    "google",
    "apple",
    "facebook",
    "twitter",
    "amazon",
    "microsoft",
    "meta",
    "android",
    "ios",
    "windows",
    "cookie",
    "cookies",
    "privacy",
    "policy",
    "terms",
    "service",
    "services",
    "sdk",
    "sdks",
    "api",
    "apis",
    "gps",
    "ip",
    "imei",
    "mac",
    "id",
    "idfa",
    "gaid",
    "eu",
    "us",
    "usa",
    "uk",
    "china",
    "singapore",
    "california",
    "ireland",
    "europe",
    "european",
    "united",
    "internet",
    "web",
    "website",
    "app",
    "apps",
    "application",
    "user",
    "users",
    "advertising",
    "analytics",
    "data",
    "information",
    "personal",
    "third",
    "partners",
    "we",
    "our",
    "you",
    "your",
    "the",
    "this",
    "these",
    "such",
    "it",
    "they",
    "if",
    "in",
    "for",
    "and",
    "or",
    "of",
    "with",
    "please",
    "see",
    "device",
    "payment",
    "push",
    "login",
    "play",
    "store",
    "instagram",
    "youtube",
    "linkedin",
    "wi",
    "url",
    "html5",
    "name",
    "email",
    "address",
    "purpose",
    "share",
    "sharing",
    "statistics",
    "platform",
    "link",
    "type",
    "etc",
];

/// The names in the lists of a sentence of which one is known or has its address behind it.
pub fn beside(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    let third = reading.words(&sentence.range).has("third");
    let talk = known.len() > 1
        || (third || !known.is_empty()) && reading.has_cue(&sentence.range, Cue::Sdk)
        || !known.is_empty() && reading.in_sdk_section(sentence.block)
        || !known.is_empty()
            && ["analytics", "advertis", "adnetwork"]
                .iter()
                .any(|word| reading.text.lower()[sentence.range.clone()].contains(word));
    let mut out = Vec::new();
    if !talk {
        return out;
    }
    let lower = reading.text.lower();
    let mut group: Vec<Range<usize>> = Vec::new();
    let mut close = |group: &mut Vec<Range<usize>>| {
        let telling = |name: &Range<usize>| {
            known.iter().any(|mention| mention.range == *name)
                || ["(http", "(www."].iter().any(|link| lower[name.end..].starts_with(link))
        };
        if group.iter().any(telling) {
            out.append(group);
        }
        group.clear();
    };
    let mut at = sentence.range.start;
    while at < sentence.range.end {
        if let Some(mention) = known.iter().find(|mention| mention.range.start == at) {
            group.push(mention.range.clone());
            at = separator(reading, sentence, mention.range.end).unwrap_or_else(|end| {
                close(&mut group);
                end
            });
            continue;
        }
        match name_at(reading, sentence, at, known) {
            Some(end) => {
                group.push(at..end);
                at = separator(reading, sentence, end).unwrap_or_else(|end| {
                    close(&mut group);
                    end
                });
            }
            None => {
                close(&mut group);
                at = floor_next(reading.text.folded(), at);
            }
        }
    }
    close(&mut group);
    out.retain(|name| !is_known_word(reading, name));
    out
}

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
];

/// 友盟SDK、开域SDK、铠甲SDK: the names before "SDK" in a list with commas of Chinese text.
pub fn listed(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    let lower = reading.words(&sentence.range);
    let embeds = ["集成了", "接入了", "嵌入了"].iter().filter_map(|verb| lower.place(verb)).min();
    if lower.all_places("sdk").count() < 2 || !lower.contains('、') && embeds.is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (at, _) in lower.match_indices("sdk") {
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
            && reading.names_in(&range).is_empty()
            && !is_denied(reading, sentence, range.start)
        {
            out.push(range);
        }
    }
    out
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
        let start = if proper {
            start
        } else if subject {
            0
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
        if !text.gap_before(sdk) {
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
        let whole: usize = reading.names_in(&(start..sdk)).iter().map(|hit| hit.range.len()).max().unwrap_or(0);
        // What a sentence says again is looked at once.
        let again = || out.iter().any(|known| text.lower()[known.clone()] == text.lower()[range.clone()]);
        if words > 0
            && !again()
            && name.len() >= 4
            && !OTHERS.contains(&name)
            // Of a known name, more must be said than what it is for.
            && whole + 3 < name.len()
            && reading.names_in(&range).iter().all(|hit| hit.range.end <= sdk)
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

/// "Chartboost: https://…": a line that is a name and its address, where the lines around it name known ones so.
pub fn linked(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let is_line = |block: usize| {
        let range = reading.text.blocks.get(block)?.range.clone();
        let lower = &reading.text.lower()[range.clone()];
        let lower = &lower[..floor(lower, 40)];
        let link = lower.find("http")?;
        let end = lower.find(":http").or_else(|| lower.find("(http")).unwrap_or(link);
        let end = Some(end).filter(|end| (3..=30).contains(end))?;
        Some(range.start..range.start + end)
    };
    let name = if sentence.first { is_line(sentence.block)? } else { return None };
    let near = sentence.block.saturating_sub(4)..sentence.block + 5;
    let beside = near.filter(|&block| block != sentence.block).filter_map(is_line);
    let known = beside.filter(|line| !reading.names_in(line).is_empty()).count() > 0;
    let begins = reading.text.folded()[name.clone()].starts_with(|c: char| c.is_ascii_uppercase());
    (known && begins && name_at(reading, sentence, name.start, &[]) == Some(name.end) && !is_known_word(reading, &name))
        .then_some(name)
}

/// "Razorpay: for payments", "AdColony;": a line or part of one that is a name, alone or with what it is for, beside
/// others that are known names.
pub fn alone(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    const AIMS: &[&str] = &[":for", ":usedfor", ":usedto", ":provides", "—for", "–for"];
    const NOUNS: &[&str] = &["s", "ing", "ion", "ment", "ity", "er"];
    let range = &sentence.range;
    let name = range.start..name_at(reading, sentence, range.start, &[])?;
    let rest = &reading.text.lower()[name.end..range.end];
    let block = &reading.text.blocks[sentence.block].range;
    // The names among the parts of a line that semicolons divide, or with which the lines around begin.
    let known = if rest.is_empty() || rest == ";" {
        let divided = reading.text.folded()[block.clone()].matches(';').count() >= 2 && block.len() <= 300;
        divided && !reading.names_in(block).is_empty()
    } else {
        let begins = |block: usize| {
            let start = reading.text.blocks[block].range.start;
            let hits = reading.names_in(&(start..start + 1));
            hits.iter().any(|hit| AIMS.iter().any(|aim| reading.text.lower()[hit.range.end..].starts_with(aim)))
        };
        let near = sentence.block.saturating_sub(4)..(sentence.block + 5).min(reading.text.blocks.len());
        sentence.first && AIMS.iter().any(|aim| rest.starts_with(aim)) && near.into_iter().any(begins)
    };
    let word = &reading.text.lower()[name.clone()];
    let noun = NOUNS.iter().any(|end| word.ends_with(end));
    (known && !noun && name.len() <= 30 && !is_known_word(reading, &name)).then_some(name)
}

/// Where the capitalised words that begin at an offset end.
fn name_at(reading: &Reading<'_>, sentence: &Sentence, at: usize, known: &[Mention]) -> Option<usize> {
    let folded = reading.text.folded().as_bytes();
    let begins = |at: usize| at < sentence.range.end && folded[at].is_ascii_uppercase() && reading.text.gap_before(at);
    let first = at == sentence.range.start || at > 0 && matches!(folded[at - 1], b'(' | b',' | b'/');
    if !folded[at].is_ascii_uppercase() || !(first || reading.text.gap_before(at)) {
        return None;
    }
    let mut end = at;
    for _ in 0..3 {
        end += 1;
        while end < sentence.range.end
            && (folded[end].is_ascii_alphanumeric() || matches!(folded[end], b'.' | b'+'))
            && !reading.text.gap_before(end)
        {
            end += 1;
        }
        if !begins(end) || known.iter().any(|mention| mention.range.start == end) {
            break;
        }
    }
    while folded[end - 1] == b'.' {
        end -= 1;
    }
    Some(end)
}

/// Where the next member of a list begins, behind brackets and a separator; else where the list ended.
fn separator(reading: &Reading<'_>, sentence: &Sentence, from: usize) -> Result<usize, usize> {
    let lower = &reading.text.lower()[..sentence.range.end];
    let mut at = from;
    if lower[at..].starts_with('(') {
        let close = lower[at..floor(lower, at + 120)].find(')').ok_or(at + 1)?;
        at += close + 1;
    }
    let start = at;
    if lower[at..].starts_with([',', '/', '&', ';']) {
        at += 1;
    }
    for word in ["aswellas", "and", "or"] {
        if lower[at..].starts_with(word) && reading.text.gap_before(at) && reading.text.gap_before(at + word.len()) {
            at += word.len();
            break;
        }
    }
    if at > start && at < lower.len() { Ok(at) } else { Err(at) }
}

/// Words that are no names of SDKs, or belong to one that is known.
fn is_known_word(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let lower = &reading.text.lower()[name.clone()];
    let folded = reading.text.folded();
    let first = (name.start + 1..name.end).find(|&at| reading.text.gap_before(at)).unwrap_or(name.end);
    let word = reading.text.lower()[name.start..first].trim_end_matches('.');
    lower.len() < 3
        || OTHERS.contains(&word)
        || OTHERS.contains(&word.trim_end_matches('s'))
        || !reading.names_in(name).is_empty()
        || !reading.data_in(name).is_empty()
        || folded[name.clone()].bytes().all(|byte| byte.is_ascii_uppercase()) && lower.len() <= 4
}

fn floor_next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}
