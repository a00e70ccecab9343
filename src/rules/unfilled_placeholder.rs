use std::collections::BTreeMap;

use super::{Context, Rule, law};
use crate::appendix::placeholders;
use crate::finding::{Clause, Finding, Level};
use crate::source::{Span, Text};

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "unfilled-placeholder",
    level: Level::Warning,
    zh: "生成的清单中还有没有填写的内容",
    en: "a generated list still holds a placeholder that nobody filled in",
    page: include_str!("unfilled_placeholder.md"),
    check,
};

const BASIS: &[Clause] = &[law::MIIT_292, law::CAC_191_2_4];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for document in &context.policy.documents {
        let source = document.title.source();
        // One finding for each thing to fill in: a list lacks its scenario in every row.
        let mut open: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for range in placeholders(source.text()) {
            open.entry(&source.text()[range.clone()]).or_default().push(Span::new(source, range.start, range.end));
        }
        for (text, places) in open {
            let message = Text::new(
                format!("{} 中有 {} 处“{text}”没有填写", document.path, places.len()),
                format!("{} holds \"{text}\" {} times; nobody has filled it in", document.path, places.len()),
            );
            let help = Text::new(
                "填写实际内容：直接在清单中修改（重新生成时会保留），或写入 qingdan.toml 的 [sdk.\"…\"]、[data.\"…\"]、[permission.\"…\"]",
                "write what is true of the app: in the list itself (regenerating keeps it), or under [sdk.\"…\"], \
                 [data.\"…\"] or [permission.\"…\"] of qingdan.toml",
            );
            findings.push(
                Finding::new(RULE.name, RULE.level, message)
                    .help(help)
                    .subject(format!("{} {text}", document.path))
                    .policy(places)
                    .basis(BASIS),
            );
        }
    }
}
