//! Word and Excel files: zip archives of XML parts.
//!
//! Such a file has no lines of its own. Each paragraph, table row or sheet row becomes a line of a text made for
//! the purpose, and places count those lines.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::Arc;

use super::markup::{Token, Tokens, attribute, characters};
use super::text::{BlockKind, Builder, Cell, PolicyText};
use crate::source::{Problem, Source, Text};

/// Bytes that the parts of one file may unpack to: a small file may claim any size.
const MOST_UNPACKED: u64 = 64 << 20;

/// Reads a Word or Excel file, telling which by its parts. What of it could not be unpacked is among the problems.
pub fn read(path: &str, bytes: &[u8]) -> Result<(PolicyText, Vec<Problem>), Problem> {
    let broken = || Problem::file(path, Text::new("不是可读的 DOCX 或 XLSX 文件", "not a readable DOCX or XLSX file"));
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut parts = Parts { path, archive, left: MOST_UNPACKED, problems: Vec::new() };
    if let Some(document) = parts.part("word/document.xml") {
        let links = parts.part("word/_rels/document.xml.rels").map(|rels| relations(&rels)).unwrap_or_default();
        return Ok((word(path, &document, &links), parts.problems));
    }
    let Some(workbook) = parts.part("xl/workbook.xml") else { return Err(broken()) };
    let shared = parts.part("xl/sharedStrings.xml").map(|strings| shared_strings(&strings)).unwrap_or_default();
    let relations = parts.part("xl/_rels/workbook.xml.rels").map(|rels| relations(&rels)).unwrap_or_default();
    let mut pieces = Pieces::default();
    let mut table = 0;
    for token in Tokens::new(&workbook, 0..workbook.len()) {
        let Token::Open { name: "sheet", attributes, .. } = token else { continue };
        if attribute(attributes, "state").is_some_and(|state| state != "visible") {
            continue;
        }
        let target = attribute(attributes, "id").and_then(|id| relations.get(&id).cloned());
        let Some(target) = target else { continue };
        let name = format!("xl/{}", target.trim_start_matches("/xl/").trim_start_matches('/'));
        if let Some(sheet) = parts.part(&name) {
            pieces.sheet(&sheet, &shared, table);
            table += 1;
        }
    }
    Ok((pieces.text(path, "xlsx"), parts.problems))
}

/// The parts of an archive, unpacked as they are asked for.
struct Parts<'a> {
    path: &'a str,
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    problems: Vec<Problem>,
}

