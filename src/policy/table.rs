//! SDK lists as spreadsheets: CSV and TSV.

use std::sync::Arc;

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
