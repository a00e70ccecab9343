//! Runs build scripts without Gradle: every statement once, both branches of a condition, closures where they
//! stand. What a script says about its project gathers in [`Facts`].
//!
//! Names are looked up along the calls, as Groovy's delegation does in practice; so a function of build logic
//! that is called in a `dependencies` block adds to that block.

mod accessors;
mod android;
mod archives;
mod assign;
mod branch;
mod call;
mod classes;
mod collections;
mod configurations;
mod dependencies;
mod expression;
mod global;
mod members;
mod methods;
mod objects;
mod plugins;
mod projects;
mod settings;
mod substitution;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use super::lexer::Dialect;
use super::syntax::*;
use super::value::*;
use crate::project::catalog::Catalog;
use crate::project::{Android, Origin, Scope, SourceSet, Target, Unresolved};
use crate::source::{Files, Problem, Source, Span};

use expression::{accessor_trail, define, equal};
pub(crate) use plugins::{Logic, PluginCode};
pub(crate) use settings::SettingsFacts;
pub(crate) use substitution::Substitution;

/// Limits that no real build comes near: statements and calls of one project, and how deep they nest.
const MAX_STEPS: u32 = 200_000;
const MAX_DEPTH: u32 = 120;

/// What all projects of a build share.
pub(crate) struct World<'a> {
    pub files: &'a Files,
    /// The build's directory, relative to the root of `files`.
    pub dir: String,
    pub scripts: &'a Scripts,
    pub catalogs: BTreeMap<String, Arc<Catalog>>,
    /// Directories by project path.
    pub projects: BTreeMap<String, String>,
    /// Projects by the letters of their paths, for their accessors; made when the first is asked for.
    pub called: OnceLock<BTreeMap<String, Vec<String>>>,
    pub root_name: Option<String>,
    /// `flatDir` repositories of the settings.
    pub flat_dirs: Vec<String>,
    /// `gradle.properties` of the root, then what settings put into `gradle.ext`.
    pub properties: BTreeMap<String, Value>,
    pub gradle: BTreeMap<String, Value>,
    pub logic: Arc<Logic>,
    /// Versions of plugins that settings say, by id.
    pub plugin_versions: BTreeMap<String, String>,
    /// Whether the constants of the refreshVersions plugin are there, and its `versions.properties`.
    pub refresh_versions: bool,
    pub versions: BTreeMap<String, Value>,
}

/// Scripts that are parsed once, however many modules apply them.
#[derive(Default)]
pub(crate) struct Scripts {
    parsed: Mutex<BTreeMap<String, Option<Arc<Script>>>>,
    problems: Mutex<BTreeSet<Problem>>,
}

impl Scripts {
    /// The script at `path`; nothing when there is none. One that cannot be read is a problem.
    pub fn get(&self, files: &Files, path: &str) -> Option<Arc<Script>> {
        if let Ok(parsed) = self.parsed.lock()
            && let Some(script) = parsed.get(path)
        {
            return script.clone();
        }
        let script = match files.read(path) {
            Ok(source) => Some(self.parse(&source)),
            Err(crate::source::ReadError::NotFound) => None,
            Err(error) => {
                self.report(error.problem(path));
                None
            }
        };
        if let Ok(mut parsed) = self.parsed.lock() {
            parsed.insert(path.to_owned(), script.clone());
        }
        script
    }

    fn parse(&self, source: &Arc<Source>) -> Arc<Script> {
        let script = super::parse::script(source, Dialect::of(source.path()));
        if let Some(problem) = super::fault_problem(&script) {
            self.report(problem);
        }
        Arc::new(script)
    }

    pub fn report(&self, problem: Problem) {
        if let Ok(mut problems) = self.problems.lock() {
            problems.insert(problem);
        }
    }

    /// The problems met so far, sorted.
    pub fn problems(&self) -> Vec<Problem> {
        self.problems.lock().map(|problems| problems.iter().cloned().collect()).unwrap_or_default()
    }
}

