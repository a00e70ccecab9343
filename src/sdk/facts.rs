//! What is true of an SDK today, out of all the claims that its record keeps.
//!
//! The newest source that the vendor itself wrote wins. A full one replaces everything older; partial ones are
//! taken together, the newest for each item. Claims of others count only where the vendor says nothing, and are
//! marked as second-hand. Older claims stay in the record and are shown as history; they raise no finding.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Bilingual, Coverage, Fact, Handling, Necessity, PermissionFact, Record, SourceRef, Switch};

/// One data type that an SDK collects on Android today.
#[derive(Clone, Debug)]
pub struct CurrentData<'a> {
    /// The id of the vocabulary.
    pub data: &'a str,
    /// The strongest necessity that the sources that count state.
    pub necessity: Necessity,
    /// Whether a source states the necessity.
    pub necessity_stated: bool,
    /// Why.
    pub purpose: Option<&'a Bilingual>,
    /// When.
    pub condition: Option<&'a Bilingual>,
    /// What turns it off.
    pub switch: Option<&'a Switch>,
    /// The versions that a claim is about, where one says so.
    pub versions: Option<&'a str>,
    /// Maven modules that it depends on; empty when it needs none.
    pub modules: Vec<&'a str>,
    /// The sources that count.
    pub sources: Vec<&'a SourceRef>,
    /// True when no source of the vendor says so.
    pub second_hand: bool,
}

impl CurrentData<'_> {
    /// Whether the SDK always collects it.
    pub fn is_required(&self) -> bool {
        self.necessity == Necessity::Required
    }
}

/// One permission that an SDK asks for today.
#[derive(Clone, Debug)]
pub struct CurrentPermission<'a> {
    /// The full Android name.
    pub name: &'a str,
    /// The strongest necessity stated; none when no source says.
    pub necessity: Option<Necessity>,
    /// Why.
    pub purpose: Option<&'a Bilingual>,
    /// The sources that count.
    pub sources: Vec<&'a SourceRef>,
}

impl Record {
    /// The source of that key.
    pub fn source(&self, key: &str) -> Option<&SourceRef> {
        self.sources.iter().find(|source| source.key == key)
    }

    /// The name that is shown, in both languages.
    pub fn display(&self) -> crate::source::Text {
        let first = |list: &[String], other: &[String]| {
            list.first().or_else(|| other.first()).cloned().unwrap_or_else(|| self.id.clone())
        };
        crate::source::Text::new(first(&self.names.zh, &self.names.en), first(&self.names.en, &self.names.zh))
    }

