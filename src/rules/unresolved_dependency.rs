use super::{Context, Rule};
use crate::finding::{Finding, Level};
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

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for unresolved in &context.inventory.project.unresolved {
        let message = Text::new(
            format!("无法得出依赖：{}（{}）", unresolved.expression, unresolved.reason.zh),
            format!("could not work out the dependency {} ({})", unresolved.expression, unresolved.reason.en),
        );
        let help = Text::new(
            "改为字面坐标或版本目录条目；或提供 gradle.lockfile、保存的依赖报告",
            "write literal coordinates or a catalog entry, or provide gradle.lockfile or a saved dependency report",
        );
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(help)
                .module(&unresolved.module)
                .subject(unresolved.expression.clone())
                .evidence(unresolved.evidence.clone()),
        );
    }
}
