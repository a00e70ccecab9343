//! Holds a configuration against the table of keys and finds every mistake at once.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::Mistake;
use super::keys::{Key, Kind, Word};
use crate::date::Date;
use crate::sdk::database::Database;
use crate::sdk::search;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Source, Span, Text};

/// The mistakes found so far, and what words are held against.
pub(super) struct Check<'a> {
    source: &'a Arc<Source>,
    database: &'a Database,
    mistakes: Vec<Mistake>,
    /// Lines with a syntax error: what else seems wrong there, or seems to be missing, may be its echo.
    broken: Vec<u32>,
}

impl<'a> Check<'a> {
    pub(super) fn new(source: &'a Arc<Source>, database: &'a Database) -> Self {
        Self { source, database, mistakes: Vec::new(), broken: Vec::new() }
    }

    /// Every mistake, in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by(|a, b| a.at.cmp(&b.at));
        self.mistakes
    }

    /// A syntax error. What else is wrong in the file can still be told.
    pub(super) fn broken(&mut self, error: &toml::de::Error) {
        let at = error.span().unwrap_or_default();
        let message =
            Text::new(format!("TOML 语法错误：{}", error.message()), format!("this is not TOML: {}", error.message()));
        let line = Span::new(self.source, at.start, at.end).line();
        if !self.broken.contains(&line) {
            self.mistake(at, message, Text::default());
            self.broken.push(line);
        }
    }

    pub(super) fn mistake(&mut self, at: Range<usize>, message: Text, hint: Text) {
        let at = Span::new(self.source, at.start, at.end);
        if !self.broken.contains(&at.line()) {
            self.mistakes.push(Mistake { at, message, hint });
        }
    }

    /// What another reader of the same text says, unless something was already said of that place.
    pub(super) fn further(&mut self, at: Range<usize>, message: Text) {
        let span = Span::new(self.source, at.start, at.end);
        if self.mistakes.iter().all(|known| known.at != span) {
            self.mistake(at, message, Text::default());
        }
    }

    /// Something that is not there; it may be hidden by a syntax error.
    pub(super) fn missing(&mut self, at: Range<usize>, message: Text, hint: Text) {
        if self.broken.is_empty() {
            self.mistake(at, message, hint);
        }
    }

    /// A table with these keys; `at` is where it begins.
    pub(super) fn table(&mut self, keys: &[Key], table: &DeTable<'_>, at: Range<usize>) {
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.value(key, value),
                None => self.unknown_key(keys, name),
            }
        }
        for key in keys.iter().filter(|key| key.required && !table.contains_key(key.name)) {
            let message = Text::new(format!("缺少 {}", key.name), format!("`{}` is missing", key.name));
            self.missing(at.clone(), message, Text::default());
        }
    }

    fn unknown_key(&mut self, keys: &[Key], name: &Spanned<DeString<'_>>) {
        let hint = did_you_mean(name.get_ref(), keys.iter().map(|key| key.name));
        self.mistake(
            name.span(),
            Text::new(format!("没有配置项 {}", name.get_ref()), format!("there is no key `{}`", name.get_ref())),
            hint,
        );
    }

    fn value(&mut self, key: &Key, value: &Spanned<DeValue<'_>>) {
        let name = key.name;
        let (whole, item) = (whole(name), item(name));
        match (key.kind, value.get_ref()) {
            (Kind::One(word), _) => self.word(&whole, word, value),
            (Kind::Many(word), DeValue::Array(items)) => {
                for value in items.iter() {
                    self.word(&item, word, value);
                }
            }
            (Kind::Many(_), DeValue::String(one)) => self.mistake(
                value.span(),
                Text::new(format!("{name} 应为字符串列表"), format!("`{name}` should be a list of strings")),
                Text::new(format!("写成 {name} = [\"{one}\"]"), format!("write {name} = [\"{one}\"]")),
            ),
            (Kind::Many(_), _) => self.wrong_type(&whole, value, "字符串列表", "a list of strings"),
            (Kind::Map(names, words), DeValue::Table(table)) => {
                for (name, value) in table {
                    self.accept(&whole, names, name.get_ref(), name.span());
                    self.word(&self::whole(name.get_ref()), words, value);
                }
            }
            (Kind::Map(..), _) => {
                self.wrong_type(&whole, value, &format!("表 [{name}]"), &format!("a table [{name}]"));
            }
            (Kind::Tables(_) | Kind::ListRows, DeValue::Array(items)) => {
                for value in items.iter() {
                    match (key.kind, value.get_ref()) {
                        (Kind::Tables(keys), DeValue::Table(table)) => self.table(keys, table, value.span()),
                        (_, DeValue::Table(_)) => {}
                        _ => self.wrong_type(&item, value, &format!("表 [[{name}]]"), &format!("a table [[{name}]]")),
                    }
                }
            }
            (Kind::Tables(_) | Kind::ListRows, _) => {
                self.wrong_type(&whole, value, &format!("表 [[{name}]]"), &format!("tables [[{name}]]"));
            }
            (Kind::ListCells(names), DeValue::Table(table)) => {
                for (name, value) in table {
                    self.accept(&whole, names, name.get_ref(), name.span());
                    if !matches!(value.get_ref(), DeValue::Table(_)) {
                        self.wrong_type(&self::whole(name.get_ref()), value, "表", "a table");
                    }
                }
            }
            (Kind::ListCells(_), _) => {
                self.wrong_type(&whole, value, &format!("表 [{name}.\"…\"]"), &format!("tables [{name}.\"…\"]"));
            }
        }
    }

    fn wrong_type(&mut self, subject: &Text, value: &Spanned<DeValue<'_>>, zh: &str, en: &str) {
        let found = type_name(value.get_ref());
        let message = Text::new(
            format!("{}应为{zh}，这里是{}", subject.zh, found.zh),
            format!("{} should be {en}, and this is {}", subject.en, found.en),
        );
        self.mistake(value.span(), message, Text::default());
    }

    fn word(&mut self, subject: &Text, word: Word, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(text) => self.accept(subject, word, text, value.span()),
            // TOML has dates of its own: `expires = 2027-01-01` says the same as the string.
            DeValue::Datetime(date) if word == Word::Date => {
                self.accept(subject, word, &date.to_string(), value.span());
            }
            _ => self.wrong_type(subject, value, "字符串", "a string"),
        }
    }

    fn accept(&mut self, subject: &Text, word: Word, text: &str, at: Range<usize>) {
        let noun = word.noun();
        if text.trim().is_empty() {
            let message = Text::new(format!("{}不能为空", subject.zh), format!("{} should not be empty", subject.en));
            return self.mistake(at, message, Text::default());
        }
        let hint = match word {
            Word::Text | Word::Path | Word::Pattern | Word::Variant | Word::Group => return,
            Word::Module if text.starts_with(':') => return,
            Word::Module => Text::new(
                format!("模块用 Gradle 路径表示，如 :{text}"),
                format!("a module is named by its Gradle path: `:{text}`"),
            ),
            Word::Permission if text.contains('.') => return,
            Word::Permission => Text::new(
                format!("写全名，如 android.permission.{text}"),
                format!("write the full name, such as `android.permission.{text}`"),
            ),
            Word::Date if Date::parse(text).is_some() => return,
            Word::Date => Text::new("写成 2027-01-31 这样的日期", "write a day of the calendar, such as 2027-01-31"),
            Word::Sdk if self.database.contains(text) => return,
            Word::Sdk => self.sdk_hint(text),
            Word::Data | Word::Rule | Word::Level | Word::FailOn | Word::Language => {
                let accepted = word.accepted().unwrap_or_default();
                if accepted.contains(&text) {
                    return;
                }
                named_data(word, text).unwrap_or_else(|| did_you_mean(text, accepted))
            }
        };
        let message = match word {
            Word::Date | Word::Module | Word::Permission => {
                Text::new(format!("“{text}”不是{}", spaced(&noun.zh)), format!("`{text}` is not a {}", noun.en))
            }
            _ => Text::new(format!("没有{} {text}", spaced(&noun.zh)), format!("there is no {} `{text}`", noun.en)),
        };
        self.mistake(at, message, hint);
    }

    fn sdk_hint(&self, text: &str) -> Text {
        let near: Vec<String> =
            search::search(self.database, text).into_iter().take(3).map(|record| record.id.clone()).collect();
        if near.is_empty() {
            return Text::new(
                "用 qingdan sdk search 按名称、坐标或公司查找",
                "`qingdan sdk search` finds SDKs by name, coordinate or company",
            );
        }
        Text::new(
            format!("是不是 {}？", near.join("、")),
            format!("did you mean {}?", near.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")),
        )
    }
}

