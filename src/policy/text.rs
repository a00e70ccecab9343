//! A policy text as the reader sees it: blocks of folded text, each place of which leads back to the file.
//!
//! Folding makes one spelling of many: NFKC (full-width letters, Kangxi look-alikes), simplified characters for
//! the traditional ones that matter, and no spaces, underscores or inner hyphens at all, so that `Android ID`,
//! `android_id` and `AndroidID` are one word and a line break inside a word does no harm. Where something was
//! left out a *gap* is noted; word boundaries are checked against letters and gaps together.

use std::ops::Range;
use std::sync::Arc;

use super::fold::fold_char;
use super::language;
use crate::source::{Source, Span};

/// The folded text of one file.
#[derive(Debug)]
pub struct PolicyText {
    /// The file; spans are ranges of its decoded text.
    pub source: Arc<Source>,
    /// `markdown`, `html`, `text`, `docx`, `strings`, `csv`, `xlsx`, `toml`.
    pub format: &'static str,
    /// `zh`, `en` or `mixed`.
    pub language: &'static str,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Links: the folded range of their text, and where they lead.
    pub links: Vec<Link>,
    folded: String,
    lower: String,
    runs: Vec<Run>,
    gaps: Gaps,
}

/// Marks before the items of a list.
pub const BULLETS: [char; 9] = ['•', '·', '●', '○', '◆', '■', '▪', '-', '*'];

/// A heading, paragraph, list item or table cell.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its range of the folded text.
    pub range: Range<usize>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading that the format marks as one, with its level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A list item.
    Item,
    /// A table cell.
    Cell(Cell),
}

/// Where a table cell stands. Spans are resolved: a cell that spans covers its whole rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The number of the table in the text.
    pub table: u32,
    /// Row from 0.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// The format marks it as a header.
    pub header: bool,
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// The folded range of its text.
    pub range: Range<usize>,
    /// Where it leads.
    pub url: String,
}

/// From `at` on, folded text and source advance together.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: u32,
    from: u32,
}

/// A set of folded offsets, one bit each: every word of the text asks for its ends.
#[derive(Debug, Default)]
struct Gaps(Vec<u64>);