/// What the scripts of one project say.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub path: String,
    pub dir: String,
    /// The project's own script.
    pub script: Option<String>,
    pub ext: BTreeMap<String, Value>,
    pub properties: BTreeMap<String, Value>,
    pub plugins: Vec<Applied>,
    pub declared: Vec<Declared>,
    pub unresolved: Vec<Unresolved>,
    pub android: Android,
    pub source_sets: BTreeMap<String, SourceSet>,
    /// Configurations of the build's own, each with those that extend it.
    pub configurations: BTreeMap<String, BTreeSet<String>>,
    pub flat_dirs: Vec<String>,
    pub substitutions: Vec<Substitution>,
    pub build_files: BTreeSet<String>,
    /// Lock files and saved reports beside the script.
    pub locks: Vec<(String, Lock)>,
    /// What is meant for other projects, or for later.
    pub deferred: Vec<Deferred>,
    /// Plugins that the project builds: id and class.
    pub plugin_classes: Vec<(String, String)>,
    /// Versions of plugins that are declared for the projects below, and not applied, by id.
    pub plugin_versions: BTreeMap<String, String>,
    pub settings: SettingsFacts,
}

/// What a file of locked dependencies is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    File,
    Report,
    Verification,
}

/// A plugin as applied.
#[derive(Clone, Debug)]
pub(crate) struct Applied {
    pub id: String,
    pub version: Option<String>,
    pub evidence: Vec<Span>,
    /// False in a branch that the properties of the build rule out.
    pub live: bool,
}

/// A dependency before flavors and build types are known.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub target: Target,
    pub configuration: String,
    /// A scope that the place of the line says.
    pub scope: Option<Scope>,
    pub conditional: bool,
    pub origin: Origin,
    pub evidence: Vec<Span>,
}

/// Code that a project runs on others, or on itself once a plugin is there.
#[derive(Clone, Debug)]
pub(crate) struct Deferred {
    pub on: DeferredOn,
    pub closure: Arc<Closure>,
}

#[derive(Clone, Debug)]
pub(crate) enum DeferredOn {
    Projects(ProjectSet),
    Plugin(String),
    /// Once the project's own script has run.
    End,
}

/// Names of one closure, function or script.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    names: BTreeMap<String, Value>,
    /// Where functions and classes of this level stand.
    body: Option<(Arc<Script>, Arc<Body>)>,
    class: Option<Arc<ClassRef>>,
}

/// What block of the DSL the interpreter is in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Project,
    Buildscript,
    Dependencies,
    /// The closure after a dependency.
    Options,
    /// The closure of a client module, which says what the module needs.
    ClientModule,
    /// Blocks in which nothing is a dependency.
    Ignored,
    Ext,
    Plugins,
    PluginManager,
    /// `apply { plugin(…) }`
    Apply,
    Kotlin,
    Android,
    Configs(bool),
    Config(bool, Option<usize>),
    SourceSets,
    SourceSet(String),
    SourceDirs(String, String),
    KotlinSets,
    KotlinSet(String),
    Suites,
    Configurations,
    Configuration(String),
    FlatDir,
    Tree,
    Settings,
    /// What stands for something else: `dependencySubstitution { }`, and the closure of an included build.
    Substitution,
    PluginManagement,
    Catalogs,
    Catalog(String),
    Other,
}

/// How a statement ended.
pub(crate) enum Flow {
    Next(Value),
    Return(Value),
    Leave,
}

type Slot = (usize, String);
/// The slot of a project's extra properties.
const EXT: usize = usize::MAX;

pub(crate) struct Interpreter<'w> {
    world: &'w World<'w>,
    pub facts: Facts,
    /// The projects above, the nearest first.
    parents: Vec<Arc<Facts>>,
    script: Arc<Script>,
    frames: Vec<Frame>,
    blocks: Vec<Block>,
    /// Values that `with` and `apply` make the receiver, each with the index of the block that it is in.
    receivers: Vec<(usize, Value)>,
    journals: Vec<BTreeMap<Slot, Option<Value>>>,
    /// Values returned from branches of the running function.
    returns: Vec<Value>,
    /// Places from which the running functions and plugins are called.
    call_sites: Vec<Vec<Span>>,
    /// Files and plugins being applied, against cycles.
    active: Vec<String>,
    /// The version that the closure of a dependency asks for.
    asked_version: Option<Value>,
    /// Include and exclude patterns of the file tree whose closure is running.
    tree: (Vec<String>, Vec<String>),
    /// The statement that is running.
    at: (usize, usize),
    /// Dependencies and unknown values that are noted already, by place.
    seen: BTreeSet<(Span, String)>,
    conditional: u32,
    dead: u32,
    /// How many conditions are being worked out: what they call is no dependency.
    asking: u32,
    steps: u32,
    depth: u32,
    /// Whether the project's own script is still to come.
    early: bool,
}

