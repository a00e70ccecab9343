//! Projects that configure others, or themselves once something else is there.

use super::call::{Callable, Given, Givens};
use super::*;

impl Interpreter<'_> {
    /// `project(':x')`, with a closure that configures it.
    pub(super) fn project_call(&mut self, givens: &Givens) -> Value {
        let value = givens.named("path").or_else(|| givens.value(0)).cloned();
        let Some(value) = value else {
            return self.this();
        };
        let value = value.entry("path").unwrap_or(value);
        let value = match &value.kind {
            Kind::Project(_) => value,
            Kind::ProjectAccessor(_) => self.accessed_project(&value),
            Kind::OneOf(all) => {
                let all = all.iter().map(|one| match one.as_text() {
                    Some(path) => Value::new(Kind::Project(self.absolute(&path))).followed(&one.trail),
                    None => Value::unknown(one.reason()),
                });
                Value::one_of(all.collect()).followed(&value.trail)
            }
            _ => match value.as_text() {
                Some(path) => Value { kind: Kind::Project(self.absolute(&path)), ..value.clone() },
                None => Value::unknown(value.reason()),
            },
        };
        if let (Kind::Project(path), Some(closure)) = (&value.kind, givens.closure())
            && !matches!(self.block(), Block::Dependencies | Block::Options)
        {
            if matches!(self.block(), Block::Settings) {
                return self.run_with(value, givens);
            }
            let set = ProjectSet {
                all: true,
                of: ":".to_owned(),
                only: Some(vec![path.clone()]),
                without: Vec::new(),
                filters: Vec::new(),
            };
            self.configure_set(set, &closure);
        }
        value
    }

    /// The project `path` as something to depend on. Projects above one that is included exist without being named.
    pub(super) fn project_target(&self, path: String) -> Result<Target, Reason> {
        let projects = &self.world.projects;
        let included = projects.contains_key(&path) || projects.keys().any(|known| is_below(known, &path));
        if included || projects.is_empty() { Ok(Target::Project { path }) } else { Err(Reason::NoProject(path)) }
    }

    /// The method of that name that the script of `project` defines, where that is Groovy's.
    pub(super) fn script_function(&self, project: &Facts, name: &str, given: &[Given]) -> Option<Callable> {
        let script = self.world.scripts.get(self.world.files, project.script.as_deref()?)?;
        let function = self.overload(&script.body.functions, name, given)?;
        (script.dialect == Dialect::Groovy).then_some(Callable::Function(script, function, None))
    }

    /// `rootProject.version()`: a method of the script of a project above; nothing when it has none of that name.
    pub(super) fn call_script_function(&mut self, path: &str, name: &str, givens: &Givens) -> Option<Value> {
        let above = self.parents.iter().find(|above| above.path == path)?;
        let callable = self.script_function(above, name, &givens.all)?;
        Some(self.call_own(name, callable, givens.clone()))
    }

    /// The absolute path of the project that `path` names here.
    pub(super) fn absolute(&self, path: &str) -> String {
        if path.starts_with(':') {
            return path.to_owned();
        }
        if self.facts.path == ":" { format!(":{path}") } else { format!("{}:{path}", self.facts.path) }
    }

    /// `allprojects { }`, `subprojects { }`, `configure(…) { }`.
    pub(super) fn configure(&mut self, name: &str, givens: &Givens) -> Value {
        let Some(closure) = givens.closure() else {
            return Value::null();
        };
        let of = self.facts.path.clone();
        let set = |all: bool| ProjectSet { all, of: of.clone(), only: None, without: Vec::new(), filters: Vec::new() };
        match name {
            "allprojects" | "beforeProject" | "afterProject" => self.configure_projects(set(true), &closure),
            "subprojects" => self.configure_projects(set(false), &closure),
            "rootProject" => {
                let root = ProjectSet { only: Some(vec![":".to_owned()]), ..set(true) };
                self.configure_set(root, &closure);
            }
            _ => match givens.value(0).cloned() {
                Some(value) => self.configure_value(&value, &closure),
                // `configure<ApplicationExtension> { }`
                None => {
                    let block = block_of_type(&givens.types);
                    self.within(block, |it| it.invoke(&closure, Vec::new()));
                }
            },
        }
        Value::null()
    }

    pub(super) fn configure_value(&mut self, value: &Value, closure: &Arc<Closure>) {
        match &value.kind {
            Kind::ProjectSet(set) => self.configure_set(ProjectSet::clone(set), closure),
            Kind::Project(_) | Kind::List(_) => {
                let paths = self.elements(value).unwrap_or_else(|| vec![value.clone()]);
                let only = paths.iter().filter_map(|value| match &value.kind {
                    Kind::Project(path) => Some(path.clone()),
                    _ => None,
                });
                let only = Some(only.collect());
                let set = ProjectSet { all: true, of: ":".to_owned(), only, without: Vec::new(), filters: Vec::new() };
                self.configure_set(set, closure);
            }
            Kind::Tool(_) => {
                let block = self.block_of(value).unwrap_or(Block::Other);
                self.within(block, |it| it.invoke(closure, Vec::new()));
            }
            _ => {
                self.within(Block::Other, |it| it.invoke(closure, Vec::new()));
            }
        }
    }

    /// Runs `closure` here when this project belongs to `set`, and keeps it for the others.
    pub(super) fn configure_set(&mut self, set: ProjectSet, closure: &Arc<Closure>) {
        let path = self.facts.path.clone();
        if *self.block() != Block::Settings && !self.is_in(&Block::Settings) && self.belongs(&path, &set) {
            let this = self.this();
            self.within(Block::Project, |it| it.invoke(closure, vec![this]));
        }
        let closure = self.keep(closure);
        self.facts.deferred.push(Deferred { on: DeferredOn::Projects(set), closure });
    }

    /// Whether the project `path` belongs to `set`, or may.
    pub(super) fn belongs(&mut self, path: &str, set: &ProjectSet) -> bool {
        self.membership(path, set).unwrap_or(true)
    }

    /// Whether the project `path` belongs to `set`; nothing when a filter cannot tell.
    fn membership(&mut self, path: &str, set: &ProjectSet) -> Option<bool> {
        let inside = is_below(path, &set.of) || (set.all && path == set.of);
        let named = set.only.as_ref().is_none_or(|only| only.iter().any(|name| name == path));
        if !inside || !named || set.without.iter().any(|name| name == path) {
            return Some(false);
        }
        let mut membership = Some(true);
        for (wanted, filter) in &set.filters {
            let project = Value::new(Kind::Project(path.to_owned())).fixed();
            let value = self.within(Block::Other, |it| it.invoke(filter, vec![project]));
            match value.kind {
                Kind::Bool(known) if known != *wanted => return Some(false),
                Kind::Bool(_) => {}
                _ => membership = None,
            }
        }
        membership
    }

    /// The projects of `set`, and one that is not known where a filter cannot tell.
    pub(super) fn projects_of(&mut self, set: &ProjectSet) -> Vec<Value> {
        let world = self.world;
        let mut projects = Vec::new();
        let mut doubtful = false;
        for path in world.projects.keys() {
            match self.membership(path, set) {
                Some(true) => projects.push(Value::new(Kind::Project(path.clone())).fixed()),
                Some(false) => {}
                None => doubtful = true,
            }
        }
        if doubtful {
            projects.push(Value::unknown(Reason::Expression));
        }
        projects
    }

    /// The projects directly below `path`; in settings those that are included by now.
    pub(super) fn children(&self, path: &str) -> Vec<Value> {
        let prefix = if path == ":" { ":".to_owned() } else { format!("{path}:") };
        let mut children: Vec<String> = Vec::new();
        for below in self.world.projects.keys().chain(&self.facts.settings.includes) {
            let Some(name) = below.strip_prefix(&prefix).and_then(|rest| rest.split(':').next()) else {
                continue;
            };
            let child = format!("{prefix}{name}");
            if !name.is_empty() && !children.contains(&child) {
                children.push(child);
            }
        }
        children.into_iter().map(|path| Value::new(Kind::Project(path)).fixed()).collect()
    }

    /// A method of a set of projects; nothing when it is one that every list has.
    pub(super) fn project_set_method(
        &mut self,
        value: &Value,
        set: &ProjectSet,
        name: &str,
        givens: &Givens,
    ) -> Option<Value> {
        let mut set = ProjectSet::clone(set);
        match (name, givens.closure()) {
            ("findAll" | "filter" | "matching" | "filterNot", Some(filter)) => {
                set.filters.push((name != "filterNot", self.keep(&filter)));
                Some(Value::new(Kind::ProjectSet(Arc::new(set))))
            }
            ("minus" | "minusElement", _) => {
                let other = givens.value(0).cloned()?;
                Some(self.subtract(value.clone(), other))
            }
            ("each" | "forEach" | "all" | "configureEach" | "onEach", Some(closure)) => {
                self.each_project(set, &closure);
                Some(value.clone())
            }
            ("toList" | "toSet" | "sorted" | "sortedBy" | "asSequence" | "toTypedArray", _) => Some(value.clone()),
            _ => None,
        }
    }

    /// `allprojects { }` and `subprojects { }`; within `dependencies` the projects are what is depended on.
    pub(super) fn configure_projects(&mut self, set: ProjectSet, closure: &Arc<Closure>) {
        if *self.block() == Block::Dependencies {
            for project in self.projects_of(&set) {
                self.on(project.clone(), |it| it.invoke(closure, vec![project]));
            }
        } else {
            self.configure_set(set, closure);
        }
    }

    /// Runs `closure` with each project of `set`. Within `dependencies` the projects are what is depended on.
    /// Elsewhere they are mostly configured, and a project below waits until it is its turn; one that stands
    /// elsewhere in the build is no matter of this script but as something to depend on.
    pub(super) fn each_project(&mut self, set: ProjectSet, closure: &Arc<Closure>) {
        let in_dependencies = *self.block() == Block::Dependencies;
        let own = self.facts.path.clone();
        if !in_dependencies {
            self.configure_set(set.clone(), closure);
        }
        if self.is_in(&Block::Settings) {
            return;
        }
        for project in self.projects_of(&set) {
            let configured = match &project.kind {
                Kind::Project(path) => *path == own || is_below(path, &own) || own == ":",
                _ => true,
            };
            if in_dependencies || !configured {
                self.invoke(closure, vec![project]);
            }
        }
    }

    pub(super) fn with_plugin(&mut self, givens: &Givens) -> Value {
        if let (Some(id), Some(closure)) = (givens.text(0), givens.closure()) {
            let closure = self.keep(&closure);
            self.facts.deferred.push(Deferred { on: DeferredOn::Plugin(id), closure });
        }
        Value::null()
    }

    /// `extensions.getByType<X>()`, `the<X>()`, and the same with a class as argument.
    pub(super) fn extension_of_type(&mut self, givens: &Givens) -> Value {
        let mut types = givens.types.clone();
        types.extend(givens.positional().filter_map(|given| match &given.value.kind {
            Kind::Unknown(Reason::Undefined(name)) => Some(name.clone()),
            _ => None,
        }));
        let value = match types.first().map(String::as_str) {
            Some("VersionCatalogsExtension") => Value::new(Kind::Tool(Tool::Catalogs)),
            Some("ExtraPropertiesExtension") => Value::new(Kind::Ext(self.facts.path.clone())),
            Some("LibrariesForLibs") => self.name("libs"),
            _ => match block_of_type(&types) {
                Block::Android => Value::new(Kind::Tool(Tool::Android)),
                _ => Value::unknown(Reason::Function("getByType".to_owned())),
            },
        };
        if givens.closure().is_some() {
            return self.run_with(value, givens);
        }
        value
    }
}

/// Whether the project `path` stands below the project `above`.
fn is_below(path: &str, above: &str) -> bool {
    match above {
        ":" => path != ":",
        _ => path.strip_prefix(above).is_some_and(|rest| rest.starts_with(':')),
    }
}

/// The block that configuring an extension of that type opens.
pub(super) fn block_of_type(types: &[String]) -> Block {
    const ANDROID: [&str; 12] = [
        "ApplicationExtension",
        "LibraryExtension",
        "CommonExtension",
        "BaseExtension",
        "AppExtension",
        "TestedExtension",
        "BaseAppModuleExtension",
        "DynamicFeatureExtension",
        "TestExtension",
        "ApplicationAndroidComponentsExtension",
        "LibraryAndroidComponentsExtension",
        "KotlinMultiplatformAndroidLibraryTarget",
    ];
    match types.first().map(String::as_str) {
        Some(name) if ANDROID.contains(&name) => Block::Android,
        Some(name) if name.starts_with("Kotlin") => Block::Kotlin,
        _ => Block::Other,
    }
}
