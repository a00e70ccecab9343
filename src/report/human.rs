//! Reports for people at a terminal. This is the only place that knows miette.

mod annotated;
mod excerpt;
mod findings;
mod inventory;
mod policy;
mod records;
mod sdk;
mod shown;

pub use annotated::annotated;
pub use findings::check;
pub use inventory::{inventory, merged_manifest};
pub use policy::policy;
pub use records::check as sdk_check;
pub use sdk::{list as sdk_list, search as sdk_search, show as sdk_show};

use crate::config::Mistake;
use crate::source::{Language, Problem, Text};

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub language: Language,
    /// Whether colours may be used.
    pub color: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
    /// Shows notes and suppressed findings in full.
    pub verbose: bool,
    /// Shows the summary alone.
    pub quiet: bool,
}

impl Style {
    /// One of two texts, by language.
    pub fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }
}

/// Mistakes in a file that a person wrote for this program, each with its line.
pub fn mistakes(mistakes: &[Mistake], style: &Style) -> String {
    let one = |mistake: &Mistake| {
        let text = |text: &Text| super::printable(text.get(style.language));
        shown::Shown::mistake(&mistake.at, text(&mistake.message), text(&mistake.hint), style).draw(style)
    };
    mistakes.iter().map(one).collect()
}

/// Problems, one a line.
fn problems(problems: &[Problem], style: &Style) -> String {
    let mut out = String::new();
    for problem in problems {
        let at = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let label = style.paint("31;1", style.pick("读取失败", "unreadable"));
        out.push_str(&format!(
            "{label}: {}{at}: {}\n",
            super::printable(&problem.path),
            super::printable(problem.message.get(style.language))
        ));
    }
    out
}
