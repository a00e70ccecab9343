//! From words to declarations: walks one text sentence by sentence and gathers what it says.

mod entry;
mod marks;
mod open;
mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use entry::{Parts, blank, fill, name_range, settle, trim};
use marks::purpose_of;
use said::{Said, Sayings};

use super::entries::Slot;
use super::imprint;
use super::lexicon::Tag;
use super::lists;
use super::mentions::{self, Mention, unknown};
use super::names::Names;
use super::sentence::{Reading, Sentence};
use super::text::BlockKind;
use super::{EntryData, ExternalList, Polarity, PolicyDate, SdkEntry, Statement, Strength};
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Located, Span};

/// What one text declares.
#[derive(Debug, Default)]
pub struct Declared {
    /// SDKs in order of first mention.
    pub sdks: Vec<SdkEntry>,
    /// Data words with their polarity, in reading order.
    pub data: Vec<DataHit>,
    /// Permissions with their polarity, in reading order.
    pub permissions: Vec<(&'static str, Polarity, Span)>,
    /// Pointers to separate lists.
    pub lists: Vec<ExternalList>,
    /// Denials.
    pub statements: Vec<Statement>,
    /// Sentences read.
    pub sentences: usize,
    /// The text holds entries of SDKs.
    pub has_sdk_list: bool,
    /// The dates of the text.
    pub dates: Vec<PolicyDate>,
    /// The one for whom it speaks.
    pub operator: Option<Located<String>>,
}

/// One word of data that was judged. A large text holds a million of them.
#[derive(Clone, Debug)]
pub struct DataHit {
    /// Index into `Vocabulary::types`.
    pub data: u16,
    /// Collected or denied.
    pub polarity: Polarity,
    /// Specific or generic.
    pub strength: Strength,
    /// Said to be optional.
    pub optional: bool,
    /// Marked as iOS only.
    pub ios_only: bool,
    /// Where.
    pub at: Span,
}

impl DataHit {
    /// The id of the type.
    pub fn id(&self, vocabulary: &'static Vocabulary) -> &'static str {
        &vocabulary.types()[usize::from(self.data)].id
    }

    /// The same as a part of an entry.
    fn in_entry(&self, vocabulary: &'static Vocabulary) -> EntryData {
        EntryData {
            data: self.id(vocabulary).to_owned(),
            strength: self.strength,
            optional: self.optional,
            ios_only: self.ios_only,
            at: self.at.clone(),
        }
    }
}

/// An entry that is being read.
#[derive(Debug)]
struct Draft {
    mentions: Vec<Mention>,
    /// Mentions of the same SDKs in the body of the entry.
    more: Vec<Mention>,
    /// The name as written, where no known name stands in it.
    unknown: Option<Range<usize>>,
    entry: Option<u32>,
    /// The heading level that closes it.
    level: u8,
    /// It is a row of a table, and ends with it.
    row: bool,
    parts: Parts,
}

/// The tables that declarations are read with.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// SDK names.
    pub names: &'a Names,
    /// Data types.
    pub vocabulary: &'static Vocabulary,
}

/// Reads what `text` declares.
pub fn declare(reading: Reading<'_>, tables: Tables<'_>) -> Declared {
    let text = reading.text;
    let mut walk = Walk {
        reading: &reading,
        tables,
        out: Declared::default(),
        named: Vec::new(),
        by_sdk: BTreeMap::new(),
        draft: None,
        sayings: Sayings::of(&reading, tables),
    };
    let mut sentence = 0;
    for block in 0..text.blocks.len() {
        let start = sentence;
        while reading.sentences.get(sentence).is_some_and(|next| next.block <= block) {
            sentence += 1;
        }
        walk.block(block, start..sentence);
    }
    walk.close();
    walk.out.sdks.iter_mut().for_each(settle);
    walk.out.sentences = reading.sentences.len();
    walk.out.dates = imprint::dates(&reading);
    walk.out.operator = imprint::operator(&reading);
    walk.out
}

struct Walk<'a> {
    reading: &'a Reading<'a>,
    tables: Tables<'a>,
    out: Declared,
    /// SDKs named so far, to tell which product a bare brand means.
    named: Vec<usize>,
    /// Index into `out.sdks` by SDK, or by the folded name of an unknown one.
    by_sdk: BTreeMap<String, usize>,
    draft: Option<Draft>,
    /// What the sentences that are yet to come say.
    sayings: Sayings<'a>,
}

