//! Calls: chains of them, functions of the build's own, and the names that Gradle gives a script.

use super::*;
use crate::project::gradle::configuration;

/// The name under which a value that a closure fills is kept; no script can write it.
pub(super) const FILLED: &str = "\u{1}filled";

/// Blocks that Gradle and its Android and Kotlin plugins give to every project.
const BLOCKS: [&str; 11] = [
    "dependencies",
    "buildscript",
    "plugins",
    "repositories",
    "configurations",
    "allprojects",
    "subprojects",
    "afterEvaluate",
    "android",
    "kotlin",
    "ext",
];

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
            if let (ExpressionKind::Spread(_), Kind::List(elements)) = (&argument.value.kind, &value.kind) {
                let given =
                    |value: &Value| Given { key: None, value: value.clone(), start: from, end: argument.value.end };
                all.extend(elements.iter().map(given));
                continue;
            }
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
    fn own_function(&self, name: &str, given: &[Given]) -> Option<Callable> {
        for frame in self.frames.iter().rev() {
            // A value that cannot be called leaves the name to a function.
            if let Some(Value { kind: Kind::Closure(closure), .. }) = frame.names.get(name) {
                return Some(Callable::Closure(Arc::clone(closure)));
            }
            if let Some((script, body)) = &frame.body
                && let Some(function) = self.overload(&body.functions, name, given)
            {
                return Some(Callable::Function(Arc::clone(script), function, None));
            }
            let mut class = frame.class.clone();
            while let Some(inner) = class {
                for above in self.lineage(&inner) {
                    if let Some(function) = self.overload(&above.class.body.functions, name, given) {
                        return Some(Callable::Function(Arc::clone(&above.script), function, Some(inner)));
                    }
                }
                class = inner.outer.clone();
            }
        }
        let closure_of = |facts: &Facts| match facts.ext.get(name).map(|value| &value.kind) {
            Some(Kind::Closure(closure)) => Some(Callable::Closure(Arc::clone(closure))),
            _ => None,
        };
        closure_of(&self.facts)
            .or_else(|| self.parents.iter().find_map(|parent| closure_of(parent)))
            .or_else(|| {
                let all = self.world.logic.functions(name);
                let functions: Vec<Arc<Function>> = all.iter().map(|(_, function)| Arc::clone(function)).collect();
                let function = self.overload(&functions, name, given)?;
                let (script, _) = all.iter().find(|(_, other)| Arc::ptr_eq(other, &function))?;
                Some(Callable::Function(Arc::clone(script), function, None))
            })
            .or_else(|| self.imported_function(name, given))
            .or_else(|| {
                // A script of Groovy's has the methods of those above it.
                let inherits = self.script.dialect == Dialect::Groovy;
                inherits.then(|| self.parents.iter().find_map(|above| self.script_function(above, name, given)))?
            })
    }

    /// A function of a class that the script imports: `import static com.acme.Libs.*`.
    fn imported_function(&self, name: &str, given: &[Given]) -> Option<Callable> {
        self.script.imports.iter().find_map(|import| {
            let (path, alias) = import.split_once(" as ").unwrap_or((import, ""));
            let (path, member) = path.trim().rsplit_once('.')?;
            let wanted = match (member, alias.trim()) {
                ("*", _) => name,
                (member, "") if member == name => member,
                (member, alias) if alias == name => member,
                _ => return None,
            };
            let logic = &self.world.logic;
            let class = logic.qualified(path).or_else(|| logic.class(path.rsplit('.').next()?))?;
            let function = self.overload(&class.class.body.functions, wanted, given)?;
            Some(Callable::Function(Arc::clone(&class.script), function, Some(class)))
        })
    }

    /// The function of that name: rather one with as many parameters as there are arguments. One that is
    /// running already is none, for what looks like a recursion is mostly a call of an overload; only settings
    /// scripts walk directories with functions that call themselves. Kotlin's named arguments are those of a parameter:
    /// `apply(plugin = …)` in a plugin is not the plugin's own `apply(target)`.
    pub(super) fn overload(&self, functions: &[Arc<Function>], name: &str, given: &[Given]) -> Option<Arc<Function>> {
        const DEEPEST: usize = 6;
        let most = if self.is_in(&Block::Settings) { DEEPEST } else { 1 };
        let running = |function: &Arc<Function>| {
            let mark = function_mark(function);
            self.active.iter().filter(|active| **active == mark).count() >= most
        };
        let takes = |function: &Function| {
            let mut keys = given.iter().filter_map(|given| given.key.as_deref());
            self.script.dialect != Dialect::Kotlin
                || keys.all(|key| function.body.parameters.iter().any(|parameter| parameter.name == key))
        };
        let all = functions.iter().filter(|function| function.name == name && !running(function) && takes(function));
        all.min_by_key(|function| function.body.parameters.len().abs_diff(given.len())).map(Arc::clone)
    }

    pub(super) fn class_function(&self, class: &Arc<ClassRef>, name: &str) -> Option<(Arc<Script>, Arc<Function>)> {
        let mut class = Some(Arc::clone(class));
        while let Some(inner) = class {
            for above in self.lineage(&inner) {
                if let Some(function) = above.class.body.functions.iter().find(|function| function.name == name) {
                    return Some((Arc::clone(&above.script), Arc::clone(function)));
                }
            }
            class = inner.outer.clone();
        }
        None
    }

    /// A class and those that it extends, the nearest first: a function of one above runs as one of the class,
    /// and what it calls is looked for from there.
    fn lineage(&self, class: &Arc<ClassRef>) -> Vec<Arc<ClassRef>> {
        const LONGEST: usize = 8;
        let mut lineage = vec![Arc::clone(class)];
        let mut at = 0;
        while at < lineage.len() && lineage.len() < LONGEST {
            for parent in &lineage[at].class.parents.clone() {
                if let Some(parent) = self.world.logic.class(parent)
                    && !lineage.iter().any(|known| Arc::ptr_eq(&known.class, &parent.class))
                {
                    lineage.push(parent);
                }
            }
            at += 1;
        }
        lineage
    }

    pub(super) fn has_own_function(&self, name: &str) -> bool {
        self.own_function(name, &[]).is_some()
    }

    /// Calls `name` without a receiver.
    pub(super) fn call(&mut self, name: &str, givens: Givens) -> Value {
        if !self.step() || self.depth >= MAX_DEPTH {
            return Value::unknown(Reason::TooComplex);
        }
        if *self.block() == Block::Substitution
            && let Some(value) = self.substitution_call(name, &givens)
        {
            return value;
        }
        // Build logic likes to define `implementation(…)` for itself; it does what Gradle's own does.
        let is_configuration = *self.block() == Block::Dependencies
            && configuration::is_known(name)
            && configuration::Variants::of(&self.facts.android).has(name);
        // A member goes before an extension: `fun Project.dependencies(block: …)` changes nothing of Gradle's own.
        let is_block = BLOCKS.contains(&name) && givens.closure().is_some() && givens.positional().next().is_none();
        if !(is_configuration || is_block)
            && let Some(callable) = self.own_function(name, &givens.all)
        {
            return self.call_own(name, callable, givens);
        }
        // In an extension function the catalog goes without saying.
        if matches!(name, "findLibrary" | "findBundle" | "findVersion" | "findPlugin")
            && let Some((_, catalog @ Value { kind: Kind::Accessor(..), .. })) = self.receivers.last()
        {
            return self.call_on(catalog.clone(), name, givens);
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
            Block::ClientModule if matches!(name, "dependency" | "dependencies" | "module") => {
                return self.client_module(name, &givens);
            }
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
            Kind::Closure(closure) => self.invoke_with(closure, givens),
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

    pub(super) fn call_own(&mut self, name: &str, callable: Callable, givens: Givens) -> Value {
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
            Callable::Closure(closure) => self.invoke_with(&closure, givens),
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
        let outer = std::mem::replace(&mut self.script, Arc::clone(script));
        let returns = std::mem::take(&mut self.returns);
        self.frames.push(frame);
        let named = givens.map();
        let positional = givens.all.into_iter().filter(|given| given.key.is_none()).map(|given| given.value);
        self.bind(&function.body.parameters, &named, positional.collect());
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
            (Kind::Text(_) | Kind::Number(_), Some(last)) => {
                let mut value = value;
                let span = Span::new(&script.source, last.start, last.end);
                value.trail.insert(0, span);
                value
            }
            _ => value,
        }
    }

    /// Sets the parameters in the frame of the function or closure that is to run.
    pub(super) fn bind(&mut self, parameters: &[Parameter], named: &[(String, Value)], positional: Vec<Value>) {
        let mut positional = positional.into_iter();
        for (at, parameter) in parameters.iter().enumerate() {
            let value = match named.iter().find(|(key, _)| *key == parameter.name) {
                Some((_, value)) => Some(value.clone()),
                // Groovy gathers named arguments in a map that comes first.
                None if at == 0 && !named.is_empty() && self.script.dialect != Dialect::Kotlin => {
                    Some(Value::map(named.to_vec()))
                }
                None if parameter.rest => {
                    let all: Vec<Value> = positional.by_ref().collect();
                    Some(match all.as_slice() {
                        // An array given for all of them: `f(*names)`.
                        [value @ Value { kind: Kind::List(_), .. }] => value.clone(),
                        _ => Value::list(all.into_iter().map(Value::fixed).collect()),
                    })
                }
                None => positional.next(),
            };
            let value = match (value, &parameter.default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.evaluate(default),
                (None, None) => Value::unknown(Reason::Undefined(parameter.name.clone())),
            };
            if let Some(frame) = self.frames.last_mut() {
                frame.names.insert(parameter.name.clone(), value);
            }
        }
    }

    /// Runs a closure as a call of it does.
    pub(super) fn invoke_with(&mut self, closure: &Arc<Closure>, givens: Givens) -> Value {
        let named = givens.map();
        let positional = givens.all.into_iter().filter(|given| given.key.is_none()).map(|given| given.value);
        let map = (!named.is_empty()).then(|| Value::map(named));
        self.invoke(closure, map.into_iter().chain(positional).collect())
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
        let run = |it: &mut Self| it.on(value.clone(), |it| it.invoke(&closure, vec![value]));
        match block {
            Some(block) => self.within(block, run),
            None => run(self),
        }
    }

    /// Runs something with `value` as its receiver.
    pub(super) fn on<T>(&mut self, value: Value, run: impl FnOnce(&mut Self) -> T) -> T {
        self.receivers.push((self.blocks.len(), value));
        let result = run(self);
        self.receivers.pop();
        result
    }

    /// What `this` is in a closure: what the innermost block is of, or the receiver further inside.
    pub(super) fn receiver(&self) -> Value {
        let inner = |block: &Block| {
            Some(Value::new(Kind::Tool(match block {
                Block::Dependencies => Tool::Dependencies,
                Block::Configurations => Tool::Configurations,
                Block::Android => Tool::Android,
                Block::Configs(types) => Tool::Configs(*types),
                Block::Config(types, at) => Tool::Config(*types, *at),
                Block::SourceSets => Tool::SourceSets,
                Block::Project => return Some(self.this()),
                _ => return None,
            })))
        };
        let depth = self.receivers.last().map_or(0, |(depth, _)| *depth);
        match self.blocks[depth.min(self.blocks.len())..].iter().rev().find_map(inner) {
            Some(value) => value,
            None => self.object_or_project(),
        }
    }

    /// The receiver that is no block's: an object, or the project whose script runs.
    pub(super) fn object_or_project(&self) -> Value {
        self.receivers.last().map_or_else(|| self.this(), |(_, value)| value.clone())
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

    /// The project whose script runs.
    pub(super) fn this(&self) -> Value {
        Value::new(Kind::Project(self.facts.path.clone())).fixed()
    }
}

pub(super) fn function_mark(function: &Arc<Function>) -> String {
    format!("function {:p}", Arc::as_ptr(function))
}

pub(super) enum Callable {
    Closure(Arc<Closure>),
    Function(Arc<Script>, Arc<Function>, Option<Arc<ClassRef>>),
}
