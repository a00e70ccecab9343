//! Walks the facts of a project once and puts the inventory together.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::detect::{Detector, Sighting};
use super::{Application, Coverage, DataSource, Dependency, EvidenceKind, Inventory, Permission, Sdk, Shipped};
use crate::project::library::{self, Archive};
use crate::project::manifest::{self, Manifests, Merged};
use crate::project::variant::{self, Variant};
use crate::project::{Ecosystem, Module, Origin, Project, Scope, Target};
use crate::sdk::database::Database;
use crate::sdk::index::SignKind;
use crate::sdk::permissions::PermissionTable;
use crate::source::{Files, Problem};

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Application modules; all when empty.
    pub modules: Vec<String>,
    /// Variants by name; every variant that ships when empty.
    pub variants: Vec<String>,
    /// Maven groups that are the team's own and never unknown SDKs.
    pub first_party: Vec<String>,
}

/// Puts the inventory of a project together.
pub fn collect(
    files: &Files,
    project: Project,
    database: &Database,
    permissions: &PermissionTable,
    options: &Options,
) -> Inventory {
    let mut problems = project.problems.clone();
    let mut applications = applications(&project, options, &mut problems);
    let archives = archives(files, &project, &applications);
    problems.extend(archives.values().flat_map(|archive| archive.problems.iter().cloned()));
    let merged: Vec<Vec<(String, Merged)>> =
        applications.par_iter().map(|application| merge_variants(files, &project, application, &archives)).collect();

    let mut detector = Detector::new(database);
    let reach = reach(&applications);
    let dependencies = see_dependencies(&mut detector, &project, &applications, &reach, &archives);
    see_plugins(&mut detector, &project, &reach);
    see_manifests(&mut detector, &applications, &merged);
    see_packages(&mut detector, &project, &applications);
    let sdks = detector.finish();

    let mut module_manifests: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut manifests: BTreeSet<&str> = BTreeSet::new();
    let by_dir: BTreeMap<&str, &Module> = project.modules.iter().map(|module| (module.dir.as_str(), module)).collect();
    for (_, merge) in merged.iter().flatten() {
        problems.extend(merge.problems.iter().cloned());
        for path in &merge.manifests_read {
            manifests.insert(path);
            if let Some(module) = module_of(&by_dir, path) {
                module_manifests.entry(module.path.clone()).or_default().insert(path.clone());
            }
        }
    }
    // Where a framework's own file asks for permissions, it is what a manifest is elsewhere.
    manifests.extend(project.requests.iter().map(|request| request.at.path()));
    problems.sort();
    problems.dedup();
    for (application, merges) in applications.iter_mut().zip(&merged) {
        let read: BTreeSet<&String> = merges.iter().flat_map(|(_, merge)| &merge.manifests_read).collect();
        application.manifests = read.into_iter().cloned().collect();
    }
    let requested = requested(&project, &applications, &merged, permissions, &sdks);
    let unknown = super::unknown::unknown(&project, database, &dependencies, &sdks, &archives, &options.first_party);
    let data = data(&sdks, &requested, permissions);
    let coverage = Coverage {
        modules: project.modules.len(),
        manifests: manifests.len(),
        build_files: project.build_files.len(),
        dependencies: dependencies.len() + project.packages.len(),
        unresolved: project.unresolved.len(),
        sdks: sdks.iter().filter(|sdk| sdk.ships()).count(),
    };
    let sorted = |(module, manifests): (String, BTreeSet<String>)| (module, manifests.into_iter().collect());
    Inventory {
        applications,
        permissions: requested,
        dependencies,
        sdks,
        unknown,
        data,
        coverage,
        problems,
        module_manifests: module_manifests.into_iter().map(sorted).collect(),
        project,
    }
}

fn applications(project: &Project, options: &Options, problems: &mut Vec<Problem>) -> Vec<Application> {
    project
        .applications()
        .filter(|module| options.modules.is_empty() || options.modules.contains(&module.path))
        .map(|module| {
            let (all, problem) = variant::variants(module);
            problems.extend(problem);
            let wanted = |variant: &&Variant| match options.variants.as_slice() {
                [] => variant.ships,
                named => named.contains(&variant.name),
            };
            Application {
                module: module.path.clone(),
                modules: project.reached(&module.path).iter().map(|module| module.path.clone()).collect(),
                variants: all.iter().filter(wanted).cloned().collect(),
                all_variants: all.iter().map(|variant| variant.name.clone()).collect(),
                flavors: module.android.flavors.iter().map(|flavor| flavor.name.clone()).collect(),
                manifests: Vec::new(),
            }
        })
        .collect()
}

