use std::collections::BTreeMap;

use super::{Context, Rule, law};
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

/// What an entry says of an SDK, in the order of [`WORDS`].
fn said(entry: &SdkEntry) -> [bool; 4] {
    [entry.vendor.is_some(), entry.purpose.is_some(), !entry.data.is_empty(), entry.privacy_url.is_some()]
}

const WORDS: [(&str, &str); 4] = [
    ("运营方名称", "the operator"),
    ("使用目的", "the purpose"),
    ("收集的个人信息类型", "the types of personal data"),
    ("隐私政策链接", "the privacy policy link"),
];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // An SDK may have its row in the list and stand in other lists too: together they say what is to be said.
    let mut together: BTreeMap<&str, [bool; 4]> = BTreeMap::new();
    for entry in &context.policy.sdks {
        let named = entry.id.as_ref().map_or(entry.candidates.as_slice(), std::slice::from_ref);
        for id in named {
            let known = together.entry(id).or_default();
            known.iter_mut().zip(said(entry)).for_each(|(known, says)| *known |= says);
        }
    }
    for entry in context.policy.sdks.iter().filter(|entry| entry.is_entry) {
        let record = entry.id.as_deref().and_then(|id| context.database.record(id));
        if record.as_ref().is_some_and(|record| record.collects == Collects::Nothing) {
            continue;
        }
        let says = entry.id.as_deref().and_then(|id| together.get(id)).copied().unwrap_or_else(|| said(entry));
        let lacks: Vec<(&str, &str)> =
            says.into_iter().zip(WORDS).filter_map(|(says, words)| (!says).then_some(words)).collect();
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
