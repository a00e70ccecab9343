//! `qingdan data-safety`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::run::{self, Project};
use super::settings::Settings;
use super::write::{atomically, failed};
use super::{Error, Outcome, print};
use crate::allow;
use crate::appendix::Facts;
use crate::data_safety::{self, Implied, Sheet};
use crate::finding::{Finding, Level};
use crate::project;
use crate::report::human::Style;
use crate::report::printable;
use crate::rules::{self, OF_THE_FORM};
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Source, Span, Text, decode, read_file};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The form as Play Console exports it (CSV)
    #[arg(long, value_name = "CSV", required_unless_present = "check", conflicts_with = "check")]
    form: Option<PathBuf>,
    #[command(flatten)]
    pub project: Project,
    /// Compare a form with what SDKs and permissions imply, and change nothing
    #[arg(long, value_name = "CSV")]
    check: Option<PathBuf>,
    /// Write the filled form to a file instead of standard output
    #[arg(long, short, value_name = "FILE", conflicts_with = "check")]
    output: Option<PathBuf>,
    /// Say the reasons alone; write no form
    #[arg(long, conflicts_with_all = ["check", "output"])]
    explain: bool,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, style: &Style) -> Result<Outcome, Error> {
    let files = run::files(settings)?;
    let inventory = run::inventory(settings, &files)?;
    let facts = Facts {
        inventory: &inventory,
        database: &settings.database,
        permissions: PermissionTable::get(),
        vocabulary: Vocabulary::get(),
    };
    let implied = data_safety::implied(facts);
    let outcome = match (&arguments.check, &arguments.form) {
        (Some(path), _) => {
            let (sheet, shown) = form(path)?;
            let mut findings = undeclared(&sheet, &shown, &implied);
            judge(&mut findings, settings, &inventory.project);
            tell(&findings, &shown, style)?
        }
        (None, Some(path)) => {
            let (mut sheet, _) = form(path)?;
            let filled = data_safety::fill(&mut sheet, &implied);
            let said = explanation(&filled, style);
            if arguments.explain {
                print(&said)?;
            } else {
                eprint!("{said}");
                match &arguments.output {
                    Some(path) => {
                        atomically(path, sheet.text().as_bytes()).map_err(|error| failed(path, &error))?;
                    }
                    None => print(sheet.text())?,
                }
            }
            Outcome::Clean
        }
        (None, None) => Outcome::Clean,
    };
    Ok(if inventory.problems.is_empty() { outcome } else { Outcome::Incomplete })
}

fn form(path: &Path) -> Result<(Sheet, String), Error> {
    let shown = path.to_string_lossy().replace('\\', "/");
    let bytes = read_file(path).map_err(|error| {
        Error::user(format!("无法读取 {shown}：{error}"), format!("could not read {shown}: {error}"), "", "")
    })?;
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { "\u{feff}" } else { "" };
    let text = format!("{mark}{}", decode(&bytes).0);
    let sheet = Sheet::read(&text).ok_or_else(|| {
        Error::user(
            format!("{shown} 不是 Play 管理中心导出的数据安全表单"),
            format!("{shown} is no Data safety form exported by Play Console"),
            "在 Play 管理中心的“应用内容 > 数据安全”中选择“导出为 CSV”",
            "in Play Console, App content > Data safety, choose \"Export to CSV\"",
        )
    })?;
    Ok((sheet, shown))
}

/// Why each answer was set, and what stays open.
fn explanation(filled: &data_safety::Filled, style: &Style) -> String {
    let mut out = String::new();
    for (answer, reasons) in &filled.set {
        let mut name = answer.question.clone();
        if !answer.response.is_empty() {
            name = format!("{name} {}", answer.response);
        }
        out.push_str(&format!("{name} = true\n"));
        for reason in reasons {
            out.push_str(&format!("  {}\n", reason.get(style.language)));
        }
    }
    for entry in &filled.open {
        let note =
            style.pick("仅在启用相应功能时收集，请确认", "collected only when a function is used; decide for yourself");
        out.push_str(&format!("{} {}: {note}\n", entry.category, entry.response));
        for reason in &entry.reasons {
            out.push_str(&format!("  {}\n", reason.get(style.language)));
        }
    }
    for answer in &filled.missing {
        let note = style.pick("表单中没有这一行", "the form has no such row");
        out.push_str(&format!("{} {}: {note}\n", answer.question, answer.response));
    }
    out.push_str(style.pick(
        "未作答的项目（是否共享、是否可选、是否仅在内存中处理、传输加密、删除途径）需要由开发者填写。\n",
        "What is still open (sharing, user control, ephemeral processing, encryption in transit, deletion) is for the developer to answer.\n",
    ));
    printable(&out)
}

/// What the form does not declare.
fn undeclared(sheet: &Sheet, path: &str, implied: &[Implied]) -> Vec<Finding> {
    let source = Source::new(path, sheet.text());
    let level = rules::find(OF_THE_FORM).map_or(Level::Error, |rule| rule.level);
    let mut findings = Vec::new();
    for entry in implied {
        let place = match sheet.says(entry.category, entry.response) {
            Some((true, _)) => continue,
            Some((false, at)) => Some(Span::new(&source, at.start, at.end)),
            None => None,
        };
        let zh: Vec<&str> = entry.reasons.iter().map(|reason| reason.zh.as_str()).collect();
        let en: Vec<&str> = entry.reasons.iter().map(|reason| reason.en.as_str()).collect();
        let message = Text::new(
            format!("表单没有申报 {}：{}", entry.response, zh.join("；")),
            format!("the form does not declare {}: {}", entry.response, en.join("; ")),
        );
        findings.push(
            Finding::new(OF_THE_FORM, if entry.certain { level } else { Level::Warning }, message)
                .subject(entry.response)
                .evidence(entry.evidence.clone())
                .policy(place),
        );
    }
    findings
}

/// Gives the findings the levels of the configuration and suppresses what it allows of this rule.
fn judge(findings: &mut Vec<Finding>, settings: &Settings, project: &project::Project) {
    settings.config.levels.apply(findings);
    let allowances = settings.config.allowances.iter().filter(|allowance| allowance.rule == Some(OF_THE_FORM));
    allow::apply(findings, allowances, project, settings.today, true);
}

fn tell(findings: &[Finding], path: &str, style: &Style) -> Result<Outcome, Error> {
    let (allowed, active): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.suppressed.is_some());
    let mut out = String::new();
    for finding in &active {
        let place = finding.policy.first().map_or_else(|| path.to_owned(), |at| format!("{path}:{}", at.line()));
        let (level, message) = (finding.level.label(style.language), finding.message.get(style.language));
        out.push_str(&format!("{place}: {level} [{}] {message}\n", finding.rule));
    }
    if findings.is_empty() {
        out.push_str(style.pick("表单与应用清单一致\n", "the form declares what the inventory implies\n"));
    }
    if !allowed.is_empty() {
        out.push_str(&match style.language {
            Language::Zh => format!("已屏蔽 {} 条\n", allowed.len()),
            Language::En => format!("suppressed: {}\n", allowed.len()),
        });
    }
    print(&printable(&out))?;
    let failing = active.iter().any(|finding| finding.level == Level::Error);
    Ok(if failing { Outcome::Findings } else { Outcome::Clean })
}
