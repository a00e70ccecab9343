//! Plugins: `plugins { }`, `apply`, scripts that are applied, and convention plugins of the build's own.

use super::call::{Given, Givens, function_mark};
use super::methods::unknown_name;
use super::*;
use crate::project::gradle::files;

/// A part of a script's syntax tree with the script.
pub(crate) type InScript<T> = (Arc<Script>, Arc<T>);

/// Code that the build brings along: `buildSrc` and included builds.
#[derive(Debug, Default)]
pub(crate) struct Logic {
    pub classes: BTreeMap<String, Arc<ClassRef>>,
    pub qualified: BTreeMap<String, Arc<ClassRef>>,
    /// Functions of a name, overloads in the order of the files.
    pub functions: BTreeMap<String, Vec<InScript<Function>>>,
    /// Top-level values: the script and which of its statements.
    pub values: BTreeMap<String, (Arc<Script>, usize)>,
    pub plugins: BTreeMap<String, PluginCode>,
}

#[derive(Clone, Debug)]
pub(crate) enum PluginCode {
    Script(Arc<Script>),
    Class(Arc<ClassRef>),
}

impl Logic {
    /// Adds what a source file declares. Of two of one name the first counts.
    pub fn add(&mut self, script: &Arc<Script>) {
        let package = script.package.clone().unwrap_or_default();
        for class in &script.body.classes {
            let class = Arc::new(ClassRef { class: Arc::clone(class), script: Arc::clone(script), outer: None });
            let name = class.class.name.clone();
            self.qualified.entry(format!("{package}.{name}")).or_insert_with(|| Arc::clone(&class));
            self.classes.entry(name).or_insert(class);
        }
        for function in &script.body.functions {
            let entry = (Arc::clone(script), Arc::clone(function));
            self.functions.entry(function.name.clone()).or_default().push(entry);
        }
        for (at, statement) in script.body.statements.iter().enumerate() {
            if let StatementKind::Declare { names, value: Some(_), .. } = &statement.kind {
                for name in names {
                    self.values.entry(name.clone()).or_insert_with(|| (Arc::clone(script), at));
                }
            }
        }
    }

    pub fn class(&self, name: &str) -> Option<Arc<ClassRef>> {
        self.classes.get(name).cloned()
    }

    pub fn qualified(&self, name: &str) -> Option<Arc<ClassRef>> {
        self.qualified.get(name).cloned()
    }

    pub fn functions(&self, name: &str) -> &[InScript<Function>] {
        self.functions.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn value(&self, name: &str) -> Option<(Arc<Script>, &Statement)> {
        let (script, at) = self.values.get(name)?;
        Some((Arc::clone(script), script.body.statements.get(*at)?))
    }
}

/// The plugins that say what a project makes.
const KINDS: [&str; 4] =
    ["com.android.application", "com.android.library", "com.android.dynamic-feature", "com.android.test"];

/// Whether a project that applies the plugin `applied` has the plugin `wanted`: under its other name, or because
/// the one applies the other.
pub(super) fn implies(applied: &str, wanted: &str) -> bool {
    let short = |id: &str| match id {
        "android" => "com.android.application".to_owned(),
        "android-library" => "com.android.library".to_owned(),
        "kotlin" => "org.jetbrains.kotlin.jvm".to_owned(),
        _ => match id.strip_prefix("kotlin-") {
            Some(name) => format!("org.jetbrains.kotlin.{name}"),
            None => id.to_owned(),
        },
    };
    let (applied, wanted) = (short(applied), short(wanted));
    applied == wanted
        || match wanted.as_str() {
            "com.android.base" => KINDS.contains(&applied.as_str()),
            "java" => matches!(
                applied.as_str(),
                "java-library" | "application" | "java-gradle-plugin" | "groovy" | "war" | "org.jetbrains.kotlin.jvm"
            ),
            "java-base" => implies(&applied, "java") || applied == "java",
            _ => false,
        }
}

/// Whether the plugin `id` is of a family whose plugins apply no others but those that `implies` knows.
fn applies_no_other(id: &str) -> bool {
    const FAMILIES: [&str; 6] =
        ["com.android.", "org.jetbrains.kotlin", "com.google.", "androidx.", "org.gradle.", "com.huawei."];
    // Gradle's own plugins have names without a dot.
    !id.contains('.') || FAMILIES.iter().any(|family| id.starts_with(family))
}

/// The plugin that a class of Gradle's or Android's is.
fn plugin_of_class(name: &str) -> Option<&'static str> {
    match name {
        "AppPlugin" => Some("com.android.application"),
        "LibraryPlugin" => Some("com.android.library"),
        "DynamicFeaturePlugin" => Some("com.android.dynamic-feature"),
        "TestPlugin" => Some("com.android.test"),
        "JavaPlugin" => Some("java"),
        "JavaLibraryPlugin" => Some("java-library"),
        _ => None,
    }
}

