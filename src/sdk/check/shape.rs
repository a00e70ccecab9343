//! The shape of a file: which keys exist, which must stand there, and what their values look like.

use serde::de::DeserializeOwned;

use super::words::{nearest, one_of};
use super::{Mistake, Parsed};
use crate::sdk::files::{self, Place, RecordFile, Tree, Value};
use crate::sdk::record::CATEGORIES;
use crate::source::Text;

/// What a value must look like.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A text with something in it.
    Text,
    /// A text that may be empty.
    Free,
    /// `YYYY-MM-DD`, not in the future.
    Day,
    /// The same, of which a page may give the year or month alone.
    Date,
    /// A web address.
    Url,
    /// A web address, or one for each language.
    Link,
    /// A text in both languages.
    Both,
    /// `true` or `false`.
    Truth,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// One of the categories.
    Category,
    /// A list of texts.
    Texts,
    /// A list of some of these words.
    Some(&'static [&'static str]),
    /// A table.
    Table(&'static [Field]),
    /// A list of tables.
    Tables(&'static [Field]),
    /// A table with keys of the author's own, each with a text in both languages.
    Named,
}

/// A key of a table.
pub(super) type Field = (&'static str, Shape, Need);

/// Whether a key must stand there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Must,
    May,
}
use Need::{May, Must};

/// What `missing` may name.
pub(super) const MISSING: &[&str] = &["data", "necessity", "permissions", "consent", "purpose", "privacy-url"];

const NECESSITY: &[&str] = &["required", "optional", "extension-on", "extension-off", "on-call"];

const SIGNS: &[Field; 9] = &[
    ("maven", Shape::Texts, May),
    ("plugins", Shape::Texts, May),
    ("components", Shape::Texts, May),
    ("classes", Shape::Texts, May),
    ("meta-data", Shape::Texts, May),
    ("files", Shape::Texts, May),
    ("native", Shape::Texts, May),
    ("npm", Shape::Texts, May),
    ("pub", Shape::Texts, May),
];

const DETECT: &[Field] = &{
    let mut fields = [("shared", Shape::Table(SIGNS), May); 10];
    let mut at = 0;
    while at < SIGNS.len() {
        fields[at] = SIGNS[at];
        at += 1;
    }
    fields
};

const SOURCE: &[Field] = &[
    ("key", Shape::Text, Must),
    ("url", Shape::Url, Must),
    ("title", Shape::Text, Must),
    (
        "kind",
        Shape::OneOf(&[
            "vendor-compliance",
            "vendor-policy",
            "vendor-doc",
            "store-disclosure",
            "third-party",
            "app-list",
        ]),
        Must,
    ),
    ("date", Shape::Date, May),
    ("read", Shape::Day, Must),
    ("coverage", Shape::OneOf(&["full", "partial", "excerpt"]), Must),
];

const SWITCH: &[Field] = &[
    ("kind", Shape::OneOf(&["api", "meta-data", "module", "console", "manifest"]), Must),
    ("name", Shape::Text, Must),
    ("default", Shape::OneOf(&["on", "off"]), May),
    ("source", Shape::Text, May),
];

/// A record.
pub(super) const RECORD: &[Field] = &[
    ("id", Shape::Text, Must),
    ("vendor", Shape::Text, Must),
    ("operator", Shape::Text, May),
    ("category", Shape::Category, Must),
    ("edition", Shape::OneOf(&["cn", "global", "lite", "pro"]), May),
    ("missing", Shape::Some(MISSING), May),
    ("collects", Shape::OneOf(&["data", "nothing"]), May),
    ("privacy_url", Shape::Link, May),
    ("site", Shape::Url, May),
    (
        "names",
        Shape::Table(&[
            ("zh", Shape::Texts, Must),
            ("en", Shape::Texts, Must),
            ("legal", Shape::Texts, May),
            ("former", Shape::Texts, May),
            ("aliases", Shape::Texts, May),
        ]),
        Must,
    ),
    ("detect", Shape::Table(DETECT), Must),
    (
        "brings",
        Shape::Tables(&[("sdk", Shape::Text, Must), ("by", Shape::Text, May), ("source", Shape::Text, May)]),
        May,
    ),
    ("purpose", Shape::Named, May),
    (
        "data",
        Shape::Tables(&[
            ("type", Shape::Text, May),
            ("words", Shape::Text, May),
            ("necessity", Shape::OneOf(NECESSITY), May),
            ("platform", Shape::OneOf(&["android", "ios", "harmony", "both"]), May),
            ("purpose", Shape::Text, May),
            ("condition", Shape::Both, May),
            ("handling", Shape::Some(&["uploaded", "local", "hashed", "derived"]), May),
            ("switch", Shape::Table(SWITCH), May),
            ("module", Shape::Text, May),
            ("versions", Shape::Text, May),
            ("source", Shape::Text, Must),
        ]),
        May,
    ),
    (
        "permissions",
        Shape::Tables(&[
            ("name", Shape::Text, Must),
            ("necessity", Shape::OneOf(NECESSITY), May),
            ("purpose", Shape::Text, May),
            ("condition", Shape::Both, May),
            ("module", Shape::Text, May),
            ("source", Shape::Text, Must),
        ]),
        May,
    ),
    (
        "consent",
        Shape::Tables(&[
            ("call", Shape::Text, Must),
            ("when", Shape::OneOf(&["before-init", "after-init", "any"]), May),
            ("since", Shape::Text, May),
            ("source", Shape::Text, Must),
        ]),
        May,
    ),
    ("source", Shape::Tables(SOURCE), Must),
];

/// A vendor.
pub(super) const VENDOR: &[Field] = &[
    ("id", Shape::Text, Must),
    ("zh", Shape::Text, Must),
    ("en", Shape::Text, Must),
    ("brands", Shape::Texts, May),
    ("only_sdks", Shape::Texts, May),
    ("makes_phones", Shape::Truth, May),
    ("hosts", Shape::Texts, May),
    (
        "entity",
        Shape::Tables(&[
            ("key", Shape::Text, Must),
            ("zh", Shape::Free, May),
            ("en", Shape::Free, May),
            ("former", Shape::Truth, May),
            ("source", Shape::Text, Must),
        ]),
        Must,
    ),
    ("source", Shape::Tables(SOURCE), Must),
];

/// Reads a file of that shape; nothing where the shape is wrong, and the mistakes say why.
pub(super) fn parse<T: DeserializeOwned>(
    file: RecordFile,
    fields: &'static [Field],
    today: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<Parsed<T>> {
    let before = mistakes.len();
    let tree = Tree::parse(&file.source);
    if let Ok(tree) = &tree {
        Shapes { today, mistakes }.table(&tree.root(), fields);
    }
    if mistakes.len() > before {
        return None;
    }
    match tree.and_then(|tree| Ok((tree, files::parse(&file.source)?))) {
        Ok((tree, value)) => Some(Parsed { value, tree, file }),
        Err(error) => {
            mistakes.push(Mistake::new(
                "syntax",
                error.at,
                Text::new(format!("不是合法的 TOML：{}", error.message), format!("not valid TOML: {}", error.message)),
                Text::new("按 TOML 语法修正这一行", "mend this line as TOML asks"),
            ));
            None
        }
    }
}

struct Shapes<'a> {
    today: &'a str,
    mistakes: &'a mut Vec<Mistake>,
}

impl Shapes<'_> {
    fn wrong(&mut self, check: &'static str, at: &Place<'_>, message: Text, help: Text) {
        self.mistakes.push(Mistake::new(check, at.span(), message, help));
    }

    fn table(&mut self, at: &Place<'_>, fields: &'static [Field]) {
        let Some(Value::Table(entries)) = at.value() else {
            return self.wrong(
                "shape",
                at,
                Text::new("这里应是一个表", "a table belongs here"),
                Text::new("写成 [名称] 段或 { 键 = 值 }", "write a [name] section or { key = value }"),
            );
        };
        for entry in entries {
            match fields.iter().find(|(key, ..)| *key == entry.key) {
                Some((_, shape, _)) => self.value(&at.key(&entry.key), *shape),
                None => self.wrong(
                    "unknown-key",
                    &at.name(&entry.key),
                    Text::new(
                        format!("没有名为 {} 的字段", entry.key),
                        format!("there is no key called {}", entry.key),
                    ),
                    nearest(&entry.key, fields.iter().map(|(key, ..)| *key)),
                ),
            }
        }
        for (key, _, need) in fields {
            if *need == Must && !at.has(key) {
                self.wrong(
                    "missing-key",
                    at,
                    Text::new(format!("缺少字段 {key}"), format!("the key {key} is missing")),
                    Text::new(
                        format!("补上 {key}；模板见 qingdan sdk new"),
                        format!("add {key}; `qingdan sdk new` shows a template"),
                    ),
                );
            }
        }
    }

    fn tables(&mut self, at: &Place<'_>, fields: &'static [Field]) {
        let Some(Value::List(items)) = at.value() else {
            return self.wrong(
                "shape",
                at,
                Text::new("这里应是一列表", "a list of tables belongs here"),
                Text::new("写成 [[名称]] 段或 [{ … }, { … }]", "write [[name]] sections or [{ … }, { … }]"),
            );
        };
        for item in 0..items.len() {
            self.table(&at.item(item), fields);
        }
    }

    fn texts(&mut self, at: &Place<'_>, words: Option<&'static [&'static str]>) {
        let Some(Value::List(items)) = at.value() else {
            return self.wrong(
                "shape",
                at,
                Text::new("这里应是一列文本", "a list of texts belongs here"),
                Text::new("写成 [\"…\", \"…\"]", "write [\"…\", \"…\"]"),
            );
        };
        for item in 0..items.len() {
            let place = at.item(item);
            match words {
                Some(words) => self.word(&place, words.iter().copied()),
                None => {
                    self.text(&place);
                }
            }
        }
    }

    /// The text that stands there; anything else is a mistake.
    fn text<'t>(&mut self, at: &Place<'t>) -> Option<&'t str> {
        match at.value() {
            Some(Value::Text(text)) if !text.trim().is_empty() && text.trim() == text => Some(text),
            Some(Value::Text(_)) => {
                self.wrong(
                    "empty-text",
                    at,
                    Text::new("文本为空，或首尾有空格", "the text is empty or begins or ends with a space"),
                    Text::new("填写内容；没有来源时删去这个字段", "fill it in; without a source, remove the key"),
                );
                None
            }
            _ => {
                self.wrong(
                    "shape",
                    at,
                    Text::new("这里应是带引号的文本", "a text in quotes belongs here"),
                    Text::new("加上引号", "put it in quotes"),
                );
                None
            }
        }
    }

    fn word<'w>(&mut self, at: &Place<'_>, words: impl Iterator<Item = &'w str> + Clone) {
        let Some(text) = self.text(at) else { return };
        if !words.clone().any(|word| word == text) {
            self.wrong(
                "unknown-word",
                at,
                Text::new(format!("不认识的取值 {text}"), format!("{text} is no value of this key")),
                one_of(words),
            );
        }
    }

    fn value(&mut self, at: &Place<'_>, shape: Shape) {
        match shape {
            Shape::Text => {
                self.text(at);
            }
            Shape::Free => {
                if !matches!(at.value(), Some(Value::Text(_))) {
                    self.text(at);
                }
            }
            Shape::Day => self.date(at, is_day),
            Shape::Date => {
                self.date(at, |text| is_day(text) || is_day(&format!("{text}-01")) || is_day(&format!("{text}-01-01")))
            }
            Shape::Url => self.url(at),
            Shape::Link if matches!(at.value(), Some(Value::Table(_))) => {
                self.table(at, &[("zh", Shape::Url, May), ("en", Shape::Url, May)]);
            }
            Shape::Link => self.url(at),
            Shape::Both => self.table(at, &[("zh", Shape::Text, Must), ("en", Shape::Text, Must)]),
            Shape::Truth => {
                if !matches!(at.value(), Some(Value::Other)) {
                    self.wrong(
                        "shape",
                        at,
                        Text::new("这里应是 true 或 false", "true or false belongs here"),
                        Text::new("写 true 或 false，不加引号", "write true or false without quotes"),
                    );
                }
            }
            Shape::OneOf(words) => self.word(at, words.iter().copied()),
            Shape::Category => self.word(at, CATEGORIES.iter().map(|(id, ..)| *id)),
            Shape::Texts => self.texts(at, None),
            Shape::Some(words) => self.texts(at, Some(words)),
            Shape::Table(fields) => self.table(at, fields),
            Shape::Tables(fields) => self.tables(at, fields),
            Shape::Named => {
                if let Some(Value::Table(entries)) = at.value() {
                    for entry in entries {
                        self.value(&at.key(&entry.key), Shape::Both);
                    }
                } else {
                    self.table(at, &[]);
                }
            }
        }
    }

    fn date(&mut self, at: &Place<'_>, good: fn(&str) -> bool) {
        let Some(text) = self.text(at) else { return };
        if !good(text) {
            self.wrong(
                "date",
                at,
                Text::new(format!("{text} 不是日期"), format!("{text} is no date")),
                Text::new("写成 2026-01-31 的形式", "write it like 2026-01-31"),
            );
        } else if text > self.today {
            self.wrong(
                "date",
                at,
                Text::new(
                    format!("日期 {text} 在今天（{}）之后", self.today),
                    format!("{text} lies after today ({})", self.today),
                ),
                Text::new("写页面的日期，或读到它的那一天", "write the page's date, or the day on which it was read"),
            );
        }
    }

    fn url(&mut self, at: &Place<'_>) {
        let Some(text) = self.text(at) else { return };
        if super::words::host(text).is_none() {
            self.wrong(
                "url",
                at,
                Text::new(format!("{text} 不是网址"), format!("{text} is no web address")),
                Text::new("写完整的 https:// 网址", "write the whole address with https://"),
            );
        }
    }
}

/// Whether a text is a day of the calendar.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u32>().ok())?
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days_of_the_calendar() {
        for (text, expected) in [
            ("2026-11-22", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-13-01", false),
            ("2026-1-1", false),
            ("26-01-01", false),
            ("2026/01/01", false),
            ("2026-04-31", false),
        ] {
            assert_eq!(is_day(text), expected, "{text}");
        }
    }
}
