//! Version catalogs: `gradle/libs.versions.toml` and what settings scripts declare or override.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::gradle::Reason;
use crate::source::{Problem, Source, Span, Text};

/// A catalog. Aliases are kept as accessors write them: parts joined with dots, in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalog {
    pub name: String,
    pub libraries: BTreeMap<String, Library>,
    pub versions: BTreeMap<String, Version>,
    pub plugins: BTreeMap<String, CatalogPlugin>,
    pub bundles: BTreeMap<String, Bundle>,
    /// Why entries may be missing: they come from a place that is not in the tree.
    pub elsewhere: Option<Reason>,
}

/// A library: its version already looked up.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    pub group: String,
    pub name: String,
    pub version: Option<String>,
    /// The entry, then the version that it refers to.
    pub at: Vec<Span>,
}

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub value: Option<String>,
    pub at: Span,
}

#[derive(Clone, Debug)]
pub(crate) struct CatalogPlugin {
    pub id: String,
    pub version: Option<String>,
    pub at: Vec<Span>,
}

#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    /// Aliases of libraries.
    pub members: Vec<String>,
    pub at: Span,
}

/// A version as an entry writes it.
pub(crate) enum VersionOf {
    None,
    Plain(String),
    Reference(String),
}

/// The alias as an accessor: `androidx-core_ktx` and `androidx.core.ktx` are one.
pub(crate) fn accessor(alias: &str) -> String {
    alias.replace(['-', '_'], ".").to_lowercase()
}

impl Catalog {
    /// An empty catalog.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Adds what the TOML file `source` holds; entries that are there already stay, since settings override
    /// the file.
    pub fn read(&mut self, source: &Arc<Source>, problems: &mut Vec<Problem>) {
        let (_, errors) = DeTable::parse_recoverable(source.text());
        let repaired =
            if errors.is_empty() { Cow::Borrowed(source.text()) } else { without_faulty_lines(source.text()) };
        let (table, _) = DeTable::parse_recoverable(&repaired);
        if let Some(error) = errors.first() {
            let span = error.span().unwrap_or(0..0);
            problems.push(Problem::at(
                &Span::new(source, span.start, span.end),
                Text::new(
                    format!("TOML 语法错误：{}", error.message()),
                    format!("not valid TOML: {}", error.message()),
                ),
            ));
        }
        let root = table.get_ref();
        for (alias, entry, at) in entries(root, "versions", source) {
            self.versions.entry(alias).or_insert(Version { value: rich_version(entry), at });
        }
        for (alias, entry, at) in entries(root, "libraries", source) {
            let (module, version) = match entry {
                DeValue::String(text) => {
                    let mut parts = text.splitn(3, ':');
                    let module =
                        parts.next().zip(parts.next()).map(|(group, name)| (group.to_owned(), name.to_owned()));
                    (module, parts.next().map_or(VersionOf::None, |version| VersionOf::Plain(version.to_owned())))
                }
                DeValue::Table(table) => {
                    let module = match text(table, "module") {
                        Some(module) => module.split_once(':').map(|(group, name)| (group.to_owned(), name.to_owned())),
                        None => text(table, "group").zip(text(table, "name")),
                    };
                    (module, version_of(table))
                }
                _ => (None, VersionOf::None),
            };
            match module {
                Some((group, name)) if !self.libraries.contains_key(&alias) => {
                    self.add_library(&alias, group, name, version, at);
                }
                Some(_) => {}
                // What a syntax error cut short is reported with it.
                None if !errors.is_empty() => {}
                None => problems.push(Problem::at(
                    &at,
                    Text::new("库条目没有 group 和 name", "the library entry has no group and name"),
                )),
            }
        }
        for (alias, entry, at) in entries(root, "plugins", source) {
            let (id, version) = match entry {
                DeValue::String(text) => match text.split_once(':') {
                    Some((id, version)) => (Some(id.to_owned()), VersionOf::Plain(version.to_owned())),
                    None => (Some(text.to_string()), VersionOf::None),
                },
                DeValue::Table(table) => (text(table, "id"), version_of(table)),
                _ => (None, VersionOf::None),
            };
            if let Some(id) = id
                && !self.plugins.contains_key(&alias)
            {
                self.add_plugin(&alias, id, version, at);
            }
        }
        for (alias, entry, at) in entries(root, "bundles", source) {
            if let DeValue::Array(members) = entry {
                let members = members.iter().filter_map(|member| member.get_ref().as_str().map(accessor)).collect();
                self.bundles.entry(alias).or_insert(Bundle { members, at });
            }
        }
    }

