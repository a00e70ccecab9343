//! One text with everything that was found in it: words, outline, sentences, and the slots of SDK entries.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use super::cues::Cue;
use super::entries::{self, Segment, Slot};
use super::lexicon::{FoundCue, Hit, Hits, Lexicon};
use super::outline::{Place, Zone, outline};
use super::polarity;
use super::standing::{self, Standing};
use super::text::{BlockKind, PolicyText};
use super::words::{Marks, Words};

/// A sentence: the smallest part that is judged by itself.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its block.
    pub block: usize,
    /// Its folded range.
    pub range: Range<usize>,
    /// Its first sentence of the block.
    pub first: bool,
}

/// A text, read. What was found in it is shared by all that read it at the same time; each of them remembers for
/// itself what it asked for last.
pub struct Reading<'a> {
    found: Arc<Found<'a>>,
    /// The range that was asked for its words last, and what it holds.
    asked: RefCell<(Range<usize>, Rc<Marks>)>,
    /// The range that was asked for cues last, and where these stand in [`Hits::cues`].
    cued: RefCell<(Range<usize>, Range<usize>)>,
}

impl<'a> Deref for Reading<'a> {
    type Target = Found<'a>;

    fn deref(&self) -> &Found<'a> {
        &self.found
    }
}

/// What was found in a text.
pub struct Found<'a> {
    /// The text.
    pub text: &'a PolicyText,
    /// The words found.
    pub hits: Hits,
    /// The place of every block in the outline.
    pub places: Vec<Place>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The slots of `key: value` lines and table cells, in order.
    pub segments: Vec<Segment>,
    /// For every block: a sentence above announces that what follows is collected.
    pub announced: Vec<Announced>,
    /// For every block: whether all that it names is denied or planned.
    pub standings: Vec<Standing>,
    /// For every block: a sentence above it opens a list of permissions.
    pub asks: Vec<bool>,
    /// The name of the app, folded and in lower case, where the title says it: 石竹日历 of 石竹日历隐私政策.
    own_name: Option<String>,
    /// Names that end in a word of data and come back again and again: the 晴川视频 of 晴川视频APP.
    own_words: BTreeSet<String>,
    /// For every block: a heading above it speaks of SDKs.
    sdk_section: Vec<bool>,
    /// For every block: whether it tells required data from optional ones, worked out when it is asked for.
    graded: Vec<OnceLock<bool>>,
}

impl<'a> Reading<'a> {
    /// Reads `text`.
    pub fn new(text: &'a PolicyText, lexicon: &Lexicon<'_>) -> Self {
        let (hits, (sentences, (places, segments))) = rayon::join(
            || lexicon.find(text),
            || (sentences(text), rayon::join(|| outline(text), || entries::segments(text))),
        );
        Self::of(text, hits, places, sentences, segments)
    }

    /// Reads `text`, whose slots are known.
    pub fn with_segments(text: &'a PolicyText, lexicon: &Lexicon<'_>, segments: Vec<Segment>) -> Self {
        Self::of(text, lexicon.find(text), outline(text), sentences(text), segments)
    }

    fn of(
        text: &'a PolicyText,
        hits: Hits,
        places: Vec<Place>,
        mut sentences: Vec<Sentence>,
        segments: Vec<Segment>,
    ) -> Self {
        keep_words_whole(&mut sentences, &hits);
        let found = Found {
            standings: standing::standings(text),
            own_name: own_name(text),
            own_words: own_words(text, &hits),
            announced: Vec::new(),
            asks: Vec::new(),
            sdk_section: Vec::new(),
            graded: vec![OnceLock::new(); text.blocks.len()],
            text,
            hits,
            places,
            sentences,
            segments,
        };
        // What is announced is read out of the rest.
        let mut reading = Self::over(Arc::new(found));
        let (announced, asks, sdk_section) =
            (reading.announcements(), reading.permission_lists(), reading.sdk_sections());
        if let Some(found) = Arc::get_mut(&mut reading.found) {
            (found.announced, found.asks, found.sdk_section) = (announced, asks, sdk_section);
        }
        reading
    }

