//! `qingdan.toml`: every mistake at its place in both languages, and what each key does.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use qingdan::config::keys::{KEYS, Key};
use qingdan::config::{Config, Mistake, schema};
use qingdan::sdk::database::Database;
use qingdan::source::{Language, Source};

use crate::tree::Tree;

fn read(text: &str) -> Result<Config, Vec<Mistake>> {
    Config::read(&Source::new("qingdan.toml", text), Path::new("/project"), &Database::bundled())
}

/// The mistakes of a configuration: line and column, what is marked, the message and the hint.
fn mistakes(text: &str, language: Language) -> Vec<String> {
    let shown = |mistake: &Mistake| {
        let place = mistake.at.place();
        let marked = place.text.unwrap_or_default();
        let hint = mistake.hint.get(language);
        let hint = if hint.is_empty() { String::new() } else { format!(" → {hint}") };
        format!("{}:{} {marked} | {}{hint}", place.line, place.column, mistake.message.get(language))
    };
    read(text).err().unwrap_or_default().iter().map(shown).collect()
}

const WRONG: &str = r#"polciy = ["a.md"]
policy = "docs/privacy.md"
sdk-list = 1
lang = "de"
fail-on = true
modules = ["app"]
variants = [["release"]]
levels.undeclared-sdks = "error"
levels.stale-sdk = "warn"
levels.unknown-sdk = ["off"]
sdk = "jpush"
row = ["x"]

[[allow]]
rule = "undeclared"
sdk = "umeng"
data = "位置"
permission = "CAMERA"
module = "app"
path = ""
expires = "soon"

[[allow]]
reason = "everything"

[[allow]]
sdk = "nothing-of-the-kind"
data = "imie"
expires = 2027-01-01T00:00:00Z
reason = " "
because = "…"

[permission.CAMERA]
purpose = "…"
"#;

#[test]
fn every_mistake_is_told_at_once_in_english() {
    insta::assert_snapshot!(mistakes(WRONG, Language::En).join("\n"));
}

#[test]
fn every_mistake_is_told_at_once_in_chinese() {
    insta::assert_snapshot!(mistakes(WRONG, Language::Zh).join("\n"));
}

#[test]
fn a_syntax_error_hides_no_other_mistake() {
    let text = "lang = \"zh\"\nfail-on = \npolciy = []\n[[allow]]\nrule = \"stale\"\nexpires = 2027-02-30\n";
    insta::assert_snapshot!(mistakes(text, Language::En).join("\n"));
}

#[test]
fn a_mistake_is_shown_with_its_line_and_ends_the_run() {
    let tree = Tree::app();
    tree.write("qingdan.toml", "# 中文\nfail-on = \"eror\"\n");
    let run = tree.run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn the_language_of_the_configuration_is_that_of_its_mistakes() {
    let tree = Tree::app();
    tree.write("qingdan.toml", "lang = \"zh\"\nfail = 1\n");
    assert!(tree.run(&["check"]).stderr.contains("没有配置项 fail"));
    assert!(tree.run(&["check", "--lang", "en"]).stderr.contains("there is no key `fail`"));
}

/// The examples of the keys as one configuration.
fn all_examples(keys: &[Key]) -> String {
    keys.iter().map(|key| format!("{}\n", key.example)).collect()
}

#[test]
fn the_example_of_every_key_is_accepted() {
    assert_eq!(mistakes(&all_examples(KEYS), Language::En), Vec::<String>::new());
    let config = read(&all_examples(KEYS)).unwrap();
    assert_eq!(config.policy, [Path::new("/project/docs/privacy.md")]);
    assert_eq!(config.allowances[0].expires.unwrap().to_string(), "2027-12-31");
    for key in KEYS {
        assert!(key.example.contains(key.name), "{}", key.name);
        if let qingdan::config::keys::Kind::Tables(keys) = key.kind {
            let text = format!("[[{}]]\n{}", key.name, all_examples(keys));
            assert_eq!(mistakes(&text, Language::En), Vec::<String>::new());
        }
    }
}

/// A configuration as JSON: what an editor holds against the schema. Its dates become strings.
fn json(text: &str) -> serde_json::Value {
    fn convert(value: toml::Value) -> serde_json::Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, convert(value))).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    convert(toml::Value::Table(toml::from_str(text).unwrap()))
}

