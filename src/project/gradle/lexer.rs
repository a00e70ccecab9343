//! Tokens of Groovy, Kotlin and Java, told apart only where their lexical rules differ.
//!
//! The tokens tile the text: each starts where the one before ends, so nothing is ever lost, and a text that
//! is no program at all still gives tokens. A string with templates is one token, however deep the strings
//! within its strings are; the parser opens it.

/// The language of a file, as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `.gradle`, `.groovy`
    Groovy,
    /// `.gradle.kts`, `.kts`, `.kt`
    Kotlin,
    /// `.java`
    Java,
}

impl Dialect {
    /// The dialect of the file at `path`.
    pub fn of(path: &str) -> Self {
        let lower = path.to_ascii_lowercase();
        if lower.ends_with(".kts") || lower.ends_with(".kt") {
            Self::Kotlin
        } else if lower.ends_with(".java") {
            Self::Java
        } else {
            Self::Groovy
        }
    }
}

/// How a string is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `'''…'''`
    TripleSingle,
    /// `"""…"""`
    TripleDouble,
    /// `/…/`
    Slashy,
    /// `$/…/$`
    DollarSlashy,
}

impl Quote {
    /// The characters that open it.
    pub fn open(self) -> &'static str {
        match self {
            Self::Single => "'",
            Self::Double => "\"",
            Self::TripleSingle => "'''",
            Self::TripleDouble => "\"\"\"",
            Self::Slashy => "/",
            Self::DollarSlashy => "$/",
        }
    }

    /// The characters that close it.
    pub fn close(self) -> &'static str {
        if self == Self::DollarSlashy { "/$" } else { self.open() }
    }

    /// Whether `$` starts a template in it.
    pub fn has_templates(self, dialect: Dialect) -> bool {
        match self {
            Self::Single | Self::TripleSingle => false,
            _ => dialect != Dialect::Java,
        }
    }

    /// Whether a backslash starts an escape in it.
    pub fn has_escapes(self, dialect: Dialect) -> bool {
        match self {
            Self::TripleDouble => dialect != Dialect::Kotlin,
            Self::DollarSlashy => false,
            _ => true,
        }
    }

    fn is_single_line(self) -> bool {
        matches!(self, Self::Single | Self::Double | Self::Slashy)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Spaces and tabs.
    Space,
    /// One line end: `\n`, `\r\n` or a lone `\r`.
    Newline,
    /// A comment; `closed` is false for a block comment that the file does not end.
    Comment {
        /// Whether its end was found.
        closed: bool,
    },
    /// A name or keyword, or a name in backticks.
    Name,
    /// A number.
    Number,
    /// A string with its quotes.
    Text {
        /// How it is quoted.
        quote: Quote,
        /// Whether its end was found; an unclosed one ends with its line.
        closed: bool,
    },
    /// An operator, a bracket, or a character of no meaning.
    Sign,
}

/// One token: bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// Operators of more than one character, the longer first.
const SIGNS: [&str; 24] = [
    "==~", "..<", "===", "!==", "->", "::", "?.", "?:", "!!", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "..",
    "<<", "=~", "++", "--", "*.", "*=",
];

/// How often the end of an unclosed multi-line string or comment is looked for up to the end of the file. A
/// valid file has none; the bound keeps a hostile one from costing the square of its length.
const MAX_FAILED_SEARCHES: u32 = 16;

/// How many lines the templates of a string on one line may take.
const MAX_TEMPLATE_LINES: u32 = 16;

/// The tokens of `text[start..end]`.
pub fn tokens(text: &str, start: usize, end: usize, dialect: Dialect) -> Vec<Token> {
    let mut lexer = Lexer { text: &text[..end], dialect, failed_searches: 0 };
    let mut tokens = Vec::with_capacity((end - start) / 4);
    let mut at = start;
    // The last token that is neither space nor comment: it decides whether `/` divides or opens a string.
    let mut before: Option<Token> = None;
    while at < end {
        let token = lexer.next(at, before.as_ref(), tokens.last());
        at = token.end;
        match token.kind {
            TokenKind::Space | TokenKind::Comment { .. } => {}
            TokenKind::Newline => before = None,
            _ => before = Some(token),
        }
        tokens.push(token);
    }
    tokens
}