    /// The same reading, for another thread.
    pub fn shared(&self) -> Arc<Found<'a>> {
        Arc::clone(&self.found)
    }

    /// A reading of what was found already.
    pub fn over(found: Arc<Found<'a>>) -> Self {
        Self { found, asked: RefCell::default(), cued: RefCell::default() }
    }

    /// The names found inside a folded range.
    pub fn names_in(&self, range: &Range<usize>) -> &[Hit] {
        within(&self.hits.names, range)
    }

    /// The data words found inside a folded range.
    pub fn data_in(&self, range: &Range<usize>) -> &[Hit] {
        within(&self.hits.data, range)
    }

    /// The permission words found inside a folded range.
    pub fn permissions_in(&self, range: &Range<usize>) -> &[Hit] {
        within(&self.hits.permissions, range)
    }

    /// The cues of one kind inside a folded range.
    pub fn cues<'b>(&'b self, range: &Range<usize>, cue: Cue) -> impl Iterator<Item = Range<usize>> + use<'b, 'a> {
        let end = range.end;
        let (whole, found) = &mut *self.cued.borrow_mut();
        // Sentences are asked for many kinds, and so are their parts; a long text has cues by the ten thousand.
        if range.start < whole.start || range.end > whole.end {
            *found = places_within(&self.hits.cues, range, |found| found.range().start);
            *whole = range.clone();
        }
        let near = &self.hits.cues[found.clone()];
        near[places_within(near, range, |found| found.range().start)]
            .iter()
            .filter(move |found| found.cue == cue && found.range().end <= end)
            .map(FoundCue::range)
    }

    /// The text of a folded range in lower case, to look for many words in. What judges a sentence asks for it and for
    /// parts of it again and again, so what the last one holds is kept.
    pub fn words(&self, range: &Range<usize>) -> Words<'a> {
        let text = &self.text.lower()[range.clone()];
        let (whole, marks) = &mut *self.asked.borrow_mut();
        if range.start < whole.start || range.end > whole.end {
            *marks = Rc::new(Marks::of(text));
            *whole = range.clone();
        }
        Words::marked(text, marks)
    }

    /// Whether a cue of this kind stands inside a folded range.
    pub fn has_cue(&self, range: &Range<usize>, cue: Cue) -> bool {
        self.cues(range, cue).next().is_some()
    }

    /// Whether a sentence speaks of what the app does not do, or not yet: no SDK is named in it.
    pub fn is_absent(&self, sentence: &Sentence) -> bool {
        self.standings[sentence.block] != Standing::Open
            || self.announced.get(sentence.block) == Some(&Announced::Denied)
            || polarity::is_refused(self, sentence)
            || self.has_cue(&sentence.range, Cue::Plan)
    }

    /// Whether a range is a part of the name of the app itself: the "Calendar" of "Foxglove Calendar".
    pub fn in_own_name(&self, range: &Range<usize>) -> bool {
        if !self.own_words.is_empty() && proper_word(self.text, range).is_some_and(|word| self.own_words.contains(word))
        {
            return true;
        }
        let Some(name) = &self.own_name else { return false };
        let lower = self.text.lower();
        let from = floor(lower, range.start.saturating_sub(name.len()));
        let near = &lower[from..floor(lower, range.end + name.len())];
        near.match_indices(name.as_str()).any(|(at, _)| {
            let start = from + at;
            start <= range.start && range.end <= start + name.len() && start + name.len() > range.start
        })
    }

    /// The slot that a folded offset stands in.
    pub fn slot_at(&self, at: usize) -> Option<Slot> {
        let index = self.segments.partition_point(|segment| segment.value.start <= at);
        let segment = self.segments.get(index.checked_sub(1)?)?;
        (at < segment.value.end).then_some(segment.slot)
    }

    /// Whether the slot that a folded offset stands in says "none", whatever is said behind it.
    pub fn says_none(&self, at: usize) -> bool {
        let index = self.segments.partition_point(|segment| segment.value.start <= at);
        let segment = index.checked_sub(1).and_then(|index| self.segments.get(index));
        segment.filter(|segment| at < segment.value.end).is_some_and(|segment| {
            let value = self.text.lower()[segment.value.clone()].trim_start_matches(':');
            ["none.", "none,", "none;", "n/a.", "无。", "无,", "无;"].iter().any(|none| value.starts_with(none))
        })
    }

    /// The zone of a block.
    pub fn zone(&self, block: usize) -> Zone {
        self.places.get(block).map_or(Zone::Neutral, |place| place.zone)
    }

    /// Whether a block stands in a part for another system than Android.
    pub fn is_elsewhere(&self, block: usize) -> bool {
        self.places.get(block).is_some_and(|place| place.elsewhere)
    }

    /// Whether a block tells required data from optional ones.
    pub fn is_graded(&self, block: usize) -> bool {
        *self.graded[block].get_or_init(|| {
            let words = &self.text.lower()[self.text.blocks[block].range.clone()];
            ["选", "必", "optional", "required"].iter().any(|word| words.contains(word))
        })
    }

    /// Whether the headings above a block speak of SDKs.
    pub fn in_sdk_section(&self, block: usize) -> bool {
        self.sdk_section.get(block).copied().unwrap_or(false)
    }

    /// Whether a block is an item of a list that "third-party services used by the app" opens, or stands under a heading
    /// that speaks of SDKs.
    pub fn in_provider_list(&self, block: usize) -> bool {
        let is_item = |block: usize| matches!(self.text.blocks[block].kind, BlockKind::Item);
        if !is_item(block) {
            return false;
        }
        let opening = (block.saturating_sub(40)..block).rev().find(|&above| !is_item(above)).map_or("", |above| {
            let words = &self.text.lower()[self.text.blocks[above].range.clone()];
            &words[floor(words, words.len().saturating_sub(150))..]
        });
        let providers = ["service", "provider", "sdk", "tool", "librar"];
        self.in_sdk_section(block)
            || ["thirdpart", "third-part"].iter().any(|word| opening.contains(word))
                && providers.iter().any(|word| opening.contains(word))
    }

    fn sdk_sections(&self) -> Vec<bool> {
        let mut speaks: Vec<bool> = Vec::with_capacity(self.places.len());
        let mut above: Vec<bool> = Vec::with_capacity(self.places.len());
        for (block, place) in self.places.iter().enumerate() {
            // Headings stand before what is under them.
            above.push(place.under.is_some_and(|heading| speaks[heading]));
            speaks.push(
                above[block]
                    || place.heading.is_some() && {
                        let words = &self.text.lower()[self.text.blocks[block].range.clone()];
                        let words = &words[..floor(words, 300)];
                        ["sdk", "第三方", "thirdpart", "third-part", "serviceprovider", "合作方"]
                            .iter()
                            .any(|word| words.contains(word))
                    },
            );
        }
        above
    }

    /// Whether a range stands inside 《》.
    pub fn in_title(&self, range: &Range<usize>) -> bool {
        let folded = self.text.folded();
        let start = floor(folded, range.start.saturating_sub(150));
        let last = folded[start..range.start].chars().rev().find(|c| matches!(c, '《' | '》' | '\n'));
        last == Some('《')
    }

    /// Whether the block below is an address of the Web and nothing else.
    pub fn has_address_below(&self, block: usize) -> bool {
        let below = self.text.blocks.get(block + 1).map_or("", |_| self.text.block_text(block + 1));
        below.starts_with("http") && below.is_ascii() && below.contains("://") && !below.contains(',')
    }

    /// Whether the block below is the address of a privacy policy and nothing else.
    pub fn has_policy_below(&self, block: usize) -> bool {
        self.has_address_below(block) && {
            let below = self.text.block_text(block + 1).to_ascii_lowercase();
            below.contains("privacy") || below.contains("policy")
        }
    }

    /// Whether a Latin word is a part of a link or mail address.
    pub fn in_link(&self, range: &Range<usize>) -> bool {
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b":/.-_?&=%#@~+".contains(byte);
        if !self.text.folded().as_bytes()[range.start].is_ascii_alphanumeric() {
            return false;
        }
        // As written: what is compared has no hyphens.
        let span = self.text.span(range.clone());
        let source = span.source().text().as_bytes();
        let before = source[..span.start as usize].iter().rev().take(200).take_while(|byte| inside(byte)).count();
        let after = source[span.end as usize..].iter().take(200).take_while(|byte| inside(byte)).count();
        let token = &source[span.start as usize - before..span.end as usize + after];
        token.windows(3).any(|part| part == b"://" || part.eq_ignore_ascii_case(b"www")) || token.contains(&b'@')
    }

    /// The folded, lower-case text that tells the purpose of a name: the rest of its sentence, and the purpose slot
    /// of the same row or block where there is one.
    pub fn purpose_near(&self, range: &Range<usize>) -> String {
        let index = self.sentences.partition_point(|sentence| sentence.range.start <= range.start).saturating_sub(1);
        let Some(sentence) = self.sentences.get(index) else { return String::new() };
        let lower = self.text.lower();
        let near = &lower[range.end.min(sentence.range.end)..sentence.range.end];
        let mut near = near[..floor(near, 600)].to_owned();
        for other in entries::same_entry(self, sentence.block) {
            if matches!(other.slot, Slot::Purpose | Slot::Scenario) {
                near.push_str(&lower[other.value.clone()]);
            }
        }
        near
    }

    /// The short blocks that follow "the app requests these permissions:", up to a heading or a longer one.
    fn permission_lists(&self) -> Vec<bool> {
        let mut asks = vec![false; self.text.blocks.len()];
        let mut open = false;
        for (block, place) in self.places.iter().enumerate() {
            let range = &self.text.blocks[block].range;
            // "6. Read your contacts" is marked like a heading, and is one of them.
            let numbered = super::outline::numbering(self.text.block_text(block)).0.is_some();
            let is_item = || numbered && !self.permissions_in(range).is_empty();
            open &= place.heading.is_none_or(|level| level > 3 && is_item()) && range.len() <= 300;
            open &= !self.text.folded()[range.clone()].ends_with(':');
            asks[block] = open;
            let words = &self.text.lower()[range.clone()];
            let tail = &words[floor(words, words.len().saturating_sub(200))..];
            let named =
                || ["permission", "authorit", "accessright", "权限", "授权"].iter().any(|word| tail.contains(word));
            // 我们可能在具体业务场景下向您申请部分系统权限，您可以自主选择是否授权。
            let told = tail.ends_with('。') && words.contains("申请") && words.contains("系统权限");
            // "… through the permissions you grant. This information is used only on the device." above the items.
            let granted =
                ["permissionsyougrant", "permissionsyouhavegranted", "permissionsyouallow", "permissionsyougive"]
                    .iter()
                    .any(|grant| words.contains(grant))
                    && matches!(self.text.blocks.get(block + 1).map(|next| next.kind), Some(BlockKind::Item));
            if granted || (tail.ends_with(':') || told) && named() {
                let denied = self.cues(range, Cue::Not).next().is_some() || self.cues(range, Cue::No).next().is_some();
                open = !denied;
            }
        }
        asks
    }

    /// Blocks that follow a sentence such as "we collect the following:" up to the next heading or running text, and
    /// those that follow "we do not collect:" as far as they are items or short lines.
    fn announcements(&self) -> Vec<Announced> {
        let mut announced = vec![Announced::Nothing; self.text.blocks.len()];
        let mut open = Announced::Nothing;
        let mut items = false;
        let mut sentence = 0;
        for (block, place) in self.places.iter().enumerate() {
            let range = self.text.blocks[block].range.clone();
            let item = matches!(self.text.blocks[block].kind, BlockKind::Item);
            let mut last: Option<&Sentence> = None;
            while let Some(next) = self.sentences.get(sentence).filter(|next| next.block <= block) {
                last = Some(next);
                sentence += 1;
            }
            // What is denied ends with the list, or with the first line that speaks for itself.
            let long = if self.text.block_text(block).is_ascii() { 90 } else { 60 };
            let named: usize = self.data_in(&range).iter().map(|hit| hit.range().len()).sum();
            let lists = named * 2 >= range.len() && !self.has_cue(&range, Cue::Collect);
            let speaks = !item && (items || range.len() >= long && !lists || self.has_cue(&range, Cue::We));
            if matches!(open, Announced::Denied | Announced::Limited | Announced::Refused)
                && (speaks || !item && place.heading.is_some_and(|level| level <= 3))
            {
                open = Announced::Nothing;
            }
            items = item;
            announced[block] = open;
            let Some(last) = last else { continue };
            let headed = place.heading.and_then(|_| polarity::heads(self, &range));
            if let Some(says) = headed {
                open = says;
                items = false;
                continue;
            }
            let words = &self.text.folded()[last.range.clone()];
            let ends = words.ends_with(':')
                || words.ends_with("如下")
                || words.ends_with("如下。")
                || words.contains("以下信息")
                || words.contains("following");
            if ends {
                if let Some(says) = polarity::opens(self, &last.range) {
                    open = says;
                    items = false;
                    continue;
                }
                // "Including but not limited to" denies nothing.
                let denies = |not: Range<usize>| !self.text.lower()[not.end..].starts_with("limited");
                let denied = self.cues(&last.range, Cue::Not).any(denies) && !self.has_cue(&last.range, Cue::Except);
                let gives = self.has_cue(&last.range, Cue::Collect)
                    || self.has_cue(&last.range, Cue::Use)
                        && (self.zone(block) == Zone::Collect
                            || words.contains("usethefollowing") && words.ends_with(':'));
                let gives = gives || words.ends_with(':') && self.zone(block) != Zone::Silent && hands_on(words);
                let rights = self.has_cue(&last.range, Cue::Manage) && !self.has_cue(&last.range, Cue::Collect);
                if words.ends_with(':') || gives {
                    let goes_on = gives && !denied && !rights || open == Announced::Collected && range.len() < 60;
                    open = if goes_on { Announced::Collected } else { Announced::Nothing };
                }
            } else if !item && (place.heading.is_some_and(|level| level <= 3) || range.len() > 600) {
                open = Announced::Nothing;
            }
        }
        announced
    }
}

