//! Tags and text of anything that looks like HTML or XML, with byte ranges. Never fails: what is no tag is text.

use std::ops::Range;

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `<name attributes>`; `empty` when it closes itself.
    Open {
        /// The name as written, without a namespace prefix.
        name: &'a str,
        /// What stands between the name and the end of the tag.
        attributes: &'a str,
        /// `<name/>`.
        empty: bool,
    },
    /// `</name>`.
    Close {
        /// The name as written, without a namespace prefix.
        name: &'a str,
    },
    /// Text between tags; entities are not decoded.
    Text(Range<usize>),
    /// The inside of `<![CDATA[…]]>`.
    Data(Range<usize>),
}

/// The tokens of a range of a text. Comments, declarations and processing instructions are left out.
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// No comment ends behind this offset; looking again would make the cost quadratic.
    no_comment_end: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of `range`.
    pub fn new(text: &'a str, range: Range<usize>) -> Self {
        Self { text, at: range.start, end: range.end.min(text.len()), no_comment_end: false }
    }

    /// Where the next token begins.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Goes on at `at`.
    pub fn seek(&mut self, at: usize) {
        self.at = at.min(self.end);
    }

    /// Goes on behind `</name`, wherever that stands; false when there is none.
    pub fn skip_to_close(&mut self, name: &str) -> bool {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while let Some(found) = find(bytes, at, self.end, b"</") {
            at = found + 2;
            if bytes.get(at..at + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name.as_bytes())) {
                self.at = find(bytes, at, self.end, b">").map_or(self.end, |close| close + 1);
                return true;
            }
        }
        false
    }
}

fn find(bytes: &[u8], from: usize, end: usize, needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    while at + needle.len() <= end {
        let step = bytes[at..end].iter().position(|&byte| byte == first)?;
        at += step;
        if bytes.get(at..at + needle.len()) == Some(needle) && at + needle.len() <= end {
            return Some(at);
        }
        at += 1;
    }
    None
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            if self.at >= self.end {
                return None;
            }
            let start = self.at;
            if bytes[start] != b'<' {
                let stop = find(bytes, start, self.end, b"<").unwrap_or(self.end);
                self.at = stop;
                return Some(Token::Text(start..stop));
            }
            let rest = &self.text[start..self.end];
            if rest.starts_with("<![CDATA[") {
                let inner = start + 9;
                let close = find(bytes, inner, self.end, b"]]>").unwrap_or(self.end);
                self.at = (close + 3).min(self.end);
                return Some(Token::Data(inner..close));
            }
            if rest.starts_with("<!--") {
                let close = if self.no_comment_end { None } else { find(bytes, start + 4, self.end, b"-->") };
                match close {
                    Some(close) => self.at = close + 3,
                    None => {
                        self.no_comment_end = true;
                        self.at = start + 4;
                    }
                }
                continue;
            }
            let Some(&next) = bytes.get(start + 1) else {
                self.at = self.end;
                return Some(Token::Text(start..self.end));
            };
            if !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
                let stop = find(bytes, start + 1, self.end, b"<").unwrap_or(self.end);
                self.at = stop;
                return Some(Token::Text(start..stop));
            }
            let close = tag_end(bytes, start + 1, self.end);
            self.at = (close + 1).min(self.end);
            if matches!(next, b'!' | b'?') {
                continue;
            }
            let inside = &self.text[start + 1..close];
            if let Some(name) = inside.strip_prefix('/') {
                return Some(Token::Close { name: local(name.trim()) });
            }
            let empty = inside.ends_with('/');
            let inside = inside.trim_end_matches('/');
            let length = inside.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inside.len());
            return Some(Token::Open { name: local(&inside[..length]), attributes: &inside[length..], empty });
        }
    }
}

/// The `>` that ends a tag; one inside quotes does not, unless the quote never closes within reason.
fn tag_end(bytes: &[u8], from: usize, end: usize) -> usize {
    let limit = end.min(from + 20_000);
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().take(limit).skip(from) {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // Too long or a broken quote: the first `>` it is. The offset must be a character boundary; `>` and the end are.
    find(bytes, from, end, b">").unwrap_or(end)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, entities decoded.
pub fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(equals) = rest.find('=') {
        let key = rest[..equals].trim().rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                let close = inner.find(quote).unwrap_or(inner.len());
                (&inner[..close], inner.get(close + 1..).unwrap_or(""))
            }
            _ => {
                let close = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
                (&value[..close], &value[close..])
            }
        };
        if local(key).eq_ignore_ascii_case(name) {
            return Some(decoded(value));
        }
        rest = after;
    }
    None
}

/// Whether an attribute without a value stands there (`hidden`).
pub fn has_flag(attributes: &str, name: &str) -> bool {
    attributes.split(|c: char| c.is_ascii_whitespace()).any(|part| {
        part.eq_ignore_ascii_case(name) || part.strip_prefix(name).is_some_and(|rest| rest.starts_with('='))
    })
}

/// A text with its entities decoded.
pub fn decoded(text: &str) -> String {
    let mut out = String::new();
    characters(text, 0..text.len(), |c, _| out.push(c));
    out
}

/// Calls `give` with each character of a range and the offset that it stands at, entities decoded.
pub fn characters(text: &str, range: Range<usize>, mut give: impl FnMut(char, usize)) {
    let mut at = range.start;
    let Some(part) = text.get(..range.end) else { return };
    while let Some(c) = part.get(at..).and_then(|rest| rest.chars().next()) {
        if c == '&'
            && let Some((meant, length)) = entity(&part[at..])
        {
            give(meant, at);
            at += length;
            continue;
        }
        give(c, at);
        at += c.len_utf8();
    }
}

/// The entity at the start of `text` and its length.
pub fn entity(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let length = body
        .bytes()
        .take(12)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))
        .unwrap_or(body.len().min(12));
    let closed = body.as_bytes().get(length) == Some(&b';');
    let name = &body[..length];
    let meant = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "ldquo" => '“',
            "rdquo" => '”',
            "lsquo" => '‘',
            "rsquo" => '’',
            "mdash" => '—',
            "ndash" => '–',
            "hellip" => '…',
            "middot" => '·',
            "bull" => '•',
            "laquo" => '«',
            "raquo" => '»',
            "rarr" => '→',
            "times" => '×',
            "copy" => '©',
            "reg" => '®',
            "trade" => '™',
            "deg" => '°',
            "zwnj" | "zwj" | "shy" => '\u{200b}',
            _ => return None,
        }
    };
    Some((meant, 1 + length + usize::from(closed)))
}
