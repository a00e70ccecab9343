//! Manifests: the cases of `testdata/manifest`, and what holds for any input.
//!
//! A case is a directory: the manifests as files, `project.toml` with what the build files would say, and
//! `expected.toml` with the outcome. `tests/oracle/manifest.py` writes cases of this form and compares the
//! outcomes with those of the build tools.

mod built;
mod case;
mod findings;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use qingdan::project::manifest::{self, Element};
use qingdan::source::{Problem, Source, Span, decode};

use case::{Case, Expected};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/manifest");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_has_its_expected_outcome() {
    let mut failures = Vec::new();
    let cases = cases();
    assert!(!cases.is_empty());
    for path in &cases {
        let case = Case::read(path);
        let expected = Expected::read(&path.join("expected.toml"));
        let found = Expected::of(&case.merge());
        for difference in expected.differences(&found) {
            failures.push(format!("{}: {difference}", path.file_name().unwrap().to_string_lossy()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_directory_is_a_case() {
    for path in cases() {
        for file in ["project.toml", "expected.toml"] {
            assert!(path.join(file).is_file(), "{} is no case: it lacks {file}", path.display());
        }
    }
}

/// Writes the outcome of every case below the directory that `QINGDAN_ORACLE` names, for the comparison with
/// the build tools.
#[test]
#[ignore = "takes part in tests/oracle/manifest.py"]
fn oracle() {
    let Some(root) = std::env::var_os("QINGDAN_ORACLE") else { return };
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.join("project.toml").is_file() {
            let found = Expected::of(&Case::read(&path).merge());
            fs::write(path.join("found.toml"), toml::to_string(&found).unwrap()).unwrap();
        }
    }
}

fn spans(element: &Element, found: &mut Vec<Span>) {
    found.extend(element.evidence.iter().cloned());
    found.extend(element.attributes.iter().map(|attribute| attribute.at.clone()));
    for child in &element.children {
        spans(child, found);
    }
}

/// Reads `text` and checks that every place lies in it.
fn read_checked(text: &str) -> (Option<Element>, Vec<Problem>) {
    let source = Source::new("AndroidManifest.xml", text);
    let document = manifest::read(&source);
    let lines = source.line_starts().len() as u32;
    let mut found = Vec::new();
    document.root.iter().for_each(|root| spans(root, &mut found));
    for span in found {
        assert!(span.start <= span.end && span.end as usize <= text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
    }
    for problem in &document.problems {
        assert!(problem.line.is_some_and(|line| line >= 1 && line <= lines), "{problem:?}");
    }
    assert!(document.root.is_some() || !document.problems.is_empty());
    (document.root, document.problems)
}

#[test]
fn deep_nesting_is_a_problem_and_no_fault() {
    let deep = "<a>".repeat(100_000);
    let text = format!("<manifest>{deep}{}<uses-permission/></manifest>", "</a>".repeat(100_000));
    let (root, problems) = read_checked(&text);
    assert_eq!(root.unwrap().children.len(), 2);
    assert_eq!(problems.len(), 1);
    let (root, problems) = read_checked(&format!("<manifest>{deep}"));
    assert!(root.is_some());
    assert_eq!(problems.len(), 2);
}

#[test]
fn a_broken_manifest_keeps_what_came_before() {
    let text = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n\
                <uses-permission android:name=\"a.B\"/>\n<application>\n<activity android:name=\"A\">\n</service>\n\
                <uses-permission android:name=\"c.D\"/>\n</manifest>";
    let (root, problems) = read_checked(text);
    let root = root.unwrap();
    assert_eq!(root.child("uses-permission").unwrap().android("name"), Some("a.B"));
    assert_eq!(root.child("application").unwrap().child("activity").unwrap().android("name"), Some("A"));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].line, Some(5));
}

#[test]
fn an_empty_or_foreign_file_is_a_problem() {
    for text in ["", "   \n", "<!-- nothing -->", "<resources/>", "not XML at all", "<manifest"] {
        let (root, problems) = read_checked(text);
        assert!(root.is_none(), "{text:?}");
        assert_eq!(problems.len(), 1, "{text:?}: {problems:?}");
    }
}

#[test]
fn prefixes_stand_for_their_namespace() {
    let text = "<manifest xmlns:a='http://schemas.android.com/apk/res/android' \
                xmlns:t='http://schemas.android.com/tools' xmlns:android='urn:other'>\
                <uses-permission a:name='x.Y' android:name='no' t:node='remove'/></manifest>";
    let (root, problems) = read_checked(text);
    let root = root.unwrap();
    let permission = root.child("uses-permission").unwrap();
    assert_eq!(permission.android("name"), Some("x.Y"));
    assert_eq!(permission.markers.node, Some(manifest::Operation::Remove));
    assert_eq!(problems, []);
}

#[test]
fn places_are_the_start_tag_and_the_attribute() {
    let text = "<manifest>\n<application a='1'  b = \"zwei\">\n<service c='3'/></application></manifest>";
    let (root, _) = read_checked(text);
    let root = root.unwrap();
    let application = root.child("application").unwrap();
    let service = application.child("service").unwrap();
    let written = |span: &Span| &text[span.start as usize..span.end as usize];
    assert_eq!(written(&root.evidence[0]), "<manifest>");
    assert_eq!(written(&application.evidence[0]), "<application a='1'  b = \"zwei\">");
    assert_eq!(written(&service.evidence[0]), "<service c='3'/>");
    let attributes: Vec<&str> = application.attributes.iter().map(|attribute| written(&attribute.at)).collect();
    assert_eq!(attributes, ["a='1'", "b = \"zwei\""]);
}

#[test]
fn entities_are_not_expanded() {
    let text = "<!DOCTYPE manifest [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y '&x;&x;'>]>\n\
                <manifest a='&amp;&#65;&#x42;&lt;&gt;&quot;&apos;' b='&y;' c='&'>&x;</manifest>";
    let (root, problems) = read_checked(text);
    let root = root.unwrap();
    assert_eq!(root.plain("a"), Some("&AB<>\"'"));
    assert_eq!(root.plain("b"), Some("&y;"));
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(2), Some(2)]);
    assert!(problems[0].message.en.starts_with("&y; is not one of"), "{problems:?}");
}

