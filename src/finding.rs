//! What a rule finds.

use serde::Serialize;

use crate::source::{Language, Place, Span, Text};

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
        let parts = [&self.sdk, &self.data, &self.permission, &self.module, &self.subject];
        let key: Vec<&str> =
            std::iter::once(self.rule).chain(parts.iter().map(|part| part.as_deref().unwrap_or(""))).collect();
        format!("{:016x}", fnv1a(key.join("\u{1f}").as_bytes()))
    }

    /// The places that bring it in, as JSON writes them.
    pub fn evidence_places(&self) -> Vec<Place> {
        self.evidence.iter().map(Span::place).collect()
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
