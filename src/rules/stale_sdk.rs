use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::inventory::Shipped;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "stale-sdk",
    level: Level::Warning,
    zh: "隐私政策写了发布中并不包含的 SDK",
    en: "the policy names an SDK that does not ship",
    page: include_str!("stale_sdk.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_17];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // Where no application was understood, nothing can be said of what does not ship.
    if context.inventory.applications.is_empty() {
        return;
    }
    for entry in &context.policy.sdks {
        let named: Vec<&str> = match &entry.id {
            Some(id) => vec![id.as_str()],
            None => entry.candidates.iter().map(String::as_str).collect(),
        };
        let known: Vec<_> = named.iter().filter_map(|id| context.inventory.sdk(id)).collect();
        let ios_only = !entry.data.is_empty() && entry.data.iter().all(|data| data.ios_only);
        if named.is_empty() || ios_only || known.iter().any(|sdk| sdk.ships()) {
            continue;
        }
        let (where_zh, where_en) = match known.first().map(|sdk| sdk.scope) {
            Some(Shipped::Debug) => ("只在调试构建中使用", "is used in debug builds only"),
            Some(Shipped::Test) => ("只在测试中使用", "is used in tests only"),
            Some(Shipped::Build) => ("只参与编译", "takes part in compilation only"),
            _ => ("没有在工程中找到", "was not found in the project"),
        };
        let unresolved = context.inventory.coverage.unresolved;
        let mut message = Text::new(
            format!("隐私政策写了“{}”，它{where_zh}", entry.name),
            format!("the policy names \"{}\", which {where_en}", entry.name),
        );
        if unresolved > 0 && known.is_empty() {
            message.zh.push_str(&format!("（有 {unresolved} 处依赖无法解析，可能在其中）"));
            message.en.push_str(&format!(" ({unresolved} dependencies could not be worked out; it may be among them)"));
        }
        // A name in passing ("share to WeChat") need not be an SDK of the app.
        let level = if entry.is_entry { RULE.level } else { Level::Note };
        let mut finding = Finding::new(RULE.name, level, message)
            .help(Text::new(
                "不再使用时删去这一条；由服务端或其他应用使用时写明",
                "delete the entry if it is no longer used, or say that a server or another app uses it",
            ))
            .subject(entry.name.clone())
            .evidence(known.iter().flat_map(|sdk| sdk.evidence.iter().map(|evidence| evidence.at.clone())))
            .policy(entry.mentions.first().cloned())
            .basis(BASIS);
        finding.sdk = named.first().map(|id| (*id).to_owned());
        findings.push(finding);
    }
}
