//! Tokens → syntax tree, tolerantly: whatever does not fit is passed over, and parsing goes on with the next
//! statement. Parsing never fails, and nesting beyond [`MAX_DEPTH`] is passed over without recursion.

mod arguments;
mod branch;
mod declaration;
mod expression;
mod template;

use std::sync::Arc;

use super::lexer::{self, Dialect, Quote, TokenKind};
use super::syntax::*;
use crate::source::Source;

/// How deep brackets, strings and blocks may nest. Real files stay below twenty.
const MAX_DEPTH: usize = 64;

/// The syntax tree of `source`.
pub(crate) fn script(source: &Arc<Source>, dialect: Dialect) -> Script {
    let text = source.text();
    let mut parser = Parser::new(text, 0, text.len(), dialect, 0);
    let body = parser.body(true);
    Script {
        source: Arc::clone(source),
        dialect,
        body: Arc::new(body),
        package: parser.package,
        imports: parser.imports,
        faults: parser.faults,
        stray_close: parser.stray_close,
    }
}

/// A token that means something, with what stands before it.
#[derive(Clone, Copy)]
struct Tok {
    kind: TokenKind,
    start: usize,
    end: usize,
    after_newline: bool,
    after_space: bool,
}

struct Parser<'a> {
    text: &'a str,
    dialect: Dialect,
    tokens: Vec<Tok>,
    at: usize,
    depth: usize,
    /// Above 0 within `(` and `[`, where line ends mean nothing.
    brackets: usize,
    /// Whether this is the right side of an infix call, whose next infix call goes on with the whole.
    infix_operand: bool,
    /// The name of the class whose members are parsed, directly in its braces.
    class: Option<String>,
    package: Option<String>,
    imports: Vec<String>,
    faults: Vec<Fault>,
    stray_close: bool,
}

/// Words that may stand before a declaration.
const MODIFIERS: [&str; 27] = [
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "final",
    "abstract",
    "open",
    "override",
    "const",
    "lateinit",
    "data",
    "sealed",
    "inline",
    "suspend",
    "tailrec",
    "external",
    "operator",
    "infix",
    "transient",
    "volatile",
    "synchronized",
    "actual",
    "expect",
    "annotation",
    "inner",
    "companion",
];

/// Types that a Java or Groovy declaration may start with though they are not capitalised.
const PRIMITIVES: [&str; 9] = ["void", "int", "long", "boolean", "double", "float", "char", "byte", "short"];

impl<'a> Parser<'a> {
    fn new(text: &'a str, start: usize, end: usize, dialect: Dialect, depth: usize) -> Self {
        let mut tokens = Vec::new();
        let mut faults = Vec::new();
        let (mut after_newline, mut after_space) = (true, true);
        for token in lexer::tokens(text, start, end, dialect) {
            match token.kind {
                TokenKind::Space => after_space = true,
                TokenKind::Newline => (after_newline, after_space) = (true, true),
                TokenKind::Comment { closed } => {
                    after_space = true;
                    if !closed {
                        faults.push(Fault { start: token.start, kind: FaultKind::Comment });
                    }
                }
                kind => {
                    if let TokenKind::Text { closed: false, .. } = kind {
                        faults.push(Fault { start: token.start, kind: FaultKind::String });
                    }
                    tokens.push(Tok { kind, start: token.start, end: token.end, after_newline, after_space });
                    (after_newline, after_space) = (false, false);
                }
            }
        }
        Self {
            text,
            dialect,
            tokens,
            at: 0,
            depth,
            brackets: 0,
            infix_operand: false,
            class: None,
            package: None,
            imports: Vec::new(),
            faults,
            stray_close: false,
        }
    }

    // Looking at tokens.

    fn peek_at(&self, offset: usize) -> Option<Tok> {
        self.tokens.get(self.at + offset).copied()
    }

    fn peek(&self) -> Option<Tok> {
        self.peek_at(0)
    }

