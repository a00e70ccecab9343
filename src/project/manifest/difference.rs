//! The static merge beside the manifest that a build wrote.

use std::collections::BTreeMap;

use super::Merged;

/// One way in which two merged manifests differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The element: `uses-permission`, `service` …
    pub element: &'static str,
    /// Its name.
    pub name: String,
    /// What the first manifest says of it; nothing when it lacks it.
    pub first: Option<String>,
    /// What the second one says.
    pub second: Option<String>,
}

/// Permissions, components, meta-data and queries that differ between two merged manifests, sorted.
pub fn difference(first: &Merged, second: &Merged) -> Vec<Difference> {
    let first = facts(first);
    let second = facts(second);
    let mut keys: Vec<_> = first.keys().chain(second.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .filter(|key| first.get(key) != second.get(key))
        .map(|(element, name)| Difference {
            element,
            name: name.clone(),
            first: first.get(&(*element, name.clone())).cloned(),
            second: second.get(&(*element, name.clone())).cloned(),
        })
        .collect()
}

/// Every element with what is said of it, as a short text.
fn facts(merged: &Merged) -> BTreeMap<(&'static str, String), String> {
    let mut facts = BTreeMap::new();
    for permission in &merged.permissions {
        let element = if permission.min_sdk.is_some() { "uses-permission-sdk-23" } else { "uses-permission" };
        let max = permission.max_sdk.map(|version| format!("maxSdkVersion={version}"));
        let flags =
            (!permission.flags.is_empty()).then(|| format!("usesPermissionFlags={}", permission.flags.join("|")));
        facts.insert((element, permission.name.clone()), join([max, flags]));
    }
    for definition in &merged.definitions {
        let protection = definition.protection.as_ref().map(|level| format!("protectionLevel={level}"));
        facts.insert(("permission", definition.name.clone()), join([protection]));
    }
    for component in &merged.components {
        let permission = component.permission.as_ref().map(|name| format!("permission={name}"));
        let exported = component.exported.map(|exported| format!("exported={exported}"));
        facts.insert((component.kind.name(), component.name.clone()), join([permission, exported]));
    }
    for meta_data in &merged.meta_data {
        let name = match &meta_data.component {
            Some(component) => format!("{component}/{}", meta_data.name),
            None => meta_data.name.clone(),
        };
        let value = meta_data.value.as_ref().map(|value| format!("value={value}"));
        let resource = meta_data.resource.as_ref().map(|resource| format!("resource={resource}"));
        facts.insert(("meta-data", name), join([value, resource]));
    }
    for query in &merged.queries {
        facts.insert(("queries", query.value.clone()), format!("{:?}", query.kind).to_lowercase());
    }
    facts
}

fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
