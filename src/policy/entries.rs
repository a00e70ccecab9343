//! Slots: which part of an SDK list is the name, the purpose, the data.
//!
//! Lists are `key: value` lines, tables with a header, vertical tables, or tables that were flattened so that each
//! cell is a line of its own. All of them end as segments: a slot and the folded range of its value.

use std::collections::BTreeMap;
use std::ops::Range;

use super::sentence::Reading;
use super::text::{BlockKind, Cell, PolicyText};

mod slots;

pub use slots::slot_of;

/// What a part of an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The name of the SDK.
    Name,
    /// Who operates it.
    Vendor,
    /// What it is for.
    Purpose,
    /// When it is used.
    Scenario,
    /// How data is collected or shared.
    Method,
    /// The data.
    Data,
    /// Permissions.
    Permission,
    /// Data and permissions in one cell.
    DataAndPermission,
    /// The privacy policy link.
    Privacy,
    /// Anything else that is no data: number, address, site.
    Other,
}

/// A part of an entry.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The block.
    pub block: usize,
    /// What it holds.
    pub slot: Slot,
    /// The folded range of the value.
    pub value: Range<usize>,
    /// Entries are numbered; segments of one number belong together. `None` where the value stands by itself.
    pub entry: Option<u32>,
}

/// Finds the segments of a text, sorted by their place.
pub fn segments(text: &PolicyText) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut entry = 0;
    tables(text, &mut out, &mut entry);
    keys(text, &mut out, &mut entry);
    flattened(text, &mut out, &mut entry);
    out.sort_by_key(|segment| (segment.value.start, segment.value.end));
    out
}

/// The segments of the entries that a block belongs to.
pub fn same_entry<'b>(reading: &'b Reading<'_>, block: usize) -> impl Iterator<Item = &'b Segment> {
    let start = reading.segments.partition_point(|segment| segment.block < block);
    let entry = reading.segments.get(start).filter(|segment| segment.block == block).and_then(|segment| segment.entry);
    // The segments of an entry stand near each other; row spans reach back no further than a table is tall.
    let from = start.saturating_sub(40);
    reading.segments[from..].iter().take(80).filter(move |segment| entry.is_some() && segment.entry == entry)
}

/// Tables: header rows give each column its slot.
fn tables(text: &PolicyText, out: &mut Vec<Segment>, entry: &mut u32) {
    let mut by_table: BTreeMap<u32, Vec<(usize, Cell)>> = BTreeMap::new();
    for (index, block) in text.blocks.iter().enumerate() {
        if let BlockKind::Cell(cell) = block.kind {
            by_table.entry(cell.table).or_default().push((index, cell));
        }
    }
    for cells in by_table.values() {
        table(text, cells, out, entry);
    }
}

fn table(text: &PolicyText, cells: &[(usize, Cell)], out: &mut Vec<Segment>, entry: &mut u32) {
    let words = |block: usize| text.block_text(block);
    // The header is the first row where most cells name slots, and rows of header cells or finer keys below it.
    let mut columns: BTreeMap<u32, Slot> = BTreeMap::new();
    let mut header_end = 0;
    let mut by_row: BTreeMap<u32, Vec<(usize, Cell)>> = BTreeMap::new();
    for &(block, cell) in cells {
        by_row.entry(cell.row).or_default().push((block, cell));
    }
    for (&row, line) in by_row.iter().take(3) {
        let named: Vec<(Cell, Slot)> =
            line.iter().filter_map(|&(block, cell)| Some((cell, slot_of(words(block))?))).collect();
        let filled = line.iter().filter(|&&(block, _)| !words(block).is_empty()).count();
        let all = columns.is_empty() || named.len() == filled;
        if named.len() < 2 || named.len() * 2 < filled || !all {
            if !columns.is_empty() {
                break;
            }
            continue;
        }
        for (cell, slot) in named {
            for column in cell.column..cell.column + cell.columns.min(64) {
                // A second level refines the first: 信息类型 above 字段 stays data.
                columns
                    .entry(column)
                    .and_modify(|old| {
                        if slot != Slot::Other && slot != Slot::Name {
                            *old = slot
                        }
                    })
                    .or_insert(slot);
            }
        }
        header_end = row + 1;
    }
    if columns.is_empty() {
        vertical(text, &by_row, out, entry);
        return;
    }
    let sdk_table = columns.values().any(|slot| matches!(slot, Slot::Name | Slot::Vendor | Slot::Privacy));
    let named = columns.values().any(|&slot| slot == Slot::Name);
    for line in by_row.range(header_end..).map(|(_, line)| line) {
        // A name that spans rows, or is left empty in the rows below, is the name of all of them.
        let begins = line
            .iter()
            .any(|&(block, cell)| columns.get(&cell.column) == Some(&Slot::Name) && !words(block).is_empty());
        if begins || !named {
            *entry += 1;
        }
        // A cell that spans rows belongs to the entry of each of them, but is judged once, with the first.
        for &(block, cell) in line {
            let Some(&slot) = columns.get(&cell.column) else { continue };
            if line.len() == 1 && columns.len() > 1 {
                continue;
            }
            let slot = if slot == Slot::Name
                && columns.values().filter(|&&slot| slot == Slot::Name).count() > 1
                && is_company(words(block))
            {
                Slot::Vendor
            } else {
                slot
            };
            out.push(Segment {
                block,
                slot,
                value: text.blocks[block].range.clone(),
                entry: sdk_table.then_some(*entry),
            });
        }
    }
}

