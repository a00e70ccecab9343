//! Project × database → inventory: every SDK, permission and data type that an application carries, with the
//! places that show it.

mod collect;
mod detect;
mod unknown;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::project::Project;
use crate::project::variant::Variant;
use crate::sdk::facts::CurrentData;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::record::Record;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Problem, Span};

pub use collect::{Options, collect, static_merges};

/// What the applications of a project carry.
#[derive(Debug)]
pub struct Inventory {
    /// The facts that it was made from.
    pub project: Project,
    /// The applications, in order of their module paths.
    pub applications: Vec<Application>,
    /// Permissions of the shipping variants (or of the variant asked for), by name.
    pub permissions: Vec<Permission>,
    /// External dependencies of every module, in order of module and line.
    pub dependencies: Vec<Dependency>,
    /// SDKs, by id.
    pub sdks: Vec<Sdk>,
    /// Libraries that no record knows.
    pub unknown: Vec<Unknown>,
    /// Data types, by id, with what brings them.
    pub data: BTreeMap<String, Vec<DataSource>>,
    /// How much was read.
    pub coverage: Coverage,
    /// Files that could not be read or parsed.
    pub problems: Vec<Problem>,
    /// The manifests that were read, by module.
    pub module_manifests: BTreeMap<String, Vec<String>>,
}

/// One application module with the modules that it reaches.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its Gradle path.
    pub module: String,
    /// The modules that it reaches, itself first.
    pub modules: Vec<String>,
    /// The variants that were looked at.
    pub variants: Vec<Variant>,
    /// Every variant that it has.
    pub all_variants: Vec<String>,
    /// Every flavor that its variants have.
    pub flavors: Vec<String>,
    /// Manifests that were read for it.
    pub manifests: Vec<String>,
}

impl Application {
    /// Whether one of its variants is of that flavor, looked at or not.
    pub fn knows_flavor(&self, flavor: &str) -> bool {
        self.flavors.iter().any(|known| known == flavor)
            || self.variants.iter().any(|variant| variant.has_flavor(flavor))
    }
}

/// A permission that an application asks for.
#[derive(Clone, Debug)]
pub struct Permission {
    /// The full name.
    pub name: String,
    /// `maxSdkVersion`.
    pub max_sdk: Option<u32>,
    /// 23 for `uses-permission-sdk-23`.
    pub min_sdk: Option<u32>,
    /// `usesPermissionFlags`, such as `neverForLocation`; where variants differ, those that all have.
    pub flags: Vec<String>,
    /// `dangerous`, `normal`, `signature`, `special`, `unknown`.
    pub protection: &'static str,
    /// Modules whose manifests ask for it.
    pub modules: Vec<String>,
    /// Applications that carry it.
    pub applications: Vec<String>,
    /// Variants that carry it, `application variant`; empty when all that were looked at do.
    pub variants: Vec<String>,
    /// Why the merge adds it by itself.
    pub implied: Option<crate::source::Text>,
    /// SDKs whose vendors say that they use it.
    pub sdks: Vec<String>,
    /// The lines that ask for it, the deciding one first.
    pub evidence: Vec<Span>,
}

/// An external dependency with what it was recognised as.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The module that uses it.
    pub module: String,
    /// Its position among the dependencies of the module.
    pub position: usize,
    /// Ids of the SDKs that it brings.
    pub sdks: Vec<String>,
    /// Applications that reach the module.
    pub applications: Vec<String>,
}

/// How an SDK shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// A dependency line.
    GradleDependency,
    /// A Gradle plugin.
    GradlePlugin,
    /// A component of the manifest.
    ManifestComponent,
    /// A meta-data key of the manifest.
    ManifestMetaData,
    /// A permission of the manifest.
    ManifestPermission,
    /// A jar, aar or so file.
    LibraryFile,
    /// An npm package or a uni-app module.
    NpmPackage,
    /// A pub package.
    PubPackage,
    /// An import in a source file.
    SourceImport,
    /// A lock file or report.
    Lockfile,
    /// Another SDK or library brings it.
    Transitive,
}

impl EvidenceKind {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::GradleDependency => "gradle-dependency",
            Self::GradlePlugin => "gradle-plugin",
            Self::ManifestComponent => "manifest-component",
            Self::ManifestMetaData => "manifest-meta-data",
            Self::ManifestPermission => "manifest-permission",
            Self::LibraryFile => "library-file",
            Self::NpmPackage => "npm-package",
            Self::PubPackage => "pub-package",
            Self::SourceImport => "source-import",
            Self::Lockfile => "lockfile",
            Self::Transitive => "transitive",
        }
    }
}

/// A place that shows an SDK.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// How.
    pub kind: EvidenceKind,
    /// Where.
    pub at: Span,
}

/// How sure the recognition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A file name, or several hints.
    Likely,
    /// An exclusive sign.
    Certain,
}

