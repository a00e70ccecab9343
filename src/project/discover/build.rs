//! One build: its settings, its included builds, and its projects, parents before children.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::{logic, module};
use crate::project::catalog::Catalog;
use crate::project::gradle::files::{join, resolve};
use crate::project::gradle::{
    Facts, Interpreter, Lock, Logic, Reason, Scripts, Substitution, Value, World, properties,
};
use crate::project::{Module, ModuleKind, Origin, Project, Target, Unresolved};
use crate::source::{Files, Problem, ReadError};

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A build that the tree holds.
    Main,
    /// Included for its libraries.
    Included,
    /// Included for its plugins, `buildSrc` too: nothing of it ships.
    Logic,
}

/// What was read of a build and of those that it includes.
#[derive(Default)]
pub(super) struct Build {
    pub modules: Vec<Module>,
    pub unresolved: Vec<Unresolved>,
    pub problems: Vec<Problem>,
    pub build_files: BTreeSet<String>,
    /// Directories and facts of its own projects, for what they build as plugins.
    pub projects: Vec<Arc<Facts>>,
    /// Modules that builds included here make, by group and name: Gradle takes them for the published ones.
    pub published: BTreeMap<(String, String), String>,
}

impl Build {
    pub fn into_project(self, project: &mut Project, build_files: &mut BTreeSet<String>) {
        project.modules.extend(self.modules);
        project.unresolved.extend(self.unresolved);
        project.problems.extend(self.problems);
        build_files.extend(self.build_files);
    }

    fn absorb(&mut self, other: Build) {
        self.modules.extend(other.modules);
        self.unresolved.extend(other.unresolved);
        self.problems.extend(other.problems);
        self.build_files.extend(other.build_files);
        self.published.extend(other.published);
    }

    /// Replaces coordinates that an included build makes by its module.
    fn substitute(&mut self) {
        if self.published.is_empty() {
            return;
        }
        for dependency in self.modules.iter_mut().flat_map(|module| &mut module.dependencies) {
            if let Target::External { group, name, .. } = &dependency.target
                && dependency.origin == Origin::Declared
                && let Some(path) = self.published.get(&(group.clone(), name.clone()))
            {
                dependency.target = Target::Project { path: path.clone() };
            }
        }
    }
}

pub(super) struct Reader<'a> {
    pub files: &'a Files,
    pub scripts: &'a Scripts,
    /// Builds that are read, by directory, against cycles of `includeBuild`.
    pub seen: &'a mut BTreeMap<String, Shared>,
}

/// What every build that includes another one gets of it; nothing while that one is being read.
#[derive(Clone, Default)]
pub(super) struct Shared {
    projects: Vec<Arc<Facts>>,
    published: BTreeMap<(String, String), String>,
}

