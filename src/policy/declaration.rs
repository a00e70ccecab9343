//! A declaration of our own, for teams that keep what they declare as data beside the text:
//!
//! ```toml
//! [[sdk]]
//! name = "极光推送"
//! vendor = "深圳市和讯华谷信息技术有限公司"
//! purpose = "消息推送"
//! data = ["Android ID", "设备型号"]
//! permissions = ["android.permission.POST_NOTIFICATIONS"]
//! privacy_url = "https://www.jiguang.cn/license/privacy"
//!
//! [app]
//! collects = ["手机号"]
//! denies = ["通讯录"]
//! ```
//!
//! Values are words as a policy would write them. The reader turns the file into a table, so that words are
//! found and judged like those of any list.

use std::ops::Range;
use std::sync::Arc;

use super::text::{BlockKind, Builder, PolicyText};
use crate::source::{Problem, Source, Span, Text};

/// A declaration, read.
pub struct Declaration {
    /// The words, as blocks.
    pub text: PolicyText,
    /// What each block holds.
    pub parts: Vec<(Part, Range<usize>)>,
}

/// What a value of the declaration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name of an SDK; begins an entry.
    Name,
    /// Its operator.
    Vendor,
    /// Its purpose.
    Purpose,
    /// Its data, or that of the app.
    Data,
    /// Its permissions, or those of the app.
    Permission,
    /// Its privacy policy.
    Privacy,
    /// Data that the app says it does not collect.
    Denied,
}

/// Reads a declaration.
pub fn read(source: &Arc<Source>) -> Result<Declaration, Problem> {
    let table = toml::de::DeTable::parse(source.text()).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        Problem::at(
            &Span::new(source, at.start, at.end),
            Text::new(
                format!("声明文件无法解析：{}", error.message()),
                format!("the declaration cannot be parsed: {}", error.message()),
            ),
        )
    })?;
    let mut values: Vec<(Part, Range<usize>)> = Vec::new();
    for (key, value) in table.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("sdk", toml::de::DeValue::Array(sdks)) => {
                for sdk in sdks {
                    if let toml::de::DeValue::Table(fields) = sdk.get_ref() {
                        let mut entry = Vec::new();
                        for (key, value) in fields {
                            let part = match key.get_ref().as_ref() {
                                "name" => Part::Name,
                                "vendor" => Part::Vendor,
                                "purpose" => Part::Purpose,
                                "data" => Part::Data,
                                "permissions" => Part::Permission,
                                "privacy_url" => Part::Privacy,
                                _ => continue,
                            };
                            leaves(value, part, &mut entry);
                        }
                        // The name opens the entry, wherever it stands in the table.
                        entry.sort_by_key(|(part, range)| (*part != Part::Name, range.start));
                        values.extend(entry);
                    }
                }
            }
            ("app", toml::de::DeValue::Table(fields)) => {
                for (key, value) in fields {
                    match key.get_ref().as_ref() {
                        "collects" => leaves(value, Part::Data, &mut values),
                        "denies" => leaves(value, Part::Denied, &mut values),
                        "permissions" => leaves(value, Part::Permission, &mut values),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let mut builder = Builder::new(source);
    let mut parts = Vec::new();
    for (part, range) in values {
        builder.begin(BlockKind::Item);
        let start = builder.position();
        builder.push(range);
        let end = builder.position();
        builder.end();
        parts.push((part, start..end));
    }
    Ok(Declaration { text: builder.finish("toml"), parts })
}

/// The strings of a value, without their quotes.
fn leaves(value: &toml::Spanned<toml::de::DeValue<'_>>, part: Part, out: &mut Vec<(Part, Range<usize>)>) {
    match value.get_ref() {
        toml::de::DeValue::String(words) => {
            let span = value.span();
            let quotes = (span.len().saturating_sub(words.len())) / 2;
            out.push((part, span.start + quotes..span.end.saturating_sub(quotes)));
        }
        toml::de::DeValue::Array(values) => {
            for value in values {
                leaves(value, part, out);
            }
        }
        _ => {}
    }
}
