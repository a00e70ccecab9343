//! What a rule finds.

use serde::Serialize;

use crate::source::{Language, Span, Text};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Worth mending.
    Warning,
    /// To be mended before a release.
    Error,
}

impl Level {
    /// Every level, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The level of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// The name in output and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The name shown to people.
    pub fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Note, Language::Zh) => "提示",
            (Self::Note, Language::En) => "note",
            (Self::Warning, Language::Zh) => "警告",
            (Self::Warning, Language::En) => "warning",
            (Self::Error, Language::Zh) => "错误",
            (Self::Error, Language::En) => "error",
        }
    }
}

/// The level from which findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Note,
    /// None.
    Never,
}

impl FailOn {
    /// Every choice, in the order of severity.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Note, Self::Never];

    /// The choice of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }

    /// The name on the command line and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Never => "never",
        }
    }

    /// Whether any of these findings fails the run.
    pub fn fails(self, findings: &[Finding]) -> bool {
        let from = match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Note => Level::Note,
            Self::Never => return false,
        };
        findings.iter().any(|finding| finding.suppressed.is_none() && finding.level >= from)
    }
}

/// A clause that a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    /// The short form that is printed, Chinese.
    pub zh: &'static str,
    /// The short form that is printed, English.
    pub en: &'static str,
    /// What the clause asks for, in our words, Chinese.
    pub gist_zh: &'static str,
    /// What the clause asks for, in our words, English.
    pub gist_en: &'static str,
}

impl Clause {
    /// The short form.
    pub fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suppression {
    /// The reason that somebody wrote down.
    pub reason: String,
    /// The day after which it fires again (`YYYY-MM-DD`).
    pub expires: Option<String>,
    /// Where the reason stands.
    pub by: SuppressedBy,
}

/// What suppresses a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuppressedBy {
    /// An `[[allow]]` of the configuration.
    Configuration,
    /// A comment beside the line.
    Comment,
    /// The baseline.
    Baseline,
}

/// One finding: what is missing, the place that brings it in, and the place in the policy.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// How bad.
    pub level: Level,
    /// What the policy does not mention.
    pub message: Text,
    /// How to mend it: a sentence or table row ready to paste.
    pub help: Text,
    /// The SDK that it is about.
    pub sdk: Option<String>,
    /// The data type that it is about.
    pub data: Option<String>,
    /// The permission that it is about.
    pub permission: Option<String>,
    /// The module that it is about.
    pub module: Option<String>,
    /// Anything else that tells two findings of one rule apart.
    pub subject: Option<String>,
    /// Applications that it is about.
    pub applications: Vec<String>,
    /// What brings it in.
    pub evidence: Vec<Span>,
    /// Where the policy lacks, blurs or denies it.
    pub policy: Vec<Span>,
    /// The clauses that it rests on.
    pub basis: &'static [Clause],
    /// Set when somebody allowed it.
    pub suppressed: Option<Suppression>,
}

impl Finding {
    /// A finding of a rule at a level, to be filled by the methods below.
    pub fn new(rule: &'static str, level: Level, message: Text) -> Self {
        Self {
            rule,
            level,
            message,
            help: Text::default(),
            sdk: None,
            data: None,
            permission: None,
            module: None,
            subject: None,
            applications: Vec::new(),
            evidence: Vec::new(),
            policy: Vec::new(),
            basis: &[],
            suppressed: None,
        }
    }

    /// Adds how to mend it.
    pub fn help(mut self, help: Text) -> Self {
        self.help = help;
        self
    }

    /// Adds the SDK.
    pub fn sdk(mut self, id: &str) -> Self {
        self.sdk = Some(id.to_owned());
        self
    }

    /// Adds the data type.
    pub fn data(mut self, id: &str) -> Self {
        self.data = Some(id.to_owned());
        self
    }

    /// Adds the permission.
    pub fn permission(mut self, name: &str) -> Self {
        self.permission = Some(name.to_owned());
        self
    }

    /// Adds the module.
    pub fn module(mut self, path: &str) -> Self {
        self.module = Some(path.to_owned());
        self
    }

    /// Adds what tells it apart from others of the rule.
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Adds the applications.
    pub fn applications(mut self, applications: &[String]) -> Self {
        self.applications = applications.to_vec();
        self
    }

    /// Adds the places that bring it in.
    pub fn evidence(mut self, evidence: impl IntoIterator<Item = Span>) -> Self {
        self.evidence = evidence.into_iter().collect();
        self
    }

    /// Adds the places of the policy.
    pub fn policy(mut self, policy: impl IntoIterator<Item = Span>) -> Self {
        self.policy = policy.into_iter().collect();
        self
    }

    /// Adds the clauses.
    pub fn basis(mut self, basis: &'static [Clause]) -> Self {
        self.basis = basis;
        self
    }

    /// What stays the same when lines move and versions change: rule, SDK, data type, permission, module, subject.
    pub fn fingerprint(&self) -> String {
        let subject = self.subject.as_deref().map(without_versions).unwrap_or_default();
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let parts = [&self.sdk, &self.data, &self.permission, &self.module].map(part);
        format!("{:016x}", fnv1a(format!("{}\u{1f}{}\u{1f}{subject}", self.rule, parts.join("\u{1f}")).as_bytes()))
    }

    /// The order of findings: by rule order first given by the caller, then by what they are about, then by place.
    pub fn sort_key(&self) -> (std::cmp::Reverse<Level>, Option<&str>, &'static str, Option<&str>, Option<&str>) {
        (
            std::cmp::Reverse(self.level),
            self.sdk.as_deref(),
            self.rule,
            self.data.as_deref(),
            self.permission.as_deref().or(self.subject.as_deref()),
        )
    }
}

/// FNV-1a, 64 bits: stable over versions and platforms, which the standard library's hasher is not.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A text with every version number (`1.2`, `3.1.6`) made the same.
fn without_versions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest[start..].split(|c| !is_part(c)).next().unwrap_or_default().trim_end_matches('.');
        out.push_str(&rest[..start]);
        out.push_str(if run.contains('.') { "*" } else { run });
        rest = &rest[start + run.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_numbers_do_not_tell_subjects_apart() {
        assert_eq!(without_versions("app/libs/foo-3.1.6.jar"), "app/libs/foo-*.jar");
        assert_eq!(without_versions("a:b2:1.0-rc1"), "a:b2:*-rc1");
        assert_eq!(without_versions("libs/oaid_10.aar"), "libs/oaid_10.aar");
        assert_eq!(without_versions("中文 2.0。"), "中文 *。");
    }
}
