//! Applications of other frameworks: React Native, Expo and Cordova (`package.json`, `app.json`), Flutter
//! (`pubspec.yaml`), uni-app (`manifest.json`).
//!
//! Their packages ship with the application modules below the same directory. Where there is no Gradle build at
//! all, since the framework's own service makes it, the directory itself stands for the application.

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Android, Ecosystem, Module, ModuleKind, Package, PermissionRequest, Project};
use crate::source::{Files, Problem, ReadError, Source, Span, Text};

/// JSON nested deeper than this is no configuration of an app.
const MAX_DEPTH: usize = 64;

/// Packages that make a `package.json` one of an app, not of its tooling.
const APP_MARKS: &[&str] = &["react-native", "expo", "cordova-android", "@capacitor/android", "@dcloudio/uni-app"];

/// Adds to `project` what the frameworks' own files say.
pub fn read(files: &Files, project: &mut Project) {
    let mut directories: BTreeSet<String> = BTreeSet::from([String::new()]);
    for application in project.applications() {
        let mut directory = application.dir.as_str();
        while let Some((above, _)) = directory.rsplit_once('/') {
            directories.insert(above.to_owned());
            directory = above;
        }
    }
    let mut found = Found::default();
    for directory in &directories {
        let below: Vec<String> = project
            .applications()
            .filter(|module| directory.is_empty() || module.dir.starts_with(&format!("{directory}/")))
            .map(|module| module.path.clone())
            .collect();
        found.directory(files, directory, below);
    }
    let Found { packages, requests, problems, build_files, applications } = found;
    project.packages.extend(packages);
    project.requests.extend(requests);
    project.problems.extend(problems);
    project.build_files.extend(build_files);
    project.build_files.sort();
    project.build_files.dedup();
    // The framework's service builds the app: there is no Gradle module to stand for it.
    for (path, directory, file) in applications {
        project.modules.push(Module {
            path,
            dir: directory,
            kind: ModuleKind::Application,
            build_file: Some(file),
            plugins: Vec::new(),
            dependencies: Vec::new(),
            android: Android::default(),
        });
    }
    project.modules.sort_by(|a, b| a.path.cmp(&b.path));
}

#[derive(Default)]
struct Found {
    packages: Vec<Package>,
    requests: Vec<PermissionRequest>,
    problems: Vec<Problem>,
    build_files: Vec<String>,
    applications: Vec<(String, String, String)>,
}

impl Found {
    fn directory(&mut self, files: &Files, directory: &str, below: Vec<String>) {
        let path = |name: &str| if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") };
        for name in ["manifest.json", "src/manifest.json"] {
            if let Some(source) = self.open(files, &path(name)) {
                self.uni_app(&source, directory, &below);
            }
        }
        if let Some(source) = self.open(files, &path("package.json")) {
            self.npm(files, &source, directory, &below, &path("app.json"));
        }
        if let Some(source) = self.open(files, &path("pubspec.yaml"))
            && !below.is_empty()
        {
            self.pub_packages(&source, &below);
        }
    }

    fn open(&mut self, files: &Files, path: &str) -> Option<Arc<Source>> {
        match files.read(path) {
            Ok(source) => Some(source),
            Err(ReadError::NotFound) => None,
            Err(error) => {
                self.problems.push(error.problem(path));
                None
            }
        }
    }

    /// The module that stands for an app without a Gradle build of its own.
    fn stand_in(&mut self, directory: &str, file: &str) -> String {
        let path = format!(":{}", directory.replace('/', ":"));
        if !self.applications.iter().any(|(known, ..)| *known == path) {
            self.applications.push((path.clone(), directory.to_owned(), file.to_owned()));
        }
        path
    }

