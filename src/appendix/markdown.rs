//! The lists in Markdown.

use super::{Cell, Group, List, Row, Wording};

/// All lists, one below the other.
pub fn lists(lists: &[List], wording: Wording) -> String {
    lists.iter().map(|list| format!("{}{}", prose(list, wording), tables(list, wording))).collect::<Vec<_>>().join("\n")
}

/// The heading and the introduction of a list, with an empty line at the end.
pub fn prose(list: &List, wording: Wording) -> String {
    let mut out = format!("## {}\n\n", wording.line(&list.kind.title()));
    for (_, words) in wording.words(&list.introduction()) {
        out.push_str(words);
        out.push_str("\n\n");
    }
    out
}

/// The table of a list, or one table a group.
fn tables(list: &List, wording: Wording) -> String {
    let mut out = String::new();
    for (at, group) in list.groups.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(&group_heading(group, wording));
        out.push_str(&heading(list, wording));
        for row in &group.rows {
            out.push_str(&line(row, wording));
            out.push('\n');
        }
    }
    out
}

/// The heading of a group, with an empty line at the end; nothing where rows are not grouped.
pub fn group_heading(group: &Group, wording: Wording) -> String {
    if group.title.zh.is_empty() { String::new() } else { format!("### {}\n\n", wording.line(&group.title)) }
}

/// The two lines above the rows of a table.
pub fn heading(list: &List, wording: Wording) -> String {
    let titles: Vec<String> =
        list.columns.iter().map(|column| escape(&wording.line(&column.title(list.kind)))).collect();
    format!("| {} |\n|{}\n", titles.join(" | "), "---|".repeat(titles.len()))
}

/// One row of the table.
pub fn line(row: &Row, wording: Wording) -> String {
    join(&row.cells.iter().map(|words| cell(words, wording)).collect::<Vec<_>>())
}

/// The cells of a row as a line of a table.
pub fn join(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// A cell as it stands between the bars.
pub fn cell(cell: &Cell, wording: Wording) -> String {
    let words = wording.words(&cell.text).into_iter().flat_map(|(_, words)| words.lines());
    let written = |words: &str| if cell.is_link && is_address(words) { format!("<{words}>") } else { escape(words) };
    words.map(written).collect::<Vec<_>>().join("<br>")
}

/// Whether a text is nothing but an address.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

/// Bars would end the cell; the other signs would turn words into markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '*' | '`' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\t' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
