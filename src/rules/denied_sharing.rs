use super::{Context, Rule, declared, law};
use crate::finding::{Clause, Finding, Level};
use crate::policy::{Force, StatementKind};
use crate::sdk::record::Collects;
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "denied-sharing",
    level: Level::Error,
    zh: "隐私政策称不与第三方共享，而发布包含第三方 SDK",
    en: "the policy says nothing is shared with third parties, and third-party SDKs ship",
    page: include_str!("denied_sharing.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_3_9, law::PIPL_23];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let shipped: Vec<_> = context.inventory.shipped().filter(|sdk| sdk.record.collects != Collects::Nothing).collect();
    if shipped.is_empty() {
        return;
    }
    let all_named = shipped.iter().all(|sdk| !declared::entries_of(context.policy, sdk.id()).is_empty());
    let statements = context.policy.statements.iter().filter(|statement| {
        matches!(statement.kind, StatementKind::DeniesThirdPartySharing | StatementKind::DeniesThirdPartySdks)
    });
    for statement in statements {
        let level = match statement.force {
            Force::Absolute => RULE.level,
            // "Not without your consent" is what the law asks for; it only misleads where SDKs go unnamed.
            Force::Consent if !all_named => Level::Warning,
            Force::Consent | Force::Weak => continue,
        };
        let join = |zh: bool| -> String {
            let names: Vec<String> =
                shipped.iter().map(|sdk| if zh { sdk.record.display().zh } else { sdk.record.display().en }).collect();
            names.join(if zh { "、" } else { ", " })
        };
        let message = if statement.kind == StatementKind::DeniesThirdPartySdks {
            Text::new(
                format!("隐私政策称没有集成第三方 SDK，而发布包含 {}", join(true)),
                format!("the policy says that no third-party SDK is built in, and these ship: {}", join(false)),
            )
        } else {
            Text::new(
                format!("隐私政策称不与第三方共享个人信息，而发布包含 {}", join(true)),
                format!("the policy says that nothing is shared with third parties, and these ship: {}", join(false)),
            )
        };
        let help = Text::new(
            "改为：“除本政策第三方 SDK 目录中列明的情形外，我们不会与第三方共享您的个人信息。”",
            "say instead: \"Except as set out in the list of third-party SDKs, we do not share your personal information with third parties.\"",
        );
        let mut applications: Vec<String> = shipped.iter().flat_map(|sdk| sdk.applications.clone()).collect();
        applications.sort();
        applications.dedup();
        findings.push(
            Finding::new(RULE.name, level, message)
                .help(help)
                .subject(statement.kind.name())
                .applications(&applications)
                .evidence(shipped.iter().filter_map(|sdk| sdk.evidence.first()).map(|evidence| evidence.at.clone()))
                .policy([statement.at.clone()])
                .basis(BASIS),
        );
    }
}