    /// What it collects on Android today, in the order of the vocabulary ids. Claims that need a Maven module
    /// are included; their [`modules`](CurrentData::modules) say which.
    pub fn current_data(&self) -> Vec<CurrentData<'_>> {
        let facts: Vec<&Fact> =
            self.data.iter().filter(|fact| fact.platform.is_android() && fact.data.is_some()).collect();
        let counted = self.counted(facts.iter().map(|fact| fact.source.as_str()));
        let mut current: BTreeMap<&str, CurrentData<'_>> = BTreeMap::new();
        // The newest source of a type speaks for it; several claims of one source are taken together.
        let mut newest: BTreeMap<&str, &str> = BTreeMap::new();
        for fact in &facts {
            let (Some(data), Some(rank)) = (fact.data.as_deref(), counted.rank(&fact.source)) else { continue };
            let known = newest.entry(data).or_insert(&fact.source);
            if counted.rank(known).is_none_or(|best| rank < best) {
                *known = &fact.source;
            }
        }
        for fact in facts {
            let Some(data) = fact.data.as_deref() else { continue };
            let Some(source) = self.source(&fact.source) else { continue };
            if counted.rank(&fact.source).is_none() {
                continue;
            }
            if newest.get(data) != Some(&fact.source.as_str()) {
                // An older source that counts still stands as a witness.
                if let Some(entry) = current.get_mut(data) {
                    entry.witness(source);
                }
                continue;
            }
            let past = fact.versions.as_deref().is_some_and(|versions| versions.starts_with('<'));
            let conditional = past || fact.condition.is_some() || fact.handling.as_slice() == [Handling::Local];
            let necessity =
                fact.necessity.unwrap_or(if conditional { Necessity::Optional } else { Necessity::Required });
            // What a newer version has given up is no longer collected always.
            let necessity = if past { necessity.max(Necessity::Optional) } else { necessity };
            let entry = current.entry(data).or_insert_with(|| CurrentData {
                data,
                necessity,
                necessity_stated: false,
                purpose: None,
                condition: fact.condition.as_ref(),
                switch: None,
                versions: None,
                modules: fact.module.as_deref().into_iter().collect(),
                sources: Vec::new(),
                second_hand: !source.kind.is_vendor(),
            });
            if necessity < entry.necessity {
                entry.necessity = necessity;
                entry.condition = fact.condition.as_ref();
            }
            entry.necessity_stated |= fact.necessity.is_some();
            entry.purpose = entry.purpose.or_else(|| fact.purpose.as_ref().and_then(|key| self.purpose.get(key)));
            entry.switch = entry.switch.or(fact.switch.as_ref());
            entry.versions = entry.versions.or(fact.versions.as_deref());
            match &fact.module {
                None => entry.modules.clear(),
                Some(module) if !entry.modules.is_empty() && !entry.modules.contains(&module.as_str()) => {
                    entry.modules.push(module);
                }
                Some(_) => {}
            }
            entry.witness(source);
        }
        current.into_values().collect()
    }

    /// What sources claimed that no longer count, and what no source that counts repeats, with the newest of them;
    /// by data type.
    pub fn past_data(&self) -> BTreeMap<&str, &SourceRef> {
        let current = self.current_data();
        let mut past: BTreeMap<&str, &SourceRef> = BTreeMap::new();
        for fact in self.data.iter().filter(|fact| fact.platform.is_android()) {
            let (Some(data), Some(source)) = (fact.data.as_deref(), self.source(&fact.source)) else { continue };
            if current.iter().any(|known| known.data == data) {
                continue;
            }
            let newest = past.entry(data).or_insert(source);
            if day(source) > day(newest) {
                *newest = source;
            }
        }
        past
    }

    /// The permissions that it asks for today, by name.
    pub fn current_permissions(&self) -> Vec<CurrentPermission<'_>> {
        let counted = self.counted(self.permissions.iter().map(|fact| fact.source.as_str()));
        let mut current: BTreeMap<&str, CurrentPermission<'_>> = BTreeMap::new();
        for fact in &self.permissions {
            let PermissionFact { name, necessity, purpose, source, .. } = fact;
            let Some(source) = counted.rank(source).and_then(|_| self.source(source)) else { continue };
            let entry = current.entry(name).or_insert_with(|| CurrentPermission {
                name,
                necessity: None,
                purpose: None,
                sources: Vec::new(),
            });
            entry.necessity = entry.necessity.into_iter().chain(*necessity).min();
            entry.purpose = entry.purpose.or_else(|| purpose.as_ref().and_then(|key| self.purpose.get(key)));
            if !entry.sources.iter().any(|known| known.key == source.key) {
                entry.sources.push(source);
            }
        }
        current.into_values().collect()
    }

    /// Which of the sources used by some facts count today, newest first; those of one day in the order of the file.
    fn counted<'a>(&'a self, used: impl Iterator<Item = &'a str>) -> Counted<'a> {
        let keys: BTreeSet<&str> = used.collect();
        let mut used: Vec<&SourceRef> =
            self.sources.iter().filter(|source| keys.contains(source.key.as_str())).collect();
        used.sort_by_key(|source| std::cmp::Reverse(day(source)));
        let vendor: Vec<&SourceRef> = used.iter().copied().filter(|source| source.kind.is_vendor()).collect();
        let mut counted = not_replaced(&vendor);
        // Where the vendor's own pages were read in excerpts alone, others may fill the gaps: the best kind of them.
        if vendor.iter().all(|source| source.coverage == Coverage::Excerpt) {
            let others = used.iter().copied().filter(|source| !source.kind.is_vendor());
            let best = others.clone().map(|source| source.kind).min();
            let others: Vec<&SourceRef> = others.filter(|source| Some(source.kind) == best).collect();
            counted.extend(not_replaced(&others));
        }
        Counted(counted)
    }
}

