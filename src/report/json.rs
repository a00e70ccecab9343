//! The JSON outputs of the contract: `qingdan/inventory/1`, `qingdan/policy/1`, `qingdan/report/1`, `sdk show` and
//! `sdk check`.
//!
//! Each output is a struct that borrows from the facts and declares its keys in the order of the contract. It is
//! written straight to where it goes: a report of thousands of places costs more as a tree of values than all the
//! work that finds them. A place is a [`Span`](crate::source::Span) until it is written.

mod inventory;
mod policy;
mod report;
mod sdk;

use serde::Serialize;

use crate::sdk::record::{Bilingual, Necessity};
use crate::source::{self, Language};

pub use inventory::{Inventory, inventory};
pub use policy::{Policy, policy};
pub use report::{Report, report};
pub use sdk::{Sdk, SdkCheck, SdkList, sdk, sdk_check, sdk_list};

/// An input that could not be read.
#[derive(Debug, Serialize)]
struct Problem<'a> {
    path: &'a str,
    line: Option<u32>,
    message: &'a str,
}

fn problems<'a>(problems: &'a [source::Problem], language: Language) -> Vec<Problem<'a>> {
    let one = |problem: &'a source::Problem| Problem {
        path: &problem.path,
        line: problem.line,
        message: problem.message.get(language),
    };
    problems.iter().map(one).collect()
}

/// `required` or `optional`, as the contract tells them apart.
fn necessity(necessity: Necessity) -> &'static str {
    if necessity == Necessity::Required { "required" } else { "optional" }
}

/// Words that no source gives are empty in both languages.
fn words(words: Option<&Bilingual>) -> &Bilingual {
    static NONE: Bilingual = Bilingual { zh: String::new(), en: String::new() };
    words.unwrap_or(&NONE)
}
