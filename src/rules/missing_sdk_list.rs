use super::{Context, Rule, declared, law};
use crate::finding::{Clause, Finding, Level};
use crate::sdk::record::Collects;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "missing-sdk-list",
    level: Level::Error,
    zh: "集成了第三方 SDK，而隐私政策没有 SDK 清单",
    en: "SDKs ship and the policy has no SDK list",
    page: include_str!("missing_sdk_list.md"),
    check,
};

const BASIS: &[Clause] = &[law::NDS_21, law::MIIT_292, law::CAC_191_2_1];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let policy = context.policy;
    let has_list = policy.documents.iter().any(|document| document.is_list || document.has_sdk_list);
    // A list that the policy points to is the business of unread-sdk-list.
    if policy.documents.is_empty() || has_list || !policy.external_lists.is_empty() {
        return;
    }
    let shipped: Vec<_> = context.inventory.shipped().filter(|sdk| sdk.record.collects != Collects::Nothing).collect();
    if shipped.is_empty() {
        return;
    }
    let names = |zh: bool| -> String {
        let names: Vec<String> =
            shipped.iter().map(|sdk| if zh { sdk.record.display().zh } else { sdk.record.display().en }).collect();
        names.join(if zh { "、" } else { ", " })
    };
    let mut applications: Vec<String> = shipped.iter().flat_map(|sdk| sdk.applications.clone()).collect();
    applications.sort();
    applications.dedup();
    let message = Text::new(
        format!("应用集成了 {} 个收集个人信息的第三方 SDK，隐私政策中没有 SDK 清单", shipped.len()),
        format!("{} third-party SDKs that collect data ship, and the policy has no list of them", shipped.len()),
    );
    let help = Text::new(
        format!("运行 qingdan appendix 生成第三方 SDK 目录并附在隐私政策中（{}）", names(true)),
        format!("append the list that `qingdan appendix` writes ({})", names(false)),
    );
    findings.push(
        Finding::new(RULE.name, RULE.level, message)
            .help(help)
            .applications(&applications)
            .evidence(shipped.iter().filter_map(|sdk| sdk.evidence.first()).map(|evidence| evidence.at.clone()))
            .policy(declared::beginning(policy))
            .basis(BASIS),
    );
}