/// Keys such as 第三方名称 are used for the SDK and for its operator; the value tells which.
fn is_company(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    !lower.contains("sdk")
        && (["公司", "co.,ltd", "inc.", "llc", "limited", "gmbh"].iter().any(|word| lower.contains(word)))
}

/// A table whose first column holds the keys.
fn vertical(text: &PolicyText, rows: &BTreeMap<u32, Vec<(usize, Cell)>>, out: &mut Vec<Segment>, entry: &mut u32) {
    let keyed = rows
        .values()
        .filter(|line| line.first().is_some_and(|&(block, _)| slot_of(text.block_text(block)).is_some()))
        .count();
    if keyed < 2 || keyed * 2 < rows.len() {
        return;
    }
    *entry += 1;
    for line in rows.values() {
        let Some(slot) = line.first().and_then(|&(block, _)| slot_of(text.block_text(block))) else { continue };
        if slot == Slot::Name {
            *entry += 1;
        }
        for &(block, _) in &line[1..] {
            out.push(Segment { block, slot, value: text.blocks[block].range.clone(), entry: Some(*entry) });
        }
    }
}

/// `key: value` lines.
fn keys(text: &PolicyText, out: &mut Vec<Segment>, entry: &mut u32) {
    let folded = text.folded();
    // The slots that the running entry already has; a slot that comes again begins the next entry.
    let mut seen: Vec<Slot> = Vec::new();
    let mut quiet = 0;
    for (block, part) in text.blocks.iter().enumerate() {
        if matches!(part.kind, BlockKind::Heading(_)) {
            seen.clear();
            quiet = 9;
        }
        let found = keys_of(text, part.range.clone());
        if found.is_empty() {
            quiet += 1;
            if part.range.len() < 160 {
                // A short line without a key may be the heading of the next block of keys.
                seen.clear();
            }
            continue;
        }
        for (index, (slot, start)) in found.iter().enumerate() {
            let end =
                found.get(index + 1).map_or(part.range.end, |(_, next)| key_start(folded, part.range.start, *next));
            let slot =
                &if *slot == Slot::Name && is_company(&folded[*start..end.max(*start)]) { Slot::Vendor } else { *slot };
            if *slot == Slot::Name
                || seen.contains(slot) && *slot != Slot::Data && *slot != Slot::Other
                || seen.is_empty()
                || quiet > 3
            {
                *entry += 1;
                seen.clear();
            }
            quiet = 0;
            seen.push(*slot);
            out.push(Segment { block, slot: *slot, value: *start..end.max(*start), entry: Some(*entry) });
        }
    }
}

/// Where the key that ends before the colon at `value - 1` begins.
fn key_start(folded: &str, floor: usize, value: usize) -> usize {
    let before = &folded[floor..value.saturating_sub(1).max(floor)];
    before
        .rfind([',', '。', ';', ')', '】', '\n'])
        .map_or(floor, |at| floor + at + before[at..].chars().next().map_or(1, char::len_utf8))
}

