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
