//! What files say of each other: names and signs that two SDKs claim, links that lead to another vendor, tables
//! that were copied from one vendor to another.

use std::collections::BTreeMap;

use super::vendor::owns;
use super::{Check, Mistake, Parsed};
use crate::sdk::database::Database;
use crate::sdk::files::Place;
use crate::sdk::names::fold;
use crate::sdk::record::{Record, Vendor};
use crate::source::{Span, Text};

/// How many data items two vendors may have in common before it looks like a copy.
const ALIKE: usize = 6;

/// Checks the records against each other, and a user's own against the bundled ones.
pub(super) fn check(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    ids(check, mistakes);
    names(check, mistakes);
    signs(check, mistakes);
    hosts(check, mistakes);
    links(check, mistakes);
    tables(check, mistakes);
}

/// Who claimed something first: an SDK, and where it did so if that is in the directory that is checked.
#[derive(Clone)]
struct Claim {
    id: String,
    at: Option<Span>,
}

/// The bundled records that the directory does not replace.
fn bundled(check: &Check<'_>) -> Vec<std::sync::Arc<Record>> {
    let records = check.base.map(Database::records).unwrap_or_default();
    let own = |id: &str| check.records.iter().any(|parsed| parsed.value.id == id);
    records.into_iter().filter(|record| !own(&record.id)).collect()
}

fn ids(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let mut seen: BTreeMap<(&str, bool), Span> = BTreeMap::new();
    let records = check.records.iter().map(|parsed| (parsed.value.id.as_str(), false, parsed.tree.root()));
    let vendors = check.vendors.iter().map(|parsed| (parsed.value.id.as_str(), true, parsed.tree.root()));
    for (id, is_vendor, root) in records.chain(vendors) {
        let at = root.key("id").span();
        let Some(first) = seen.insert((id, is_vendor), at.clone()) else { continue };
        let message = Text::new(format!("id {id} 已被使用"), format!("the id {id} is taken"));
        let help = Text::new("每条记录用自己的 id", "give each record an id of its own");
        mistakes.push(Mistake::new("id", at, message, help).and(Some(first)));
    }
}

fn names(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let mut claims: BTreeMap<String, Claim> = BTreeMap::new();
    for record in bundled(check) {
        for name in record.spoken_names() {
            claims.entry(fold(&name)).or_insert_with(|| Claim { id: record.id.clone(), at: None });
        }
    }
    for Parsed { value: record, tree, .. } in &check.records {
        let at = tree.root().key("names");
        for (place, name) in record.names.lists().into_iter().flat_map(|(key, list)| {
            let at = at.key(key);
            list.iter().enumerate().map(move |(item, name)| (at.item(item), name))
        }) {
            let claim = Claim { id: record.id.clone(), at: Some(place.span()) };
            let first = claims.entry(fold(name)).or_insert(claim);
            if first.id != record.id {
                mistakes.push(
                    Mistake::new(
                        "duplicate-name",
                        place.span(),
                        Text::new(
                            format!("“{name}”也是 {} 的名称", first.id),
                            format!("“{name}” also names {}", first.id),
                        ),
                        Text::new(
                            "留给它真正所指的那一个；品牌词写到 vendor.toml 的 brands",
                            "leave it to the one that it means; brand words go to brands in vendor.toml",
                        ),
                    )
                    .and(first.at.clone()),
                );
            }
        }
    }
}

fn signs(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let mut claims: BTreeMap<(&str, String), Claim> = BTreeMap::new();
    for record in bundled(check) {
        for (kind, signs) in record.detect.exclusive.by_kind() {
            for sign in signs {
                claims.entry((kind, folded(kind, sign))).or_insert_with(|| Claim { id: record.id.clone(), at: None });
            }
        }
    }
    for Parsed { value: record, tree, .. } in &check.records {
        for (shared, signs) in [(false, &record.detect.exclusive), (true, &record.detect.shared)] {
            let detect = tree.root().key("detect");
            let at = if shared { detect.key("shared") } else { detect };
            for (kind, list) in signs.by_kind() {
                for (item, sign) in list.iter().enumerate() {
                    let place = at.key(kind).item(item);
                    if list[..item].contains(sign) {
                        mistakes.push(Mistake::new(
                            "duplicate-sign",
                            place.span(),
                            Text::new(format!("{sign} 重复"), format!("{sign} is repeated")),
                            Text::new("删去", "remove it"),
                        ));
                        continue;
                    }
                    // What one SDK proves and another merely shows is allowed.
                    if !shared {
                        claim(&mut claims, (kind, folded(kind, sign)), record, &place, mistakes);
                    }
                }
            }
        }
    }
}

