//! `qingdan appendix`.

use clap::{Args, ValueEnum};

use super::run::{self, Project};
use super::settings::Settings;
use super::{Error, Outcome, print};
use crate::appendix::{Extent, markdown, sdk_list};
use crate::report::human::Style;
use crate::sdk::permissions::PermissionTable;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
    /// The form of the list
    #[arg(long, value_enum, default_value = "markdown")]
    format: Format,
    /// Name all that the SDKs may collect, also what this project does not trigger
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let database = &settings.database;
    let files = run::files(settings)?;
    let inventory = run::inventory(settings, &files)?;
    let extent = if arguments.all { Extent::All } else { Extent::Triggered };
    let rows = sdk_list(&inventory, database, PermissionTable::get(), extent);
    match arguments.format {
        Format::Markdown => print(&markdown::list(&rows, style.language))?,
    }
    for problem in &inventory.problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        eprintln!("{}{line}: {}", problem.path, problem.message.get(style.language));
    }
    Ok(if inventory.problems.is_empty() { Outcome::Clean } else { Outcome::Incomplete })
}