impl Reader<'_> {
    /// Reads the build at `dir`. `modules` are directories to take as modules beside what settings say.
    pub fn read(&mut self, dir: &str, prefix: &str, role: Role, modules: Option<&[String]>) -> Build {
        let mut build = Build::default();
        if let Some(shared) = self.seen.get(dir) {
            let Shared { projects, published } = shared.clone();
            return Build { projects, published, ..build };
        }
        self.seen.insert(dir.to_owned(), Shared::default());
        let files = self.files;
        let mut world = World {
            files,
            dir: dir.to_owned(),
            scripts: self.scripts,
            catalogs: BTreeMap::new(),
            projects: BTreeMap::new(),
            called: OnceLock::new(),
            root_name: None,
            flat_dirs: Vec::new(),
            properties: properties_of(files, &join(dir, "gradle.properties"), &mut build),
            gradle: BTreeMap::new(),
            logic: Arc::new(Logic::default()),
            plugin_versions: BTreeMap::new(),
            refresh_versions: false,
            versions: BTreeMap::new(),
        };

        let settings = settings_facts(&world);
        build.build_files.extend(settings.build_files.iter().cloned());
        for unresolved in &settings.unresolved {
            build.unresolved.push(Unresolved { module: module::prefixed(prefix, ":"), ..unresolved.clone() });
        }
        world.root_name = settings.settings.root_name.clone();
        world.flat_dirs = settings.flat_dirs.clone();
        world.gradle = settings.settings.gradle.clone();
        world.plugin_versions = settings.settings.plugin_versions.clone();
        world.refresh_versions = settings.settings.refresh_versions;
        if world.refresh_versions {
            world.versions = properties_of(files, &join(dir, "versions.properties"), &mut build);
        }
        world.catalogs = self.catalogs(&world, &settings, &mut build);
        world.projects = projects(files, dir, &settings, modules);
        world.called = OnceLock::new();
        world.logic = Arc::new(self.logic(&world, &settings, prefix, role, &mut build));

        let facts = evaluate(&world, &settings);
        // What an application substitutes holds for all that it packs.
        let applications = facts.values().filter(|facts| module::kind(facts) == ModuleKind::Application);
        let packed: Vec<Substitution> = applications.flat_map(|facts| facts.substitutions.clone()).collect();
        for facts in facts.values() {
            build.build_files.extend(facts.build_files.iter().cloned());
            let mut module = module::finish(facts, prefix, role, &packed);
            let locked = module::locked(files, self.scripts, facts, &module.dependencies);
            build.build_files.extend(facts.locks.iter().map(|(path, _)| path.clone()));
            module.dependencies.extend(locked);
            module::add_native(files, &mut module);
            // A root project that has no script and gets nothing is only the place of the settings.
            if facts.path != ":" || module.build_file.is_some() || !module.dependencies.is_empty() {
                build.modules.push(module);
            }
            for unresolved in &facts.unresolved {
                let module = module::prefixed(prefix, &unresolved.module);
                build.unresolved.push(Unresolved { module, ..unresolved.clone() });
            }
        }
        build.projects = facts.into_values().collect();
        if role == Role::Included {
            let root = world.root_name.as_deref();
            build.published.extend(build.projects.iter().filter_map(|facts| {
                let group = facts.ext.get("group").or_else(|| facts.properties.get("group"));
                let group = group.or_else(|| world.properties.get("group"))?.as_text()?;
                let name = match facts.path.rsplit(':').next() {
                    Some("") | None => root.or_else(|| dir.rsplit('/').next())?,
                    Some(name) => name,
                };
                Some(((group, name.to_owned()), module::prefixed(prefix, &facts.path)))
            }));
        }
        if role == Role::Main {
            build.substitute();
        }
        let shared = Shared { projects: build.projects.clone(), published: build.published.clone() };
        self.seen.insert(dir.to_owned(), shared);
        build
    }

    /// The version catalogs: what settings declare, and `gradle/libs.versions.toml`.
    fn catalogs(&self, world: &World<'_>, settings: &Facts, build: &mut Build) -> BTreeMap<String, Arc<Catalog>> {
        let mut catalogs = settings.settings.catalogs.clone();
        let mut sources = settings.settings.catalog_files.clone();
        let usual = join(&world.dir, "gradle/libs.versions.toml");
        if !sources.iter().any(|(name, _)| name == "libs") && self.files.exists(&usual) {
            sources.push(("libs".to_owned(), usual));
        }
        for (name, path) in sources {
            let catalog = catalogs.entry(name.clone()).or_insert_with(|| Catalog::new(&name));
            match self.files.read(&path) {
                Ok(source) => {
                    build.build_files.insert(path);
                    catalog.read(&source, &mut build.problems);
                }
                Err(ReadError::NotFound) => catalog.elsewhere = Some(Reason::Absent(path)),
                Err(error) => build.problems.push(error.problem(&path)),
            }
        }
        catalogs.into_iter().map(|(name, catalog)| (name, Arc::new(catalog))).collect()
    }

    /// Reads `buildSrc` and the included builds, and gathers the code that they bring.
    fn logic(&mut self, world: &World<'_>, settings: &Facts, prefix: &str, role: Role, build: &mut Build) -> Logic {
        let mut parts = Vec::new();
        let build_src = join(&world.dir, "buildSrc");
        if self.files.is_dir(&build_src) {
            parts.push((build_src, Role::Logic, [].as_slice()));
        }
        for included in &settings.settings.builds {
            let inner = if included.logic || role == Role::Logic { Role::Logic } else { Role::Included };
            if self.files.is_dir(&included.dir) {
                parts.push((included.dir.clone(), inner, included.substitutions.as_slice()));
            } else {
                build.unresolved.push(Unresolved {
                    expression: format!("includeBuild {}", included.dir),
                    reason: Reason::Absent(included.dir.clone()).text(),
                    module: module::prefixed(prefix, ":"),
                    evidence: vec![included.at.clone()],
                });
            }
        }
        let mut code = Logic::default();
        for (dir, inner, substitutions) in parts {
            let name = dir.rsplit('/').next().unwrap_or_default();
            let inner_prefix = format!("{prefix}:{name}");
            let mut part = self.read(&dir, &inner_prefix, inner, None);
            if !substitutions.is_empty() {
                // What settings say takes the place of what would follow from the names.
                part.published.retain(|_, path| !path.starts_with(&inner_prefix));
                part.published.extend(
                    substitutions.iter().map(|(group, name, path)| {
                        ((group.clone(), name.clone()), module::prefixed(&inner_prefix, path))
                    }),
                );
            }
            let dirs: Vec<String> = part.projects.iter().map(|facts| facts.dir.clone()).collect();
            let classes = part.projects.iter().flat_map(|facts| facts.plugin_classes.iter().cloned());
            logic::add(&mut code, self.files, self.scripts, &dirs, classes.collect());
            build.absorb(part);
        }
        code
    }
}

