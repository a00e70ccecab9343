use super::{Context, Rule, declared, law};
use crate::appendix;
use crate::finding::{Clause, Finding, Level};
use crate::sdk::record::Collects;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "undeclared-sdk",
    level: Level::Error,
    zh: "发布包含的 SDK 没有出现在隐私政策或 SDK 清单中",
    en: "an SDK that ships is not named by the policy or its SDK list",
    page: include_str!("undeclared_sdk.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_23, law::CAC_191_2_1];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.policy.documents.is_empty() {
        return;
    }
    for sdk in context.inventory.shipped() {
        if !declared::entries_of(context.policy, sdk.id()).is_empty() {
            continue;
        }
        let name = sdk.record.display();
        let harmless = sdk.record.collects == Collects::Nothing;
        let level = if harmless { Level::Note } else { RULE.level };
        let by = sdk.brought_by.as_deref().and_then(|id| context.database.record(id)).map(|record| record.display());
        let (by_zh, by_en) = by.map_or_else(Default::default, |by| {
            (format!("（由 {} 带入）", by.zh), format!(" (brought in by {})", by.en))
        });
        let message = if harmless {
            Text::new(
                format!("隐私政策没有提到 {}{by_zh}；据来源它不收集个人信息", name.zh),
                format!("the policy does not mention {}{by_en}; its sources say that it collects nothing", name.en),
            )
        } else {
            Text::new(
                format!("隐私政策没有提到 {}{by_zh}", name.zh),
                format!("the policy does not mention {}{by_en}", name.en),
            )
        };
        let row = appendix::row_to_paste(context, sdk);
        let help = Text::new(format!("在 SDK 清单中加入：\n{}", row.zh), format!("add to the SDK list:\n{}", row.en));
        findings.push(
            Finding::new(RULE.name, level, message)
                .help(help)
                .sdk(sdk.id())
                .applications(&sdk.applications)
                .evidence(sdk.evidence.iter().map(|evidence| evidence.at.clone()))
                .policy(declared::where_missing(context.policy))
                .basis(BASIS),
        );
    }
}
