//! Workflow commands of GitHub Actions: one annotation a finding, then the summary as plain lines.

use super::place::{self, Side};
use super::{Report, printable, summary};
use crate::finding::{Finding, Level};
use crate::source::{Language, Span};

/// The annotations. Suppressed findings make none.
pub fn report(report: &Report<'_>, language: Language) -> String {
    let mut out = String::new();
    for finding in report.active() {
        let name = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let places = place::places(finding);
        let mut properties = match places.first() {
            Some(&(_, span)) => location(report, span),
            None => file(report, &place::fallback(report)),
        };
        properties.push(("title", finding.rule.to_owned()));
        out.push_str(&command(name, &properties, &text(finding, &places, language)));
    }
    for problem in report.problems {
        let mut properties = file(report, &problem.path);
        properties.extend(problem.line.map(|line| ("line", line.to_string())));
        properties.push(("title", "unreadable-input".to_owned()));
        out.push_str(&command("error", &properties, problem.message.get(language)));
    }
    let verdict = summary::verdict(report, language);
    if !report.understood() {
        out.push_str(&command("error", &[("title", "qingdan".to_owned())], &verdict));
    }
    let coverage = summary::coverage(report.inventory, Some(report.policy), language);
    format!("{out}{verdict}\n{coverage}\n")
}

/// The message, how to mend it, and the place on the other side: an annotation stands at one line alone.
fn text(finding: &Finding, places: &[(Side, &Span)], language: Language) -> String {
    let mut text = finding.message.get(language).to_owned();
    let help = finding.help.get(language);
    if !help.is_empty() {
        text.push('\n');
        text.push_str(help);
    }
    if let Some((_, at)) = places.iter().skip(1).find(|(side, _)| *side == Side::Policy) {
        let label = match language {
            Language::Zh => "隐私政策：",
            Language::En => "the policy: ",
        };
        text.push_str(&format!("\n{label}{}:{}", at.path(), at.line()));
    }
    text
}

type Property = (&'static str, String);

fn file(report: &Report<'_>, path: &str) -> Vec<Property> {
    vec![("file", report.paths.in_repository(path))]
}

fn location(report: &Report<'_>, span: &Span) -> Vec<Property> {
    let place = span.place();
    let mut properties = file(report, place.path);
    properties.push(("line", place.line.to_string()));
    properties.push(("endLine", place.end_line.to_string()));
    // Columns are accepted on one line alone.
    if place.end_line == place.line {
        properties.push(("col", place.column.to_string()));
        properties.push(("endColumn", place.end_column.to_string()));
    }
    properties
}

fn command(name: &str, properties: &[Property], message: &str) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", escape_property(value))).collect();
    format!("::{name} {}::{}\n", properties.join(","), escape_data(message))
}

/// Escapes a message as the runner reads it; what it does not read is made safe for the log.
fn escape_data(text: &str) -> String {
    printable(&text.replace("\r\n", "\n")).replace('%', "%25").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_file_ends_a_command() {
        assert_eq!(escape_data("100%\r\n::error::x\u{1b}"), "100%25%0A::error::x\\u{1b}");
        assert_eq!(escape_data("a\rb"), "a\\u{d}b");
        assert_eq!(escape_property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
