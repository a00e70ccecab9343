//! Calls: chains of them, functions of the build's own, and the names that Gradle gives a script.

use super::*;
use crate::project::gradle::configuration;

/// The name under which a value that a closure fills is kept; no script can write it.
pub(super) const FILLED: &str = "\u{1}filled";

/// One argument of a call, evaluated.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub key: Option<String>,
    pub value: Value,
    pub start: usize,
    pub end: usize,
}

/// The arguments of a call, and the bytes from its name to its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Givens {
    pub all: Vec<Given>,
    pub types: Vec<String>,
    pub start: usize,
    pub end: usize,
}

impl Givens {
    pub fn positional(&self) -> impl Iterator<Item = &Given> {
        self.all.iter().filter(|given| given.key.is_none() && !matches!(given.value.kind, Kind::Closure(_)))
    }

    pub fn value(&self, at: usize) -> Option<&Value> {
        self.positional().nth(at).map(|given| &given.value)
    }

    pub fn named(&self, key: &str) -> Option<&Value> {
        self.all.iter().find(|given| given.key.as_deref() == Some(key)).map(|given| &given.value)
    }

    /// The closure at the end.
    pub fn closure(&self) -> Option<Arc<Closure>> {
        self.all.iter().rev().find_map(|given| match &given.value.kind {
            Kind::Closure(closure) => Some(Arc::clone(closure)),
            _ => None,
        })
    }

    pub fn text(&self, at: usize) -> Option<String> {
        self.value(at).and_then(Value::as_text)
    }

    /// Named arguments as a map.
    pub fn map(&self) -> Vec<(String, Value)> {
        self.all.iter().filter_map(|given| Some((given.key.clone()?, given.value.clone()))).collect()
    }
}

