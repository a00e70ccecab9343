//! Facts about an Android project, read without building it. Nothing here judges.
//!
//! [`discover::read`] finds the modules and what their build files say; [`manifest`] merges the manifests of
//! a variant as the Android build does; [`library`] looks into jar and aar files.

pub mod catalog;
pub mod discover;
pub mod gradle;
pub mod library;
mod lockfile;
pub mod manifest;
pub mod packages;
pub mod variant;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::source::{Located, Problem, Span, Text};

/// What one directory tree holds: usually one Gradle build.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The modules that the build includes, sorted by path.
    pub modules: Vec<Module>,
    /// Dependencies and values that could not be worked out.
    pub unresolved: Vec<Unresolved>,
    /// Files that could not be read or parsed.
    pub problems: Vec<Problem>,
    /// Every build file that was read (build scripts, settings, catalogs, applied scripts, build logic,
    /// properties), sorted.
    pub build_files: Vec<String>,
    /// Packages of other ecosystems that ship with an application: npm, pub, modules of uni-app.
    pub packages: Vec<Package>,
    /// Permissions that applications of other frameworks ask for outside any Android manifest.
    pub requests: Vec<PermissionRequest>,
}

/// A package of another ecosystem.
#[derive(Clone, Debug)]
pub struct Package {
    /// Which one.
    pub ecosystem: Ecosystem,
    /// The name; `uni-app:speech.ifly` for an SDK that a uni-app configures.
    pub name: String,
    /// The version as written.
    pub version: Option<String>,
    /// The application modules that it ships with.
    pub modules: Vec<String>,
    /// Where it is named.
    pub at: Span,
}

/// Where packages come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ecosystem {
    /// `package.json`, and the `manifest.json` of uni-app.
    Npm,
    /// `pubspec.yaml`.
    Pub,
}

/// A permission asked for in `manifest.json` (uni-app) or `app.json` (Expo).
#[derive(Clone, Debug)]
pub struct PermissionRequest {
    /// The full name.
    pub name: String,
    /// The application module.
    pub module: String,
    /// Where it is named.
    pub at: Span,
}

impl Project {
    /// The module of that Gradle path.
    pub fn module(&self, path: &str) -> Option<&Module> {
        self.modules.binary_search_by(|module| module.path.as_str().cmp(path)).ok().map(|at| &self.modules[at])
    }

    /// The application modules, in order.
    pub fn applications(&self) -> impl Iterator<Item = &Module> {
        self.modules.iter().filter(|module| module.kind == ModuleKind::Application)
    }

    /// The module and every module that it reaches through shipping project dependencies, itself first and
    /// then in dependency order (breadth first, in the order of the build files), each once.
    pub fn reached(&self, path: &str) -> Vec<&Module> {
        let mut order: Vec<&Module> = self.module(path).into_iter().collect();
        let mut known: BTreeSet<&str> = order.iter().map(|module| module.path.as_str()).collect();
        let mut at = 0;
        while at < order.len() {
            for dependency in &order[at].dependencies {
                let Target::Project { path } = &dependency.target else {
                    continue;
                };
                if dependency.scope != Scope::Main {
                    continue;
                }
                if let Some(next) = self.module(path)
                    && known.insert(&next.path)
                {
                    order.push(next);
                }
            }
            at += 1;
        }
        order
    }
}

/// One module of a build.
#[derive(Clone, Debug)]
pub struct Module {
    /// The Gradle path, `:app`; `:` for the root project. Modules of included builds carry the build's name.
    pub path: String,
    /// The directory relative to the root; empty for the root itself.
    pub dir: String,
    /// What it builds.
    pub kind: ModuleKind,
    /// The build script relative to the root, where there is one.
    pub build_file: Option<String>,
    /// Plugins that the module applies, also through convention plugins and applied scripts.
    pub plugins: Vec<Plugin>,
    /// What its build uses, in the order of the build files.
    pub dependencies: Vec<Dependency>,
    /// The `android {}` block.
    pub android: Android,
}

impl Module {
    /// Whether it stands for an app that a framework's own service builds: it has no Gradle script and no
    /// Android manifest.
    pub fn is_stand_in(&self) -> bool {
        self.build_file.as_deref().is_some_and(|file| file.ends_with(".json"))
    }
}

/// What a module builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ModuleKind {
    /// `com.android.application` (or an applied script or convention plugin that applies it), or the app of
    /// another framework (uni-app).
    Application,
    /// `com.android.library`, dynamic features and Kotlin Multiplatform libraries with an Android target.
    Library,
    /// Anything else: plain Java or Kotlin, tests, build logic.
    Other,
}

