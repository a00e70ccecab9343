//! The only reader of files.
//!
//! A [`Source`] is one text file, decoded; a [`Span`] is a part of it that holds the file alive, so that every
//! fact of the program can say where it stands without asking anybody. Lines and columns are worked out only
//! when they are shown. [`Files`] is a directory tree read through one door: it refuses what is no regular
//! file, what is too large and what leads out of the root, and says so.

mod decode;
mod files;
mod redact;

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

pub use decode::{Encoding, decode};
pub(crate) use files::normalize;
pub use files::{DirEntry, EntryKind, Files, MAX_BUILD_FILE, MAX_TEXT, ReadError, read_file};
pub(crate) use redact::{redact, secrets, without};

use serde::{Serialize, Serializer};

/// One decoded text file.
pub struct Source {
    path: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each full block of [`BLOCK`] bytes.
    blocks: OnceLock<Vec<u32>>,
}

/// Columns in lines longer than this are counted from the start of a block, not of the line, so that many places
/// in one long line cost no more than in many short ones.
const BLOCK: usize = 4096;

/// Quotations in reports are cut to this many characters.
const MOST_QUOTED: usize = 2000;

impl Source {
    /// A source from text that is already decoded. `path` is relative to the root, with `/`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), line_starts: OnceLock::new(), blocks: OnceLock::new() })
    }

    /// The path relative to the root, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text; spans are byte ranges of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offsets at which lines start. `\n`, `\r\n` and a lone `\r` end a line.
    pub fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            let mut at = 0;
            while at < bytes.len() {
                match bytes[at] {
                    b'\n' => starts.push(at as u32 + 1),
                    b'\r' if bytes.get(at + 1) != Some(&b'\n') => starts.push(at as u32 + 1),
                    _ => {}
                }
                at += 1;
            }
            starts
        })
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (u32, u32) {
        let offset = self.floor_char(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= offset) - 1;
        let start = starts[line] as usize;
        let column = if offset - start <= BLOCK {
            characters(&self.text.as_bytes()[start..offset])
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        (line as u32 + 1, column as u32 + 1)
    }

    /// The text of a line (from 1) without its end.
    pub fn line_text(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let Some(&start) = starts.get(line.saturating_sub(1) as usize) else {
            return "";
        };
        let end = starts.get(line as usize).map_or(self.text.len(), |&end| end as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let mut before = 0;
            let sum = |block: &[u8]| {
                let at = before;
                before += characters(block) as u32;
                at
            };
            bytes.chunks(BLOCK).map(sum).collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        blocks.get(block).map_or(0, |&before| before as usize) + characters(&bytes[block * BLOCK..offset])
    }

    fn floor_char(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// How many characters begin in part of a text.
fn characters(part: &[u8]) -> usize {
    // A byte of the form 10xxxxxx goes on with a character.
    part.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.path, self.text.len())
    }
}

/// A part of a source: byte range `start..end` of its decoded text.
#[derive(Clone)]
pub struct Span {
    source: Arc<Source>,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `source`; offsets beyond the text are cut to it.
    pub fn new(source: &Arc<Source>, start: usize, end: usize) -> Self {
        let length = source.text.len();
        let start = start.min(length);
        let end = end.clamp(start, length);
        Self { source: Arc::clone(source), start: start as u32, end: end as u32 }
    }

    /// The whole file as one span of no width at its beginning: for facts about a file as such.
    pub fn file(source: &Arc<Source>) -> Self {
        Self::new(source, 0, 0)
    }

    /// The file that the span is a part of.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The path of the file, relative to the root.
    pub fn path(&self) -> &str {
        self.source.path()
    }

    /// The text of the span.
    pub fn text(&self) -> &str {
        let start = self.source.floor_char(self.start as usize);
        let end = self.source.floor_char(self.end as usize);
        &self.source.text[start..end]
    }

    /// The line of the first character, from 1.
    pub fn line(&self) -> u32 {
        self.source.line_column(self.start as usize).0
    }

    /// The place as it is shown and written to JSON.
    pub fn place(&self) -> Place<'_> {
        let (line, column) = self.source.line_column(self.start as usize);
        let (end_line, end_column) = self.source.line_column(self.end as usize);
        Place {
            path: self.path(),
            line,
            column,
            end_line,
            end_column,
            text: (self.end > self.start).then(|| self.quoted()),
        }
    }

    /// The text as reports quote it: without the values of keys and tokens, and cut where it is long.
    fn quoted(&self) -> Cow<'_, str> {
        let text = self.text();
        // Most texts are too short in bytes to be counted in characters.
        if text.len() > MOST_QUOTED
            && let Some((end, _)) = text.char_indices().nth(MOST_QUOTED)
        {
            return Cow::Owned(format!("{}…", redact(&text[..end])));
        }
        redact(text)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.source.path, self.start, self.end)
    }
}

/// A span is written as the place that it is.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.place().serialize(serializer)
    }
}

impl PartialEq for Span {
    fn eq(&self, other: &Self) -> bool {
        self.path() == other.path() && self.start == other.start && self.end == other.end
    }
}

impl Eq for Span {}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.path(), self.start, self.end).cmp(&(other.path(), other.start, other.end))
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

impl<T> Located<T> {
    /// `value`, which stands at `at`.
    pub fn new(value: T, at: Span) -> Self {
        Self { value, at }
    }
}

/// A place as the JSON contract writes it. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place<'a> {
    /// Relative to the root, with `/`.
    pub path: &'a str,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// The line on which it ends.
    pub end_line: u32,
    /// The column after its last character.
    pub end_column: u32,
    /// The text that stands there, as reports quote it; nothing for a place of no width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
}

/// A text in both languages of the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize, Default)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// The languages of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese (simplified).
    Zh,
    /// English.
    En,
}

/// An input that could not be read or understood: a fact that reaches the user and makes the exit code 2.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Problem {
    /// Relative to the root, with `/`.
    pub path: String,
    /// The line, where one is known.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: Text,
}

impl Problem {
    /// A problem with a file as a whole.
    pub fn file(path: impl Into<String>, message: Text) -> Self {
        Self { path: path.into(), line: None, message }
    }

    /// A problem at a place.
    pub fn at(span: &Span, message: Text) -> Self {
        Self { path: span.path().to_owned(), line: Some(span.line()), message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        let line = "汉x".repeat(5_000);
        let source = Source::new("a", format!("{line}\n{line}"));
        for at in [0, 1_234, 4_095, 4_096, 9_999, 10_000] {
            let offset: usize = line.chars().take(at).map(char::len_utf8).sum();
            assert_eq!(source.line_column(offset), (1, at as u32 + 1));
            assert_eq!(source.line_column(line.len() + 1 + offset), (2, at as u32 + 1));
        }
    }

    #[test]
    fn quotations_are_cut() {
        let source = Source::new("a", "汉".repeat(100_000));
        let span = Span::new(&source, 0, source.text().len());
        let text = span.place().text.unwrap();
        assert_eq!(text.chars().count(), MOST_QUOTED + 1);
    }
}
