//! The attributes of the `tools` namespace: instructions to the merge.

use super::Namespace;
use crate::source::{Problem, Span, Text};

/// What the `tools` attributes of one element ask the merge to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markers {
    /// `tools:node` as written on the element that stays.
    pub node: Option<Operation>,
    /// The operation for manifests of lower priority. It differs from `node` when a manifest of lower priority
    /// brought an instruction along: that one holds for those below it only.
    pub inherited: Option<Operation>,
    /// `tools:selector`: the packages of the libraries that a removal is limited to.
    pub selector: Vec<String>,
    /// `tools:remove`: attributes that manifests of lower priority must not bring.
    pub remove: Vec<(Namespace, String)>,
    /// `tools:replace`: attributes that win over those of manifests of lower priority.
    pub replace: Vec<(Namespace, String)>,
    /// `tools:overrideLibrary`: the packages of libraries whose `minSdkVersion` does not count.
    pub override_library: Vec<String>,
    /// How many attributes the element carries beside `tools:node`; `removeAll` allows none.
    pub beside_node: usize,
}

/// The values of `tools:node`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The default: attributes and children of both.
    Merge,
    /// Attributes of both, children of the element of higher priority alone.
    MergeOnlyAttributes,
    /// Neither the element of lower priority nor this one is part of the outcome.
    Remove,
    /// The same for every element of this type.
    RemoveAll,
    /// What stands in manifests of lower priority does not count.
    Replace,
    /// Children of lower priority do not count.
    RemoveChildren,
    /// Both must be equal.
    Strict,
}

impl Markers {
    /// What to do with the declaration of lower priority that carries `lower` and stands in the manifest of
    /// `package`.
    pub(super) fn operation(&self, lower: &Markers, package: Option<&str>) -> Operation {
        match self.node.or(self.inherited).unwrap_or(Operation::Merge) {
            Operation::Remove | Operation::RemoveAll if !self.selects(package) => Operation::Merge,
            // A removal in a library is an instruction for what lies below it. The library brings nothing then,
            // and the element above it stays as it is.
            Operation::Merge if matches!(lower.node, Some(Operation::Remove | Operation::RemoveAll)) => {
                Operation::Replace
            }
            operation => operation,
        }
    }

    /// Whether a `removeAll` of this element drops an element of the manifest of `package`.
    pub(super) fn removes_all(&self, package: Option<&str>) -> bool {
        self.node.or(self.inherited) == Some(Operation::RemoveAll) && self.selects(package)
    }

    fn selects(&self, package: Option<&str>) -> bool {
        self.selector.is_empty() || package.is_some_and(|package| self.selector.iter().any(|one| one == package))
    }

    /// Whether the element itself is left out of the outcome: a removal that is limited to some libraries
    /// leaves the element standing.
    pub(super) fn removes_itself(&self) -> bool {
        match self.node {
            Some(Operation::RemoveAll) => true,
            Some(Operation::Remove) => self.selector.is_empty(),
            _ => false,
        }
    }

    pub(super) fn removes(&self, namespace: &Namespace, name: &str) -> bool {
        contains(&self.remove, namespace, name)
    }

    pub(super) fn replaces(&self, namespace: &Namespace, name: &str) -> bool {
        contains(&self.replace, namespace, name)
    }

    /// Takes over what the element of lower priority asks for, for the manifests below it: the operation in any
    /// case, the rest if the two were merged.
    pub(super) fn absorb(&mut self, lower: &Markers, merged: bool) {
        self.inherited = self.inherited.or(lower.node).or(lower.inherited);
        if !merged {
            return;
        }
        union(&mut self.selector, &lower.selector);
        union(&mut self.remove, &lower.remove);
        union(&mut self.replace, &lower.replace);
        union(&mut self.override_library, &lower.override_library);
    }

    /// Notes one attribute of the `tools` namespace. Attributes that speak to other programs (`ignore`,
    /// `targetApi`) are passed over.
    pub(super) fn note(&mut self, name: &str, value: &str, at: &Span, problems: &mut Vec<Problem>) {
        match name {
            "node" => match operation(value) {
                Some(operation) => self.node = Some(operation),
                None => problems.push(Problem::at(
                    at,
                    Text::new(
                        format!("tools:node 的值“{value}”无效"),
                        format!("\"{value}\" is not a value of tools:node"),
                    ),
                )),
            },
            "selector" => self.selector = value.split(',').map(str::to_owned).collect(),
            "overrideLibrary" => {
                self.override_library = value.split(',').map(|package| package.trim().to_owned()).collect();
            }
            "remove" => self.remove = attribute_names(value),
            "replace" => self.replace = attribute_names(value),
            _ => {}
        }
    }
}

fn union<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T]) {
    for item in from {
        if !to.contains(item) {
            to.push(item.clone());
        }
    }
}

fn contains(list: &[(Namespace, String)], namespace: &Namespace, name: &str) -> bool {
    list.iter().any(|(its_namespace, its_name)| its_namespace == namespace && its_name == name)
}

/// The build tools take every prefix in these lists for the `android` namespace, and a name without one too.
fn attribute_names(value: &str) -> Vec<(Namespace, String)> {
    value
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| (Namespace::Android, name.split_once(':').map_or(name, |(_, local)| local).to_owned()))
        .collect()
}

fn operation(value: &str) -> Option<Operation> {
    Some(match value {
        "merge" => Operation::Merge,
        "merge-only-attributes" | "mergeOnlyAttributes" => Operation::MergeOnlyAttributes,
        "remove" => Operation::Remove,
        "removeAll" => Operation::RemoveAll,
        "removeChildren" => Operation::RemoveChildren,
        "replace" => Operation::Replace,
        "strict" => Operation::Strict,
        _ => return None,
    })
}
