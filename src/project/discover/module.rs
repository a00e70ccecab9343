//! From the facts of a project to a [`Module`].

use std::collections::{BTreeMap, BTreeSet};

use super::build::Role;
use crate::project::gradle::{Facts, Lock, Meaning, Scripts, Substitution, Variants, is_known};
use crate::project::lockfile;
use crate::project::{Config, Dependency, Module, ModuleKind, Origin, Plugin, Scope, Target, library};
use crate::source::{Files, Source, Span};

/// The path of a project as the tree knows it: with the name of its build before it.
pub(super) fn prefixed(prefix: &str, path: &str) -> String {
    match (prefix, path) {
        ("", path) => path.to_owned(),
        (prefix, ":") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}{path}"),
    }
}

/// The module that `facts` make. `packed` are substitutions that hold beside its own.
pub(super) fn finish(facts: &Facts, prefix: &str, role: Role, packed: &[Substitution]) -> Module {
    let configurations = &facts.configurations;
    let variants = Variants::of(&facts.android);
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
        let substitutions = facts.substitutions.iter().chain(packed);
        let rule = substitutions.into_iter().find(|substitution| substitution.applies_to(&declared.target));
        let mut dependency = Dependency {
            target: located(prefix, &declared.target),
            configuration: declared.configuration.clone(),
            scope,
            flavor: meaning.flavor,
            build_type: meaning.build_type,
            conditional: declared.conditional,
            origin: declared.origin,
            evidence: declared.evidence.clone(),
        };
        if let Some(rule) = rule {
            dependency.conditional |= rule.conditional;
            dependencies.extend(rule.conditional.then(|| dependency.clone()));
            dependency.target = located(prefix, &rule.by);
            dependency.evidence.push(rule.at.clone());
        }
        dependencies.push(dependency);
    }
    let mut android = facts.android.clone();
    android.source_sets = facts.source_sets.values().cloned().collect();
    for name in ["debug", "release"] {
        if !android.build_types.iter().any(|config| config.name == name) {
            android.build_types.push(Config { name: name.to_owned(), ..Default::default() });
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

/// The target as the tree knows it.
fn located(prefix: &str, target: &Target) -> Target {
    match target {
        Target::Project { path } => Target::Project { path: prefixed(prefix, path) },
        target => target.clone(),
    }
}

/// The meaning of a configuration of the build's own: that of the configurations which extend it.
fn extending(name: &str, configurations: &BTreeMap<String, BTreeSet<String>>, variants: &Variants) -> Option<Meaning> {
    let mut open = vec![name.to_owned()];
    let mut seen = BTreeSet::new();
    let mut best: Option<Meaning> = None;
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

/// Adds the native libraries that lie in the module's `jniLibs`: they ship without any line that names them.
pub(super) fn add_native(files: &Files, module: &mut Module) {
    if module.kind == ModuleKind::Other {
        return;
    }
    for path in library::native_libraries(files, module) {
        let at = Span::file(&Source::new(path.clone(), ""));
        let dirs = module.android.source_sets.iter().flat_map(|set| &set.jni_libs);
        let named = dirs.filter(|dir| path.starts_with(&format!("{}/", dir.value))).map(|dir| dir.at.clone());
        let mut evidence: Vec<Span> = named.take(1).collect();
        evidence.push(at);
        module.dependencies.push(Dependency {
            target: Target::File { path },
            configuration: "jniLibs".to_owned(),
            scope: Scope::Main,
            flavor: None,
            build_type: None,
            conditional: false,
            origin: Origin::Declared,
            evidence,
        });
    }
}

/// What the applied plugins make of the module. One that may be either is settled once all modules are known.
pub(super) fn kind(facts: &Facts) -> ModuleKind {
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

/// What lock files and saved reports in the directory of a module know, beside what its scripts declare.
pub(super) fn locked(files: &Files, scripts: &Scripts, facts: &Facts, declared: &[Dependency]) -> Vec<Dependency> {
    let variants = Variants::of(&facts.android);
    let mut found: Vec<Dependency> = Vec::new();
    for (path, read) in &facts.locks {
        let source = match files.read(path) {
            Ok(source) => source,
            Err(error) => {
                scripts.report(error.problem(path));
                continue;
            }
        };
        found.extend(match read {
            Lock::File => lockfile::lock_file(&source, &variants),
            Lock::Report => lockfile::report(&source, &variants),
            Lock::Verification => lockfile::verification_metadata(&source),
        });
    }
    // What a script declares is known better from there.
    let module = |dependency: &Dependency| match &dependency.target {
        Target::External { group, name, .. } => Some((group.clone(), name.clone())),
        _ => None,
    };
    let mut known: BTreeSet<(String, String)> = declared.iter().filter_map(module).collect();
    found.retain(|dependency| module(dependency).is_some_and(|module| known.insert(module)));
    found
}
