//! Plain text: lines into paragraphs.
//!
//! A line is a paragraph of its own unless it visibly goes on: an open bracket, a comma at its end, or a text
//! that is wrapped at a fixed width. Texts copied out of PDF or HTML put each table cell on its own line; those
//! stay lines here, and [`super::entries`] finds the columns again. Lines with tabs are table rows.

use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use super::text::{BlockKind, Builder, Cell, PolicyText};
use crate::source::Source;

/// A paragraph that goes on for longer than this many lines is cut: a bracket that is never closed must not
/// swallow the rest of the text.
const MAX_JOINED: usize = 60;

/// Reads plain text.
pub fn read(source: &Arc<Source>) -> PolicyText {
    let mut builder = Builder::new(source);
    lines_into(&mut builder, 0..source.text().len());
    builder.finish("text")
}

/// Reads the lines of a range of the source into `builder`.
pub(super) fn lines_into(builder: &mut Builder, range: Range<usize>) {
    let source = builder.source();
    let text = source.text();
    let lines = lines(text, range);
    let wrap = wrap_width(text, &lines);
    let mut at = 0;
    while at < lines.len() {
        let line = &text[lines[at].clone()];
        if line.trim().is_empty() {
            at += 1;
            continue;
        }
        let rows = pipe_rows(builder, text, &lines[at..]);
        if rows > 0 {
            at += rows;
            continue;
        }
        let (rows, spans) = ruled_rows(text, &lines[at..]);
        if let Some(last) = rows.last() {
            ruled_table(builder, text, &lines[at..], &rows, spans);
            at += last.end;
            continue;
        }
        let rows = torn_rows(text, &lines[at..]);
        if let Some(last) = rows.last() {
            torn_table(builder, text, &lines[at..], &rows);
            at += last.end;
            continue;
        }
        let rows = tab_rows(text, &lines[at..]);
        if rows > 0 {
            let table = builder.table();
            for (row, range) in lines[at..at + rows].iter().enumerate() {
                let mut start = range.start;
                for (column, cell) in text[range.clone()].split('\t').enumerate() {
                    builder.begin(BlockKind::Cell(Cell {
                        table,
                        row: row as u32,
                        column: column as u32,
                        rows: 1,
                        columns: 1,
                        header: false,
                    }));
                    builder.push(start..start + cell.len());
                    start += cell.len() + 1;
                }
            }
            builder.end();
            at += rows;
            continue;
        }
        builder.begin(BlockKind::Paragraph);
        let mut brackets = Brackets::default();
        for joined in 0..MAX_JOINED {
            let range = lines[at].clone();
            brackets.feed(&text[range.clone()]);
            builder.push(range);
            at += 1;
            let next = lines.get(at).map(|range| &text[range.clone()]);
            if joined + 1 == MAX_JOINED || !goes_on(&text[lines[at - 1].clone()], next, &brackets, wrap) {
                break;
            }
            builder.space();
        }
        builder.end();
    }
}

fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = range.start;
    for (at, byte) in text.bytes().enumerate().take(range.end).skip(range.start) {
        if byte == b'\n' || byte == b'\r' {
            lines.push(start..at);
            start = at + 1;
        }
    }
    if start < range.end {
        lines.push(start..range.end);
    }
    // `\r\n` yields an empty line after each; it would read as a blank line between paragraphs.
    let bytes = text.as_bytes();
    lines.retain(|line| {
        !(line.is_empty() && line.start > 0 && bytes[line.start - 1] == b'\r' && bytes.get(line.start) == Some(&b'\n'))
    });
    lines
}