struct Lexer<'a> {
    text: &'a str,
    dialect: Dialect,
    failed_searches: u32,
}

impl Lexer<'_> {
    fn next(&mut self, at: usize, before: Option<&Token>, previous: Option<&Token>) -> Token {
        let bytes = self.text.as_bytes();
        let token = |kind, end| Token { kind, start: at, end };
        let rest = &bytes[at..];
        match rest[0] {
            b'\n' => token(TokenKind::Newline, at + 1),
            b'\r' => token(TokenKind::Newline, at + if rest.get(1) == Some(&b'\n') { 2 } else { 1 }),
            // A backslash at the end of a line joins it with the next.
            b'\\' if self.dialect == Dialect::Groovy && matches!(rest.get(1), Some(b'\n' | b'\r')) => {
                let crlf = rest[1] == b'\r' && rest.get(2) == Some(&b'\n');
                token(TokenKind::Space, at + if crlf { 3 } else { 2 })
            }
            b' ' | b'\t' | 0x0c => {
                let length = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0c)).count();
                token(TokenKind::Space, at + length)
            }
            b'/' if rest.get(1) == Some(&b'/') => token(TokenKind::Comment { closed: true }, self.line_end(at)),
            b'#' if at == 0 && rest.get(1) == Some(&b'!') => {
                token(TokenKind::Comment { closed: true }, self.line_end(at))
            }
            b'/' if rest.get(1) == Some(&b'*') => {
                let (end, closed) = self.block_comment(at);
                token(TokenKind::Comment { closed }, end)
            }
            b'\'' | b'"' => self.string(at, quote_at(rest)),
            b'$' if rest.get(1) == Some(&b'/') && self.dialect == Dialect::Groovy && !is_operand(self.text, before) => {
                self.string(at, Quote::DollarSlashy)
            }
            b'/' if self.opens_slashy(at, before, previous) => self.string(at, Quote::Slashy),
            b'`' => match rest.iter().skip(1).position(|byte| matches!(byte, b'`' | b'\n' | b'\r')) {
                Some(length) if rest[length + 1] == b'`' => token(TokenKind::Name, at + length + 2),
                _ => token(TokenKind::Sign, at + 1),
            },
            b'0'..=b'9' => token(TokenKind::Number, self.number_end(at)),
            _ => self.word_or_sign(at),
        }
    }

    fn word_or_sign(&self, at: usize) -> Token {
        let rest = &self.text[at..];
        let length: usize = rest.chars().take_while(|&c| is_name_character(c)).map(char::len_utf8).sum();
        if length > 0 {
            return Token { kind: TokenKind::Name, start: at, end: at + length };
        }
        // Other white space (no-break spaces from web pages, zero-width characters) separates, too.
        let length: usize = rest.chars().take_while(|&c| is_odd_space(c)).map(char::len_utf8).sum();
        if length > 0 {
            return Token { kind: TokenKind::Space, start: at, end: at + length };
        }
        let sign = SIGNS
            .iter()
            .find(|sign| rest.starts_with(**sign))
            .map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |sign| sign.len());
        Token { kind: TokenKind::Sign, start: at, end: at + sign }
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        at + rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())
    }

    /// The end of the block comment at `at`. Kotlin's nest; where the nesting does not come out even, as in
    /// `/* libs/*.jar */`, the comment ends at its first end sign. Without any, it reaches to the end of the
    /// file: what stands in a comment must never count.
    fn block_comment(&mut self, at: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let nests = self.dialect == Dialect::Kotlin && self.failed_searches < MAX_FAILED_SEARCHES;
        let mut depth = 0usize;
        let mut first_end = None;
        let mut position = at;
        while position + 1 < bytes.len() {
            match (bytes[position], bytes[position + 1]) {
                (b'/', b'*') if depth == 0 || nests => {
                    depth += 1;
                    position += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    position += 2;
                    if depth == 0 {
                        return (position, true);
                    }
                    first_end.get_or_insert(position);
                }
                _ => position += 1,
            }
        }
        self.failed_searches += 1;
        match first_end {
            Some(end) => (end, true),
            None => (bytes.len(), false),
        }
    }

    fn number_end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        while let Some(&byte) = bytes.get(end) {
            let fraction = byte == b'.' && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if byte.is_ascii_alphanumeric() || byte == b'_' || fraction {
                end += 1;
            } else {
                break;
            }
        }
        end
    }

    /// Whether the `/` at `at` opens a string: not after an operand (there it divides), unless it follows a
    /// space and clings to what comes after, as in `matches /a.b/`; and only when its line closes it.
    fn opens_slashy(&self, at: usize, before: Option<&Token>, previous: Option<&Token>) -> bool {
        if self.dialect != Dialect::Groovy {
            return false;
        }
        let rest = &self.text.as_bytes()[at + 1..];
        let clings = previous.is_some_and(|token| token.kind == TokenKind::Space)
            && !matches!(rest.first(), None | Some(b' ' | b'=' | b'\t'))
            && before.is_some_and(|token| token.kind == TokenKind::Name);
        if is_operand(self.text, before) && !clings {
            return false;
        }
        let mut escaped = false;
        for &byte in rest {
            match byte {
                b'\n' | b'\r' => return false,
                b'/' if !escaped => return true,
                _ => escaped = byte == b'\\' && !escaped,
            }
        }
        false
    }

    fn string(&mut self, at: usize, quote: Quote) -> Token {
        let end = if !quote.is_single_line() && self.failed_searches >= MAX_FAILED_SEARCHES {
            None
        } else {
            string_end(self.text, at, quote, self.dialect)
        };
        if end.is_none() && !quote.is_single_line() {
            self.failed_searches += 1;
        }
        let kind = TokenKind::Text { quote, closed: end.is_some() };
        Token { kind, start: at, end: end.unwrap_or_else(|| self.line_end(at)) }
    }
}

