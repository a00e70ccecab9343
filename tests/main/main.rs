//! The one test binary: everything that is tested from outside.

// A test may fail by panicking; clippy knows this of test functions alone, not of what they call.
#![allow(clippy::unwrap_used)]

mod appendix;
mod baseline;
mod config;
mod data_safety;
mod diff;
mod docs;
mod formats;
mod gradle;
mod hostile;
mod human;
mod init;
mod manifest;
mod page;
mod policy;
mod properties;
mod ready_made;
mod rules;
mod sdk_db;
mod secrets;
mod suppressions;
mod tree;
mod variant;
