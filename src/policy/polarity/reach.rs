//! How far a negation reaches: to the end of its clause, a "but", or where the firm speaks again.

use crate::policy::cues::Cue;
use crate::policy::sentence::Reading;

/// Where a clause ends: at a comma outside brackets, unless examples follow it (不会保留您的信息，例如帐户、密码): these
/// belong to it to the end of the sentence.
pub(super) fn clause_end(rest: &str) -> Option<usize> {
    const EXAMPLES: &[&str] = &["例如", "比如", "如", "包括", "including", "suchas"];
    let mut depth = 0usize;
    let end = rest.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && matches!(c, ',' | ';')).then_some(at)
    })?;
    (!EXAMPLES.iter().any(|word| rest[end + 1..].starts_with(word))).then_some(end)
}

/// A clause without what stands in brackets: "your email (beyond what you send us)" limits that word alone.
pub(super) fn outside_brackets(clause: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    clause.chars().filter(outside).collect()
}

/// Where the clause before a passive negation begins.
pub(super) fn clause_start(lower: &str, from: usize, to: usize) -> usize {
    let part = &lower[from..to];
    let cut = part
        .trim_end_matches(',')
        .rfind([',', ';', ':', '('])
        .filter(|&at| part[at..].contains("您的") || part[at..].contains("信息") || part[at..].contains("your"));
    cut.map_or(from, |at| from + at)
}

/// Where the reach of a negation ends: at a "but", or where the firm speaks again.
pub(super) fn stop_of(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let part = reading.words(&(from..end));
    let mut stop = part.len();
    for word in [
        "但",
        "然而",
        "而是",
        "仅在",
        "只会",
        "仅会",
        "仅用于",
        "仅保存",
        "仅存储",
        "仅存于",
        ",我们",
        ",以便",
        ",用于",
        ",仅",
        ",拒绝",
        ",but",
        ",however",
        "however,",
        ",we",
        ",only",
        "unlessyou",
        ",except",
        "(except",
        ",though",
        ",andyou",
        "itispossiblethat",
        "butwe",
        "butonly",
        "andwewill",
        "andwedo",
        ",并",
        ",当我们",
        "inorderto",
        "forthepurpose",
    ] {
        // 包括但不限于 goes on with the list.
        if let Some(at) = part.all_places(word).find(|&at| !part[at..].starts_with("但不限")) {
            stop = stop.min(at);
        }
    }
    // The firm collects again: 不收集您的姓名(…)会收集如下信息, "do not collect your name and only collect …".
    for word in [
        "会收集",
        "将收集",
        "会获取",
        "仅收集",
        "只收集",
        "会采集",
        "收集如下",
        "收集以下",
        "willcollect",
        "onlycollect",
    ] {
        let affirmed =
            |at: usize| !["不", "未", "没有", "无", "notdo", "never"].iter().any(|not| part[..at].ends_with(not));
        if let Some(at) = part.upto(stop).all_places(word).find(|&at| at > 0 && affirmed(at)) {
            stop = stop.min(at);
        }
    }
    from + stop
}

/// Where the bracket ends that is open at an offset of a sentence; the end of the sentence when none is.
pub(super) fn closing(sentence: &str, at: usize) -> usize {
    let depth = sentence[..at].chars().fold(0usize, |depth, c| match c {
        '(' => depth + 1,
        ')' => depth.saturating_sub(1),
        _ => depth,
    });
    if depth == 0 {
        return sentence.len();
    }
    let mut inner = 0usize;
    let end = sentence[at..].char_indices().find(|&(_, c)| match c {
        '(' => {
            inner += 1;
            false
        }
        ')' if inner > 0 => {
            inner -= 1;
            false
        }
        c => c == ')',
    });
    end.map_or(sentence.len(), |(end, _)| at + end)
}

/// Where the list goes on to that a clause begins: "do not share your search, chat, or browsing history".
pub(super) fn list_end(reading: &Reading<'_>, clause: usize, end: usize) -> usize {
    const ITEM: usize = 40;
    let folded = reading.text.folded();
    let mut at = clause;
    while folded[at..end].starts_with(',') {
        let item = at + 1..folded[at + 1..end].find([',', '.', ';', ':']).map_or(end, |stop| at + 1 + stop);
        let named = reading.data_in(&item).first().map(|hit| hit.range()).filter(|hit| hit.start <= item.start + 5);
        let Some(named) = named else { break };
        if reading.has_cue(&item, Cue::We) || reading.has_cue(&item, Cue::Collect) {
            break;
        }
        // What goes on behind the last item is no longer the list.
        if item.len() > ITEM {
            return named.end;
        }
        at = item.end;
    }
    at
}