#[test]
fn utf_16_is_read() {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<manifest package=\"a.b\"/>";
    let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (root, problems) = read_checked(&decode(&bytes).0);
    assert_eq!(root.unwrap().plain("package"), Some("a.b"));
    assert_eq!(problems, []);
}

#[test]
fn an_element_with_many_attributes_is_read_in_time() {
    let attributes: String =
        (0..50_000).map(|n| format!(" xmlns:p{n}='urn:{n}' p{n}:a{n}='{}'", "x".repeat(10))).collect();
    let (root, problems) = read_checked(&format!("<manifest{attributes}/>"));
    assert_eq!(root.unwrap().attributes.len(), 50_000);
    assert_eq!(problems, []);
}

#[test]
fn a_built_manifest_is_compared_with_the_static_merge() {
    let text = |permissions: &str, service: &str| {
        format!(
            "<manifest xmlns:android='http://schemas.android.com/apk/res/android' package='a.b'>{permissions}\
             <application><service android:name='{service}' android:exported='true'/></application></manifest>"
        )
    };
    let merged = |text: String| manifest::read_merged(&Source::new("AndroidManifest.xml", text));
    let first = merged(text("<uses-permission android:name='p.One' android:maxSdkVersion='28'/>", "a.b.S"));
    let second =
        merged(text("<uses-permission android:name='p.One'/><uses-permission android:name='p.Two'/>", "a.b.S"));
    assert_eq!(first.application_id.as_deref(), Some("a.b"));
    let differences: Vec<(String, Option<String>, Option<String>)> = manifest::difference(&first, &second)
        .into_iter()
        .map(|one| (format!("{} {}", one.element, one.name), one.first, one.second))
        .collect();
    assert_eq!(
        differences,
        [
            ("uses-permission p.One".to_owned(), Some("maxSdkVersion=28".to_owned()), Some(String::new())),
            ("uses-permission p.Two".to_owned(), None, Some(String::new())),
        ]
    );
}

/// Text that looks like a manifest now and then.
fn manifest_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(
            "<manifest xmlns:android='http://schemas.android.com/apk/res/android' \
              xmlns:tools='http://schemas.android.com/tools'>"
        ),
        Just("</manifest>"),
        Just("<uses-permission android:name='a.B'/>"),
        Just("<uses-permission tools:node='removeAll'/>"),
        Just("<application>"),
        Just("</application>"),
        Just("<!--"),
        Just("-->"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("<?xml version='1.0'?>"),
        Just("<!DOCTYPE a ["),
        Just("]>"),
        Just("<a b=\"&#x110000;&\u{4e2d}\r\n\">"),
        Just("\u{feff}"),
        Just("<"),
        Just("权限"),
        Just("\0"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in prop_oneof![any::<String>(), manifest_like()]) {
        read_checked(&text);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in any::<Vec<u8>>()) {
        read_checked(&decode(&bytes).0);
    }

    #[test]
    fn reading_and_collecting_twice_gives_the_same(text in manifest_like()) {
        let source: Arc<Source> = Source::new("AndroidManifest.xml", text);
        let first = manifest::read_merged(&source);
        let second = manifest::read_merged(&source);
        prop_assert_eq!(format!("{first:?}"), format!("{second:?}"));
        prop_assert_eq!(manifest::difference(&first, &second), []);
    }
}
