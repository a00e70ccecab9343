use super::{Context, Cover, Rule, cover_in_entry, cover_in_policy, declared, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "vague-data",
    level: Level::Warning,
    zh: "只用笼统说法（设备信息）涵盖具体类型（IMEI）",
    en: "only a generic term (device information) covers a specific type (IMEI)",
    page: include_str!("vague_data.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_2_1, law::CAC_191_2_4];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for sdk in context.inventory.shipped() {
        let entries = declared::entries_of(context.policy, sdk.id());
        if entries.is_empty() {
            continue;
        }
        let has_own_list = entries.iter().any(|entry| !entry.data.is_empty());
        for fact in sdk.data() {
            let cover = match cover_in_entry(&entries, context.vocabulary, fact.data) {
                Cover::None if !has_own_list => cover_in_policy(context.policy, context.vocabulary, fact.data),
                own => own,
            };
            let Cover::Generic(places) = cover else { continue };
            let name = sdk.record.display();
            let data = context.data(fact.data);
            let level = if fact.is_required() { RULE.level } else { Level::Note };
            let said = places.first().map(|at| at.text().to_owned()).unwrap_or_default();
            let message = Text::new(
                format!("{} 收集{}，隐私政策只写了“{said}”", name.zh, data.zh),
                format!("{} collects {}; the policy only says \"{said}\"", name.en, data.en),
            );
            let help = Text::new(
                format!("把“{said}”写具体，列出“{}”", data.zh),
                format!("make \"{said}\" specific and list \"{}\"", data.en),
            );
            findings.push(
                Finding::new(RULE.name, level, message)
                    .help(help)
                    .sdk(sdk.id())
                    .data(fact.data)
                    .applications(&sdk.applications)
                    .evidence(sdk.evidence.iter().map(|evidence| evidence.at.clone()))
                    .policy(places)
                    .basis(BASIS),
            );
        }
    }
}
