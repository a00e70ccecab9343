//! Names with which a line begins, or that are a line of a list of SDKs.

use std::ops::Range;

use super::{is_known_word, name_at};
use crate::policy::mentions::Mention;
use crate::policy::outline::title_case;
use crate::policy::sentence::{Reading, Sentence, floor};
use crate::policy::text::BlockKind;

/// "Chartboost: https://…": a line that is a name and its address, or has that as the next line, where the lines around
/// it name known ones so.
pub fn linked(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let is_line = |block: usize| {
        let range = reading.text.blocks.get(block)?.range.clone();
        let lower = &reading.text.lower()[range.clone()];
        if lower.len() <= 30 && reading.has_address_below(block) {
            return Some(range);
        }
        let lower = &lower[..floor(lower, 40)];
        let link = lower.find("http")?;
        let end = lower.find(":http").or_else(|| lower.find("(http")).unwrap_or(link);
        let end = Some(end).filter(|end| (3..=30).contains(end))?;
        Some(range.start..range.start + end)
    };
    let name = if sentence.first { is_line(sentence.block)? } else { return None };
    let near = sentence.block.saturating_sub(6)..sentence.block + 7;
    let beside = near.filter(|&block| block != sentence.block).filter_map(is_line);
    let known = beside.filter(|line| !reading.names_in(line).is_empty()).count() > 0;
    let begins = reading.text.folded()[name.clone()].starts_with(|c: char| c.is_ascii_uppercase());
    (known && begins && name_at(reading, sentence, name.start, &[]) == Some(name.end) && !is_known_word(reading, &name))
        .then_some(name)
}

/// What a name with which a line begins is for: "Razorpay: for payments", "Rokt: This is used to …".
const AIMS: &[&str] =
    &[":for", ":usedfor", ":usedto", ":provides", "—for", "–for", ":thisisused", ":theseareused", ":weusethis"];

/// "Razorpay: for payments", "AdColony;": a line or part of one that is a name, alone or with what it is for, beside
/// others that are known names.
pub fn alone(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    const NOUNS: &[&str] = &["s", "ing", "ion", "ment", "ity", "er"];
    let range = &sentence.range;
    let name = range.start..name_at(reading, sentence, range.start, &[])?;
    let rest = &reading.text.lower()[name.end..range.end];
    let block = &reading.text.blocks[sentence.block].range;
    // "Lyft (Android only): This is used to …", in a list of SDKs, says of itself that it is one.
    let item = reading.in_provider_list(sentence.block);
    let is_one = item && (rest.is_empty() || [":thisisused", ":theseareused"].iter().any(|aim| rest.contains(aim)));
    // "OkHttp (Square) — HTTP client", among items that say of known SDKs what they are.
    let is_told = |rest: &str| tells_aim(rest) || item && behind_bracket(rest).starts_with(['—', '–']);
    // The names among the parts of a line that semicolons divide, or with which the lines around begin.
    let known = if rest.is_empty() || rest == ";" {
        let divided = reading.text.folded()[block.clone()].matches(';').count() >= 2 && block.len() <= 300;
        divided && !reading.names_in(block).is_empty() || rest.is_empty() && stands_among_names(reading, sentence)
    } else {
        let begins = |block: usize| {
            let start = reading.text.blocks[block].range.start;
            let hits = reading.names_in(&(start..start + 1));
            hits.iter().any(|hit| is_told(&reading.text.lower()[hit.range().end..]))
        };
        let near = sentence.block.saturating_sub(4)..(sentence.block + 5).min(reading.text.blocks.len());
        sentence.first && is_told(rest) && (is_one || near.into_iter().any(begins))
    };
    let word = &reading.text.lower()[name.clone()];
    // "GameAnalytics" is no noun.
    let written = reading.text.written(name.clone());
    let joined = written.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let noun = (!is_one || rest.is_empty()) && !joined && NOUNS.iter().any(|end| word.ends_with(end));
    // "Distance and travel time calculations" begins with a capital, and is none.
    let proper = title_case(&written);
    (known && !noun && proper && name.len() <= 30 && !is_known_word(reading, &name)).then_some(name)
}