/// The keys of sources, newest first, down to the day of the first that was read in full: it replaces all that is
/// older. A copy without a date may itself be older than what stands beside it.
fn not_replaced<'a>(sources: &[&'a SourceRef]) -> Vec<&'a str> {
    let full = sources.iter().find(|source| source.coverage == Coverage::Full).map(|source| day(source));
    let counts = |source: &&&SourceRef| full.is_none_or(|full| day(source) >= full);
    sources.iter().filter(counts).map(|source| source.key.as_str()).collect()
}

/// Keys of the sources that count, newest first.
struct Counted<'a>(Vec<&'a str>);

impl Counted<'_> {
    fn rank(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|known| *known == key)
    }
}

impl<'a> CurrentData<'a> {
    fn witness(&mut self, source: &'a SourceRef) {
        if !self.sources.iter().any(|known| known.key == source.key) {
            self.sources.push(source);
        }
    }
}

/// The day that a source speaks for: its own date. A page of the vendor without one speaks for the day on which
/// it was read; what others copied without a date may be of any age and stands behind everything that has one.
fn day(source: &SourceRef) -> &str {
    source.date.as_deref().unwrap_or(if source.kind.is_vendor() { &source.read } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"
        id = "x-y"
        vendor = "x"
        category = "push"
        data = [
            { type = "imei", necessity = "required", source = "old" },
            { type = "oaid", necessity = "optional", source = "new" },
            { type = "android-id", source = "new" },
            { type = "idfa", platform = "ios", source = "new" },
            { type = "location", source = "copy" },
            { type = "ip-address", necessity = "optional", source = "new" },
            { type = "ip-address", necessity = "required", source = "new" },
        ]
        [names]
        zh = ["某推送"]
        [detect]
        maven = ["x:y"]
        [[source]]
        key = "old"
        url = "https://x.example/old"
        title = "old"
        kind = "vendor-compliance"
        date = "2021-01-01"
        read = "2026-01-01"
        coverage = "full"
        [[source]]
        key = "new"
        url = "https://x.example/new"
        title = "new"
        kind = "vendor-compliance"
        date = "2025-01-01"
        read = "2026-01-01"
        coverage = "full"
        [[source]]
        key = "copy"
        url = "https://other.example/"
        title = "copy"
        kind = "third-party"
        date = "2026-01-01"
        read = "2026-01-01"
        coverage = "full"
    "#;

    fn current(text: &str) -> Vec<(String, bool, bool)> {
        let record: Record = toml::from_str(text).unwrap();
        let facts = record.current_data();
        facts.iter().map(|fact| (fact.data.to_owned(), fact.is_required(), fact.second_hand)).collect()
    }

    #[test]
    fn the_newest_full_page_of_the_vendor_replaces_what_is_older() {
        let expected = [("android-id", true, false), ("ip-address", true, false), ("oaid", false, false)];
        assert_eq!(current(RECORD), expected.map(|(data, required, second)| (data.to_owned(), required, second)));
    }

    #[test]
    fn pages_read_in_part_are_taken_together() {
        let partial = RECORD.replace("coverage = \"full\"", "coverage = \"partial\"");
        let data: Vec<String> = current(&partial).into_iter().map(|(data, ..)| data).collect();
        assert_eq!(data, ["android-id", "imei", "ip-address", "oaid"]);
    }

    #[test]
    fn others_are_heard_where_the_vendor_says_nothing() {
        let silent = RECORD.replace("vendor-compliance", "third-party");
        assert!(current(&silent).iter().all(|(_, _, second_hand)| *second_hand));
    }
}
