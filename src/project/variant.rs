//! The variants of a module: every combination of flavors, one of each dimension, with every build type.

use std::collections::BTreeMap;

use super::{Config, Dependency, Module, Scope};
use crate::source::{Located, Problem, Text};

/// A build with more variants than this is not taken apart any further.
const MAX_VARIANTS: usize = 2048;

/// One variant of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    /// As Gradle names it: `release`, `xiaomiRelease`.
    pub name: String,
    /// The build type.
    pub build_type: String,
    /// One flavor of each dimension, in the order of the dimensions.
    pub flavors: Vec<String>,
    /// Whether it can be debugged.
    pub debuggable: bool,
    /// Whether it is meant for users: neither `debug` nor debuggable.
    pub ships: bool,
    /// Its source sets, the one of highest priority first; the last one is `main`.
    pub source_sets: Vec<String>,
    /// The application id without suffixes, where the build says one.
    pub base_id: Option<Located<String>>,
    /// What is appended to the application id, in order.
    pub suffixes: Vec<Located<String>>,
    /// `minSdk`.
    pub min_sdk: Option<Located<u32>>,
    /// `targetSdk`.
    pub target_sdk: Option<Located<u32>>,
    /// `manifestPlaceholders`.
    pub placeholders: BTreeMap<String, Located<String>>,
}

impl Variant {
    /// Whether a configuration of that flavor, or of that combination of flavors (`xiaomiPaid`), is for it.
    pub fn has_flavor(&self, name: &str) -> bool {
        if self.flavors.iter().any(|flavor| flavor == name) {
            return true;
        }
        let mut rest = name;
        for (at, flavor) in self.flavors.iter().enumerate() {
            let part = if at == 0 { flavor.clone() } else { capitalize(flavor) };
            match rest.strip_prefix(part.as_str()) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        !self.flavors.is_empty() && rest.is_empty()
    }

    /// Whether a dependency is part of the variant. A flavor that `is_known` knows nothing of was made where this
    /// program could not look: what is for it counts.
    pub fn takes(&self, dependency: &Dependency, is_known: impl Fn(&str) -> bool) -> bool {
        let build_type = match dependency.scope {
            Scope::Build | Scope::Test => return false,
            Scope::Main => dependency.build_type.as_deref(),
            Scope::Debug => Some(dependency.build_type.as_deref().unwrap_or("debug")),
        };
        build_type.is_none_or(|build_type| build_type == self.build_type)
            && dependency.flavor.as_deref().is_none_or(|flavor| self.has_flavor(flavor) || !is_known(flavor))
    }

    /// The application id with its suffixes; `fallback` is the package that counts where the build says no id.
    pub fn application_id(&self, fallback: Option<&str>) -> Option<String> {
        let mut id = self.base_id.as_ref().map(|base| base.value.as_str()).or(fallback)?.to_owned();
        for suffix in &self.suffixes {
            if !suffix.value.is_empty() && !suffix.value.starts_with('.') {
                id.push('.');
            }
            id.push_str(&suffix.value);
        }
        Some(id)
    }
}

/// All variants of a module, flavors first and build types within, as the build file orders them. There are
/// always `debug` and `release`. The problem says that there are too many to look at each.
pub fn variants(module: &Module) -> (Vec<Variant>, Option<Problem>) {
    let build_types = build_types(module);
    let mut combinations: Vec<Vec<&Config>> = vec![Vec::new()];
    let mut problem = None;
    for dimension in dimensions(module) {
        if combinations.len() * dimension.len() * build_types.len() > MAX_VARIANTS {
            problem = Some(too_many(module));
            break;
        }
        combinations = combinations
            .iter()
            .flat_map(|known| dimension.iter().map(|flavor| [known.as_slice(), &[*flavor]].concat()))
            .collect();
    }
    let variants = combinations
        .iter()
        .flat_map(|flavors| build_types.iter().map(|build_type| variant(module, flavors, build_type)))
        .collect();
    (variants, problem)
}

/// The variant of that name; Gradle's own task names begin with a capital, so the first letter may be one.
pub fn select<'v>(variants: &'v [Variant], name: &str) -> Option<&'v Variant> {
    variants
        .iter()
        .find(|variant| variant.name == name)
        .or_else(|| variants.iter().find(|variant| capitalize(&variant.name) == name))
}

/// The variant of a library that an application's variant takes: the same build type and flavors. Where the
/// library lacks the build type, the one that it was made from, else `release`; where it has other flavors, the
/// first of their dimension, as the build demands a choice that is rarely another.
pub fn matching(library: &Module, application: &Module, of: &Variant) -> Variant {
    let theirs = build_types(library);
    let ours = build_types(application);
    let mut wanted = of.build_type.as_str();
    for _ in 0..ours.len() {
        if theirs.iter().any(|build_type| build_type.name == wanted) {
            break;
        }
        let made_from = ours.iter().find(|build_type| build_type.name == wanted);
        match made_from.and_then(|build_type| build_type.init_with.as_deref()) {
            Some(next) => wanted = next,
            None => break,
        }
    }
    let build_type = theirs
        .iter()
        .find(|build_type| build_type.name == wanted)
        .or_else(|| theirs.iter().find(|build_type| build_type.name == "release"));
    let flavors: Vec<&Config> = dimensions(library)
        .into_iter()
        .filter_map(|dimension| {
            dimension.iter().find(|flavor| of.flavors.contains(&flavor.name)).or(dimension.first()).copied()
        })
        .collect();
    let fallback = Config { name: "release".to_owned(), ..Config::default() };
    variant(library, &flavors, build_type.unwrap_or(&fallback))
}