/// The byte after the string that `quote` opens at `at`; nothing when it is not closed. A string on one line
/// must be closed on it, whatever its templates hold.
fn string_end(text: &str, at: usize, quote: Quote, dialect: Dialect) -> Option<usize> {
    scan(text, at + quote.open().len(), Inside::String(quote), quote.is_single_line(), dialect)
}

/// The byte after the `}` that closes the template whose content starts at `at`.
pub(super) fn template_end(text: &str, at: usize, dialect: Dialect) -> Option<usize> {
    scan(text, at, Inside::Braces, false, dialect)
}

/// What a position of a string with templates is inside of.
#[derive(Clone, Copy)]
enum Inside {
    String(Quote),
    Braces,
}

/// The byte after the end of `first`, which is open at `position`. No recursion: strings and templates nest on
/// a stack of our own.
fn scan(text: &str, mut position: usize, first: Inside, single_line: bool, dialect: Dialect) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut stack = vec![first];
    let mut lines = 0;
    while let Some(&inside) = stack.last() {
        let &byte = bytes.get(position)?;
        if matches!(byte, b'\n' | b'\r') {
            // A template may go over lines, though few do, within a string that must not.
            lines += 1;
            if single_line && (stack.len() == 1 || lines > MAX_TEMPLATE_LINES) {
                return None;
            }
            if let Inside::String(inner) = inside
                && inner.is_single_line()
            {
                stack.pop();
                continue;
            }
        }
        match inside {
            Inside::String(inner) => {
                let rest = &bytes[position..];
                if byte == b'\\' && inner.has_escapes(dialect) {
                    // A backslash before a line end does not hide it.
                    position += if matches!(rest.get(1), None | Some(b'\n' | b'\r')) { 1 } else { 2 };
                } else if rest.starts_with(inner.close().as_bytes()) {
                    position += inner.close().len();
                    // `""""` closes with its last three quotes.
                    if inner == Quote::TripleDouble || inner == Quote::TripleSingle {
                        while bytes.get(position) == Some(&inner.close().as_bytes()[0]) {
                            position += 1;
                        }
                    }
                    stack.pop();
                } else if byte == b'$' && rest.get(1) == Some(&b'{') && inner.has_templates(dialect) {
                    stack.push(Inside::Braces);
                    position += 2;
                } else {
                    position += 1;
                }
            }
            Inside::Braces => {
                position += 1;
                match byte {
                    b'{' => stack.push(Inside::Braces),
                    b'}' => {
                        stack.pop();
                    }
                    b'\'' | b'"' => {
                        let inner = quote_at(&bytes[position - 1..]);
                        position += inner.open().len() - 1;
                        stack.push(Inside::String(inner));
                    }
                    _ => {}
                }
            }
        }
    }
    Some(position)
}

