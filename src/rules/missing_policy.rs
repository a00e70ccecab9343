use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "missing-policy",
    level: Level::Error,
    zh: "没有给出也没有找到隐私政策",
    en: "no policy text was given or found",
    page: include_str!("missing_policy.md"),
    check,
};

const BASIS: &[Clause] = &[law::CAC_191_1_1, law::PIPL_17];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !context.policy.documents.is_empty() {
        return;
    }
    let shipped: Vec<Text> = context.inventory.shipped().map(|sdk| sdk.record.display()).collect();
    let list = |names: Vec<&str>, comma: &str| names.join(comma);
    let zh = list(shipped.iter().map(|name| name.zh.as_str()).collect(), "、");
    let en = list(shipped.iter().map(|name| name.en.as_str()).collect(), ", ");
    let help = if shipped.is_empty() {
        Text::new(
            "用 --policy FILE 指定隐私政策文本，或在 qingdan.toml 中写 policy = [\"…\"]",
            "give the text with --policy FILE, or name it in qingdan.toml: policy = [\"…\"]",
        )
    } else {
        Text::new(
            format!("用 --policy FILE 指定隐私政策文本。其中需要写明的第三方 SDK：{zh}"),
            format!("give the text with --policy FILE; the third-party SDKs that it has to name: {en}"),
        )
    };
    let applications: Vec<String> =
        context.inventory.applications.iter().map(|application| application.module.clone()).collect();
    findings.push(
        Finding::new(
            RULE.name,
            RULE.level,
            Text::new("没有给出也没有找到隐私政策文本", "no privacy policy was given or found"),
        )
        .help(help)
        .applications(&applications)
        .basis(BASIS),
    );
}