/// The width at which the text is wrapped, where most of its long lines end near one width.
fn wrap_width(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let widths: Vec<usize> = lines
        .iter()
        .take(5000)
        .map(|range| &text[range.clone()])
        .filter(|line| !line.trim().is_empty())
        .map(|line| if line.len() > 400 { 400 } else { line.trim_end().width() })
        .collect();
    // A few lines may be longer: an address, a line that somebody added.
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let widest = sorted[(sorted.len() * 19 / 20).min(sorted.len().checked_sub(1)?)];
    let near = widths.iter().filter(|&&width| width + widest / 6 >= widest && width <= widest + 4).count();
    ((50..=132).contains(&widest) && widths.len() >= 4 && near * 3 >= widths.len()).then_some(widest)
}

/// Whether a text is wrapped at a width.
pub(super) fn is_wrapped(text: &str) -> bool {
    wrap_width(text, &lines(text, 0..text.len())).is_some()
}

#[derive(Default)]
pub(super) struct Brackets {
    open: i32,
}

impl Brackets {
    fn feed(&mut self, line: &str) {
        for c in line.chars() {
            match c {
                '(' | '（' | '《' | '【' => self.open += 1,
                ')' | '）' | '》' | '】' => self.open = (self.open - 1).max(0),
                '。' => self.open = 0,
                _ => {}
            }
        }
    }
}

/// Whether a line visibly goes on in the next.
pub(super) fn goes_on(line: &str, next: Option<&str>, brackets: &Brackets, wrap: Option<usize>) -> bool {
    let Some(next) = next else { return false };
    let (line, next) = (line.trim_end(), next.trim_start());
    if next.is_empty() || line.is_empty() || starts_item(next) {
        return false;
    }
    let Some(last) = line.chars().next_back() else { return false };
    if matches!(last, '。' | '.' | '!' | '！' | '?' | '？' | ';' | '；' | ':' | '：') {
        return false;
    }
    if brackets.open > 0 && line.len() > 30 {
        return true;
    }
    if matches!(last, '、' | ',' | '，') && line.len() > 30 || next.starts_with(['(', '（']) && line.len() > 90 {
        return true;
    }
    wrap.is_some_and(|wrap| line.width() + wrap / 6 >= wrap)
        || (next.starts_with(|c: char| c.is_ascii_lowercase()) && line.width() >= 40)
}

/// Whether a line begins with the mark of a list item or a numbered heading.
pub(super) fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    match first {
        '•' | '·' | '●' | '○' | '◆' | '■' | '▪' | '※' | '【' | '-' | '–' | '—' => true,
        '(' | '（' => {
            let inner: String = chars.take_while(|&c| c != ')' && c != '）').take(5).collect();
            !inner.is_empty()
                && inner.chars().count() <= 4
                && inner.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c))
        }
        '第' => chars.next().is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)),
        c if c.is_ascii_digit() || "一二三四五六七八九十".contains(c) => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
            rest.starts_with(['.', '、', '．', ')', '）', ':', '：', ','])
        }
        _ => false,
    }
}

/// Reads a table whose cells stand between `|`, as Markdown writes them, and says how many lines it takes.
fn pipe_rows(builder: &mut Builder, text: &str, lines: &[Range<usize>]) -> usize {
    let cells = |range: &Range<usize>| {
        let line = text[range.clone()].trim();
        (line.len() > 1 && line.starts_with('|')).then(|| line.matches('|').count())
    };
    let rows = lines.iter().take_while(|range| cells(range).is_some_and(|cells| cells >= 3)).count();
    if rows < 2 {
        return 0;
    }
    let table = builder.table();
    let mut row = 0;
    for range in &lines[..rows] {
        let line = &text[range.clone()];
        if is_rule(line) {
            continue;
        }
        let end = range.start + line.trim_end().trim_end_matches('|').len();
        let mut start = range.start + line.find('|').map_or(0, |at| at + 1);
        for (column, cell) in text[start..end.max(start)].split('|').enumerate() {
            let column = column as u32;
            builder.begin(BlockKind::Cell(Cell { table, row, column, rows: 1, columns: 1, header: false }));
            push_cell(builder, text, start..start + cell.len());
            start += cell.len() + 1;
        }
        row += 1;
    }
    builder.end();
    rows
}

