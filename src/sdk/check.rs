//! The check of records: what `qingdan sdk check` says of a directory, and what a test says of the bundled one.
//!
//! Three passes, from the file to the whole: `shape` compares each text with the keys and values that exist,
//! `record` and `vendor` look at what one file says, `across` at what files say of each other. A file whose
//! shape is wrong takes no part in the later passes, so that one slip gives one mistake.

mod across;
mod record;
mod shape;
mod vendor;
mod words;

use std::collections::BTreeSet;
use std::path::Path;

use self::words::General;
use super::database::Database;
use super::files::{self, RecordFile, Tree};
use super::names;
use super::record::{Record, Vendor};
use super::vocabulary::Vocabulary;
use crate::source::{Files, Problem, ReadError, Span, Text};

/// Something in a record that has to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Which check it is.
    pub check: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// Where it stands.
    pub at: Span,
    /// The other place, where two places contradict each other.
    pub other: Option<Span>,
}

/// What the check of a directory found out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many records were read.
    pub records: usize,
    /// How many vendors were read.
    pub vendors: usize,
    /// The mistakes, in order of their places.
    pub mistakes: Vec<Mistake>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
}

/// A file that parsed: what it says, and where.
struct Parsed<T> {
    value: T,
    tree: Tree,
    file: RecordFile,
}

/// All that the passes share.
struct Check<'a> {
    vocabulary: &'a Vocabulary,
    general: General,
    /// Words that name a brand, as they are compared.
    brands: BTreeSet<String>,
    /// The bundled database, against which a user's own records are compared; a whole database stands alone.
    base: Option<&'a Database>,
    records: Vec<Parsed<Record>>,
    vendors: Vec<Parsed<Vendor>>,
    /// Directories whose vendor file has a wrong shape.
    broken: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

/// Checks the records of a directory. Records of a user's own may build upon those of `base`; a directory with a
/// vocabulary of its own is a whole database and is held against itself alone.
pub fn directory(root: &Path, base: &Database, today: &str) -> Result<Outcome, ReadError> {
    let (found, problems) = files::read(root)?;
    let mut mistakes = Vec::new();
    let vocabulary = own_vocabulary(root, &mut mistakes)?;
    let words = vocabulary.as_ref().unwrap_or_else(|| Vocabulary::get());
    let mut check = Check {
        vocabulary: words,
        general: General::new(words),
        brands: BTreeSet::new(),
        base: vocabulary.is_none().then_some(base),
        records: Vec::new(),
        vendors: Vec::new(),
        broken: BTreeSet::new(),
        mistakes,
    };
    for file in found {
        if file.is_vendor {
            let directory = file.directory.clone();
            match shape::parse(file, shape::VENDOR, today, &mut check.mistakes) {
                Some(vendor) => check.vendors.push(vendor),
                None => {
                    check.broken.insert(directory);
                }
            }
        } else {
            check.records.extend(shape::parse(file, shape::RECORD, today, &mut check.mistakes));
        }
    }
    let brands = check.vendors.iter().flat_map(|vendor| &vendor.value.brands);
    check.brands = brands.map(|brand| names::fold(brand)).collect();
    check.each();
    check.across();
    let mut mistakes = check.mistakes;
    mistakes.sort_by(|a, b| (&a.at, a.check, &a.message).cmp(&(&b.at, b.check, &b.message)));
    mistakes.dedup();
    Ok(Outcome { records: check.records.len(), vendors: check.vendors.len(), mistakes, problems })
}

fn own_vocabulary(root: &Path, mistakes: &mut Vec<Mistake>) -> Result<Option<Vocabulary>, ReadError> {
    let files = Files::open(root, true)?;
    if !files.is_file("vocabulary.toml") {
        return Ok(None);
    }
    let source = files.read("vocabulary.toml")?;
    match Vocabulary::parse(source.text()) {
        Ok(vocabulary) => Ok(Some(vocabulary)),
        Err(error) => {
            let range = error.span().unwrap_or_default();
            mistakes.push(Mistake::new(
                "vocabulary",
                Span::new(&source, range.start, range.end),
                Text::new(
                    format!("词汇表无法解析：{}", error.message()),
                    format!("the vocabulary does not parse: {}", error.message()),
                ),
                Text::new("修正后再检查记录", "mend it, then check the records again"),
            ));
            Ok(None)
        }
    }
}

impl Mistake {
    fn new(check: &'static str, at: Span, message: Text, help: Text) -> Self {
        Self { check, message, help, at, other: None }
    }

    fn and(mut self, other: Option<Span>) -> Self {
        self.other = other;
        self
    }
}

impl Check<'_> {
    /// What each file says by itself.
    fn each(&mut self) {
        let mut mistakes = Vec::new();
        for record in &self.records {
            record::check(record, self, &mut mistakes);
        }
        for vendor in &self.vendors {
            vendor::check(vendor, &mut mistakes);
        }
        self.mistakes.append(&mut mistakes);
    }

    /// What files say of each other.
    fn across(&mut self) {
        let mut mistakes = Vec::new();
        across::check(self, &mut mistakes);
        self.mistakes.append(&mut mistakes);
    }

    /// The vendor of that id: of the directory, else of the base.
    fn vendor(&self, id: &str) -> Option<&Vendor> {
        let own = self.vendors.iter().map(|parsed| &parsed.value).find(|vendor| vendor.id == id);
        own.or_else(|| self.base?.vendors().get(id).map(AsRef::as_ref))
    }

    fn knows_sdk(&self, id: &str) -> bool {
        self.records.iter().any(|parsed| parsed.value.id == id) || self.base.is_some_and(|base| base.contains(id))
    }

    /// The ids nearest to a misspelt one.
    fn sdks_near(&self, id: &str) -> Text {
        let own = self.records.iter().map(|parsed| parsed.value.id.as_str());
        let base = self.base.map(Database::ids).unwrap_or_default();
        words::nearest(id, own.chain(base))
    }
}
