//! What miette shows: the only place that draws with it.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};

use super::Style;
use super::excerpt::Excerpt;
use crate::source::Span;

/// A sentence about a place as miette sees it, with other places that follow.
pub(super) struct Shown {
    pub message: String,
    pub code: Option<String>,
    pub severity: Severity,
    pub help: Option<String>,
    pub source: Option<Excerpt>,
    pub label: String,
    pub related: Vec<Shown>,
}

impl Shown {
    /// Something wrong at one place of a file that a person wrote for this program.
    pub(super) fn mistake(at: &Span, message: String, help: String, style: &Style) -> Self {
        Self {
            message,
            code: None,
            severity: Severity::Error,
            help: Some(help).filter(|help| !help.is_empty()),
            source: Some(Excerpt::of(at, style.width)),
            label: String::new(),
            related: Vec::new(),
        }
    }

    pub(super) fn place(span: &Span, message: String, label: &str, style: &Style) -> Self {
        Self {
            message,
            code: None,
            severity: Severity::Advice,
            help: None,
            source: Some(Excerpt::of(span, style.width)),
            label: label.to_owned(),
            related: Vec::new(),
        }
    }

    /// The text with its frames and arrows.
    pub(super) fn draw(&self, style: &Style) -> String {
        let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(style.width)
            .with_links(false)
            .with_wrap_lines(true)
            .with_break_words(true);
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut out, self);
        out
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.source.as_ref()?;
        let (start, length) = source.mark;
        let label = Some(self.label.clone()).filter(|label| !label.is_empty());
        Some(Box::new(std::iter::once(LabeledSpan::new(label, start, length))))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.related.iter().map(|related| related as &dyn Diagnostic)))
    }
}
