//! The records of the database, and their check: `qingdan sdk`.

use serde::Serialize;

use super::{Problem, necessity, problems, words};
use crate::sdk::check::{Mistake as FoundMistake, Outcome};
use crate::sdk::database::Database;
use crate::sdk::facts::{CurrentData, CurrentPermission};
use crate::sdk::record::{
    Bilingual, Brings, Collects, Consent, Coverage, Detect, Fact, Handling, Link, Necessity, Platform, Record,
    SourceKind, SourceRef, Switch,
};
use crate::source::{Language, Span, Text};

/// One SDK, as `sdk show` tells it.
#[derive(Debug, Serialize)]
pub struct Sdk<'a> {
    id: &'a str,
    names: Names<'a>,
    vendor: Text,
    category: &'a str,
    collects: Collects,
    privacy_url: Option<&'a str>,
    privacy_urls: &'a Link,
    data: Vec<Data<'a>>,
    permissions: Vec<Permission<'a>>,
    consent_api: &'a [Consent],
    detect: &'a Detect,
    brings: &'a [Brings],
    missing: &'a [String],
    claims: Vec<Claim<'a>>,
    sources: Vec<Source<'a>>,
}

#[derive(Debug, Serialize)]
struct Names<'a> {
    zh: Vec<&'a str>,
    en: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    r#type: &'a str,
    words: Vec<&'a str>,
    necessity: &'static str,
    necessity_detail: Necessity,
    necessity_stated: bool,
    purpose: &'a Bilingual,
    condition: Option<&'a Bilingual>,
    switch: Option<&'a Switch>,
    modules: Vec<&'a str>,
    second_hand: bool,
    sources: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Permission<'a> {
    name: &'a str,
    necessity: &'static str,
    necessity_stated: bool,
    purpose: &'a Bilingual,
    sources: Vec<&'a str>,
}

/// What a source claims, today or in the past.
#[derive(Debug, Serialize)]
struct Claim<'a> {
    r#type: Option<&'a str>,
    words: Option<&'a str>,
    necessity: Option<Necessity>,
    platform: Platform,
    purpose: &'a Bilingual,
    condition: Option<&'a Bilingual>,
    handling: &'a [Handling],
    switch: Option<&'a Switch>,
    module: Option<&'a str>,
    versions: Option<&'a str>,
    source: &'a str,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    key: &'a str,
    url: &'a str,
    title: &'a str,
    kind: SourceKind,
    /// The day that it speaks for: that of the page, else that on which it was read.
    date: &'a str,
    page_date: Option<&'a str>,
    read: &'a str,
    coverage: Coverage,
}

/// `qingdan/sdks/1`.
#[derive(Debug, Serialize)]
pub struct SdkList<'a> {
    schema: &'static str,
    sdk_db: String,
    sdks: Vec<Sdk<'a>>,
}

/// `qingdan/sdk-check/1`.
#[derive(Debug, Serialize)]
pub struct SdkCheck<'a> {
    schema: &'static str,
    records: usize,
    vendors: usize,
    mistakes: Vec<Mistake<'a>>,
    problems: Vec<Problem<'a>>,
}

#[derive(Debug, Serialize)]
struct Mistake<'a> {
    check: &'static str,
    message: &'a str,
    help: &'a str,
    place: &'a Span,
    other: Option<&'a Span>,
}

/// One SDK, as `sdk show` tells it.
pub fn sdk<'a>(record: &'a Record, database: &Database) -> Sdk<'a> {
    Sdk {
        id: &record.id,
        names: names(record),
        vendor: database.operator(record),
        category: &record.category,
        collects: record.collects,
        privacy_url: Some(record.privacy_url.zh.as_str()).filter(|url| !url.is_empty()),
        privacy_urls: &record.privacy_url,
        data: record.current_data().into_iter().map(|fact| data(fact, record)).collect(),
        permissions: record.current_permissions().into_iter().map(permission).collect(),
        consent_api: &record.consent,
        detect: &record.detect,
        brings: &record.brings,
        missing: &record.missing,
        claims: record.data.iter().map(|fact| claim(fact, record)).collect(),
        sources: record.sources.iter().map(source).collect(),
    }
}

