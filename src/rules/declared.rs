//! How a policy covers a data type: named itself, only by a generic term, or not at all.

use crate::policy::{EntryData, Polarity, Policy, SdkEntry, Strength};
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Span;

/// How a data type is covered, with the places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Named itself (or, for a generic type, one of the types below it is named).
    Specific(Vec<Span>),
    /// Only a generic term above it is named.
    Generic(Vec<Span>),
    /// Not mentioned.
    None,
}

/// Types that stand for each other in policies: what one vendor calls usage records is another's usage statistics.
const EQUIVALENT: &[(&str, &str)] = &[
    ("usage-log", "app-usage"),
    ("usage-log", "log-info"),
    ("files", "storage-info"),
    ("guid", "uuid"),
    ("guid", "service-id"),
    ("user-id", "account-info"),
    ("openid", "account-info"),
    ("openid", "user-id"),
    ("push-token", "service-id"),
    ("bssid", "wifi-list"),
];

/// How the texts as a whole cover a data type.
pub fn cover_in_policy(policy: &Policy, vocabulary: &Vocabulary, data: &str) -> Cover {
    let collected = policy.data.iter().filter(|said| said.polarity == Polarity::Affirmed && !said.ios_only);
    cover(vocabulary, data, collected.map(|said| (said.data.as_str(), said.strength, said.mentions.as_slice())))
}

/// How the entries of one SDK cover a data type.
pub fn cover_in_entry(entries: &[&SdkEntry], vocabulary: &Vocabulary, data: &str) -> Cover {
    let said: Vec<&EntryData> = entries.iter().flat_map(|entry| &entry.data).filter(|said| !said.ios_only).collect();
    cover(vocabulary, data, said.iter().map(|said| (said.data.as_str(), said.strength, std::slice::from_ref(&said.at))))
}

fn cover<'a>(
    vocabulary: &Vocabulary,
    data: &str,
    said: impl Iterator<Item = (&'a str, Strength, &'a [Span])>,
) -> Cover {
    let mut specific = Vec::new();
    let mut generic = Vec::new();
    for (id, _, places) in said {
        if id == data || equivalent(id, data) || vocabulary.is_below(id, data) {
            specific.extend_from_slice(places);
        } else if vocabulary.is_below(data, id) {
            generic.extend_from_slice(places);
        }
    }
    specific.sort();
    generic.sort();
    match (specific.is_empty(), generic.is_empty()) {
        (false, _) => Cover::Specific(specific),
        (true, false) => Cover::Generic(generic),
        (true, true) => Cover::None,
    }
}

fn equivalent(a: &str, b: &str) -> bool {
    EQUIVALENT.iter().any(|&(one, other)| (one, other) == (a, b) || (other, one) == (a, b))
}

/// The entries of a policy that are about an SDK: its own, and those of a brand whose products are equally right.
pub fn entries_of<'a>(policy: &'a Policy, id: &str) -> Vec<&'a SdkEntry> {
    let is = |entry: &&SdkEntry| {
        entry.id.as_deref() == Some(id)
            || (entry.id.is_none() && entry.candidates.iter().any(|candidate| candidate == id))
    };
    policy.sdks.iter().filter(is).collect()
}

/// The place of a policy where something is missing: its last SDK entry, its last mention of any SDK, or its
/// beginning.
pub(super) fn where_missing(policy: &Policy) -> Vec<Span> {
    let entry = policy.sdks.iter().rfind(|entry| entry.is_entry).or(policy.sdks.last());
    match entry.and_then(|entry| entry.mentions.first()) {
        Some(at) => vec![at.clone()],
        None => beginning(policy),
    }
}

/// The beginning of the first text.
pub(super) fn beginning(policy: &Policy) -> Vec<Span> {
    policy.documents.first().map(|document| document.title.clone()).into_iter().collect()
}
