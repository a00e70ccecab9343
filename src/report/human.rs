//! Reports for people at a terminal. This is the only place that knows miette.

mod excerpt;
mod findings;
mod inventory;
mod policy;
mod records;
mod sdk;

pub use findings::check;
pub use inventory::inventory;
pub use policy::policy;
pub use records::{check as sdk_check, mistakes};
pub use sdk::{list as sdk_list, search as sdk_search, show as sdk_show};

use crate::inventory::Inventory;
use crate::policy::Policy;
use crate::source::{Language, Problem};

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub language: Language,
    /// Whether colours may be used.
    pub color: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
    /// Shows notes and suppressed findings in full.
    pub verbose: bool,
    /// Shows the summary alone.
    pub quiet: bool,
}

impl Style {
    /// One of two texts, by language.
    pub fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }
}

/// What was read: the line that keeps a green run honest.
fn coverage(inventory: &Inventory, policy: Option<&Policy>, style: &Style) -> String {
    let coverage = &inventory.coverage;
    let (documents, sentences) = policy.map_or((0, 0), |policy| {
        (policy.documents.len(), policy.documents.iter().map(|document| document.sentences).sum::<usize>())
    });
    let mut line = match style.language {
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
        line.push_str(&match style.language {
            Language::Zh => format!("；政策文本 {documents} 份、{sentences} 句"),
            Language::En => format!("; {} with {}", count(documents, "policy document"), count(sentences, "sentence")),
        });
    }
    line
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Problems, one a line.
fn problems(problems: &[Problem], style: &Style) -> String {
    let mut out = String::new();
    for problem in problems {
        let at = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        let label = style.paint("31;1", style.pick("读取失败", "unreadable"));
        out.push_str(&format!(
            "{label}: {}{at}: {}\n",
            super::printable(&problem.path),
            super::printable(problem.message.get(style.language))
        ));
    }
    out
}
