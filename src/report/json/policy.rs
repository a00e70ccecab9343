//! `qingdan/policy/1`.

use serde::Serialize;

use super::{Problem, problems};
use crate::policy::{self, Polarity, Strength};
use crate::source::{Language, Located, Span};

/// `qingdan/policy/1`.
#[derive(Debug, Serialize)]
pub struct Policy<'a> {
    schema: &'static str,
    documents: Vec<Document<'a>>,
    sdks: Vec<Sdk<'a>>,
    data: Vec<Data<'a>>,
    permissions: Vec<Permission<'a>>,
    external_lists: Vec<ExternalList<'a>>,
    statements: Vec<Statement<'a>>,
    contradictions: Vec<Contradiction<'a>>,
    problems: Vec<Problem<'a>>,
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    path: &'a str,
    format: &'static str,
    language: &'static str,
    sdk_list: bool,
    sentences: usize,
    date: Option<Date<'a>>,
    dates: Vec<Date<'a>>,
    operator: Option<Operator<'a>>,
}

#[derive(Debug, Serialize)]
struct Date<'a> {
    value: String,
    kind: &'static str,
    #[serde(flatten)]
    at: &'a Span,
}

#[derive(Debug, Serialize)]
struct Operator<'a> {
    name: &'a str,
    #[serde(flatten)]
    at: &'a Span,
}

#[derive(Debug, Serialize)]
struct Sdk<'a> {
    id: Option<&'a str>,
    candidates: &'a [String],
    name_as_written: &'a str,
    misspelling_of: Option<&'a str>,
    entry: bool,
    mentions: &'a [Span],
    vendor: Option<&'a str>,
    purpose: bool,
    purpose_as_written: Option<&'a str>,
    scenario: Option<&'a str>,
    method: Option<&'a str>,
    privacy_url: Option<&'a str>,
    data: Vec<SdkData<'a>>,
    permissions: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct SdkData<'a> {
    r#type: &'a str,
    strength: Strength,
    optional: bool,
    ios_only: bool,
    path: &'a str,
    line: u32,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    r#type: &'a str,
    polarity: &'static str,
    strength: Strength,
    ios_only: bool,
    mentions: &'a [Span],
}

#[derive(Debug, Serialize)]
struct Permission<'a> {
    name: &'a str,
    polarity: &'static str,
    mentions: &'a [Span],
}

#[derive(Debug, Serialize)]
struct ExternalList<'a> {
    text: &'a str,
    url: Option<&'a str>,
    path: &'a str,
    line: u32,
}

#[derive(Debug, Serialize)]
struct Statement<'a> {
    kind: &'static str,
    strength: &'static str,
    path: &'a str,
    line: u32,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Contradiction<'a> {
    message: &'a str,
    places: &'a [Span],
}

/// What policy texts declare.
pub fn policy(policy: &policy::Policy, language: Language) -> Policy<'_> {
    Policy {
        schema: "qingdan/policy/1",
        documents: policy.documents.iter().map(document).collect(),
        sdks: policy.sdks.iter().map(sdk).collect(),
        data: policy.data.iter().map(data).collect(),
        permissions: policy.permissions.iter().map(permission).collect(),
        external_lists: policy.external_lists.iter().map(external_list).collect(),
        statements: policy.statements.iter().map(statement).collect(),
        contradictions: policy.contradictions.iter().map(|item| contradiction(item, language)).collect(),
        problems: problems(&policy.problems, language),
    }
}

fn document(document: &policy::Document) -> Document<'_> {
    let operator = document.operator.as_ref();
    Document {
        path: &document.path,
        format: document.format,
        language: document.language,
        sdk_list: document.is_list || document.has_sdk_list,
        sentences: document.sentences,
        date: document.date().map(date),
        dates: document.dates.iter().map(date).collect(),
        operator: operator.map(|operator| Operator { name: &operator.value, at: &operator.at }),
    }
}

fn date(date: &policy::PolicyDate) -> Date<'_> {
    Date { value: date.value.to_string(), kind: date.kind.name(), at: &date.at }
}

fn sdk(entry: &policy::SdkEntry) -> Sdk<'_> {
    let mut permissions: Vec<&str> = entry.permissions.iter().map(|name| name.value.as_str()).collect();
    permissions.dedup();
    Sdk {
        id: entry.id.as_deref(),
        candidates: &entry.candidates,
        name_as_written: &entry.name,
        misspelling_of: entry.misspelling_of.as_deref(),
        entry: entry.is_entry,
        mentions: &entry.mentions,
        vendor: written(&entry.vendor),
        purpose: entry.purpose.is_some(),
        purpose_as_written: written(&entry.purpose),
        scenario: written(&entry.scenario),
        method: written(&entry.method),
        privacy_url: written(&entry.privacy_url),
        data: entry.data.iter().map(sdk_data).collect(),
        permissions,
    }
}

fn written(words: &Option<Located<String>>) -> Option<&str> {
    words.as_ref().map(|words| words.value.as_str())
}

fn sdk_data(data: &policy::EntryData) -> SdkData<'_> {
    SdkData {
        r#type: &data.data,
        strength: data.strength,
        optional: data.optional,
        ios_only: data.ios_only,
        path: data.at.path(),
        line: data.at.line(),
    }
}

fn data(said: &policy::DataStatement) -> Data<'_> {
    Data {
        r#type: &said.data,
        polarity: if said.polarity == Polarity::Affirmed { "collected" } else { "denied" },
        strength: said.strength,
        ios_only: said.ios_only,
        mentions: &said.mentions,
    }
}

fn permission(said: &policy::PermissionStatement) -> Permission<'_> {
    let polarity = if said.polarity == Polarity::Affirmed { "requested" } else { "denied" };
    Permission { name: &said.name, polarity, mentions: &said.mentions }
}

fn external_list(list: &policy::ExternalList) -> ExternalList<'_> {
    let Located { value, at } = &list.text;
    ExternalList { text: value, url: list.url.as_deref(), path: at.path(), line: at.line() }
}

fn statement(statement: &policy::Statement) -> Statement<'_> {
    let at = &statement.at;
    let (kind, strength) = (statement.kind.name(), statement.force.name());
    Statement { kind, strength, path: at.path(), line: at.line(), text: at.text() }
}

fn contradiction(item: &policy::Contradiction, language: Language) -> Contradiction<'_> {
    Contradiction { message: item.message.get(language), places: &item.places }
}
