//! Finds the policy texts that a project carries, where none was named.
//!
//! Precise rather than greedy: a wrong text would silence findings or raise false ones. The path must say that it
//! is a policy, or it must be a resource file one of whose strings says so.

use crate::source::{EntryKind, Files};

/// Deeper trees are not walked.
const MAX_DEPTH: usize = 14;
/// At most this many directories are listed.
const MAX_DIRECTORIES: usize = 30_000;
/// Resource files beyond this size are not looked into.
const MAX_RESOURCE: u64 = 4 << 20;

/// Paths of likely policy texts, sorted.
pub fn likely(files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<(String, usize)> = vec![(String::new(), 0)];
    let mut listed = 0;
    while let Some((directory, depth)) = open.pop() {
        listed += 1;
        if listed > MAX_DIRECTORIES {
            break;
        }
        let Ok(entries) = files.list(if directory.is_empty() { "." } else { &directory }) else { continue };
        for entry in entries {
            let path = if directory.is_empty() { entry.name.clone() } else { format!("{directory}/{}", entry.name) };
            match entry.kind {
                EntryKind::Directory if depth < MAX_DEPTH && !is_skipped(&entry.name) => open.push((path, depth + 1)),
                EntryKind::File if is_policy(&path) || is_resource(&path) && names_policy(files, &path) => {
                    found.push(path)
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn is_skipped(name: &str) -> bool {
    name.starts_with('.')
        || matches!(
            name,
            "build"
                | "node_modules"
                | "target"
                | "out"
                | "Pods"
                | "test"
                | "androidTest"
                | "testdata"
                | "fixtures"
                | "third_party"
                | "vendor"
        )
}

/// Whether a path by itself says that it is a policy text.
fn is_policy(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or("");
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    if !matches!(extension, "html" | "htm" | "md" | "txt" | "docx" | "xhtml" | "markdown") {
        return false;
    }
    if stem.starts_with("readme")
        || stem.starts_with("license")
        || stem.starts_with("changelog")
        || stem.starts_with("contributing")
    {
        return false;
    }
    let words: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |word: &str| words.contains(&word);
    let chinese = stem.contains("隐私")
        || stem.contains("個人資料保護")
        || stem.contains("第三方sdk")
        || stem.contains("第三方信息共享");
    let english = stem.contains("privacy")
        || has("yinsi")
        || stem.contains("yinsi")
        || stem.contains("ysxy")
        || stem.contains("yszc")
        || stem.contains("datapolicy")
        || stem.contains("third_party_sdk")
        || stem.contains("sdk_list")
        || stem.contains("sdklist");
    // A manifest of privacy labels, a sandbox or a screen of the app is no text.
    let other = ["privacysandbox", "manifest", "activity", "fragment", "template", "dialog"]
        .iter()
        .any(|word| stem.contains(word));
    (chinese || english) && !other
}

fn is_resource(path: &str) -> bool {
    let Some((directory, name)) = path.rsplit_once('/') else { return false };
    name.ends_with(".xml")
        && directory.rsplit('/').next().is_some_and(|last| last == "values" || last.starts_with("values-"))
        && (name.contains("string") || name.contains("privacy") || name.contains("policy"))
}

/// Whether a resource file holds a long string whose name speaks of privacy.
fn names_policy(files: &Files, path: &str) -> bool {
    let Ok((_, length)) = files.open_file(path) else { return false };
    if length > MAX_RESOURCE {
        return false;
    }
    let Ok(source) = files.read(path) else { return false };
    let text = source.text();
    let mut from = 0;
    while let Some(at) = text[from..].find("name=\"") {
        let start = from + at + 6;
        let Some(length) = text[start..].find('"') else { return false };
        let end = start + length;
        let body = text[end..].find("</").unwrap_or(0);
        if super::strings::is_policy_name(&text[start..end]) && body > 600 {
            return true;
        }
        from = end;
    }
    false
}
