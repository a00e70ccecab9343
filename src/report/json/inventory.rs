//! `qingdan/inventory/1`.

use serde::Serialize;

use super::{Problem, necessity, problems, words};
use crate::inventory::{self, Confidence, Coverage, DataSource};
use crate::project::{self, ModuleKind, Origin, manifest};
use crate::sdk::database::Database;
use crate::sdk::record::Bilingual;
use crate::source::{Language, Span, Text};

/// `qingdan/inventory/1`.
#[derive(Debug, Serialize)]
pub struct Inventory<'a> {
    schema: &'static str,
    tool: Tool<'a>,
    modules: Vec<Module<'a>>,
    applications: Vec<Application<'a>>,
    permissions: Vec<Permission<'a>>,
    dependencies: Vec<Dependency<'a>>,
    local_dependencies: Vec<Dependency<'a>>,
    sdks: Vec<Sdk<'a>>,
    data: Vec<Data<'a>>,
    plugins: Vec<Plugin<'a>>,
    unresolved: Vec<Unresolved<'a>>,
    coverage: Coverage,
    problems: Vec<Problem<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_manifest: Option<MergedManifest<'a>>,
}

#[derive(Debug, Serialize)]
struct Tool<'a> {
    name: &'static str,
    version: &'static str,
    sdk_db: &'a str,
}

#[derive(Debug, Serialize)]
struct Module<'a> {
    path: &'a str,
    dir: &'a str,
    kind: ModuleKind,
    build_file: Option<&'a str>,
    manifests: &'a [String],
}

#[derive(Debug, Serialize)]
struct Application<'a> {
    module: &'a str,
    modules: &'a [String],
    variants: &'a [String],
    shipping_variants: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Permission<'a> {
    name: &'a str,
    max_sdk: Option<u32>,
    min_sdk: Option<u32>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    flags: &'a [String],
    protection: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    implied: Option<&'a str>,
    modules: &'a [String],
    applications: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    variants: &'a [String],
    sdks: &'a [String],
    evidence: &'a [Span],
}

#[derive(Debug, Serialize)]
struct Dependency<'a> {
    #[serde(flatten)]
    target: Target<'a>,
    configuration: &'a str,
    module: &'a str,
    scope: &'static str,
    flavor: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    conditional: bool,
    #[serde(skip_serializing_if = "is_declared")]
    origin: Origin,
    sdks: &'a [String],
    applications: &'a [String],
    evidence: &'a [Span],
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Target<'a> {
    External { group: &'a str, name: &'a str, version: Option<&'a str> },
    File { path: &'a str },
    Project { project: &'a str },
}

#[derive(Debug, Serialize)]
struct Sdk<'a> {
    id: &'a str,
    name: Text,
    vendor: Text,
    version: Option<&'a str>,
    confidence: Confidence,
    scope: &'static str,
    flavors: &'a [String],
    modules: &'a [String],
    applications: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    brought_by: Option<&'a str>,
    evidence: Vec<Evidence<'a>>,
    data: Vec<SdkData<'a>>,
    permissions: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Evidence<'a> {
    #[serde(flatten)]
    at: &'a Span,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct SdkData<'a> {
    r#type: &'a str,
    necessity: &'static str,
    purpose: &'a Bilingual,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    r#type: &'a str,
    sources: &'a [DataSource],
}

#[derive(Debug, Serialize)]
struct Plugin<'a> {
    id: &'a str,
    version: Option<&'a str>,
    module: &'a str,
    evidence: &'a [Span],
}

#[derive(Debug, Serialize)]
struct Unresolved<'a> {
    expression: &'a str,
    reason: &'a str,
    module: &'a str,
    evidence: &'a [Span],
}

#[derive(Debug, Serialize)]
struct MergedManifest<'a> {
    module: &'a str,
    variant: &'a str,
    differences: Vec<Difference<'a>>,
}

#[derive(Debug, Serialize)]
struct Difference<'a> {
    element: &'static str,
    name: &'a str,
    r#static: Option<&'a str>,
    built: Option<&'a str>,
}

