//! Suppressions in the configuration and in comments, their days, and those that nothing used.

use std::path::Path;
use std::sync::Arc;

use qingdan::allow::{self, Allowance, Reach};
use qingdan::config::Config;
use qingdan::date::Date;
use qingdan::finding::{Finding, Level};
use qingdan::project::Project;
use qingdan::sdk::database::Database;
use qingdan::source::{Language, Source, Span, Text};

use crate::tree::Tree;

/// What is left of the small app's findings of these rules after an allowance was added to its configuration.
fn with(allowance: &str) -> Vec<String> {
    let tree = Tree::app();
    tree.write("qingdan.toml", &format!("policy = [\"docs/policy.md\"]\n[[allow]]\n{allowance}\n"));
    about_suppressions(&tree)
}

fn about_suppressions(tree: &Tree) -> Vec<String> {
    let findings = tree.findings(&[]);
    findings.into_iter().filter(|line| line.contains("(co") || line.contains("-allowance")).collect()
}

#[test]
fn each_condition_narrows() {
    assert_eq!(
        with("rule = \"undeclared-sdk\"\nreason = \"soon\""),
        [
            "error undeclared-sdk jiguang-jpush app/build.gradle:5 (configuration: soon)",
            "error undeclared-sdk umeng-analytics app/build.gradle:4 (configuration: soon)",
        ]
    );
    assert_eq!(
        with("sdk = \"jiguang-jpush\"\nreason = \"soon\""),
        ["error undeclared-sdk jiguang-jpush app/build.gradle:5 (configuration: soon)"]
    );
    assert_eq!(
        with("rule = \"undeclared-permission\"\npermission = \"android.permission.CAMERA\"\nreason = \"soon\""),
        [
            "error undeclared-permission android.permission.CAMERA app/src/main/AndroidManifest.xml:2 (configuration: soon)"
        ]
    );
    assert_eq!(
        with("data = \"camera\"\nreason = \"soon\""),
        [
            "warning undeclared-permission-data camera android.permission.CAMERA app/src/main/AndroidManifest.xml:2 (configuration: soon)"
        ]
    );
    assert_eq!(with("path = \"app/src/*.xml\"\nreason = \"soon\"").len(), 2);
    assert_eq!(with("rule = \"undeclared-permission\"\nmodule = \":app\"\nreason = \"soon\"").len(), 1);
    assert_eq!(
        with("rule = \"undeclared-sdk\"\nmodule = \":lib\"\nreason = \"soon\""),
        ["warning unused-allowance qingdan.toml:2"]
    );
    assert_eq!(
        with("rule = \"undeclared-sdk\"\npath = \"lib/*\"\nreason = \"soon\""),
        ["warning unused-allowance qingdan.toml:2"]
    );
}

#[test]
fn suppressed_findings_are_counted_and_shown_on_demand() {
    let tree = Tree::app();
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\n[[allow]]\npath = \"*\"\nreason = \"all known\"\n");
    let (code, report) = tree.check(&[]);
    assert_eq!(code, 0);
    assert!(report["summary"]["suppressed"].as_u64().unwrap() >= 4);
    assert_eq!(report["summary"]["error"], 0);
    assert!(!tree.run(&["check"]).stdout.contains("all known"));
    assert!(tree.run(&["check", "--verbose"]).stdout.contains("all known"));
}

#[test]
fn an_expired_allowance_fires_again_and_is_reported() {
    assert_eq!(
        with("sdk = \"jiguang-jpush\"\nreason = \"2.0\"\nexpires = 2020-12-31"),
        ["warning expired-allowance qingdan.toml:2"]
    );
    assert_eq!(with("sdk = \"jiguang-jpush\"\nreason = \"2.0\"\nexpires = \"2999-12-31\"").len(), 1);
}

#[test]
fn an_allowance_may_allow_findings_about_allowances() {
    let findings = with(
        "sdk = \"tencent-bugly\"\nreason = \"other branch\"\n[[allow]]\nrule = \"unused-allowance\"\nreason = \"branches\"",
    );
    assert_eq!(findings, ["warning unused-allowance qingdan.toml:2 (configuration: branches)"]);
}

#[test]
fn a_run_that_sees_a_part_says_nothing_of_unused_allowances() {
    let tree = Tree::app();
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\n[[allow]]\nsdk = \"tencent-bugly\"\nreason = \"x\"\n");
    let unused = |arguments: &[&str]| tree.findings(arguments).iter().any(|line| line.contains("unused-allowance"));
    assert!(unused(&[]));
    assert!(!unused(&["--variant", "release"]));
    assert!(!unused(&["--module", ":app"]));
    assert!(!unused(&["--policy", "docs/policy.md"]));
}

