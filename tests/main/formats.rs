//! Every form of the report: valid against its schema, and with the same findings.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn demo() -> PathBuf {
    root().join("testdata/projects/demo")
}

fn qingdan() -> Command {
    let mut command = Command::cargo_bin("qingdan").unwrap();
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

fn check(project: &Path, arguments: &[&str]) -> String {
    let output = qingdan().arg("check").arg(project).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn json(project: &Path, format: &str) -> Value {
    serde_json::from_str(&check(project, &["--format", format])).unwrap()
}

fn validate(schema: &str, value: &Value) {
    let path = root().join("tests/main/schemas").join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A project with everything that has to be escaped: in paths, in names, in the text of the policy.
fn hostile() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let at = |path: &str| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    };
    fs::write(at("settings.gradle"), "include ':app'\n").unwrap();
    fs::write(
        at("app/build.gradle"),
        "apply plugin: 'com.android.application'\ndependencies { implementation 'cn.jiguang.sdk:jpush:5.0.3' }\n",
    )
    .unwrap();
    fs::write(
        at("app/src/main/AndroidManifest.xml"),
        "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" package=\"a.b\">\n  \
         <uses-permission android:name=\"android.permission.CAMERA\"/>\n</manifest>\n",
    )
    .unwrap();
    let policy = "# 隐私政策 <script>alert(1)</script> | `x` \u{1b}[31m 100% ::error::\n\n我们不会收集您的 IMEI。\n\n\
                  ## 第三方 SDK 目录\n\n### 极光推送 ]]> <img src=x onerror=alert(1)>\n收集的个人信息：设备信息、IMEI \u{1b}]0;t\u{7}\n";
    fs::write(at("docs/隐私 policy 100%#1.md"), policy).unwrap();
    directory
}

fn hostile_check(directory: &Path, arguments: &[&str]) -> String {
    let policy = directory.join("docs/隐私 policy 100%#1.md");
    let mut all = vec!["--policy", policy.to_str().unwrap()];
    all.extend(arguments);
    check(directory, &all)
}

/// Whatever the schema of SARIF does not know is lost on the way through its types.
#[test]
fn sarif_is_what_the_types_of_its_schema_hold() {
    let report = json(&demo(), "sarif");
    let typed: serde_sarif::sarif::Sarif = serde_json::from_value(report.clone()).unwrap();
    let back = serde_json::to_value(&typed).unwrap();
    let mut lost = Vec::new();
    compare("", &report, &back, &mut lost);
    assert!(lost.is_empty(), "{lost:#?}");
}

fn compare(at: &str, ours: &Value, back: &Value, lost: &mut Vec<String>) {
    match (ours, back) {
        (Value::Object(ours), Value::Object(back)) => {
            for (key, value) in ours {
                let at = format!("{at}/{key}");
                match back.get(key) {
                    Some(back) => compare(&at, value, back, lost),
                    None => lost.push(at),
                }
            }
        }
        (Value::Array(ours), Value::Array(back)) if ours.len() == back.len() => {
            ours.iter()
                .zip(back)
                .enumerate()
                .for_each(|(at_, (ours, back))| compare(&format!("{at}/{at_}"), ours, back, lost));
        }
        (ours, back) if ours == back => {}
        _ => lost.push(at.to_owned()),
    }
}

#[test]
fn sarif_is_valid_and_complete() {
    let report = json(&demo(), "json");
    let sarif = json(&demo(), "sarif");
    validate("sarif.json", &sarif);
    let run = &sarif["runs"][0];
    let findings = report["findings"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(findings) {
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(result["level"], finding["level"]);
        assert_eq!(result["partialFingerprints"]["qingdan/v1"], finding["fingerprint"]);
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], finding["rule"]);
        // Both sides are there.
        let places = finding["evidence"].as_array().unwrap().len() + finding["policy"].as_array().unwrap().len();
        let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
        assert!(related < places.max(1) && (places < 2 || related > 0), "{result:#}");
    }
    let help = run["tool"]["driver"]["rules"][0]["help"]["markdown"].as_str().unwrap();
    assert!(help.contains("qingdan.toml"), "{help}");
}

#[test]
fn sarif_paths_are_uri_references() {
    let directory = hostile();
    let sarif: Value = serde_json::from_str(&hostile_check(directory.path(), &["--format", "sarif"])).unwrap();
    validate("sarif.json", &sarif);
    let text = sarif.to_string();
    assert!(text.contains("docs/%E9%9A%90%E7%A7%81%20policy%20100%25%231.md"), "{text}");
    assert!(!text.contains("\"uri\":\"/"), "an absolute path");
}

#[test]
fn the_prefix_leads_from_the_repository_to_the_project() {
    let plain = check(&demo(), &["--format", "github"]);
    let prefixed = check(&demo(), &["--format", "github", "--path-prefix", "android/"]);
    assert!(plain.contains("file=push/build.gradle,") && prefixed.contains("file=android/push/build.gradle,"));
    let sarif = check(&demo(), &["--format", "sarif", "--path-prefix", "android"]);
    assert!(sarif.contains("\"android/push/build.gradle\""));
}

#[test]
fn gitlab_is_valid_and_its_fingerprints_differ() {
    let directory = hostile();
    let hostile: Value = serde_json::from_str(&hostile_check(directory.path(), &["--format", "gitlab"])).unwrap();
    for issues in [json(&demo(), "gitlab"), hostile] {
        validate("gitlab.json", &issues);
        let issues = issues.as_array().unwrap();
        let fingerprints: BTreeSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), issues.len());
    }
}