impl Interpreter<'_> {
    pub(super) fn chain(&mut self, whole: &Expression, base: &Expression, links: &[Link]) -> Value {
        let mut at = 0;
        let mut value = match (&base.kind, links.first().map(|link| &link.kind)) {
            (ExpressionKind::Name(name), Some(LinkKind::Call { types, arguments })) => {
                at = 1;
                let givens = self.givens(types, arguments, base.start, links[0].end);
                self.call(name, givens)
            }
            (ExpressionKind::Text(..), Some(LinkKind::Call { types, arguments })) => {
                at = 1;
                let name = self.evaluate(base);
                let givens = self.givens(types, arguments, base.start, links[0].end);
                self.call_text(&name, givens)
            }
            (ExpressionKind::Name(name), _) => {
                let value = self.name(name);
                match value.kind {
                    Kind::Unknown(Reason::Undefined(_)) => match self.qualified(name, links) {
                        Some((class, length)) => {
                            at = length;
                            class
                        }
                        None => value,
                    },
                    _ => value,
                }
            }
            _ => self.evaluate(base),
        };
        while let Some(link) = links.get(at) {
            at += 1;
            value = match &link.kind {
                LinkKind::Member(name) => match links.get(at).map(|next| (&next.kind, next.end)) {
                    Some((LinkKind::Call { types, arguments }, end)) => {
                        at += 1;
                        let givens = self.givens(types, arguments, whole.start, end);
                        match self.changed(&value, name, &givens) {
                            Some(changed) => {
                                self.assign_path(base, &links[..at - 2], changed);
                                Value::new(Kind::Bool(true))
                            }
                            None => self.call_on(value, name, givens),
                        }
                    }
                    _ => self.member(&value, name),
                },
                LinkKind::Index(arguments) => {
                    let key = arguments.first().map(|argument| self.evaluate(&argument.value));
                    match key {
                        Some(key) => self.index(&value, &key),
                        None => Value::unknown(Reason::Expression),
                    }
                }
                LinkKind::Call { types, arguments } => {
                    let givens = self.givens(types, arguments, whole.start, link.end);
                    self.call_value(value, givens)
                }
            };
        }
        if *self.block() == Block::Plugins
            && let Kind::Notation(notation) = &value.kind
            && let Notation::Plugin { id, version } = &**notation
        {
            let (id, version) = (id.clone(), version.clone());
            self.apply_plugin(&id, version, self.span(whole.start, whole.end), &value.trail);
        }
        value
    }

    pub(super) fn givens(&mut self, types: &[String], arguments: &[Argument], start: usize, end: usize) -> Givens {
        let mut all = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let key = match argument.key.as_ref().map(|key| &key.kind) {
                None => None,
                Some(ExpressionKind::Name(name)) => Some(name.clone()),
                Some(_) => argument.key.as_ref().and_then(|key| self.evaluate(key).as_text()),
            };
            let value = self.evaluate(&argument.value);
            let from = argument.key.as_ref().map_or(argument.value.start, |key| key.start);
            all.push(Given { key, value, start: from, end: argument.value.end });
        }
        Givens { all, types: types.to_vec(), start, end }
    }

    /// A class named with its package: the class and how many links belong to its name.
    fn qualified(&mut self, name: &str, links: &[Link]) -> Option<(Value, usize)> {
        let mut full = name.to_owned();
        for (at, link) in links.iter().enumerate().take(12) {
            let LinkKind::Member(part) = &link.kind else {
                return None;
            };
            full.push('.');
            full.push_str(part);
            if let Some(class) = self.world.logic.qualified(&full) {
                return Some((Value::new(Kind::Class(class)), at + 1));
            }
        }
        None
    }

    /// The function, or the variable that can be called, that `name` stands for in the build's own code.
    fn own_function(&self, name: &str, given: usize) -> Option<Callable> {
        for frame in self.frames.iter().rev() {
            if let Some(value) = frame.names.get(name) {
                return match &value.kind {
                    Kind::Closure(closure) => Some(Callable::Closure(Arc::clone(closure))),
                    _ => None,
                };
            }
            if let Some((script, body)) = &frame.body
                && let Some(function) = self.overload(&body.functions, name, given)
            {
                return Some(Callable::Function(Arc::clone(script), function, None));
            }
            let mut class = frame.class.clone();
            while let Some(inner) = class {
                if let Some(function) = self.overload(&inner.class.body.functions, name, given) {
                    return Some(Callable::Function(Arc::clone(&inner.script), function, Some(inner)));
                }
                class = inner.outer.clone();
            }
        }
        let closure_of = |facts: &Facts| match facts.ext.get(name).map(|value| &value.kind) {
            Some(Kind::Closure(closure)) => Some(Callable::Closure(Arc::clone(closure))),
            _ => None,
        };
        closure_of(&self.facts).or_else(|| self.parents.iter().find_map(|parent| closure_of(parent))).or_else(|| {
            let all = self.world.logic.functions(name);
            let functions: Vec<Arc<Function>> = all.iter().map(|(_, function)| Arc::clone(function)).collect();
            let function = self.overload(&functions, name, given)?;
            let (script, _) = all.iter().find(|(_, other)| Arc::ptr_eq(other, &function))?;
            Some(Callable::Function(Arc::clone(script), function, None))
        })
    }

    /// The function of that name: rather one with as many parameters as there are arguments. One that is
    /// running already is none, for what looks like a recursion is mostly a call of an overload; only settings
    /// scripts walk directories with functions that call themselves.
    fn overload(&self, functions: &[Arc<Function>], name: &str, given: usize) -> Option<Arc<Function>> {
        const DEEPEST: usize = 6;
        let most = if self.is_in(&Block::Settings) { DEEPEST } else { 1 };
        let running = |function: &Arc<Function>| {
            let mark = function_mark(function);
            self.active.iter().filter(|active| **active == mark).count() >= most
        };
        let all = functions.iter().filter(|function| function.name == name && !running(function));
        all.min_by_key(|function| function.body.parameters.len().abs_diff(given)).map(Arc::clone)
    }

    pub(super) fn class_function(&self, class: &Arc<ClassRef>, name: &str) -> Option<(Arc<Script>, Arc<Function>)> {
        let mut class = Some(Arc::clone(class));
        while let Some(inner) = class {
            if let Some(function) = inner.class.body.functions.iter().find(|function| function.name == name) {
                return Some((Arc::clone(&inner.script), Arc::clone(function)));
            }
            class = inner.outer.clone();
        }
        None
    }

    pub(super) fn has_own_function(&self, name: &str) -> bool {
        self.own_function(name, 0).is_some()
    }

    /// Calls `name` without a receiver.
    pub(super) fn call(&mut self, name: &str, givens: Givens) -> Value {
        if !self.step() || self.depth >= MAX_DEPTH {
            return Value::unknown(Reason::TooComplex);
        }
        // Build logic likes to define `implementation(…)` for itself; it does what Gradle's own does.
        let is_configuration = *self.block() == Block::Dependencies && configuration::is_known(name);
        if !is_configuration && let Some(callable) = self.own_function(name, givens.all.len()) {
            return self.call_own(name, callable, givens);
        }
        // `Properties().apply { load(…) }`
        if let Some(frame) = self.frame_with(FILLED)
            && let Some(value) = self.slot(&(frame, FILLED.to_owned()))
            && let Some(changed) = self.changed(&value, name, &givens)
        {
            self.write((frame, FILLED.to_owned()), changed);
            return Value::null();
        }
        match self.block().clone() {
            Block::Dependencies | Block::Options => {
                if let Some(value) = self.dependency_call(name, &givens) {
                    return value;
                }
            }
            block => {
                if let Some(value) = self.android_call(&block, name, &givens) {
                    return value;
                }
                if let Some(value) = self.settings_call(&block, name, &givens) {
                    return value;
                }
            }
        }
        self.global(name, givens)
    }

    /// Calls a text: `"implementation"(…)`, `"debug" { }`.
    fn call_text(&mut self, name: &Value, givens: Givens) -> Value {
        match self.block().clone() {
            Block::Dependencies | Block::Options => self.add_dependencies(name, &givens, 0),
            block => match name.as_text() {
                Some(name) if name == "default" => self.default_artifact(&givens, 0),
                Some(name) => {
                    self.android_call(&block, &name, &givens).unwrap_or_else(|| self.run_closure(&givens, Block::Other))
                }
                None => self.run_closure(&givens, Block::Other),
            },
        }
    }

    /// Calls what an expression gave.
    fn call_value(&mut self, value: Value, givens: Givens) -> Value {
        match &value.kind {
            Kind::Closure(closure) => {
                let arguments = givens.all.iter().map(|given| given.value.clone()).collect();
                self.invoke(closure, arguments)
            }
            Kind::Configuration(_) | Kind::Text(_) if *self.block() == Block::Dependencies => {
                self.add_dependencies(&value, &givens, 0)
            }
            // `platform(libs.x) { }` and other closures after a value change nothing of it.
            _ => {
                self.run_closure(&givens, Block::Other);
                value
            }
        }
    }

    fn call_own(&mut self, name: &str, callable: Callable, givens: Givens) -> Value {
        let mark = match &callable {
            Callable::Function(_, function, _) => function_mark(function),
            Callable::Closure(_) => format!("closure {name}"),
        };
        if matches!(callable, Callable::Closure(_)) && self.active.contains(&mark) {
            return Value::unknown(Reason::TooComplex);
        }
        self.active.push(mark);
        self.call_sites.push(vec![self.span(givens.start, givens.end)]);
        let value = match callable {
            Callable::Closure(closure) => {
                let arguments = givens.all.into_iter().map(|given| given.value).collect();
                self.invoke(&closure, arguments)
            }
            Callable::Function(script, function, class) => self.call_function(&script, &function, class, givens),
        };
        self.call_sites.pop();
        self.active.pop();
        value
    }

    /// Calls a function of a class of the build's own.
    pub(super) fn call_method(
        &mut self,
        script: &Arc<Script>,
        function: &Arc<Function>,
        class: Arc<ClassRef>,
        givens: Givens,
    ) -> Value {
        let callable = Callable::Function(Arc::clone(script), Arc::clone(function), Some(class));
        if self.active.contains(&function_mark(function)) {
            return Value::unknown(Reason::TooComplex);
        }
        self.call_own("", callable, givens)
    }

    pub(super) fn call_function(
        &mut self,
        script: &Arc<Script>,
        function: &Arc<Function>,
        class: Option<Arc<ClassRef>>,
        givens: Givens,
    ) -> Value {
        let mut frame = Frame { class, ..Frame::default() };
        if frame.class.is_none() && !function.body.functions.is_empty() {
            frame.body = Some((Arc::clone(script), Arc::clone(&function.body)));
        }
        let named = givens.map();
        let mut positional = givens.all.into_iter().filter(|given| given.key.is_none());
        for (at, parameter) in function.body.parameters.iter().enumerate() {
            let value = named.iter().find(|(key, _)| *key == parameter.name).map(|(_, value)| value.clone());
            let value = match value {
                Some(value) => Some(value),
                // Groovy gathers named arguments in a map that comes first.
                None if at == 0 && !named.is_empty() && script.dialect == Dialect::Groovy => {
                    Some(Value::map(named.clone()))
                }
                None => positional.next().map(|given| given.value),
            };
            let value = match (value, &parameter.default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.evaluate(default),
                (None, None) => Value::unknown(Reason::Undefined(parameter.name.clone())),
            };
            frame.names.insert(parameter.name.clone(), value);
        }
        let outer = std::mem::replace(&mut self.script, Arc::clone(script));
        let returns = std::mem::take(&mut self.returns);
        self.frames.push(frame);
        let flow = self.body(&function.body);
        self.frames.pop();
        let mut values = std::mem::replace(&mut self.returns, returns);
        self.script = outer;
        match flow {
            Flow::Next(value) | Flow::Return(value) => values.push(value),
            Flow::Leave => {}
        }
        if values.len() > 1 {
            // A function that returns early in a branch may end with a statement of no value.
            values.retain(|value| !value.is_unknown());
        }
        let value = Value::one_of(values);
        // The place of what it returns stands behind the call.
        match (&value.kind, function.body.statements.last()) {
            (Kind::Text(_), Some(last)) => {
                let mut value = value;
                let span = Span::new(&script.source, last.start, last.end);
                value.trail.insert(0, span);
                value
            }
            _ => value,
        }
    }

    /// Runs the closure at the end of the arguments, if any, inside `block`.
    pub(super) fn run_closure(&mut self, givens: &Givens, block: Block) -> Value {
        match givens.closure() {
            Some(closure) => self.within(block, |it| it.invoke(&closure, Vec::new())),
            None => Value::null(),
        }
    }

    /// Runs the closure with `value` as its argument and receiver.
    pub(super) fn run_with(&mut self, value: Value, givens: &Givens) -> Value {
        let Some(closure) = givens.closure() else {
            return Value::null();
        };
        let block = self.block_of(&value);
        self.receivers.push(value.clone());
        let result = match block {
            Some(block) => self.within(block, |it| it.invoke(&closure, vec![value])),
            None => self.invoke(&closure, vec![value]),
        };
        self.receivers.pop();
        result
    }

    /// The block that a closure on `value` is in; nothing when the value does not matter for names.
    pub(super) fn block_of(&self, value: &Value) -> Option<Block> {
        match &value.kind {
            Kind::Project(_) => Some(Block::Project),
            Kind::Ext(_) => Some(Block::Ext),
            Kind::SourceSet(name) if self.is_in(&Block::KotlinSets) => Some(Block::KotlinSet(name.clone())),
            Kind::SourceSet(name) => Some(Block::SourceSet(name.clone())),
            Kind::SourceDirs(set, kind) => Some(Block::SourceDirs(set.clone(), kind.clone())),
            Kind::Configuration(name) => Some(Block::Configuration(name.clone())),
            Kind::Tool(tool) => Some(match tool {
                Tool::Dependencies => Block::Dependencies,
                Tool::Configurations => Block::Configurations,
                Tool::Plugins => Block::PluginManager,
                Tool::Android => Block::Android,
                Tool::Configs(types) => Block::Configs(*types),
                Tool::Config(types, at) => Block::Config(*types, *at),
                Tool::SourceSets => Block::SourceSets,
                Tool::Settings => Block::Settings,
                Tool::Catalogs => Block::Catalogs,
                Tool::Extensions | Tool::Providers | Tool::Layout => return None,
            }),
            _ => None,
        }
    }

    /// Functions that every script can call.
    fn global(&mut self, name: &str, givens: Givens) -> Value {
        match name {
            "dependencies" if givens.closure().is_some() => {
                let block = if self.is_in(&Block::Ignored) { Block::Ignored } else { Block::Dependencies };
                self.run_closure(&givens, block)
            }
            "buildscript" => self.run_closure(&givens, Block::Buildscript),
            "dependencyManagement"
            | "publishing"
            | "resolutionStrategy"
            | "dependencySubstitution"
            | "configurationsAll"
            | "uploadArchives"
            | "spotless"
            | "nexusPublishing"
            | "mavenPublishing" => self.run_closure(&givens, Block::Ignored),
            "plugins" if givens.closure().is_some() => self.run_closure(&givens, Block::Plugins),
            "id" | "alias" | "kotlin" if *self.block() == Block::Plugins => self.plugin_notation(name, &givens),
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
            | "listOfNotNull" | "sequenceOf" => {
                let values = givens
                    .positional()
                    .map(|given| given.value.clone().fixed().behind(self.span(given.start, given.end)));
                Value::list(values.collect())
            }
            "emptyList" | "emptySet" => Value::list(Vec::new()),
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
            "Properties" | "HashMap" | "LinkedHashMap" | "TreeMap" => Value::map(Vec::new()),
            "ArrayList" | "LinkedList" => givens.value(0).cloned().unwrap_or_else(|| Value::list(Vec::new())),
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
            "run" | "also" | "let" | "afterEvaluate" | "beforeEvaluate" | "projectsEvaluated" => match givens.closure()
            {
                Some(closure) => {
                    let this = self.this();
                    self.invoke(&closure, vec![this])
                }
                None => Value::null(),
            },
            "lazy" | "provider" | "buildString" | "try" => match givens.closure() {
                Some(closure) => self.invoke(&closure, Vec::new()),
                None => givens.value(0).cloned().unwrap_or_else(Value::null),
            },
            "getRootProject" => self.name("rootProject"),
            "getProject" => self.this(),
            "getDependencies" => Value::new(Kind::Tool(Tool::Dependencies)),
            "getPlugins" | "getPluginManager" => Value::new(Kind::Tool(Tool::Plugins)),
            "getExtensions" => Value::new(Kind::Tool(Tool::Extensions)),
            "getName" => self.name("name"),
            "withPlugin" | "withId" => self.with_plugin(&givens),
            "the" | "getByType" | "findByType" => self.extension_of_type(&givens),
            "platform" | "enforcedPlatform" | "testFixtures" | "variantOf" | "requireNotNull" | "checkNotNull"
            | "uncheckedCast" | "toString" => {
                let value = givens.value(0).cloned();
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
            "println" | "print" | "error" | "require" | "check" | "exclude" | "group" | "version" | "description" => {
                Value::null()
            }
            "sourceSets" => {
                let block = if self.is_in(&Block::Kotlin) { Block::KotlinSets } else { Block::SourceSets };
                self.run_closure(&givens, block)
            }
            _ => self.other_call(name, givens),
        }
    }

    /// A call of a name that is not known here: a class of the build's own, or a block of some plugin, whose
    /// closure runs since it may hold anything.
    fn other_call(&mut self, name: &str, givens: Givens) -> Value {
        if let Kind::Class(class) = self.name(name).kind {
            return self.construct(&class, givens);
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

    fn construct(&mut self, class: &Arc<ClassRef>, givens: Givens) -> Value {
        let named = givens.map();
        let mut positional = givens.all.iter().filter(|given| given.key.is_none());
        let mut fields = Vec::new();
        for parameter in &class.class.body.parameters {
            let value = named.iter().find(|(key, _)| *key == parameter.name).map(|(_, value)| value.clone());
            let value = value.or_else(|| positional.next().map(|given| given.value.clone()));
            let value = match (value, &parameter.default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.evaluate(default),
                (None, None) => Value::null(),
            };
            fields.push((parameter.name.clone(), value));
        }
        if fields.is_empty() {
            return Value::new(Kind::Class(Arc::clone(class)));
        }
        Value::new(Kind::Instance(Arc::new(fields)))
    }

    /// The project whose script runs.
    pub(super) fn this(&self) -> Value {
        Value::new(Kind::Project(self.facts.path.clone())).fixed()
    }

    /// `project(':x')`, with a closure that configures it.
    fn project_call(&mut self, givens: &Givens) -> Value {
        let value = givens.named("path").or_else(|| givens.value(0)).cloned();
        let Some(value) = value else {
            return self.this();
        };
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
    fn configure(&mut self, name: &str, givens: &Givens) -> Value {
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

    fn with_plugin(&mut self, givens: &Givens) -> Value {
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

fn function_mark(function: &Arc<Function>) -> String {
    format!("function {:p}", Arc::as_ptr(function))
}

enum Callable {
    Closure(Arc<Closure>),
    Function(Arc<Script>, Arc<Function>, Option<Arc<ClassRef>>),
}
