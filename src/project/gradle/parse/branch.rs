//! Branches: `if`, `when`, `switch`, `try`.

use super::*;

impl Parser<'_> {
    pub(super) fn condition(&mut self) -> Expression {
        let start = self.start();
        let mut arguments = self.arguments(")");
        if arguments.len() == 1 { arguments.swap_remove(0).value } else { self.unknown(start) }
    }

    pub(super) fn if_expression(&mut self) -> Expression {
        let start = self.start();
        let mut branches = Vec::new();
        let mut exhaustive = false;
        loop {
            self.bump();
            let condition = self.condition();
            let body = Arc::new(self.block_or_statement());
            branches.push(Branch { conditions: vec![condition], body });
            // A `;` before `else` belongs to the branch.
            if self.word() == ";" && self.word_at(1) == "else" {
                self.bump();
            }
            if self.word() != "else" {
                break;
            }
            self.bump();
            if self.word() == "if" && self.word_at(1) == "(" {
                continue;
            }
            branches.push(Branch { conditions: Vec::new(), body: Arc::new(self.block_or_statement()) });
            exhaustive = true;
            break;
        }
        let choice = Choice { subject: None, branches, exhaustive };
        Expression { kind: ExpressionKind::Choice(Box::new(choice)), start, end: self.end() }
    }

    pub(super) fn when_expression(&mut self) -> Expression {
        let start = self.start();
        self.bump();
        let subject = (self.word() == "(").then(|| {
            // `when (val x = …)`
            if self.word_at(1) == "val" && self.word_at(3) == "=" {
                self.at += 3;
                self.tokens[self.at] = Tok { after_newline: false, ..self.tokens[self.at] };
            }
            self.condition()
        });
        let mut branches = Vec::new();
        let mut exhaustive = false;
        if self.word() == "{" {
            self.bump();
            while self.peek().is_some() && self.word() != "}" {
                let before = self.at;
                let mut conditions = Vec::new();
                if self.word() == "else" {
                    self.bump();
                    exhaustive = true;
                } else {
                    while self.peek().is_some() && !matches!(self.word(), "->" | "}") {
                        if matches!(self.word(), "in" | "is" | "!" | ",") {
                            self.bump();
                            continue;
                        }
                        let at = self.at;
                        conditions.push(self.expression(0));
                        if self.at == at {
                            self.bump();
                        }
                    }
                }
                if self.eat("->") {
                    let body = Arc::new(self.block_or_statement());
                    branches.push(Branch { conditions, body });
                }
                while self.eat(";") {}
                if self.at == before {
                    self.bump();
                }
            }
            self.eat("}");
        }
        let choice = Choice { subject, branches, exhaustive };
        Expression { kind: ExpressionKind::Choice(Box::new(choice)), start, end: self.end() }
    }

    pub(super) fn switch_expression(&mut self) -> Expression {
        let start = self.start();
        self.bump();
        let subject = Some(self.condition());
        let mut branches: Vec<Branch> = Vec::new();
        let mut exhaustive = false;
        if self.word() == "{" {
            self.bump();
            let mut conditions = Vec::new();
            while self.peek().is_some() && self.word() != "}" {
                match self.word() {
                    "case" => {
                        self.bump();
                        self.brackets += 1;
                        conditions.push(self.expression(2));
                        self.brackets -= 1;
                    }
                    "default" => {
                        self.bump();
                        exhaustive = true;
                        conditions.clear();
                    }
                    _ => {
                        self.bump();
                        continue;
                    }
                }
                if !(self.eat(":") || self.eat("->")) {
                    continue;
                }
                let mut body = Body::default();
                while self.peek().is_some() && !matches!(self.word(), "}" | "case" | "default") {
                    let before = self.at;
                    self.statement(&mut body);
                    if self.at == before {
                        self.bump();
                    }
                }
                if !body.statements.is_empty() {
                    // The `break` that ends a case is no statement of it.
                    if matches!(body.statements.last().map(|last| &last.kind), Some(StatementKind::Leave)) {
                        body.statements.pop();
                    }
                    branches.push(Branch { conditions: std::mem::take(&mut conditions), body: Arc::new(body) });
                }
            }
            self.eat("}");
        }
        let choice = Choice { subject, branches, exhaustive };
        Expression { kind: ExpressionKind::Choice(Box::new(choice)), start, end: self.end() }
    }

    /// `try { } catch (…) { } finally { }`: the tried block always runs, the others may.
    pub(super) fn try_expression(&mut self) -> Expression {
        let start = self.start();
        self.bump();
        let mut branches = vec![Branch { conditions: Vec::new(), body: Arc::new(self.block()) }];
        loop {
            match self.word() {
                "catch" => {
                    self.bump();
                    if self.word() == "(" {
                        self.skip_group();
                    }
                    let start = self.start();
                    let unknown = Expression { kind: ExpressionKind::Unknown, start, end: start };
                    let body = Arc::new(self.block_or_statement());
                    branches.push(Branch { conditions: vec![unknown], body });
                }
                "finally" => {
                    self.bump();
                    branches.push(Branch { conditions: Vec::new(), body: Arc::new(self.block_or_statement()) });
                }
                _ => break,
            }
        }
        let choice = Choice { subject: None, branches, exhaustive: true };
        Expression { kind: ExpressionKind::Choice(Box::new(choice)), start, end: self.end() }
    }
}
