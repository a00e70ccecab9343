//! The Data safety form of Google Play: what SDKs and permissions imply for its answers.
//!
//! The form is the CSV file that Play Console exports. Its template gains questions over time and its labels are
//! localised, so that rows are found by their machine-readable ids, and whatever is not known here is left alone to the
//! byte. A library's collection counts as the app's, wherever the data goes. What only the developer can know (sharing,
//! whether users may refuse, what is only processed in memory) is left open.

mod play;
mod sheet;

use std::collections::BTreeMap;

use crate::appendix::Facts;
use crate::inventory::Sdk;
use crate::source::{Span, Text};

pub use sheet::{Answer, Sheet};

/// A type of the form with what implies it.
#[derive(Clone, Debug)]
pub struct Implied {
    /// The question that lists the type.
    pub category: &'static str,
    /// The id of the type.
    pub response: &'static str,
    /// Purposes of the form, sorted.
    pub purposes: Vec<&'static str>,
    /// Whether something always collects it, or a permission for it is requested; otherwise only some function of an
    /// SDK does.
    pub certain: bool,
    /// What implies it, one line each.
    pub reasons: Vec<Text>,
    /// Ids of the SDKs that collect it.
    pub sdks: Vec<String>,
    /// The places that show it.
    pub evidence: Vec<Span>,
}

/// The types that the SDKs and permissions of a project imply, in the order of the form.
pub fn implied(facts: Facts<'_>) -> Vec<Implied> {
    let mut types: BTreeMap<usize, Implied> = BTreeMap::new();
    for sdk in facts.inventory.shipped() {
        for fact in facts.inventory.triggered(sdk, facts.permissions) {
            let Some(at) = play::position(facts.vocabulary, fact.data) else { continue };
            let entry = types.entry(at).or_insert_with(|| empty(at));
            let (name, data) = (sdk.record.display(), facts.vocabulary.label(fact.data));
            let (zh, en) = if fact.is_required() { ("会收集", "collects") } else { ("可能收集", "may collect") };
            push(
                &mut entry.reasons,
                Text::new(
                    format!("{} {zh}{}{}", name.zh, gap(&data.zh), data.zh),
                    format!("{} {en} {}", name.en, data.en),
                ),
            );
            entry.certain |= fact.is_required();
            push(&mut entry.purposes, play::purpose(&sdk.record.category));
            push(&mut entry.sdks, sdk.id().to_owned());
            push_first_place(&mut entry.evidence, sdk);
        }
    }
    for permission in &facts.inventory.permissions {
        if !facts.permissions.needs_disclosure(&permission.name) {
            continue;
        }
        let about = facts.permissions.data(&permission.name).first();
        let Some(at) = about.and_then(|data| play::position_of_permission(facts.vocabulary, &permission.name, data))
        else {
            continue;
        };
        let entry = types.entry(at).or_insert_with(|| empty(at));
        push(
            &mut entry.reasons,
            Text::new(
                format!("申请了 {}；若只在本机处理而不传出设备，可取消勾选", permission.name),
                format!("{} is requested; untick it if the data never leaves the device", permission.name),
            ),
        );
        entry.certain = true;
        push(&mut entry.purposes, "PSL_APP_FUNCTIONALITY");
        entry.evidence.extend(permission.evidence.first().cloned());
    }
    let mut list: Vec<Implied> = types.into_values().collect();
    for entry in &mut list {
        entry.purposes.sort_unstable();
    }
    list
}

fn empty(at: usize) -> Implied {
    let (category, response) = play::TYPES[at];
    Implied {
        category,
        response,
        purposes: Vec::new(),
        certain: false,
        reasons: Vec::new(),
        sdks: Vec::new(),
        evidence: Vec::new(),
    }
}

/// Chinese sets Latin words off with a space.
fn gap(word: &str) -> &'static str {
    if word.starts_with(|c: char| c.is_ascii()) { " " } else { "" }
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn push_first_place(list: &mut Vec<Span>, sdk: &Sdk) {
    if let Some(evidence) = sdk.evidence.first() {
        push(list, evidence.at.clone());
    }
}

impl Implied {
    /// The answers that the type implies.
    pub fn answers(&self) -> Vec<Answer> {
        let usage = |question: &str| format!("PSL_DATA_USAGE_RESPONSES:{}:{question}", self.response);
        let mut answers = vec![
            Answer::new(self.category, self.response),
            Answer::new(usage("PSL_DATA_USAGE_COLLECTION_AND_SHARING"), "PSL_DATA_USAGE_ONLY_COLLECTED"),
        ];
        let purposes = self.purposes.iter();
        answers.extend(purposes.map(|purpose| Answer::new(usage("DATA_USAGE_COLLECTION_PURPOSE"), *purpose)));
        answers
    }
}

/// What a run changed and what it could not.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Rows that were set, each with its reasons.
    pub set: Vec<(Answer, Vec<Text>)>,
    /// Types that only some function of an SDK collects: they were left alone.
    pub open: Vec<Implied>,
    /// Answers that the template has no row for.
    pub missing: Vec<Answer>,
}

/// Sets what the certain types imply; answers that say so already stay as they are.
pub fn fill(sheet: &mut Sheet, implied: &[Implied]) -> Filled {
    let mut filled = Filled::default();
    let mut set = |answer: Answer, reasons: &[Text]| match sheet.set(&answer) {
        sheet::Outcome::Set => filled.set.push((answer, reasons.to_vec())),
        sheet::Outcome::Same => {}
        sheet::Outcome::NoRow => filled.missing.push(answer),
    };
    if implied.iter().any(|entry| entry.certain) {
        let why = Text::new("应用或其 SDK 收集下列数据", "the app or its SDKs collect the data below");
        set(Answer::new("PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA", ""), &[why]);
    }
    for entry in implied.iter().filter(|entry| entry.certain) {
        for answer in entry.answers() {
            set(answer, &entry.reasons);
        }
    }
    filled.open = implied.iter().filter(|entry| !entry.certain).cloned().collect();
    filled
}
