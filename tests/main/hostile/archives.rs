//! Archives: libraries of the project, and policies as Word and Excel files.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Project, size};

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Marks every entry as encrypted, in its own header and in the directory.
fn encrypted(mut zip: Vec<u8>) -> Vec<u8> {
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in 0..zip.len() - 10 {
            if zip[at..].starts_with(mark) {
                zip[at + flags] |= 1;
            }
        }
    }
    zip
}

fn with_library(name: &str, bytes: &[u8]) -> Project {
    let project = Project::new();
    project.write(&format!("other/libs/{name}"), bytes);
    project.write(
        "other/build.gradle",
        "plugins { id 'com.android.library' }\ndependencies { implementation fileTree(dir: 'libs', include: ['*.jar', '*.aar']) }\n",
    );
    project
}

#[test]
fn broken_libraries_are_named() {
    let sound = zipped(&[("com/example/A.class", b"\xca\xfe\xba\xbe"), ("AndroidManifest.xml", b"<manifest/>")]);
    let mut damaged = sound.clone();
    let middle = damaged.len() / 2;
    damaged[middle..].fill(0);
    for name in ["a.jar", "a.aar"] {
        for broken in [
            &b""[..],
            b"PK",
            b"PK\x03\x04",
            b"PK\x05\x06",
            &sound[..sound.len() / 2],
            &sound[1..sound.len() - 10],
            &damaged,
        ] {
            with_library(name, broken).inventory().assert_names(&format!("other/libs/{name}"));
        }
        with_library(name, &sound).inventory().assert_sound();
    }
    let project = with_library("a.aar", &encrypted(sound));
    project.inventory().assert_names("other/libs/a.aar");
}

#[test]
fn bombs_and_strange_names_are_harmless() {
    let zeros = vec![b' '; size(80 << 20, 400 << 20)];
    let bomb = zipped(&[("AndroidManifest.xml", &zeros), ("classes.jar", &zeros), ("R.txt", &zeros)]);
    with_library("bomb.aar", &bomb).inventory().assert_names("other/libs/bomb.aar");
    let inner = zipped(&[("classes.jar", &bomb)]);
    let nested =
        zipped(&[("AndroidManifest.xml", b"<manifest/>"), ("classes.jar", &zipped(&[("classes.jar", &inner)]))]);
    with_library("nested.aar", &nested).inventory();
    let project = with_library(
        "names.jar",
        &zipped(&[
            ("../../../evil.class", b""),
            ("/etc/passwd", b""),
            ("a\\..\\b.class", b""),
            ("\u{1b}[31m/x.class", b""),
            ("C:/x.class", b""),
        ]),
    );
    project.inventory();
    assert!(!project.path("evil.class").exists());
    let many: Vec<(String, Vec<u8>)> =
        (0..size(5_000, 60_000)).map(|at| (format!("a/b{at}/C.class"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    with_library("many.jar", &zipped(&many)).inventory().assert_sound();
}

fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

const PARAGRAPH: &str = "<w:p><w:r><w:t>我们接入了极光推送 SDK，收集 IMEI。</w:t></w:r></w:p>";

#[test]
fn broken_documents_are_named() {
    let sound = word(PARAGRAPH);
    let part = |name: &str, bytes: &[u8]| zipped(&[(name, bytes)]);
    let project = Project::new();
    let cases = [
        sound[..sound.len() / 2].to_vec(),
        encrypted(sound.clone()),
        part("word/other.xml", b""),
        part("../word/document.xml", b"x"),
        b"PK\x03\x04".to_vec(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word file".repeat(40),
    ];
    for (at, bytes) in cases.iter().enumerate() {
        project.write("p.docx", bytes);
        let run = project.run(&["policy", "p.docx", "--format", "json"]);
        assert_eq!(run.code, 2, "case {at}: {run:.500?}");
        assert_eq!(run.json()["problems"][0]["path"], "p.docx", "case {at}");
    }
    project.write("p.docx", &sound);
    let run = project.run(&["policy", "p.docx", "--format", "json"]);
    assert_eq!((run.code, run.out.contains("jiguang-jpush")), (0, true));
}

#[test]
fn a_document_that_unpacks_without_end_is_read_in_part_and_named() {
    let project = Project::new();
    let mut body = PARAGRAPH.to_owned();
    body.push_str(&" ".repeat(80 << 20));
    project.write("p.docx", word(&body));
    let run = project.run(&["policy", "p.docx", "--format", "json"]);
    assert_eq!(run.code, 2, "{run:.500?}");
    assert_eq!(run.json()["problems"][0]["path"], "p.docx");
    assert!(run.out.contains("jiguang-jpush"));
    let deep = format!("{PARAGRAPH}{}", "<w:tbl><w:tr><w:tc>".repeat(size(20_000, 100_000)));
    project.write("p.docx", word(&deep));
    let run = project.run(&["policy", "p.docx", "--format", "json"]);
    assert!(run.out.contains("jiguang-jpush"), "{run:.500?}");
}
