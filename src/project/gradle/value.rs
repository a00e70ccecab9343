//! Values that a script works with, as far as they are known without running it.

use std::sync::Arc;

use super::evaluate::Frame;
use super::syntax::{Body, Class, Script};
use crate::project::catalog::Catalog;
use crate::source::{Span, Text};

/// A value, and the places behind it: the variable, the constant, the catalog entry.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub kind: Kind,
    /// In the order in which they were followed.
    pub trail: Vec<Span>,
    /// Whether the value follows from the build itself (a project's name, an element of a literal list) and
    /// not from the environment, so that a condition on it decides.
    pub fixed: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Unknown(Reason),
    Text(Phrase),
    Bool(bool),
    /// A number as written: `1.0` is not `1`.
    Number(Arc<str>),
    List(Arc<Vec<Value>>),
    Map(Arc<Vec<(String, Value)>>),
    /// `"a" to "b"` and what `each` gives for a map.
    Pair(String, Arc<Value>),
    Closure(Arc<Closure>),
    /// One of several, depending on conditions.
    OneOf(Arc<Vec<Value>>),
    Class(Arc<ClassRef>),
    /// An object made by a constructor.
    Instance(Arc<Object>),
    /// A project, by its path.
    Project(String),
    /// `subprojects`, `allprojects` with filters, and what of them is meant.
    ProjectSet(Arc<ProjectSet>),
    /// `ext`, `extra`, `properties` of a project.
    Ext(String),
    /// `gradle`, `gradle.ext`
    Gradle,
    /// An object of Gradle's own that is told by its name: `dependencies`, `configurations`, `plugins` …
    Tool(Tool),
    Configuration(String),
    /// A point in a catalog: `libs.androidx`.
    Accessor(Arc<Catalog>, Section, String),
    /// A point in the type-safe project accessors: `projects.core`.
    ProjectAccessor(String),
    /// A source set, and one of its kinds of places (`java`, `jniLibs`).
    SourceSet(String),
    SourceDirs(String, String),
    /// `manifestPlaceholders` of a build type (true), a flavor, or `defaultConfig` (`None`).
    Placeholders(bool, Option<usize>),
    /// A file or directory of the tree.
    Path(String),
    Notation(Arc<Notation>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Dependencies,
    Configurations,
    Plugins,
    Extensions,
    Android,
    /// `buildTypes` (true) or `productFlavors`.
    Configs(bool),
    /// One of the module's build types (true) or flavors, or `defaultConfig` (`None`).
    Config(bool, Option<usize>),
    SourceSets,
    Settings,
    Catalogs,
    Providers,
    Layout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Libraries,
    Versions,
    Plugins,
    Bundles,
}

/// What a dependency line can name besides text.
#[derive(Clone, Debug)]
pub(crate) enum Notation {
    Module {
        group: Phrase,
        name: Phrase,
        version: Option<Phrase>,
    },
    /// Several files, each known or not.
    Files(Vec<Value>),
    Tree {
        dir: Option<String>,
        include: Vec<String>,
        exclude: Vec<String>,
    },
    /// Gradle's own API and the like: nothing that ships.
    Nothing,
    /// A plugin of a catalog: id and version.
    Plugin {
        id: String,
        version: Option<String>,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct ProjectSet {
    /// Whether the project itself belongs to it.
    pub all: bool,
    /// The project whose subprojects they are.
    pub of: String,
    pub only: Option<Vec<String>>,
    pub without: Vec<String>,
    pub filters: Vec<(bool, Arc<Closure>)>,
}

/// Code with what it can see.
#[derive(Debug)]
pub(crate) struct Closure {
    pub body: Arc<Body>,
    pub script: Arc<Script>,
    /// Set when it is kept for later, after its surroundings are gone.
    pub frames: Option<Vec<Frame>>,
}

/// A class of a script or of build logic.
#[derive(Debug)]
pub(crate) struct ClassRef {
    pub class: Arc<Class>,
    pub script: Arc<Script>,
    pub outer: Option<Arc<ClassRef>>,
}

/// An object of a class of the build's own: a constant of an enum, an instance of a data class.
#[derive(Debug)]
pub(crate) struct Object {
    pub class: Arc<ClassRef>,
    pub fields: Vec<(String, Value)>,
}

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Undefined(String),
    Function(String),
    /// A call in a `dependencies` block that may be of a configuration or of a function.
    Unfamiliar(String),
    Environment,
    Alias(String),
    Absent(String),
    /// A project that no settings include.
    NoProject(String),
    Remote(String),
    NoCoordinate,
    Unclosed,
    Expression,
    TooComplex,
}

impl Reason {
    /// The reason in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Undefined(name) => {
                Text::new(format!("找不到 {name} 的定义"), format!("no definition of {name} was found"))
            }
            Self::Function(name) => Text::new(
                format!("{name} 的结果无法静态得出"),
                format!("the result of {name} cannot be worked out without running it"),
            ),
            Self::Unfamiliar(name) => Text::new(
                format!("{name} 不是已知的配置或函数"),
                format!("{name} is no configuration or function that is known here"),
            ),
            Self::Environment => Text::new("取决于构建环境", "depends on the environment of the build"),
            Self::Alias(alias) => {
                Text::new(format!("版本目录中没有 {alias}"), format!("the version catalog has no entry {alias}"))
            }
            Self::Absent(path) => Text::new(format!("文件 {path} 不存在"), format!("the file {path} does not exist")),
            Self::NoProject(path) => {
                Text::new(format!("settings 没有包含项目 {path}"), format!("the settings include no project {path}"))
            }
            Self::Remote(place) => {
                Text::new(format!("{place} 不在本地，未读取"), format!("{place} is remote and was not read"))
            }
            Self::NoCoordinate => Text::new("不是依赖坐标", "is no dependency coordinate"),
            Self::Unclosed => Text::new("字符串没有结束", "the string is not closed"),
            Self::Expression => Text::new("无法静态求值的表达式", "an expression that cannot be evaluated statically"),
            Self::TooComplex => Text::new("求值过于复杂，已停止", "too complex; evaluation was stopped"),
        }
    }
}