impl Parts<'_> {
    /// The text of a part, as far as it can be unpacked; nothing when there is no such part.
    fn part(&mut self, name: &str) -> Option<String> {
        let mut bytes = Vec::new();
        let unpacked = match self.archive.by_name(name) {
            Ok(file) => file.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| error.to_string()),
            Err(zip::result::ZipError::FileNotFound) => return None,
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = unpacked {
            self.problems.push(Problem::file(
                self.path,
                Text::new(format!("{name} 无法解压：{error}"), format!("{name} could not be unpacked: {error}")),
            ));
        } else if bytes.len() as u64 > self.left {
            bytes.truncate(self.left as usize);
            self.problems.push(Problem::file(
                self.path,
                Text::new(
                    format!("解压后超过 {MOST_UNPACKED} 字节，其余未读取"),
                    format!("unpacks to more than {MOST_UNPACKED} bytes; the rest was not read"),
                ),
            ));
        }
        self.left -= bytes.len() as u64;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Ids of relations and where they lead.
fn relations(rels: &str) -> BTreeMap<String, String> {
    Tokens::new(rels, 0..rels.len())
        .filter_map(|token| match token {
            Token::Open { name: "Relationship", attributes, .. } => {
                Some((attribute(attributes, "Id")?, attribute(attributes, "Target")?))
            }
            _ => None,
        })
        .collect()
}

/// The text made for the purpose, and the blocks in it.
#[derive(Default)]
struct Pieces {
    text: String,
    blocks: Vec<(BlockKind, Range<usize>)>,
    links: Vec<(Range<usize>, String)>,
}

impl Pieces {
    fn text(self, path: &str, format: &'static str) -> PolicyText {
        let source: Arc<Source> = Source::new(path, self.text);
        let mut builder = Builder::new(&source);
        for _ in 0..self
            .blocks
            .iter()
            .filter_map(|(kind, _)| if let BlockKind::Cell(cell) = kind { Some(cell.table + 1) } else { None })
            .max()
            .unwrap_or(0)
        {
            builder.table();
        }
        let mut links = self.links.into_iter().peekable();
        for (kind, range) in self.blocks {
            builder.begin(kind);
            let mut at = range.start;
            while let Some((link, url)) = links.next_if(|(link, _)| link.start < range.end) {
                if link.start >= at && link.end <= range.end {
                    builder.push(at..link.start);
                    let start = builder.position();
                    builder.push(link.clone());
                    builder.link(start, &url);
                    at = link.end;
                }
            }
            builder.push(at..range.end);
            builder.end();
        }
        builder.finish(format)
    }

    fn add(&mut self, xml: &str, range: Range<usize>) {
        characters(xml, range, |c, _| self.text.push(if c == '\n' || c == '\r' { ' ' } else { c }));
    }

    fn sheet(&mut self, xml: &str, shared: &[String], table: u32) {
        let mut cell = Cell { table, row: 0, column: 0, rows: 1, columns: 1, header: false };
        let merged = merged_cells(xml);
        let (mut kind, mut value, mut start) = (String::new(), false, 0);
        let mut row = 0;
        let mut hidden = false;
        for token in Tokens::new(xml, 0..xml.len()) {
            match token {
                Token::Open { name: "row", attributes, .. } => {
                    // Rows count from 1, and a sheet has no more than a million of them.
                    let number = attribute(attributes, "r").and_then(|number| number.parse::<u32>().ok());
                    let number = number.filter(|number| (1..=1 << 20).contains(number)).unwrap_or(row + 1);
                    // Blank rows keep the count of lines; gaps of thousands of rows are no list of SDKs.
                    for _ in row + 1..number.min(row + 10_000) {
                        self.text.push('\n');
                    }
                    row = number;
                    cell.row = row - 1;
                    hidden = attribute(attributes, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
                }
                Token::Open { name: "c", attributes, .. } => {
                    kind = attribute(attributes, "t").unwrap_or_default();
                    cell.column = attribute(attributes, "r").map_or(cell.column + 1, |name| column_of(&name));
                    (cell.rows, cell.columns) = merged.get(&(cell.row, cell.column)).copied().unwrap_or((1, 1));
                    start = self.text.len();
                }
                Token::Open { name: "v" | "t", empty: false, .. } => value = true,
                Token::Close { name: "v" | "t" } => value = false,
                Token::Text(range) if value && !hidden => {
                    if kind == "s" {
                        let index = xml[range].trim().parse::<usize>().ok();
                        if let Some(words) = index.and_then(|index| shared.get(index)) {
                            self.text.push_str(words);
                        }
                    } else {
                        self.add(xml, range);
                    }
                }
                Token::Close { name: "c" } if !hidden => {
                    self.blocks.push((BlockKind::Cell(cell), start..self.text.len()));
                    self.text.push('\t');
                }
                Token::Close { name: "row" } => self.text.push('\n'),
                _ => {}
            }
        }
    }
}

/// `C7` is column 2.
fn column_of(name: &str) -> u32 {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    letters.fold(0u32, |column, byte| column * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1).saturating_sub(1)
}

/// First cells of merged ranges, with the rows and columns that they cover.
fn merged_cells(xml: &str) -> BTreeMap<(u32, u32), (u32, u32)> {
    let row = |name: &str| {
        name.trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .parse::<u32>()
            .ok()
            .and_then(|row| row.checked_sub(1))
    };
    Tokens::new(xml, 0..xml.len())
        .filter_map(|token| match token {
            Token::Open { name: "mergeCell", attributes, .. } => {
                let range = attribute(attributes, "ref")?;
                let (first, last) = range.split_once(':')?;
                let (top, bottom) = (row(first)?, row(last)?);
                let (left, right) = (column_of(first), column_of(last));
                Some(((top, left), (bottom.checked_sub(top)? + 1, right.checked_sub(left)? + 1)))
            }
            _ => None,
        })
        .collect()
}

fn shared_strings(xml: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (mut words, mut value, mut phonetic) = (String::new(), false, false);
    for token in Tokens::new(xml, 0..xml.len()) {
        match token {
            Token::Open { name: "si", .. } => words.clear(),
            Token::Open { name: "rPh", .. } => phonetic = true,
            Token::Close { name: "rPh" } => phonetic = false,
            Token::Open { name: "t", empty: false, .. } => value = true,
            Token::Close { name: "t" } => value = false,
            Token::Text(range) if value && !phonetic => {
                characters(xml, range, |c, _| words.push(if c == '\n' || c == '\r' { ' ' } else { c }))
            }
            Token::Close { name: "si" } => out.push(words.clone()),
            _ => {}
        }
    }
    out
}

/// One table that is open in a Word file.
struct Table {
    cell: Cell,
    /// Index into the blocks of the cell that starts a vertical merge, by column.
    merges: BTreeMap<u32, usize>,
    start: usize,
    continues: bool,
}

fn word(path: &str, xml: &str, links: &BTreeMap<String, String>) -> PolicyText {
    let mut pieces = Pieces::default();
    let mut tables: Vec<Table> = Vec::new();
    let mut next_table = 0;
    let mut start = 0;
    let mut heading: Option<u8> = None;
    let mut item = false;
    let (mut in_text, mut hidden, mut deleted) = (false, false, false);
    let mut link: Option<(usize, String)> = None;
    for token in Tokens::new(xml, 0..xml.len()) {
        match token {
            Token::Open { name: "tbl", .. } => {
                tables.push(Table {
                    cell: Cell { table: next_table, row: 0, column: 0, rows: 1, columns: 1, header: false },
                    merges: BTreeMap::new(),
                    start: pieces.text.len(),
                    continues: false,
                });
                next_table += 1;
            }
            Token::Close { name: "tbl" } => {
                tables.pop();
            }
            Token::Open { name: "tc", .. } => {
                if let Some(table) = tables.last_mut() {
                    (table.cell.rows, table.cell.columns, table.continues, table.start) =
                        (1, 1, false, pieces.text.len());
                }
            }
            Token::Open { name: "gridSpan", attributes, .. } => {
                if let Some(table) = tables.last_mut() {
                    table.cell.columns =
                        attribute(attributes, "val").and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, 64);
                }
            }
            Token::Open { name: "vMerge", attributes, .. } => {
                if let Some(table) = tables.last_mut() {
                    table.continues = attribute(attributes, "val").is_none_or(|value| value != "restart");
                }
            }
            Token::Close { name: "tc" } => {
                if let Some(table) = tables.last_mut() {
                    let above = table.merges.get(&table.cell.column).copied();
                    if let (true, Some((BlockKind::Cell(above), _))) =
                        (table.continues, above.and_then(|index| pieces.blocks.get_mut(index)))
                    {
                        above.rows += 1;
                    } else {
                        table.merges.insert(table.cell.column, pieces.blocks.len());
                        pieces.blocks.push((BlockKind::Cell(table.cell), table.start..pieces.text.len()));
                    }
                    pieces.text.push('\t');
                    table.cell.column += table.cell.columns;
                }
            }
            Token::Close { name: "tr" } => {
                if let Some(table) = tables.last_mut() {
                    table.cell.row += 1;
                    table.cell.column = 0;
                    pieces.text.push('\n');
                }
            }
            Token::Open { name: "p", empty, .. } => {
                (start, heading, item) = (pieces.text.len(), None, false);
                if empty && tables.is_empty() {
                    pieces.text.push('\n');
                }
            }
            Token::Open { name: "pStyle", attributes, .. } => {
                let style = attribute(attributes, "val").unwrap_or_default().to_ascii_lowercase();
                let level = style.trim_start_matches("heading").trim_start_matches("标题").trim();
                heading = level
                    .parse::<u8>()
                    .ok()
                    .filter(|level| (1..=6).contains(level))
                    .or((style == "title").then_some(1));
            }
            Token::Open { name: "numPr", .. } => item = true,
            Token::Close { name: "p" } => {
                if tables.is_empty() {
                    let kind = match heading {
                        Some(level) => BlockKind::Heading(level),
                        None if item => BlockKind::Item,
                        None => BlockKind::Paragraph,
                    };
                    pieces.blocks.push((kind, start..pieces.text.len()));
                    pieces.text.push('\n');
                } else {
                    pieces.text.push(' ');
                }
            }
            Token::Open { name: "hyperlink", attributes, .. } => {
                link = attribute(attributes, "id")
                    .and_then(|id| links.get(&id))
                    .map(|url| (pieces.text.len(), url.clone()));
            }
            Token::Close { name: "hyperlink" } => {
                if let Some((from, url)) = link.take() {
                    pieces.links.push((from..pieces.text.len(), url));
                }
            }
            Token::Open { name: "r", .. } => hidden = false,
            Token::Open { name: "vanish", attributes, .. } => {
                hidden = attribute(attributes, "val").is_none_or(|value| value != "0" && value != "false")
            }
            Token::Open { name: "del", empty: false, .. } => deleted = true,
            Token::Close { name: "del" } => deleted = false,
            Token::Open { name: "t", empty: false, .. } => in_text = true,
            Token::Close { name: "t" } => in_text = false,
            Token::Open { name: "tab" | "br", .. } if !deleted => pieces.text.push(' '),
            Token::Text(range) if in_text && !hidden && !deleted => pieces.add(xml, range),
            _ => {}
        }
    }
    pieces.blocks.sort_by_key(|(_, range)| range.start);
    pieces.links.sort_by_key(|(range, _)| range.start);
    pieces.text(path, "docx")
}