fn too_many(module: &Module) -> Problem {
    let at = module.android.flavors.first().and_then(|flavor| {
        let span = |place: Option<&Located<String>>| place.map(|place| place.at.clone());
        span(flavor.application_id.as_ref()).or_else(|| span(flavor.placeholders.first().map(|(_, value)| value)))
    });
    let text = Text::new(
        format!("{} 的变体超过 {MAX_VARIANTS} 个，其余维度未展开", module.path),
        format!("{} has more than {MAX_VARIANTS} variants; further dimensions were left out", module.path),
    );
    match at {
        Some(at) => Problem::at(&at, text),
        None => Problem::file(module.build_file.clone().unwrap_or_else(|| module.dir.clone()), text),
    }
}

/// `debug`, `release` and the others as written; each with what it takes over by `initWith`.
fn build_types(module: &Module) -> Vec<Config> {
    let written = &module.android.build_types;
    let find = |name: &str| written.iter().find(|config| config.name == name);
    let mut names = vec!["debug", "release"];
    for config in written {
        if !names.contains(&config.name.as_str()) {
            names.push(&config.name);
        }
    }
    names
        .into_iter()
        .map(|name| {
            let mut outcome = find(name).cloned().unwrap_or_default();
            outcome.name = name.to_owned();
            let mut seen = vec![name];
            let mut next = outcome.init_with.clone();
            while let Some(base) = next.take() {
                if base == "debug" && outcome.debuggable.is_none() {
                    outcome.debuggable = find("debug").and_then(|debug| debug.debuggable).or(Some(true));
                }
                let Some(base) = find(&base).filter(|base| !seen.contains(&base.name.as_str())) else { break };
                seen.push(&base.name);
                outcome.debuggable = outcome.debuggable.or(base.debuggable);
                outcome.application_id_suffix =
                    outcome.application_id_suffix.or_else(|| base.application_id_suffix.clone());
                outcome.placeholders.splice(0..0, base.placeholders.iter().cloned());
                next = base.init_with.clone();
            }
            outcome
        })
        .collect()
}

/// The flavors by dimension, in the order of the dimensions. Flavors without one belong to the first.
fn dimensions(module: &Module) -> Vec<Vec<&Config>> {
    let android = &module.android;
    let mut names: Vec<&str> = android.flavor_dimensions.iter().map(String::as_str).collect();
    for dimension in android.flavors.iter().filter_map(|flavor| flavor.dimension.as_deref()) {
        if !names.contains(&dimension) {
            names.push(dimension);
        }
    }
    if names.is_empty() {
        names.push("");
    }
    let of = |flavor: &Config| flavor.dimension.clone().unwrap_or_else(|| names[0].to_owned());
    names
        .iter()
        .map(|name| android.flavors.iter().filter(|flavor| of(flavor) == *name).collect::<Vec<_>>())
        .filter(|flavors| !flavors.is_empty())
        .collect()
}

fn variant(module: &Module, flavors: &[&Config], build_type: &Config) -> Variant {
    let default = &module.android.default_config;
    let combined = camel(flavors.iter().map(|flavor| flavor.name.as_str()));
    let name = camel([combined.as_str(), &build_type.name].into_iter().filter(|part| !part.is_empty()));

    let mut source_sets = Vec::new();
    if !flavors.is_empty() {
        source_sets.push(name.clone());
    }
    source_sets.push(build_type.name.clone());
    if flavors.len() > 1 {
        source_sets.push(combined);
    }
    source_sets.extend(flavors.iter().map(|flavor| flavor.name.clone()));
    source_sets.push("main".to_owned());

    // An earlier dimension wins over a later one, and a flavor over the default.
    let first = |value: &dyn Fn(&Config) -> Option<Located<u32>>| {
        flavors.iter().find_map(|flavor| value(flavor)).or_else(|| value(default))
    };
    let mut placeholders = BTreeMap::new();
    for config in std::iter::once(default).chain(flavors.iter().rev().copied()).chain([build_type]) {
        placeholders.extend(config.placeholders.iter().cloned());
    }
    let debuggable = build_type.debuggable.unwrap_or(build_type.name == "debug");
    Variant {
        ships: build_type.name != "debug" && !debuggable,
        debuggable,
        base_id: flavors
            .iter()
            .find_map(|flavor| flavor.application_id.clone())
            .or_else(|| default.application_id.clone()),
        suffixes: std::iter::once(default)
            .chain(flavors.iter().copied())
            .chain([build_type])
            .filter_map(|config| config.application_id_suffix.clone())
            .collect(),
        min_sdk: first(&|config| config.min_sdk.clone()),
        target_sdk: first(&|config| config.target_sdk.clone()),
        placeholders,
        name,
        build_type: build_type.name.clone(),
        flavors: flavors.iter().map(|flavor| flavor.name.clone()).collect(),
        source_sets,
    }
}

/// Parts in camel case: `xiaomi`, `full` give `xiaomiFull`.
fn camel<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    let mut name = String::new();
    for part in parts {
        if name.is_empty() {
            name.push_str(part);
        } else {
            name.push_str(&capitalize(part));
        }
    }
    name
}

fn capitalize(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
