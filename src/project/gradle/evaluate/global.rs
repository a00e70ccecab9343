//! The functions that every script can call, and objects of the build's own classes.

use super::call::Givens;
use super::objects::lower_getter;
use super::*;
use crate::project::gradle::configuration;

impl Interpreter<'_> {
    /// Functions that every script can call.
    pub(super) fn global(&mut self, name: &str, givens: Givens) -> Value {
        match name {
            "dependencies" if givens.closure().is_some() => {
                let block = if self.is_in(&Block::Ignored) { Block::Ignored } else { Block::Dependencies };
                self.run_closure(&givens, block)
            }
            "buildscript" => self.run_closure(&givens, Block::Buildscript),
            "dependencyManagement"
            | "publishing"
            | "resolutionStrategy"
            | "configurationsAll"
            | "uploadArchives"
            | "spotless"
            | "nexusPublishing"
            | "mavenPublishing" => self.run_closure(&givens, Block::Ignored),
            "dependencySubstitution" => self.run_closure(&givens, Block::Substitution),
            "plugins" if givens.closure().is_some() => self.run_closure(&givens, Block::Plugins),
            "id" | "alias" | "kotlin" if *self.block() == Block::Plugins => self.plugin_notation(name, &givens),
            // Kotlin's own `apply { }`, which every value has.
            "apply" if *self.block() == Block::Dependencies && givens.closure().is_some() && givens.all.len() == 1 => {
                self.run_closure(&givens, Block::Dependencies)
            }
            "apply" => self.apply(&givens),
            "plugin" | "from" if *self.block() == Block::Apply => match (name, givens.value(0)) {
                ("plugin", Some(value)) => self.apply_plugin_value(&value.clone(), self.span(givens.start, givens.end)),
                ("from", Some(value)) => self.apply_from(&value.clone(), self.span(givens.start, givens.end)),
                _ => Value::null(),
            },
            "allprojects" | "subprojects" | "configure" | "beforeProject" | "afterProject" | "rootProject" => {
                self.configure(name, &givens)
            }
            "ext" | "extra" => self.run_closure(&givens, Block::Ext),
            "set" if *self.block() == Block::Ext => match (givens.text(0), givens.value(1)) {
                (Some(key), Some(value)) => {
                    let value = define(value.clone(), self.span(givens.start, givens.end));
                    self.write((EXT, key), value);
                    Value::null()
                }
                _ => Value::null(),
            },
            "project" => self.project_call(&givens),
            "module" if *self.block() == Block::Dependencies => self.client_module(name, &givens),
            "findProject" => match self.project_call(&givens) {
                Value { kind: Kind::Project(path), .. } if !self.world.projects.contains_key(&path) => {
                    Value::null().fixed()
                }
                project => project.fixed(),
            },
            "configurations" => self.run_closure(&givens, Block::Configurations),
            "repositories" => self.run_closure(&givens, Block::Other),
            "flatDir" => self.flat_dir(&givens),
            "dir" | "dirs" if *self.block() == Block::FlatDir => {
                let values: Vec<Value> = givens.positional().map(|given| given.value.clone()).collect();
                self.add_flat_dirs(&values);
                Value::null()
            }
            "include" | "exclude" | "includes" if *self.block() == Block::Tree => {
                let patterns: Vec<String> = givens.positional().flat_map(|given| self.texts(&given.value)).collect();
                if name == "exclude" {
                    self.tree.1.extend(patterns)
                } else {
                    self.tree.0.extend(patterns)
                }
                Value::null()
            }
            "kotlin" if givens.closure().is_some() => self.run_closure(&givens, Block::Kotlin),
            "testing" => self.run_closure(&givens, Block::Suites),
            "artifacts" => self.run_closure(&givens, Block::Other),
            "add" if givens.text(0).as_deref() == Some("default") => self.default_artifact(&givens, 1),
            "listOf" | "mutableListOf" | "arrayOf" | "setOf" | "mutableSetOf" | "arrayListOf" | "linkedSetOf"
            | "hashSetOf" | "sortedSetOf" | "listOfNotNull" | "setOfNotNull" | "sequenceOf" => {
                let values = givens
                    .positional()
                    .map(|given| given.value.clone().fixed().behind(self.span(given.start, given.end)));
                Value::list(values.collect())
            }
            "buildList" | "buildSet" => self.run_on(&Value::list(Vec::new()), &givens),
            "buildMap" => self.run_on(&Value::map(Vec::new()), &givens),
            "emptyList" | "emptySet" | "emptyArray" | "emptySequence" => Value::list(Vec::new()),
            "mapOf" | "mutableMapOf" | "hashMapOf" | "linkedMapOf" | "emptyMap" => {
                let entries = givens.positional().filter_map(|given| match &given.value.kind {
                    Kind::Pair(key, value) => Some((key.clone(), Value::clone(value))),
                    _ => None,
                });
                Value::map(entries.collect())
            }
            "Pair" => match (givens.text(0), givens.value(1)) {
                (Some(key), Some(value)) => Value::new(Kind::Pair(key, Arc::new(value.clone()))),
                _ => Value::unknown(Reason::Expression),
            },
            "Properties" | "HashMap" | "LinkedHashMap" | "TreeMap" | "ConcurrentHashMap" => {
                self.filled(Value::map(Vec::new()), &givens)
            }
            "ArrayList" | "LinkedList" | "HashSet" | "LinkedHashSet" | "TreeSet" => {
                self.filled(Value::list(Vec::new()), &givens)
            }
            "file" | "File" | "uri" | "FileInputStream" | "FileReader" | "InputStreamReader" => self.file(&givens),
            "files" => Value::notation(Notation::Files(
                givens
                    .positional()
                    .map(|given| given.value.clone().behind(self.span(given.start, given.end)))
                    .collect(),
            )),
            "fileTree" => self.file_tree(&givens),
            "findProperty" | "property" | "gradleProperty" | "propertyOrNull" => match givens.text(0) {
                Some(name) => self.property(&name),
                None => Value::unknown(Reason::Environment),
            },
            "hasProperty" => match givens.text(0) {
                Some(name) => match self.property(&name).kind {
                    Kind::Unknown(_) => Value::unknown(Reason::Environment),
                    _ => Value::new(Kind::Bool(true)),
                },
                None => Value::unknown(Reason::Environment),
            },
            "with" => match givens.value(0) {
                Some(value) => self.run_with(value.clone(), &givens),
                None => self.run_closure(&givens, Block::Project),
            },
            // What projects above say about the end of this one's script waits for it.
            "afterEvaluate" if self.early && self.conditional == 0 && self.dead == 0 => {
                if let Some(closure) = givens.closure() {
                    let closure = self.keep(&closure);
                    self.facts.deferred.push(Deferred { on: DeferredOn::End, closure });
                }
                Value::null()
            }
            "run" | "also" | "let" | "afterEvaluate" | "beforeEvaluate" | "projectsEvaluated" => match givens.closure()
            {
                Some(closure) => {
                    let this = self.this();
                    self.invoke(&closure, vec![this])
                }
                None => Value::null(),
            },
            "repeat" => match (givens.value(0).cloned(), givens.closure()) {
                (Some(times), Some(closure)) => self.repeat(&times, &closure),
                _ => Value::null(),
            },
            "buildString" => Value::unknown(Reason::Function(name.to_owned())),
            "lazy" | "provider" | "try" => match givens.closure() {
                Some(closure) => self.invoke(&closure, Vec::new()),
                None => givens.value(0).cloned().unwrap_or_else(Value::null),
            },
            "getRootProject" => self.name("rootProject"),
            "getParent" | "getExt" | "getRootDir" | "getProjectDir" | "getPath" => {
                let this = self.this();
                self.member(&this, &lower_getter(name))
            }
            "getProject" => self.this(),
            "getDependencies" => Value::new(Kind::Tool(Tool::Dependencies)),
            "getPlugins" | "getPluginManager" => Value::new(Kind::Tool(Tool::Plugins)),
            "getExtensions" => Value::new(Kind::Tool(Tool::Extensions)),
            "getName" => self.name("name"),
            "withPlugin" | "withId" => self.with_plugin(&givens),
            "the" | "getByType" | "findByType" => self.extension_of_type(&givens),
            "platform" | "enforcedPlatform" | "testFixtures" | "variantOf" | "requireNotNull" | "checkNotNull"
            | "uncheckedCast" | "toString" => {
                let value = self.notation(&givens);
                self.run_closure(&givens, Block::Other);
                value.unwrap_or_else(|| Value::unknown(Reason::Expression))
            }
            "gradleApi" | "localGroovy" | "gradleTestKit" | "gradleKotlinDsl" | "localKotlin" => {
                Value::notation(Notation::Nothing)
            }
            "kotlin" | "embeddedKotlin" => self.kotlin_module(&givens, name == "kotlin"),
            "npm" | "devNpm" | "peerNpm" => Value::notation(Notation::Nothing),
            "getenv" => Value::unknown(Reason::Environment),
            "Date" | "ByteArrayOutputStream" => Value::unknown(Reason::Environment),
            "group" if *self.block() == Block::Project => {
                if let Some(group) = givens.value(0) {
                    let group = define(group.clone(), self.span(givens.start, givens.end));
                    self.write((EXT, name.to_owned()), group);
                }
                Value::null()
            }
            "println" | "print" | "printf" | "error" | "require" | "check" | "assert" | "because" | "exclude"
            | "group" | "version" | "description" => Value::null(),
            "sourceSets" => {
                let block = if self.is_in(&Block::Kotlin) { Block::KotlinSets } else { Block::SourceSets };
                self.run_closure(&givens, block)
            }
            _ => self.other_call(name, givens),
        }
    }

    /// A collection of Java's with what its constructor is given: another one, or Java's `{{ put("a", "b"); }}`.
    fn filled(&mut self, empty: Value, givens: &Givens) -> Value {
        let value = givens.value(0).filter(|value| matches!(value.kind, Kind::List(_) | Kind::Map(_)));
        let value = value.cloned().unwrap_or(empty);
        let Some(closure) = givens.closure() else {
            return value;
        };
        let initialiser = closure.body.statements.iter().find_map(|statement| match &statement.kind {
            StatementKind::Expression(Expression { kind: ExpressionKind::Closure(body), .. }) => Some(Arc::clone(body)),
            _ => None,
        });
        let Some(body) = initialiser else {
            return value;
        };
        let closure = Closure { body, script: Arc::clone(&closure.script), frames: None };
        let (start, end) = (givens.start, givens.end);
        let given = call::Given { key: None, value: Value::new(Kind::Closure(Arc::new(closure))), start, end };
        self.run_on(&value, &Givens { all: vec![given], ..Givens::default() })
    }

    /// A call of a name that is not known here: a class of the build's own, or a block of some plugin, whose
    /// closure runs since it may hold anything.
    pub(super) fn other_call(&mut self, name: &str, givens: Givens) -> Value {
        if let Kind::Class(class) = self.name(name).kind {
            return self.construct(&class, givens);
        }
        if *self.block() == Block::Dependencies
            && let Some(value) = self.unfamiliar_call(name, &givens)
        {
            return value;
        }

        if let Some(closure) = givens.closure() {
            let kept =
                matches!(self.block(), Block::Dependencies | Block::Ignored | Block::Buildscript | Block::Kotlin);
            let arguments: Vec<Value> = Vec::new();
            if kept || configuration::is_known(name) {
                return self.invoke(&closure, arguments);
            }
            // A stray brace leaves dependency lines outside of their block.
            return self.within(Block::Other, |it| it.invoke(&closure, arguments));
        }
        if self.script.stray_close && configuration::is_known(name) {
            self.within(Block::Dependencies, |it| it.dependency_call(name, &givens));
        }
        Value::unknown(Reason::Function(name.to_owned()))
    }
}