/// For every module, the applications that reach it.
fn reach(applications: &[Application]) -> BTreeMap<String, Vec<String>> {
    let mut reach: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for application in applications {
        for module in &application.modules {
            reach.entry(module.clone()).or_default().push(application.module.clone());
        }
    }
    reach
}

/// Looks into every jar and aar that a reached module takes, once.
fn archives(files: &Files, project: &Project, applications: &[Application]) -> BTreeMap<String, Archive> {
    let reached: BTreeSet<&str> =
        applications.iter().flat_map(|application| application.modules.iter().map(String::as_str)).collect();
    let paths: BTreeSet<&str> = project
        .modules
        .iter()
        .filter(|module| reached.contains(module.path.as_str()))
        .flat_map(|module| &module.dependencies)
        .filter_map(|dependency| match &dependency.target {
            Target::File { path } => Some(path.as_str()),
            _ => None,
        })
        .collect();
    paths.into_par_iter().map(|path| (path.to_owned(), library::read(files, path))).collect()
}

/// The static merges of the variants of an application that are to be looked at, by name; none when it has no
/// manifest.
pub fn static_merges(files: &Files, inventory: &Inventory, application: &Application) -> Vec<(String, Merged)> {
    let archives = archives(files, &inventory.project, std::slice::from_ref(application));
    merge_variants(files, &inventory.project, application, &archives)
}

fn merge_variants(
    files: &Files,
    project: &Project,
    application: &Application,
    archives: &BTreeMap<String, Archive>,
) -> Vec<(String, Merged)> {
    let Some(module) = project.module(&application.module) else { return Vec::new() };
    if module.is_stand_in() {
        return Vec::new();
    }
    let archived =
        archives.iter().filter_map(|(path, archive)| Some((path.clone(), archive.manifest.clone()?))).collect();
    let mut manifests = Manifests::new(files, archived);
    application
        .variants
        .iter()
        .map(|variant| (variant.name.clone(), manifest::merge(&mut manifests, project, module, variant)))
        .collect()
}

/// Whether a dependency is part of what was asked for, and as what.
fn shipped(dependency: &crate::project::Dependency, applications: &[Application], reaching: &[String]) -> Shipped {
    match dependency.scope {
        Scope::Build => Shipped::Build,
        Scope::Test => Shipped::Test,
        Scope::Main | Scope::Debug => {
            // A flavor that no application knows of was made where this program could not look.
            let is_known = |flavor: &str| applications.iter().any(|application| application.knows_flavor(flavor));
            let active = applications
                .iter()
                .filter(|application| reaching.contains(&application.module))
                .flat_map(|application| &application.variants)
                .any(|variant| variant.takes(dependency, is_known));
            if active { Shipped::Main } else { Shipped::Debug }
        }
    }
}

fn see_dependencies(
    detector: &mut Detector<'_>,
    project: &Project,
    applications: &[Application],
    reach: &BTreeMap<String, Vec<String>>,
    archives: &BTreeMap<String, Archive>,
) -> Vec<Dependency> {
    let mut items = Vec::new();
    for module in &project.modules {
        let reaching: &[String] = reach.get(&module.path).map_or(&[], Vec::as_slice);
        for (position, dependency) in module.dependencies.iter().enumerate() {
            // What no application reaches does not ship and proves nothing.
            let sdks = if reaching.is_empty() {
                Vec::new()
            } else {
                let scope = shipped(dependency, applications, reaching);
                see_dependency(detector, module, dependency, scope, reaching, archives)
            };
            items.push(Dependency { module: module.path.clone(), position, sdks, applications: reaching.to_vec() });
        }
    }
    items
}

fn see_dependency(
    detector: &mut Detector<'_>,
    module: &Module,
    dependency: &crate::project::Dependency,
    scope: Shipped,
    applications: &[String],
    archives: &BTreeMap<String, Archive>,
) -> Vec<String> {
    let sighting = |kind, at, version| Sighting {
        kind,
        at,
        scope,
        module: &module.path,
        flavor: dependency.flavor.as_deref(),
        version,
        applications,
    };
    match &dependency.target {
        Target::External { group, name, version } => {
            let kind = match dependency.origin {
                Origin::Declared => EvidenceKind::GradleDependency,
                Origin::Lockfile => EvidenceKind::Lockfile,
                Origin::Transitive => EvidenceKind::Transitive,
            };
            detector.coordinate(&format!("{group}:{name}"), &sighting(kind, &dependency.evidence, version.as_deref()))
        }
        Target::File { path } => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let mut at = dependency.evidence.clone();
            let archive = archives.get(path);
            at.extend(archive.map(Archive::at));
            let sighting = sighting(EvidenceKind::LibraryFile, &at, version_in(name));
            let mut ids = Vec::new();
            if let Some(archive) = archive {
                for class in &archive.classes {
                    ids.extend(detector.sign(SignKind::Class, class, &sighting));
                }
                for native in &archive.native {
                    ids.extend(detector.sign(SignKind::Native, native, &sighting));
                }
            }
            let kind = if name.ends_with(".so") { SignKind::Native } else { SignKind::File };
            ids.extend(detector.sign(kind, name, &sighting));
            ids.sort();
            ids.dedup();
            ids
        }
        Target::Project { .. } => Vec::new(),
    }
}

