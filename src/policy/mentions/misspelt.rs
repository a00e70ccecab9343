//! Misspelt names: words that are one slip away from a brand or the name of an SDK.

use std::ops::Range;

use super::{Mention, followed_by_sdk};
use crate::policy::entries::{self, Slot};
use crate::policy::fold::pattern;
use crate::policy::names::Names;
use crate::policy::sentence::{Reading, floor};

/// Latin words in the place of a name that are one slip away from a brand or name.
pub(super) fn misspelt(reading: &Reading<'_>, names: &Names, range: Range<usize>, named: bool, out: &mut Vec<Mention>) {
    let lower = reading.text.lower();
    let bytes = lower.as_bytes();
    let talks = reading.words(&range).has_any(&["sdk", "插件"]);
    let mut at = range.start;
    while at < range.end && (talks || named && at == range.start) {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < range.end && bytes[at].is_ascii_alphabetic() && !reading.text.gap_before(at) {
            at += 1;
        }
        let word = &lower[start..at];
        let after = &lower[at..range.end.min(floor(lower, at + 90))];
        // "Sensitive Information" is no SenseTime: a name alone, or one that says what it is.
        let alone = named && start == range.start && !after.starts_with(|c: char| c.is_ascii_alphabetic());
        if !(5..=16).contains(&word.len())
            || !(alone || followed_by_sdk(after))
            || out.iter().any(|mention| mention.range.start < at && start < mention.range.end)
        {
            continue;
        }
        let Some((meant, products)) = nearest(names, word) else { continue };
        // "Units" is a form of an English word, no slip of "Unity".
        let form = word.ends_with(['s', 'd', 'e']) && meant.to_ascii_lowercase().starts_with(&word[..word.len() - 1]);
        if form && word.len() == meant.len() {
            continue;
        }
        let purpose = format!("{after}{}", reading.purpose_near(&(start..at)));
        let close = names.narrow(products.clone(), &purpose);
        if close.iter().all(|&sdk| is_of_another(reading, names, start, sdk)) {
            continue;
        }
        out.push(Mention { range: start..at, sdks: close, misspelling_of: Some(meant) });
    }
}

/// Whether the entry in which a name stands is that of another firm than the one whose SDK it is taken for.
fn is_of_another(reading: &Reading<'_>, names: &Names, at: usize, sdk: usize) -> bool {
    let block = reading.text.blocks.partition_point(|block| block.range.end <= at);
    let mut firms = entries::same_entry(reading, block).filter(|other| other.slot == Slot::Vendor);
    let Some(vendor) = names.vendors.iter().find(|vendor| vendor.id == names.sdks[sdk].vendor) else { return false };
    let Some(firm) = firms.next().map(|firm| &reading.text.lower()[firm.value.clone()]) else { return false };
    let own = vendor.brands.iter().chain(vendor.entities.iter()).map(|name| pattern(name));
    let brand = pattern(names.sdks[sdk].names.first().map_or("", |name| name));
    !firm.is_empty() && !own.chain([brand]).any(|name| !name.is_empty() && firm.contains(&name))
}

/// The brand or name nearest to a misspelt word (in lower case), and the SDKs that it stands for.
fn nearest(names: &Names, word: &str) -> Option<(String, Vec<usize>)> {
    let limit = if word.len() >= 8 { 2 } else { 1 };
    let near = names.near(word).find(|name| {
        let lower = name.written.to_ascii_lowercase();
        lower != word && distance_at_most(lower.as_bytes(), word.as_bytes(), limit)
    })?;
    Some((near.written.to_owned(), near.sdks(names)))
}

/// Whether the edit distance (with neighbours swapped as one step) is at most `limit` and not 0.
fn distance_at_most(a: &[u8], b: &[u8], limit: usize) -> bool {
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=b.len()).collect(), vec![0; b.len() + 1]];
    for i in 1..=a.len() {
        let mut current = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let step = usize::from(a[i - 1] != b[j - 1]);
            current[j] = (rows[1][j] + 1).min(current[j - 1] + 1).min(rows[1][j - 1] + step);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                current[j] = current[j].min(rows[0][j - 2] + 1);
            }
        }
        // What the two rows above cost is never saved again.
        if current.iter().chain(&rows[1]).all(|&cost| cost > limit) {
            return false;
        }
        rows.rotate_left(1);
        rows[1] = current;
    }
    rows[1][b.len()] <= limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near() {
        assert!(distance_at_most(b"umeng", b"umemg", 1));
        assert!(distance_at_most(b"bugly", b"bulgy", 1));
        assert!(!distance_at_most(b"umeng", b"amend", 1));
    }
}
