//! Strings: escapes, `$name` and `${expression}`.

use super::*;

impl Parser<'_> {
    /// The parts of the string `token`.
    pub(super) fn pieces(&mut self, token: Tok, quote: Quote, closed: bool) -> Vec<Piece> {
        let (start, end) = content_range(token, quote, closed);
        let text = self.text;
        let content = &text[start..end];
        let templates = quote.has_templates(self.dialect);
        let escapes = quote.has_escapes(self.dialect);
        let plain = |sign: char, means: bool| !means || !content.contains(sign);
        if plain('$', templates) && plain('\\', escapes) {
            return vec![Piece::Literal(content.to_owned())];
        }
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut at = 0;
        while let Some(c) = content[at..].chars().next() {
            let rest = &content[at..];
            if c == '\\' && escapes {
                at += unescape(rest, &mut literal);
                continue;
            }
            let template = if c == '$' && templates { self.template(start + at, end) } else { None };
            match template {
                Some((expression, length)) => {
                    if !literal.is_empty() {
                        pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Template(expression));
                    at += length;
                }
                None => {
                    literal.push(c);
                    at += c.len_utf8();
                }
            }
        }
        if !literal.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        pieces
    }

    /// The template at the `$` at `start`, and its length; nothing when the `$` is just a dollar.
    fn template(&mut self, start: usize, end: usize) -> Option<(Expression, usize)> {
        let text = self.text;
        let rest = &text[start + 1..end];
        if rest.starts_with('{') {
            let from = start + 2;
            let (close, after) = match lexer::template_end(&text[..end], from, self.dialect) {
                Some(after) => (after - 1, after),
                None => (end, end),
            };
            return Some((self.inner(from, close), after - start));
        }
        let length = {
            let mut length = 0;
            for part in rest.split('.') {
                let name: usize =
                    part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum();
                let starts_name = part.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
                if name == 0 || !starts_name {
                    break;
                }
                length += name + usize::from(length > 0);
                // Only Groovy reads `$a.b` as a path.
                if name < part.len() || self.dialect != Dialect::Groovy {
                    break;
                }
            }
            length
        };
        (length > 0).then(|| (self.inner(start + 1, start + 1 + length), length + 1))
    }

    /// The expression at `start..end`.
    fn inner(&mut self, start: usize, end: usize) -> Expression {
        if self.too_deep() {
            return Expression { kind: ExpressionKind::Unknown, start, end };
        }
        let mut parser = Parser::new(self.text, start, end, self.dialect, self.depth + 1);
        parser.eat("->");
        parser.brackets = 1;
        let expression = parser.expression(0);
        self.faults.extend(parser.faults);
        expression
    }
}

/// Adds what the escape at the start of `rest` stands for; the number of bytes that it takes.
fn unescape(rest: &str, to: &mut String) -> usize {
    let Some(c) = rest[1..].chars().next() else {
        to.push('\\');
        return 1;
    };
    if c == 'u'
        && let Some(code) = rest.get(2..6).and_then(|hex| u32::from_str_radix(hex, 16).ok())
    {
        to.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        return 6;
    }
    match c {
        'n' => to.push('\n'),
        't' => to.push('\t'),
        'r' => to.push('\r'),
        'b' => to.push('\u{8}'),
        // A backslash at the end of a line joins it with the next.
        '\n' | '\r' => {}
        '\\' | '\'' | '"' | '$' | '/' => to.push(c),
        _ => {
            to.push('\\');
            to.push(c);
        }
    }
    1 + c.len_utf8()
}
