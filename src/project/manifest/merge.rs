//! Which manifests go into a variant, in which order, and what is done to each before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::collect::{self, Owners};
use super::markers::Operation;
use super::order::{Part, parts};
use super::overlay::{Index, Layer, Role, Versions, put_under, title};
use super::{Document, Element, Merged, Namespace, model, read};
use crate::project::variant::Variant;
use crate::project::{Module, Project, Unresolved};
use crate::source::{Files, Problem, ReadError, Source, Text};

/// The manifests of a project, each read and parsed once, however many variants it is part of.
#[derive(Debug)]
pub struct Manifests<'f> {
    files: &'f Files,
    archived: BTreeMap<String, Arc<Source>>,
    documents: BTreeMap<String, Arc<Document>>,
}

impl<'f> Manifests<'f> {
    /// `archived`: the manifests inside aar files, by the path of the archive.
    pub fn new(files: &'f Files, archived: BTreeMap<String, Arc<Source>>) -> Self {
        Self { files, archived, documents: BTreeMap::new() }
    }

    fn file(&mut self, path: &str) -> Result<Arc<Document>, ReadError> {
        if let Some(known) = self.documents.get(path) {
            return Ok(known.clone());
        }
        let source = self.files.read(path)?;
        Ok(self.document(&source))
    }

    fn document(&mut self, source: &Arc<Source>) -> Arc<Document> {
        let known = self.documents.entry(source.path().to_owned());
        known.or_insert_with(|| Arc::new(read(source))).clone()
    }
}

/// Merges the manifests of one variant of an application: its source sets, then the library modules and aar files
/// that it is built with, in the order of `parts`.
pub fn merge(manifests: &mut Manifests<'_>, project: &Project, application: &Module, variant: &Variant) -> Merged {
    let mut merge = Merge { manifests, project, merged: Merged::default(), owners: Owners::default() };
    let id = merge.application_id(application, variant);
    let placeholders = Placeholders::of(variant).with_application_id(id.as_deref());
    let own = merge.module(application, variant, Role::Main, &placeholders);
    merge.merged.namespace = own.as_ref().and_then(|layer| layer.package.clone());
    merge.merged.application_id = id;
    let mut outcome = own.unwrap_or_else(Layer::empty);

    let versions = Versions::of(variant);
    let mut libraries = Vec::new();
    for part in parts(project, application, variant) {
        libraries.extend(match part {
            Part::Library(library, variant) => {
                merge.module(library, &variant, Role::Library, &Placeholders::of(&variant))
            }
            Part::Archive(module, path) => merge.aar(module, path),
        });
    }
    for mut library in libraries {
        placeholders.fill(&mut library.root);
        put_under(&mut outcome, &library, versions, &mut merge.merged.problems);
    }
    // Elements of libraries may hold placeholders that only the application has values for.
    placeholders.fill(&mut outcome.root);
    clean(&mut outcome.root);
    let Merge { mut merged, owners, .. } = merge;
    collect::collect(&outcome.root, &owners, application, &mut merged);
    merged.problems.sort();
    merged.problems.dedup();
    merged
}

/// Takes a manifest that the build has merged as it is.
pub fn read_merged(source: &Arc<Source>) -> Merged {
    let document = read(source);
    let mut merged = Merged { problems: document.problems, ..Merged::default() };
    merged.manifests_read.push(source.path().to_owned());
    if let Some(mut root) = document.root {
        merged.application_id = root.plain("package").map(str::to_owned);
        clean(&mut root);
        collect::collect_merged(&root, &mut merged);
    }
    merged
}

struct Merge<'m, 'f> {
    manifests: &'m mut Manifests<'f>,
    project: &'m Project,
    merged: Merged,
    owners: Owners,
}

impl Merge<'_, '_> {
    /// The source sets of a module over one another. A module without any manifest brings nothing.
    fn module(&mut self, module: &Module, variant: &Variant, role: Role, placeholders: &Placeholders) -> Option<Layer> {
        let mut read: Vec<(Role, Element)> = Vec::new();
        for set in &variant.source_sets {
            let Some(root) = self.source_set(module, set) else { continue };
            read.push((if set == "main" { Role::Main } else { Role::Overlay }, root));
        }
        if role == Role::Main && !read.iter().any(|(role, _)| *role == Role::Main) {
            self.missing(module);
        }
        let package = package(module, read.iter().map(|(_, root)| root));
        let mut layers = read.into_iter().map(|(role, root)| Layer {
            root,
            role,
            package: package.clone(),
            complete: true,
            index: Index::default(),
        });
        let mut outcome: Option<Layer> = None;
        let versions = Versions::of(variant);
        for layer in layers.by_ref() {
            let layer = self.prepare(layer, placeholders);
            match &mut outcome {
                None => outcome = Some(layer),
                Some(higher) => put_under(higher, &layer, versions, &mut self.merged.problems),
            }
        }
        let mut outcome = outcome?;
        if role == Role::Library {
            // The application's merge looks at the library as a whole, and refuses what the source sets make
            // of it only together.
            validate(&outcome.root, &mut self.merged.problems);
            outcome.role = Role::Library;
            versions.write(&mut outcome.root);
        }
        outcome.complete = self.versions_are_known(module);
        Some(outcome)
    }