impl Walk<'_> {
    fn block(&mut self, block: usize, sentences: Range<usize>) {
        let reading = self.reading;
        let range = reading.text.blocks[block].range.clone();
        let place = &reading.places[block];
        let segment = reading.segments.partition_point(|segment| segment.value.start < range.start);
        let segments = &reading.segments[segment..];
        let segments: Vec<_> = segments.iter().take_while(|segment| segment.block == block).cloned().collect();
        let entry = segments.first().and_then(|segment| segment.entry);
        // Close what this block does not belong to.
        let number = super::outline::numbering(reading.text.block_text(block)).0;
        if let Some(draft) = &self.draft {
            let level = place.heading.or(number);
            let other_row = draft.entry.is_some() && entry.is_some() && draft.entry != entry;
            let over = draft.entry.is_none() && draft.parts.keyed && entry.is_none() && range.len() > 120;
            let leaves = draft.entry.is_some()
                && entry.is_none()
                && (range.len() > 150 || matches!(reading.text.blocks[block].kind, BlockKind::Heading(_)));
            let after_table = draft.row && !matches!(reading.text.blocks[block].kind, BlockKind::Cell(_));
            if after_table
                || other_row
                || over
                || leaves
                || entry.is_none() && level.is_some_and(|level| level <= draft.level)
            {
                self.close();
            }
        }
        self.open(block, &segments, number);
        for sentence in &reading.sentences[sentences] {
            let said = self.sayings.next().unwrap_or_default();
            self.sentence(sentence, said);
        }
        for segment in &segments {
            self.slot(segment.slot, &segment.value);
        }
    }

    fn mentions_in(&self, range: Range<usize>, named: bool) -> Vec<Mention> {
        let reading = self.reading;
        let start = reading.sentences.partition_point(|sentence| sentence.range.end <= range.start);
        let mut found = Vec::new();
        for index in start..reading.sentences.len() {
            if reading.sentences[index].range.start >= range.end {
                break;
            }
            found.extend(mentions::mentions(reading, self.tables.names, index, named));
        }
        found.retain(|mention| range.contains(&mention.range.start));
        found
    }

    fn sentence(&mut self, sentence: &Sentence, said: Said) {
        let reading = self.reading;
        let Said { data, permissions, statements, lists, mentions: mut found, collects } = said;
        let mut asked: Vec<Located<String>> = Vec::new();
        for (names, polarity, at) in permissions {
            for &name in names {
                if polarity == Polarity::Affirmed {
                    asked.push(Located::new(name.to_owned(), at.clone()));
                }
                self.out.permissions.push((name, polarity, at.clone()));
            }
        }
        let affirmed = data.iter().filter(|hit| hit.polarity == Polarity::Affirmed);
        let mut taken: Vec<EntryData> = affirmed.map(|hit| hit.in_entry(self.tables.vocabulary)).collect();
        self.out.data.extend(data);
        self.out.statements.extend(statements);
        self.out.lists.extend(lists);
        let slot = reading.slot_at(sentence.range.start);
        let in_draft = self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.mentions.iter().any(|mention| sentence.range.contains(&mention.range.start)));
        if in_draft || matches!(slot, Some(Slot::Vendor | Slot::Privacy)) {
            found.clear();
        }
        // "Chartboost: https://…" ends what the line above began.
        if found.is_empty()
            && self.draft.as_ref().is_some_and(|draft| draft.entry.is_none() && !draft.parts.keyed)
            && unknown::linked(reading, sentence).or_else(|| unknown::alone(reading, sentence)).is_some()
        {
            self.close();
        }
        // 登录及分享到新浪微博 in the purpose of another SDK names a place, not an SDK.
        let own = |mention: &Mention| {
            self.draft
                .as_ref()
                .is_some_and(|draft| draft.mentions.iter().any(|known| overlap(&known.sdks, &mention.sdks)))
        };
        found.retain(|mention| match reading.slot_at(mention.range.start) {
            Some(Slot::Vendor | Slot::Privacy) => false,
            Some(
                Slot::Purpose | Slot::Scenario | Slot::Method | Slot::Data | Slot::DataAndPermission | Slot::Permission,
            ) => self.draft.is_none() || own(mention),
            _ => true,
        });
        let open = self.draft.is_none() && slot.is_none() && !reading.in_title(&sentence.range);
        let mut strangers = if open { unknown::beside(reading, sentence, &found) } else { Vec::new() };
        if open {
            strangers.extend(unknown::listed(reading, sentence, &found));
            strangers.extend(unknown::together(reading, sentence, &found));
            strangers.extend(unknown::libraries(reading, sentence, &found));
            let called = unknown::called(reading, sentence, &found);
            let apart =
                |name: &Range<usize>| strangers.iter().all(|other| other.end <= name.start || name.end <= other.start);
            let called: Vec<_> = called.into_iter().filter(apart).collect();
            strangers.extend(called);
        }
        let mut stranger = (open && found.is_empty())
            .then(|| {
                let line = unknown::opens(reading, sentence)
                    .or_else(|| unknown::numbered(reading, sentence))
                    .or_else(|| unknown::linked(reading, sentence));
                line.or_else(|| unknown::alone(reading, sentence))
            })
            .flatten();
        // 使用商汤科技开发有限公司的OCR识别SDK: the firm that the sentence names tells whose product it is.
        if let (Some(name), Some(firm)) = (&stranger, firm_in(reading, sentence))
            && let Some(mention) = mentions::of_operator(reading, self.tables.names, name, &firm)
        {
            found.push(mention);
            stranger = None;
        }
        // Alone in its sentence, a name is the one that the data belongs to.
        if stranger.is_none() && found.is_empty() && strangers.len() == 1 {
            stranger = strangers.pop();
        }
        let prose = !found.is_empty() && (collects && !taken.is_empty() || taken.len() > 1);
        if let Some(draft) = self.draft.as_mut().filter(|draft| {
            found.is_empty()
                || found.iter().all(|mention| draft.mentions.iter().any(|known| overlap(&known.sdks, &mention.sdks)))
        }) {
            draft.parts.data.append(&mut taken);
            draft.parts.permissions.append(&mut asked);
            draft.more.append(&mut found);
            return;
        }
        let named = strangers.into_iter().map(|name| (name, prose));
        let named = named.chain(stranger.map(|name| (name, true)));
        for (name, entry) in named.filter(|(name, _)| !unknown::names_nobody(reading, name)) {
            let parts = Parts { data: taken.clone(), permissions: asked.clone(), ..Parts::default() };
            self.record(Vec::new(), Some(name), if entry { parts } else { Parts::default() }, entry);
        }
        for mention in found {
            let parts = if prose {
                let purpose = purpose_of(reading, &sentence.range);
                Parts { data: taken.clone(), permissions: asked.clone(), purpose, ..Parts::default() }
            } else {
                Parts::default()
            };
            self.record(vec![mention], None, parts, prose);
        }
    }

    fn slot(&mut self, slot: Slot, value: &Range<usize>) {
        let reading = self.reading;
        let Some(draft) = self.draft.as_mut() else { return };
        draft.parts.keyed = true;
        if value.is_empty() {
            return;
        }
        let trimmed = trim(reading, value.clone());
        let located = || Located::new(reading.text.written(trimmed.clone()), reading.text.span(trimmed.clone()));
        if trimmed.is_empty() {
            return;
        }
        let parts = &mut draft.parts;
        match slot {
            Slot::Vendor => {
                parts.operator.get_or_insert_with(|| trimmed.clone());
                parts.vendor.get_or_insert_with(located);
            }
            Slot::Purpose => drop(parts.purpose.get_or_insert_with(located)),
            Slot::Scenario => drop(parts.scenario.get_or_insert_with(located)),
            Slot::Method => drop(parts.method.get_or_insert_with(located)),
            Slot::Privacy => {
                // SDK所属公司及其隐私政策链接: the firm stands before its link.
                let words = &reading.text.folded()[trimmed.clone()];
                let firm = words.find("公司").map(|at| at + "公司".len());
                let firm =
                    firm.filter(|&end| end <= 90 && !words[..end].contains("http") && !words[..end].contains('《'));
                if let Some(end) = firm {
                    let firm = trimmed.start..trimmed.start + end;
                    parts.operator.get_or_insert_with(|| firm.clone());
                    parts.vendor.get_or_insert_with(|| {
                        Located::new(reading.text.written(firm.clone()), reading.text.span(firm.clone()))
                    });
                }
                let link = reading.text.links_in(value).first().map(|link| link.url.clone());
                if let Some(url) = link.or_else(|| lists::written_url(reading, value.clone())) {
                    parts.privacy.get_or_insert_with(|| Located::new(url, reading.text.span(trimmed.clone())));
                }
            }
            Slot::Name | Slot::Data | Slot::Permission | Slot::DataAndPermission | Slot::Other => {}
        }
    }

    fn close(&mut self) {
        let Some(mut draft) = self.draft.take() else { return };
        // 统计SDK of a known firm: its only product of that kind is meant.
        if let (true, Some(name), Some(operator)) = (draft.mentions.is_empty(), &draft.unknown, &draft.parts.operator)
            && let Some(mention) = mentions::of_operator(self.reading, self.tables.names, name, operator)
        {
            draft.mentions.push(mention);
            draft.unknown = None;
        }
        let is_entry = draft.parts.keyed || !draft.parts.data.is_empty() || draft.entry.is_some();
        if is_entry {
            self.out.has_sdk_list = true;
        }
        if draft.mentions.is_empty() && draft.unknown.is_none() {
            return;
        }
        let mut mentions = draft.mentions;
        mentions.extend(draft.more);
        self.record(mentions, draft.unknown, draft.parts, is_entry);
    }

    /// Writes mentions and what belongs to them into the result.
    fn record(&mut self, mentions: Vec<Mention>, unknown: Option<Range<usize>>, parts: Parts, is_entry: bool) {
        let text = self.reading.text;
        if let Some(name) = unknown {
            let name = trim(self.reading, name);
            let written = text.written(name.clone());
            let key = format!("?{}", text.folded()[name.clone()].to_lowercase());
            let entry = self.entry(key, || blank(written, None, Vec::new(), None));
            fill(entry, vec![text.span(name)], parts, is_entry);
            return;
        }
        let mut written_for = BTreeSet::new();
        for mut mention in mentions {
            if mention.sdks.len() > 1 {
                // A bare brand means the product that the text has named before.
                if let Some(&known) = self.named.iter().rev().find(|sdk| mention.sdks.contains(sdk)) {
                    mention.sdks = vec![known];
                }
            }
            let ids: Vec<String> = mention
                .sdks
                .iter()
                .filter_map(|&sdk| self.tables.names.sdks.get(sdk))
                .map(|sdk| sdk.id.to_string())
                .collect();
            let (id, candidates) = match ids.as_slice() {
                [one] => (Some(one.clone()), Vec::new()),
                _ => (None, ids.clone()),
            };
            if let [one] = mention.sdks.as_slice() {
                self.named.retain(|known| known != one);
                self.named.push(*one);
            }
            let range = name_range(self.reading, &mention.range);
            let written = text.written(range);
            let at = text.span(mention.range.clone());
            let misspelling = mention.misspelling_of.clone();
            // A product that no record knows goes by its name.
            let key = if ids.is_empty() { format!("?{}", written.to_lowercase()) } else { ids.join(" ") };
            let entry = self.entry(key.clone(), || blank(written, id, candidates, misspelling));
            // Further mentions of an SDK add their places alone.
            let own = if written_for.insert(key) { parts.clone() } else { Parts::default() };
            fill(entry, vec![at], own, is_entry);
        }
    }

    fn entry(&mut self, key: String, make: impl FnOnce() -> SdkEntry) -> &mut SdkEntry {
        let next = self.out.sdks.len();
        let index = *self.by_sdk.entry(key).or_insert(next);
        if index == next {
            self.out.sdks.push(make());
        }
        &mut self.out.sdks[index]
    }
}

/// The first firm that a sentence names, by its legal name or its brand.
fn firm_in(reading: &Reading<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let firm = reading.names_in(&sentence.range).iter().find(|hit| matches!(hit.tag, Tag::Entity(_) | Tag::Brand(_)));
    firm.map(|hit| hit.range())
}

fn overlap(a: &[usize], b: &[usize]) -> bool {
    a.iter().any(|sdk| b.contains(sdk))
}
