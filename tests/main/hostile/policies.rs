//! Policy texts in every format, with what breaks readers of each.

use serde_json::Value;

use super::{Project, Run, gb18030, size, utf16};

const TEXT: &str = "# 隐私政策\n\n我们收集您的设备信息（IMEI、Android ID）。我们接入了极光推送 SDK，用于消息推送。\n\n";

fn read(name: &str, bytes: impl AsRef<[u8]>) -> (Run, Value) {
    let project = Project::new();
    project.write(name, bytes);
    let human = project.run(&["policy", name]);
    assert!(!human.out.contains(['\u{1b}', '\u{202e}']), "{name}");
    let run = project.run(&["policy", name, "--format", "json"]);
    let json = run.json();
    assert_eq!(run.code, human.code);
    assert_eq!(run.code == 2, json["problems"] != Value::Array(Vec::new()), "{name}");
    (run, json)
}

fn names_jpush(json: &Value) -> bool {
    json["sdks"].as_array().unwrap().iter().any(|sdk| sdk["id"] == "jiguang-jpush")
}

const NAMES: [&str; 8] = ["p.md", "p.html", "p.txt", "p.csv", "p.xml", "p.docx", "p.toml", "p"];

#[test]
fn any_bytes_are_answered() {
    let long = "x".repeat(size(40_000, 50 << 20));
    let noise: Vec<u8> = (0..5_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for name in NAMES {
        for bytes in [
            &b""[..],
            b"\0",
            b"\0\0\0\0\0\0\0\0\0",
            b"\xff\xfe",
            b"\xfe\xff\xd8\x00",
            b"PK\x03\x04",
            b"\xef\xbb\xbf",
            b"<",
            b"<!",
            b"<![CDATA[",
            b"&",
            b"&#",
            b"|",
            b"[](",
            b"\r\r\r",
            b"\x1b[31m",
            &noise,
            long.as_bytes(),
        ] {
            read(name, bytes);
        }
    }
}

#[test]
fn deep_nesting_is_read() {
    let depth = size(20_000, 100_000);
    let wraps: [(&str, &str, &str); 18] = [
        ("p.html", "<div>", "</div>"),
        ("p.html", "<table><tr><td>", "</td></tr></table>"),
        ("p.html", "<ul><li>", "</li></ul>"),
        ("p.html", "<a href=x>", "</a>"),
        ("p.html", "<b>", ""),
        ("p.html", "<!--", "-->"),
        ("p.html", "<p ", ">"),
        ("p.html", "&amp", ";"),
        ("p.md", "> ", ""),
        ("p.md", "- ", ""),
        ("p.md", "[", "](x)"),
        ("p.md", "![", "](x)"),
        ("p.md", "*", "*"),
        ("p.md", "`", "`"),
        ("p.md", "<div>", "</div>"),
        ("p.txt", "（", "）"),
        ("p.txt", "《", "》"),
        ("p.txt", "“", "”"),
    ];
    for (name, open, close) in wraps {
        let (_, json) = read(name, format!("{TEXT}\n\n{}x{}\n\n", open.repeat(depth), close.repeat(depth)));
        assert!(names_jpush(&json), "{name} {open}");
    }
    read("p.toml", format!("a = {}", "[".repeat(100_000)));
    read("p.xml", format!("<resources>{}", "<string name=\"privacy_policy\">".repeat(depth)));
}

#[test]
fn long_lines_and_repetitions_are_read() {
    let count = size(300, 300_000);
    for name in ["p.txt", "p.md", "p.html", "p.csv"] {
        for piece in [
            "我们收集您的设备信息、",
            "不收集、不使用、不共享",
            "极光推送SDK、",
            "third-party SDK list, ",
            "，",
            "IMEI",
            "例如（",
            "https://example.com/",
            "|",
            "\"",
            "1.",
            "除非",
        ] {
            let (_, json) = read(name, format!("{TEXT}{}", piece.repeat(count)));
            assert!(names_jpush(&json), "{name} {piece}");
        }
    }
}

#[test]
fn huge_spans_of_cells_are_bounded() {
    for span in ["1000000", "4294967295", "99999999999999999999", "-1", "0", "x"] {
        let table = format!(
            "<table>{}</table>",
            format!("<tr><td rowspan={span} colspan={span}>极光推送</td><td>JPush</td></tr>").repeat(20)
        );
        let (_, json) = read("p.html", table);
        assert!(names_jpush(&json), "{span}");
    }
    let wide = format!("{TEXT}|{}\n|{}\n|{}\n", "a|".repeat(20_000), "-|".repeat(20_000), "b|".repeat(20_000));
    assert!(names_jpush(&read("p.md", wide).1));
    let columns = format!("{}\n{}\n", "a,".repeat(50_000), "JPush,".repeat(size(1_000, 50_000)));
    assert!(names_jpush(&read("p.csv", columns).1));
}

#[test]
fn encodings_are_read() {
    for bytes in
        [utf16(TEXT, false, true), utf16(TEXT, true, true), gb18030(TEXT), [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()]
    {
        let (run, json) = read("p.txt", bytes);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(names_jpush(&json));
    }
    // Two encodings in one file: what is broken is said, the rest is read.
    let mixed = [TEXT.repeat(3).as_bytes(), &gb18030("混合编码的一段文字")].concat();
    let (run, json) = read("p.txt", mixed);
    assert_eq!(run.code, 2);
    assert!(names_jpush(&json));
}

#[test]
fn escapes_and_turned_text_are_never_shown_raw() {
    let project = Project::new();
    let odd =
        "我们接入\u{1b}[31m极光推送\u{202e}SDK\u{1b}]0;title\u{7}，由\u{2066}公司\u{1b}[0m提供，收集\u{1b}[8mIMEI。";
    for name in ["p.md", "p.txt", "p.html"] {
        project.write(name, odd);
        for arguments in
            [&["policy", name][..], &["check", "--policy", name], &["check", "--verbose", "--policy", name]]
        {
            let run = project.run(arguments);
            assert!(!run.out.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{2066}']), "{arguments:?}: {}", run.out);
        }
    }
    project.write(
        "other/build.gradle",
        "plugins { id 'com.android.library' }\ndependencies { implementation 'a\u{1b}[31m:b\u{202e}:\u{7}1' }\n",
    );
    for arguments in [&["inventory"][..], &["check"]] {
        let run = project.run(arguments);
        assert!(!run.out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{arguments:?}: {}", run.out);
    }
}
