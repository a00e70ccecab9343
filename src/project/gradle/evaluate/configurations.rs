//! `configurations` as a collection: loops over it, and what filters leave of it.

use super::call::Givens;
use super::*;

/// What runs a closure for every configuration.
pub(super) const EACH: [&str; 6] = ["each", "forEach", "all", "configureEach", "whenObjectAdded", "onEach"];
/// What keeps those that a closure tells.
pub(super) const PICKS: [&str; 4] = ["findAll", "filter", "matching", "filterNot"];

impl Interpreter<'_> {
    /// The configurations that scripts mean when they loop over them: the usual ones, those of the flavors and
    /// build types, and the build's own.
    pub(super) fn all_configurations(&self) -> Vec<Value> {
        const USUAL: [&str; 12] = [
            "implementation",
            "api",
            "compile",
            "compileOnly",
            "runtimeOnly",
            "annotationProcessor",
            "kapt",
            "ksp",
            "debugImplementation",
            "releaseImplementation",
            "testImplementation",
            "androidTestImplementation",
        ];
        let android = &self.facts.android;
        let variants = android.flavors.iter().chain(&android.build_types);
        let variants = variants.map(|config| format!("{}Implementation", config.name));
        let own = self.facts.configurations.keys().cloned();
        let mut names: Vec<String> = USUAL.iter().map(|name| (*name).to_owned()).collect();
        for name in variants.chain(own) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter().map(|name| Value::new(Kind::Configuration(name)).fixed()).collect()
    }

    /// A method of `configurations` that is one of `EACH` or `PICKS`.
    pub(super) fn configurations_method(&mut self, name: &str, givens: &Givens) -> Value {
        let all = self.all_configurations();
        let Some(closure) = givens.closure() else {
            return Value::list(all);
        };
        if EACH.contains(&name) {
            self.each_configuration(&all, name, &closure);
            return Value::list(all);
        }
        self.picked_configurations(all, name, &closure)
    }

    /// Runs a closure for each of them; Gradle's own methods make it the receiver. One in doubt is conditional.
    pub(super) fn each_configuration(&mut self, all: &[Value], name: &str, closure: &Arc<Closure>) {
        let receives = !matches!(name, "each" | "forEach" | "onEach");
        for element in all {
            if !self.step() {
                break;
            }
            let doubtful = in_doubt(element);
            let configuration = doubtful.unwrap_or(element);
            self.conditional += u32::from(doubtful.is_some());
            let run = |it: &mut Self| {
                let arguments = vec![configuration.clone()];
                match receives {
                    true => it.on(configuration.clone(), |it| it.invoke(closure, arguments)),
                    false => it.invoke(closure, arguments),
                }
            };
            match self.block() {
                // `dependencies { configurations.each { "${it.name}" 'a:b:1' } }`
                Block::Dependencies => run(self),
                _ => self.within(Block::Other, run),
            };
            self.conditional -= u32::from(doubtful.is_some());
        }
    }

    /// Those that the closure keeps, in doubt where it cannot tell. Where it keeps none it means one that is not
    /// known here.
    pub(super) fn picked_configurations(&mut self, all: Vec<Value>, name: &str, closure: &Arc<Closure>) -> Value {
        let wanted = name != "filterNot";
        let mut picked = Vec::new();
        for configuration in all {
            let configuration = in_doubt(&configuration).cloned().unwrap_or(configuration);
            let arguments = vec![configuration.clone()];
            let decided =
                self.within(Block::Ignored, |it| it.on(configuration.clone(), |it| it.invoke(closure, arguments)));
            match decided.kind {
                Kind::Bool(known) if known == wanted => picked.push(configuration),
                Kind::Bool(_) => {}
                _ => picked.push(configuration.in_doubt()),
            }
        }
        if picked.is_empty() {
            picked.push(Value::unknown(Reason::Expression));
        }
        Value::list(picked)
    }
}

/// Whether the elements are configurations, as far as they are known.
pub(super) fn are_configurations(elements: &[Value]) -> bool {
    let first = elements.first().map(|element| in_doubt(element).unwrap_or(element));
    first.is_some_and(|first| matches!(first.kind, Kind::Configuration(_)))
}

/// The configuration of which it is in doubt whether a filter keeps it.
fn in_doubt(element: &Value) -> Option<&Value> {
    match &element.kind {
        Kind::OneOf(all) if all.len() == 1 => all.first(),
        _ => None,
    }
}
