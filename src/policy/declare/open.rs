//! Where the entry of an SDK begins: at its name in a row, a block of keys, a heading or a line of its own.

use std::ops::Range;

use super::entry::{Parts, starts_with_name};
use super::{Draft, Walk, overlap};
use crate::policy::entries::{Segment, Slot};
use crate::policy::mentions::{self, Mention, unknown};
use crate::policy::outline::{Zone, numbering};
use crate::policy::standing::Standing;
use crate::policy::text::BlockKind;

impl Walk<'_> {
    /// The name of a row whose name column is not the first: it stands in a cell further on.
    fn ahead(&self, segments: &[Segment]) -> Option<&Segment> {
        let first = segments.first()?;
        let entry = first.entry?;
        let known = self.draft.as_ref().is_some_and(|draft| draft.entry == Some(entry));
        let cell = matches!(self.reading.text.blocks[first.block].kind, BlockKind::Cell(_));
        if known || !cell {
            return None;
        }
        let from = self.reading.segments.partition_point(|segment| segment.value.start <= first.value.start);
        let row = self.reading.segments[from..].iter().take_while(|segment| segment.entry == Some(entry));
        row.take(40).find(|segment| segment.slot == Slot::Name)
    }

    /// Opens an entry where the block is its name, or the first cell of its row.
    pub(super) fn open(&mut self, block: usize, segments: &[Segment], number: Option<u8>) {
        let reading = self.reading;
        let range = reading.text.blocks[block].range.clone();
        let place = &reading.places[block];
        if reading.standings[block] != Standing::Open {
            return;
        }
        let name = segments.iter().find(|segment| segment.slot == Slot::Name).or_else(|| self.ahead(segments)).cloned();
        if let Some(name) = name {
            let mut mentions = self.mentions_in(name.value.clone(), true);
            if mentions.is_empty() {
                mentions.extend(mentions::of_system(reading, self.tables.names, &name.value));
            }
            let entry = name.entry;
            if self.draft.as_ref().is_none_or(|draft| draft.entry != entry || entry.is_none()) {
                // A heading that names the SDK right above its block of keys belongs to the block.
                let kept = self.draft.take_if(|draft| {
                    draft.entry.is_none()
                        && !draft.parts.keyed
                        && draft.parts.data.is_empty()
                        && same(&draft.mentions, &mentions)
                });
                if kept.is_none() {
                    self.close();
                }
                let blank = reading.text.folded()[name.value.clone()].trim_matches(['-', '/', '无']).is_empty();
                let unknown = (mentions.is_empty()
                    && !blank
                    && name.value.len() <= 150
                    && self.is_thing(&name)
                    && !self.names_nothing(&name))
                .then(|| name.value.clone());
                if !mentions.is_empty() || unknown.is_some() {
                    self.draft = Some(Draft {
                        mentions,
                        more: Vec::new(),
                        unknown,
                        entry,
                        level: 9,
                        row: matches!(reading.text.blocks[name.block].kind, BlockKind::Cell(_)),
                        parts: Parts::default(),
                    });
                }
            }
            return;
        }
        if segments.is_empty() && range.len() <= 150 && !matches!(reading.text.blocks[block].kind, BlockKind::Cell(_)) {
            let short = place.heading.is_some() || number.is_some() || range.len() <= 90;
            let words = reading.text.block_text(block);
            let ends = words.ends_with(['。', ';', ',']) || words.ends_with('.') && words.len() > 30;
            // 阿里云文件上传服务 right above its keys is a name, whatever it is made of.
            let below = reading.segments.partition_point(|segment| segment.block <= block);
            let keyed = reading.segments.get(below).is_some_and(|next| next.block == block + 1 && next.entry.is_some());
            let mentions = if short && !ends {
                let named = place.heading.is_some() || number.is_some() || reading.in_sdk_section(block) || keyed;
                self.mentions_in(range.clone(), named)
            } else {
                Vec::new()
            };
            let body = reading.text.blocks.get(block + 1).is_some();
            let data = !keyed && reading.data_in(&range).len() > 1;
            if !mentions.is_empty()
                && mentions.len() <= 3
                && body
                && !data
                && starts_with_name(reading, &range, &mentions)
            {
                self.close();
                self.draft = Some(Draft {
                    mentions,
                    more: Vec::new(),
                    unknown: None,
                    entry: None,
                    level: place.heading.or(number).unwrap_or(8),
                    row: false,
                    parts: Parts::default(),
                });
            } else if short
                && !ends
                && let Some(name) = self.stranger(block, range)
            {
                self.close();
                self.draft = Some(Draft {
                    mentions: Vec::new(),
                    more: Vec::new(),
                    unknown: Some(name),
                    entry: None,
                    level: place.heading.or(number).unwrap_or(8),
                    row: false,
                    parts: Parts::default(),
                });
            }
        }
    }

    /// Whether a named entry is a thing and not a person: "Name: … Designation: … Phone: …" tells whom to write to.
    fn is_thing(&self, name: &Segment) -> bool {
        let reading = self.reading;
        let block = &reading.text.blocks[name.block];
        let key = &reading.text.lower()[block.range.start..name.value.start.max(block.range.start)];
        if matches!(block.kind, BlockKind::Cell(_)) || key.trim_matches(|c: char| !c.is_alphanumeric()) != "name" {
            return true;
        }
        let from = reading.segments.partition_point(|segment| segment.value.start <= name.value.start);
        let entry = reading.segments[from..].iter().take_while(|segment| segment.entry == name.entry);
        entry.take(12).any(|segment| segment.slot != Slot::Other)
    }

    /// "Name: From your account, to greet you" is no name of a thing, nor are the kinds of those who receive data:
    /// "Service Providers", "Ad Networks (…)".
    fn names_nothing(&self, name: &Segment) -> bool {
        const KINDS: &[&str] = &[
            "providers",
            "networks",
            "developers",
            "advisers",
            "advisors",
            "partners",
            "authorities",
            "companies",
            "platforms",
            "agencies",
            "affiliates",
            "processors",
        ];
        let words = &self.reading.text.lower()[name.value.clone()];
        let kind = words.split('(').next().unwrap_or(words);
        if KINDS.iter().any(|ending| kind.ends_with(ending)) {
            return true;
        }
        words.is_ascii() && words.contains("your")
            // "Self-collection of the app" is the app itself.
            || ["selfcollection", "internalanalytics"].iter().any(|own| words.contains(own))
    }

    /// The name of an unknown SDK that a block is: a short line with "SDK" in it, right above a block of keys, or
    /// above a text that names it again.
    fn stranger(&self, block: usize, range: Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        let below = &reading.segments[reading.segments.partition_point(|segment| segment.block <= block)..];
        let next = below.first();
        let words = reading.text.block_text(block).to_ascii_lowercase();
        let list_title = || {
            ["sdks", "清单", "目录", "列表", "以下", "如下", "信息", "内容", "共享", "list", "your", "personal"]
                .iter()
                .any(|word| words.contains(word))
        };
        let keyed = next.is_some_and(|next| {
            next.block == block + 1
                && matches!(next.slot, Slot::Vendor | Slot::Purpose | Slot::Data | Slot::Scenario)
                && next.entry.is_some()
        });
        let is_item = |block: usize| reading.text.blocks[block].kind == BlockKind::Item;
        // The last item of a list that stands above a block of keys is no name.
        let above = block.checked_sub(1).filter(|&above| is_item(above));
        let keyed_above = |above: usize| {
            let at = reading.segments.partition_point(|segment| segment.block < above);
            reading.segments.get(at).is_some_and(|segment| segment.block == above)
        };
        let ends_list = above.is_some_and(|above| !keyed_above(above));
        let item = is_item(block) && !ends_list;
        // 六、Kotlin Coroutines above a block of three keys or more.
        let same = below.iter().take(3).filter(|segment| Some(segment.entry) == next.map(|next| next.entry));
        let slots: Vec<Slot> = same.map(|segment| segment.slot).collect();
        let numbered = numbering(reading.text.block_text(block)).0.is_some() && slots.len() == 3;
        // （1）dio: a Latin name in the chapter on sharing.
        let described = numbered
            && range.len() <= 40
            && words.is_ascii()
            && reading.zone(block) == Zone::Share
            && slots.contains(&Slot::Purpose)
            && slots.contains(&Slot::Data);
        let named = words.contains("sdk")
            || words.contains("插件")
            || described
            || (item || numbered) && reading.in_sdk_section(block);
        if keyed && named && mentions_none(&self.draft) && !list_title() {
            return Some(range);
        }
        unknown::title(reading, block)
    }
}

fn mentions_none(draft: &Option<Draft>) -> bool {
    draft.as_ref().is_none_or(|draft| draft.parts.keyed)
}

fn same(a: &[Mention], b: &[Mention]) -> bool {
    a.iter().any(|a| b.iter().any(|b| overlap(&a.sdks, &b.sdks)))
}
