//! Projects that configure others, or themselves once something else is there.

use super::call::Givens;
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
            "allprojects" | "beforeProject" | "afterProject" => self.configure_set(set(true), &closure),
            "subprojects" => self.configure_set(set(false), &closure),
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

    /// Whether the project `path` belongs to `set`.
    pub(super) fn belongs(&mut self, path: &str, set: &ProjectSet) -> bool {
        let below =
            set.of == ":" && path != ":" || path.strip_prefix(&set.of).is_some_and(|rest| rest.starts_with(':'));
        let inside = below || (set.all && path == set.of);
        let named = set.only.as_ref().is_none_or(|only| only.iter().any(|name| name == path));
        if !inside || !named || set.without.iter().any(|name| name == path) {
            return false;
        }
        set.filters.clone().iter().all(|(wanted, filter)| {
            let project = Value::new(Kind::Project(path.to_owned())).fixed();
            let value = self.within(Block::Other, |it| it.invoke(filter, vec![project]));
            match value.kind {
                Kind::Bool(known) => known == *wanted,
                _ => true,
            }
        })
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
