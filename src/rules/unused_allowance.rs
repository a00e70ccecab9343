use super::{Context, Rule};
use crate::finding::{Finding, Level};

/// See the page. The findings are made where suppressions are applied, since only there it is known which were used.
pub(super) const RULE: Rule = Rule {
    name: "unused-allowance",
    level: Level::Warning,
    zh: "没有用到的屏蔽规则",
    en: "a suppression that nothing used",
    page: include_str!("unused_allowance.md"),
    check,
};

fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
