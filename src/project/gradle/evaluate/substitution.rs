//! `dependencySubstitution { }`: modules and projects that stand for others, in settings for an included build
//! and in projects for their configurations.

use super::call::Givens;
use super::*;

/// What the rule of a project replaces, and by what.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Substitution {
    /// A module without a version stands for all its versions.
    pub of: Target,
    pub by: Target,
    /// Whether it depends on something whether the rule holds.
    pub conditional: bool,
    pub at: Span,
}

impl Substitution {
    pub fn applies_to(&self, target: &Target) -> bool {
        match (&self.of, target) {
            (
                Target::External { group, name, version: None },
                Target::External { group: other_group, name: other_name, .. },
            ) => (group, name) == (other_group, other_name),
            (of, target) => of == target,
        }
    }
}

impl Interpreter<'_> {
    /// A call in a block of substitutions; nothing when it is none of its own.
    pub(super) fn substitution_call(&mut self, name: &str, givens: &Givens) -> Option<Value> {
        match name {
            "dependencySubstitution" => Some(self.run_closure(givens, Block::Substitution)),
            "substitute" | "module" | "variant" => givens.value(0).cloned(),
            "because" | "withClassifier" | "withoutClassifier" | "withoutArtifactSelectors" => Some(Value::null()),
            _ => None,
        }
    }

    /// `substitute(module("a:b")).using(project(":c"))`
    pub(super) fn substitution(&mut self, of: &Value, givens: &Givens) {
        let Some(by) = givens.value(0).cloned() else {
            return;
        };
        if self.is_in(&Block::Settings) {
            self.substitution_of_build(of, &by);
            return;
        }
        let (Some(of), Some(by)) = (self.single_target(of), self.single_target(&by)) else {
            return;
        };
        let at = self.span(givens.start, givens.end);
        let substitution = Substitution { of, by, conditional: self.conditional > 0, at };
        if !self.facts.substitutions.contains(&substitution) {
            self.facts.substitutions.push(substitution);
        }
    }

    fn single_target(&mut self, value: &Value) -> Option<Target> {
        match self.resolve(value).as_slice() {
            [resolved] => resolved.target.clone().ok(),
            _ => None,
        }
    }

    /// A module is what the build included last replaces.
    fn substitution_of_build(&mut self, module: &Value, by: &Value) -> Option<()> {
        let module = module.as_text()?;
        let (group, name) = module.split_once(':')?;
        let name = name.split(':').next().unwrap_or_default();
        let Kind::Project(path) = &by.kind else {
            return None;
        };
        let build = self.facts.settings.builds.last_mut()?;
        build.substitutions.push((group.to_owned(), name.to_owned(), path.clone()));
        Some(())
    }
}
