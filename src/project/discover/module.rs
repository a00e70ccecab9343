//! From the facts of a project to a [`Module`].

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Build, Role};
use crate::project::gradle::{Facts, Variants, is_known};
use crate::project::{Dependency, Module, ModuleKind, Plugin, Scope, Target};
use crate::source::Files;

/// The path of a project as the tree knows it: with the name of its build before it.
pub(super) fn prefixed(prefix: &str, path: &str) -> String {
    match (prefix, path) {
        ("", path) => path.to_owned(),
        (prefix, ":") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}{path}"),
    }
}

pub(super) fn finish(
    facts: &Facts,
    configurations: &BTreeMap<String, BTreeSet<String>>,
    prefix: &str,
    role: Role,
) -> Module {
    let names = |configs: &[crate::project::Config]| configs.iter().map(|config| config.name.clone()).collect();
    let variants = Variants { flavors: names(&facts.android.flavors), build_types: names(&facts.android.build_types) };
    let mut dependencies: Vec<Dependency> = Vec::new();
    for declared in &facts.declared {
        let mut meaning = variants.meaning(&declared.configuration, false);
        if !is_known(&declared.configuration)
            && let Some(reached) = extending(&declared.configuration, configurations, &variants)
        {
            meaning = reached;
        }
        let scope = match (role, declared.scope) {
            (Role::Logic, _) if meaning.scope == Scope::Main => Scope::Build,
            // A source set of another target ships nothing, whatever its configuration is called; one that
            // ships leaves it to the configuration.
            (_, Some(Scope::Main)) | (_, None) => meaning.scope,
            (_, Some(scope)) => {
                if meaning.scope == Scope::Build {
                    Scope::Build
                } else {
                    scope
                }
            }
        };
        let target = match &declared.target {
            Target::Project { path } => Target::Project { path: prefixed(prefix, path) },
            target => target.clone(),
        };
        dependencies.push(Dependency {
            target,
            configuration: declared.configuration.clone(),
            scope,
            flavor: meaning.flavor,
            build_type: meaning.build_type,
            conditional: declared.conditional,
            origin: declared.origin,
            evidence: declared.evidence.clone(),
        });
    }
    let mut android = facts.android.clone();
    android.source_sets = facts.source_sets.values().cloned().collect();
    for name in ["debug", "release"] {
        if !android.build_types.iter().any(|config| config.name == name) {
            android.build_types.push(crate::project::Config { name: name.to_owned(), ..Default::default() });
        }
    }
    for config in &mut android.build_types {
        if config.name == "debug" {
            config.debuggable.get_or_insert(true);
        }
    }
    let plugins = facts.plugins.iter().map(|plugin| Plugin {
        id: plugin.id.clone(),
        version: plugin.version.clone(),
        evidence: plugin.evidence.clone(),
    });
    Module {
        path: prefixed(prefix, &facts.path),
        dir: facts.dir.clone(),
        kind: kind(facts),
        build_file: facts.script.clone(),
        plugins: plugins.collect(),
        dependencies,
        android,
    }
}

/// The meaning of a configuration of the build's own: that of the configurations which extend it.
fn extending(
    name: &str,
    configurations: &BTreeMap<String, BTreeSet<String>>,
    variants: &Variants,
) -> Option<crate::project::gradle::Meaning> {
    let mut open = vec![name.to_owned()];
    let mut seen = BTreeSet::new();
    let mut best: Option<crate::project::gradle::Meaning> = None;
    while let Some(name) = open.pop() {
        for above in configurations.get(&name).into_iter().flatten() {
            if !seen.insert(above.clone()) {
                continue;
            }
            if is_known(above) {
                let meaning = variants.meaning(above, false);
                if best.as_ref().is_none_or(|best| meaning.scope < best.scope) {
                    best = Some(meaning);
                }
            }
            open.push(above.clone());
        }
    }
    best
}

/// What the applied plugins make of the module. One that may be either is settled once all modules are known.
fn kind(facts: &Facts) -> ModuleKind {
    let applied = |ids: &[&str]| {
        facts.plugins.iter().filter(|plugin| plugin.live).any(|plugin| ids.contains(&plugin.id.as_str()))
    };
    if applied(&["com.android.application", "android", "com.android.instantapp"]) {
        ModuleKind::Application
    } else if applied(&[
        "com.android.library",
        "android-library",
        "com.android.dynamic-feature",
        "com.android.feature",
        "com.android.kotlin.multiplatform.library",
    ]) {
        ModuleKind::Library
    } else {
        ModuleKind::Other
    }
}

/// A module that a property makes an application or a library is a library when another module uses it.
pub(super) fn settle_kinds(modules: &mut [Module]) {
    let used: BTreeSet<String> = modules
        .iter()
        .flat_map(|module| &module.dependencies)
        .filter_map(|dependency| match &dependency.target {
            Target::Project { path } if dependency.scope == Scope::Main => Some(path.clone()),
            _ => None,
        })
        .collect();
    for module in modules {
        let has = |id: &str| module.plugins.iter().any(|plugin| plugin.id == id);
        if module.kind == ModuleKind::Application && has("com.android.library") && used.contains(&module.path) {
            module.kind = ModuleKind::Library;
        }
    }
}

/// Adds what lock files know.
pub(super) fn add_locked(_files: &Files, _dir: &str, _build: &mut Build, _prefix: &str, _role: Role) {}