/// "Within the permissions you grant, the App may access:", "the App sends the following to …:".
fn hands_on(words: &str) -> bool {
    const ENDS: &[&str] =
        &["access:", "process:", "receive:", "receives:", "processes:", "accesses:", "reads:", "transmits:"];
    const SAYS: &[&str] =
        &["sendsthefollowing", "transmitsthefollowing", "uploadsthefollowing", "processesthefollowing"];
    let words = words.to_ascii_lowercase();
    ENDS.iter().any(|end| words.ends_with(end)) || SAYS.iter().any(|says| words.contains(says))
}

/// What stands before "privacy policy" in the title of a text: the name of the app, in its first lines.
fn own_name(text: &PolicyText) -> Option<String> {
    const TITLES: &[&str] =
        &["privacypolicy", "privacynotice", "隐私政策", "隐私协议", "隐私权政策", "隐私声明", "隐私保护"];
    (0..text.blocks.len().min(4)).find_map(|block| {
        let words = &text.lower()[text.blocks[block].range.clone()];
        let words = if words.len() <= 90 { words } else { return None };
        let end = TITLES.iter().filter_map(|title| words.find(title)).min()?;
        let name = words[..end].trim_matches(|c: char| !c.is_alphanumeric());
        let name = name.trim_end_matches("app").trim_end_matches("用户").trim_end_matches("软件");
        let latin = name.is_ascii() && (6..=30).contains(&name.len());
        let han =
            !name.is_ascii() && (3..=10).contains(&name.chars().count()) && !name.contains(['的', ',', '。', ':']);
        (latin || han).then(|| name.to_owned())
    })
}