fn keys_of(text: &PolicyText, range: Range<usize>) -> Vec<(Slot, usize)> {
    let folded = text.folded();
    let mut out: Vec<(Slot, usize)> = Vec::new();
    let mut start = range.start;
    for (index, c) in folded[range.clone()].char_indices() {
        let at = range.start + index;
        match c {
            ':' if !folded[at + 1..].starts_with("//") => {
                let mut from = start;
                let mut key = &folded[from..at];
                // Inside a line of several keys the key begins after the last gap before it.
                if key.chars().count() > 20
                    && let Some(gap) = (start..at).rev().take(60).find(|&at| {
                        folded.is_char_boundary(at) && text.gap_before(at) && !folded.as_bytes()[at].is_ascii()
                    })
                {
                    from = gap;
                    key = &folded[from..at];
                }
                if let Some(slot) = slot_of(key) {
                    out.push((slot, at + 1));
                }
                start = at + 1;
            }
            '。' | ';' | '】' => start = at + c.len_utf8(),
            ',' => start = at + 1,
            _ => {}
        }
    }
    // Keys in brackets: 【收集信息】IMEI.
    if out.is_empty()
        && let Some(rest) = folded[range.clone()].strip_prefix('【')
        && let Some(close) = rest.find('】')
        && let Some(slot) = slot_of(&rest[..close])
    {
        out.push((slot, range.start + '【'.len_utf8() + close + '】'.len_utf8()));
    }
    out
}

/// Tables that were flattened: a run of lines that are all column headers, then the cells line by line.
fn flattened(text: &PolicyText, out: &mut Vec<Segment>, entry: &mut u32) {
    let plain = |index: usize| {
        text.blocks.get(index).is_some_and(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
    };
    let header = |index: usize| {
        let words = text.block_text(index);
        (plain(index) && !words.contains(['。', ':', ','])).then(|| slot_of(words)).flatten()
    };
    let mut at = 0;
    while at < text.blocks.len() {
        let Some(first) = header(at) else {
            at += 1;
            continue;
        };
        let mut slots = vec![first];
        while let Some(slot) = header(at + slots.len()) {
            slots.push(slot);
            if slots.len() > 12 {
                break;
            }
        }
        if slots.len() == 1
            && first != Slot::Privacy
            && plain(at + 1)
            && header(at + 1).is_none()
            && vertical_run(text, at) >= 3
        {
            at = flattened_vertical(text, at, out, entry);
            continue;
        }
        let has = |slot: Slot| slots.contains(&slot);
        if slots.len() < 3 || !(has(Slot::Data) || has(Slot::DataAndPermission) || has(Slot::Purpose)) {
            at += slots.len();
            continue;
        }
        at = cells_of(text, at + slots.len(), &slots, out, entry);
    }
}

/// Gives the lines from `at` on the slots in turn. A link closes a row where the last column holds links.
fn cells_of(text: &PolicyText, mut at: usize, slots: &[Slot], out: &mut Vec<Segment>, entry: &mut u32) -> usize {
    let links_last = slots.last() == Some(&Slot::Privacy);
    let sdk_table = slots.iter().any(|slot| matches!(slot, Slot::Name | Slot::Vendor | Slot::Privacy));
    let mut column = 0;
    *entry += 1;
    while let Some(block) = text.blocks.get(at) {
        let words = text.block_text(at);
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item)
            || super::outline::numbering(words).0.is_some_and(|level| level <= 3)
        {
            break;
        }
        let link = words.contains("://") || words.starts_with("www.");
        // Running text after the table.
        if words.len() > 900 || column == 0 && words.matches('。').count() >= 2 {
            break;
        }
        if link && links_last {
            column = slots.len() - 1;
        }
        let slot = slots.get(column).copied().unwrap_or(Slot::Other);
        out.push(Segment { block: at, slot, value: block.range.clone(), entry: sdk_table.then_some(*entry) });
        at += 1;
        column += 1;
        if column >= slots.len() {
            column = 0;
            *entry += 1;
        }
    }
    at
}

/// How many of the next lines alternate key and value.
fn vertical_run(text: &PolicyText, at: usize) -> usize {
    (0..6)
        .take_while(|step| {
            text.blocks.get(at + step * 2).is_some_and(|block| {
                !matches!(block.kind, BlockKind::Cell(_)) && slot_of(text.block_text(at + step * 2)).is_some()
            })
        })
        .count()
}

fn flattened_vertical(text: &PolicyText, mut at: usize, out: &mut Vec<Segment>, entry: &mut u32) -> usize {
    *entry += 1;
    while let Some(slot) = text
        .blocks
        .get(at)
        .filter(|block| !matches!(block.kind, BlockKind::Cell(_)))
        .and_then(|_| slot_of(text.block_text(at)))
    {
        let Some(value) = text.blocks.get(at + 1) else { break };
        if slot == Slot::Name {
            *entry += 1;
        }
        out.push(Segment { block: at + 1, slot, value: value.range.clone(), entry: Some(*entry) });
        at += 2;
    }
    at.max(1)
}
