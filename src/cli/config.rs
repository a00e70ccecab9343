//! `qingdan config`.

use clap::{Args, Subcommand};

use super::{Error, Outcome, print_json};
use crate::config::schema::schema;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the JSON Schema of qingdan.toml
    Schema,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Error> {
    match arguments.command {
        Command::Schema => print_json(&schema())?,
    }
    Ok(Outcome::Clean)
}
