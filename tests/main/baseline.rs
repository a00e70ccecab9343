//! The baseline: what was there does not fail, what is new does, what is gone is told.

use crate::tree::Tree;

fn adopted() -> Tree {
    let tree = Tree::app();
    let run = tree.run(&["check", "--write-baseline", "baseline.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr, "wrote 5 findings to the baseline baseline.toml\n");
    tree
}

#[test]
fn a_recorded_project_passes() {
    let tree = adopted();
    assert_eq!(tree.check(&[]).0, 1);
    let (code, report) = tree.check(&["--baseline", "baseline.toml"]);
    assert_eq!((code, &report["summary"]["suppressed"]), (0, &5.into()));
    assert!(tree.findings(&["--baseline", "baseline.toml"])[0].ends_with("(baseline: baseline: baseline.toml)"));
}

#[test]
fn the_configuration_may_name_it() {
    let tree = adopted();
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\nbaseline = \"baseline.toml\"\n");
    assert_eq!(tree.check(&[]).0, 0);
}

#[test]
fn it_survives_moved_lines_and_new_versions() {
    let tree = adopted();
    let build = tree.read("app/build.gradle");
    tree.write(
        "app/build.gradle",
        &format!("// moved\n\n{}", build.replace("9.6.1", "9.8.0").replace("5.0.0", "5.5.3")),
    );
    tree.replace("docs/policy.md", "# 隐私政策", "更新日期：2026-01-01\n\n# 隐私政策");
    assert_eq!(tree.check(&["--baseline", "baseline.toml"]).0, 0);
}

#[test]
fn only_new_findings_fail() {
    let tree = adopted();
    tree.replace(
        "app/build.gradle",
        "dependencies {",
        "dependencies {\n    implementation 'com.tencent.bugly:crashreport:4.1.9'",
    );
    let (code, _) = tree.check(&["--baseline", "baseline.toml"]);
    assert_eq!(code, 1);
    let fresh: Vec<String> = tree
        .findings(&["--baseline", "baseline.toml"])
        .into_iter()
        .filter(|line| !line.contains("(baseline"))
        .collect();
    assert_eq!(fresh, ["error undeclared-sdk tencent-bugly app/build.gradle:4"]);
}

#[test]
fn what_is_gone_is_a_note() {
    let tree = adopted();
    tree.replace("app/build.gradle", "    implementation 'cn.jiguang.sdk:jpush:5.0.0'\n", "");
    let left: Vec<String> = tree
        .findings(&["--baseline", "baseline.toml"])
        .into_iter()
        .filter(|line| !line.contains("(baseline"))
        .collect();
    assert_eq!(left, ["note unused-allowance baseline.toml:25"]);
    assert_eq!(tree.check(&["--baseline", "baseline.toml"]).0, 0);
    let told = tree.run(&["check", "--baseline", "baseline.toml"]).stdout;
    assert!(told.contains("the baseline's undeclared-sdk no longer occurs"), "{told}");
    let told = tree.run(&["check", "--baseline", "baseline.toml", "--lang", "zh"]).stdout;
    assert!(told.contains("基线中的 undeclared-sdk 已不再出现"), "{told}");
    // A run that sees a part cannot tell what is gone.
    assert!(!tree.findings(&["--baseline", "baseline.toml", "--variant", "release"]).join("").contains("unused"));
}

#[test]
fn it_reads_well_and_is_stable() {
    let tree = adopted();
    let first = tree.read("baseline.toml");
    insta::assert_snapshot!(first);
    tree.run(&["check", "--write-baseline", "baseline.toml"]);
    assert_eq!(tree.read("baseline.toml"), first);
    tree.run(&["check", "--write-baseline", "zh.toml", "--lang", "zh"]);
    assert!(tree.read("zh.toml").starts_with("# qingdan 基线"));
}

#[test]
fn writing_replaces_the_file_as_a_whole() {
    let tree = adopted();
    let names: Vec<String> = std::fs::read_dir(tree.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("baseline"))
        .collect();
    assert_eq!(names, ["baseline.toml"]);
    let run = tree.run(&["check", "--write-baseline", "nowhere/baseline.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("could not write nowhere/baseline.toml"), "{}", run.stderr);
}

#[test]
fn suppressed_findings_are_not_recorded() {
    let tree = Tree::app();
    tree.write("qingdan.toml", "policy = [\"docs/policy.md\"]\n[[allow]]\nrule = \"undeclared-sdk\"\nreason = \"x\"\n");
    tree.run(&["check", "--write-baseline", "baseline.toml"]);
    assert!(!tree.read("baseline.toml").contains("undeclared-sdk\""));
}

#[test]
fn mistakes_in_it_are_shown() {
    let tree = adopted();
    tree.write("baseline.toml", "[[finding]]\nfingerprint = 1\n");
    let run = tree.run(&["check", "--baseline", "baseline.toml"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(run.stderr);
    let run = tree.run(&["check", "--baseline", "gone.toml", "--lang", "zh"]);
    assert_eq!(run.stderr, "错误：gone.toml：文件不存在\n提示：检查 --baseline 或配置中的路径\n");
    assert_eq!(tree.run(&["check", "--baseline", "a", "--write-baseline", "b"]).code, 2);
}

#[test]
fn an_unreadable_input_still_ends_with_2() {
    let tree = Tree::app();
    tree.write("app/src/main/AndroidManifest.xml", "<manifest");
    assert_eq!(tree.run(&["check", "--write-baseline", "baseline.toml"]).code, 2);
}
