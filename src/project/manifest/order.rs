//! Which libraries a variant is built with, and in which order their manifests are merged.

use std::collections::BTreeMap;

use crate::project::variant::{Variant, matching};
use crate::project::{Config, Module, ModuleKind, Project, Target};

/// What brings a manifest beside the application's own source sets.
pub(super) enum Part<'m> {
    /// A library module, and which of its variants is taken.
    Library(&'m Module, Box<Variant>),
    /// The path of a local file that the module takes.
    Archive(&'m Module, &'m str),
}

/// The libraries of a variant, the one of highest priority first: in the order in which Gradle hands them to the
/// merge. It finds them breadth first, in the order of the build files, and then sees to it that whatever uses a
/// library comes before that library. The files that a module takes follow the module.
pub(super) fn parts<'m>(project: &'m Project, application: &'m Module, variant: &Variant) -> Vec<Part<'m>> {
    let graph = Graph::of(project, application, variant);
    let mut parts = Vec::new();
    for at in graph.consumers_first() {
        let (module, variant) = &graph.nodes[at];
        if at > 0 {
            parts.push(Part::Library(module, Box::new(variant.clone())));
        }
        parts.extend(taken(module, variant).filter_map(|target| match target {
            Target::File { path } => Some(Part::Archive(module, path)),
            _ => None,
        }));
    }
    parts
}

/// What a module depends on in that variant of it.
fn taken<'m>(module: &'m Module, variant: &Variant) -> impl Iterator<Item = &'m Target> {
    // The name of a combination begins with that of a flavor.
    let is_known = |name: &str| {
        let rest = |flavor: &'m Config| name.strip_prefix(flavor.name.as_str()).map(|rest| rest.chars().next());
        module.android.flavors.iter().filter_map(rest).any(|next| next.is_none_or(char::is_uppercase))
    };
    module
        .dependencies
        .iter()
        .filter(move |dependency| variant.takes(dependency, is_known))
        .map(|dependency| &dependency.target)
}

/// The modules of a variant in the order in which they are found, the application first.
struct Graph<'m> {
    nodes: Vec<(&'m Module, Variant)>,
    /// For every node, the nodes that use it.
    consumers: Vec<Vec<usize>>,
}

impl<'m> Graph<'m> {
    fn of(project: &'m Project, application: &'m Module, variant: &Variant) -> Self {
        let mut graph = Self { nodes: vec![(application, variant.clone())], consumers: vec![Vec::new()] };
        let mut known = BTreeMap::from([(application.path.as_str(), 0)]);
        let mut at = 0;
        while at < graph.nodes.len() {
            let (module, of) = graph.nodes[at].clone();
            for target in taken(module, &of) {
                let Target::Project { path } = target else { continue };
                let Some(library) = project.module(path).filter(|module| module.kind != ModuleKind::Application) else {
                    continue;
                };
                let node = *known.entry(library.path.as_str()).or_insert_with(|| {
                    graph.nodes.push((library, matching(library, application, variant)));
                    graph.consumers.push(Vec::new());
                    graph.nodes.len() - 1
                });
                graph.consumers[node].push(at);
            }
            at += 1;
        }
        graph
    }

    /// The nodes so that each comes after those that use it; a circle is cut where it is entered.
    fn consumers_first(&self) -> Vec<usize> {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Waiting,
            Done,
        }
        let mut states = vec![State::New; self.nodes.len()];
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut stack: Vec<usize> = (0..self.nodes.len()).rev().collect();
        while let Some(&at) = stack.last() {
            match states[at] {
                State::New => {
                    states[at] = State::Waiting;
                    stack.extend(self.consumers[at].iter().rev().filter(|&&user| states[user] == State::New));
                }
                State::Waiting => {
                    states[at] = State::Done;
                    order.push(at);
                }
                State::Done => {
                    stack.pop();
                }
            }
        }
        order
    }
}
