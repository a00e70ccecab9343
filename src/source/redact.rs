//! Keeps keys and passwords out of what is quoted from files: names stay, values go.

use std::borrow::Cow;
use std::ops::Range;

/// What the name of a secret contains, in lower case.
const NAMES: [&str; 10] =
    ["key", "secret", "token", "password", "passwd", "pwd", "appid", "app_id", "credential", "android:value"];

/// Most bytes that may stand between a name and its value: `"KEY" : "…"`, `KEY = '…'`, `"KEY", "…"`.
const NEAR: usize = 8;

/// `text` with `…` for every quoted value that stands behind the name of a secret.
pub(crate) fn redact(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(without(text, &secrets, 0..text.len())) }
}

/// The part `range` of `text` with `…` for the secrets in it.
pub(crate) fn without(text: &str, secrets: &[Range<usize>], range: Range<usize>) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for secret in secrets.iter().filter(|secret| secret.start < range.end && range.start < secret.end) {
        out.push_str(&text[at..secret.start.max(at)]);
        out.push('…');
        at = secret.end.min(range.end);
    }
    out.push_str(&text[at..range.end]);
    out
}

/// The quoted values in `text` that stand behind the name of a secret.
pub(crate) fn secrets(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| matches!(b, b'"' | b'\'')) {
        let quote = bytes[at + next];
        let start = at + next + 1;
        at = start;
        // An apostrophe opens nothing.
        if quote == b'\'' && start >= 2 && bytes[start - 2].is_ascii_alphanumeric() {
            continue;
        }
        let line = bytes[start..].iter().position(|&b| b == quote || b == b'\n').map_or(bytes.len(), |end| start + end);
        let closed = bytes.get(line) == Some(&quote);
        let secret = line > start && names_secret(&text[..start - 1]);
        if secret {
            found.push(start..line);
        }
        if closed || secret {
            at = line + usize::from(closed);
        }
    }
    found
}

/// Whether `before`, what stands before a value, ends with the name of a secret.
fn names_secret(before: &str) -> bool {
    let near = before.trim_end();
    // Groovy needs no sign at all: `storePassword "…"`.
    let name = near.strip_suffix(['=', ':', ',', '(']).or_else(|| near.strip_suffix(" to")).unwrap_or(near);
    let name = name.trim_end().trim_end_matches(['"', '\'', ']', ')']);
    if before.len() - name.len() > NEAR {
        return false;
    }
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let word = &name.as_bytes()[name.trim_end_matches(part).len()..];
    let holds = |secret: &str| word.windows(secret.len()).any(|part| part.eq_ignore_ascii_case(secret.as_bytes()));
    NAMES.iter().any(|secret| holds(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_and_names_stay() {
        for (text, shown) in [
            (
                r#"<meta-data android:name="JPUSH_APPKEY" android:value="abc"/>"#,
                r#"<meta-data android:name="JPUSH_APPKEY" android:value="…"/>"#,
            ),
            (
                r#"manifestPlaceholders = [JPUSH_APPKEY: "abc", JPUSH_CHANNEL: "dev"]"#,
                r#"manifestPlaceholders = [JPUSH_APPKEY: "…", JPUSH_CHANNEL: "dev"]"#,
            ),
            (r#"manifestPlaceholders["umeng_key"] = 'abc"#, r#"manifestPlaceholders["umeng_key"] = '…"#),
            (r#"mapOf("WX_SECRET" to "abc")"#, r#"mapOf("WX_SECRET" to "…")"#),
            (r#"buildConfigField "String", "API_TOKEN", "abc""#, r#"buildConfigField "String", "API_TOKEN", "…""#),
            (r#"{"appkey" : "abc"}"#, r#"{"appkey" : "…"}"#),
            ("storePassword 'abc'", "storePassword '…'"),
            (r#"implementation "com.example:keyboard:1.0""#, r#"implementation "com.example:keyboard:1.0""#),
        ] {
            assert_eq!(redact(text), shown);
        }
    }
}
