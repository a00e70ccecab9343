//! SARIF 2.1.0, for code scanning. One run; every rule with its help; suppressed findings stay in, marked so.

use serde_json::{Map, Value, json};

use super::place::{self, Side};
use super::{Report, summary};
use crate::finding::{Finding, SuppressedBy};
use crate::rules::{RULES, Rule};
use crate::source::{Language, Problem, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name that stands for the root of the repository.
const ROOT: &str = "%SRCROOT%";

/// The log of one run.
pub fn report(report: &Report<'_>, language: Language) -> Value {
    let root = match language {
        Language::Zh => "代码仓库的根目录",
        Language::En => "the root of the repository",
    };
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "qingdan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": tag(language),
                "rules": RULES.iter().map(|item| rule(item, language)).collect::<Vec<_>>(),
                "properties": {"sdkDatabase": report.sdk_db},
            }},
            "language": tag(language),
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": root}}},
            "invocations": [invocation(report, language)],
            "results": report.findings.iter().map(|finding| result(report, finding, language)).collect::<Vec<_>>(),
        }],
    })
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en-US",
    }
}

fn rule(rule: &Rule, language: Language) -> Value {
    let title = rule.title(language);
    let explanation = match rule.explanation(language) {
        "" => title,
        text => text,
    };
    json!({
        "id": rule.name,
        "name": pascal_case(rule.name),
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": explanation, "markdown": explanation},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["privacy", "android"]},
    })
}

fn pascal_case(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    name.split('-').map(capital).collect()
}

/// What could not be read makes the run unsuccessful: viewers show it beside the results.
fn invocation(report: &Report<'_>, language: Language) -> Value {
    let notification = |problem: &Problem| {
        let mut location = json!({"artifactLocation": artifact(report, &problem.path)});
        if let (Some(line), Some(map)) = (problem.line.filter(|&line| line > 0), location.as_object_mut()) {
            map.insert("region".into(), json!({"startLine": line}));
        }
        json!({
            "level": "error",
            "descriptor": {"id": "unreadable-input"},
            "message": {"text": problem.message.get(language)},
            "locations": [{"physicalLocation": location}],
        })
    };
    let mut notifications: Vec<Value> = report.problems.iter().map(notification).collect();
    if !report.understood() {
        let text = summary::verdict(report, language);
        notifications.push(json!({"level": "error", "message": {"text": text}}));
    }
    let coverage = summary::coverage(report.inventory, Some(report.policy), language);
    notifications.push(json!({"level": "note", "message": {"text": coverage}}));
    json!({
        "executionSuccessful": report.problems.is_empty() && report.understood(),
        "toolExecutionNotifications": notifications,
    })
}

fn result(report: &Report<'_>, finding: &Finding, language: Language) -> Value {
    let places = place::places(finding);
    let locations = match places.split_first() {
        Some((&(_, span), _)) => json!([{"physicalLocation": physical(report, span)}]),
        None => json!([{"physicalLocation": {"artifactLocation": artifact(report, &place::fallback(report))}}]),
    };
    let related: Vec<Value> = places
        .iter()
        .skip(1)
        .enumerate()
        .map(|(index, &(side, span))| {
            let text = match (side, language) {
                (Side::Evidence, Language::Zh) => "由这里带入",
                (Side::Evidence, Language::En) => "brought in here",
                (Side::Policy, Language::Zh) => "隐私政策",
                (Side::Policy, Language::En) => "the policy",
            };
            json!({"id": index + 1, "message": {"text": text}, "physicalLocation": physical(report, span)})
        })
        .collect();
    let (message, help) = (finding.message.get(language), finding.help.get(language));
    let text = if help.is_empty() { message.to_owned() } else { format!("{message}\n{help}") };
    let suppressions: Vec<Value> = finding
        .suppressed
        .iter()
        .map(|suppression| {
            json!({
                "kind": if suppression.by == SuppressedBy::Comment { "inSource" } else { "external" },
                "status": "accepted",
                "justification": suppression.reason,
                "properties": {"expires": suppression.expires},
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": finding.level,
        "message": {"text": text},
        "locations": locations,
        "partialFingerprints": {"qingdan/v1": finding.fingerprint()},
        "suppressions": suppressions,
        "properties": properties(finding, language),
    });
    if let Some(map) = result.as_object_mut() {
        if let Some(index) = RULES.iter().position(|rule| rule.name == finding.rule) {
            map.insert("ruleIndex".into(), json!(index));
        }
        if !related.is_empty() {
            map.insert("relatedLocations".into(), Value::Array(related));
        }
    }
    result
}

fn properties(finding: &Finding, language: Language) -> Value {
    let about = [
        ("sdk", &finding.sdk),
        ("data", &finding.data),
        ("permission", &finding.permission),
        ("module", &finding.module),
    ];
    let mut properties: Map<String, Value> = about
        .into_iter()
        .filter_map(|(key, value)| value.as_ref().map(|value| (key.to_owned(), json!(value))))
        .collect();
    properties.insert("applications".into(), json!(finding.applications));
    let basis: Vec<&str> = finding.basis.iter().map(|clause| clause.get(language)).collect();
    properties.insert("basis".into(), json!(basis));
    Value::Object(properties)
}

fn physical(report: &Report<'_>, span: &Span) -> Value {
    let place = span.place();
    let mut location = Map::new();
    location.insert("artifactLocation".into(), artifact(report, place.path));
    // An empty span at the beginning means the file as a whole.
    if (span.start, span.end) != (0, 0) {
        let mut region = Map::new();
        region.insert("startLine".into(), json!(place.line));
        region.insert("startColumn".into(), json!(place.column));
        region.insert("endLine".into(), json!(place.end_line));
        region.insert("endColumn".into(), json!(place.end_column));
        if let Some(text) = place.text {
            region.insert("snippet".into(), json!({"text": text}));
        }
        location.insert("region".into(), Value::Object(region));
    }
    Value::Object(location)
}

fn artifact(report: &Report<'_>, path: &str) -> Value {
    let path = report.paths.in_repository(path);
    if !place::is_absolute(&path) {
        return json!({"uri": percent_encode(&path), "uriBaseId": ROOT});
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    json!({"uri": format!("file://{slash}{}", percent_encode(&path))})
}

/// A path as the path of a URI reference. `:` is encoded too: in a relative reference it would end a scheme.
fn percent_encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';'
            | b'=' | b'@' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(percent_encode("app/src/main/AndroidManifest.xml"), "app/src/main/AndroidManifest.xml");
        assert_eq!(percent_encode("docs/隐私 100%.md"), "docs/%E9%9A%90%E7%A7%81%20100%25.md");
        assert_eq!(percent_encode("a:b?c#d[e]"), "a%3Ab%3Fc%23d%5Be%5D");
    }

    #[test]
    fn rule_names_are_written_as_code_scanning_wants_them() {
        assert_eq!(pascal_case("undeclared-sdk-data"), "UndeclaredSdkData");
    }
}
