//! JUnit XML: a test case for each finding, and one for each rule that found nothing, so that a clean run still
//! says what it looked for.

use super::{Report, place, printable, summary};
use crate::finding::Finding;
use crate::rules::RULES;
use crate::source::Language;

#[derive(Default)]
struct Suite {
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

/// The suite. Findings below the failing level pass, with their text as output.
pub fn report(report: &Report<'_>, language: Language) -> String {
    let mut suite = Suite::default();
    for rule in RULES {
        let mut clean = true;
        for finding in report.findings.iter().filter(|finding| finding.rule == rule.name) {
            clean = false;
            suite.finding(report, finding, language);
        }
        if clean {
            suite.tests += 1;
            suite.cases.push_str(&format!("    <testcase classname=\"qingdan\" name=\"{}\"/>\n", rule.name));
        }
    }
    for problem in report.problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        suite.error("unreadable-input", &format!("{}{line}", problem.path), problem.message.get(language));
    }
    if !report.understood() {
        suite.error("nothing-read", ".", &summary::verdict(report, language));
    }
    let Suite { cases, tests, failures, errors, skipped } = suite;
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
    let coverage = escape(&summary::coverage(report.inventory, Some(report.policy), language));
    let verdict = escape(&summary::verdict(report, language));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"qingdan\" {counts}>\n  <testsuite name=\"qingdan\" {counts}>\n\
         {cases}    <system-out>{verdict}\n{coverage}</system-out>\n  </testsuite>\n</testsuites>\n"
    )
}

impl Suite {
    fn finding(&mut self, report: &Report<'_>, finding: &Finding, language: Language) {
        self.tests += 1;
        let places = place::places(finding);
        let file = places.first().map_or_else(|| place::fallback(report), |(_, span)| span.path().to_owned());
        let line = places.first().map_or(1, |(_, span)| span.line().max(1));
        let message = finding.message.get(language);
        let name = escape(&format!("{}: {message}", finding.rule));
        let file = escape(&report.paths.in_repository(&file));
        let head = format!("    <testcase classname=\"qingdan\" name=\"{name}\" file=\"{file}\" line=\"{line}\">");
        let mut text = format!("{message}\n{}\n", finding.help.get(language));
        for (_, span) in &places {
            text.push_str(&format!("{}:{}\n", span.path(), span.line()));
        }
        let body = if let Some(suppression) = &finding.suppressed {
            self.skipped += 1;
            format!("<skipped message=\"{}\"/>", escape(&suppression.reason))
        } else if report.fail_on.is_some_and(|level| finding.level >= level) {
            self.failures += 1;
            let kind = finding.level.name();
            format!("<failure type=\"{kind}\" message=\"{}\">{}</failure>", escape(message), escape(&text))
        } else {
            format!("<system-out>{}: {}</system-out>", finding.level.name(), escape(&text))
        };
        self.cases.push_str(&format!("{head}{body}</testcase>\n"));
    }

    fn error(&mut self, kind: &str, name: &str, message: &str) {
        self.tests += 1;
        self.errors += 1;
        self.cases.push_str(&format!(
            "    <testcase classname=\"qingdan\" name=\"{kind}: {}\"><error type=\"{kind}\" message=\"{}\"/></testcase>\n",
            escape(name),
            escape(message)
        ));
    }
}

/// Text for content and attributes alike. XML 1.0 has no way to write control characters and the two
/// non-characters: they are shown escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_shown_escaped() {
        assert_eq!(escape("a<b>\"&\n\u{1}\u{ffff}"), "a&lt;b&gt;&quot;&amp;&#10;\\u{1}\\u{ffff}");
    }
}
