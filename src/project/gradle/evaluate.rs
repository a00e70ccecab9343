//! Runs build scripts without Gradle: every statement once, both branches of a condition, closures where they
//! stand. What a script says about its project gathers in [`Facts`].
//!
//! Names are looked up along the calls, as Groovy's delegation does in practice; so a function of build logic
//! that is called in a `dependencies` block adds to that block.

mod android;
mod call;
mod dependencies;
mod members;
mod methods;
mod plugins;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use super::lexer::Dialect;
use super::syntax::*;
use super::value::*;
use crate::project::catalog::Catalog;
use crate::project::{Android, Origin, Scope, SourceSet, Target, Unresolved};
use crate::source::{Files, Problem, Source, Span};

pub(crate) use plugins::{Logic, PluginCode};
pub(crate) use settings::SettingsFacts;

/// Limits that no real build comes near: statements and calls of one project, and how deep they nest.
const MAX_STEPS: u32 = 400_000;
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
    pub root_name: Option<String>,
    /// `gradle.properties` of the root, then what settings put into `gradle.ext`.
    pub properties: BTreeMap<String, Value>,
    pub gradle: BTreeMap<String, Value>,
    pub logic: Arc<Logic>,
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
    pub build_files: BTreeSet<String>,
    /// Lock files and saved reports beside the script.
    pub locks: Vec<(String, Lock)>,
    /// What is meant for other projects, or for later.
    pub deferred: Vec<Deferred>,
    /// Plugins that the project builds: id and class.
    pub plugin_classes: Vec<(String, String)>,
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
    /// Values that `with` and `apply` make the receiver, with the number of blocks at that point.
    receivers: Vec<Value>,
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
    conditional: u32,
    dead: u32,
    steps: u32,
    depth: u32,
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
            conditional: 0,
            dead: 0,
            steps: 0,
            depth: 0,
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
    }

    /// Runs what the projects above have for this one.
    pub fn run_deferred_of(&mut self, parent: &Facts) {
        for deferred in &parent.deferred {
            if let DeferredOn::Projects(set) = &deferred.on
                && self.belongs(&self.facts.path.clone(), set)
            {
                let this = Value::new(Kind::Project(self.facts.path.clone())).fixed();
                self.within(Block::Project, |it| it.invoke(&deferred.closure, vec![this]));
            }
        }
    }

    /// Runs what waits for plugins that are applied by now; each once.
    pub fn run_deferred_on_plugins(&mut self) {
        let mut done = 0;
        while done < self.facts.deferred.len() {
            let deferred = self.facts.deferred[done].clone();
            done += 1;
            if let DeferredOn::Plugin(id) = &deferred.on
                && self.facts.plugins.iter().any(|plugin| plugin.id == *id)
            {
                self.within(Block::Project, |it| it.invoke(&deferred.closure, Vec::new()));
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
                _ => Flow::Next(self.evaluate(expression)),
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

    /// Runs a loop's body for every element; once with an unknown one where the elements are not known.
    fn iterate(&mut self, over: Option<&Value>, names: &[String], body: &Arc<Body>) {
        let elements = match over {
            Some(over) => self.elements(over),
            None => None,
        };
        let known = elements.is_some();
        let elements = elements.unwrap_or_else(|| vec![Value::unknown(over.map_or(Reason::Expression, Value::reason))]);
        self.conditional += u32::from(!known);
        for element in elements {
            if !self.step() {
                break;
            }
            let mut frame = self.frame_of(body);
            match names {
                [] => {}
                [name] => {
                    frame.names.insert(name.clone(), element);
                }
                _ => {
                    for (at, name) in names.iter().enumerate() {
                        let part = self.element(&element, at);
                        frame.names.insert(name.clone(), part);
                    }
                }
            }
            self.frames.push(frame);
            let flow = self.body(body);
            self.frames.pop();
            if let Flow::Return(value) = flow {
                self.returns.push(value);
            }
        }
        self.conditional -= u32::from(!known);
    }

    fn frame_of(&self, body: &Arc<Body>) -> Frame {
        let has_declarations = !body.functions.is_empty() || !body.classes.is_empty();
        let body = has_declarations.then(|| (Arc::clone(&self.script), Arc::clone(body)));
        Frame { body, ..Frame::default() }
    }

    /// Runs the branches of a choice. Where the condition follows from the build itself, one of them; else all,
    /// each with the values from before, and what they assign is afterwards one of several.
    fn choice(&mut self, choice: &Choice) -> Flow {
        let subject = choice.subject.as_ref().map(|subject| self.evaluate(subject));
        let mut values = Vec::new();
        let mut outcomes: Vec<BTreeMap<Slot, Value>> = Vec::new();
        let mut before: BTreeMap<Slot, Option<Value>> = BTreeMap::new();
        let mut exhaustive = choice.exhaustive;
        // Whether an earlier branch is known to be taken.
        let mut taken = false;
        let mut alone = true;
        for (at, branch) in choice.branches.iter().enumerate() {
            let decision = self.decide(branch, subject.as_ref());
            if decision == Decision::Fixed(false) {
                continue;
            }
            let otherwise = branch.conditions.is_empty();
            if (decision == Decision::Fixed(true) || otherwise) && alone {
                // The first branch that can be taken is certain: `try`, and conditions on the build itself.
                let flow = self.block_body(&branch.body);
                let is_try = otherwise && at == 0 && choice.branches.len() > 1;
                match flow {
                    Flow::Next(value) => values.push(value),
                    other => return other,
                }
                if is_try {
                    alone = false;
                    exhaustive = false;
                    continue;
                }
                return Flow::Next(values.pop().unwrap_or_else(Value::null));
            }
            alone = false;
            let dead = taken || decision == Decision::Known(false);
            taken |= decision == Decision::Known(true);
            self.conditional += 1;
            self.dead += u32::from(dead);
            self.journals.push(BTreeMap::new());
            let flow = self.block_body(&branch.body);
            self.dead -= u32::from(dead);
            self.conditional -= 1;
            let journal = self.journals.pop().unwrap_or_default();
            let mut outcome = BTreeMap::new();
            for (slot, old) in journal {
                if let Some(new) = self.slot(&slot) {
                    outcome.insert(slot.clone(), new);
                }
                self.restore(&slot, old.clone());
                before.entry(slot).or_insert(old);
            }
            match flow {
                Flow::Next(value) if !dead => values.push(value),
                Flow::Next(value) => values.insert(values.len(), value),
                Flow::Return(value) => self.returns.push(value),
                Flow::Leave => {}
            }
            // What a branch that is known to be taken assigns comes first.
            if decision == Decision::Known(true) {
                outcomes.insert(0, outcome)
            } else {
                outcomes.push(outcome)
            }
            if decision == Decision::Fixed(true) {
                exhaustive = true;
                break;
            }
        }
        for (slot, old) in before {
            let mut possible: Vec<Value> = Vec::new();
            for outcome in &outcomes {
                possible.extend(outcome.get(&slot).cloned().or_else(|| old.clone()));
            }
            if !exhaustive {
                possible.extend(old);
            }
            self.write(slot, Value::one_of(possible));
        }
        Flow::Next(Value::one_of(values))
    }

    fn block_body(&mut self, body: &Arc<Body>) -> Flow {
        let frame = self.frame_of(body);
        self.frames.push(frame);
        let flow = self.body(body);
        self.frames.pop();
        flow
    }

    fn decide(&mut self, branch: &Branch, subject: Option<&Value>) -> Decision {
        let mut all_known = true;
        let mut all_fixed = true;
        for condition in &branch.conditions {
            let value = match subject {
                None => self.evaluate(condition),
                Some(subject) => {
                    let value = self.evaluate(condition);
                    equal(subject, &value)
                }
            };
            match value.kind {
                Kind::Bool(true) if value.fixed => return Decision::Fixed(true),
                Kind::Bool(true) => return Decision::Known(true),
                Kind::Bool(false) | Kind::Null => all_fixed &= value.fixed,
                _ => (all_known, all_fixed) = (false, false),
            }
        }
        match (branch.conditions.is_empty(), all_fixed, all_known) {
            (true, ..) => Decision::Unknown,
            (false, true, true) => Decision::Fixed(false),
            (false, false, true) => Decision::Known(false),
            _ => Decision::Unknown,
        }
    }

    // Variables.

    fn slot(&self, slot: &Slot) -> Option<Value> {
        if slot.0 == EXT {
            return self.facts.ext.get(&slot.1).cloned();
        }
        self.frames.get(slot.0)?.names.get(&slot.1).cloned()
    }

    fn restore(&mut self, slot: &Slot, old: Option<Value>) {
        let names = if slot.0 == EXT {
            &mut self.facts.ext
        } else {
            match self.frames.get_mut(slot.0) {
                Some(frame) => &mut frame.names,
                None => return,
            }
        };
        match old {
            Some(value) => names.insert(slot.1.clone(), value),
            None => names.remove(&slot.1),
        };
    }

    /// Sets a variable, and notes what it was for the branch that is running.
    fn write(&mut self, slot: Slot, value: Value) {
        if !self.journals.is_empty() {
            let old = self.slot(&slot);
            if let Some(journal) = self.journals.last_mut() {
                journal.entry(slot.clone()).or_insert(old);
            }
        }
        self.restore(&slot, Some(value));
    }

    fn declare(&mut self, name: &str, value: Value) {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let frame = self.frames.len() - 1;
        // A name of the running branch's own block is gone after it: nothing to note.
        self.restore(&(frame, name.to_owned()), Some(value));
    }

    fn frame_with(&self, name: &str) -> Option<usize> {
        self.frames.iter().rposition(|frame| frame.names.contains_key(name))
    }

    // Expressions.

    pub(crate) fn evaluate(&mut self, expression: &Expression) -> Value {
        if !self.step() || self.depth >= MAX_DEPTH {
            return Value::unknown(Reason::TooComplex);
        }
        match &expression.kind {
            ExpressionKind::Text(pieces, closed) => self.text(pieces, *closed),
            ExpressionKind::Number(digits) => Value::text(digits),
            ExpressionKind::Name(name) => self.name(name),
            ExpressionKind::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    let value = self.evaluate(item);
                    values.push(value.fixed().behind(self.span(item.start, item.end)));
                }
                Value::list(values)
            }
            ExpressionKind::Map(entries) => Value::map(self.map_entries(entries)),
            ExpressionKind::Closure(body) => {
                let closure = Closure { body: Arc::clone(body), script: Arc::clone(&self.script), frames: None };
                Value::new(Kind::Closure(Arc::new(closure)))
            }
            ExpressionKind::Chain(base, links) => self.deeper(|it| it.chain(expression, base, links)),
            ExpressionKind::Operation(first, rest) => self.deeper(|it| it.operation(first, rest)),
            ExpressionKind::Not(inner) => {
                let value = self.evaluate(inner);
                match value.kind {
                    Kind::Bool(known) => Value { kind: Kind::Bool(!known), ..value },
                    Kind::Null => Value { kind: Kind::Bool(true), ..value },
                    _ => Value::unknown(value.reason()),
                }
            }
            ExpressionKind::Default(values) => {
                let mut last = Value::null();
                for value in values {
                    last = self.evaluate(value);
                    if !matches!(last.kind, Kind::Null | Kind::Unknown(_)) {
                        break;
                    }
                }
                last
            }
            ExpressionKind::Choice(choice) => match self.choice(choice) {
                Flow::Next(value) | Flow::Return(value) => value,
                Flow::Leave => Value::null(),
            },
            ExpressionKind::Unknown => Value::unknown(Reason::Expression),
        }
    }

    fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    fn map_entries(&mut self, entries: &[Argument]) -> Vec<(String, Value)> {
        let mut values = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(key) = &entry.key else {
                continue;
            };
            let name = match &key.kind {
                ExpressionKind::Name(name) => Some(name.clone()),
                _ => self.evaluate(key).as_text(),
            };
            let Some(name) = name else {
                continue;
            };
            let value = self.evaluate(&entry.value);
            let span = self.span(key.start, entry.value.end);
            values.push((name, define(value, span)));
        }
        values
    }

    fn text(&mut self, pieces: &[Piece], closed: bool) -> Value {
        if let [Piece::Literal(text)] = pieces {
            return if closed { Value::text(text) } else { self.unclosed(text) };
        }
        let mut values = Vec::with_capacity(pieces.len());
        for piece in pieces {
            values.push(match piece {
                Piece::Literal(text) => Value::text(text),
                Piece::Template(expression) => self.evaluate(expression),
            });
        }
        self.join(&values)
    }

    /// What an unclosed string holds ends somewhere on its line; where is anybody's guess.
    fn unclosed(&self, text: &str) -> Value {
        let text = format!("{}{GAP}", text.replace(GAP, ""));
        Value::new(Kind::Text(Phrase { text: text.into(), gap: Some(Reason::Unclosed) }))
    }

    /// Values as one text; several texts where a part has several values.
    fn join(&mut self, values: &[Value]) -> Value {
        const MOST: usize = 16;
        const LONGEST: usize = 1 << 16;
        let mut texts = vec![(String::new(), None::<Reason>, Vec::<Span>::new(), false)];
        for value in values {
            let possible: Vec<Value> = match &value.kind {
                Kind::OneOf(possible) => possible.iter().map(|one| one.clone().followed(&value.trail)).collect(),
                _ => vec![value.clone()],
            };
            let mut next = Vec::new();
            for (text, gap, trail, fixed) in &texts {
                for one in possible.iter().take(MOST) {
                    if next.len() >= MOST || text.len() > LONGEST {
                        break;
                    }
                    let phrase = one.phrase();
                    let mut trail = trail.clone();
                    extend_trail(&mut trail, &one.trail);
                    if let Kind::Accessor(catalog, section, alias) = &one.kind {
                        extend_trail(&mut trail, &accessor_trail(catalog, *section, alias));
                    }
                    let gap = gap.clone().or_else(|| phrase.gap.clone());
                    next.push((format!("{text}{}", phrase.text), gap, trail, *fixed || one.fixed));
                }
            }
            texts = next;
        }
        let values = texts.into_iter().map(|(text, gap, trail, fixed)| Value {
            kind: Kind::Text(Phrase { text: text.into(), gap }),
            trail,
            fixed,
        });
        Value::one_of(values.collect())
    }

    fn operation(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Value {
        let mut value = self.evaluate(first);
        for (operator, operand) in rest {
            // What stands on the right of `and` runs anyway: it may tell something.
            let right = self.evaluate(operand);
            value = match operator {
                Operator::Add => self.add(value, right),
                Operator::Subtract => self.subtract(value, right),
                Operator::Equal => equal(&value, &right),
                Operator::NotEqual => negate(equal(&value, &right)),
                Operator::And => both(value, right, false),
                Operator::Or => both(value, right, true),
                Operator::Pair => match value.as_text() {
                    Some(key) => {
                        let span = self.span(first.start, operand.end);
                        Value::new(Kind::Pair(key, Arc::new(define(right, span))))
                    }
                    None => Value::unknown(value.reason()),
                },
                Operator::In => self.contains(&right, &value),
                Operator::NotIn => negate(self.contains(&right, &value)),
                Operator::ShiftLeft => self.add(value, right),
                Operator::Cast => value,
                Operator::Other => Value::unknown(Reason::Expression),
            };
        }
        value
    }

    fn add(&mut self, left: Value, right: Value) -> Value {
        match (&left.kind, &right.kind) {
            (Kind::List(a), _) => {
                let mut all: Vec<Value> = a.to_vec();
                match &right.kind {
                    Kind::List(b) => all.extend(b.iter().cloned()),
                    _ => all.push(right),
                }
                Value::list(all).followed(&left.trail)
            }
            (Kind::Map(a), Kind::Map(b)) => {
                let mut all = a.to_vec();
                all.extend(b.iter().cloned());
                Value::map(all)
            }
            (Kind::Notation(_) | Kind::Path(_), Kind::Notation(_) | Kind::Path(_)) => Value::list(vec![left, right]),
            _ => self.join(&[left, right]),
        }
    }

    fn subtract(&mut self, left: Value, right: Value) -> Value {
        match &left.kind {
            Kind::List(all) => {
                let gone = self.elements(&right).unwrap_or_else(|| vec![right.clone()]);
                let stays = |value: &&Value| !gone.iter().any(|other| is_true(&equal(value, other)));
                Value::list(all.iter().filter(stays).cloned().collect())
            }
            Kind::ProjectSet(set) => {
                let mut set = ProjectSet::clone(set);
                for gone in self.elements(&right).unwrap_or_else(|| vec![right.clone()]) {
                    if let Kind::Project(path) = gone.kind {
                        set.without.push(path);
                    }
                }
                Value::new(Kind::ProjectSet(Arc::new(set)))
            }
            _ => Value::unknown(Reason::Expression),
        }
    }

    fn contains(&mut self, list: &Value, value: &Value) -> Value {
        let Some(elements) = self.elements(list) else {
            return Value::unknown(list.reason());
        };
        let mut fixed = value.fixed;
        for element in &elements {
            let same = equal(element, value);
            match same.kind {
                Kind::Bool(true) => return Value { fixed: value.fixed, ..Value::new(Kind::Bool(true)) },
                Kind::Bool(false) => {}
                _ => return same,
            }
            fixed &= value.fixed;
        }
        Value { fixed, ..Value::new(Kind::Bool(false)) }
    }

    /// Runs a closure with `arguments`.
    pub(crate) fn invoke(&mut self, closure: &Arc<Closure>, arguments: Vec<Value>) -> Value {
        let mut frame = Frame::default();
        let body = &closure.body;
        if !body.functions.is_empty() || !body.classes.is_empty() {
            frame.body = Some((Arc::clone(&closure.script), Arc::clone(body)));
        }
        match body.parameters.as_slice() {
            [] => {
                if let Some(it) = arguments.into_iter().next() {
                    frame.names.insert("it".to_owned(), it);
                }
            }
            parameters => {
                // `{ k, v -> }` takes an entry apart.
                let arguments = match arguments.as_slice() {
                    [Value { kind: Kind::Pair(key, value), trail, fixed }] if parameters.len() == 2 => {
                        let key = Value { kind: Kind::Text(Phrase::new(key)), trail: trail.clone(), fixed: *fixed };
                        vec![key, Value::clone(value).followed(trail)]
                    }
                    _ => arguments,
                };
                let mut arguments = arguments.into_iter();
                for parameter in parameters {
                    let value = match (arguments.next(), &parameter.default) {
                        (Some(value), _) => value,
                        (None, Some(default)) => self.evaluate(default),
                        (None, None) => Value::unknown(Reason::Undefined(parameter.name.clone())),
                    };
                    frame.names.insert(parameter.name.clone(), value);
                }
            }
        }
        let outer = std::mem::replace(&mut self.script, Arc::clone(&closure.script));
        let own = closure.frames.as_ref().map(|frames| std::mem::replace(&mut self.frames, frames.clone()));
        self.frames.push(frame);
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    /// Follows from the build itself.
    Fixed(bool),
    /// Follows from properties, which a command line may change.
    Known(bool),
    Unknown,
}

/// `value` as the definition at `span` gives it: texts stand there, maps and lists know their own places.
fn define(value: Value, span: Span) -> Value {
    match &value.kind {
        Kind::Map(_) | Kind::Closure(_) | Kind::Project(_) | Kind::Ext(_) | Kind::Tool(_) | Kind::Class(_) => value,
        _ => value.behind(span),
    }
}

fn accessor_trail(catalog: &Catalog, section: Section, alias: &str) -> Vec<Span> {
    match section {
        Section::Libraries => catalog.library(alias).map(|library| library.at.clone()),
        Section::Versions => catalog.version(alias).map(|version| vec![version.at.clone()]),
        Section::Plugins => catalog.plugin(alias).map(|plugin| plugin.at.clone()),
        Section::Bundles => catalog.bundle(alias).map(|bundle| vec![bundle.at.clone()]),
    }
    .unwrap_or_default()
}

fn is_true(value: &Value) -> bool {
    matches!(value.kind, Kind::Bool(true))
}

fn negate(value: Value) -> Value {
    match value.kind {
        Kind::Bool(known) => Value { kind: Kind::Bool(!known), ..value },
        _ => value,
    }
}

/// `and` (`decisive` false) and `or` (`decisive` true) of two values.
fn both(left: Value, right: Value, decisive: bool) -> Value {
    match (&left.kind, &right.kind) {
        (Kind::Bool(a), _) if *a == decisive => left,
        (_, Kind::Bool(b)) if *b == decisive => right,
        (Kind::Bool(_), Kind::Bool(_)) => Value { fixed: left.fixed && right.fixed, ..right },
        _ => Value::unknown(Reason::Expression),
    }
}

/// Whether two values are equal, as far as both are known.
fn equal(left: &Value, right: &Value) -> Value {
    let fixed = left.fixed || right.fixed;
    let known = |same: bool| Value { fixed, ..Value::new(Kind::Bool(same)) };
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => known(true),
        (Kind::Null, Kind::Text(_)) | (Kind::Text(_), Kind::Null) => known(false),
        (Kind::Bool(a), Kind::Bool(b)) => known(a == b),
        (Kind::Project(a), Kind::Project(b)) => known(a == b),
        (Kind::Text(_) | Kind::Bool(_) | Kind::Accessor(..), Kind::Text(_) | Kind::Bool(_) | Kind::Accessor(..)) => {
            match (left.as_text(), right.as_text()) {
                (Some(a), Some(b)) => known(a == b),
                _ => Value::unknown(Reason::Expression),
            }
        }
        _ => Value::unknown(Reason::Expression),
    }
}
