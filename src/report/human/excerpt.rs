//! An excerpt that miette can show with its true line and column.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::report::place;
use crate::source::Span;

/// Columns that the frame, the number of the line and the signs of cuts take.
const FRAME: usize = 12;
/// Columns shown of a line at least and at most.
const SHOWN: std::ops::RangeInclusive<usize> = 28..=120;

/// A place with some text around it.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    name: String,
    line: u32,
    column: u32,
    text: String,
    /// The marked part of `text`, in bytes.
    pub mark: (usize, usize),
}

impl Excerpt {
    /// The line at `span`, cut to what stands around it and fits `width` columns.
    pub(super) fn of(span: &Span, width: usize) -> Self {
        let shown = width.saturating_sub(FRAME).clamp(*SHOWN.start(), *SHOWN.end());
        let (around, most) = (shown / 4, shown / 2);
        let place::Excerpt { path, line, column, before, marked, after } = place::Excerpt::of(span, around, most);
        let mark = (before.len(), marked.len());
        let text = format!("{before}{marked}{after}");
        // A whole file (an archive, an empty span) has no text to point at.
        let text = if text.is_empty() { " ".to_owned() } else { text };
        Self { name: path, line, column, text, mark }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = SourceSpan::from((0, self.text.len()));
        let (line, column) = ((self.line as usize).saturating_sub(1), self.column as usize - 1);
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, line, column, 1)))
    }
}
