//! Who speaks in a text: the firm that "we" stands for.

use std::ops::Range;

use super::ends;
use crate::policy::entries::{self, Slot};
use crate::policy::sentence::{Reading, first, floor};
use crate::source::Located;

/// Ends of the names of organisations.
const ORGANISATIONS: &[&str] = &[
    "公司",
    "集团",
    "工作室",
    "事务所",
    "合作社",
    "经营部",
    "商行",
    "服务部",
    "研究院",
    "研究所",
    "委员会",
    "基金会",
    "协会",
    "学会",
    "管理局",
    "信息中心",
    "数据中心",
    "大学",
    "医院",
    "银行",
    "出版社",
    "电视台",
];

/// Words before which the name of the operator begins.
const BEFORE: &[&str] = &[
    "由",
    "与",
    "是指",
    "系指",
    "即",
    "是",
    "为",
    "于",
    "向",
    "和",
    "欢迎使用",
    "使用",
    "主体",
    "运营者",
    "运营方",
    "开发者",
    "提供者",
    "指",
    "代表",
    "称为",
    "统称",
    "包括",
    "及",
    "产品",
];

/// The one for whom the text speaks, where it says so.
pub fn operator(reading: &Reading<'_>) -> Option<Located<String>> {
    let text = reading.text;
    let name = |range: Range<usize>| Located::new(text.written(range.clone()), text.span(range));
    let own = |block: usize| {
        let entry = |slot: Slot| matches!(slot, Slot::Name | Slot::Data | Slot::Purpose | Slot::Permission);
        !reading.in_sdk_section(block) && !entries::same_entry(reading, block).any(|other| entry(other.slot))
    };
    let head = text.blocks.len().min(60);
    let defined = (0..head).filter(|&block| own(block)).find_map(|block| {
        let range = text.blocks[block].range.clone();
        defined_as_us(reading, range.clone()).or_else(|| said_to_be_us(reading, range))
    });
    // The name behind a key stands at the head, or with the contact details at the end.
    let keyed = || ends(reading).filter(|&block| own(block)).find_map(|block| keyed(reading, block));
    defined.or_else(keyed).map(name)
}

/// `Example Ltd. ("we")`, 某某公司(以下简称“我们”).
fn defined_as_us(reading: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let lower = reading.text.lower();
    let line = &lower[range.clone()];
    let line = &line[..floor(line, 1500)];
    line.match_indices('(').find_map(|(open, _)| {
        let inner = first(&line[open + 1..], 80);
        let inner = &inner[..inner.find(')')?];
        let calls = ["我们", "本公司", "我司"].iter().any(|word| inner.contains(word))
            || [
                "\"we\"",
                "“we”",
                "'we'",
                "“us”",
                "\"us\"",
                "“our”",
                "\"our\"",
                "we,us",
                "we,our",
                "weor",
                "theprovider\"",
            ]
            .iter()
            .any(|word| inner.contains(word))
            || ["hereinafter", "referredtoas"].iter().any(|word| inner.contains(word))
                && !["policy", "service", "website", "app\"", "app”", "app'", "agreement", "information", "“you"]
                    .iter()
                    .any(|word| inner.contains(word))
            || (inner.contains("以下简称") || inner.contains("下称"))
                && ends_as_organisation(&line[..open]).is_some()
                && !["政策", "本协议", "服务", "用户"].iter().any(|word| inner.contains(word));
        if !calls {
            return None;
        }
        // Company (referred to as "we") refers to Example Ltd.
        let behind = open + 1 + inner.len() + 1;
        match line[behind..].strip_prefix("refersto").or_else(|| line[behind..].strip_prefix("inthisagreementrefersto"))
        {
            Some(rest) => capitals_after(reading, range.start + line.len() - rest.len(), range.end),
            None => name_before(reading, range.start, range.start + open),
        }
    })
}

