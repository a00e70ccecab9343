//! Any bytes as a manifest: read, merged with itself as a finished manifest, compared.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::project::manifest::{difference, read_merged};
use qingdan::source::{Source, decode};

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new("AndroidManifest.xml", decode(bytes).0);
    let merged = read_merged(&source);
    assert!(difference(&merged, &merged).is_empty());
    let lines = source.line_starts().len() as u32;
    for problem in &merged.problems {
        assert!(problem.line.is_some_and(|line| (1..=lines).contains(&line)));
    }
});
