use std::collections::BTreeMap;

use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::policy::Polarity;
use crate::source::{Span, Text};

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "denied-data",
    level: Level::Error,
    zh: "隐私政策称不收集，而 SDK 或权限会收集",
    en: "the policy says that it does not collect what an SDK or permission does collect",
    page: include_str!("denied_data.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_3_9, law::PIPL_7];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for denied in context.policy.data.iter().filter(|said| said.polarity == Polarity::Denied && !said.ios_only) {
        // One finding a denial and source: the strongest type below what is denied speaks for it.
        let mut sdks: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
        let is_meant = |data: &str| data == denied.data || context.vocabulary.is_below(data, &denied.data);
        for sdk in context.inventory.shipped() {
            for fact in sdk.data().iter().filter(|fact| is_meant(fact.data)) {
                let known = sdks.entry(sdk.id()).or_insert((fact.data, fact.is_required()));
                if fact.is_required() && !known.1 {
                    *known = (fact.data, true);
                }
            }
        }
        for (id, (data, required)) in sdks {
            let Some(sdk) = context.inventory.sdk(id) else { continue };
            let name = sdk.record.display();
            let data_name = context.data(data);
            let (may_zh, may_en) = if required { ("会", "collects") } else { ("可能", "may collect") };
            let message = Text::new(
                format!(
                    "隐私政策称不收集{}，而 {} {may_zh}收集{}",
                    context.data(&denied.data).zh,
                    name.zh,
                    data_name.zh
                ),
                format!(
                    "the policy says that {} is not collected; {} {may_en} {}",
                    context.data(&denied.data).en,
                    name.en,
                    data_name.en
                ),
            );
            let level = if required { RULE.level } else { Level::Warning };
            findings.push(
                finding(message, level, denied.mentions.clone(), &data_name)
                    .sdk(id)
                    .data(data)
                    .applications(&sdk.applications)
                    .evidence(sdk.evidence.iter().map(|evidence| evidence.at.clone())),
            );
        }
        for permission in &context.inventory.permissions {
            let opened = context.permissions.data(&permission.name);
            if !context.permissions.needs_disclosure(&permission.name) {
                continue;
            }
            let Some(data) = opened.iter().find(|data| is_meant(data)) else { continue };
            let label = context.permission(&permission.name);
            let message = Text::new(
                format!("隐私政策称不收集{}，而应用申请了{}", context.data(&denied.data).zh, label.zh),
                format!(
                    "the policy says that {} is not collected; the app asks for {}",
                    context.data(&denied.data).en,
                    label.en
                ),
            );
            findings.push(
                finding(message, RULE.level, denied.mentions.clone(), &context.data(data))
                    .permission(&permission.name)
                    .data(data)
                    .applications(&permission.applications)
                    .evidence(permission.evidence.clone()),
            );
        }
    }
}

fn finding(message: Text, level: Level, policy: Vec<Span>, data: &Text) -> Finding {
    let help = Text::new(
        format!("改写这句话，或去掉收集{}的来源", data.zh),
        format!("reword the sentence, or remove what collects {}", data.en),
    );
    Finding::new(RULE.name, level, message).help(help).policy(policy).basis(BASIS)
}
