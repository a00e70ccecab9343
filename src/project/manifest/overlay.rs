//! One manifest put over another.

use std::collections::BTreeMap;

use super::markers::Operation;
use super::model::{self, Joining};
use super::{Attribute, Element, Namespace};
use crate::source::{Problem, Text};

/// What a manifest is to the merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A build type, flavor or variant.
    Overlay,
    /// The source set `main`.
    Main,
    /// A library module or an aar.
    Library,
}

/// A manifest on its way through the merge.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub root: Element,
    pub role: Role,
    /// The package, by which `tools:selector` names a library.
    pub package: Option<String>,
    /// Whether a missing SDK version means 1. It does in a manifest that nothing else completes, and is unknown
    /// where the build sets versions in a way that could not be read.
    pub complete: bool,
    /// Where to find what stands in it.
    pub index: Index,
}

/// SDK versions that the build files set; they win over those of the manifests of a module's source sets.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Versions {
    pub min: Option<u32>,
    pub target: Option<u32>,
}

/// Puts `lower` under `higher`, which becomes the outcome.
pub(super) fn put_under(higher: &mut Layer, lower: &Layer, versions: Versions, problems: &mut Vec<Problem>) {
    let implied = implied_permissions(higher, lower, versions, problems);
    let Index { mut root, mut application } = std::mem::take(&mut higher.index);
    let mut pass = Pass { lower, problems, application: Some(&mut application) };
    if lower.role != Role::Library {
        pass.attributes(&mut higher.root, &lower.root);
    }
    pass.children(&mut higher.root, &lower.root, &mut root);
    higher.index = Index { root, application };
    if higher.role == Role::Overlay && lower.role == Role::Main {
        higher.role = Role::Main;
    }
    for permission in implied {
        if !higher.root.children.iter().any(|child| is_request(child, permission.android("name"))) {
            higher.root.children.push(permission);
        }
    }
}

fn is_request(element: &Element, permission: Option<&str>) -> bool {
    element.name == "uses-permission" && element.android("name") == permission
}

struct Pass<'p> {
    lower: &'p Layer,
    problems: &'p mut Vec<Problem>,
    /// What stands in the application, while the children of the root are looked at.
    application: Option<&'p mut Children>,
}

/// Where the children of the elements stand that grow with every library: without it, each library would cost as
/// much as all before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    root: Children,
    application: Children,
}

/// The children of an element, by name. Children are only ever appended, and none changes its identity.
#[derive(Clone, Debug, Default)]
struct Children {
    by_name: BTreeMap<String, OfType>,
    /// How many of the children are taken in.
    known: usize,
}

/// The children of one name.
#[derive(Clone, Debug)]
struct OfType {
    first: usize,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl Children {
    /// Takes in those that were appended since the last time.
    fn extend(&mut self, children: &[Element]) {
        for (at, child) in children.iter().enumerate().skip(self.known) {
            if !self.by_name.contains_key(&child.name) {
                self.by_name.insert(child.name.clone(), OfType { first: at, by_key: BTreeMap::new() });
            }
            if let (Some(key), Some(of_type)) = (model::key(child), self.by_name.get_mut(&child.name)) {
                of_type.by_key.entry(key.into_owned()).or_default().push(at);
            }
        }
        self.known = children.len();
    }
}

impl Pass<'_> {
    fn element(&mut self, higher: &mut Element, lower: &Element, operation: Operation) {
        self.attributes(higher, lower);
        if operation != Operation::MergeOnlyAttributes {
            // The application takes in those of all libraries; what else has children stays small.
            let known = self.application.take_if(|_| higher.name == "application");
            match known {
                Some(index) => {
                    self.children(higher, lower, index);
                    self.application = Some(index);
                }
                None => {
                    let outer = self.application.take();
                    self.children(higher, lower, &mut Children::default());
                    self.application = outer;
                }
            }
        }
        if higher.implied.is_some() && lower.implied.is_none() {
            // It is requested after all.
            higher.implied = None;
            higher.evidence.clear();
        }
        higher.evidence.extend(lower.evidence.iter().cloned());
    }

    fn attributes(&mut self, higher: &mut Element, lower: &Element) {
        for attribute in &lower.attributes {
            let Attribute { namespace, name, .. } = attribute;
            match higher.attribute(namespace, name) {
                Some(_) if higher.markers.replaces(namespace, name) => {}
                Some(ours) if ours.value == attribute.value => {}
                Some(ours) => {
                    if is_conflict(higher, ours, attribute) {
                        let problem = conflict(higher, ours, attribute);
                        self.problems.push(problem);
                    }
                }
                None if higher.markers.removes(namespace, name) => {}
                // The minimum of a library never becomes the minimum of the app.
                None if higher.name == "uses-sdk" && name == "minSdkVersion" && attribute.value != "1" => {}
                None => higher.attributes.push(attribute.clone()),
            }
        }
    }

