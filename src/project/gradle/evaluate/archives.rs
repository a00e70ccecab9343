//! Local archives: `files`, `fileTree`, `flatDir`, and modules that are an aar.

use super::call::Givens;
use super::dependencies::Resolved;
use super::*;
use crate::project::gradle::files;

impl Interpreter<'_> {
    /// An archive that `flatDir` repositories hold by its name.
    pub(super) fn flat_file(
        &mut self,
        name: &str,
        version: Option<&str>,
        extension: Option<&str>,
    ) -> Result<Target, Reason> {
        let mut dirs = self.flat_dirs();
        let own = files::join(&self.facts.dir, "libs");
        if !dirs.contains(&own) {
            dirs.push(own);
        }
        let extensions = extension.map_or_else(|| vec!["jar", "aar"], |extension| vec![extension]);
        let mut found = extensions.iter().filter_map(|extension| self.archive_in(&dirs, name, version, extension));
        found.next().ok_or_else(|| Reason::Absent(format!("{name}.{}", extensions[0])))
    }

    /// The archive that `flatDir` repositories hold for a module with a group, which they pass over. `name` and
    /// `extension` are those of the artifact; without an extension it is a jar.
    /// <https://docs.gradle.org/current/userguide/supported_repository_types.html#sec:flat-dir-resolver>
    pub(super) fn flat_module(&self, name: &str, version: Option<&str>, extension: Option<&str>) -> Option<Target> {
        self.archive_in(&self.flat_dirs(), name, version, extension.unwrap_or("jar"))
    }

    /// The directories of the `flatDir` repositories of the project, of those above it and of the settings.
    fn flat_dirs(&self) -> Vec<String> {
        let above = self.parents.iter().flat_map(|parent| &parent.flat_dirs);
        self.facts.flat_dirs.iter().chain(above).chain(&self.world.flat_dirs).cloned().collect()
    }

    fn archive_in(&self, dirs: &[String], name: &str, version: Option<&str>, extension: &str) -> Option<Target> {
        let mut names = vec![format!("{name}.{extension}")];
        if let Some(version) = version {
            names.insert(0, format!("{name}-{version}.{extension}"));
        }
        let mut paths = dirs.iter().flat_map(|dir| names.iter().map(move |file| files::join(dir, file)));
        let path = paths.find(|path| self.world.files.is_file(path))?;
        Some(Target::File { path })
    }

    /// What one argument of `files(…)` comes to.
    pub(super) fn files(&mut self, value: &Value) -> Vec<Resolved> {
        match &value.kind {
            Kind::List(items) => items.clone().iter().flat_map(|item| self.files(item)).collect(),
            Kind::Notation(_) => self.resolve(value),
            Kind::OneOf(items) => {
                let all = items.clone();
                let all = all.iter().flat_map(|item| self.files(item));
                all.map(|resolved| Resolved { conditional: true, ..resolved }).collect()
            }
            Kind::Path(path) => {
                let target = self.file_target(path);
                target
                    .map(|target| Resolved { target, trail: inner_trail(value), conditional: false })
                    .into_iter()
                    .collect()
            }
            _ => {
                let target = match value.as_text() {
                    Some(path) => match self.path(&path) {
                        Some(path) => self.file_target(&path),
                        None => Some(Err(Reason::Absent(path))),
                    },
                    None => Some(Err(value.reason())),
                };
                target
                    .map(|target| Resolved { target, trail: inner_trail(value), conditional: false })
                    .into_iter()
                    .collect()
            }
        }
    }

    /// The file at `path`; nothing for a directory, which holds classes and no library.
    pub(super) fn file_target(&self, path: &str) -> Option<Result<Target, Reason>> {
        if self.world.files.is_file(path) {
            return Some(Ok(Target::File { path: path.to_owned() }));
        }
        (!self.world.files.is_dir(path)).then(|| Err(Reason::Absent(path.to_owned())))
    }

    pub(super) fn tree_targets(
        &mut self,
        dir: &str,
        include: &[String],
        exclude: &[String],
        trail: &[Span],
    ) -> Vec<Resolved> {
        let (found, absent) = files::tree(self.world.files, dir, include, exclude);
        let found = found.into_iter().map(|path| Ok(Target::File { path }));
        let absent = absent.into_iter().map(|path| Err(Reason::Absent(path)));
        let resolved = |target| Resolved { target, trail: trail.to_vec(), conditional: false };
        found.chain(absent).map(resolved).collect()
    }

    /// What a closure on a tree includes and excludes.
    pub(super) fn tree_filters(&mut self, closure: &Arc<Closure>) -> (Vec<String>, Vec<String>) {
        let outer = std::mem::take(&mut self.tree);
        self.within(Block::Tree, |it| it.invoke(closure, Vec::new()));
        std::mem::replace(&mut self.tree, outer)
    }

    /// The files of a tree or collection that the closure keeps. One of which it cannot tell is not known.
    pub(super) fn filtered_files(&mut self, value: &Value, name: &str, givens: &Givens) -> Value {
        let Some(closure) = givens.closure() else {
            return value.clone();
        };
        let mut kept = Vec::new();
        for resolved in self.resolve(value) {
            let path = match resolved.target {
                Ok(Target::File { path }) => path,
                Ok(_) => continue,
                Err(reason) => {
                    kept.push(Value::unknown(reason));
                    continue;
                }
            };
            let file = Value::new(Kind::Path(path)).fixed();
            let decided = self.within(Block::Other, |it| it.invoke(&closure, vec![file.clone()]));
            match decided.kind {
                Kind::Bool(known) if known == (name != "filterNot") => kept.push(file),
                Kind::Bool(_) => {}
                _ => kept.push(Value::unknown(Reason::Expression)),
            }
        }
        Value::notation(Notation::Files(kept)).followed(&value.trail)
    }

    /// A path of the tree from one that a script writes: relative to the project, or to the root of the files
    /// where it starts with what `rootDir` stands for.
    pub(super) fn path(&self, path: &str) -> Option<String> {
        files::resolve(&self.facts.dir, path)
    }

    /// `file("x")`, `File(dir, "x")`.
    pub(super) fn file(&mut self, givens: &Givens) -> Value {
        let Some(first) = givens.value(0) else {
            return Value::unknown(Reason::Expression);
        };
        let base = match (&first.kind, givens.value(1)) {
            (Kind::Path(_), None) => return first.clone(),
            (Kind::OneOf(_), None) => return first.clone(),
            (_, None) => None,
            (Kind::Path(base), Some(_)) => Some(base.clone()),
            (_, Some(_)) => match first.as_text().and_then(|text| self.path(&text)) {
                Some(base) => Some(base),
                None => return Value::unknown(first.reason()),
            },
        };
        let last = givens.value(1).unwrap_or(first);
        match last.as_text() {
            Some(text) => {
                let path = match base {
                    Some(base) => files::resolve(&base, &text),
                    None => self.path(&text),
                };
                match path {
                    Some(path) => Value { kind: Kind::Path(path), ..last.clone() },
                    None => Value::unknown(Reason::Absent(text)),
                }
            }
            None => Value::unknown(last.reason()),
        }
    }

    /// `fileTree("libs") { include("*.jar") }`, `fileTree(dir: 'libs', include: ['*.jar'])`.
    pub(super) fn file_tree(&mut self, givens: &Givens) -> Value {
        let mut entries = givens.map();
        let mut dir = None;
        match givens.value(0) {
            Some(Value { kind: Kind::Map(map), .. }) => entries.extend(map.iter().cloned()),
            Some(value) => dir = Some(value.clone()),
            None => {}
        }
        let entry = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        let dir = dir.or_else(|| entry("dir")).unwrap_or_else(|| Value::text("."));
        let mut include: Vec<String> = Vec::new();
        let mut exclude: Vec<String> = Vec::new();
        for key in ["include", "includes"] {
            include.extend(entry(key).map(|value| self.texts(&value)).unwrap_or_default());
        }
        for key in ["exclude", "excludes"] {
            exclude.extend(entry(key).map(|value| self.texts(&value)).unwrap_or_default());
        }
        if let Some(closure) = givens.closure() {
            let (more, less) = self.tree_filters(&closure);
            include.extend(more);
            exclude.extend(less);
        }
        let dir = match &dir.kind {
            Kind::Path(path) => Some(path.clone()),
            _ => dir.as_text().and_then(|text| self.path(&text)),
        };
        Value::notation(Notation::Tree { dir, include, exclude })
    }

    /// `flatDir { dirs 'libs' }`, `flatDir dirs: 'libs'`.
    pub(super) fn flat_dir(&mut self, givens: &Givens) -> Value {
        let values: Vec<Value> = ["dirs", "dir"].iter().filter_map(|key| givens.named(key).cloned()).collect();
        self.add_flat_dirs(&values);
        if let Some(map) = givens.value(0).filter(|value| matches!(value.kind, Kind::Map(_))) {
            let values: Vec<Value> = ["dirs", "dir"].iter().filter_map(|key| map.entry(key)).collect();
            self.add_flat_dirs(&values);
        }
        self.run_closure(givens, Block::FlatDir)
    }

    pub(super) fn add_flat_dirs(&mut self, values: &[Value]) {
        for value in values {
            for text in self.texts(value) {
                if let Some(path) = self.path(&text)
                    && !self.facts.flat_dirs.contains(&path)
                {
                    self.facts.flat_dirs.push(path);
                }
            }
        }
    }

    /// `artifacts.add("default", file("x.aar"))`: the module is that archive, the argument at `at`.
    pub(super) fn default_artifact(&mut self, givens: &Givens, at: usize) -> Value {
        let Some(given) = givens.positional().nth(at).cloned() else {
            return Value::null();
        };
        let use_span = self.span(givens.start, givens.end);
        for resolved in self.files(&given.value) {
            self.add_one("default", use_span.clone(), resolved);
        }
        Value::null()
    }
}

/// The trail of an argument of `files` without the argument's own place, which the line of use shows.
pub(super) fn inner_trail(value: &Value) -> Vec<Span> {
    value.trail.iter().skip(1).cloned().collect()
}
