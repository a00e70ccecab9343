//! `qingdan check`.

use clap::{Args, ValueEnum};

use super::run::{self, Project, Texts};
use super::{Common, Error, Outcome, print, print_json};
use crate::report::human::{self, Style};
use crate::report::{Counts, Report, json};
use crate::rules::{self, Context};
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: Project,
    #[command(flatten)]
    texts: Texts,
    /// The form of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The level from which findings fail the run
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
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
    let inventory = run::inventory(&arguments.project, &files, &database)?;
    let policy = run::policy(&arguments.texts, Some(&files), &database);
    let context = Context {
        inventory: &inventory,
        policy: &policy,
        database: &database,
        vocabulary: Vocabulary::get(),
        permissions: PermissionTable::get(),
    };
    let findings = rules::run(&context);
    let mut problems = inventory.problems.clone();
    problems.extend(policy.problems.iter().cloned());
    problems.sort();
    problems.dedup();
    let version = database.version();
    let report =
        Report { inventory: &inventory, policy: &policy, findings: &findings, problems: &problems, sdk_db: &version };
    match arguments.format {
        Format::Human => print(&human::check(&report, &database, style))?,
        Format::Json => print_json(&json::report(&report, &database, style.language))?,
    }
    let understood = inventory.coverage.manifests + inventory.coverage.dependencies > 0;
    let counts = Counts::of(&findings);
    let failing = match arguments.fail_on {
        FailOn::Never => 0,
        FailOn::Error => counts.error,
        FailOn::Warning => counts.error + counts.warning,
        FailOn::Note => counts.error + counts.warning + counts.note,
    };
    Ok(if !problems.is_empty() || !understood {
        Outcome::Incomplete
    } else if failing > 0 {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