impl Interpreter<'_> {
    /// `id("x")`, `alias(libs.plugins.x)`, `kotlin("android")` within `plugins { }`.
    pub(super) fn plugin_notation(&mut self, name: &str, givens: &Givens) -> Value {
        let Some(value) = givens.value(0).cloned() else {
            return Value::null();
        };
        let plugin = match (name, self.plugin_id(&value)) {
            ("kotlin", Some((id, _))) => (format!("org.jetbrains.kotlin.{id}"), None),
            (_, Some(plugin)) => plugin,
            (_, None) => {
                let span = self.span(givens.start, givens.end);
                self.unresolved(span, value.reason(), &value.trail);
                return Value::null();
            }
        };
        let (id, version) = plugin;
        let trail = self.plugin_trail(&value);
        // Groovy's `id 'x' version '1'` comes with the version as a call of its own; Kotlin's too.
        Value::notation(Notation::Plugin { id, version }).followed(&trail)
    }

    fn plugin_trail(&self, value: &Value) -> Vec<Span> {
        let mut trail = value.trail.clone();
        if let Kind::Accessor(catalog, section, alias) = &value.kind {
            extend_trail(&mut trail, &accessor_trail(catalog, *section, alias));
        }
        trail
    }

    fn plugin_id(&mut self, value: &Value) -> Option<(String, Option<String>)> {
        match &value.kind {
            Kind::Accessor(catalog, Section::Plugins, alias) => {
                let plugin = catalog.plugin(alias)?;
                Some((plugin.id.clone(), plugin.version.clone()))
            }
            Kind::Notation(notation) => match &**notation {
                Notation::Plugin { id, version } => Some((id.clone(), version.clone())),
                _ => None,
            },
            _ => value.as_text().map(|id| (id, None)),
        }
    }

    /// `apply plugin: 'x'`, `apply(from = "x")`, `apply<X>()`, `apply { plugin("x") }`.
    pub(super) fn apply(&mut self, givens: &Givens) -> Value {
        let span = self.span(givens.start, givens.end);
        if let Some(value) = givens.named("plugin").cloned() {
            self.apply_plugin_value(&value, span.clone());
        }
        if let Some(value) = givens.named("from").cloned() {
            self.apply_from(&value, span.clone());
        }
        if let Some(Value { kind: Kind::Map(_), .. }) = givens.value(0) {
            let map = givens.value(0).cloned().unwrap_or_else(Value::null);
            if let Some(plugin) = map.entry("plugin") {
                self.apply_plugin_value(&plugin, span.clone());
            }
            if let Some(from) = map.entry("from") {
                self.apply_from(&from, span.clone());
            }
        }
        for name in &givens.types {
            self.apply_class(name, span.clone());
        }
        if matches!(self.block(), Block::PluginManager)
            && let Some(value) = givens.value(0).cloned()
        {
            self.apply_plugin_value(&value, span);
        }
        self.run_closure(givens, Block::Apply)
    }

    pub(super) fn apply_plugin_value(&mut self, value: &Value, span: Span) -> Value {
        match &value.kind {
            Kind::Class(class) => {
                let name = class.class.name.clone();
                self.apply_class(&name, span);
            }
            Kind::OneOf(all) => {
                let all = Arc::clone(all);
                for one in all.iter() {
                    self.apply_plugin_value(one, span.clone());
                }
            }
            Kind::Unknown(_) => match unknown_name(value) {
                // `apply plugin: com.x.Plugin` and `apply(AppPlugin::class)`.
                Some(name) => self.apply_class(&name, span),
                None => self.unresolved(span, value.reason(), &value.trail),
            },
            _ => match self.plugin_id(value) {
                Some((id, version)) => {
                    let trail = self.plugin_trail(value);
                    self.apply_plugin(&id, version, span, &trail);
                }
                None => self.unresolved(span, value.reason(), &value.trail),
            },
        }
        Value::null()
    }

    fn apply_class(&mut self, name: &str, span: Span) {
        if let Some(id) = plugin_of_class(name) {
            self.apply_plugin(id, None, span, &[]);
            return;
        }
        if let Some(class) = self.world.logic.class(name) {
            self.run_plugin(&format!("class {name}"), &PluginCode::Class(class), vec![span]);
        }
    }

    pub(super) fn apply_plugin(&mut self, id: &str, version: Option<String>, span: Span, trail: &[Span]) {
        let mut evidence = vec![span];
        extend_trail(&mut evidence, trail);
        for sites in self.call_sites.clone().iter().rev() {
            extend_trail(&mut evidence, sites);
        }
        let version = version.or_else(|| {
            let above = self.parents.iter().find_map(|parent| parent.plugin_versions.get(id));
            above.or_else(|| self.world.plugin_versions.get(id)).cloned()
        });
        let live = self.dead == 0;
        match self.facts.plugins.iter_mut().find(|plugin| plugin.id == id) {
            Some(known) => known.live |= live,
            None => {
                let evidence = evidence.clone();
                self.facts.plugins.push(Applied { id: id.to_owned(), version, evidence, live });
            }
        }
        if let Some(code) = self.world.logic.plugins.get(id).cloned() {
            self.run_plugin(id, &code, evidence);
        }
    }

    /// Runs the code of a plugin on this project.
    fn run_plugin(&mut self, id: &str, code: &PluginCode, evidence: Vec<Span>) {
        let mark = format!("plugin {id}");
        if self.active.contains(&mark) || self.depth >= MAX_DEPTH {
            return;
        }
        self.active.push(mark);
        self.call_sites.push(evidence);
        self.within(Block::Project, |it| match code {
            PluginCode::Script(script) => {
                it.facts.build_files.insert(script.source.path().to_owned());
                let frame = Frame { body: Some((Arc::clone(script), Arc::clone(&script.body))), ..Frame::default() };
                it.elsewhere(script, vec![frame], |it| {
                    it.body(&script.body);
                });
            }
            PluginCode::Class(class) => {
                let Some((script, function)) = it.apply_function(class) else {
                    return;
                };
                it.facts.build_files.insert(script.source.path().to_owned());
                let this = it.this();
                let given = Given { key: None, value: this.clone(), start: 0, end: 0 };
                let givens = Givens { all: vec![given], ..Givens::default() };
                // Within it, `project.apply(…)` is Gradle's.
                it.active.push(function_mark(&function));
                it.on(this, |it| {
                    it.elsewhere(&script, Vec::new(), |it| {
                        it.call_function(&script, &function, Some(Arc::clone(class)), givens);
                    });
                });
                it.active.pop();
            }
        });
        self.call_sites.pop();
        self.active.pop();
    }

    /// The `apply` of a plugin class, its own or that of a class above it.
    fn apply_function(&self, class: &Arc<ClassRef>) -> Option<(Arc<Script>, Arc<Function>)> {
        const LONGEST: usize = 8;
        let mut class = Arc::clone(class);
        for _ in 0..LONGEST {
            let own = class.class.body.functions.iter().find(|function| function.name == "apply");
            if let Some(function) = own {
                return Some((Arc::clone(&class.script), Arc::clone(function)));
            }
            class = class.class.parents.iter().find_map(|parent| self.world.logic.class(parent))?;
        }
        None
    }

    /// `apply from: 'x.gradle'`: the script runs as a part of this project.
    pub(super) fn apply_from(&mut self, value: &Value, span: Span) -> Value {
        match &value.kind {
            Kind::OneOf(all) => {
                let all = Arc::clone(all);
                self.conditional += 1;
                for one in all.iter() {
                    self.apply_from(one, span.clone());
                }
                self.conditional -= 1;
                return Value::null();
            }
            Kind::Unknown(reason) => {
                self.unresolved(span, reason.clone(), &value.trail);
                return Value::null();
            }
            _ => {}
        }
        let Some(text) = value.as_text() else {
            self.unresolved(span, value.reason(), &value.trail);
            return Value::null();
        };
        if text.contains("://") && !text.starts_with("file:") {
            self.unresolved(span, Reason::Remote(text), &value.trail);
            return Value::null();
        }
        let script_dir = self.script.source.path().rsplit_once('/').map_or("", |(dir, _)| dir).to_owned();
        let dirs = [self.facts.dir.clone(), script_dir, self.world.dir.clone()];
        let found = dirs
            .iter()
            .filter_map(|dir| files::resolve(dir, &text))
            .find_map(|path| self.world.scripts.get(self.world.files, &path).map(|script| (path, script)));
        let Some((path, script)) = found else {
            let inside = text.strip_prefix(files::ROOT).map(|path| path.trim_start_matches('/'));
            let shown = inside.unwrap_or(&text).to_owned();
            self.unresolved(span, Reason::Absent(shown), &value.trail);
            return Value::null();
        };
        let mark = format!("file {path}");
        if self.active.contains(&mark) || self.depth >= MAX_DEPTH {
            return Value::null();
        }
        self.active.push(mark);
        self.facts.build_files.insert(path);
        let block = match self.block() {
            Block::Settings => Block::Settings,
            Block::Buildscript => Block::Buildscript,
            _ => Block::Project,
        };
        let frame = Frame { body: Some((Arc::clone(&script), Arc::clone(&script.body))), ..Frame::default() };
        self.within(block, |it| {
            it.elsewhere_keeping_branches(&script, vec![frame], |it| {
                it.body(&script.body);
            });
        });
        self.active.pop();
        Value::null()
    }

    /// `plugins.apply("x")`, `plugins.hasPlugin("x")`, `plugins.withId("x") { }`.
    pub(super) fn plugins_method(&mut self, name: &str, givens: &Givens) -> Value {
        match name {
            "apply" => {
                let span = self.span(givens.start, givens.end);
                for class in &givens.types {
                    self.apply_class(class, span.clone());
                }
                match givens.value(0).cloned() {
                    Some(value) => self.apply_plugin_value(&value, span),
                    None => Value::null(),
                }
            }
            "hasPlugin" | "findPlugin" => {
                let mut names = givens.types.clone();
                names.extend(givens.value(0).and_then(unknown_name));
                let class = names.first().and_then(|name| plugin_of_class(name)).map(str::to_owned);
                let Some(id) = givens.text(0).or(class) else {
                    return Value::unknown(Reason::Environment);
                };
                match (self.has_plugin(&id), name) {
                    (Some(false), "findPlugin") => Value::null().fixed(),
                    (Some(has), _) => Value::new(Kind::Bool(has)).fixed(),
                    (None, _) => Value::unknown(Reason::Environment),
                }
            }
            _ => {
                if let (Some(id), Some(closure)) = (givens.text(0), givens.closure()) {
                    let closure = self.keep(&closure);
                    self.facts.deferred.push(Deferred { on: DeferredOn::Plugin(id), closure });
                    return Value::null();
                }
                // `plugins.withType<AppPlugin> { }`
                let mut types = givens.types.clone();
                types.extend(givens.value(0).and_then(unknown_name));
                let Some(id) = types.first().and_then(|name| plugin_of_class(name)) else {
                    return self.run_closure(givens, Block::Other);
                };
                if let Some(closure) = givens.closure() {
                    let closure = self.keep(&closure);
                    let on = DeferredOn::Plugin(id.to_owned());
                    self.facts.deferred.push(Deferred { on, closure });
                }
                Value::null()
            }
        }
    }

    /// Whether the project has the plugin `wanted` by now; nothing when one of those that are applied may
    /// apply it itself, or when the project's own script is still to come.
    pub(super) fn has_plugin(&self, wanted: &str) -> Option<bool> {
        let plugins = &self.facts.plugins;
        let live = |wanted: &str| plugins.iter().any(|plugin| plugin.live && implies(&plugin.id, wanted));
        if live(wanted) {
            return Some(true);
        }
        // A project is one of them at most, and Java's own plugin goes with none of them.
        let is_kind = |id: &str| id == "com.android.base" || KINDS.iter().any(|kind| implies(id, kind));
        if is_kind(wanted) && (live("java") || wanted != "com.android.base" && KINDS.iter().any(|kind| live(kind))) {
            return Some(false);
        }
        let all_known = plugins
            .iter()
            .all(|plugin| applies_no_other(&plugin.id) || self.world.logic.plugins.contains_key(&plugin.id));
        (all_known && !self.early).then_some(false)
    }

    /// As `elsewhere`, but assignments are still noted for the branch that is running: an applied script is a
    /// part of it.
    fn elsewhere_keeping_branches<T>(
        &mut self,
        script: &Arc<Script>,
        frames: Vec<Frame>,
        run: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.script, Arc::clone(script));
        let depth = self.frames.len();
        self.frames.extend(frames);
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        self.frames.truncate(depth);
        self.script = outer;
        result
    }
}
