//! Markdown, with HTML inside it.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::entries::slot_of;
use super::html;
use super::plain::{Brackets, goes_on, is_wrapped, lines_into, odd_tables, starts_item};
use super::text::{BlockKind, Builder, Cell, PolicyText};
use crate::source::Source;

/// Reads Markdown.
pub fn read(source: &Arc<Source>) -> PolicyText {
    let text = source.text();
    let mut builder = Builder::new(source);
    let wrapped = is_wrapped(text);
    let mut start = 0;
    for table in odd_tables(text) {
        part(&mut builder, text, start..table.start, wrapped);
        lines_into(&mut builder, table.clone());
        start = table.end;
    }
    part(&mut builder, text, start..text.len(), wrapped);
    builder.finish("markdown")
}

/// Reads a part of the text that is Markdown.
fn part(builder: &mut Builder, text: &str, part: Range<usize>, wrapped: bool) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH;
    let mut state = State {
        kind: Vec::new(),
        links: Vec::new(),
        cell: None,
        code: None,
        html: None,
        hidden: 0,
        wrapped,
        stray: false,
        lazy: false,
    };
    for (event, range) in Parser::new_ext(&text[part.clone()], options).into_offset_iter() {
        let range = part.start + range.start..part.start + range.end;
        if !matches!(event, Event::Html(_) | Event::End(TagEnd::HtmlBlock)) {
            state.flush(builder);
        }
        state.event(builder, text, event, range);
    }
    state.flush(builder);
}

struct State {
    /// Kinds of the block elements that are open.
    kind: Vec<BlockKind>,
    links: Vec<(usize, String)>,
    cell: Option<Cell>,
    /// What stands in a code block: text that was indented or fenced, seldom code.
    code: Option<Range<usize>>,
    /// Lines of one HTML block, gathered so that its tags are read together.
    html: Option<Range<usize>>,
    /// Depth of parts that are no text: metadata, struck out.
    hidden: u32,
    /// The lines are wrapped at a width. Where they are not, a line is a paragraph, whatever Markdown makes of it.
    wrapped: bool,
    /// The row of a table that is open is a paragraph.
    stray: bool,
    /// A line without indent follows that Markdown takes for the rest of an item (`1. Overview`, then a paragraph).
    lazy: bool,
}

impl State {
    fn flush(&mut self, builder: &mut Builder) {
        if let Some(range) = self.html.take() {
            builder.end();
            html::into(builder, range);
        }
    }

    fn begin(&self, builder: &mut Builder) {
        if !builder.is_open() {
            let kind = self.kind.last().copied().filter(|_| !self.lazy);
            builder.begin(kind.unwrap_or(BlockKind::Paragraph));
        }
    }

