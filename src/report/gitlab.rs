//! GitLab Code Quality: a list of issues, each with a fingerprint of its own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Report, place, summary};
use crate::finding::{Finding, Level};
use crate::source::Language;

/// The issues. Suppressed findings are none; what could not be read is.
pub fn report(report: &Report<'_>, language: Language) -> Value {
    let mut fingerprints = Fingerprints::default();
    let mut issues: Vec<Value> =
        report.active().map(|finding| issue(report, finding, &mut fingerprints, language)).collect();
    for problem in report.problems {
        let key = format!("unreadable-input {}:{}", problem.path, problem.line.unwrap_or(0));
        issues.push(json!({
            "description": problem.message.get(language),
            "check_name": "unreadable-input",
            "fingerprint": fingerprints.unique(key),
            "severity": "blocker",
            "location": {
                "path": report.paths.in_repository(&problem.path),
                "lines": {"begin": problem.line.unwrap_or(1).max(1)},
            },
        }));
    }
    if !report.understood() {
        issues.push(json!({
            "description": summary::verdict(report, language),
            "check_name": "nothing-read",
            "fingerprint": fingerprints.unique("nothing-read".to_owned()),
            "severity": "blocker",
            "location": {"path": report.paths.in_repository(&place::fallback(report)), "lines": {"begin": 1}},
        }));
    }
    Value::Array(issues)
}

fn issue(report: &Report<'_>, finding: &Finding, fingerprints: &mut Fingerprints, language: Language) -> Value {
    let severity = match finding.level {
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Note => "info",
    };
    let (path, begin, end) = match place::places(finding).first() {
        Some((_, span)) => {
            let place = span.place();
            (place.path.to_owned(), place.line, place.end_line)
        }
        None => (place::fallback(report), 1, 1),
    };
    json!({
        "description": finding.message.get(language),
        "check_name": finding.rule,
        "fingerprint": fingerprints.unique(finding.fingerprint()),
        "severity": severity,
        "location": {"path": report.paths.in_repository(&path), "lines": {"begin": begin, "end": end}},
        "content": {"body": finding.help.get(language)},
    })
}

/// GitLab shows one of several issues with the same fingerprint; the same finding in two applications are two.
#[derive(Default)]
struct Fingerprints(BTreeMap<String, usize>);

impl Fingerprints {
    fn unique(&mut self, fingerprint: String) -> String {
        let times = self.0.entry(fingerprint.clone()).or_default();
        *times += 1;
        if *times == 1 { fingerprint } else { format!("{fingerprint}-{times}") }
    }
}
