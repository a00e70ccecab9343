//! The merged tree as facts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Component, ComponentKind, Definition, Element, Merged, MetaData, Namespace, Permission, Provenance, Query,
    QueryKind, SpecialAccess,
};
use crate::project::{Module, Unresolved};
use crate::source::{Span, Text};

/// The provider of `androidx.startup`; its meta-data name the classes to run.
const STARTUP: &str = "androidx.startup.InitializationProvider";

/// Permissions that only the system holds: a component that asks them of its callers takes part in a function
/// to which the user must grant access in the settings.
const SPECIAL: &[&str] = &[
    "android.permission.BIND_ACCESSIBILITY_SERVICE",
    "android.permission.BIND_AUTOFILL_SERVICE",
    "android.permission.BIND_CALL_REDIRECTION_SERVICE",
    "android.permission.BIND_DEVICE_ADMIN",
    "android.permission.BIND_INPUT_METHOD",
    "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE",
    "android.permission.BIND_SCREENING_SERVICE",
    "android.permission.BIND_VPN_SERVICE",
];

/// Which modules the manifests belong to.
#[derive(Debug, Default)]
pub(super) struct Owners {
    modules: BTreeMap<String, Vec<String>>,
}

impl Owners {
    /// Notes that a manifest is one of the module's. Says whether it was not known yet.
    pub fn add(&mut self, path: &str, module: &str) -> bool {
        let modules = self.modules.entry(path.to_owned()).or_default();
        let new = modules.is_empty();
        if !modules.iter().any(|known| known == module) {
            modules.push(module.to_owned());
        }
        new
    }

    /// Whether the manifest has been taken in already.
    pub fn knows(&self, path: &str) -> bool {
        self.modules.contains_key(path)
    }

    fn provenance(&self, evidence: &[Span]) -> Provenance {
        let mut from = Provenance::default();
        let (mut spans, mut modules) = (BTreeSet::new(), BTreeSet::new());
        for span in evidence {
            if spans.insert(span) {
                from.evidence.push(span.clone());
            }
            for module in self.modules.get(span.path()).into_iter().flatten() {
                if modules.insert(module) {
                    from.modules.push(module.clone());
                }
            }
        }
        from
    }
}

/// Adds what the merged manifest of `application` says to `merged`.
pub(super) fn collect(root: &Element, owners: &Owners, application: &Module, merged: &mut Merged) {
    Collector { owners, module: &application.path, merged }.manifest(root);
}

/// The same for a manifest that the build has merged: its lines belong to no module.
pub(super) fn collect_merged(root: &Element, merged: &mut Merged) {
    Collector { owners: &Owners::default(), module: "", merged }.manifest(root);
}

struct Collector<'c> {
    owners: &'c Owners,
    module: &'c str,
    merged: &'c mut Merged,
}