#[test]
fn comments_speak_of_their_line_or_the_next() {
    let tree = Tree::app();
    let jpush = "implementation 'cn.jiguang.sdk:jpush:5.0.0'";
    tree.replace("app/build.gradle", jpush, &format!("{jpush} // qingdan: allow undeclared-sdk — 2.0"));
    assert_eq!(about_suppressions(&tree), ["error undeclared-sdk jiguang-jpush app/build.gradle:5 (comment: 2.0)"]);
    let tree = Tree::app();
    tree.replace("app/build.gradle", jpush, &format!("// qingdan: allow undeclared-sdk — 2.0\n    {jpush}"));
    assert_eq!(about_suppressions(&tree), ["error undeclared-sdk jiguang-jpush app/build.gradle:6 (comment: 2.0)"]);
}

#[test]
fn comments_in_manifests_speak_of_the_whole_element() {
    let tree = Tree::app();
    tree.replace(
        "app/src/main/AndroidManifest.xml",
        "<uses-permission android:name",
        "<!-- qingdan: allow undeclared-permission, undeclared-permission-data until 2999-12-31 — scanner -->\n\
         <uses-permission\n  android:name",
    );
    let found = about_suppressions(&tree);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|line| line.ends_with("(comment: scanner)")));
}

#[test]
fn comments_in_policies_speak_of_the_place_in_the_policy() {
    let tree = Tree::app();
    tree.write(
        "docs/policy.md",
        "# 隐私政策\n\n<!-- qingdan: allow denied-sharing — 见附录 -->\n我们不会与任何第三方共享您的个人信息。\n",
    );
    let found = about_suppressions(&tree);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("error denied-sharing") && found[0].ends_with("(comment: 见附录)"));
}

#[test]
fn comments_that_nothing_used_or_whose_day_has_passed_are_reported() {
    let tree = Tree::app();
    tree.replace(
        "app/build.gradle",
        "dependencies {",
        "// qingdan: allow stale-sdk until 2020-01-01 — gone\n// qingdan: allow stale-sdk — none\ndependencies {",
    );
    assert_eq!(
        about_suppressions(&tree),
        ["warning expired-allowance app/build.gradle:3", "warning unused-allowance app/build.gradle:4"]
    );
}

#[test]
fn a_comment_that_is_not_understood_is_a_problem() {
    let tree = Tree::app();
    tree.replace("app/build.gradle", "dependencies {", "dependencies { // qingdan: allow undeclared-sdks — x");
    let (code, report) = tree.check(&[]);
    assert_eq!((code, &report["problems"][0]["line"]), (2, &3.into()));
}

/// The allowances of the comments in a file: rule, marked lines, day and reason; and the problems.
fn comments(path: &str, text: &str, language: Language) -> Vec<String> {
    let (allowances, problems) = allow::comments(&Source::new(path, text));
    let shown = |allowance: &Allowance| {
        let Reach::Lines(first, last) = allowance.reach else { panic!("a comment reaches lines") };
        let until = allowance.expires.map(|date| format!(" until {date}")).unwrap_or_default();
        assert_eq!(allowance.rule, Some(allowance.at.text()));
        format!("{} {first}-{last}{until}: {}", allowance.at.text(), allowance.reason)
    };
    let problems =
        problems.iter().map(|problem| format!("{}! {}", problem.line.unwrap(), problem.message.get(language)));
    allowances.iter().map(shown).chain(problems).collect()
}

