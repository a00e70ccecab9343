//! `qingdan check`.

use clap::{Args, ValueEnum};

use super::output::Output;
use super::progress::{Progress, Stage};
use super::run::{self, Project, Texts};
use super::{Common, Error, Outcome};
use crate::finding::Level;
use crate::report::human::Style;
use crate::report::{Paths, Report};
use crate::rules::{self, Context};
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: Project,
    #[command(flatten)]
    texts: Texts,
    #[command(flatten)]
    output: Output,
    /// The level from which findings fail the run
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

pub(super) fn run(arguments: &Arguments, common: &Common, style: &Style) -> Result<Outcome, Error> {
    let database = run::database(common)?;
    let files = run::files(&arguments.project)?;
    let progress = Progress::start(style);
    progress.stage(Stage::Project);
    let inventory = run::inventory(&arguments.project, &files, &database)?;
    progress.stage(Stage::Policy);
    let policy = run::policy(&arguments.texts, Some(&files), &database);
    let context = Context {
        inventory: &inventory,
        policy: &policy,
        database: &database,
        vocabulary: Vocabulary::get(),
        permissions: PermissionTable::get(),
    };
    progress.stage(Stage::Rules);
    let findings = rules::run(&context);
    let mut problems = inventory.problems.clone();
    problems.extend(policy.problems.iter().cloned());
    problems.sort();
    problems.dedup();
    let version = database.version();
    let fail_on = match arguments.fail_on {
        FailOn::Never => None,
        FailOn::Error => Some(Level::Error),
        FailOn::Warning => Some(Level::Warning),
        FailOn::Note => Some(Level::Note),
    };
    let outside = policy.documents.iter().map(|document| document.path.clone()).filter(|path| !files.is_file(path));
    let paths = Paths { prefix: arguments.output.path_prefix.clone(), outside: outside.collect() };
    let report = Report {
        inventory: &inventory,
        policy: &policy,
        findings: &findings,
        problems: &problems,
        sdk_db: &version,
        fail_on,
        paths: &paths,
    };
    drop(progress);
    arguments.output.write(&report, &database, style)?;
    let failing = fail_on.is_some_and(|level| report.active().any(|finding| finding.level >= level));
    Ok(if !problems.is_empty() || !report.understood() {
        Outcome::Incomplete
    } else if failing {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
