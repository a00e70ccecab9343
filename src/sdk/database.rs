//! The bundled records and, over them, a user's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use super::files::{self, ParseError};
use super::index::{BUNDLED, BUNDLED_VERSION, Head, Index, Match, SignKind, VendorHead};
use super::record::{Record, Vendor};
use crate::source::Problem;

/// The database: the bundled index, and a user's own records that add to it or replace some of it.
#[derive(Debug)]
pub struct Database {
    own: Option<Index>,
    records: Mutex<BTreeMap<String, Option<Arc<Record>>>>,
    vendors: OnceLock<BTreeMap<String, Arc<Vendor>>>,
}

/// Why a user's own records cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OwnRecordsError {
    /// A directory or file could not be read.
    #[error("{}: {}", .0.path, .0.message.en)]
    Unreadable(Problem),
    /// A file is not a record.
    #[error("{path}:{}: {}", .error.at.line(), .error.message)]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        error: ParseError,
    },
    /// A record cannot be indexed.
    #[error("{0}")]
    Index(#[from] serde_json::Error),
}

impl Default for Database {
    fn default() -> Self {
        Self::bundled()
    }
}

impl Database {
    /// The bundled records alone.
    pub fn bundled() -> Self {
        Self { own: None, records: Mutex::default(), vendors: OnceLock::new() }
    }

    /// The bundled records and those of `directories`: `<vendor>/<product>.toml` and `<vendor>/vendor.toml`, or
    /// records directly in a directory. A later directory wins over an earlier, and all over the bundled ones.
    pub fn with_own(directories: &[PathBuf]) -> Result<Self, OwnRecordsError> {
        if directories.is_empty() {
            return Ok(Self::bundled());
        }
        let mut records: BTreeMap<String, Record> = BTreeMap::new();
        let mut vendors: BTreeMap<String, Vendor> = BTreeMap::new();
        for directory in directories {
            let named = |path: &str| directory.join(path);
            let (found, problems) = files::read(directory)
                .map_err(|error| OwnRecordsError::Unreadable(error.problem(&shown(directory))))?;
            if let Some(problem) = problems.into_iter().next() {
                let path = shown(&named(&problem.path));
                return Err(OwnRecordsError::Unreadable(Problem { path, ..problem }));
            }
            // A directory without any record is a slip of the hand, and passing it over would look like a record used.
            if found.is_empty() {
                let text = crate::source::Text::new("目录中没有 SDK 记录", "the directory holds no SDK record");
                return Err(OwnRecordsError::Unreadable(Problem::file(shown(directory), text)));
            }
            for file in found {
                let parse = |error| OwnRecordsError::Parse { path: named(file.source.path()), error };
                if file.is_vendor {
                    let vendor: Vendor = files::parse(&file.source).map_err(parse)?;
                    vendors.insert(vendor.id.clone(), vendor);
                } else {
                    let record: Record = files::parse(&file.source).map_err(parse)?;
                    records.insert(record.id.clone(), record);
                }
            }
        }
        let records: Vec<Record> = records.into_values().collect();
        let vendors: Vec<Vendor> = vendors.into_values().collect();
        Ok(Self { own: Some(Index::build(&records, &vendors)?), ..Self::bundled() })
    }

    /// The version of the bundled records, marked when own records are in use.
    pub fn version(&self) -> String {
        if self.own.is_some() { format!("{BUNDLED_VERSION}+own") } else { BUNDLED_VERSION.to_owned() }
    }

    fn indexes(&self) -> impl Iterator<Item = &Index> {
        self.own.iter().chain(std::iter::once(BUNDLED))
    }

    /// Every id, sorted.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> =
            self.indexes().flat_map(|index| index.heads.iter().map(|head| head.id.as_ref())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether an SDK of that id is known.
    pub fn contains(&self, id: &str) -> bool {
        self.indexes().any(|index| index.head(id).is_some())
    }

    /// The record of an SDK. Parsed at its first use.
    pub fn record(&self, id: &str) -> Option<Arc<Record>> {
        let mut records = self.records.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = records.get(id) {
            return known.clone();
        }
        let head = self.indexes().find_map(|index| index.head(id));
        let record = head.and_then(|head| serde_json::from_str(&head.json).ok()).map(Arc::new);
        records.insert(id.to_owned(), record.clone());
        record
    }

    /// Every record, sorted by id.
    pub fn records(&self) -> Vec<Arc<Record>> {
        self.ids().into_iter().filter_map(|id| self.record(id)).collect()
    }

    /// The heads of every SDK, sorted by id; a user's own records stand for those that they replace.
    pub fn heads(&self) -> Vec<&Head> {
        let mut heads: BTreeMap<&str, &Head> = BTreeMap::new();
        for head in self.indexes().flat_map(|index| index.heads.iter()) {
            heads.entry(&head.id).or_insert(head);
        }
        heads.into_values().collect()
    }

    /// The heads of every vendor, sorted by id.
    pub fn vendor_heads(&self) -> Vec<&VendorHead> {
        let mut heads: BTreeMap<&str, &VendorHead> = BTreeMap::new();
        for head in self.indexes().flat_map(|index| index.vendors.iter()) {
            heads.entry(&head.id).or_insert(head);
        }
        heads.into_values().collect()
    }

    /// Every vendor, by id.
    pub fn vendors(&self) -> &BTreeMap<String, Arc<Vendor>> {
        self.vendors.get_or_init(|| {
            let mut vendors = BTreeMap::new();
            for head in self.indexes().flat_map(|index| index.vendors.iter()) {
                if !vendors.contains_key(head.id.as_ref())
                    && let Ok(vendor) = serde_json::from_str(&head.json)
                {
                    vendors.insert(head.id.to_string(), Arc::new(vendor));
                }
            }
            vendors
        })
    }

    /// The operator of an SDK, in both languages; empty where no source names one.
    pub fn operator(&self, record: &Record) -> crate::source::Text {
        let Some(vendor) = self.vendors().get(&record.vendor) else { return crate::source::Text::default() };
        let entity = match &record.operator {
            Some(key) => vendor.entities.iter().find(|entity| entity.key == *key),
            None => vendor.entities.iter().find(|entity| !entity.former),
        };
        entity.map_or_else(crate::source::Text::default, |entity| {
            let or = |first: &str, second: &str| if first.is_empty() { second.to_owned() } else { first.to_owned() };
            crate::source::Text::new(or(&entity.zh, &entity.en), or(&entity.en, &entity.zh))
        })
    }

    /// The SDKs that a sign speaks for; a user's own records are asked first.
    pub fn find(&self, kind: SignKind, text: &str) -> Vec<Match<'_>> {
        let own = self.own.as_ref().map(|index| index.find(kind, text)).unwrap_or_default();
        if !own.is_empty() {
            return own;
        }
        let mut found = BUNDLED.find(kind, text);
        // A record that the user replaced is recognised only by the user's signs.
        found.retain(|sdk| self.own.as_ref().is_none_or(|index| index.head(sdk.id).is_none()));
        found
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