fn folded(kind: &str, sign: &str) -> String {
    // Names of files compare without case, as the index does.
    if matches!(kind, "files" | "native" | "npm" | "pub") { sign.to_ascii_lowercase() } else { sign.to_owned() }
}

fn claim<'k>(
    claims: &mut BTreeMap<(&'k str, String), Claim>,
    key: (&'k str, String),
    record: &Record,
    place: &Place<'_>,
    mistakes: &mut Vec<Mistake>,
) {
    let sign = key.1.clone();
    let own = Claim { id: record.id.clone(), at: Some(place.span()) };
    let first = claims.entry(key).or_insert(own);
    if first.id != record.id {
        mistakes.push(
            Mistake::new(
                "duplicate-sign",
                place.span(),
                Text::new(
                    format!("{sign} 也被 {} 列为独有特征", first.id),
                    format!("{} also claims {sign} as its alone", first.id),
                ),
                Text::new(
                    "两者共有的特征写到 [detect.shared]，或改成更具体的",
                    "a sign that both show goes to [detect.shared]; or make it more specific",
                ),
            )
            .and(first.at.clone()),
        );
    }
}

fn hosts(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let mut claims: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for Parsed { value: vendor, tree, .. } in &check.vendors {
        for (item, host) in vendor.hosts.iter().enumerate() {
            let at = tree.root().key("hosts").item(item).span();
            let (first, place) = claims.entry(host).or_insert((&vendor.id, at.clone())).clone();
            if first != vendor.id || place != at {
                let message =
                    Text::new(format!("{host} 已属于 {first}"), format!("{host} is a host of {first} already"));
                let help = Text::new("一个域名只属于一个厂商", "a host belongs to one vendor");
                mistakes.push(Mistake::new("host", at, message, help).and(Some(place)));
            }
        }
    }
}

/// Links of a record that lead to the pages of another vendor.
fn links(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let own = check.vendors.iter().map(|parsed| &parsed.value);
    let base =
        check.base.map(|base| base.vendors().values().map(AsRef::as_ref).collect::<Vec<_>>()).unwrap_or_default();
    let vendors: Vec<&Vendor> = own.chain(base).collect();
    for Parsed { value: record, tree, .. } in &check.records {
        let root = tree.root();
        let link = root.key("privacy_url");
        let both = link.has("zh") || link.has("en");
        let mut pages = vec![
            (if both { link.key("zh") } else { link.clone() }, record.privacy_url.zh.as_str()),
            (if both { link.key("en") } else { link }, record.privacy_url.en.as_str()),
        ];
        pages.extend(record.site.iter().map(|site| (root.key("site"), site.as_str())));
        for (item, source) in record.sources.iter().enumerate().filter(|(_, source)| source.kind.is_vendor()) {
            pages.push((root.key("source").item(item).key("url"), &source.url));
        }
        for (place, url) in pages {
            let mine = vendors.iter().any(|vendor| vendor.id == record.vendor && owns(vendor, url));
            let Some(other) = vendors.iter().find(|vendor| owns(vendor, url)).filter(|_| !mine) else { continue };
            mistakes.push(Mistake::new(
                "swapped-link",
                place.span(),
                Text::new(format!("链接是 {} 的页面", other.zh), format!("the link leads to a page of {}", other.en)),
                Text::new(
                    format!("换成 {} 自己的页面，或把域名补到它的 hosts", record.vendor),
                    format!("take a page of {} itself, or add the host to its hosts", record.vendor),
                ),
            ));
        }
    }
}

/// Two vendors never describe the same data in the same way for the same reasons: such tables were copied.
fn tables(check: &Check<'_>, mistakes: &mut Vec<Mistake>) {
    let mut seen: BTreeMap<Vec<String>, (&Record, Span)> = BTreeMap::new();
    for Parsed { value: record, tree, .. } in &check.records {
        let mut cells: Vec<String> = record
            .data
            .iter()
            .map(|fact| {
                let condition = fact.condition.as_ref().map(|words| &words.zh);
                format!("{:?} {:?} {:?} {:?} {condition:?}", fact.data, fact.words, fact.necessity, fact.platform)
            })
            .collect();
        if cells.len() < ALIKE {
            continue;
        }
        cells.sort();
        let at = tree.root().name("data").span();
        let (first, place) = seen.entry(cells).or_insert((record, at.clone())).clone();
        if first.vendor != record.vendor {
            mistakes.push(
                Mistake::new(
                    "copied-table",
                    at,
                    Text::new(
                        format!("数据表与 {} 的完全相同", first.id),
                        format!("the data are those of {} to the letter", first.id),
                    ),
                    Text::new("对照来源重新填写", "fill them in again from the source"),
                )
                .and(Some(place)),
            );
        }
    }
}
