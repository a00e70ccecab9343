//! Assignments and delegated properties.

use super::call::FILLED;
use super::classes::OBJECT;
use super::*;

impl Interpreter<'_> {
    pub(super) fn assign(&mut self, target: &Expression, value: Value, add: bool, statement: &Statement) {
        let span = self.span(statement.start, statement.end);
        match &target.kind {
            ExpressionKind::Name(name) => {
                if self.android_assign(None, name, &value, add) || self.settings_assign(None, name, &value) {
                    return;
                }
                let value = define(value, span);
                match self.frame_with(name) {
                    Some(frame) => {
                        let value = self.combined((frame, name.clone()), value, add);
                        self.write((frame, name.clone()), value);
                    }
                    None if *self.block() == Block::Ext || self.sets_properties() => {
                        let value = self.combined((EXT, name.clone()), value, add);
                        self.write((EXT, name.clone()), value);
                    }
                    None => {}
                }
            }
            ExpressionKind::Chain(base, links) => self.assign_chain(base, links, value, add, span),
            ExpressionKind::List(targets) => {
                for (at, target) in targets.iter().enumerate() {
                    let part = self.element(&value, at);
                    self.assign(target, part, add, statement);
                }
            }
            _ => {}
        }
    }

    /// Whether an assignment to a new name makes a property of the project here.
    pub(super) fn sets_properties(&self) -> bool {
        matches!(self.block(), Block::Project | Block::Buildscript | Block::Settings)
    }

    pub(super) fn combined(&mut self, slot: Slot, value: Value, add: bool) -> Value {
        match self.slot(&slot) {
            Some(old) if add => self.add(old, value),
            _ => value,
        }
    }

    pub(super) fn assign_chain(&mut self, base: &Expression, links: &[Link], value: Value, add: bool, span: Span) {
        let Some((last, before)) = links.split_last() else {
            return;
        };
        let key = match &last.kind {
            LinkKind::Member(name) => Some(name.clone()),
            LinkKind::Index(arguments) => match arguments.first() {
                Some(argument) => self.evaluate(&argument.value).as_text(),
                None => None,
            },
            LinkKind::Call { .. } => None,
        };
        let Some(key) = key else {
            return;
        };
        // `this.path = path` in a constructor.
        if let ([], ExpressionKind::Name(this), Some(frame)) = (before, &base.kind, self.frame_with(OBJECT))
            && this == "this"
        {
            return self.write((frame, key), define(value, span));
        }
        // `buildMap { this["a"] = "b" }`
        if let ([], LinkKind::Index(_), ExpressionKind::Name(this), Some(frame)) =
            (before, &last.kind, &base.kind, self.frame_with(FILLED))
            && this == "this"
        {
            let slot = (frame, FILLED.to_owned());
            let filled = self.slot(&slot).and_then(|map| put(&map, &[key], define(value, span)));
            if let Some(filled) = filled {
                self.write(slot, filled);
            }
            return;
        }
        let receiver = if before.is_empty() {
            match &base.kind {
                ExpressionKind::Name(name) => self.name(name),
                _ => self.evaluate(base),
            }
        } else {
            self.chain(base, base, before)
        };
        if self.android_assign(Some(&receiver), &key, &value, add)
            || self.settings_assign(Some(&receiver), &key, &value)
        {
            return;
        }
        match &receiver.kind {
            Kind::Ext(path) | Kind::Project(path) => {
                if *path == self.facts.path || self.is_in(&Block::Settings) {
                    let value = define(value, span);
                    let value = self.combined((EXT, key.clone()), value, add);
                    self.write((EXT, key), value);
                }
            }
            Kind::Gradle => {
                self.facts.settings.gradle.insert(key, define(value, span));
            }
            _ => self.assign_path(base, links, define(value, span)),
        }
    }

    /// `deps.umeng = …`, `ext.deps["umeng"] = …`: an entry of a map, however deep.
    pub(super) fn assign_path(&mut self, base: &Expression, links: &[Link], value: Value) {
        let ExpressionKind::Name(first) = &base.kind else {
            return;
        };
        let mut path = vec![first.clone()];
        for link in links {
            match &link.kind {
                LinkKind::Member(name) => path.push(name.clone()),
                LinkKind::Index(arguments) => {
                    let key = arguments.first().and_then(|argument| self.evaluate(&argument.value).as_text());
                    match key {
                        Some(key) => path.push(key),
                        None => return,
                    }
                }
                LinkKind::Call { .. } => return,
            }
        }
        let frame = self.frame_with(&path[0]);
        if frame.is_none() {
            while path.len() > 1 && matches!(path[0].as_str(), "project" | "rootProject" | "ext" | "extra" | "this") {
                path.remove(0);
            }
        }
        let slot = (frame.unwrap_or(EXT), path[0].clone());
        let old = self.slot(&slot).unwrap_or_else(|| Value::map(Vec::new()));
        if let Some(new) = put(&old, &path[1..], value) {
            self.write(slot, new);
        }
    }

    /// `val x by extra("v")`, `by project`, `by configurations.creating`, `by lazy { }`.
    pub(super) fn delegated(&mut self, names: &[String], delegate: Option<&Expression>, statement: &Statement) {
        let (Some(name), Some(delegate)) = (names.first(), delegate) else {
            return;
        };
        let span = self.span(statement.start, statement.end);
        let (path, arguments) = delegate_path(delegate);
        let last = path.last().copied().unwrap_or_default();
        let givens = match arguments {
            Some(LinkKind::Call { types, arguments }) => self.givens(types, arguments, delegate.start, delegate.end),
            _ => Default::default(),
        };
        let value = match last {
            "extra" if arguments.is_some() => {
                let value = match givens.closure() {
                    Some(closure) => self.invoke(&closure, Vec::new()),
                    None => givens.value(0).cloned().unwrap_or_else(Value::null),
                };
                let value = define(value, span);
                self.write((EXT, name.clone()), value.clone());
                value
            }
            "extra" if path.first() == Some(&"rootProject") => self.extra(":", name),
            "extra" | "project" | "settings" | "ext" | "properties" => self.property(name),
            "rootProject" => self.extra(":", name),
            "lazy" => match givens.closure() {
                Some(closure) => define(self.invoke(&closure, Vec::new()), span),
                None => Value::null(),
            },
            "creating" | "registering" | "getting" | "existing" => {
                if path.contains(&"configurations") || *self.block() == Block::Configurations {
                    self.facts.configurations.entry(name.clone()).or_default();
                    let value = Value::new(Kind::Configuration(name.clone()));
                    self.run_with(value.clone(), &givens);
                    value
                } else {
                    let block = self.block().clone();
                    let named = call::Givens {
                        all: std::iter::once(call::Given {
                            key: None,
                            value: Value::text(name),
                            start: delegate.start,
                            end: delegate.end,
                        })
                        .chain(givens.all.clone())
                        .collect(),
                        ..givens.clone()
                    };
                    let made =
                        self.android_call(&block, if last == "getting" { "getByName" } else { "create" }, &named);
                    made.unwrap_or_else(|| self.run_closure(&givens, Block::Other))
                }
            }
            _ => {
                let value = self.evaluate(delegate);
                match &value.kind {
                    Kind::Ext(_) | Kind::Project(_) => self.member(&value, name),
                    Kind::Map(_) => value.entry(name).unwrap_or_else(Value::null),
                    _ => define(value, span),
                }
            }
        };
        self.declare(name, value);
    }
}