#[test]
fn rdjson_is_valid() {
    let directory = hostile();
    validate("rdjson.json", &json(&demo(), "rdjson"));
    validate("rdjson.json", &serde_json::from_str(&hostile_check(directory.path(), &["--format", "rdjson"])).unwrap());
}

/// The schema is applied where `xmllint` is installed; that the text is XML and counts itself right is always seen.
#[test]
fn junit_is_valid_and_counts_right() {
    let directory = hostile();
    for text in [check(&demo(), &["--format", "junit"]), hostile_check(directory.path(), &["--format", "junit"])] {
        let mut reader = Reader::from_str(&text);
        let (mut cases, mut failures) = (0, 0);
        let mut suite = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) | Event::Empty(element) => {
                    let attributes: Vec<(String, String)> = element
                        .attributes()
                        .map(|attribute| {
                            let attribute = attribute.unwrap();
                            (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                        })
                        .collect();
                    match element.name().as_ref() {
                        "testsuite" => suite = attributes,
                        "testcase" => cases += 1,
                        "failure" => failures += 1,
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let count = |key: &str| suite.iter().find(|(name, _)| name == key).unwrap().1.parse::<usize>().unwrap();
        assert_eq!((count("tests"), count("failures")), (cases, failures));
        assert!(failures > 0);
        let file = directory.path().join("junit.xml");
        fs::write(&file, &text).unwrap();
        let schema = root().join("tests/main/schemas/junit.xsd");
        match std::process::Command::new("xmllint").arg("--noout").arg("--schema").args([&schema, &file]).output() {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
            Err(_) => eprintln!("skipped: no xmllint on this machine"),
        }
    }
}

#[test]
fn github_commands_are_one_a_line_and_nothing_else_is_one() {
    let directory = hostile();
    let text = hostile_check(directory.path(), &["--format", "github"]);
    let commands = text.lines().filter(|line| line.starts_with("::")).count();
    let report: Value = serde_json::from_str(&hostile_check(directory.path(), &["--format", "json"])).unwrap();
    assert_eq!(commands, report["findings"].as_array().unwrap().len() + report["problems"].as_array().unwrap().len());
    assert!(!text.contains('\u{1b}'), "{text}");
    assert_eq!(text.lines().count(), commands + 2, "commands, then two lines of summary");
}

#[test]
fn no_text_of_a_file_becomes_markup_or_an_escape_sequence() {
    let directory = hostile();
    for format in ["human", "github", "junit", "markdown", "html"] {
        let text = hostile_check(directory.path(), &["--format", format, "--verbose", "--color", "never"]);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{format} lets control characters through");
        if format != "human" && format != "github" {
            assert!(!text.contains("<script>alert") && !text.contains("<img"), "{format} lets markup through");
        }
    }
}

#[test]
fn several_outputs_at_once_are_whole_files() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let target = |format: &str, name: &str| format!("--output={format}={}", at(name).display());
    let text =
        check(&demo(), &[&target("sarif", "a.sarif"), &target("html", "a.html"), &target("human", "a.txt"), "--quiet"]);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert_eq!(fs::read_to_string(at("a.sarif")).unwrap(), check(&demo(), &["--format", "sarif"]));
    assert!(fs::read_to_string(at("a.html")).unwrap().ends_with("</html>\n"));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3, "a stray file");

    qingdan().arg("check").arg(demo()).arg(target("sarif", "no/such/directory")).assert().code(2);
    let wrong = qingdan().arg("check").arg(demo()).arg("--output=sarf=x").assert().code(2);
    assert!(String::from_utf8_lossy(&wrong.get_output().stderr).contains("sarif"));
}

#[test]
fn a_run_that_read_nothing_passes_in_no_format() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("settings.gradle"), "include ':app'\n").unwrap();
    fs::create_dir_all(directory.path().join("app")).unwrap();
    fs::write(directory.path().join("app/build.gradle"), "apply plugin: 'com.android.application'\n").unwrap();
    for format in ["human", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"] {
        let run = qingdan().arg("check").arg(directory.path()).args(["--format", format]).assert().code(2);
        let text = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        let says = match format {
            "json" => "\"problems\"",
            "sarif" => "\"executionSuccessful\": false",
            _ => "no pass",
        };
        assert!(text.contains(says), "{format}: {text}");
    }
}

#[test]
fn the_language_of_every_format_is_the_one_asked_for() {
    for format in ["human", "github", "junit", "markdown", "html"] {
        assert!(check(&demo(), &["--format", format, "--lang", "zh"]).contains("个错误"), "{format}");
        assert!(check(&demo(), &["--format", format, "--lang", "en"]).contains(" errors"), "{format}");
    }
}

#[test]
fn colours_are_asked_for_or_not_used() {
    let coloured = |set: &[(&str, &str)], arguments: &[&str]| {
        let mut command = qingdan();
        let output = command.envs(set.iter().copied()).arg("check").arg(demo()).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe gets no colours");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
}

#[test]
fn completions_and_manual_pages_come_from_the_command_line() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = qingdan().args(["completions", shell]).assert().success();
        let text = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(text.contains("inventory") && text.contains("fail-on"), "{shell}");
    }
    let run = qingdan().args(["man", "check"]).assert().success();
    let page = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(page.contains(".TH qingdan-check 1") && page.contains("fail"), "{page}");
    qingdan().args(["man", "nothing"]).assert().code(2);
    let help = qingdan().args(["check", "--help"]).env("LANG", "zh_CN.UTF-8").assert().success();
    assert!(String::from_utf8_lossy(&help.get_output().stdout).contains("用法"));
}
