use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "contradictory-policy",
    level: Level::Warning,
    zh: "隐私政策前后矛盾",
    en: "two places of the policy contradict each other",
    page: include_str!("contradictory_policy.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_2_4, law::PIPL_17];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for contradiction in &context.policy.contradictions {
        findings.push(
            Finding::new(RULE.name, RULE.level, contradiction.message.clone())
                .help(Text::new("使两处一致", "make the two places agree"))
                .subject(contradiction.message.en.clone())
                .policy(contradiction.places.clone())
                .basis(BASIS),
        );
    }
}
