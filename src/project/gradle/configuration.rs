//! What the name of a configuration says: scope, flavor, build type.

use crate::project::{Android, Config, Scope};

/// What a dependency of a configuration is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub scope: Scope,
    pub flavor: Option<String>,
    pub build_type: Option<String>,
}

/// Configurations that ship, as they end a name.
const SHIPPING: [&str; 9] = [
    "implementation",
    "api",
    "compile",
    "runtimeOnly",
    "runtime",
    "apk",
    "publish",
    "wearApp",
    // Of the plugin `com.kezong.fat-aar`: packed into the library itself.
    "embed",
];

/// Configurations that only the build sees, as they end a name.
const BUILD: [&str; 15] = [
    "compileOnly",
    "compileOnlyApi",
    "provided",
    "annotationProcessor",
    "kapt",
    "ksp",
    "apt",
    "classpath",
    "coreLibraryDesugaring",
    "lintChecks",
    "lintPublish",
    "baselineProfile",
    "detektPlugins",
    "kotlinCompilerPluginClasspath",
    // Of the plugin `ru.vyarus.animalsniffer`.
    "signature",
];

/// Whether the plugin `id` makes the configuration `name`, as they are called: `spotbugsPlugins` of
/// `com.github.spotbugs`. Those of Android's and Kotlin's own plugins are known.
pub(crate) fn is_made_by(name: &str, id: &str) -> bool {
    const OF_MANY: [&str; 9] = ["com", "org", "net", "github", "gradle", "plugin", "plugins", "android", "kotlin"];
    if id.starts_with("com.android.") || id.starts_with("org.jetbrains.kotlin.") {
        return false;
    }
    id.split(['.', '-'])
        .filter(|word| word.len() > 2 && !OF_MANY.contains(word))
        .any(|word| name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase)))
}

/// Whether `name` is a configuration of the Android, Kotlin or Java plugins, possibly of a variant.
pub(crate) fn is_known(name: &str) -> bool {
    SHIPPING.iter().chain(&BUILD).any(|known| ends_with(name, known).is_some())
        || processor_prefix(name).is_some()
        || matches!(name, "androidTestUtil" | "default" | "archives" | "dynamicFeatures")
        || name.ends_with("Classpath")
}

/// What stands before `known` at the end of `name`, as in `xiaomiRelease` of `xiaomiReleaseImplementation`.
fn ends_with<'a>(name: &'a str, known: &str) -> Option<&'a str> {
    if name == known {
        return Some("");
    }
    // `releaseRuntimeClasspath` is what resolves, and nothing of a build script's.
    if known == "classpath" {
        return None;
    }
    let (first, rest) = known.split_at(1);
    let prefix = name.strip_suffix(rest)?;
    let prefix = prefix.strip_suffix(first.to_ascii_uppercase().as_str())?;
    (!prefix.is_empty()).then_some(prefix)
}

/// What stands after the name of an annotation processor: `Debug` of `kaptDebug`.
fn processor_prefix(name: &str) -> Option<&str> {
    ["kapt", "ksp", "kotlinCompilerPluginClasspath"].iter().find_map(|known| {
        let rest = name.strip_prefix(known)?;
        rest.is_empty().then_some(rest).or_else(|| rest.starts_with(char::is_uppercase).then_some(rest))
    })
}

/// Flavors and build types of a module, for names that are made from them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variants {
    pub flavors: Vec<String>,
    pub build_types: Vec<String>,
}

impl Variants {
    pub fn of(android: &Android) -> Self {
        let names = |configs: &[Config]| configs.iter().map(|config| config.name.clone()).collect();
        Self { flavors: names(&android.flavors), build_types: names(&android.build_types) }
    }

