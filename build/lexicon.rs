//! Compiles the words that policies are searched for into one automaton: the words of data types and permissions,
//! the names of the bundled SDKs and vendors, and the cues. What each word stands for is written as a table beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use daachorse::DoubleArrayAhoCorasick;

use super::record::{Record, Vendor};

#[allow(dead_code)]
#[path = "../src/policy/fold.rs"]
mod fold;

use fold::{alternatives, fold, is_telling, pattern};

/// The automaton, and the tables of what its words stand for as Rust source.
pub struct Lexicon {
    pub automaton: Vec<u8>,
    pub tables: String,
}

/// Words, and the tags (in the order in which `Tag` compares them) as Rust source.
#[derive(Default)]
struct Patterns(BTreeMap<String, Vec<String>>);

impl Patterns {
    fn add(&mut self, word: &str, tag: String) {
        let pattern = pattern(word);
        if !pattern.is_empty() {
            let tags = self.0.entry(pattern).or_default();
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
}

/// `cues` is `src/policy/cues.toml`.
pub fn compile(
    vocabulary: &toml::Table,
    permissions: &toml::Table,
    cues: &toml::Table,
    records: &[Record],
    vendors: &[Vendor],
) -> Lexicon {
    let mut patterns = Patterns::default();
    for (index, data) in tables(vocabulary, "type").enumerate() {
        for (key, listed) in [("any", false), ("zh", false), ("en", false), ("listed", true), ("tail", true)] {
            words(data, key)
                .for_each(|word| patterns.add(&word, format!("Data {{ data: {index}, listed: {listed} }}")));
        }
    }
    if let Some(nothing) = vocabulary.get("nothing").and_then(toml::Value::as_table) {
        words(nothing, "zh").chain(words(nothing, "en")).for_each(|word| patterns.add(&word, "Nothing".to_owned()));
    }
    for (index, record) in records.iter().enumerate() {
        for name in record.spoken_names().iter().filter(|name| is_telling(name)) {
            patterns.add(name, format!("Sdk({index})"));
        }
        for package in record.packages().iter().filter(|package| package.contains('.')) {
            patterns.add(package, format!("Package({index})"));
        }
    }
    for (index, vendor) in vendors.iter().enumerate() {
        vendor.brands.iter().for_each(|brand| patterns.add(brand, format!("Brand({index})")));
        vendor.entity_names().iter().for_each(|entity| patterns.add(entity, format!("Entity({index})")));
    }
    let asked = permission_words(permissions, vocabulary);
    for (index, word) in asked.iter().enumerate() {
        patterns.add(&word.word, format!("Permission({index})"));
    }
    for (cue, forms) in cues.iter().filter_map(|(cue, forms)| Some((cue, forms.as_table()?))) {
        words(forms, "zh").chain(words(forms, "en")).for_each(|word| patterns.add(&word, format!("Cue(Cue::{cue})")));
    }

    let mut tables = String::from("pub static TAGS: &[Tag] = &[\n");
    let mut starts = vec![0];
    for tags in patterns.0.values() {
        for tag in tags {
            let _ = writeln!(tables, "Tag::{tag},");
        }
        starts.push(starts.last().unwrap_or(&0) + tags.len());
    }
    let _ = writeln!(tables, "];\npub static STARTS: &[u32] = &{starts:?};");
    tables.push_str("pub static PERMISSIONS: &[Permission] = &[\n");
    for word in &asked {
        let _ = writeln!(tables, "Permission {{ names: &{:?}, strong: {} }},", word.names, word.strong);
    }
    tables.push_str("];\n");
    let automaton = DoubleArrayAhoCorasick::<u32>::new(patterns.0.keys())
        .unwrap_or_else(|error| panic!("the words do not compile: {error}"));
    Lexicon { automaton: automaton.serialize(), tables }
}

fn tables<'a>(table: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a toml::Table> {
    table.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
}

/// The words of a list, with their alternatives written out.
fn words<'a>(table: &'a toml::Table, key: &str) -> impl Iterator<Item = String> + use<'a> {
    let list = table.get(key).and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(toml::Value::as_str).flat_map(alternatives)
}

/// A word of permissions.
struct Word {
    word: String,
    /// Full names of the permissions that it stands for.
    names: Vec<String>,
    /// Stands for them wherever it is written, not only by what is around it.
    strong: bool,
}

/// A word that names data as well, such as "approximate location", stands for a permission only where what is around
/// it says so.
fn permission_words(permissions: &toml::Table, vocabulary: &toml::Table) -> Vec<Word> {
    let all = |data| ["any", "zh", "en", "listed", "tail"].into_iter().flat_map(move |key| words(data, key));
    let data: BTreeSet<String> = tables(vocabulary, "type").flat_map(all).map(|word| pattern(&word)).collect();
    let mut out: Vec<Word> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |word: &str, name: &str, strong: bool| {
        let next = out.len();
        let at = *known.entry(pattern(word)).or_insert(next);
        if at == next {
            out.push(Word { word: fold(word), names: Vec::new(), strong });
        }
        out[at].strong |= strong;
        if !out[at].names.iter().any(|known| known == name) {
            out[at].names.push(name.to_owned());
        }
    };
    for permission in tables(permissions, "permission") {
        let text = |key: &str| permission.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let name = text("name");
        // A family is no permission that a manifest could ask for, so no text can be said to name it.
        if name.contains('*') {
            continue;
        }
        add(name, name, true);
        // Makers of phones call permissions READ_SETTINGS and the like: short, only those of the system are
        // unmistakable.
        if let Some((owner, constant)) = name.rsplit_once('.')
            && matches!(owner, "android.permission" | "com.android.permission")
        {
            // Words are compared without `_`: CAMERA is an ordinary word, and MANAGE_ACCOUNTS reads as "manage
            // accounts".
            let asked = matches!(text("protection"), "dangerous" | "special");
            let parts = constant.matches('_').count();
            add(constant, name, parts > 1 || asked && parts > 0);
        }
        for (key, strong) in [("words", true), ("near", false)] {
            if let Some(forms) = permission.get(key).and_then(toml::Value::as_table) {
                words(forms, "zh").chain(words(forms, "en")).for_each(|form| {
                    add(&form, name, strong && !data.contains(&pattern(&form)));
                });
            }
        }
    }
    out
}
