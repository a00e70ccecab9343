//! Classes of the build's own and their objects: their constants, properties and functions.

use super::call::Givens;
use super::*;

/// The name under which the object whose code runs is kept, or nothing while it is made; no script can write it.
pub(super) const OBJECT: &str = "\u{1}object";

impl Interpreter<'_> {
    /// The class at `path`, which may stand in another one: `com.acme.Deps.Umeng`.
    pub(super) fn class_at(&mut self, path: &str, depth: usize) -> Option<Arc<ClassRef>> {
        const DEEPEST: usize = 8;
        if let Some(class) = self.world.logic.qualified(path) {
            return Some(class);
        }
        let (outer, name) = path.rsplit_once('.').unwrap_or(("", path));
        if depth < DEEPEST
            && let Some(outer) = (!outer.is_empty()).then(|| self.class_at(outer, depth + 1)).flatten()
            && let Some(Value { kind: Kind::Class(class), .. }) = self.class_member(&outer, name)
        {
            return Some(class);
        }
        self.world.logic.class(name)
    }

    pub(super) fn class_member_or_outer(&mut self, class: &Arc<ClassRef>, name: &str) -> Option<Value> {
        let mut class = Some(Arc::clone(class));
        while let Some(inner) = class {
            if let Some(value) = self.class_member(&inner, name) {
                return Some(value);
            }
            class = inner.outer.clone();
        }
        None
    }

    /// The constant, property or class `name` within `class`.
    pub(super) fn class_member(&mut self, class: &Arc<ClassRef>, name: &str) -> Option<Value> {
        if self.depth >= MAX_DEPTH || !self.step() {
            return Some(Value::unknown(Reason::TooComplex));
        }
        let body = &class.class.body;
        let frame = || vec![Frame { class: Some(Arc::clone(class)), ..Frame::default() }];
        for statement in &body.statements {
            let value = match &statement.kind {
                StatementKind::Declare { names, value, .. } if names.iter().any(|own| own == name) => value.as_ref(),
                StatementKind::Assign { target, value, .. } if is_name(target, name) => Some(value),
                _ => continue,
            };
            let span = Span::new(&class.script.source, statement.start, statement.end);
            let value = match value {
                Some(value) => define(self.elsewhere(&class.script, frame(), |it| it.evaluate(value)), span),
                None => Value::null(),
            };
            let value = self.initialised(class, name, value);
            if !matches!(value.kind, Kind::Null) {
                return Some(value);
            }
        }
        if let Some((_, arguments, start, end)) = class.class.constants.iter().find(|(own, ..)| own == name) {
            let (start, end) = (*start, *end);
            let givens = self.elsewhere(&class.script, frame(), |it| it.givens(&[], arguments, start, end));
            let mut given = givens.positional();
            let parameters = &body.parameters;
            let fields = parameters.iter().map(|parameter| {
                let value = givens.named(&parameter.name).or_else(|| given.next().map(|given| &given.value));
                (parameter.name.clone(), value.cloned().unwrap_or_else(Value::null))
            });
            let span = Span::new(&class.script.source, start, end);
            let fields: Vec<(String, Value)> = fields.collect();
            let object = Object { class: Arc::clone(class), fields };
            return Some(Value::new(Kind::Instance(Arc::new(object))).behind(span));
        }
        if let Some(inner) = body.classes.iter().find(|inner| inner.name == name) {
            let outer = Some(Arc::clone(class));
            let inner = ClassRef { class: Arc::clone(inner), script: Arc::clone(&class.script), outer };
            return Some(Value::new(Kind::Class(Arc::new(inner))));
        }
        for parent in &class.class.parents {
            if let Some(parent) = self.world.logic.class(parent)
                && parent.class.name != class.class.name
            {
                self.depth += 1;
                let value = self.class_member(&parent, name);
                self.depth -= 1;
                if value.is_some() {
                    return value;
                }
            }
        }
        None
    }

    /// The property `name` of a class after its initialisers: Java's `static { }` and Kotlin's `init { }`, which
    /// fill what a declaration leaves empty.
    fn initialised(&mut self, class: &Arc<ClassRef>, name: &str, value: Value) -> Value {
        let mark = format!("initialisers of {:p}", Arc::as_ptr(&class.class));
        let runs = |statement: &&Statement| {
            matches!(statement.kind, StatementKind::Assign { .. } | StatementKind::Expression(_))
        };
        let mut statements = class.class.body.statements.iter().filter(runs).peekable();
        let fillable = matches!(value.kind, Kind::Map(_) | Kind::List(_) | Kind::Null);
        if !fillable || statements.peek().is_none() || self.active.contains(&mark) {
            return value;
        }
        self.active.push(mark);
        let names = BTreeMap::from([(name.to_owned(), value)]);
        let frame = Frame { names, class: Some(Arc::clone(class)), ..Frame::default() };
        let value = self.elsewhere(&class.script, vec![frame], |it| {
            for statement in statements {
                match static_block(statement) {
                    Some(block) => {
                        it.block_body(block);
                    }
                    None => {
                        it.statement(statement);
                    }
                }
            }
            it.frames[0].names.remove(name)
        });
        self.active.pop();
        value.unwrap_or_else(Value::null)
    }

    /// An object of a class: `L("x")`, `new L(path: 'x')`.
    pub(super) fn construct(&mut self, class: &Arc<ClassRef>, givens: Givens) -> Value {
        let named = givens.map();
        let body = &class.class.body;
        let constructors = body.functions.iter().filter(|function| function.name == class.class.name);
        let constructor =
            constructors.min_by_key(|function| function.body.parameters.len().abs_diff(givens.all.len())).cloned();
        let positional = givens.all.into_iter().filter(|given| given.key.is_none()).map(|given| given.value);
        let positional: Vec<Value> = positional.collect();
        let fields = if !body.parameters.is_empty() {
            // Kotlin's and the records': the parameters of the class.
            let frame = Frame { class: Some(Arc::clone(class)), ..Frame::default() };
            self.elsewhere(&class.script, vec![frame], |it| {
                it.bind(&body.parameters, &named, positional);
                std::mem::take(&mut it.frames[0].names)
            })
        } else if let Some(constructor) = constructor {
            self.constructed(class, &constructor, &named, positional)
        } else {
            // Groovy takes the names of fields, and their order where an annotation makes the constructor.
            let declared = body.statements.iter().flat_map(|statement| match &statement.kind {
                StatementKind::Declare { names, .. } => names.as_slice(),
                _ => &[],
            });
            declared.cloned().zip(positional).chain(named).collect()
        };
        if fields.is_empty() {
            return Value::new(Kind::Class(Arc::clone(class)));
        }
        let fields = fields.into_iter().collect();
        Value::new(Kind::Instance(Arc::new(Object { class: Arc::clone(class), fields })))
    }

    /// The fields that a constructor sets.
    fn constructed(
        &mut self,
        class: &Arc<ClassRef>,
        constructor: &Arc<Function>,
        named: &[(String, Value)],
        positional: Vec<Value>,
    ) -> BTreeMap<String, Value> {
        let frame = Frame { class: Some(Arc::clone(class)), ..Frame::default() };
        self.elsewhere(&class.script, vec![frame], |it| {
            for statement in &class.class.body.statements {
                if let StatementKind::Declare { names, value, .. } = &statement.kind {
                    let value = value.as_ref().map_or_else(Value::null, |value| it.evaluate(value));
                    let fields = names.iter().map(|name| (name.clone(), value.clone()));
                    it.frames[0].names.extend(fields);
                }
            }
            it.frames[0].names.insert(OBJECT.to_owned(), Value::null());
            it.frames.push(Frame::default());
            it.bind(&constructor.body.parameters, named, positional);
            it.body(&constructor.body);
            it.frames.truncate(1);
            let mut fields = std::mem::take(&mut it.frames[0].names);
            fields.remove(OBJECT);
            fields
        })
    }

    /// An extension property of the build's own on a text: `val String.latest get() = "$this:+"`.
    pub(super) fn extension(&mut self, value: &Value, name: &str) -> Option<Value> {
        if let Some((script, declaration)) = self.world.logic.value(name) {
            return Some(self.on(value.clone(), |it| it.top_level(&script, declaration)));
        }
        // One of the script itself was evaluated where it stands, without what it extends.
        let own = self.frames.iter().any(|frame| frame.names.contains_key(name));
        own.then(|| Value::unknown(Reason::Function(name.to_owned())))
    }

    /// The names that the code of an object's class sees: its fields before the class.
    fn object_frame(object: &Arc<Object>) -> Frame {
        let mut names: BTreeMap<String, Value> = object.fields.iter().cloned().collect();
        names.insert(OBJECT.to_owned(), Value::new(Kind::Instance(Arc::clone(object))));
        Frame { names, class: Some(Arc::clone(&object.class)), ..Frame::default() }
    }

    /// A property of an object that its class works out: `val full get() = "$group:$name"`.
    pub(super) fn object_member(&mut self, value: &Value, name: &str) -> Option<Value> {
        let Kind::Instance(object) = &value.kind else {
            return None;
        };
        if self.depth >= MAX_DEPTH || !self.step() {
            return Some(Value::unknown(Reason::TooComplex));
        }
        let object = Arc::clone(object);
        let class = &object.class;
        let property = class.class.body.statements.iter().find_map(|statement| match &statement.kind {
            StatementKind::Declare { names, value, .. } if names.iter().any(|own| own == name) => {
                Some((value, Span::new(&class.script.source, statement.start, statement.end)))
            }
            _ => None,
        });
        if let Some((property, span)) = property {
            let Some(property) = property else {
                return Some(Value::null());
            };
            let frames = vec![Self::object_frame(&object)];
            let value = self.elsewhere(&class.script, frames, |it| it.evaluate(property));
            return Some(define(value, span));
        }
        let (script, function) = self.class_function(class, &getter(name))?;
        Some(self.call_on_object(&object, &script, &function, Default::default()))
    }

    /// Calls a function of an object's class.
    pub(super) fn call_on_object(
        &mut self,
        object: &Arc<Object>,
        script: &Arc<Script>,
        function: &Arc<Function>,
        givens: Givens,
    ) -> Value {
        let frames = vec![Self::object_frame(object)];
        self.elsewhere(script, frames, |it| it.call_method(script, function, Arc::clone(&object.class), givens))
    }

    /// The constants of an `enum`.
    pub(super) fn constants(&mut self, class: &Arc<ClassRef>) -> Value {
        let names = class.class.constants.iter().map(|(name, ..)| name);
        let constants = names.filter_map(|name| self.class_member(class, name)).map(Value::fixed);
        Value::list(constants.collect())
    }
}

/// The body of `static { … }`.
fn static_block(statement: &Statement) -> Option<&Arc<Body>> {
    let StatementKind::Expression(Expression { kind: ExpressionKind::Chain(base, links), .. }) = &statement.kind else {
        return None;
    };
    match links.as_slice() {
        [Link { kind: LinkKind::Call { arguments, .. }, .. }] if is_name(base, "static") => {
            arguments.iter().find_map(|argument| match &argument.value.kind {
                ExpressionKind::Closure(body) => Some(body),
                _ => None,
            })
        }
        _ => None,
    }
}

fn is_name(expression: &Expression, name: &str) -> bool {
    matches!(&expression.kind, ExpressionKind::Name(own) if own == name)
}

pub(super) fn getter(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => format!("get{}{}", first.to_uppercase(), characters.as_str()),
        None => String::new(),
    }
}
