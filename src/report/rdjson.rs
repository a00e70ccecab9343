//! The diagnostic format of reviewdog, `rdjson`. Its columns count bytes of UTF-8, its ends are exclusive.

use serde_json::{Map, Value, json};

use super::place::{self, Side};
use super::{Report, summary};
use crate::finding::{Finding, Level};
use crate::source::{Language, Source, Span};

/// The diagnostics. Suppressed findings are none; what could not be read is.
pub fn report(report: &Report<'_>, language: Language) -> Value {
    let mut diagnostics: Vec<Value> = report.active().map(|finding| diagnostic(report, finding, language)).collect();
    for problem in report.problems {
        let mut location = Map::new();
        location.insert("path".into(), json!(report.paths.in_repository(&problem.path)));
        if let Some(line) = problem.line.filter(|&line| line > 0) {
            location.insert("range".into(), json!({"start": {"line": line}}));
        }
        diagnostics.push(json!({
            "message": problem.message.get(language),
            "location": location,
            "severity": "ERROR",
            "code": {"value": "unreadable-input"},
        }));
    }
    if !report.understood() {
        diagnostics.push(json!({
            "message": summary::verdict(report, language),
            "location": {"path": report.paths.in_repository(&place::fallback(report))},
            "severity": "ERROR",
            "code": {"value": "nothing-read"},
        }));
    }
    json!({"source": {"name": "qingdan"}, "diagnostics": diagnostics})
}

fn diagnostic(report: &Report<'_>, finding: &Finding, language: Language) -> Value {
    let severity = match finding.level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Note => "INFO",
    };
    let places = place::places(finding);
    let location = match places.first() {
        Some(&(_, span)) => location(report, span),
        None => json!({"path": report.paths.in_repository(&place::fallback(report))}),
    };
    let related: Vec<Value> = places
        .iter()
        .skip(1)
        .map(|&(side, span)| {
            let message = match (side, language) {
                (Side::Evidence, Language::Zh) => "由这里带入",
                (Side::Evidence, Language::En) => "brought in here",
                (Side::Policy, Language::Zh) => "隐私政策",
                (Side::Policy, Language::En) => "the policy",
            };
            json!({"message": message, "location": self::location(report, span)})
        })
        .collect();
    let (message, help) = (finding.message.get(language), finding.help.get(language));
    let message = if help.is_empty() { message.to_owned() } else { format!("{message}\n{help}") };
    let mut value = json!({
        "message": message,
        "location": location,
        "severity": severity,
        "code": {"value": finding.rule},
    });
    if let (false, Some(map)) = (related.is_empty(), value.as_object_mut()) {
        map.insert("relatedLocations".into(), Value::Array(related));
    }
    value
}

fn location(report: &Report<'_>, span: &Span) -> Value {
    let path = report.paths.in_repository(span.path());
    if span.line() == 0 || (span.start, span.end) == (0, 0) {
        return json!({"path": path});
    }
    let source = span.source();
    json!({
        "path": path,
        "range": {"start": position(source, span.start), "end": position(source, span.end)},
    })
}

fn position(source: &Source, offset: u32) -> Value {
    let starts = source.line_starts();
    let line = starts.partition_point(|&start| start <= offset);
    let start = starts[line.saturating_sub(1)];
    json!({"line": line, "column": offset - start + 1})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_bytes() {
        let source = Source::new("p.md", "一\n二三");
        assert_eq!(position(&source, 7), json!({"line": 2, "column": 4}));
    }
}
