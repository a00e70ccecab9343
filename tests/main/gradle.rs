//! The Gradle reader against the corpus in `testdata/gradle`.
//!
//! A case is a directory with one small project in `groovy`, its twin in `kotlin`, or both. What is expected
//! stands in comments beside the lines:
//!
//! ```text
//! implementation libs.umeng   // = implementation com.umeng.umsdk:common:9.6.8 main via entry version
//! umeng = "…"                 # ^entry
//! implementation mystery      // ! mystery
//! ```
//!
//! `=` expects a dependency whose first place is that line: configuration, target, scope, then `flavor:x`,
//! `type:x`, `if` (conditional), `in :a,:b` (the modules), `via …` (labels of lines behind it, in order);
//! several are separated by `;`. `!` expects something unresolved whose expression or reason holds the text.
//! `?` expects a problem, `!?` both. `@` expects a module of the script: path and kind. A comment on a line of its own
//! speaks of the next line. Whatever is not expected fails the case.

mod android;
mod robust;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use qingdan::project::{Dependency, ModuleKind, Project, Target, discover};
use qingdan::source::{Files, Span};

/// By case and module: what was found, and in which order.
type Found = BTreeMap<String, BTreeMap<String, (BTreeSet<String>, Vec<String>)>>;

#[test]
fn corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/gradle");
    let mut failures = Vec::new();
    let mut cases = 0;
    for case in directories(&root) {
        let mut twins = Vec::new();
        for twin in directories(&case) {
            let language = twin.file_name().unwrap().to_string_lossy().into_owned();
            assert!(matches!(language.as_str(), "groovy" | "kotlin"), "{} is no twin", twin.display());
            let expectations = Expectations::read(&twin);
            assert!(expectations.count > 0, "{} expects nothing", twin.display());
            let project = discover::read(&Files::open(&twin, false).unwrap());
            let name = twin.strip_prefix(&root).unwrap().display().to_string();
            failures.extend(expectations.compare(&project).into_iter().map(|failure| format!("{name}: {failure}")));
            twins.push(outline(&project));
        }
        assert!(!twins.is_empty(), "{} holds no project", case.display());
        cases += 1;
        if let [groovy, kotlin] = twins.as_slice() {
            let name = case.display();
            failures.extend(groovy.difference(kotlin).map(|only| format!("{name}: only Groovy has {only}")));
            failures.extend(kotlin.difference(groovy).map(|only| format!("{name}: only Kotlin has {only}")));
        }
    }
    assert!(cases > 0);
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let read = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            format!("{:?}", discover::read(&Files::open(&root.join("gradle/structure/groovy"), false).unwrap()))
        })
    };
    assert_eq!(read(1), read(4));
}

