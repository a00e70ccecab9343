use super::{Context, Rule, declared, law};
use crate::finding::{Clause, Finding, Level};
use crate::policy::SdkEntry;
use crate::sdk::record::Collects;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "incomplete-sdk-entry",
    level: Level::Warning,
    zh: "SDK 条目缺少运营方、目的、数据类型或隐私政策链接",
    en: "an SDK's entry lacks vendor, purpose, data types or privacy link",
    page: include_str!("incomplete_sdk_entry.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_23, law::CAC_191_2_1];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in context.policy.sdks.iter().filter(|entry| entry.is_entry) {
        let record = entry.id.as_deref().and_then(|id| context.database.record(id));
        if record.as_ref().is_some_and(|record| record.collects == Collects::Nothing) {
            continue;
        }
        // An SDK may have its row in the list and stand in other lists too: together they say what is to be said.
        let together = match &entry.id {
            Some(id) => declared::entries_of(context.policy, id),
            None => vec![entry],
        };
        let none = |says: fn(&SdkEntry) -> bool| !together.iter().any(|entry| says(entry));
        let lacks: Vec<(&str, &str)> = [
            (none(|entry| entry.vendor.is_some()), ("运营方名称", "the operator")),
            (none(|entry| entry.purpose.is_some()), ("使用目的", "the purpose")),
            (none(|entry| !entry.data.is_empty()), ("收集的个人信息类型", "the types of personal data")),
            (none(|entry| entry.privacy_url.is_some()), ("隐私政策链接", "the privacy policy link")),
        ]
        .into_iter()
        .filter_map(|(missing, words)| missing.then_some(words))
        .collect();
        if lacks.is_empty() {
            continue;
        }
        let zh: Vec<&str> = lacks.iter().map(|words| words.0).collect();
        let en: Vec<&str> = lacks.iter().map(|words| words.1).collect();
        let message = Text::new(
            format!("“{}”的条目没有写{}", entry.name, zh.join("、")),
            format!("the entry of \"{}\" lacks {}", entry.name, en.join(", ")),
        );
        let mut help = Text::new("补全条目", "complete the entry");
        if let Some(record) = &record {
            let operator = context.database.operator(record);
            if entry.vendor.is_none() && !operator.zh.is_empty() {
                help.zh.push_str(&format!("；运营方：{}", operator.zh));
                help.en.push_str(&format!("; operator: {}", operator.en));
            }
            if entry.privacy_url.is_none() && !record.privacy_url.zh.is_empty() {
                help.zh.push_str(&format!("；隐私政策：{}", record.privacy_url.zh));
                help.en.push_str(&format!("; privacy policy: {}", record.privacy_url.en));
            }
        }
        let mut finding = Finding::new(RULE.name, RULE.level, message)
            .help(help)
            .subject(entry.name.clone())
            .policy(entry.mentions.first().cloned())
            .basis(BASIS);
        finding.sdk = entry.id.clone();
        findings.push(finding);
    }
}
