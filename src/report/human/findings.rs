//! The report of `check`: by SDK, the worst first, then the summary.

use std::collections::{BTreeMap, BTreeSet};

use miette::Severity;
use unicode_width::UnicodeWidthStr;

use super::excerpt::Excerpt;
use super::shown::Shown;
use super::{Style, problems};
use crate::finding::{Finding, Level};
use crate::report::{Report, printable, summary};
use crate::rules;
use crate::sdk::database::Database;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Span};

/// Most further places that are named for one group.
const MOST_PLACES: usize = 3;

/// The whole report.
pub fn check(report: &Report<'_>, database: &Database, style: &Style) -> String {
    let mut out = String::new();
    if !style.quiet {
        let shown = |finding: &&Finding| finding.level > Level::Note || style.verbose;
        let shown: Vec<&Finding> = report.active().filter(shown).collect();
        for (about, findings) in sections(&shown) {
            out.push_str(&heading(about, &findings, database, style));
            for group in groups(&findings) {
                out.push_str(&render(&group, database, style));
                out.push('\n');
            }
        }
        if !style.verbose {
            out.push_str(&notes(report, database, style));
        }
        if style.verbose {
            out.push_str(&suppressed(report, style));
        }
    }
    out.push_str(&problems(report.problems, style));
    out.push_str(&summary(report, style));
    out
}

/// What a section is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About<'a> {
    /// The policy as a whole: what is mended here often mends the rest.
    Policy,
    /// One SDK.
    Sdk(&'a str),
    /// Permissions and the data that they open.
    Permissions,
}

/// Findings by what they are about, the policy as a whole first; otherwise the section with the worst finding
/// stands first, as the findings come in that order.
fn sections<'a>(findings: &[&'a Finding]) -> Vec<(About<'a>, Vec<&'a Finding>)> {
    let mut sections: Vec<(About<'a>, Vec<&'a Finding>)> = vec![(About::Policy, Vec::new())];
    let mut known: BTreeMap<About<'a>, usize> = BTreeMap::from([(About::Policy, 0)]);
    for &finding in findings {
        let about = match (&finding.sdk, &finding.permission) {
            (Some(id), _) => About::Sdk(id),
            (None, Some(_)) => About::Permissions,
            (None, None) => About::Policy,
        };
        let at = *known.entry(about).or_insert(sections.len());
        match sections.get_mut(at) {
            Some((_, list)) => list.push(finding),
            None => sections.push((about, vec![finding])),
        }
    }
    sections.retain(|(_, list)| !list.is_empty());
    sections
}

fn heading(about: About<'_>, findings: &[&Finding], database: &Database, style: &Style) -> String {
    let name = match about {
        About::Policy => style.pick("隐私政策整体", "The policy as a whole").to_owned(),
        About::Permissions => style.pick("权限", "Permissions").to_owned(),
        About::Sdk(id) => match database.record(id) {
            Some(record) => format!("{}  {id}", record.display().get(style.language)),
            None => id.to_owned(),
        },
    };
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let counts: Vec<String> = [Level::Error, Level::Warning, Level::Note]
        .into_iter()
        .map(|level| (level, count(level)))
        .filter(|(_, number)| *number > 0)
        .map(|(level, number)| match style.language {
            Language::Zh => format!("{} {number}", level.label(Language::Zh)),
            Language::En => format!("{} {number}", level.label(Language::En)),
        })
        .collect();
    let title = format!("── {} ", printable(&name));
    let counts = format!(" {}", counts.join(style.pick("、", ", ")));
    let fill = style.width.saturating_sub(title.width() + counts.width());
    format!("{}{}\n\n", style.bold(&title), style.dim(&format!("{}{counts}", "─".repeat(fill))))
}

