//! Finds records by any name, coordinate, class or company.

use std::sync::Arc;

use super::database::Database;
use super::record::Record;

/// The records that `word` may mean, the best first. Exact matches come before beginnings, beginnings before
/// parts, parts before names that differ by a typing error.
pub fn search(database: &Database, word: &str) -> Vec<Arc<Record>> {
    let wanted = fold(word);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, Arc<Record>)> = database
        .records()
        .into_iter()
        .filter_map(|record| {
            let company = database.vendors().get(&record.vendor);
            let companies = company.iter().flat_map(|vendor| {
                vendor
                    .entities
                    .iter()
                    .flat_map(|entity| [&entity.zh, &entity.en])
                    .chain([&vendor.zh, &vendor.en])
                    .chain(&vendor.brands)
            });
            let names = &record.names;
            let own = std::iter::once(&record.id)
                .chain(&names.zh)
                .chain(&names.en)
                .chain(&names.legal)
                .chain(&names.former)
                .chain(&names.aliases);
            let signs = record.detect.exclusive.by_kind().into_iter().flat_map(|(_, signs)| signs.iter());
            let own = own.map(|name| rank(&fold(name), &wanted, true)).min();
            let others = signs.chain(companies).map(|name| rank(&fold(name), &wanted, false) + 1).min();
            let best = own.into_iter().chain(others).min()?;
            (best < u32::MAX / 2).then_some((best, record))
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    // Guesses are of use only where nothing matches as written.
    let exact = found.iter().any(|(rank, _)| *rank < 30);
    found.into_iter().filter(|(rank, _)| !exact || *rank < 30).map(|(_, record)| record).collect()
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

fn rank(name: &str, wanted: &str, forgive: bool) -> u32 {
    if name == wanted {
        0
    } else if name.starts_with(wanted) {
        10
    } else if name.contains(wanted) {
        20
    } else if forgive && wanted.chars().count() >= 4 && distance(name, wanted) <= 1 + wanted.chars().count() / 6 {
        30
    } else {
        u32::MAX / 2
    }
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