impl Gaps {
    fn set(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

impl PolicyText {
    /// The folded text of all blocks; a line feed stands after each.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The same with its Latin letters in lower case; its offsets are those of the folded text.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// The links that begin inside a folded range.
    pub fn links_in(&self, range: &Range<usize>) -> &[Link] {
        let start = self.links.partition_point(|link| link.range.start < range.start);
        let end = self.links.partition_point(|link| link.range.start < range.end);
        &self.links[start..end.max(start)]
    }

    /// The folded text of a block.
    pub fn block_text(&self, block: usize) -> &str {
        self.blocks.get(block).map_or("", |block| &self.folded[block.range.clone()])
    }

    /// Whether something was left out just before the folded offset, or a block begins there.
    pub fn gap_before(&self, at: usize) -> bool {
        if at == 0 || self.folded.as_bytes().get(at - 1) == Some(&b'\n') {
            return true;
        }
        self.gaps.has(at)
    }

    /// The byte of the source that the folded offset stands for.
    pub fn offset(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.at as usize <= at);
        match index.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) => run.from as usize + (at - run.at as usize),
            None => 0,
        }
    }

    /// The span of a folded range.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.start >= range.end {
            let at = self.offset(range.start);
            return Span::new(&self.source, at, at);
        }
        let start = self.offset(range.start);
        // The end is that of the last character, not the start of what follows: gaps stay outside.
        let last = self.folded[..range.end].char_indices().next_back().map_or(range.start, |(at, _)| at);
        let from = self.offset(last);
        let length = self.source.text().get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(&self.source, start, (from + length).max(start))
    }

    /// The text of a folded range as it is written in the source, white space made single.
    pub fn written(&self, range: Range<usize>) -> String {
        let span = self.span(range);
        let mut out = String::new();
        for part in span.text().split_whitespace() {
            // A line break between Chinese characters is no space.
            let tight =
                out.chars().next_back().is_some_and(|c| !c.is_ascii()) && !part.starts_with(|c: char| c.is_ascii());
            if !out.is_empty() && !tight {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    }
}

/// Builds a [`PolicyText`].
pub struct Builder {
    source: Arc<Source>,
    folded: String,
    runs: Vec<Run>,
    gaps: Gaps,
    blocks: Vec<Block>,
    links: Vec<Link>,
    /// Start and kind of the block that is open.
    open: Option<(usize, BlockKind)>,
    /// Source offset that would continue the current run.
    expected: Option<usize>,
    gap: bool,
    tables: u32,
}

impl Builder {
    /// An empty text of `source`.
    pub fn new(source: &Arc<Source>) -> Self {
        Self {
            source: Arc::clone(source),
            folded: String::with_capacity(source.text().len()),
            runs: Vec::new(),
            gaps: Gaps::default(),
            blocks: Vec::new(),
            links: Vec::new(),
            open: None,
            expected: None,
            gap: false,
            tables: 0,
        }
    }

    /// The file that is read.
    pub fn source(&self) -> Arc<Source> {
        Arc::clone(&self.source)
    }

    /// The number of a new table.
    pub fn table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    /// Begins a block, ending the one that is open.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some((self.folded.len(), kind));
    }

    /// Ends the open block; one without text vanishes.
    pub fn end(&mut self) {
        let Some((start, kind)) = self.open.take() else { return };
        self.gap = false;
        if self.folded.len() == start {
            // Empty cells keep their place in the table.
            if matches!(kind, BlockKind::Cell(_)) {
                self.blocks.push(Block { kind, range: start..start });
            }
            return;
        }
        let kind = if kind == BlockKind::Paragraph && self.is_bulleted(start) { BlockKind::Item } else { kind };
        self.blocks.push(Block { kind, range: start..self.folded.len() });
        self.folded.push('\n');
        self.expected = None;
    }

    /// Whether the block that begins at `start` stands behind a bullet at the beginning of its line, as plain text marks
    /// the items of a list; so do formats whose authors wrote bullets of their own.
    fn is_bulleted(&self, start: usize) -> bool {
        let at = self.runs.partition_point(|run| run.at as usize <= start).checked_sub(1);
        let Some(run) = at.and_then(|at| self.runs.get(at)) else { return false };
        // A bullet may have been folded away or not.
        let text = self.source.text();
        let first = run.from as usize + (start - run.at as usize);
        let width = text[first..].chars().next().filter(|c| BULLETS.contains(c)).map_or(0, char::len_utf8);
        // A bullet stands near the beginning of its line; a page may be one line of millions of letters.
        let near = (first.saturating_sub(40)..=first).find(|&at| text.is_char_boundary(at)).unwrap_or(first);
        let (start, line) = match text[near..first + width].rsplit_once('\n') {
            Some((_, line)) => (true, line.trim()),
            None => (near == 0, text[near..first + width].trim()),
        };
        let mut marks = line.chars();
        start && marks.next().is_some_and(|mark| BULLETS.contains(&mark)) && marks.next().is_none()
    }

    /// Whether a block is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// How much folded text the open block has.
    pub fn open_length(&self) -> usize {
        self.open.map_or(0, |(start, _)| self.folded.len() - start)
    }

    /// How much folded text there is.
    pub fn position(&self) -> usize {
        self.folded.len()
    }

    /// Adds a link over the folded text since `start`.
    pub fn link(&mut self, start: usize, url: &str) {
        if self.folded.len() > start && !url.is_empty() {
            self.links.push(Link { range: start..self.folded.len(), url: url.to_owned() });
        }
    }

    /// Notes a gap: white space that the source shows in another way (a tag, a line break element).
    pub fn space(&mut self) {
        self.gap = true;
    }

    /// Adds the range of the source as text.
    pub fn push(&mut self, range: Range<usize>) {
        let source = Arc::clone(&self.source);
        let Some(text) = source.text().get(range.clone()) else { return };
        let mut chars = text.char_indices().peekable();
        let mut previous: Option<char> = None;
        while let Some((index, c)) = chars.next() {
            let next = chars.peek().map(|&(_, c)| c);
            self.push_char(c, previous, next, range.start + index);
            previous = Some(c);
        }
    }

    /// Adds one character that stands at `from` in the source (for entities and escapes, the character they mean).
    pub fn push_char(&mut self, c: char, previous: Option<char>, next: Option<char>, from: usize) {
        if self.open.is_none() {
            self.begin(BlockKind::Paragraph);
        }
        fold_char(c, previous, next, |folded| match folded {
            Some(folded) => self.emit(folded, from, c.len_utf8()),
            None => self.gap = true,
        });
    }

    fn emit(&mut self, c: char, from: usize, width: usize) {
        if self.gap || self.expected != Some(from) {
            let at = self.folded.len();
            if self.gap && self.open.as_ref().is_some_and(|(start, _)| *start < at) {
                self.gaps.set(at);
            }
            self.runs.push(Run { at: at as u32, from: from as u32 });
            self.gap = false;
        }
        self.folded.push(c);
        self.expected = (c.len_utf8() == width).then_some(from + width);
    }

    /// The text, with its language told from its letters.
    pub fn finish(mut self, format: &'static str) -> PolicyText {
        self.end();
        self.links.sort_by_key(|link| (link.range.start, link.range.end));
        let language = language::of(&self.folded);
        PolicyText {
            source: self.source,
            format,
            language,
            blocks: self.blocks,
            links: self.links,
            lower: self.folded.to_ascii_lowercase(),
            folded: self.folded,
            runs: self.runs,
            gaps: self.gaps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_ranges_lead_back() {
        let source = Source::new("p.txt", "收集 ＩＭＥＩ、Android\nID。");
        let mut builder = Builder::new(&source);
        builder.begin(BlockKind::Paragraph);
        builder.push(0..source.text().len());
        let text = builder.finish("text");
        assert_eq!(text.folded(), "收集IMEI、AndroidID。\n");
        let at = text.folded().find("AndroidID").expect("stands there");
        assert_eq!(text.span(at..at + 9).text(), "Android\nID");
        let at = text.folded().find("IMEI").expect("stands there");
        assert_eq!(text.span(at..at + 4).text(), "ＩＭＥＩ");
        assert!(text.gap_before(at));
    }
}
