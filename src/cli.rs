//! The command line: clap types, and one file per command. Machine formats go to standard output alone; notes go
//! to standard error.

mod appendix;
mod check;
mod config;
mod data_safety;
mod diff;
mod help;
mod init;
mod inventory;
mod merged_manifest;
mod misuse;
mod output;
mod policy;
mod progress;
mod rules;
mod run;
mod sdk;
mod settings;
mod shell;
mod write;

use std::ffi::OsString;
use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use serde::Serialize;

use crate::date::Date;
use crate::report::human::{self, Style};
use crate::source::Language;
use settings::Settings;

/// A data-inventory and SDK-disclosure linter for Android projects.
#[derive(Debug, Parser)]
#[command(name = "qingdan", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check what the app collects against what its policy declares
    Check(check::Arguments),
    /// Show what the app collects, with evidence
    Inventory(inventory::Arguments),
    /// Show what a policy text declares, with its places
    Policy(policy::Arguments),
    /// Write the third-party SDK list to publish
    Appendix(appendix::Arguments),
    /// Fill in or check the Data safety form of Google Play
    DataSafety(data_safety::Arguments),
    /// Show what changed between two trees, saved inventories or git revisions
    Diff(diff::Arguments),
    /// Browse the bundled SDK database
    Sdk(sdk::Arguments),
    /// List the rules
    Rules(rules::ListArguments),
    /// Explain a rule
    Explain(rules::ExplainArguments),
    /// Write a commented qingdan.toml that fits the project
    Init(init::Arguments),
    /// Show what qingdan.toml may say
    Config(config::Arguments),
    /// Write completions for a shell
    Completions(shell::CompletionsArguments),
    /// Write the manual page
    Man(shell::ManArguments),
}

/// Flags that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Language of the output [default: from the locale]
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: When,
    /// Print the summary alone
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Print notes and suppressed findings in full
    #[arg(long, short, global = true)]
    verbose: bool,
    /// The configuration [default: qingdan.toml of the project]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A directory of SDK records of your own (repeatable)
    #[arg(long, global = true, value_name = "DIR")]
    sdk_db: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lang {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Ran; nothing at or above the failing level.
    Clean,
    /// Findings at or above it.
    Findings,
    /// Could not do the whole job.
    Incomplete,
}

impl Outcome {
    /// The exit code of the contract.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Incomplete => 2,
        }
    }
}

/// What stops a command before it has anything to report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Said to the user in both languages, with a hint.
    #[error("{}", .message.en)]
    User {
        /// What is wrong.
        message: crate::source::Text,
        /// What to do.
        hint: crate::source::Text,
    },
    /// Mistakes in the configuration or the baseline.
    #[error("{}", .0.iter().map(|mistake| mistake.message.en.as_str()).collect::<Vec<_>>().join("; "))]
    Mistakes(Vec<crate::config::Mistake>),
    /// Writing the output failed.
    #[error("{0}")]
    Output(#[from] std::io::Error),
    /// JSON could not be written.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// TOML could not be written.
    #[error("{0}")]
    Toml(#[from] toml::ser::Error),
}

impl Error {
    fn user(
        message_zh: impl Into<String>,
        message_en: impl Into<String>,
        hint_zh: impl Into<String>,
        hint_en: impl Into<String>,
    ) -> Self {
        Self::User {
            message: crate::source::Text::new(message_zh, message_en),
            hint: crate::source::Text::new(hint_zh, hint_en),
        }
    }

    /// The message with its hint.
    fn show(&self, style: &Style) -> String {
        let language = style.language;
        let (error, hint_label) = match language {
            Language::Zh => ("错误：", "提示："),
            Language::En => ("error: ", "hint: "),
        };
        match self {
            Self::User { message, hint } => {
                let hint = hint.get(language);
                let hint = if hint.is_empty() { String::new() } else { format!("\n{hint_label}{hint}") };
                format!("{error}{}{hint}", crate::report::printable(message.get(language)))
            }
            Self::Mistakes(mistakes) => human::mistakes(mistakes, style).trim_end().to_owned(),
            other => format!("{error}{other}"),
        }
    }
}

/// Runs the command line and returns its exit code. `now` is the moment of the run: nothing else asks the clock.
pub fn main(now: SystemTime) -> u8 {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let language = spoken(&arguments);
    let parsed = command(language).try_get_matches_from(arguments);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            let asked = !error.use_stderr();
            let style = Style { language, color: false, width: 100, verbose: false, quiet: false };
            let chinese = (language == Language::Zh).then(|| misuse::chinese(&error)).flatten();
            let said = match chinese {
                Some(words) => write!(std::io::stderr(), "{}", crate::report::printable(&words)),
                None => error.print(),
            };
            return match said {
                Ok(()) if asked => 0,
                Err(error) if asked => end(Err(error.into()), &style),
                // Nothing can be said where nobody listens.
                _ => 2,
            };
        }
    };
    let mut style = cli.common.style();
    let result = crate::threads::deep(|| cli.command.run(&cli.common, &mut style, Date::of(now)));
    end(result, &style)
}

