use super::{Context, Rule, undeclared_sdk_data};
use crate::finding::{Finding, Level};

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "undeclared-optional-data",
    level: Level::Note,
    zh: "隐私政策写了 SDK，但漏了它按配置才收集的数据类型",
    en: "the policy names the SDK, but not a data type that it collects only when configured to",
    page: include_str!("undeclared_optional_data.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    undeclared_sdk_data::for_undeclared(context, |sdk, entries, fact, elsewhere| {
        // Declared elsewhere is enough for what may never be collected.
        if !fact.is_required() && elsewhere.is_empty() {
            findings.push(undeclared_sdk_data::finding(
                context,
                (RULE.name, RULE.level),
                sdk,
                entries,
                fact,
                elsewhere,
            ));
        }
    });
}
