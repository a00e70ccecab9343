//! What several commands do: open the project, read it, read the policy texts, judge.

use std::path::PathBuf;

use clap::Args;

use super::Error;
use super::settings::{Settings, shown};
use crate::baseline::Baseline;
use crate::check::{self, Options};
use crate::finding::Finding;
use crate::inventory::{self, Inventory};
use crate::policy::{self, Policy};
use crate::project::{discover, packages};
use crate::rules::Context;
use crate::sdk::names;
use crate::sdk::permissions::PermissionTable;
use crate::source::{self, Files, Problem, ReadError};

/// Which project, and what of it.
#[derive(Debug, Args)]
pub(super) struct Project {
    /// The project
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Application modules to look at, by Gradle path [default: all]
    #[arg(long, value_name = ":MODULE")]
    pub module: Vec<String>,
    /// Variants to look at, by name [default: every variant that ships]
    #[arg(long, value_name = "NAME")]
    pub variant: Vec<String>,
    /// Follow symbolic links that lead out of the project
    #[arg(long)]
    pub follow_links: bool,
}

/// Which policy texts.
#[derive(Debug, Args)]
pub(super) struct Texts {
    /// A policy text (repeatable) [default: likely texts in the project]
    #[arg(long, value_name = "FILE")]
    pub policy: Vec<PathBuf>,
    /// A separate SDK list that the policy points to (repeatable)
    #[arg(long, value_name = "FILE")]
    pub sdk_list: Vec<PathBuf>,
}

/// Opens the project.
pub(super) fn files(settings: &Settings) -> Result<Files, Error> {
    let path = settings.path.display();
    Files::open(&settings.path, settings.follow_links).map_err(|error| match error {
        ReadError::NotFound => Error::user(
            format!("{path} 不存在"),
            format!("{path} does not exist"),
            "给出 Android 工程的目录",
            "give the directory of an Android project",
        ),
        ReadError::NotAFile => Error::user(
            format!("{path} 不是目录"),
            format!("{path} is not a directory"),
            "给出 Android 工程的目录；查看政策文本用 qingdan policy FILE",
            "give the directory of an Android project; to look at a policy text, use `qingdan policy FILE`",
        ),
        error => Error::user(format!("无法读取 {path}：{error}"), format!("could not read {path}: {error}"), "", ""),
    })
}

/// Reads the project into an inventory. No module at all is an error: there is no project at the path.
pub(super) fn inventory(settings: &Settings, files: &Files) -> Result<Inventory, Error> {
    let mut facts = discover::read(files);
    packages::read(files, &mut facts);
    let path = settings.path.display();
    if facts.modules.is_empty() && facts.problems.is_empty() {
        return Err(Error::user(
            format!("{path} 中没有找到 Android 工程（没有 settings.gradle、build.gradle 或 manifest.json）"),
            format!("no Android project at {path} (no settings.gradle, build.gradle or manifest.json)"),
            "PATH 应指向含 settings.gradle 的目录",
            "PATH should be the directory that holds settings.gradle",
        ));
    }
    let known: Vec<&str> = facts.applications().map(|module| module.path.as_str()).collect();
    for module in &settings.modules {
        if !known.contains(&module.as_str()) {
            return Err(Error::user(
                format!("没有应用模块 {module}"),
                format!("there is no application module {module}"),
                format!("应用模块有：{}", known.join("、")),
                format!("application modules: {}", known.join(", ")),
            ));
        }
    }
    let options = inventory::Options {
        modules: settings.modules.clone(),
        variants: settings.variants.clone(),
        first_party: settings.config.first_party.clone(),
    };
    let inventory = inventory::collect(files, facts, &settings.database, PermissionTable::get(), &options);
    for variant in &settings.variants {
        let exists = inventory.applications.iter().any(|application| application.all_variants.contains(variant));
        if !exists && !inventory.applications.is_empty() {
            let all: Vec<&str> = inventory
                .applications
                .iter()
                .flat_map(|application| application.all_variants.iter().map(String::as_str))
                .collect();
            return Err(Error::user(
                format!("没有变体 {variant}"),
                format!("there is no variant {variant}"),
                format!("变体有：{}", all.join("、")),
                format!("variants: {}", all.join(", ")),
            ));
        }
    }
    Ok(inventory)
}

/// Reads the policy texts: those given, or likely ones of the project.
pub(super) fn policy(settings: &Settings, texts: &Texts, files: Option<&Files>) -> Policy {
    let mut inputs: Vec<policy::Input> = Vec::new();
    let mut problems = Vec::new();
    let mut take = |path: String, bytes: Result<Vec<u8>, ReadError>, is_list| match bytes {
        Ok(bytes) => inputs.push(policy::Input { path, bytes, is_list }),
        Err(error) => problems.push(error.problem(&path)),
    };
    for (paths, is_list) in [(&texts.policy, false), (&texts.sdk_list, true)] {
        for path in paths {
            take(shown(path, files.map(Files::root)), source::read_file(path), is_list);
        }
    }
    if texts.policy.is_empty()
        && let Some(files) = files
    {
        for path in policy::find::likely(files) {
            let bytes = files.read_bytes(&path, source::MAX_TEXT);
            take(path, bytes, false);
        }
    }
    let mut policy = policy::read(inputs, &names::of(&settings.database));
    policy.problems.extend(problems);
    policy
}

/// Judges what was read. The problems are those of every reader, in order.
pub(super) fn judge(
    settings: &Settings,
    files: &Files,
    inventory: &Inventory,
    policy: &Policy,
    baseline: Option<&Baseline>,
) -> (Vec<Finding>, Vec<Problem>) {
    let context = Context::new(inventory, policy, &settings.database);
    let config = &settings.config;
    let options = Options {
        levels: &config.levels,
        allowances: &config.allowances,
        baseline,
        today: settings.today,
        whole: settings.whole,
    };
    let outcome = check::check(&context, files, &options);
    let mut problems = [inventory.problems.as_slice(), &policy.problems, &outcome.problems].concat();
    problems.sort();
    problems.dedup();
    (outcome.findings, problems)
}