/// Where the name of an organisation ends, without words such as 及其关联公司 behind it.
fn ends_as_organisation(before: &str) -> Option<usize> {
    let mut end = before.trim_end_matches([']', '】', '」', '”', '"', ',']).len();
    for tail in ["及其关联公司", "及其关联方", "及其附属公司", "及关联公司", "及其子公司", "及其关联企业", "及相关主体"]
    {
        if before[..end].ends_with(tail) {
            end -= tail.len();
        }
    }
    end = before[..end].trim_end_matches([']', '】', '」', '”', '"']).len();
    ORGANISATIONS.iter().any(|word| before[..end].ends_with(word)).then_some(end)
}

/// The name that ends before `end`: an organisation in Chinese, or capitalised words.
fn name_before(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let folded = reading.text.folded();
    if let Some(length) = ends_as_organisation(&folded[from..end]) {
        let end = from + length;
        let mut start = end;
        let mut depth = 0;
        for (at, c) in folded[from..end].char_indices().rev() {
            match c {
                ')' => depth += 1,
                '(' if depth > 0 => depth -= 1,
                c if depth == 0 && (c.is_ascii_punctuation() || "。、《》「」【】“”—".contains(c)) && c != '&' =>
                {
                    break;
                }
                _ => {}
            }
            start = from + at;
        }
        let name = &folded[start..end];
        // 的运营主体北京某某公司: the name begins behind such words, but not 中国联通 behind 中.
        let cut = BEFORE
            .iter()
            .filter_map(|word| name.rfind(word).map(|at| at + word.len()))
            .filter(|&at| name.len() - at >= 12)
            .max();
        let start = start + cut.unwrap_or(0);
        return (4..=40).contains(&folded[start..end].chars().count()).then_some(start..end);
    }
    capitalised(reading, from, end)
}

/// The capitalised words that end at `end`: `MD Example Ltd.`
fn capitalised(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let folded = reading.text.folded();
    let mut start = end;
    let mut word_end = end;
    while word_end > from {
        let mut at = word_end;
        while at > from && folded.as_bytes()[at - 1].is_ascii() && !(at < word_end && reading.text.gap_before(at)) {
            at -= 1;
        }
        let word = &folded[at..word_end];
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '&');
        let over =
            word.ends_with([':', ';', '!', '?', '"']) || word.ends_with('.') && start < end && !abbreviation(word);
        let lead = ["Welcome", "At", "This", "The", "In", "By", "We", "Policy", "Our", "For"].contains(&word);
        if word.is_empty() || !capital || over || lead && !(word == "The" && start < end) {
            break;
        }
        start = at;
        word_end = at;
    }
    (start < end && (2..=80).contains(&(end - start))).then_some(start..end)
}

fn abbreviation(word: &str) -> bool {
    ["Inc.", "Ltd.", "Co.", "Corp.", "S.A.", "LLC.", "Limited.", "No."].contains(&word) || word.len() <= 3
}

/// “我们”指某某公司, `provided by X at no cost`, `X built the Y app`, `Company refers to X`.
fn said_to_be_us(reading: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let lower = &reading.text.lower()[range.clone()];
    let lower = &lower[..floor(lower, 1500)];
    for word in
        ["我们是指", "“我们”指", "\"我们\"指", "我们指", "“我们”是指", "\"我们\"是指", "我们,即", "我们,指", "我们(即"]
    {
        if let Some(at) = lower.find(word) {
            return organisation_after(reading, range.start + at + word.len(), range.end);
        }
    }
    if let Some(at) = lower.find("builtthe").filter(|_| lower.contains("app")) {
        return capitalised(reading, range.start, range.start + at);
    }
    for word in [
        "agreement)refersto",
        "\"our\")refersto",
        "“our”)refersto",
        "isprovidedby",
        "isoperatedby",
        "operatedby",
        "ownedandoperatedby",
        "isdevelopedby",
        "\"we\"means",
        "“we”means",
        "\"we\"refersto",
        "“we”refersto",
    ] {
        if let Some(at) = lower.find(word) {
            return capitals_after(reading, range.start + at + word.len(), range.end);
        }
    }
    // 本产品由某某公司开发并运营.
    for word in [
        "提供服务",
        "开发并运营",
        "开发和运营",
        "负责运营",
        "运营的",
        "运营并",
        "开发、运营",
        "提供运营",
        "提供的",
        "运营和",
    ] {
        if let Some(at) = lower.find(word)
            && let Some(by) = lower[..at].rfind('由')
        {
            let range = range.start + by + '由'.len_utf8()..range.start + at;
            if let Some(found) = organisation_after(reading, range.start, range.end) {
                return Some(found);
            }
        }
    }
    None
}

