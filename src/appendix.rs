//! The lists to publish: third-party SDKs (第三方 SDK 目录).
//!
//! [`sdk_list`] says what stands in the list; one file a format says how it looks. The columns are those that
//! 工信部信管函〔2021〕292号 and PIPL Art. 23 ask for, in the wordings that published lists use.

pub mod markdown;

use crate::inventory::{Inventory, Sdk};
use crate::rules::Context;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::record::Collects;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Text};

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The id of the SDK.
    pub id: String,
    /// Its category.
    pub category: String,
    /// Its name.
    pub name: Text,
    /// Its package, where the database knows one.
    pub package: Option<String>,
    /// The operator; empty where no source names one.
    pub operator: Text,
    /// Purposes, the most frequent first.
    pub purpose: Text,
    /// Data types that it always collects.
    pub required: Vec<Text>,
    /// Data types that it collects only when configured to or when a function is used.
    pub optional: Vec<Text>,
    /// Permissions that it uses and the app requests.
    pub permissions: Vec<Text>,
    /// The link to its privacy policy; empty where no source gives one.
    pub link: Text,
}

/// Which data types a row names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What the project really triggers: items that need a module or a permission only where it is there.
    #[default]
    Triggered,
    /// All that the database knows.
    All,
}

/// The rows for the SDKs that ship and collect something, by category and name of the database.
pub fn sdk_list(inventory: &Inventory, database: &Database, table: &PermissionTable, extent: Extent) -> Vec<Row> {
    let vocabulary = Vocabulary::get();
    inventory
        .shipped()
        .filter(|sdk| sdk.record.collects != Collects::Nothing)
        .map(|sdk| row(inventory, database, table, vocabulary, sdk, extent))
        .collect()
}

fn row(
    inventory: &Inventory,
    database: &Database,
    table: &PermissionTable,
    vocabulary: &Vocabulary,
    sdk: &Sdk,
    extent: Extent,
) -> Row {
    let record = &sdk.record;
    let facts = match extent {
        Extent::Triggered => sdk.data(),
        Extent::All => record.current_data(),
    };
    let mut purposes: Vec<(usize, Text)> = Vec::new();
    for purpose in facts.iter().filter_map(|fact| fact.purpose) {
        let text = Text::new(&purpose.zh, &purpose.en);
        match purposes.iter_mut().find(|(_, known)| *known == text) {
            Some((count, _)) => *count += 1,
            None => purposes.push((1, text)),
        }
    }
    purposes.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    purposes.truncate(4);
    let join = |language: Language, separator: &str| {
        purposes.iter().map(|(_, text)| text.get(language)).collect::<Vec<_>>().join(separator)
    };
    let labels = |required: bool| -> Vec<Text> {
        facts.iter().filter(|fact| fact.is_required() == required).map(|fact| vocabulary.label(fact.data)).collect()
    };
    let asked = |name: &str| inventory.permissions.iter().any(|permission| permission.name == name);
    let permissions = record
        .current_permissions()
        .iter()
        .filter(|permission| extent == Extent::All || asked(permission.name))
        .map(|permission| table.label(permission.name).unwrap_or_else(|| Text::new(permission.name, permission.name)))
        .collect();
    Row {
        id: record.id.clone(),
        category: record.category.clone(),
        name: record.display(),
        package: package(sdk),
        operator: database.operator(record),
        purpose: Text::new(join(Language::Zh, "；"), join(Language::En, "; ")),
        required: labels(true),
        optional: labels(false),
        permissions,
        link: Text::new(&record.privacy_url.zh, &record.privacy_url.en),
    }
}

/// The package of an SDK: the shortest class prefix that is its own.
fn package(sdk: &Sdk) -> Option<String> {
    let detect = &sdk.record.detect.exclusive;
    let prefixes = detect.classes.iter().chain(&detect.components);
    let shortest = prefixes.filter(|prefix| prefix.ends_with('.')).min_by_key(|prefix| prefix.len())?;
    Some(shortest.trim_end_matches('.').to_owned())
}

/// The row of one SDK, ready to paste into a Markdown table, in both languages.
pub fn row_to_paste(context: &Context<'_>, sdk: &Sdk) -> Text {
    let row = row(context.inventory, context.database, context.permissions, context.vocabulary, sdk, Extent::Triggered);
    Text::new(markdown::line(&row, Language::Zh), markdown::line(&row, Language::En))
}
