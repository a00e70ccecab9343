//! One tolerant reader for Gradle's build scripts, in Groovy and in Kotlin, and for the build logic beside them.
//!
//! ```text
//! text ──lexer──▶ tokens that tile it ──parse──▶ syntax tree ──evaluate──▶ facts of a project
//! ```
//!
//! No stage fails. A string or bracket that is not closed costs its own line; what cannot be worked out is
//! kept as unknown with its reason, until a dependency turns out to need it.

mod configuration;
mod evaluate;
pub(crate) mod files;
pub mod lexer;
mod parse;
pub(crate) mod properties;
mod refresh_versions;
mod syntax;
mod value;

pub(crate) use configuration::{Meaning, Variants, is_known};
pub(crate) use evaluate::{Facts, Interpreter, Lock, Logic, PluginCode, Scripts, Substitution, World};
pub(crate) use syntax::Script;
pub(crate) use value::{Reason, Value};

use crate::source::{Problem, Span, Text};
use syntax::FaultKind;

/// What is wrong with the script's syntax, as one problem at the first place.
fn fault_problem(script: &Script) -> Option<Problem> {
    let fault = script.faults.iter().min_by_key(|fault| fault.start)?;
    let text = match fault.kind {
        FaultKind::String => Text::new("字符串没有结束", "the string is not closed"),
        FaultKind::Comment => Text::new("注释没有结束", "the comment is not closed"),
        FaultKind::Bracket => Text::new("括号没有配对", "the bracket is not closed"),
        FaultKind::TooDeep => Text::new("嵌套过深，内部未读取", "nested too deep; what is inside was not read"),
    };
    Some(Problem::at(&Span::new(&script.source, fault.start, fault.start), text))
}
