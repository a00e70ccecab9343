//! `qingdan rules` and `qingdan explain`.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Error, Outcome, print, print_json};
use crate::report::human::Style;
use crate::report::reference;
use crate::report::table::columns;
use crate::rules::{self, RULES};

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// The form of the list
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule
    rule: String,
}

pub(super) fn list(arguments: &ListArguments, style: &Style) -> Result<Outcome, Error> {
    match arguments.format {
        Format::Human => {
            let rows: Vec<Vec<String>> = RULES
                .iter()
                .map(|rule| {
                    let level = rule.level.label(style.language).to_owned();
                    vec![rule.name.to_owned(), level, rule.title(style.language).to_owned()]
                })
                .collect();
            print(&format!("{}\n", columns(&rows, 2).join("\n")))?;
        }
        Format::Json => {
            let rules: Vec<_> = RULES
                .iter()
                .map(|rule| {
                    json!({
                        "name": rule.name,
                        "level": rule.level,
                        "title": {"zh": rule.zh, "en": rule.en},
                    })
                })
                .collect();
            print_json(&json!({"schema": "qingdan/rules/1", "rules": rules}))?;
        }
        Format::Markdown => print(&reference::rules(style.language))?,
    }
    Ok(Outcome::Clean)
}

pub(super) fn explain(arguments: &ExplainArguments, style: &Style) -> Result<Outcome, Error> {
    let Some(rule) = rules::find(&arguments.rule) else {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        return Err(Error::user(
            format!("没有规则 {}", arguments.rule),
            format!("there is no rule {}", arguments.rule),
            format!("规则有：{}", names.join("、")),
            format!("rules: {}", names.join(", ")),
        ));
    };
    let (level, examples) = (style.pick("默认级别：", "default level: "), style.pick("示例", "Examples"));
    print(&format!(
        "{} — {}\n{level}{}\n\n{}\n\n{examples}\n\n{}\n",
        rule.name,
        rule.title(style.language),
        rule.level.label(style.language),
        rule.explanation(style.language),
        rule.examples(),
    ))?;
    Ok(Outcome::Clean)
}
