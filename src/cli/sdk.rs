//! `qingdan sdk`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::settings::Settings;
use super::{Error, Outcome, print, print_json};
use crate::report::human::{self, Style};
use crate::report::json as wire;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::{check, search, template};
use crate::source::{Language, ReadError};

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
        format: ListFormat,
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
    /// Check a directory of records
    Check {
        /// The directory: <vendor>/<product>.toml and <vendor>/vendor.toml
        directory: PathBuf,
        /// The form of the report
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// Write the template of a record
    New {
        /// The id that it gets, `vendor-product`
        id: String,
        /// Write DIR/<vendor>/<product>.toml and, where it is not there, DIR/<vendor>/vendor.toml [default: print]
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    Human,
    Json,
    Markdown,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    if let Command::New { id, into } = &arguments.command {
        return new(id, into.as_deref(), &settings.today.to_string(), style);
    }
    let database = &settings.database;
    match &arguments.command {
        Command::List { format: ListFormat::Human } => print(&human::sdk_list(database, style))?,
        Command::List { format: ListFormat::Markdown } => {
            print(&crate::report::sdk_markdown::sdk_list(database, style.language))?
        }
        Command::List { format: ListFormat::Json } => {
            print_json(&wire::sdk_list(database.records().iter().map(AsRef::as_ref), database))?
        }
        Command::Show { id, format } => {
            let record = database.record(id).ok_or_else(|| unknown(id, database))?;
            match format {
                Format::Human => print(&human::sdk_show(&record, database, PermissionTable::get(), style))?,
                Format::Json => print_json(&wire::sdk(&record, database))?,
            }
        }
        Command::Search { word, format } => {
            let found = search::search(database, word);
            let found = found.iter().map(AsRef::as_ref);
            match format {
                Format::Human if found.len() == 0 => print(style.pick("没有找到。\n", "Nothing found.\n"))?,
                Format::Human => print(&human::sdk_search(found, database, style))?,
                Format::Json => print_json(&wire::sdk_list(found, database))?,
            }
        }
        Command::Check { directory, format } => {
            let outcome = check::directory(directory, database, &settings.today.to_string())
                .map_err(|error| unreadable(directory, &error))?;
            match format {
                Format::Human => print(&human::sdk_check(&outcome, style))?,
                Format::Json => print_json(&wire::sdk_check(&outcome, style.language))?,
            }
            return Ok(match (outcome.problems.is_empty(), outcome.mistakes.is_empty()) {
                (false, _) => Outcome::Incomplete,
                (true, false) => Outcome::Findings,
                (true, true) => Outcome::Clean,
            });
        }
        Command::New { .. } => {}
    }
    Ok(Outcome::Clean)
}

fn unknown(id: &str, database: &Database) -> Error {
    let near: Vec<String> = search::search(database, id).into_iter().take(5).map(|record| record.id.clone()).collect();
    let (hint_zh, hint_en) = if near.is_empty() {
        ("qingdan sdk list 列出全部".to_owned(), "`qingdan sdk list` lists all".to_owned())
    } else {
        (format!("相近的有：{}", near.join("、")), format!("similar: {}", near.join(", ")))
    };
    Error::user(format!("数据库没有 {id}"), format!("the database does not hold {id}"), hint_zh, hint_en)
}

fn unreadable(directory: &Path, error: &ReadError) -> Error {
    let problem = error.problem(&directory.display().to_string());
    Error::user(
        format!("{}：{}", problem.path, problem.message.zh),
        format!("{}: {}", problem.path, problem.message.en),
        "给出存放 <厂商>/<产品>.toml 的目录",
        "give a directory of <vendor>/<product>.toml files",
    )
}

/// Prints the template of a record, or writes it with that of its vendor.
fn new(id: &str, into: Option<&Path>, today: &str, style: &Style) -> Result<Outcome, Error> {
    let Some(template) = template::Template::new(id) else {
        return Err(Error::user(
            format!("{id} 不能作 id"),
            format!("{id} cannot be an id"),
            "写成 vendor-product，只用小写字母、数字和连字符",
            "write it like vendor-product, in lower-case letters, digits and hyphens",
        ));
    };
    let Some(directory) = into else {
        print(&template.record(today))?;
        return Ok(Outcome::Clean);
    };
    let vendor = directory.join(&template.vendor);
    fs::create_dir_all(&vendor)?;
    let record = vendor.join(format!("{}.toml", template.product));
    write_new(&record, &template.record(today))?;
    let file = vendor.join("vendor.toml");
    if !file.exists() {
        write_new(&file, &template.vendor(today))?;
    }
    print(&match style.language {
        Language::Zh => format!("已写入 {}；填好后运行 qingdan sdk check {}\n", record.display(), directory.display()),
        Language::En => {
            format!("wrote {}; fill it in, then run `qingdan sdk check {}`\n", record.display(), directory.display())
        }
    })?;
    Ok(Outcome::Clean)
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        Error::user(
            format!("无法写入 {}：{error}", path.display()),
            format!("could not write {}: {error}", path.display()),
            "已有的文件不会被覆盖",
            "a file that is there already is not replaced",
        )
    })
}
