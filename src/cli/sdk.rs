//! `qingdan sdk`.

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::settings::Settings;
use super::{Error, Outcome, print, print_json};
use crate::report::human::{self, Style};
use crate::report::json as wire;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::search;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every SDK
    List {
        /// The form of the list
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// Show the record of an SDK
    Show {
        /// Its id
        id: String,
        /// The form of the record
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// Find SDKs by name, coordinate, class or company; small typing errors are forgiven
    Search {
        /// What to look for
        word: String,
        /// The form of the list
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let database = &settings.database;
    match &arguments.command {
        Command::List { format: Format::Human } => print(&human::sdk_list(database, style))?,
        Command::List { format: Format::Json } => {
            let records: Vec<_> = database.records().iter().map(|record| wire::sdk(record, database)).collect();
            print_json(&json!({"schema": "qingdan/sdks/1", "sdk_db": database.version(), "sdks": records}))?;
        }
        Command::Show { id, format } => {
            let Some(record) = database.record(id) else {
                let near: Vec<String> =
                    search::search(database, id).into_iter().take(5).map(|record| record.id.clone()).collect();
                return Err(Error::user(
                    format!("数据库没有 {id}"),
                    format!("the database does not hold {id}"),
                    format!("相近的有：{}", near.join("、")),
                    format!("similar: {}", near.join(", ")),
                ));
            };
            match format {
                Format::Human => print(&human::sdk_show(&record, database, PermissionTable::get(), style))?,
                Format::Json => print_json(&wire::sdk(&record, database))?,
            }
        }
        Command::Search { word, format } => {
            let found = search::search(database, word);
            match format {
                Format::Human if found.is_empty() => {
                    print(style.pick("没有找到。\n", "Nothing found.\n"))?;
                }
                Format::Human => {
                    print(&human::sdk_search(found.iter().map(AsRef::as_ref), database, style))?;
                }
                Format::Json => {
                    let records: Vec<_> = found.iter().map(|record| wire::sdk(record, database)).collect();
                    print_json(&json!({"schema": "qingdan/sdks/1", "sdk_db": database.version(), "sdks": records}))?;
                }
            }
        }
    }
    Ok(Outcome::Clean)
}
