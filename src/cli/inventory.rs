//! `qingdan inventory`.

use clap::{Args, ValueEnum};

use super::run::{self, Project};
use super::settings::Settings;
use super::{Error, Outcome, print, print_json};
use crate::report::human::{self, Style};
use crate::report::json;
use crate::sdk::permissions::PermissionTable;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
    /// The form of the output
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
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
    match arguments.format {
        Format::Human => print(&human::inventory(&inventory, database, PermissionTable::get(), style))?,
        Format::Json => {
            print_json(&json::inventory(&inventory, &database.version(), database, style.language))?;
        }
    }
    let understood = inventory.coverage.manifests + inventory.coverage.dependencies > 0;
    Ok(if inventory.problems.is_empty() && understood { Outcome::Clean } else { Outcome::Incomplete })
}
