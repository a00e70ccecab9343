//! `qingdan check`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Output;
use super::progress::{Progress, Stage};
use super::run::{self, Project, Texts};
use super::settings::Settings;
use super::{Error, Outcome, write};
use crate::baseline::{self, Baseline};
use crate::finding::{FailOn, Finding, Level};
use crate::report::human::Style;
use crate::report::{Paths, Report};
use crate::source::Language;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
    #[command(flatten)]
    pub texts: Texts,
    #[command(flatten)]
    output: Output,
    /// The level from which findings fail the run: error, warning, note or never [default: error]
    #[arg(long, value_enum, value_name = "LEVEL", hide_possible_values = true)]
    fail_on: Option<FailOn>,
    /// Findings that are recorded here do not fail the run
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Record the findings of this run as the baseline
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let database = &settings.database;
    let files = run::files(settings)?;
    let progress = Progress::start(style);
    progress.stage(Stage::Project);
    let inventory = run::inventory(settings, &files)?;
    progress.stage(Stage::Policy);
    let policy = run::policy(settings, &settings.texts, Some(&files));
    let baseline = match arguments.write_baseline {
        Some(_) => None,
        None => settings.baseline(arguments.baseline.as_deref())?,
    };
    progress.stage(Stage::Rules);
    let (mut findings, problems) = run::judge(settings, &files, &inventory, &policy, baseline.as_ref());
    if let Some(file) = &arguments.write_baseline {
        let shown = write_baseline(file, &findings, settings, style)?;
        // What was just recorded fails this run as little as the next one.
        shown.apply(&mut findings, settings.whole);
    }
    let version = database.version();
    let fail_on = match arguments.fail_on.or(settings.config.fail_on).unwrap_or(FailOn::Error) {
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
    arguments.output.write(&report, database, style)?;
    let failing = fail_on.is_some_and(|level| report.active().any(|finding| finding.level >= level));
    Ok(if !problems.is_empty() || !report.understood() {
        Outcome::Incomplete
    } else if failing {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Writes the baseline and reads it back, as the next run will.
fn write_baseline(file: &Path, findings: &[Finding], settings: &Settings, style: &Style) -> Result<Baseline, Error> {
    let (text, count) = baseline::write(findings, style.language)?;
    write::atomically(file, text.as_bytes()).map_err(|error| write::failed(file, &error))?;
    let shown = file.display();
    eprintln!(
        "{}",
        match style.language {
            Language::Zh => format!("已将 {count} 条记入基线 {shown}"),
            Language::En => format!("wrote {count} findings to the baseline {shown}"),
        }
    );
    settings.baseline(Some(file)).map(Option::unwrap_or_default)
}