/// Whether an SDK ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shipped {
    /// It does.
    Main,
    /// Only in debug builds.
    Debug,
    /// Only in tests.
    Test,
    /// It is used while building (compile-only, a processor).
    Build,
}

impl Shipped {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Debug => "debug",
            Self::Test => "test",
            Self::Build => "build",
        }
    }
}

/// An SDK that a project has.
#[derive(Clone, Debug)]
pub struct Sdk {
    /// Its record.
    pub record: Arc<Record>,
    /// The version, where one is known.
    pub version: Option<String>,
    /// How sure.
    pub confidence: Confidence,
    /// Whether it ships.
    pub scope: Shipped,
    /// Applications that carry it.
    pub applications: Vec<String>,
    /// Modules whose builds bring it.
    pub modules: Vec<String>,
    /// Flavors, when only flavors bring it.
    pub flavors: Vec<String>,
    /// Coordinates of it that the project uses: facts that need a Maven module look here.
    pub coordinates: Vec<String>,
    /// The SDK that brings it, when nothing else shows it.
    pub brought_by: Option<String>,
    /// The places that show it, the best first.
    pub evidence: Vec<Evidence>,
}

impl Sdk {
    /// The id.
    pub fn id(&self) -> &str {
        &self.record.id
    }

    /// Whether it ships.
    pub fn ships(&self) -> bool {
        self.scope == Shipped::Main
    }

    /// The data types that it collects in this project: claims that need a Maven module count only where the
    /// project has it.
    pub fn data(&self) -> Vec<CurrentData<'_>> {
        let mut data = self.record.current_data();
        let has = |module: &&str| self.coordinates.iter().any(|known| crate::sdk::index::glob(module, known));
        data.retain(|fact| fact.modules.is_empty() || fact.modules.iter().any(has));
        data
    }
}

/// A library that no record knows.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// `group:name`, or the path of the file.
    pub name: String,
    /// The version, where one is known.
    pub version: Option<String>,
    /// What makes it worth a look.
    pub sign: crate::source::Text,
    /// Modules whose builds bring it.
    pub module: String,
    /// Applications that carry it.
    pub applications: Vec<String>,
    /// The lines that bring it.
    pub evidence: Vec<Span>,
}

/// What brings a data type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DataSource {
    /// An SDK, by its id.
    Sdk(String),
    /// A permission, by its full name.
    Permission(String),
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Modules of the build.
    pub modules: usize,
    /// Manifests read.
    pub manifests: usize,
    /// Build files read.
    pub build_files: usize,
    /// Dependencies understood.
    pub dependencies: usize,
    /// Dependencies not understood.
    pub unresolved: usize,
    /// SDKs that ship.
    pub sdks: usize,
}

/// Types that Android gives an app only through a permission, and that users do not type in, each with the type
/// that such a permission opens.
const ONLY_BY_PERMISSION: &[(&str, &str)] = &[
    ("background-location", "background-location"),
    ("calendar", "calendar"),
    ("call-log", "call-log"),
    ("cell-info", "location"),
    ("coarse-location", "coarse-location"),
    ("contacts", "contacts"),
    ("gnss-info", "precise-location"),
    ("iccid", "iccid"),
    ("imei", "imei"),
    ("imsi", "imsi"),
    ("location", "location"),
    ("meid", "imei"),
    ("precise-location", "precise-location"),
    ("sms", "sms"),
];

impl Inventory {
    /// The SDKs that ship, by id.
    pub fn shipped(&self) -> impl Iterator<Item = &Sdk> {
        self.sdks.iter().filter(|sdk| sdk.ships())
    }

    /// The SDK of that id.
    pub fn sdk(&self, id: &str) -> Option<&Sdk> {
        self.sdks.iter().find(|sdk| sdk.id() == id)
    }

    /// The data types that an SDK can collect in this project: items that it does not always collect, and that an
    /// app gets only through a permission, count only where such a permission is requested.
    pub fn triggered<'a>(&self, sdk: &'a Sdk, table: &PermissionTable) -> Vec<CurrentData<'a>> {
        let vocabulary = Vocabulary::get();
        let opens = |permission: &Permission, data: &str| {
            let opened = table.data(&permission.name);
            opened.iter().any(|id| id == data || vocabulary.is_below(id, data) || vocabulary.is_below(data, id))
        };
        let mut data = sdk.data();
        data.retain(|fact| {
            let needed = ONLY_BY_PERMISSION.iter().find(|(data, _)| *data == fact.data);
            fact.is_required()
                || needed.is_none_or(|(_, opened)| self.permissions.iter().any(|asked| opens(asked, opened)))
        });
        data
    }

    /// The facts about a dependency.
    pub fn dependency(&self, item: &Dependency) -> Option<&crate::project::Dependency> {
        self.project.module(&item.module)?.dependencies.get(item.position)
    }
}
