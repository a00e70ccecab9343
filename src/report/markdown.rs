//! A summary in Markdown, for the summary of a CI job or a comment on a merge request.

use super::place::{self, Excerpt};
use super::{Counts, Report, printable, summary};
use crate::finding::{Finding, Level};
use crate::source::Language;

/// Most findings that are written out: the summary of a job may hold one megabyte.
const MOST: usize = 300;

/// The summary.
pub fn report(report: &Report<'_>, language: Language) -> String {
    let zh = language == Language::Zh;
    let pick = |chinese: &'static str, english: &'static str| if zh { chinese } else { english };
    let counts = Counts::of(report.findings);
    let mut out = format!(
        "## {}\n\n**{}**\n\n{}\n",
        pick("qingdan：数据清单与 SDK 披露检查", "qingdan: data inventory and SDK disclosure"),
        escape(&summary::verdict(report, language)),
        escape(&summary::coverage(report.inventory, Some(report.policy), language)),
    );
    if !report.problems.is_empty() {
        out.push_str(&format!("\n### {}\n\n", pick("无法读取", "Could not be read")));
        for problem in report.problems {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            let path = code(&format!("{}{line}", problem.path));
            out.push_str(&format!("- {path}{}{}\n", pick("：", ": "), escape(problem.message.get(language))));
        }
    }
    let mut left = MOST;
    for (level, number) in [(Level::Error, counts.error), (Level::Warning, counts.warning), (Level::Note, counts.note)]
    {
        if number == 0 {
            continue;
        }
        let title = match (level, zh) {
            (Level::Error, true) => "错误",
            (Level::Error, false) => "Errors",
            (Level::Warning, true) => "警告",
            (Level::Warning, false) => "Warnings",
            (Level::Note, true) => "提示",
            (Level::Note, false) => "Notes",
        };
        // Notes are folded: they are many and nobody has to act on them.
        let (open, close) = if level == Level::Note {
            (format!("\n<details><summary>{title} ({number})</summary>\n\n"), "\n</details>\n")
        } else {
            (format!("\n### {title} ({number})\n\n"), "")
        };
        out.push_str(&open);
        out.push_str(pick(
            "| 规则 | 内容 | 来源 | 隐私政策 |\n|---|---|---|---|\n",
            "| rule | finding | brought in by | policy |\n|---|---|---|---|\n",
        ));
        for finding in report.active().filter(|finding| finding.level == level).take(left) {
            out.push_str(&row(finding, language));
        }
        out.push_str(close);
        if number > left {
            out.push_str(&match language {
                Language::Zh => format!("\n另有 {} 条未列出，完整内容见 HTML 或 JSON 报告。\n", number - left),
                Language::En => format!("\n{} more; the HTML and JSON reports have them all.\n", number - left),
            });
        }
        left = left.saturating_sub(number);
    }
    let suppressed: Vec<&Finding> = report.findings.iter().filter(|finding| finding.suppressed.is_some()).collect();
    if !suppressed.is_empty() {
        let title = pick("已屏蔽", "Suppressed");
        out.push_str(&format!("\n<details><summary>{title} ({})</summary>\n\n", suppressed.len()));
        for finding in suppressed.iter().take(MOST) {
            let reason = finding.suppressed.as_ref().map_or("", |suppression| suppression.reason.as_str());
            let message = escape(finding.message.get(language));
            out.push_str(&format!("- `{}` {message} — {}\n", finding.rule, escape(reason)));
        }
        out.push_str("\n</details>\n");
    }
    out
}

fn row(finding: &Finding, language: Language) -> String {
    let place = |spans: &[crate::source::Span]| {
        let Some(span) = spans.first() else { return String::new() };
        let excerpt = Excerpt::of(span, 0, 60);
        let more = if spans.len() > 1 { format!(" +{}", spans.len() - 1) } else { String::new() };
        let text = if excerpt.marked.is_empty() { String::new() } else { format!("<br>{}", code(&excerpt.marked)) };
        format!("{}{more}{text}", code(&format!("{}:{}", excerpt.path, excerpt.line)))
    };
    let help = finding.help.get(language);
    let help = if help.is_empty() { String::new() } else { format!("<br>{}", escape(&place::cut(help, 400))) };
    format!(
        "| `{}` | {}{help} | {} | {} |\n",
        finding.rule,
        escape(finding.message.get(language)),
        place(&finding.evidence),
        place(&finding.policy)
    )
}

/// Text that Markdown takes as it is; a line end becomes a line break, so that rows stay rows.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A name after it would be told of the comment.
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A code span inside a table cell: HTML, since a code span of Markdown cannot hold every text.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_file_is_markup() {
        assert_eq!(escape("a|b\n<img>`x` @all"), "a\\|b<br>&lt;img&gt;\\`x\\` &#64;all");
    }
}
