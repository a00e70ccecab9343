//! Lines of `dependencies` blocks: from configuration and notation to targets.

use super::call::{FILLED, Given, Givens};
use super::*;
use crate::project::gradle::{configuration, refresh_versions};
use crate::source::redact;

/// What one value of a dependency line comes to.
pub(super) struct Resolved {
    pub target: Result<Target, Reason>,
    pub trail: Vec<Span>,
    pub conditional: bool,
}

impl Interpreter<'_> {
    /// A call within a `dependencies` block; nothing when it is no matter of dependencies.
    pub(super) fn dependency_call(&mut self, name: &str, givens: &Givens) -> Option<Value> {
        if *self.block() == Block::Options {
            return match name {
                "version" => Some(self.run_closure(givens, Block::Options)),
                "strictly" | "require" | "prefer" => {
                    let preferred = name == "prefer" || self.asked_version.is_none();
                    if let Some(version) = givens.value(0).filter(|_| preferred) {
                        self.asked_version = Some(version.clone());
                    }
                    Some(Value::null())
                }
                // A closure that is not closed holds the lines after it.
                _ if configuration::is_known(name) && !givens.all.is_empty() => {
                    Some(self.within(Block::Dependencies, |it| it.add_dependencies(&Value::text(name), givens, 0)))
                }
                _ => None,
            };
        }
        match name {
            "constraints" | "components" | "modules" | "attributesSchema" | "artifactTypes" | "registerTransform" => {
                return Some(self.run_closure(givens, Block::Ignored));
            }
            // `configurations.x.dependencies.add(dependencies.create("a:b:1"))`
            "create" => return Some(self.notation(givens).unwrap_or_else(Value::null)),
            "add" | "addProvider" => {
                let named = givens.named("configurationName").cloned();
                let first = usize::from(named.is_none());
                if let Some(configuration) = named.or_else(|| givens.value(0).cloned()) {
                    return Some(self.add_dependencies(&configuration, givens, first));
                }
            }
            _ => {}
        }
        let declared = self.facts.configurations.contains_key(name)
            || self.parents.iter().any(|parent| parent.configurations.contains_key(name));
        if configuration::is_known(name) || declared {
            if givens.all.is_empty() {
                return Some(Value::null());
            }
            return Some(self.add_dependencies(&Value::text(name), givens, 0));
        }
        None
    }

    /// A call within a `dependencies` block of a name that nothing here knows: a variable that holds a
    /// configuration, or its name. Any other may be a configuration that some plugin makes, or a function.
    pub(super) fn unfamiliar_call(&mut self, name: &str, givens: &Givens) -> Option<Value> {
        let value = self.name(name);
        let made = self.facts.plugins.iter().any(|plugin| configuration::is_made_by(name, &plugin.id));
        match &value.kind {
            Kind::Unknown(_) if made => Some(self.add_dependencies(&Value::text(name), givens, 0)),
            Kind::Configuration(_) | Kind::Text(_) => Some(self.add_dependencies(&value, givens, 0)),
            // A class of Java's, unless it is given what only a configuration takes.
            Kind::Unknown(_) if name.starts_with(char::is_uppercase) && !self.names_modules(givens) => None,
            Kind::Unknown(_) if self.asking > 0 => None,
            Kind::Unknown(_) if givens.closure().is_none() || givens.all.len() > 1 => {
                let span = self.span(givens.start, givens.end);
                self.unresolved(span, Reason::Unfamiliar(name.to_owned()), &[]);
                Some(Value::null())
            }
            _ => None,
        }
    }

    fn names_modules(&mut self, givens: &Givens) -> bool {
        let notations = self.notations(givens, 0);
        notations.iter().any(|given| self.resolve(&given.value).iter().any(|resolved| resolved.target.is_ok()))
    }

    /// Adds what the arguments from `first` on name to `configuration`. The value is the dependency, as
    /// Gradle's own call gives it.
    pub(super) fn add_dependencies(&mut self, configuration: &Value, givens: &Givens, first: usize) -> Value {
        if self.is_in(&Block::Ignored) {
            return Value::null();
        }
        let Some(name) = configuration.as_text() else {
            if let Kind::OneOf(all) = &configuration.kind {
                self.conditional += 1;
                for one in all.iter() {
                    let one = one.clone().followed(&configuration.trail);
                    self.add_dependencies(&one, givens, first);
                }
                self.conditional -= 1;
                return Value::null();
            }
            let span = self.span(givens.start, givens.end);
            self.unresolved(span, configuration.reason(), &configuration.trail);
            return Value::null();
        };
        let asked = self.asked_version.take();
        if let Some(closure) = givens.closure() {
            self.within(Block::Options, |it| it.invoke(&closure, Vec::new()));
        }
        let asked = std::mem::replace(&mut self.asked_version, asked);
        let notations = self.notations(givens, first);
        let single = notations.len() == 1;
        let mut result = Value::null();
        for given in &notations {
            // One dependency on the line of its configuration is shown with it.
            let whole = self.span(givens.start, givens.end);
            let own = self.span(given.start, given.end);
            let use_span = if single && whole.line() == own.line() {
                // With its closing parenthesis, without the closure after it.
                let rest = self.script.source.text().get(given.end..givens.end).unwrap_or_default();
                let close = rest.find(')').filter(|&at| rest[..at].trim().is_empty()).map_or(0, |at| at + 1);
                self.span(givens.start, given.end + close)
            } else {
                own
            };
            result = given.value.clone();
            for mut resolved in self.resolve(&given.value) {
                if let (Ok(Target::External { version: version @ None, .. }), Some(asked)) =
                    (&mut resolved.target, &asked)
                {
                    *version = asked.as_text();
                    extend_trail(&mut resolved.trail, &asked.trail);
                }
                extend_trail(&mut resolved.trail, &configuration.trail);
                self.add_one(&name, use_span.clone(), resolved);
            }
        }
        result
    }

    /// What the arguments from `first` on name: each by itself, or the parts of one module.
    fn notations(&self, givens: &Givens, first: usize) -> Vec<Given> {
        let mut notations: Vec<Given> = givens.positional().skip(first).cloned().collect();
        let named: Vec<&Given> = givens.all.iter().filter(|given| given.key.is_some()).collect();
        if let (Some(head), Some(tail)) = (named.first(), named.last())
            && givens.named("group").or(givens.named("name")).or(givens.named("dependencyNotation")).is_some()
        {
            if let Some(notation) = givens.named("dependencyNotation") {
                notations.push(Given { value: notation.clone(), ..(*head).clone() });
            } else {
                let entries = named.iter().filter_map(|given| {
                    let value = given.value.clone().behind(self.span(given.start, given.end));
                    Some((given.key.clone()?, value))
                });
                let value = Value::map(entries.collect());
                notations.push(Given { key: None, value, start: head.start, end: tail.end });
            }
        }
        // `implementation("group", "name", "version")`
        let parts: Option<Vec<String>> = notations.iter().map(|given| given.value.as_text()).collect();
        if let Some(parts) = parts.filter(|parts| (2..=3).contains(&parts.len()))
            && parts.iter().all(|part| !part.contains(':'))
            && !parts[1].is_empty()
        {
            let entries = ["group", "name", "version"].iter().zip(&notations);
            let entries = entries
                .map(|(key, given)| ((*key).to_owned(), given.value.clone().behind(self.span(given.start, given.end))));
            let mut entries: Vec<(String, Value)> = entries.collect();
            // `implementation("", "name", ext = "aar")`
            entries.extend(named.iter().filter_map(|given| Some((given.key.clone()?, given.value.clone()))));
            let (start, end) = (notations[0].start, notations[notations.len() - 1].end);
            notations = vec![Given { key: None, value: Value::map(entries), start, end }];
        }
        notations
    }

    /// The module that `create(…)`, `platform(…)` and the like make of their arguments.
    pub(super) fn notation(&self, givens: &Givens) -> Option<Value> {
        self.notations(givens, 0).into_iter().next().map(|given| given.value)
    }

    /// `module('a:b:1') { dependency('a:c:1') }`: the module and, as its metadata would, what it needs.
    pub(super) fn client_module(&mut self, name: &str, givens: &Givens) -> Value {
        let notations = self.notations(givens, 0).into_iter();
        let own = notations.map(|given| given.value.behind(self.span(given.start, given.end))).collect();
        let all = match name {
            "module" => self.within(Block::ClientModule, |it| it.run_on(&Value::list(own), givens)),
            _ => Value::list(own),
        };
        // One that stands in another is what that one needs.
        if *self.block() == Block::ClientModule
            && let Some(frame) = self.frame_with(FILLED)
            && let Some(outer) = self.slot(&(frame, FILLED.to_owned()))
        {
            let outer = self.add(outer, all.clone());
            self.write((frame, FILLED.to_owned()), outer);
        }
        all
    }

    pub(super) fn add_one(&mut self, configuration: &str, use_span: Span, resolved: Resolved) {
        let mut trail = resolved.trail;
        let mut target = resolved.target;
        if let Ok(Target::External { group, name, version: version @ Some(_) }) = &mut target
            && version.as_deref() == Some(refresh_versions::PLACEHOLDER)
        {
            let value = refresh_versions::version(&self.world.versions, group, name);
            *version = value.and_then(Value::as_text);
            extend_trail(&mut trail, value.map_or(&[], |value| &value.trail));
        }
        for sites in self.call_sites.iter().rev() {
            extend_trail(&mut trail, sites);
        }
        match target {
            Err(reason) => self.unresolved(use_span, reason, &trail),
            Ok(target) => {
                trail.retain(|span| *span != use_span);
                let mut evidence = vec![use_span];
                evidence.extend(trail);
                let declared = Declared {
                    target,
                    configuration: configuration.to_owned(),
                    scope: self.scope_here(),
                    conditional: self.conditional > 0 || resolved.conditional,
                    origin: Origin::Declared,
                    evidence,
                };
                let key = format!("{} {:?}", declared.configuration, declared.target);
                if self.seen.insert((declared.evidence[0].clone(), key)) {
                    self.facts.declared.push(declared);
                }
            }
        }
    }

    /// The scope that the surrounding blocks say, whatever the configuration.
    fn scope_here(&self) -> Option<Scope> {
        if self.is_in(&Block::Buildscript) {
            return Some(Scope::Build);
        }
        if self.is_in(&Block::Suites) {
            return Some(Scope::Test);
        }
        self.blocks.iter().rev().find_map(|block| match block {
            Block::KotlinSet(name) => configuration::source_set(name),
            _ => None,
        })
    }

    /// Notes that what stands at `span` is not known.
    pub(super) fn unresolved(&mut self, span: Span, reason: Reason, trail: &[Span]) {
        const LONGEST: usize = 200;
        // An argument may be a token that nobody else should see.
        let expression = match span.text().char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", redact(&span.text()[..end])),
            None => redact(span.text()).into_owned(),
        };
        let mut evidence = vec![span];
        extend_trail(&mut evidence, trail);
        let reason = reason.text();
        if !self.seen.insert((evidence[0].clone(), reason.en.clone())) {
            return;
        }
        let module = self.facts.path.clone();
        self.facts.unresolved.push(Unresolved { expression, reason, module, evidence });
    }

    /// What the dependencies of `value` are.
    pub(super) fn resolve(&mut self, value: &Value) -> Vec<Resolved> {
        let one = |target| vec![Resolved { target, trail: value.trail.clone(), conditional: false }];
        match &value.kind {
            Kind::Null | Kind::Closure(_) => Vec::new(),
            Kind::Text(phrase) => self.coordinate(phrase, &value.trail),
            Kind::Map(entries) => {
                if value.entry("group").is_none() && value.entry("name").is_none() {
                    if value.entry("path").is_some() {
                        let path = value.entry("path").unwrap_or_else(Value::null);
                        return match path.as_text() {
                            Some(path) => one(self.project_target(self.absolute(&path))),
                            None => one(Err(path.reason())),
                        };
                    }
                    // A map of coordinates given as a whole.
                    let entries = Arc::clone(entries);
                    return entries.iter().flat_map(|(_, value)| self.resolve(value)).collect();
                }
                self.map_notation(value)
            }
            Kind::Instance(object) => {
                if value.entry("group").is_some() && value.entry("name").is_some() {
                    return self.map_notation(value);
                }
                let object = Arc::clone(object);
                if let Some((script, function)) = self.class_function(&object.class, "toString") {
                    let text = self.call_on_object(&object, &script, &function, Default::default());
                    return self.resolve(&text.followed(&value.trail));
                }
                let notations =
                    object.fields.iter().filter(|(_, value)| value.as_text().is_some_and(|text| text.contains(':')));
                match notations.map(|(_, value)| value.clone()).next() {
                    Some(notation) => self.resolve(&notation.followed(&value.trail)),
                    None => one(Err(Reason::NoCoordinate)),
                }
            }
            Kind::Pair(_, inner) => self.resolve(&Value::clone(inner).followed(&value.trail)),
            Kind::List(items) => {
                let items = Arc::clone(items);
                // `files` and the like keep their own places; elements know theirs.
                items.iter().flat_map(|item| self.resolve(&item.clone().followed(&value.trail))).collect()
            }
            Kind::OneOf(items) => {
                let items = Arc::clone(items);
                let mut all: Vec<Resolved> = Vec::new();
                let mut unknown = Vec::new();
                for item in items.iter() {
                    for resolved in self.resolve(&item.clone().followed(&value.trail)) {
                        let resolved = Resolved { conditional: true, ..resolved };
                        if resolved.target.is_err() { unknown.push(resolved) } else { all.push(resolved) }
                    }
                }
                // One that is known says more than the same without its version.
                let versioned: Vec<(String, String)> = all
                    .iter()
                    .filter_map(|resolved| match &resolved.target {
                        Ok(Target::External { group, name, version: Some(_) }) => Some((group.clone(), name.clone())),
                        _ => None,
                    })
                    .collect();
                all.retain(|resolved| match &resolved.target {
                    Ok(Target::External { group, name, version: None }) => {
                        !versioned.iter().any(|known| (&known.0, &known.1) == (group, name))
                    }
                    _ => true,
                });
                all.extend(unknown);
                all
            }
            Kind::Project(path) => one(self.project_target(path.clone())),
            Kind::ProjectAccessor(_) => match self.accessed_project(value).kind {
                Kind::Project(path) => one(self.project_target(path)),
                Kind::Unknown(reason) => one(Err(reason)),
                _ => Vec::new(),
            },
            Kind::Accessor(catalog, section, alias) => self.accessed(catalog, *section, alias, &value.trail),
            Kind::Path(path) => {
                let target = self.file_target(path);
                target.map_or_else(Vec::new, one)
            }
            Kind::Configuration(_) => Vec::new(),
            Kind::Notation(notation) => match &**notation {
                Notation::Nothing => Vec::new(),
                Notation::Module { group, name, version, .. } => one(external(group, name, version.as_ref())),
                Notation::Files(files) => {
                    let mut all = Vec::new();
                    for file in files.clone() {
                        all.extend(self.files(&file));
                    }
                    for resolved in &mut all {
                        extend_trail(&mut resolved.trail, &value.trail);
                    }
                    all
                }
                Notation::Tree { dir, include, exclude } => match dir {
                    Some(dir) => self.tree_targets(dir, include, exclude, &value.trail),
                    None => one(Err(Reason::Expression)),
                },
                // A plugin's marker is what a catalog's plugin comes to as a dependency.
                Notation::Plugin { id, version } => one(Ok(Target::External {
                    group: id.clone(),
                    name: format!("{id}.gradle.plugin"),
                    version: version.clone(),
                })),
            },
            Kind::Unknown(Reason::Undefined(name)) if compose(name).is_some() => {
                let (group, name) = compose(name).unwrap_or_default();
                one(Ok(Target::External { group, name, version: None }))
            }
            Kind::Unknown(reason) => {
                let constant = match reason {
                    Reason::Undefined(name) if self.world.refresh_versions => refresh_versions::module(name),
                    _ => None,
                };
                one(match constant {
                    Some((group, name)) => {
                        let version = Some(refresh_versions::PLACEHOLDER.to_owned());
                        Ok(Target::External { group, name, version })
                    }
                    None => Err(reason.clone()),
                })
            }
            _ => one(Err(Reason::Expression)),
        }
    }

    fn accessed(&mut self, catalog: &Arc<Catalog>, section: Section, alias: &str, trail: &[Span]) -> Vec<Resolved> {
        let mut trail = trail.to_vec();
        let module = |library: &crate::project::catalog::Library| {
            Ok(Target::External {
                group: library.group.clone(),
                name: library.name.clone(),
                version: library.version.clone(),
            })
        };
        match section {
            Section::Libraries => {
                let target = match catalog.library(alias) {
                    Some(library) => {
                        extend_trail(&mut trail, &library.at);
                        module(library)
                    }
                    None => Err(catalog.missing(alias)),
                };
                vec![Resolved { target, trail, conditional: false }]
            }
            Section::Bundles => match catalog.bundle(alias) {
                Some(bundle) => {
                    extend_trail(&mut trail, std::slice::from_ref(&bundle.at));
                    let member = |alias: &String| {
                        let mut trail = trail.clone();
                        let target = match catalog.library(alias) {
                            Some(library) => {
                                extend_trail(&mut trail, &library.at);
                                module(library)
                            }
                            None => Err(catalog.missing(alias)),
                        };
                        Resolved { target, trail, conditional: false }
                    };
                    bundle.members.iter().map(member).collect()
                }
                None => vec![Resolved { target: Err(catalog.missing(alias)), trail, conditional: false }],
            },
            Section::Plugins => match catalog.plugin(alias) {
                Some(plugin) => {
                    extend_trail(&mut trail, &plugin.at);
                    let (group, name) = (plugin.id.clone(), format!("{}.gradle.plugin", plugin.id));
                    let target = Ok(Target::External { group, name, version: plugin.version.clone() });
                    vec![Resolved { target, trail, conditional: false }]
                }
                None => vec![Resolved { target: Err(catalog.missing(alias)), trail, conditional: false }],
            },
            Section::Versions => vec![Resolved { target: Err(Reason::NoCoordinate), trail, conditional: false }],
        }
    }

    /// `group:name:version:classifier@extension`, with or without its later parts.
    fn coordinate(&mut self, phrase: &Phrase, trail: &[Span]) -> Vec<Resolved> {
        let one = |target| vec![Resolved { target, trail: trail.to_vec(), conditional: false }];
        let text = phrase.text.trim();
        let (text, extension) = match text.rsplit_once('@') {
            Some((text, extension)) => (text, Some(extension)),
            None => (text, None),
        };
        let mut parts = text.split(':');
        let group = parts.next().unwrap_or_default();
        let Some(name) = parts.next() else {
            return one(Err(phrase.gap.clone().unwrap_or(Reason::NoCoordinate)));
        };
        let version = parts.next();
        if group.is_empty() && !name.is_empty() {
            let name = phrase.part(name);
            return match name.known() {
                Some(name) => one(self.flat_file(name, version, extension)),
                None => one(Err(phrase.gap.clone().unwrap_or(Reason::NoCoordinate))),
            };
        }
        let version = version.map(|version| phrase.part(version));
        self.module(&phrase.part(group), &phrase.part(name), version.as_ref(), extension, trail)
    }

    /// A module with a group, and beside it the archive that a `flatDir` repository holds for it.
    fn module(
        &self,
        group: &Phrase,
        name: &Phrase,
        version: Option<&Phrase>,
        extension: Option<&str>,
        trail: &[Span],
    ) -> Vec<Resolved> {
        let target = external(group, name, version);
        let archive = match (&target, name.known()) {
            (Ok(_), Some(name)) => self.flat_module(name, version.and_then(Phrase::known), extension),
            _ => None,
        };
        let resolved = |target| Resolved { target, trail: trail.to_vec(), conditional: false };
        std::iter::once(target).chain(archive.map(Ok)).map(resolved).collect()
    }

    /// `group: 'a', name: 'b', version: 'c', ext: 'aar'`.
    fn map_notation(&mut self, value: &Value) -> Vec<Resolved> {
        let mut trail = value.trail.clone();
        let mut part = |key: &str| {
            let entry = value.entry(key).filter(|entry| !matches!(entry.kind, Kind::Null))?;
            // An entry's own place adds nothing to the line that holds it.
            let behind: Vec<Span> = entry.trail.iter().skip(usize::from(value.trail.is_empty())).cloned().collect();
            extend_trail(&mut trail, &behind);
            Some(entry.phrase())
        };
        let (group, name) = (part("group"), part("name"));
        let version = part("version");
        let extension = part("ext").or_else(|| part("type")).and_then(|text| text.known().map(str::to_owned));
        let Some(name) = name else {
            return vec![Resolved { target: Err(Reason::NoCoordinate), trail, conditional: false }];
        };
        let target = match group {
            Some(group) if !group.text.is_empty() => {
                return self.module(&group, &name, version.as_ref(), extension.as_deref(), &trail);
            }
            _ => match name.known() {
                Some(name) => self.flat_file(name, version.as_ref().and_then(Phrase::known), extension.as_deref()),
                None => Err(name.gap.clone().unwrap_or(Reason::Expression)),
            },
        };
        vec![Resolved { target, trail, conditional: false }]
    }

    /// `kotlin("stdlib", version)`.
    pub(super) fn kotlin_module(&mut self, givens: &Givens, versioned: bool) -> Value {
        let Some(module) = givens.named("module").or(givens.value(0)) else {
            return Value::unknown(Reason::Expression);
        };
        let phrase = module.phrase();
        let name = Phrase { text: format!("kotlin-{}", phrase.text).into(), gap: phrase.gap.clone() };
        let version = givens.named("version").or(givens.value(1)).filter(|_| versioned);
        let trail = version.map(|version| version.trail.clone()).unwrap_or_default();
        let version = version.filter(|value| !matches!(value.kind, Kind::Null)).map(Value::phrase);
        let group = Phrase::new("org.jetbrains.kotlin");
        Value::notation(Notation::Module { group, name, version }).followed(&trail)
    }
}