/// A Chinese word of data with the two characters before it, where these may be a part of a name.
fn proper_word<'t>(text: &'t PolicyText, range: &Range<usize>) -> Option<&'t str> {
    const PARTICLES: &str = "的您我你和或与及在为是了看传播放拍摄上下载将等其对用户有该此些个";
    let folded = text.folded();
    let (start, _) = folded[..range.start].char_indices().rev().nth(1)?;
    let begins = &folded[start..range.start];
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !PARTICLES.contains(c);
    begins.chars().all(han).then(|| &folded[start..range.end])
}

/// Such words that are found five times and name an app, an account or a member at least once.
fn own_words(text: &PolicyText, hits: &Hits) -> BTreeSet<String> {
    const BEHIND: &[&str] = &["app", "客户端", "账号", "帐号", "会员", "平台", "软件"];
    let mut counted: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for hit in hits.data.iter().filter(|hit| hit.range().len() == 6) {
        let Some(word) = proper_word(text, &hit.range()) else { continue };
        let named = BEHIND.iter().any(|behind| text.lower()[hit.range().end..].starts_with(behind));
        let entry = counted.entry(word).or_default();
        *entry = (entry.0 + 1, entry.1 || named);
    }
    let often = counted.into_iter().filter(|(_, (count, named))| *count >= 5 && *named);
    often.map(|(word, _)| word.to_owned()).collect()
}

