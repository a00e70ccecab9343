//! Any bytes, of any format, are read without a panic and in time that grows with their number.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use qingdan::policy::names::Names;
use qingdan::policy::{self, Input};
use qingdan::sdk::database::Database;
use qingdan::sdk::names;

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = data.split_first() else { return };
    let ending = ["txt", "html", "md", "xml", "csv", "docx", "toml"][usize::from(kind) % 7];
    let input = Input { path: format!("p.{ending}"), bytes: bytes.to_vec(), is_list: false };
    static NAMES: OnceLock<Names> = OnceLock::new();
    policy::read(vec![input], NAMES.get_or_init(|| names::of(&Database::bundled())));
});