impl Collector<'_> {
    fn manifest(&mut self, root: &Element) {
        let mut permissions = BTreeMap::new();
        for child in &root.children {
            match child.name.as_str() {
                "uses-permission" => self.permission(child, None, &mut permissions),
                "uses-permission-sdk-23" | "uses-permission-sdk-m" => {
                    self.permission(child, Some(23), &mut permissions);
                }
                "permission" => self.definition(child),
                "queries" => self.queries(child),
                "application" => self.application(child),
                _ => {}
            }
        }
        self.merged.permissions = permissions.into_values().collect();
    }

    fn from(&self, element: &Element) -> Provenance {
        self.owners.provenance(&element.evidence)
    }

    /// The name of an element; one that still holds a placeholder is reported and kept as it is written.
    fn name(&mut self, element: &Element) -> Option<String> {
        let name = element.android("name").filter(|name| !name.is_empty())?.to_owned();
        if name.contains("${") {
            self.merged.unresolved.push(Unresolved {
                expression: name.clone(),
                reason: Text::new("占位符没有已知的值", "no value is known for the placeholder"),
                module: self.from(element).modules.into_iter().next().unwrap_or_else(|| self.module.to_owned()),
                evidence: element.evidence.clone(),
            });
        }
        Some(name)
    }

    fn permission(
        &mut self,
        element: &Element,
        min_sdk: Option<u32>,
        permissions: &mut BTreeMap<(String, Option<u32>), Permission>,
    ) {
        let Some(name) = self.name(element) else { return };
        let max_sdk = element.android("maxSdkVersion").and_then(|version| version.trim().parse().ok());
        let flags: Vec<String> = element
            .android("usesPermissionFlags")
            .into_iter()
            .flat_map(|flags| flags.split('|'))
            .map(|flag| flag.trim().to_owned())
            .filter(|flag| !flag.is_empty())
            .collect();
        let from = self.from(element);
        match permissions.get_mut(&(name.clone(), min_sdk)) {
            None => {
                let permission = Permission { name, max_sdk, min_sdk, flags, implied: element.implied.clone(), from };
                permissions.insert((permission.name.clone(), min_sdk), permission);
            }
            // Declared twice: what one declaration asks for without limit, the app asks for without limit.
            Some(known) => {
                known.max_sdk = known.max_sdk.zip(max_sdk).map(|(one, other)| one.max(other));
                known.flags.retain(|flag| flags.contains(flag));
                known.implied = known.implied.take().and(element.implied.clone());
                // As in the report of the build tools, a second declaration in one manifest adds nothing.
                let new = |span: &&Span| known.from.evidence.iter().all(|other| other.path() != span.path());
                let evidence: Vec<Span> =
                    known.from.evidence.iter().chain(from.evidence.iter().filter(new)).cloned().collect();
                known.from = self.owners.provenance(&evidence);
            }
        }
    }

    fn definition(&mut self, element: &Element) {
        let Some(name) = self.name(element) else { return };
        let protection = element.android("protectionLevel").map(str::to_owned);
        let from = self.from(element);
        self.merged.definitions.push(Definition { name, protection, from });
    }

    fn application(&mut self, application: &Element) {
        for child in &application.children {
            let kind = match child.name.as_str() {
                "activity" => ComponentKind::Activity,
                "activity-alias" => ComponentKind::ActivityAlias,
                "service" => ComponentKind::Service,
                "receiver" => ComponentKind::Receiver,
                "provider" => ComponentKind::Provider,
                "meta-data" => {
                    self.meta_data(child, None);
                    continue;
                }
                _ => continue,
            };
            self.component(child, kind);
        }
    }

    fn component(&mut self, element: &Element, kind: ComponentKind) {
        let Some(name) = self.name(element) else { return };
        let permission = element.android("permission").filter(|name| !name.is_empty()).map(str::to_owned);
        if let Some(permission) = &permission
            && SPECIAL.contains(&permission.as_str())
        {
            self.merged.special_access.push(SpecialAccess {
                permission: permission.clone(),
                component: name.clone(),
                from: self.owners.provenance(&element.evidence),
            });
        }
        let component = Component {
            kind,
            permission,
            exported: element.android("exported").and_then(|value| value.to_ascii_lowercase().parse().ok()),
            authorities: element
                .android("authorities")
                .into_iter()
                .flat_map(|authorities| authorities.split(';'))
                .map(|authority| authority.trim().to_owned())
                .filter(|authority| !authority.is_empty())
                .collect(),
            actions: actions(element),
            from: self.from(element),
            name,
        };
        let name = component.name.clone();
        self.merged.components.push(component);
        for meta_data in element.children.iter().filter(|child| child.name == "meta-data") {
            if name == STARTUP && meta_data.android("value") == Some("androidx.startup") {
                self.initializer(meta_data);
            }
            self.meta_data(meta_data, Some(&name));
        }
    }

    fn initializer(&mut self, meta_data: &Element) {
        let Some(name) = meta_data.android("name").map(str::to_owned) else { return };
        let from = self.from(meta_data);
        self.merged.components.push(Component {
            kind: ComponentKind::Initializer,
            name,
            permission: None,
            exported: None,
            authorities: Vec::new(),
            actions: Vec::new(),
            from,
        });
    }

    fn meta_data(&mut self, element: &Element, component: Option<&str>) {
        let Some(name) = self.name(element) else { return };
        let mut from = self.from(element);
        // The value may be a key that nobody else should see: the name alone is the evidence.
        let named = element.attributes.iter().find(|part| part.namespace == Namespace::Android && part.name == "name");
        from.evidence = named.map(|name| name.at.clone()).into_iter().collect();
        self.merged.meta_data.push(MetaData {
            name,
            value: element.android("value").map(str::to_owned),
            resource: element.android("resource").map(str::to_owned),
            component: component.map(str::to_owned),
            from,
        });
    }

    fn queries(&mut self, queries: &Element) {
        for child in &queries.children {
            let (kind, value) = match child.name.as_str() {
                "package" => (QueryKind::Package, child.android("name").map(str::to_owned)),
                "provider" => (QueryKind::Provider, child.android("authorities").map(str::to_owned)),
                "intent" => {
                    let actions: BTreeSet<&str> = child
                        .children
                        .iter()
                        .filter(|part| part.name == "action")
                        .filter_map(|part| part.android("name"))
                        .collect();
                    (QueryKind::Intent, Some(actions.into_iter().collect::<Vec<_>>().join("+")))
                }
                _ => continue,
            };
            let Some(value) = value else { continue };
            let from = self.from(child);
            self.merged.queries.push(Query { kind, value, from });
        }
    }
}

fn actions(component: &Element) -> Vec<String> {
    let filters = component.children.iter().filter(|child| child.name == "intent-filter");
    let actions = filters.flat_map(|filter| &filter.children).filter(|child| child.name == "action");
    let names: BTreeSet<&str> = actions.filter_map(|action| action.android("name")).collect();
    names.into_iter().map(str::to_owned).collect()
}
