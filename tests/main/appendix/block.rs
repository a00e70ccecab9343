//! Managed blocks: what stands outside is left alone, what was edited inside is kept.

use qingdan::appendix::block::{self, BlockError, Markup, Settings, Updated};
use qingdan::appendix::{self, Kind, Options, Overrides, Wording};
use qingdan::sdk::database::Database;

use super::{facts, inventory};

fn update(bytes: &[u8], markup: Markup, sdks: &[&str]) -> Result<Updated, BlockError> {
    let database = Database::bundled();
    let inventory = inventory(&database, sdks, &[]);
    let defaults = Settings { options: Options { kinds: vec![Kind::Sdk], ..Options::default() }, wording: Wording::Zh };
    block::update(bytes, markup, &defaults, |settings| {
        appendix::build(facts(&inventory, &database), &settings.options, &Overrides::default()).lists
    })
}

const MARKUPS: [Markup; 2] = [Markup::Markdown, Markup::Html];

#[test]
fn a_second_run_changes_nothing() {
    for markup in MARKUPS {
        let first =
            update(b"before <!-- qingdan:begin --><!-- qingdan:end --> after", markup, &["jiguang-jpush"]).unwrap();
        assert!(first.changed());
        let second = update(&first.bytes, markup, &["jiguang-jpush"]).unwrap();
        assert!(!second.changed());
        assert_eq!(first.bytes, second.bytes);
        assert!(first.bytes.starts_with(b"before <!-- qingdan:begin list=sdk lang=zh -->\n"));
        assert!(first.bytes.ends_with(b"<!-- qingdan:end --> after"));
    }
}

#[test]
fn edits_are_kept() {
    for markup in MARKUPS {
        let first = update(b"<!-- qingdan:begin -->\n<!-- qingdan:end -->\n", markup, &["jiguang-jpush"]).unwrap();
        let text = String::from_utf8(first.bytes).unwrap();
        let open = match markup {
            Markup::Markdown => "【待填写：使用场景】",
            Markup::Html => "<mark>【待填写：使用场景】</mark>",
        };
        let edited = text.replace(open, "订单状态变化时").replace("为实现相关功能，", "");
        assert_ne!(text, edited);
        // The app gains an SDK; the edited cell and the edited introduction stay.
        let second = update(edited.as_bytes(), markup, &["jiguang-jpush", "umeng-analytics"]).unwrap();
        let text = String::from_utf8(second.bytes.clone()).unwrap();
        assert!(text.contains("订单状态变化时") && text.contains("umeng-analytics"), "{text}");
        assert!(!text.contains("为实现相关功能，"), "{text}");
        assert!(!update(&second.bytes, markup, &["jiguang-jpush", "umeng-analytics"]).unwrap().changed());
        // It loses the SDK again: the row goes with its edit, and that is told.
        let third = update(&second.bytes, markup, &["umeng-analytics"]).unwrap();
        let [note] = &third.notes[..] else { panic!("{:?}", third.notes) };
        assert!(note.zh.contains("jiguang-jpush 的一行不再列出") && note.zh.ends_with("订单状态变化时"), "{note:?}");
        assert!(!String::from_utf8(third.bytes).unwrap().contains("订单状态变化时"));
    }
}

#[test]
fn rows_added_by_hand_stay() {
    let first =
        update(b"<!-- qingdan:begin -->\n<!-- qingdan:end -->\n", Markup::Markdown, &["jiguang-jpush"]).unwrap();
    let text = String::from_utf8(first.bytes).unwrap();
    let row = "| 自建服务 | 某公司 | 存储 | 登录时 | 手机号 | 无 | 接口传输 | 无 |\n";
    let edited = text.replace("\n\n<!-- qingdan:end", &format!("\n{row}\n<!-- qingdan:end"));
    let second = update(edited.as_bytes(), Markup::Markdown, &["jiguang-jpush"]).unwrap();
    assert!(String::from_utf8(second.bytes).unwrap().contains(row));
}

