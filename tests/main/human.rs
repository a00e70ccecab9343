//! The report for people at a terminal: its order, and what it leaves out.

use std::path::PathBuf;
use std::process::Command;

use unicode_width::UnicodeWidthStr;

use crate::tree::Tree;

fn demo(arguments: &[&str], width: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_qingdan"))
        .arg("check")
        .arg(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/projects/demo"))
        .args(arguments)
        .args(["--lang", "en", "--color", "never"])
        .env("COLUMNS", width)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The headings of the groups, each with the levels of the findings below it.
fn groups(report: &str) -> Vec<(String, Vec<&'static str>)> {
    let mut groups: Vec<(String, Vec<_>)> = Vec::new();
    for line in report.lines() {
        if let Some(heading) = line.strip_prefix("── ") {
            groups.push((heading.split(" ──").next().unwrap().to_owned(), Vec::new()));
        } else if let Some(level) = ["error", "warning"].into_iter().find(|level| line.contains(&format!(" {level}[")))
        {
            groups.last_mut().unwrap().1.push(level);
        }
    }
    groups
}

#[test]
fn findings_are_grouped_by_sdk_the_worst_first() {
    let report = demo(&[], "100");
    let groups = groups(&report);
    let mut headings: Vec<&String> = groups.iter().map(|(heading, _)| heading).collect();
    assert!(headings.iter().any(|heading| heading.contains("jiguang-jpush")), "{headings:?}");
    headings.sort_unstable();
    headings.dedup();
    assert_eq!(headings.len(), groups.len(), "a group is cut in two");
    for (heading, levels) in &groups {
        assert!(!levels.is_empty(), "{heading} is empty");
        assert!(levels.is_sorted_by_key(|level| *level != "error"), "{heading}: {levels:?}");
    }
}

#[test]
fn the_end_says_how_many_what_was_read_and_what_to_do_next() {
    let report = demo(&[], "100");
    let last: Vec<&str> = report.lines().rev().take(3).collect();
    assert!(last[0].starts_with("next: "), "{last:?}");
    assert!(last[1].starts_with("Read: 1 application, 2 modules"), "{last:?}");
    assert!(last[2].contains(" errors, "), "{last:?}");
}

#[test]
fn quiet_leaves_the_summary_and_verbose_shows_the_places_of_notes() {
    let quiet = demo(&["--quiet"], "100");
    let summary: Vec<&str> = quiet.lines().map(|line| line.split([':', ' ']).next().unwrap()).collect();
    assert_eq!(summary, ["17", "Read"], "{quiet}");
    let [normal, verbose] = [demo(&[], "100"), demo(&["--verbose"], "100")];
    // A note is one line, unless more is asked for.
    assert!(normal.lines().any(|line| line.starts_with("note[vague-data]: ")), "{normal}");
    assert!(!verbose.lines().any(|line| line.starts_with("note[vague-data]: ")), "{verbose}");
    assert!(verbose.contains("note[vague-data]") && verbose.len() > normal.len());
}

#[test]
fn lines_fit_the_terminal() {
    for width in [60, 90] {
        let report = demo(&[], &width.to_string());
        // Rows to paste and places stay whole.
        let whole = |line: &str| {
            ["|", "  see also:", "  mend:", "  basis:", "note[", "Read:", "next:"]
                .iter()
                .any(|start| line.starts_with(start))
        };
        for line in report.lines().filter(|line| !whole(line)) {
            assert!(line.width() <= width, "{} columns: {line}", line.width());
        }
        assert!(report.lines().any(|line| line.starts_with("── ") && line.width() == width), "{report}");
    }
}

#[test]
fn a_clean_run_prints_the_summary_alone() {
    let tree = Tree::empty();
    tree.write("settings.gradle", "include ':app'\n");
    tree.write(
        "app/build.gradle",
        "apply plugin: 'com.android.application'\ndependencies { implementation 'androidx.core:core:1.9.0' }\n",
    );
    tree.write("app/src/main/AndroidManifest.xml", "<manifest package=\"com.example\" />\n");
    tree.write("policy.md", "# 隐私政策\n\n我们不会收集您的任何个人信息。\n");
    for (arguments, lines) in [(&["--policy", "policy.md"][..], 2), (&["--policy", "policy.md", "--quiet"], 2)] {
        let run = tree.run(&[&["check", "--lang", "en"], arguments].concat());
        assert_eq!((run.code, run.stdout.lines().count()), (0, lines), "{}", run.stdout);
        assert!(run.stdout.contains("Read: 1 application, 1 module"), "{}", run.stdout);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn wrong_arguments_are_told_in_the_language_asked_for() {
    let tree = Tree::empty();
    let wrong: [(&[&str], &str); 6] = [
        (&["check", "--nope"], "错误：没有参数 --nope\n"),
        (&["check", "--format", "htm"], "错误：--format <FORMAT> 不能取值 htm\n可取的值：human、json、"),
        (&["ceck"], "错误：没有命令 ceck\n是否想写：check\n"),
        (&["explain"], "错误：缺少参数：<RULE>\n"),
        (&["check", "a", "b"], "错误：没有参数 b\n"),
        (&["check", "--baseline", "a", "--baseline", "b"], "错误：--baseline <FILE> 只能出现一次\n"),
    ];
    for (arguments, message) in wrong {
        let chinese = tree.run(&[arguments, &["--lang", "zh"]].concat());
        assert_eq!(chinese.code, 2);
        assert!(chinese.stderr.starts_with(message), "{}", chinese.stderr);
        assert!(
            !chinese.stderr.contains("error") && chinese.stderr.ends_with("完整说明见 --help。\n"),
            "{}",
            chinese.stderr
        );
        assert!(tree.run(&[arguments, &["--lang", "en"]].concat()).stderr.starts_with("error: "));
    }
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    let tree = Tree::empty();
    let rules: serde_json::Value = serde_json::from_str(&tree.run(&["rules", "--format", "json"]).stdout).unwrap();
    for rule in rules["rules"].as_array().unwrap() {
        let name = rule["name"].as_str().unwrap();
        for (language, level, example) in [("en", "default level: ", "Examples"), ("zh", "默认级别：", "示例")] {
            let run = tree.run(&["explain", name, "--lang", language]);
            assert_eq!(run.code, 0, "{name}");
            for part in [name, level, example] {
                assert!(run.stdout.contains(part), "{name} in {language} lacks {part}:\n{}", run.stdout);
            }
        }
    }
}