    /// `app-plus` alone concerns the app; its twins are for web pages and mini-programs.
    fn uni_app(&mut self, source: &Arc<Source>, directory: &str, below: &[String]) {
        // Other things are called manifest.json too (web extensions, web apps); they are none of our business.
        if !source.text().contains("\"app-plus\"") {
            return;
        }
        let Some(root) = self.json(source) else { return };
        let Some(app) = root.object().and_then(|root| child(root, "app-plus")).and_then(Json::object) else { return };
        self.build_files.push(source.path().to_owned());
        let modules = if below.is_empty() { vec![self.stand_in(directory, source.path())] } else { below.to_vec() };
        let distribute = child(app, "distribute").and_then(Json::object);
        let configs = distribute.and_then(|distribute| child(distribute, "sdkConfigs")).and_then(Json::object);
        for (group, providers) in configs.into_iter().flatten() {
            for (provider, value) in providers.object().into_iter().flatten() {
                // An advertising provider may be switched off in place.
                if !matches!(value, Json::False) {
                    self.add(&modules, format!("uni-app:{}.{}", group.name, provider.name), None, provider);
                }
            }
        }
        let statistics = app.iter().find(|(key, _)| key.name == "uniStatistics");
        if let Some((key, Json::Object(fields))) = statistics
            && matches!(child(fields, "enable"), Some(Json::True))
        {
            self.add(&modules, "uni-app:uniStatistics".to_owned(), None, key);
        }
        let android = distribute.and_then(|distribute| child(distribute, "android")).and_then(Json::object);
        let Some(Json::Array(permissions)) = android.and_then(|android| child(android, "permissions")) else { return };
        for permission in permissions {
            let Json::String(text, at) = permission else { continue };
            let Some(name) = permission_in(text) else { continue };
            for module in &modules {
                self.requests.push(PermissionRequest { name: name.to_owned(), module: module.clone(), at: at.clone() });
            }
        }
    }

    fn npm(&mut self, files: &Files, source: &Arc<Source>, directory: &str, below: &[String], app_json: &str) {
        let Some(root) = self.json(source) else { return };
        let Some(dependencies) = root.object().and_then(|root| child(root, "dependencies")).and_then(Json::object)
        else {
            return;
        };
        let is_app = dependencies.iter().any(|(key, _)| APP_MARKS.contains(&key.name.as_str()));
        if !is_app {
            return;
        }
        let mut modules = below.to_vec();
        // A managed Expo app has no android directory; its app.json says what it asks for.
        if let Some(source) = self.open(files, app_json)
            && let Some(root) = self.json(&source)
            && let Some(expo) = root.object().and_then(|root| child(root, "expo")).and_then(Json::object)
        {
            if modules.is_empty() {
                modules.push(self.stand_in(directory, source.path()));
            }
            self.build_files.push(source.path().to_owned());
            self.expo(expo, &modules);
        }
        if modules.is_empty() {
            return;
        }
        self.build_files.push(source.path().to_owned());
        for (key, value) in dependencies {
            let version = if let Json::String(version, _) = value { Some(version.clone()) } else { None };
            self.add(&modules, key.name.clone(), version, key);
        }
    }

    fn expo(&mut self, expo: &Fields, modules: &[String]) {
        let android = child(expo, "android").and_then(Json::object);
        let Some(Json::Array(permissions)) = android.and_then(|android| child(android, "permissions")) else { return };
        for permission in permissions {
            let Json::String(text, at) = permission else { continue };
            let name = if text.contains('.') { text.clone() } else { format!("android.permission.{text}") };
            for module in modules {
                self.requests.push(PermissionRequest { name: name.clone(), module: module.clone(), at: at.clone() });
            }
        }
    }