/// What a sentence above a block says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announced {
    /// Nothing.
    Nothing,
    /// It lists what is collected.
    Collected,
    /// It lists what is not collected.
    Denied,
    /// It lists what is not collected under a condition, which declares nothing.
    Limited,
    /// It lists what is not done: below "We do not:", each item has a verb of its own.
    Refused,
}

/// A sentence that was cut for its length may end inside a word: the whole word belongs to it.
fn keep_words_whole(sentences: &mut [Sentence], hits: &Hits) {
    let mut begin = 0;
    for sentence in sentences {
        let range = &mut sentence.range;
        range.start = range.start.max(begin.min(range.end));
        let lists = [&hits.data, &hits.names, &hits.permissions];
        let end = lists.into_iter().filter_map(|list| within(list, range).last()).map(|hit| hit.range().end).max();
        range.end = range.end.max(end.unwrap_or(0));
        begin = range.end;
    }
}

/// The hits of a sorted list that begin inside a range.
fn within<'b>(hits: &'b [Hit], range: &Range<usize>) -> &'b [Hit] {
    &hits[places_within(hits, range, |hit| hit.range().start)]
}

/// Where they stand in the list.
fn places_within<T>(found: &[T], range: &Range<usize>, begins: impl Fn(&T) -> usize) -> Range<usize> {
    let start = found.partition_point(|one| begins(one) < range.start);
    let end = found.partition_point(|one| begins(one) < range.end);
    start..end.max(start)
}

