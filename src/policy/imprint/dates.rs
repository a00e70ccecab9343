//! Since when a text holds: the dates that it gives, each with what it is the date of.

use std::ops::Range;

use super::ends;
use crate::date::Date;
use crate::policy::entries::{self, Slot};
use crate::policy::sentence::{Reading, first, floor};
use crate::policy::{DateKind, PolicyDate};

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
