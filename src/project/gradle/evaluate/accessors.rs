//! Accessors that Gradle makes: `libs.androidx.core`, `projects.feature.home`, `extra["version"]`.

use super::*;

impl Interpreter<'_> {
    /// An extra property of the project `path`: its own, those above it, and `gradle.properties`.
    pub(super) fn extra(&mut self, path: &str, name: &str) -> Value {
        if path == self.facts.path {
            return match self.property(name) {
                value if value.is_unknown() => self.name(name),
                value => value,
            };
        }
        let of = self.parents.iter().find(|parent| parent.path == path);
        let value = of.and_then(|facts| facts.ext.get(name).or_else(|| facts.properties.get(name)));
        match value.or_else(|| self.world.properties.get(name)) {
            Some(value) => value.clone(),
            None => Value::unknown(Reason::Undefined(name.to_owned())),
        }
    }

    /// An entry of a catalog that `with(libs.androidx) { }` and the like make the receiver.
    pub(super) fn of_receiving_catalog(&mut self, name: &str) -> Option<Value> {
        let receivers = self.receivers.iter().rev().map(|(_, receiver)| receiver);
        let mut having = receivers.filter(|receiver| match &receiver.kind {
            Kind::Accessor(catalog, Section::Libraries, alias) if alias.is_empty() => {
                matches!(name, "versions" | "plugins" | "bundles") || has(catalog, Section::Libraries, name)
            }
            Kind::Accessor(catalog, section, alias) if alias.is_empty() => has(catalog, *section, name),
            Kind::Accessor(catalog, section, alias) => has(catalog, *section, &format!("{alias}.{name}")),
            _ => false,
        });
        let receiver = having.next().cloned()?;
        Some(self.member(&receiver, name))
    }

    pub(super) fn accessor_member(
        &mut self,
        value: &Value,
        catalog: &Arc<Catalog>,
        section: Section,
        alias: &str,
        name: &str,
    ) -> Value {
        let at = |section, alias| value.accessor(catalog, section, alias);
        if alias.is_empty() && section == Section::Libraries {
            match name {
                "versions" => return at(Section::Versions, String::new()),
                "plugins" => return at(Section::Plugins, String::new()),
                "bundles" => return at(Section::Bundles, String::new()),
                "libraries" => return value.clone(),
                _ => return at(section, name.to_owned()),
            }
        }
        let longer = if alias.is_empty() { name.to_owned() } else { format!("{alias}.{name}") };
        if has(catalog, section, &longer) {
            return at(section, longer);
        }
        if name == "javaClass" {
            // `files(libs.javaClass.superclass…)` puts the accessors themselves on a class path.
            return Value::notation(Notation::Nothing);
        }
        let library = catalog.library(alias).filter(|_| section == Section::Libraries);
        let plugin = catalog.plugin(alias).filter(|_| section == Section::Plugins);
        match (name, library, plugin) {
            ("module", Some(library), _) => {
                Value::text(&format!("{}:{}", library.group, library.name)).followed(&library.at)
            }
            ("provider" | "asProvider" | "module", ..) => value.clone(),
            ("group", Some(library), _) => Value::text(&library.group).followed(&library.at),
            ("name", Some(library), _) => Value::text(&library.name).followed(&library.at),
            ("version" | "versionConstraint", Some(library), _) => match &library.version {
                Some(version) => Value::text(version).followed(&library.at),
                None => Value::null(),
            },
            ("pluginId", _, Some(plugin)) => Value::text(&plugin.id).followed(&plugin.at),
            ("version", _, Some(plugin)) => match &plugin.version {
                Some(version) => Value::text(version).followed(&plugin.at),
                None => Value::null(),
            },
            ("requiredVersion" | "displayName" | "preferredVersion" | "strictVersion", ..) => value.clone(),
            _ => at(section, longer),
        }
    }

    /// The project that `projects.core.data` means.
    pub(super) fn accessed_project(&mut self, value: &Value) -> Value {
        let Kind::ProjectAccessor(accessor) = &value.kind else {
            return value.clone();
        };
        match self.accessor_path(accessor) {
            Some(path) => Value { kind: Kind::Project(path), ..value.clone() },
            None => Value::unknown(Reason::Undefined(format!("projects{accessor}"))),
        }
    }

    pub(super) fn accessor_path(&self, accessor: &str) -> Option<String> {
        let find = |wanted: &str| {
            let paths = self.world.projects_called(wanted);
            paths.iter().find(|path| is_accessor_of(wanted, path)).cloned()
        };
        let wanted = accessor.trim_start_matches('.');
        find(wanted).or_else(|| {
            // `projects.rootName.app`
            let (first, rest) = wanted.split_once('.')?;
            is_getter_of(first, self.world.root_name.as_deref()?).then(|| find(rest)).flatten()
        })
    }
}

impl World<'_> {
    /// The projects whose paths have the letters of an accessor; large builds ask for thousands.
    fn projects_called(&self, accessor: &str) -> &[String] {
        let letters = |name: &str| -> String {
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let called = self.called.get_or_init(|| {
            let mut called: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for path in self.projects.keys() {
                called.entry(letters(path)).or_default().push(path.clone());
            }
            called
        });
        called.get(&letters(accessor)).map_or(&[], Vec::as_slice)
    }
}

/// Whether the catalog has an entry `alias`, or some below it.
fn has(catalog: &Catalog, section: Section, alias: &str) -> bool {
    let prefix = format!("{}.", crate::project::catalog::accessor(alias));
    let has = |key: &String| *key == prefix[..prefix.len() - 1] || key.starts_with(&prefix);
    match section {
        Section::Libraries => catalog.libraries.keys().any(has),
        Section::Versions => catalog.versions.keys().any(has),
        Section::Plugins => catalog.plugins.keys().any(has),
        Section::Bundles => catalog.bundles.keys().any(has),
    }
}

/// Whether `accessor` is the type-safe accessor of the project `path`: `core.networkApi` of `:Core:network-api`.
fn is_accessor_of(accessor: &str, path: &str) -> bool {
    let (accessor, path) = (accessor.split('.'), path.trim_start_matches(':').split(':'));
    accessor.clone().count() == path.clone().count() && accessor.zip(path).all(|(name, part)| is_getter_of(name, part))
}

/// Whether a script reads the getter that Gradle makes for a part of a project's path as `name`. Of `getIO` Gradle
/// says `iO`, Groovy `IO` and Kotlin `io`.
fn is_getter_of(name: &str, part: &str) -> bool {
    let getter = capitalized_camel(part);
    let run = getter.chars().take_while(|c| c.is_uppercase()).count();
    let lowered = |count: usize| {
        let lower = getter.chars().take(count).flat_map(char::to_lowercase);
        lower.chain(getter.chars().skip(count)).collect::<String>()
    };
    // Kotlin lowers a run of capitals up to the one that begins the next word.
    let kotlin = if run == getter.chars().count() { run } else { run.saturating_sub(1).max(1) };
    name == getter || name == lowered(1) || name == lowered(kotlin)
}

/// `network-api` as `NetworkApi`.
fn capitalized_camel(name: &str) -> String {
    let mut result = String::new();
    let mut upper = true;
    for c in name.chars() {
        if matches!(c, '-' | '_' | '.' | ' ') {
            upper = true;
        } else if upper {
            result.extend(c.to_uppercase());
            upper = false;
        } else {
            result.push(c);
        }
    }
    result
}