/// Several SDKs, as `sdk list` and `sdk search` tell them.
pub fn sdk_list<'a>(records: impl Iterator<Item = &'a Record>, database: &Database) -> SdkList<'a> {
    SdkList {
        schema: "qingdan/sdks/1",
        sdk_db: database.version(),
        sdks: records.map(|record| sdk(record, database)).collect(),
    }
}

/// What `sdk check` found out.
pub fn sdk_check(outcome: &Outcome, language: Language) -> SdkCheck<'_> {
    SdkCheck {
        schema: "qingdan/sdk-check/1",
        records: outcome.records,
        vendors: outcome.vendors,
        mistakes: outcome.mistakes.iter().map(|found| mistake(found, language)).collect(),
        problems: problems(&outcome.problems, language),
    }
}

/// Aliases go to the language that they are written in.
fn names(record: &Record) -> Names<'_> {
    let mut names = Names {
        zh: record.names.zh.iter().map(String::as_str).collect(),
        en: record.names.en.iter().map(String::as_str).collect(),
    };
    for name in record.names.legal.iter().chain(&record.names.former).chain(&record.names.aliases) {
        let list = if name.is_ascii() { &mut names.en } else { &mut names.zh };
        if !list.contains(&name.as_str()) {
            list.push(name);
        }
    }
    names
}

fn data<'a>(fact: CurrentData<'a>, record: &'a Record) -> Data<'a> {
    let claims = record.data.iter().filter(|claim| claim.data.as_deref() == Some(fact.data));
    Data {
        r#type: fact.data,
        words: claims.filter_map(|claim| claim.words.as_deref()).collect(),
        necessity: necessity(fact.necessity),
        necessity_detail: fact.necessity,
        necessity_stated: fact.necessity_stated,
        purpose: words(fact.purpose),
        condition: fact.condition,
        switch: fact.switch,
        modules: fact.modules,
        second_hand: fact.second_hand,
        sources: urls(fact.sources),
    }
}

fn permission(permission: CurrentPermission<'_>) -> Permission<'_> {
    Permission {
        name: permission.name,
        necessity: necessity(permission.necessity.unwrap_or(Necessity::Optional)),
        necessity_stated: permission.necessity.is_some(),
        purpose: words(permission.purpose),
        sources: urls(permission.sources),
    }
}

fn urls(sources: Vec<&SourceRef>) -> Vec<&str> {
    sources.into_iter().map(|source| source.url.as_str()).collect()
}

fn claim<'a>(fact: &'a Fact, record: &'a Record) -> Claim<'a> {
    Claim {
        r#type: fact.data.as_deref(),
        words: fact.words.as_deref(),
        necessity: fact.necessity,
        platform: fact.platform,
        purpose: words(fact.purpose.as_ref().and_then(|key| record.purpose.get(key))),
        condition: fact.condition.as_ref(),
        handling: &fact.handling,
        switch: fact.switch.as_ref(),
        module: fact.module.as_deref(),
        versions: fact.versions.as_deref(),
        source: &fact.source,
    }
}

fn source(source: &SourceRef) -> Source<'_> {
    Source {
        key: &source.key,
        url: &source.url,
        title: &source.title,
        kind: source.kind,
        date: source.date.as_deref().unwrap_or(&source.read),
        page_date: source.date.as_deref(),
        read: &source.read,
        coverage: source.coverage,
    }
}

fn mistake(mistake: &FoundMistake, language: Language) -> Mistake<'_> {
    Mistake {
        check: mistake.check,
        message: mistake.message.get(language),
        help: mistake.help.get(language),
        place: &mistake.at,
        other: mistake.other.as_ref(),
    }
}
