//! `qingdan appendix`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::run::{self, Project};
use super::{Common, Error, Outcome, print};
use crate::appendix::{
    self, Column, Extent, Facts, Kind, Lists, Options, Overrides, Wording, csv, docx, html, json, markdown, xlsx,
};
use crate::report::human::Style;
use crate::report::printable;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: Project,
    /// The form of the lists [default: from the name of --output, else markdown]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The lists to write (repeatable, or separated by commas) [default: sdk]
    #[arg(long, value_enum, value_delimiter = ',')]
    list: Vec<ListName>,
    /// The language of the lists [default: the language of the output]
    #[arg(long, value_enum)]
    list_lang: Option<ListLang>,
    /// The columns, in order, by name: number, name, version, category, operator, purpose, scenario, data,
    /// permissions, method, privacy, site, count, source, users
    #[arg(long, value_delimiter = ',', value_name = "COLUMN", value_parser = column)]
    columns: Vec<Column>,
    /// Group the rows by category
    #[arg(long)]
    group: bool,
    /// Name all that the SDKs may collect and every permission, also what this project does not trigger
    #[arg(long)]
    all: bool,
    /// Write the lists to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
    Html,
    Csv,
    Tsv,
    Xlsx,
    Docx,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListName {
    Sdk,
    Collected,
    Permissions,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListLang {
    Zh,
    En,
    Both,
}

fn column(name: &str) -> Result<Column, String> {
    Column::named(name).ok_or_else(|| format!("no column {name}"))
}

impl Arguments {
    fn options(&self) -> Options {
        let mut kinds: Vec<Kind> = Vec::new();
        let named = if self.list.is_empty() { &[ListName::Sdk] } else { self.list.as_slice() };
        for name in named {
            let more: &[Kind] = match name {
                ListName::Sdk => &[Kind::Sdk],
                ListName::Collected => &[Kind::Collected],
                ListName::Permissions => &[Kind::Permissions],
                ListName::All => &Kind::ALL,
            };
            kinds.extend(more.iter().filter(|kind| !kinds.contains(kind)).copied().collect::<Vec<_>>());
        }
        Options {
            kinds,
            extent: if self.all { Extent::All } else { Extent::Triggered },
            columns: self.columns.clone(),
            grouped: self.group,
        }
    }

    fn wording(&self, style: &Style) -> Wording {
        match self.list_lang {
            None => style.language.into(),
            Some(ListLang::Zh) => Wording::Zh,
            Some(ListLang::En) => Wording::En,
            Some(ListLang::Both) => Wording::Both,
        }
    }

    fn format(&self) -> Format {
        let by_name = || {
            let extension = self.output.as_ref()?.extension()?.to_str()?.to_ascii_lowercase();
            Some(match extension.as_str() {
                "html" | "htm" => Format::Html,
                "csv" => Format::Csv,
                "tsv" => Format::Tsv,
                "xlsx" => Format::Xlsx,
                "docx" => Format::Docx,
                "json" => Format::Json,
                _ => return None,
            })
        };
        self.format.or_else(by_name).unwrap_or(Format::Markdown)
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common, style: &Style) -> Result<Outcome, Error> {
    let database = run::database(common)?;
    let files = run::files(&arguments.project)?;
    let inventory = run::inventory(&arguments.project, &files, &database)?;
    let facts = Facts {
        inventory: &inventory,
        database: &database,
        permissions: PermissionTable::get(),
        vocabulary: Vocabulary::get(),
    };
    let overrides = Overrides::default();
    let lists = appendix::build(facts, &arguments.options(), &overrides);
    for note in &lists.notes {
        eprintln!("{}", printable(note.get(style.language)));
    }
    deliver(arguments, &lists, arguments.wording(style))?;
    for problem in &inventory.problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        eprintln!("{}{line}: {}", printable(&problem.path), printable(problem.message.get(style.language)));
    }
    Ok(if inventory.problems.is_empty() { Outcome::Clean } else { Outcome::Incomplete })
}

fn deliver(arguments: &Arguments, lists: &Lists, wording: Wording) -> Result<(), Error> {
    let format = arguments.format();
    let content: Vec<u8> = match format {
        Format::Markdown => markdown::lists(&lists.lists, wording).into_bytes(),
        Format::Html => html::page(&lists.lists, wording).into_bytes(),
        Format::Csv => csv::lists(&lists.lists, wording, csv::Separator::Comma).into_bytes(),
        Format::Tsv => csv::lists(&lists.lists, wording, csv::Separator::Tab).into_bytes(),
        Format::Xlsx => xlsx::workbook(&lists.lists, wording)?,
        Format::Docx => docx::document(&lists.lists, wording)?,
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&json::lists(lists))?).into_bytes(),
    };
    match &arguments.output {
        Some(path) => write::atomically(path, &content).map_err(|error| not_written(path, &error)),
        None if matches!(format, Format::Xlsx | Format::Docx) => {
            let mut out = std::io::stdout();
            if out.is_terminal() {
                return Err(Error::user(
                    "这种格式是二进制文件，不能显示在终端中",
                    "this format is binary and cannot be shown in a terminal",
                    "用 --output FILE 写入文件",
                    "write it to a file with --output FILE",
                ));
            }
            out.write_all(&content)?;
            out.flush()?;
            Ok(())
        }
        None => print(&String::from_utf8_lossy(&content)),
    }
}

/// A file that could not be written, with what may help.
pub(super) fn not_written(path: &std::path::Path, error: &std::io::Error) -> Error {
    use std::io::ErrorKind;
    let (hint_zh, hint_en) = match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("文件或所在目录不可写", "the file or its directory cannot be written to")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("磁盘空间不足；原文件没有改动", "the disk is full; the old file is untouched")
        }
        ErrorKind::NotFound => ("所在目录不存在", "its directory does not exist"),
        _ => ("原文件没有改动", "the old file is untouched"),
    };
    Error::user(
        format!("无法写入 {}：{error}", path.display()),
        format!("could not write {}: {error}", path.display()),
        hint_zh,
        hint_en,
    )
}
