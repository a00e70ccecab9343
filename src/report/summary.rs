//! The sentences that every format ends with: what was found, and what was read.

use super::{Counts, Report};
use crate::inventory::Inventory;
use crate::policy::Policy;
use crate::source::Language;

/// What was found, in one line.
pub fn verdict(report: &Report<'_>, language: Language) -> String {
    let counts = Counts::of(report.findings);
    let unread = report.problems.len();
    match language {
        Language::Zh if !report.understood() => "没有读到任何清单或依赖，不能视为通过".to_owned(),
        Language::En if !report.understood() => {
            "no manifest and no dependency was understood; this is no pass".to_owned()
        }
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
            count(counts.error, "error"),
            count(counts.warning, "warning"),
            count(counts.note, "note"),
            if counts.suppressed > 0 { format!(", {} suppressed", counts.suppressed) } else { String::new() },
            if unread > 0 {
                format!("; {} could not be read, so this is not the whole picture", count(unread, "input"))
            } else {
                String::new()
            },
        ),
    }
}

/// What was read: the line that keeps a green run honest.
pub fn coverage(inventory: &Inventory, policy: Option<&Policy>, language: Language) -> String {
    let coverage = &inventory.coverage;
    let (documents, sentences) = policy.map_or((0, 0), |policy| {
        (policy.documents.len(), policy.documents.iter().map(|document| document.sentences).sum::<usize>())
    });
    let mut line = match language {
        Language::Zh => format!(
            "覆盖：{} 个应用、{} 个模块、{} 份 AndroidManifest、{} 个构建文件、{} 条依赖（另有 {} 条未能解析）、{} 个随包发布的 SDK",
            inventory.applications.len(),
            coverage.modules,
            coverage.manifests,
            coverage.build_files,
            coverage.dependencies,
            coverage.unresolved,
            coverage.sdks,
        ),
        Language::En => format!(
            "Read: {}, {}, {}, {}, {} ({} not worked out), {}",
            count(inventory.applications.len(), "application"),
            count(coverage.modules, "module"),
            count(coverage.manifests, "manifest"),
            count(coverage.build_files, "build file"),
            if coverage.dependencies == 1 {
                "1 dependency".to_owned()
            } else {
                format!("{} dependencies", coverage.dependencies)
            },
            coverage.unresolved,
            count(coverage.sdks, "shipping SDK"),
        ),
    };
    if policy.is_some() {
        line.push_str(&match language {
            Language::Zh => format!("；政策文本 {documents} 份、{sentences} 句"),
            Language::En => format!("; {} with {}", count(documents, "policy document"), count(sentences, "sentence")),
        });
    }
    line
}

/// A number with its English noun.
pub(in crate::report) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
