//! All words that the reader knows, and what of them it finds in a text.
//!
//! The words that come with the program are compiled when it is built (`build/lexicon.rs`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use daachorse::DoubleArrayAhoCorasick;
use rayon::prelude::*;

use super::cues::Cue;
use super::fold::{is_telling, pattern};
use super::names::Names;
use super::text::PolicyText;

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

/// A word that was found. A large text holds millions of them, so each is kept in twelve bytes: a text is smaller than
/// 4 GiB, and a word shorter than 64 KiB.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    start: u32,
    length: u16,
    /// What it stands for.
    pub tag: Tag,
}

impl Hit {
    fn new(range: &Range<usize>, tag: Tag) -> Self {
        Self { start: range.start as u32, length: range.len() as u16, tag }
    }

    /// Its folded range.
    pub fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.length)
    }
}

/// A cue that was found, kept as small for the same reason.
#[derive(Clone, Copy, Debug)]
pub struct FoundCue {
    start: u32,
    length: u16,
    /// What it is.
    pub cue: Cue,
}

impl FoundCue {
    fn new(range: &Range<usize>, cue: Cue) -> Self {
        Self { start: range.start as u32, length: range.len() as u16, cue }
    }

    /// Its folded range.
    pub fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.length)
    }
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
    pub cues: Vec<FoundCue>,
}

mod compiled {
    use super::{Cue, Permission, Tag};

    include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
}

/// The words that come with the program, compiled when it was built; read at first use.
static BUNDLED: LazyLock<Option<Automaton>> = LazyLock::new(|| {
    // The bytes are part of the program, so they cannot fail; without them no word is found, and tests say so.
    Automaton::deserialize(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")))
        .ok()
        .map(|(automaton, _)| automaton)
});

type Automaton = DoubleArrayAhoCorasick<u32>;

/// A word of permissions.
pub struct Permission {
    /// The full names of the permissions that it stands for.
    pub names: &'static [&'static str],
    /// Stands for them wherever it is written, any other only by what is around it.
    pub strong: bool,
}

/// The words of permissions; [`Tag::Permission`] leads into it.
pub fn permission(index: u16) -> &'static Permission {
    &compiled::PERMISSIONS[usize::from(index)]
}

/// The compiled words: those of the program, and the names that a user's own records add.
pub struct Lexicon<'a> {
    names: &'a Names,
    own: Option<(Automaton, Vec<Vec<Tag>>)>,
}