fn properties_of(files: &Files, path: &str, build: &mut Build) -> BTreeMap<String, Value> {
    match files.read(path) {
        Ok(source) => {
            build.build_files.insert(path.to_owned());
            properties::read(&source).into_iter().collect()
        }
        Err(ReadError::NotFound) => BTreeMap::new(),
        Err(error) => {
            build.problems.push(error.problem(path));
            BTreeMap::new()
        }
    }
}

/// Runs the settings script, if there is one.
fn settings_facts(world: &World<'_>) -> Facts {
    let mut interpreter = Interpreter::for_settings(world);
    for name in ["settings.gradle", "settings.gradle.kts"] {
        if let Some(script) = world.scripts.get(world.files, &join(&world.dir, name)) {
            interpreter.run(&script);
            break;
        }
    }
    interpreter.facts
}

/// Project paths and directories: what settings include, the projects above, and the root.
fn projects(files: &Files, dir: &str, settings: &Facts, modules: Option<&[String]>) -> BTreeMap<String, String> {
    let mut projects = BTreeMap::from([(":".to_owned(), dir.to_owned())]);
    for inner in modules.unwrap_or_default() {
        let relative = inner.strip_prefix(dir).unwrap_or(inner).trim_start_matches('/');
        projects.insert(format!(":{}", relative.replace('/', ":")), inner.clone());
    }
    let dirs = &settings.settings.dirs;
    for path in &settings.settings.includes {
        let usual = || {
            let relative = path.trim_start_matches(':').replace(':', "/");
            let inner = resolve(dir, &relative)?;
            if files.is_dir(&inner) {
                return Some(inner);
            }
            // A project above may have been moved, and this one with it.
            let (above, name) = path.rsplit_once(':')?;
            let moved = dirs.get(above).map(|above| join(above, name)).filter(|moved| files.is_dir(moved));
            Some(moved.unwrap_or(inner))
        };
        if let Some(inner) = dirs.get(path).cloned().or_else(usual) {
            projects.insert(path.clone(), inner);
        }
        // `:a:b` makes `:a` a project as well; it matters when it has a build script.
        let mut above = path.as_str();
        while let Some((parent, _)) = above.rsplit_once(':') {
            if parent.is_empty() {
                break;
            }
            above = parent;
            let relative = above.trim_start_matches(':').replace(':', "/");
            if let Some(inner) = dirs.get(above).cloned().or_else(|| resolve(dir, &relative))
                && !projects.contains_key(above)
                && (files.is_file(&join(&inner, "build.gradle")) || files.is_file(&join(&inner, "build.gradle.kts")))
            {
                projects.insert(above.to_owned(), inner);
            }
        }
    }
    projects
}

