use super::{Context, Cover, Rule, cover_in_entry, cover_in_policy, declared, law};
use crate::finding::{Clause, Finding, Level};
use crate::inventory::Sdk;
use crate::policy::SdkEntry;
use crate::sdk::facts::CurrentData;
use crate::source::{Span, Text};

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "undeclared-sdk-data",
    level: Level::Error,
    zh: "隐私政策写了 SDK，但漏了它必然收集的数据类型",
    en: "the policy names the SDK, but not a data type that it always collects",
    page: include_str!("undeclared_sdk_data.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_23, law::CAC_191_2_1];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for_undeclared(context, |sdk, entries, fact, elsewhere| {
        if !fact.is_required() {
            return;
        }
        // Declared for the app as a whole, or known at second hand only: worth mending, not a blocker.
        let level = if fact.second_hand || !elsewhere.is_empty() { Level::Warning } else { RULE.level };
        findings.push(finding(context, (RULE.name, level), sdk, entries, fact, elsewhere));
    });
}

/// Calls `report` for every data type of a declared SDK that its entry does not cover, with the places where the
/// policy declares it elsewhere.
pub(super) fn for_undeclared(
    context: &Context<'_>,
    mut report: impl FnMut(&Sdk, &[&SdkEntry], &CurrentData<'_>, Vec<Span>),
) {
    for sdk in context.inventory.shipped() {
        let entries = declared::entries_of(context.policy, sdk.id());
        if entries.is_empty() {
            continue;
        }
        let has_own_list = entries.iter().any(|entry| !entry.data.is_empty());
        for fact in context.inventory.triggered(sdk, context.permissions) {
            let own = cover_in_entry(&entries, context.vocabulary, fact.data);
            if own != Cover::None {
                continue;
            }
            match cover_in_policy(context.policy, context.vocabulary, fact.data) {
                Cover::Specific(places) if has_own_list => report(sdk, &entries, &fact, places),
                // An SDK that is only mentioned shares what the policy declares for the app.
                Cover::Specific(_) | Cover::Generic(_) if !has_own_list => {}
                _ => report(sdk, &entries, &fact, Vec::new()),
            }
        }
    }
}

/// The finding about one data type of one SDK.
pub(super) fn finding(
    context: &Context<'_>,
    (rule, level): (&'static str, Level),
    sdk: &Sdk,
    entries: &[&SdkEntry],
    fact: &CurrentData<'_>,
    elsewhere: Vec<Span>,
) -> Finding {
    let name = sdk.record.display();
    let data = context.data(fact.data);
    let source = fact.sources.first();
    let (hand_zh, hand_en) = match (fact.second_hand, source) {
        (false, Some(source)) => {
            let day = source.date.as_deref().unwrap_or(&source.read);
            (format!("（据厂商说明 {day}）"), format!(" (as the vendor's page of {day} says)"))
        }
        _ => ("（据第三方资料）".to_owned(), " (as others say; the vendor's own page was not available)".to_owned()),
    };
    let (optional_zh, optional_en) = if fact.is_required() { ("会", "collects") } else { ("可能", "may collect") };
    let message = if elsewhere.is_empty() {
        Text::new(
            format!("{} {optional_zh}收集{}{hand_zh}，隐私政策没有提到", name.zh, data.zh),
            format!("{} {optional_en} {}{hand_en}; the policy does not mention it", name.en, data.en),
        )
    } else {
        Text::new(
            format!("{} {optional_zh}收集{}{hand_zh}，它的条目没有写，隐私政策只在别处提到", name.zh, data.zh),
            format!(
                "{} {optional_en} {}{hand_en}; its entry does not say so, only another place does",
                name.en, data.en
            ),
        )
    };
    let mut help = Text::new(
        format!("在 {} 的条目中加入“{}”", name.zh, data.zh),
        format!("add \"{}\" to the entry of {}", data.en, name.en),
    );
    if let Some(switch) = fact.switch {
        help.zh.push_str(&format!("；不需要时可用 {} 关闭", switch.name));
        help.en.push_str(&format!("; if it is not needed, {} turns it off", switch.name));
    }
    if let Some(condition) = fact.condition {
        help.zh.push_str(&format!("（条件：{}）", condition.zh));
        help.en.push_str(&format!(" (condition: {})", condition.en));
    }
    let mentions = entries.iter().filter_map(|entry| entry.mentions.first().cloned());
    Finding::new(rule, level, message)
        .help(help)
        .sdk(sdk.id())
        .data(fact.data)
        .applications(&sdk.applications)
        .evidence(sdk.evidence.iter().map(|evidence| evidence.at.clone()))
        .policy(mentions.chain(elsewhere))
        .basis(BASIS)
}
