//! The reference of the rules in Markdown, from the pages that `explain` shows and the tests run.

use crate::rules::{RULES, law};
use crate::source::Language;

/// Every rule with its page, then the clauses that findings cite.
pub fn rules(language: Language) -> String {
    let pick = |zh: &'static str, en: &'static str| if language == Language::Zh { zh } else { en };
    let mut out = format!(
        "# {}\n\n{}\n\n{}\n|---|---|---|\n",
        pick("规则", "Rules"),
        pick(
            "`qingdan explain 规则名` 在终端中显示同样的说明。级别为默认级别。",
            "`qingdan explain RULE` shows the same in the terminal. The levels are the defaults.",
        ),
        pick("| 规则 | 级别 | 触发条件 |", "| rule | level | fires when |"),
    );
    for rule in RULES {
        let (name, level) = (rule.name, rule.level.label(language));
        out.push_str(&format!("| [`{name}`](#{name}) | {level} | {} |\n", rule.title(language)));
    }
    for rule in RULES {
        out.push_str(&format!(
            "\n## {}\n\n{}{}\n\n{}\n",
            rule.name,
            pick("默认级别：", "Default level: "),
            rule.level.label(language),
            rule.explanation(language)
        ));
        if !rule.examples().is_empty() {
            // The headings of the examples go two levels down, below the rule.
            let examples = rule.examples().replace("\n### ", "\n#### ").replacen("### ", "#### ", 1);
            let summary = pick("示例", "Examples");
            out.push_str(&format!("\n<details><summary>{summary}</summary>\n\n{examples}\n\n</details>\n"));
        }
    }
    out.push_str(&format!(
        "\n## {}\n\n{}\n\n{}\n|---|---|\n",
        pick("依据", "Basis"),
        pick(
            "检查结果所引用的条款，要求为我们的转述，以原文为准。",
            "The clauses that findings cite. What they ask for is in our words; the law itself prevails.",
        ),
        pick("| 条款 | 要求 |", "| clause | asks for |"),
    ));
    for clause in law::ALL {
        let gist = pick(clause.gist_zh, clause.gist_en);
        out.push_str(&format!("| {} | {gist} |\n", clause.get(language)));
    }
    out
}
