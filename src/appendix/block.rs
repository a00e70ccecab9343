//! Managed blocks: lists inside an existing Markdown or HTML policy that are kept up to date.
//!
//! A block stands between `<!-- qingdan:begin … -->` and `<!-- qingdan:end -->`; every byte outside is left alone.
//! The marker may say what the block holds: `list=sdk,permissions lang=both columns=name,purpose group all`. What it
//! does not say comes from the command line and is written into it, so that the next run writes the same.
//!
//! Whoever edits a cell inside the block keeps the edit. Each row carries a comment with its id and, for each cell,
//! a fingerprint of what was generated: a cell whose text no longer has that fingerprint was edited. Rows without a
//! comment were added by hand and stay at the end of their table. Each list names the rows that were written: one that
//! somebody deleted is written again and told of, since a list leaves nothing out without a reason.

mod encoding;
mod marker;
mod parts;

use std::collections::{BTreeMap, BTreeSet};

pub use marker::Settings;

use super::{EXTRA_ROW, Group, List, Wording, html, markdown};
use crate::source::Text;
use encoding::Bytes;
use parts::{Old, OldList};

/// The markup of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

impl Markup {
    /// The markup of a file, by its name.
    pub fn of(path: &std::path::Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" | "vue" | "jsp" | "php" => Some(Self::Html),
            _ => None,
        }
    }
}

/// Why a file cannot be kept up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockError {
    /// It has no block.
    None,
    /// A block has no end, or an end no block; the line.
    Unbalanced(usize),
    /// A marker says something that it cannot say; the line and the word.
    Setting(usize, String),
}

/// A file brought up to date.
#[derive(Clone, Debug)]
pub struct Updated {
    /// Its new bytes.
    pub bytes: Vec<u8>,
    /// The blocks as they were and as they are now.
    pub blocks: Vec<(String, String)>,
    /// Edits that were kept although the generated text has changed since, edits that go with their row, rows that
    /// were deleted by hand and return.
    pub notes: Vec<Text>,
}

impl Updated {
    /// Whether the file was out of date.
    pub fn changed(&self) -> bool {
        self.blocks.iter().any(|(old, new)| old != new)
    }
}

/// Brings every block of a file up to date. `lists` makes the lists that a block asks for.
pub fn update(
    bytes: &[u8],
    markup: Markup,
    defaults: &Settings,
    mut lists: impl FnMut(&Settings) -> Vec<List>,
) -> Result<Updated, BlockError> {
    let file = Bytes::new(bytes);
    let mut updated = Updated { bytes: Vec::new(), blocks: Vec::new(), notes: Vec::new() };
    let mut done = 0;
    for block in file.blocks()? {
        let line = file.line(block.start);
        let old = file.decode(block.start..block.end);
        let (marker, body, end) = encoding::split(&old).ok_or(BlockError::Unbalanced(line))?;
        let settings = marker::read(marker, defaults).map_err(|word| BlockError::Setting(line, word))?;
        let rest = parts::read(markup, body);
        let content = render(markup, &lists(&settings), settings.wording, &rest, &mut updated.notes);
        let new = format!("{}\n{content}{end}", marker::write(marker, &settings));
        // A marker may itself go over lines, whose ends are those of the file already.
        let crlf = file.ends_lines_with_crlf(block.start);
        let new = if crlf { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new };
        updated.bytes.extend_from_slice(&bytes[done..block.start]);
        // A block that says the same keeps its very bytes.
        if new == old {
            updated.bytes.extend_from_slice(&bytes[block.start..block.end]);
        } else {
            updated.bytes.extend(file.encode(&new));
        }
        updated.blocks.push((old, new));
        done = block.end;
    }
    updated.bytes.extend_from_slice(&bytes[done..]);
    if updated.blocks.is_empty() { Err(BlockError::None) } else { Ok(updated) }
}

/// The content of a block: the lists, with the edits that the old content holds.
fn render(markup: Markup, lists: &[List], wording: Wording, old: &Old, notes: &mut Vec<Text>) -> String {
    let mut out = String::new();
    for list in lists {
        let none = OldList::default();
        let old = old.lists.get(list.kind.name()).unwrap_or(&none);
        let prose = match markup {
            Markup::Markdown => markdown::prose(list, wording),
            Markup::Html => html::prose(list, wording, 2),
        };
        let prose_mark = fingerprint(&prose);
        let keys: String = list.rows().map(|row| format!(" {}", escape_key(&row.key))).collect();
        out.push_str(&format!("<!-- qingdan:list {} {prose_mark}{keys} -->\n", list.kind.name()));
        notes.extend(changes(list, old));
        // Without an empty line, Markdown takes a heading after a comment for a part of the comment.
        out.push_str(if markup == Markup::Markdown { "\n" } else { "" });
        let edited = !old.prose_mark.is_empty() && old.prose_mark != fingerprint(&old.prose);
        out.push_str(if edited { &old.prose } else { &prose });
        for (at, group) in list.groups.iter().enumerate() {
            let last = at + 1 == list.groups.len();
            let extra = if last { old.extra.as_slice() } else { &[] };
            out.push_str(&table(markup, list, group, wording, &old.rows, extra, notes));
            out.push_str(if markup == Markup::Markdown { "\n" } else { "" });
        }
    }
    out
}

