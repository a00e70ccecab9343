//! What is written into the entry of an SDK.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::policy::mentions::Mention;
use crate::policy::outline::numbering;
use crate::policy::sentence::{Reading, first};
use crate::policy::{EntryData, SdkEntry};
use crate::source::{Located, Span};

/// The parts of an entry that a text gives.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub vendor: Option<Located<String>>,
    pub purpose: Option<Located<String>>,
    pub scenario: Option<Located<String>>,
    pub method: Option<Located<String>>,
    pub privacy: Option<Located<String>>,
    pub data: Vec<EntryData>,
    pub permissions: Vec<Located<String>>,
    /// The folded range of the operator.
    pub operator: Option<Range<usize>>,
    pub keyed: bool,
}

/// An entry of which nothing but its name is known.
pub(super) fn blank(
    name: String,
    id: Option<String>,
    candidates: Vec<String>,
    misspelling_of: Option<String>,
) -> SdkEntry {
    SdkEntry {
        id,
        candidates,
        name,
        misspelling_of,
        mentions: Vec::new(),
        is_entry: false,
        vendor: None,
        purpose: None,
        scenario: None,
        method: None,
        privacy_url: None,
        data: Vec::new(),
        permissions: Vec::new(),
    }
}

/// Adds places and parts; what an entry holds already is kept.
pub(super) fn fill(entry: &mut SdkEntry, mentions: Vec<Span>, parts: Parts, is_entry: bool) {
    entry.mentions.extend(mentions);
    entry.is_entry |= is_entry;
    entry.vendor = entry.vendor.take().or(parts.vendor);
    entry.purpose = entry.purpose.take().or(parts.purpose);
    entry.scenario = entry.scenario.take().or(parts.scenario);
    if entry.purpose.is_none() {
        entry.purpose = entry.scenario.clone().filter(|scenario| tells_aim(&scenario.value));
    }
    entry.method = entry.method.take().or(parts.method);
    entry.privacy_url = entry.privacy_url.take().or(parts.privacy);
    entry.data.extend(parts.data);
    entry.permissions.extend(parts.permissions);
}

/// Takes out what was gathered twice.
pub(super) fn settle(entry: &mut SdkEntry) {
    entry.mentions.sort();
    entry.mentions.dedup();
    let mut seen = BTreeSet::new();
    entry.data.retain(|data| seen.insert((data.data.clone(), data.at.start)));
    let mut seen = BTreeSet::new();
    entry.permissions.retain(|permission| seen.insert((permission.value.clone(), permission.at.start)));
}

/// Whether a scenario tells what something is done for (消息推送, 用于分享), not only when: 当您登录时, "when you sign in".
fn tells_aim(scenario: &str) -> bool {
    let words = scenario.trim().trim_end_matches(['。', '.', ';', '；']).to_ascii_lowercase();
    let last = words.rsplit([',', '，', '、']).next().unwrap_or(&words);
    let when = ["时", "时候", "后", "前", "过程中"].iter().any(|end| last.trim().ends_with(end));
    !when && !["when", "during", "upon", "while"].iter().any(|start| words.starts_with(start))
}

/// The name of an entry comes at the start of its line: after its number, before any sentence.
pub(super) fn starts_with_name(reading: &Reading<'_>, range: &Range<usize>, mentions: &[Mention]) -> bool {
    let Some(first) = mentions.first() else { return false };
    let before = &reading.text.folded()[range.start..first.range.start];
    let (_, rest) = numbering(before);
    rest.chars().filter(|c| c.is_alphanumeric()).count() <= 12
}

/// The name as written: with the `SDK` that follows it.
pub(super) fn name_range(reading: &Reading<'_>, range: &Range<usize>) -> Range<usize> {
    let rest = &reading.text.lower()[range.end..];
    let near = first(rest, 16);
    let stop = near.find(['、', ',', '。', ';', '\n', '(', ')', ':', '/', '的']).unwrap_or(near.len());
    match near[..stop].find("sdk") {
        Some(at) => range.start..range.end + at + 3,
        None => range.clone(),
    }
}

pub(super) fn trim(reading: &Reading<'_>, range: Range<usize>) -> Range<usize> {
    let part = &reading.text.folded()[range.clone()];
    let drop = |c: char| c.is_whitespace() || matches!(c, ':' | ';' | '。' | ',' | '-' | '•' | '·' | '|');
    let start = range.start + (part.len() - part.trim_start_matches(drop).len());
    let rest = &reading.text.folded()[start..range.end];
    let (_, unnumbered) = numbering(rest);
    let start = start + (rest.len() - unnumbered.len());
    let end = start + unnumbered.trim_end_matches(drop).len();
    start..end
}
