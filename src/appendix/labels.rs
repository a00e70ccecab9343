//! Names of data types as a published list writes them.

use crate::sdk::facts::CurrentData;
use crate::sdk::record::Record;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Text};

/// The type that the vocabulary names by examples: identifiers of vendors, each with a name of its own.
const FAMILY: &str = "service-id";

fn stem(text: &str) -> String {
    text.split('(').next().unwrap_or(text).trim().to_owned()
}

/// The name of a data type. Reports set alternatives apart with spaces and mark generic terms; a list does not.
pub(super) fn data(vocabulary: &Vocabulary, id: &str) -> Text {
    let label = vocabulary.label(id);
    if id == FAMILY {
        // Without the vendor's word, nobody knows which of the examples is meant.
        return Text::new(stem(&label.zh), stem(&label.en));
    }
    let zh = label.zh.replace(" / ", "/").replace(" (", "（").replace(')', "）");
    let en = label.en.replace(" (generic)", "").replace(" (iOS)", "").replace(" / ", "/");
    Text::new(zh, en)
}

/// The name of a data type that an SDK collects. Where the vocabulary names a family by examples, the vendor's own
/// word says which of them it is.
pub(super) fn data_of(vocabulary: &Vocabulary, record: &Record, fact: &CurrentData<'_>) -> Text {
    let label = data(vocabulary, fact.data);
    if fact.data != FAMILY {
        return label;
    }
    let words: Vec<&str> = record
        .data
        .iter()
        .filter(|claim| claim.data.as_deref() == Some(fact.data) && claim.platform.is_android())
        .filter(|claim| fact.sources.iter().any(|source| source.key == claim.source))
        .filter_map(|claim| claim.words.as_deref())
        .collect();
    if words.is_empty() {
        return label;
    }
    Text::new(format!("{}（{}）", label.zh, words.join("、")), format!("{} ({})", label.en, words.join(", ")))
}

/// The place of a data type in a list: each generic type stands right before what it stands for, and types that have
/// nothing in common in the order of the vocabulary.
pub(super) fn order(vocabulary: &Vocabulary, id: &str) -> Vec<usize> {
    let place = |id: &str| vocabulary.types().iter().position(|known| known.id == id).unwrap_or(usize::MAX);
    let mut branch = vec![place(id)];
    let mut at = id;
    while let Some(parent) = vocabulary.parent(at) {
        at = &parent.id;
        branch.push(place(at));
    }
    branch.reverse();
    branch
}

/// The generic type at the top of the branch that a type stands on.
pub(super) fn family(vocabulary: &Vocabulary, id: &str) -> String {
    let mut top = id.to_owned();
    while let Some(parent) = vocabulary.parent(&top) {
        top.clone_from(&parent.id);
    }
    top
}

/// The names of data types as an enumeration. A generic type and what it stands for would say one thing twice side by
/// side; what it stands for is named inside its brackets instead, which does not narrow it down to that.
pub(super) fn types(vocabulary: &Vocabulary, items: &[(&str, Text)]) -> Text {
    let generic = |id: &str| {
        let mut at = id;
        while let Some(parent) = vocabulary.parent(at) {
            at = &parent.id;
            if let Some((known, _)) = items.iter().find(|(known, _)| *known == at) {
                return Some(*known);
            }
        }
        None
    };
    let is_named_above = |id: &str| generic(id).is_some() && !items.iter().any(|(below, _)| generic(below) == Some(id));
    let named: Vec<Text> = items
        .iter()
        .filter(|(id, _)| !is_named_above(id))
        .map(|(id, label)| {
            let below = items.iter().filter(|(below, _)| generic(below) == Some(*id) && is_named_above(below));
            let below: Vec<Text> = below.map(|(_, label)| label.clone()).collect();
            if below.is_empty() {
                return label.clone();
            }
            let below = enumerate(&below);
            let space = if below.zh.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
            Text::new(
                format!("{}（包括{space}{}）", label.zh, below.zh),
                format!("{} (including {})", label.en, below.en),
            )
        })
        .collect();
    enumerate(&named)
}

/// A text that begins a cell or a line: English begins with a capital, unless its first word is a name that does not.
pub(super) fn sentence(text: Text) -> Text {
    let first = text.en.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/')).next().unwrap_or("");
    if first.is_empty() || !first.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
        return text;
    }
    let mut en = text.en;
    en[..1].make_ascii_uppercase();
    Text::new(text.zh, en)
}

/// Who, as a source of data or the one that needs a permission.
pub(super) fn sdks(names: &[Text]) -> Text {
    let list = enumerate(names);
    let head = if names.len() == 1 { "third-party SDK" } else { "third-party SDKs" };
    Text::new(format!("第三方 SDK：{}", list.zh), format!("{head}: {}", list.en))
}

/// Items joined as an enumeration of the language.
pub(super) fn enumerate(items: &[Text]) -> Text {
    let join = |language: Language, separator: &str| {
        let mut words: Vec<&str> = Vec::new();
        for word in items.iter().map(|item| item.get(language)) {
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(separator)
    };
    Text::new(join(Language::Zh, "、"), join(Language::En, ", "))
}

/// Sentences or clauses joined.
pub(super) fn clauses(items: &[Text]) -> Text {
    let join = |language: Language, separator: &str| {
        let words: Vec<&str> = items.iter().map(|item| item.get(language)).filter(|word| !word.is_empty()).collect();
        words.join(separator)
    };
    Text::new(join(Language::Zh, "；"), join(Language::En, "; "))
}