#[test]
fn the_schema_accepts_and_refuses_what_the_program_does() {
    let validator = jsonschema::validator_for(&schema::schema()).unwrap();
    assert!(validator.is_valid(&json(&all_examples(KEYS))));
    for wrong in [
        "polciy = []",
        "policy = \"a.md\"",
        "lang = \"de\"",
        "fail-on = \"off\"",
        "modules = [\"app\"]",
        "levels.no-rule = \"error\"",
        "levels.stale-sdk = \"warn\"",
        "[[allow]]\nreason = \"everything\"",
        "[[allow]]\nrule = \"stale-sdk\"",
        "[[allow]]\nrule = \"stale-sdk\"\nreason = \"\"",
        "[[allow]]\nrule = \"stale-sdk\"\nreason = \"x\"\nexpires = \"soon\"",
        "[[allow]]\npermission = \"CAMERA\"\nreason = \"x\"",
        "row = [\"x\"]",
    ] {
        assert!(!validator.is_valid(&json(wrong)), "the schema accepts {wrong}");
        assert!(read(wrong).is_err(), "the program accepts {wrong}");
    }
}

#[test]
fn the_schema_in_docs_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/qingdan.schema.json");
    let current = Tree::empty().run(&["config", "schema"]).stdout;
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &current).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, current, "docs/qingdan.schema.json is not current; run `UPDATE_DOCS=1 cargo test docs`");
}

#[test]
fn levels_move_findings_and_turn_rules_off() {
    let tree = Tree::app();
    let before = tree.findings(&[]);
    assert!(before.iter().any(|line| line.starts_with("error undeclared-permission ")));
    assert!(before.iter().any(|line| line.starts_with("warning undeclared-permission-data ")));
    tree.write(
        "qingdan.toml",
        "policy = [\"docs/policy.md\"]\n[levels]\nundeclared-permission = \"note\"\nundeclared-permission-data = \"off\"\n",
    );
    let after = tree.findings(&[]);
    assert!(after.iter().any(|line| line.starts_with("note undeclared-permission ")));
    assert!(!after.iter().any(|line| line.contains("undeclared-permission-data")));
}

#[test]
fn a_milder_finding_is_never_made_worse() {
    use qingdan::finding::{Finding, Level};
    use qingdan::source::Text;
    let config = read("[levels]\nundeclared-sdk = \"error\"\nstale-sdk = \"error\"\nvague-data = \"note\"").unwrap();
    let finding = |rule, level| Finding::new(rule, level, Text::default());
    let mut findings = vec![
        finding("undeclared-sdk", Level::Note),
        finding("stale-sdk", Level::Warning),
        finding("stale-sdk", Level::Note),
        finding("vague-data", Level::Warning),
    ];
    // Applied twice, as a run does, it changes nothing more.
    for _ in 0..2 {
        config.levels.apply(&mut findings);
        let levels: Vec<Level> = findings.iter().map(|finding| finding.level).collect();
        assert_eq!(levels, [Level::Note, Level::Error, Level::Note, Level::Note]);
    }
}

#[test]
fn flags_win_over_the_configuration() {
    let tree = Tree::app();
    assert_eq!(tree.check(&[]).0, 1);
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\nfail-on = \"never\"\n");
    assert_eq!(tree.check(&[]).0, 0);
    assert_eq!(tree.check(&["--fail-on", "warning"]).0, 1);
    tree.write("other.md", "# Privacy policy\n\nWe collect your phone number.\n");
    let documents = tree.check(&["--policy", "other.md"]).1["policy"]["documents"].clone();
    assert_eq!(documents[0]["path"], "other.md");
    assert_eq!(documents.as_array().unwrap().len(), 1);
    tree.write("qingdan.toml", "modules = [\":nowhere\"]\n");
    assert_eq!(tree.run(&["check"]).code, 2);
    assert_eq!(tree.run(&["check", "--module", ":app"]).code, 1);
}

#[test]
fn paths_are_relative_to_the_file_that_names_them() {
    let tree = Tree::app();
    tree.write("ci/strict.toml", "policy = [\"../docs/policy.md\"]\nfail-on = \"never\"\n");
    tree.write("qingdan.toml", "broken\n");
    let (code, report) = tree.check(&["--config", "ci/strict.toml"]);
    assert_eq!((code, &report["policy"]["documents"][0]["path"]), (0, &"docs/policy.md".into()));
    let run = tree.run(&["check", "--config", "nowhere.toml"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: nowhere.toml: the file does not exist\nhint: look at --config or at the path in the configuration\n"
    );
    let run = tree.run(&["check", "--config", "nowhere.toml", "--lang", "zh"]);
    assert_eq!(run.stderr, "错误：nowhere.toml：文件不存在\n提示：检查 --config 或配置中的路径\n");
}

#[test]
fn a_policy_that_is_not_there_is_reported_and_the_rest_is_checked() {
    let tree = Tree::app();
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\", \"docs/gone.md\"]\n");
    let (code, report) = tree.check(&[]);
    assert_eq!(code, 2);
    assert_eq!(report["problems"].as_array().unwrap().len(), 1);
    assert!(!report["findings"].as_array().unwrap().is_empty());
}

