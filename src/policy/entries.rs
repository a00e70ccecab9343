//! Slots: which part of an SDK list is the name, the purpose, the data.
//!
//! Lists are `key: value` lines, tables with a header, vertical tables, or tables that were flattened so that each
//! cell is a line of its own. All of them end as segments: a slot and the folded range of its value.

use std::collections::BTreeMap;
use std::ops::Range;

use super::sentence::Reading;
use super::text::{BlockKind, Cell, PolicyText};

mod flattened;
mod slots;

use flattened::flattened;
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
        // "Categories of personal information | Shared with": such tables have headings of their own.
        let categories = row == 0 && named.iter().any(|&(cell, slot)| slot == Slot::Data && cell.column == 0) && {
            let first = line.first().map_or("", |&(block, _)| words(block)).to_ascii_lowercase();
            first.starts_with("categor")
        };
        if (named.len() < 2 || named.len() * 2 < filled) && !categories || !all {
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
    if columns.is_empty() && links(text, &by_row) {
        columns = [(0, Slot::Name), (1, Slot::Privacy)].into();
    }
    if columns.is_empty() {
        vertical(text, &by_row, out, entry);
        return;
    }
    // 信息 | 内容 | 用途: the column of kinds has one beside it that says what is meant.
    let details = ["内容", "具体内容", "明细", "示例", "包含内容", "具体信息", "details", "examples"];
    if columns.values().any(|&slot| slot == Slot::Data) {
        for &(block, cell) in by_row.range(..header_end).flat_map(|(_, line)| line) {
            let head = words(block).to_ascii_lowercase();
            if details.contains(&head.as_str()) || head.starts_with("examples") {
                columns.entry(cell.column).or_insert(Slot::Data);
            }
        }
    }
    // 第三方SDK场景描述 (QQ登录/分享) beside the firm and its policy is the column of names.
    // "Service provider | Purpose | What they receive": the provider is the name, and 服务商 is where no firm stands in
    // the column.
    let has = |slot: Slot| columns.values().any(|&other| other == slot);
    let english =
        by_row.values().next().is_some_and(|row| row.first().is_some_and(|&(block, _)| words(block).is_ascii()));
    let long = by_row.values().next().is_some_and(|row| row.first().is_some_and(|&(block, _)| words(block).len() > 90));
    let firms = || cells.iter().any(|(block, cell)| cell.column == 0 && is_company(words(*block)));
    let is_name = match columns.get(&0) {
        Some(Slot::Scenario) => has(Slot::Vendor) && has(Slot::Privacy),
        Some(Slot::Vendor) => {
            let listed = has(Slot::Data) || english && columns.len() == 2 && has(Slot::Privacy);
            listed && !has(Slot::Name) && (english || !firms())
        }
        // The sentence that leads to the table stands in its first heading: 包括但不限于：项目.
        None => long && has(Slot::Purpose) && has(Slot::Data),
        _ => false,
    };
    if is_name && !has(Slot::Name) {
        columns.insert(0, Slot::Name);
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

/// A table of two columns without headings, names and links.
fn links(text: &PolicyText, rows: &BTreeMap<u32, Vec<(usize, Cell)>>) -> bool {
    let is_link = |block: usize| text.block_text(block).starts_with("http") && text.block_text(block).contains("://");
    let named = |line: &[(usize, Cell)]| match line {
        [(name, _), (link, _)] => !is_link(*name) && is_link(*link) && text.block_text(*name).chars().count() <= 40,
        _ => false,
    };
    rows.len() >= 3 && rows.values().filter(|line| named(line)).count() * 5 >= rows.len() * 4
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
    // The line above opens a list that is the value of its key, and its items follow.
    let mut opened = false;
    for (block, part) in text.blocks.iter().enumerate() {
        if matches!(part.kind, BlockKind::Heading(_)) {
            seen.clear();
            quiet = 9;
        }
        let found = keys_of(text, part.range.clone());
        if found.is_empty() {
            // 【仅Android】… goes on with the data of the line above.
            if let Some(Segment { block: above, slot: Slot::Data, entry: Some(running), .. }) = out.last()
                && block.checked_sub(*above).is_some_and(|lines| lines <= 2)
                && let Some(value) = after_system(&folded[part.range.clone()])
            {
                let value = part.range.start + value..part.range.end;
                out.push(Segment { block, slot: Slot::Data, value, entry: Some(*running) });
                continue;
            }
            opened &= part.kind == BlockKind::Item;
            if opened {
                continue;
            }
            quiet += 1;
            if part.range.len() < 160 {
                // A short line without a key may be the heading of the next block of keys.
                seen.clear();
            }
            continue;
        }
        opened = folded[part.range.clone()].ends_with(':');
        for (index, (slot, start)) in found.iter().enumerate() {
            if *slot == Slot::Name && index == 0 && is_item_of_data(text, block, *start) {
                continue;
            }
            let end = found.get(index + 1).map_or(part.range.end, |(_, next)| key_start(text, *start, *next));
            let end = end.min(package_end(text, *start));
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
            // 隐私政策弹窗：若您同意，我们将收集…: a sentence, and no link.
            let value = &folded[*start..end.max(*start)];
            // 推送服务提供商：推送由友盟提供，我们可能会将您的设备信息提供给它: a sentence, and no company.
            let told = value.len() > 120 && value.contains(",我们");
            // SDK：SDK是嵌入本软件的一组工具，…: an explanation, and no name.
            let explained = *slot == Slot::Name && value.len() > 90 && value.contains('是');
            if matches!(*slot, Slot::Name | Slot::Vendor) && (told || explained) {
                continue;
            }
            if *slot == Slot::Privacy
                && value.len() > 120
                && !["://", "www", "《"].iter().any(|link| value.contains(link))
            {
                continue;
            }
            quiet = 0;
            seen.push(*slot);
            out.push(Segment { block, slot: *slot, value: *start..end.max(*start), entry: Some(*entry) });
        }
    }
}

/// "Name: your full name" in a list of data: nothing near it is a key of an entry.
fn is_item_of_data(text: &PolicyText, block: usize, value: usize) -> bool {
    let part = &text.blocks[block];
    let key = text.lower()[part.range.start..value].trim_matches(|c: char| !c.is_alphanumeric());
    let near = block + 1..text.blocks.len().min(block + 7);
    key == "name"
        && part.kind == BlockKind::Item
        && !near
            .filter(|&below| text.blocks[below].kind == BlockKind::Item)
            .any(|below| keys_of(text, text.blocks[below].range.clone()).iter().any(|(slot, _)| *slot != Slot::Name))
}

/// Where the package ends that is the value of 包名, when the line goes on behind it (包名：com.umeng 我们的产品集成…);
/// the end of the text for any other value.
fn package_end(text: &PolicyText, start: usize) -> usize {
    let folded = text.folded();
    let written = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    let package = folded[start..].split(|c| !written(c)).next().unwrap_or("");
    if folded[..start].ends_with("包名:") && package.contains('.') { start + package.len() } else { folded.len() }
}

/// Where the words behind a tag begin that says for which system they are.
fn after_system(folded: &str) -> Option<usize> {
    let close = folded.strip_prefix('【')?.find('】')? + '【'.len_utf8();
    let tag = folded[..close].to_ascii_lowercase();
    ["android", "安卓", "ios", "双端", "鸿蒙"]
        .iter()
        .any(|system| tag.contains(system))
        .then_some(close + '】'.len_utf8())
}

/// Where the key that ends before the colon at `value - 1` begins, not before `floor`. A line may end without any
/// stop: then what stands behind a gap and is a key by itself begins the next line.
fn key_start(text: &PolicyText, floor: usize, value: usize) -> usize {
    let folded = text.folded();
    let end = value.saturating_sub(1).max(floor);
    let before = &folded[floor..end];
    let stop = before.rfind([',', '。', ';', ')', '】', '\n']);
    let from = stop.map_or(floor, |at| floor + at + before[at..].chars().next().map_or(1, char::len_utf8));
    if before.is_ascii()
        && let Some(key) = english_key(text, from, end)
    {
        return key;
    }
    let line = |&at: &usize| {
        folded.is_char_boundary(at)
            && !folded.as_bytes()[at].is_ascii()
            && text.gap_before(at)
            && !folded[at..end].contains('、')
            && slot_of(&folded[at..end]).is_some()
    };
    (from + 1..end).find(line).unwrap_or(from)
}

/// Where the key of English words begins that ends at an offset, inside a line that goes on before it: the fewest
/// words that are a key by themselves, the first with a capital.
fn english_key(text: &PolicyText, from: usize, end: usize) -> Option<usize> {
    let folded = text.folded();
    let gaps = (from + 1..end).rev().take(60).filter(|&at| text.gap_before(at));
    gaps.take(5)
        .filter(|&at| folded.as_bytes()[at].is_ascii_uppercase())
        .find(|&at| slot_of(&folded[at..end]).is_some())
}

/// 广告服务类的授权合作伙伴：广告合作伙伴可能将访问…: what follows is a sentence, no name.
fn tells(value: &str) -> bool {
    let value = value.split(['。', ';', '\n']).next().unwrap_or("");
    ["将", "会", "可能"].iter().any(|word| value.contains(word))
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
                // "… provide statistics Personal information collection scope: …": so does one of English words.
                if key.is_ascii()
                    && (!out.is_empty() || key.len() > 60)
                    && let Some(gap) = english_key(text, from, at)
                {
                    from = gap;
                    key = &folded[from..at];
                }
                // 使用非常规方式(如:…): a colon in brackets that are open ends no key.
                let open = key.rfind('(').is_some_and(|bracket| bracket > 0 && !key[bracket..].contains(')'));
                if let Some(slot) = slot_of(key)
                    && !open
                    && !(slot == Slot::Name && key.contains("合作伙伴") && tells(&folded[at + 1..range.end]))
                {
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
