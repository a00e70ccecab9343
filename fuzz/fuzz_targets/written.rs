//! Any bytes as what the program has written before, or is to complete: a baseline, an inventory, overrides of the
//! appendix, a policy with its block, the form of the data safety section.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qingdan::appendix::block::{Markup, Settings, update};
use qingdan::appendix::{Kind, Options, Overrides, Wording};
use qingdan::baseline::Baseline;
use qingdan::data_safety::Sheet;
use qingdan::diff::Snapshot;
use qingdan::source::{Source, decode};

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = data.split_first() else { return };
    let text = decode(bytes).0;
    match kind % 5 {
        0 => drop(Baseline::read(&Source::new("baseline.toml", text))),
        1 => drop(serde_json::from_slice(bytes).map(|value: serde_json::Value| Snapshot::read(&value))),
        2 => drop(toml::from_str::<Overrides>(&text)),
        3 => {
            let options = Options { kinds: Kind::ALL.to_vec(), ..Options::default() };
            let defaults = Settings { options, wording: Wording::Both };
            for markup in [Markup::Markdown, Markup::Html] {
                // Without lists a block becomes empty; bringing it up to date once more changes nothing.
                if let Ok(updated) = update(bytes, markup, &defaults, |_| Vec::new()) {
                    let again = update(&updated.bytes, markup, &defaults, |_| Vec::new());
                    assert!(again.is_ok_and(|again| again.bytes == updated.bytes));
                }
            }
        }
        _ => {
            if let Some(sheet) = Sheet::read(&text) {
                assert_eq!(sheet.text(), text);
            }
        }
    }
});
