//! What a release changes: SDKs, versions, data types and permissions that come or go, and what of it the policy does
//! not cover yet.
//!
//! Both sides are inventories in the JSON form of the contract, so that a tree, a revision and a saved file are compared
//! in one way.

pub mod git;
pub mod render;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::policy::{Polarity, Policy};
use crate::rules::{Cover, cover_in_policy};
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Text;

/// One side of the comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    sdks: BTreeMap<String, SdkState>,
    permissions: BTreeSet<String>,
    data: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SdkState {
    name: Text,
    version: Option<String>,
    data: BTreeSet<String>,
}

impl Snapshot {
    /// Reads `qingdan/inventory/1`; nothing when the value is of another schema.
    pub fn read(value: &Value) -> Option<Self> {
        if value["schema"] != "qingdan/inventory/1" {
            return None;
        }
        let list = |key: &str| value[key].as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut snapshot = Self::default();
        for sdk in list("sdks").iter().filter(|sdk| sdk["scope"] == "main") {
            let id = text(&sdk["id"]);
            let data: BTreeSet<String> =
                sdk["data"].as_array().into_iter().flatten().map(|fact| text(&fact["type"])).collect();
            for data in &data {
                snapshot.data.entry(data.clone()).or_default().insert(id.clone());
            }
            let name = Text::new(text(&sdk["name"]["zh"]), text(&sdk["name"]["en"]));
            let version = sdk["version"].as_str().map(str::to_owned);
            snapshot.sdks.insert(id, SdkState { name, version, data });
        }
        snapshot.permissions = list("permissions").iter().map(|permission| text(&permission["name"])).collect();
        Some(snapshot)
    }
}

/// A change, with whether the policy covers it; nothing where that is not asked for or no text was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The id of the SDK or data type, or the name of the permission.
    pub id: String,
    /// What it is called.
    pub name: Text,
    /// The versions before and after, of an SDK.
    pub versions: (Option<String>, Option<String>),
    /// Names of the SDKs that bring a data type.
    pub through: Vec<Text>,
    /// Whether the policy covers what is new; nothing where it need not and does not.
    pub declared: Option<bool>,
}

/// All changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// New SDKs.
    pub sdks_added: Vec<Change>,
    /// SDKs that are gone.
    pub sdks_removed: Vec<Change>,
    /// SDKs with another version.
    pub sdks_changed: Vec<Change>,
    /// Data types that an SDK brings and none brought before.
    pub data_added: Vec<Change>,
    /// Data types that no SDK brings any more.
    pub data_removed: Vec<Change>,
    /// New permissions.
    pub permissions_added: Vec<Change>,
    /// Permissions that are gone.
    pub permissions_removed: Vec<Change>,
    /// What was known of the policy.
    pub policy: Compared,
}

/// What was known of the policy of the new side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compared {
    /// A saved inventory holds no policy, and none was named: nothing can be said.
    #[default]
    Nothing,
    /// The project has none, so nothing new is declared.
    Missing,
    /// It was read.
    Read,
}

impl Diff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.lists().iter().all(|(_, list)| list.is_empty())
    }

    /// What is new and not declared.
    pub fn undeclared(&self) -> impl Iterator<Item = &Change> {
        self.sdks_added
            .iter()
            .chain(&self.data_added)
            .chain(&self.permissions_added)
            .filter(|change| change.declared == Some(false))
    }

    /// Every list with its name in the JSON output.
    pub fn lists(&self) -> [(&'static str, &[Change]); 7] {
        [
            ("sdks_added", &self.sdks_added),
            ("sdks_changed", &self.sdks_changed),
            ("sdks_removed", &self.sdks_removed),
            ("data_added", &self.data_added),
            ("data_removed", &self.data_removed),
            ("permissions_added", &self.permissions_added),
            ("permissions_removed", &self.permissions_removed),
        ]
    }
}

/// What names and covers things.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The SDK records.
    pub database: &'a Database,
    /// The data types.
    pub vocabulary: &'a Vocabulary,
    /// The permissions.
    pub permissions: &'a PermissionTable,
}

/// Compares two snapshots; `policy` says what is declared on the new side, and nothing where it is not known.
pub fn compare(old: &Snapshot, new: &Snapshot, policy: Option<&Policy>, names: Names<'_>) -> Diff {
    let compared = match policy {
        None => Compared::Nothing,
        Some(policy) if policy.documents.is_empty() => Compared::Missing,
        Some(_) => Compared::Read,
    };
    let mut diff = Diff { policy: compared, ..Diff::default() };
    let sdk = |id: &str, before: Option<&SdkState>, after: Option<&SdkState>| Change {
        id: id.to_owned(),
        name: after.or(before).map(|state| state.name.clone()).unwrap_or_default(),
        versions: (before.and_then(|state| state.version.clone()), after.and_then(|state| state.version.clone())),
        through: Vec::new(),
        declared: None,
    };
    for (id, after) in &new.sdks {
        match old.sdks.get(id) {
            None => {
                let needed = !after.data.is_empty();
                let declared = policy.and_then(|policy| state(names_sdk(policy, id), needed));
                diff.sdks_added.push(Change { declared, ..sdk(id, None, Some(after)) });
            }
            Some(before) if before.version != after.version => {
                diff.sdks_changed.push(sdk(id, Some(before), Some(after)));
            }
            Some(_) => {}
        }
    }
    for (id, before) in old.sdks.iter().filter(|(id, _)| !new.sdks.contains_key(*id)) {
        diff.sdks_removed.push(sdk(id, Some(before), None));
    }
    let data = |id: &str, sources: &BTreeSet<String>, side: &Snapshot, declared: Option<bool>| Change {
        id: id.to_owned(),
        name: names.vocabulary.label(id),
        versions: (None, None),
        through: sources.iter().filter_map(|sdk| side.sdks.get(sdk)).map(|state| state.name.clone()).collect(),
        declared,
    };
    for (id, sources) in &new.data {
        if !old.data.contains_key(id) {
            let declared = policy.map(|policy| cover_in_policy(policy, names.vocabulary, id) != Cover::None);
            diff.data_added.push(data(id, sources, new, declared));
        }
    }
    for (id, sources) in old.data.iter().filter(|(id, _)| !new.data.contains_key(*id)) {
        diff.data_removed.push(data(id, sources, old, None));
    }
    let permission = |name: &String, declared: Option<bool>| Change {
        id: name.clone(),
        name: names.permissions.label(name).unwrap_or_else(|| Text::new(name, name)),
        versions: (None, None),
        through: Vec::new(),
        declared,
    };
    for name in new.permissions.difference(&old.permissions) {
        let needed = names.permissions.protection(name) == "dangerous";
        let declared = policy.and_then(|policy| state(explains(policy, names.permissions, name), needed));
        diff.permissions_added.push(permission(name, declared));
    }
    for name in old.permissions.difference(&new.permissions) {
        diff.permissions_removed.push(permission(name, None));
    }
    diff
}

/// Whether something is declared; nothing for what is not and need not be.
fn state(declared: bool, needed: bool) -> Option<bool> {
    (declared || needed).then_some(declared)
}

fn names_sdk(policy: &Policy, id: &str) -> bool {
    policy
        .sdks
        .iter()
        .any(|entry| entry.id.as_deref() == Some(id) || entry.candidates.iter().any(|candidate| candidate == id))
}

fn explains(policy: &Policy, table: &PermissionTable, name: &str) -> bool {
    policy.permissions.iter().any(|said| said.polarity == Polarity::Affirmed && table.stands_for(&said.name, name))
}
