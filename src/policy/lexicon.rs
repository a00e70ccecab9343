//! All words that the reader knows in one automaton, and what it finds in a text.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::cues::{CUES, Cue};
use super::mentions::Names;
use super::permissions::Words;
use super::text::{PolicyText, fold};
use crate::sdk::vocabulary::Vocabulary;

/// What a pattern stands for. Indices lead into the tables that the lexicon was built from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// A word of a data type; `listed` words count only in an enumeration.
    Data {
        /// Index into `Vocabulary::types`.
        data: u16,
        /// Counts only as a member of an enumeration.
        listed: bool,
    },
    /// A wording that contains words of data and names none.
    Nothing,
    /// A name of an SDK.
    Sdk(u16),
    /// A Maven group or Java package of an SDK.
    Package(u16),
    /// A brand that names no product.
    Brand(u16),
    /// A legal entity of a vendor.
    Entity(u16),
    /// A word of a permission.
    Permission(u16),
    /// A cue.
    Cue(Cue),
}

/// A word that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its folded range.
    pub range: Range<usize>,
    /// What it stands for.
    pub tag: Tag,
}

/// The words found in one text, each list in reading order.
#[derive(Debug, Default)]
pub struct Hits {
    /// Data words; [`Tag::Nothing`] has already done its work and is gone.
    pub data: Vec<Hit>,
    /// SDK names, packages, brands, entities. Several of one range stand together.
    pub names: Vec<Hit>,
    /// Permission words.
    pub permissions: Vec<Hit>,
    /// Cues; they may overlap.
    pub cues: Vec<Hit>,
}

/// The compiled words.
pub struct Lexicon {
    automaton: AhoCorasick,
    tags: Vec<Vec<Tag>>,
}

impl Lexicon {
    /// Compiles the words of `names`, `vocabulary` and `permissions` together with the cues.
    ///
    /// `size` is the number of bytes to be read: for a little text, compiling an automaton that searches faster
    /// would take longer than it saves.
    pub fn new(names: &Names, vocabulary: &Vocabulary, permissions: &Words, size: usize) -> Self {
        let mut patterns: BTreeMap<String, Vec<Tag>> = BTreeMap::new();
        let mut add = |word: &str, tag: Tag| {
            let pattern = fold(word).to_ascii_lowercase();
            if !pattern.is_empty() {
                let tags = patterns.entry(pattern).or_default();
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        };
        for (index, data) in vocabulary.types().iter().enumerate() {
            for (word, listed) in data.words() {
                add(word, Tag::Data { data: index as u16, listed });
            }
        }
        for word in vocabulary.nothing() {
            add(word, Tag::Nothing);
        }
        for (index, sdk) in names.sdks.iter().enumerate() {
            for name in &sdk.names {
                // One or two Latin letters, or one Chinese character, say nothing.
                if name.chars().count() > 2
                    || !name.is_ascii() && name.chars().count() == 2
                    || name.eq_ignore_ascii_case("qq")
                {
                    add(name, Tag::Sdk(index as u16));
                }
            }
            for package in &sdk.packages {
                if package.matches('.').count() >= 1 {
                    add(package, Tag::Package(index as u16));
                }
            }
        }
        for (index, vendor) in names.vendors.iter().enumerate() {
            for brand in &vendor.brands {
                add(brand, Tag::Brand(index as u16));
            }
            for entity in &vendor.entities {
                add(entity, Tag::Entity(index as u16));
            }
        }
        for (index, word) in permissions.words().enumerate() {
            add(word, Tag::Permission(index as u16));
        }
        for (cue, words) in CUES {
            for word in *words {
                add(word, Tag::Cue(*cue));
            }
        }
        let (patterns, tags): (Vec<String>, Vec<Vec<Tag>>) = patterns.into_iter().unzip();
        // All matches are wanted: a word that fails its boundary must not hide one that begins inside it.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind((size < 1 << 20).then_some(AhoCorasickKind::NoncontiguousNFA))
            .ascii_case_insensitive(true)
            .build(&patterns)
            // Patterns are short and few; an automaton without patterns finds nothing and is still right.
            .unwrap_or_else(|_| AhoCorasick::new::<[&str; 0], &str>([]).expect("no patterns always compile"));
        Self { automaton, tags }
    }

    /// Finds all words in `text`.
    pub fn find(&self, text: &PolicyText) -> Hits {
        let folded = text.folded();
        let mut hits = Hits::default();
        for found in self.automaton.find_overlapping_iter(folded) {
            let range = found.start()..found.end();
            let Some(tags) = self.tags.get(found.pattern().as_usize()) else { continue };
            let Some(range) = whole_word(text, range) else { continue };
            for &tag in tags {
                let hit = Hit { range: range.clone(), tag };
                match tag {
                    Tag::Data { .. } | Tag::Nothing => hits.data.push(hit),
                    Tag::Sdk(_) | Tag::Package(_) | Tag::Brand(_) | Tag::Entity(_) => hits.names.push(hit),
                    Tag::Permission(_) => hits.permissions.push(hit),
                    Tag::Cue(_) => hits.cues.push(hit),
                }
            }
        }
        longest(&mut hits.data);
        longest(&mut hits.names);
        longest(&mut hits.permissions);
        hits.data.retain(|hit| hit.tag != Tag::Nothing);
        hits.cues.sort_by_key(|hit| (hit.range.start, hit.range.end));
        hits
    }
}

/// Keeps the leftmost longest hits, and of those that cover the same range all.
fn longest(hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| (a.range.start, b.range.end, a.tag).cmp(&(b.range.start, a.range.end, b.tag)));
    let mut last: Option<Range<usize>> = None;
    hits.retain(|hit| {
        let keep = last.as_ref().is_none_or(|last| hit.range.start >= last.end || hit.range == *last);
        if keep {
            last = Some(hit.range.clone());
        }
        keep
    });
}

/// The range, with a plural ending taken in, when its Latin ends stand at word boundaries.
fn whole_word(text: &PolicyText, range: Range<usize>) -> Option<Range<usize>> {
    let folded = text.folded().as_bytes();
    let latin = |at: usize| folded.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let bounded = |at: usize| !latin(at) || text.gap_before(at);
    // `4G` before a Latin word is a boundary too, and so is a digit after letters (`IMEI1`, `SIM2`).
    if latin(range.start) && range.start > 0 && latin(range.start - 1) && !text.gap_before(range.start) {
        return None;
    }
    if !latin(range.end - 1) || bounded(range.end) {
        return Some(range);
    }
    let digit = folded.get(range.end).is_some_and(u8::is_ascii_digit);
    if digit && !folded[range.end - 1].is_ascii_digit() && bounded(range.end + 1) && range.len() > 2 {
        return Some(range);
    }
    for ending in ["s", "es"] {
        let end = range.end + ending.len();
        if folded.get(range.end..end).is_some_and(|part| part.eq_ignore_ascii_case(ending.as_bytes())) && bounded(end) {
            return Some(range.start..end);
        }
    }
    None
}