    /// The names below `dependencies:`; other YAML does not matter.
    fn pub_packages(&mut self, source: &Arc<Source>, modules: &[String]) {
        self.build_files.push(source.path().to_owned());
        let mut inside = false;
        let mut indent = None;
        let mut offset = 0;
        for line in source.text().split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            let body = line.trim_end();
            let text = body.trim_start();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let depth = body.len() - text.len();
            if depth == 0 {
                inside = body.trim_end_matches(' ') == "dependencies:";
                indent = None;
                continue;
            }
            if !inside || depth != *indent.get_or_insert(depth) {
                continue;
            }
            let Some((name, version)) = text.split_once(':') else { continue };
            let version = version.split('#').next().unwrap_or("").trim().trim_matches(['"', '\'']);
            let at = Span::new(source, start + depth, start + depth + name.len());
            self.packages.push(Package {
                ecosystem: Ecosystem::Pub,
                name: name.trim().to_owned(),
                version: (!version.is_empty()).then(|| version.to_owned()),
                modules: modules.to_vec(),
                at,
            });
        }
    }

    fn add(&mut self, modules: &[String], name: String, version: Option<String>, key: &Key) {
        self.packages.push(Package {
            ecosystem: Ecosystem::Npm,
            name,
            version,
            modules: modules.to_vec(),
            at: key.at.clone(),
        });
    }

    fn json(&mut self, source: &Arc<Source>) -> Option<Json> {
        if depth(source.text()) > MAX_DEPTH {
            let text = Text::new("JSON 嵌套过深，未读取", "JSON nested too deep; it was not read");
            self.problems.push(Problem::file(source.path(), text));
            return None;
        }
        match parse_to_ast(source.text(), &CollectOptions::default(), &ParseOptions::default()) {
            Ok(result) => result.value.map(|value| Json::from(source, value)),
            Err(error) => {
                let at = Span::new(source, error.range().start, error.range().end);
                let text = Text::new(
                    format!("不是有效的 JSON：{}", error.kind()),
                    format!("not valid JSON: {}", error.kind()),
                );
                self.problems.push(Problem::at(&at, text));
                None
            }
        }
    }
}

type Fields = Vec<(Key, Json)>;

struct Key {
    name: String,
    at: Span,
}

/// JSON as far as it matters here, with the places of keys and strings.
enum Json {
    Object(Fields),
    Array(Vec<Json>),
    String(String, Span),
    True,
    False,
    Other,
}

impl Json {
    fn from(source: &Arc<Source>, value: Value<'_>) -> Self {
        match value {
            Value::Object(Object { properties, .. }) => Self::Object(
                properties
                    .into_iter()
                    .map(|property| {
                        let range = property.name.range();
                        let at = Span::new(source, range.start, range.end);
                        (Key { name: property.name.into_string(), at }, Self::from(source, property.value))
                    })
                    .collect(),
            ),
            Value::Array(array) => {
                Self::Array(array.elements.into_iter().map(|value| Self::from(source, value)).collect())
            }
            Value::StringLit(text) => {
                let at = Span::new(source, text.range.start, text.range.end);
                Self::String(text.value.into_owned(), at)
            }
            Value::BooleanLit(literal) if literal.value => Self::True,
            Value::BooleanLit(_) => Self::False,
            Value::NumberLit(_) | Value::NullKeyword(_) => Self::Other,
        }
    }

    fn object(&self) -> Option<&Fields> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }
}

fn child<'a>(fields: &'a Fields, name: &str) -> Option<&'a Json> {
    fields.iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
}

/// The permission in `<uses-permission android:name="…"/>`, an XML element written as a JSON string.
fn permission_in(element: &str) -> Option<&str> {
    let rest = element.trim_start().strip_prefix("<uses-permission")?;
    let (_, value) = rest.split_once("android:name")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().filter(|name| !name.is_empty())
}

fn depth(text: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                most = most.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_in_strings_are_read() {
        for (element, name) in [
            ("<uses-permission android:name=\"android.permission.CAMERA\"/>", Some("android.permission.CAMERA")),
            ("<uses-permission android:name = 'a.b' />", Some("a.b")),
            ("<uses-feature android:name=\"android.hardware.camera\"/>", None),
        ] {
            assert_eq!(permission_in(element), name, "{element}");
        }
    }
}
