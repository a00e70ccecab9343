//! Names, members and elements: what they stand for.

use super::classes::{OBJECT, getter};
use super::*;
use crate::project::gradle::{configuration, files};

/// How long the name of something undefined gets; more tells nobody anything.
const LONGEST_NAME: usize = 200;

impl Interpreter<'_> {
    /// What `name` stands for.
    pub(super) fn name(&mut self, name: &str) -> Value {
        match name {
            "true" => return Value::new(Kind::Bool(true)),
            "false" => return Value::new(Kind::Bool(false)),
            "null" => return Value::null(),
            "this" if self.frame_with(OBJECT).is_some() => {
                let frame = self.frame_with(OBJECT).unwrap_or_default();
                return self.frames[frame].names[OBJECT].clone();
            }
            "this" if self.script.dialect == Dialect::Kotlin => return self.receiver(),
            "delegate" => return self.receiver(),
            "this" | "owner" => return self.object_or_project(),
            _ => {}
        }
        if let Some(label) = name.strip_prefix("this@") {
            return match label {
                "dependencies" => Value::new(Kind::Tool(Tool::Dependencies)),
                "android" => Value::new(Kind::Tool(Tool::Android)),
                "configurations" => Value::new(Kind::Tool(Tool::Configurations)),
                _ => self.object_or_project(),
            };
        }
        for at in (0..self.frames.len()).rev() {
            if let Some(value) = self.frames[at].names.get(name) {
                return value.clone();
            }
            if let Some(class) = self.frames[at].class.clone()
                && let Some(value) = self.class_member_or_outer(&class, name)
            {
                return value;
            }
            if let Some((script, body)) = &self.frames[at].body
                && let Some(class) = body.classes.iter().find(|class| class.name == name)
            {
                let class = ClassRef { class: Arc::clone(class), script: Arc::clone(script), outer: None };
                return Value::new(Kind::Class(Arc::new(class)));
            }
        }
        if let Some(value) = self.of_receiving_catalog(name) {
            return value;
        }
        // Build logic likes to define source sets that Kotlin's plugin has no name for yet.
        if *self.block() == Block::KotlinSets && configuration::source_set(name).is_some() {
            return Value::new(Kind::SourceSet(name.to_owned()));
        }
        if let Some(value) = self.facts.ext.get(name) {
            return value.clone();
        }
        if let Some(value) = self.known_name(name) {
            return value;
        }
        if let Some(value) = self.parents.iter().find_map(|parent| parent.ext.get(name)) {
            return value.clone();
        }
        if let Some(catalog) = self.world.catalogs.get(name) {
            return Value::new(Kind::Accessor(Arc::clone(catalog), Section::Libraries, String::new()));
        }
        if let Some(class) = self.world.logic.class(name) {
            return Value::new(Kind::Class(class));
        }
        if let Some(value) = self.own_property(name) {
            return value;
        }
        if let Some((script, declaration)) = self.world.logic.value(name) {
            return self.top_level(&script, declaration);
        }
        // What the receiver of `with` and `apply` has.
        if let Some((_, receiver)) = self.receivers.last().cloned()
            && let Some(value) = receiver.entry(name)
        {
            return value;
        }
        if let Some((_, Value { kind: Kind::Class(class), .. })) = self.receivers.last()
            && let Some(value) = self.class_member(&Arc::clone(class), name)
        {
            return value;
        }
        if let Some(value) = self.imported(name) {
            return value;
        }
        if let Some((_, receiver)) = self.receivers.last().cloned()
            && matches!(receiver.kind, Kind::Accessor(..))
            && matches!(name, "pluginId" | "version" | "group" | "module")
        {
            return self.member(&receiver, name);
        }
        let named = *self.block() == Block::Configurations;
        if named && self.script.dialect == Dialect::Groovy {
            // `configurations { tool }` makes what it names.
            self.facts.configurations.entry(name.to_owned()).or_default();
        }
        if named || self.facts.configurations.contains_key(name) {
            return Value::new(Kind::Configuration(name.to_owned()));
        }
        if let Some(value) = self.android_name(name) {
            return value;
        }
        Value::unknown(Reason::Undefined(name.to_owned()))
    }

    /// A member of a class that the script imports: `import static com.acme.Deps.*`.
    fn imported(&mut self, name: &str) -> Option<Value> {
        let script = Arc::clone(&self.script);
        for import in &script.imports {
            let (path, alias) = match import.split_once(" as ") {
                Some((path, alias)) => (path.trim(), Some(alias.trim())),
                None => (import.as_str(), None),
            };
            let (class, member) = path.rsplit_once('.').unwrap_or(("", path));
            let member = match (alias, member) {
                (Some(alias), _) if alias == name => member,
                (Some(_), _) => continue,
                (None, "*") => name,
                (None, _) if member == name => name,
                (None, _) => continue,
            };
            let holder = self.class_at(class, 0);
            if let Some(value) = holder.and_then(|holder| self.class_member(&holder, member)) {
                return Some(value);
            }
            if member == name {
                continue;
            }
            if let Some(class) = self.world.logic.qualified(path).or_else(|| self.world.logic.class(member)) {
                return Some(Value::new(Kind::Class(class)));
            }
            if let Some((script, declaration)) = self.world.logic.value(member) {
                return Some(self.top_level(&script, declaration));
            }
        }
        None
    }

    /// Names that Gradle itself gives to scripts.
    fn known_name(&mut self, name: &str) -> Option<Value> {
        let tool = |tool| Some(Value::new(Kind::Tool(tool)));
        // In `configurations.all { }` these are the configuration's.
        if let (Some((_, receiver)), "name" | "dependencies") = (self.receivers.last(), name)
            && matches!(receiver.kind, Kind::Configuration(_))
        {
            let receiver = receiver.clone();
            return Some(self.member(&receiver, name));
        }
        // In `rootProject.subprojects { }` of another project's `dependencies` these are that of the one visited.
        if let (Some((_, receiver)), "name" | "path" | "projectDir") = (self.receivers.last(), name)
            && matches!(&receiver.kind, Kind::Project(path) if *path != self.facts.path)
        {
            let receiver = receiver.clone();
            return Some(self.member(&receiver, name));
        }
        if let (&Block::Config(types, Some(at)), "name") = (self.block(), name) {
            return Some(self.member(&Value::new(Kind::Tool(Tool::Config(types, Some(at)))), name));
        }
        match name {
            "project" => Some(self.this()),
            "rootProject" => Some(Value::new(Kind::Project(":".to_owned())).fixed()),
            "parent" | "childProjects" => {
                let this = self.this();
                Some(self.member(&this, name))
            }
            "ext" | "extra" => Some(Value::new(Kind::Ext(self.facts.path.clone()))),
            "gradle" => Some(Value::new(Kind::Gradle)),
            "settings" => tool(Tool::Settings),
            "dependencies" => tool(Tool::Dependencies),
            "configurations" => tool(Tool::Configurations),
            "plugins" | "pluginManager" => tool(Tool::Plugins),
            "extensions" => tool(Tool::Extensions),
            "android" => tool(Tool::Android),
            "sourceSets" => tool(Tool::SourceSets),
            "versionCatalogs" => tool(Tool::Catalogs),
            "providers" => tool(Tool::Providers),
            "layout" => tool(Tool::Layout),
            "name" | "path" => {
                let this = self.this();
                Some(self.member(&this, name))
            }
            "rootDir" | "settingsDir" => Some(Value::new(Kind::Path(self.world.dir.clone())).fixed()),
            "projectDir" => Some(Value::new(Kind::Path(self.facts.dir.clone())).fixed()),
            "buildDir" => Some(Value::new(Kind::Path(files::join(&self.facts.dir, "build"))).fixed()),
            "properties" => Some(Value::new(Kind::Ext(self.facts.path.clone()))),
            "subprojects" | "allprojects" => {
                let all = name == "allprojects";
                Some(self.project_set(all))
            }
            "projects" if !self.world.projects.is_empty() => Some(Value::new(Kind::ProjectAccessor(String::new()))),
            "System" | "logger" => Some(Value::unknown(Reason::Environment)),
            _ => None,
        }
    }

    fn project_set(&self, all: bool) -> Value {
        let of = self.facts.path.clone();
        let set = ProjectSet { all, of, only: None, without: Vec::new(), filters: Vec::new() };
        Value::new(Kind::ProjectSet(Arc::new(set)))
    }

    /// A property of the project: extra properties, then `gradle.properties` of it and of the root.
    pub(super) fn property(&mut self, name: &str) -> Value {
        let ext = self.facts.ext.get(name).or_else(|| self.parents.iter().find_map(|parent| parent.ext.get(name)));
        if let Some(value) = ext {
            return value.clone();
        }
        self.own_property(name).unwrap_or_else(|| Value::unknown(Reason::Undefined(name.to_owned())))
    }

    fn own_property(&self, name: &str) -> Option<Value> {
        let own = self.facts.properties.get(name);
        let own = own.or_else(|| self.parents.iter().find_map(|parent| parent.properties.get(name)));
        own.or_else(|| self.world.properties.get(name)).or_else(|| self.world.gradle.get(name)).cloned()
    }

    /// A constant or property at the top level of a file of build logic.
    pub(super) fn top_level(&mut self, script: &Arc<Script>, declaration: &Statement) -> Value {
        let StatementKind::Declare { value: Some(value), .. } = &declaration.kind else {
            return Value::unknown(Reason::Expression);
        };
        let frame = Frame { body: Some((Arc::clone(script), Arc::clone(&script.body))), ..Frame::default() };
        let span = Span::new(&script.source, declaration.start, declaration.end);
        let value = self.elsewhere(script, vec![frame], |it| it.evaluate(value));
        define(value, span)
    }

    /// Runs something in another file, where only `frames` can be seen.
    pub(super) fn elsewhere<T>(
        &mut self,
        script: &Arc<Script>,
        frames: Vec<Frame>,
        run: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.script, Arc::clone(script));
        let outer_frames = std::mem::replace(&mut self.frames, frames);
        let journals = std::mem::take(&mut self.journals);
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        self.journals = journals;
        self.frames = outer_frames;
        self.script = outer;
        result
    }

    /// `value.name`
    pub(super) fn member(&mut self, value: &Value, name: &str) -> Value {
        if let Some(found) = self.android_member(value, name) {
            return found;
        }
        let tool = |tool| Value::new(Kind::Tool(tool));
        match &value.kind {
            Kind::Project(path) => {
                let own = *path == self.facts.path;
                match name {
                    "name" => {
                        let name = match path.rsplit(':').next() {
                            Some("") | None => self.world.root_name.clone().unwrap_or_default(),
                            Some(name) => name.to_owned(),
                        };
                        Value::text(&name).fixed()
                    }
                    "path" => Value::text(path).fixed(),
                    "ext" | "extra" | "properties" => Value::new(Kind::Ext(path.clone())),
                    "projectDir" | "rootDir" => {
                        let dir = if name == "rootDir" || path == ":" {
                            self.world.dir.clone()
                        } else if own {
                            self.facts.dir.clone()
                        } else {
                            self.world.projects.get(path).cloned().unwrap_or_default()
                        };
                        Value::new(Kind::Path(dir)).fixed()
                    }
                    "rootProject" => Value::new(Kind::Project(":".to_owned())).fixed(),
                    "project" | "buildscript" => value.clone(),
                    "parent" => {
                        let above =
                            path.rsplit_once(':').map_or(":", |(above, _)| if above.is_empty() { ":" } else { above });
                        Value::new(Kind::Project(above.to_owned())).fixed()
                    }
                    "dependencies" if own => tool(Tool::Dependencies),
                    "configurations" if own => tool(Tool::Configurations),
                    "plugins" | "pluginManager" if own => tool(Tool::Plugins),
                    "extensions" if own => tool(Tool::Extensions),
                    "android" if own => tool(Tool::Android),
                    "subprojects" | "allprojects" => {
                        let set = ProjectSet {
                            all: name == "allprojects",
                            of: path.clone(),
                            only: None,
                            without: Vec::new(),
                            filters: Vec::new(),
                        };
                        Value::new(Kind::ProjectSet(Arc::new(set)))
                    }
                    "children" => Value::list(self.children(path)),
                    "childProjects" => {
                        let named = |child: Value| {
                            let path = child.as_text().unwrap_or_default();
                            (path.rsplit(':').next().unwrap_or_default().to_owned(), child)
                        };
                        Value::map(self.children(path).into_iter().map(named).collect())
                    }
                    "gradle" => Value::new(Kind::Gradle),
                    "layout" => tool(Tool::Layout),
                    "providers" => tool(Tool::Providers),
                    "libs" => self.name("libs"),
                    "buildDir" => Value::new(Kind::Path(files::join(&self.facts.dir, "build"))),
                    _ => self.extra(path, name),
                }
            }
            Kind::Ext(path) => self.extra(path, name),
            Kind::Gradle => match name {
                "ext" | "extra" | "extensions" => value.clone(),
                "rootProject" => Value::new(Kind::Project(":".to_owned())).fixed(),
                _ => match self.facts.settings.gradle.get(name).or_else(|| self.world.gradle.get(name)) {
                    Some(found) => found.clone(),
                    None => Value::unknown(Reason::Undefined(format!("gradle.{name}"))),
                },
            },
            Kind::Map(_) | Kind::Instance(_) => match value.entry(name) {
                Some(entry) if matches!(value.kind, Kind::Instance(_)) => entry.followed(&value.trail),
                Some(entry) => entry,
                None if matches!(value.kind, Kind::Instance(_)) => match self.object_member(value, name) {
                    Some(member) => member.followed(&value.trail),
                    None => Value::unknown(Reason::Undefined(name.to_owned())),
                },
                None if name == "size" || name == "length" => Value::unknown(Reason::Expression),
                None if matches!(name, "values" | "entries" | "keys") => {
                    self.map_method(value, name, &Default::default())
                }
                None => Value::unknown(Reason::Undefined(name.to_owned())),
            },
            Kind::Pair(key, inner) => match name {
                "key" | "first" => Value { kind: Kind::Text(Phrase::new(key)), ..value.clone() },
                "value" | "second" => Value::clone(inner),
                _ => self.member(&Value::clone(inner), name),
            },
            Kind::OneOf(all) => {
                let all = Arc::clone(all);
                let members = all.iter().map(|one| self.member(one, name));
                Value::one_of(members.collect::<Vec<_>>().into_iter().filter(|one| !one.is_unknown()).collect())
            }
            Kind::Class(class) => match name {
                "INSTANCE" | "Companion" | "class" | "java" | "javaClass" => value.clone(),
                "entries" if !class.class.constants.is_empty() => {
                    let class = Arc::clone(class);
                    self.constants(&class)
                }
                _ => {
                    let class = Arc::clone(class);
                    match self.class_member(&class, name) {
                        Some(member) => member,
                        None => match self.class_function(&class, &getter(name)) {
                            // Groovy and Kotlin read `getX()` as `x`.
                            Some((script, function)) => self.call_method(&script, &function, class, Default::default()),
                            None => Value::unknown(Reason::Undefined(format!("{}.{name}", class.class.name))),
                        },
                    }
                }
            },
            Kind::Accessor(catalog, section, alias) => {
                let (catalog, section, alias) = (Arc::clone(catalog), *section, alias.clone());
                self.accessor_member(value, &catalog, section, &alias, name)
            }
            Kind::ProjectAccessor(prefix) => {
                if matches!(name, "path" | "dependencyProject")
                    && self.accessor_path(&format!("{prefix}.{name}")).is_none()
                {
                    return self.accessed_project(value);
                }
                Value { kind: Kind::ProjectAccessor(format!("{prefix}.{name}")), ..value.clone() }
            }
            Kind::Path(path) => match name {
                "name" => Value::text(path.rsplit('/').next().unwrap_or_default()).fixed(),
                "nameWithoutExtension" => {
                    let name = path.rsplit('/').next().unwrap_or_default();
                    Value::text(name.rsplit_once('.').map_or(name, |(stem, _)| stem)).fixed()
                }
                "parentFile" | "parent" => {
                    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
                    Value::new(Kind::Path(above.to_owned())).fixed()
                }
                "isDirectory" | "directory" => Value::new(Kind::Bool(self.world.files.is_dir(path))).fixed(),
                "isFile" | "file" => Value::new(Kind::Bool(self.world.files.is_file(path))).fixed(),
                "text" => Value::unknown(Reason::Function("text".to_owned())),
                _ => value.clone(),
            },
            Kind::Tool(Tool::Plugins | Tool::Extensions) if name == "extraProperties" => {
                Value::new(Kind::Ext(self.facts.path.clone()))
            }
            Kind::Tool(Tool::Extensions) if name == "android" => tool(Tool::Android),
            Kind::Configuration(configuration) if name == "name" => {
                Value { fixed: value.fixed, ..Value::text(configuration) }
            }
            Kind::Configuration(_) => value.clone(),
            Kind::Tool(Tool::Configurations) => Value::new(Kind::Configuration(name.to_owned())),
            Kind::Tool(Tool::Layout) => Value::new(Kind::Path(self.facts.dir.clone())),
            Kind::Tool(Tool::Settings) => self.name(name),
            Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) => match name {
                "length" | "size" => Value::unknown(Reason::Expression),
                _ => self.extension(value, name).unwrap_or_else(|| value.clone()),
            },
            Kind::Notation(_) => value.clone(),
            Kind::List(all) => match name {
                "size" => Value::text(&all.len().to_string()),
                "first" => all.first().cloned().unwrap_or_else(Value::null),
                "last" => all.last().cloned().unwrap_or_else(Value::null),
                _ => Value::unknown(Reason::Expression),
            },
            Kind::Unknown(Reason::Undefined(outer)) if outer.len() < LONGEST_NAME => {
                Value::unknown(Reason::Undefined(format!("{outer}.{name}"))).followed(&value.trail)
            }
            _ => Value::unknown(value.reason()).followed(&value.trail),
        }
    }

    /// `value[key]`
    pub(super) fn index(&mut self, value: &Value, key: &Value) -> Value {
        match (&value.kind, key.as_text()) {
            (Kind::List(_), Some(at)) => match at.parse::<usize>() {
                Ok(at) => self.element(value, at),
                Err(_) => Value::unknown(Reason::Expression),
            },
            (Kind::Tool(Tool::SourceSets), Some(name)) => Value::new(Kind::SourceSet(name)),
            (Kind::Path(_) | Kind::Text(_) | Kind::Number(_), _) => Value::unknown(Reason::Expression),
            (_, Some(name)) => self.member(value, &name).followed(&key.trail),
            (_, None) => match &key.kind {
                Kind::OneOf(keys) => {
                    let keys = Arc::clone(keys);
                    Value::one_of(keys.iter().map(|key| self.index(value, key)).collect())
                }
                _ => Value::unknown(key.reason()),
            },
        }
    }

    /// The element of a list, or key and value of an entry.
    pub(super) fn element(&mut self, value: &Value, at: usize) -> Value {
        match &value.kind {
            Kind::List(all) => all.get(at).cloned().unwrap_or_else(Value::null),
            Kind::Pair(key, inner) => match at {
                0 => Value { kind: Kind::Text(Phrase::new(key)), ..value.clone() },
                _ => Value::clone(inner).followed(&value.trail),
            },
            Kind::Text(phrase) => match phrase.known().and_then(|text| text.split(':').nth(at).map(str::to_owned)) {
                Some(_) => Value::unknown(Reason::Expression),
                None => Value::unknown(value.reason()),
            },
            _ => Value::unknown(value.reason()),
        }
    }

    /// The elements of a list, map or set; nothing when they are not known.
    pub(super) fn elements(&mut self, value: &Value) -> Option<Vec<Value>> {
        match &value.kind {
            Kind::List(all) => Some(all.to_vec()),
            Kind::Map(entries) => {
                let entries = entries.iter().map(|(key, entry)| Value {
                    kind: Kind::Pair(key.clone(), Arc::new(entry.clone())),
                    trail: entry.trail.clone(),
                    fixed: true,
                });
                Some(entries.collect())
            }
            Kind::ProjectSet(set) => Some(self.projects_of(set)),
            Kind::Tool(Tool::Configurations) => Some(self.all_configurations()),
            Kind::OneOf(all) => {
                let all = Arc::clone(all);
                let mut elements = Vec::new();
                for one in all.iter() {
                    elements.extend(self.elements(one)?);
                }
                Some(elements)
            }
            Kind::Accessor(catalog, Section::Bundles, alias) => {
                let bundle = catalog.bundle(alias)?;
                let member = |alias: &String| Value {
                    kind: Kind::Accessor(Arc::clone(catalog), Section::Libraries, alias.clone()),
                    trail: vec![bundle.at.clone()],
                    fixed: true,
                };
                Some(bundle.members.iter().map(member).collect())
            }
            _ => None,
        }
    }

    /// The known texts of a value: one, or those of a list.
    pub(super) fn texts(&mut self, value: &Value) -> Vec<String> {
        match &value.kind {
            Kind::List(all) => all.iter().filter_map(Value::as_text).collect(),
            Kind::OneOf(all) => {
                let all = Arc::clone(all);
                all.iter().flat_map(|one| self.texts(one)).collect()
            }
            _ => value.as_text().into_iter().collect(),
        }
    }
}