impl<'w> Interpreter<'w> {
    pub fn new(world: &'w World<'w>, path: &str, dir: &str, parents: Vec<Arc<Facts>>) -> Self {
        let source = Source::new("", "");
        let script = Arc::new(super::parse::script(&source, Dialect::Groovy));
        let facts = Facts { path: path.to_owned(), dir: dir.to_owned(), ..Facts::default() };
        Self {
            world,
            facts,
            parents,
            script,
            frames: Vec::new(),
            blocks: vec![Block::Project],
            receivers: Vec::new(),
            journals: Vec::new(),
            returns: Vec::new(),
            call_sites: Vec::new(),
            active: Vec::new(),
            asked_version: None,
            tree: (Vec::new(), Vec::new()),
            at: (0, 0),
            seen: BTreeSet::new(),
            conditional: 0,
            dead: 0,
            asking: 0,
            steps: 0,
            depth: 0,
            early: false,
        }
    }

    /// Runs the script as a script of this project.
    pub fn run(&mut self, script: &Arc<Script>) {
        self.facts.build_files.insert(script.source.path().to_owned());
        let outer = std::mem::replace(&mut self.script, Arc::clone(script));
        let frames = std::mem::take(&mut self.frames);
        self.frames.push(Frame { body: Some((Arc::clone(script), Arc::clone(&script.body))), ..Frame::default() });
        self.body(&script.body);
        self.frames = frames;
        self.script = outer;
        self.tell_if_stopped(script);
    }

    /// A script whose evaluation was stopped is a problem: what it goes on to add was not seen.
    fn tell_if_stopped(&self, script: &Script) {
        if self.steps >= MAX_STEPS {
            let text = Reason::TooComplex.text();
            self.world.scripts.report(Problem::file(script.source.path(), text));
        }
    }

    /// Runs what the projects above have for this one.
    pub fn run_deferred_of(&mut self, parent: &Facts) {
        self.early = true;
        for deferred in &parent.deferred {
            if let DeferredOn::Projects(set) = &deferred.on
                && self.belongs(&self.facts.path.clone(), set)
            {
                let this = Value::new(Kind::Project(self.facts.path.clone())).fixed();
                self.within(Block::Project, |it| it.invoke(&deferred.closure, vec![this]));
            }
        }
        self.early = false;
    }

    /// Runs what waits for the end of the script, then what waits for plugins that are applied by now; each
    /// once.
    pub fn run_deferred_of_own(&mut self) {
        let this = self.this();
        for deferred in self.facts.deferred.clone() {
            if matches!(deferred.on, DeferredOn::End) {
                self.within(Block::Project, |it| it.invoke(&deferred.closure, vec![this.clone()]));
            }
        }
        let mut done = 0;
        while done < self.facts.deferred.len() {
            let deferred = self.facts.deferred[done].clone();
            done += 1;
            if let DeferredOn::Plugin(id) = &deferred.on
                && self.facts.plugins.iter().any(|plugin| plugins::implies(&plugin.id, id))
            {
                self.within(Block::Project, |it| it.invoke(&deferred.closure, Vec::new()));
                self.tell_if_stopped(&deferred.closure.script);
            }
        }
    }

    // Where we are.

    fn block(&self) -> &Block {
        self.blocks.last().unwrap_or(&Block::Project)
    }

    fn is_in(&self, block: &Block) -> bool {
        self.blocks.contains(block)
    }

    fn within<T>(&mut self, block: Block, run: impl FnOnce(&mut Self) -> T) -> T {
        self.blocks.push(block);
        let result = run(self);
        self.blocks.pop();
        result
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(&self.script.source, start, end)
    }

