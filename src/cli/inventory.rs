//! `qingdan inventory`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::run::{self, Project};
use super::settings::Settings;
use super::{Error, Outcome, print, print_json};
use crate::inventory::{Inventory, static_merge};
use crate::project::manifest::{self, Difference};
use crate::report::human::{self, Style};
use crate::report::json;
use crate::sdk::permissions::PermissionTable;
use crate::source::{Files, Source, decode, read_file};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
    /// The form of the output
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The merged manifest that a build of the first variant wrote: show where it differs
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
        Some(path) => Some(compare(path, &files, &inventory)?),
        None => None,
    };
    match arguments.format {
        Format::Human => {
            let mut out = String::new();
            if let Some(compared) = &compared {
                out.push_str(&human::merged_manifest(&compared.variant, &compared.differences, style));
            }
            out.push_str(&human::inventory(&inventory, database, PermissionTable::get(), style));
            print(&out)?;
        }
        Format::Json => {
            let mut value = json::inventory(&inventory, &database.version(), database, style.language);
            if let (Some(compared), Some(map)) = (&compared, value.as_object_mut()) {
                map.insert("merged_manifest".into(), json::merged_manifest(&compared.variant, &compared.differences));
            }
            print_json(&value)?;
        }
    }
    let understood = inventory.coverage.manifests + inventory.coverage.dependencies > 0;
    Ok(if inventory.problems.is_empty() && understood { Outcome::Clean } else { Outcome::Incomplete })
}

/// A built manifest beside the static merge.
struct Compared {
    variant: String,
    differences: Vec<Difference>,
}

/// Reads the manifest that a build wrote and compares it with the static merge of the one application.
fn compare(path: &Path, files: &Files, inventory: &Inventory) -> Result<Compared, Error> {
    let shown = path.display();
    let [application] = inventory.applications.as_slice() else {
        return Err(Error::user(
            "比对合并后的清单需要恰好一个应用模块",
            "comparing a merged manifest takes exactly one application module",
            "用 --module 指定应用模块，用 --variant 指定变体",
            "name it with --module, and the variant with --variant",
        ));
    };
    let bytes = read_file(path).map_err(|error| {
        Error::user(format!("无法读取 {shown}：{error}"), format!("could not read {shown}: {error}"), "", "")
    })?;
    let source = Source::new(shown.to_string(), decode(&bytes).0);
    let built = manifest::read_merged(&source);
    if let Some(problem) = built.problems.first() {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        return Err(Error::user(
            format!("{shown}{line}：{}", problem.message.zh),
            format!("{shown}{line}: {}", problem.message.en),
            "",
            "",
        ));
    }
    let (variant, merged) = static_merge(files, inventory, application).ok_or_else(|| {
        Error::user("应用没有 AndroidManifest.xml", "the application has no AndroidManifest.xml", "", "")
    })?;
    Ok(Compared { variant, differences: manifest::difference(&merged, &built) })
}
