//! How things look. Nothing here decides anything: one path leads from findings to every format.

pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod lines;
pub mod markdown;
pub mod rdjson;
pub mod reference;
pub mod sarif;
pub mod sdk_markdown;
pub mod summary;
pub mod table;

mod place;

pub use place::Paths;

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::inventory::Inventory;
use crate::policy::Policy;
use crate::source::Problem;

/// All that a run of `check` found out.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What the applications carry.
    pub inventory: &'a Inventory,
    /// What the texts declare.
    pub policy: &'a Policy,
    /// The findings, in order; suppressed ones included.
    pub findings: &'a [Finding],
    /// Everything that could not be read or parsed, in order.
    pub problems: &'a [Problem],
    /// The version of the database.
    pub sdk_db: &'a str,
    /// The level from which findings fail the run; none when nothing does.
    pub fail_on: Option<Level>,
    /// How paths are written for other tools.
    pub paths: &'a Paths,
}

impl Report<'_> {
    /// Whether anything was understood. A run that looked at nothing is no pass, in no format.
    pub fn understood(&self) -> bool {
        self.inventory.coverage.manifests + self.inventory.coverage.dependencies > 0
    }

    /// The findings that nobody suppressed.
    pub fn active(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.suppressed.is_none())
    }
}

/// How many findings stand at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
    /// Suppressed ones of any level.
    pub suppressed: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match (finding.suppressed.is_some(), finding.level) {
                (true, _) => counts.suppressed += 1,
                (false, Level::Error) => counts.error += 1,
                (false, Level::Warning) => counts.warning += 1,
                (false, Level::Note) => counts.note += 1,
            }
        }
        counts
    }
}

/// Makes text from files safe to show: control characters, escape sequences and characters that turn the
/// direction of writing are shown escaped; tabs and line ends stay.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_invisible(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_turned_text_are_shown_escaped() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}c\n中\t"), "a\\u{1b}[31mb\\u{202e}c\n中\t");
    }
}