fn directories(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// What twins must have in common: everything but the places.
fn outline(project: &Project) -> BTreeSet<String> {
    let mut outline = BTreeSet::new();
    for module in &project.modules {
        outline.insert(format!("module {} {:?} {:?}", module.path, module.kind, module.android.flavor_dimensions));
        outline.extend(module.dependencies.iter().map(|dependency| format!("{} {}", module.path, shown(dependency))));
    }
    outline
}

fn shown(dependency: &Dependency) -> String {
    let target = match &dependency.target {
        Target::External { group, name, version: Some(version) } => format!("{group}:{name}:{version}"),
        Target::External { group, name, version: None } => format!("{group}:{name}"),
        Target::Project { path } => format!("project({path})"),
        Target::File { path } => format!("file({path})"),
    };
    let mut text = format!("{} {target} {}", dependency.configuration, dependency.scope.name());
    if let Some(flavor) = &dependency.flavor {
        text += &format!(" flavor:{flavor}");
    }
    if let Some(build_type) = &dependency.build_type {
        text += &format!(" type:{build_type}");
    }
    if dependency.conditional {
        text += " if";
    }
    text
}

fn place(span: &Span) -> String {
    format!("{}:{}", span.path(), span.line())
}

#[derive(Default)]
struct Expectations {
    count: usize,
    /// By place: what is expected there.
    dependencies: BTreeMap<String, Vec<Expected>>,
    unresolved: BTreeMap<String, String>,
    problems: BTreeSet<String>,
    modules: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
}

#[derive(Default)]
struct Expected {
    shown: String,
    modules: Vec<String>,
    via: Vec<String>,
}

impl Expectations {
    fn read(root: &Path) -> Self {
        let mut expectations = Self::default();
        let mut open = vec![root.to_owned()];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) else {
                continue;
            };
            // `\r` alone ends a line, too.
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            for (at, line) in text.lines().enumerate() {
                let mark = ["// ", "# ", "/* ", "<!-- "].iter().find_map(|open| {
                    let start = line.rfind(&format!("{open}= ")).or_else(|| line.rfind(&format!("{open}^")));
                    let start =
                        start.or_else(|| line.rfind(&format!("{open}!"))).or_else(|| line.rfind(&format!("{open}? ")));
                    let start = start.or_else(|| line.rfind(&format!("{open}@ ")))?;
                    Some((start, start + open.len()))
                });
                let Some((start, content)) = mark else {
                    continue;
                };
                let alone = line[..start].trim().is_empty();
                let place = format!("{name}:{}", at + 1 + usize::from(alone));
                let content = line[content..].trim_end_matches("*/").trim_end_matches("-->").trim();
                let (sign, content) = content.split_at(1);
                expectations.add(sign, content.trim(), place);
            }
        }
        expectations
    }

    fn add(&mut self, sign: &str, content: &str, place: String) {
        self.count += usize::from(sign != "^");
        match sign {
            "^" => {
                for label in content.split_whitespace() {
                    assert!(self.labels.insert(label.to_owned(), place.clone()).is_none(), "label {label} twice");
                }
            }
            "!" => {
                let both = content.strip_prefix("? ");
                if both.is_some() {
                    self.problems.insert(place.clone());
                }
                self.unresolved.insert(place, both.unwrap_or(content).to_owned());
            }
            "?" => {
                self.problems.insert(place);
            }
            "@" => {
                for module in content.split("; ") {
                    let (path, kind) = module.split_once(' ').unwrap();
                    self.modules.insert(path.to_owned(), kind.to_owned());
                }
            }
            _ => {
                for one in content.split("; ") {
                    let (head, via) = one.split_once(" via ").unwrap_or((one, ""));
                    let (head, modules) = head.split_once(" in ").unwrap_or((head, ""));
                    let modules = modules.split(',').filter(|module| !module.is_empty()).map(str::to_owned).collect();
                    let via = via.split_whitespace().map(str::to_owned).collect();
                    let expected = Expected { shown: head.trim().to_owned(), modules, via };
                    self.dependencies.entry(place.clone()).or_default().push(expected);
                }
            }
        }
    }

    fn compare(&self, project: &Project) -> Vec<String> {
        let mut failures = Vec::new();
        let mut actual: Found = BTreeMap::new();
        for module in &project.modules {
            for dependency in &module.dependencies {
                let places: Vec<String> = dependency.evidence.iter().map(place).collect();
                let here = actual.entry(places[0].clone()).or_default();
                let entry = here.entry(shown(dependency)).or_insert_with(|| (BTreeSet::new(), places));
                entry.0.insert(module.path.clone());
            }
        }
        for (place, expected) in &self.dependencies {
            let mut here = actual.remove(place).unwrap_or_default();
            for expected in expected {
                let Some((modules, places)) = here.remove(&expected.shown) else {
                    failures.push(format!("{place}: missing {}", expected.shown));
                    continue;
                };
                let wanted: BTreeSet<String> = expected.modules.iter().cloned().collect();
                if !wanted.is_empty() && wanted != modules {
                    failures.push(format!("{place}: {} is in {modules:?}", expected.shown));
                }
                let mut from = 1;
                for label in &expected.via {
                    let wanted = self.labels.get(label).unwrap_or_else(|| panic!("no label {label}"));
                    match places[from..].iter().position(|place| place == wanted) {
                        Some(at) => from += at + 1,
                        None => failures.push(format!("{place}: {} is not via {wanted}: {places:?}", expected.shown)),
                    }
                }
            }
            failures.extend(here.keys().map(|shown| format!("{place}: unexpected {shown}")));
        }
        for (place, here) in actual {
            failures.extend(here.keys().map(|shown| format!("{place}: unexpected {shown}")));
        }
        let mut unresolved = self.unresolved.clone();
        for found in &project.unresolved {
            let place = place(&found.evidence[0]);
            let text = format!("{} {}", found.expression, found.reason.en);
            match unresolved.remove(&place) {
                Some(expected) if text.contains(&expected) => {}
                _ => failures.push(format!("{place}: unexpected unresolved {text}")),
            }
        }
        failures.extend(unresolved.keys().map(|place| format!("{place}: nothing is unresolved")));
        let problems: BTreeSet<String> = project
            .problems
            .iter()
            .map(|problem| format!("{}:{}", problem.path, problem.line.unwrap_or_default()))
            .collect();
        failures.extend(self.problems.symmetric_difference(&problems).map(|place| format!("{place}: problem")));
        for (path, kind) in &self.modules {
            let found = project.module(path).map(|module| match module.kind {
                ModuleKind::Application => "application",
                ModuleKind::Library => "library",
                ModuleKind::Other => "other",
            });
            if found != Some(kind.as_str()) {
                failures.push(format!("module {path} is {found:?}, not {kind}"));
            }
        }
        if !self.modules.is_empty() {
            let found = project.modules.iter().map(|module| &module.path);
            failures
                .extend(found.filter(|path| !self.modules.contains_key(*path)).map(|path| format!("module {path}")));
        }
        failures
    }
}
