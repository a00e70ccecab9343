//! The forms of a report, and where they go: one to standard output, any number to files.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Error, stdout, write, write_json};
use crate::report::human::{self, Style};
use crate::report::{Report, github, gitlab, html, json, junit, markdown, rdjson, sarif};
use crate::sdk::database::Database;

/// Which forms, and where to.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// The form of the report on standard output
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Also write the report to a file (repeatable)
    #[arg(long, value_name = "FORMAT=FILE", value_parser = target)]
    output: Vec<Target>,
    /// Where the project lies in its repository: put before the paths of sarif, github, gitlab, junit and rdjson
    #[arg(long, value_name = "DIR", default_value = "", hide_default_value = true)]
    pub path_prefix: String,
}

/// A form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Rdjson,
    Markdown,
    Html,
}

/// `FORMAT=FILE`.
#[derive(Clone, Debug)]
struct Target {
    format: Format,
    file: PathBuf,
}

fn target(text: &str) -> Result<Target, String> {
    let (format, file) = text.split_once('=').ok_or("FORMAT=FILE, for example sarif=report.sarif")?;
    if file.is_empty() {
        return Err("no file after =".to_owned());
    }
    let format = Format::from_str(format, false).map_err(|_| {
        let known: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|known| Some(known.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("no format {format}; formats: {}", known.join(", "))
    })?;
    Ok(Target { format, file: PathBuf::from(file) })
}

impl Output {
    /// Writes every form. The files come first: a reader that closes the pipe takes none of them away.
    pub(super) fn write(&self, report: &Report<'_>, database: &Database, style: &Style) -> Result<(), Error> {
        for Target { format, file } in &self.output {
            let plain = Style { color: false, ..*style };
            let mut content = Vec::new();
            render(*format, report, database, &plain, &mut content)?;
            write::atomically(file, &content).map_err(|error| write::failed(file, &error))?;
        }
        let mut out = stdout();
        render(self.format, report, database, style, &mut out)?;
        out.flush()?;
        Ok(())
    }
}

fn render(
    format: Format,
    report: &Report<'_>,
    database: &Database,
    style: &Style,
    out: &mut impl Write,
) -> Result<(), Error> {
    let language = style.language;
    let mut text = |text: String| -> Result<(), Error> { Ok(out.write_all(text.as_bytes())?) };
    match format {
        Format::Human => text(human::check(report, database, style)),
        Format::Json => write_json(out, &json::report(report, database, language)),
        Format::Sarif => write_json(out, &sarif::report(report, language)),
        Format::Github => text(github::report(report, language)),
        Format::Gitlab => write_json(out, &gitlab::report(report, language)),
        Format::Junit => text(junit::report(report, language)),
        Format::Rdjson => write_json(out, &rdjson::report(report, language)),
        Format::Markdown => text(markdown::report(report, language)),
        Format::Html => text(html::report(report, database, language)),
    }
}
