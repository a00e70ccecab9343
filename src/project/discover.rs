//! Settings → modules → build files: finds the builds of a directory tree and reads every module of them.
//!
//! Directories are listed only where a build points, so the cost follows the build files and not the tree.

mod build;
mod logic;
mod module;
mod roots;

use std::collections::{BTreeMap, BTreeSet};

use super::Project;
use super::gradle::Scripts;
use crate::source::Files;

/// Reads the Gradle build (or builds) below the root of `files`.
pub fn read(files: &Files) -> Project {
    crate::threads::deep(|| read_here(files))
}

fn read_here(files: &Files) -> Project {
    let scripts = Scripts::default();
    let mut project = Project::default();
    let mut build_files = BTreeSet::new();
    let mut seen = BTreeMap::new();
    let roots = roots::find(files);
    for root in &roots {
        let mut reader = build::Reader { files, scripts: &scripts, seen: &mut seen };
        let build = reader.read(&root.dir, &root.prefix, build::Role::Main, root.modules.as_deref());
        build.into_project(&mut project, &mut build_files);
    }
    module::settle_kinds(&mut project.modules);
    project.modules.sort_by(|a, b| a.path.cmp(&b.path));
    project.modules.dedup_by(|a, b| a.path == b.path);
    project.problems.extend(scripts.problems());
    project.problems.sort();
    project.problems.dedup();
    project.unresolved.sort_by(|a, b| (&a.module, &a.evidence).cmp(&(&b.module, &b.evidence)));
    project.build_files = build_files.into_iter().collect();
    project
}
