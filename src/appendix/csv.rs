//! The lists as CSV or TSV: one table a list, an empty line between them. CSV begins with a byte order mark, without
//! which spreadsheet programs on Chinese Windows read UTF-8 as GBK.

use super::{List, Wording};

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// RFC 4180.
    Comma,
    /// `text/tab-separated-values`, in which a field cannot hold a line end.
    Tab,
}

/// All lists.
pub fn lists(lists: &[List], wording: Wording, separator: Separator) -> String {
    let tables: Vec<String> = lists.iter().map(|list| table(list, wording, separator)).collect();
    match separator {
        Separator::Comma => format!("\u{feff}{}", tables.join("\r\n")),
        Separator::Tab => tables.join("\n"),
    }
}

fn table(list: &List, wording: Wording, separator: Separator) -> String {
    let grouped = list.groups.iter().any(|group| !group.title.zh.is_empty());
    let mut out = String::new();
    let mut record = |fields: Vec<String>| {
        let fields: Vec<String> = fields.iter().map(|text| field(text, separator)).collect();
        match separator {
            Separator::Comma => out.push_str(&format!("{}\r\n", fields.join(","))),
            Separator::Tab => out.push_str(&format!("{}\n", fields.join("\t"))),
        }
    };
    let category = super::Column::Category;
    let mut titles: Vec<String> = Vec::new();
    if grouped {
        titles.push(wording.line(&category.title(list.kind)));
    }
    titles.extend(list.columns.iter().map(|column| wording.line(&column.title(list.kind))));
    record(titles);
    for group in &list.groups {
        for row in &group.rows {
            let mut fields: Vec<String> = Vec::new();
            if grouped {
                fields.push(wording.line(&group.title));
            }
            fields.extend(row.cells.iter().map(|cell| {
                let words: Vec<&str> = wording.words(&cell.text).into_iter().map(|(_, words)| words).collect();
                words.join("\n")
            }));
            record(fields);
        }
    }
    out
}

fn field(text: &str, separator: Separator) -> String {
    match separator {
        Separator::Tab => text.replace(['\t', '\r', '\n'], " "),
        Separator::Comma if text.contains([',', '"', '\n', '\r']) => format!("\"{}\"", text.replace('"', "\"\"")),
        Separator::Comma => text.to_owned(),
    }
}
