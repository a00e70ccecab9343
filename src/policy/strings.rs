//! Android string resources: the long texts among them, and those whose names speak of privacy.

use std::ops::Range;
use std::sync::Arc;

use super::html;
use super::markup::{Token, Tokens, attribute, characters};
use super::text::{BlockKind, Builder, PolicyText};
use crate::source::Source;

/// Shorter strings are labels of the interface, unless their name says otherwise.
const LONG: usize = 150;

/// Reads a resource file.
pub fn read(source: &Arc<Source>) -> PolicyText {
    let text = source.text();
    let mut builder = Builder::new(source);
    let mut tokens = Tokens::new(text, 0..text.len());
    let mut named = false;
    while let Some(token) = tokens.next() {
        let Token::Open { name, attributes, empty: false } = token else { continue };
        if matches!(name, "string" | "string-array") {
            named = attribute(attributes, "name").is_some_and(|name| is_policy_name(&name));
        }
        if !matches!(name, "string" | "item") {
            continue;
        }
        let start = tokens.offset();
        if !tokens.skip_to_close(name) {
            break;
        }
        let end = text[..tokens.offset()].rfind("</").unwrap_or(start).max(start);
        if named || end - start >= LONG {
            string(&mut builder, text, start..end);
        }
    }
    builder.finish("strings")
}

/// Whether a resource name speaks of a policy.
pub(super) fn is_policy_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["privacy", "yinsi", "policy", "agreement", "隐私", "sdk_list", "sdklist"].iter().any(|word| name.contains(word))
}

fn string(builder: &mut Builder, text: &str, range: Range<usize>) {
    builder.end();
    let raw = &text[range.clone()];
    if let Some(open) = raw.find("<![CDATA[") {
        let inner = range.start + open + 9;
        let close = text[inner..range.end].rfind("]]>").map_or(range.end, |at| inner + at);
        if text[inner..close].contains('<') {
            html::into(builder, inner..close);
            return;
        }
        escaped(builder, text, inner..close);
        return;
    }
    escaped(builder, text, range);
}

/// Text with entities and backslash escapes; markup in it, escaped or not, is left out.
fn escaped(builder: &mut Builder, text: &str, range: Range<usize>) {
    builder.begin(BlockKind::Paragraph);
    let mut backslash = false;
    let mut tag: Option<String> = None;
    let mut previous = None;
    characters(text, range, |c, at| {
        if let Some(name) = &mut tag {
            if c == '>' || name.len() > 200 {
                let block = ["p", "/p", "br", "div", "/div", "li", "h1", "h2", "h3", "h4", "tr"]
                    .iter()
                    .any(|word| name.trim_end_matches('/').split_whitespace().next() == Some(word));
                tag = None;
                if block {
                    builder.begin(BlockKind::Paragraph);
                }
            } else {
                name.push(c.to_ascii_lowercase());
            }
            return;
        }
        if std::mem::take(&mut backslash) {
            match c {
                'n' => builder.begin(BlockKind::Paragraph),
                't' => builder.space(),
                'u' => {}
                c => builder.push_char(c, previous, None, at),
            }
            previous = None;
            return;
        }
        match c {
            '\\' => backslash = true,
            '<' => tag = Some(String::new()),
            c => {
                builder.push_char(c, previous, None, at);
                previous = Some(c);
            }
        }
    });
    builder.end();
}
