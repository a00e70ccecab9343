//! Expressions: texts, operators, comparisons.

use super::*;

impl Interpreter<'_> {
    pub(crate) fn evaluate(&mut self, expression: &Expression) -> Value {
        if !self.step() || self.depth >= MAX_DEPTH {
            return Value::unknown(Reason::TooComplex);
        }
        match &expression.kind {
            ExpressionKind::Text(pieces, closed) => self.text(pieces, *closed),
            ExpressionKind::Number(digits) => Value::number(digits),
            ExpressionKind::Name(name) => self.name(name),
            ExpressionKind::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    let value = self.evaluate(item);
                    match (&item.kind, &value.kind) {
                        (ExpressionKind::Spread(_), Kind::List(all)) => values.extend(all.iter().cloned()),
                        _ => values.push(value.fixed().behind(self.span(item.start, item.end))),
                    }
                }
                Value::list(values)
            }
            ExpressionKind::Map(entries) => Value::map(self.map_entries(entries)),
            ExpressionKind::Closure(body) => {
                let closure = Closure { body: Arc::clone(body), script: Arc::clone(&self.script), frames: None };
                Value::new(Kind::Closure(Arc::new(closure)))
            }
            ExpressionKind::Spread(inner) => self.evaluate(inner),
            ExpressionKind::Reference(body) => {
                // What it refers to is looked for where it stands, wherever it is called.
                let closure = Closure { body: Arc::clone(body), script: Arc::clone(&self.script), frames: None };
                Value::new(Kind::Closure(self.keep(&Arc::new(closure))))
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

    pub(super) fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    pub(super) fn map_entries(&mut self, entries: &[Argument]) -> Vec<(String, Value)> {
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

    pub(super) fn text(&mut self, pieces: &[Piece], closed: bool) -> Value {
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
    pub(super) fn unclosed(&self, text: &str) -> Value {
        let text = format!("{}{GAP}", text.replace(GAP, ""));
        Value::new(Kind::Text(Phrase { text: text.into(), gap: Some(Reason::Unclosed) }))
    }

    /// Values as one text; several texts where a part has several values.
    pub(super) fn join(&mut self, values: &[Value]) -> Value {
        const MOST: usize = 16;
        const LONGEST: usize = 1 << 12;
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

    pub(super) fn operation(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Value {
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

    pub(super) fn add(&mut self, left: Value, right: Value) -> Value {
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
            (Kind::Number(a), Kind::Number(b)) => {
                sum(a, b, i64::checked_add).followed(&left.trail).followed(&right.trail)
            }
            _ => self.join(&[left, right]),
        }
    }

    pub(super) fn subtract(&mut self, left: Value, right: Value) -> Value {
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
            Kind::Number(a) => match &right.kind {
                Kind::Number(b) => sum(a, b, i64::checked_sub).followed(&left.trail).followed(&right.trail),
                _ => Value::unknown(Reason::Expression),
            },
            _ => Value::unknown(Reason::Expression),
        }
    }

    pub(super) fn contains(&mut self, list: &Value, value: &Value) -> Value {
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
}

/// What two whole numbers come to; of others it depends on the language how many digits the result has.
fn sum(left: &str, right: &str, of: fn(i64, i64) -> Option<i64>) -> Value {
    match (left.parse(), right.parse()) {
        (Ok(left), Ok(right)) => match of(left, right) {
            Some(result) => Value::number(&result.to_string()),
            None => Value::unknown(Reason::Expression),
        },
        _ => Value::unknown(Reason::Expression),
    }
}

/// `value` as the definition at `span` gives it: texts stand there, maps and lists know their own places.
pub(super) fn define(value: Value, span: Span) -> Value {
    match &value.kind {
        Kind::Map(_) | Kind::Closure(_) | Kind::Project(_) | Kind::Ext(_) | Kind::Tool(_) | Kind::Class(_) => value,
        _ => value.behind(span),
    }
}

pub(super) fn accessor_trail(catalog: &Catalog, section: Section, alias: &str) -> Vec<Span> {
    match section {
        Section::Libraries => catalog.library(alias).map(|library| library.at.clone()),
        Section::Versions => catalog.version(alias).map(|version| vec![version.at.clone()]),
        Section::Plugins => catalog.plugin(alias).map(|plugin| plugin.at.clone()),
        Section::Bundles => catalog.bundle(alias).map(|bundle| vec![bundle.at.clone()]),
    }
    .unwrap_or_default()
}

pub(super) fn is_true(value: &Value) -> bool {
    matches!(value.kind, Kind::Bool(true))
}

pub(super) fn negate(value: Value) -> Value {
    match value.kind {
        Kind::Bool(known) => Value { kind: Kind::Bool(!known), ..value },
        _ => value,
    }
}

/// `and` (`decisive` false) and `or` (`decisive` true) of two values.
pub(super) fn both(left: Value, right: Value, decisive: bool) -> Value {
    match (&left.kind, &right.kind) {
        (Kind::Bool(a), _) if *a == decisive => left,
        (_, Kind::Bool(b)) if *b == decisive => right,
        (Kind::Bool(_), Kind::Bool(_)) => Value { fixed: left.fixed && right.fixed, ..right },
        _ => Value::unknown(Reason::Expression),
    }
}

/// Whether two values are equal, as far as both are known.
pub(super) fn equal(left: &Value, right: &Value) -> Value {
    let fixed = left.fixed || right.fixed;
    let known = |same: bool| Value { fixed, ..Value::new(Kind::Bool(same)) };
    match (&left.kind, &right.kind) {
        (Kind::Null, Kind::Null) => known(true),
        (Kind::Null, Kind::Unknown(_) | Kind::OneOf(_)) | (Kind::Unknown(_) | Kind::OneOf(_), Kind::Null) => {
            Value::unknown(Reason::Expression)
        }
        (Kind::Null, _) | (_, Kind::Null) => known(false),
        (Kind::Bool(a), Kind::Bool(b)) => known(a == b),
        (Kind::Project(a), Kind::Project(b)) => known(a == b),
        (Kind::Path(a), Kind::Path(b)) => known(a == b),
        (
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Accessor(..),
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Accessor(..),
        ) => match (left.as_text(), right.as_text()) {
            (Some(a), Some(b)) => known(a == b),
            _ => Value::unknown(Reason::Expression),
        },
        _ => Value::unknown(Reason::Expression),
    }
}
