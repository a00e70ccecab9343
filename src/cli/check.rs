//! `qingdan check`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::run::{self, Project, Texts};
use super::settings::Settings;
use super::{Error, Outcome, print, print_json, write};
use crate::baseline::{self, Baseline};
use crate::finding::{FailOn, Finding};
use crate::report::human::{self, Style};
use crate::report::{Report, json};
use crate::source::Language;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
    #[command(flatten)]
    pub texts: Texts,
    /// The form of the report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The level from which findings fail the run [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// Findings that are recorded here do not fail the run
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Record the findings of this run as the baseline
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let database = &settings.database;
    let files = run::files(settings)?;
    let inventory = run::inventory(settings, &files)?;
    let policy = run::policy(settings, &settings.texts, Some(&files));
    let baseline = match arguments.write_baseline {
        Some(_) => None,
        None => settings.baseline(arguments.baseline.as_deref())?,
    };
    let (mut findings, problems) = run::judge(settings, &files, &inventory, &policy, baseline.as_ref());
    if let Some(file) = &arguments.write_baseline {
        let shown = write_baseline(file, &findings, settings, style)?;
        // What was just recorded fails this run as little as the next one.
        shown.apply(&mut findings, settings.whole);
    }
    let version = database.version();
    let report =
        Report { inventory: &inventory, policy: &policy, findings: &findings, problems: &problems, sdk_db: &version };
    match arguments.format {
        Format::Human => print(&human::check(&report, database, style))?,
        Format::Json => print_json(&json::report(&report, database, style.language))?,
    }
    let understood = inventory.coverage.manifests + inventory.coverage.dependencies > 0;
    let fail_on = arguments.fail_on.or(settings.config.fail_on).unwrap_or(FailOn::Error);
    Ok(if !problems.is_empty() || !understood {
        Outcome::Incomplete
    } else if fail_on.fails(&findings) {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Writes the baseline and reads it back, as the next run will.
fn write_baseline(file: &Path, findings: &[Finding], settings: &Settings, style: &Style) -> Result<Baseline, Error> {
    let (text, count) = baseline::write(findings, style.language)?;
    write::atomically(file, &text).map_err(|error| write::failed(file, &error))?;
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
