//! Which elements are the same in two manifests, and how they come together.

use std::borrow::Cow;

use super::{Attribute, Element, Namespace};

/// How two elements of one identity come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    /// Attributes and children of both.
    Merge,
    /// Both stay, unless they are equal.
    Both,
    /// An element that the build tools know nothing of: every declaration stays.
    Unknown,
}

/// What tells two elements of one name apart.
#[derive(Clone, Copy)]
enum Identity {
    /// There is one in its parent.
    One,
    /// `android:name`
    Name,
    /// The first of these that is there.
    First(&'static [&'static str]),
    /// All of these.
    All(&'static [&'static str]),
    /// Actions, categories and data of an intent filter.
    Intent,
}

struct Kind {
    name: &'static str,
    identity: Identity,
    joining: Joining,
    /// Attributes that hold class names, which may leave out the package.
    classes: &'static [&'static str],
}

const fn kind(name: &'static str, identity: Identity, classes: &'static [&'static str]) -> Kind {
    Kind { name, identity, joining: Joining::Merge, classes }
}

/// Sorted by name.
const KINDS: &[Kind] = &[
    kind("action", Identity::Name, &[]),
    kind("activity", Identity::Name, &["name", "parentActivityName"]),
    kind("activity-alias", Identity::Name, &["name", "targetActivity"]),
    kind("application", Identity::One, &["name", "backupAgent"]),
    kind("attribution", Identity::First(&["tag"]), &[]),
    kind("category", Identity::Name, &[]),
    kind("compatible-screens", Identity::One, &[]),
    kind("data", Identity::One, &[]),
    kind("grant-uri-permission", Identity::One, &[]),
    kind("instrumentation", Identity::One, &[]),
    Kind { name: "intent", identity: Identity::Intent, joining: Joining::Both, classes: &[] },
    Kind { name: "intent-filter", identity: Identity::Intent, joining: Joining::Both, classes: &[] },
    kind("manifest", Identity::One, &[]),
    kind("meta-data", Identity::Name, &[]),
    kind("nav-graph", Identity::One, &[]),
    kind("package", Identity::Name, &[]),
    kind("path-permission", Identity::One, &[]),
    kind("permission", Identity::Name, &[]),
    kind("permission-group", Identity::Name, &[]),
    kind("permission-tree", Identity::Name, &[]),
    kind("profileable", Identity::Name, &[]),
    kind("property", Identity::Name, &["name"]),
    // A provider inside queries has no name; the build tools would take any two of them for one.
    kind("provider", Identity::First(&["name", "authorities"]), &["name"]),
    kind("queries", Identity::One, &[]),
    kind("receiver", Identity::Name, &["name"]),
    kind("screen", Identity::All(&["screenSize", "screenDensity"]), &[]),
    kind("sdk-library", Identity::All(&["name", "versionMajor"]), &["name"]),
    kind("service", Identity::Name, &["name"]),
    kind("supports-gl-texture", Identity::Name, &[]),
    kind("supports-screens", Identity::One, &[]),
    kind("uses-configuration", Identity::One, &[]),
    kind("uses-feature", Identity::First(&["name", "glEsVersion"]), &[]),
    kind("uses-library", Identity::Name, &[]),
    kind("uses-permission", Identity::Name, &[]),
    kind("uses-permission-sdk-23", Identity::Name, &[]),
    kind("uses-sdk", Identity::One, &[]),
    kind("uses-sdk-library", Identity::Name, &["name"]),
];

fn find(name: &str) -> Option<&'static Kind> {
    KINDS.binary_search_by(|kind| kind.name.cmp(name)).ok().map(|at| &KINDS[at])
}

/// How elements of that name come together.
pub(super) fn joining(name: &str) -> Joining {
    find(name).map_or(Joining::Unknown, |kind| kind.joining)
}

/// Whether the attribute holds a class name that may leave out the package.
pub(super) fn is_class(element: &str, attribute: &Attribute) -> bool {
    attribute.namespace == Namespace::Android
        && find(element).is_some_and(|kind| kind.classes.contains(&attribute.name.as_str()))
}

/// What tells the element apart from others of its name; nothing when it lacks it, or needs none.
pub(super) fn key(element: &Element) -> Option<Cow<'_, str>> {
    let value = |name: &str| element.android(name).filter(|value| !value.is_empty());
    match find(&element.name)?.identity {
        Identity::One => None,
        Identity::Name => value("name").map(Cow::Borrowed),
        Identity::First(names) => names.iter().find_map(|name| value(name)).map(Cow::Borrowed),
        Identity::All(names) => {
            let values: Vec<&str> = names.iter().filter_map(|name| value(name)).collect();
            (!values.is_empty()).then(|| values.join("+").into())
        }
        Identity::Intent => Some(intent(element).into()),
    }
}

/// Whether two elements of that name and key in one manifest are one too many.
pub(super) fn is_unique(name: &str) -> bool {
    find(name).is_some_and(|kind| !matches!(kind.identity, Identity::One | Identity::Intent))
}

/// Whether the element must carry a key attribute.
pub(super) fn needs_key(name: &str) -> bool {
    is_unique(name) && !matches!(name, "provider" | "profileable")
}

/// Actions, categories and data, sorted: the identity of an intent filter.
fn intent(element: &Element) -> String {
    const DATA: &[&str] = &["scheme", "host", "mimeType", "port", "path", "pathPattern", "pathPrefix"];
    let mut parts = Vec::new();
    for child in &element.children {
        let names: &[&str] = match child.name.as_str() {
            "action" | "category" => &["name"],
            "data" => DATA,
            _ => continue,
        };
        for name in names {
            if let Some(value) = child.android(name) {
                parts.push(format!("{}:{name}:{value}", child.name));
            }
        }
    }
    parts.sort_unstable();
    parts.join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted() {
        assert!(KINDS.is_sorted_by(|a, b| a.name < b.name));
    }
}
