//! Signs of SDKs in sorted tables, made at build time for the bundled records and at run time for a user's own.

use std::borrow::Cow;

use super::record::Record;

/// A kind of sign, in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignKind {
    /// `group:artifact`.
    Maven,
    /// A Gradle plugin id.
    Plugin,
    /// A class of the manifest.
    Component,
    /// A class in an archive.
    Class,
    /// A key of the manifest.
    MetaData,
    /// The name of a jar or aar.
    File,
    /// The name of a native library.
    Native,
    /// An npm package.
    Npm,
    /// A pub package.
    Pub,
}

/// One sign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// The text to compare with.
    pub key: Cow<'static, str>,
    /// The position of the SDK among the heads.
    pub sdk: u16,
    /// False where several SDKs show it.
    pub exclusive: bool,
}

/// Words in a table made at build time, or read at run time.
pub type Words = Cow<'static, [Cow<'static, str>]>;

/// What is known of an SDK without reading its record.
#[derive(Clone, Debug)]
pub struct Head {
    /// The id.
    pub id: Cow<'static, str>,
    /// The id of its vendor.
    pub vendor: Cow<'static, str>,
    /// Its category.
    pub category: Cow<'static, str>,
    /// Names and aliases of both languages.
    pub names: Words,
    /// Maven groups and Java packages, without a trailing dot.
    pub packages: Words,
    /// The record as JSON.
    pub json: Cow<'static, str>,
}

/// What is known of a vendor without reading its file.
#[derive(Clone, Debug)]
pub struct VendorHead {
    /// The id.
    pub id: Cow<'static, str>,
    /// Words that name the brand but no product.
    pub brands: Words,
    /// The brands that mean its SDKs wherever they stand.
    pub only_sdks: Words,
    /// It makes phones.
    pub makes_phones: bool,
    /// Legal entities, both languages.
    pub entities: Words,
    /// The file as JSON.
    pub json: Cow<'static, str>,
}

/// The tables. Heads and vendors are sorted by id; signs by key.
#[derive(Clone, Debug)]
pub struct Index {
    /// The SDKs.
    pub heads: Cow<'static, [Head]>,
    /// The vendors.
    pub vendors: Cow<'static, [VendorHead]>,
    /// The signs, one table a kind.
    pub signs: [Cow<'static, [Sign]>; 9],
}

/// An SDK that a sign speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match<'a> {
    /// The id.
    pub id: &'a str,
    /// False where several SDKs show the sign.
    pub exclusive: bool,
}

mod bundled {
    use super::{Head, Index, Sign, VendorHead};
    use std::borrow::Cow::Borrowed;

    include!(concat!(env!("OUT_DIR"), "/index.rs"));
}

/// The index of the bundled records.
pub static BUNDLED: &Index = &bundled::INDEX;

/// The version of the bundled database: the newest day on which one of its sources was read.
pub const BUNDLED_VERSION: &str = bundled::VERSION;