/// Stands in a [`Phrase`] for a part that is not known.
pub(crate) const GAP: char = '\0';

/// A text, possibly with gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub text: Arc<str>,
    /// Why the first gap is one.
    pub gap: Option<Reason>,
}

impl Phrase {
    pub fn new(text: &str) -> Self {
        let text = if text.contains(GAP) { text.replace(GAP, "\u{fffd}").into() } else { text.into() };
        Self { text, gap: None }
    }

    pub fn known(&self) -> Option<&str> {
        self.gap.is_none().then_some(&*self.text)
    }

    /// The part of it that is `text`.
    pub fn part(&self, text: &str) -> Self {
        let gap = if text.contains(GAP) { self.gap.clone() } else { None };
        Self { text: text.into(), gap }
    }
}

/// Longer trails tell nobody anything.
const MAX_TRAIL: usize = 12;

impl Value {
    pub fn new(kind: Kind) -> Self {
        Self { kind, trail: Vec::new(), fixed: false }
    }

    pub fn text(text: &str) -> Self {
        Self::new(Kind::Text(Phrase::new(text)))
    }

    pub fn number(digits: &str) -> Self {
        Self::new(Kind::Number(digits.into()))
    }

    pub fn unknown(reason: Reason) -> Self {
        Self::new(Kind::Unknown(reason))
    }

    pub fn null() -> Self {
        Self::new(Kind::Null)
    }

    pub fn list(values: Vec<Value>) -> Self {
        Self::new(Kind::List(Arc::new(values)))
    }

    pub fn map(entries: Vec<(String, Value)>) -> Self {
        Self::new(Kind::Map(Arc::new(entries)))
    }

    pub fn notation(notation: Notation) -> Self {
        Self::new(Kind::Notation(Arc::new(notation)))
    }

    /// One of `values`, flattened, without what adds nothing.
    pub fn one_of(values: Vec<Value>) -> Self {
        const MOST: usize = 32;
        let mut flat: Vec<Value> = Vec::new();
        for value in values {
            match value.kind {
                Kind::OneOf(inner) => flat.extend(inner.iter().cloned()),
                Kind::Null => {}
                _ => flat.push(value),
            }
        }
        let mut distinct: Vec<Value> = Vec::new();
        for value in flat {
            let known = distinct.iter().any(|other| match (&other.kind, &value.kind) {
                (Kind::Text(a), Kind::Text(b)) => a == b,
                (Kind::Number(a), Kind::Number(b)) => a == b,
                (Kind::Bool(a), Kind::Bool(b)) => a == b,
                (Kind::Unknown(_), Kind::Unknown(_)) => true,
                _ => false,
            });
            if !known && distinct.len() < MOST {
                distinct.push(value);
            }
        }
        match distinct.len() {
            0 => Self::null(),
            1 => distinct.swap_remove(0),
            _ => Self::new(Kind::OneOf(Arc::new(distinct))),
        }
    }

