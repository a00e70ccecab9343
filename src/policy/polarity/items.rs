//! Lines that name data and say nothing else: items of lists, with what stands behind their labels.

use std::ops::Range;

use super::Announced;
use super::context::serves;
use crate::policy::cues::Cue;
use crate::policy::outline::Zone;
use crate::policy::sentence::{Reading, Sentence};
use crate::policy::text::BlockKind;

/// Whether a sentence is nothing but a list of data.
pub(super) fn nominal(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    let range = &sentence.range;
    // The bullet and the "your" before a word are no part of what is named.
    let words = &reading.text.lower()[range.clone()];
    let rest = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "b) email;" has a letter for a number.
    let lettered = rest.get(1..2) == Some(")") && rest.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = if lettered { rest[2..].trim_start_matches('*') } else { rest };
    let rest = rest.strip_prefix("your").unwrap_or(rest);
    let range = &(range.end - rest.len()..range.end);
    let mostly = |range: &Range<usize>| mostly_data(reading, range);
    // 允许应用改变网络连接状态（…）: as the system explains a permission.
    if ["允许应用", "允许程序", "允许app"].iter().any(|start| reading.text.lower()[range.clone()].starts_with(start))
    {
        return false;
    }
    // "Usage statistics (app launches, stories created)": what stands before the bracket is the item, and so is what
    // stands before a dash: "Device identifiers — for delivering push notifications", but "Camera — to scan codes" in
    // a chapter on permissions.
    let permissions = reading.zone(sentence.block) == Zone::Permission;
    let label = |(at, c): (usize, char)| {
        // "Device brand - the name of its maker" has spaces around its hyphen.
        let spaced =
            c == '-' && reading.text.gap_before(range.start + at) && reading.text.gap_before(range.start + at + 1);
        (c == '(' || (matches!(c, '—' | '–') || spaced) && !permissions).then_some(at)
    };
    let label = reading.text.folded()[range.clone()].char_indices().find_map(label).filter(|&at| at > 0);
    mostly(range)
        || label.is_some_and(|at| mostly(&(range.start..range.start + at)))
        || told_end(reading, sentence, range).is_some_and(|end| mostly(&(range.start..end)))
        || begins_with_data(reading, sentence, range)
        || goes_on(reading, sentence)
}

/// "Payment method details (processed through …)", "IDFA, where available": a short item, of a list of what is
/// collected, that begins with a word of data and goes on with something that has no word.
fn begins_with_data(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    const NEXT: &[&str] = &["and", "or", "&", "details", "sent"];
    const STOPS: &[Cue] = &[Cue::Not, Cue::No, Cue::Manage, Cue::Unless, Cue::Notice];
    let block = sentence.block;
    let item = sentence.first && matches!(reading.text.blocks[block].kind, BlockKind::Item);
    let collected = reading.announced.get(block).is_some_and(|announced| *announced == Announced::Collected);
    if !item || range.len() > 80 || !(collected || reading.zone(block) == Zone::Collect) || serves(reading, sentence) {
        return false;
    }
    let Some(hit) = reading.data_in(range).first().filter(|hit| hit.range().start == range.start) else { return false };
    let rest = &reading.text.lower()[hit.range().end..range.end.max(hit.range().end)];
    let gap = |at: usize| reading.text.gap_before(at);
    let joined =
        NEXT.iter().any(|word| rest.starts_with(word) && gap(hit.range().end) && gap(hit.range().end + word.len()));
    (joined || rest.starts_with([',', '/', ':']))
        && !rest.contains("canbe")
        && !STOPS.iter().any(|&cue| reading.has_cue(range, cue))
}

