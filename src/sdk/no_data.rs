//! Libraries that are known to collect nothing, so that `unknown-sdk` speaks only of what deserves a look.

use std::sync::LazyLock;

use serde::Deserialize;

use super::index::glob;

/// The list, from `sdk-db/no-data.toml`.
#[derive(Debug, Default)]
pub struct NoData {
    patterns: Vec<String>,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    library: Vec<Library>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    name: String,
    maven: Vec<String>,
    /// What it is; said in the file for its readers.
    #[serde(default, rename = "what")]
    _what: super::record::Bilingual,
}

// The file is part of the program and a test parses it; an empty list stands in for the case that cannot be.
static LIST: LazyLock<NoData> = LazyLock::new(|| {
    let file = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/no-data.json")));
    file.map(NoData::of).unwrap_or_default()
});

impl NoData {
    /// The list that comes with the program; parsed at first use.
    pub fn get() -> &'static Self {
        &LIST
    }

    /// Reads a list.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text).map(Self::of)
    }

    fn of(file: File) -> Self {
        // An archive is usually called after its artifact or its library.
        let mut names: Vec<String> = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        for library in file.library {
            let artifacts = library.maven.iter().filter_map(|pattern| pattern.split_once(':')).map(|(_, name)| name);
            let spoken = artifacts.chain([library.name.as_str()]);
            names.extend(spoken.filter(|name| is_file_name(name)).map(str::to_ascii_lowercase));
            patterns.extend(library.maven);
        }
        for list in [&mut patterns, &mut names] {
            list.sort();
            list.dedup();
        }
        Self { patterns, names }
    }

    /// Whether `group:artifact` is on the list.
    pub fn has_coordinate(&self, coordinate: &str) -> bool {
        self.patterns.iter().any(|pattern| glob(pattern, coordinate))
    }

    /// Whether a jar or aar of that name is on the list: an artifact or library of it, then a version.
    pub fn has_file(&self, file: &str) -> bool {
        let file = file.to_ascii_lowercase();
        let is = |name: &String| file.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '-', '_']));
        self.names.iter().any(is)
    }
}

/// Whether a file may be called so: one word that says something.
fn is_file_name(name: &str) -> bool {
    name.len() >= 4 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_comes_with_the_program_is_read() {
        let list = NoData::parse(include_str!("../../sdk-db/no-data.toml")).unwrap();
        assert!(list.has_coordinate("androidx.appcompat:appcompat"));
        assert!(list.has_file("okhttp-3.2.0.jar"));
        assert!(!list.has_coordinate("cn.jiguang.sdk:jpush"));
    }
}
