//! What several commands do first: open the project, read it, read the policy texts.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, Error};
use crate::inventory::{self, Inventory};
use crate::policy::{self, Policy};
use crate::project::{discover, packages};
use crate::sdk::database::{Database, OwnRecordsError};
use crate::sdk::names;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{self, Files, ReadError};

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

/// The database with the user's own records.
pub(super) fn database(common: &Common) -> Result<Database, Error> {
    Database::with_own(&common.sdk_db).map_err(|error| match &error {
        OwnRecordsError::Unreadable(problem) => Error::user(
            format!("无法读取 SDK 记录 {}：{}", problem.path, problem.message.zh),
            format!("could not read SDK records in {}: {}", problem.path, problem.message.en),
            "--sdk-db 后应是存放 <厂商>/<产品>.toml 的目录",
            "--sdk-db takes a directory of <vendor>/<product>.toml files",
        ),
        OwnRecordsError::Parse { path, error } => {
            let (place, message) = (error.at.place(), &error.message);
            let at = format!("{}:{}:{}", path.display(), place.line, place.column);
            Error::user(
                format!("SDK 记录有误（{at}）：{message}"),
                format!("{at}: not a valid SDK record: {message}"),
                "用 qingdan sdk check DIR 逐项检查",
                "`qingdan sdk check DIR` tells what to mend",
            )
        }
        OwnRecordsError::Index(error) => Error::user(error.to_string(), error.to_string(), "", ""),
    })
}

/// Opens the project.
pub(super) fn files(project: &Project) -> Result<Files, Error> {
    let path = project.path.display();
    Files::open(&project.path, project.follow_links).map_err(|error| match error {
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
pub(super) fn inventory(project: &Project, files: &Files, database: &Database) -> Result<Inventory, Error> {
    let mut facts = discover::read(files);
    packages::read(files, &mut facts);
    let path = project.path.display();
    if facts.modules.is_empty() && facts.problems.is_empty() {
        return Err(Error::user(
            format!("{path} 中没有找到 Android 工程（没有 settings.gradle、build.gradle 或 manifest.json）"),
            format!("no Android project at {path} (no settings.gradle, build.gradle or manifest.json)"),
            "PATH 应指向含 settings.gradle 的目录",
            "PATH should be the directory that holds settings.gradle",
        ));
    }
    let known: Vec<&str> = facts.applications().map(|module| module.path.as_str()).collect();
    for module in &project.module {
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
        modules: project.module.clone(),
        variants: project.variant.clone(),
        first_party: Vec::new(),
    };
    let inventory = inventory::collect(files, facts, database, PermissionTable::get(), &options);
    for variant in &project.variant {
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
pub(super) fn policy(texts: &Texts, files: Option<&Files>, database: &Database) -> Policy {
    let mut inputs: Vec<policy::Input> = Vec::new();
    let mut problems = Vec::new();
    let mut take = |path: String, bytes: Result<Vec<u8>, ReadError>, is_list| match bytes {
        Ok(bytes) => inputs.push(policy::Input { path, bytes, is_list }),
        Err(error) => problems.push(error.problem(&path)),
    };
    for (paths, is_list) in [(&texts.policy, false), (&texts.sdk_list, true)] {
        for path in paths {
            take(shown(path, files), source::read_file(path), is_list);
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
    let words = policy::permissions::Words::builtin();
    let mut policy = policy::read(&inputs, &names::of(database), Vocabulary::get(), &words);
    policy.problems.extend(problems);
    policy
}

/// A path as reports show it: relative to the project when it lies below it.
fn shown(path: &Path, files: Option<&Files>) -> String {
    let inside = files.and_then(|files| {
        let root = files.root().canonicalize().ok()?;
        let full = path.canonicalize().ok()?;
        full.strip_prefix(root).ok().map(Path::to_path_buf)
    });
    inside.as_deref().unwrap_or(path).to_string_lossy().replace('\\', "/")
}
