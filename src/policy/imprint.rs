//! Since when a text holds, and who speaks in it.

use std::ops::Range;

use super::entries::{self, Slot};
use super::sentence::{Reading, first, floor};
use super::{DateKind, PolicyDate};
use crate::date::Date;
use crate::source::Located;

/// Words that name a date, in the order in which they are tried: the longer say more than what they hold.
const KEYS: &[(DateKind, &[&str])] = &[
    (
        DateKind::Effective,
        &[
            "修订与生效",
            "更新与生效",
            "更新及生效",
            "发布及生效",
            "生效日",
            "生效时间",
            "施行日",
            "实施日",
            "执行日",
            "生效于",
            "起生效",
            "日生效",
            "正式生效",
            "起施行",
            "起实施",
            "effectivedate",
            "effectivenessdate",
            "dateofeffect",
            "effectiveasof",
            "effectivefrom",
            "effectiveon",
            "effectivesince",
            "effective:",
            "iseffective",
            "inforceasof",
        ],
    ),
    (
        DateKind::Updated,
        &[
            "更新发布日",
            "更新日",
            "更新时间",
            "更新于",
            "修订日",
            "修订时间",
            "修订于",
            "修改日",
            "修改时间",
            "修改于",
            "变更日期",
            "版本日期",
            "更新:",
            "lastupdate",
            "updatedate",
            "updateddate",
            "dateupdated",
            "updatetime",
            "updatedon",
            "updatedat",
            "updated:",
            "lastmodif",
            "modifieddate",
            "lastrevis",
            "revisiondate",
            "revisedon",
            "revised:",
            "dateoflastrevision",
            "dateoflastupdate",
            "lastchanged",
            "latestupdate",
            "lastreviewed",
            "versiondate",
            "currentasof",
        ],
    ),
    (
        DateKind::Published,
        &[
            "发布日",
            "发布时间",
            "发布于",
            "公布日",
            "公布时间",
            "制定日",
            "公示日",
            "publishedon",
            "publicationdate",
            "publishdate",
            "datepublished",
            "releasedate",
            "releasedon",
            "dateofissue",
            "issuedon",
            "posteddate",
            "postedon",
        ],
    ),
];

/// The dates that the text gives of itself, in reading order, one of a kind.
pub fn dates(reading: &Reading<'_>) -> Vec<PolicyDate> {
    let mut out: Vec<PolicyDate> = Vec::new();
    let lower = reading.text.lower();
    for block in ends(reading) {
        let part = &reading.text.blocks[block];
        // Such lines are short: a date in running text is that of a law, or of what is to come.
        if part.range.len() > 320 || entries::same_entry(reading, block).any(|other| other.slot == Slot::Name) {
            continue;
        }
        let words = &lower[part.range.clone()];
        let mut after_last = 0;
        for (at, kind, key) in keys_in(words) {
            if at < after_last {
                continue;
            }
            let end = at + key.len();
            // The value stands behind the key, in the next line, or before words such as 起生效.
            let reach = first(&words[end..], 24).len();
            let behind = part.range.start + end..part.range.start + end + reach;
            let next = reading.text.blocks.get(block + 1).map(|next| next.range.clone());
            let next = next.filter(|next| words[end..].chars().count() <= 3 && next.len() < 40);
            let before = part.range.start + floor(words, at.saturating_sub(36))..part.range.start + at;
            let found = date_in(reading, behind).or_else(|| date_in(reading, next?)).or_else(|| {
                ["起", "日生效", "正式"]
                    .iter()
                    .any(|word| key.starts_with(word))
                    .then(|| date_in(reading, before))
                    .flatten()
            });
            let Some((value, range)) = found else { continue };
            after_last = end;
            if !out.iter().any(|known| known.kind == kind) {
                out.push(PolicyDate { kind, value, at: reading.text.span(range) });
            }
        }
    }
    out
}

/// The blocks at the head and at the end of a text, where it speaks of itself.
fn ends(reading: &Reading<'_>) -> impl Iterator<Item = usize> + use<> {
    let count = reading.text.blocks.len();
    (0..count.min(80)).chain(count.saturating_sub(80).max(80)..count)
}

