//! `qingdan inventory`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::merged_manifest::compare;
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
    /// The merged manifest that a build wrote: show where the static merge of its variant differs
    #[arg(long, value_name = "FILE")]
    merged_manifest: Option<PathBuf>,
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
    let compared = match &arguments.merged_manifest {
        Some(path) => Some(compare(path, &files, &inventory, settings)?),
        None => None,
    };
    match arguments.format {
        Format::Human => {
            let mut out = String::new();
            if let Some(compared) = &compared {
                out.push_str(&human::merged_manifest(
                    &format!("{} {}", compared.module, compared.variant),
                    &compared.differences,
                    style,
                ));
            }
            out.push_str(&human::inventory(&inventory, database, PermissionTable::get(), style));
            print(&out)?;
        }
        Format::Json => {
            let version = database.version();
            let mut value = json::inventory(&inventory, &version, database, style.language);
            if let Some(compared) = &compared {
                value = value.merged_manifest(&compared.module, &compared.variant, &compared.differences);
            }
            print_json(&value)?;
        }
    }
    let understood = inventory.coverage.manifests + inventory.coverage.dependencies > 0;
    Ok(if inventory.problems.is_empty() && understood { Outcome::Clean } else { Outcome::Incomplete })
}