#[test]
fn comments_are_read_in_every_form() {
    for (path, text, expected) in [
        ("a.gradle", "x // qingdan: allow stale-sdk — why", "stale-sdk 1-1: why"),
        ("a.gradle", "x /* qingdan: allow stale-sdk - why */ y", "stale-sdk 1-1: why"),
        ("a.gradle", "//qingdan:allow stale-sdk——原因\n\n\nx", ""),
        ("a.gradle", "// qingdan: allow stale-sdk——原因\n\n\nx", "stale-sdk 4-4: 原因"),
        (
            "a.gradle",
            "// qingdan: allow stale-sdk：原因\n// qingdan: allow vague-data: b\nx",
            "stale-sdk 3-3: 原因\nvague-data 3-3: b",
        ),
        (
            "a.gradle",
            "// qingdan: allow stale-sdk, vague-data — b until 2027-01-31\nx",
            "stale-sdk 2-2 until 2027-01-31: b\nvague-data 2-2 until 2027-01-31: b",
        ),
        (
            "a.gradle",
            "// qingdan: allow stale-sdk until 2027-01-31 -- until we move\nx",
            "stale-sdk 2-2 until 2027-01-31: until we move",
        ),
        ("a.gradle", "// qingdan: allow stale-sdk — the last line", "stale-sdk 1-1: the last line"),
        ("a.toml", "x = 1 # qingdan: allow stale-sdk — why", "stale-sdk 1-1: why"),
        ("a.xml", "<!-- qingdan: allow stale-sdk — why -->\n<a\n b=''\n/>\n<c/>", "stale-sdk 2-4: why"),
        ("a.xml", "<a\n b='' /> <!-- qingdan: allow stale-sdk — why -->", "stale-sdk 1-2: why"),
        ("a.md", "<!-- qingdan: allow stale-sdk — why -->\ntext > more", "stale-sdk 2-2: why"),
        // What is no comment, or says something else, is none of ours.
        ("a.md", "write qingdan: allow stale-sdk — why", ""),
        ("a.md", "<!-- qingdan:begin sdk -->", ""),
        ("a.gradle", "// qingdan: allowance", ""),
    ] {
        // The mark and "allow" may stand together.
        let expected = if text.starts_with("//qingdan:allow") { "stale-sdk 4-4: 原因" } else { expected };
        assert_eq!(comments(path, text, Language::En).join("\n"), expected, "{text}");
    }
}

#[test]
fn wrong_comments_are_told_in_both_languages() {
    let text = "// qingdan: allow\n// qingdan: allow stale-sdk\n// qingdan: allow stale — why\n\
                // qingdan: allow stale-sdk until 2027-02-30 — why\n// qingdan: allow — why\n";
    insta::assert_snapshot!(
        [comments("a.gradle", text, Language::En), comments("a.gradle", text, Language::Zh)].concat().join("\n")
    );
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn the_last_day_still_counts() {
    let source = Source::new(
        "qingdan.toml",
        "[[allow]]\nrule = \"stale-sdk\"\nsdk = \"tencent-bugly\"\nreason = \"why\"\nexpires = 2027-01-31\n",
    );
    let config = Config::read(&source, Path::new(""), &Database::bundled()).unwrap();
    let at = Span::file(&Source::new("policy.md", "Bugly"));
    let apply = |sdk: &str, today: &str, whole: bool| -> Vec<Finding> {
        let stale = Finding::new("stale-sdk", Level::Warning, Text::default()).sdk(sdk).policy([at.clone()]);
        let mut findings = vec![stale];
        allow::apply(&mut findings, &config.allowances, &Project::default(), day(today), whole);
        findings
    };
    let on_the_day = apply("tencent-bugly", "2027-01-31", true);
    assert_eq!(on_the_day.len(), 1);
    assert_eq!(on_the_day[0].suppressed.as_ref().unwrap().expires.as_deref(), Some("2027-01-31"));

    let mut told = Vec::new();
    for (sdk, today, whole) in [
        ("tencent-bugly", "2027-02-01", true),
        ("umeng-analytics", "2027-02-01", false),
        ("umeng-analytics", "2027-01-31", true),
        ("umeng-analytics", "2027-01-31", false),
    ] {
        let findings = apply(sdk, today, whole);
        assert!(findings[0].suppressed.is_none());
        told.extend(findings[1..].iter().flat_map(|finding| {
            [Language::En, Language::Zh].map(|language| {
                format!("{}: {} → {}", finding.rule, finding.message.get(language), finding.help.get(language))
            })
        }));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_module_condition_asks_who_brings_it_in() {
    let tree = Tree::app();
    tree.write("settings.gradle", "include ':app', ':lib'\n");
    tree.write(
        "lib/build.gradle",
        "plugins { id 'com.android.library' }\ndependencies { implementation 'com.tencent.bugly:crashreport:4.1.9' }\n",
    );
    tree.replace("app/build.gradle", "dependencies {", "dependencies {\n    implementation project(':lib')");
    tree.write(
        "qingdan.toml",
        "policy = [\"docs/policy.md\"]\n[[allow]]\nmodule = \":lib\"\nrule = \"undeclared-sdk\"\nreason = \"x\"\n",
    );
    assert_eq!(about_suppressions(&tree), ["error undeclared-sdk tencent-bugly lib/build.gradle:2 (configuration: x)"]);
}

#[test]
fn sources_are_scanned_once() {
    // Two findings at one line and one comment: one allowance, so one report when it is not used.
    let source: Arc<Source> = Source::new("a.gradle", "x // qingdan: allow stale-sdk — why");
    assert_eq!(allow::comments(&source).0.len(), 1);
}
