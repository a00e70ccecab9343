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

/// The place of a data type in the vocabulary, which keeps related types together.
pub(super) fn order(vocabulary: &Vocabulary, id: &str) -> usize {
    vocabulary.types().iter().position(|known| known.id == id).unwrap_or(usize::MAX)
}

/// The generic type at the top of the branch that a type stands on.
pub(super) fn family(vocabulary: &Vocabulary, id: &str) -> String {
    let mut top = id.to_owned();
    while let Some(parent) = vocabulary.parent(&top) {
        top.clone_from(&parent.id);
    }
    top
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
