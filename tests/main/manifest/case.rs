//! A case of `testdata/manifest`: a project without build files, and the outcome of its merge.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use qingdan::project::manifest::{Manifests, Merged, Provenance, merge};
use qingdan::project::variant::{select, variants};
use qingdan::project::{
    Android, Config, Dependency, Module, ModuleKind, Origin, Plugin, Project, Scope, SourceSet, Target,
};
use qingdan::source::{Files, Located, Source, Span};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The variant of `:app` to merge.
    variant: String,
    module: Vec<CaseModule>,
    #[serde(default)]
    aar: Vec<CaseAar>,
    #[serde(skip)]
    dir: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseModule {
    path: String,
    namespace: Option<String>,
    #[serde(default)]
    plugins: Vec<String>,
    /// `:lib`; `xiaomi :lib` for that flavor alone, `debug :lib` for debug builds.
    #[serde(default)]
    dependencies: Vec<String>,
    #[serde(default)]
    default: CaseConfig,
    #[serde(default)]
    build_type: Vec<CaseConfig>,
    #[serde(default)]
    flavor: Vec<CaseConfig>,
    #[serde(default)]
    dimensions: Vec<String>,
    /// Changed manifests of source sets.
    #[serde(default)]
    manifest: BTreeMap<String, String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct CaseConfig {
    #[serde(default)]
    name: String,
    dimension: Option<String>,
    id: Option<String>,
    suffix: Option<String>,
    min: Option<u32>,
    target: Option<u32>,
    debuggable: Option<bool>,
    init_with: Option<String>,
    #[serde(default)]
    placeholders: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseAar {
    module: String,
    /// The manifest, as a file of the case.
    path: String,
}

impl Case {
    pub fn read(dir: &Path) -> Self {
        let text = fs::read_to_string(dir.join("project.toml")).unwrap();
        let mut case: Self = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
        case.dir = dir.to_owned();
        case
    }

    pub fn merge(&self) -> Merged {
        let files = Files::open(&self.dir, false).unwrap();
        let build = Source::new("project.toml", "");
        let mut modules: Vec<Module> = self.module.iter().map(|module| module.build(&build)).collect();
        for aar in &self.aar {
            let module = modules.iter_mut().find(|module| module.path == aar.module).unwrap();
            module.dependencies.push(dependency(Target::File { path: aar.path.clone() }, &build));
        }
        modules.sort_by(|a, b| a.path.cmp(&b.path));
        let project = Project { modules, ..Project::default() };
        let application = project.module(":app").unwrap();
        let (variants, _) = variants(application);
        let variant = select(&variants, &self.variant).unwrap();
        let archived = self.aar.iter().map(|aar| (aar.path.clone(), files.read(&aar.path).unwrap())).collect();
        merge(&mut Manifests::new(&files, archived), &project, application, variant)
    }
}

impl CaseModule {
    fn build(&self, build: &std::sync::Arc<Source>) -> Module {
        let at = Span::file(build);
        let place = |value: &String| Located::new(value.clone(), at.clone());
        Module {
            path: self.path.clone(),
            dir: self.path.trim_start_matches(':').replace(':', "/"),
            kind: if self.path == ":app" { ModuleKind::Application } else { ModuleKind::Library },
            build_file: Some("project.toml".to_owned()),
            plugins: self
                .plugins
                .iter()
                .map(|id| Plugin { id: id.clone(), version: None, evidence: vec![at.clone()] })
                .collect(),
            dependencies: self
                .dependencies
                .iter()
                .map(|entry| {
                    let (configuration, path) = entry.split_once(' ').unwrap_or(("", entry));
                    let mut dependency = dependency(Target::Project { path: path.to_owned() }, build);
                    match configuration {
                        "" => {}
                        "debug" => dependency.scope = Scope::Debug,
                        flavor => dependency.flavor = Some(flavor.to_owned()),
                    }
                    dependency
                })
                .collect(),
            android: Android {
                namespace: self.namespace.as_ref().map(place),
                default_config: self.default.build(&at),
                build_types: self.build_type.iter().map(|config| config.build(&at)).collect(),
                flavors: self.flavor.iter().map(|config| config.build(&at)).collect(),
                flavor_dimensions: self.dimensions.clone(),
                source_sets: self
                    .manifest
                    .iter()
                    .map(|(name, path)| SourceSet {
                        name: name.clone(),
                        manifest: Some(place(path)),
                        ..SourceSet::default()
                    })
                    .collect(),
            },
        }
    }
}

fn dependency(target: Target, build: &std::sync::Arc<Source>) -> Dependency {
    Dependency {
        target,
        configuration: "implementation".to_owned(),
        scope: Scope::Main,
        flavor: None,
        build_type: None,
        conditional: false,
        origin: Origin::Declared,
        evidence: vec![Span::file(build)],
    }
}

impl CaseConfig {
    fn build(&self, at: &Span) -> Config {
        let place = |value: &String| Located::new(value.clone(), at.clone());
        Config {
            name: self.name.clone(),
            dimension: self.dimension.clone(),
            application_id: self.id.as_ref().map(place),
            application_id_suffix: self.suffix.as_ref().map(place),
            min_sdk: self.min.map(|value| Located::new(value, at.clone())),
            target_sdk: self.target.map(|value| Located::new(value, at.clone())),
            has_hidden_sdk: false,
            debuggable: self.debuggable,
            placeholders: self.placeholders.iter().map(|(key, value)| (key.clone(), place(value))).collect(),
            init_with: self.init_with.clone(),
        }
    }
}

/// The outcome of a merge in the form of `expected.toml`. Places are `path:line`.
#[derive(Deserialize, Serialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    #[serde(skip_serializing_if = "Option::is_none")]
    application_id: Option<String>,
    /// Places of problems; `path` alone for a file as a whole.
    problems: Vec<String>,
    /// Expressions that could not be worked out.
    unresolved: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    manifests: Option<Vec<String>>,
    /// `permission component`
    #[serde(skip_serializing_if = "Option::is_none")]
    special_access: Option<Vec<String>>,
    permission: Vec<ExpectedPermission>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<Vec<ExpectedComponent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta_data: Option<Vec<ExpectedMetaData>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<Vec<ExpectedQuery>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<Vec<ExpectedDefinition>>,
}

#[derive(Deserialize, Serialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedPermission {
    name: String,
    max: Option<u32>,
    min: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    flags: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    implied: bool,
    modules: Vec<String>,
    lines: Vec<String>,
}

