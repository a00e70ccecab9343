//! Branches and loops, and the variables that they change.

use super::*;

impl Interpreter<'_> {
    /// Runs a loop's body for every element; once with an unknown one where the elements are not known.
    pub(super) fn iterate(&mut self, over: Option<&Value>, names: &[String], body: &Arc<Body>) {
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

    /// Runs a closure so many times, with the number of each; once where their number is not known.
    pub(super) fn repeat(&mut self, times: &Value, closure: &Arc<Closure>) -> Value {
        const MOST: usize = 256;
        match times.as_text().and_then(|times| times.parse::<usize>().ok()) {
            Some(times) => {
                for at in 0..times.min(MOST) {
                    self.invoke(closure, vec![Value::text(&at.to_string()).fixed()]);
                }
            }
            None => {
                self.conditional += 1;
                self.invoke(closure, vec![Value::unknown(times.reason())]);
                self.conditional -= 1;
            }
        }
        Value::null()
    }

    pub(super) fn frame_of(&self, body: &Arc<Body>) -> Frame {
        let has_declarations = !body.functions.is_empty() || !body.classes.is_empty();
        let body = has_declarations.then(|| (Arc::clone(&self.script), Arc::clone(body)));
        Frame { body, ..Frame::default() }
    }

    /// Runs the branches of a choice. Where the condition follows from the build itself, one of them; else all,
    /// each with the values from before, and what they assign is afterwards one of several.
    pub(super) fn choice(&mut self, choice: &Choice) -> Flow {
        let subject = choice.subject.as_ref().map(|subject| self.ask(subject));
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
            self.write(slot, merged(possible));
        }
        Flow::Next(Value::one_of(values))
    }

    pub(super) fn block_body(&mut self, body: &Arc<Body>) -> Flow {
        let frame = self.frame_of(body);
        self.frames.push(frame);
        let flow = self.body(body);
        self.frames.pop();
        flow
    }

    /// What a condition comes to.
    fn ask(&mut self, condition: &Expression) -> Value {
        self.asking += 1;
        let value = self.evaluate(condition);
        self.asking -= 1;
        value
    }

    pub(super) fn decide(&mut self, branch: &Branch, subject: Option<&Value>) -> Decision {
        let mut all_known = true;
        let mut all_fixed = true;
        for condition in &branch.conditions {
            let value = self.ask(condition);
            let value = match subject {
                None => value,
                Some(subject) => equal(subject, &value),
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

    pub(super) fn slot(&self, slot: &Slot) -> Option<Value> {
        if slot.0 == EXT {
            return self.facts.ext.get(&slot.1).cloned();
        }
        self.frames.get(slot.0)?.names.get(&slot.1).cloned()
    }

    pub(super) fn restore(&mut self, slot: &Slot, old: Option<Value>) {
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
    pub(super) fn write(&mut self, slot: Slot, value: Value) {
        if !self.journals.is_empty() {
            let old = self.slot(&slot);
            if let Some(journal) = self.journals.last_mut() {
                journal.entry(slot.clone()).or_insert(old);
            }
        }
        self.restore(&slot, Some(value));
    }

    pub(super) fn declare(&mut self, name: &str, value: Value) {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let frame = self.frames.len() - 1;
        // A name of the running branch's own block is gone after it: nothing to note.
        self.restore(&(frame, name.to_owned()), Some(value));
    }

    pub(super) fn frame_with(&self, name: &str) -> Option<usize> {
        self.frames.iter().rposition(|frame| frame.names.contains_key(name))
    }
}

/// Values that two branches add and that are compared with each other.
const MOST_COMPARED: usize = 512;

/// What a variable holds after branches that gave it one of `values`. Lists and maps that only some of them fill
/// stay one list or map, so that what comes after can go on filling it; what may be missing is one of one.
fn merged(values: Vec<Value>) -> Value {
    let lists = values.iter().map(|value| match &value.kind {
        Kind::List(all) => Some(all.as_slice()),
        _ => None,
    });
    if let Some(lists) = lists.collect::<Option<Vec<_>>>().filter(|lists| lists.len() > 1) {
        // Branches fill the list that was there before: only what each adds is compared with what the others add.
        let first = lists[0];
        let kept = (0..first.len())
            .take_while(|&at| {
                lists[1..].iter().all(|list| list.get(at).is_some_and(|value| is_same(value, &first[at])))
            })
            .count();
        let rests: Vec<&[Value]> = lists.iter().map(|list| &list[kept..]).collect();
        // Long lists that differ throughout are not compared: all that they hold may be missing.
        let few = rests.iter().map(|rest| rest.len()).sum::<usize>() <= MOST_COMPARED;
        let has = |list: &[Value], value: &Value| few && list.iter().any(|other| is_same(other, value));
        let mut added: Vec<Value> = Vec::new();
        for value in rests.iter().copied().flatten().filter(|value| !matches!(value.kind, Kind::Null)) {
            if !has(&added, value) {
                let certain = rests.iter().all(|rest| has(rest, value));
                added.push(if certain { value.clone() } else { value.clone().in_doubt() });
            }
        }
        let before = first[..kept].iter().filter(|value| !matches!(value.kind, Kind::Null)).cloned();
        return Value::list(before.chain(added).collect());
    }
    let maps = values.iter().map(|value| match &value.kind {
        Kind::Map(entries) => Some(entries),
        _ => None,
    });
    if let Some(maps) = maps.collect::<Option<Vec<_>>>().filter(|maps| maps.len() > 1) {
        // The last entry of a key is the one that holds.
        let by_key: Vec<BTreeMap<&str, &Value>> =
            maps.iter().map(|entries| entries.iter().map(|(key, value)| (key.as_str(), value)).collect()).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut all: Vec<(String, Value)> = Vec::new();
        for (key, _) in maps.iter().flat_map(|entries| entries.iter()) {
            if !seen.insert(key) {
                continue;
            }
            let held: Vec<Value> = by_key.iter().filter_map(|map| map.get(key.as_str()).copied().cloned()).collect();
            let certain = held.len() == maps.len();
            let value = match held.iter().all(|value| is_same(value, &held[0])) {
                true => held[0].clone(),
                false => Value::one_of(held),
            };
            all.push((key.clone(), if certain { value } else { value.in_doubt() }));
        }
        return Value::map(all);
    }
    Value::one_of(values)
}

/// Whether two values are one: the same text, or what stands at the same places.
fn is_same(a: &Value, b: &Value) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Text(a), Kind::Text(b)) => a == b,
        (Kind::Number(a), Kind::Number(b)) => a == b,
        (Kind::Project(a), Kind::Project(b)) => a == b,
        (Kind::OneOf(all), _) if all.len() == 1 => is_same(&all[0], b),
        (_, Kind::OneOf(all)) if all.len() == 1 => is_same(a, &all[0]),
        (Kind::Pair(a, inner), Kind::Pair(b, other)) => a == b && is_same(inner, other),
        (Kind::Instance(a), Kind::Instance(b)) => {
            Arc::ptr_eq(a, b) || {
                let fields = a.fields.iter().zip(&b.fields);
                Arc::ptr_eq(&a.class.class, &b.class.class)
                    && a.fields.len() == b.fields.len()
                    && fields.clone().all(|((a, value), (b, other))| a == b && is_same(value, other))
            }
        }
        (Kind::Bool(a), Kind::Bool(b)) => a == b,
        (Kind::Null, Kind::Null) => true,
        _ => {
            std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
                && !a.trail.is_empty()
                && a.trail == b.trail
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// Follows from the build itself.
    Fixed(bool),
    /// Follows from properties, which a command line may change.
    Known(bool),
    Unknown,
}
