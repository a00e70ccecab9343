//! Whether a block says that what stands in it is collected at all: a table may ask "Collected?" and answer "No", an
//! item may begin with a cross, and a row may be a plan for a later version.

use std::collections::{BTreeMap, BTreeSet};

use super::sentence::floor;
use super::text::{BlockKind, PolicyText};

/// What a block says of everything that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing by itself: its sentences decide.
    Open,
    /// It is not collected.
    Denied,
    /// It may come in a later version.
    Planned,
    /// It stands beside an answer, and says nothing of what is collected.
    Beside,
}

/// Words of the column that asks whether something is collected.
const ASKS: &[&str] =
    &["collected", "collected?", "是否收集", "是否采集", "是否获取", "收集情况", "datacollected?", "是否收集?"];
/// Answers that deny.
const NO: &[&str] =
    &["no", "no.", "none", "否", "不收集", "不采集", "不获取", "未收集", "notcollected", "never", "❌", "✗", "✘", "×"];
/// Answers that say so whatever the column asks.
const NOT_COLLECTED: &[&str] = &["notcollected", "notcollected.", "不收集", "未收集", "不采集", "未采集"];
/// Signs before an item that is denied.
const CROSSES: &[char] = &['❌', '✗', '✘', '🚫', '⛔'];

/// The standing of every block.
pub fn standings(text: &PolicyText) -> Vec<Standing> {
    let mut standings: Vec<Standing> = text
        .blocks
        .iter()
        .enumerate()
        .map(|(block, part)| match part.kind {
            BlockKind::Item | BlockKind::Paragraph if text.block_text(block).starts_with(CROSSES) => Standing::Denied,
            _ => Standing::Open,
        })
        .collect();
    let mut asking: BTreeSet<(u32, u32)> = BTreeSet::new();
    // The standing of each row, and the column that tells it.
    let mut rows: BTreeMap<(u32, u32), (Standing, u32)> = BTreeMap::new();
    let cells = || {
        text.blocks.iter().enumerate().filter_map(|(block, part)| match part.kind {
            BlockKind::Cell(cell) => Some((block, cell)),
            _ => None,
        })
    };
    for (block, cell) in cells() {
        let words = &text.lower()[text.blocks[block].range.clone()];
        // "No (not accessed)", "No — on the device only".
        let answer = words.split(['(', '—', '–']).next().unwrap_or(words);
        let denied = asking.contains(&(cell.table, cell.column)) && NO.contains(&answer)
            || cell.column > 0 && NOT_COLLECTED.contains(&answer);
        if cell.row == 0 && ASKS.contains(&words) {
            asking.insert((cell.table, cell.column));
        } else if denied {
            rows.insert((cell.table, cell.row), (Standing::Denied, cell.column));
        } else if cell.column <= 1 && is_planned(words) {
            rows.insert((cell.table, cell.row), (Standing::Planned, u32::MAX));
        }
    }
    if !rows.is_empty() {
        for (block, cell) in cells() {
            if let Some(&(standing, column)) = rows.get(&(cell.table, cell.row)) {
                standings[block] = if cell.column >= column { Standing::Beside } else { standing };
            }
        }
    }
    standings
}

/// Whether the name of an entry says in brackets that it is a plan: Google AdMob（未来/计划）.
fn is_planned(name: &str) -> bool {
    let short = name.len() <= 120;
    short
        && name.match_indices('(').any(|(at, _)| {
            let inner = &name[at + 1..floor(name, at + 40)];
            let inner = inner.split(')').next().unwrap_or(inner);
            ["future", "planned", "comingsoon", "notyet", "未来", "计划", "即将", "暂未", "尚未", "后续"]
                .iter()
                .any(|word| inner.starts_with(word) || inner.ends_with(word))
        })
}
