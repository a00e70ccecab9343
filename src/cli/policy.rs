//! `qingdan policy`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::run::{self, Texts};
use super::settings::Settings;
use super::{Error, Outcome, print, print_json};
use crate::report::human::{self, Style};
use crate::report::json;
use crate::sdk::permissions::PermissionTable;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Policy texts
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A separate SDK list (repeatable)
    #[arg(long, value_name = "FILE")]
    sdk_list: Vec<PathBuf>,
    /// The form of the output
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Print the text with what was read out of each line below it
    #[arg(long, conflicts_with = "format")]
    annotate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let database = &settings.database;
    let texts = Texts { policy: arguments.files.clone(), sdk_list: arguments.sdk_list.clone() };
    let policy = run::policy(settings, &texts, None);
    match arguments.format {
        Format::Human if arguments.annotate => print(&human::annotated(&policy, style))?,
        Format::Human => print(&human::policy(&policy, database, PermissionTable::get(), style))?,
        Format::Json => print_json(&json::policy(&policy, style.language))?,
    }
    Ok(if policy.problems.is_empty() { Outcome::Clean } else { Outcome::Incomplete })
}
