//! HTML as a reader of the page sees it: no scripts, no styles, nothing hidden or commented out.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::markup::{Token, Tokens, attribute, characters, has_flag};
use super::text::{BlockKind, Builder, Cell, PolicyText};
use crate::source::Source;

/// A cell with more text than this holds a page, not a datum: its paragraphs are blocks of their own.
const LAYOUT: usize = 2400;

/// Reads a page.
pub fn read(source: &Arc<Source>) -> PolicyText {
    let mut builder = Builder::new(source);
    into(&mut builder, 0..source.text().len());
    builder.finish("html")
}

/// Reads the markup of a range into `builder`.
pub(super) fn into(builder: &mut Builder, range: Range<usize>) {
    let source = builder.source();
    let mut page =
        Page { builder, tables: Vec::new(), heading: None, links: Vec::new(), item: false, hides: true, whole: false };
    let mut tokens = Tokens::new(source.text(), range);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(range) | Token::Data(range) => page.text(source.text(), range),
            Token::Open { name, attributes, empty } => {
                page.open(&name.to_ascii_lowercase(), attributes, empty, &mut tokens)
            }
            Token::Close { name } => page.close(&name.to_ascii_lowercase()),
        }
    }
    page.builder.end();
}

struct Page<'a> {
    builder: &'a mut Builder,
    tables: Vec<Table>,
    heading: Option<u8>,
    links: Vec<(usize, String)>,
    item: bool,
    /// Hidden parts are skipped until one turns out never to end.
    hides: bool,
    /// An `html`, `head` or `body` was seen: the file is a page and not a component of one, whose `template` is what
    /// the reader sees (Vue and uni-app write pages this way).
    whole: bool,
}

struct Table {
    id: u32,
    row: u32,
    column: u32,
    /// Rows that a cell from above still covers, by column.
    covered: BTreeMap<u32, u32>,
    /// The cell that is open: its shape, and whether it holds a page rather than a datum.
    cell: Option<(Cell, bool)>,
    begun: bool,
}

