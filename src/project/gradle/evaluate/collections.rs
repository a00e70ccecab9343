//! Methods of texts, lists and maps.

use super::call::{self, Givens};
use super::configurations::{EACH, PICKS, are_configurations};
use super::methods::unknown_name;
use super::*;
use crate::project::gradle::properties;

impl Interpreter<'_> {
    pub(super) fn text_method(&mut self, value: &Value, name: &str, givens: &Givens) -> Value {
        let Some(text) = value.as_text() else {
            return match name {
                "get" | "trim" | "toString" | "getOrNull" => value.clone(),
                _ => Value::unknown(value.reason()).followed(&value.trail),
            };
        };
        let new = |text: &str| Value { kind: Kind::Text(Phrase::new(text)), ..value.clone() };
        let boolean = |known: bool| Value { kind: Kind::Bool(known), ..value.clone() };
        let first = givens.text(0);
        match (name, first.as_deref()) {
            ("toLowerCase" | "lowercase", _) => new(&text.to_lowercase()),
            ("toUpperCase" | "uppercase", _) => new(&text.to_uppercase()),
            ("trim" | "strip", _) => new(text.trim()),
            ("capitalize" | "capitalized" | "uppercaseFirstChar" | "replaceFirstChar", _) => {
                let mut characters = text.chars();
                match characters.next() {
                    Some(first) => new(&format!("{}{}", first.to_uppercase(), characters.as_str())),
                    None => value.clone(),
                }
            }
            ("decapitalize" | "uncapitalize", _) => {
                let mut characters = text.chars();
                match characters.next() {
                    Some(first) => new(&format!("{}{}", first.to_lowercase(), characters.as_str())),
                    None => value.clone(),
                }
            }
            ("replace", Some(from)) => match givens.text(1) {
                Some(to) => new(&text.replace(from, &to)),
                None => Value::unknown(Reason::Expression),
            },
            ("replaceAll" | "replaceFirst", Some(from))
                if !from.contains(['\\', '[', '(', '*', '+', '.', '^', '$']) =>
            {
                match givens.text(1) {
                    Some(to) => new(&text.replace(from, &to)),
                    None => Value::unknown(Reason::Expression),
                }
            }
            ("plus" | "concat", Some(_)) if !matches!(value.kind, Kind::Number(_)) => {
                let other = givens.value(0).cloned().unwrap_or_else(Value::null);
                self.join(&[value.clone(), other])
            }
            ("substring", Some(from)) => {
                let from = from.parse::<usize>().ok();
                let to = match givens.value(1) {
                    Some(to) => to.as_text().and_then(|to| to.parse::<usize>().ok()),
                    None => Some(text.len()),
                };
                match from.zip(to).and_then(|(from, to)| text.get(from..to)) {
                    Some(part) => new(part),
                    None => Value::unknown(Reason::Expression),
                }
            }
            ("split" | "tokenize", Some(by)) if !by.is_empty() => {
                // The first argument is a regular expression; an escaped character is that character.
                let by = by.strip_prefix('\\').unwrap_or(by).trim_matches(['[', ']']).to_owned();
                Value::list(text.split(by.as_str()).map(|part| new(part).fixed()).collect())
            }
            ("removePrefix", Some(prefix)) => new(text.strip_prefix(prefix).unwrap_or(&text)),
            ("removeSuffix", Some(suffix)) => new(text.strip_suffix(suffix).unwrap_or(&text)),
            ("substringBefore" | "substringBeforeLast", Some(mark)) => {
                let split = if name == "substringBefore" { text.split_once(mark) } else { text.rsplit_once(mark) };
                new(split.map_or(text.as_str(), |(before, _)| before))
            }
            ("substringAfter" | "substringAfterLast", Some(mark)) => {
                let split = if name == "substringAfter" { text.split_once(mark) } else { text.rsplit_once(mark) };
                new(split.map_or(text.as_str(), |(_, after)| after))
            }
            ("format" | "formatted", _) => self.format(value, &text, givens, 0),
            ("toBoolean" | "toBooleanStrict" | "toBooleanStrictOrNull" | "asBoolean" | "booleanValue", _) => {
                boolean(text.eq_ignore_ascii_case("true"))
            }
            ("equals" | "contentEquals", Some(other)) => boolean(text == other),
            ("equalsIgnoreCase", Some(other)) => boolean(text.eq_ignore_ascii_case(other)),
            ("startsWith", Some(prefix)) => boolean(text.starts_with(prefix)),
            ("endsWith", Some(suffix)) => boolean(text.ends_with(suffix)),
            ("contains", Some(part)) => boolean(text.contains(part)),
            ("isEmpty" | "isBlank", _) => boolean(text.trim().is_empty()),
            ("isNotEmpty" | "isNotBlank", _) => boolean(!text.trim().is_empty()),
            (
                "orElse" | "getOrElse" | "ifEmpty" | "ifBlank" | "orEmpty" | "get" | "toFile" | "intern" | "trimIndent"
                | "trimMargin" | "stripIndent" | "asProvider" | "map" | "toString" | "getOrNull",
                _,
            ) => value.clone(),
            ("toInt" | "toInteger" | "toLong" | "toIntOrNull" | "toBigDecimal" | "toDouble" | "toFloat", _) => {
                Value { kind: Kind::Number(text.into()), ..value.clone() }
            }
            ("plus" | "minus", _) if matches!(value.kind, Kind::Number(_)) => {
                let other = givens.value(0).cloned().unwrap_or_else(Value::null);
                if name == "plus" { self.add(value.clone(), other) } else { self.subtract(value.clone(), other) }
            }
            ("each" | "forEach", _) => Value::null(),
            ("times", _) => match givens.closure() {
                Some(closure) => self.repeat(value, &closure),
                None => Value::null(),
            },
            // `"implementation".invoke(…)`
            ("invoke" | "call", _) if *self.block() == Block::Dependencies => self.add_dependencies(value, givens, 0),
            _ => match self.has_own_function(name) {
                // An extension function: the text is what it works on.
                true => self.on(value.clone(), |it| it.call(name, givens.clone())),
                false => Value::unknown(Reason::Function(name.to_owned())).followed(&value.trail),
            },
        }
    }

    /// `%s` and `%d` filled with the arguments from `first` on.
    pub(super) fn format(&mut self, value: &Value, text: &str, givens: &Givens, first: usize) -> Value {
        let mut parts = Vec::new();
        let mut rest = text;
        let mut at = first;
        while let Some(position) = rest.find('%') {
            parts.push(Value::text(&rest[..position]));
            let Some(letter) = rest[position + 1..].chars().next().filter(|c| matches!(c, 's' | 'd')) else {
                return Value::unknown(Reason::Function("format".to_owned()));
            };
            parts.push(givens.value(at).cloned().unwrap_or_else(|| Value::unknown(Reason::Expression)));
            at += 1;
            rest = &rest[position + 1 + letter.len_utf8()..];
        }
        parts.push(Value::text(rest));
        self.join(&parts).followed(&value.trail)
    }

    pub(super) fn list_method(&mut self, value: &Value, name: &str, givens: &Givens) -> Value {
        let closure = givens.closure();
        if let Kind::ProjectSet(set) = &value.kind
            && let Some(result) = self.project_set_method(value, set, name, givens)
        {
            return result;
        }
        let elements = self.elements(value).unwrap_or_default();
        if let Some(closure) = closure.as_ref().filter(|_| are_configurations(&elements)) {
            if EACH.contains(&name) {
                self.each_configuration(&elements, name, closure);
                return value.clone();
            }
            if PICKS.contains(&name) {
                return self.picked_configurations(elements, name, closure);
            }
        }
        match (name, closure) {
            ("each" | "forEach" | "all" | "configureEach" | "onEach" | "every", Some(closure)) => {
                for element in elements {
                    if !self.step() {
                        break;
                    }
                    self.invoke(&closure, vec![element]);
                }
                value.clone()
            }
            ("eachWithIndex" | "forEachIndexed", Some(closure)) => {
                for (at, element) in elements.into_iter().enumerate() {
                    let at = Value::text(&at.to_string());
                    let pair = if name == "eachWithIndex" { vec![element, at] } else { vec![at, element] };
                    self.invoke(&closure, pair);
                }
                value.clone()
            }
            // `forEach(::implementation)`, `forEach { … }` given as a name.
            ("each" | "forEach", None) => {
                let function = givens.value(0).and_then(unknown_name);
                if let Some(function) = function {
                    for element in elements {
                        let (start, end) = (givens.start, givens.end);
                        let given = call::Given { key: None, value: element, start, end };
                        let givens = Givens { all: vec![given], types: Vec::new(), start, end };
                        self.call(&function, givens);
                    }
                }
                value.clone()
            }
            ("collect" | "map" | "flatMap" | "collectMany" | "mapNotNull", Some(closure)) => {
                let mut results = Vec::new();
                for element in elements {
                    let trail = element.trail.clone();
                    let result = self.invoke(&closure, vec![element]).followed(&trail).fixed();
                    match &result.kind {
                        Kind::List(inner) if matches!(name, "flatMap" | "collectMany") => {
                            results.extend(inner.iter().cloned());
                        }
                        Kind::Null => {}
                        _ => results.push(result),
                    }
                }
                Value::list(results)
            }
            ("findAll" | "filter" | "filterNot" | "grep" | "takeWhile", Some(closure)) => {
                let mut kept = Vec::new();
                for element in elements {
                    let decided = self.invoke(&closure, vec![element.clone()]);
                    let wanted = name != "filterNot";
                    match decided.kind {
                        Kind::Bool(known) if known == wanted => kept.push(element),
                        Kind::Bool(_) => {}
                        _ => kept.push(in_doubt(element)),
                    }
                }
                Value::list(kept)
            }
            ("find" | "first" | "firstOrNull" | "any", Some(closure)) => {
                let mut possible = Vec::new();
                for element in elements {
                    match self.invoke(&closure, vec![element.clone()]).kind {
                        Kind::Bool(false) => {}
                        Kind::Bool(true) => {
                            possible.push(element);
                            break;
                        }
                        _ => possible.push(element),
                    }
                }
                if name == "any" {
                    return Value::unknown(Reason::Expression);
                }
                Value::one_of(possible)
            }
            ("first" | "firstOrNull" | "head", None) => elements.first().cloned().unwrap_or_else(Value::null),
            ("last" | "lastOrNull", None) => elements.last().cloned().unwrap_or_else(Value::null),
            ("get" | "getAt" | "elementAt" | "getOrNull", None) => {
                match givens.text(0).and_then(|at| at.parse::<usize>().ok()) {
                    Some(at) => elements.get(at).cloned().unwrap_or_else(Value::null),
                    None => Value::unknown(Reason::Expression),
                }
            }
            ("join" | "joinToString", _) => {
                let by = givens.text(0).unwrap_or_else(|| if name == "join" { String::new() } else { ", ".to_owned() });
                let mut parts = Vec::new();
                for (at, element) in elements.into_iter().enumerate() {
                    if at > 0 {
                        parts.push(Value::text(&by));
                    }
                    parts.push(element);
                }
                self.join(&parts)
            }
            ("contains", _) => match givens.value(0).cloned() {
                Some(element) => self.contains(value, &element),
                None => Value::unknown(Reason::Expression),
            },
            ("plus" | "union", _) => match givens.value(0).cloned() {
                Some(other) => self.add(value.clone(), other),
                None => value.clone(),
            },
            ("minus", _) => match givens.value(0).cloned() {
                Some(other) => self.subtract(value.clone(), other),
                None => value.clone(),
            },
            ("isEmpty", _) => Value::new(Kind::Bool(elements.is_empty())),
            ("isNotEmpty", _) => Value::new(Kind::Bool(!elements.is_empty())),
            ("size", _) => Value::text(&elements.len().to_string()),
            (
                "toList" | "toSet" | "toTypedArray" | "toArray" | "asList" | "sorted" | "sort" | "unique" | "distinct"
                | "flatten" | "maxDepth" | "onEnter" | "reversed" | "asSequence" | "asReversed" | "values"
                | "plusElement" | "sortedBy" | "sortedByDescending" | "distinctBy" | "toSortedSet" | "toMutableList"
                | "toMutableSet" | "filterNotNull" | "asIterable" | "iterator" | "collect" | "findAll" | "shuffled",
                _,
            ) => value.clone(),
            _ => Value::unknown(Reason::Function(name.to_owned())),
        }
    }

    pub(super) fn map_method(&mut self, value: &Value, name: &str, givens: &Givens) -> Value {
        match name {
            "get" | "getValue" | "getProperty" | "getOrDefault" | "getOrElse" | "getAt" => {
                let Some(key) = givens.value(0).cloned() else {
                    return Value::unknown(Reason::Expression);
                };
                let found = self.index(value, &key);
                match (found.is_unknown(), givens.value(1)) {
                    (true, Some(default)) => default.clone(),
                    _ => found,
                }
            }
            "filterKeys" | "filterValues" => {
                let (Kind::Map(entries), Some(closure)) = (&value.kind, givens.closure()) else {
                    return value.clone();
                };
                let mut kept = Vec::new();
                for (key, entry) in entries.iter() {
                    let asked = if name == "filterKeys" { Value::text(key).fixed() } else { entry.clone() };
                    if !matches!(self.invoke(&closure, vec![asked]).kind, Kind::Bool(false)) {
                        kept.push((key.clone(), entry.clone()));
                    }
                }
                Value { kind: Kind::Map(Arc::new(kept)), ..value.clone() }
            }
            "containsKey" => match givens.text(0) {
                Some(key) => Value::new(Kind::Bool(value.entry(&key).is_some())),
                None => Value::unknown(Reason::Expression),
            },
            "values" => {
                let Kind::Map(entries) = &value.kind else {
                    return Value::null();
                };
                Value::list(entries.iter().map(|(_, entry)| entry.clone().fixed()).collect())
            }
            "keySet" | "keys" => {
                let Kind::Map(entries) = &value.kind else {
                    return Value::null();
                };
                Value::list(entries.iter().map(|(key, _)| Value::text(key).fixed()).collect())
            }
            "entrySet" | "entries" => Value::list(self.elements(value).unwrap_or_default()),
            "each" | "forEach" | "collect" | "map" | "findAll" | "filter" | "find" | "flatMap" | "any"
            | "collectMany" | "eachWithIndex" | "forEachIndexed" => {
                // Java's `forEach((k, v) -> …)` and Groovy's pass two values; `invoke` takes pairs apart.
                let elements = Value::list(self.elements(value).unwrap_or_default());
                self.list_method(&elements, name, givens)
            }
            "isEmpty" => Value::new(Kind::Bool(matches!(&value.kind, Kind::Map(entries) if entries.is_empty()))),
            "plus" => match givens.value(0).cloned() {
                Some(other) => self.add(value.clone(), other),
                None => value.clone(),
            },
            "toMap" | "toMutableMap" | "asReversed" => value.clone(),
            _ => match value.entry(name) {
                Some(Value { kind: Kind::Closure(closure), .. }) => self.invoke_with(&closure, givens.clone()),
                Some(entry) => entry,
                None => Value::unknown(Reason::Function(name.to_owned())),
            },
        }
    }

    /// Methods that change the variable that they are called on: `list.add(…)`, `map.put(…)`,
    /// `properties.load(…)`. The new value of the variable; nothing when the method changes nothing.
    pub(super) fn changed(&mut self, value: &Value, name: &str, givens: &Givens) -> Option<Value> {
        let span = self.span(givens.start, givens.end);
        match (&value.kind, name) {
            (Kind::List(_), "add" | "addAll" | "plusAssign" | "push") => {
                let more = givens.value(givens.positional().count().checked_sub(1)?)?.clone();
                let more =
                    if matches!(more.kind, Kind::Text(_) | Kind::Number(_)) { more.behind(span).fixed() } else { more };
                Some(self.add(value.clone(), more))
            }
            (Kind::Map(_), "put" | "set" | "setProperty" | "putIfAbsent") => {
                let key = givens.text(0)?;
                let new = define(givens.value(1)?.clone(), span);
                let Kind::Map(entries) = &value.kind else {
                    return None;
                };
                let mut entries = entries.to_vec();
                entries.retain(|(known, _)| *known != key);
                entries.push((key, new));
                Some(Value { kind: Kind::Map(Arc::new(entries)), ..value.clone() })
            }
            (Kind::Map(_), "putAll") => Some(self.add(value.clone(), givens.value(0)?.clone())),
            (Kind::Map(_), "load") => {
                let Kind::Path(path) = &givens.value(0)?.kind else {
                    return None;
                };
                let entries = match self.world.files.read(path) {
                    Ok(source) => {
                        self.facts.build_files.insert(path.clone());
                        properties::read(&source)
                    }
                    Err(_) => Vec::new(),
                };
                Some(self.add(value.clone(), Value::map(entries)))
            }
            _ => None,
        }
    }
}

/// An element that may be there or not: one of one.
fn in_doubt(element: Value) -> Value {
    match element.kind {
        Kind::Pair(..) => element,
        _ => element.in_doubt(),
    }
}
