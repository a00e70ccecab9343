//! `qingdan`: what an Android app collects, against what its privacy policy declares.
//!
//! One direction of flow:
//!
//! ```text
//! project tree ──▶ project (facts) ──▶ inventory ──┐
//!                     ▲ sdk database               ├──▶ rules ──▶ findings ──▶ report
//! policy texts ──▶ policy (declarations) ──────────┘                └──▶ appendix, diff
//! ```
//!
//! Facts on the left know nothing of judgement; rules see facts, never text; only `report` and `appendix` know
//! how things look. Only [`source`] reads files. Readers never fail on bad input: they return what they understood
//! and a list of [`source::Problem`]s. What could not be worked out is a fact that reaches the user.
//!
//! Reading a project, reading a policy, and checking the one against the other:
//!
//! ```
//! use std::path::Path;
//!
//! use qingdan::check::{Options, check};
//! use qingdan::date::Date;
//! use qingdan::inventory;
//! use qingdan::policy::{self, Input};
//! use qingdan::project::discover;
//! use qingdan::rules::Context;
//! use qingdan::sdk::{database::Database, names, permissions::PermissionTable};
//! use qingdan::source::{Files, Language, MAX_TEXT, ReadError};
//!
//! let database = Database::bundled();
//! let files = Files::open(Path::new("testdata/projects/demo"), false)?;
//! let project = discover::read(&files);
//! let inventory = inventory::collect(&files, project, &database, PermissionTable::get(), &Default::default());
//! assert!(inventory.sdk("jiguang-jpush").is_some_and(|sdk| sdk.ships()));
//!
//! let path = "app/src/main/assets/privacy_policy.md".to_owned();
//! let bytes = files.read_bytes(&path, MAX_TEXT)?;
//! let policy = policy::read(vec![Input { path, bytes, is_list: false }], &names::of(&database));
//!
//! let today = Date::new(2026, 1, 1).unwrap();
//! let outcome = check(&Context::new(&inventory, &policy, &database), &files, &Options::on(today));
//! let unnamed = outcome.findings.iter().find(|finding| finding.rule == "undeclared-sdk").unwrap();
//! assert_eq!(unnamed.evidence[0].line(), 14);
//! println!("{}", unnamed.message.get(Language::En));
//! # Ok::<(), ReadError>(())
//! ```

pub mod allow;
pub mod appendix;
pub mod baseline;
pub mod check;
pub mod cli;
pub mod config;
pub mod data_safety;
pub mod date;
pub mod diff;
pub mod finding;
pub mod inventory;
pub mod policy;
pub mod project;
pub mod report;
pub mod rules;
pub mod sdk;
pub mod source;
mod threads;
pub mod write;
