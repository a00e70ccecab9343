//! Denials that reach beyond their sentence: over the list below, back to the sentence before, under a heading.

use std::ops::Range;

use super::negation::{conditional, negations};
use crate::policy::cues::Cue;
use crate::policy::sentence::{Announced, Reading, Sentence, first};

/// What a sentence with a negation says of the list that it opens; nothing when it opens none.
pub fn opens(reading: &Reading<'_>, range: &Range<usize>) -> Option<Announced> {
    if !reading.text.folded()[range.clone()].ends_with(':') || !reading.has_cue(range, Cue::Not) {
        return None;
    }
    let words = &reading.text.lower()[range.clone()];
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    // 除以下信息外，我们不会收集…: the list is what is collected none the less.
    let excepts = has(&["除", "除了"]) && has(&["外"])
        || has(&["except", "apartfrom", "asidefrom", "otherthan", "beyond", "仅收集", "只收集", "onlycollect"]);
    if excepts && (reading.has_cue(range, Cue::Collect) || has(&["收集", "collect"])) {
        return Some(Announced::Collected);
    }
    // 如果我们不收集, 不会强制要求您提供: a condition and a promise of choice say nothing.
    let limits = has(&["如果", "若我们", "如我们", "倘若", "强制", "强迫", "ifwe", "ifyou", "forceyou", "obligeyou"])
        || [Cue::Unless, Cue::Consent].iter().any(|&cue| reading.has_cue(range, cue));
    if limits && has(&["收集", "要求", "collect", "require", "force", "oblige"]) {
        return Some(Announced::Limited);
    }
    // "We do not:", 我们不会：
    let bare = |not: Range<usize>| not.end + 1 == range.end && !words.starts_with("if") && !words.starts_with('如');
    if reading.cues(range, Cue::Not).any(bare) {
        return Some(Announced::Refused);
    }
    negations(reading, range).opens.then_some(Announced::Denied)
}

/// Whether a sentence is an item below "We do not:" that says what is not done. One that denies or speaks for itself
/// is none.
pub fn is_refused(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    reading.announced.get(sentence.block) == Some(&Announced::Refused)
        && ![Cue::Not, Cue::No, Cue::We].iter().any(|&cue| reading.has_cue(&sentence.range, cue))
}

/// Whether the sentence behind one denies what that one named: "We do not collect such information."
pub(super) fn denied_by_next(reading: &Reading<'_>, sentence: &Sentence) -> bool {
    const DENIALS: &[&str] = &[
        "notcollectsuch",
        "notcollectthis",
        "notcollectthese",
        "notcollectanysuch",
        "不会收集这些",
        "不会收集此类",
        "不会收集上述",
        "不收集上述",
        "不收集此类",
    ];
    let index = reading.sentences.partition_point(|other| other.range.start < sentence.range.end);
    let Some(next) = reading.sentences.get(index).filter(|next| next.block == sentence.block) else { return false };
    let words = reading.words(&next.range);
    DENIALS.iter().filter_map(|denial| words.place(denial)).min().is_some_and(|at| {
        let head = next.range.start..next.range.start + at;
        reading.data_in(&head).is_empty() && !conditional(reading, &head)
    })
}

/// What a heading with a negation says of what follows it: "What we do not collect", 我们不会收集的信息 denies it,
/// "What we don't do" refuses it.
pub fn heads(reading: &Reading<'_>, range: &Range<usize>) -> Option<Announced> {
    const REFUSALS: &[&str] = &[
        "whatwedonotdo",
        "whatwedon'tdo",
        "whatweneverdo",
        "whatwewillnotdo",
        "whatwewon'tdo",
        "thingswedonotdo",
        "thingswedon'tdo",
        "我们不会做",
        "我们不做",
        "我们绝不会做",
    ];
    let words = &reading.text.lower()[range.clone()];
    if range.len() <= 60 && REFUSALS.iter().any(|refusal| words.contains(refusal)) {
        return Some(Announced::Refused);
    }
    heads_denied(reading, range).then_some(Announced::Denied)
}

fn heads_denied(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const COLLECTS: &[&str] =
        &["收集", "采集", "获取", "读取", "访问", "collect", "access", "gather", "obtain", "read", "request", "track"];
    const LIMITS: &[&str] =
        &["without", "unless", "child", "minor", "未成年", "儿童", "同意", "授权", "拒绝", "如果", "其他", "?"];
    let words = &reading.text.lower()[range.clone()];
    let collects = |not: Range<usize>| {
        let own = &words[not.start - range.start..not.end - range.start];
        let rest = first(&words[not.end - range.start..], 12);
        COLLECTS
            .iter()
            .any(|verb| own.contains(verb) || rest.starts_with(verb) || rest.starts_with(&format!("会{verb}")))
    };
    range.len() <= 120
        && !words.starts_with("if")
        && reading.cues(range, Cue::Not).any(collects)
        && !LIMITS.iter().any(|limit| words.contains(limit))
}
