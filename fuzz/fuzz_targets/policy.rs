//! Any bytes, of any format, are read without a panic and in time that grows with their number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::policy::mentions::Names;
use qingdan::policy::{self, Input};

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = data.split_first() else { return };
    let ending = ["txt", "html", "md", "xml", "csv", "docx", "toml"][usize::from(kind) % 7];
    let input = Input { path: format!("p.{ending}"), bytes: bytes.to_vec(), is_list: false };
    policy::read(vec![input], &Names::default());
});