impl Index {
    /// The index of records read at run time.
    pub fn build(records: &[Record], vendors: &[super::record::Vendor]) -> Result<Self, serde_json::Error> {
        let mut sorted: Vec<&Record> = records.iter().collect();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        let mut signs: [Vec<Sign>; 9] = Default::default();
        let mut heads = Vec::new();
        for (at, record) in sorted.iter().enumerate() {
            heads.push(Head {
                id: record.id.clone().into(),
                vendor: record.vendor.clone().into(),
                category: record.category.clone().into(),
                names: words(record.spoken_names()),
                packages: words(record.packages()),
                json: serde_json::to_string(record)?.into(),
            });
            for (list, exclusive) in [(&record.detect.exclusive, true), (&record.detect.shared, false)] {
                for (kind, (_, keys)) in list.by_kind().into_iter().enumerate() {
                    let sign = |key: &String| Sign { key: key.clone().into(), sdk: at as u16, exclusive };
                    signs[kind].extend(keys.iter().map(sign));
                }
            }
        }
        let mut vendor_heads = Vec::new();
        for vendor in vendors {
            vendor_heads.push(VendorHead {
                id: vendor.id.clone().into(),
                brands: words(vendor.brands.clone()),
                only_sdks: words(vendor.only_sdks.clone()),
                makes_phones: vendor.makes_phones,
                entities: words(vendor.entity_names()),
                json: serde_json::to_string(vendor)?.into(),
            });
        }
        vendor_heads.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Self {
            heads: heads.into(),
            vendors: vendor_heads.into(),
            signs: signs.map(|mut table| {
                table.sort();
                table.into()
            }),
        })
    }

    /// The head of an SDK.
    pub fn head(&self, id: &str) -> Option<&Head> {
        self.heads.binary_search_by(|head| head.id.as_ref().cmp(id)).ok().map(|at| &self.heads[at])
    }

    /// The vendor's file.
    pub fn vendor(&self, id: &str) -> Option<&VendorHead> {
        self.vendors.binary_search_by(|vendor| vendor.id.as_ref().cmp(id)).ok().map(|at| &self.vendors[at])
    }

    /// The SDKs that the sign `text` of that kind speaks for. The most specific sign wins; several SDKs are
    /// returned only where they show the same sign.
    pub fn find(&self, kind: SignKind, text: &str) -> Vec<Match<'_>> {
        let table = &self.signs[kind as usize];
        match kind {
            SignKind::Plugin | SignKind::MetaData => self.exact(table, text),
            SignKind::Component | SignKind::Class => self.longest_prefix(table, text),
            SignKind::Maven => {
                let exact = self.exact(table, text);
                if !exact.is_empty() {
                    return exact;
                }
                let Some((group, _)) = text.split_once(':') else { return Vec::new() };
                let group = &text[..=group.len()];
                let from = table.partition_point(|sign| sign.key.as_ref() < group);
                self.best_glob(table[from..].iter().take_while(|sign| sign.key.starts_with(group)), text)
            }
            SignKind::File | SignKind::Native | SignKind::Npm | SignKind::Pub => self.best_glob(table.iter(), text),
        }
    }

    fn to_match(&self, sign: &Sign) -> Match<'_> {
        Match { id: &self.heads[sign.sdk as usize].id, exclusive: sign.exclusive }
    }

    fn exact(&self, table: &[Sign], text: &str) -> Vec<Match<'_>> {
        let from = table.partition_point(|sign| sign.key.as_ref() < text);
        table[from..].iter().take_while(|sign| sign.key == text).map(|sign| self.to_match(sign)).collect()
    }

    fn longest_prefix(&self, table: &[Sign], class: &str) -> Vec<Match<'_>> {
        let whole = self.exact(table, class);
        if !whole.is_empty() {
            return whole;
        }
        for (at, _) in class.rmatch_indices('.') {
            let found = self.exact(table, &class[..=at]);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Signs with `*`: the one with the most letters outside the star is the most specific.
    fn best_glob<'a>(&'a self, signs: impl Iterator<Item = &'a Sign>, text: &str) -> Vec<Match<'a>> {
        let mut best: Vec<&Sign> = Vec::new();
        let weight = |sign: &Sign| sign.key.bytes().filter(|&b| b != b'*').count();
        for sign in signs.filter(|sign| glob(&sign.key, text)) {
            match best.first().map(|first| weight(first).cmp(&weight(sign))) {
                Some(std::cmp::Ordering::Greater) => {}
                Some(std::cmp::Ordering::Equal) => best.push(sign),
                _ => best = vec![sign],
            }
        }
        best.into_iter().map(|sign| self.to_match(sign)).collect()
    }
}

fn words(list: Vec<String>) -> Words {
    list.into_iter().map(Cow::Owned).collect()
}

/// Whether `pattern`, in which `*` stands for any text, matches the whole of `text`. Letters compare without case.
pub fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(first) = parts.next() else { return false };
    let starts = |text: &str, part: &str| text.get(..part.len()).is_some_and(|head| head.eq_ignore_ascii_case(part));
    if !starts(text, first) {
        return false;
    }
    let mut rest = &text[first.len()..];
    let Some(last) = pattern.rfind('*').map(|at| &pattern[at + 1..]) else { return rest.is_empty() };
    let mut middle: Vec<&str> = parts.collect();
    middle.pop();
    for part in middle {
        let found = (0..=rest.len()).find(|&at| rest.is_char_boundary(at) && starts(&rest[at..], part));
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.len() >= last.len()
        && rest.is_char_boundary(rest.len() - last.len())
        && rest[rest.len() - last.len()..].eq_ignore_ascii_case(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text, expected) in [
            ("jpush-android-*.jar", "jpush-android-3.1.6.jar", true),
            ("jpush-android-*.jar", "jpush-android-3.1.6.aar", false),
            ("share-*", "share-wx", true),
            ("*", "anything", true),
            ("a*b*c", "aXXbYYc", true),
            ("a*b*c", "abc", true),
            ("a*b*c", "acb", false),
            ("ab", "ab", true),
            ("ab", "abc", false),
            ("*.so", ".so", true),
            ("a*a", "a", false),
            ("LibBugly*.so", "libbugly-v8.so", true),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} {text}");
        }
    }
}
