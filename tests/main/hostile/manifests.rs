//! Manifests and resources: XML that expands, nests, breaks off or lies about its encoding.

use super::{Project, gb18030, size, utf16};

const MANIFEST: &str = "other/src/main/AndroidManifest.xml";
const NAMESPACE: &str = "xmlns:android=\"http://schemas.android.com/apk/res/android\"";

fn with(manifest: impl AsRef<[u8]>) -> Project {
    let project = Project::new();
    project.write(MANIFEST, manifest);
    project
}

fn asking(prolog: &str, body: &str) -> String {
    format!(
        "{prolog}<manifest {NAMESPACE}>\n<uses-permission android:name=\"android.permission.READ_CONTACTS\"/>\n{body}\n</manifest>\n"
    )
}

const CONTACTS: &str = "android.permission.READ_CONTACTS";

#[test]
fn entities_do_not_expand() {
    let mut prolog = String::from("<!DOCTYPE manifest [\n<!ENTITY l0 \"lol\">\n");
    for level in 1..=30 {
        let inner = format!("&l{};", level - 1).repeat(10);
        prolog.push_str(&format!("<!ENTITY l{level} \"{inner}\">\n"));
    }
    prolog.push_str("]>\n");
    let bomb = asking(
        &prolog,
        "<uses-permission android:name=\"&l30;\"/><application android:label=\"&l30;\">&l30;</application>",
    );
    let report = with(bomb).inventory();
    report.assert_names(MANIFEST);
    assert!(report.has("permissions", "name", CONTACTS));
}

#[test]
fn external_entities_are_never_opened() {
    let project = Project::new();
    project.write("secret.txt", "android.permission.SECRET");
    #[cfg(unix)]
    super::fifo(&project.path("pipe"));
    let root = project.root().display();
    let prolog = format!(
        "<!DOCTYPE manifest SYSTEM \"file://{root}/pipe\" [<!ENTITY a SYSTEM \"file://{root}/secret.txt\">\
         <!ENTITY b SYSTEM \"file://{root}/pipe\"><!ENTITY % c SYSTEM \"http://192.0.2.1/\"> %c;]>\n"
    );
    project.write(
        MANIFEST,
        asking(&prolog, "<uses-permission android:name=\"&a;\"/><uses-permission android:name=\"&b;\"/>"),
    );
    let report = project.inventory();
    report.assert_names(MANIFEST);
    assert!(!report.json.to_string().contains("permission.SECRET"));
}

#[test]
fn deep_elements_are_cut_and_named() {
    let depth = 100_000;
    let deep = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let report = with(asking("", &deep)).inventory();
    report.assert_names(MANIFEST);
    assert!(report.has("permissions", "name", CONTACTS));
    with(asking("", &"<application>".repeat(depth))).inventory().assert_names(MANIFEST);
}

#[test]
fn long_attributes_and_lines_are_read() {
    let long = "x".repeat(size(1 << 20, 5 << 20));
    let body = format!(
        "<application android:label=\"{long}\"><activity android:name=\".{long}\"/></application>\n\
         <uses-permission android:name=\"android.permission.SEND_SMS\" android:x=\"{long}\"/>"
    );
    let report = with(asking("", &body)).inventory();
    report.assert_sound();
    assert!(report.has("permissions", "name", "android.permission.SEND_SMS"));
    // What a report quotes is bounded, whatever the file holds.
    assert!(report.json.to_string().len() < 200_000);
    let spaces = " ".repeat(size(1 << 20, 15 << 20));
    with(asking("", &spaces)).inventory().assert_sound();
}

#[test]
fn many_attributes_and_elements_are_read() {
    let attributes: String = (0..size(20_000, 500_000)).map(|at| format!(" android:a{at}=\"\"")).collect();
    with(asking("", &format!("<application{attributes}/>"))).inventory().assert_sound();
    let elements: String = (0..size(5_000, 100_000)).map(|at| format!("<activity android:name=\".A{at}\"/>")).collect();
    with(asking("", &format!("<application>{elements}</application>"))).inventory().assert_sound();
}

#[test]
fn broken_manifests_are_named() {
    let whole = asking("", "<application android:label=\"x\"><activity android:name=\".Main\"/></application>");
    let truncated = &whole[..whole.len() - 30];
    let zeros = whole.replace("<application", "\0\0<application").replace("Main", "Ma\0in");
    let invalid = [whole.replace('x', "\u{0}").as_bytes(), b"<\xff\xfe\x80>"].concat();
    let binary: Vec<u8> = [3u8, 0, 8, 0, 0x10, 0, 0, 0].iter().copied().cycle().take(4096).collect();
    for broken in [
        truncated.as_bytes(),
        zeros.as_bytes(),
        &invalid,
        &binary,
        b"",
        b"\0",
        b"\xff\xfe",
        b"not XML at all",
        b"<manifest",
        b"<manifest android:x=\"",
        b"<manifest><![CDATA[",
        b"<manifest><!--",
        b"</manifest>",
        b"<html/>",
    ] {
        with(broken).inventory().assert_names(MANIFEST);
    }
}

#[test]
fn encodings_are_read() {
    let text = asking("<?xml version=\"1.0\"?>\n<!-- 权限 -->\n", "<!-- 通讯录 -->");
    for bytes in [
        utf16(&text, false, true),
        utf16(&text, true, true),
        utf16(&text, false, false),
        utf16(&text, true, false),
        gb18030(&text),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
    ] {
        let report = with(bytes).inventory();
        report.assert_sound();
        assert!(report.has("permissions", "name", CONTACTS));
    }
    // A comment in another encoding than the rest hides nothing.
    let mixed = [text.as_bytes(), &gb18030("<!-- 混合编码 -->")].concat();
    assert!(with(mixed).inventory().has("permissions", "name", CONTACTS));
}
