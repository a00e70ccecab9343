//! What calls take: arguments in parentheses and without, and closures.

use super::expression::JOINING;
use super::*;

impl Parser<'_> {
    pub(super) fn starts_command_argument(&self) -> bool {
        let Some(token) = self.peek().filter(|token| !token.after_newline) else {
            return false;
        };
        match token.kind {
            TokenKind::Text { .. } => true,
            TokenKind::Number => token.after_space,
            TokenKind::Name => !JOINING.contains(&self.text_of(token)),
            TokenKind::Sign => {
                let next_clings = self.peek_at(1).is_some_and(|next| !next.after_space);
                match self.text_of(token) {
                    "[" => token.after_space,
                    "!" => token.after_space && next_clings && !matches!(self.word_at(1), "in" | "is"),
                    "-" | "*" => token.after_space && next_clings,
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Arguments of a call without parentheses; a line may end after a comma.
    pub(super) fn command_arguments(&mut self) -> Vec<Argument> {
        let mut arguments = Vec::new();
        loop {
            let before = self.at;
            arguments.push(self.argument());
            if self.at == before || self.word() != "," || !self.same_line_at(0) {
                // A comma on the next line goes on as well.
                if self.at == before || self.word() != "," {
                    break;
                }
            }
            self.bump();
            if matches!(self.word(), "}" | ")" | "]" | "") && !self.is_expression_start(0) {
                break;
            }
        }
        arguments
    }

    pub(super) fn trailing_closures(&mut self, arguments: &mut Vec<Argument>) {
        while self.same_line_at(0) && (self.skip_label() || self.word() == "{") {
            let value = self.closure();
            arguments.push(Argument { key: None, value });
        }
    }

    /// `(a, b)` or `[a, b]` with the cursor on the opening bracket. Where the closing one is missing, the
    /// arguments end with the line.
    pub(super) fn arguments(&mut self, close: &str) -> Vec<Argument> {
        let open = self.start();
        let mut arguments = Vec::new();
        self.bump();
        self.brackets += 1;
        let infix_operand = std::mem::take(&mut self.infix_operand);
        let mut closed = false;
        loop {
            if self.eat(close) {
                closed = true;
                break;
            }
            let Some(token) = self.peek() else {
                break;
            };
            match self.word() {
                "," | ";" => {
                    self.bump();
                    continue;
                }
                // A bracket of another kind closes something further out.
                "}" | ")" | "]" => break,
                _ => {}
            }
            if !arguments.is_empty() && token.after_newline && self.text_of_last() != "," {
                break;
            }
            let before = self.at;
            arguments.push(self.argument());
            if self.at == before {
                self.bump();
            }
        }
        self.brackets -= 1;
        self.infix_operand = infix_operand;
        if !closed {
            self.faults.push(Fault { start: open, kind: FaultKind::Bracket });
        }
        arguments
    }

    /// `value`, `key: value`, `key = value`, `(key): value`, `x -> value`.
    fn argument(&mut self) -> Argument {
        while self.word() == "@" {
            self.annotation();
        }
        let named = match self.peek() {
            Some(token) => match token.kind {
                TokenKind::Name => match self.word_at(1) {
                    // Not `object : Listener { … }`, which Kotlin writes.
                    ":" => self.dialect != Dialect::Kotlin,
                    "=" => self.brackets > 0,
                    "->" => return Argument { key: None, value: self.arrow_closure() },
                    _ => false,
                },
                TokenKind::Text { .. } | TokenKind::Number => self.word_at(1) == ":",
                _ => false,
            },
            None => false,
        };
        if named {
            let key = self.primary();
            self.bump();
            return Argument { key: Some(key), value: self.expression(0) };
        }
        let start = self.start();
        if self.word() == "*" && self.word_at(1) != ":" {
            self.bump();
            let kind = ExpressionKind::Spread(Box::new(self.expression(0)));
            return Argument { key: None, value: Expression { kind, start, end: self.end() } };
        }
        let value = self.expression(0);
        if self.word() == ":" && self.dialect == Dialect::Groovy && matches!(self.text_of_last(), ")") {
            // `[(key): value]`
            self.bump();
            return Argument { key: Some(value), value: self.expression(0) };
        }
        Argument { key: None, value }
    }

    /// Java's `x -> …`.
    fn arrow_closure(&mut self) -> Expression {
        let start = self.start();
        let parameters = self.name().map(|name| Parameter { name, default: None, rest: false }).into_iter().collect();
        self.bump();
        let mut body = self.block_or_statement();
        body.parameters = parameters;
        Expression { kind: ExpressionKind::Closure(Arc::new(body)), start, end: self.end() }
    }

    /// `{ a, b -> statements }`.
    pub(super) fn closure(&mut self) -> Expression {
        let start = self.start();
        if self.too_deep() {
            self.skip_group();
            return self.unknown(start);
        }
        // The cursor of `block` stands on the brace; with parameters, on their arrow.
        let parameters = if self.has_arrow() { self.closure_parameters() } else { Vec::new() };
        let mut body = self.block();
        body.parameters = parameters;
        Expression { kind: ExpressionKind::Closure(Arc::new(body)), start, end: self.end() }
    }

    /// Whether the closure at the cursor starts with parameters and their arrow.
    fn has_arrow(&self) -> bool {
        const LONGEST: usize = 64;
        // Above 0 in the default of a parameter, which only Groovy's closures have: one, and its open brackets.
        let mut default = 0;
        for offset in 1..LONGEST {
            let Some(token) = self.peek_at(offset) else {
                return false;
            };
            default = match (token.kind, self.text_of(token)) {
                (TokenKind::Sign, "->") if default <= 1 => return true,
                (TokenKind::Sign, ",") if default <= 1 => 0,
                (TokenKind::Sign, "(" | "[" | "{") if default > 0 => default + 1,
                (TokenKind::Sign, ")" | "]" | "}") if default > 1 => default - 1,
                (TokenKind::Sign, "}" | ";") => return false,
                _ if default == 1 && token.after_newline => return false,
                _ if default > 0 => default,
                (TokenKind::Sign, "=") if self.dialect == Dialect::Groovy && self.is_name_at(offset - 1) => 1,
                (TokenKind::Sign, "." | ".." | "<" | ">" | "?" | "(" | ")" | "*" | ":" | "@") => 0,
                (TokenKind::Name, _) => 0,
                _ => return false,
            };
        }
        false
    }

    /// The parameters of the closure at the cursor, up to their arrow.
    fn closure_parameters(&mut self) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        // Of `String x` and `a.b.C x` the last name counts.
        let (mut typed, mut rest) = (false, false);
        self.bump();
        while self.peek().is_some() && self.word() != "->" {
            match self.word() {
                ":" => {
                    self.bump();
                    self.at += self.type_length(0).unwrap_or(0);
                    self.eat("?");
                }
                "=" => {
                    self.bump();
                    let default = self.expression(0);
                    if let Some(parameter) = parameters.last_mut() {
                        parameter.default = Some(default);
                    }
                }
                "@" => self.annotation(),
                "<" => self.at += self.type_arguments_length(0).unwrap_or(1),
                sign @ ("." | "..") => {
                    rest |= sign == "..";
                    self.bump();
                }
                _ if self.is_name_at(0) => {
                    if typed {
                        parameters.pop();
                    }
                    parameters.extend(self.name().map(|name| Parameter { name, default: None, rest }));
                    (typed, rest) = (true, false);
                }
                _ => {
                    (typed, rest) = (false, false);
                    self.bump();
                }
            }
        }
        parameters
    }
}
