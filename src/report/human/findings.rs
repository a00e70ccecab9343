//! The report of `check`: grouped by what has to be mended, the worst first, then the summary.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};

use super::excerpt::Excerpt;
use super::{Style, coverage, problems};
use crate::allow::ABOUT_SUPPRESSIONS;
use crate::finding::{Finding, Level};
use crate::report::{Counts, Report, printable};
use crate::rules;
use crate::sdk::database::Database;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Span};

/// Most places of one side that are shown for one group.
const MOST_PLACES: usize = 3;

/// The whole report.
pub fn check(report: &Report<'_>, database: &Database, style: &Style) -> String {
    let mut out = String::new();
    if !style.quiet {
        let shown = |finding: &&Finding| finding.suppressed.is_none() && (finding.level > Level::Note || style.verbose);
        let shown: Vec<&Finding> = report.findings.iter().filter(shown).collect();
        for group in groups(&shown) {
            out.push_str(&render(&group, database, style));
            out.push('\n');
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

/// Findings that are mended by one edit stand together: same rule, level and SDK, and one data type each.
fn groups<'a>(findings: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for &finding in findings {
        let joins = |group: &&mut Vec<&Finding>| {
            let first = group[0];
            finding.sdk.is_some()
                && finding.data.is_some()
                && (first.rule, first.level, &first.sdk, &first.applications)
                    == (finding.rule, finding.level, &finding.sdk, &finding.applications)
        };
        match groups.iter_mut().find(joins) {
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

fn help(group: &[&Finding], style: &Style) -> String {
    let first = group[0];
    let mut help = if group.len() == 1 || first.rule == "denied-data" {
        printable(first.help.get(style.language))
    } else {
        match style.language {
            Language::Zh => format!("在条目中写明：{}", names_of(group, Language::Zh)),
            Language::En => format!("write into the entry: {}", names_of(group, Language::En)),
        }
    };
    if !first.basis.is_empty() {
        let basis: Vec<&str> = first.basis.iter().map(|clause| clause.get(style.language)).collect();
        let (label, comma) = if style.language == Language::Zh { ("依据：", "、") } else { ("basis: ", "; ") };
        help.push_str(&format!("\n{label}{}", basis.join(comma)));
    }
    help
}

/// A group of findings as miette sees it; the places of the policy follow as related diagnostics.
pub(super) struct Shown {
    pub message: String,
    pub code: Option<String>,
    pub severity: Severity,
    pub help: Option<String>,
    pub source: Option<Excerpt>,
    pub label: String,
    pub related: Vec<Shown>,
}

impl Shown {
    pub(super) fn place(span: &Span, message: String, label: &str) -> Self {
        Self {
            message,
            code: None,
            severity: Severity::Advice,
            help: None,
            source: Some(Excerpt::of(span)),
            label: label.to_owned(),
            related: Vec::new(),
        }
    }

    /// The text with its frames and arrows.
    pub(super) fn draw(&self, style: &Style) -> String {
        let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(style.width)
            .with_links(false)
            .with_wrap_lines(true)
            .with_break_words(true);
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut out, self);
        out
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.source.as_ref()?;
        let (start, length) = source.mark;
        let label = Some(self.label.clone()).filter(|label| !label.is_empty());
        Some(Box::new(std::iter::once(LabeledSpan::new(label, start, length))))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.related.iter().map(|related| related as &dyn Diagnostic)))
    }
}

fn render(group: &[&Finding], database: &Database, style: &Style) -> String {
    let first = group[0];
    let distinct = |places: fn(&Finding) -> &[Span]| {
        let mut all: Vec<&Span> = Vec::new();
        for place in group.iter().flat_map(|finding| places(finding)) {
            if !all.contains(&place) {
                all.push(place);
            }
        }
        all
    };
    let evidence = distinct(|finding| &finding.evidence);
    let policy = distinct(|finding| &finding.policy);
    // A finding about an allowance shows where it is written; nothing is brought in there.
    let brought = match ABOUT_SUPPRESSIONS.contains(&first.rule) {
        true => style.pick("这里", "here"),
        false => style.pick("由这里带入", "brought in here"),
    };
    let said = style.pick("隐私政策", "the policy");
    let place = |(span, is_policy): (&Span, bool)| {
        let (message, label) =
            if is_policy { (said, style.pick("这里", "here")) } else { (style.pick("来源", "source"), brought) };
        Shown::place(span, message.to_owned(), label)
    };
    let mut places = evidence
        .iter()
        .take(MOST_PLACES)
        .map(|span| (*span, false))
        .chain(policy.iter().take(MOST_PLACES).map(|span| (*span, true)));
    let primary = places.next();
    let severity = match first.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Advice,
    };
    let shown = Shown {
        message: message(group, database, style),
        code: Some(first.rule.to_owned()),
        severity,
        help: Some(help(group, style)),
        label: primary.map_or(
            String::new(),
            |(_, is_policy)| {
                if is_policy { said.to_owned() } else { brought.to_owned() }
            },
        ),
        source: primary.map(|(span, _)| Excerpt::of(span)),
        related: places.map(place).collect(),
    };
    let mut out = shown.draw(style);
    let hidden = evidence.len().saturating_sub(MOST_PLACES) + policy.len().saturating_sub(MOST_PLACES);
    if hidden > 0 {
        let more = match style.language {
            Language::Zh => format!("  （另有 {hidden} 处，见 --format json）\n"),
            Language::En => format!("  ({hidden} more places; see --format json)\n"),
        };
        out.push_str(&style.dim(&more));
    }
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
        let at = at.map(|place| format!(" ({}:{})", printable(&place.path), place.line)).unwrap_or_default();
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

fn summary(report: &Report<'_>, style: &Style) -> String {
    let counts = Counts::of(report.findings);
    let unread = report.problems.len();
    let understood = report.inventory.coverage.manifests + report.inventory.coverage.dependencies > 0;
    let verdict = match style.language {
        Language::Zh if !understood => "没有读到任何清单或依赖，不能视为通过".to_owned(),
        Language::En if !understood => "no manifest and no dependency was understood; this is no pass".to_owned(),
        Language::Zh => format!(
            "{} 个错误，{} 个警告，{} 条提示{}{}",
            counts.error,
            counts.warning,
            counts.note,
            if counts.suppressed > 0 { format!("，{} 条已屏蔽", counts.suppressed) } else { String::new() },
            if unread > 0 { format!("；{unread} 处无法读取，结果不完整") } else { String::new() },
        ),
        Language::En => format!(
            "{}, {}, {}{}{}",
            super::count(counts.error, "error"),
            super::count(counts.warning, "warning"),
            super::count(counts.note, "note"),
            if counts.suppressed > 0 { format!(", {} suppressed", counts.suppressed) } else { String::new() },
            if unread > 0 {
                format!("; {} could not be read, so this is not the whole picture", super::count(unread, "input"))
            } else {
                String::new()
            },
        ),
    };
    format!("{}\n{}\n", style.bold(&verdict), coverage(report.inventory, Some(report.policy), style))
}
