//! What the rules about permissions share: the requests of one permission, and where they can be dropped.

use crate::inventory::{Inventory, Permission};
use crate::source::Text;

/// More variants than this are counted, not named.
const NAMED: usize = 4;

/// All that an inventory says of one permission: `uses-permission` and `uses-permission-sdk-23` are two requests.
pub(super) struct Requested<'i> {
    inventory: &'i Inventory,
    requests: &'i [Permission],
}

/// The permissions of an inventory, by name.
pub(super) fn requested(inventory: &Inventory) -> impl Iterator<Item = Requested<'_>> {
    inventory
        .permissions
        .chunk_by(|one, other| one.name == other.name)
        .map(move |requests| Requested { inventory, requests })
}

impl Requested<'_> {
    /// The request that stands for all: name, protection, SDKs and the reason of the merge are the same.
    pub fn one(&self) -> &Permission {
        &self.requests[0]
    }

    /// A part of all requests, each item once.
    pub fn all<T: Clone + PartialEq>(&self, part: impl Fn(&Permission) -> &[T]) -> Vec<T> {
        let mut all = Vec::new();
        for item in self.requests.iter().flat_map(part) {
            if !all.contains(item) {
                all.push(item.clone());
            }
        }
        all
    }

    /// The variants that ask for it, in brackets; empty when all that were looked at do.
    pub fn only_in(&self) -> Text {
        if self.requests.iter().any(|request| request.variants.is_empty()) {
            return Text::new("", "");
        }
        let mut names = self.all(|request| &request.variants);
        if let [application] = self.inventory.applications.as_slice() {
            let prefix = format!("{} ", application.module);
            names = names.iter().map(|name| name.strip_prefix(&prefix).unwrap_or(name).to_owned()).collect();
        }
        let (zh, en) = listed(&names);
        Text::new(format!("（仅 {zh}）"), format!(" (only in {en})"))
    }

    /// How to be rid of it, to be put after "if nothing needs it". A line of a library may be deleted or overruled;
    /// one inside an archive, or one that the merge adds by itself, only overruled.
    pub fn removal(&self) -> Text {
        let lines: Vec<String> = self.requests.iter().map(overruling).collect();
        let line = lines.join(" ");
        let evidence = || self.requests.iter().flat_map(|request| &request.evidence).map(|at| at.path());
        let of_library = |path: &str| {
            let mut manifests = self.inventory.module_manifests.iter();
            manifests.any(|(module, paths)| !self.is_application(module) && paths.iter().any(|one| one == path))
        };
        let fixed = |path: &str| path.contains("!/");
        if self.one().implied.is_some() || evidence().any(fixed) {
            if self.one().implied.is_none() && evidence().any(|path| !fixed(path) && !of_library(path)) {
                return Text::new(
                    format!("把应用清单中的这一行换成 {line}"),
                    format!("replace the line in the app's manifest with {line}"),
                );
            }
            return Text::new(format!("在应用清单中写 {line}"), format!("write {line} in the app's manifest"));
        }
        let (delete_zh, delete_en) = match evidence().nth(1) {
            None => ("删去这一行", "delete the line"),
            Some(_) => ("删去这些行", "delete the lines"),
        };
        if evidence().any(of_library) {
            return Text::new(
                format!("{delete_zh}，或在应用清单中写 {line}"),
                format!("{delete_en}, or write {line} in the app's manifest"),
            );
        }
        Text::new(delete_zh, delete_en)
    }

    fn is_application(&self, module: &str) -> bool {
        self.inventory.applications.iter().any(|application| application.module == module)
    }
}

/// The line that overrules a request in manifests of lower priority.
fn overruling(request: &Permission) -> String {
    let tag = if request.min_sdk.is_some() { "uses-permission-sdk-23" } else { "uses-permission" };
    format!("<{tag} android:name=\"{}\" tools:node=\"remove\" />", request.name)
}

/// Names of variants in Chinese and English.
pub(super) fn listed(names: &[String]) -> (String, String) {
    match names.get(..NAMED) {
        Some(named) if names.len() > NAMED => (
            format!("{} 等 {} 个变体", named.join("、"), names.len()),
            format!("{} and {} more", named.join(", "), names.len() - NAMED),
        ),
        _ => (names.join("、"), names.join(", ")),
    }
}
