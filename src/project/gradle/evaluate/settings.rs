//! Settings scripts: which projects there are and where, included builds, catalogs.

use super::call::Givens;
use super::*;
use crate::project::catalog::VersionOf;
use crate::project::gradle::{files, refresh_versions};

/// What a settings script says.
#[derive(Debug, Default)]
pub(crate) struct SettingsFacts {
    /// Project paths in the order of the script.
    pub includes: Vec<String>,
    /// Directories that differ from the usual place, by project path.
    pub dirs: BTreeMap<String, String>,
    /// Names of build files that differ from the usual one.
    pub build_files: BTreeMap<String, String>,
    pub builds: Vec<IncludedBuild>,
    pub root_name: Option<String>,
    pub gradle: BTreeMap<String, Value>,
    pub catalogs: BTreeMap<String, Catalog>,
    /// Catalog files by catalog, read once the script's own entries are there.
    pub catalog_files: Vec<(String, String)>,
    /// Versions of plugins that projects apply without one, by id.
    pub plugin_versions: BTreeMap<String, String>,
    /// Whether the refreshVersions plugin gives its constants to the build's scripts.
    pub refresh_versions: bool,
    /// The entry that was added last, for `.versionRef("x")` after it.
    last: Option<(bool, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IncludedBuild {
    pub dir: String,
    /// Where it is included.
    pub at: Span,
    /// Whether it is included for its plugins.
    pub logic: bool,
    /// Modules that its projects stand for where it says so itself: group, name, project.
    pub substitutions: Vec<(String, String, String)>,
}

impl<'w> Interpreter<'w> {
    /// An interpreter for a settings script.
    pub fn for_settings(world: &'w World<'w>) -> Self {
        let mut interpreter = Self::new(world, ":", &world.dir, Vec::new());
        interpreter.blocks = vec![Block::Settings];
        interpreter
    }
}

impl Interpreter<'_> {
    /// A call in a settings script; nothing when it is no matter of settings.
    pub(super) fn settings_call(&mut self, block: &Block, name: &str, givens: &Givens) -> Option<Value> {
        if let Block::Catalog(catalog) = block {
            return self.catalog_call(catalog, name, givens);
        }
        if !self.is_in(&Block::Settings) && !matches!(block, Block::Catalogs) {
            return None;
        }
        match name {
            "include" | "includeFlat" if *block != Block::Tree => {
                for given in givens.positional().cloned().collect::<Vec<_>>() {
                    let mut paths = self.texts(&given.value);
                    // A path whose quote is not closed ends with its line, at the latest before a bracket.
                    if let Kind::Text(Phrase { text, gap: Some(Reason::Unclosed) }) = &given.value.kind {
                        let end = text.find([GAP, ',', ')', '\'', '"', ' ', ';']).unwrap_or(text.len());
                        paths.push(text[..end].to_owned());
                    }
                    if paths.is_empty() && !matches!(given.value.kind, Kind::List(_)) {
                        let span = self.span(given.start, given.end);
                        self.unresolved(span, given.value.reason(), &given.value.trail);
                    }
                    for path in paths {
                        self.include(&path, name == "includeFlat");
                    }
                }
                Some(Value::null())
            }
            "includeBuild" => {
                let logic = self.is_in(&Block::PluginManagement);
                for given in givens.positional().cloned().collect::<Vec<_>>() {
                    let dir = match &given.value.kind {
                        Kind::Path(path) => Some(path.clone()),
                        _ => given.value.as_text().and_then(|text| self.path(&text)),
                    };
                    match dir {
                        Some(dir) => {
                            let at = self.span(givens.start, givens.end);
                            let build = IncludedBuild { dir, at, logic, substitutions: Vec::new() };
                            self.facts.settings.builds.push(build);
                        }
                        None => {
                            let span = self.span(givens.start, givens.end);
                            self.unresolved(span, given.value.reason(), &given.value.trail);
                        }
                    }
                }
                Some(self.run_closure(givens, Block::Substitution))
            }
            "pluginManagement" => Some(self.run_closure(givens, Block::PluginManagement)),
            "buildscript" => Some(self.run_closure(givens, Block::Buildscript)),
            "plugins" if givens.closure().is_some() => Some(self.settings_plugins(givens)),
            // How builds applied it before settings could have plugins.
            "bootstrapRefreshVersions" | "bootstrapRefreshVersionsAndDependencies" => {
                self.facts.settings.refresh_versions = true;
                Some(Value::null())
            }
            "dependencyResolutionManagement" => Some(self.run_closure(givens, Block::Settings)),
            "versionCatalogs" => Some(self.run_closure(givens, Block::Catalogs)),
            "create" | "register" | "getByName" | "named" | "maybeCreate" if *block == Block::Catalogs => {
                let name = givens.text(0)?;
                Some(self.catalog(&name, givens))
            }
            "findProject" => {
                let path = givens.text(0)?;
                Some(Value::new(Kind::Project(self.absolute(&path))).fixed())
            }
            "settings" => Some(self.run_closure(givens, Block::Settings)),
            _ if *block == Block::Catalogs && givens.closure().is_some() => Some(self.catalog(name, givens)),
            _ => None,
        }
    }

    /// `plugins { }` of settings, and of their `pluginManagement`: what it says about plugins of projects. Those
    /// of settings themselves are no project's.
    fn settings_plugins(&mut self, givens: &Givens) -> Value {
        let outer = std::mem::take(&mut self.facts.plugins);
        self.run_closure(givens, Block::Plugins);
        let applied = std::mem::replace(&mut self.facts.plugins, outer);
        let managed = self.is_in(&Block::PluginManagement);
        let settings = &mut self.facts.settings;
        settings.refresh_versions |= !managed && applied.iter().any(|plugin| plugin.id == refresh_versions::PLUGIN);
        let versions = applied.into_iter().filter_map(|plugin| Some((plugin.id, plugin.version?)));
        settings.plugin_versions.extend(versions);
        Value::null()
    }

    fn include(&mut self, path: &str, flat: bool) {
        let path = path.trim().replace('/', ":");
        if path.is_empty() {
            return;
        }
        let path = if path.starts_with(':') { path } else { format!(":{path}") };
        if flat && let Some(dir) = files::resolve(&self.world.dir, &format!("../{}", path.trim_start_matches(':'))) {
            self.facts.settings.dirs.insert(path.clone(), dir);
        }
        if !self.facts.settings.includes.contains(&path) {
            self.facts.settings.includes.push(path);
        }
    }

    /// An assignment in a settings script; false when it is none of settings.
    pub(super) fn settings_assign(&mut self, receiver: Option<&Value>, name: &str, value: &Value) -> bool {
        if !self.is_in(&Block::Settings) {
            return false;
        }
        let path = match receiver.map(|receiver| &receiver.kind) {
            Some(Kind::Project(path)) => path.clone(),
            _ => return false,
        };
        match name {
            "projectDir" => {
                let dir = match &value.kind {
                    Kind::Path(path) => Some(path.clone()),
                    _ => value.as_text().and_then(|text| self.path(&text)),
                };
                match dir {
                    Some(dir) => {
                        self.facts.settings.dirs.insert(path, dir);
                    }
                    None => {
                        let (start, end) = self.at;
                        let span = self.span(start, end);
                        self.unresolved(span, value.reason(), &value.trail);
                    }
                }
                true
            }
            "buildFileName" => {
                if let Some(name) = value.as_text() {
                    self.facts.settings.build_files.insert(path, name);
                }
                true
            }
            "name" => {
                if path == ":" {
                    self.facts.settings.root_name = value.as_text();
                }
                true
            }
            _ => false,
        }
    }

    fn catalog(&mut self, name: &str, givens: &Givens) -> Value {
        let catalogs = &mut self.facts.settings.catalogs;
        catalogs.entry(name.to_owned()).or_insert_with(|| Catalog::new(name));
        self.run_closure(givens, Block::Catalog(name.to_owned()))
    }

    fn catalog_call(&mut self, name: &str, call: &str, givens: &Givens) -> Option<Value> {
        let span = self.span(givens.start, givens.end);
        let text = |at: usize| givens.text(at);
        let dir = self.world.dir.clone();
        let values: Vec<Value> = givens.positional().map(|given| given.value.clone()).collect();
        if call == "from" {
            for value in values {
                self.catalog_from(name, &value, &dir);
            }
            return Some(Value::null());
        }
        let members = match call {
            "bundle" => values.get(1).map(|value| self.texts(value)),
            _ => None,
        };
        let closure_version = match (call, givens.closure()) {
            ("version", Some(closure)) => {
                let outer = self.asked_version.take();
                self.within(Block::Options, |it| it.invoke(&closure, Vec::new()));
                std::mem::replace(&mut self.asked_version, outer).and_then(|value| value.as_text())
            }
            _ => None,
        };
        let settings = &mut self.facts.settings;
        let catalog = settings.catalogs.entry(name.to_owned()).or_insert_with(|| Catalog::new(name));
        let key = |alias: &str| crate::project::catalog::accessor(alias);
        match call {
            "version" if values.len() == 2 || (values.len() == 1 && closure_version.is_some()) => {
                let version = crate::project::catalog::Version { value: text(1).or(closure_version), at: span };
                let alias = text(0)?;
                catalog.versions.insert(key(&alias), version);
                // The call gives the alias back, for `versionRef`.
                return Some(Value::text(&alias));
            }
            "library" => {
                let alias = text(0)?;
                let (group, module, version) = match (text(1), text(2)) {
                    (Some(group), Some(module)) => (group, module, VersionOf::None),
                    (Some(notation), None) => {
                        let mut parts = notation.splitn(3, ':').map(str::to_owned);
                        let (group, module) = parts.next().zip(parts.next())?;
                        (group, module, parts.next().map_or(VersionOf::None, VersionOf::Plain))
                    }
                    _ => return Some(Value::null()),
                };
                catalog.add_library(&alias, group, module, version, span);
                settings.last = Some((false, key(&alias)));
            }
            "plugin" => {
                let (alias, id) = (text(0)?, text(1)?);
                catalog.add_plugin(&alias, id, VersionOf::None, span);
                settings.last = Some((true, key(&alias)));
            }
            "alias" => settings.last = Some((false, key(&text(0)?))),
            "to" => {
                let alias = settings.last.as_ref()?.1.clone();
                let (group, module, version) = match (text(0), text(1)) {
                    (Some(group), Some(module)) => (group, module, VersionOf::None),
                    (Some(notation), None) => {
                        let mut parts = notation.splitn(3, ':').map(str::to_owned);
                        let (group, module) = parts.next().zip(parts.next())?;
                        (group, module, parts.next().map_or(VersionOf::None, VersionOf::Plain))
                    }
                    _ => return Some(Value::null()),
                };
                catalog.add_library(&alias, group, module, version, span);
            }
            "toPluginId" => {
                let alias = settings.last.as_ref()?.1.clone();
                catalog.add_plugin(&alias, text(0)?, VersionOf::None, span);
                settings.last = Some((true, alias));
            }
            "version" | "versionRef" => {
                let (plugin, alias) = settings.last.clone()?;
                let version = closure_version.or_else(|| text(0))?;
                let (version, at) = match call {
                    "versionRef" => match catalog.version(&version) {
                        Some(found) => (found.value.clone(), Some(found.at.clone())),
                        None => (None, None),
                    },
                    _ => (Some(version), None),
                };
                if plugin {
                    if let Some(entry) = catalog.plugins.get_mut(&alias) {
                        entry.version = version;
                        entry.at.extend(at);
                    }
                } else if let Some(entry) = catalog.libraries.get_mut(&alias) {
                    entry.version = version;
                    entry.at.extend(at);
                }
            }
            "bundle" => {
                let members = members.unwrap_or_default().iter().map(|alias| key(alias)).collect();
                catalog.bundles.insert(key(&text(0)?), crate::project::catalog::Bundle { members, at: span });
            }
            "withoutVersion" => {}
            _ => return None,
        }
        Some(Value::null())
    }

    /// `from(files("../gradle/libs.versions.toml"))`, `from("com.example:catalog:1.0")`.
    fn catalog_from(&mut self, name: &str, value: &Value, dir: &str) {
        let mut paths: Vec<Result<String, String>> = Vec::new();
        match &value.kind {
            Kind::Notation(notation) => {
                if let Notation::Files(all) = &**notation {
                    for file in all {
                        match (&file.kind, file.as_text()) {
                            (Kind::Path(path), _) => paths.push(Ok(path.clone())),
                            (_, Some(text)) => paths.push(files::resolve(dir, &text).ok_or(text)),
                            _ => {}
                        }
                    }
                }
            }
            Kind::Path(path) => paths.push(Ok(path.clone())),
            _ => paths.extend(value.as_text().map(Err)),
        }
        for path in paths {
            match path {
                Ok(path) => self.facts.settings.catalog_files.push((name.to_owned(), path)),
                Err(place) => {
                    if let Some(catalog) = self.facts.settings.catalogs.get_mut(name) {
                        catalog.elsewhere = Some(Reason::Remote(place));
                    }
                }
            }
        }
    }
}