/// The facts of every project. A project sees what those above it have set, so they go first; projects of one
/// level do not see each other and are read at once.
fn evaluate(world: &World<'_>, settings: &Facts) -> BTreeMap<String, Arc<Facts>> {
    let mut levels: BTreeMap<usize, Vec<(&String, &String)>> = BTreeMap::new();
    for (path, dir) in &world.projects {
        let level = if path == ":" { 0 } else { path.matches(':').count() };
        levels.entry(level).or_default().push((path, dir));
    }
    let mut done: BTreeMap<String, Arc<Facts>> = BTreeMap::new();
    for level in levels.into_values() {
        let facts: Vec<Facts> =
            level.into_par_iter().map(|(path, dir)| project(world, settings, &done, path, dir)).collect();
        done.extend(facts.into_iter().map(|facts| (facts.path.clone(), Arc::new(facts))));
    }
    done
}

fn project(world: &World<'_>, settings: &Facts, done: &BTreeMap<String, Arc<Facts>>, path: &str, dir: &str) -> Facts {
    let mut parents: Vec<Arc<Facts>> = Vec::new();
    let mut above = path;
    while let Some((parent, _)) = above.rsplit_once(':') {
        if above == ":" {
            break;
        }
        above = if parent.is_empty() { ":" } else { parent };
        parents.extend(done.get(above).cloned());
    }
    let mut interpreter = Interpreter::new(world, path, dir, parents.clone());
    let entries = world.files.list(dir).unwrap_or_else(|error| {
        if !matches!(error, ReadError::NotFound) {
            world.scripts.report(error.problem(dir));
        }
        Vec::new()
    });
    // Whatever bears the name of a build file is read as one: a pipe or a directory is refused there, and named.
    let has = |name: &str| entries.iter().any(|entry| entry.name == name);
    if path != ":" && has("gradle.properties") {
        let file = join(dir, "gradle.properties");
        match world.files.read(&file) {
            Ok(source) => {
                interpreter.facts.properties = properties::read(&source).into_iter().collect();
                interpreter.facts.build_files.insert(file);
            }
            Err(error) => world.scripts.report(error.problem(&file)),
        }
    }
    for entry in &entries {
        let lock = match entry.name.as_str() {
            "gradle.lockfile" => Lock::File,
            "dependencies.txt" | "gradle-dependencies.txt" | "dependency-report.txt" => Lock::Report,
            _ => continue,
        };
        interpreter.facts.locks.push((join(dir, &entry.name), lock));
    }
    if path == ":" {
        let metadata = join(dir, "gradle/verification-metadata.xml");
        if world.files.is_file(&metadata) {
            interpreter.facts.locks.push((metadata, Lock::Verification));
        }
    }
    interpreter.run_deferred_of(settings);
    for parent in parents.iter().rev() {
        interpreter.run_deferred_of(parent);
    }
    let named = settings.settings.build_files.get(path);
    // Some builds name each script after its project.
    let own = dir.rsplit('/').next().unwrap_or_default();
    let own = [format!("{own}.gradle"), format!("{own}.gradle.kts")];
    let usual = ["build.gradle", "build.gradle.kts"].into_iter().chain(own.iter().map(String::as_str));
    let names = named.map(String::as_str).into_iter().chain(usual);
    if let Some(name) = names.into_iter().find(|name| has(name) || name.contains('/')) {
        let file = join(dir, name);
        if let Some(script) = world.scripts.get(world.files, &file) {
            interpreter.facts.script = Some(file);
            interpreter.run(&script);
        }
    }
    interpreter.run_deferred_of_own();
    interpreter.facts
}
