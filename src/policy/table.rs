//! SDK lists as spreadsheets: CSV and TSV.

use std::sync::Arc;

use super::entries::slot_of;
use super::fold::fold;
use super::text::{BlockKind, Builder, Cell, PolicyText};
use crate::source::Source;

/// Reads comma- or tab-separated values.
pub fn read(source: &Arc<Source>) -> PolicyText {
    let text = source.text();
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let separator =
        ['\t', ',', ';'].into_iter().max_by_key(|&mark| (first.matches(mark).count(), mark == ',')).unwrap_or(',');
    let mut builder = Builder::new(source);
    let table = builder.table();
    let mut cell = Cell { table, row: 0, column: 0, rows: 1, columns: 1, header: false };
    let mut start = 0;
    // Where the running row begins.
    let mut row = 0;
    let mut quoted = false;
    let finish = |builder: &mut Builder, cell: Cell, start: usize, end: usize| {
        builder.begin(BlockKind::Cell(cell));
        let raw = &text[start..end];
        let inner = raw.trim().strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        let (from, to) = inner.map_or((start, end), |inner| {
            let from = start + raw.find('"').unwrap_or(0) + 1;
            (from, from + inner.len())
        });
        builder.push(from..to);
        builder.end();
    };
    for (at, c) in text.char_indices() {
        match c {
            '"' => {
                quoted =
                    if quoted { false } else { text[start..at].trim().is_empty() || text[start..at].ends_with('"') }
            }
            c if c == separator && !quoted => {
                finish(&mut builder, cell, start, at);
                cell.column += 1;
                start = at + 1;
            }
            '\n' if !quoted => {
                finish(&mut builder, cell, start, at);
                cell.row += 1;
                // An empty line alone may stand within a table; with a row of headings below it, it ends one.
                let blank = text[row..at].chars().all(|c| c == separator || c.is_whitespace() || c == '"');
                row = at + 1;
                if blank && is_header(&text[row..], separator) {
                    cell.table = builder.table();
                    cell.row = 0;
                }
                cell.column = 0;
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        finish(&mut builder, cell, start, text.len());
    }
    builder.finish("csv")
}

/// Whether a text begins with a row of column headings.
fn is_header(text: &str, separator: char) -> bool {
    let line = text.lines().next().unwrap_or("");
    let cells = || line.split(separator).map(|cell| cell.trim().trim_matches('"')).filter(|cell| !cell.is_empty());
    let named = cells().filter(|cell| slot_of(&fold(cell)).is_some()).count();
    named >= 2 && named * 2 >= cells().count()
}
