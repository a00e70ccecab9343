//! What a privacy policy declares: readers turn files into [`PolicyText`](text::PolicyText), matching turns text into
//! statements with polarity, each with its exact place. Nothing here judges.

use serde::Serialize;

use crate::source::{Located, Problem, Span};

pub mod cues;
mod declaration;
mod declare;
mod entries;
pub mod find;
pub mod fold;
mod gather;
mod html;
mod imprint;
mod language;
pub mod lexicon;
mod lists;
mod markdown;
mod markup;
pub mod mentions;
pub mod names;
mod office;
mod outline;
mod permissions;
mod plain;
mod polarity;
mod sentence;
mod standing;
mod statements;
mod strings;
mod table;
pub mod text;
mod words;

pub use gather::{Input, read};
use lexicon::Hit;

/// What the texts given declare, together.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Policy {
    /// The texts that were read.
    pub documents: Vec<Document>,
    /// SDKs that the texts name, in order of first mention. One entry an SDK and document role.
    pub sdks: Vec<SdkEntry>,
    /// Data types that are said to be collected or not to be collected.
    pub data: Vec<DataStatement>,
    /// Permissions that are explained or denied.
    pub permissions: Vec<PermissionStatement>,
    /// Pointers to separate lists.
    pub external_lists: Vec<ExternalList>,
    /// Denials of sharing and the like.
    pub statements: Vec<Statement>,
    /// Pairs of places that contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Files that could not be read or parsed.
    pub problems: Vec<Problem>,
}

/// One text.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// Relative to the root, or as given when it is outside.
    pub path: String,
    /// `markdown`, `html`, `text`, `docx`, `strings`, `csv`, `xlsx`, `toml`.
    pub format: &'static str,
    /// `zh`, `en` or `mixed`.
    pub language: &'static str,
    /// True for a separate SDK list (`--sdk-list`).
    pub is_list: bool,
    /// True when the text itself holds a list of SDKs (entries, not mere mentions).
    pub has_sdk_list: bool,
    /// How many sentences (or cells) were read.
    pub sentences: usize,
    /// The first heading or line, for messages that speak of the document as a whole.
    pub title: Span,
    /// The dates that the text gives of itself, in reading order.
    pub dates: Vec<PolicyDate>,
    /// The one for whom the text speaks, as written.
    pub operator: Option<Located<String>>,
}

impl Document {
    /// The date of the text: of its last change, else that from which it holds, else that of its publication.
    pub fn date(&self) -> Option<&PolicyDate> {
        self.dates.iter().min_by_key(|date| date.kind)
    }
}

/// A date that a text gives of itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PolicyDate {
    /// What happened on that day.
    pub kind: DateKind,
    /// The day.
    pub value: crate::date::Date,
    /// Where.
    pub at: Span,
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DateKind {
    /// The text was last changed.
    Updated,
    /// The text holds from then on.
    Effective,
    /// The text was published.
    Published,
}

impl DateKind {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Effective => "effective",
            Self::Published => "published",
        }
    }
}

/// An SDK that a text names.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SdkEntry {
    /// The id in the database, where the name is known.
    pub id: Option<String>,
    /// Where only a brand is named and nothing tells the product: the products that are equally right.
    pub candidates: Vec<String>,
    /// The name as written at the first mention.
    pub name: String,
    /// The name that was meant, where the text misspells it.
    pub misspelling_of: Option<String>,
    /// Every place that names it.
    pub mentions: Vec<Span>,
    /// True for an entry of its own (row, block, heading, a sentence that ties it to data); false for a mere mention.
    pub is_entry: bool,
    /// The operator as written.
    pub vendor: Option<Located<String>>,
    /// The purpose as written.
    pub purpose: Option<Located<String>>,
    /// The scenario as written.
    pub scenario: Option<Located<String>>,
    /// The sharing or collecting method as written.
    pub method: Option<Located<String>>,
    /// The privacy policy link.
    pub privacy_url: Option<Located<String>>,
    /// The data of its own row, block or sentence.
    pub data: Vec<EntryData>,
    /// The permissions of its own row, block or sentence (full Android names).
    pub permissions: Vec<Located<String>>,
}

/// A data type inside an SDK's entry.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EntryData {
    /// The id of the vocabulary.
    pub data: String,
    /// Named itself, or only by a generic term.
    pub strength: Strength,
    /// The entry calls it optional.
    pub optional: bool,
    /// Marked as iOS only: read, and kept out of the comparison.
    pub ios_only: bool,
    /// Where.
    pub at: Span,
}

/// Whether a type is named itself or by a generic term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Strength {
    /// IMEI.
    Specific,
    /// Device information.
    Generic,
}

/// Whether something is said to happen or not to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Polarity {
    /// Collected (data), requested (permission).
    Affirmed,
    /// Not collected, not requested.
    Denied,
}

/// One data type with one polarity.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DataStatement {
    /// The id of the vocabulary.
    pub data: String,
    /// Collected or denied.
    pub polarity: Polarity,
    /// Named itself, or only by a generic term.
    pub strength: Strength,
    /// Every mention is marked as iOS only.
    pub ios_only: bool,
    /// Every place.
    pub mentions: Vec<Span>,
}

/// One permission with one polarity.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PermissionStatement {
    /// The full Android name.
    pub name: String,
    /// Requested or denied.
    pub polarity: Polarity,
    /// Every place.
    pub mentions: Vec<Span>,
}

/// A pointer to a separate list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ExternalList {
    /// The words that point: 《…SDK清单》.
    pub text: Located<String>,
    /// Its link, where the text has one.
    pub url: Option<String>,
}

/// A statement about what happens to data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Statement {
    /// What is said.
    pub kind: StatementKind,
    /// Absolute, but for consent, or with exceptions.
    pub force: Force,
    /// The sentence.
    pub at: Span,
}

/// What a statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StatementKind {
    /// Nothing is shared with third parties.
    DeniesThirdPartySharing,
    /// Nothing is transferred to others.
    DeniesTransfer,
    /// Nothing is sold.
    DeniesSelling,
    /// Nothing is made public.
    DeniesPublicDisclosure,
    /// No third-party SDK is built in.
    DeniesThirdPartySdks,
    /// No personal data is collected at all.
    DeniesCollection,
}

impl StatementKind {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeniesThirdPartySharing => "denies-third-party-sharing",
            Self::DeniesTransfer => "denies-transfer",
            Self::DeniesSelling => "denies-selling",
            Self::DeniesPublicDisclosure => "denies-public-disclosure",
            Self::DeniesThirdPartySdks => "denies-third-party-sdks",
            Self::DeniesCollection => "denies-collection",
        }
    }
}

/// How far a denial goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Force {
    /// Without exception.
    Absolute,
    /// But for consent.
    Consent,
    /// Except in the following circumstances.
    Weak,
}

impl Force {
    /// The name in the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Consent => "consent",
            Self::Weak => "weak",
        }
    }
}

/// Two places that contradict each other.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Contradiction {
    /// What contradicts what.
    pub message: crate::source::Text,
    /// Both places.
    pub places: Vec<Span>,
}
