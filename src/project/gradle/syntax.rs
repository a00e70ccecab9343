//! The syntax tree of a script: what Groovy, Kotlin and Java have in common as far as build files go.
//!
//! Chains of calls, runs of operators and branches are lists, and nesting is bounded by the parser, so walking
//! and dropping a tree never needs much stack.

use std::sync::Arc;

use super::lexer::Dialect;
use crate::source::Source;

/// A parsed file.
#[derive(Debug)]
pub(crate) struct Script {
    pub source: Arc<Source>,
    pub dialect: Dialect,
    pub body: Arc<Body>,
    pub package: Option<String>,
    /// What it imports, as written.
    pub imports: Vec<String>,
    /// What did not parse, as byte ranges.
    pub faults: Vec<Fault>,
    /// Whether a `}` too many closed something early: statements after it may belong inside.
    pub stray_close: bool,
}

/// Something that is not closed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub start: usize,
    pub kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    String,
    Comment,
    Bracket,
    /// Nested deeper than any real file; what is inside was passed over.
    TooDeep,
}

/// Statements of a script, closure, function or class.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub parameters: Vec<Parameter>,
    pub statements: Vec<Statement>,
    /// Functions anywhere directly in it: they can be called before they stand.
    pub functions: Vec<Arc<Function>>,
    pub classes: Vec<Arc<Class>>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub name: String,
    pub default: Option<Expression>,
    /// Whether it takes all arguments that are left: `vararg x`, `String... x`.
    pub rest: bool,
}

#[derive(Debug)]
pub(crate) struct Function {
    pub name: String,
    pub body: Arc<Body>,
}

#[derive(Debug)]
pub(crate) struct Class {
    pub name: String,
    pub parents: Vec<String>,
    /// Parameters of the primary constructor, body, and `companion object`s merged into it.
    pub body: Arc<Body>,
    /// Constants of an `enum`: name, arguments and place.
    pub constants: Vec<(String, Vec<Argument>, usize, usize)>,
}

#[derive(Debug)]
pub(crate) struct Statement {
    pub kind: StatementKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug)]
pub(crate) enum StatementKind {
    Expression(Expression),
    /// `def x = v`, `val x by d`, `val x get() = v`, `static final String X = v`.
    Declare {
        names: Vec<String>,
        value: Option<Expression>,
        by: bool,
    },
    Assign {
        target: Expression,
        add: bool,
        value: Expression,
    },
    Loop {
        names: Vec<String>,
        over: Option<Expression>,
        body: Arc<Body>,
    },
    Return(Option<Expression>),
    /// `break`, `continue`.
    Leave,
}

#[derive(Debug)]
pub(crate) struct Expression {
    pub kind: ExpressionKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug)]
pub(crate) enum ExpressionKind {
    /// A string; `false` when it is not closed.
    Text(Vec<Piece>, bool),
    Number(String),
    Name(String),
    List(Vec<Expression>),
    /// `[a: 1]`; also named arguments that stand alone.
    Map(Vec<Argument>),
    Closure(Arc<Body>),
    Chain(Box<Expression>, Vec<Link>),
    /// Operands of one precedence: the first, then operator and operand.
    Operation(Box<Expression>, Vec<(Operator, Expression)>),
    Not(Box<Expression>),
    /// `*names` among arguments or elements: each of them.
    Spread(Box<Expression>),
    /// `this.&name`: the function itself. A closure that calls it.
    Reference(Arc<Body>),
    /// `a ?: b ?: c`
    Default(Vec<Expression>),
    /// `if`, `when`, `switch`, `try` and `? :`.
    Choice(Box<Choice>),
    Unknown,
}

#[derive(Debug)]
pub(crate) struct Choice {
    /// The subject of `when (x)` and `switch (x)`.
    pub subject: Option<Expression>,
    pub branches: Vec<Branch>,
    /// True when one of the branches is always taken (`else`, `default`).
    pub exhaustive: bool,
}

#[derive(Debug)]
pub(crate) struct Branch {
    /// Nothing for `else`. Several for `when` and `switch`: one of them must hold.
    pub conditions: Vec<Expression>,
    pub body: Arc<Body>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    ShiftLeft,
    Equal,
    NotEqual,
    And,
    Or,
    Pair,
    In,
    NotIn,
    Cast,
    Other,
}

/// One step of a chain.
#[derive(Debug)]
pub(crate) struct Link {
    pub kind: LinkKind,
    pub end: usize,
}

#[derive(Debug)]
pub(crate) enum LinkKind {
    Member(String),
    Index(Vec<Argument>),
    Call { types: Vec<String>, arguments: Vec<Argument> },
}

#[derive(Debug)]
pub(crate) struct Argument {
    /// `group: 'x'`, `group = "x"`, `(key): v`.
    pub key: Option<Expression>,
    pub value: Expression,
}

/// A part of a string.
#[derive(Debug)]
pub(crate) enum Piece {
    Literal(String),
    Template(Expression),
}