    /// What stands in `higher` is looked at as it was before: declarations of one manifest never meet each
    /// other.
    fn children(&mut self, higher: &mut Element, lower: &Element, index: &mut Children) {
        index.extend(&higher.children);
        let mut met = Vec::new();
        for child in &lower.children {
            if model::joining(&child.name) == Joining::Unknown {
                higher.children.push(child.clone());
                continue;
            }
            let of_type = index.by_name.get(child.name.as_str());
            let first = of_type.map(|of_type| of_type.first);
            // The build tools look at the first element of the type alone: a `removeAll` after other elements of
            // its type has no effect.
            let package = self.lower.package.as_deref();
            if first.is_some_and(|first| higher.children[first].markers.removes_all(package)) {
                continue;
            }
            let twins = match (model::key(child), first) {
                (None, Some(first)) => vec![first],
                (None, None) => Vec::new(),
                (Some(key), _) => {
                    of_type.and_then(|of_type| of_type.by_key.get(key.as_ref())).cloned().unwrap_or_default()
                }
            };
            match twins.first() {
                None => higher.children.push(child.clone()),
                Some(&at) => {
                    let merged = self.join(higher, at, &twins, child);
                    met.push((at, &child.markers, merged));
                }
            }
        }
        for (at, markers, merged) in met {
            higher.children[at].markers.absorb(markers, merged);
        }
    }

    /// Brings `lower` together with the child at `at`; `twins` are all children of its identity. Says whether
    /// the two became one.
    fn join(&mut self, parent: &mut Element, at: usize, twins: &[usize], lower: &Element) -> bool {
        let ours = &mut parent.children[at];
        let operation = ours.markers.operation(&lower.markers, self.lower.package.as_deref());
        match operation {
            Operation::Remove | Operation::RemoveAll | Operation::Replace | Operation::RemoveChildren => false,
            Operation::Strict => {
                if !equal(ours, lower) {
                    let problem = Problem::at(
                        &lower.evidence[0],
                        Text::new(
                            format!("{} 标有 tools:node=\"strict\"，但两处声明不同", title(ours)),
                            format!("{} is marked tools:node=\"strict\", yet the declarations differ", title(ours)),
                        ),
                    );
                    self.problems.push(problem);
                }
                false
            }
            Operation::Merge | Operation::MergeOnlyAttributes if model::joining(&lower.name) == Joining::Both => {
                match twins.iter().find(|&&twin| equal(&parent.children[twin], lower)) {
                    Some(&twin) => parent.children[twin].evidence.extend(lower.evidence.iter().cloned()),
                    None => parent.children.push(lower.clone()),
                }
                false
            }
            Operation::Merge | Operation::MergeOnlyAttributes => {
                self.element(ours, lower, operation);
                true
            }
        }
    }
}

/// Whether two elements say the same, wherever they stand.
pub(super) fn equal(a: &Element, b: &Element) -> bool {
    let within = |a: &Element, b: &Element| {
        a.attributes
            .iter()
            .all(|one| b.attribute(&one.namespace, &one.name).is_some_and(|other| other.value == one.value))
    };
    a.name == b.name
        && a.attributes.len() == b.attributes.len()
        && within(a, b)
        && a.children.len() == b.children.len()
        && a.children.iter().all(|one| b.children.iter().any(|other| equal(one, other)))
}

/// Whether two values that differ are worth a problem: the build refuses any difference, but only these
/// elements take part in what this program reports. A placeholder without a value says nothing.
fn is_conflict(element: &Element, ours: &Attribute, theirs: &Attribute) -> bool {
    let matters = match element.name.as_str() {
        "uses-permission" | "uses-permission-sdk-23" | "meta-data" => true,
        "activity" | "activity-alias" | "service" | "receiver" | "provider" => {
            matches!(theirs.name.as_str(), "permission" | "exported" | "authorities" | "targetActivity")
        }
        _ => false,
    };
    matters && !ours.value.contains("${") && !theirs.value.contains("${")
}

fn conflict(element: &Element, ours: &Attribute, theirs: &Attribute) -> Problem {
    let other = format!("{}:{}", theirs.at.path(), theirs.at.line());
    Problem::at(
        &ours.at,
        Text::new(
            format!(
                "{} 的 {} 是“{}”，而 {other} 是“{}”：构建会拒绝，除非写明 tools:replace",
                title(element),
                ours.name,
                ours.value,
                theirs.value
            ),
            format!(
                "{} has {} \"{}\" here and \"{}\" at {other}: the build refuses this without tools:replace",
                title(element),
                ours.name,
                ours.value,
                theirs.value
            ),
        ),
    )
}

/// The element as a message names it.
pub(super) fn title(element: &Element) -> String {
    match model::key(element) {
        Some(key) if !key.is_empty() => format!("<{}> {key}", element.name),
        _ => format!("<{}>", element.name),
    }
}

/// Stands for a version above every number.
const NEWEST: u32 = 10_000;