#[derive(Deserialize, Serialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedComponent {
    kind: String,
    name: String,
    permission: Option<String>,
    exported: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actions: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authorities: Vec<String>,
    modules: Vec<String>,
    lines: Vec<String>,
}

#[derive(Deserialize, Serialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedMetaData {
    name: String,
    value: Option<String>,
    resource: Option<String>,
    component: Option<String>,
    lines: Vec<String>,
}

#[derive(Deserialize, Serialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedQuery {
    kind: String,
    value: String,
    lines: Vec<String>,
}

#[derive(Deserialize, Serialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedDefinition {
    name: String,
    protection: Option<String>,
    lines: Vec<String>,
}

fn lines(from: &Provenance) -> Vec<String> {
    from.evidence.iter().map(|span| format!("{}:{}", span.path(), span.line())).collect()
}

impl Expected {
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn of(merged: &Merged) -> Self {
        let mut problems: Vec<String> = merged
            .problems
            .iter()
            .map(|problem| problem.line.map_or(problem.path.clone(), |line| format!("{}:{line}", problem.path)))
            .collect();
        problems.sort();
        Self {
            application_id: merged.application_id.clone(),
            problems,
            unresolved: merged.unresolved.iter().map(|unresolved| unresolved.expression.clone()).collect(),
            manifests: Some(merged.manifests_read.clone()),
            special_access: Some(
                merged
                    .special_access
                    .iter()
                    .map(|access| format!("{} {}", access.permission, access.component))
                    .collect(),
            ),
            permission: merged
                .permissions
                .iter()
                .map(|permission| ExpectedPermission {
                    name: permission.name.clone(),
                    max: permission.max_sdk,
                    min: permission.min_sdk,
                    flags: permission.flags.clone(),
                    implied: permission.implied.is_some(),
                    modules: permission.from.modules.clone(),
                    lines: lines(&permission.from),
                })
                .collect(),
            component: Some(
                merged
                    .components
                    .iter()
                    .map(|component| ExpectedComponent {
                        kind: component.kind.name().to_owned(),
                        name: component.name.clone(),
                        permission: component.permission.clone(),
                        exported: component.exported,
                        actions: component.actions.clone(),
                        authorities: component.authorities.clone(),
                        modules: component.from.modules.clone(),
                        lines: lines(&component.from),
                    })
                    .collect(),
            ),
            meta_data: Some(
                merged
                    .meta_data
                    .iter()
                    .map(|meta_data| ExpectedMetaData {
                        name: meta_data.name.clone(),
                        value: meta_data.value.clone(),
                        resource: meta_data.resource.clone(),
                        component: meta_data.component.clone(),
                        lines: lines(&meta_data.from),
                    })
                    .collect(),
            ),
            query: Some(
                merged
                    .queries
                    .iter()
                    .map(|query| ExpectedQuery {
                        kind: format!("{:?}", query.kind).to_lowercase(),
                        value: query.value.clone(),
                        lines: lines(&query.from),
                    })
                    .collect(),
            ),
            definition: Some(
                merged
                    .definitions
                    .iter()
                    .map(|definition| ExpectedDefinition {
                        name: definition.name.clone(),
                        protection: definition.protection.clone(),
                        lines: lines(&definition.from),
                    })
                    .collect(),
            ),
        }
    }

    /// What differs. Permissions, problems and unresolved values are always compared, the other parts where a
    /// case states them.
    pub fn differences(&self, found: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        compare("permissions", &self.permission, &found.permission, &mut differences);
        compare("problems", &self.problems, &found.problems, &mut differences);
        compare("unresolved", &self.unresolved, &found.unresolved, &mut differences);
        stated("manifests", &self.manifests, &found.manifests, &mut differences);
        stated("special access", &self.special_access, &found.special_access, &mut differences);
        stated("components", &self.component, &found.component, &mut differences);
        stated("meta-data", &self.meta_data, &found.meta_data, &mut differences);
        stated("queries", &self.query, &found.query, &mut differences);
        stated("definitions", &self.definition, &found.definition, &mut differences);
        if self.application_id.is_some() {
            compare("application id", &self.application_id, &found.application_id, &mut differences);
        }
        differences
    }
}

fn stated<T: std::fmt::Debug + PartialEq>(what: &str, expected: &Option<T>, found: &Option<T>, to: &mut Vec<String>) {
    if expected.is_some() {
        compare(what, expected, found, to);
    }
}

fn compare<T: std::fmt::Debug + PartialEq>(what: &str, expected: &T, found: &T, to: &mut Vec<String>) {
    if expected != found {
        to.push(format!("{what}\n  expected {expected:?}\n  found    {found:?}"));
    }
}