    fn text_of(&self, token: Tok) -> &'a str {
        &self.text[token.start..token.end]
    }

    /// The text of the sign or name `offset` tokens ahead; empty for anything else.
    fn word_at(&self, offset: usize) -> &'a str {
        match self.peek_at(offset) {
            Some(token) if matches!(token.kind, TokenKind::Sign | TokenKind::Name) => self.text_of(token),
            _ => "",
        }
    }

    fn word(&self) -> &'a str {
        self.word_at(0)
    }

    fn is_name_at(&self, offset: usize) -> bool {
        self.peek_at(offset).is_some_and(|token| token.kind == TokenKind::Name)
    }

    /// Whether the token `offset` ahead exists and stands on the same line as the one before it.
    fn same_line_at(&self, offset: usize) -> bool {
        self.peek_at(offset).is_some_and(|token| !token.after_newline)
    }

    /// Whether an expression may go on with the next token, as far as line ends are concerned.
    fn continues(&self) -> bool {
        self.peek().is_some_and(|token| !token.after_newline || self.brackets > 0)
    }

    fn bump(&mut self) {
        self.at += 1;
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.word() == word;
        if found {
            self.bump();
        }
        found
    }

    /// The name at the cursor without backticks; moves past it.
    fn name(&mut self) -> Option<String> {
        let token = self.peek().filter(|token| token.kind == TokenKind::Name)?;
        self.bump();
        Some(self.text_of(token).trim_matches('`').to_owned())
    }

    fn start(&self) -> usize {
        self.peek().map_or(self.text.len(), |token| token.start)
    }

    /// The end of the token before the cursor.
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.end)
    }

    /// Moves past one token, or past a whole group when it opens one, without recursion.
    fn skip_group(&mut self) {
        let mut open = 0usize;
        while self.peek().is_some() {
            match self.word() {
                "(" | "[" | "{" => open += 1,
                ")" | "]" | "}" => open = open.saturating_sub(1),
                _ => {}
            }
            self.bump();
            if open == 0 {
                return;
            }
        }
    }

    /// How many tokens the group that opens `offset` tokens ahead takes, with its brackets.
    fn group_length(&self, offset: usize) -> usize {
        let mut open = 0usize;
        let mut length = 0;
        while self.peek_at(offset + length).is_some() {
            match self.word_at(offset + length) {
                "(" | "[" | "{" => open += 1,
                ")" | "]" | "}" => open = open.saturating_sub(1),
                _ => {}
            }
            length += 1;
            if open == 0 {
                break;
            }
        }
        length
    }

    fn too_deep(&mut self) -> bool {
        if self.depth < MAX_DEPTH {
            return false;
        }
        if self.faults.last().is_none_or(|fault| fault.kind != FaultKind::TooDeep) {
            self.faults.push(Fault { start: self.start(), kind: FaultKind::TooDeep });
        }
        true
    }

    // Statements.

    /// Statements up to `}` or the end of the text; the `}` stays.
    fn body(&mut self, top: bool) -> Body {
        self.members(None, top)
    }

    /// As `body`, for the members of `class`.
    fn members(&mut self, class: Option<String>, top: bool) -> Body {
        let mut body = Body::default();
        let outer = std::mem::replace(&mut self.class, class);
        let brackets = std::mem::take(&mut self.brackets);
        let infix_operand = std::mem::take(&mut self.infix_operand);
        while self.peek().is_some() {
            match self.word() {
                ";" | "," => self.bump(),
                "}" if top => {
                    self.stray_close = true;
                    self.bump();
                }
                "}" => break,
                _ => {
                    let before = self.at;
                    self.statement(&mut body);
                    if self.at == before {
                        self.bump();
                    }
                }
            }
        }
        self.brackets = brackets;
        self.infix_operand = infix_operand;
        self.class = outer;
        body
    }

    /// `{ statements }`; the cursor is on the `{`. An unclosed one ends with the text.
    fn block(&mut self) -> Body {
        let open = self.start();
        if self.too_deep() {
            self.skip_group();
            return Body::default();
        }
        self.bump();
        self.depth += 1;
        let body = self.body(false);
        self.depth -= 1;
        if !self.eat("}") {
            self.faults.push(Fault { start: open, kind: FaultKind::Bracket });
        }
        body
    }

    /// A block, or one statement where the braces are left out.
    fn block_or_statement(&mut self) -> Body {
        if self.word() == "{" {
            return self.block();
        }
        let mut body = Body::default();
        if self.too_deep() {
            self.skip_group();
            return body;
        }
        self.depth += 1;
        let brackets = std::mem::take(&mut self.brackets);
        while self.eat(";") {}
        self.statement(&mut body);
        self.brackets = brackets;
        self.depth -= 1;
        body
    }

    fn statement(&mut self, body: &mut Body) {
        while self.word() == "@" {
            self.annotation();
        }
        self.skip_label();
        let start = self.start();
        let mut modified = false;
        while MODIFIERS.contains(&self.word())
            && self.is_name_at(1)
            && (self.same_line_at(1) || self.word() == "static")
        {
            self.bump();
            modified = true;
        }
        let kind = match self.word() {
            "package" if self.is_name_at(1) => {
                self.bump();
                let from = self.start();
                self.skip_line();
                self.package = Some(self.text[from..self.end()].trim_end_matches(';').to_owned());
                return;
            }
            "import" if self.is_name_at(1) => {
                self.bump();
                let from = self.start();
                self.skip_line();
                let text = self.text[from..self.end()].trim_start_matches("static").trim();
                self.imports.push(text.trim_end_matches(';').to_owned());
                return;
            }
            "class" | "interface" | "object" | "enum" | "trait" | "record"
                if self.is_name_at(1) || (modified && self.word_at(1) == "{") =>
            {
                return self.class(body);
            }
            "fun" if self.is_name_at(1) || self.word_at(1) == "<" => return self.kotlin_function(body),
            "val" | "var" if self.is_name_at(1) || matches!(self.word_at(1), "(" | "<") => self.kotlin_property(),
            "def" if self.is_name_at(1) || self.word_at(1) == "(" => {
                self.bump();
                if self.typed_length().is_some_and(|length| length > 0) {
                    // `def String x = …`
                    self.skip_type();
                }
                match self.declaration(body) {
                    Some(kind) => kind,
                    None => return,
                }
            }
            "constructor" if self.word_at(1) == "(" => {
                self.bump();
                self.skip_group();
                return;
            }
            "init" if self.dialect == Dialect::Kotlin && self.word_at(1) == "{" => {
                self.bump();
                let inner = self.block();
                return body.statements.extend(inner.statements);
            }
            "for" if self.word_at(1) == "(" => self.for_loop(),
            "while" if self.word_at(1) == "(" => {
                self.bump();
                self.skip_group();
                StatementKind::Loop { names: Vec::new(), over: None, body: Arc::new(self.block_or_statement()) }
            }
            "return" => {
                self.bump();
                if self.word() == "@" && self.same_line_at(0) {
                    self.bump();
                    self.bump();
                }
                let value = (self.continues() && !matches!(self.word(), "}" | ";")).then(|| self.command_expression());
                StatementKind::Return(value)
            }
            "break" | "continue" if !matches!(self.word_at(1), "(" | "." | "=") || !self.same_line_at(1) => {
                self.bump();
                if self.word() == "@" && self.same_line_at(0) {
                    self.bump();
                    self.bump();
                }
                StatementKind::Leave
            }
            _ => {
                let typed = self.typed_length();
                let member = self.class.is_some() && self.dialect != Dialect::Kotlin;
                let declares = typed.is_some_and(|length| self.declares_at(length, modified || member));
                if declares {
                    self.skip_type();
                }
                let constructs = member && self.class.as_deref() == Some(self.word()) && self.word_at(1) == "(";
                if declares || constructs || (modified && self.is_name_at(0) && matches!(self.word_at(1), "=" | "(")) {
                    match self.declaration(body) {
                        Some(kind) => kind,
                        None => return,
                    }
                } else {
                    self.expression_statement()
                }
            }
        };
        body.statements.push(Statement { kind, start, end: self.end().max(start) });
    }

    /// Passes over the label of a loop or closure: Kotlin's `name@ for` and `name@{`, Groovy's `name: for`.
    /// Whether a closure follows.
    fn skip_label(&mut self) -> bool {
        let sign = if self.dialect == Dialect::Kotlin { "@" } else { ":" };
        if self.is_name_at(0) && self.word_at(1) == sign {
            let closure = self.dialect == Dialect::Kotlin && self.word_at(2) == "{";
            if closure || matches!(self.word_at(2), "for" | "while" | "do") {
                self.at += 2;
            }
            return closure;
        }
        false
    }

    fn skip_line(&mut self) {
        self.bump();
        while self.same_line_at(0) && self.word() != ";" {
            self.bump();
        }
    }

    /// `@Name`, `@file:Name(…)`.
    fn annotation(&mut self) {
        self.bump();
        while self.is_name_at(0) {
            self.bump();
            if !(matches!(self.word(), "." | ":") && self.is_name_at(1)) {
                break;
            }
            self.bump();
        }
        if self.word() == "(" && self.same_line_at(0) {
            self.skip_group();
        }
    }

    fn expression_statement(&mut self) -> StatementKind {
        let target = self.command_expression();
        match self.word() {
            "=" | "+=" | "-=" if self.continues() => {
                let sign = self.word();
                self.bump();
                let value = self.command_expression();
                if sign == "-=" {
                    return StatementKind::Expression(value);
                }
                StatementKind::Assign { target, add: sign == "+=", value }
            }
            // `dependencies` with its brace on the next line.
            "{" if matches!(target.kind, ExpressionKind::Name(_)) && target.end > target.start => {
                let closure = self.closure();
                let end = self.end();
                let argument = Argument { key: None, value: closure };
                let call = LinkKind::Call { types: Vec::new(), arguments: vec![argument] };
                let link = Link { kind: call, end };
                let start = target.start;
                let kind = ExpressionKind::Chain(Box::new(target), vec![link]);
                StatementKind::Expression(Expression { kind, start, end })
            }
            _ => StatementKind::Expression(target),
        }
    }

    fn text_of_last(&self) -> &'a str {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or("", |token| self.text_of(*token))
    }

    /// `for (x in list)`, `for (String x : list)`, `for ((k, v) in map)`, `for (int i = 0; …)`.
    fn for_loop(&mut self) -> StatementKind {
        self.bump();
        self.bump();
        self.brackets += 1;
        let mut names = Vec::new();
        let mut over = None;
        while self.peek().is_some() && !matches!(self.word(), ")" | "{" | "}") {
            match self.word() {
                "in" | ":" if !names.is_empty() && (self.word() == "in" || self.dialect != Dialect::Kotlin) => {
                    self.bump();
                    over = Some(self.expression(0));
                }
                // The type of a Kotlin loop variable.
                ":" => {
                    self.bump();
                    self.kotlin_type();
                }
                "<" => self.at += self.type_arguments_length(0).unwrap_or(1),
                _ if over.is_none() && self.is_name_at(0) => {
                    // Of `String x` the last name counts, of `(k, v)` both.
                    let last = self.text_of_last();
                    if !matches!(last, "(" | ",") {
                        names.pop();
                    }
                    names.extend(self.name());
                }
                // `for ((k, v) in …)` opens a second parenthesis.
                "(" if names.is_empty() => self.bump(),
                _ => self.bump(),
            }
            if self.word() == ")" && over.is_none() && self.word_at(1) == "in" {
                self.bump();
            }
        }
        self.brackets -= 1;
        self.eat(")");
        let body = Arc::new(self.block_or_statement());
        StatementKind::Loop { names, over, body }
    }
}

impl Body {
    fn absorb(&mut self, other: Body) {
        self.statements.extend(other.statements);
        self.functions.extend(other.functions);
        self.classes.extend(other.classes);
    }
}

/// Whether `quote` is closed at the end of `text`, so that its content is without its quotes.
fn content_range(token: Tok, quote: Quote, closed: bool) -> (usize, usize) {
    let start = (token.start + quote.open().len()).min(token.end);
    let end = if closed { token.end.saturating_sub(quote.close().len()).max(start) } else { token.end };
    (start, end)
}