    /// The manifest of an aar; one that several modules take is merged once.
    fn aar(&mut self, module: &Module, path: &str) -> Option<Layer> {
        let source = self.manifests.archived.get(path)?.clone();
        if self.owners.knows(source.path()) {
            self.owners.add(source.path(), &module.path);
            return None;
        }
        let document = self.manifests.document(&source);
        let root = self.take(source.path(), &document, module)?;
        let package = root.plain("package").map(str::to_owned);
        let layer = Layer { root, role: Role::Library, package, complete: true, index: Index::default() };
        Some(self.prepare(layer, &Placeholders::default()))
    }

    /// What the build does to a manifest when it loads it: class names in full, placeholders with values.
    fn prepare(&mut self, mut layer: Layer, placeholders: &Placeholders) -> Layer {
        if let Some(package) = &layer.package {
            complete_classes(&mut layer.root, package);
        }
        placeholders.fill(&mut layer.root);
        validate(&layer.root, &mut self.merged.problems);
        layer
    }

    /// The manifest of one source set of a module, where there is one.
    fn source_set(&mut self, module: &Module, set: &str) -> Option<Element> {
        if let Some(path) = overridden(module, set) {
            return match self.manifests.file(&path.value) {
                Ok(document) => self.take(&path.value, &document, module),
                Err(ReadError::NotFound) => {
                    self.merged.unresolved.push(Unresolved {
                        expression: path.value.clone(),
                        reason: Text::new("构建文件指定的清单不存在", "the manifest that the build names is not there"),
                        module: module.path.clone(),
                        evidence: vec![path.at.clone()],
                    });
                    None
                }
                Err(error) => {
                    self.merged.problems.push(error.problem(&path.value));
                    None
                }
            };
        }
        for path in usual_places(module, set) {
            match self.manifests.file(&path) {
                Ok(document) => return self.take(&path, &document, module),
                Err(ReadError::NotFound) => {}
                Err(error) => {
                    self.merged.problems.push(error.problem(&path));
                    return None;
                }
            }
        }
        None
    }

    fn take(&mut self, path: &str, document: &Document, module: &Module) -> Option<Element> {
        if self.owners.add(path, &module.path) {
            self.merged.manifests_read.push(path.to_owned());
        }
        self.merged.problems.extend(document.problems.iter().cloned());
        document.root.clone()
    }

    /// An application without a main manifest cannot be built; one of another framework has no build file.
    fn missing(&mut self, module: &Module) {
        let named = overridden(module, "main").is_some();
        let reported = self.merged.problems.iter().any(|problem| usual_places(module, "main").contains(&problem.path));
        if let Some(build_file) = &module.build_file
            && !named
            && !reported
        {
            self.merged.problems.push(Problem::file(
                build_file.clone(),
                Text::new(
                    format!("{} 没有 AndroidManifest.xml", module.path),
                    format!("{} has no AndroidManifest.xml", module.path),
                ),
            ));
        }
    }

    fn application_id(&mut self, application: &Module, variant: &Variant) -> Option<String> {
        let namespace = application.android.namespace.as_ref().map(|namespace| namespace.value.clone());
        let package = namespace.or_else(|| {
            let path = match overridden(application, "main") {
                Some(path) => vec![path.value.clone()],
                None => usual_places(application, "main"),
            };
            let document = path.iter().find_map(|path| self.manifests.file(path).ok())?;
            document.root.as_ref()?.plain("package").map(str::to_owned)
        });
        variant.application_id(package.as_deref())
    }

