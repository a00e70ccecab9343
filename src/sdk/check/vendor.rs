//! What one vendor's file says by itself, and what holds for the sources of every file.

use super::words::{host, is_below, nearest};
use super::{Mistake, Parsed};
use crate::sdk::files::Place;
use crate::sdk::record::{SourceRef, Vendor};
use crate::source::Text;

/// Checks a vendor.
pub(super) fn check(parsed: &Parsed<Vendor>, mistakes: &mut Vec<Mistake>) {
    let (vendor, at) = (&parsed.value, parsed.tree.root());
    let mut wrong = |check, at: &Place<'_>, message, help| mistakes.push(Mistake::new(check, at.span(), message, help));
    if !parsed.file.directory.is_empty() && vendor.id != parsed.file.directory {
        wrong(
            "vendor",
            &at.key("id"),
            Text::new(
                format!("厂商 id {} 与目录名 {} 不一致", vendor.id, parsed.file.directory),
                format!("the vendor id {} is not the directory {}", vendor.id, parsed.file.directory),
            ),
            Text::new("两者应相同", "they have to be the same"),
        );
    }
    if !vendor.entities.iter().any(|entity| !entity.former) {
        wrong(
            "entity",
            &at.key("entity"),
            Text::new("没有现在的运营主体", "there is no operator of today"),
            Text::new("至少一个 [[entity]] 不带 former = true", "at least one [[entity]] goes without former = true"),
        );
    }
    let keys: Vec<&str> = vendor.sources.iter().map(|source| source.key.as_str()).collect();
    for (item, entity) in vendor.entities.iter().enumerate() {
        let place = at.key("entity").item(item);
        if entity.zh.is_empty() && entity.en.is_empty() {
            wrong(
                "entity",
                &place,
                Text::new("主体没有名称", "the entity has no name"),
                Text::new("写来源中的中文名或英文名", "write the Chinese or English name that a source gives"),
            );
        }
        if vendor.entities[..item].iter().any(|earlier| earlier.key == entity.key) {
            wrong(
                "entity",
                &place.key("key"),
                Text::new(format!("主体 {} 重复", entity.key), format!("the entity {} is repeated", entity.key)),
                Text::new("每个主体用自己的 key", "give each entity a key of its own"),
            );
        }
        if !keys.contains(&entity.source.as_str()) {
            wrong(
                "dangling-source",
                &place.key("source"),
                Text::new(
                    format!("没有名为 {} 的来源", entity.source),
                    format!("there is no source called {}", entity.source),
                ),
                nearest(&entity.source, keys.iter().copied()),
            );
        }
    }
    for (item, word) in vendor.only_sdks.iter().enumerate().filter(|(_, word)| !vendor.brands.contains(word)) {
        wrong(
            "brand",
            &at.key("only_sdks").item(item),
            Text::new(format!("{word} 不在 brands 里"), format!("{word} does not stand in brands")),
            Text::new("先写到 brands，再写到 only_sdks", "write it in brands first, then in only_sdks"),
        );
    }
    for (item, name) in vendor.hosts.iter().enumerate() {
        if host(&format!("https://{name}")).as_ref() != Some(name) {
            wrong(
                "host",
                &at.key("hosts").item(item),
                Text::new(format!("{name} 不是域名"), format!("{name} is no host")),
                Text::new(
                    "只写小写域名，不带 https:// 和路径",
                    "write the host alone in lower case, without https:// and path",
                ),
            );
        }
    }
    let pages = vendor.sources.iter().enumerate().map(|(item, source)| (at.key("source").item(item), source));
    sources(pages, mistakes);
}

/// Whether an address is on a vendor's own hosts.
pub(super) fn owns(vendor: &Vendor, url: &str) -> bool {
    host(url).is_some_and(|host| vendor.hosts.iter().any(|own| is_below(&host, own)))
}

/// What holds for the sources of any file.
pub(super) fn sources<'a>(pages: impl Iterator<Item = (Place<'a>, &'a SourceRef)>, mistakes: &mut Vec<Mistake>) {
    let mut keys: Vec<&str> = Vec::new();
    for (place, source) in pages {
        if keys.contains(&source.key.as_str()) {
            mistakes.push(Mistake::new(
                "source-key",
                place.key("key").span(),
                Text::new(format!("来源 {} 重复", source.key), format!("the source {} is repeated", source.key)),
                Text::new("每个来源用自己的 key", "give each source a key of its own"),
            ));
        }
        keys.push(&source.key);
        if source.date.as_ref().is_some_and(|date| *date > source.read) {
            mistakes.push(Mistake::new(
                "date",
                place.key("date").span(),
                Text::new("页面的日期晚于读到它的那一天", "the page is younger than the day on which it was read"),
                Text::new("核对 date 和 read", "look at date and read again"),
            ));
        }
    }
}