impl<'a> Lexicon<'a> {
    /// The words of the program, with the names of `names`.
    pub fn new(names: &'a Names) -> Self {
        let mut patterns: BTreeMap<String, Vec<Tag>> = BTreeMap::new();
        let mut add = |word: &str, tag: Tag| {
            let pattern = pattern(word);
            if !pattern.is_empty() {
                let tags = patterns.entry(pattern).or_default();
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        };
        for (index, sdk) in names.sdks.iter().enumerate().filter(|(_, sdk)| sdk.bundled.is_none()) {
            sdk.names.iter().filter(|name| is_telling(name)).for_each(|name| add(name, Tag::Sdk(index as u16)));
            let packages = sdk.packages.iter().filter(|package| package.contains('.'));
            packages.for_each(|package| add(package, Tag::Package(index as u16)));
        }
        for (index, vendor) in names.vendors.iter().enumerate().filter(|(_, vendor)| vendor.bundled.is_none()) {
            vendor.brands.iter().for_each(|brand| add(brand, Tag::Brand(index as u16)));
            vendor.entities.iter().for_each(|entity| add(entity, Tag::Entity(index as u16)));
        }
        let (patterns, tags): (Vec<String>, Vec<Vec<Tag>>) = patterns.into_iter().unzip();
        // An automaton without patterns does not compile, and is not needed.
        let own = Automaton::new(&patterns).ok().map(|automaton| (automaton, tags));
        Self { names, own }
    }

    /// Finds all words in `text`.
    pub fn find(&self, text: &PolicyText) -> Hits {
        let parts = parts(text);
        let mut hits = Hits::default();
        // No more of them at a time than there are threads: what they find is held twice while it is put together.
        for parts in parts.chunks(rayon::current_num_threads()) {
            let found: Vec<Hits> = parts.par_iter().map(|part| self.find_in(text, part)).collect();
            found.into_iter().for_each(|found| hits.append(found));
        }
        hits
    }

    /// Finds all words in a part of `text` that ends with a block.
    fn find_in(&self, text: &PolicyText, part: &Range<usize>) -> Hits {
        let mut hits = Hits::default();
        let whole = |start, end| whole_word(text, part.start + start..part.start + end);
        let words = &text.lower()[part.clone()];
        // All matches are wanted: a word that fails its boundary must not hide one that begins inside it.
        if let Some(bundled) = BUNDLED.as_ref() {
            for found in bundled.find_overlapping_iter(words) {
                let at = found.value() as usize;
                let tags = compiled::STARTS[at] as usize..compiled::STARTS[at + 1] as usize;
                let Some(range) = whole(found.start(), found.end()) else { continue };
                // "Notes" is no plural of "not".
                let plural = range.end > part.start + found.end();
                for &tag in &compiled::TAGS[tags] {
                    if plural && matches!(tag, Tag::Cue(Cue::Not | Cue::No)) {
                        continue;
                    }
                    if let Some(tag) = self.names.tag(tag) {
                        hits.add(&range, tag);
                    }
                }
            }
        }
        if let Some((own, tags)) = &self.own {
            for found in own.find_overlapping_iter(words) {
                let Some(range) = whole(found.start(), found.end()) else { continue };
                tags[found.value() as usize].iter().for_each(|&tag| hits.add(&range, tag));
            }
        }
        longest(&mut hits.data);
        longest(&mut hits.names);
        longest(&mut hits.permissions);
        // 设备操作系统|版本: a weak word that touches another is the rest of it.
        let mut end = 0;
        hits.data.retain(|hit| {
            let rest = matches!(hit.tag, Tag::Data { listed: true, .. })
                && hit.range().start == end
                && end > 0
                // A space between letters and characters (MAC 地址) parts no words.
                && (!text.gap_before(end) || mixed(text.folded(), end))
                && !text.folded()[..end].ends_with(|c: char| c.is_ascii_digit());
            end = end.max(hit.range().end);
            hit.tag != Tag::Nothing && !rest
        });
        share_endings(text, &mut hits.data);
        hits.cues.sort_by_key(|found| (found.start, found.length));
        hits
    }
}

/// The text in parts of some size, each of which ends with a block: no word reaches over the end of one.
fn parts(text: &PolicyText) -> Vec<Range<usize>> {
    const SIZE: usize = 1 << 16;
    let mut parts = Vec::new();
    let mut start = 0;
    for block in &text.blocks {
        if block.range.end - start >= SIZE {
            parts.push(start..block.range.end);
            start = block.range.end;
        }
    }
    parts.push(start..text.lower().len());
    parts
}

/// Whether a Latin letter stands before and a Chinese character after.
fn mixed(folded: &str, at: usize) -> bool {
    folded[..at].ends_with(|c: char| c.is_ascii_alphabetic()) && folded[at..].starts_with(|c: char| !c.is_ascii())
}

/// 设备/应用信息, "device and usage information": words on both sides of a stroke or "and" share the ending of the last.
fn share_endings(text: &PolicyText, data: &mut Vec<Hit>) {
    const ENDINGS: &[&str] = &[
        "位置",
        "信息",
        "数据",
        "标识",
        "日志",
        "information",
        "info",
        "data",
        "identifiers",
        "logs",
        "files",
        "reports",
        "characteristics",
        "type",
        "types",
        "version",
        "address",
        "addresses",
        "number",
    ];
    const LONGEST: usize = 24;
    const MOST: usize = 4;
    let (folded, lower) = (text.folded().as_bytes(), text.lower());
    let mut shared = Vec::new();
    // A word that means other things too gives way to what it is with the ending: 设备、帐号及日志信息.
    let mut whole: Vec<usize> = Vec::new();
    for (index, hit) in data.iter().enumerate() {
        let start = hit.range().start;
        if !matches!(hit.tag, Tag::Data { .. }) || start == 0 {
            continue;
        }
        let between = ["/", "和", "与", "及"].into_iter().find(|mark| lower[..start].ends_with(mark));
        let and = || {
            let mark = ["and", "or"].into_iter().find(|mark| lower[..start].ends_with(mark))?;
            (text.gap_before(start) && text.gap_before(start - mark.len())).then_some(mark)
        };
        let Some(mark) = between.or_else(and) else { continue };
        let stop = start - mark.len();
        let Some(ending) = ENDINGS.iter().find(|ending| lower[hit.range()].ends_with(**ending)) else { continue };
        let mut stop = stop;
        let mut before = index;
        // 、 divides the words before the last: all of them share its ending.
        for _ in 0..MOST {
            let mut free = before.checked_sub(1).map_or(0, |before| data[before].range().end);
            let weak = free == stop
                && before
                    .checked_sub(1)
                    .is_some_and(|before| matches!(data[before].tag, Tag::Data { listed: true, .. }));
            if weak {
                before -= 1;
                free = before.checked_sub(1).map_or(0, |before| data[before].range().end);
            }
            let first = free.max(stop.saturating_sub(LONGEST));
            let found = (first..stop)
                .filter(|&from| text.folded().is_char_boundary(from))
                .filter(|&from| {
                    !folded[from].is_ascii()
                        || from == 0
                        || !folded[from - 1].is_ascii_alphanumeric()
                        || text.gap_before(from)
                })
                .find_map(|from| Some((from, word(&format!("{}{ending}", &lower[from..stop]))?)));
            let Some((from, tag)) = found else { break };
            shared.push(Hit::new(&(from..stop), tag));
            if weak {
                whole.push(before);
            }
            if !lower[..from].ends_with('、') || lower[from..stop].is_ascii() {
                break;
            }
            stop = from - '、'.len_utf8();
        }
    }
    if !whole.is_empty() {
        whole.into_iter().for_each(|index| data[index].tag = Tag::Nothing);
        data.retain(|hit| hit.tag != Tag::Nothing);
    }
    if !shared.is_empty() {
        data.append(&mut shared);
        data.sort_by_key(|hit| (hit.range().start, hit.range().end));
    }
}

/// The data type that a whole word of the program stands for.
fn word(word: &str) -> Option<Tag> {
    let found =
        BUNDLED.as_ref()?.find_overlapping_iter(word).find(|found| found.start() == 0 && found.end() == word.len())?;
    let at = found.value() as usize;
    let tags = compiled::STARTS[at] as usize..compiled::STARTS[at + 1] as usize;
    compiled::TAGS[tags].iter().copied().find(|tag| matches!(tag, Tag::Data { .. }))
}

impl Hits {
    /// Adds what was found behind it.
    fn append(&mut self, mut next: Self) {
        self.data.append(&mut next.data);
        self.names.append(&mut next.names);
        self.permissions.append(&mut next.permissions);
        self.cues.append(&mut next.cues);
    }

