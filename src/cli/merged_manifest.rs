//! `qingdan inventory --merged-manifest`: where the manifest that a build wrote differs from the static merge.

use std::path::{Component, Path};

use super::Error;
use super::settings::Settings;
use crate::inventory::{Application, Inventory, static_merges};
use crate::project::manifest::{self, Difference, Merged};
use crate::project::variant::{Variant, variants};
use crate::source::{Files, Source, decode, read_file};

/// A built manifest beside the static merge.
pub(super) struct Compared {
    /// The Gradle path of the application.
    pub module: String,
    pub variant: String,
    pub differences: Vec<Difference>,
}

/// A variant that the file may have been built for.
struct Candidate<'i> {
    application: &'i Application,
    variant: Variant,
    merged: Merged,
}

/// Reads the manifest that a build wrote and compares it with the static merge of the variant that it belongs to:
/// the one that its path below `build/intermediates` names, else the one with its application id. Fails where
/// that leaves a choice.
pub(super) fn compare(
    path: &Path,
    files: &Files,
    inventory: &Inventory,
    settings: &Settings,
) -> Result<Compared, Error> {
    let built = read_built(path)?;
    let place = Place::of(path, files);
    let chosen = !settings.variants.is_empty();
    let mut all = Vec::new();
    for application in &inventory.applications {
        let Some(module) = inventory.project.module(&application.module) else { continue };
        if place.module.as_ref().is_none_or(|dir| *dir == module.dir) {
            let variants = if chosen { application.variants.clone() } else { variants(module).0 };
            all.extend(variants.into_iter().map(|variant| (application, variant)));
        }
    }
    if !(chosen && all.len() == 1) {
        all.retain(|(_, variant)| place.dirs.is_empty() || place.names(&variant.name));
    }
    let mut candidates = Vec::new();
    for (application, variant) in all {
        let one = Application { variants: vec![variant.clone()], ..application.clone() };
        let merged = static_merges(files, inventory, &one).into_iter().map(|(_, merged)| merged);
        candidates.extend(merged.map(|merged| Candidate { application, variant: variant.clone(), merged }));
    }
    prefer(&mut candidates, |one| built.application_id.is_some() && one.merged.application_id == built.application_id);
    prefer(&mut candidates, |one| one.application.variants.contains(&one.variant));
    match candidates.as_slice() {
        [one] => Ok(Compared {
            module: one.application.module.clone(),
            variant: one.variant.name.clone(),
            differences: manifest::difference(&one.merged, &built),
        }),
        [] => Err(unknown(path, inventory)),
        several => Err(ambiguous(path, several)),
    }
}

fn read_built(path: &Path) -> Result<Merged, Error> {
    let shown = path.display();
    let bytes = read_file(path).map_err(|error| {
        Error::user(format!("无法读取 {shown}：{error}"), format!("could not read {shown}: {error}"), "", "")
    })?;
    let built = manifest::read_merged(&Source::new(shown.to_string(), decode(&bytes).0));
    match built.problems.first() {
        None => Ok(built),
        Some(problem) => {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            Err(Error::user(
                format!("{shown}{line}：{}", problem.message.zh),
                format!("{shown}{line}: {}", problem.message.en),
                "",
                "",
            ))
        }
    }
}

/// What the path of a built manifest says.
#[derive(Debug, Default)]
struct Place {
    /// The directory of the module, where the file lies below the root in its `build` directory.
    module: Option<String>,
    /// The directories below `intermediates`.
    dirs: Vec<String>,
}

impl Place {
    fn of(path: &Path, files: &Files) -> Self {
        let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let root = files.root().canonicalize().unwrap_or_else(|_| files.root().to_owned());
        let (inside, parts) = match full.strip_prefix(&root) {
            Ok(relative) => (true, names(relative)),
            Err(_) => (false, names(&full)),
        };
        let Some(at) = parts.iter().rposition(|part| part == "intermediates") else { return Self::default() };
        let module = match at.checked_sub(1) {
            Some(build) if inside && parts[build] == "build" => Some(parts[..build].join("/")),
            _ => None,
        };
        let below = &parts[at + 1..];
        Self { module, dirs: below[..below.len().saturating_sub(1)].to_vec() }
    }

    /// Whether the directories name the variant: `merged_manifests/xiaomiRelease`, or `manifests/full/xiaomi/release`
    /// as older builds write it.
    fn names(&self, variant: &str) -> bool {
        let squeezed = |dirs: &[String]| dirs.concat().to_lowercase();
        self.dirs.iter().any(|dir| dir == variant)
            || self.dirs.windows(2).any(|two| squeezed(two) == variant.to_lowercase())
    }
}

fn names(path: &Path) -> Vec<String> {
    let name = |component: Component<'_>| match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    };
    path.components().filter_map(name).collect()
}

/// Leaves those that the sign points at, where there are any.
fn prefer(candidates: &mut Vec<Candidate<'_>>, sign: impl Fn(&Candidate<'_>) -> bool) {
    if candidates.iter().any(&sign) {
        candidates.retain(sign);
    }
}

fn unknown(path: &Path, inventory: &Inventory) -> Error {
    let shown = path.display();
    let known: Vec<String> = inventory
        .applications
        .iter()
        .map(|application| format!("{} {}", application.module, application.all_variants.join(", ")))
        .collect();
    Error::user(
        format!("{shown} 不属于任何已知的应用变体"),
        format!("{shown} belongs to no variant that is known of an application"),
        format!("已知的变体：{}", known.join("；")),
        format!("known variants: {}", known.join("; ")),
    )
}

fn ambiguous(path: &Path, candidates: &[Candidate<'_>]) -> Error {
    let shown = path.display();
    let fitting: Vec<String> =
        candidates.iter().map(|one| format!("{} {}", one.application.module, one.variant.name)).collect();
    Error::user(
        format!("无法判断 {shown} 属于哪个变体：{}", fitting.join("、")),
        format!("{shown} may belong to any of these variants: {}", fitting.join(", ")),
        "用 --variant 指定变体，用 --module 指定应用模块",
        "name the variant with --variant, and the application with --module",
    )
}