/// Adds the text of a cell, whose lines are divided by `<br>`.
fn push_cell(builder: &mut Builder, text: &str, cell: Range<usize>) {
    let mut start = cell.start;
    while let Some(open) = text[start..cell.end].find("<br") {
        let Some(close) = text[start + open..cell.end].find('>').filter(|&close| close <= 5) else { break };
        builder.push(start..start + open);
        builder.space();
        start += open + close + 1;
    }
    builder.push(start..cell.end);
}

/// Whether a line is the rule between the head and the rows of a table: `|---|:--|`.
fn is_rule(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.bytes().all(|byte| b"|-: \t".contains(&byte))
}

/// A table whose head stands above a rule (`名称 | 目的` above `---|---`), and whose rows may be broken into several
/// lines: a row goes on until it has as many cells as the rule. Gives the lines of each row, the rule left out, and
/// whether short rows lack their first cells.
fn ruled_rows(text: &str, lines: &[Range<usize>]) -> (Vec<Range<usize>>, bool) {
    const LONGEST: usize = 24;
    let line = |at: usize| lines.get(at).map_or("", |range| text[range.clone()].trim());
    let bars = |at: usize| line(at).matches('|').count();
    if let Some(found) = spaced_rows(text, lines) {
        return found;
    }
    // The head may itself be broken at its bars: 名称, below it a bar alone, 目的, and then the rule.
    let broken = |from: usize| {
        (from + 3..from + LONGEST).step_by(2).take_while(|&at| line(at - 2) == "|").find(|&at| is_rule(line(at)))
    };
    let head = if is_rule(line(1)) { Some(1) } else { broken(0) };
    let Some(head) = head.filter(|_| !line(0).starts_with('|')) else { return (Vec::new(), false) };
    let bounds = line(head).trim_matches('|').matches('|').count();
    if (0..head).map(bars).sum::<usize>() != bounds || bounds == 0 {
        return (Vec::new(), false);
    }
    let mut rows = Vec::from([Range { start: 0, end: head }]);
    if let Some(body) = lost_spans(text, lines) {
        rows.extend((2..2 + body).map(|at| at..at + 1));
        return (rows, true);
    }
    let mut at = head + 1;
    while bars(at) > 0 || !line(at).is_empty() && line(at + 1) == "|" {
        if head > 1 && broken(at).is_some() {
            break;
        }
        let (start, mut found) = (at, 0);
        while at - start < LONGEST && !line(at).is_empty() && found < bounds {
            found += bars(at);
            at += 1;
            // An address without a bar behind it ends a row that lacks a cell of several rows.
            if head > 1 && found < bounds && bars(at - 1) == 0 && is_address(line(at - 1)) && line(at) != "|" {
                let wrapped = line(at - 1).starts_with('[') && !line(at - 1).contains(')');
                let rest = (at..at + 4).find(|&at| line(at).contains(')')).filter(|_| wrapped);
                at = rest.map_or(at, |end| end + 1);
                break;
            }
        }
        // The last cell stands on lines of its own where the bar before it ends one: up to the first cell of the next
        // row, which is a line right above a bar; in the last row a further line is an address.
        if found == bounds && line(at - 1).ends_with('|') && !line(at).is_empty() && bars(at) == 0 {
            at += 1;
            let more = (at..at + 8).find(|&at| line(at) == "|").map_or(at, |bar| bar - 1);
            let link = |at: usize| line(at).starts_with('《') || is_address(line(at));
            while at < more && !line(at).is_empty() && !line(at - 1).ends_with('>')
                || more <= at && link(at) && bars(at) == 0
            {
                at += 1;
            }
        }
        rows.push(start..at);
    }
    (rows, false)
}

/// Whether a line is an address, plain, in angle brackets or as Markdown writes one.
fn is_address(line: &str) -> bool {
    line.starts_with(['[', '<']) || line.starts_with("http")
}

