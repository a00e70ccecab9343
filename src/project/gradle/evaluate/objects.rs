//! Methods of Gradle's objects: paths, dependencies, catalogs, projects, and the tools of scripts.

use super::call::Givens;
use super::configurations::{EACH, PICKS};
use super::methods::unknown_name;
use super::projects::block_of_type;
use super::*;
use crate::project::gradle::files;
use crate::source::EntryKind;

impl Interpreter<'_> {
    /// A path's methods: what is below it, and readers of it, which stay the path.
    pub(super) fn path_method(&mut self, value: &Value, path: &str, name: &str, givens: &Givens) -> Value {
        match name {
            "listFiles" | "eachDir" | "eachFile" | "walk" | "walkTopDown" | "listFilesOrdered" | "eachDirRecurse"
            | "eachFileRecurse" | "list" => {
                let deep = matches!(name, "walk" | "walkTopDown" | "eachDirRecurse" | "eachFileRecurse");
                let paths = self.paths_below(path, deep, name.starts_with("eachDir"));
                let list = Value::list(paths);
                if name.starts_with("each") {
                    return self.list_method(&list, "each", givens);
                }
                match (name, givens.closure()) {
                    ("listFiles", Some(_)) => self.list_method(&list, "filter", givens),
                    _ => list,
                }
            }
            "exists" | "isDirectory" | "isFile" | "canRead" => {
                let files = self.world.files;
                let known = match name {
                    "isDirectory" => files.is_dir(path),
                    "isFile" => files.is_file(path),
                    _ => files.is_file(path) || files.is_dir(path),
                };
                Value::new(Kind::Bool(known)).fixed()
            }
            "getName" => self.member(value, "name"),
            "getParentFile" | "getParent" => self.member(value, "parentFile"),
            "resolve" | "file" | "dir" | "resolveSibling" => match givens.text(0) {
                Some(text) => match files::resolve(path, &text) {
                    Some(path) => Value { kind: Kind::Path(path), ..value.clone() },
                    None => Value::unknown(Reason::Absent(text)),
                },
                None => Value::unknown(Reason::Expression),
            },
            "withInputStream" | "withReader" | "inputStream" | "reader" | "newDataInputStream" | "use"
            | "withStream"
                if givens.closure().is_some() =>
            {
                self.run_with(value.clone(), givens)
            }
            "readText" | "getText" | "readLines" | "readLine" | "lastModified" => {
                Value::unknown(Reason::Function(name.to_owned()))
            }
            "relativeTo" | "toRelativeString" => match givens.value(0).map(|base| &base.kind) {
                Some(Kind::Path(base)) => {
                    let rest = path.strip_prefix(base.as_str()).unwrap_or(path).trim_start_matches('/');
                    Value::text(rest).fixed()
                }
                _ => Value::unknown(Reason::Expression),
            },
            _ => value.clone(),
        }
    }

    fn paths_below(&self, path: &str, deep: bool, dirs_only: bool) -> Vec<Value> {
        const MOST: usize = 4096;
        const SKIPPED: [&str; 5] = ["build", "src", ".git", ".gradle", "node_modules"];
        let mut found = Vec::new();
        let mut open = vec![path.to_owned()];
        while let Some(dir) = open.pop() {
            for entry in self.world.files.list(&dir).unwrap_or_default() {
                let inner = files::join(&dir, &entry.name);
                let is_dir = entry.kind == EntryKind::Directory;
                if found.len() >= MOST {
                    return found;
                }
                if is_dir && deep && !SKIPPED.contains(&entry.name.as_str()) {
                    open.push(inner.clone());
                }
                if is_dir || !dirs_only {
                    found.push(Value::new(Kind::Path(inner)).fixed());
                }
            }
        }
        found
    }

    pub(super) fn notation_method(&mut self, value: Value, notation: Notation, name: &str, givens: &Givens) -> Value {
        match (notation, name) {
            (Notation::Plugin { id, .. }, "version") => {
                let given = givens.value(0).cloned().unwrap_or_else(Value::null);
                let version = given.as_text();
                let trail = value.trail.clone();
                Value::notation(Notation::Plugin { id, version }).followed(&trail).followed(&given.trail)
            }
            (Notation::Plugin { id, version }, "apply") => match givens.value(0).map(|given| &given.kind) {
                Some(Kind::Bool(false)) => {
                    self.facts.plugin_versions.extend(version.map(|version| (id, version)));
                    Value::null()
                }
                _ => value,
            },
            // `fileTree("libs").filter { it.name.endsWith(".jar") }`
            (Notation::Tree { .. } | Notation::Files(_), "filter" | "filterNot" | "findAll")
                if givens.closure().is_some() =>
            {
                self.filtered_files(&value, name, givens)
            }
            (Notation::Tree { dir, mut include, mut exclude }, "include" | "exclude" | "matching" | "filter") => {
                let texts: Vec<String> = givens.positional().flat_map(|given| self.texts(&given.value)).collect();
                if name == "exclude" {
                    exclude.extend(texts)
                } else {
                    include.extend(texts)
                }
                if let Some(closure) = givens.closure() {
                    let (more, less) = self.tree_filters(&closure);
                    include.extend(more);
                    exclude.extend(less);
                }
                Value { kind: Kind::Notation(Arc::new(Notation::Tree { dir, include, exclude })), ..value }
            }
            (
                Notation::Tree { dir: Some(dir), include, exclude },
                "each" | "forEach" | "files" | "getFiles" | "visit",
            ) => {
                let paths = files::matching(self.world.files, &dir, &include, &exclude);
                let list = Value::list(paths.into_iter().map(|path| Value::new(Kind::Path(path)).fixed()).collect());
                if givens.closure().is_some() { self.list_method(&list, "each", givens) } else { list }
            }
            _ => {
                self.run_closure(givens, Block::Options);
                value
            }
        }
    }

    pub(super) fn catalog_method(
        &mut self,
        value: &Value,
        catalog: &Arc<Catalog>,
        section: Section,
        alias: &str,
        name: &str,
        givens: &Givens,
    ) -> Value {
        let at = |section, alias| value.accessor(catalog, section, alias);
        let first = givens.text(0);
        match (name, first) {
            ("findLibrary" | "getLibrary" | "library", Some(alias)) => at(Section::Libraries, alias),
            ("findBundle" | "getBundle" | "bundle", Some(alias)) => at(Section::Bundles, alias),
            ("findVersion" | "getVersion" | "version", Some(alias)) => at(Section::Versions, alias),
            ("findPlugin" | "getPlugin" | "plugin", Some(alias)) => at(Section::Plugins, alias),
            ("findLibrary" | "findBundle" | "findVersion" | "findPlugin", None) => {
                Value::unknown(givens.value(0).map_or(Reason::Expression, Value::reason))
            }
            ("getPluginId" | "getGroup" | "getName" | "getVersion", _) => {
                let member = lower_getter(name);
                self.accessor_value(value, &member)
            }
            (
                "get"
                | "orNull"
                | "getOrNull"
                | "orElse"
                | "getOrElse"
                | "asProvider"
                | "provider"
                | "getModule"
                | "toInt"
                | "toInteger"
                | "asType"
                | "toLong"
                | "getRequiredVersion"
                | "toIntOrNull"
                | "getVersionConstraint"
                | "orElseThrow"
                | "orElseGet"
                | "copy",
                _,
            ) => match (section, name) {
                (Section::Versions, "toInt" | "toInteger") => self.join(std::slice::from_ref(value)),
                (Section::Libraries, _) if self.is_longer(catalog, alias, name) => {
                    at(section, format!("{alias}.{name}"))
                }
                _ => value.clone(),
            },
            ("map" | "flatMap", _) => match givens.closure() {
                Some(closure) => self.invoke(&closure, vec![value.clone()]),
                None => value.clone(),
            },
            ("each" | "forEach", _) => match self.elements(value) {
                Some(elements) => self.list_method(&Value::list(elements), name, givens),
                None => Value::null(),
            },
            // `fun VersionCatalog.lib(name: String) = findLibrary(name).get()`
            _ if self.has_own_function(name) => self.on(value.clone(), |it| it.call(name, givens.clone())),
            _ => {
                self.run_closure(givens, Block::Other);
                value.clone()
            }
        }
    }

    fn is_longer(&self, catalog: &Catalog, alias: &str, name: &str) -> bool {
        !alias.is_empty() && catalog.library(&format!("{alias}.{name}")).is_some()
    }

    fn accessor_value(&mut self, value: &Value, member: &str) -> Value {
        self.member(value, member)
    }

    pub(super) fn project_method(&mut self, path: &str, name: &str, givens: Givens) -> Value {
        let own = path == self.facts.path;
        match name {
            "property" | "findProperty" | "getProperty" | "propertyOrNull" if !own => {
                let project = Value::new(Kind::Project(path.to_owned()));
                givens.text(0).map_or_else(|| Value::unknown(Reason::Environment), |key| self.member(&project, &key))
            }
            "file" | "files" | "fileTree" if !own => {
                // Paths are relative to the project that is asked.
                let dir = match path {
                    ":" => self.world.dir.clone(),
                    _ => self.world.projects.get(path).cloned().unwrap_or_default(),
                };
                let outer = std::mem::replace(&mut self.facts.dir, dir);
                let value = self.call_file_function(name, givens);
                self.facts.dir = outer;
                value
            }
            "getRootProject" => self.name("rootProject"),
            "allprojects" | "subprojects" if own || path == ":" => {
                let set = self.member(&Value::new(Kind::Project(path.to_owned())), name);
                match (&set.kind, givens.closure()) {
                    (Kind::ProjectSet(set), Some(closure)) => {
                        self.configure_projects(ProjectSet::clone(set), &closure);
                        Value::null()
                    }
                    _ => set,
                }
            }
            _ if own => self.within(Block::Project, |it| it.call(name, givens)),
            "project" | "findProject" => self.call(name, givens),
            "getName" | "getPath" | "getProjectDir" | "getRootDir" | "getParent" | "getExt" => {
                let project = Value::new(Kind::Project(path.to_owned()));
                self.member(&project, &lower_getter(name))
            }
            "apply" | "afterEvaluate" | "dependencies" | "configurations" | "beforeEvaluate" | "repositories"
            | "android" => {
                if let Some(closure) = givens.closure() {
                    let set = ProjectSet {
                        all: true,
                        of: ":".to_owned(),
                        only: Some(vec![path.to_owned()]),
                        without: Vec::new(),
                        filters: Vec::new(),
                    };
                    if name == "afterEvaluate" {
                        self.configure_set(set, &closure);
                    }
                }
                Value::null()
            }
            _ => self.call_script_function(path, name, &givens).unwrap_or_else(|| {
                self.run_closure(&givens, Block::Other);
                Value::unknown(Reason::Function(name.to_owned()))
            }),
        }
    }

    fn call_file_function(&mut self, name: &str, givens: Givens) -> Value {
        match name {
            "file" => self.file(&givens),
            "fileTree" => self.file_tree(&givens),
            _ => {
                // Resolved now, while the directory is the other project's.
                let mut paths = Vec::new();
                for given in givens.positional().cloned().collect::<Vec<_>>() {
                    let inner =
                        Givens { all: vec![given.clone()], types: Vec::new(), start: given.start, end: given.end };
                    paths.push(match given.value.kind {
                        Kind::Text(_) => self.file(&inner).behind(self.span(given.start, given.end)),
                        _ => given.value,
                    });
                }
                Value::notation(Notation::Files(paths))
            }
        }
    }

    pub(super) fn tool_method(&mut self, value: &Value, tool: Tool, name: &str, givens: Givens) -> Value {
        match (tool, name) {
            (Tool::Plugins, "apply" | "hasPlugin" | "withId" | "withPlugin" | "findPlugin" | "withType") => {
                self.plugins_method(name, &givens)
            }
            (Tool::Dependencies, _) => self.within(Block::Dependencies, |it| it.call(name, givens)),
            (Tool::Configurations, _) if EACH.contains(&name) || PICKS.contains(&name) => {
                self.configurations_method(name, &givens)
            }
            (Tool::Configurations, _) => self
                .within(Block::Configurations, |it| it.android_call(&Block::Configurations, name, &givens))
                .unwrap_or_else(Value::null),
            (Tool::Extensions, "configure" | "getByType" | "findByType" | "getByName" | "findByName") => {
                let named = givens.text(0);
                match named.as_deref() {
                    Some("android") => {
                        let has = self.has_plugin("com.android.base");
                        if name.starts_with("find") && has == Some(false) {
                            return Value::null().fixed();
                        }
                        let android = Value { fixed: has == Some(true), ..Value::new(Kind::Tool(Tool::Android)) };
                        if givens.closure().is_some() { self.run_with(android, &givens) } else { android }
                    }
                    Some("ext") => Value::new(Kind::Ext(self.facts.path.clone())),
                    Some(name) if self.world.catalogs.contains_key(name) => self.name(name),
                    Some("kotlin") => self.run_closure(&givens, Block::Kotlin),
                    _ => {
                        let found = self.extension_of_type(&Givens {
                            all: givens
                                .all
                                .iter()
                                .filter(|given| !matches!(given.value.kind, Kind::Closure(_)))
                                .cloned()
                                .collect(),
                            ..givens.clone()
                        });
                        if let (Kind::Unknown(_), Some(closure)) = (&found.kind, givens.closure()) {
                            let mut types = givens.types.clone();
                            types.extend(givens.value(0).and_then(unknown_name));
                            let block = block_of_type(&types);
                            return self.within(block, |it| it.invoke(&closure, vec![found]));
                        }
                        if givens.closure().is_some() { self.run_with(found, &givens) } else { found }
                    }
                }
            }
            (Tool::Catalogs, "named" | "find" | "getByName" | "create" | "register") => match givens.text(0) {
                Some(name) if givens.closure().is_none() => self.name(&name),
                _ => self.settings_call(&Block::Catalogs, name, &givens).unwrap_or_else(Value::null),
            },
            (Tool::Providers, "gradleProperty") => match givens.text(0) {
                Some(name) => self.property(&name),
                None => Value::unknown(Reason::Environment),
            },
            (Tool::Providers, "provider") => self.global(name, givens),
            (Tool::Layout, "file" | "dir") => self.file(&givens),
            (Tool::Layout, _) => value.clone(),
            (Tool::Settings, _) => {
                let block = Block::Settings;
                self.within(block, |it| it.call(name, givens))
            }
            (Tool::Android, _) => self.within(Block::Android, |it| it.call(name, givens)),
            (Tool::SourceSets, _) if self.is_in(&Block::Kotlin) => {
                self.within(Block::KotlinSets, |it| it.call(name, givens))
            }
            (Tool::SourceSets, _) => self.within(Block::SourceSets, |it| it.call(name, givens)),
            _ => {
                self.run_closure(&givens, Block::Other);
                Value::unknown(Reason::Function(name.to_owned()))
            }
        }
    }
}

/// `getName` as `name`.
pub(super) fn lower_getter(name: &str) -> String {
    let rest = name.strip_prefix("get").unwrap_or(name);
    let mut characters = rest.chars();
    match characters.next() {
        Some(first) => format!("{}{}", first.to_lowercase(), characters.as_str()),
        None => String::new(),
    }
}