/// A Gradle plugin that a module applies.
#[derive(Clone, Debug)]
pub struct Plugin {
    /// The plugin id.
    pub id: String,
    /// The version, where one is known.
    pub version: Option<String>,
    /// Where it is applied, then the catalog or variable behind it.
    pub evidence: Vec<Span>,
}

/// One entry that some module's build uses.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// What it points at.
    pub target: Target,
    /// The configuration as written: `implementation`, `xiaomiReleaseImplementation`.
    pub configuration: String,
    /// The scope of the configuration.
    pub scope: Scope,
    /// The flavor (or flavor combination) that the configuration is for.
    pub flavor: Option<String>,
    /// The build type that the configuration is for, `debug` included.
    pub build_type: Option<String>,
    /// True when it stands in a branch of a condition.
    pub conditional: bool,
    /// How it became known.
    pub origin: Origin,
    /// Where it is used, then the catalog entry, variable or constant behind it, in that order.
    pub evidence: Vec<Span>,
}

/// What a dependency points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A module of a repository.
    External {
        /// `com.umeng.umsdk`
        group: String,
        /// `common`
        name: String,
        /// The version, where one is known; ranges and `+` as written.
        version: Option<String>,
    },
    /// A module of the build, by its Gradle path.
    Project {
        /// `:lib`
        path: String,
    },
    /// A jar or aar of the tree, relative to the root; it exists.
    File {
        /// `app/libs/jpush-android-3.1.6.jar`
        path: String,
    },
}

/// How a dependency became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A line of a build script (or of build logic that the module applies).
    Declared,
    /// A lock file, verification metadata or a saved dependency report.
    Lockfile,
    /// Another dependency brings it, as a lock file or report says.
    Transitive,
}

/// What a dependency is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Ships.
    Main,
    /// Only in debug builds.
    Debug,
    /// Unit and instrumented tests.
    Test,
    /// Processors, plugins, lint checks, compile-only: part of the build, not of the package.
    Build,
}

impl Scope {
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

/// Something that could not be worked out statically.
#[derive(Clone, Debug)]
pub struct Unresolved {
    /// The expression as written.
    pub expression: String,
    /// Why.
    pub reason: Text,
    /// The module whose build uses it.
    pub module: String,
    /// Where it stands.
    pub evidence: Vec<Span>,
}

/// The `android {}` block of a module: what the manifest merge depends on.
#[derive(Clone, Debug, Default)]
pub struct Android {
    /// `namespace`.
    pub namespace: Option<Located<String>>,
    /// `defaultConfig`.
    pub default_config: Config,
    /// Build types as written; `debug` and `release` exist even when not written.
    pub build_types: Vec<Config>,
    /// Product flavors as written.
    pub flavors: Vec<Config>,
    /// Flavor dimensions in order.
    pub flavor_dimensions: Vec<String>,
    /// Source sets whose places are changed.
    pub source_sets: Vec<SourceSet>,
}

/// `defaultConfig`, a build type or a product flavor.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Empty for `defaultConfig`.
    pub name: String,
    /// `dimension` of a flavor.
    pub dimension: Option<String>,
    /// `applicationId`.
    pub application_id: Option<Located<String>>,
    /// `applicationIdSuffix`.
    pub application_id_suffix: Option<Located<String>>,
    /// `minSdk`, `minSdkVersion`.
    pub min_sdk: Option<Located<u32>>,
    /// `targetSdk`, `targetSdkVersion`.
    pub target_sdk: Option<Located<u32>>,
    /// Whether a minimum or target is set whose value could not be worked out.
    pub has_hidden_sdk: bool,
    /// `isDebuggable`; `debug` is debuggable when nothing is written.
    pub debuggable: Option<bool>,
    /// `manifestPlaceholders`, in order; a later entry of the same key wins. Values that could not be worked
    /// out are absent.
    pub placeholders: Vec<(String, Located<String>)>,
    /// `initWith`, `matchingFallbacks` source of a build type.
    pub init_with: Option<String>,
}

/// A source set whose places the build changes. Paths are relative to the root.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// `main`, `debug`, `xiaomi`, `androidMain` …
    pub name: String,
    /// `manifest.srcFile`.
    pub manifest: Option<Located<String>>,
    /// `jniLibs.srcDirs`.
    pub jni_libs: Vec<Located<String>>,
    /// `java.srcDirs`, `kotlin.srcDirs`.
    pub java: Vec<Located<String>>,
    /// `res.srcDirs`.
    pub res: Vec<Located<String>>,
    /// `assets.srcDirs`.
    pub assets: Vec<Located<String>>,
}
