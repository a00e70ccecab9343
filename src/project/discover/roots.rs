//! Where builds start.

use crate::project::gradle::files::join;
use crate::source::{DirEntry, EntryKind, Files};

/// A directory with a build of its own.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub dir: String,
    /// What its project paths start with, empty for the only build.
    pub prefix: String,
    /// Directories of modules where no settings script names them.
    pub modules: Option<Vec<String>>,
}

/// Directories that hold no build of interest however many files they have.
const SKIPPED: [&str; 12] =
    ["src", "build", "node_modules", "gradle", "buildSrc", "out", "libs", "res", "assets", "docs", "Pods", "fastlane"];

/// The builds of the tree: those with a settings script at the root or up to two directories below it; where
/// there is none, the directories with build scripts.
pub(super) fn find(files: &Files) -> Vec<Root> {
    let top = files.list("").unwrap_or_default();
    let mut settings = Vec::new();
    let mut scripts = Vec::new();
    let mut levels = vec![(String::new(), top, 0)];
    while let Some((dir, entries, level)) = levels.pop() {
        if has(&entries, "settings.gradle") {
            settings.push(dir.clone());
        }
        if has(&entries, "build.gradle") {
            scripts.push(dir.clone());
        }
        if level == 2 {
            continue;
        }
        for entry in entries {
            if entry.kind != EntryKind::Directory
                || entry.name.starts_with('.')
                || SKIPPED.contains(&entry.name.as_str())
            {
                continue;
            }
            let inner = join(&dir, &entry.name);
            if level == 1 {
                // At the last level only the names matter that can be told without listing.
                let here = |name: &str| files.is_file(&join(&inner, name));
                if here("settings.gradle") || here("settings.gradle.kts") {
                    settings.push(inner.clone());
                }
                // Scripts matter only where no settings name the modules.
                if settings.is_empty() && (here("build.gradle") || here("build.gradle.kts")) {
                    scripts.push(inner);
                }
                continue;
            }
            let below = files.list(&inner).unwrap_or_default();
            levels.push((inner, below, level + 1));
        }
    }
    settings.sort();
    scripts.sort();
    if settings.is_empty() {
        if scripts.is_empty() {
            return Vec::new();
        }
        let modules = scripts.into_iter().filter(|dir| !dir.is_empty()).collect();
        return vec![Root { dir: String::new(), prefix: String::new(), modules: Some(modules) }];
    }
    let alone = settings.len() == 1;
    let at_root = settings.first().is_some_and(String::is_empty);
    settings
        .into_iter()
        .map(|dir| {
            let prefix = if dir.is_empty() || alone || (at_root && dir.is_empty()) {
                String::new()
            } else {
                format!(":{}", dir.replace('/', ":"))
            };
            Root { dir, prefix, modules: None }
        })
        .collect()
}

/// Whether the script of that name is among the entries, in either language.
fn has(entries: &[DirEntry], name: &str) -> bool {
    let kotlin = format!("{name}.kts");
    entries.iter().any(|entry| entry.kind == EntryKind::File && (entry.name == name || entry.name == kotlin))
}