fn see_plugins(detector: &mut Detector<'_>, project: &Project, reach: &BTreeMap<String, Vec<String>>) {
    for module in &project.modules {
        let Some(applications) = reach.get(&module.path) else { continue };
        for plugin in &module.plugins {
            let sighting = Sighting {
                kind: EvidenceKind::GradlePlugin,
                at: &plugin.evidence,
                scope: Shipped::Main,
                module: &module.path,
                flavor: None,
                version: None,
                applications,
            };
            detector.sign(SignKind::Plugin, &plugin.id, &sighting);
        }
    }
}

fn see_manifests(detector: &mut Detector<'_>, applications: &[Application], merged: &[Vec<(String, Merged)>]) {
    for (application, merges) in applications.iter().zip(merged) {
        for (_, merge) in merges {
            let own = merge.namespace.as_ref().map(|namespace| format!("{namespace}."));
            let sighting = |kind, from: &manifest::Provenance| {
                (kind, from.evidence.clone(), from.modules.first().unwrap_or(&application.module).clone())
            };
            // A class of the app's own package proves no SDK, whatever it extends.
            let components = merge
                .components
                .iter()
                .filter(|component| own.as_ref().is_none_or(|own| !component.name.starts_with(own)))
                .map(|component| (SignKind::Component, &component.name, &component.from));
            let keys = merge.meta_data.iter().map(|meta| (SignKind::MetaData, &meta.name, &meta.from));
            for (sign, text, from) in components.chain(keys) {
                let kind = if sign == SignKind::Component {
                    EvidenceKind::ManifestComponent
                } else {
                    EvidenceKind::ManifestMetaData
                };
                let (kind, at, module) = sighting(kind, from);
                let sighting = Sighting {
                    kind,
                    at: &at,
                    scope: Shipped::Main,
                    module: &module,
                    flavor: None,
                    version: None,
                    applications: std::slice::from_ref(&application.module),
                };
                detector.sign(sign, text, &sighting);
            }
        }
    }
}

fn see_packages(detector: &mut Detector<'_>, project: &Project, applications: &[Application]) {
    for package in &project.packages {
        let carrying: Vec<String> = applications
            .iter()
            .map(|application| application.module.clone())
            .filter(|module| package.modules.contains(module))
            .collect();
        let Some(first) = carrying.first() else { continue };
        let (sign, kind) = match package.ecosystem {
            Ecosystem::Npm => (SignKind::Npm, EvidenceKind::NpmPackage),
            Ecosystem::Pub => (SignKind::Pub, EvidenceKind::PubPackage),
        };
        let sighting = Sighting {
            kind,
            at: std::slice::from_ref(&package.at),
            scope: Shipped::Main,
            module: first,
            flavor: None,
            version: package.version.as_deref(),
            applications: &carrying,
        };
        detector.sign(sign, &package.name, &sighting);
    }
}

