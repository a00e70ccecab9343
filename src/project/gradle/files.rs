//! Paths and file trees as build scripts name them.

use crate::source::{EntryKind, Files};

/// The name under which scripts see the root of the files, at the start of an absolute path. No path on disk
/// starts like that.
pub(crate) const ROOT: &str = "/\u{1}";

/// `path` below `dir`.
pub(crate) fn join(dir: &str, path: &str) -> String {
    match (dir, path) {
        ("", path) => path.to_owned(),
        (dir, "") => dir.to_owned(),
        (dir, path) => format!("{dir}/{path}"),
    }
}

/// The path relative to the root of the files that `path`, written in `dir`, means; nothing when it leads out.
pub(crate) fn resolve(dir: &str, path: &str) -> Option<String> {
    let path = path.strip_prefix("file:").unwrap_or(path);
    match path.strip_prefix(ROOT) {
        Some(rest) => crate::source::normalize(rest.trim_start_matches('/')),
        None if path.starts_with('/') => None,
        None => crate::source::normalize(&join(dir, path)),
    }
}

/// Directories and files that a file tree may list before it is given up.
const MAX_LISTED: usize = 20_000;

/// The jar and aar files below `dir` that the patterns take, sorted, and the files that patterns name without
/// a wildcard and that are not there.
pub(crate) fn tree(files: &Files, dir: &str, include: &[String], exclude: &[String]) -> (Vec<String>, Vec<String>) {
    let is_archive = |name: &str| {
        let lower = name.to_ascii_lowercase();
        lower.ends_with(".jar") || lower.ends_with(".aar")
    };
    let found = matching(files, dir, include, exclude);
    let found: Vec<String> = found.into_iter().filter(|path| is_archive(path)).collect();
    let include = include.iter().map(|pattern| clean(pattern));
    let named = include.filter(|pattern| !pattern.contains(['*', '?'])).map(|pattern| join(dir, &pattern));
    let absent = named.filter(|path| !found.contains(path) && !files.is_file(path)).collect();
    (found, absent)
}

/// The files below `dir` that the patterns take, sorted.
pub(crate) fn matching(files: &Files, dir: &str, include: &[String], exclude: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let include: Vec<String> = include.iter().map(|pattern| clean(pattern)).collect();
    let exclude: Vec<String> = exclude.iter().map(|pattern| clean(pattern)).collect();
    // How deep the patterns reach; without any, everything below counts.
    let depth = if include.is_empty() || include.iter().any(|pattern| pattern.contains("**")) {
        usize::MAX
    } else {
        include.iter().map(|pattern| pattern.matches('/').count()).max().unwrap_or(0)
    };
    let mut open = vec![(String::new(), 0usize)];
    let mut listed = 0;
    while let Some((inner, level)) = open.pop() {
        let Ok(entries) = files.list(&join(dir, &inner)) else {
            continue;
        };
        for entry in entries {
            listed += 1;
            if listed > MAX_LISTED {
                return found;
            }
            let path = join(&inner, &entry.name);
            match entry.kind {
                EntryKind::Directory if level < depth => open.push((path, level + 1)),
                EntryKind::File => {
                    let taken = include.is_empty() || include.iter().any(|pattern| matches(pattern, &path));
                    if taken && !exclude.iter().any(|pattern| matches(pattern, &path)) {
                        found.push(join(dir, &path));
                    }
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn clean(pattern: &str) -> String {
    let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
    if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() }
}

/// Ant's patterns: `*` and `?` within a name, `**` for any number of directories.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    wildcard(
        &pattern,
        &path,
        |part| *part == "**",
        |pattern, name| {
            let pattern: Vec<char> = pattern.chars().collect();
            let name: Vec<char> = name.chars().collect();
            wildcard(&pattern, &name, |c| *c == '*', |a, b| *a == '?' || a == b)
        },
    )
}

/// Whether `pattern` matches `items`, where `any` tells the elements of the pattern that match any run.
fn wildcard<T>(pattern: &[T], items: &[T], any: impl Fn(&T) -> bool, same: impl Fn(&T, &T) -> bool) -> bool {
    let (mut p, mut i) = (0, 0);
    // Where to go on when what follows the last run does not fit.
    let mut retry: Option<(usize, usize)> = None;
    while i < items.len() {
        if p < pattern.len() && any(&pattern[p]) {
            retry = Some((p + 1, i));
            p += 1;
        } else if p < pattern.len() && same(&pattern[p], &items[i]) {
            (p, i) = (p + 1, i + 1);
        } else if let Some((after, from)) = retry {
            retry = Some((after, from + 1));
            (p, i) = (after, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_ants_do() {
        assert!(matches("*.jar", "a.jar"));
        assert!(!matches("*.jar", "sub/a.jar"));
        assert!(matches("**/*.jar", "a.jar"));
        assert!(matches("**/*.jar", "sub/b/a.jar"));
        assert!(matches("umeng/*.?ar", "umeng/x.aar"));
        assert!(!matches("*.jar", "a.aar"));
        assert!(matches("**", "x/y.jar"));
    }

    #[test]
    fn paths_stay_in_the_tree() {
        assert_eq!(resolve("app", "libs/../x.jar").as_deref(), Some("app/x.jar"));
        assert_eq!(resolve("app", &format!("{ROOT}/libs/x.jar")).as_deref(), Some("libs/x.jar"));
        assert_eq!(resolve("app", "../../x"), None);
        assert_eq!(resolve("app", "/etc/passwd"), None);
    }
}
