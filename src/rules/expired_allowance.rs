use super::{Context, Rule};
use crate::finding::{Finding, Level};

/// See the page. The findings are made where suppressions are applied, since only there it is known which were used.
pub(super) const RULE: Rule = Rule {
    name: "expired-allowance",
    level: Level::Warning,
    zh: "屏蔽规则已过期",
    en: "a suppression's date has passed",
    page: include_str!("expired_allowance.md"),
    check,
};

fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
