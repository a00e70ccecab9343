//! Signs → SDKs. Each sign adds a place to the SDK that it speaks for; at the end, what the signs prove decides
//! whether the SDK is there, how sure that is, and whether it ships.

use std::collections::{BTreeMap, BTreeSet};

use super::{Confidence, Evidence, EvidenceKind, Sdk, Shipped};
use crate::sdk::database::Database;
use crate::sdk::index::{SignKind, glob};
use crate::source::Span;

/// Where a sign was seen.
#[derive(Clone, Debug)]
pub(super) struct Sighting<'a> {
    /// How.
    pub kind: EvidenceKind,
    /// The places; the first is the one that brings it in.
    pub at: &'a [Span],
    /// Whether it ships.
    pub scope: Shipped,
    /// The module whose build brings it.
    pub module: &'a str,
    /// The flavor that it is for.
    pub flavor: Option<&'a str>,
    /// The version, where one is known.
    pub version: Option<&'a str>,
    /// Applications that reach the module.
    pub applications: &'a [String],
}

/// Collects sightings.
#[derive(Debug)]
pub(super) struct Detector<'a> {
    database: &'a Database,
    found: BTreeMap<String, Candidate>,
}

#[derive(Clone, Debug)]
struct Seen {
    scope: Shipped,
    evidence: Evidence,
    flavor: Option<String>,
}

#[derive(Debug, Default)]
struct Candidate {
    proofs: Vec<Shipped>,
    names: Vec<Shipped>,
    hints: BTreeSet<(EvidenceKind, Shipped)>,
    seen: Vec<Seen>,
    known: BTreeSet<(Shipped, Evidence)>,
    versions: Vec<(Shipped, String)>,
    modules: BTreeSet<String>,
    applications: BTreeSet<String>,
    coordinates: BTreeSet<String>,
    brought_by: Option<String>,
}

impl<'a> Detector<'a> {
    pub(super) fn new(database: &'a Database) -> Self {
        Self { database, found: BTreeMap::new() }
    }

    /// A Maven coordinate. Returns the ids that it brings.
    pub(super) fn coordinate(&mut self, coordinate: &str, sighting: &Sighting<'_>) -> Vec<String> {
        let mut ids = self.sign(SignKind::Maven, coordinate, sighting);
        for id in ids.clone() {
            self.found.entry(id.clone()).or_default().coordinates.insert(coordinate.to_owned());
            let Some(record) = self.database.record(&id) else { continue };
            for brought in &record.brings {
                let by = brought.by.as_deref().is_some_and(|by| glob(by, coordinate));
                if by && brought.sdk != id {
                    // The version is that of the library that brings it.
                    let sighting = Sighting { version: None, ..*sighting };
                    self.see(&brought.sdk, &sighting).proofs.push(sighting.scope);
                    ids.push(brought.sdk.clone());
                }
            }
        }
        ids.sort();
        ids.dedup();
        ids
    }

    /// Any other sign. Returns the ids of the SDKs that it proves or names.
    pub(super) fn sign(&mut self, kind: SignKind, text: &str, sighting: &Sighting<'_>) -> Vec<String> {
        let matches = self.database.find(kind, text);
        // A sign that one record calls exclusive and another shared speaks for the first alone.
        let exclusive = matches.iter().any(|sdk| sdk.exclusive);
        let mut ids = Vec::new();
        for sdk in matches.into_iter().filter(|sdk| sdk.exclusive == exclusive) {
            let id = sdk.id.to_owned();
            let candidate = self.see(&id, sighting);
            match (kind, sdk.exclusive) {
                (SignKind::MetaData, _) | (_, false) => {
                    candidate.hints.insert((sighting.kind, sighting.scope));
                }
                (SignKind::File | SignKind::Native, true) => {
                    candidate.names.push(sighting.scope);
                    ids.push(id);
                }
                _ => {
                    candidate.proofs.push(sighting.scope);
                    ids.push(id);
                }
            }
        }
        ids
    }

    fn see(&mut self, id: &str, sighting: &Sighting<'_>) -> &mut Candidate {
        let candidate = self.found.entry(id.to_owned()).or_default();
        for at in sighting.at {
            let evidence = Evidence { kind: sighting.kind, at: at.clone() };
            if candidate.known.insert((sighting.scope, evidence.clone())) {
                let flavor = sighting.flavor.map(str::to_owned);
                candidate.seen.push(Seen { scope: sighting.scope, evidence, flavor });
            }
        }
        if let Some(version) = sighting.version {
            candidate.versions.push((sighting.scope, version.to_owned()));
        }
        candidate.modules.insert(sighting.module.to_owned());
        candidate.applications.extend(sighting.applications.iter().cloned());
        candidate
    }

    /// The SDKs that the sightings show, by id.
    pub(super) fn finish(mut self) -> Vec<Sdk> {
        self.add_brought();
        let database = self.database;
        self.found.into_iter().filter_map(|(id, candidate)| decide(database, &id, candidate)).collect()
    }

