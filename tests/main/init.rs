//! `init`: what it writes fits the project, and the program accepts it.

use crate::tree::Tree;

fn fresh() -> Tree {
    let tree = Tree::app();
    std::fs::remove_file(tree.at("qingdan.toml")).unwrap();
    std::fs::rename(tree.at("docs/policy.md"), tree.at("docs/privacy_policy.md")).unwrap();
    tree
}

/// What is said without the line that counts what was read: that belongs to the readers' own tests.
fn without_coverage(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("Read: ") && !line.starts_with("覆盖："));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn it_writes_a_configuration_that_fits() {
    let tree = fresh();
    let run = tree.run(&["init"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(without_coverage(&run.stdout));
    insta::assert_snapshot!("configuration", tree.read("qingdan.toml"));
    assert_eq!(tree.read("qingdan.schema.json"), tree.run(&["config", "schema"]).stdout);
    assert_eq!(tree.check(&[]).0, 1);
}

#[test]
fn it_speaks_chinese() {
    let tree = fresh();
    let run = tree.run(&["init", "--lang", "zh"]);
    insta::assert_snapshot!(without_coverage(&run.stdout));
    assert!(tree.read("qingdan.toml").contains("\nlang = \"zh\"\n"));
    assert!(tree.run(&["check"]).stdout.contains("覆盖："));
}

#[test]
fn every_commented_key_may_be_set() {
    let tree = fresh();
    tree.run(&["init"]);
    // Examples follow an explanation and have no space-separated prose; TOML lines are those with `=` or brackets.
    let set: Vec<String> = tree
        .read("qingdan.toml")
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(code)
                if code.starts_with('[') || code.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) =>
            {
                code.to_owned()
            }
            _ => line.to_owned(),
        })
        .collect();
    tree.write("set.toml", &set.join("\n"));
    tree.write(
        "sdk-db/own/vendor.toml",
        "id = \"own\"\nzh = \"自有\"\nen = \"Own\"\nentity = [{ key = \"own\", zh = \"自有公司\", source = \"s\" }]\n",
    );
    tree.write("docs/sdk-list.md", "# SDK\n");
    tree.write("qingdan-baseline.toml", "");
    let run = tree.run(&["check", "--config", "set.toml"]);
    assert!(!run.stdout.is_empty(), "{}", run.stderr);
}

#[test]
fn it_overwrites_only_when_told_to() {
    let tree = fresh();
    tree.write("qingdan.toml", "broken = [\n");
    let run = tree.run(&["init"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr, "error: ./qingdan.toml is already there\nhint: --force overwrites it\n");
    let run = tree.run(&["init", "--lang", "zh"]);
    assert_eq!(run.stderr, "错误：./qingdan.toml 已存在\n提示：要覆盖它，加 --force\n");
    assert_eq!(tree.read("qingdan.toml"), "broken = [\n");
    assert_eq!(tree.run(&["init", "--force"]).code, 0);
    assert!(tree.read("qingdan.toml").contains("policy = ["));
}

#[test]
fn a_policy_that_is_named_is_written_down() {
    let tree = fresh();
    tree.write("legal/terms.md", "# 隐私政策\n\n我们会收集您的手机号。\n");
    tree.write("legal/sdks.md", "# SDK\n");
    assert_eq!(tree.run(&["init", "--policy", "legal/terms.md", "--sdk-list", "legal/sdks.md"]).code, 0);
    let text = tree.read("qingdan.toml");
    assert!(
        text.contains("policy = [\"legal/terms.md\"]\n") && text.contains("sdk-list = [\"legal/sdks.md\"]\n"),
        "{text}"
    );
}

#[test]
fn without_a_project_nothing_is_written() {
    let tree = Tree::empty();
    assert_eq!(tree.run(&["init"]).code, 2);
    assert!(!tree.at("qingdan.toml").exists());
}