/// What regenerating undoes of what people did by hand.
fn changes(list: &List, old: &OldList) -> Vec<Text> {
    let title = list.kind.title();
    let mut notes = Vec::new();
    for row in list.rows() {
        let key = escape_key(&row.key);
        if old.written.contains(&key) && !old.rows.contains_key(&key) {
            let (zh, en) = match row.key.strip_prefix(EXTRA_ROW) {
                Some(_) => (
                    "不需要时请删除 qingdan.toml 中的 [[row]]".to_owned(),
                    "its [[row]] in qingdan.toml says so".to_owned(),
                ),
                None => {
                    let omit = format!("[[omit]] {} = \"{}\"", list.kind.omitted_by(), row.key);
                    (
                        format!("确实不应列出时，请在 qingdan.toml 中用 {omit} 写明原因（reason = \"…\"）"),
                        format!("to leave it out, give the reason in qingdan.toml: {omit}, reason = \"…\""),
                    )
                }
            };
            notes.push(Text::new(
                format!("{}：{} 的一行被手工删除，但项目中仍有它，因此重新列出；{zh}", title.zh, row.key),
                format!(
                    "{}: the row of {} was deleted by hand and returns, since the project still has it; {en}",
                    title.en, row.key
                ),
            ));
        }
    }
    let listed: BTreeSet<String> = list.rows().map(|row| escape_key(&row.key)).collect();
    for (key, row) in old.rows.iter().filter(|(key, _)| !listed.contains(*key)) {
        let words: Vec<&str> = row.edits().collect();
        if !words.is_empty() {
            let words = words.join(" | ");
            notes.push(Text::new(
                format!("{}：{key} 的一行不再列出，其中手工修改的内容一并移除：{words}", title.zh),
                format!(
                    "{}: the row of {key} is no longer listed; the words edited by hand go with it: {words}",
                    title.en
                ),
            ));
        }
    }
    notes
}

fn table(
    markup: Markup,
    list: &List,
    group: &Group,
    wording: Wording,
    old: &BTreeMap<String, parts::OldRow>,
    extra: &[String],
    notes: &mut Vec<Text>,
) -> String {
    let mut out = match markup {
        Markup::Markdown => format!("{}{}", markdown::group_heading(group, wording), markdown::heading(list, wording)),
        Markup::Html => html::head(list, group, wording),
    };
    for row in &group.rows {
        let mut marks = Vec::new();
        let mut cells = Vec::new();
        for (column, cell) in list.columns.iter().zip(&row.cells) {
            let new = match markup {
                Markup::Markdown => markdown::cell(cell, wording),
                Markup::Html => html::cell(cell, wording),
            };
            let mark = fingerprint(&new);
            let edited = old.get(&escape_key(&row.key)).and_then(|row| row.edited(column.name()));
            if let Some((was, text)) = edited {
                if was != mark && text != new {
                    let title = column.title(list.kind);
                    notes.push(Text::new(
                        format!("{} 的“{}”是手工修改的，已保留；现在生成的内容是：{new}", row.key, title.zh),
                        format!("{}, \"{}\": kept as edited by hand; what is generated now: {new}", row.key, title.en),
                    ));
                }
                cells.push(text.to_owned());
            } else {
                cells.push(new);
            }
            marks.push(format!("{}={mark}", column.name()));
        }
        let comment = format!("<!-- qingdan:row {} {} -->", escape_key(&row.key), marks.join(" "));
        match markup {
            Markup::Markdown => {
                let line = markdown::join(&cells);
                // The comment stands inside the last cell: a table line ends with a bar.
                out.push_str(&format!("{} {comment} |\n", line.strip_suffix(" |").unwrap_or(&line)));
            }
            Markup::Html => out.push_str(&html::join(list, row, &cells, &comment, wording)),
        }
    }
    for row in extra {
        out.push_str(row);
        out.push('\n');
    }
    if markup == Markup::Html {
        out.push_str(html::FOOT);
    }
    out
}

/// A key as one word that cannot end the comment in which it stands.
fn escape_key(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if c.is_whitespace() || matches!(c, '%' | '|' | '<' | '>') || c == '-' && out.ends_with('-') {
            out.push_str(&format!("%{:x}.", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Eight hexadecimal digits that stand for a text.
fn fingerprint(text: &str) -> String {
    let hash = crate::finding::fnv1a(text.trim().as_bytes());
    // Folding keeps the whole hash while the comment stays short.
    format!("{:08x}", (hash >> 32) as u32 ^ hash as u32)
}