    /// Whether a version that is not known of the module is not set at all. A value may be beyond what can be worked
    /// out, and plugins of the build's own may set one where it cannot be seen.
    fn versions_are_known(&self, module: &Module) -> bool {
        const KNOWN: &[&str] = &[
            "com.android.",
            "android",
            "org.jetbrains.",
            "kotlin",
            "java",
            "com.google.",
            "androidx.",
            "maven",
            "org.gradle.",
        ];
        let mentions = |unresolved: &Unresolved| {
            unresolved.module == module.path && unresolved.expression.to_ascii_lowercase().contains("sdk")
        };
        let android = &module.android;
        let configs = std::iter::once(&android.default_config).chain(&android.flavors).chain(&android.build_types);
        !configs.into_iter().any(|config| config.has_hidden_sdk)
            && module.plugins.iter().all(|plugin| KNOWN.iter().any(|known| plugin.id.starts_with(known)))
            && !self.project.unresolved.iter().any(mentions)
    }
}

impl Layer {
    fn empty() -> Self {
        let root = Element {
            name: "manifest".to_owned(),
            attributes: Vec::new(),
            markers: Default::default(),
            children: Vec::new(),
            evidence: Vec::new(),
            implied: None,
        };
        Self { root, role: Role::Main, package: None, complete: true, index: Index::default() }
    }
}

impl Versions {
    fn of(variant: &Variant) -> Self {
        Self {
            min: variant.min_sdk.as_ref().map(|version| version.value),
            target: variant.target_sdk.as_ref().map(|version| version.value),
        }
    }

    /// Writes the versions into the manifest of a library, where the application's merge looks for them.
    fn write(self, root: &mut Element) {
        for (name, version) in [("minSdkVersion", self.min), ("targetSdkVersion", self.target)] {
            let (Some(version), Some(at)) = (version, root.evidence.first().cloned()) else { continue };
            let at_sdk = root.children.iter().position(|child| child.name == "uses-sdk").unwrap_or_else(|| {
                root.children.push(Element {
                    name: "uses-sdk".to_owned(),
                    attributes: Vec::new(),
                    markers: Default::default(),
                    children: Vec::new(),
                    evidence: vec![at.clone()],
                    implied: None,
                });
                root.children.len() - 1
            });
            let sdk = &mut root.children[at_sdk];
            let at = sdk.evidence.first().cloned().unwrap_or(at);
            sdk.attributes.retain(|attribute| !attribute.is(&Namespace::Android, name));
            sdk.attributes.push(super::Attribute {
                namespace: Namespace::Android,
                name: name.to_owned(),
                value: version.to_string(),
                at,
            });
        }
    }
}

fn overridden<'m>(module: &'m Module, set: &str) -> Option<&'m crate::source::Located<String>> {
    module.android.source_sets.iter().rev().find(|one| one.name == set)?.manifest.as_ref()
}

/// Where the manifest of a source set stands when the build says nothing. Kotlin Multiplatform calls its source
/// sets `androidMain`, `androidDebug`.
fn usual_places(module: &Module, set: &str) -> Vec<String> {
    let dir = if module.dir.is_empty() { String::new() } else { format!("{}/", module.dir) };
    let mut places = vec![format!("{dir}src/{set}/AndroidManifest.xml")];
    let multiplatform = module.plugins.iter().any(|plugin| plugin.id.contains("multiplatform"));
    if set == "main" || multiplatform {
        let mut characters = set.chars();
        let capital: String =
            characters.next().map_or_else(String::new, |c| c.to_uppercase().chain(characters).collect());
        places.push(format!("{dir}src/android{capital}/AndroidManifest.xml"));
    }
    places
}

/// The Gradle namespace, else the `package` of the main manifest, which is the last one.
fn package<'e>(module: &Module, roots: impl DoubleEndedIterator<Item = &'e Element>) -> Option<String> {
    let namespace = module.android.namespace.as_ref().map(|namespace| namespace.value.clone());
    namespace.or_else(|| roots.rev().find_map(|root| root.plain("package")).map(str::to_owned))
}

/// Class names that begin with a dot, or have none, belong to the package of their manifest.
fn complete_classes(element: &mut Element, package: &str) {
    for at in 0..element.attributes.len() {
        let attribute = &element.attributes[at];
        let value = &attribute.value;
        if value.is_empty() || has_placeholder(value) || !model::is_class(&element.name, attribute) {
            continue;
        }
        if value.starts_with('.') {
            element.attributes[at].value = format!("{package}{value}");
        } else if !value.contains('.') {
            element.attributes[at].value = format!("{package}.{value}");
        }
    }
    for child in &mut element.children {
        complete_classes(child, package);
    }
}

fn has_placeholder(value: &str) -> bool {
    value.find("${").is_some_and(|at| value[at..].contains('}'))
}

