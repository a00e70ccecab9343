//! The `android { }` block, configurations and source sets.

use super::call::Givens;
use super::configurations::{EACH, PICKS};
use super::*;
use crate::project::Config;
use crate::project::gradle::files;
use crate::source::Located;

/// Kinds of places of a source set.
const PLACES: [&str; 10] =
    ["manifest", "java", "kotlin", "res", "resources", "assets", "jniLibs", "jni", "aidl", "renderscript"];

impl Interpreter<'_> {
    /// A call without a receiver in `block`; nothing when it is no matter of the Android blocks.
    pub(super) fn android_call(&mut self, block: &Block, name: &str, givens: &Givens) -> Option<Value> {
        match (block, name) {
            (Block::Dependencies | Block::Options | Block::Ignored | Block::Plugins, _) => None,
            (_, "android") if givens.closure().is_some() => Some(self.run_closure(givens, Block::Android)),
            (_, "defaultConfig") if givens.closure().is_some() => {
                Some(self.run_with(Value::new(Kind::Tool(Tool::Config(false, None))), givens))
            }
            (_, "buildTypes" | "productFlavors") if givens.closure().is_some() => {
                Some(self.run_with(Value::new(Kind::Tool(Tool::Configs(name == "buildTypes"))), givens))
            }
            (Block::Kotlin, "sourceSets") => Some(self.run_closure(givens, Block::KotlinSets)),
            (Block::Android, "flavorDimensions" | "flavorGroups") => {
                let values: Vec<Value> = givens.positional().map(|given| given.value.clone()).collect();
                let names: Vec<String> = values.iter().flat_map(|value| self.texts(value)).collect();
                self.add_dimensions(names);
                Some(Value::null())
            }
            (Block::Android, "namespace" | "setNamespace" | "dynamicFeatures") => {
                self.set_android(name.trim_start_matches("set"), givens.value(0)?.clone());
                Some(Value::null())
            }
            (Block::Configs(types), "all" | "each" | "forEach" | "configureEach") => {
                self.every_config(*types, givens);
                Some(Value::null())
            }
            (Block::Configs(types), "create" | "register" | "maybeCreate" | "getByName" | "named" | "findByName") => {
                let name = givens.text(0)?;
                Some(self.config(*types, &name, givens))
            }
            (Block::Configs(types), _) => {
                let creates = givens.closure().is_some() || givens.all.is_empty();
                (creates && !name.starts_with("println")).then(|| self.config(*types, name, givens))
            }
            // `initWith(getByName("debug"))`: the container around it is asked.
            (Block::Config(types, Some(_)), "getByName" | "named") => self.config_named(*types, &givens.text(0)?),
            (Block::Config(types, at), _) => self.config_call(*types, *at, name, givens),
            (Block::SourceSets, "all" | "each" | "configureEach" | "matching" | "whenObjectAdded") => {
                Some(self.run_closure(givens, Block::Other))
            }
            (Block::SourceSets | Block::KotlinSets, _) => {
                let set = match name {
                    "getByName" | "named" | "create" | "register" | "maybeCreate" => givens.text(0)?,
                    _ if givens.closure().is_some() => name.to_owned(),
                    _ => return None,
                };
                let set = Value::new(Kind::SourceSet(set));
                self.run_with(set.clone(), givens);
                Some(set)
            }
            (Block::SourceSet(set), _) => {
                let value = Value::new(Kind::SourceSet(set.clone()));
                self.android_call_on(&value, name, givens)
            }
            (Block::SourceDirs(set, kind), "srcDir" | "srcDirs" | "srcFile" | "setSrcDirs") => {
                self.place_call(set, kind, name, givens);
                Some(Value::null())
            }
            (Block::Configurations, _) if EACH.contains(&name) || PICKS.contains(&name) => {
                Some(self.configurations_method(name, givens))
            }
            (Block::Configurations, "create" | "register" | "maybeCreate" | "named" | "getByName" | "findByName") => {
                let name = givens.text(0)?;
                if !matches!(name.as_str(), "named" | "getByName" | "findByName") {
                    self.facts.configurations.entry(name.clone()).or_default();
                }
                let value = Value::new(Kind::Configuration(name));
                self.run_with(value.clone(), givens);
                Some(value)
            }
            (Block::Configurations, _) if givens.closure().is_some() => {
                self.facts.configurations.entry(name.to_owned()).or_default();
                let value = Value::new(Kind::Configuration(name.to_owned()));
                self.run_with(value.clone(), givens);
                Some(value)
            }
            (Block::Configuration(configuration), "extendsFrom") => {
                let value = Value::new(Kind::Configuration(configuration.clone()));
                Some(self.call_on(value, name, givens.clone()))
            }
            _ => None,
        }
    }

    /// A call on one of the Android objects.
    pub(super) fn android_call_on(&mut self, value: &Value, name: &str, givens: &Givens) -> Option<Value> {
        match &value.kind {
            Kind::Tool(Tool::Configs(types)) => {
                let block = Block::Configs(*types);
                self.within(block.clone(), |it| it.android_call(&block, name, givens))
            }
            Kind::Tool(Tool::Config(types, at)) => {
                let (types, at) = (*types, *at);
                match self.config_call(types, at, name, givens) {
                    Some(value) => Some(value),
                    None => Some(self.run_closure(givens, Block::Other)),
                }
            }
            Kind::Placeholders(types, at) => {
                let (types, at) = (*types, *at);
                match name {
                    "put" | "set" => {
                        let key = givens.text(0)?;
                        self.set_placeholders(types, at, &[(key, givens.value(1)?.clone())]);
                    }
                    "putAll" | "plusAssign" => self.set_placeholder_map(types, at, &givens.value(0)?.clone()),
                    _ => return Some(Value::unknown(Reason::Expression)),
                }
                Some(Value::null())
            }
            Kind::SourceSet(set) => {
                let set = set.clone();
                match name {
                    "dependencies" if givens.closure().is_some() => {
                        let closure = givens.closure()?;
                        Some(self.within(Block::KotlinSet(set), |it| {
                            it.within(Block::Dependencies, |it| it.invoke(&closure, Vec::new()))
                        }))
                    }
                    "setRoot" => {
                        if let Some(root) = givens.value(0).cloned() {
                            self.set_source_root(&set, &root);
                        }
                        Some(Value::null())
                    }
                    "dependsOn" => Some(Value::null()),
                    _ if PLACES.contains(&name) => {
                        let value = Value::new(Kind::SourceDirs(set, name.to_owned()));
                        self.run_with(value.clone(), givens);
                        Some(value)
                    }
                    "configure" => Some(self.run_with(value.clone(), givens)),
                    _ => None,
                }
            }
            Kind::SourceDirs(set, kind) => {
                let (set, kind) = (set.clone(), kind.clone());
                match name {
                    "srcDir" | "srcDirs" | "srcFile" | "setSrcDirs" | "setSrcFile" => {
                        self.place_call(&set, &kind, name, givens);
                        Some(Value::null())
                    }
                    _ => Some(Value::null()),
                }
            }
            _ => None,
        }
    }

    /// A name that only the Android blocks give.
    pub(super) fn android_name(&mut self, name: &str) -> Option<Value> {
        let tool = |tool| Some(Value::new(Kind::Tool(tool)));
        match (self.block().clone(), name) {
            (_, "defaultConfig") => tool(Tool::Config(false, None)),
            (_, "buildTypes") => tool(Tool::Configs(true)),
            (_, "productFlavors") => tool(Tool::Configs(false)),
            (Block::Config(types, at), "manifestPlaceholders") => Some(Value::new(Kind::Placeholders(types, at))),
            (Block::Config(types, at), _) => match self.config_at(types, at)?.clone() {
                config if name == "name" => Some(Value::text(&config.name).fixed()),
                _ => self.config_named(types, name),
            },
            (Block::Configs(types), _) => match self.config_named(types, name) {
                // Groovy's containers make what they are asked for: `preview.initWith(debug)`.
                None if self.script.dialect == Dialect::Groovy => {
                    let at = self.make_config(types, name);
                    Some(Value::new(Kind::Tool(Tool::Config(types, Some(at)))))
                }
                found => found,
            },
            (Block::SourceSet(set), _) if PLACES.contains(&name) => {
                Some(Value::new(Kind::SourceDirs(set, name.to_owned())))
            }
            (Block::SourceSets | Block::KotlinSets, _) if name.starts_with(char::is_lowercase) => {
                Some(Value::new(Kind::SourceSet(name.to_owned())))
            }
            _ => None,
        }
    }

    /// A member that only the Android objects have.
    pub(super) fn android_member(&mut self, value: &Value, name: &str) -> Option<Value> {
        let tool = |tool| Some(Value::new(Kind::Tool(tool)));
        match (&value.kind, name) {
            (Kind::Tool(Tool::Android), "defaultConfig") => tool(Tool::Config(false, None)),
            (Kind::Tool(Tool::Android), "buildTypes") => tool(Tool::Configs(true)),
            (Kind::Tool(Tool::Android), "productFlavors") => tool(Tool::Configs(false)),
            (Kind::Tool(Tool::Android), "sourceSets") => tool(Tool::SourceSets),
            (Kind::Tool(Tool::Android), "namespace") => {
                let namespace = self.facts.android.namespace.as_ref()?;
                Some(Value::text(&namespace.value).behind(namespace.at.clone()))
            }
            (Kind::Tool(Tool::Configs(types)), _) => self.config_named(*types, name),
            (Kind::Tool(Tool::Config(types, at)), "manifestPlaceholders") => {
                Some(Value::new(Kind::Placeholders(*types, *at)))
            }
            (Kind::Tool(Tool::Config(types, at)), "name") => {
                let name = self.config_at(*types, *at)?.name.clone();
                Some(Value::text(&name).fixed())
            }
            (Kind::Tool(Tool::Config(types, at)), "applicationId") => {
                let id = self.config_at(*types, *at)?.application_id.clone()?;
                Some(Value::text(&id.value).behind(id.at))
            }
            (Kind::Tool(Tool::SourceSets), _) => Some(Value::new(Kind::SourceSet(name.to_owned()))),
            (Kind::SourceSet(set), _) if PLACES.contains(&name) => {
                Some(Value::new(Kind::SourceDirs(set.clone(), name.to_owned())))
            }
            (Kind::SourceDirs(..), "srcDirs" | "srcFile") => Some(value.clone()),
            _ => None,
        }
    }

    /// An assignment in or on an Android object; false when it is none.
    pub(super) fn android_assign(&mut self, receiver: Option<&Value>, name: &str, value: &Value, add: bool) -> bool {
        match receiver.map(|receiver| &receiver.kind) {
            None => match self.block().clone() {
                Block::Android => match name {
                    "namespace" | "dynamicFeatures" | "flavorDimensions" => {
                        self.set_android(name, value.clone());
                        true
                    }
                    _ => true,
                },
                Block::Config(types, at) => {
                    self.set_config(types, at, name, value);
                    true
                }
                Block::SourceDirs(set, kind) => {
                    self.place(&set, &kind, name, value, add);
                    true
                }
                Block::SourceSet(_) | Block::SourceSets | Block::Configs(_) => true,
                _ if matches!(name, "id" | "implementationClass") => {
                    self.register_plugin(name, value);
                    matches!(self.block(), Block::Other)
                }
                // `configureKotlinAndroid` and the like set it on a receiver whose type is not known.
                Block::Project if name == "namespace" && !self.receivers.is_empty() => {
                    self.set_android(name, value.clone());
                    true
                }
                _ => false,
            },
            Some(Kind::Tool(Tool::Android)) => {
                self.set_android(name, value.clone());
                true
            }
            Some(Kind::Tool(Tool::Config(types, at))) => {
                let (types, at) = (*types, *at);
                self.set_config(types, at, name, value);
                true
            }
            Some(Kind::Placeholders(types, at)) => {
                let (types, at) = (*types, *at);
                self.set_placeholders(types, at, &[(name.to_owned(), value.clone())]);
                true
            }
            Some(Kind::SourceDirs(set, kind)) => {
                let (set, kind) = (set.clone(), kind.clone());
                self.place(&set, &kind, name, value, add);
                true
            }
            Some(_) if matches!(name, "id" | "implementationClass") => {
                self.register_plugin(name, value);
                false
            }
            Some(_) => false,
        }
    }

    /// `gradlePlugin { plugins { register("x") { id = …; implementationClass = … } } }`
    fn register_plugin(&mut self, name: &str, value: &Value) {
        let Some(text) = value.as_text() else {
            return;
        };
        if self.facts.plugin_classes.last().is_none_or(|(id, class)| !id.is_empty() && !class.is_empty()) {
            self.facts.plugin_classes.push((String::new(), String::new()));
        }
        if let Some((id, class)) = self.facts.plugin_classes.last_mut() {
            if name == "id" { *id = text } else { *class = text }
        }
    }

    fn located(&self, value: &Value) -> Option<Located<String>> {
        if self.dead > 0 {
            return None;
        }
        let text = value.as_text()?;
        let at = value.trail.first().cloned().unwrap_or_else(|| self.statement_span());
        Some(Located::new(text, at))
    }

    /// The place of a value that has no place of its own: the statement that is running.
    fn statement_span(&self) -> Span {
        let (start, end) = self.at;
        self.span(start, end)
    }

    fn set_android(&mut self, name: &str, value: Value) {
        match name {
            "namespace" | "Namespace" => {
                if let Some(namespace) = self.located(&value) {
                    self.facts.android.namespace = Some(namespace);
                }
            }
            "dynamicFeatures" => {
                for path in self.texts(&value) {
                    let evidence = vec![self.statement_span()];
                    self.facts.declared.push(Declared {
                        target: Target::Project { path: self.absolute(&path) },
                        configuration: "dynamicFeatures".to_owned(),
                        scope: Some(Scope::Main),
                        conditional: self.conditional > 0,
                        origin: Origin::Declared,
                        evidence,
                    });
                }
            }
            "flavorDimensions" => {
                let names = self.texts(&value);
                self.add_dimensions(names);
            }
            _ => {}
        }
    }

    fn add_dimensions(&mut self, names: Vec<String>) {
        for name in names {
            if !self.facts.android.flavor_dimensions.contains(&name) {
                self.facts.android.flavor_dimensions.push(name);
            }
        }
    }

    // Build types and flavors.

    fn configs(&mut self, types: bool) -> &mut Vec<Config> {
        if types { &mut self.facts.android.build_types } else { &mut self.facts.android.flavors }
    }

    fn config_at(&mut self, types: bool, at: Option<usize>) -> Option<&mut Config> {
        match at {
            None => Some(&mut self.facts.android.default_config),
            Some(at) => self.configs(types).get_mut(at),
        }
    }

    fn config_named(&mut self, types: bool, name: &str) -> Option<Value> {
        let at = self.configs(types).iter().position(|config| config.name == name);
        let at = match at {
            None if types && matches!(name, "debug" | "release") => Some(self.make_config(types, name)),
            at => at,
        };
        at.map(|at| Value::new(Kind::Tool(Tool::Config(types, Some(at)))))
    }

    fn make_config(&mut self, types: bool, name: &str) -> usize {
        let configs = self.configs(types);
        match configs.iter().position(|config| config.name == name) {
            Some(at) => at,
            None => {
                configs.push(Config { name: name.to_owned(), ..Config::default() });
                configs.len() - 1
            }
        }
    }

    fn config(&mut self, types: bool, name: &str, givens: &Givens) -> Value {
        let at = self.make_config(types, name);
        let value = Value::new(Kind::Tool(Tool::Config(types, Some(at))));
        self.run_with(value.clone(), givens);
        value
    }

    fn every_config(&mut self, types: bool, givens: &Givens) {
        for at in 0..self.configs(types).len() {
            self.run_with(Value::new(Kind::Tool(Tool::Config(types, Some(at)))), givens);
        }
    }

    fn config_call(&mut self, types: bool, at: Option<usize>, name: &str, givens: &Givens) -> Option<Value> {
        let name = match name {
            "setApplicationId" => "applicationId",
            "setApplicationIdSuffix" => "applicationIdSuffix",
            "setManifestPlaceholders" | "addManifestPlaceholders" => "manifestPlaceholders",
            "setDimension" | "flavorDimension" => "dimension",
            "setMinSdkVersion" => "minSdk",
            "setTargetSdkVersion" => "targetSdk",
            "setDebuggable" => "debuggable",
            _ => name,
        };
        match name {
            "manifestPlaceholders" => {
                let map = match givens.value(0) {
                    Some(value) => value.clone(),
                    None => Value::map(givens.map()),
                };
                self.set_config(types, at, name, &map);
            }
            // `minSdk { version = release(24) }`
            "minSdk" | "targetSdk" if givens.closure().is_some() => return None,
            "applicationId"
            | "applicationIdSuffix"
            | "minSdk"
            | "minSdkVersion"
            | "targetSdk"
            | "targetSdkVersion"
            | "dimension"
            | "debuggable"
            | "initWith" => {
                self.set_config(types, at, name, &givens.value(0)?.clone());
            }
            _ => return None,
        }
        Some(Value::null())
    }

    fn set_config(&mut self, types: bool, at: Option<usize>, name: &str, value: &Value) {
        if name == "manifestPlaceholders" {
            return self.set_placeholder_map(types, at, value);
        }
        if self.dead > 0 {
            return;
        }
        let text = self.located(value);
        let number = text.as_ref().and_then(|text| {
            let number = text.value.trim().parse::<u32>().ok()?;
            Some(Located::new(number, text.at.clone()))
        });
        let source = match &value.kind {
            Kind::Tool(Tool::Config(types, Some(at))) => {
                let (types, at) = (*types, *at);
                self.config_at(types, Some(at)).map(|config| config.name.clone())
            }
            _ => value.as_text(),
        };
        let flag = match value.kind {
            Kind::Bool(known) => Some(known),
            _ => text.as_ref().map(|text| text.value == "true"),
        };
        let Some(config) = self.config_at(types, at) else {
            return;
        };
        if matches!(name, "minSdk" | "minSdkVersion" | "targetSdk" | "targetSdkVersion") {
            config.has_hidden_sdk |= number.is_none();
        }
        match name {
            "applicationId" => config.application_id = text.or(config.application_id.take()),
            "applicationIdSuffix" => config.application_id_suffix = text.or(config.application_id_suffix.take()),
            "minSdk" | "minSdkVersion" => config.min_sdk = number.or(config.min_sdk.take()),
            "targetSdk" | "targetSdkVersion" => config.target_sdk = number.or(config.target_sdk.take()),
            "dimension" => config.dimension = text.map(|text| text.value).or(config.dimension.take()),
            "debuggable" | "isDebuggable" => config.debuggable = flag.or(config.debuggable),
            "initWith" => config.init_with = source.or(config.init_with.take()),
            _ => {}
        }
    }

    fn set_placeholder_map(&mut self, types: bool, at: Option<usize>, value: &Value) {
        match &value.kind {
            Kind::Map(entries) => {
                let entries = entries.to_vec();
                self.set_placeholders(types, at, &entries);
            }
            Kind::Pair(key, inner) => {
                let entry = (key.clone(), Value::clone(inner));
                self.set_placeholders(types, at, &[entry]);
            }
            Kind::List(_) => {
                for element in self.elements(value).unwrap_or_default() {
                    if let Kind::Pair(..) = element.kind {
                        self.set_placeholder_map(types, at, &element);
                    }
                }
            }
            _ => {}
        }
    }

    fn set_placeholders(&mut self, types: bool, at: Option<usize>, entries: &[(String, Value)]) {
        for (key, value) in entries {
            let located = self.located(value);
            if let (Some(located), Some(config)) = (located, self.config_at(types, at)) {
                config.placeholders.push((key.clone(), located));
            }
        }
    }

    // Source sets.

    fn set_source_root(&mut self, set: &str, root: &Value) {
        let Some(text) = self.located(root) else {
            return;
        };
        let Some(root) = self.path(&text.value) else {
            return;
        };
        let at = |inner: &str| Located::new(files::join(&root, inner), text.at.clone());
        let source_set = SourceSet {
            name: set.to_owned(),
            manifest: Some(at("AndroidManifest.xml")),
            jni_libs: vec![at("jniLibs")],
            java: vec![at("java"), at("kotlin")],
            res: vec![at("res")],
            assets: vec![at("assets")],
        };
        self.facts.source_sets.insert(set.to_owned(), source_set);
    }

    fn place_call(&mut self, set: &str, kind: &str, name: &str, givens: &Givens) {
        let values: Vec<Value> = givens.positional().map(|given| given.value.clone()).collect();
        let value = match values.as_slice() {
            [value] => value.clone(),
            _ => Value::list(values),
        };
        match name {
            "srcFile" | "setSrcFile" => self.place(set, kind, "srcFile", &value, false),
            "setSrcDirs" => self.place(set, kind, "srcDirs", &value, false),
            // `srcDir` and the call `srcDirs(…)` add.
            _ => self.place(set, kind, "srcDirs", &value, true),
        }
    }

    /// Sets, or adds to, the places of one kind. The list then holds all places, the usual ones included
    /// where they stay.
    fn place(&mut self, set: &str, kind: &str, name: &str, value: &Value, add: bool) {
        if self.dead > 0 || !matches!(name, "srcFile" | "srcDirs") {
            return;
        }
        let values = match &value.kind {
            Kind::List(all) => all.to_vec(),
            Kind::Notation(notation) => match &**notation {
                Notation::Files(all) => all.clone(),
                _ => Vec::new(),
            },
            _ => vec![value.clone()],
        };
        let statement = self.statement_span();
        let mut places = Vec::new();
        for value in values {
            // The kind itself stands for what is there already: `srcDirs = srcDirs + 'x'`.
            let text = match &value.kind {
                Kind::Path(path) => Some(path.clone()),
                _ => value.as_text().and_then(|text| self.path(&text)),
            };
            let at = value.trail.first().cloned().unwrap_or_else(|| statement.clone());
            places.extend(text.map(|path| Located::new(path, at)));
        }
        let dir = files::join(&self.facts.dir, &format!("src/{set}"));
        let source_set = self
            .facts
            .source_sets
            .entry(set.to_owned())
            .or_insert_with(|| SourceSet { name: set.to_owned(), ..SourceSet::default() });
        let (list, usual): (&mut Vec<Located<String>>, &[&str]) = match kind {
            "manifest" => {
                source_set.manifest = places.into_iter().next().or(source_set.manifest.take());
                return;
            }
            "java" | "kotlin" => (&mut source_set.java, &["java", "kotlin"]),
            "res" => (&mut source_set.res, &["res"]),
            "assets" => (&mut source_set.assets, &["assets"]),
            "jniLibs" => (&mut source_set.jni_libs, &["jniLibs"]),
            _ => return,
        };
        if list.is_empty() && (add || kind == "kotlin") {
            list.extend(usual.iter().map(|name| Located::new(format!("{dir}/{name}"), statement.clone())));
        } else if !add && kind != "kotlin" {
            list.clear();
        }
        for place in places {
            if !list.iter().any(|known| known.value == place.value) {
                list.push(place);
            }
        }
    }
}