    /// Counts a step; false when the program has done too much.
    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps < MAX_STEPS
    }

    // Statements.

    /// Runs `body` in the frame that is there; the value of its last statement.
    fn body(&mut self, body: &Arc<Body>) -> Flow {
        let mut last = Value::null();
        if !self.step() || self.depth >= MAX_DEPTH {
            return Flow::Next(Value::unknown(Reason::TooComplex));
        }
        self.depth += 1;
        let mut flow = None;
        for statement in &body.statements {
            match self.statement(statement) {
                Flow::Next(value) => last = value,
                other => {
                    flow = Some(other);
                    break;
                }
            }
        }
        self.depth -= 1;
        flow.unwrap_or(Flow::Next(last))
    }

    fn statement(&mut self, statement: &Statement) -> Flow {
        self.at = (statement.start, statement.end);
        match &statement.kind {
            StatementKind::Expression(expression) => match &expression.kind {
                ExpressionKind::Choice(choice) => self.choice(choice),
                // `list << 'a:b:1'`
                ExpressionKind::Operation(first, rest)
                    if rest.iter().all(|(operator, _)| *operator == Operator::ShiftLeft) =>
                {
                    let value = self.evaluate(expression);
                    match &first.kind {
                        ExpressionKind::Chain(base, links) => self.assign_path(base, links, value),
                        _ => self.assign_path(first, &[], value),
                    }
                    Flow::Next(Value::null())
                }
                _ => {
                    let value = self.evaluate(expression);
                    // `plugins { `java-library` }`: Kotlin has a name for each plugin that it knows, whatever else
                    // is called so.
                    if *self.block() == Block::Plugins {
                        let id = match (&expression.kind, &value.kind) {
                            (ExpressionKind::Name(id), _) => Some(id.clone()),
                            (_, Kind::Unknown(Reason::Undefined(id))) => Some(id.clone()),
                            _ => None,
                        };
                        if let Some(id) = id {
                            self.apply_plugin(&id, None, self.span(statement.start, statement.end), &[]);
                        }
                    }
                    Flow::Next(value)
                }
            },
            StatementKind::Declare { names, value, by } => {
                if *by {
                    self.delegated(names, value.as_ref(), statement);
                } else if let Some(value) = value {
                    let span = self.span(statement.start, statement.end);
                    let value = self.evaluate(value);
                    match names.as_slice() {
                        [name] => self.declare(name, define(value, span)),
                        _ => {
                            for (at, name) in names.iter().enumerate() {
                                let part = self.element(&value, at);
                                self.declare(name, define(part, span.clone()));
                            }
                        }
                    }
                } else {
                    for name in names {
                        self.declare(name, Value::null());
                    }
                }
                Flow::Next(Value::null())
            }
            StatementKind::Assign { target, add, value } => {
                let value = self.evaluate(value);
                self.at = (statement.start, statement.end);
                self.assign(target, value, *add, statement);
                Flow::Next(Value::null())
            }
            StatementKind::Loop { names, over, body } => {
                let over = over.as_ref().map(|over| self.evaluate(over));
                self.iterate(over.as_ref(), names, body);
                Flow::Next(Value::null())
            }
            StatementKind::Return(value) => {
                let value = value.as_ref().map_or_else(Value::null, |value| self.evaluate(value));
                Flow::Return(value)
            }
            StatementKind::Leave => Flow::Leave,
        }
    }

    // Variables.

    // Expressions.

    /// Runs a closure with `arguments`.
    pub(crate) fn invoke(&mut self, closure: &Arc<Closure>, arguments: Vec<Value>) -> Value {
        let mut frame = Frame::default();
        let body = &closure.body;
        if !body.functions.is_empty() || !body.classes.is_empty() {
            frame.body = Some((Arc::clone(&closure.script), Arc::clone(body)));
        }
        // `{ k, v -> }` takes an entry apart, and Groovy's any list.
        let several = body.parameters.len() > 1;
        let arguments = match arguments.as_slice() {
            [Value { kind: Kind::Pair(key, value), trail, fixed }] if body.parameters.len() == 2 => {
                let key = Value { kind: Kind::Text(Phrase::new(key)), trail: trail.clone(), fixed: *fixed };
                vec![key, Value::clone(value).followed(trail)]
            }
            [Value { kind: Kind::List(parts), .. }] if several && closure.script.dialect == Dialect::Groovy => {
                parts.to_vec()
            }
            _ => arguments,
        };
        let outer = std::mem::replace(&mut self.script, Arc::clone(&closure.script));
        let own = closure.frames.as_ref().map(|frames| std::mem::replace(&mut self.frames, frames.clone()));
        if body.parameters.is_empty() {
            frame.names.extend(arguments.into_iter().next().map(|it| ("it".to_owned(), it)));
            self.frames.push(frame);
        } else {
            self.frames.push(frame);
            self.bind(&body.parameters, &[], arguments);
        }
        let flow = self.body(body);
        self.frames.pop();
        if let Some(frames) = own {
            self.frames = frames;
        }
        self.script = outer;
        match flow {
            Flow::Next(value) | Flow::Return(value) => value,
            Flow::Leave => Value::null(),
        }
    }

    /// The closure with what it can see now, for running it later or elsewhere.
    fn keep(&self, closure: &Arc<Closure>) -> Arc<Closure> {
        if closure.frames.is_some() {
            return Arc::clone(closure);
        }
        Arc::new(Closure {
            body: Arc::clone(&closure.body),
            script: Arc::clone(&closure.script),
            frames: Some(self.frames.clone()),
        })
    }
}