    pub fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// The value as seen through `span`, behind which it stands.
    pub fn behind(mut self, span: Span) -> Self {
        if !self.trail.contains(&span) {
            self.trail.insert(0, span);
            self.trail.truncate(MAX_TRAIL);
        }
        self
    }

    /// The value with the places of `trail` added at the end.
    pub fn followed(mut self, trail: &[Span]) -> Self {
        extend_trail(&mut self.trail, trail);
        self
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(_))
    }

    pub fn reason(&self) -> Reason {
        match &self.kind {
            Kind::Unknown(reason) => reason.clone(),
            Kind::Text(Phrase { gap: Some(reason), .. }) => reason.clone(),
            _ => Reason::Expression,
        }
    }

    /// The text of a value that has one and is wholly known.
    pub fn as_text(&self) -> Option<String> {
        let phrase = self.phrase();
        phrase.known().map(str::to_owned)
    }

    /// The value as it appears in a string.
    pub fn phrase(&self) -> Phrase {
        let gap = |reason: Reason| Phrase { text: GAP.to_string().into(), gap: Some(reason) };
        match &self.kind {
            Kind::Text(phrase) => phrase.clone(),
            Kind::Number(digits) => Phrase::new(digits),
            Kind::Bool(value) => Phrase::new(if *value { "true" } else { "false" }),
            Kind::Configuration(name) => Phrase::new(name),
            Kind::Path(path) => Phrase::new(&format!("{}/{path}", super::files::ROOT)),
            Kind::Unknown(reason) => gap(reason.clone()),
            // Several possible values in the middle of a text are spread out before this is asked for.
            Kind::OneOf(values) => values.first().map_or_else(|| gap(Reason::Expression), Value::phrase),
            Kind::Project(path) => Phrase::new(path),
            Kind::Accessor(catalog, section, alias) => match section {
                Section::Versions => match catalog.version(alias) {
                    Some(version) => match &version.value {
                        Some(text) => Phrase::new(text),
                        None => gap(Reason::Alias(alias.clone())),
                    },
                    None => gap(catalog.missing(alias)),
                },
                Section::Libraries => match catalog.library(alias) {
                    Some(library) => {
                        let mut text = format!("{}:{}", library.group, library.name);
                        if let Some(version) = &library.version {
                            text.push(':');
                            text.push_str(version);
                        }
                        Phrase::new(&text)
                    }
                    None => gap(catalog.missing(alias)),
                },
                _ => gap(catalog.missing(alias)),
            },
            Kind::Notation(notation) => match &**notation {
                Notation::Module { group, name, version, .. } => {
                    let mut text = format!("{}:{}", group.text, name.text);
                    let mut reason = group.gap.clone().or_else(|| name.gap.clone());
                    if let Some(version) = version {
                        text.push(':');
                        text.push_str(&version.text);
                        reason = reason.or_else(|| version.gap.clone());
                    }
                    Phrase { text: text.into(), gap: reason }
                }
                _ => gap(Reason::Expression),
            },
            _ => gap(Reason::Expression),
        }
    }

    /// The value as one that may not be there.
    pub fn in_doubt(self) -> Value {
        match self.kind {
            Kind::OneOf(_) => self,
            _ => Value { kind: Kind::OneOf(Arc::new(vec![self.clone()])), ..self },
        }
    }

    /// The entry of a catalog that this accessor leads on to.
    pub fn accessor(&self, catalog: &Arc<Catalog>, section: Section, alias: String) -> Value {
        Value { kind: Kind::Accessor(Arc::clone(catalog), section, alias), ..self.clone() }
    }

    /// The entry `key` of a map or object.
    pub fn entry(&self, key: &str) -> Option<Value> {
        let entries: &[(String, Value)] = match &self.kind {
            Kind::Map(entries) => entries,
            Kind::Instance(object) => &object.fields,
            _ => return None,
        };
        entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }
}

/// Adds the places of `more` that are not there yet.
pub(crate) fn extend_trail(trail: &mut Vec<Span>, more: &[Span]) {
    for span in more {
        if trail.len() >= MAX_TRAIL {
            return;
        }
        if !trail.contains(span) {
            trail.push(span.clone());
        }
    }
}
