//! The vocabulary of personal-data types: ids, parents, labels, and the words that policies use for them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::Text;

/// The vocabulary, from `sdk-db/vocabulary.toml`.
#[derive(Debug)]
pub struct Vocabulary {
    types: Vec<DataType>,
    by_id: BTreeMap<String, usize>,
    /// The index of the generic type right above each type.
    above: Vec<Option<usize>>,
    nothing: Vec<String>,
}

/// A type of personal data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataType {
    /// The canonical id.
    pub id: String,
    /// The generic type above it.
    pub parent: Option<String>,
    /// What it is called in reports.
    pub label: Text,
    /// Words of both languages.
    #[serde(default)]
    pub any: Vec<String>,
    /// Chinese words.
    #[serde(default)]
    pub zh: Vec<String>,
    /// English words.
    #[serde(default)]
    pub en: Vec<String>,
    /// Words that mean other things too and count only as members of an enumeration.
    #[serde(default)]
    pub listed: Vec<String>,
    /// Nouns that name it only at the end of an item in a list of data: "Quiz statistics".
    #[serde(default)]
    pub tail: Vec<String>,
    #[serde(skip)]
    generic: bool,
}

impl DataType {
    /// Whether it only groups other types.
    pub fn is_generic(&self) -> bool {
        self.generic
    }

    /// Whether it is an identifier of a device: a number, which no function or right is called by.
    pub fn is_identifier(&self) -> bool {
        const IDENTIFIERS: &str = "device-identifier";
        self.id == IDENTIFIERS || self.parent.as_deref() == Some(IDENTIFIERS)
    }

    /// Every word with whether it counts only in an enumeration.
    pub fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        let free = self.any.iter().chain(&self.zh).chain(&self.en).map(|word| (word.as_str(), false));
        free.chain(self.listed.iter().chain(&self.tail).map(|word| (word.as_str(), true)))
    }

    /// Whether a word, folded and in lower case, is a noun that names the type only at the end of an item.
    pub fn is_tail(&self, word: &str) -> bool {
        self.tail.iter().any(|tail| word == tail || word.strip_suffix('s') == Some(tail))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    r#type: Vec<DataType>,
    nothing: Nothing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {
    zh: Vec<String>,
    en: Vec<String>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    // The file is part of the program and a test parses it, so it cannot fail; an empty vocabulary stands in.
    let file = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/vocabulary.json")));
    file.map(Vocabulary::of).unwrap_or_else(|_| Vocabulary {
        types: Vec::new(),
        by_id: BTreeMap::new(),
        above: Vec::new(),
        nothing: Vec::new(),
    })
});

impl Vocabulary {
    /// The vocabulary that comes with the program; parsed at first use.
    pub fn get() -> &'static Self {
        &VOCABULARY
    }

    /// Reads a vocabulary file.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text).map(Self::of)
    }

    fn of(File { r#type: mut types, nothing }: File) -> Self {
        let parents: std::collections::BTreeSet<String> = types.iter().filter_map(|data| data.parent.clone()).collect();
        for data in &mut types {
            data.generic = parents.contains(&data.id);
        }
        let by_id: BTreeMap<String, usize> =
            types.iter().enumerate().map(|(index, data)| (data.id.clone(), index)).collect();
        let above = types.iter().map(|data| by_id.get(data.parent.as_deref()?).copied()).collect();
        let nothing = nothing.zh.into_iter().chain(nothing.en).collect();
        Self { types, by_id, above, nothing }
    }

    /// All types, in the order of the file.
    pub fn types(&self) -> &[DataType] {
        &self.types
    }

    /// The type with this id.
    pub fn data_type(&self, id: &str) -> Option<&DataType> {
        self.by_id.get(id).and_then(|&index| self.types.get(index))
    }

    /// The generic type right above `id`.
    pub fn parent(&self, id: &str) -> Option<&DataType> {
        self.data_type(id).and_then(|data| self.data_type(data.parent.as_deref()?))
    }

    /// Whether `ancestor` stands above `id`.
    pub fn is_below(&self, id: &str, ancestor: &str) -> bool {
        let parent = |index: &usize| self.above.get(*index).copied().flatten();
        // Every rule asks this of every type that it compares: one search, then steps from index to index. The file
        // has no cycles (a test says so); the bound keeps a foreign one from hanging.
        std::iter::successors(self.by_id.get(id).and_then(parent), parent)
            .take(16)
            .any(|index| self.types.get(index).is_some_and(|data| data.id == ancestor))
    }

    /// Whether other types stand below `id`.
    pub fn is_generic(&self, id: &str) -> bool {
        self.data_type(id).is_some_and(DataType::is_generic)
    }

    /// What `id` is called; unknown ids are called by themselves.
    pub fn label(&self, id: &str) -> Text {
        self.data_type(id).map_or_else(|| Text::new(id, id), |data| data.label.clone())
    }

    /// Wordings that contain words of a type and name no data.
    pub fn nothing(&self) -> &[String] {
        &self.nothing
    }
}
