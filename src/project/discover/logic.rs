//! Code of `buildSrc` and included builds: classes, functions, constants, and the plugins that they make.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::project::gradle::files::join;
use crate::project::gradle::{Logic, PluginCode, Scripts, properties};
use crate::source::{EntryKind, Files};

/// Files that one build's logic may have.
const MOST_FILES: usize = 5_000;

/// Adds the code of the projects at `dirs` to `logic`. `classes` are plugin ids and the classes behind them.
pub(super) fn add(
    logic: &mut Logic,
    files: &Files,
    scripts: &Scripts,
    dirs: &[String],
    classes: Vec<(String, String)>,
) {
    let mut sources = Vec::new();
    let mut markers = Vec::new();
    for dir in dirs {
        for language in ["java", "kotlin", "groovy"] {
            collect(files, &join(dir, &format!("src/main/{language}")), &mut sources);
            // The layout without `main`, and sources right in `buildSrc/src`, are not Gradle's.
        }
        let plugins = join(dir, "src/main/resources/META-INF/gradle-plugins");
        for entry in files.list(&plugins).unwrap_or_default() {
            if let Some(id) = entry.name.strip_suffix(".properties") {
                markers.push((id.to_owned(), join(&plugins, &entry.name)));
            }
        }
    }
    sources.sort();
    let parsed: Vec<_> = sources.par_iter().map(|path| scripts.get(files, path)).collect();
    for (path, script) in sources.iter().zip(parsed) {
        let Some(script) = script else {
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        let id = name.strip_suffix(".gradle.kts").or_else(|| name.strip_suffix(".gradle"));
        match id {
            Some(id) => {
                if let Some(package) = &script.package {
                    logic.plugins.insert(format!("{package}.{id}"), PluginCode::Script(script.clone()));
                }
                logic.plugins.insert(id.to_owned(), PluginCode::Script(script));
            }
            None => logic.add(&script),
        }
    }
    let mut by_id: BTreeMap<String, String> = classes.into_iter().collect();
    for (id, path) in markers {
        if let Ok(source) = files.read(&path) {
            let entries = properties::read(&source);
            let class = entries.iter().find(|(key, _)| key == "implementation-class");
            by_id.extend(class.and_then(|(_, value)| value.as_text()).map(|class| (id, class)));
        }
    }
    for (id, class) in by_id {
        let simple = class.rsplit('.').next().unwrap_or_default();
        if let Some(class) = logic.qualified(&class).or_else(|| logic.class(simple)) {
            logic.plugins.insert(id, PluginCode::Class(class));
        }
    }
}

fn collect(files: &Files, dir: &str, sources: &mut Vec<String>) {
    let mut open = vec![dir.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in files.list(&dir).unwrap_or_default() {
            let path = join(&dir, &entry.name);
            match entry.kind {
                EntryKind::Directory => open.push(path),
                EntryKind::File if sources.len() < MOST_FILES => {
                    let known = [".kt", ".java", ".groovy", ".gradle", ".gradle.kts"];
                    if known.iter().any(|end| entry.name.ends_with(end)) {
                        sources.push(path);
                    }
                }
                _ => {}
            }
        }
    }
}
