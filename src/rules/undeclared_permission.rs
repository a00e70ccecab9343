use super::{Context, Rule, declared, law, permissions};
use crate::finding::{Clause, Finding, Level};
use crate::policy::Polarity;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "undeclared-permission",
    level: Level::Error,
    zh: "申请了危险权限，而隐私政策没有说明",
    en: "a dangerous permission is requested and the policy does not explain it",
    page: include_str!("undeclared_permission.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_2_3, law::GBT_41391_6_5];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.policy.documents.is_empty() {
        return;
    }
    for requested in permissions::requested(context.inventory) {
        let permission = requested.one();
        if permission.protection != "dangerous" {
            continue;
        }
        let explained = context.policy.permissions.iter().any(|said| {
            said.polarity == Polarity::Affirmed && context.permissions.stands_for(&said.name, &permission.name)
        });
        if explained {
            continue;
        }
        let label = context.permission(&permission.name);
        let short = context.permissions.label(&permission.name).unwrap_or_else(|| label.clone());
        let users: Vec<Text> = permission
            .sdks
            .iter()
            .filter_map(|id| context.database.record(id))
            .map(|record| record.display())
            .collect();
        let only = requested.only_in();
        let mut message = Text::new(
            format!("申请了{}{}，隐私政策没有说明", label.zh, only.zh),
            format!("{} is requested{} and the policy does not explain it", label.en, only.en),
        );
        if let Some(reason) = &permission.implied {
            message.zh.push_str(&format!("（清单合并时自动加入：{}）", reason.zh));
            message.en.push_str(&format!(" (added by the manifest merge: {})", reason.en));
        }
        if !users.is_empty() {
            let zh: Vec<&str> = users.iter().map(|name| name.zh.as_str()).collect();
            let en: Vec<&str> = users.iter().map(|name| name.en.as_str()).collect();
            message.zh.push_str(&format!("；会用到它的 SDK：{}", zh.join("、")));
            message.en.push_str(&format!("; SDKs that use it: {}", en.join(", ")));
        }
        let removal = requested.removal();
        let help = Text::new(
            format!("在隐私政策中加入：“{}：用于（目的），拒绝不影响其他功能。”；不需要时{}", short.zh, removal.zh),
            format!(
                "add to the policy: \"{}: used to (purpose); refusing it does not affect other functions.\"; if nothing \
                 needs it, {}",
                short.en, removal.en
            ),
        );
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(help)
                .permission(&permission.name)
                .applications(&requested.all(|request| &request.applications))
                .evidence(requested.all(|request| &request.evidence))
                .policy(declared::beginning(context.policy))
                .basis(BASIS),
        );
    }
}
