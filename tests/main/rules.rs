//! The pages of the rules are their tests: each example builds a small project and a policy, and says what the
//! rule finds there. A page also has an example in which the rule finds nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use qingdan::rules::RULES;
use serde_json::Value;

/// One example: its title and its fences (kind, content), and the line of the page at which it begins.
struct Example {
    title: String,
    fences: Vec<(String, String)>,
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let (_, section) = page.split_once("## Examples\n").expect("a page has examples");
    let mut fence: Option<(String, String)> = None;
    for line in section.lines() {
        if line == "```" {
            examples.last_mut().expect("a fence stands in an example").fences.extend(fence.take());
            continue;
        }
        match &mut fence {
            Some((_, content)) => {
                content.push_str(line);
                content.push('\n');
            }
            None => {
                if let Some(title) = line.strip_prefix("### ") {
                    examples.push(Example { title: title.to_owned(), fences: Vec::new() });
                } else if let Some(kind) = line.strip_prefix("```") {
                    fence = Some((kind.to_owned(), String::new()));
                }
            }
        }
    }
    examples
}

/// What the rule finds in the example, a line each: level, what it is about, the first place of either side.
fn found(rule: &str, example: &Example) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("settings.gradle", "include ':app'\n");
    write("app/src/main/AndroidManifest.xml", "<manifest/>\n");
    let mut lists = Vec::new();
    let mut policy = false;
    for (kind, content) in &example.fences {
        match kind.as_str() {
            "build" => write("app/build.gradle", content),
            "manifest" => write("app/src/main/AndroidManifest.xml", content),
            "policy" => {
                write("policy.md", content);
                policy = true;
            }
            "list" => {
                write("list.md", content);
                lists.push("list.md");
            }
            "config" => write("qingdan.toml", content),
            "findings" => {}
            other => panic!("{rule}: no fence is called {other}"),
        }
    }
    let at = |path: &str| root.path().join(path);
    let mut command = Command::new(env!("CARGO_BIN_EXE_qingdan"));
    command.args(["check", "--format", "json", "--lang", "en"]).arg(root.path());
    if policy {
        command.arg("--policy").arg(at("policy.md"));
    }
    for list in lists {
        command.arg("--sdk-list").arg(at(list));
    }
    let output = command.output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{rule}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(report["problems"], Value::Array(Vec::new()), "{rule}: {}", example.title);
    let place = |places: &Value| {
        places.get(0).map_or("-".to_owned(), |place| format!("{}:{}", place["path"].as_str().unwrap(), place["line"]))
    };
    let is_of_rule = |finding: &&Value| finding["rule"] == rule && finding["suppressed"].is_null();
    let findings = report["findings"].as_array().unwrap().iter().filter(is_of_rule);
    findings
        .map(|finding| {
            let about: Vec<&str> =
                ["sdk", "data", "permission"].iter().filter_map(|key| finding[key].as_str()).collect();
            let about = if about.is_empty() { "-".to_owned() } else { about.join("+") };
            let level = finding["level"].as_str().unwrap();
            format!("{level} {about} {} {}", place(&finding["evidence"]), place(&finding["policy"]))
        })
        .collect()
}

/// `…` at the end of what is expected stands for further findings of the rule.
#[test]
fn every_example_of_every_page_holds() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let examples = examples(rule.page);
        assert!(examples.len() >= 2 || rule.page.contains("allow"), "{} has too few examples", rule.name);
        let mut silent = false;
        for example in &examples {
            let (_, expected) = example.fences.iter().find(|(kind, _)| kind == "findings").unwrap();
            let mut expected: Vec<&str> = expected.lines().collect();
            silent |= expected.is_empty();
            let found = found(rule.name, example);
            let holds = if expected.last() == Some(&"…") {
                expected.pop();
                expected.iter().all(|line| found.iter().any(|found| found == line)) && found.len() >= expected.len()
            } else {
                found == expected
            };
            if !holds {
                wrong.push(format!("{}: {}\n  expected {expected:#?}\n  found {found:#?}", rule.name, example.title));
            }
        }
        assert!(silent, "{} has no example in which it finds nothing", rule.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A made-up vendor whose SDKs differ in what the rules ask about, in a project that ships some of them, beside texts
/// that name them in entries, in passing, in full, or in part: every finding with its words and places.
#[test]
fn findings_say_what_they_rest_on() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/rules");
    let mut shown = String::new();
    for policy in ["entries.md", "mentions.md", "all-named.md", "in-part.md"] {
        let output = Command::new(env!("CARGO_BIN_EXE_qingdan"))
            .current_dir(rules.join("project"))
            .args(["check", "--format", "json", "--lang", "en", "--sdk-db", "../sdk-db", "--policy", policy])
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["problems"], Value::Array(Vec::new()), "{policy}");
        shown.push_str(&format!("# {policy}\n"));
        for finding in report["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap_or_default();
            let about = ["level", "rule", "sdk", "data", "permission"].map(text).join(" ");
            let lines = |key: &str| {
                let places = finding[key].as_array().unwrap().iter();
                places.map(|place| place["line"].to_string()).collect::<Vec<_>>().join(",")
            };
            shown.push_str(&format!(
                "\n{} [{} | {}]\n{}\n{}\n",
                about.split_whitespace().collect::<Vec<_>>().join(" "),
                lines("evidence"),
                lines("policy"),
                text("message"),
                text("help").lines().next().unwrap_or_default(),
            ));
        }
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn pages_files_and_the_list_of_rules_agree() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut pages: Vec<String> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".md").map(|name| name.replace('_', "-")))
        .collect();
    pages.sort();
    let mut rules: Vec<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    rules.sort();
    assert_eq!(pages, rules);
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        assert!(!rule.zh.is_empty() && !rule.en.is_empty(), "{}", rule.name);
        for language in [qingdan::source::Language::Zh, qingdan::source::Language::En] {
            assert!(rule.explanation(language).len() > 40, "{} explains nothing", rule.name);
        }
    }
}