    fn add(&mut self, range: &Range<usize>, tag: Tag) {
        let list = match tag {
            Tag::Data { .. } | Tag::Nothing => &mut self.data,
            Tag::Sdk(_) | Tag::Package(_) | Tag::Brand(_) | Tag::Entity(_) => &mut self.names,
            Tag::Permission(_) => &mut self.permissions,
            Tag::Cue(cue) => return self.cues.push(FoundCue::new(range, cue)),
        };
        list.push(Hit::new(range, tag));
    }
}

/// Keeps the leftmost longest hits, and of those that cover the same range all.
fn longest(hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| (a.start, b.length, a.tag).cmp(&(b.start, a.length, b.tag)));
    let mut last: Option<Range<usize>> = None;
    hits.retain(|hit| {
        let keep = last.as_ref().is_none_or(|last| hit.range().start >= last.end || hit.range() == *last);
        if keep {
            last = Some(hit.range());
        }
        keep
    });
}

/// The range, with a plural ending taken in, when its Latin ends stand at word boundaries.
pub(super) fn whole_word(text: &PolicyText, range: Range<usize>) -> Option<Range<usize>> {
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
    // "OSS" is no plural of "OS".
    for ending in ["s", "es"].into_iter().filter(|_| range.len() > 2) {
        let end = range.end + ending.len();
        if folded.get(range.end..end).is_some_and(|part| part.eq_ignore_ascii_case(ending.as_bytes())) && bounded(end) {
            return Some(range.start..end);
        }
    }
    None
}
