//! Records as files: which files of a directory are records, and where a value of one stands.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::source::{EntryKind, Files, Problem, ReadError, Source, Span};

/// A file of a directory of records.
#[derive(Clone, Debug)]
pub(super) struct RecordFile {
    /// Its text; the path is relative to the directory that was given.
    pub source: Arc<Source>,
    /// The directory that it stands in, empty for the directory that was given.
    pub directory: String,
    /// Whether it tells of a vendor and not of an SDK.
    pub is_vendor: bool,
}

/// Files at the top of a database that are no records.
const SPECIAL: &[&str] = &["vocabulary.toml", "permissions.toml", "no-data.toml"];

/// The records of a directory: `<vendor>/<product>.toml` and `<vendor>/vendor.toml`, or records directly in it;
/// in order of their paths. What could not be read is a problem.
pub(super) fn read(root: &Path) -> Result<(Vec<RecordFile>, Vec<Problem>), ReadError> {
    // Whoever names a directory of records means what its links lead to.
    let files = Files::open(root, true)?;
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    let mut take = |directory: &str, path: String| {
        let is_vendor = path.rsplit('/').next() == Some("vendor.toml");
        match files.read(&path) {
            Ok(source) => records.push(RecordFile { source, directory: directory.to_owned(), is_vendor }),
            Err(error) => problems.push(error.problem(&path)),
        }
    };
    for entry in files.list("")? {
        match entry.kind {
            EntryKind::Directory if !entry.name.starts_with('.') => {
                for inner in files.list(&entry.name)?.into_iter().filter(|inner| inner.name.ends_with(".toml")) {
                    take(&entry.name, format!("{}/{}", entry.name, inner.name));
                }
            }
            EntryKind::Directory => {}
            _ if entry.name.ends_with(".toml") && !SPECIAL.contains(&entry.name.as_str()) => take("", entry.name),
            _ => {}
        }
    }
    Ok((records, problems))
}

/// Why a text is no record, and where.
#[derive(Clone, Debug)]
pub struct ParseError {
    /// The place.
    pub at: Span,
    /// What the parser says.
    pub message: String,
}

impl ParseError {
    fn new(source: &Arc<Source>, error: &toml::de::Error) -> Self {
        let range = error.span().unwrap_or_default();
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        Self { at: Span::new(source, range.start, range.end), message }
    }
}

/// A record or vendor out of its text.
pub(super) fn parse<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, ParseError> {
    toml::from_str(source.text()).map_err(|error| ParseError::new(source, &error))
}

/// A TOML text as a tree in which every key and value knows its place.
#[derive(Debug)]
pub(super) struct Tree {
    source: Arc<Source>,
    root: Node,
}

/// A value of the tree.
#[derive(Debug)]
pub(super) struct Node {
    range: Range<usize>,
    pub value: Value,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// A number, truth value or date, of which records have none.
    Other,
}

/// A key of a table and its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    key_range: Range<usize>,
    pub node: Node,
}

impl Tree {
    pub(super) fn parse(source: &Arc<Source>) -> Result<Self, ParseError> {
        let table = DeTable::parse(source.text()).map_err(|error| ParseError::new(source, &error))?;
        let range = table.span();
        let root = Node { range, value: Value::Table(entries(table.into_inner())) };
        Ok(Self { source: Arc::clone(source), root })
    }

    /// The file as a whole.
    pub(super) fn root(&self) -> Place<'_> {
        Place { tree: self, node: Some(&self.root), range: 0..0 }
    }
}

fn entries(table: DeTable<'_>) -> Vec<Entry> {
    table
        .into_iter()
        .map(|(key, value)| {
            let key_range = key.span();
            Entry { key: key.into_inner().into_owned(), key_range, node: node(value) }
        })
        .collect()
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let range = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Array(items) => Value::List(items.into_iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
        _ => Value::Other,
    };
    Node { range, value }
}

/// A place in a tree. Steps that lead nowhere stay at the nearest thing that stands in the file, so that every
/// mistake has a place.
#[derive(Clone)]
pub(super) struct Place<'t> {
    tree: &'t Tree,
    node: Option<&'t Node>,
    range: Range<usize>,
}

impl<'t> Place<'t> {
    /// The value of a key.
    pub(super) fn key(&self, key: &str) -> Self {
        self.step(self.entry(key).map(|entry| &entry.node))
    }

    /// The key itself.
    pub(super) fn name(&self, key: &str) -> Self {
        let Some(entry) = self.entry(key) else { return self.step(None) };
        Self { tree: self.tree, node: Some(&entry.node), range: entry.key_range.clone() }
    }

    /// An item of a list.
    pub(super) fn item(&self, at: usize) -> Self {
        let Some(Value::List(items)) = self.node.map(|node| &node.value) else { return self.step(None) };
        self.step(items.get(at))
    }

    /// The value.
    pub(super) fn value(&self) -> Option<&'t Value> {
        self.node.map(|node| &node.value)
    }

    /// Whether the key stands there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The place in the file.
    pub(super) fn span(&self) -> Span {
        Span::new(&self.tree.source, self.range.start, self.range.end)
    }

    fn entry(&self, key: &str) -> Option<&'t Entry> {
        let Some(Value::Table(entries)) = self.node.map(|node| &node.value) else { return None };
        entries.iter().find(|entry| entry.key == key)
    }

    fn step(&self, node: Option<&'t Node>) -> Self {
        let range = node.map_or_else(|| self.range.clone(), |node| node.range.clone());
        Self { tree: self.tree, node, range }
    }
}
