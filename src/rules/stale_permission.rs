use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::policy::Polarity;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "stale-permission",
    level: Level::Warning,
    zh: "隐私政策说明了并未申请的权限",
    en: "the policy explains a permission that is not requested",
    page: include_str!("stale_permission.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_17];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.inventory.applications.is_empty() {
        return;
    }
    for said in context.policy.permissions.iter().filter(|said| said.polarity == Polarity::Affirmed) {
        let is_requested = |name: &str| {
            let mut requested = context.inventory.permissions.iter().map(|requested| requested.name.as_str());
            requested.any(|requested| requested == name || context.permissions.stands_for(name, requested))
        };
        // One word may name several permissions ("location"); it is right when one of them is requested.
        let mut same_words = context.policy.permissions.iter().filter(|other| {
            other.polarity == said.polarity && other.mentions.iter().any(|mention| said.mentions.contains(mention))
        });
        if is_requested(&said.name) || same_words.any(|other| is_requested(&other.name)) {
            continue;
        }
        let label = context.permission(&said.name);
        let message = Text::new(
            format!("隐私政策说明了{}，而应用没有申请", label.zh),
            format!("the policy explains {}, which is not requested", label.en),
        );
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(Text::new("不再申请时删去这段说明", "delete the explanation if the permission is gone for good"))
                .permission(&said.name)
                .policy(said.mentions.first().cloned())
                .basis(BASIS),
        );
    }
}
