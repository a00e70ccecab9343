//! Calls on a value: which method it is, and the methods of texts, lists and maps.

use super::call::{FILLED, Givens};
use super::objects::lower_getter;
use super::*;

impl Interpreter<'_> {
    /// `value.name(…)`
    pub(super) fn call_on(&mut self, value: Value, name: &str, givens: Givens) -> Value {
        if !self.step() || self.depth >= MAX_DEPTH {
            return Value::unknown(Reason::TooComplex);
        }
        if let Block::Catalog(_) = self.block()
            && let Some(result) = self.settings_call(&self.block().clone(), name, &givens)
        {
            return result;
        }
        if *self.block() == Block::Substitution && matches!(name, "using" | "with") {
            self.substitution(&value, &givens);
            return Value::null();
        }
        if name == "dependencySubstitution" {
            return self.run_closure(&givens, Block::Substitution);
        }
        if let Some(result) = self.scope_function(&value, name, &givens) {
            return result;
        }
        if let Some(result) = self.android_call_on(&value, name, &givens) {
            return result;
        }
        match &value.kind {
            Kind::Text(_) | Kind::Number(_) => self.text_method(&value, name, &givens),
            Kind::List(_) | Kind::ProjectSet(_) => self.list_method(&value, name, &givens),
            Kind::Map(_) => self.map_method(&value, name, &givens),
            Kind::OneOf(all) => {
                let all = Arc::clone(all);
                let mut results = Vec::new();
                self.conditional += 1;
                for one in all.iter() {
                    results.push(self.call_on(one.clone(), name, givens.clone()));
                }
                self.conditional -= 1;
                results.retain(|result| !result.is_unknown());
                Value::one_of(results).followed(&value.trail)
            }
            Kind::Project(path) => {
                let path = path.clone();
                self.project_method(&path, name, givens)
            }
            Kind::Ext(path) => match (name, givens.text(0)) {
                ("set", Some(key)) => {
                    let span = self.span(givens.start, givens.end);
                    let new = define(givens.value(1).cloned().unwrap_or_else(Value::null), span);
                    if *path == self.facts.path {
                        self.write((EXT, key), new);
                    }
                    Value::null()
                }
                (
                    "get" | "getProperty" | "getOrDefault" | "getOrElse" | "getAt" | "getValue" | "getOrNull",
                    Some(key),
                ) => self.member(&value, &key),
                ("has" | "containsKey" | "hasProperty", Some(key)) => {
                    let known = !self.member(&value, &key).is_unknown();
                    if known { Value::new(Kind::Bool(true)) } else { Value::unknown(Reason::Environment) }
                }
                _ => self.run_closure(&givens, Block::Ext),
            },
            Kind::Gradle => match name {
                "allprojects" | "beforeProject" | "afterProject" | "rootProject" | "projectsEvaluated" => {
                    self.call(name, givens)
                }
                "set" => match givens.text(0) {
                    Some(key) => {
                        let new = givens.value(1).cloned().unwrap_or_else(Value::null);
                        self.facts.settings.gradle.insert(key, new);
                        Value::null()
                    }
                    None => Value::null(),
                },
                "get" => givens.text(0).map_or_else(Value::null, |key| self.member(&value, &key)),
                _ => self.run_closure(&givens, Block::Other),
            },
            Kind::Tool(tool) => {
                let tool = *tool;
                self.tool_method(&value, tool, name, givens)
            }
            Kind::Configuration(configuration) => {
                let configuration = configuration.clone();
                match name {
                    "extendsFrom" => {
                        for given in givens.positional().cloned().collect::<Vec<_>>() {
                            if let Some(base) = given.value.as_text().or_else(|| unknown_name(&given.value)) {
                                self.facts.configurations.entry(base).or_default().insert(configuration.clone());
                            }
                        }
                        value
                    }
                    // `dependencies` is then the project's.
                    "create" => givens.value(0).cloned().unwrap_or_else(Value::null),
                    "add" | "addLater" | "addAll" => {
                        let named = Value { kind: Kind::Text(Phrase::new(&configuration)), ..value };
                        self.blocks.push(Block::Dependencies);
                        let ignored: Vec<Block> = std::mem::take(&mut self.blocks);
                        self.blocks = ignored.iter().filter(|block| **block != Block::Ignored).cloned().collect();
                        let result = self.add_dependencies(&named, &givens, 0);
                        self.blocks = ignored;
                        self.blocks.pop();
                        result
                    }
                    _ => {
                        self.run_with(value.clone(), &givens);
                        value
                    }
                }
            }
            Kind::Unknown(Reason::Undefined(base)) if name == "extendsFrom" => {
                let base = Value::new(Kind::Configuration(base.clone()));
                self.call_on(base, name, givens)
            }
            Kind::Accessor(catalog, section, alias) => {
                let (catalog, section, alias) = (Arc::clone(catalog), *section, alias.clone());
                self.catalog_method(&value, &catalog, section, &alias, name, &givens)
            }
            Kind::Class(class) => {
                let class = Arc::clone(class);
                if name == "values" && !class.class.constants.is_empty() {
                    return self.constants(&class);
                }
                match self.class_function(&class, name) {
                    Some((script, function)) => self.call_method(&script, &function, class, givens),
                    None => match self.class_member(&class, name) {
                        Some(Value { kind: Kind::Closure(closure), .. }) => self.invoke_with(&closure, givens),
                        _ => Value::unknown(Reason::Function(format!("{}.{name}", class.class.name))),
                    },
                }
            }
            Kind::Path(path) => {
                let path = path.clone();
                self.path_method(&value, &path, name, &givens)
            }
            Kind::Notation(notation) => {
                let notation = Notation::clone(notation);
                self.notation_method(value, notation, name, &givens)
            }
            Kind::Closure(closure) if matches!(name, "call" | "invoke") => {
                self.invoke_with(&Arc::clone(closure), givens)
            }
            Kind::Pair(key, inner) => match name {
                "getKey" => Value { kind: Kind::Text(Phrase::new(key)), ..value.clone() },
                "getValue" => Value::clone(inner),
                _ => value,
            },
            Kind::Instance(object) => {
                let object = Arc::clone(object);
                match self.class_function(&object.class, name) {
                    Some((script, function)) => {
                        self.call_on_object(&object, &script, &function, givens).followed(&value.trail)
                    }
                    None if name.starts_with("get") && value.entry(&lower_getter(name)).is_some() => {
                        self.member(&value, &lower_getter(name))
                    }
                    None => value,
                }
            }
            Kind::ProjectAccessor(_) | Kind::Bool(_) => value,
            // A catalog that a function fetches by its name: `extensions.getByType(…).named("libs")`.
            _ => match name {
                "named" | "find" if givens.text(0).is_some_and(|name| self.world.catalogs.contains_key(&name)) => {
                    let name = givens.text(0).unwrap_or_default();
                    self.name(&name)
                }
                // `providers.of(…)`, `System.getenv("X")` and the rest: blocks that belong to it still run.
                _ => self.run_unknown(&value, name, &givens),
            },
        }
    }

    fn run_unknown(&mut self, value: &Value, name: &str, givens: &Givens) -> Value {
        if let Some(callable) = self.has_own_function(name).then_some(name) {
            // An extension function of the build's own, on a receiver that does not matter.
            return self.call(callable, givens.clone());
        }
        match &value.kind {
            Kind::Unknown(Reason::Undefined(base))
                if base == "artifacts" && name == "add" && givens.text(0).as_deref() == Some("default") =>
            {
                return self.default_artifact(givens, 1);
            }
            Kind::Unknown(Reason::Undefined(base))
                if matches!(
                    base.as_str(),
                    "Arrays" | "List" | "Set" | "Collections" | "ImmutableList" | "ImmutableSet"
                ) && matches!(name, "asList" | "of" | "singletonList" | "singleton") =>
            {
                return self.global("listOf", givens.clone());
            }
            // `new java.util.HashMap<>()`
            Kind::Unknown(Reason::Undefined(base))
                if ["java.", "kotlin.", "groovy."].iter().any(|library| base.starts_with(library))
                    && !base.contains(char::is_uppercase) =>
            {
                return self.global(name, givens.clone());
            }
            Kind::Unknown(Reason::Undefined(base)) if matches!(base.as_str(), "Map" | "ImmutableMap") => {
                return match name {
                    "of" => {
                        let all: Vec<&super::call::Given> = givens.positional().collect();
                        let entries = all.chunks_exact(2).filter_map(|entry| {
                            let span = self.span(entry[0].start, entry[1].end);
                            Some((entry[0].value.as_text()?, define(entry[1].value.clone(), span)))
                        });
                        Value::map(entries.collect())
                    }
                    "entry" => {
                        let span = self.span(givens.start, givens.end);
                        match (givens.text(0), givens.value(1)) {
                            (Some(key), Some(value)) => {
                                Value::new(Kind::Pair(key, Arc::new(define(value.clone(), span))))
                            }
                            _ => Value::unknown(Reason::Expression),
                        }
                    }
                    "ofEntries" => self.global("mapOf", givens.clone()),
                    _ => givens.value(0).cloned().unwrap_or_else(Value::null),
                };
            }
            Kind::Unknown(Reason::Undefined(base)) if base == "String" && name == "format" => {
                return match givens.text(0) {
                    Some(text) => self.format(&Value::null(), &text, givens, 1),
                    None => Value::unknown(Reason::Function(name.to_owned())),
                };
            }
            _ => {}
        }
        // `providers.gradleProperty("x").getOrElse("1")`
        if matches!(name, "getOrElse" | "orElse" | "getOrDefault")
            && let (Kind::Unknown(_), Some(default)) = (&value.kind, givens.value(0))
        {
            return default.clone();
        }
        // `System.getProperty("x", "1")`
        if let ("getProperty", Reason::Environment, Some(default)) = (name, value.reason(), givens.value(1)) {
            return default.clone();
        }
        match givens.closure() {
            // `taskNames.each { … }` in a `dependencies` block: whether it runs is not known.
            Some(closure) if *self.block() == Block::Dependencies => {
                self.conditional += 1;
                self.invoke(&closure, vec![Value::unknown(value.reason())]);
                self.conditional -= 1;
            }
            _ => {
                self.run_closure(givens, Block::Other);
            }
        }
        match &value.kind {
            Kind::Unknown(reason) if *reason == Reason::Environment => value.clone(),
            Kind::Unknown(Reason::Undefined(base)) => {
                Value::unknown(Reason::Function(format!("{base}.{name}"))).followed(&value.trail)
            }
            _ => Value::unknown(Reason::Function(name.to_owned())).followed(&value.trail),
        }
    }

    /// Functions that every value has: Kotlin's scope functions, Groovy's `with`, conversions.
    fn scope_function(&mut self, value: &Value, name: &str, givens: &Givens) -> Option<Value> {
        match name {
            "apply" if givens.closure().is_some() && givens.all.len() == 1 && givens.types.is_empty() => {
                let changed = self.run_on(value, givens);
                Some(changed)
            }
            "also" | "tap" if givens.closure().is_some() => Some(self.run_on(value, givens)),
            "run" | "let" | "with" | "use" if givens.closure().is_some() => Some(self.run_with(value.clone(), givens)),
            "ifPresent" if givens.closure().is_some() => {
                let closure = givens.closure()?;
                Some(self.invoke(&closure, vec![value.clone()]))
            }
            "takeIf" | "takeUnless" | "ifPresent" | "orEmpty" | "asFile" | "getAsFile" | "toFile" | "asPath" => {
                Some(value.clone())
            }
            "toString" if !matches!(value.kind, Kind::Tool(_) | Kind::Project(_)) => match &value.kind {
                Kind::OneOf(_) | Kind::Instance(_) => None,
                Kind::Number(digits) => Some(Value { kind: Kind::Text(Phrase::new(digits)), ..value.clone() }),
                Kind::Accessor(..) => Some(self.join(std::slice::from_ref(value))),
                _ => Some(value.clone()),
            },
            _ => None,
        }
    }

    /// Runs the closure on a value that it may fill (`Properties().apply { load(…) }`); the value after it.
    pub(super) fn run_on(&mut self, value: &Value, givens: &Givens) -> Value {
        let (Kind::Map(_) | Kind::List(_)) = value.kind else {
            self.run_with(value.clone(), givens);
            return value.clone();
        };
        self.frames.push(Frame { names: BTreeMap::from([(FILLED.to_owned(), value.clone())]), ..Frame::default() });
        self.run_with(value.clone(), givens);
        let frame = self.frames.pop();
        frame.and_then(|frame| frame.names.get(FILLED).cloned()).unwrap_or_else(|| value.clone())
    }
}

/// The name that a value of no definition had.
pub(super) fn unknown_name(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Unknown(Reason::Undefined(name)) => name.split('.').next().map(str::to_owned),
        _ => None,
    }
}
