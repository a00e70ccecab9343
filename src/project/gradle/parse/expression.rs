//! Expressions: operators, branches, chains of calls, and what they are made of.

use super::*;

/// Words that end an operand or join two, so they are no argument of a call without parentheses.
pub(super) const JOINING: [&str; 10] =
    ["in", "is", "as", "instanceof", "else", "catch", "finally", "by", "while", "where"];

impl Parser<'_> {
    /// An expression where a call may go without parentheses, as Groovy statements do: `id 'x' version '1'`.
    pub(super) fn command_expression(&mut self) -> Expression {
        let brackets = std::mem::take(&mut self.brackets);
        let expression = self.operation(0, self.dialect == Dialect::Groovy);
        self.brackets = brackets;
        expression
    }

    pub(super) fn expression(&mut self, lowest: u8) -> Expression {
        self.operation(lowest, false)
    }

    pub(super) fn unknown(&self, start: usize) -> Expression {
        Expression { kind: ExpressionKind::Unknown, start, end: self.end().max(start) }
    }

    /// Operands and operators of at least the precedence `lowest`. Runs of one precedence are one node.
    fn operation(&mut self, lowest: u8, command: bool) -> Expression {
        if self.too_deep() {
            let start = self.start();
            if !matches!(self.word(), ")" | "]" | "}") {
                self.skip_group();
            }
            return self.unknown(start);
        }
        self.depth += 1;
        let expression = self.operation_inner(lowest, command);
        self.depth -= 1;
        expression
    }

    fn operation_inner(&mut self, lowest: u8, command: bool) -> Expression {
        let start = self.start();
        let mut left = self.unary(command);
        // The precedence of `left`, while `left` is an operation that this loop made.
        let mut level = u8::MAX;
        // Each turn may put `left` one level deeper; the operators' precedences bound that in real code.
        let mut wraps = 0;
        loop {
            if wraps > MAX_DEPTH {
                left = self.unknown(start);
                wraps = 0;
            }
            let Some((operator, precedence, length)) = self.operator() else {
                break;
            };
            if precedence < lowest {
                break;
            }
            self.at += length;
            let right = match operator {
                Joint::Ternary => {
                    left = self.ternary(left, start);
                    level = u8::MAX;
                    wraps += 1;
                    continue;
                }
                Joint::Elvis => {
                    let otherwise = self.operation(precedence + 1, command);
                    match &mut left.kind {
                        ExpressionKind::Default(values) if level == precedence => values.push(otherwise),
                        _ => {
                            let kind = ExpressionKind::Default(vec![left, otherwise]);
                            left = Expression { kind, start, end: 0 };
                            wraps += 1;
                        }
                    }
                    left.end = self.end();
                    level = precedence;
                    continue;
                }
                Joint::Operator(Operator::Cast) => {
                    // `x as? String`, `x as String?`
                    self.eat("?");
                    let length = self.type_length(0).unwrap_or(1);
                    self.at += length;
                    self.eat("?");
                    continue;
                }
                Joint::Operator(_) => self.operation(precedence + 1, false),
            };
            let Joint::Operator(operator) = operator else {
                continue;
            };
            let end = self.end();
            match &mut left.kind {
                ExpressionKind::Operation(_, rest) if level == precedence => {
                    rest.push((operator, right));
                    left.end = end;
                }
                _ => {
                    let kind = ExpressionKind::Operation(Box::new(left), vec![(operator, right)]);
                    left = Expression { kind, start, end };
                    level = precedence;
                    wraps += 1;
                }
            }
        }
        left
    }

    /// The operator at the cursor: what it is, its precedence, how many tokens it takes. An operator on a new
    /// line goes on with the expression only when it cannot start a statement.
    fn operator(&self) -> Option<(Joint, u8, usize)> {
        let word = self.word();
        let other = |precedence| Some((Joint::Operator(Operator::Other), precedence, 1));
        let known = |operator, precedence| Some((Joint::Operator(operator), precedence, 1));
        if !self.continues() && !matches!(word, "?:" | "&&" | "||" | "?") {
            return None;
        }
        match word {
            "?" => Some((Joint::Ternary, 1, 1)),
            "?:" => Some((Joint::Elvis, 1, 1)),
            "||" => known(Operator::Or, 2),
            "&&" => known(Operator::And, 3),
            "==" | "===" => known(Operator::Equal, 4),
            "!=" | "!==" => known(Operator::NotEqual, 4),
            "=~" | "==~" | "<=" | ">=" | "<" | ">" => other(5),
            "in" => known(Operator::In, 5),
            "!" if matches!(self.word_at(1), "in" | "is") => {
                let operator = if self.word_at(1) == "in" { Operator::NotIn } else { Operator::Other };
                Some((Joint::Operator(operator), 5, 2))
            }
            "is" | "instanceof" => other(5),
            "as" => known(Operator::Cast, 9),
            ".." | "..<" => other(6),
            "to" if self.dialect == Dialect::Kotlin && self.is_expression_start(1) => known(Operator::Pair, 6),
            "<<" => known(Operator::ShiftLeft, 6),
            "+" => known(Operator::Add, 7),
            "-" => known(Operator::Subtract, 7),
            "*" | "/" | "%" | "&" | "|" | "^" => other(8),
            _ => None,
        }
    }

    fn ternary(&mut self, condition: Expression, start: usize) -> Expression {
        self.brackets += 1;
        let then = self.operation(1, false);
        self.brackets -= 1;
        let otherwise = if self.eat(":") { Some(self.operation(1, false)) } else { None };
        let mut branches = vec![Branch { conditions: vec![condition], body: body_of(then) }];
        let exhaustive = otherwise.is_some();
        branches.extend(otherwise.map(|value| Branch { conditions: Vec::new(), body: body_of(value) }));
        let choice = Choice { subject: None, branches, exhaustive };
        Expression { kind: ExpressionKind::Choice(Box::new(choice)), start, end: self.end() }
    }

    fn unary(&mut self, command: bool) -> Expression {
        let start = self.start();
        let (mut not, mut thrown) = (false, false);
        loop {
            match self.word() {
                "!" => not = !not,
                "!!" | "+" | "-" | "*" | "++" | "--" | "&" => {}
                "new" if self.is_name_at(1) && self.word_at(2) == "[" && self.word_at(3) == "]" => {
                    // `new String[] { "a", "b" }`
                    self.at += 4;
                    return if self.word() == "{" { self.array() } else { self.unknown(start) };
                }
                "new" if self.is_name_at(1) => {}
                "throw" if self.is_expression_start(1) => thrown = true,
                "@" => {
                    self.annotation();
                    continue;
                }
                _ => break,
            }
            self.bump();
        }
        let operand = self.chain(command);
        if thrown {
            // What is thrown is no value.
            return Expression { kind: ExpressionKind::Name("null".to_owned()), start, end: self.end() };
        }
        if !not {
            return operand;
        }
        Expression { kind: ExpressionKind::Not(Box::new(operand)), start, end: self.end() }
    }

    /// An operand and what is called on it, indexed into it and read from it.
    fn chain(&mut self, command: bool) -> Expression {
        let start = self.start();
        let base = self.primary();
        if matches!(base.kind, ExpressionKind::Unknown | ExpressionKind::Number(_)) && self.word() != "." {
            return base;
        }
        let mut links: Vec<Link> = Vec::new();
        let mut types = Vec::new();
        loop {
            if self.same_line_at(0) {
                self.skip_label();
            }
            let callable = links.last().map_or_else(
                || matches!(base.kind, ExpressionKind::Name(_) | ExpressionKind::Text(..) | ExpressionKind::Closure(_)),
                |link| !matches!(link.kind, LinkKind::Call { .. }),
            );
            let kind = match self.word() {
                "." | "?." | "*." | "::" if self.word_at(1) != "." => {
                    self.bump();
                    if self.word() == "&" && self.is_name_at(1) {
                        self.bump();
                        let name = self.name().unwrap_or_default();
                        return self.reference(base, links, name, start);
                    }
                    let Some(name) = self.member_name() else {
                        continue;
                    };
                    LinkKind::Member(name)
                }
                "!!" if self.same_line_at(0) => {
                    self.bump();
                    continue;
                }
                "++" | "--" if self.same_line_at(0) => {
                    self.bump();
                    continue;
                }
                "<" if self.same_line_at(0) && self.opens_type_arguments() => {
                    let length = self.type_arguments_length(0).unwrap_or(1);
                    types = self.type_names(length);
                    self.at += length;
                    continue;
                }
                "(" if self.same_line_at(0) => {
                    let mut arguments = self.arguments(")");
                    if command && callable && self.word() == "," && self.brackets == 0 {
                        // `compile ('x'), { … }` and `include (':a'), (':b')`.
                        self.bump();
                        arguments.extend(self.command_arguments());
                    }
                    self.trailing_closures(&mut arguments);
                    LinkKind::Call { types: std::mem::take(&mut types), arguments }
                }
                "{" if callable && self.same_line_at(0) => {
                    let mut arguments = Vec::new();
                    self.trailing_closures(&mut arguments);
                    LinkKind::Call { types: std::mem::take(&mut types), arguments }
                }
                "[" if self.same_line_at(0) && !(command && callable && self.spaced()) => {
                    LinkKind::Index(self.arguments("]"))
                }
                _ if command && callable && self.starts_command_argument() => {
                    let mut arguments = self.command_arguments();
                    self.trailing_closures(&mut arguments);
                    LinkKind::Call { types: Vec::new(), arguments }
                }
                // `id("x") version "1" apply false`, in both languages.
                _ if self.is_infix(command, callable) => {
                    let name = self.name().unwrap_or_default();
                    links.push(Link { kind: LinkKind::Member(name), end: self.end() });
                    if command {
                        continue;
                    }
                    // `id("x") version "1" apply false` is `(id("x") version "1") apply false`.
                    let outer = std::mem::replace(&mut self.infix_operand, true);
                    let value = self.operation(7, false);
                    self.infix_operand = outer;
                    let arguments = vec![Argument { key: None, value }];
                    let end = self.end();
                    links.push(Link { kind: LinkKind::Call { types: Vec::new(), arguments }, end });
                    continue;
                }
                _ => break,
            };
            links.push(Link { kind, end: self.end() });
        }
        if links.is_empty() {
            return base;
        }
        Expression { kind: ExpressionKind::Chain(Box::new(base), links), start, end: self.end() }
    }

    /// Groovy's `receiver.&name` as a closure that hands on what it is given.
    fn reference(&self, receiver: Expression, mut links: Vec<Link>, name: String, start: usize) -> Expression {
        const ALL: &str = "\u{1}all";
        let end = self.end();
        let at = |kind| Expression { kind, start, end };
        let all = Box::new(at(ExpressionKind::Name(ALL.to_owned())));
        let arguments = vec![Argument { key: None, value: at(ExpressionKind::Spread(all)) }];
        let own = links.is_empty() && matches!(&receiver.kind, ExpressionKind::Name(this) if this == "this");
        let receiver = if own {
            at(ExpressionKind::Name(name))
        } else {
            links.push(Link { kind: LinkKind::Member(name), end });
            receiver
        };
        links.push(Link { kind: LinkKind::Call { types: Vec::new(), arguments }, end });
        let call = at(ExpressionKind::Chain(Box::new(receiver), links));
        let parameters = vec![Parameter { name: ALL.to_owned(), default: None, rest: true }];
        let statements = vec![Statement { kind: StatementKind::Expression(call), start, end }];
        at(ExpressionKind::Reference(Arc::new(Body { parameters, statements, ..Body::default() })))
    }

    fn spaced(&self) -> bool {
        self.peek().is_some_and(|token| token.after_space)
    }

    fn member_name(&mut self) -> Option<String> {
        if self.eat("@") {
            // Groovy's direct field access.
        }
        match self.peek() {
            Some(token) if token.kind == TokenKind::Name => self.name(),
            Some(Tok { kind: TokenKind::Text { quote, closed }, start, end, .. }) => {
                let token = self.peek()?;
                self.bump();
                let (from, to) = content_range(Tok { start, end, ..token }, quote, closed);
                Some(self.text[from..to].to_owned())
            }
            _ => None,
        }
    }

    fn opens_type_arguments(&self) -> bool {
        self.type_arguments_length(0).is_some_and(|length| {
            matches!(self.word_at(length), "(" | "{" | "." | "::" | ")" | "," | "") && self.same_line_at(length)
        })
    }

    fn type_names(&self, length: usize) -> Vec<String> {
        let mut names = Vec::new();
        for offset in 0..length {
            if self.is_name_at(offset) && self.word_at(offset + 1) != "." {
                names.push(self.word_at(offset).to_owned());
            }
        }
        names
    }

    fn is_infix(&self, command: bool, callable: bool) -> bool {
        if !self.is_name_at(0) || !self.same_line_at(0) || JOINING.contains(&self.word()) {
            return false;
        }
        match self.dialect {
            // `to` is an operator of its own.
            Dialect::Kotlin => {
                !self.infix_operand
                    && self.word() != "to"
                    && self.is_expression_start(1)
                    && self.same_line_at(1)
                    && self.word_at(1) != "("
            }
            Dialect::Groovy => command && !callable && self.is_expression_start(1) && self.same_line_at(1),
            Dialect::Java => false,
        }
    }

    /// Whether the token `offset` ahead can start an operand.
    pub(super) fn is_expression_start(&self, offset: usize) -> bool {
        self.peek_at(offset).is_some_and(|token| match token.kind {
            TokenKind::Name => !JOINING.contains(&self.text_of(token)),
            TokenKind::Number | TokenKind::Text { .. } => true,
            _ => matches!(self.text_of(token), "(" | "[" | "{" | "!"),
        })
    }

    pub(super) fn primary(&mut self) -> Expression {
        self.skip_label();
        let start = self.start();
        let Some(token) = self.peek() else {
            return self.unknown(start);
        };
        let kind = match token.kind {
            TokenKind::Text { quote, closed } => {
                self.bump();
                ExpressionKind::Text(self.pieces(token, quote, closed), closed)
            }
            TokenKind::Number => {
                self.bump();
                let digits = self.text_of(token).replace('_', "");
                ExpressionKind::Number(digits.trim_end_matches(['L', 'l', 'f', 'F', 'd', 'D', 'G', 'g']).to_owned())
            }
            TokenKind::Name => match self.text_of(token) {
                "if" if self.word_at(1) == "(" => return self.if_expression(),
                "when" if matches!(self.word_at(1), "(" | "{") => return self.when_expression(),
                "switch" if self.word_at(1) == "(" => return self.switch_expression(),
                "try" if self.word_at(1) == "{" => return self.try_expression(),
                "object" if matches!(self.word_at(1), ":" | "{") => {
                    // An anonymous object; what it does happens when somebody else calls it.
                    self.bump();
                    while self.peek().is_some() && !matches!(self.word(), "{" | "}" | ";") {
                        if self.word() == "(" { self.skip_group() } else { self.bump() }
                    }
                    if self.word() == "{" {
                        self.skip_group();
                    }
                    ExpressionKind::Unknown
                }
                "fun" if self.word_at(1) == "(" => {
                    self.bump();
                    let parameters = self.parameters();
                    let mut body = self.block_or_statement();
                    body.parameters = parameters;
                    ExpressionKind::Closure(Arc::new(body))
                }
                _ => {
                    let mut name = self.name().unwrap_or_default();
                    if name == "this" && self.word() == "@" && !self.spaced() {
                        self.bump();
                        name = format!("this@{}", self.name().unwrap_or_default());
                    }
                    ExpressionKind::Name(name)
                }
            },
            _ => match self.text_of(token) {
                "(" => return self.parenthesised(),
                "[" => {
                    if self.word_at(1) == ":" && self.word_at(2) == "]" {
                        self.at += 3;
                        ExpressionKind::Map(Vec::new())
                    } else {
                        let arguments = self.arguments("]");
                        if arguments.iter().any(|argument| argument.key.is_some()) {
                            ExpressionKind::Map(arguments)
                        } else {
                            ExpressionKind::List(arguments.into_iter().map(|argument| argument.value).collect())
                        }
                    }
                }
                "{" => return self.closure(),
                ")" | "]" | "}" | "," | ";" => ExpressionKind::Unknown,
                // `::println`
                "::" if self.is_name_at(1) => {
                    self.bump();
                    ExpressionKind::Name(self.name().unwrap_or_default())
                }
                _ => {
                    self.bump();
                    ExpressionKind::Unknown
                }
            },
        };
        Expression { kind, start, end: self.end().max(start) }
    }

    fn parenthesised(&mut self) -> Expression {
        let start = self.start();
        let mut arguments = self.arguments(")");
        if self.word() == "->" && self.dialect != Dialect::Kotlin {
            // `(a, b) -> …`
            self.bump();
            let mut body = self.block_or_statement();
            body.parameters = arguments
                .into_iter()
                .filter_map(|argument| match argument.value.kind {
                    ExpressionKind::Name(name) => Some(Parameter { name, default: None, rest: false }),
                    _ => None,
                })
                .collect();
            return Expression { kind: ExpressionKind::Closure(Arc::new(body)), start, end: self.end() };
        }
        if arguments.len() == 1 && arguments[0].key.is_none() {
            let inner = arguments.swap_remove(0).value;
            let is_type = matches!(&inner.kind, ExpressionKind::Name(name) if name.starts_with(char::is_uppercase));
            if is_type && self.dialect != Dialect::Kotlin && self.same_line_at(0) && self.is_expression_start(0) {
                // `(String) value`
                return self.operation(9, false);
            }
            return Expression { start, end: self.end(), ..inner };
        }
        let kind = ExpressionKind::List(arguments.into_iter().map(|argument| argument.value).collect());
        Expression { kind, start, end: self.end() }
    }
}

/// What joins two operands.
enum Joint {
    Operator(Operator),
    Ternary,
    Elvis,
}

fn body_of(value: Expression) -> Arc<Body> {
    let (start, end) = (value.start, value.end);
    let statement = Statement { kind: StatementKind::Expression(value), start, end };
    Arc::new(Body { statements: vec![statement], ..Body::default() })
}