    /// Adds SDKs that always come along with one that is there.
    fn add_brought(&mut self) {
        let mut queue: Vec<String> = self.found.keys().cloned().collect();
        while let Some(id) = queue.pop() {
            let Some(record) = self.database.record(&id) else { continue };
            for brought in record.brings.iter().filter(|brought| brought.by.is_none() && brought.sdk != id) {
                let Some(bringer) = self.found.get(&id) else { break };
                let Some((_, scope)) = bringer.certainty() else { break };
                let known = self.found.get(&brought.sdk).and_then(Candidate::certainty);
                if known.is_some_and(|(_, best)| best <= scope) {
                    continue;
                }
                let seen: Vec<Seen> = bringer
                    .seen
                    .iter()
                    .filter(|seen| seen.scope == scope)
                    .map(|seen| {
                        let evidence = Evidence { kind: EvidenceKind::Transitive, at: seen.evidence.at.clone() };
                        Seen { evidence, ..seen.clone() }
                    })
                    .collect();
                let (modules, applications) = (bringer.modules.clone(), bringer.applications.clone());
                let candidate = self.found.entry(brought.sdk.clone()).or_default();
                candidate.brought_by.get_or_insert_with(|| id.clone());
                candidate.proofs.push(scope);
                candidate.seen.extend(seen);
                candidate.modules.extend(modules);
                candidate.applications.extend(applications);
                queue.push(brought.sdk.clone());
            }
        }
    }
}

impl Candidate {
    /// What the signs prove: how sure, and the best scope. Hints prove something only where two kinds of them
    /// agree, and manifest keys are never one of the two.
    fn certainty(&self) -> Option<(Confidence, Shipped)> {
        let named = self.names.iter().min().copied();
        if let Some(&scope) = self.proofs.iter().min() {
            // A name that ships beats a proof that does not.
            return match named {
                Some(named) if named < scope => Some((Confidence::Likely, named)),
                _ => Some((Confidence::Certain, scope)),
            };
        }
        if let Some(scope) = named {
            return Some((Confidence::Likely, scope));
        }
        let is_key =
            |kind: EvidenceKind| matches!(kind, EvidenceKind::ManifestMetaData | EvidenceKind::ManifestPermission);
        let strong: BTreeSet<EvidenceKind> =
            self.hints.iter().map(|(kind, _)| *kind).filter(|kind| !is_key(*kind)).collect();
        let scope = self.hints.iter().map(|(_, scope)| *scope).min()?;
        (strong.len() >= 2).then_some((Confidence::Likely, scope))
    }
}

fn decide(database: &Database, id: &str, candidate: Candidate) -> Option<Sdk> {
    let (confidence, scope) = candidate.certainty()?;
    let record = database.record(id)?;
    let mut seen = candidate.seen;
    // Places of the deciding scope first, the strongest kind first; the order of the build files otherwise stays.
    seen.sort_by_key(|seen| (seen.scope != scope, rank(seen.evidence.kind)));
    let telling = |seen: &&Seen| seen.scope == scope && seen.evidence.kind != EvidenceKind::ManifestMetaData;
    let mut flavors = BTreeSet::new();
    let everywhere = seen.iter().filter(telling).any(|seen| seen.flavor.is_none());
    if !everywhere {
        flavors.extend(seen.iter().filter(telling).filter_map(|seen| seen.flavor.clone()));
    }
    let version = candidate.versions.into_iter().min_by_key(|(at, _)| *at != scope).map(|(_, version)| version);
    let mut known = BTreeSet::new();
    let evidence = seen.into_iter().map(|seen| seen.evidence);
    let evidence: Vec<Evidence> = evidence.filter(|evidence| known.insert(evidence.clone())).collect();
    Some(Sdk {
        record,
        version,
        confidence,
        scope,
        applications: candidate.applications.into_iter().collect(),
        modules: candidate.modules.into_iter().collect(),
        flavors: flavors.into_iter().collect(),
        coordinates: candidate.coordinates.into_iter().collect(),
        brought_by: candidate.brought_by,
        evidence,
    })
}

/// Which kind of evidence is shown first.
fn rank(kind: EvidenceKind) -> u8 {
    match kind {
        EvidenceKind::GradleDependency => 0,
        EvidenceKind::LibraryFile => 1,
        EvidenceKind::NpmPackage => 2,
        EvidenceKind::PubPackage => 3,
        EvidenceKind::GradlePlugin => 4,
        EvidenceKind::ManifestComponent => 5,
        EvidenceKind::Lockfile => 6,
        EvidenceKind::Transitive => 7,
        EvidenceKind::SourceImport => 8,
        EvidenceKind::ManifestMetaData => 9,
        EvidenceKind::ManifestPermission => 10,
    }
}