fn requested(
    project: &Project,
    applications: &[Application],
    merged: &[Vec<(String, Merged)>],
    table: &PermissionTable,
    sdks: &[Sdk],
) -> Vec<Permission> {
    let mut all: BTreeMap<(String, Option<u32>), Permission> = BTreeMap::new();
    for (application, merges) in applications.iter().zip(merged) {
        for (variant, merge) in merges {
            for requested in &merge.permissions {
                let key = (requested.name.clone(), requested.min_sdk);
                let entry = all.entry(key).or_insert_with(|| Permission {
                    name: requested.name.clone(),
                    max_sdk: requested.max_sdk,
                    min_sdk: requested.min_sdk,
                    flags: requested.flags.clone(),
                    protection: table.protection(&requested.name),
                    modules: Vec::new(),
                    applications: Vec::new(),
                    variants: Vec::new(),
                    implied: requested.implied.clone(),
                    sdks: Vec::new(),
                    evidence: Vec::new(),
                });
                // The widest request of the variants counts.
                entry.max_sdk = entry.max_sdk.zip(requested.max_sdk).map(|(known, other)| known.max(other));
                entry.flags.retain(|flag| requested.flags.contains(flag));
                if requested.implied.is_none() {
                    entry.implied = None;
                }
                push_new(&mut entry.modules, &requested.from.modules);
                push_new(&mut entry.applications, std::slice::from_ref(&application.module));
                push_new(&mut entry.evidence, &requested.from.evidence);
                push_new(&mut entry.variants, &[format!("{} {variant}", application.module)]);
            }
        }
    }
    for request in &project.requests {
        if !applications.iter().any(|application| application.module == request.module) {
            continue;
        }
        let entry = all.entry((request.name.clone(), None)).or_insert_with(|| Permission {
            name: request.name.clone(),
            max_sdk: None,
            min_sdk: None,
            flags: Vec::new(),
            protection: table.protection(&request.name),
            modules: Vec::new(),
            applications: Vec::new(),
            variants: Vec::new(),
            implied: None,
            sdks: Vec::new(),
            evidence: Vec::new(),
        });
        push_new(&mut entry.modules, std::slice::from_ref(&request.module));
        push_new(&mut entry.applications, std::slice::from_ref(&request.module));
        push_new(&mut entry.evidence, std::slice::from_ref(&request.at));
        // What is asked for outside the manifests is part of every variant.
        entry.variants.clear();
        let variants = applications.iter().filter(|application| application.module == request.module);
        for application in variants {
            let name = |variant: &Variant| format!("{} {}", application.module, variant.name);
            entry.variants.extend(application.variants.iter().map(name));
        }
    }
    let mut permissions: Vec<Permission> = all.into_values().collect();
    for permission in &mut permissions {
        let looked_at: usize = applications
            .iter()
            .filter(|application| permission.applications.contains(&application.module))
            .map(|application| application.variants.len())
            .sum();
        if permission.variants.len() == looked_at {
            permission.variants.clear();
        }
        permission.sdks = sdks
            .iter()
            .filter(|sdk| sdk.ships())
            .filter(|sdk| sdk.record.current_permissions().iter().any(|asked| asked.name == permission.name))
            .map(|sdk| sdk.id().to_owned())
            .collect();
    }
    permissions
}

/// Appends what the list does not hold yet.
pub(super) fn push_new<T: Clone + Ord>(list: &mut Vec<T>, more: &[T]) {
    let mut known: BTreeSet<&T> = list.iter().collect();
    let new: Vec<T> = more.iter().filter(|item| known.insert(item)).cloned().collect();
    list.extend(new);
}

fn data(sdks: &[Sdk], requested: &[Permission], table: &PermissionTable) -> BTreeMap<String, Vec<DataSource>> {
    let mut data: BTreeMap<String, BTreeSet<DataSource>> = BTreeMap::new();
    for sdk in sdks.iter().filter(|sdk| sdk.ships()) {
        for fact in sdk.data() {
            data.entry(fact.data.to_owned()).or_default().insert(DataSource::Sdk(sdk.id().to_owned()));
        }
    }
    for permission in requested {
        for opened in table.data(&permission.name) {
            data.entry(opened.clone()).or_default().insert(DataSource::Permission(permission.name.clone()));
        }
    }
    data.into_iter().map(|(id, sources)| (id, sources.into_iter().collect())).collect()
}

/// The version in the name of an archive: the first run of digits and dots that has a dot and starts a word.
pub(super) fn version_in(name: &str) -> Option<&str> {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
        let starts = at == 0 || !bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'v' | b'V');
        let run = name[at..at + length].trim_end_matches('.');
        if starts && run.contains('.') {
            return Some(run);
        }
        at += length;
    }
    None
}

/// The module whose directory holds the file: that of the longest path.
fn module_of<'a>(modules: &BTreeMap<&str, &'a Module>, path: &str) -> Option<&'a Module> {
    let above = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
    above.chain([""]).find_map(|dir| modules.get(dir).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_file_names() {
        for (name, version) in [
            ("jpush-android-3.1.6.jar", Some("3.1.6")),
            ("tbs_sdk_thirdapp_v2.2.0.1096_36549_obfs.jar", Some("2.2.0.1096")),
            ("libammsdk.jar", None),
            ("open_sdk_r5778.jar", None),
            ("AMap2DMap_6.0.0_AMapLocation_5.2.0.jar", Some("6.0.0")),
        ] {
            assert_eq!(version_in(name), version, "{name}");
        }
    }
}
