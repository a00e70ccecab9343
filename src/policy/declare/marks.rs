//! What stands beside a word of data and tells more of it: its platform, whether it is optional, its purpose.

use std::ops::Range;

use crate::policy::sentence::{Reading, Sentence, first, floor};
use crate::source::Located;

/// The purpose that a prose sentence gives: from its "in order to" to the next stop.
pub(super) fn purpose_of(reading: &Reading<'_>, range: &Range<usize>) -> Option<Located<String>> {
    let part = &reading.text.lower()[range.clone()];
    let at = [
        "以提供",
        "用于",
        "以便",
        "为了",
        "以实现",
        "以帮助",
        "inorderto",
        "toprovide",
        "forthepurpose",
        "for",
        "以",
        "提供",
    ]
    .iter()
    .find_map(|word| part.find(word))?;
    let rest = &part[at..];
    let end = rest.find([',', '。', ';']).unwrap_or(rest.len());
    let value = range.start + at..range.start + at + end;
    (end > 6).then(|| Located::new(reading.text.written(value.clone()), reading.text.span(value)))
}

/// Whether a type is marked as one of iOS only by the last platform tag before it.
pub(super) fn ios_only(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    // A word may reach over the end of a sentence that was cut for its length.
    let before = &reading.text.lower()[sentence.range.start.min(range.start)..range.start];
    let after = first(&reading.text.lower()[range.end..sentence.range.end.max(range.end)], 16);
    let start = range.start - before.len();
    let tag = |words: &[&str]| {
        let found = words.iter().flat_map(|word| before.rmatch_indices(word));
        // "Scenarios:" is no tag.
        let own = |&at: &usize| {
            let latin = at + before[at..].find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
            latin == 0 || !before.as_bytes()[latin - 1].is_ascii_alphabetic() || reading.text.gap_before(start + latin)
        };
        found.map(|(at, _)| at).filter(own).max()
    };
    let ios = tag(&[
        "仅ios",
        "ios:",
        "ios版本:",
        "ios版:",
        "ios端:",
        "(ios",
        "【ios",
        "ios如",
        "ios设备:",
        "ios系统:",
        "iosonly",
    ]);
    let android = tag(&["android", "安卓", "双端", "鸿蒙"]);
    let marked = ios.is_some_and(|ios| {
        android.is_none_or(|android| android < ios) && !before[ios..].contains([')', '。'])
            || before[ios..].starts_with("仅ios") && !before[ios..].contains("android")
    });
    marked && !after.starts_with("(android")
        || after.starts_with("(ios")
        || after.starts_with("(仅ios")
        || after.starts_with("【仅ios")
}

/// Whether the entry calls the type optional: the last of the marks before it.
pub(super) fn optional(reading: &Reading<'_>, sentence: &Sentence, range: &Range<usize>) -> bool {
    let folded = reading.text.folded();
    // The marks stand at the head of a list; lists of one cell are shorter than this.
    let block = reading.text.blocks[sentence.block].range.start.max(floor(folded, range.start.saturating_sub(2000)));
    let before = &folded[block..range.start];
    let optional = ["可选", "非必要", "选填", "非必选", "optional"].iter().filter_map(|word| before.rfind(word)).max();
    let required = ["必选", "【必要", "必填", "必要信息", "required"]
        .iter()
        .filter_map(|word| before.rfind(word))
        .filter(|&at| !before[..at].ends_with('非'))
        .max();
    let after: String = folded[range.end..sentence.range.end].chars().take(6).collect();
    optional.is_some_and(|optional| required.is_none_or(|required| required < optional))
        || after.starts_with("(可选")
        || after.starts_with("(选填")
}