/// The first `count` characters.
pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// The nearest character boundary at or before `at`.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn sentences(text: &PolicyText) -> Vec<Sentence> {
    let folded = text.folded();
    let mut out = Vec::new();
    for (block, part) in text.blocks.iter().enumerate() {
        let mut start = part.range.start;
        let mut first = true;
        let mut depth = 0i32;
        let mut push = |start: usize, end: usize| {
            if end > start {
                out.push(Sentence { block, range: start..end, first });
                first = false;
            }
        };
        for (index, c) in folded[part.range.clone()].char_indices() {
            let end = part.range.start + index + c.len_utf8();
            match c {
                '(' => depth += 1,
                ')' => depth = (depth - 1).max(0),
                _ => {}
            }
            let stop = match c {
                '。' | '!' => true,
                '?' => text.gap_before(end) || !folded[end..].starts_with(|c: char| c.is_ascii_alphanumeric()),
                ';' => depth == 0,
                '.' => text.gap_before(end) && ends_sentence(folded, start, end),
                _ => false,
            };
            // Text without stops is cut at commas, and then anywhere: what judges a sentence looks at all of it.
            let long = end - start;
            if stop || long > 3000 && c == ',' || long > 6000 {
                depth = 0;
                push(start, end);
                start = end;
            }
        }
        push(start, part.range.end);
    }
    out
}

/// Whether the full stop before `end` ends a sentence: not after an abbreviation, a number or a single letter.
fn ends_sentence(folded: &str, start: usize, end: usize) -> bool {
    let before = &folded[start..end - 1];
    let word: String = before.chars().rev().take_while(|c| c.is_ascii_alphanumeric()).take(8).collect();
    if before.len() <= 3 || word.chars().all(|c| c.is_ascii_digit()) && before.len() <= 6 {
        return false;
    }
    let tail = before[floor(before, before.len().saturating_sub(4))..].to_ascii_lowercase();
    !["e.g", "i.e", "inc", ",ltd", "etc", "no", "vs", "corp", "co"].iter().any(|short| {
        tail.ends_with(short)
            && (*short != "no" || tail.len() == 2)
            && (*short != "co" || tail == ".co" || tail.ends_with(",co") || tail.ends_with(".co"))
    }) || folded[end..].starts_with(|c: char| c.is_ascii_uppercase()) && tail.ends_with("etc")
}
