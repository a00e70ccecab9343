use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "unread-sdk-list",
    level: Level::Warning,
    zh: "隐私政策指向一份单独的清单，而清单没有给出",
    en: "the policy points to a separate list that was not given",
    page: include_str!("unread_sdk_list.md"),
    check,
};

const BASIS: &[Clause] = &[law::NDS_21];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.policy.documents.iter().any(|document| document.is_list) {
        return;
    }
    for list in &context.policy.external_lists {
        let name = &list.text.value;
        let at = list.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
        let message = Text::new(
            format!("隐私政策指向“{name}”{at}，这份清单没有读到，其中写明的 SDK 无从比对"),
            format!("the policy points to \"{name}\"{at}, which was not read; SDKs that it names are not known here"),
        );
        let help = Text::new(
            "把清单存为文件，用 --sdk-list FILE 给出，或在 qingdan.toml 中写 sdk-list = [\"…\"]",
            "save the list to a file and give it with --sdk-list FILE, or in qingdan.toml: sdk-list = [\"…\"]",
        );
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(help)
                .subject(name.clone())
                .policy([list.text.at.clone()])
                .basis(BASIS),
        );
    }
}
