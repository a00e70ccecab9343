//! Pages of `docs/` that are generated from the source are current. `UPDATE_DOCS=1 cargo test docs` writes them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use clap::builder::StyledStr;
use qingdan::report::reference;
use qingdan::source::Language;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_current(name: &str, text: &str) {
    let path = root().join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{name} is not current; run `UPDATE_DOCS=1 cargo test docs`");
}

#[test]
fn the_reference_of_the_rules_is_current() {
    is_current("rules.md", &reference::rules(Language::En));
    is_current("rules.zh.md", &reference::rules(Language::Zh));
}

/// The run that a README shows is that of the program, but for what "…" leaves out.
#[test]
fn the_run_that_the_readme_shows_is_current() {
    for (name, language) in [("README.md", "en"), ("README.zh.md", "zh")] {
        let arguments = ["check", "testdata/projects/demo", "--lang", language];
        let run =
            Command::cargo_bin("qingdan").unwrap().current_dir(root()).args(arguments).env("COLUMNS", "100").output();
        let shown = String::from_utf8(run.unwrap().stdout).unwrap();
        let readme = fs::read_to_string(root().join(name)).unwrap();
        let sample = readme.split_once("```text\n$ qingdan check").unwrap().1.split_once("```").unwrap().0;
        let lines: Vec<&str> = sample.lines().skip(1).filter(|line| !matches!(line.trim(), "" | "…")).collect();
        assert!(lines.len() > 20, "{name}");
        for line in lines {
            assert!(shown.lines().any(|other| other == line), "{name}: the program does not write {line:?}");
        }
    }
}

#[test]
fn the_reference_of_the_command_line_is_current() {
    is_current("cli.md", &command_line(Language::En));
    is_current("cli.zh.md", &command_line(Language::Zh));
}

fn command_line(language: Language) -> String {
    let mut command = qingdan::cli::command(language);
    command.build();
    let (title, intro) = match language {
        Language::Zh => (
            "命令行",
            "退出码：0 没有达到失败级别的结果；1 有；2 未能完成全部工作（参数或配置有误、没有工程、有输入无法读取）。\n\n\
             报告写到标准输出，进度与说明写到标准错误。颜色遵循 `NO_COLOR` 与 `CLICOLOR_FORCE`，宽度取自终端或 `COLUMNS`。",
        ),
        Language::En => (
            "Command line",
            "Exit codes: 0, no finding at or above the failing level; 1, some; 2, the whole job could not be done (bad \
             usage or configuration, no project, an input that could not be read).\n\n\
             Reports go to standard output, progress and notes to standard error. `NO_COLOR` and `CLICOLOR_FORCE` \
             are heeded; the width is that of the terminal, or `COLUMNS`.",
        ),
    };
    let mut out = format!("# {title}\n\n{intro}\n");
    section(&command, "qingdan", language, &mut out);
    out
}

fn section(command: &clap::Command, name: &str, language: Language, out: &mut String) {
    let text = |styled: Option<&StyledStr>| styled.map(ToString::to_string).unwrap_or_default();
    let about = text(command.get_about());
    out.push_str(&format!("\n## {name}\n\n{about}\n\n"));
    out.push_str(match language {
        Language::Zh => "| 参数 | 说明 |\n|---|---|\n",
        Language::En => "| argument | |\n|---|---|\n",
    });
    let is_root = name == "qingdan";
    for argument in command.get_arguments() {
        // What every command takes is told once.
        if argument.is_global_set() && !is_root || ["help", "version"].contains(&argument.get_id().as_str()) {
            continue;
        }
        let value = argument.get_value_names().map(|names| format!("<{}>", names[0])).unwrap_or_default();
        let takes_value = argument.get_action().takes_values();
        let mut flag = match (argument.get_short(), argument.get_long()) {
            (Some(short), Some(long)) => format!("-{short}, --{long}"),
            (None, Some(long)) => format!("--{long}"),
            (Some(short), None) => format!("-{short}"),
            (None, None) => format!("<{}>", argument.get_id().as_str().to_uppercase()),
        };
        if takes_value && argument.get_long().is_some() {
            flag = format!("{flag} {value}");
        }
        let mut help = text(argument.get_help());
        if takes_value && language == Language::En {
            let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
            if !defaults.is_empty() && !argument.is_hide_default_value_set() {
                help.push_str(&format!(" [default: {}]", defaults.join(" ")));
            }
            let possible = argument.get_possible_values();
            let possible: Vec<&str> = possible.iter().map(clap::builder::PossibleValue::get_name).collect();
            if !possible.is_empty() && !argument.is_hide_possible_values_set() {
                help.push_str(&format!(" [possible values: {}]", possible.join(", ")));
            }
        }
        out.push_str(&format!("| `{flag}` | {} |\n", help.replace('|', "\\|").replace('<', "&lt;")));
    }
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set()) {
        section(inner, &format!("{name} {}", inner.get_name()), language, out);
    }
}

/// Keys whose names are data, not shape.
const OPEN: &[&str] = &["detect", "$schema"];

fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                into.insert(key.clone());
                if !OPEN.contains(&key.as_str()) {
                    keys(inner, into);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
        _ => {}
    }
}

/// Every key that the JSON outputs of the demo project hold is described in both languages of `docs/formats.md`.
#[test]
fn the_json_shapes_are_described() {
    let project = root().join("testdata/projects/demo");
    let policy = project.join("app/src/main/assets/privacy_policy.md");
    let run = |arguments: &[&std::ffi::OsStr]| -> Value {
        let output =
            Command::cargo_bin("qingdan").unwrap().args(arguments).args(["--format", "json"]).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let mut found = BTreeSet::new();
    keys(&run(&["check".as_ref(), project.as_ref()]), &mut found);
    keys(&run(&["inventory".as_ref(), project.as_ref()]), &mut found);
    keys(&run(&["policy".as_ref(), policy.as_ref()]), &mut found);
    keys(&run(&["sdk".as_ref(), "show".as_ref(), "jiguang-jpush".as_ref()]), &mut found);
    keys(&run(&["rules".as_ref()]), &mut found);
    for name in ["formats.md", "formats.zh.md"] {
        let page = fs::read_to_string(root().join("docs").join(name)).unwrap();
        let lacking: Vec<&String> = found.iter().filter(|key| !page.contains(&format!("\"{key}\""))).collect();
        assert!(lacking.is_empty(), "docs/{name} does not describe {lacking:?}");
    }
}

/// Links of the pages lead somewhere.
#[test]
fn links_between_pages_lead_somewhere() {
    let mut pages: Vec<PathBuf> =
        ["README.md", "README.zh.md", "CONTRIBUTING.md", "CONTRIBUTING.zh.md"].map(|name| root().join(name)).into();
    pages.extend(fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    for page in pages.iter().filter(|page| page.extension().is_some_and(|extension| extension == "md")) {
        let text = fs::read_to_string(page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") || file.contains('…') {
                continue;
            }
            let path = page.parent().unwrap_or(Path::new(".")).join(file);
            assert!(path.exists(), "{}: no {target}", page.display());
        }
    }
}