/// The exit code, with what stopped the run said on standard error.
fn end(result: Result<Outcome, Error>, style: &Style) -> u8 {
    match result {
        Ok(outcome) => outcome.code(),
        // A reader that has seen enough (`| head`) is no error.
        Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{}", error.show(style));
            2
        }
    }
}

impl Command {
    /// Runs the command. The language of the configuration, where one is read, becomes that of `style`.
    fn run(&self, common: &Common, style: &mut Style, today: Date) -> Result<Outcome, Error> {
        match self {
            Self::Rules(arguments) => return rules::list(arguments, style),
            Self::Explain(arguments) => return rules::explain(arguments, style),
            Self::Completions(arguments) => return shell::completions(arguments, style),
            Self::Man(arguments) => return shell::man(arguments, style),
            Self::Config(arguments) => return config::run(arguments),
            // `init` makes a configuration and heeds none.
            Self::Init(arguments) => return init::run(arguments, common, style, today),
            _ => {}
        }
        let (project, texts) = match self {
            Self::Check(arguments) => (Some(&arguments.project), Some(&arguments.texts)),
            Self::Inventory(arguments) => (Some(&arguments.project), None),
            Self::Appendix(arguments) => (Some(&arguments.project), None),
            Self::DataSafety(arguments) => (Some(&arguments.project), None),
            _ => (None, None),
        };
        let settings = Settings::new(common, project, texts, style, today)?;
        match self {
            Self::Check(arguments) => check::run(arguments, &settings, style),
            Self::Inventory(arguments) => inventory::run(arguments, &settings, style),
            Self::Policy(arguments) => policy::run(arguments, &settings, style),
            Self::Appendix(arguments) => appendix::run(arguments, &settings, style),
            Self::DataSafety(arguments) => data_safety::run(arguments, &settings, style),
            Self::Diff(arguments) => diff::run(arguments, common, &settings, style, today),
            Self::Sdk(arguments) => sdk::run(arguments, &settings, style),
            Self::Rules(_)
            | Self::Explain(_)
            | Self::Config(_)
            | Self::Init(_)
            | Self::Completions(_)
            | Self::Man(_) => Ok(Outcome::Clean),
        }
    }
}

/// The command line with its help in a language.
pub fn command(language: Language) -> clap::Command {
    let command = Cli::command();
    match language {
        Language::Zh => help::chinese(command),
        Language::En => command,
    }
}

/// The language of the help, which is needed before the arguments are understood.
fn spoken(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let mut named = None;
    while let Some(word) = words.next() {
        if word == "--lang" {
            named = words.next().map(|value| value.into_owned());
        } else if let Some(value) = word.strip_prefix("--lang=") {
            named = Some(value.to_owned());
        }
    }
    match named.as_deref() {
        Some("zh") => Language::Zh,
        Some("en") => Language::En,
        _ => locale(),
    }
}

/// The language of the locale.
fn locale() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Language::Zh } else { Language::En }
}

impl Common {
    fn style(&self) -> Style {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let color = match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
                !set("NO_COLOR") && (forced || std::io::stdout().is_terminal())
            }
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)));
        Style {
            language: self.language(),
            color,
            width: width.unwrap_or(100usize).clamp(40, 400),
            verbose: self.verbose,
            quiet: self.quiet,
        }
    }

    /// The language that the user asked for by a flag.
    fn named_language(&self) -> Option<Language> {
        self.lang.map(|lang| match lang {
            Lang::Zh => Language::Zh,
            Lang::En => Language::En,
        })
    }

    fn language(&self) -> Language {
        self.named_language().unwrap_or_else(locale)
    }
}

/// Writes to standard output; a closed pipe comes back as an error that `main` knows.
fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn print_json(value: &impl Serialize) -> Result<(), Error> {
    let mut out = stdout();
    write_json(&mut out, value)?;
    out.flush()?;
    Ok(())
}

/// Standard output for what is written piece by piece, in pieces as large as a pipe takes.
fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, std::io::stdout().lock())
}

/// Writes JSON to where it goes, without a copy of the whole in between.
fn write_json(out: &mut impl Write, value: &impl Serialize) -> Result<(), Error> {
    // A failure of the output stays one, so that `main` knows a closed pipe.
    serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}
