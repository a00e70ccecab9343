//! Tables that were flattened: each cell is a line of its own.

use super::{Segment, Slot, is_company, slot_of};
use crate::policy::text::{BlockKind, PolicyText};

/// Tables that were flattened: a run of lines that are all column headers, then the cells line by line.
pub(super) fn flattened(text: &PolicyText, out: &mut Vec<Segment>, entry: &mut u32) {
    let plain = |index: usize| {
        text.blocks.get(index).is_some_and(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
    };
    let mut at = 0;
    while at < text.blocks.len() {
        let slots = headers(text, at);
        let Some(&first) = slots.first() else {
            at += 1;
            continue;
        };
        if slots.len() == 1 && first != Slot::Privacy && plain(at + 1) && vertical_run(text, at) >= 3 {
            at = flattened_vertical(text, at, out, entry);
            continue;
        }
        if !is_head(&slots) {
            at += slots.len();
            continue;
        }
        at = cells_of(text, at + slots.len(), &slots, out, entry);
    }
}

/// The slots of the run of lines from `at` on that are all column headers. Where one stands apart from those that
/// follow it, it is a title above them.
fn headers(text: &PolicyText, at: usize) -> Vec<Slot> {
    let header = |index: usize| {
        let block = text.blocks.get(index)?;
        let words = text.block_text(index);
        // Nor is a heading with a number: 1.1.1 收集的信息.
        let plain = matches!(block.kind, BlockKind::Paragraph) && crate::policy::outline::numbering(words).0.is_none();
        let slot = (plain && !words.contains(['。', ':', ','])).then(|| slot_of(words)).flatten()?;
        // A sentence is no heading of a column, whatever it speaks of; nor is "The visitor's operating system".
        let lower = words.to_ascii_lowercase();
        let told = ["thetype", "thename", "thepurpose", "theinformation", "thepersonal"];
        let whose = ["the", "your", "our"].iter().any(|whose| lower.starts_with(whose))
            && !told.iter().any(|head| lower.starts_with(head));
        let sentence = words.is_ascii()
            && (words.ends_with(['.', '!', '?', ';']) || words.len() > 40 && slot == Slot::Other || whose);
        (!sentence).then_some(slot)
    };
    // A heading of a column that no list is known to use stands between others that are known.
    let unknown = |index: usize| {
        let short = text.blocks.get(index).is_some_and(|_| text.block_text(index).chars().count() <= 8);
        (short && index >= at + 2 && header(index + 1).is_some()).then_some(Slot::Other)
    };
    let slots: Vec<Slot> = (at..at + 13).map_while(|index| header(index).or_else(|| unknown(index))).collect();
    let gaps: Vec<u32> = (at + 1..at + slots.len()).map(|block| gap(text, block)).collect();
    let cut = gaps.windows(2).position(|pair| pair[0] > pair[1]).map_or(slots.len(), |title| title + 1);
    slots[..cut].to_vec()
}

/// How many lines below the block before it a block begins.
fn gap(text: &PolicyText, block: usize) -> u32 {
    let line = |block: usize| text.blocks.get(block).map_or(0, |block| text.span(block.range.clone()).line());
    line(block).saturating_sub(line(block - 1))
}

/// Whether a run of column headers heads a table.
fn is_head(slots: &[Slot]) -> bool {
    let has = |slot: Slot| slots.contains(&slot);
    // Lines that all speak of data are a list of data.
    let others = slots.iter().any(|&slot| slot != Slot::Other && slot != Slot::Data);
    others && slots.len() >= 3 && (has(Slot::Data) || has(Slot::DataAndPermission) || has(Slot::Purpose))
}

/// Gives the lines from `at` on the slots in turn. Where the last column holds links or titles of policies, these
/// close a row; what stands in their place is a further line of the cell before, if one of them follows. A company
/// that comes before the column of companies shows that the first cells of the row are those of the row above.
fn cells_of(text: &PolicyText, mut at: usize, slots: &[Slot], out: &mut Vec<Segment>, entry: &mut u32) -> usize {
    let links_last = slots.last() == Some(&Slot::Privacy);
    let sdk_table = slots.iter().any(|slot| matches!(slot, Slot::Name | Slot::Vendor | Slot::Privacy));
    let last = slots.len() - 1;
    let companies = slots.iter().position(|&slot| slot == Slot::Vendor).unwrap_or(0);
    let mut column = 0;
    let first = *entry + 1;
    *entry = first;
    while let Some(block) = text.blocks.get(at) {
        let words = text.block_text(at);
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item)
            || crate::policy::outline::numbering(words).0.is_some_and(|level| level <= 3)
        {
            break;
        }
        // Running text after the table, or the head of the next one.
        let sentence = words.is_ascii() && words.len() > 40 && words.ends_with(['.', '!', '?', ';', ':']);
        let running = sentence || words.len() > 900 || words.matches('。').count() >= 2;
        if column == 0 && running || is_head(&headers(text, at)) {
            break;
        }
        // So are the titles above that head.
        if column == 0 && (1..=2).any(|title| is_head(&headers(text, at + title))) {
            break;
        }
        if column == 0 && links_last {
            let rest = rest_of_row_above(text, at, last);
            if rest > 0 {
                let slot = slots.iter().copied().find(|slot| matches!(slot, Slot::Data | Slot::DataAndPermission));
                out.extend(text.blocks[at..at + rest].iter().zip(at..).map(|(block, at)| Segment {
                    block: at,
                    slot: slot.unwrap_or(Slot::Other),
                    value: block.range.clone(),
                    entry: (sdk_table && *entry > first).then(|| *entry - 1),
                }));
                at += rest;
                continue;
            }
        }
        if column == 0 {
            let company =
                (at..at + companies.min(text.blocks.len() - at)).position(|at| is_company(text.block_text(at)));
            column = company.map_or(0, |company| companies - company);
        }
        let closes = |at: usize| text.blocks.get(at).is_some_and(|_| is_link(text.block_text(at)));
        if links_last {
            if column > 0 && closes(at) {
                column = last;
            } else if column == last && (at + 1..at + 4).any(closes) {
                column -= 1;
            }
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

/// How many lines from `at` on belong to the row above: where a cell of several rows stands beside cells that span
/// them, its further rows follow the end of the first. The next row has as many lines before its end as it has
/// cells, and begins with the name of an SDK.
fn rest_of_row_above(text: &PolicyText, at: usize, last: usize) -> usize {
    let line = |at: usize| text.blocks.get(at).map(|_| text.block_text(at));
    let Some(end) = (0..40).map_while(|step| line(at + step)).position(is_link) else { return 0 };
    let names = |words: &str| {
        let words = words.to_ascii_lowercase();
        words.len() <= 90 && ["sdk", "插件", "组件"].iter().any(|word| words.contains(word))
    };
    match end.checked_sub(last) {
        None | Some(0) => 0,
        Some(most) => (0..=most).find(|step| line(at + step).is_some_and(names)).unwrap_or(0),
    }
}

/// Whether a line is an address or the title of a privacy policy: 《…隐私政策》, 某某 SDK 隐私声明.
fn is_link(words: &str) -> bool {
    let titles = ["隐私", "个人信息保护政策", "个人信息保护声明", "privacypolicy", "privacystatement", "privacynotice"];
    words.contains("://")
        || words.starts_with("www.")
        || words.len() <= 120
            && !words.contains(['。', ':', ','])
            && titles.iter().any(|title| words.to_ascii_lowercase().contains(title))
}

/// How many of the next lines alternate key and value.
fn vertical_run(text: &PolicyText, at: usize) -> usize {
    let slots: Vec<Slot> = (0..6)
        .map_while(|step| {
            let block = text.blocks.get(at + step * 2)?;
            let plain = !matches!(block.kind, BlockKind::Cell(_));
            plain.then(|| slot_of(text.block_text(at + step * 2))).flatten()
        })
        .collect();
    // Titles such as 手机相册权限, one after another, are no keys of one entry.
    if slots.iter().any(|slot| *slot != slots[0]) { slots.len() } else { 0 }
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
