//! One self-contained page: the summary, every finding with both excerpts, and what is collected against what
//! is declared. It loads nothing, and it can be read, printed and searched without its script.

mod coverage;

use super::place::{Excerpt, Side, places};
use super::{Counts, Report, printable, summary};
use crate::finding::Finding;
use crate::sdk::database::Database;
use crate::source::{Language, Span};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Columns shown around a place, and of it.
const AROUND: usize = 120;
const MOST: usize = 400;
/// Most places of one side that a finding shows.
const MOST_PLACES: usize = 5;

/// The page.
pub fn report(report: &Report<'_>, database: &Database, language: Language) -> String {
    let words = Words { language };
    let lang = words.pick("zh-CN", "en");
    let title = words.pick("数据清单与 SDK 披露检查报告", "Data inventory and SDK disclosure report");
    let verdict = escape(&summary::verdict(report, language));
    let coverage_line = escape(&summary::coverage(report.inventory, Some(report.policy), language));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>qingdan · {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<p class=\"verdict\">{verdict}</p>\n"
    );
    out.push_str(&tiles(report, words));
    out.push_str(&format!("<p class=\"soft\">{coverage_line}</p>\n"));
    out.push_str(&problems(report, words));
    out.push_str("</header>\n<main>\n");
    out.push_str(&format!("<h2 id=\"findings\">{}</h2>\n", words.pick("检查结果", "Findings")));
    if report.findings.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", words.pick("没有发现问题。", "Nothing was found.")));
    }
    out.push_str(&tools(report, database, words));
    for finding in report.findings {
        out.push_str(&article(finding, words));
    }
    out.push_str(&coverage::section(report, database, words));
    let (program, data) = (words.pick("由 qingdan", "Written by qingdan"), words.pick("SDK 数据库", "SDK database"));
    out.push_str(&format!(
        "</main>\n<footer>{program} {} · {data} {}</footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        escape(report.sdk_db)
    ));
    out
}

/// Words of the page in its language.
#[derive(Clone, Copy)]
struct Words {
    language: Language,
}

impl Words {
    fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn colon(self) -> &'static str {
        self.pick("：", ": ")
    }
}

fn tiles(report: &Report<'_>, words: Words) -> String {
    let counts = Counts::of(report.findings);
    let tile = |class: &str, number: usize, label: &str| {
        format!("<li class=\"{class}\"><strong>{number}</strong>{label}</li>\n")
    };
    format!(
        "<ul class=\"tiles\">\n{}{}{}{}</ul>\n",
        tile("error", counts.error, words.pick("错误", "errors")),
        tile("warning", counts.warning, words.pick("警告", "warnings")),
        tile("note", counts.note, words.pick("提示", "notes")),
        tile("suppressed", counts.suppressed, words.pick("已屏蔽", "suppressed")),
    )
}

fn problems(report: &Report<'_>, words: Words) -> String {
    if report.problems.is_empty() {
        return String::new();
    }
    let title = words.pick("无法读取，结果不完整", "Could not be read; this is not the whole picture");
    let mut out = format!("<section class=\"problems\">\n<h3>{title}</h3>\n<ul>\n");
    for problem in report.problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        out.push_str(&format!(
            "<li><code>{}{line}</code>{}{}</li>\n",
            escape(&problem.path),
            words.colon(),
            escape(problem.message.get(words.language))
        ));
    }
    out.push_str("</ul>\n</section>\n");
    out
}

/// Search and filters. They are hidden until the script runs.
fn tools(report: &Report<'_>, database: &Database, words: Words) -> String {
    let search = words.pick("搜索结果与清单", "Search findings and inventory");
    let mut out = format!(
        "<form class=\"tools\" hidden>\n<input type=\"search\" placeholder=\"{search}\" aria-label=\"{search}\">\n"
    );
    let counts = Counts::of(report.findings);
    let levels = [
        ("error", counts.error, words.pick("错误", "errors"), true),
        ("warning", counts.warning, words.pick("警告", "warnings"), true),
        ("note", counts.note, words.pick("提示", "notes"), true),
        ("suppressed", counts.suppressed, words.pick("已屏蔽", "suppressed"), false),
    ];
    for (value, number, label, on) in levels {
        if number > 0 {
            let checked = if on { " checked" } else { "" };
            out.push_str(&format!(
                "<label><input type=\"checkbox\" value=\"{value}\"{checked}> {label} ({number})</label>\n"
            ));
        }
    }
    let mut sdks: Vec<&str> = report.findings.iter().filter_map(|finding| finding.sdk.as_deref()).collect();
    sdks.sort_unstable();
    sdks.dedup();
    if sdks.len() > 1 {
        let options = sdks.iter().map(|id| {
            let name = database.record(id).map(|record| record.display().get(words.language).to_owned());
            (*id, name.unwrap_or_else(|| (*id).to_owned()))
        });
        out.push_str(&select("sdk", words.pick("全部 SDK", "all SDKs"), options));
    }
    let applications = &report.inventory.applications;
    if applications.len() > 1 {
        let options = applications.iter().map(|application| (application.module.as_str(), application.module.clone()));
        out.push_str(&select("application", words.pick("全部应用", "all applications"), options));
    }
    out.push_str("<output aria-live=\"polite\"></output>\n</form>\n");
    out
}