/// Values for `${…}`.
#[derive(Clone, Debug, Default)]
struct Placeholders {
    values: BTreeMap<String, String>,
}

impl Placeholders {
    fn of(variant: &Variant) -> Self {
        let values = variant.placeholders.iter().map(|(key, value)| (key.clone(), value.value.clone())).collect();
        Self { values }
    }

    /// `applicationId` and `packageName` have a value in an application alone.
    fn with_application_id(mut self, id: Option<&str>) -> Self {
        for key in ["applicationId", "packageName"] {
            if let Some(id) = id {
                self.values.entry(key.to_owned()).or_insert_with(|| id.to_owned());
            }
        }
        self
    }

    fn fill(&self, element: &mut Element) {
        for attribute in &mut element.attributes {
            if has_placeholder(&attribute.value) {
                attribute.value = self.filled(&attribute.value);
            }
        }
        for child in &mut element.children {
            self.fill(child);
        }
    }

    /// A placeholder without a value stays as it is. A dollar sign that begins none ends the search, as in the
    /// build tools.
    fn filled(&self, value: &str) -> String {
        let mut outcome = String::with_capacity(value.len());
        let mut rest = value;
        while let Some(dollar) = rest.find('$') {
            let Some((key, after)) = rest[dollar..].strip_prefix("${").and_then(|tail| tail.split_once('}')) else {
                break;
            };
            outcome.push_str(&rest[..dollar]);
            match self.values.get(key) {
                Some(value) => outcome.push_str(value),
                None => outcome.push_str(&rest[dollar..rest.len() - after.len()]),
            }
            rest = after;
        }
        outcome.push_str(rest);
        outcome
    }
}

/// Elements that only say what to remove are no part of the outcome.
fn clean(element: &mut Element) {
    element.children.retain(|child| !child.markers.removes_itself());
    for child in &mut element.children {
        clean(child);
    }
}

/// Faults of one manifest that make the build fail.
fn validate(element: &Element, problems: &mut Vec<Problem>) {
    let markers = &element.markers;
    let name = title(element);
    if !markers.selector.is_empty() && !matches!(markers.node, Some(Operation::Remove | Operation::RemoveAll)) {
        refuse(
            problems,
            element,
            format!("{name}：tools:selector 只能用于 remove 和 removeAll"),
            format!("{name}: tools:selector is for remove and removeAll only"),
        );
    }
    for (namespace, attribute) in &markers.remove {
        if element.attribute(namespace, attribute).is_some() {
            refuse(
                problems,
                element,
                format!("{name}：tools:remove 的属性 {attribute} 又有值"),
                format!("{name}: tools:remove names {attribute}, which has a value here"),
            );
        }
    }
    for (namespace, attribute) in &markers.replace {
        if element.attribute(namespace, attribute).is_none() {
            refuse(
                problems,
                element,
                format!("{name}：tools:replace 的属性 {attribute} 没有值"),
                format!("{name}: tools:replace names {attribute}, which has no value here"),
            );
        }
    }
    let mut seen: BTreeMap<(&str, String), &Element> = BTreeMap::new();
    let mut checked = BTreeSet::new();
    for child in &element.children {
        if child.markers.node == Some(Operation::RemoveAll) {
            if child.markers.beside_node > 0 {
                refuse(
                    problems,
                    child,
                    format!("{}：tools:node=\"removeAll\" 的元素不能有其他属性", title(child)),
                    format!("{}: an element with tools:node=\"removeAll\" takes no other attribute", title(child)),
                );
            }
            continue;
        }
        match model::key(child) {
            None if model::needs_key(&child.name) => refuse(
                problems,
                child,
                format!("{} 缺少 android:name", title(child)),
                format!("{} lacks android:name", title(child)),
            ),
            Some(key) if model::is_unique(&child.name) => {
                let twin = seen.insert((&child.name, key.to_string()), child);
                if twin.is_some_and(|twin| !super::overlay::equal(twin, child)) && checked.insert((&child.name, key)) {
                    refuse(
                        problems,
                        child,
                        format!("{} 在同一清单中重复且内容不同，构建会拒绝", title(child)),
                        format!(
                            "{} stands twice in this manifest with different content: the build refuses this",
                            title(child)
                        ),
                    );
                }
            }
            _ => {}
        }
        validate(child, problems);
    }
}

fn refuse(problems: &mut Vec<Problem>, element: &Element, zh: String, en: String) {
    problems.push(Problem::at(&element.evidence[0], Text::new(zh, en)));
}
