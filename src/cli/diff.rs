//! `qingdan diff`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::run::{self, Project, Texts};
use super::settings::Settings;
use super::{Common, Error, Outcome, print, print_json};
use crate::date::Date;
use crate::diff::{self, Names, Snapshot, git, render};
use crate::policy::Policy;
use crate::report::human::Style;
use crate::report::{json, printable};
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Problem, decode, read_file};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The old side: a directory, a saved `inventory --format json`, a git revision, or `OLD..NEW`
    old: String,
    /// The new side [default: the work tree when OLD is a revision]
    new: Option<String>,
    /// The repository of the revisions, or the directory in it that holds the project
    #[arg(long, default_value = ".", value_name = "DIR")]
    repo: PathBuf,
    #[command(flatten)]
    texts: Texts,
    /// Application modules to look at, by Gradle path [default: all]
    #[arg(long, value_name = ":MODULE")]
    module: Vec<String>,
    /// Variants to look at, by name [default: every variant that ships]
    #[arg(long, value_name = "NAME")]
    variant: Vec<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Markdown,
}

/// One side, read.
struct Side {
    snapshot: Snapshot,
    policy: Option<Policy>,
    problems: Vec<Problem>,
}

pub(super) fn run(
    arguments: &Arguments,
    common: &Common,
    settings: &Settings,
    style: &mut Style,
    today: Date,
) -> Result<Outcome, Error> {
    let (old, new) = sides(arguments);
    let mut reader = Reader { arguments, common, settings, style, today };
    let old = reader.side(&old, false)?;
    let new = reader.side(&new, true)?;
    let names =
        Names { database: &settings.database, vocabulary: Vocabulary::get(), permissions: PermissionTable::get() };
    let diff = diff::compare(&old.snapshot, &new.snapshot, new.policy.as_ref(), names);
    match arguments.format {
        Format::Human => print(&render::human(&diff, style.language))?,
        Format::Markdown => print(&render::markdown(&diff, style.language))?,
        Format::Json => print_json(&render::json(&diff, style.language))?,
    }
    let policy_problems = new.policy.iter().flat_map(|policy| &policy.problems);
    let problems: Vec<&Problem> = old.problems.iter().chain(&new.problems).chain(policy_problems).collect();
    for problem in &problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        eprintln!("{}{line}: {}", printable(&problem.path), printable(problem.message.get(style.language)));
    }
    Ok(if !problems.is_empty() {
        Outcome::Incomplete
    } else if diff.undeclared().next().is_some() {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Both sides as they were named.
fn sides(arguments: &Arguments) -> (String, String) {
    let work_tree = || arguments.repo.to_string_lossy().into_owned();
    match &arguments.new {
        Some(new) => (arguments.old.clone(), new.clone()),
        None if Path::new(&arguments.old).exists() => (arguments.old.clone(), work_tree()),
        None => match arguments.old.split_once("..") {
            Some((old, new)) => {
                let or_head = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
                (or_head(old), or_head(new.trim_start_matches('.')))
            }
            None => (arguments.old.clone(), work_tree()),
        },
    }
}

/// Reads the sides, each with the configuration that lies beside it.
struct Reader<'a> {
    arguments: &'a Arguments,
    common: &'a Common,
    settings: &'a Settings,
    style: &'a mut Style,
    today: Date,
}

impl Reader<'_> {
    fn side(&mut self, name: &str, with_policy: bool) -> Result<Side, Error> {
        let path = Path::new(name);
        if path.is_file() {
            let texts = &self.arguments.texts;
            let policy = (with_policy && !texts.policy.is_empty()).then(|| run::policy(self.settings, texts, None));
            return Ok(Side { snapshot: saved(path)?, policy, problems: Vec::new() });
        }
        if path.is_dir() {
            return self.directory(path, with_policy);
        }
        let failed = |error: git::GitError| {
            Error::user(
                format!("无法读取版本 {name}：{error}"),
                format!("could not read the revision {name}: {error}"),
                "OLD 和 NEW 可以是目录、保存的清单（inventory --format json）或 git 版本；仓库用 --repo 指定",
                "OLD and NEW are directories, saved inventories (`inventory --format json`) or git revisions; \
                 --repo names the repository",
            )
        };
        let commit = git::resolve(&self.arguments.repo, name).map_err(failed)?;
        let tree = git::tree(&self.arguments.repo, &commit).map_err(failed)?;
        self.directory(tree.path(), with_policy)
    }

    fn directory(&mut self, path: &Path, with_policy: bool) -> Result<Side, Error> {
        let project = Project {
            path: path.to_owned(),
            module: self.arguments.module.clone(),
            variant: self.arguments.variant.clone(),
            follow_links: false,
        };
        let settings = Settings::new(self.common, Some(&project), Some(&self.arguments.texts), self.style, self.today)?;
        let files = run::files(&settings)?;
        let inventory = run::inventory(&settings, &files)?;
        let database = &settings.database;
        let version = database.version();
        let value = json::inventory(&inventory, &version, database, self.style.language);
        let snapshot = Snapshot::read(&serde_json::to_value(value)?).unwrap_or_default();
        let policy = with_policy.then(|| run::policy(&settings, &settings.texts, Some(&files)));
        Ok(Side { snapshot, policy, problems: inventory.problems })
    }
}

fn saved(path: &Path) -> Result<Snapshot, Error> {
    let shown = path.display();
    let bytes = read_file(path).map_err(|error| {
        Error::user(format!("无法读取 {shown}：{error}"), format!("could not read {shown}: {error}"), "", "")
    })?;
    let value: Option<serde_json::Value> = serde_json::from_str(&decode(&bytes).0).ok();
    value.as_ref().and_then(Snapshot::read).ok_or_else(|| {
        Error::user(
            format!("{shown} 不是保存的清单"),
            format!("{shown} is no saved inventory"),
            "用 qingdan inventory --format json 生成",
            "`qingdan inventory --format json` writes one",
        )
    })
}
