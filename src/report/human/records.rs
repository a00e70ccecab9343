//! The report of `sdk check`.

use miette::Severity;

use super::excerpt::Excerpt;
use super::shown::Shown;
use super::{Style, problems};
use crate::report::printable;
use crate::report::summary::count;
use crate::sdk::check::{Mistake, Outcome};
use crate::source::Language;

/// The mistakes with their places, then the summary.
pub fn check(outcome: &Outcome, style: &Style) -> String {
    let mut out = String::new();
    if !style.quiet {
        for mistake in &outcome.mistakes {
            out.push_str(&shown(mistake, style).draw(style));
            out.push('\n');
        }
    }
    out.push_str(&problems(&outcome.problems, style));
    let summary = match style.language {
        Language::Zh => {
            format!("{} 条 SDK 记录、{} 个厂商，{} 处错误", outcome.records, outcome.vendors, outcome.mistakes.len())
        }
        Language::En => format!(
            "{} and {} read, {}",
            count(outcome.records, "SDK record"),
            count(outcome.vendors, "vendor"),
            count(outcome.mistakes.len(), "mistake"),
        ),
    };
    out.push_str(&format!("{}\n", style.bold(&summary)));
    out
}

fn shown(mistake: &Mistake, style: &Style) -> Shown {
    let other = mistake.other.as_ref();
    Shown {
        message: printable(mistake.message.get(style.language)),
        code: Some(mistake.check.to_owned()),
        severity: Severity::Error,
        help: Some(printable(mistake.help.get(style.language))),
        source: Some(Excerpt::of(&mistake.at, style.width)),
        label: style.pick("这里", "here").to_owned(),
        related: other
            .map(|span| {
                Shown::place(
                    span,
                    style.pick("另一处", "the other place").to_owned(),
                    style.pick("这里", "here"),
                    style,
                )
            })
            .into_iter()
            .collect(),
    }
}