fn select<'a>(name: &str, all: &str, options: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut out = format!("<select name=\"{name}\" aria-label=\"{name}\"><option value=\"\">{all}</option>");
    for (value, label) in options {
        out.push_str(&format!("<option value=\"{}\">{}</option>", escape(value), escape(&label)));
    }
    out.push_str("</select>\n");
    out
}

fn article(finding: &Finding, words: Words) -> String {
    let language = words.language;
    let level = finding.level.name();
    let state = if finding.suppressed.is_some() { "suppressed" } else { level };
    let class = if finding.suppressed.is_some() { format!("{level} suppressed") } else { level.to_owned() };
    let mut out = format!(
        "<article class=\"finding {class}\" data-level=\"{state}\" data-sdk=\"{}\" data-applications=\"{}\">\n\
         <div class=\"head\"><span class=\"badge {level}\">{}</span><code>{}</code><span class=\"soft\">{}</span></div>\n\
         <h3>{}</h3>\n",
        escape(finding.sdk.as_deref().unwrap_or_default()),
        escape(&finding.applications.join(" ")),
        finding.level.label(language),
        finding.rule,
        escape(&finding.applications.join(" ")),
        escape(finding.message.get(language)),
    );
    if let Some(suppression) = &finding.suppressed {
        let until = suppression.expires.as_ref().map(|day| match language {
            Language::Zh => format!("（{day} 到期）"),
            Language::En => format!(" (until {day})"),
        });
        out.push_str(&format!(
            "<p>{}{}{}{}</p>\n",
            words.pick("已屏蔽", "Suppressed"),
            words.colon(),
            escape(&suppression.reason),
            escape(&until.unwrap_or_default())
        ));
    }
    let places = places(finding);
    let sides = [
        (Side::Evidence, words.pick("由这里带入", "Brought in here")),
        (Side::Policy, words.pick("隐私政策", "The policy")),
    ];
    if !places.is_empty() {
        out.push_str("<div class=\"sides\">\n");
        for (side, label) in sides {
            let spans: Vec<&Span> = places.iter().filter(|(of, _)| *of == side).map(|&(_, span)| span).collect();
            if !spans.is_empty() {
                out.push_str(&format!("<div><p class=\"side\">{label}</p>\n{}</div>\n", figures(&spans, words)));
            }
        }
        out.push_str("</div>\n");
    }
    let help = finding.help.get(language);
    if !help.is_empty() {
        let label = words.pick("修改建议", "How to mend it");
        out.push_str(&format!("<p class=\"help\"><b>{label}</b>{}{}</p>\n", words.colon(), escape(help)));
    }
    if !finding.basis.is_empty() {
        let basis: Vec<&str> = finding.basis.iter().map(|clause| clause.get(language)).collect();
        let label = words.pick("依据", "Basis");
        let basis = basis.join(words.pick("、", "; "));
        out.push_str(&format!("<p class=\"soft\">{label}{}{}</p>\n", words.colon(), escape(&basis)));
    }
    out.push_str("</article>\n");
    out
}

fn figures(spans: &[&Span], words: Words) -> String {
    let mut out = String::new();
    for span in spans.iter().take(MOST_PLACES) {
        let Excerpt { path, line, before, marked, after, .. } = Excerpt::of(span, AROUND, MOST);
        out.push_str(&format!("<figure><figcaption>{}:{line}</figcaption>", escape(&path)));
        if !(before.is_empty() && marked.is_empty() && after.is_empty()) {
            let mark = if marked.is_empty() { String::new() } else { format!("<mark>{}</mark>", escape(&marked)) };
            out.push_str(&format!("<pre>{}{mark}{}</pre>", escape(&before), escape(&after)));
        }
        out.push_str("</figure>\n");
    }
    let hidden = spans.len().saturating_sub(MOST_PLACES);
    if hidden > 0 {
        out.push_str(&match words.language {
            Language::Zh => format!("<p class=\"soft\">另有 {hidden} 处，见 JSON 报告</p>\n"),
            Language::En => format!("<p class=\"soft\">{hidden} more in the JSON report</p>\n"),
        });
    }
    out
}

/// Text for content and attributes alike.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;

    #[test]
    fn every_level_has_a_style() {
        for level in [Level::Error, Level::Warning, Level::Note] {
            assert!(STYLE.contains(&format!(".finding.{}", level.name())), "{level:?}");
        }
    }

    #[test]
    fn the_page_names_no_other_site() {
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"), "a style that loads something");
        assert!(!SCRIPT.contains("http") && !SCRIPT.contains("fetch"), "a script that loads something");
    }
}
