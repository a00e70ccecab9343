//! Any bytes as `qingdan.toml`: values, or at least one mistake.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use qingdan::config::Config;
use qingdan::sdk::database::Database;
use qingdan::source::{Source, decode};

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new("qingdan.toml", decode(bytes).0);
    if let Err(mistakes) = Config::read(&source, Path::new("."), &Database::bundled()) {
        assert!(!mistakes.is_empty());
    }
});