/// The organisation whose name begins at `from`.
fn organisation_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let folded = reading.text.folded();
    let rest = &folded[from..end];
    let lead = rest.len() - rest.trim_start_matches([':', '“', '"', '【', '「', ',']).len();
    let near = first(&rest[lead..], 45);
    let stop = near.find(['。', ',', ';', '、', '“']).unwrap_or(near.len());
    let length = ORGANISATIONS
        .iter()
        .filter_map(|word| near[..stop].find(word).map(|at| at + word.len()))
        .min_by_key(|&length| (!near[..length].ends_with("公司"), length))?;
    Some(from + lead..from + lead + length)
}

/// The capitalised words that begin at `from`.
fn capitals_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let folded = reading.text.folded();
    let mut at = from;
    let mut last = from;
    while at < end {
        if !folded.as_bytes()[at].is_ascii_uppercase() {
            break;
        }
        at += 1;
        while at < end
            && folded.is_char_boundary(at)
            && !reading.text.gap_before(at)
            && !folded[at..].starts_with(['(', ';', '"', '“'])
        {
            at += 1;
        }
        let word_end = floor(folded, at);
        last = word_end;
        if folded[from..word_end].ends_with(',')
            && !["Inc", "Ltd", "LLC", "Co"].iter().any(|word| folded[word_end..].starts_with(word))
        {
            break;
        }
        at = word_end;
    }
    let name = folded[from..last].trim_end_matches([',', ')', ':']);
    let name = if name.ends_with('.') && !abbreviation(&name[name.len().saturating_sub(4)..]) {
        &name[..name.len() - 1]
    } else {
        name
    };
    (name.len() >= 2 && last > from).then(|| from..from + name.len())
}

/// 开发者:某某, 公司名称:某某公司.
fn keyed(reading: &Reading<'_>, block: usize) -> Option<Range<usize>> {
    let range = reading.text.blocks[block].range.clone();
    let lower = &reading.text.lower()[range.clone()];
    if lower.len() > 400 {
        return None;
    }
    let (key, at) = [
        "开发者名称:",
        "开发者:",
        "运营主体:",
        "运营方:",
        "运营者:",
        "运营单位:",
        "公司名称:",
        "主体名称:",
        "企业名称:",
        "单位名称:",
        "信息处理者:",
        "主办单位:",
        "开发商:",
        "公司全称:",
        "公司:",
        "developer:",
        "developername:",
        "companyname:",
        "company:",
        "operator:",
        "datacontroller:",
        "controller:",
    ]
    .iter()
    .find_map(|key| lower.find(key).map(|at| (key, at)))?;
    // The key begins the line, but for a name of the product before it.
    if lower[..at].chars().count() > 12 || lower[..at].contains(['。', ',', ';']) {
        return None;
    }
    let from = range.start + at + key.len();
    let value = &reading.text.folded()[from..range.end];
    let stop = value.find(['。', ';', '\n', ',']).unwrap_or(value.len());
    // Other keys may follow in the same line.
    let stop = value[..stop].find(':').map_or(stop, |_| {
        ORGANISATIONS.iter().filter_map(|word| value[..stop].find(word).map(|at| at + word.len())).min().unwrap_or(0)
    });
    let length = value[..stop].trim_end_matches(['.', '|', '】', '-']).len();
    let lead = value.len() - value.trim_start_matches(['【', ':', '|']).len();
    let count = value.get(lead..length)?.chars().count();
    ((2..=60).contains(&count) && !value[..length].contains("://")).then_some(from + lead..from + length)
}