/// The keys of a line, in reading order; where several begin at one place or within each other, the first alone.
fn keys_in(words: &str) -> Vec<(usize, DateKind, &'static str)> {
    let mut found: Vec<(usize, DateKind, &'static str)> = Vec::new();
    for &(kind, keys) in KEYS {
        for &key in keys {
            if let Some(at) = words.find(key)
                && !found.iter().any(|&(known, _, word)| at < known + word.len() && known < at + key.len())
            {
                found.push((at, kind, key));
            }
        }
    }
    found.sort_by_key(|&(at, ..)| at);
    found
}

/// A word, number or mark of a date.
#[derive(Clone, Debug, PartialEq)]
enum Token<'a> {
    Number(u32, usize),
    Word(&'a str),
    Mark(char),
}

/// Characters of one kind stand together in a token; any other is a mark by itself.
fn kind_of(c: char) -> Option<u8> {
    match c {
        _ if c.is_ascii_digit() => Some(0),
        _ if c.is_ascii_alphabetic() => Some(1),
        _ if han_digit(c).is_some() => Some(2),
        _ => None,
    }
}

/// The first day that a folded range names.
fn date_in(reading: &Reading<'_>, range: Range<usize>) -> Option<(Date, Range<usize>)> {
    let mut tokens: Vec<(Token<'_>, Range<usize>)> = Vec::new();
    let lower = reading.text.lower();
    let mut at = range.start;
    while at < range.end {
        let c = lower[at..].chars().next()?;
        let same = kind_of(c);
        let start = at;
        at += c.len_utf8();
        while let Some(next) = lower[at..].chars().next().filter(|&next| same.is_some() && kind_of(next) == same) {
            // A number of a date may break off at the end of the range; the rest of it still belongs to it.
            if reading.text.gap_before(at) {
                break;
            }
            at += next.len_utf8();
        }
        let word = &lower[start..at];
        let token = match c {
            _ if c.is_ascii_digit() => Token::Number(word.parse().ok()?, word.len()),
            _ if han_digit(c).is_some() => han_number(word).map_or(Token::Mark(c), |value| Token::Number(value, 0)),
            _ if c.is_ascii_alphabetic() => Token::Word(word),
            '【' | '】' | '[' | ']' | '(' | ')' | '"' | '“' | '”' => continue,
            _ => Token::Mark(c),
        };
        tokens.push((token, start..at));
    }
    (0..tokens.len()).find_map(|from| {
        let (date, used) = date_of(&tokens[from..])?;
        Some((date, tokens[from].1.start..tokens[from + used - 1].1.end))
    })
}

/// Reads a date at the head of `tokens`, and says how many of them it takes.
fn date_of(tokens: &[(Token<'_>, Range<usize>)]) -> Option<(Date, usize)> {
    let plain: Vec<(usize, &Token<'_>)> = tokens
        .iter()
        .enumerate()
        .take(8)
        .map(|(at, (token, _))| (at, token))
        .filter(|(at, token)| {
            *at == 0
                || !matches!(token, Token::Mark('-' | '/' | '.' | ',' | '年' | '月' | '–' | '—'))
                    && !matches!(token, Token::Word("st" | "nd" | "rd" | "th" | "of"))
        })
        .collect();
    let date = |year: u32, month: u32, day: u32| {
        let year = u16::try_from(year).ok().filter(|year| (1990..2100).contains(year))?;
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    let end = |index: usize| plain.get(index).map_or(1, |(at, _)| at + 1);
    match plain.iter().map(|(_, token)| *token).collect::<Vec<_>>().as_slice() {
        [Token::Number(whole, 8), ..] => date(whole / 10_000, whole / 100 % 100, whole % 100).map(|date| (date, 1)),
        [Token::Number(a, digits), Token::Number(b, _), Token::Number(c, _), ..] => {
            let days = if *digits == 4 || *a > 31 {
                date(*a, *b, *c)
            } else {
                // American order, but where only the other can be meant.
                date(*c, *a, *b).or_else(|| date(*c, *b, *a))
            };
            let day = plain.get(3).filter(|(_, token)| matches!(token, Token::Mark('日' | '号')));
            days.map(|date| (date, if day.is_some() { end(3) } else { end(2) }))
        }
        [Token::Word(word), Token::Number(day, _), Token::Number(year, _), ..] => {
            date(*year, month(word)?, *day).map(|date| (date, end(2)))
        }
        [Token::Number(day, _), Token::Word(word), Token::Number(year, _), ..] => {
            date(*year, month(word)?, *day).map(|date| (date, end(2)))
        }
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|month| word == *month || word.len() >= 3 && month.starts_with(word))?;
    Some(at as u32 + 1)
}

fn han_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九十零".chars().position(|digit| digit == c).map(|at| if at == 11 { 0 } else { at as u32 })
}

/// 二〇二三 digit by digit, 十二 and 二十三 as numbers.
fn han_number(word: &str) -> Option<u32> {
    let digits: Vec<u32> = word.chars().filter_map(han_digit).collect();
    match digits.as_slice() {
        [10] => Some(10),
        [10, unit] => Some(10 + unit),
        [ten, 10] => Some(ten * 10),
        [ten, 10, unit] => Some(ten * 10 + unit),
        digits if digits.len() <= 4 && !digits.contains(&10) => {
            Some(digits.iter().fold(0, |sum, digit| sum * 10 + digit))
        }
        _ => None,
    }
}

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
