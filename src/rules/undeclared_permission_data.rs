use super::{Context, Cover, Rule, cover_in_policy, declared, law, permissions};
use crate::finding::{Clause, Finding, Level};
use crate::policy::Polarity;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "undeclared-permission-data",
    level: Level::Warning,
    zh: "权限可以取得的数据类型，隐私政策没有提到",
    en: "a permission gives access to a data type that the policy does not mention",
    page: include_str!("undeclared_permission_data.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_17, law::CAC_191_2_1];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.policy.documents.is_empty() {
        return;
    }
    for requested in permissions::requested(context.inventory) {
        let permission = requested.one();
        if !context.permissions.needs_disclosure(&permission.name) {
            continue;
        }
        // The first type is what the permission is about; the others come along.
        let Some(data) = context.permissions.data(&permission.name).first() else { continue };
        let names_itself = context.permissions.names_its_data(&permission.name)
            && context.policy.permissions.iter().any(|said| {
                said.polarity == Polarity::Affirmed && context.permissions.stands_for(&said.name, &permission.name)
            });
        if names_itself || cover_in_policy(context.policy, context.vocabulary, data) != Cover::None {
            continue;
        }
        let label = context.permission(&permission.name);
        let name = context.data(data);
        let only = requested.only_in();
        let message = Text::new(
            format!("{}{}可以取得{}，隐私政策没有提到这类信息", label.zh, only.zh, name.zh),
            format!("{}{} gives access to {}, which the policy does not mention", label.en, only.en, name.en),
        );
        let help = Text::new(
            format!("在隐私政策中写明收集“{}”的目的和场景；不收集时去掉这个权限", name.zh),
            format!("say for what and when \"{}\" is collected, or drop the permission", name.en),
        );
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(help)
                .permission(&permission.name)
                .data(data)
                .applications(&requested.all(|request| &request.applications))
                .evidence(requested.all(|request| &request.evidence))
                .policy(declared::beginning(context.policy))
                .basis(BASIS),
        );
    }
}
