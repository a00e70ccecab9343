//! An excerpt that miette can show with its true line and column.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

<<<<<<< HEAD
use crate::report::printable;
use crate::source::{Span, secrets, without};
=======
use crate::report::place;
use crate::source::Span;
>>>>>>> 95f9730c137b14d29ff138c551cb74e54a5833aa

/// Characters shown before and after the place.
const AROUND: usize = 28;
/// Characters shown of the place itself.
const MOST: usize = 60;

/// Lines longer than this many bytes were not written by hand.
const LONG: usize = 1 << 16;

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
    /// The line at `span`, cut to what stands around it.
    pub(super) fn of(span: &Span) -> Self {
<<<<<<< HEAD
        let place = span.place();
        let source = span.source();
        let line = source.line_text(place.line);
        let start = line.char_indices().nth(place.column as usize - 1).map_or(line.len(), |(at, _)| at);
        let length = span.text().lines().next().unwrap_or("").len();
        let end = (start + length).min(line.len());
        // Of a very long line the place alone is shown.
        let (first, last) = if line.len() > LONG { (start, end) } else { (0, line.len()) };
        let secrets = secrets(&line[first..last]);
        let shown = |from: usize, to: usize| without(&line[first..last], &secrets, from - first..to - first);
        let (before, marked, after) = (shown(first, start), shown(start, end), shown(end, last));
        let head: String = {
            let count = before.chars().count();
            let kept: String = before.chars().skip(count.saturating_sub(AROUND)).collect();
            if count > AROUND { format!("…{kept}") } else { kept.trim_start().to_owned() }
        };
        let body: String = if marked.chars().count() > MOST {
            format!("{}…", marked.chars().take(MOST).collect::<String>())
        } else {
            marked
        };
        let tail: String = if after.chars().count() > AROUND {
            format!("{}…", after.chars().take(AROUND).collect::<String>())
        } else {
            after
        };
        let (head, body, tail) = (flat(&head), flat(&body), flat(&tail));
        let mark = (head.len(), body.len());
        let text = format!("{head}{body}{tail}");
=======
        let place::Excerpt { path, line, column, before, marked, after } = place::Excerpt::of(span, AROUND, MOST);
        let mark = (before.len(), marked.len());
        let text = format!("{before}{marked}{after}");
>>>>>>> 95f9730c137b14d29ff138c551cb74e54a5833aa
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
