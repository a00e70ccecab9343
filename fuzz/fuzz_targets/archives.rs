//! Any bytes as a library of the project and as a Word or Excel file; and archives whose parts are any bytes, which
//! chance alone would hardly ever pack.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use qingdan::policy::names::Names;
use qingdan::policy::{self, Input};
use qingdan::source::Files;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// The parts, named in turn, stored as they are.
fn packed(names: &[&str], bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(bytes.split(|byte| *byte == 0)) {
        writer.start_file(*name, stored).expect("an entry");
        writer.write_all(part).expect("the bytes of the entry");
    }
    writer.finish().expect("an archive").into_inner()
}

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = data.split_first() else { return };
    let (ending, bytes) = match kind % 5 {
        0 => ("aar", bytes.to_vec()),
        1 => ("aar", packed(&["AndroidManifest.xml", "classes.jar", "libs/a.jar"], bytes)),
        2 => ("docx", bytes.to_vec()),
        3 => ("docx", packed(&["word/document.xml", "word/_rels/document.xml.rels"], bytes)),
        _ => {
            let names =
                ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"];
            ("xlsx", packed(&names, bytes))
        }
    };
    if ending == "aar" {
        let dir = tempfile::tempdir().expect("a directory for the project");
        std::fs::write(dir.path().join("library.aar"), bytes).expect("a file");
        let files = Files::open(dir.path(), false).expect("the directory");
        qingdan::project::library::read(&files, "library.aar");
    } else {
        let input = Input { path: format!("p.{ending}"), bytes, is_list: false };
        policy::read(vec![input], &Names::default());
    }
});
