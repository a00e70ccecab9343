//! The files that others use as they are: what they run is run here.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::tree::Tree;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The lines below the one that ends with the mark, as far as they are further in, without their indentation.
fn block(text: &str, mark: &str) -> String {
    let mut lines = text.lines().skip_while(|line| !line.ends_with(mark)).skip(1).peekable();
    let indent = lines.peek().unwrap().len() - lines.peek().unwrap().trim_start().len();
    let inside = |line: &&str| line.is_empty() || line.len() - line.trim_start().len() >= indent;
    let lines: Vec<&str> = lines.take_while(inside).map(|line| line.get(indent..).unwrap_or_default()).collect();
    lines.join("\n")
}

/// Runs a script with the program on its path, in a directory and an environment of its own.
fn bash(script: &str, directory: &Path, variables: &[(&str, &str)]) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_qingdan"));
    let path = std::env::var("PATH").unwrap();
    Command::new("bash")
        .args(["-c", script])
        .current_dir(directory)
        .env("PATH", format!("{}:{path}", program.parent().unwrap().display()))
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

#[test]
fn the_action_writes_its_reports_and_fails_like_the_program() {
    let tree = Tree::app();
    let temporary = Tree::empty();
    fs::create_dir(temporary.at("qingdan-bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_qingdan"), temporary.at("qingdan-bin/qingdan")).unwrap();
    let at = |name: &str| temporary.at(name).display().to_string();
    let (runner, output, summary) = (at(""), at("output"), at("summary"));
    let script = format!("set -eo pipefail\n{}", block(&read("action.yml"), "run: |"));
    let run = |arguments: &str| {
        let variables = [
            ("RUNNER_TEMP", runner.as_str()),
            ("GITHUB_OUTPUT", &output),
            ("GITHUB_STEP_SUMMARY", &summary),
            ("PROJECT", "."),
            ("POLICY", "docs/policy.md\n"),
            ("SDK_LIST", ""),
            ("FAIL_ON", "error"),
            ("LANGUAGE", "en"),
            ("ARGUMENTS", arguments),
        ];
        bash(&script, tree.path(), &variables)
    };
    let ended = run("--verbose");
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(String::from_utf8_lossy(&ended.stdout).contains("::error file=app/build.gradle,line=5"), "{ended:?}");
    for name in fs::read_to_string(temporary.at("output")).unwrap().lines() {
        let file = name.split_once('=').unwrap().1;
        assert!(fs::metadata(file).unwrap().len() > 1000, "{name}");
    }
    assert!(fs::read_to_string(temporary.at("summary")).unwrap().contains("undeclared-sdk"));
    assert_eq!(run("--no-such-flag").status.code(), Some(2));
}

#[test]
fn the_install_script_takes_only_what_its_checksum_confirms() {
    let releases = Tree::empty();
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("qingdan-{version}-x86_64-unknown-linux-musl.tar.gz");
    let directory = format!("some/one/releases/download/v{version}");
    releases.write(&format!("{directory}/qingdan"), "the program\n");
    let pack = format!("tar czf {name} qingdan && sha256sum {name} > {name}.sha256");
    assert!(bash(&pack, &releases.at(&directory), &[]).status.success());
    let install = |target: &Tree| {
        let (root, server, runner) = (root(), releases.path().display(), target.path().display().to_string());
        let variables = [
            ("ACTION_PATH", root.to_str().unwrap()),
            ("SERVER", &format!("file://{server}")),
            ("REPOSITORY", "some/one"),
            ("RUNNER_OS", "Linux"),
            ("RUNNER_ARCH", "X64"),
            ("RUNNER_TEMP", &runner),
        ];
        bash(&read(".github/install.sh"), target.path(), &variables)
    };
    let target = Tree::empty();
    let ended = install(&target);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(target.read("qingdan-bin/qingdan"), "the program\n");

    let sum = format!("{directory}/{name}.sha256");
    let wrong = releases.read(&sum).replace(|digit: char| digit.is_ascii_digit(), "0");
    releases.write(&sum, &wrong);
    let target = Tree::empty();
    assert!(!install(&target).status.success());
    assert!(!target.at("qingdan-bin/qingdan").exists());
}

#[test]
fn the_gitlab_job_writes_the_reports_that_it_hands_over() {
    let tree = Tree::app();
    let job = read("docs/gitlab-ci.yml");
    let command = block(&job, ">-").replace('\n', " ");
    let ended = bash(&command, tree.path(), &[("QINGDAN_PROJECT", ".")]);
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    for file in ["gl-code-quality-report.json", "qingdan.xml", "qingdan.html"] {
        assert_eq!(job.matches(file).count(), 2, "{file} is written and handed over");
        assert!(tree.at(file).exists(), "{file}");
    }
}

#[test]
fn the_hook_and_the_gradle_tasks_name_arguments_that_exist() {
    let tree = Tree::app();
    let hooks = read(".pre-commit-hooks.yaml");
    let entry = hooks.lines().find_map(|line| line.trim().strip_prefix("entry: ")).unwrap();
    assert_eq!(bash(entry, tree.path(), &[]).status.code(), Some(1));

    for (page, quote) in
        [("docs/gradle.md", '"'), ("docs/gradle.md", '\''), ("docs/gradle.zh.md", '"'), ("docs/gradle.zh.md", '\'')]
    {
        let text = read(page);
        let from = format!("{quote}check{quote}, ");
        let command = text.split(&from).nth(1).unwrap().split("html=").next().unwrap();
        // What stands in quotes, with the module's path in its place.
        let arguments: Vec<&str> = command.split(',').map(|word| word.trim().trim_matches(quote)).collect();
        assert_eq!(arguments[..4], [".", "--module", "project.path", "--output"], "{page}");
    }
    let run = tree.run(&["check", ".", "--module", ":app", "--output", "html=report.html"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(tree.at("report.html").exists());
}