#[test]
fn a_row_deleted_by_hand_does_not_return_silently() {
    let ids = ["jiguang-jpush", "umeng-analytics"];
    for markup in MARKUPS {
        let first = update(b"<!-- qingdan:begin -->\n<!-- qingdan:end -->\n", markup, &ids).unwrap();
        assert!(first.notes.is_empty(), "{:?}", first.notes);
        let text = String::from_utf8(first.bytes.clone()).unwrap();
        let (row, end) = match markup {
            Markup::Markdown => ("| 极光推送", "\n"),
            Markup::Html => ("<tr role=\"row\"><!-- qingdan:row jiguang-jpush ", "</tr>\n"),
        };
        let start = text.find(row).unwrap();
        let stop = start + text[start..].find(end).unwrap() + end.len();
        let edited = format!("{}{}", &text[..start], &text[stop..]);
        let second = update(edited.as_bytes(), markup, &ids).unwrap();
        assert_eq!(second.bytes, first.bytes);
        let [note] = &second.notes[..] else { panic!("{:?}", second.notes) };
        for expected in ["jiguang-jpush", "deleted by hand and returns", "[[omit]] sdk = \"jiguang-jpush\""] {
            assert!(note.en.contains(expected), "{note:?}");
        }
        // A row that the project no longer has may go, and one that is new was not deleted.
        assert!(update(edited.as_bytes(), markup, &["umeng-analytics"]).unwrap().notes.is_empty());
        let more = ["umeng-analytics", "tencent-bugly"];
        assert!(update(edited.as_bytes(), markup, &more).unwrap().notes.is_empty());
    }
}

#[test]
fn encodings_and_line_ends_are_kept() {
    let text = "隐私政策\r\n<!-- qingdan:begin list=sdk lang=zh -->\r\n<!-- qingdan:end -->\r\n尾";
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    for bytes in [text.as_bytes().to_vec(), gb, utf16] {
        let updated = update(&bytes, Markup::Markdown, &["jiguang-jpush"]).unwrap();
        let decoded = qingdan::source::decode(&updated.bytes).0.into_owned();
        assert!(decoded.contains("极光推送") && decoded.starts_with("隐私政策\r\n"), "{decoded}");
        assert_eq!(decoded.matches('\n').count(), decoded.matches("\r\n").count());
        let marker = bytes.len() / 8;
        assert_eq!(bytes[..marker], updated.bytes[..marker]);
        assert!(!update(&updated.bytes, Markup::Markdown, &["jiguang-jpush"]).unwrap().changed());
    }
}

#[test]
fn markers_over_several_lines_grow_no_line_ends() {
    for markup in MARKUPS {
        let text = b"<!-- qingdan:begin\r\n list=sdk -->\r\n<!-- qingdan:end\r\n-->\r\n";
        let first = update(text, markup, &["jiguang-jpush"]).unwrap();
        let second = update(&first.bytes, markup, &["jiguang-jpush"]).unwrap();
        assert_eq!(first.bytes, second.bytes);
        assert!(!String::from_utf8(first.bytes).unwrap().contains("\r\r"));
    }
}

#[test]
fn markers_that_cannot_be_understood_are_told() {
    let error = |text: &str| update(text.as_bytes(), Markup::Markdown, &[]).unwrap_err();
    assert_eq!(error("nothing"), BlockError::None);
    assert_eq!(error("\n<!-- qingdan:begin -->\n"), BlockError::Unbalanced(2));
    assert_eq!(error("<!-- qingdan:end -->\n"), BlockError::Unbalanced(1));
    // What else stands in an end marker would change with every run.
    assert_eq!(error("<!-- qingdan:begin -->\n<!-- qingdan:end of\r\nlist -->\n"), BlockError::Unbalanced(2));
    // Without its `-->` the end marker would take the text up to the next comment with it.
    let unclosed =
        "<!-- qingdan:begin -->\n<!-- qingdan:end\nour own words\n<!-- qingdan:begin -->\n<!-- qingdan:end -->\n";
    assert_eq!(error(unclosed), BlockError::Unbalanced(2));
    assert_eq!(
        error("<!-- qingdan:begin list=sdks -->\n<!-- qingdan:end -->"),
        BlockError::Setting(1, "list=sdks".into())
    );
}
