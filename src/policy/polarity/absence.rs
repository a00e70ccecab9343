//! What the word "no" governs: "No location data collected", "collects no names", "no access to your contacts".

use std::ops::Range;

use super::negation::{VERBS, conditional};
use super::reach::stop_of;
use crate::policy::cues::Cue;
use crate::policy::lexicon::whole_word;
use crate::policy::sentence::Reading;
use crate::policy::words::Words;

/// Verbs of collecting, as something that is done to data.
const DONE: &[&str] = &[
    "collected",
    "gathered",
    "recorded",
    "accessed",
    "obtained",
    "tracked",
    "uploaded",
    "read",
    "requested",
    "used",
    "required",
    "stored",
];

/// Words with which a line that begins with "No" denies something else than collecting.
const ELSE: &[&str] = &[
    "kept",
    "stored",
    "saved",
    "retained",
    "shared",
    "sold",
    "sent",
    "transmitted",
    "required",
    "needed",
    "necessary",
    "will",
    "can",
    "may",
    "must",
    "has",
    "have",
    "is",
    "are",
    "leaves",
    "displayed",
    "permanent",
    "permanently",
    "storage",
];

/// Adds to `denied` and `muted` what each "no" of a sentence denies and what it says nothing of.
pub(super) fn absences(
    reading: &Reading<'_>,
    range: &Range<usize>,
    denied: &mut Vec<Range<usize>>,
    muted: &mut Vec<Range<usize>>,
) {
    for no in reading.cues(range, Cue::No) {
        let end = stop_of(reading, no.end, range.end);
        let before = &reading.text.lower()[range.start..no.start];
        let rest = &reading.text.lower()[no.end..end];
        // "No location is collected", "collect no location", "has no access to your contacts".
        let passive = passive_of(rest, DONE).map(|at| no.end + at);
        // "Crash reports contain no email addresses" says nothing of whether these are collected.
        if ["contain", "contains", "include", "includes"].iter().any(|verb| before.ends_with(verb)) {
            muted.push(no.end..end);
            continue;
        }
        // "✓ No location data collected", "No names, emails or device identifiers": a line without a verb of its own, or
        // with that alone. "No account needed" and "no coordinates kept in logs" deny something else.
        let dash = no.end + rest.find(['—', '–']).unwrap_or(rest.len());
        let bare = !before.contains(char::is_alphanumeric)
            && !reading.data_in(&(no.end..dash)).is_empty()
            && !ELSE.iter().any(|verb| {
                rest.match_indices(verb)
                    .any(|(at, _)| whole_word(reading.text, no.end + at..no.end + at + verb.len()).is_some())
            });
        // "No coordinates are stored in logs": what stands before the verb, where anything does.
        let told = passive.or(bare.then_some(dash)).filter(|&verb| !reading.data_in(&(no.end..verb)).is_empty());
        let passive = passive.is_some() || bare;
        // "For no other purpose", "no obligation to monitor": no data is meant.
        if before.ends_with("for") || rest.starts_with("obligation") {
            muted.push(no.start..end);
            continue;
        }
        // "Contacts, camera — no access, no collection".
        if before.ends_with(['-', '–', '—'])
            && ["access", "collection", "collected"].iter().any(|noun| rest.starts_with(noun))
        {
            denied.push(range.start..no.start);
            continue;
        }
        let active = [
            "collect", "collects", "gather", "gathers", "obtain", "obtains", "request", "requests", "require",
            "requires", "store", "stores", "access", "accesses",
        ]
        .iter()
        .any(|verb| before.ends_with(verb));
        // "No financial data is transmitted" says nothing of collecting, either way.
        let kept = ["included", "contained", "shared", "transmitted", "sent", "sold", "disclosed", "transferred"];
        let stays = ["leavesyour", "leavesthe", "everleaves", "leaveyour"].iter().any(|verb| rest.contains(verb));
        if stays || passive_of(rest, &kept).is_some() {
            muted.push(no.start..end);
        }
        // "It does not require any personal data: no phone number, no name": the list says what that would be.
        let spelt = before.rfind(':').is_some_and(|colon| {
            let head = Words::new(&before[..colon]);
            let asks = ["notrequire", "notrequest", "notcollect", "notneed", "notask", "n'trequire", "n'tcollect"];
            head.has_any(&asks) && head.has_any(&["data", "information"]) && !before[colon..].contains('.')
        });
        let access = rest.starts_with("accessto") && (before.ends_with("has") || before.ends_with("have"));
        if ["reason", "need", "way", "intention", "requirement", "field", "code", "function", "mechanism"]
            .iter()
            .any(|noun| rest.starts_with(noun))
        {
            // "No reason to read your contacts", "no field that can carry them" deny; "no need to provide your name"
            // says that the user may leave it out.
            let object = reading.data_in(&(no.end..end)).first().map_or(rest.len(), |hit| hit.range().start - no.end);
            let verb =
                VERBS.iter().chain(&["carry", "hold", "store", "send"]).any(|verb| rest[..object].contains(verb));
            let clause = no.end..no.end + rest.find([',', ';']).filter(|&at| at > object).unwrap_or(rest.len());
            if verb && !conditional(reading, &(range.start..end)) && !reading.data_in(&clause).is_empty() {
                denied.push(no.start..end);
            } else {
                muted.push(no.start..clause.end);
            }
            continue;
        }
        let limited = conditional(reading, &(range.start..end))
            || before.ends_with("sothat")
            || ["other", "additional", "more", "further", "longer", "such"].iter().any(|word| rest.starts_with(word))
            || rest.contains("without");
        if (passive || active || access || spelt) && !limited && !reading.data_in(&(no.end..end)).is_empty() {
            denied.push(no.start..told.unwrap_or(end));
        }
    }
}

/// Where the first of the verbs stands in the passive voice: "is collected", "are ever read".
fn passive_of(rest: &str, verbs: &[&str]) -> Option<usize> {
    const BE: &[&str] = &["is", "are", "was", "were", "be", "been"];
    let be = |at: usize| {
        let before = rest[..at].strip_suffix("ever").unwrap_or(&rest[..at]);
        BE.iter().filter_map(|be| before.strip_suffix(be)).map(str::len).min()
    };
    verbs.iter().flat_map(|verb| rest.match_indices(verb)).filter_map(|(at, _)| be(at)).min()
}