/// "Promon, Onfido: These are used to …": the names before what they are for, in a chapter on SDKs.
pub fn together(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    let words = &reading.text.lower()[sentence.range.clone()];
    let Some(colon) = words.find(':').filter(|&colon| tells_aim(&words[colon..])) else { return Vec::new() };
    if !sentence.first || !reading.in_sdk_section(sentence.block) || !words[..colon].contains(',') {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut start = 0;
    for part in words[..colon].split(',') {
        let at = sentence.range.start + start;
        start += part.len() + 1;
        let free = known.iter().all(|mention| mention.range.start != at);
        let end = if part.is_empty() { None } else { name_at(reading, sentence, at, &[]) };
        let whole = end.filter(|&end| end - at == part.find('(').unwrap_or(part.len()) && !part.contains("(ios"));
        names.extend(whole.map(|end| at..end).filter(|name| free && !is_known_word(reading, name)));
    }
    names
}

/// 网络请求类：OkHttp3、Gson, or OkHttp3/Okio/Gson等：基础网络通信: a list of Latin names in a chapter on SDKs of a
/// Chinese text.
pub fn libraries(reading: &Reading<'_>, sentence: &Sentence, known: &[Mention]) -> Vec<Range<usize>> {
    let words = &reading.text.folded()[sentence.range.clone()];
    let colon = words.find(':').filter(|_| sentence.first && !words.is_ascii());
    let Some(colon) = colon.filter(|_| reading.in_sdk_section(sentence.block)) else { return Vec::new() };
    let names = |part: Range<usize>| -> Vec<Range<usize>> {
        let list = words[part.clone()].split(['-', '—', '–', '(']).next().unwrap_or("");
        let list = list.trim_end_matches(['。', ';']).trim_end_matches('等');
        let mut start = sentence.range.start + part.start;
        let mut names = Vec::new();
        for name in list.split(['、', '/', ',']) {
            let range = start..start + name.len();
            start = range.end
                + list[range.end - sentence.range.start - part.start..].chars().next().map_or(0, char::len_utf8);
            // Names of one list may be known, and are no strangers then.
            let whole = name_at(reading, sentence, range.start, &[]) == Some(range.end);
            if !whole {
                return Vec::new();
            }
            names.push(range);
        }
        names
    };
    let found = [names(0..colon), names(colon + 1..words.len())];
    let list = found.into_iter().find(|list| list.len() >= 2).unwrap_or_default();
    let free = |name: &Range<usize>| {
        known.iter().all(|mention| mention.range.end <= name.start || name.end <= mention.range.start)
    };
    list.into_iter().filter(|name| free(name) && !is_known_word(reading, name)).collect()
}

/// Whether what follows a name tells what it is for, behind a bracket that names the system.
fn tells_aim(rest: &str) -> bool {
    let rest = behind_bracket(rest);
    AIMS.iter().any(|aim| rest.starts_with(aim))
}

/// What follows the bracket behind a name that tells its system or its maker.
fn behind_bracket(rest: &str) -> &str {
    match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((system, behind)) if system.len() <= 24 && !system.starts_with("ios") => behind,
        _ => rest,
    }
}

/// Whether an item of a list in a chapter on SDKs stands among others of which two are known names and nothing else.
fn stands_among_names(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let item =
        |block: usize| reading.text.blocks.get(block).is_some_and(|_| kind_of(reading, block) == BlockKind::Item);
    let names = |block: &usize| {
        let range = &reading.text.blocks[*block].range;
        reading.names_in(range).iter().any(|hit| hit.range() == *range)
    };
    let (before, after) = (sentence.block.saturating_sub(8)..sentence.block, sentence.block + 1..sentence.block + 9);
    let around = before.rev().take_while(|&block| item(block)).chain(after.take_while(|&block| item(block)));
    let around: Vec<usize> = around.collect();
    let known = around.iter().filter(|block| names(block)).count();
    // The lines of a menu lead to other places of the page.
    let range = &reading.text.blocks[sentence.block].range;
    let menu = reading.text.links_in(range).iter().any(|link| link.url.starts_with('#'));
    item(sentence.block)
        && sentence.range == reading.text.blocks[sentence.block].range
        && reading.in_provider_list(sentence.block)
        && known >= 2
        && known * 2 >= around.len()
        && !menu
}

fn kind_of(reading: &Reading<'_>, block: usize) -> BlockKind {
    reading.text.blocks[block].kind
}