/// What the applications of a project carry.
pub fn inventory<'a>(
    inventory: &'a inventory::Inventory,
    sdk_db: &'a str,
    database: &Database,
    language: Language,
) -> Inventory<'a> {
    let project = &inventory.project;
    let module = |module: &'a project::Module| Module {
        path: &module.path,
        dir: &module.dir,
        kind: module.kind,
        build_file: module.build_file.as_deref(),
        manifests: inventory.module_manifests.get(&module.path).map(Vec::as_slice).unwrap_or_default(),
    };
    let plugins = project.modules.iter().flat_map(|module| {
        module.plugins.iter().map(|plugin| Plugin {
            id: &plugin.id,
            version: plugin.version.as_deref(),
            module: &module.path,
            evidence: &plugin.evidence,
        })
    });
    let unresolved = |item: &'a project::Unresolved| Unresolved {
        expression: &item.expression,
        reason: item.reason.get(language),
        module: &item.module,
        evidence: &item.evidence,
    };
    let dependencies = inventory.dependencies.iter();
    let dependencies = dependencies.filter_map(|item| Some(dependency(item, inventory.dependency(item)?)));
    let (dependencies, local_dependencies) =
        dependencies.partition(|dependency| matches!(dependency.target, Target::External { .. }));
    Inventory {
        schema: "qingdan/inventory/1",
        tool: Tool { name: "qingdan", version: env!("CARGO_PKG_VERSION"), sdk_db },
        modules: project.modules.iter().map(module).collect(),
        applications: inventory.applications.iter().map(application).collect(),
        permissions: inventory.permissions.iter().map(|item| permission(item, language)).collect(),
        dependencies,
        local_dependencies,
        sdks: inventory.sdks.iter().map(|item| sdk(item, database)).collect(),
        data: inventory.data.iter().map(|(id, sources)| Data { r#type: id, sources }).collect(),
        plugins: plugins.collect(),
        unresolved: project.unresolved.iter().map(unresolved).collect(),
        coverage: inventory.coverage,
        problems: problems(&inventory.problems, language),
        merged_manifest: None,
    }
}

impl<'a> Inventory<'a> {
    /// Adds the differences between the static merge of a variant and the manifest that a build wrote for it. What
    /// stands in meta-data may be a key of the app's people, so only its name is told.
    pub fn merged_manifest(
        mut self,
        module: &'a str,
        variant: &'a str,
        differences: &'a [manifest::Difference],
    ) -> Self {
        let one = |difference: &'a manifest::Difference| {
            let told = |said: &'a str| if difference.element == "meta-data" { "" } else { said };
            Difference {
                element: difference.element,
                name: &difference.name,
                r#static: difference.first.as_deref().map(told),
                built: difference.second.as_deref().map(told),
            }
        };
        let differences = differences.iter().map(one).collect();
        self.merged_manifest = Some(MergedManifest { module, variant, differences });
        self
    }
}

fn application(application: &inventory::Application) -> Application<'_> {
    Application {
        module: &application.module,
        modules: &application.modules,
        variants: &application.all_variants,
        shipping_variants: application.variants.iter().map(|variant| variant.name.as_str()).collect(),
    }
}

fn permission(permission: &inventory::Permission, language: Language) -> Permission<'_> {
    Permission {
        name: &permission.name,
        max_sdk: permission.max_sdk,
        min_sdk: permission.min_sdk,
        flags: &permission.flags,
        protection: permission.protection,
        implied: permission.implied.as_ref().map(|reason| reason.get(language)),
        modules: &permission.modules,
        applications: &permission.applications,
        variants: &permission.variants,
        sdks: &permission.sdks,
        evidence: &permission.evidence,
    }
}

fn dependency<'a>(item: &'a inventory::Dependency, dependency: &'a project::Dependency) -> Dependency<'a> {
    let target = match &dependency.target {
        project::Target::External { group, name, version } => {
            Target::External { group, name, version: version.as_deref() }
        }
        project::Target::File { path } => Target::File { path },
        project::Target::Project { path } => Target::Project { project: path },
    };
    Dependency {
        target,
        configuration: &dependency.configuration,
        module: &item.module,
        scope: dependency.scope.name(),
        flavor: dependency.flavor.as_deref(),
        conditional: dependency.conditional,
        origin: dependency.origin,
        sdks: &item.sdks,
        applications: &item.applications,
        evidence: &dependency.evidence,
    }
}

/// A line of a build script is what one expects; only other origins are told.
fn is_declared(origin: &Origin) -> bool {
    *origin == Origin::Declared
}

fn sdk<'a>(sdk: &'a inventory::Sdk, database: &Database) -> Sdk<'a> {
    debug_assert!(!sdk.evidence.is_empty(), "an SDK without evidence");
    let evidence = |evidence: &'a inventory::Evidence| Evidence { at: &evidence.at, kind: evidence.kind.name() };
    let data = sdk.data().into_iter().map(|fact| SdkData {
        r#type: fact.data,
        necessity: necessity(fact.necessity),
        purpose: words(fact.purpose),
    });
    Sdk {
        id: sdk.id(),
        name: sdk.record.display(),
        vendor: database.operator(&sdk.record),
        version: sdk.version.as_deref(),
        confidence: sdk.confidence,
        scope: sdk.scope.name(),
        flavors: &sdk.flavors,
        modules: &sdk.modules,
        applications: &sdk.applications,
        brought_by: sdk.brought_by.as_deref(),
        evidence: sdk.evidence.iter().map(evidence).collect(),
        data: data.collect(),
        permissions: sdk.record.current_permissions().into_iter().map(|permission| permission.name).collect(),
    }
}
