use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "unknown-sdk",
    level: Level::Note,
    zh: "数据库没有收录、但有联网或隐私迹象的第三方库",
    en: "a third-party library with network or privacy signs that the database does not hold",
    page: include_str!("unknown_sdk.md"),
    check,
};

const BASIS: &[Clause] = &[law::GBT_41391_6_6];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for unknown in &context.inventory.unknown {
        let message = Text::new(
            format!("{} 不在数据库中，{}", unknown.name, unknown.sign.zh),
            format!("{} is not in the database; {}", unknown.name, unknown.sign.en),
        );
        let help = Text::new(
            "查看它的隐私说明；收集个人信息时写入 SDK 清单，并可用 qingdan sdk new 建立自己的记录",
            "look at its privacy page; if it collects data, list it, and keep a record of your own with `qingdan sdk new`",
        );
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(help)
                .subject(unknown.name.clone())
                .module(&unknown.module)
                .applications(&unknown.applications)
                .evidence(unknown.evidence.clone())
                .basis(BASIS),
        );
    }
}
