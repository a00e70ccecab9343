//! The content of a block as it was left: rows with their cells and fingerprints, prose, rows added by hand.

use std::collections::BTreeMap;

use super::{Markup, fingerprint};

/// The old content of a block, by list.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// The lists by name.
    pub lists: BTreeMap<String, OldList>,
}

/// A list as it was left.
#[derive(Debug, Default)]
pub(super) struct OldList {
    /// The keys of the rows that were written.
    pub written: Vec<String>,
    /// The rows that stand there now, by key.
    pub rows: BTreeMap<String, OldRow>,
    /// The fingerprint of what was generated above the first table.
    pub prose_mark: String,
    /// What stands there now.
    pub prose: String,
    /// Rows that were added by hand, as they are written.
    pub extra: Vec<String>,
}

/// One row.
#[derive(Debug)]
pub(super) struct OldRow {
    /// By column: the fingerprint of what was generated, and what stands there now.
    cells: BTreeMap<String, (String, String)>,
}

impl OldRow {
    /// The fingerprint and the text of a cell that somebody edited.
    pub(super) fn edited(&self, column: &str) -> Option<(&str, &str)> {
        let (mark, text) = self.cells.get(column)?;
        (*mark != fingerprint(text)).then_some((mark.as_str(), text.as_str()))
    }

    /// The text of every cell that somebody edited.
    pub(super) fn edits(&self) -> impl Iterator<Item = &str> {
        self.cells.values().filter(|(mark, text)| *mark != fingerprint(text)).map(|(_, text)| text.as_str())
    }
}

/// Reads the content of a block. What it cannot understand is generated anew.
pub(super) fn read(markup: Markup, body: String) -> Old {
    let mut old = Old::default();
    for part in body.split("<!-- qingdan:list ").skip(1) {
        let Some((mark, content)) = part.split_once(" -->") else { continue };
        let mut words = mark.split_whitespace();
        let (Some(kind), Some(mark)) = (words.next(), words.next()) else { continue };
        let content = content.strip_prefix('\n').unwrap_or(content);
        let content = if markup == Markup::Markdown { content.strip_prefix('\n').unwrap_or(content) } else { content };
        let list = old.lists.entry(kind.to_owned()).or_default();
        list.written = words.map(str::to_owned).collect();
        list.prose_mark = mark.to_owned();
        list.prose = match markup {
            Markup::Markdown => markdown(content, &mut list.rows, &mut list.extra),
            Markup::Html => html(content, &mut list.rows, &mut list.extra),
        };
    }
    old
}

fn markdown(content: &str, rows: &mut BTreeMap<String, OldRow>, extra: &mut Vec<String>) -> String {
    let mut prose = String::new();
    let mut before_table = true;
    // The heading and the line below it are no rows.
    let mut heading = 0;
    for line in content.split_inclusive('\n') {
        let text = line.trim();
        if !text.starts_with('|') {
            heading = 0;
            if before_table && !text.starts_with("### ") {
                prose.push_str(line);
            } else {
                before_table = false;
            }
            continue;
        }
        before_table = false;
        heading += 1;
        if heading <= 2 {
            continue;
        }
        let comment = text.find("<!-- qingdan:row ").and_then(|at| Some((at, at + text[at..].find("-->")? + 3)));
        match comment {
            Some((from, to)) => {
                let line = format!("{}{}", &text[..from], &text[to..]);
                keep(&text[from..to], &bars(&line), rows);
            }
            None => extra.push(text.to_owned()),
        }
    }
    prose
}

/// The cells of a line of a table.
fn bars(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

fn html(content: &str, rows: &mut BTreeMap<String, OldRow>, extra: &mut Vec<String>) -> String {
    let prose = content.split("<table").next().unwrap_or_default().to_owned();
    for body in content.split("<tbody").skip(1) {
        let body = body.split("</tbody").next().unwrap_or_default();
        for part in body.split("<tr").skip(1) {
            let Some(end) = part.find("</tr>") else { continue };
            let row = &part[..end];
            let comment = row.find("<!-- qingdan:row ").and_then(|at| Some((at, at + row[at..].find("-->")? + 3)));
            match comment {
                Some((from, to)) => keep(&row[from..to], &elements(&row[to..]), rows),
                None => extra.push(format!("<tr{row}</tr>")),
            }
        }
    }
    prose
}

/// The content of each `th` and `td`.
fn elements(row: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut rest = row;
    while let Some(at) = [rest.find("<td"), rest.find("<th")].into_iter().flatten().min() {
        let close = if rest[at..].starts_with("<td") { "</td>" } else { "</th>" };
        let Some(open) = rest[at..].find('>').map(|end| at + end + 1) else { break };
        let end = rest[open..].find(close).map_or(rest.len(), |end| open + end);
        cells.push(rest[open..end].trim().to_owned());
        rest = rest.get(end + close.len()..).unwrap_or_default();
    }
    cells
}

/// Notes a row whose comment names its key and the fingerprint of each cell.
fn keep(comment: &str, cells: &[String], rows: &mut BTreeMap<String, OldRow>) {
    let mut words = comment.trim_start_matches("<!-- qingdan:row ").trim_end_matches("-->").split_whitespace();
    let Some(key) = words.next() else { return };
    let marks: Vec<(&str, &str)> = words.filter_map(|word| word.split_once('=')).collect();
    // A row with more or fewer cells than were generated cannot be told apart into columns: it is there, and nothing of
    // it is known.
    let cells = if marks.len() == cells.len() { cells } else { &[] };
    let cells = marks
        .into_iter()
        .zip(cells)
        .map(|((column, mark), text)| (column.to_owned(), (mark.to_owned(), text.clone())))
        .collect();
    rows.insert(key.to_owned(), OldRow { cells });
}
