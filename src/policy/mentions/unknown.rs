//! Names that no record knows, told by what stands around them: in a list beside a known one ("AdMob, MoPub and
//! Tapjoy"), or at the beginning of a line before "SDK" (`3. Kuaidi100 SDK (…): …`).

mod called;
mod lines;

use std::ops::Range;

pub use called::{called, listed, numbered, opens, title};
pub use lines::{alone, libraries, linked, together};

use super::Mention;
use crate::policy::cues::Cue;
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
    "opera",
    "safari",
    "firefox",
    "chrome",
    "edge",
    "explorer",
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

/// Where the capitalised words that begin at an offset end.
fn name_at(reading: &Reading<'_>, sentence: &Sentence, at: usize, known: &[Mention]) -> Option<usize> {
    let folded = reading.text.folded().as_bytes();
    let begins = |at: usize| at < sentence.range.end && folded[at].is_ascii_uppercase() && reading.text.gap_before(at);
    let before = &reading.text.folded()[..at];
    let first = at == sentence.range.start || before.ends_with(['(', ',', '/', ':', '、']);
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
        || reading.in_own_name(name)
        || OTHERS.contains(&word)
        || OTHERS.contains(&word.trim_end_matches('s'))
        || !reading.names_in(name).is_empty()
        || !reading.data_in(name).is_empty()
        || folded[name.clone()].bytes().all(|byte| byte.is_ascii_uppercase()) && lower.len() <= 4
}

/// "No analytics SDKs", 某应用App接入了第三方SDK: words before "SDK" that are no name of one.
pub fn names_nobody(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let lower = &reading.text.lower()[name.clone()];
    let none = lower.starts_with("no") && reading.text.gap_before(name.start + "no".len());
    none || ["接入了", "使用了", "集成了", "第三方sdk"].iter().any(|word| lower.contains(word))
}

fn floor_next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}