    /// Adds a library whose version may refer to one of the catalog.
    pub fn add_library(&mut self, alias: &str, group: String, name: String, version: VersionOf, at: Span) {
        let (version, at) = self.resolve(version, at);
        self.libraries.insert(accessor(alias), Library { group, name, version, at });
    }

    /// Adds a plugin whose version may refer to one of the catalog.
    pub fn add_plugin(&mut self, alias: &str, id: String, version: VersionOf, at: Span) {
        let (version, at) = self.resolve(version, at);
        self.plugins.insert(accessor(alias), CatalogPlugin { id, version, at });
    }

    fn resolve(&self, version: VersionOf, at: Span) -> (Option<String>, Vec<Span>) {
        match version {
            VersionOf::None => (None, vec![at]),
            VersionOf::Plain(version) => (Some(version).filter(|version| !version.is_empty()), vec![at]),
            VersionOf::Reference(alias) => match self.version(&alias) {
                Some(version) => (version.value.clone(), vec![at, version.at.clone()]),
                None => (None, vec![at]),
            },
        }
    }

    /// The library of `alias`, however its parts are joined.
    pub fn library(&self, alias: &str) -> Option<&Library> {
        self.libraries.get(&accessor(alias))
    }

    /// The version of `alias`.
    pub fn version(&self, alias: &str) -> Option<&Version> {
        self.versions.get(&accessor(alias))
    }

    /// The plugin of `alias`.
    pub fn plugin(&self, alias: &str) -> Option<&CatalogPlugin> {
        self.plugins.get(&accessor(alias))
    }

    /// The bundle of `alias`.
    pub fn bundle(&self, alias: &str) -> Option<&Bundle> {
        self.bundles.get(&accessor(alias))
    }

    /// Why `alias` is not there.
    pub fn missing(&self, alias: &str) -> Reason {
        match &self.elsewhere {
            Some(reason) => reason.clone(),
            None => Reason::Alias(format!("{}.{alias}", self.name)),
        }
    }
}

/// The text with lines blanked, at their place, until it is valid: an error costs its own line and not the
/// entries after it.
fn without_faulty_lines(text: &str) -> Cow<'_, str> {
    const MOST: usize = 32;
    let mut text = text.to_owned();
    for _ in 0..MOST {
        let Some(position) = DeTable::parse(&text).err().and_then(|error| error.span()).map(|span| span.start) else {
            break;
        };
        let mut end = position.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        end = text[end..].find('\n').map_or(text.len(), |length| end + length);
        // What opened something that is not closed may stand before the place where that shows.
        loop {
            let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
            let line = &text[start..end];
            let faulty = !line.trim().is_empty() && DeTable::parse(line).is_err();
            if faulty || start == 0 {
                let blank = " ".repeat(end - start);
                text.replace_range(start..end, &blank);
                break;
            }
            end = start - 1;
        }
    }
    Cow::Owned(text)
}

