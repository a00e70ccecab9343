//! What one sentence says, whatever stands around it: words of data and permissions with their polarity, denials,
//! pointers to lists, SDKs named. No sentence needs another for it, so all are asked at the same time.

use std::sync::Arc;

use rayon::prelude::*;

use super::marks::{ios_only, optional};
use super::{DataHit, Tables};
use crate::policy::entries::Slot;
use crate::policy::lexicon::{Tag, permission};
use crate::policy::mentions::{self, Mention};
use crate::policy::polarity::{self, Mood};
use crate::policy::sentence::{Found, Reading, Sentence};
use crate::policy::{ExternalList, Polarity, Statement, Strength, lists, permissions, statements};
use crate::source::Span;

/// What one sentence says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Words of data, in reading order.
    pub data: Vec<DataHit>,
    /// The names of the permissions that a word stands for, in reading order.
    pub permissions: Vec<(&'static [&'static str], Polarity, Span)>,
    /// Denials.
    pub statements: Vec<Statement>,
    /// Pointers to separate lists.
    pub lists: Vec<ExternalList>,
    /// SDKs that it names.
    pub mentions: Vec<Mention>,
    /// It says that something is collected.
    pub collects: bool,
}

/// What the sentences of a text say, one after another. They are asked some thousand at a time, by all threads: what
/// all of a long text say takes more room than what is made of it.
pub(super) struct Sayings<'a> {
    found: Arc<Found<'a>>,
    tables: Tables<'a>,
    asked: std::vec::IntoIter<Said>,
    next: usize,
}

impl<'a> Sayings<'a> {
    /// As many sentences as are worth another thread.
    const SHARE: usize = 64;
    /// As many as are asked at a time.
    const ROUND: usize = 8192;

    pub fn of(reading: &Reading<'a>, tables: Tables<'a>) -> Self {
        Self { found: reading.shared(), tables, asked: Vec::new().into_iter(), next: 0 }
    }

    fn ask(&mut self) {
        let end = self.found.sentences.len().min(self.next + Self::ROUND);
        let shares: Vec<usize> = (self.next..end).step_by(Self::SHARE).collect();
        let (found, tables) = (&self.found, self.tables);
        let said = shares.into_par_iter().flat_map_iter(|start| {
            let reading = Reading::over(Arc::clone(found));
            (start..end.min(start + Self::SHARE)).map(move |index| sentence(&reading, tables, index))
        });
        self.asked = said.collect::<Vec<_>>().into_iter();
        self.next = end;
    }
}

impl Iterator for Sayings<'_> {
    type Item = Said;

    fn next(&mut self) -> Option<Said> {
        if self.asked.len() == 0 {
            self.ask();
        }
        self.asked.next()
    }
}

fn sentence(reading: &Reading<'_>, tables: Tables<'_>, index: usize) -> Said {
    let sentence = &reading.sentences[index];
    let hits = reading.data_in(&sentence.range);
    // What only sentences with words of data need is worked out only for them.
    let mood = (!hits.is_empty()).then(|| Mood::of(reading, sentence));
    Said {
        data: mood.as_ref().map(|mood| data(reading, tables, sentence, mood)).unwrap_or_default(),
        permissions: asked(reading, sentence),
        statements: statements::denials(reading, sentence),
        lists: lists::external_lists(reading, sentence),
        mentions: match reading.slot_at(sentence.range.start) {
            Some(Slot::Vendor | Slot::Privacy) => Vec::new(),
            Some(Slot::Other) => {
                nothing_else(reading, sentence, mentions::mentions(reading, tables.names, index, false))
            }
            _ => mentions::mentions(reading, tables.names, index, false),
        },
        collects: mood.as_ref().is_some_and(Mood::collects),
    }
}

/// "Source: Firebase Crashlytics, Sentry": a cell of no slot of its own names SDKs where it holds little else.
fn nothing_else(reading: &Reading<'_>, sentence: &Sentence, mentions: Vec<Mention>) -> Vec<Mention> {
    let whole = reading.text.blocks[sentence.block].range.len();
    let named: usize = mentions.iter().map(|mention| mention.range.len()).sum();
    if named * 10 >= whole * 6 { mentions } else { Vec::new() }
}

fn data(reading: &Reading<'_>, tables: Tables<'_>, sentence: &Sentence, mood: &Mood) -> Vec<DataHit> {
    let tagged = reading.words(&sentence.range).has("ios");
    let graded = reading.is_graded(sentence.block);
    let mut said = Vec::new();
    for hit in reading.data_in(&sentence.range) {
        let Tag::Data { data: index, listed } = hit.tag else { continue };
        let Some(kind) = tables.vocabulary.types().get(index as usize) else { continue };
        // "Needs the IMEI permission" is about the number.
        let name = permissions::is_name(reading, hit) && !kind.is_identifier();
        // "Does not request contacts or precise-location access" denies the data with the access.
        if name && !reading.text.lower()[hit.range().end..].starts_with("access") {
            continue;
        }
        let Some(polarity) = polarity::judge(reading, sentence, mood, hit, kind, listed) else { continue };
        if polarity == Polarity::Affirmed && (name || listed && permissions::is_asked(reading, sentence, hit)) {
            continue;
        }
        let ios_only = matches!(&*kind.id, "idfa" | "idfv")
            || reading.is_elsewhere(sentence.block)
            || tagged && ios_only(reading, sentence, &hit.range());
        said.push(DataHit {
            data: index,
            polarity,
            strength: if kind.is_generic() { Strength::Generic } else { Strength::Specific },
            optional: graded && optional(reading, sentence, &hit.range()),
            ios_only,
            at: reading.text.span(hit.range()),
        });
    }
    said
}

/// 2、基于相册授权的拓展功能, and below it "you may switch on the permission for the album": a heading is a title of
/// what is asked for in the next blocks.
fn is_asked_below(reading: &Reading<'_>, sentence: &Sentence, names: &[&str]) -> bool {
    const BELOW: usize = 6;
    let is_heading = |block: usize| reading.places.get(block).is_some_and(|place| place.heading.is_some());
    if !is_heading(sentence.block) {
        return false;
    }
    let index = reading.sentences.partition_point(|other| other.range.start < sentence.range.end);
    let below = reading.sentences[index..].iter().take(4 * BELOW);
    let below = below.take_while(|next| next.block <= sentence.block + BELOW && !is_heading(next.block));
    below.into_iter().any(|next| {
        reading.permissions_in(&next.range).iter().any(|hit| {
            let Tag::Permission(index) = hit.tag else { return false };
            let word = permission(index);
            word.names.iter().any(|name| names.contains(name))
                && permissions::judge(reading, next, hit, word) == Some(Polarity::Affirmed)
        })
    })
}

fn asked(reading: &Reading<'_>, sentence: &Sentence) -> Vec<(&'static [&'static str], Polarity, Span)> {
    let mut said = Vec::new();
    for hit in reading.permissions_in(&sentence.range) {
        let Tag::Permission(index) = hit.tag else { continue };
        let word = permission(index);
        let Some(polarity) = permissions::judge(reading, sentence, hit, word) else { continue };
        if !word.strong && is_asked_below(reading, sentence, word.names) {
            continue;
        }
        said.push((word.names, polarity, reading.text.span(hit.range())));
    }
    said
}
