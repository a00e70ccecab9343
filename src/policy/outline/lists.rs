//! Lines that look like headings and are none: items of lists, lines of a table of contents.

use super::number::numbering;
use super::zones::zone_of;
use super::{Zone, written};
use crate::policy::text::{BlockKind, PolicyText};

/// Which blocks are lines of a list that a sentence with a colon opens, though the format marks no items: two short
/// lines at least, without a number.
pub(super) fn listed(text: &PolicyText) -> Vec<bool> {
    let mut listed = vec![false; text.blocks.len()];
    let short = |index: usize| {
        text.blocks.get(index).is_some_and(|block| {
            let words = text.block_text(index);
            matches!(block.kind, BlockKind::Paragraph)
                && block.range.len() <= if words.is_ascii() { 120 } else { 60 }
                && !words.ends_with([':', '.', '。'])
                && numbering(words).0.is_none()
        })
    };
    for (index, block) in text.blocks.iter().enumerate() {
        let opens = matches!(block.kind, BlockKind::Paragraph)
            && (block.range.len() > 40 || announces(&text.lower()[block.range.clone()]))
            && text.block_text(index).ends_with(':');
        if opens && short(index + 1) && short(index + 2) {
            // A title ends the list: a few words of a known sort right above running text.
            let title = |line: usize| {
                line > index + 2
                    && text.block_text(line).len() <= 30
                    && zone_of(&written(text, line)).is_some()
                    && text.blocks.get(line + 1).is_some_and(|_| text.block_text(line + 1).ends_with(['.', '。']))
            };
            let lines = (index + 1..text.blocks.len()).take_while(|&line| short(line) && !title(line));
            lines.for_each(|line| listed[line] = true);
        }
    }
    let mut index = 0;
    while index < text.blocks.len() {
        let run = numbered_run(text, index);
        listed[index..index + run].fill(true);
        index += run.max(1);
    }
    listed
}

/// How many lines from one on are items though their numbers would make them headings: two or more of one kind right
/// below each other, without a text between. They are the items of a list below 包括：, and so are lines with a number
/// of four parts (1.2.1.3), wherever the next heading follows.
fn numbered_run(text: &PolicyText, index: usize) -> usize {
    let plain = |line: usize| {
        let block = text.blocks.get(line)?;
        let free = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && block.range.len() <= 400;
        numbering(text.block_text(line)).0.filter(|_| free)
    };
    let Some(level) = plain(index).filter(|&level| level >= 4) else { return 0 };
    let opened = || index > 0 && text.block_text(index - 1).ends_with(':');
    let deep = text.block_text(index).split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
    let deep = deep.trim_end_matches('.').matches('.').count() >= 3;
    // The first item of a list follows the line that opens it, not another item.
    if !deep && !opened() {
        return 0;
    }
    // No list is longer; a text of nothing but such lines would be walked again for each.
    let run = (index..text.blocks.len()).take(500).take_while(|&line| plain(line) == Some(level)).count();
    // 本政策将帮助您了解以下内容： opens a table of contents.
    let mut zones = (index..index + run).filter_map(|line| zone_of(&written(text, line)));
    // "We collect the following information: 1. Name … 13. Contacts" opens none, whatever the words sound like.
    let opening = index.checked_sub(1).map_or("", |above| &text.lower()[text.blocks[above].range.clone()]);
    let guide = ["policy", "describe", "explain", "understand"].iter().any(|word| opening.contains(word));
    let of_data = announces(opening) && !guide;
    if !deep && !of_data && zones.next().is_some_and(|zone| zones.any(|other| other != zone)) {
        return 0;
    }
    // What runs on below the last line is its text, and a longer line is no title.
    let told = text.blocks.get(index + run).is_some_and(|next| {
        matches!(next.kind, BlockKind::Paragraph) && numbering(text.block_text(index + run)).0.is_none()
    });
    match (deep, run) {
        (true, _) => run - usize::from(told),
        (false, 0 | 1) => 0,
        (false, _) => run,
    }
}

/// "Data you provide us:", 我们会收集以下信息： are short, and open a list none the less.
fn announces(words: &str) -> bool {
    let chinese =
        ["以下信息", "下列信息", "以下数据", "以下个人信息", "如下信息"].iter().any(|thing| words.contains(thing))
            && ["收集", "获取", "提供", "采集"].iter().any(|verb| words.contains(verb));
    chinese
        || ["data", "information"].iter().any(|thing| words.contains(thing))
            && ["collect", "provide", "giveus", "receive", "obtain", "process"].iter().any(|verb| words.contains(verb))
}

/// Which blocks are the lines of a table of contents: three headings or more of one level in a row, with no text
/// between, that tell of chapters of different kinds.
pub(super) fn table_of_contents(text: &PolicyText, levels: &[Option<u8>]) -> Vec<bool> {
    let mut contents = vec![false; levels.len()];
    let mut start = 0;
    while start < levels.len() {
        let end = (start..levels.len())
            .find(|&at| levels[at].is_none() || levels[at] != levels[start])
            .unwrap_or(levels.len());
        if levels[start].is_some() && end - start >= 3 {
            let zones: Vec<Zone> = (start..end).filter_map(|index| zone_of(&written(text, index))).collect();
            let mixed = zones.iter().any(|&zone| zone != zones[0]);
            if zones.len() >= 3 && mixed {
                // The last of them may be the first heading of the text itself.
                let again = |line: usize| {
                    let words = numbering(text.block_text(line)).1;
                    (start..line).any(|earlier| numbering(text.block_text(earlier)).1 == words)
                };
                let last = if again(end - 1) { end - 1 } else { end };
                contents[start..last].fill(true);
            }
        }
        start = end.max(start + 1);
    }
    contents
}
