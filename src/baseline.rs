//! The baseline: findings that were there when the program came to an old project. Only new ones fail.
//!
//! Entries are told apart by the fingerprint of the finding, which holds no line and no version; the rest of an
//! entry is there for those who read the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::allow::ABOUT_SUPPRESSIONS;
use crate::config::Mistake;
use crate::finding::{Finding, Level, SuppressedBy, Suppression};
use crate::source::{Language, Source, Span, Text};

/// A baseline that was read.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The entries by fingerprint, each with its place.
    entries: BTreeMap<String, (Entry, Span)>,
    /// The file, as reports show it.
    path: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sdk: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(default)]
    finding: Vec<Spanned<Entry>>,
}

#[derive(Serialize)]
struct Written {
    finding: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline.
    pub fn read(source: &Arc<Source>) -> Result<Self, Mistake> {
        let read: Read = toml::from_str(source.text()).map_err(|error| {
            let span = error.span().unwrap_or_default();
            Mistake {
                at: Span::new(source, span.start, span.end),
                message: Text::new(
                    format!("基线文件有误：{}", error.message()),
                    format!("the baseline is not valid: {}", error.message()),
                ),
                hint: Text::new(
                    "用 qingdan check --write-baseline 重新生成",
                    "`qingdan check --write-baseline` writes it anew",
                ),
            }
        })?;
        let entries = read.finding.into_iter().map(|entry| {
            let at = Span::new(source, entry.span().start, entry.span().end);
            (entry.get_ref().fingerprint.clone(), (entry.into_inner(), at))
        });
        Ok(Self { entries: entries.collect(), path: source.path().to_owned() })
    }

    /// Suppresses the findings that the baseline records and adds a note for each entry that no longer occurs,
    /// where the run was `whole` and therefore can tell.
    pub fn apply(&self, findings: &mut Vec<Finding>, whole: bool) {
        let mut gone = self.entries.clone();
        for finding in findings.iter_mut() {
            let fingerprint = finding.fingerprint();
            gone.remove(&fingerprint);
            if finding.suppressed.is_none() && self.entries.contains_key(&fingerprint) {
                let (reason, by) = (format!("baseline: {}", self.path), SuppressedBy::Baseline);
                finding.suppressed = Some(Suppression { reason, expires: None, by });
            }
        }
        if !whole {
            return;
        }
        let note = |(fingerprint, (entry, at)): (String, (Entry, Span))| {
            let message = Text::new(
                format!("基线中的 {} 已不再出现：{}", entry.rule, entry.message),
                format!("the baseline's {} no longer occurs: {}", entry.rule, entry.message),
            );
            let help = Text::new(
                "用 qingdan check --write-baseline 更新基线",
                "bring the baseline up to date with `qingdan check --write-baseline`",
            );
            Finding::new("unused-allowance", Level::Note, message).help(help).subject(fingerprint).evidence([at])
        };
        findings.extend(gone.into_iter().map(note));
    }
}

/// The baseline of a run, and how many findings it records: all that nobody has allowed.
pub fn write(findings: &[Finding], language: Language) -> Result<(String, usize), toml::ser::Error> {
    let entry = |finding: &Finding| Entry {
        fingerprint: finding.fingerprint(),
        rule: finding.rule.to_owned(),
        sdk: finding.sdk.clone(),
        data: finding.data.clone(),
        permission: finding.permission.clone(),
        module: finding.module.clone(),
        path: finding.evidence.first().or(finding.policy.first()).map(|at| at.path().to_owned()),
        message: finding.message.get(language).to_owned(),
    };
    let counts = |finding: &&Finding| finding.suppressed.is_none() && !ABOUT_SUPPRESSIONS.contains(&finding.rule);
    let mut entries: Vec<Entry> = findings.iter().filter(counts).map(entry).collect();
    let order = |entry: &Entry| {
        (entry.rule.clone(), entry.sdk.clone(), entry.data.clone(), entry.permission.clone(), entry.fingerprint.clone())
    };
    entries.sort_by_key(order);
    entries.dedup_by(|a, b| a.fingerprint == b.fingerprint);
    let head = match language {
        Language::Zh => {
            "# qingdan 基线：以下是引入 qingdan 时已有的问题，不会使检查失败。\n# 由 qingdan check --write-baseline 生成；只有 fingerprint 起作用。\n\n"
        }
        Language::En => {
            "# The baseline of qingdan: findings that were there before it and do not fail a check.\n# Written by `qingdan check --write-baseline`; only the fingerprints count.\n\n"
        }
    };
    let count = entries.len();
    let body = if count == 0 { String::new() } else { toml::to_string(&Written { finding: entries })? };
    Ok((format!("{head}{body}"), count))
}