    /// What the configuration `name` says; `ships` is whether a configuration of the build's own, not known
    /// here, reaches the package.
    pub fn meaning(&self, name: &str, ships: bool) -> Meaning {
        let build = BUILD.iter().filter_map(|known| ends_with(name, known)).min_by_key(|prefix| prefix.len());
        let shipping = SHIPPING.iter().filter_map(|known| ends_with(name, known)).min_by_key(|prefix| prefix.len());
        let (prefix, mut scope) = match (build, shipping, processor_prefix(name)) {
            (_, _, Some(variant)) => (variant, Scope::Build),
            (Some(prefix), _, _) => (prefix, Scope::Build),
            (None, Some(prefix), _) => (prefix, Scope::Main),
            (None, None, None) if name == "androidTestUtil" => ("androidTest", Scope::Test),
            (None, None, None) if matches!(name, "default" | "dynamicFeatures") => ("", Scope::Main),
            (None, None, None) => ("", if ships { Scope::Main } else { Scope::Build }),
        };
        let mut variant = lower_first(prefix);
        // `testImplementation`, `androidTestFullImplementation`; a flavor may itself be called `testing`.
        if self.declared(&variant).is_none() {
            for word in ["androidTest", "testFixtures", "test", "unitTest", "screenshotTest", "instrumentationTest"] {
                if let Some(rest) = variant.strip_prefix(word)
                    && (rest.is_empty() || rest.starts_with(char::is_uppercase))
                {
                    if scope == Scope::Main || processor_prefix(name).is_none() {
                        scope = Scope::Test;
                    }
                    variant = lower_first(rest);
                    break;
                }
            }
        }
        let (flavor, build_type) = match (self.declared(&variant), source_set(&variant)) {
            // A build type may be called `speedTest`.
            (Some(declared), _) => declared,
            (None, Some(set)) => {
                if scope == Scope::Main {
                    scope = set;
                }
                (None, None)
            }
            (None, None) => self.split(&variant),
        };
        // `kspAndroid` and `kspCommonMainMetadata` name targets, not flavors.
        let flavor = flavor.filter(|flavor| processor_prefix(name).is_none() || self.flavors.contains(flavor));
        if scope == Scope::Main && build_type.as_deref() == Some("debug") {
            scope = Scope::Debug;
        }
        Meaning { scope, flavor, build_type }
    }

    /// Whether `name` is a configuration that surely exists: `implementation` as such, of a test, or of a variant
    /// that the module declares. A function of the build's own may have any other such name.
    pub fn has(&self, name: &str) -> bool {
        let known = SHIPPING.iter().chain(&BUILD).filter_map(|known| ends_with(name, known));
        known.min_by_key(|prefix| prefix.len()).is_some_and(|prefix| {
            let variant = lower_first(prefix);
            matches!(variant.as_str(), "" | "test" | "androidTest") || self.declared(&variant).is_some()
        })
    }

    /// Flavor and build type of a variant that is made from what the module declares.
    fn declared(&self, variant: &str) -> Option<(Option<String>, Option<String>)> {
        let (flavor, build_type) = self.split(variant);
        let known = flavor.as_deref().is_none_or(|flavor| self.is_flavor(flavor));
        (known && (flavor.is_some() || build_type.is_some())).then_some((flavor, build_type))
    }

    /// Whether `name` is a flavor, or several of different dimensions one after the other.
    fn is_flavor(&self, name: &str) -> bool {
        self.flavors.iter().any(|flavor| match name.strip_prefix(flavor.as_str()) {
            Some(rest) => rest.is_empty() || rest.starts_with(char::is_uppercase) && self.is_flavor(&lower_first(rest)),
            None => false,
        })
    }