/// The entries of the table `section`: alias, value and place.
fn entries<'a>(root: &'a DeTable<'a>, section: &str, source: &Arc<Source>) -> Vec<(String, &'a DeValue<'a>, Span)> {
    let Some((_, table)) = root.iter().find(|(key, _)| key.get_ref() == section) else {
        return Vec::new();
    };
    let Some(table) = table.get_ref().as_table() else {
        return Vec::new();
    };
    let entry = |(key, value): (&'a toml::Spanned<toml::de::DeString<'a>>, &'a toml::Spanned<DeValue<'a>>)| {
        let key_span = key.span();
        let end = value.span().end.max(key_span.end);
        // The span of a table that is spread over dotted keys can end before its key.
        (accessor(key.get_ref()), value.get_ref(), Span::new(source, key_span.start, end))
    };
    table.iter().map(entry).collect()
}

fn text(table: &DeTable<'_>, name: &str) -> Option<String> {
    let (_, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    value.get_ref().as_str().map(str::to_owned)
}

fn version_of(table: &DeTable<'_>) -> VersionOf {
    let Some((_, version)) = table.iter().find(|(key, _)| key.get_ref() == "version") else {
        return match text(table, "version.ref") {
            Some(alias) => VersionOf::Reference(alias),
            None => VersionOf::None,
        };
    };
    if let Some(table) = version.get_ref().as_table()
        && let Some(alias) = text(table, "ref")
    {
        return VersionOf::Reference(alias);
    }
    rich_version(version.get_ref()).map_or(VersionOf::None, VersionOf::Plain)
}

/// The version that Gradle would take when nothing else asks for another: what is preferred, or else required.
fn rich_version(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()).filter(|text| !text.is_empty()),
        DeValue::Table(table) => ["prefer", "strictly", "require"].iter().find_map(|key| text(table, key)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_entry_is_read() {
        let source = Source::new(
            "gradle/libs.versions.toml",
            r#"
[versions]
common = "9.6.8"
rich = { strictly = "[1.0, 2.0[", prefer = "1.5" }
[libraries]
umeng-common = { module = "com.umeng.umsdk:common", version.ref = "common" }
umeng_asms = { group = "com.umeng.umsdk", name = "asms", version = "1.8.0" }
plain = "a.b:c:1"
bom = { module = "a:bom" }
rich = { module = "a:rich", version = { ref = "rich" } }
dotted.module = "a:dotted"
dotted.version.ref = "common"
[libraries.table]
module = "a:table"
version = "3"
[bundles]
umeng = ["umeng-common", "umeng_asms"]
[plugins]
app = { id = "com.android.application", version.ref = "common" }
short = "x.y:2"
"#,
        );
        let mut catalog = Catalog::new("libs");
        let mut problems = Vec::new();
        catalog.read(&source, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let library = |alias: &str| {
            let library = catalog.library(alias).unwrap();
            format!("{}:{}:{:?}", library.group, library.name, library.version)
        };
        assert_eq!(library("umeng.common"), "com.umeng.umsdk:common:Some(\"9.6.8\")");
        assert_eq!(library("umeng.asms"), "com.umeng.umsdk:asms:Some(\"1.8.0\")");
        assert_eq!(library("plain"), "a.b:c:Some(\"1\")");
        assert_eq!(library("bom"), "a:bom:None");
        assert_eq!(library("rich"), "a:rich:Some(\"1.5\")");
        assert_eq!(library("dotted"), "a:dotted:Some(\"9.6.8\")");
        assert_eq!(library("table"), "a:table:Some(\"3\")");
        let lines: Vec<u32> = catalog.library("umeng-common").unwrap().at.iter().map(Span::line).collect();
        assert_eq!(lines, [6, 3]);
        assert_eq!(catalog.bundle("umeng").unwrap().members, ["umeng.common", "umeng.asms"]);
        assert_eq!(catalog.plugin("short").unwrap().id, "x.y");
    }

    #[test]
    fn an_error_loses_little() {
        let source = Source::new("libs.versions.toml", "[libraries]\na = \"a:a:1\"\nb = { module = \nc = \"c:c:1\"\n");
        let mut catalog = Catalog::new("libs");
        let mut problems = Vec::new();
        catalog.read(&source, &mut problems);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(4));
        assert!(catalog.library("a").is_some());
        assert!(catalog.library("c").is_some());
    }
}