/// What a library targets whose build sets the version where it cannot be seen: no build of today targets a
/// version below which old permissions are implied.
const MODERN: u32 = 16;

/// The API level that an SDK version stands for; a code name is newer than every number.
fn level(value: &str) -> Option<u32> {
    match value.bytes().next()? {
        b'0'..=b'9' => value.parse().ok(),
        _ => Some(NEWEST),
    }
}

fn written(layer: &Layer, attribute: &str) -> Option<u32> {
    layer.root.child("uses-sdk")?.android(attribute).and_then(level)
}

fn raw_target(layer: &Layer) -> Option<u32> {
    written(layer, "targetSdkVersion")
        .or_else(|| written(layer, "minSdkVersion"))
        .or_else(|| layer.complete.then_some(1))
}

/// Permissions that old apps had without asking: the merge adds them when the app targets a newer Android than
/// the manifest below it.
fn implied_permissions(higher: &Layer, lower: &Layer, versions: Versions, problems: &mut Vec<Problem>) -> Vec<Element> {
    let sdk = higher.root.child("uses-sdk");
    if higher.role == Role::Overlay && sdk.is_none() {
        return Vec::new();
    }
    let target = versions.target.or_else(|| raw_target(higher)).unwrap_or(NEWEST);
    let lower_target = match lower.role {
        Role::Library => raw_target(lower).unwrap_or(MODERN),
        _ => versions.target.or_else(|| raw_target(lower)).unwrap_or(target),
    };
    if !minimum_fits(higher, lower, versions, problems) || target <= lower_target || target < 4 {
        return Vec::new();
    }

    let package = lower.package.as_deref().unwrap_or("?");
    let asks = |name: &str| {
        let name = format!("android.permission.{name}");
        lower.root.children.iter().find(|child| is_request(child, Some(&name)))
    };
    let mut implied = Vec::new();
    let mut imply = |name: &str, cause: &Element, reason: Text| {
        let mut evidence = cause.evidence.clone();
        evidence.extend(higher.root.evidence.first().cloned());
        let at = evidence.first().cloned();
        let name = format!("android.permission.{name}");
        implied.push(Element {
            name: "uses-permission".to_owned(),
            attributes: at
                .map(|at| Attribute { namespace: Namespace::Android, name: "name".to_owned(), value: name, at })
                .into_iter()
                .collect(),
            markers: Default::default(),
            children: Vec::new(),
            evidence,
            implied: Some(reason),
        });
    };
    let old = || {
        Text::new(format!("{package} 的 targetSdkVersion 小于 4"), format!("{package} has a targetSdkVersion below 4"))
    };
    let asked = |other: &str| Text::new(format!("{package} 申请了 {other}"), format!("{package} requests {other}"));
    let lower_sdk = lower.root.child("uses-sdk").unwrap_or(&lower.root);
    if lower_target < 4 {
        imply("WRITE_EXTERNAL_STORAGE", lower_sdk, old());
        imply("READ_PHONE_STATE", lower_sdk, old());
        imply("READ_EXTERNAL_STORAGE", lower_sdk, asked("WRITE_EXTERNAL_STORAGE"));
    } else if let Some(cause) = asks("WRITE_EXTERNAL_STORAGE") {
        imply("READ_EXTERNAL_STORAGE", cause, asked("WRITE_EXTERNAL_STORAGE"));
    }
    if target >= 16 && lower_target < 16 {
        for (contacts, log) in [("READ_CONTACTS", "READ_CALL_LOG"), ("WRITE_CONTACTS", "WRITE_CALL_LOG")] {
            if let Some(cause) = asks(contacts) {
                imply(log, cause, asked(contacts));
            }
        }
    }
    implied
}

/// A library must not need a newer Android than the app, unless the app says so.
fn minimum_fits(higher: &Layer, lower: &Layer, versions: Versions, problems: &mut Vec<Problem>) -> bool {
    let sdk = higher.root.child("uses-sdk");
    // Where no version is found for the app, it is rather this program that missed it.
    let ours = versions.min.or_else(|| written(higher, "minSdkVersion"));
    let (Some(ours), Some(theirs)) = (ours, written(lower, "minSdkVersion")) else { return true };
    let overrides = sdk.into_iter().flat_map(|sdk| &sdk.markers.override_library).any(|selector| {
        let package = lower.package.as_deref().unwrap_or_default();
        match selector.strip_suffix(".*").filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => package.starts_with(prefix),
            None => package == selector,
        }
    });
    if ours >= theirs || overrides {
        return true;
    }
    problems.push(Problem::at(
        &lower.root.child("uses-sdk").unwrap_or(&lower.root).evidence[0],
        Text::new(
            format!("minSdkVersion {theirs} 高于应用的 {ours}：构建会拒绝，除非写明 tools:overrideLibrary"),
            format!(
                "minSdkVersion {theirs} is above the app's {ours}: the build refuses this without tools:overrideLibrary"
            ),
        ),
    ));
    false
}
