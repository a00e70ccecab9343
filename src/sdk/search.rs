//! Finds records by any name, coordinate, class or company.

use std::sync::Arc;

use super::database::Database;
use super::names;
use super::record::Record;

/// From this rank on a match is only a guess at what a misspelt word means.
const GUESS: u32 = 30;

/// The records that `word` may mean, the best first. Exact matches come before beginnings, beginnings before
/// parts; what differs by a typing error is of use only where nothing matches as written.
pub fn search(database: &Database, word: &str) -> Vec<Arc<Record>> {
    let wanted = fold(word);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, Arc<Record>)> =
        database.records().into_iter().filter_map(|record| Some((best(database, &record, &wanted)?, record))).collect();
    found.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    let exact = found.iter().any(|(rank, _)| *rank < GUESS);
    let mut found: Vec<(u32, Arc<Record>)> = found.into_iter().filter(|(rank, _)| !exact || *rank < GUESS).collect();
    // Of the guesses, those with the fewest slips.
    if let Some(&(first, _)) = found.first().filter(|(rank, _)| *rank >= GUESS) {
        found.retain(|(rank, _)| rank / 10 == first / 10);
    }
    found.into_iter().map(|(_, record)| record).collect()
}

/// The rank of the text of a record that fits best. Its own names go before its signs and its company.
fn best(database: &Database, record: &Record, wanted: &str) -> Option<u32> {
    let vendor = database.vendors().get(&record.vendor);
    let company = vendor.map(|vendor| {
        let mut words = vendor.entity_names();
        words.extend([vendor.zh.clone(), vendor.en.clone()]);
        words.extend(vendor.brands.iter().cloned());
        words
    });
    let names = std::iter::once(record.id.clone()).chain(record.spoken_names());
    let signs = record.detect.exclusive.by_kind().into_iter().flat_map(|(_, signs)| signs.to_vec());
    let own = names.filter_map(|name| rank(&name, wanted));
    let others = signs.chain(company.unwrap_or_default()).filter_map(|text| rank(&text, wanted)).map(|rank| rank + 1);
    own.chain(others).min()
}

/// A text as it is searched: also without regard to hyphens.
fn fold(text: &str) -> String {
    names::fold(text).replace(['-', '_'], "")
}

fn rank(text: &str, wanted: &str) -> Option<u32> {
    let folded = fold(text);
    if folded == wanted {
        Some(0)
    } else if folded.starts_with(wanted) {
        Some(10)
    } else if folded.contains(wanted) {
        Some(20)
    } else {
        let slips = slips(text, wanted)?;
        Some(GUESS + 10 * slips)
    }
}

/// How many slips lie between the word and the beginning of a part of the text; nothing where they are too many.
fn slips(text: &str, wanted: &str) -> Option<u32> {
    let length = wanted.chars().count();
    // A Chinese character carries more than a letter, so that one wrong of two is a slip if the
    // first is right.
    let chinese = wanted.chars().any(|c| c >= '\u{2e80}');
    let most = match length {
        0 | 1 => return None,
        2 | 3 if !chinese => return None,
        2..=7 => 1,
        _ => 2,
    };
    let letters: Vec<char> = text.chars().collect();
    let starts = (0..letters.len()).filter(|&at| {
        let Some(before) = at.checked_sub(1).map(|before| letters[before]) else { return true };
        !before.is_alphanumeric()
            || before.is_ascii() != letters[at].is_ascii()
            || before.is_lowercase() && letters[at].is_uppercase()
    });
    starts
        .filter_map(|at| {
            let rest: Vec<char> = fold(&letters[at..].iter().collect::<String>()).chars().collect();
            if length < 4 && rest.first() != wanted.chars().next().as_ref() {
                return None;
            }
            let beginning = |length: usize| rest.iter().take(length).collect::<String>();
            (length - 1..=length + 1).map(|length| distance(&beginning(length), wanted)).min()
        })
        .min()
        .filter(|slips| *slips <= most)
        .map(|slips| slips as u32)
}

/// Insertions, deletions, changes and swaps of neighbours between two words.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j - 1] + change).min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_letters_count_once() {
        assert_eq!(distance("umeng", "umegn"), 1);
        assert_eq!(distance("jpush", "jpsh"), 1);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
