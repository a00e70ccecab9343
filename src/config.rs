//! `qingdan.toml`: read as TOML, held against the table of [`keys`], then turned into a [`Config`]. Every mistake
//! is found at once and knows its place.

mod check;
pub mod keys;
pub mod schema;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::allow::{Allowance, Reach};
use crate::date::Date;
use crate::finding::{FailOn, Level};
use crate::rules;
use crate::sdk::database::Database;
use crate::source::{Language, Source, Span, Text};

use check::Check;
pub(crate) use check::did_you_mean;

/// The name of the file that is looked for in the project.
pub const FILE_NAME: &str = "qingdan.toml";

/// Something wrong in a file that a person wrote for this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub at: Span,
    /// What is wrong.
    pub message: Text,
    /// How to mend it; may be empty.
    pub hint: Text,
}

/// What the lists to publish say otherwise.
pub type ListOverrides = crate::appendix::Overrides;

/// A configuration without mistakes. Its paths are already resolved against the directory of the file.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Config {
    /// Language of the output.
    pub lang: Option<Language>,
    /// Policy texts.
    pub policy: Vec<PathBuf>,
    /// Separate SDK lists.
    pub sdk_list: Vec<PathBuf>,
    /// Application modules to look at; all when empty.
    pub modules: Vec<String>,
    /// Variants to look at; every one that ships when empty.
    pub variants: Vec<String>,
    /// Maven groups of the team's own.
    pub first_party: Vec<String>,
    /// Directories of own SDK records.
    pub sdk_db: Vec<PathBuf>,
    /// The level from which findings fail the run.
    pub fail_on: Option<FailOn>,
    /// The baseline.
    pub baseline: Option<PathBuf>,
    /// Levels of rules.
    pub levels: Levels,
    /// Suppressions, in the order of the file.
    pub allowances: Vec<Allowance>,
    /// `[sdk]`, `[data]`, `[permission]`, `[[row]]` and `[[omit]]`: what the lists to publish say otherwise.
    pub list_overrides: ListOverrides,
}

impl Config {
    /// Reads a configuration. Paths in it are relative to `directory`.
    pub fn read(source: &Arc<Source>, directory: &Path, database: &Database) -> Result<Self, Vec<Mistake>> {
        let (table, errors) = DeTable::parse_recoverable(source.text());
        let mut check = Check::new(source, database);
        for error in &errors {
            check.broken(error);
        }
        check.table(keys::KEYS, table.get_ref(), 0..0);
        conditions(&mut check, table.get_ref());
        let list_overrides = list_overrides(&mut check, &table);
        let mistakes = check.finish();
        if mistakes.is_empty() {
            Ok(Self { list_overrides, ..Self::of(source, table.get_ref(), directory) })
        } else {
            Err(mistakes)
        }
    }

    /// The values of a table that was found to have no mistakes.
    fn of(source: &Arc<Source>, table: &DeTable<'_>, directory: &Path) -> Self {
        let paths = |name: &str| many(table, name).map(|path| directory.join(path)).collect();
        let texts = |name: &str| many(table, name).map(str::to_owned).collect();
        Self {
            lang: one(table, "lang").map(|lang| if lang == "zh" { Language::Zh } else { Language::En }),
            policy: paths("policy"),
            sdk_list: paths("sdk-list"),
            modules: texts("modules"),
            variants: texts("variants"),
            first_party: texts("first-party"),
            sdk_db: paths("sdk-db"),
            fail_on: one(table, "fail-on").and_then(FailOn::of),
            baseline: one(table, "baseline").map(|path| directory.join(path)),
            levels: Levels::of(table),
            allowances: tables(table, "allow").map(|(table, at)| allowance(source, table, at)).collect(),
            list_overrides: ListOverrides::default(),
        }
    }
}

/// The directories of own records that a configuration names: needed before it is checked, since those records
/// may hold SDKs that it speaks of.
pub fn own_records(source: &Arc<Source>, directory: &Path) -> Vec<PathBuf> {
    let (table, _) = DeTable::parse_recoverable(source.text());
    many(table.get_ref(), "sdk-db").map(|path| directory.join(path)).collect()
}