/// Chinese sets Latin words off with a space.
fn spaced(noun: &str) -> String {
    if noun.starts_with(|c: char| c.is_ascii()) { format!(" {noun} ").trim_end().to_owned() } else { noun.to_owned() }
}

/// A key, as the subject of a message.
fn whole(name: &str) -> Text {
    Text::new(format!("{name} "), format!("`{name}`"))
}

/// One value of a key that takes a list, as the subject of a message.
fn item(name: &str) -> Text {
    Text::new(format!("{name} 的每一项"), format!("each item of `{name}`"))
}

fn type_name(value: &DeValue<'_>) -> Text {
    let (zh, en) = match value {
        DeValue::String(_) => ("字符串", "a string"),
        DeValue::Integer(_) | DeValue::Float(_) => ("数字", "a number"),
        DeValue::Boolean(_) => ("布尔值", "a boolean"),
        DeValue::Datetime(_) => ("日期", "a date"),
        DeValue::Array(_) => ("列表", "a list"),
        DeValue::Table(_) => ("表", "a table"),
    };
    Text::new(zh, en)
}

/// A data type called by one of its words (位置, "location data") instead of its id.
fn named_data(word: Word, text: &str) -> Option<Text> {
    let same = |known: &str| known.eq_ignore_ascii_case(text);
    let data = Vocabulary::get()
        .types()
        .iter()
        .filter(|_| word == Word::Data)
        .find(|data| same(&data.label.zh) || same(&data.label.en) || data.words().any(|(known, _)| same(known)))?;
    Some(did_you_mean(&data.id, [data.id.as_str()]))
}

/// The word that was meant, or else all that are known.
pub(crate) fn did_you_mean<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Text {
    let fold = |word: &str| word.to_lowercase().replace('_', "-");
    let known: Vec<&str> = known.into_iter().collect();
    let wanted = fold(text);
    let near = known.iter().map(|word| (search::distance(&fold(word), &wanted), word)).min();
    match near {
        Some((distance, word)) if distance <= 1 + wanted.chars().count() / 4 || word.starts_with(&wanted) => {
            Text::new(format!("是不是 {word}？"), format!("did you mean `{word}`?"))
        }
        _ => Text::new(format!("可用的有：{}", known.join("、")), format!("known: {}", known.join(", "))),
    }
}
