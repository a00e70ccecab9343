//! Where findings point: paths as the reader of a report needs them, and lines cut to what matters.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthChar;

use super::{Report, printable};
use crate::finding::Finding;
use crate::source::{Span, secrets, without};

/// How paths are written in the formats that another tool maps to a repository.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The directory of the project inside the repository, with `/`; empty when they are the same.
    pub prefix: String,
    /// Texts that do not lie in the project: they keep their paths.
    pub outside: BTreeSet<String>,
}

impl Paths {
    /// A path relative to the repository.
    pub fn in_repository(&self, path: &str) -> String {
        let prefix = self.prefix.trim_start_matches("./").trim_matches('/');
        if prefix.is_empty() || prefix == "." || is_absolute(path) || self.outside.contains(path) {
            path.to_owned()
        } else {
            format!("{prefix}/{path}")
        }
    }
}

/// Whether a path starts at the root of a file system, on any platform.
pub(super) fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    path.starts_with('/') || (bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'/')
}

/// The side of a finding that a place is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What brings it in.
    Evidence,
    /// Where the policy lacks, blurs or denies it.
    Policy,
}

/// The places of a finding, the one to show first at the front. Both sides, each place once.
pub(super) fn places(finding: &Finding) -> Vec<(Side, &Span)> {
    let evidence = finding.evidence.iter().map(|span| (Side::Evidence, span));
    let policy = finding.policy.iter().map(|span| (Side::Policy, span));
    let mut places: Vec<(Side, &Span)> = Vec::new();
    for place in evidence.chain(policy) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// A file to point at when a finding has no place of its own: consumers refuse results without one.
pub(super) fn fallback(report: &Report<'_>) -> String {
    let project = &report.inventory.project;
    let application = report.inventory.applications.first().and_then(|application| project.module(&application.module));
    application
        .and_then(|module| module.build_file.clone())
        .or_else(|| project.build_files.first().cloned())
        .or_else(|| report.policy.documents.first().map(|document| document.path.clone()))
        .unwrap_or_else(|| ".".to_owned())
}

/// Lines longer than this many bytes were not written by hand.
const LONG: usize = 1 << 16;

/// A line of a file, cut to what stands around a place. Every part is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The path.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What stands before the place.
    pub before: String,
    /// The place itself; empty for a file as a whole.
    pub marked: String,
    /// What stands after it.
    pub after: String,
}

impl Excerpt {
    /// The line at `span` with `around` columns on both sides and at most `most` of the place itself.
    pub(super) fn of(span: &Span, around: usize, most: usize) -> Self {
        let place = span.place();
        let line = span.source().line_text(place.line);
        let start = line.char_indices().nth((place.column as usize).saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        let length = span.text().lines().next().unwrap_or("").len();
        let end = (start + length).min(line.len());
        // Of a very long line the place alone is shown.
        let (first, last) = if line.len() > LONG { (start, end) } else { (0, line.len()) };
        let secrets = secrets(&line[first..last]);
        let shown = |from: usize, to: usize| without(&line[first..last], &secrets, from - first..to - first);
        let (before, marked, after) = (&shown(first, start), &shown(start, end), &shown(end, last));
        let before = match end_of(before, around) {
            0 => before.trim_start().to_owned(),
            from => format!("…{}", &before[from..]),
        };
        Self {
            path: printable(place.path),
            line: place.line,
            column: place.column,
            before: flat(&before),
            marked: flat(&cut(marked, most)),
            after: flat(&cut(after, around)),
        }
    }
}

/// The first columns of a text, with a sign where it was cut. A Chinese character takes two.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let mut taken = 0;
    for (at, char) in text.char_indices() {
        taken += char.width().unwrap_or(0);
        if taken > columns {
            return format!("{}…", &text[..at]);
        }
    }
    text.to_owned()
}

/// Where the last columns of a text begin.
fn end_of(text: &str, columns: usize) -> usize {
    let mut taken = 0;
    for (at, char) in text.char_indices().rev() {
        taken += char.width().unwrap_or(0);
        if taken > columns {
            return at + char.len_utf8();
        }
    }
    0
}

fn flat(text: &str) -> String {
    printable(text).replace('\t', "    ").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn the_prefix_is_for_paths_of_the_project_alone() {
        let paths = Paths { prefix: "./android/".into(), outside: ["docs/policy.md".to_owned()].into() };
        assert_eq!(paths.in_repository("app/build.gradle"), "android/app/build.gradle");
        assert_eq!(paths.in_repository("docs/policy.md"), "docs/policy.md");
        assert_eq!(paths.in_repository("/tmp/policy.md"), "/tmp/policy.md");
        assert_eq!(Paths::default().in_repository("app/build.gradle"), "app/build.gradle");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}极光推送{}", "前".repeat(50), "后".repeat(50));
        let source = Source::new("p.md", line);
        let excerpt = Excerpt::of(&Span::new(&source, 150, 162), 7, 5);
        assert_eq!(
            (excerpt.before.as_str(), excerpt.marked.as_str(), excerpt.after.as_str()),
            ("…前前前", "极光…", "后后后…")
        );
    }
}