/// The language that a configuration asks for, also where the rest of it has mistakes.
pub fn language(source: &Arc<Source>) -> Option<Language> {
    let (table, _) = DeTable::parse_recoverable(source.text());
    match one(table.get_ref(), "lang")? {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// An allowance without a condition would hide everything.
fn conditions(check: &mut Check<'_>, table: &DeTable<'_>) {
    for (allowance, at) in tables(table, "allow") {
        if ["rule", "sdk", "data", "permission", "module", "path"].iter().all(|key| !allowance.contains_key(*key)) {
            let message = Text::new(
                "这条屏蔽没有条件，会屏蔽一切",
                "this allowance has no condition, so it would allow everything",
            );
            let hint = Text::new(
                "写明 rule、sdk、data、permission、module、path 中的至少一项",
                "give at least one of rule, sdk, data, permission, module and path",
            );
            check.missing(at, message, hint);
        }
    }
}

fn allowance(source: &Arc<Source>, table: &DeTable<'_>, at: std::ops::Range<usize>) -> Allowance {
    let text = |name: &str| one(table, name).map(str::to_owned);
    let expires = table.get("expires").and_then(|value| match value.get_ref() {
        DeValue::Datetime(date) => Date::parse(&date.to_string()),
        value => Date::parse(value.as_str()?),
    });
    Allowance {
        rule: one(table, "rule").and_then(rules::find).map(|rule| rule.name),
        sdk: text("sdk"),
        data: text("data"),
        permission: text("permission"),
        module: text("module"),
        path: text("path"),
        reason: text("reason").unwrap_or_default(),
        expires,
        reach: Reach::Project,
        at: Span::new(source, at.start, at.end),
    }
}

/// The keys of the lists to publish, read by their own types; a mistake there knows its place too.
fn list_overrides(check: &mut Check<'_>, table: &Spanned<DeTable<'_>>) -> ListOverrides {
    let is_own = |name: &str| keys::KEYS.iter().any(|key| key.is_for_lists() && key.name == name);
    let own: DeTable<'_> = table.get_ref().clone().into_iter().filter(|(name, _)| is_own(name.get_ref())).collect();
    let own = toml::Deserializer::from(Spanned::new(table.span(), own));
    ListOverrides::deserialize(own).unwrap_or_else(|error| {
        let message = error.message();
        let message = Text::new(format!("清单改写内容有误：{message}"), format!("not valid for the lists: {message}"));
        check.further(error.span().unwrap_or_default(), message);
        ListOverrides::default()
    })
}

fn one<'a>(table: &'a DeTable<'_>, name: &str) -> Option<&'a str> {
    table.get(name)?.get_ref().as_str()
}

fn many<'a>(table: &'a DeTable<'_>, name: &str) -> impl Iterator<Item = &'a str> {
    let items = table.get(name).and_then(|value| value.get_ref().as_array());
    items.into_iter().flat_map(|items| items.iter()).filter_map(|item| item.get_ref().as_str())
}

fn tables<'a, 'i>(
    table: &'a DeTable<'i>,
    name: &str,
) -> impl Iterator<Item = (&'a DeTable<'i>, std::ops::Range<usize>)> {
    let items = table.get(name).and_then(|value: &Spanned<DeValue<'i>>| value.get_ref().as_array());
    items.into_iter().flat_map(|items| items.iter()).filter_map(|item| Some((item.get_ref().as_table()?, item.span())))
}

/// The levels that a configuration gives to rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Option<Level>>);

impl Levels {
    fn of(table: &DeTable<'_>) -> Self {
        let levels = table.get("levels").and_then(|value| value.get_ref().as_table());
        let each = levels.into_iter().flatten().filter_map(|(name, value)| {
            let rule = rules::find(name.get_ref())?;
            Some((rule.name, value.get_ref().as_str().and_then(Level::of)))
        });
        Self(each.collect())
    }

    /// Gives findings their levels and drops those of rules that are off. A finding that its rule made milder than
    /// usual becomes milder still where the configuration says so, and never worse.
    pub fn apply(&self, findings: &mut Vec<crate::finding::Finding>) {
        findings.retain_mut(|finding| match self.0.get(finding.rule) {
            Some(None) => false,
            Some(Some(level)) => {
                let usual = rules::find(finding.rule).map_or(finding.level, |rule| rule.level);
                finding.level = if finding.level < usual { finding.level.min(*level) } else { *level };
                true
            }
            None => true,
        });
    }
}