/// How many rows follow the head and the rule of a table that was written out of one with row spans: beside a cell of
/// several rows the rows below the first lack it, so that the cells they have are the last ones.
fn lost_spans(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let row = |range: &Range<usize>| text[range.clone()].trim();
    let bounds = Some(row(lines.first()?).matches('|').count()).filter(|&bounds| bounds > 0)?;
    let body: Vec<usize> = lines
        .get(2..)?
        .iter()
        .map(row)
        .take_while(|row| !row.starts_with('|') && !row.ends_with('|'))
        .map(|row| row.matches('|').count())
        .take_while(|&bars| bars > 0 && bars <= bounds)
        .collect();
    let full = body.iter().filter(|&&bars| bars == bounds).count();
    // The pieces of a row that is broken into lines are a whole row together.
    let pieces = body.split(|&bars| bars == bounds).all(|run| run.iter().sum::<usize>() % bounds == 0);
    (body.first() == Some(&bounds) && full >= 2 && body.len() >= full + 2 && !pieces).then_some(body.len())
}

/// Adds the rows of a table to `builder`.
fn ruled_table(builder: &mut Builder, text: &str, lines: &[Range<usize>], rows: &[Range<usize>], spans: bool) {
    let table = builder.table();
    let bars = |range: &Range<usize>| text[range.clone()].matches('|').count();
    let last = rows.first().map_or(0, |head| lines[head.clone()].iter().map(bars).sum::<usize>()) as u32;
    for (row, parts) in rows.iter().enumerate() {
        let cell =
            |column| BlockKind::Cell(Cell { table, row: row as u32, column, rows: 1, columns: 1, header: row == 0 });
        let mut left = lines[parts.clone()].iter().map(bars).sum::<usize>() as u32;
        let mut column = if spans { last.saturating_sub(left) } else { 0 };
        builder.begin(cell(column));
        let ends = lines[parts.clone()].last().is_some_and(|range| is_address(text[range.clone()].trim()));
        for range in &lines[parts.clone()] {
            let mut from = range.start;
            for (index, part) in text[range.clone()].split('|').enumerate() {
                left = left.saturating_sub(u32::from(index > 0));
                if index > 0 && column < last {
                    // The address of a row that lacks a cell stands in the last column all the same.
                    column = if ends && !spans && left == 0 { last } else { column + 1 };
                    builder.begin(cell(column));
                }
                push_cell(builder, text, from..from + part.len());
                from += part.len() + 1;
            }
            builder.space();
        }
    }
    builder.end();
}

/// The tables of a Markdown text that Markdown does not see as their authors meant them: rows are broken into lines, or
/// the head follows a paragraph without an empty line between.
pub(super) fn odd_tables(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text, 0..text.len());
    let line = |at: usize| lines.get(at).map_or("", |range| text[range.clone()].trim());
    let mut odd = Vec::new();
    let mut at = 0;
    let mut fenced = false;
    while at < lines.len() {
        // What is fenced is read line by line in any case.
        let fence = line(at).starts_with("```") || line(at).starts_with("~~~");
        fenced ^= fence;
        if fenced || fence {
            at += 1;
            continue;
        }
        let (rows, spans) = ruled_rows(text, &lines[at..]);
        let barred = line(at).starts_with('|') && line(at + 1).starts_with('|') && is_rule(line(at + 1));
        let end = match rows.last() {
            Some(last) => at + last.end,
            None if barred => (at..lines.len()).find(|&at| !line(at).starts_with('|')).unwrap_or(lines.len()),
            None => at + 1,
        };
        let follows = at > 0 && !matches!(line(at - 1).chars().next(), None | Some('#' | '|'));
        let torn = spans || rows.iter().any(|row| row.len() > 1);
        if torn || follows && (barred || !rows.is_empty()) {
            odd.push(lines[at].start..lines[end - 1].end);
        }
        at = end;
    }
    odd
}