/// Findings that are mended by one edit stand together: same rule, level and SDK, and one data type each.
fn groups<'a>(findings: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known: BTreeMap<(&str, Level, &str, &[String]), usize> = BTreeMap::new();
    for &finding in findings {
        // Without a data type a finding stands alone.
        let at = match (&finding.sdk, &finding.data) {
            (Some(sdk), Some(_)) => {
                *known.entry((finding.rule, finding.level, sdk, &finding.applications)).or_insert(groups.len())
            }
            _ => groups.len(),
        };
        match groups.get_mut(at) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

fn names_of(group: &[&Finding], language: Language) -> String {
    let vocabulary = Vocabulary::get();
    let names: Vec<String> = group
        .iter()
        .filter_map(|finding| finding.data.as_deref())
        .map(|data| vocabulary.label(data).get(language).to_owned())
        .collect();
    names.join(if language == Language::Zh { "、" } else { ", " })
}

fn message(group: &[&Finding], database: &Database, style: &Style) -> String {
    let first = group[0];
    if group.len() == 1 {
        return printable(first.message.get(style.language));
    }
    let name = first.sdk.as_deref().and_then(|id| database.record(id)).map(|record| record.display());
    let name = name.map(|name| name.get(style.language).to_owned()).unwrap_or_default();
    let title = rules::find(first.rule).map_or("", |rule| rule.title(style.language));
    match style.language {
        Language::Zh => format!("{name}：{title}：{}", names_of(group, Language::Zh)),
        Language::En => format!("{name}: {title}: {}", names_of(group, Language::En)),
    }
}

/// How to mend it. A table row stands at the beginning of its line and is not wrapped, so that it can be pasted.
fn help(group: &[&Finding], style: &Style) -> String {
    let first = group[0];
    let text = if group.len() == 1 || first.rule == "denied-data" {
        printable(first.help.get(style.language))
    } else {
        match style.language {
            Language::Zh => format!("在条目中写明：{}", names_of(group, Language::Zh)),
            Language::En => format!("write into the entry: {}", names_of(group, Language::En)),
        }
    };
    let mut out = String::new();
    let mut label = style.bold(style.pick("修改：", "mend: "));
    for line in text.lines() {
        let indent = if line.starts_with('|') { "" } else { "  " };
        out.push_str(&format!("{indent}{label}{line}\n"));
        label.clear();
    }
    if !first.basis.is_empty() {
        let basis: Vec<&str> = first.basis.iter().map(|clause| clause.get(style.language)).collect();
        let (label, comma) = if style.language == Language::Zh { ("依据：", "、") } else { ("basis: ", "; ") };
        out.push_str(&style.dim(&format!("  {label}{}", basis.join(comma))));
        out.push('\n');
    }
    out
}

/// The message, the place that brings it in, the place of the policy, further places in one line, how to mend it.
fn render(group: &[&Finding], database: &Database, style: &Style) -> String {
    let first = group[0];
    let distinct = |places: fn(&Finding) -> &[Span]| {
        let mut seen = BTreeSet::new();
        let all = group.iter().flat_map(|finding| places(finding));
        all.filter(|place| seen.insert(*place)).collect::<Vec<&Span>>()
    };
    let evidence = distinct(|finding| &finding.evidence);
    let policy = distinct(|finding| &finding.policy);
    let severity = match first.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Advice,
    };
    let label = first.level.label(style.language);
    let message = format!("{label}[{}]: {}", first.rule, message(group, database, style));
    let shown = |message: String, severity: Severity, at: Option<&&Span>, label: &str| {
        let source = at.map(|span| Excerpt::of(span, style.width));
        Shown { message, code: None, severity, help: None, source, label: label.to_owned(), related: Vec::new() }
    };
    let brought = style.pick("由这里带入", "brought in here");
    let mut out = shown(message, severity, evidence.first(), brought).draw(style);
    if let Some(at) = policy.first() {
        let said = style.pick("隐私政策", "the policy").to_owned();
        out.push_str(&shown(said, Severity::Advice, Some(at), "").draw(style));
    }
    let more: Vec<&&Span> = evidence.iter().skip(1).chain(policy.iter().skip(1)).collect();
    if !more.is_empty() {
        let mut seen = BTreeSet::new();
        let lines = more.iter().map(|span| (span.path(), span.line()));
        let mut places: Vec<String> =
            lines.filter(|line| seen.insert(*line)).map(|(path, line)| format!("{}:{line}", printable(path))).collect();
        let hidden = places.len().saturating_sub(MOST_PLACES);
        places.truncate(MOST_PLACES);
        if hidden > 0 {
            places.push(match style.language {
                Language::Zh => format!("另有 {hidden} 处（--format json 列出全部）"),
                Language::En => format!("{hidden} more (--format json lists them all)"),
            });
        }
        let also = style.pick("另见：", "see also: ");
        out.push_str(&style.dim(&format!("  {also}{}", places.join(style.pick("、", ", ")))));
        out.push('\n');
    }
    out.push_str(&help(group, style));
    out
}

/// Notes in short: one line a rule and SDK.
fn notes(report: &Report<'_>, database: &Database, style: &Style) -> String {
    let notes: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.suppressed.is_none() && finding.level == Level::Note).collect();
    let mut out = String::new();
    for group in groups(&notes) {
        let label = style.paint("36", Level::Note.label(style.language));
        let at = group[0].evidence.first().or(group[0].policy.first()).map(Span::place);
        let at = at.map(|place| format!(" ({}:{})", printable(place.path), place.line)).unwrap_or_default();
        out.push_str(&format!("{label}[{}]: {}{}\n", group[0].rule, message(&group, database, style), style.dim(&at)));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn suppressed(report: &Report<'_>, style: &Style) -> String {
    let mut out = String::new();
    for finding in report.findings {
        let Some(suppression) = &finding.suppressed else { continue };
        let label = style.dim(style.pick("已屏蔽", "suppressed"));
        out.push_str(&format!(
            "{label}[{}]: {} — {}\n",
            finding.rule,
            printable(finding.message.get(style.language)),
            printable(&suppression.reason)
        ));
    }
    out
}

/// Rules whose findings a generated SDK list mends.
const MENDED_BY_A_LIST: &[&str] = &[
    "missing-sdk-list",
    "undeclared-sdk",
    "undeclared-sdk-data",
    "undeclared-optional-data",
    "incomplete-sdk-entry",
    "wrong-privacy-link",
];

fn summary(report: &Report<'_>, style: &Style) -> String {
    let verdict = style.bold(&summary::verdict(report, style.language));
    let coverage = summary::coverage(report.inventory, Some(report.policy), style.language);
    let mended = report.active().filter(|finding| MENDED_BY_A_LIST.contains(&finding.rule)).count();
    let hint = match style.language {
        _ if mended < 2 || style.quiet => String::new(),
        Language::Zh => format!("下一步：用 qingdan appendix 生成 SDK 清单放入隐私政策，可一次解决其中 {mended} 条\n"),
        Language::En => {
            format!("next: `qingdan appendix` writes an SDK list for the policy that mends {mended} of these at once\n")
        }
    };
    format!("{verdict}\n{coverage}\n{hint}")
}