/// The quote that `bytes` starts with.
fn quote_at(bytes: &[u8]) -> Quote {
    match bytes {
        [b'"', b'"', b'"', ..] => Quote::TripleDouble,
        [b'\'', b'\'', b'\'', ..] => Quote::TripleSingle,
        [b'"', ..] => Quote::Double,
        _ => Quote::Single,
    }
}

/// Whether a value ends with `token`, so that a `/` after it divides.
fn is_operand(text: &str, token: Option<&Token>) -> bool {
    token.is_some_and(|token| match token.kind {
        TokenKind::Name => !matches!(&text[token.start..token.end], "return" | "case" | "in" | "assert" | "else"),
        TokenKind::Number | TokenKind::Text { .. } => true,
        TokenKind::Sign => matches!(&text[token.start..token.end], ")" | "]" | "}"),
        _ => false,
    })
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn is_odd_space(c: char) -> bool {
    (c.is_whitespace() && c != '\n' && c != '\r') || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str, dialect: Dialect) -> Vec<&str> {
        tokens(text, 0, text.len(), dialect)
            .into_iter()
            .filter(|token| !matches!(token.kind, TokenKind::Space | TokenKind::Newline))
            .map(|token| &text[token.start..token.end])
            .collect()
    }

    fn assert_tiles(text: &str, dialect: Dialect) {
        let mut at = 0;
        for token in tokens(text, 0, text.len(), dialect) {
            assert_eq!(token.start, at);
            assert!(token.end > token.start && text.is_char_boundary(token.end));
            at = token.end;
        }
        assert_eq!(at, text.len());
    }

    #[test]
    fn strings_within_strings_are_one_token() {
        let text = r#"a "x${b["c${d("}")}"]}" 'it''s'"#;
        assert_eq!(texts(text, Dialect::Groovy), ["a", r#""x${b["c${d("}")}"]}""#, "'it'", "'s'"]);
    }

    #[test]
    fn slashes_divide_open_strings_and_comment() {
        assert_eq!(texts("a / b / c", Dialect::Groovy), ["a", "/", "b", "/", "c"]);
        assert_eq!(texts("x =~ /a'b/ // c", Dialect::Groovy), ["x", "=~", "/a'b/", "// c"]);
        assert_eq!(texts("'http://x' /* 'a */ b", Dialect::Groovy), ["'http://x'", "/* 'a */", "b"]);
    }

    #[test]
    fn kotlin_comments_nest_and_an_uneven_one_ends_early() {
        assert_eq!(texts("/* a /* b */ c */ d", Dialect::Kotlin), ["/* a /* b */ c */", "d"]);
        assert_eq!(texts("/* libs/*.jar */ d", Dialect::Kotlin), ["/* libs/*.jar */", "d"]);
        assert_eq!(texts("/* a /* b */ d", Dialect::Groovy), ["/* a /* b */", "d"]);
    }

    #[test]
    fn an_unclosed_string_ends_with_its_line() {
        assert_eq!(texts("a 'b\nc", Dialect::Groovy), ["a", "'b", "c"]);
        assert_eq!(texts("a \"\"\"b\nc", Dialect::Kotlin), ["a", "\"\"\"b", "c"]);
    }

    proptest! {
        #[test]
        fn tokens_tile_any_text(text in "\\PC*|[a-z'\"/*${}()\\n\\r\\\\ ]*") {
            for dialect in [Dialect::Groovy, Dialect::Kotlin, Dialect::Java] {
                assert_tiles(&text, dialect);
            }
        }
    }
}
