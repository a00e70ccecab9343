//! `qingdan appendix`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::run::{self, Project};
use super::settings::Settings;
use super::write::{atomically, failed};
use super::{Error, Outcome, print};
use crate::appendix::block::{self, BlockError, Markup};
use crate::appendix::{
    self, Column, Extent, Facts, Kind, Lists, Options, Overrides, Wording, csv, docx, html, json, markdown, xlsx,
};
use crate::report::human::Style;
use crate::report::{lines, printable};
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Text, read_file};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
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
    #[arg(long, short, value_name = "FILE", conflicts_with_all = ["write", "check"])]
    output: Option<PathBuf>,
    /// Bring the blocks between `<!-- qingdan:begin -->` and `<!-- qingdan:end -->` of a Markdown or HTML policy up to
    /// date; edits made inside them are kept, and a row deleted there returns with a note unless `[[omit]]` gives a
    /// reason
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "format"])]
    write: Option<PathBuf>,
    /// Fail with the difference when the blocks of a policy are out of date
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    check: Option<PathBuf>,
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

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let files = run::files(settings)?;
    let inventory = run::inventory(settings, &files)?;
    let facts = Facts {
        inventory: &inventory,
        database: &settings.database,
        permissions: PermissionTable::get(),
        vocabulary: Vocabulary::get(),
    };
    let overrides = &settings.config.list_overrides;
    let outcome = if let Some(path) = arguments.write.as_ref().or(arguments.check.as_ref()) {
        keep(arguments, path, facts, overrides, style)?
    } else {
        let lists = appendix::build(facts, &arguments.options(), overrides);
        say(&lists.notes, style);
        deliver(arguments, &lists, arguments.wording(style))?;
        Outcome::Clean
    };
    for problem in &inventory.problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        eprintln!("{}{line}: {}", printable(&problem.path), printable(problem.message.get(style.language)));
    }
    Ok(if inventory.problems.is_empty() { outcome } else { Outcome::Incomplete })
}

/// Several blocks with the same list say the same of it.
fn say(notes: &[Text], style: &Style) {
    for (_, note) in notes.iter().enumerate().filter(|(at, note)| !notes[..*at].contains(note)) {
        eprintln!("{}", printable(note.get(style.language)));
    }
}

/// `--write` and `--check`: the blocks of a policy.
fn keep(
    arguments: &Arguments,
    path: &Path,
    facts: Facts<'_>,
    overrides: &Overrides,
    style: &Style,
) -> Result<Outcome, Error> {
    let shown = path.display();
    let markup = Markup::of(path).ok_or_else(|| {
        Error::user(
            format!("{shown} 不是 Markdown 或 HTML 文件"),
            format!("{shown} is no Markdown or HTML file"),
            "其他格式用 --output FILE 整份写出",
            "other formats are written as a whole with --output FILE",
        )
    })?;
    let bytes = read_file(path).map_err(|error| {
        Error::user(format!("无法读取 {shown}：{error}"), format!("could not read {shown}: {error}"), "", "")
    })?;
    let defaults = block::Settings { options: arguments.options(), wording: arguments.wording(style) };
    let mut notes = Vec::new();
    let updated = block::update(&bytes, markup, &defaults, |settings| {
        let lists = appendix::build(facts, &settings.options, overrides);
        notes.extend(lists.notes);
        lists.lists
    })
    .map_err(|error| block_error(path, &error))?;
    notes.extend(updated.notes.iter().cloned());
    say(&notes, style);
    if !updated.changed() {
        eprintln!("{}", style.pick("已是最新", "up to date"));
        return Ok(Outcome::Clean);
    }
    if arguments.write.is_some() {
        atomically(path, &updated.bytes).map_err(|error| failed(path, &error))?;
        eprintln!("{} {shown}", style.pick("已更新", "updated"));
        return Ok(Outcome::Clean);
    }
    let mut out = format!("--- {shown}\n+++ {}\n", style.pick("应有的内容", "as it should be"));
    for (old, new) in updated.blocks.iter().filter(|(old, new)| old != new) {
        out.push_str(&lines::difference(old, new));
    }
    print(&printable(&out))?;
    let hint = style
        .pick("清单已过期；运行 qingdan appendix --write", "the lists are out of date; run `qingdan appendix --write`");
    eprintln!("{hint} {shown}");
    Ok(Outcome::Findings)
}

fn block_error(path: &Path, error: &BlockError) -> Error {
    let shown = path.display();
    match error {
        BlockError::None => Error::user(
            format!("{shown} 中没有由本程序维护的部分"),
            format!("{shown} has no managed block"),
            "在应放清单的位置加入两行：<!-- qingdan:begin --> 和 <!-- qingdan:end -->",
            "add two lines where the lists belong: <!-- qingdan:begin --> and <!-- qingdan:end -->",
        ),
        BlockError::Unbalanced(line) => Error::user(
            format!("{shown}:{line}：标记没有成对"),
            format!("{shown}:{line}: the marker has no counterpart"),
            "每个 <!-- qingdan:begin --> 之后要有一个 <!-- qingdan:end -->",
            "each <!-- qingdan:begin --> needs one <!-- qingdan:end --> after it",
        ),
        BlockError::Setting(line, word) => Error::user(
            format!("{shown}:{line}：标记中的 {word} 无法理解"),
            format!("{shown}:{line}: the marker says `{word}`, which is not understood"),
            "可用：list=sdk,collected,permissions lang=zh|en|both columns=… group all",
            "a marker may say: list=sdk,collected,permissions lang=zh|en|both columns=… group all",
        ),
    }
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
        Some(path) => atomically(path, &content).map_err(|error| failed(path, &error)),
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
