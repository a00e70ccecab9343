use super::{Context, Rule};
use crate::finding::{Finding, Level};

/// See the page. The findings are made by `data-safety --check`, which alone has the form.
pub(super) const RULE: Rule = Rule {
    name: "undeclared-play-data",
    level: Level::Error,
    zh: "Google Play 数据安全表单没有申报应用或 SDK 收集的数据",
    en: "the Data safety form of Google Play does not declare data that the app or an SDK collects",
    page: include_str!("undeclared_play_data.md"),
    check,
};

fn check(_: &Context<'_>, _: &mut Vec<Finding>) {}