    /// Flavor and build type of `xiaomiRelease`.
    fn split(&self, variant: &str) -> (Option<String>, Option<String>) {
        if variant.is_empty() {
            return (None, None);
        }
        if self.flavors.iter().any(|flavor| flavor == variant) {
            return (Some(variant.to_owned()), None);
        }
        let types = self.build_types.iter().map(String::as_str).chain(["debug", "release"]);
        let mut longest: Option<(&str, &str)> = None;
        for name in types {
            if variant == name {
                return (None, Some(name.to_owned()));
            }
            if let Some(prefix) = ends_with(variant, name)
                && longest.is_none_or(|(_, known)| known.len() < name.len())
            {
                longest = Some((prefix, name));
            }
        }
        match longest {
            Some((prefix, name)) => (Some(prefix.to_owned()), Some(name.to_owned())),
            None => (Some(variant.to_owned()), None),
        }
    }
}

/// The scope of a source set of Kotlin Multiplatform; nothing when `name` is none.
pub(crate) fn source_set(name: &str) -> Option<Scope> {
    if name.ends_with("Test") && name.len() > 4 {
        return Some(Scope::Test);
    }
    match name {
        "commonMain" | "androidMain" | "androidRelease" | "main" => Some(Scope::Main),
        "androidDebug" => Some(Scope::Debug),
        // Other targets are no part of the Android package. What Android shares with them may have any name.
        _ if name.ends_with("Main") => Some(if is_other_target(name) { Scope::Build } else { Scope::Main }),
        _ => None,
    }
}

fn is_other_target(name: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "ios", "desktop", "jvm", "js", "wasm", "native", "macos", "linux", "mingw", "apple", "watchos", "tvos", "web",
        "skiko",
    ];
    OTHERS.iter().any(|other| name.starts_with(other)) && !name.to_ascii_lowercase().contains("android")
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_scope_flavor_and_build_type() {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let variants = Variants {
            flavors: owned(&["xiaomi", "testing", "paid", "myTest"]),
            build_types: owned(&["beta", "speedTest"]),
        };
        let cases = [
            ("implementation", Scope::Main, None, None),
            ("api", Scope::Main, None, None),
            ("xiaomiReleaseImplementation", Scope::Main, Some("xiaomi"), Some("release")),
            ("xiaomiDebugImplementation", Scope::Debug, Some("xiaomi"), Some("debug")),
            ("fooImplementation", Scope::Main, Some("foo"), None),
            ("testingImplementation", Scope::Main, Some("testing"), None),
            ("xiaomiPaidDebugImplementation", Scope::Debug, Some("xiaomiPaid"), Some("debug")),
            ("speedTestImplementation", Scope::Main, None, Some("speedTest")),
            ("paidSpeedTestImplementation", Scope::Main, Some("paid"), Some("speedTest")),
            ("testSpeedTestImplementation", Scope::Test, None, Some("speedTest")),
            ("myTestReleaseImplementation", Scope::Main, Some("myTest"), Some("release")),
            ("androidTestMyTestImplementation", Scope::Test, Some("myTest"), None),
            ("commonTestImplementation", Scope::Test, None, None),
            ("betaImplementation", Scope::Main, None, Some("beta")),
            ("debugCompile", Scope::Debug, None, Some("debug")),
            ("debugCompileOnly", Scope::Build, None, Some("debug")),
            ("testImplementation", Scope::Test, None, None),
            ("testXiaomiImplementation", Scope::Test, Some("xiaomi"), None),
            ("androidTestUtil", Scope::Test, None, None),
            ("androidTestDebugApi", Scope::Test, None, Some("debug")),
            ("kaptDebug", Scope::Build, None, Some("debug")),
            ("kspAndroid", Scope::Build, None, None),
            ("provided", Scope::Build, None, None),
            ("classpath", Scope::Build, None, None),
            ("commonMainImplementation", Scope::Main, None, None),
            ("iosMainImplementation", Scope::Build, None, None),
            ("myTool", Scope::Build, None, None),
        ];
        for (name, scope, flavor, build_type) in cases {
            let meaning = variants.meaning(name, false);
            let expected =
                Meaning { scope, flavor: flavor.map(str::to_owned), build_type: build_type.map(str::to_owned) };
            assert_eq!(meaning, expected, "{name}");
        }
    }
}
