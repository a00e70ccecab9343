//! `qingdan/report/1`.

use serde::Serialize;

use super::{Inventory, Policy, Problem, inventory, policy, problems};
use crate::finding::{self, Level, Suppression};
use crate::report::{self, Counts};
use crate::sdk::database::Database;
use crate::source::{Language, Span};

/// `qingdan/report/1`.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    schema: &'static str,
    inventory: Inventory<'a>,
    policy: Policy<'a>,
    findings: Vec<Finding<'a>>,
    summary: Counts,
    problems: Vec<Problem<'a>>,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    rule: &'static str,
    level: Level,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sdk: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<&'a str>,
    applications: &'a [String],
    evidence: &'a [Span],
    policy: &'a [Span],
    basis: Vec<&'static str>,
    help: &'a str,
    fingerprint: String,
    suppressed: Option<&'a Suppression>,
}

/// All that a run of `check` found out.
pub fn report<'a>(report: &report::Report<'a>, database: &Database, language: Language) -> Report<'a> {
    Report {
        schema: "qingdan/report/1",
        inventory: inventory(report.inventory, report.sdk_db, database, language),
        policy: policy(report.policy, language),
        findings: report.findings.iter().map(|item| finding(item, language)).collect(),
        summary: Counts::of(report.findings),
        problems: problems(report.problems, language),
    }
}

fn finding(finding: &finding::Finding, language: Language) -> Finding<'_> {
    Finding {
        rule: finding.rule,
        level: finding.level,
        message: finding.message.get(language),
        sdk: finding.sdk.as_deref(),
        data: finding.data.as_deref(),
        permission: finding.permission.as_deref(),
        module: finding.module.as_deref(),
        applications: &finding.applications,
        evidence: &finding.evidence,
        policy: &finding.policy,
        basis: finding.basis.iter().map(|clause| clause.get(language)).collect(),
        help: finding.help.get(language),
        fingerprint: finding.fingerprint(),
        suppressed: finding.suppressed.as_ref(),
    }
}
