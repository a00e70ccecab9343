use std::collections::BTreeSet;

use super::{Context, Rule, law, permissions};
use crate::finding::{Clause, Finding, Level};
use crate::inventory::Inventory;
use crate::policy::Polarity;
use crate::project::variant::variants;
use crate::source::{Span, Text};

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
    let part = part_of_shipping(context.inventory);
    for said in context.policy.permissions.iter().filter(|said| said.polarity == Polarity::Affirmed) {
        let is_requested = |name: &str| {
            let mut requested = context.inventory.permissions.iter().map(|requested| requested.name.as_str());
            requested.any(|requested| context.permissions.stands_for(name, requested))
        };
        if is_requested(&said.name) {
            continue;
        }
        // One word may name several permissions ("location"); it is right when one of them is requested.
        let words: BTreeSet<&Span> = said.mentions.iter().collect();
        let mut others = context.policy.permissions.iter().filter(|other| other.polarity == said.polarity);
        if others.any(|other| is_requested(&other.name) && other.mentions.iter().any(|mention| words.contains(mention)))
        {
            continue;
        }
        let label = context.permission(&said.name);
        let mut message = Text::new(
            format!("隐私政策说明了{}，而应用没有申请", label.zh),
            format!("the policy explains {}, which is not requested", label.en),
        );
        if let Some((zh, en)) = &part {
            message = Text::new(
                format!("隐私政策说明了{}，而 {zh} 没有申请（未检查其他变体）", label.zh),
                format!(
                    "the policy explains {}, which {en} does not request (other variants were not looked at)",
                    label.en
                ),
            );
        }
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(Text::new("不再申请时删去这段说明", "delete the explanation if the permission is gone for good"))
                .permission(&said.name)
                .policy(said.mentions.first().cloned())
                .basis(BASIS),
        );
    }
}

/// The variants that were looked at, in both languages, when others ship as well: they may ask for what these do
/// not.
fn part_of_shipping(inventory: &Inventory) -> Option<(String, String)> {
    let is_whole = inventory.applications.iter().all(|application| {
        let Some(module) = inventory.project.module(&application.module) else { return true };
        let (all, _) = variants(module);
        all.iter().filter(|variant| variant.ships).all(|variant| application.variants.contains(variant))
    });
    let names = inventory.applications.iter().flat_map(|application| {
        let prefix = if inventory.applications.len() == 1 { String::new() } else { format!("{} ", application.module) };
        application.variants.iter().map(move |variant| format!("{prefix}{}", variant.name))
    });
    (!is_whole).then(|| permissions::listed(&names.collect::<Vec<_>>()))
}