/// A table whose rows are wrapped at a width, two spaces at the end of each, as converters from HTML write it. Gives the
/// lines of each row, the rule below the head left out, and whether short rows lack their first cells.
fn spaced_rows(text: &str, lines: &[Range<usize>]) -> Option<(Vec<Range<usize>>, bool)> {
    const LONGEST: usize = 60;
    let raw = |at: usize| lines.get(at).map_or("", |range| &text[range.clone()]);
    let ends = |at: usize| raw(at).ends_with("  ");
    let rule = (1..6).find(|&at| is_rule(raw(at).trim())).filter(|&at| ends(at) && ends(at - 1))?;
    let bounds = raw(rule).matches('|').count();
    let bars = |row: &Range<usize>| row.clone().map(|at| raw(at).matches('|').count()).sum::<usize>();
    let mut rows = Vec::from([Range { start: 0, end: rule }]);
    let mut at = rule + 1;
    while !raw(at).trim().is_empty() {
        let end = (at..at + LONGEST).find(|&at| ends(at) || raw(at + 1).trim().is_empty())?;
        rows.push(at..end + 1);
        at = end + 1;
    }
    let whole = bars(&rows[0]) == bounds && rows.iter().all(|row| bars(row) <= bounds);
    let spans = rows.iter().any(|row| bars(row) < bounds);
    (whole && bounds > 0 && raw(0).contains('|')).then_some((rows, spans))
}

/// A table as a browser copies it: tabs between its cells, and a line break wherever a cell has one. A row goes on
/// until it has as many tabs as the head. Gives the lines of each row, the head among them; none where no row is torn.
fn torn_rows(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    const LONGEST: usize = 24;
    let line = |at: usize| lines.get(at).map_or("", |range| &text[range.clone()]);
    let tabs = |at: usize| line(at).matches('\t').count();
    let bounds = tabs(0);
    let heads = line(0).split('\t').all(|cell| (1..=20).contains(&cell.trim().chars().count()));
    if bounds < 2 || !heads {
        return Vec::new();
    }
    let mut rows = Vec::from([Range { start: 0, end: 1 }]);
    let mut at = 1;
    loop {
        let (start, mut found) = (at, 0);
        while found < bounds && at - start < LONGEST && !line(at).trim().is_empty() && found + tabs(at) <= bounds {
            found += tabs(at);
            at += 1;
        }
        if found < bounds {
            break;
        }
        rows.push(start..at);
    }
    let torn = rows.iter().any(|row| row.len() > 1);
    if torn && rows.len() >= 3 { rows } else { Vec::new() }
}

/// Adds the rows of such a table to `builder`.
fn torn_table(builder: &mut Builder, text: &str, lines: &[Range<usize>], rows: &[Range<usize>]) {
    let table = builder.table();
    for (row, parts) in rows.iter().enumerate() {
        let cell =
            |column| BlockKind::Cell(Cell { table, row: row as u32, column, rows: 1, columns: 1, header: row == 0 });
        let mut column = 0;
        builder.begin(cell(column));
        for range in &lines[parts.clone()] {
            let mut start = range.start;
            for (index, part) in text[range.clone()].split('\t').enumerate() {
                if index > 0 {
                    column += 1;
                    builder.begin(cell(column));
                }
                builder.push(start..start + part.len());
                start += part.len() + 1;
            }
            builder.space();
        }
    }
    builder.end();
}

/// How many of the lines are rows of one table with tabs (0 when the first is none, or it stands alone).
fn tab_rows(text: &str, lines: &[Range<usize>]) -> usize {
    let cells = |range: &Range<usize>| text[range.clone()].trim_end().bytes().filter(|&byte| byte == b'\t').count();
    let rows =
        lines.iter().take_while(|range| !text[range.start..range.end].starts_with('\t') && cells(range) >= 1).count();
    if rows >= 2 && lines.iter().take(rows).any(|range| cells(range) >= 2) { rows } else { 0 }
}
