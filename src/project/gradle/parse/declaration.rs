//! Declarations: variables, properties, functions, classes.

use super::*;

impl Parser<'_> {
    /// How many tokens the type at the cursor takes when a name follows it on the same line, as in
    /// `Map<String, String> deps`.
    pub(super) fn typed_length(&self) -> Option<usize> {
        if self.dialect == Dialect::Kotlin || !self.is_name_at(0) {
            return None;
        }
        let mut length = self.type_length(0)?;
        while self.word_at(length) == "[" && self.word_at(length + 1) == "]" {
            length += 2;
        }
        (self.is_name_at(length) && self.same_line_at(length)).then_some(length)
    }

    /// How many tokens the type that starts `offset` tokens ahead takes: dotted names with type arguments.
    pub(super) fn type_length(&self, offset: usize) -> Option<usize> {
        let mut length = offset;
        loop {
            if !self.is_name_at(length) {
                return None;
            }
            length += 1;
            if self.word_at(length) == "." && self.is_name_at(length + 1) {
                length += 1;
                continue;
            }
            break;
        }
        if self.word_at(length) == "<" {
            length += self.type_arguments_length(length)?;
        }
        Some(length - offset)
    }

    /// The length of `<…>` when that is what stands `offset` tokens ahead.
    pub(super) fn type_arguments_length(&self, offset: usize) -> Option<usize> {
        const LONGEST: usize = 64;
        let mut open = 0usize;
        for length in 0..LONGEST {
            let token = self.peek_at(offset + length)?;
            match (token.kind, self.text_of(token)) {
                (TokenKind::Name, _) => {}
                (TokenKind::Sign, "<") => open += 1,
                (TokenKind::Sign, ">") => open -= 1,
                (TokenKind::Sign, "." | "," | "?" | "*" | ":" | "[" | "]" | "(" | ")" | "->") => {}
                _ => return None,
            }
            if open == 0 {
                return Some(length + 1);
            }
        }
        None
    }

    pub(super) fn skip_type(&mut self) {
        if let Some(length) = self.typed_length() {
            self.at += length;
        }
    }

    /// Whether `Type name`, the type being `length` tokens long, declares something: a value is assigned, or a
    /// parameter list and a body follow. `implementation project(':x') { … }` has the same outline and does
    /// not.
    pub(super) fn declares_at(&self, length: usize, modified: bool) -> bool {
        match self.word_at(length + 1) {
            "=" => true,
            "(" => {
                let name = self.word();
                let capital = name.chars().next().is_some_and(char::is_uppercase);
                if !(modified || capital || PRIMITIVES.contains(&name)) {
                    return false;
                }
                let after = length + 1 + self.group_length(length + 1);
                matches!(self.word_at(after), "{" | "throws")
            }
            ";" | "," | "}" => modified,
            _ => modified && !self.same_line_at(length + 1),
        }
    }

    /// What follows `def` or a type: a function (which goes to `body`), one name or several, with a value.
    pub(super) fn declaration(&mut self, body: &mut Body) -> Option<StatementKind> {
        let mut names = Vec::new();
        if self.word() == "(" {
            self.bump();
            while self.peek().is_some() && self.word() != ")" {
                if self.is_name_at(0) && !self.is_name_at(1) {
                    names.extend(self.name());
                } else {
                    self.bump();
                }
            }
            self.bump();
        } else if let Some(token) = self.peek().filter(|token| matches!(token.kind, TokenKind::Text { .. })) {
            // `def "a name with spaces"() {`
            self.bump();
            names.push(self.text_of(token).trim_matches(['"', '\'']).to_owned());
        } else {
            names.extend(self.name());
        }
        if self.word() == "(" && self.same_line_at(0) && names.len() == 1 {
            let parameters = self.parameters();
            if self.word() == "throws" {
                while self.peek().is_some() && !matches!(self.word(), "{" | ";") {
                    self.bump();
                }
            }
            if self.word() == "{" {
                let mut inner = self.block();
                inner.parameters = parameters;
                body.functions.push(Arc::new(Function { name: names.swap_remove(0), body: Arc::new(inner) }));
            }
            return None;
        }
        // `String group, name`
        while self.word() == ","
            && self.is_name_at(1)
            && (matches!(self.word_at(2), "," | ";" | "}") || !self.same_line_at(2))
        {
            self.bump();
            names.extend(self.name());
        }
        let value = self.eat("=").then(|| match self.word() {
            "{" if self.dialect == Dialect::Java => self.array(),
            _ => self.command_expression(),
        });
        Some(StatementKind::Declare { names, value, by: false })
    }

    /// Java's `{ "a", "b" }`; the cursor is on the brace.
    pub(super) fn array(&mut self) -> Expression {
        let start = self.start();
        let items = self.arguments("}").into_iter().map(|argument| argument.value).collect();
        Expression { kind: ExpressionKind::List(items), start, end: self.end() }
    }

    /// `val x: T = v`, `val R.x get() = v`, `val x by d`, `val (a, b) = v`.
    pub(super) fn kotlin_property(&mut self) -> StatementKind {
        self.bump();
        if self.word() == "<" {
            self.at += self.type_arguments_length(0).unwrap_or(1);
        }
        let mut names = Vec::new();
        if self.word() == "(" {
            self.bump();
            while self.peek().is_some() && self.word() != ")" {
                if self.is_name_at(0) {
                    names.extend(self.name());
                    if self.eat(":") {
                        self.at += self.type_length(0).unwrap_or(0);
                    }
                } else {
                    self.bump();
                }
            }
            self.bump();
        } else {
            names.extend(self.dotted_name());
        }
        if self.eat(":") {
            self.kotlin_type();
        }
        let mut by = false;
        let mut value = None;
        if self.eat("=") {
            value = Some(self.command_expression());
        } else if self.word() == "by" && self.is_expression_start(1) {
            self.bump();
            by = true;
            value = Some(self.command_expression());
        } else if self.word() == "get" && self.word_at(1) == "(" && self.word_at(2) == ")" {
            self.at += 3;
            if self.eat(":") {
                self.kotlin_type();
            }
            value = self.function_value();
        }
        StatementKind::Declare { names, value, by }
    }

    /// `= value` or `{ statements }` after a function's head, as one expression to evaluate.
    pub(super) fn function_value(&mut self) -> Option<Expression> {
        let start = self.start();
        if self.eat("=") {
            return Some(self.command_expression());
        }
        if self.word() != "{" {
            return None;
        }
        let body = Arc::new(self.block());
        let branches = vec![Branch { conditions: Vec::new(), body }];
        let choice = Choice { subject: None, branches, exhaustive: true };
        Some(Expression { kind: ExpressionKind::Choice(Box::new(choice)), start, end: self.end() })
    }

    /// `Receiver<T>.name`: the last name.
    pub(super) fn dotted_name(&mut self) -> Option<String> {
        loop {
            let name = self.name()?;
            if self.word() == "<" {
                self.at += self.type_arguments_length(0).unwrap_or(1);
            }
            self.eat("?");
            if !matches!(self.word(), "." | "?.") {
                return Some(name);
            }
            self.bump();
        }
    }

    /// Passes over a Kotlin type.
    pub(super) fn kotlin_type(&mut self) {
        loop {
            if self.word() == "(" {
                self.skip_group();
            } else {
                self.at += self.type_length(0).unwrap_or(0);
            }
            self.eat("?");
            if !matches!(self.word(), "->" | ".") {
                return;
            }
            self.bump();
        }
    }

    pub(super) fn kotlin_function(&mut self, body: &mut Body) {
        self.bump();
        if self.word() == "<" {
            self.at += self.type_arguments_length(0).unwrap_or(1);
        }
        let Some(name) = self.dotted_name() else {
            return;
        };
        let parameters = if self.word() == "(" { self.parameters() } else { Vec::new() };
        if self.eat(":") {
            self.kotlin_type();
        }
        if self.word() == "where" {
            while self.peek().is_some() && !matches!(self.word(), "{" | "=") {
                self.bump();
            }
        }
        let mut inner = if self.eat("=") {
            let start = self.start();
            let value = self.command_expression();
            let end = self.end().max(start);
            let statement = Statement { kind: StatementKind::Return(Some(value)), start, end };
            Body { statements: vec![statement], ..Body::default() }
        } else if self.word() == "{" {
            self.block()
        } else {
            return;
        };
        inner.parameters = parameters;
        body.functions.push(Arc::new(Function { name, body: Arc::new(inner) }));
    }

    /// `(Type name, val name: Type = default, …)`; the cursor is on the `(`.
    pub(super) fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        self.bump();
        self.brackets += 1;
        while self.peek().is_some() && !matches!(self.word(), ")" | "{" | "}") {
            // The name is the last one before `:`, `=`, `,` or `)`.
            let (mut name, mut rest) = (None, false);
            while self.peek().is_some() && !matches!(self.word(), ")" | "," | "=" | ":" | "{" | "}") {
                match self.word() {
                    "@" => self.annotation(),
                    "<" => self.at += self.type_arguments_length(0).unwrap_or(1),
                    _ if self.is_name_at(0) => {
                        rest |= self.word() == "vararg";
                        name = self.name();
                    }
                    "(" | "[" => self.skip_group(),
                    "." | ".." | "..." => {
                        rest |= name.is_some() && (self.word() != "." || self.word_at(1) == ".");
                        self.bump();
                    }
                    _ => self.bump(),
                }
            }
            if self.eat(":") {
                self.kotlin_type();
            }
            let default = self.eat("=").then(|| self.expression(0));
            parameters.extend(name.map(|name| Parameter { name, default, rest }));
            if !self.eat(",") && self.word() != ")" {
                if matches!(self.word(), "{" | "}") {
                    break;
                }
                self.bump();
            }
        }
        self.brackets -= 1;
        self.eat(")");
        parameters
    }

    pub(super) fn class(&mut self, body: &mut Body) {
        let companion = self.word() == "object" && self.word_at(1) == "{";
        let mut is_enum = self.word() == "enum";
        self.bump();
        if is_enum && self.word() == "class" {
            self.bump();
        }
        is_enum |= self.at >= 2 && self.tokens.get(self.at - 2).is_some_and(|token| self.text_of(*token) == "enum");
        let companion = companion || self.at >= 2 && self.text_of(self.tokens[self.at - 2]) == "companion";
        let name = if self.word() == "{" { None } else { self.name() };
        if self.word() == "<" {
            self.at += self.type_arguments_length(0).unwrap_or(1);
        }
        while matches!(self.word(), "private" | "internal" | "protected" | "public" | "constructor" | "@") {
            if self.word() == "@" { self.annotation() } else { self.bump() }
        }
        let parameters = if self.word() == "(" { self.parameters() } else { Vec::new() };
        let mut parents = Vec::new();
        if matches!(self.word(), ":" | "extends" | "implements") {
            while self.peek().is_some() && !matches!(self.word(), "{" | "}" | ";") {
                match self.word() {
                    "(" => self.skip_group(),
                    "<" => self.at += self.type_arguments_length(0).unwrap_or(1),
                    "by" => self.bump(),
                    _ if self.is_name_at(0) => parents.extend(self.dotted_name()),
                    _ => self.bump(),
                }
                // Without a body, the next declaration starts on a line of its own.
                if !self.same_line_at(0) && self.word() != "{" && !matches!(self.text_of_last(), "," | ":") {
                    break;
                }
            }
        }
        let (mut inner, mut constants) = (Body::default(), Vec::new());
        if self.word() == "{" && !self.too_deep() {
            let open = self.start();
            self.bump();
            self.depth += 1;
            if is_enum {
                constants = self.enum_constants();
            }
            inner = self.members(name.clone(), false);
            self.depth -= 1;
            if !self.eat("}") {
                self.faults.push(Fault { start: open, kind: FaultKind::Bracket });
            }
        }
        inner.parameters = parameters;
        match name {
            // What a companion holds belongs to its class.
            None => body.absorb(inner),
            Some(_) if companion => body.absorb(inner),
            Some(name) => body.classes.push(Arc::new(Class { name, parents, body: Arc::new(inner), constants })),
        }
    }

    pub(super) fn enum_constants(&mut self) -> Vec<(String, Vec<Argument>, usize, usize)> {
        let mut constants = Vec::new();
        loop {
            while self.word() == "@" {
                self.annotation();
            }
            let start = self.start();
            let Some(name) = self.name() else {
                break;
            };
            let arguments = if self.word() == "(" { self.arguments(")") } else { Vec::new() };
            constants.push((name, arguments, start, self.end()));
            if self.word() == "{" {
                self.skip_group();
            }
            if !self.eat(",") {
                break;
            }
        }
        self.eat(";");
        constants
    }
}
