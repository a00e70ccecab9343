//! `.properties` files: `gradle.properties`, `local.properties` and those that scripts load.

use std::sync::Arc;

use super::value::Value;
use crate::source::{Source, Span};

/// The entries of `source`, in order.
pub(crate) fn read(source: &Arc<Source>) -> Vec<(String, Value)> {
    let text = source.text();
    let mut entries = Vec::new();
    let mut lines = text.split_inclusive(['\n', '\r']).scan(0usize, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    });
    while let Some((start, line)) = lines.next() {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with(['#', '!']) {
            continue;
        }
        let mut logical = content.to_owned();
        let mut end = start + line.len();
        // A backslash at the end goes on with the next line.
        while logical.ends_with('\\') && !logical.ends_with("\\\\") {
            logical.pop();
            match lines.next() {
                Some((next, line)) => {
                    logical.push_str(line.trim_start());
                    end = next + line.len();
                }
                None => break,
            }
        }
        let (key, value) = split(&logical);
        if !key.is_empty() {
            let from = start + (line.len() - content.len());
            let span = Span::new(source, from, end);
            entries.push((unescape(key), Value::text(&unescape(value)).behind(span)));
        }
    }
    entries
}

fn split(line: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            '\\' => escaped = !escaped,
            '=' | ':' | ' ' | '\t' if !escaped => {
                let rest = line[at..].trim_start();
                let rest = rest.strip_prefix(['=', ':']).unwrap_or(rest);
                return (&line[..at], rest.trim());
            }
            _ => escaped = false,
        }
    }
    (line, "")
}

fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            result.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => result.push('\n'),
            Some('t') => result.push('\t'),
            Some('u') => {
                let hex: String = rest.by_ref().take(4).collect();
                let code = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                result.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(c) => result.push(c),
            None => {}
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_as_java_does() {
        let source = Source::new("gradle.properties", "# c\na=1\nb : x\\\n  y\nc d\r\ne\\ f=\\u4e2d\n");
        let entries: Vec<(String, Option<String>)> =
            read(&source).into_iter().map(|(key, value)| (key, value.as_text())).collect();
        let expected = [("a", "1"), ("b", "xy"), ("c", "d"), ("e f", "中")];
        let expected: Vec<(String, Option<String>)> =
            expected.iter().map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned()))).collect();
        assert_eq!(entries, expected);
    }
}