    fn event(&mut self, builder: &mut Builder, text: &str, event: Event<'_>, range: Range<usize>) {
        match event {
            // A line right below a table that holds no bar is a row to Markdown, and a paragraph to its author.
            Event::Start(Tag::TableRow) => self.stray = !text[range].contains('|'),
            // A paragraph above a line of `=` or `-` is a heading to Markdown; a long one has a mere rule below it.
            Event::Start(Tag::Heading { .. })
                if !text[range.clone()].trim_start().starts_with('#') && is_paragraph(text[range.clone()].trim()) =>
            {
                builder.end();
                self.lazy = false;
                self.kind.push(BlockKind::Paragraph);
            }
            Event::Start(tag) => self.start(builder, tag),
            Event::End(tag) => self.end(builder, tag),
            Event::Text(words) | Event::Code(words) => {
                if self.hidden > 0 {
                    return;
                }
                if let Some(code) = &mut self.code {
                    *code = if code.start == code.end { range } else { code.start..range.end };
                    return;
                }
                self.begin(builder);
                if text.get(range.clone()) == Some(&*words) {
                    builder.push(range);
                } else if let Some(at) = text.get(range.clone()).and_then(|raw| raw.find(&*words)) {
                    builder.push(range.start + at..range.start + at + words.len());
                } else {
                    // Entities and escapes: the characters stand where the mark begins.
                    let mut previous = None;
                    for c in words.chars() {
                        builder.push_char(c, previous, None, range.start);
                        previous = Some(c);
                    }
                }
            }
            Event::Html(_) => {
                if let Some(open) = self.html.as_mut().filter(|open| open.end <= range.start) {
                    open.end = range.end;
                } else {
                    self.html = Some(range);
                }
            }
            Event::InlineHtml(tag) => {
                let tag = tag.to_ascii_lowercase();
                if tag.starts_with("<br")
                    || tag.starts_with("<p")
                    || tag.starts_with("</p")
                    || tag.starts_with("<div")
                    || tag.starts_with("</div")
                {
                    self.break_line(builder);
                }
            }
            Event::HardBreak => self.break_line(builder),
            Event::SoftBreak => {
                let before = text[..range.start].rsplit('\n').next().unwrap_or("").trim();
                let next = text[range.end..].split('\n').next().unwrap_or("");
                let after = next.trim();
                let key =
                    after.split([':', '：']).next().filter(|key| key.len() < after.len()).and_then(slot_of).is_some();
                let han = before.chars().next_back().is_some_and(|c| !c.is_ascii());
                if key
                    || starts_item(after)
                    || !self.wrapped && !goes_on(before, Some(after), &Brackets::default(), None)
                    || han && (before.ends_with(['。', '；', '：']) || after.contains(['：']) && before.len() < 120)
                {
                    self.break_line(builder);
                    let item = matches!(self.kind.last(), Some(BlockKind::Item));
                    self.lazy = item && !self.wrapped && !next.starts_with([' ', '\t']);
                } else {
                    builder.space();
                }
            }
            Event::Rule => builder.end(),
            _ => {}
        }
    }

    fn break_line(&mut self, builder: &mut Builder) {
        if self.cell.is_some() { builder.space() } else { builder.end() }
    }

    fn start(&mut self, builder: &mut Builder, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                builder.end();
                self.lazy = false;
                self.kind.push(BlockKind::Heading(level_of(level)));
            }
            Tag::CodeBlock(_) => {
                builder.end();
                self.code = Some(0..0);
            }
            Tag::Paragraph | Tag::BlockQuote(_) => builder.end(),
            Tag::Item => {
                builder.end();
                self.lazy = false;
                self.kind.push(BlockKind::Item);
            }
            Tag::Table(_) => {
                builder.end();
                self.cell = Some(Cell { table: builder.table(), row: 0, column: 0, rows: 1, columns: 1, header: true });
            }
            Tag::TableCell => {
                if let Some(cell) = self.cell {
                    builder.begin(if self.stray { BlockKind::Paragraph } else { BlockKind::Cell(cell) });
                }
            }
            Tag::Link { dest_url, .. } => {
                self.begin(builder);
                self.links.push((builder.position(), dest_url.to_string()));
            }
            Tag::MetadataBlock(_) | Tag::Strikethrough | Tag::Image { .. } => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, builder: &mut Builder, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item => {
                builder.end();
                self.lazy = false;
                self.kind.pop();
            }
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    lines_into(builder, code);
                }
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => builder.end(),
            TagEnd::TableHead | TagEnd::TableRow => {
                builder.end();
                if let Some(cell) = &mut self.cell {
                    cell.row += 1;
                    cell.column = 0;
                    cell.header = false;
                }
            }
            TagEnd::TableCell => {
                builder.end();
                if let Some(cell) = &mut self.cell {
                    cell.column += 1;
                }
            }
            TagEnd::Table => self.cell = None,
            TagEnd::Link => {
                if let Some((start, url)) = self.links.pop() {
                    builder.link(start, &url);
                }
            }
            TagEnd::MetadataBlock(_) | TagEnd::Strikethrough | TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1)
            }
            _ => {}
        }
    }
}

/// Whether what stands above a rule is too long for a heading. Converters draw the rule as long as the heading.
fn is_paragraph(heading: &str) -> bool {
    const LONGEST: usize = 120;
    let (words, rule) = heading.rsplit_once('\n').unwrap_or((heading, ""));
    let drawn = words.trim_end().len().abs_diff(rule.trim().len()) <= 2 && words.len() <= 2 * LONGEST;
    words.len() > LONGEST && !drawn
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}
