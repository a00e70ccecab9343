//! Turns the records of `sdk-db/` into the index that the program carries: sorted tables of signs, and each
//! record as JSON. A record that does not parse stops the build with its path. The tables that every run needs
//! become JSON as well, which is read several times as fast as TOML. The words that policies are searched for become
//! one automaton (`build/lexicon.rs`).

#[allow(dead_code, missing_docs)]
#[path = "src/sdk/record.rs"]
mod record;

#[path = "build/lexicon.rs"]
mod lexicon;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use record::{Record, Vendor};

fn main() {
    println!("cargo::rerun-if-changed=sdk-db");
    for file in ["build", "src/sdk/record.rs", "src/policy/cues.toml", "src/policy/fold.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let [vocabulary, permissions, _] = ["vocabulary", "permissions", "no-data"].map(|table| {
        let value = read(&Path::new("sdk-db").join(table).with_extension("toml"));
        let json = serde_json::to_string(&value).unwrap_or_else(|error| panic!("{table}: {error}"));
        write(&format!("{table}.json"), &json);
        value
    });
    let mut records: Vec<Record> = Vec::new();
    let mut vendors: Vec<Vendor> = Vec::new();
    for directory in entries(Path::new("sdk-db")).into_iter().filter(|path| path.is_dir()) {
        for file in entries(&directory).into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
            let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let fail = |error: toml::de::Error| -> ! { panic!("{}: {error}", file.display()) };
            if file.file_name().is_some_and(|name| name == "vendor.toml") {
                vendors.push(toml::from_str(&text).unwrap_or_else(|error| fail(error)));
            } else {
                records.push(toml::from_str(&text).unwrap_or_else(|error| fail(error)));
            }
        }
    }
    records.sort_by(|a, b| a.id.cmp(&b.id));
    vendors.sort_by(|a, b| a.id.cmp(&b.id));

    let cues = read(Path::new("src/policy/cues.toml"));
    let lexicon = lexicon::compile(&vocabulary, &permissions, &cues, &records, &vendors);
    write("lexicon.bin", &lexicon.automaton);
    write("lexicon.rs", &lexicon.tables);

    let mut out = String::new();
    let version = records.iter().flat_map(|record| &record.sources).map(|source| source.read.as_str()).max();
    let _ = writeln!(out, "pub const VERSION: &str = {:?};", version.unwrap_or("empty"));
    out.push_str("pub static INDEX: Index = Index {\n    heads: Borrowed(&[\n");
    for record in &records {
        let json = serde_json::to_string(record).expect("records have string keys");
        let names = words(&record.spoken_names());
        let packages = words(&record.packages());
        let _ = writeln!(
            out,
            "Head {{ id: Borrowed({:?}), vendor: Borrowed({:?}), category: Borrowed({:?}), names: {names}, \
             packages: {packages}, json: Borrowed({json:?}) }},",
            record.id, record.vendor, record.category
        );
    }
    out.push_str("    ]),\n    vendors: Borrowed(&[\n");
    for vendor in &vendors {
        let json = serde_json::to_string(vendor).expect("vendors have string keys");
        let (brands, entities) = (words(&vendor.brands), words(&vendor.entity_names()));
        let (only_sdks, phones) = (words(&vendor.only_sdks), vendor.makes_phones);
        let _ = writeln!(
            out,
            "VendorHead {{ id: Borrowed({:?}), brands: {brands}, only_sdks: {only_sdks}, makes_phones: {phones}, \
             entities: {entities}, json: Borrowed({json:?}) }},",
            vendor.id
        );
    }
    out.push_str("    ]),\n    signs: [\n");
    for kind in 0..9 {
        let mut table: Vec<(&str, usize, bool)> = Vec::new();
        for (at, record) in records.iter().enumerate() {
            for (signs, exclusive) in [(&record.detect.exclusive, true), (&record.detect.shared, false)] {
                table.extend(signs.by_kind()[kind].1.iter().map(|key| (key.as_str(), at, exclusive)));
            }
        }
        table.sort_unstable();
        out.push_str("Borrowed(&[\n");
        for (key, at, exclusive) in table {
            let _ = writeln!(out, "Sign {{ key: Borrowed({key:?}), sdk: {at}, exclusive: {exclusive} }},");
        }
        out.push_str("]),\n");
    }
    out.push_str("    ],\n};\n");
    write("index.rs", &out);
}

fn read(file: &Path) -> toml::Table {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn write(name: &str, text: impl AsRef<[u8]>) {
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join(name);
    fs::write(&target, text).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
}

fn words(list: &[String]) -> String {
    let words: Vec<String> = list.iter().map(|word| format!("Borrowed({word:?})")).collect();
    format!("Borrowed(&[{}])", words.join(", "))
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> = listed.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths
}
