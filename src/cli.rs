//! The command line: clap types, and one file per command. Machine formats go to standard output alone; notes go
//! to standard error.

mod appendix;
mod check;
mod data_safety;
mod diff;
mod inventory;
mod policy;
mod rules;
mod run;
mod sdk;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::report::human::Style;
use crate::source::Language;

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
    /// Writing the output failed.
    #[error("{0}")]
    Output(#[from] std::io::Error),
    /// JSON could not be written.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
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
    fn show(&self, language: Language) -> String {
        let (error, hint_label) = match language {
            Language::Zh => ("错误", "提示"),
            Language::En => ("error", "hint"),
        };
        match self {
            Self::User { message, hint } => {
                let hint = hint.get(language);
                let hint = if hint.is_empty() { String::new() } else { format!("\n{hint_label}: {hint}") };
                format!("{error}: {}{hint}", crate::report::printable(message.get(language)))
            }
            other => format!("{error}: {other}"),
        }
    }
}

/// Runs the command line and returns its exit code.
pub fn main() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing can be said where nobody listens.
            let _ = error.print();
            return code;
        }
    };
    let style = cli.common.style();
    let result = match &cli.command {
        Command::Check(arguments) => check::run(arguments, &cli.common, &style),
        Command::Inventory(arguments) => inventory::run(arguments, &cli.common, &style),
        Command::Policy(arguments) => policy::run(arguments, &cli.common, &style),
        Command::Appendix(arguments) => appendix::run(arguments, &cli.common, &style),
        Command::DataSafety(arguments) => data_safety::run(arguments, &cli.common, &style),
        Command::Diff(arguments) => diff::run(arguments, &cli.common, &style),
        Command::Sdk(arguments) => sdk::run(arguments, &cli.common, &style),
        Command::Rules(arguments) => rules::list(arguments, &style),
        Command::Explain(arguments) => rules::explain(arguments, &style),
    };
    match result {
        Ok(outcome) => outcome.code(),
        // A reader that has seen enough (`| head`) is no error.
        Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{}", error.show(style.language));
            2
        }
    }
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
        let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Style {
            language: self.language(),
            color,
            width: width.unwrap_or(100usize).clamp(40, 400),
            verbose: self.verbose,
            quiet: self.quiet,
        }
    }

    fn language(&self) -> Language {
        match self.lang {
            Some(Lang::Zh) => Language::Zh,
            Some(Lang::En) => Language::En,
            None => {
                let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
                    .iter()
                    .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
                    .unwrap_or_default();
                if locale.to_ascii_lowercase().starts_with("zh") { Language::Zh } else { Language::En }
            }
        }
    }
}

/// Writes to standard output; a closed pipe comes back as an error that `main` knows.
fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn print_json(value: &serde_json::Value) -> Result<(), Error> {
    print(&format!("{}\n", serde_json::to_string_pretty(value)?))
}