/// The names of `a.b.c(…)`, and the call at the end.
pub(super) fn delegate_path(expression: &Expression) -> (Vec<&str>, Option<&LinkKind>) {
    match &expression.kind {
        ExpressionKind::Name(name) => (vec![name], None),
        ExpressionKind::Chain(base, links) => {
            let ExpressionKind::Name(first) = &base.kind else {
                return (Vec::new(), None);
            };
            let mut path = vec![first.as_str()];
            let mut call = None;
            for link in links {
                match &link.kind {
                    LinkKind::Member(name) => path.push(name),
                    kind @ LinkKind::Call { .. } => call = Some(kind),
                    LinkKind::Index(_) => {}
                }
            }
            (path, call)
        }
        _ => (Vec::new(), None),
    }
}

/// `map` with `value` at the end of `path`; nothing when something on the way is no map.
pub(super) fn put(map: &Value, path: &[String], value: Value) -> Option<Value> {
    let Some((first, rest)) = path.split_first() else {
        return Some(value);
    };
    let Kind::Map(entries) = &map.kind else {
        return None;
    };
    let mut entries = entries.to_vec();
    let old = map.entry(first).unwrap_or_else(|| Value::map(Vec::new()));
    let new = if rest.is_empty() { value } else { put(&old, rest, value)? };
    entries.retain(|(key, _)| key != first);
    entries.push((first.clone(), new));
    Some(Value { kind: Kind::Map(Arc::new(entries)), ..map.clone() })
}