#[test]
fn the_configuration_may_speak_of_own_records() {
    let tree = Tree::app();
    tree.write("records/our-push.toml", OWN_RECORD);
    tree.write(
        "qingdan.toml",
        "policy = [\"docs/policy.md\"]\nsdk-db = [\"records\"]\n[[allow]]\nsdk = \"our-push\"\nreason = \"our own\"\n",
    );
    tree.replace("app/build.gradle", "cn.jiguang.sdk:jpush:5.0.0", "com.example.push:core:1.0");
    assert_eq!(
        tree.findings(&[]).into_iter().filter(|line| line.contains("our-push")).collect::<Vec<_>>(),
        ["error undeclared-sdk our-push app/build.gradle:5 (configuration: our own)"]
    );
    tree.replace("qingdan.toml", "sdk-db = [\"records\"]\n", "");
    assert!(tree.run(&["check"]).stderr.contains("there is no SDK `our-push`"));
    assert!(tree.run(&["check", "--sdk-db", "records"]).stderr.is_empty());
}

const OWN_RECORD: &str = r#"
id = "our-push"
vendor = "ours"
category = "push"
missing = ["consent"]
data = [{ type = "imei", words = "IMEI", necessity = "required", purpose = "push", source = "own" }]
[names]
zh = ["自家推送"]
en = ["Our Push"]
[detect]
maven = ["com.example.push:core"]
[purpose.push]
zh = "推送"
en = "push"
[[source]]
key = "own"
url = "https://example.com/privacy"
title = "Privacy"
kind = "vendor-policy"
read = "2026-01-01"
coverage = "full"
"#;

#[test]
fn groups_of_ones_own_are_no_unknown_sdks() {
    let tree = Tree::app();
    tree.replace("app/build.gradle", "cn.jiguang.sdk:jpush:5.0.0", "org.elsewhere.push:push-sdk:1.0");
    let unknown = |tree: &Tree| tree.findings(&[]).iter().filter(|line| line.contains("unknown-sdk")).count();
    assert_eq!(unknown(&tree), 1);
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\nfirst-party = [\"org.elsewhere\"]\n");
    assert_eq!(unknown(&tree), 0);
}

/// `com.tencent.mm.sdk` is a shared sign: alone it proves nothing, beside the file of the SDK it shows the same one.
#[test]
fn an_archive_that_shows_a_known_sdk_is_no_unknown_one() {
    let tree = Tree::app();
    tree.replace("app/build.gradle", "implementation 'cn.jiguang.sdk:jpush:5.0.0'", "implementation fileTree('libs')");
    fs::create_dir_all(tree.at("app/libs")).unwrap();
    let jar = |name: &str| {
        let mut jar = zip::ZipWriter::new(fs::File::create(tree.at("app/libs").join(name)).unwrap());
        jar.start_file("com/tencent/mm/sdk/A.class", zip::write::SimpleFileOptions::default()).unwrap();
        jar.finish().unwrap();
    };
    let unknown = || tree.findings(&[]).iter().filter(|line| line.contains("unknown-sdk")).count();
    jar("old_sdk_v3.jar");
    assert_eq!(unknown(), 1);
    jar("libammsdk.jar");
    assert_eq!(unknown(), 0);
}

#[test]
fn reading_never_panics_on_cut_files() {
    let source: Vec<usize> = WRONG.char_indices().map(|(at, _)| at).collect();
    let database = Database::bundled();
    for end in source.into_iter().step_by(7) {
        let cut: Arc<Source> = Source::new("qingdan.toml", &WRONG[..end]);
        let _ = Config::read(&cut, Path::new(""), &database);
    }
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_there_and_cannot_be_read_is_an_error() {
    let tree = Tree::app();
    let outside = Tree::empty();
    outside.write("elsewhere.toml", "lang = \"zh\"\n");
    fs::remove_file(tree.at("qingdan.toml")).unwrap();
    std::os::unix::fs::symlink(outside.at("elsewhere.toml"), tree.at("qingdan.toml")).unwrap();
    let run = tree.run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("./qingdan.toml: leads out of the project"), "{}", run.stderr);
    assert!(tree.run(&["check", "--follow-links"]).stdout.contains("覆盖："));
    assert!(tree.run(&["check", "--config", "qingdan.toml"]).stdout.contains("覆盖："));
}