impl Page<'_> {
    fn text(&mut self, text: &str, range: Range<usize>) {
        if !self.builder.is_open() {
            if text[range.clone()].trim().is_empty() {
                return;
            }
            self.begin();
        }
        let mut previous = None;
        let mut pending: Option<(char, usize)> = None;
        let builder = &mut *self.builder;
        characters(text, range, |c, at| {
            if let Some((held, from)) = pending.replace((c, at)) {
                builder.push_char(held, previous, Some(c), from);
                previous = Some(held);
            }
        });
        if let Some((held, from)) = pending {
            builder.push_char(held, previous, None, from);
        }
    }

    /// Begins a block of the kind that fits the place.
    fn begin(&mut self) {
        let kind = match (self.heading, self.tables.last().and_then(|table| table.cell)) {
            (Some(level), _) => BlockKind::Heading(level),
            (None, Some((cell, false))) => BlockKind::Cell(cell),
            _ if self.item => BlockKind::Item,
            _ => BlockKind::Paragraph,
        };
        self.builder.begin(kind);
    }

    /// A block-level element begins or ends, or a line breaks.
    fn boundary(&mut self) {
        let length = self.builder.open_length();
        if let Some((_, layout)) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            if !*layout && length < LAYOUT {
                self.builder.space();
                return;
            }
            *layout = true;
        }
        self.builder.end();
    }

    fn open(&mut self, name: &str, attributes: &str, empty: bool, tokens: &mut Tokens<'_>) {
        match name {
            "html" | "head" | "body" => self.whole = true,
            "template" if !self.whole => {}
            "script" | "style" | "noscript" | "template" | "svg" | "math" | "object" | "iframe" | "select"
            | "textarea" | "title" | "button" | "nav" => {
                if !empty {
                    // Script and style hold no tags; for the others a nested element of the same name is rare.
                    let _ = tokens.skip_to_close(name);
                }
                self.builder.space();
                return;
            }
            _ => {}
        }
        if self.hides && !empty && !VOID.contains(&name) && is_hidden(attributes) {
            let at = tokens.offset();
            if !skip_element(tokens, name) {
                tokens.seek(at);
                self.hides = false;
            } else {
                return;
            }
        }
        match name {
            "table" => {
                if let Some((_, layout)) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
                    *layout = true;
                }
                self.builder.end();
                let id = self.builder.table();
                self.tables.push(Table { id, row: 0, column: 0, covered: BTreeMap::new(), cell: None, begun: false });
            }
            "tr" => self.row(),
            "td" | "th" => self.cell(name == "th", attributes),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.boundary();
                if self.tables.last().is_none_or(|table| table.cell.is_none_or(|(_, layout)| layout)) {
                    self.builder.end();
                    self.heading = name[1..].parse().ok();
                }
            }
            "li" | "dt" | "dd" => {
                self.boundary();
                self.item = true;
            }
            "a" => {
                if let Some(url) = attribute(attributes, "href") {
                    if !self.builder.is_open() {
                        self.begin();
                    }
                    self.links.push((self.builder.position(), url));
                }
            }
            "img" | "input" | "wbr" | "sup" | "sub" => {}
            name if BLOCKS.contains(&name) => self.boundary(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table" => {
                self.builder.end();
                self.tables.pop();
            }
            "td" | "th" => self.end_cell(),
            "tr" => {
                self.end_cell();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.boundary();
                self.heading = None;
            }
            "li" | "dt" | "dd" => {
                self.boundary();
                self.item = false;
            }
            "a" => {
                if let Some((start, url)) = self.links.pop() {
                    self.builder.link(start, &url);
                }
            }
            name if BLOCKS.contains(&name) => self.boundary(),
            _ => {}
        }
    }

    fn row(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else { return self.builder.end() };
        if table.begun {
            table.row += 1;
            table.covered.retain(|_, rows| {
                *rows = rows.saturating_sub(1);
                *rows > 0
            });
        }
        table.begun = true;
        table.column = 0;
    }

    fn cell(&mut self, header: bool, attributes: &str) {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else {
            self.builder.end();
            return;
        };
        let span = |name: &str| {
            attribute(attributes, name).and_then(|value| value.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000)
        };
        let (rows, columns) = (span("rowspan"), span("colspan").min(64));
        while table.covered.contains_key(&table.column) {
            table.column += 1;
        }
        let cell = Cell { table: table.id, row: table.row, column: table.column, rows, columns, header };
        if rows > 1 {
            for column in table.column..table.column + columns {
                table.covered.insert(column, rows);
            }
        }
        table.column += columns;
        table.cell = Some((cell, false));
        self.builder.begin(BlockKind::Cell(cell));
    }

    fn end_cell(&mut self) {
        self.builder.end();
        self.heading = None;
        if let Some(table) = self.tables.last_mut() {
            table.cell = None;
        }
    }
}

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "ul",
    "ol",
    "dl",
    "br",
    "hr",
    "pre",
    "blockquote",
    "body",
    "html",
    "head",
    "form",
    "fieldset",
    "figure",
    "figcaption",
    "address",
    "center",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "details",
    "summary",
    "label",
];

fn is_hidden(attributes: &str) -> bool {
    if attributes.is_empty() {
        return false;
    }
    if has_flag(attributes, "hidden") {
        return attribute(attributes, "hidden").is_none_or(|value| value != "false");
    }
    attribute(attributes, "style").is_some_and(|style| {
        let style: String = style.to_ascii_lowercase().split_whitespace().collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// Goes behind the end of the element whose start tag was just read.
fn skip_element(tokens: &mut Tokens<'_>, name: &str) -> bool {
    let mut depth = 1;
    for token in tokens.by_ref() {
        match token {
            Token::Open { name: other, empty: false, .. } if other.eq_ignore_ascii_case(name) => depth += 1,
            Token::Close { name: other } if other.eq_ignore_ascii_case(name) => {
                depth -= 1;
                if depth == 0 {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}
