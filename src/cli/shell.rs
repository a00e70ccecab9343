//! `qingdan completions` and `qingdan man`: both from the types of the command line.

use clap::{Args, Command};
use clap_complete::Shell;

use super::{Error, Outcome, command, print};
use crate::report::human::Style;

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// The command that the page is about [default: the program]
    command: Vec<String>,
}

pub(super) fn completions(arguments: &CompletionsArguments, style: &Style) -> Result<Outcome, Error> {
    let mut out = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(style.language), "qingdan", &mut out);
    print(&String::from_utf8_lossy(&out))?;
    Ok(Outcome::Clean)
}

pub(super) fn man(arguments: &ManArguments, style: &Style) -> Result<Outcome, Error> {
    let mut page = command(style.language);
    // Pages of commands are named after the program too, `qingdan-check`, once the command line is complete.
    page.build();
    for word in &arguments.command {
        let Some(next) = page.find_subcommand(word).cloned() else {
            let known: Vec<&str> = page.get_subcommands().map(Command::get_name).collect();
            return Err(Error::user(
                format!("没有命令 {word}"),
                format!("there is no command {word}"),
                format!("命令有：{}", known.join("、")),
                format!("commands: {}", known.join(", ")),
            ));
        };
        page = next;
    }
    let mut out = Vec::new();
    clap_mangen::Man::new(page).render(&mut out)?;
    print(&String::from_utf8_lossy(&out))?;
    Ok(Outcome::Clean)
}
