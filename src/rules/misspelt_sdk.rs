use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "misspelt-sdk",
    level: Level::Warning,
    zh: "SDK 名称写错（UMEMG 应为 UMENG）",
    en: "a near miss of a known name (UMEMG for UMENG)",
    page: include_str!("misspelt_sdk.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_2_4];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.policy.sdks {
        let Some(meant) = &entry.misspelling_of else { continue };
        let message =
            Text::new(format!("“{}”应为“{meant}”", entry.name), format!("\"{}\" is \"{meant}\" misspelt", entry.name));
        let help = Text::new(format!("改为“{meant}”"), format!("write \"{meant}\""));
        let mut finding = Finding::new(RULE.name, RULE.level, message)
            .help(help)
            .subject(entry.name.clone())
            .policy(entry.mentions.first().cloned())
            .basis(BASIS);
        finding.sdk = entry.id.clone();
        findings.push(finding);
    }
}