/// "Profile picture from your sign-in provider": where the words of an item end that name what is collected, and what
/// it is for or where it comes from begins.
fn told_end(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> Option<usize> {
    const TURNS: &[&str] =
        &["from", "for", "when", "used", "provided", "associated", "obtained", "generated", "you", "only", "while"];
    let item = sentence.first && matches!(reading.text.blocks[sentence.block].kind, BlockKind::Item);
    let open = reading.zone(sentence.block) == Zone::Collect;
    if !item || !open || range.len() > 200 || serves(reading, sentence) {
        return None;
    }
    let words = &reading.text.lower()[range.clone()];
    let turn = |word: &&str| {
        let found = words.match_indices(*word).map(|(at, _)| (range.start + at, range.start + at + word.len()));
        let mut whole = found.filter(|&(at, end)| reading.text.gap_before(at) && reading.text.gap_before(end));
        whole.next().map(|(at, _)| at)
    };
    TURNS.iter().filter_map(turn).min().filter(|&end| end > range.start)
}

/// "Quiz and flashcard statistics": a word ends an item beside items of data, whatever the app calls what it keeps.
pub(super) fn ends_item(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    let blocks = &reading.text.blocks;
    let is_item = |at: &usize| blocks.get(*at).is_some_and(|block| matches!(block.kind, BlockKind::Item));
    let names = |at: &usize| reading.data_in(&blocks[*at].range).iter().any(|hit| hit.range().len() >= 8);
    let block = &blocks[sentence.block];
    let rest = &reading.text.folded()[range.end..block.range.end];
    let near = sentence.block.saturating_sub(4)..sentence.block + 5;
    is_item(&sentence.block)
        && sentence.first
        && block.range.len() <= 60
        && (rest.is_empty() || rest.starts_with(['(', ';', '.']))
        && reading.data_in(&block.range).len() == 1
        && !serves(reading, sentence)
        && near.filter(|at| *at != sentence.block && is_item(at) && names(at)).count() >= 2
}

/// Whether words of data make up two fifths of a range.
fn mostly_data(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let named: usize = reading.data_in(range).iter().map(|hit| hit.range().len()).sum();
    named * 5 >= range.len() * 2
}

/// "We collect the version of the app; the basics of crashes; …": what a semicolon divides from the verb of the
/// sentence has none of its own. Without any verb, the other parts tell whether the line is a list of data.
fn goes_on(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    if says(reading, sentence, VERBS) {
        return false;
    }
    head(reading, sentence).unwrap_or_else(|| {
        let (before, rest) = parts(reading, sentence);
        before.chain(rest).filter(|part| mostly_data(reading, &part.range)).count() >= 2
    })
}

/// Whether the verb of collecting stands in another part of the same sentence: "Among the data that this app collects
/// there are: IP address; device information; …".
pub(super) fn is_collected_above(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    !says(reading, sentence, VERBS) && head(reading, sentence) == Some(true)
}

const VERBS: &[Cue] =
    &[Cue::Collect, Cue::Use, Cue::Keep, Cue::Not, Cue::No, Cue::Manage, Cue::Notice, Cue::We, Cue::Unless];

fn says(reading: &Reading<'_>, part: &Sentence, cues: &[Cue]) -> bool {
    cues.iter().any(|&cue| reading.has_cue(&part.range, cue))
}

/// Whether the part that has the verb of a divided sentence collects; nothing where none has one. An item with "for
/// example" in its brackets has no verb.
fn head(reading: &Reading<'_>, sentence: &Sentence) -> Option<bool> {
    const STOPS: &[Cue] = &[Cue::Not, Cue::No, Cue::Manage, Cue::Unless];
    let (mut before, _) = parts(reading, sentence);
    let collects = |part: &Sentence| says(reading, part, &[Cue::Collect]);
    let told = |part: &&Sentence| collects(part) || says(reading, part, VERBS) && !mostly_data(reading, &part.range);
    before.find(told).map(|part| collects(part) && !says(reading, part, STOPS))
}

/// The parts of a sentence that semicolons divide, before one of them, the nearest first, and behind it.
fn parts<'b>(
    reading: &'b Reading<'_>,
    sentence: &'b Sentence,
) -> (impl Iterator<Item = &'b Sentence>, impl Iterator<Item = &'b Sentence>) {
    let divided = move |part: &&Sentence| {
        part.block == sentence.block && reading.text.folded()[part.range.clone()].ends_with(';')
    };
    let index = reading.sentences.partition_point(|other| other.range.start < sentence.range.start);
    let (before, rest) = reading.sentences.split_at(index);
    (before.iter().rev().take(20).take_while(divided), rest.iter().take(20).take_while(divided))
}
