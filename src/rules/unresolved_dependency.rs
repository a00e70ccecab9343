use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::finding::{Finding, Level};
use crate::project::Unresolved;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "unresolved-dependency",
    level: Level::Warning,
    zh: "静态读取无法得出依赖的坐标",
    en: "a dependency's coordinates could not be worked out statically",
    page: include_str!("unresolved_dependency.md"),
    check,
};

/// From how many on entries that fail for one name stand together: a plugin that defines constants for a whole
/// build is one thing to mend, not a thousand.
const MANY: usize = 10;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut by_root: BTreeMap<&str, Vec<&Unresolved>> = BTreeMap::new();
    for unresolved in &context.inventory.project.unresolved {
        by_root.entry(root(&unresolved.expression)).or_default().push(unresolved);
    }
    let help = Text::new(
        "改为字面坐标或版本目录条目；或提供 gradle.lockfile、保存的依赖报告",
        "write literal coordinates or a catalog entry, or provide gradle.lockfile or a saved dependency report",
    );
    for (root, entries) in by_root {
        if entries.len() >= MANY && !root.is_empty() {
            let message = Text::new(
                format!("有 {} 处依赖用到 {root}.*，静态读取无法得出（{}）", entries.len(), entries[0].reason.zh),
                format!(
                    "{} dependencies use {root}.*, which could not be worked out ({})",
                    entries.len(),
                    entries[0].reason.en
                ),
            );
            findings.push(
                Finding::new(RULE.name, RULE.level, message)
                    .help(help.clone())
                    .subject(format!("{root}.*"))
                    .evidence(entries.iter().filter_map(|entry| entry.evidence.first().cloned())),
            );
            continue;
        }
        for unresolved in entries {
            let message = Text::new(
                format!("无法得出依赖：{}（{}）", unresolved.expression, unresolved.reason.zh),
                format!("could not work out the dependency {} ({})", unresolved.expression, unresolved.reason.en),
            );
            findings.push(
                Finding::new(RULE.name, RULE.level, message)
                    .help(help.clone())
                    .module(&unresolved.module)
                    .subject(unresolved.expression.clone())
                    .evidence(unresolved.evidence.clone()),
            );
        }
    }
}

/// The name that an expression begins with: `AndroidX` of `implementation AndroidX.core.ktx`; empty where it has none.
fn root(expression: &str) -> &str {
    let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let dotted = expression.split(|c: char| !is_path(c)).rfind(|word| word.contains('.'));
    dotted.and_then(|path| path.split('.').next()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_an_expression_is_the_name_that_is_not_known() {
        assert_eq!(root("implementation AndroidX.core.ktx"), "AndroidX");
        assert_eq!(root("implementation(libs.missing)"), "libs");
        assert_eq!(root("implementation sdk"), "");
    }
}