/// The module behind an accessor of the Compose Multiplatform plugin: `compose.material3`. Its version is the
/// plugin's.
fn compose(accessor: &str) -> Option<(String, String)> {
    let module = |group: &str, name: &str| Some((format!("org.jetbrains.compose.{group}"), name.to_owned()));
    match accessor.strip_prefix("compose.")? {
        name @ ("runtime" | "foundation" | "material" | "material3" | "ui" | "animation") => module(name, name),
        "runtimeSaveable" => module("runtime", "runtime-saveable"),
        "animationGraphics" => module("animation", "animation-graphics"),
        "materialIconsExtended" => module("material", "material-icons-extended"),
        "uiTest" => module("ui", "ui-test"),
        "uiTestJUnit4" => module("ui", "ui-test-junit4"),
        "uiTooling" => module("ui", "ui-tooling"),
        "uiUtil" => module("ui", "ui-util"),
        "preview" => module("ui", "ui-tooling-preview"),
        "components.resources" => module("components", "components-resources"),
        "components.uiToolingPreview" => module("components", "components-ui-tooling-preview"),
        // `currentOs` adds the natives of the machine that builds.
        "desktop.common" | "desktop.currentOs" => module("desktop", "desktop"),
        "desktop.components.splitPane" => module("components", "components-splitpane"),
        "desktop.components.animatedImage" => module("components", "components-animatedimage"),
        "html.core" => module("html", "html-core"),
        "html.svg" => module("html", "html-svg"),
        "web.core" => module("web", "web-core"),
        "web.svg" => module("web", "web-svg"),
        _ => {
            // `compose.desktop.linux_x64`
            let target = accessor.strip_prefix("compose.desktop.")?;
            let os = ["linux_", "windows_", "macos_"].iter().any(|os| target.starts_with(os));
            os.then(|| {
                ("org.jetbrains.compose.desktop".to_owned(), format!("desktop-jvm-{}", target.replace('_', "-")))
            })
        }
    }
}

fn external(group: &Phrase, name: &Phrase, version: Option<&Phrase>) -> Result<Target, Reason> {
    let known = |phrase: &Phrase| -> Result<String, Reason> {
        match phrase.known() {
            Some(text) if text.is_empty() || text.contains(char::is_whitespace) => Err(Reason::NoCoordinate),
            Some(text) => Ok(text.to_owned()),
            None => Err(phrase.gap.clone().unwrap_or(Reason::Expression)),
        }
    };
    let version = version.and_then(Phrase::known).map(|version| version.trim().trim_end_matches("!!"));
    let known_version = |version: &&str| !matches!(*version, "" | "null");
    let version = version.filter(known_version).map(str::to_owned);
    Ok(Target::External { group: known(group)?, name: known(name)?, version })
}
