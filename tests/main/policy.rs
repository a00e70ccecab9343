//! Policy texts: each line declares exactly what its marks say.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use qingdan::policy::names::{Names, SdkName, VendorName};
use qingdan::policy::{self, Force, Input, Polarity, Policy, Strength};
use qingdan::sdk::database::Database;
use qingdan::sdk::index::Words;
use qingdan::sdk::vocabulary::Vocabulary;

fn testdata() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/policies")
}

fn names() -> Names {
    let text = std::fs::read_to_string(testdata().join("names.toml")).unwrap();
    let table: toml::Table = toml::from_str(&text).unwrap();
    let words = |value: &toml::Value, key: &str| -> Words {
        let list = value.get(key).and_then(toml::Value::as_array).into_iter().flatten();
        list.map(|word| word.as_str().unwrap().to_owned().into()).collect()
    };
    let word =
        |value: &toml::Value, key: &str| value.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let list = |key: &str| table[key].as_array().unwrap().clone();
    Names {
        sdks: list("sdk")
            .iter()
            .map(|sdk| SdkName {
                id: word(sdk, "id").into(),
                names: words(sdk, "names"),
                packages: words(sdk, "packages"),
                vendor: word(sdk, "vendor").into(),
                category: word(sdk, "category").into(),
                bundled: None,
            })
            .collect(),
        vendors: list("vendor")
            .iter()
            .map(|vendor| VendorName {
                id: word(vendor, "id").into(),
                brands: words(vendor, "brands"),
                only_sdks: words(vendor, "only_sdks"),
                makes_phones: vendor.get("makes_phones").and_then(toml::Value::as_bool).unwrap_or_default(),
                entities: words(vendor, "entities"),
                bundled: None,
            })
            .collect(),
        ..Names::default()
    }
}

fn read(path: &str, bytes: &[u8]) -> Policy {
    let input = Input { path: path.to_owned(), bytes: bytes.to_vec(), is_list: false };
    policy::read(vec![input], &names())
}

/// Takes the marks out of a text; the second value holds them by line.
fn unmark(marked: &str) -> (String, BTreeMap<u32, BTreeSet<String>>) {
    let mut text = String::new();
    let mut marks: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for (index, line) in marked.split_inclusive('\n').enumerate() {
        let mut rest = line;
        while let Some(open) = rest.find('⟦') {
            let close = rest.find('⟧').unwrap();
            text.push_str(&rest[..open]);
            let words = rest[open + '⟦'.len_utf8()..close].split_whitespace();
            marks.entry(index as u32 + 1).or_default().extend(words.map(str::to_owned));
            rest = &rest[close + '⟧'.len_utf8()..];
        }
        text.push_str(rest);
    }
    (text, marks)
}

/// What a policy says of each line, in the words of the marks.
fn said(policy: &Policy) -> BTreeMap<u32, BTreeSet<String>> {
    let mut said: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    let mut say = |line: u32, word: String| said.entry(line).or_default().insert(word);
    let sign = |polarity: Polarity| if polarity == Polarity::Denied { "-" } else { "" };
    for data in &policy.data {
        for at in &data.mentions {
            say(at.line(), format!("{}{}", sign(data.polarity), data.data));
        }
    }
    for permission in &policy.permissions {
        let name = permission.name.trim_start_matches("android.permission.");
        for at in &permission.mentions {
            say(at.line(), format!("{}perm:{name}", sign(permission.polarity)));
        }
    }
    for sdk in &policy.sdks {
        for at in &sdk.mentions {
            let id = sdk
                .id
                .clone()
                .unwrap_or_else(|| if sdk.candidates.is_empty() { "?".to_owned() } else { sdk.candidates.join("|") });
            say(at.line(), format!("sdk:{id}"));
        }
    }
    for statement in &policy.statements {
        say(
            statement.at.line(),
            format!("{}/{}", statement.kind.name().replacen("denies-", "denies:", 1), statement.force.name()),
        );
    }
    for list in &policy.external_lists {
        say(list.text.at.line(), "list".to_owned());
    }
    said
}

fn check(name: &str) -> Policy {
    check_with(name, &names())
}

fn check_with(name: &str, names: &Names) -> Policy {
    let marked = std::fs::read_to_string(testdata().join(name)).unwrap();
    let (text, wanted) = unmark(&marked);
    let input = Input { path: name.to_owned(), bytes: text.into_bytes(), is_list: false };
    let policy = policy::read(vec![input], names);
    let said = said(&policy);
    let lines: BTreeSet<u32> = said.keys().chain(wanted.keys()).copied().collect();
    let empty = BTreeSet::new();
    let wrong: Vec<String> = lines
        .into_iter()
        .filter_map(|line| {
            let (said, wanted) = (said.get(&line).unwrap_or(&empty), wanted.get(&line).unwrap_or(&empty));
            let missing: Vec<_> = wanted.difference(said).collect();
            let extra: Vec<_> = said.difference(wanted).collect();
            (said != wanted).then(|| format!("{name}:{line}: missing {missing:?}, not wanted {extra:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(policy.problems.is_empty(), "{:?}", policy.problems);
    policy
}

#[test]
fn prose_declares_what_it_says_and_nothing_more() {
    let policy = check("prose.txt");
    assert_eq!(policy.documents[0].language, "zh");
    let umeng = policy.sdks.iter().find(|sdk| sdk.id.as_deref() == Some("umeng-analytics")).unwrap();
    assert!(umeng.is_entry);
    let strength = |data: &str| umeng.data.iter().find(|known| known.data == data).map(|known| known.strength);
    assert_eq!(strength("imei"), Some(Strength::Specific));
    assert_eq!(strength("device-identifier"), Some(Strength::Generic));
    assert!(umeng.data.iter().any(|data| data.data == "idfa" && data.ios_only));
    assert!(!policy.contradictions.is_empty(), "an SDK takes data, and sharing is denied");
}

#[test]
fn english_prose() {
    let policy = check("english.txt");
    assert_eq!(policy.documents[0].language, "en");
}

/// One clause of `src/policy/polarity.rs` after another, in both languages.
#[test]
fn clauses_are_told_apart() {
    check("clauses.txt");
    check("clauses-english.txt");
}

#[test]
fn every_wording_of_a_denial() {
    check("denials.txt");
    check("denials-english.txt");
}

#[test]
fn permissions_in_the_words_of_policies() {
    check("permissions.txt");
    check("permissions-english.txt");
}

/// Each line beside another that differs from it by one word or mark.
#[test]
fn how_far_a_clause_reaches() {
    check("reach.txt");
    check("reach-english.txt");
    check("reach.md");
}

/// What real texts were misread by, in sentences of our own.
#[test]
fn what_was_misread_once() {
    let policy = check("classes.md");
    assert_eq!(policy.documents[0].operator.as_ref().unwrap().value, "云雀工作室");
    assert_eq!(policy.documents[0].date().unwrap().value.to_string(), "2024-05-06");
    check("classes-english.md");
}

#[test]
fn lines_wrapped_at_a_width_are_joined() {
    check("wrapped.txt");
}

/// A long address must not hide the width; and a denial in the middle of a paragraph points at its own line.
#[test]
fn a_wrapped_text_may_have_a_few_longer_lines() {
    check("wrapped-mostly.txt");
}

#[test]
fn lines_of_a_text_that_is_not_wrapped_are_paragraphs() {
    check("unwrapped.md");
}

#[test]
fn rows_of_a_table_may_be_torn_over_lines() {
    check("torn-table.md");
}

#[test]
fn cells_that_span_rows_may_be_lost() {
    let policy = check("lost-spans.txt");
    let data: Vec<&str> = policy.sdks[0].data.iter().map(|data| &*data.data).collect();
    assert_eq!(data, ["imei", "android-id", "device-model"], "the rows below belong to the name above");
}

#[test]
fn bars_may_stand_on_lines_of_their_own() {
    let policy = check("bar-lines.txt");
    let links: Vec<&str> = policy.sdks.iter().map(|sdk| &*sdk.privacy_url.as_ref().unwrap().value).collect();
    assert_eq!(links, ["https://a.example/p", "https://b.example/p", "https://e.example/p"]);
    // The column of providers names the SDK in the tables below, so nothing is said of its firm there.
    let firms = policy.sdks.iter().map(|sdk| sdk.vendor.as_ref().map(|vendor| &*vendor.value));
    let told = [Some("深圳市和讯华谷信息技术有限公司"), Some("友盟同欣（北京）科技有限公司"), None];
    assert_eq!(firms.collect::<Vec<_>>(), told);
}

/// Contents, dates and definitions above a chapter do not silence it.
#[test]
fn chapters_are_told_apart() {
    check("chapters.txt");
    check("chapters.md");
}

/// What a heading says of the text below it, and how far below it that text reaches.
#[test]
fn headings_head_what_they_mean() {
    check("heading-words.md");
    check("functions.txt");
    check("underlined.md");
    check("lettered.md");
    check("between-chapters.txt");
    check("no-title.md");
}

/// "Our policy was updated" stands above the whole of it.
#[test]
fn no_heading_silences_most_of_a_text() {
    check("updated-title.md");
}

/// Sentences that turn on a phrase.
#[test]
fn turns_of_phrase() {
    check("turns.txt");
    check("turns-english.md");
}

/// A component of a page is read as what it shows; the template of a whole page is shown by nobody.
#[test]
fn templates_of_components_and_of_pages() {
    check("component.html");
    check("hidden-template.html");
}

#[test]
fn ways_to_name_an_sdk() {
    check("sdk-names.md");
}

#[test]
fn a_heading_denies_what_stands_below_it() {
    check("denied-headings.md");
}

/// Sentences that speak of data and collect none, and those that only seem to.
#[test]
fn remarks_are_no_declarations() {
    check("remarks.txt");
}

#[test]
fn names_that_no_record_knows() {
    let policy = check("unknown-names.md");
    let unknown: Vec<&str> =
        policy.sdks.iter().filter(|sdk| sdk.id.is_none() && sdk.candidates.is_empty()).map(|sdk| &*sdk.name).collect();
    assert_eq!(
        unknown,
        ["MoPub", "Tapjoy", "Tenjin", "Silene SDK", "开域SDK", "铠甲SDK", "点读SDK", "FileCarrier SDK", "Burdockads"]
    );
}

#[test]
fn the_name_of_the_app_names_no_data() {
    let policy = read("p.txt", "石竹日历隐私政策\n\n石竹日历会收集您的昵称。\n".as_bytes());
    let collected: Vec<&str> = policy.data.iter().map(|data| &*data.data).collect();
    assert_eq!(collected, ["nickname"]);
}

#[test]
fn an_sdk_that_is_denied_is_no_mention() {
    let text = "隐私政策\n\n本应用未集成友盟SDK。\n\n如您不使用极光推送SDK提供的服务，可以关闭它。\n\nIt does not include Firebase Analytics.\n";
    let policy = read("p.txt", text.as_bytes());
    let named: Vec<Option<&str>> = policy.sdks.iter().map(|sdk| sdk.id.as_deref()).collect();
    assert_eq!(named, [Some("jiguang-jpush")]);
}

#[test]
fn names_as_machines_translate_them() {
    // The names that stand in the database.
    check_with("machine-translated.txt", &qingdan::sdk::names::of(&Database::bundled()));
}

#[test]
fn providers_in_tables_and_lines() {
    check_with("providers.md", &qingdan::sdk::names::of(&Database::bundled()));
}

#[test]
fn items_that_plain_text_marks_by_asterisks() {
    check("asterisks.txt");
    let policy = check("marked-headings.txt");
    assert_eq!(policy.documents[0].format, "markdown");
}

#[test]
fn the_name_of_an_app_may_end_in_a_word_of_data() {
    check("own-words.txt");
}

#[test]
fn lists_of_what_is_not_done() {
    check("refusals.md");
}

#[test]
fn labels_before_a_dash() {
    check("labels-english.md");
}

#[test]
fn parts_that_semicolons_divide() {
    check("parts.txt");
}

#[test]
fn names_before_what_they_are_for() {
    check_with("label-lists.md", &qingdan::sdk::names::of(&Database::bundled()));
}

#[test]
fn bullets_of_plain_text_are_items() {
    check("bullets.txt");
}

#[test]
fn rows_that_a_browser_copies_with_their_line_breaks() {
    check("torn-tabs.txt");
}

#[test]
fn rows_that_end_with_two_spaces() {
    check("spaced-rows.md");
}

#[test]
fn items_with_numbers_of_headings() {
    check("numbered-lists.txt");
}

#[test]
fn columns_of_data_however_they_are_headed() {
    check("columns.md");
}

#[test]
fn items_name_data_first() {
    check("item-heads.md");
}

#[test]
fn names_in_lists_of_sdks() {
    check_with("sdk-items.md", &qingdan::sdk::names::of(&Database::bundled()));
}

#[test]
fn words_of_taiwan() {
    check("taiwan.txt");
}

#[test]
fn entries_of_keys_and_values() {
    let policy = check("list-keys.txt");
    assert!(policy.documents[0].has_sdk_list);
    let jpush = &policy.sdks[0];
    assert_eq!(jpush.vendor.as_ref().unwrap().value, "深圳市和讯华谷信息技术有限公司");
    assert_eq!(jpush.purpose.as_ref().unwrap().value, "消息推送");
    assert_eq!(jpush.method.as_ref().unwrap().value, "SDK本机采集");
    assert_eq!(jpush.privacy_url.as_ref().unwrap().value, "https://www.jiguang.cn/license/privacy");
    assert_eq!(jpush.permissions[0].value, "android.permission.READ_PHONE_STATE");
    assert_eq!(jpush.data.len(), 7);
    let amap = policy.sdks.iter().find(|sdk| sdk.id.as_deref() == Some("amap-map")).unwrap();
    assert_eq!(amap.vendor.as_ref().unwrap().value, "高德软件有限公司");
    let umeng = policy.sdks.iter().find(|sdk| sdk.id.as_deref() == Some("umeng-analytics")).unwrap();
    assert!(umeng.misspelling_of.is_some());
}

#[test]
fn a_scenario_that_tells_the_aim_is_a_purpose() {
    let table = "# 第三方SDK\n\n| SDK名称 | 第三方主体 | 使用场景 | 收集个人信息类型 |\n|---|---|---|---|\n\
                 | 极光推送 | 某公司 | 消息推送 | IMEI |\n| 友盟统计 | 某公司 | 用户启动App时 | IMEI |\n";
    let policy = read("p.md", table.as_bytes());
    let purposes: Vec<Option<&str>> =
        policy.sdks.iter().map(|sdk| sdk.purpose.as_ref().map(|purpose| purpose.value.as_str())).collect();
    assert_eq!(purposes, [Some("消息推送"), None]);
}

#[test]
fn a_denial_reaches_the_list_below_it() {
    check("denial-lists.md");
}

#[test]
fn answers_crosses_and_plans_speak_for_all_that_they_name() {
    check("standings.md");
}

#[test]
fn a_page_without_tags_keeps_its_lines() {
    let text =
        "隐私政策\n\n我们如何收集您的个人信息\n\n我们会收集您的 IMEI。\n\n附录：相关定义\n\n位置信息：包括经纬度。\n";
    let policy = read("policy.html", text.as_bytes());
    let lines: Vec<(&str, u32)> = policy.data.iter().map(|data| (&*data.data, data.mentions[0].line())).collect();
    assert_eq!(lines, [("imei", 5)]);
}

#[test]
fn a_table_of_names_and_links_is_a_list() {
    let table = "<h2>Third-party partners</h2><table><tr><td>AdSome</td><td>https://a.example/p</td></tr>\
                 <tr><td>JPush</td><td>https://b.example/p</td></tr><tr><td>Umeng Push</td><td>https://c.example/p</td></tr></table>";
    let policy = read("page.html", table.as_bytes());
    let named: Vec<Option<&str>> = policy.sdks.iter().map(|sdk| sdk.id.as_deref()).collect();
    assert_eq!(named, [None, Some("jiguang-jpush"), Some("umeng-push")]);
}

#[test]
fn tables_whose_cells_became_lines() {
    check("flattened-rows.txt");
    let policy = check("flattened.txt");
    let wechat = &policy.sdks[0];
    assert_eq!(wechat.vendor.as_ref().unwrap().value, "深圳市腾讯计算机系统有限公司");
    assert_eq!(wechat.privacy_url.as_ref().unwrap().value, "https://weixin.qq.com/privacy");
}

#[test]
fn markdown_tables_and_links() {
    let policy = check("list.md");
    assert_eq!(policy.documents[0].format, "markdown");
    let bugly = &policy.sdks[0];
    assert_eq!(bugly.privacy_url.as_ref().unwrap().value, "https://privacy.qq.com/bugly");
    assert_eq!(policy.external_lists[0].url.as_deref(), Some("https://example.com/list.html"));
}

#[test]
fn pages_with_hidden_parts_and_spans() {
    let policy = check("page.html");
    let xiaomi = policy.sdks.iter().find(|sdk| sdk.id.as_deref() == Some("xiaomi-push")).unwrap();
    let data: Vec<&str> = xiaomi.data.iter().map(|data| data.data.as_str()).collect();
    assert_eq!(
        data,
        ["device-info", "imei", "device-model", "network-info", "ssid", "network-type"],
        "both rows belong to the spanning name"
    );
}

#[test]
fn spreadsheets_resources_and_declarations() {
    check("list.csv");
    check("strings.xml");
    let policy = check("declaration.toml");
    assert_eq!(policy.sdks[0].data.len(), 2);
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn word_files_count_paragraphs_and_rows_as_lines() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let document = format!(
        "<w:document><w:body>{}{}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>我们会收集您的通讯录。</w:t></w:r></w:p><w:tbl>{}{}</w:tbl></w:body></w:document>",
        paragraph("隐私政策"),
        paragraph("我们会收集您的IMEI。"),
        row(&["SDK名称", "公司名称", "收集个人信息类型"]),
        row(&["vivo推送SDK", "维沃移动通信有限公司", "设备型号、OAID"]),
    );
    let policy = read("p.docx", &archive(&[("word/document.xml", &document)]));
    assert_eq!(policy.documents[0].format, "docx");
    let lines = |data: &str| policy.data.iter().find(|known| known.data == data).map(|known| known.mentions[0].line());
    assert_eq!((lines("imei"), lines("oaid"), lines("contacts")), (Some(2), Some(5), None));
    assert_eq!(policy.sdks[0].id.as_deref(), Some("vivo-push"));
    assert_eq!(policy.sdks[0].data.len(), 2);
}

#[test]
fn sheets_count_rows_as_lines() {
    let cell = |name: &str, text: &str| format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}{}</row><row r=\"3\">{}{}{}</row></sheetData></worksheet>",
        cell("A1", "SDK名称"),
        cell("B1", "使用目的"),
        cell("C1", "收集个人信息类型"),
        cell("A3", "魅族推送SDK"),
        cell("B3", "推送"),
        cell("C3", "设备标识符、IP地址"),
    );
    let parts = [
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let policy = read("list.xlsx", &archive(&parts));
    assert_eq!(policy.documents[0].format, "xlsx");
    assert_eq!(policy.sdks[0].id.as_deref(), Some("meizu-push"));
    assert_eq!(policy.sdks[0].mentions[0].line(), 3);
    assert_eq!(policy.sdks[0].data.len(), 2);
}

#[test]
fn rows_of_sheets_may_have_any_number() {
    let workbook = "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    for number in ["0", "4294967295", "-1", ""] {
        let row = "<c r=\"A1\" t=\"inlineStr\"><is><t>我们收集IMEI。</t></is></c>";
        let sheet =
            format!("<worksheet><sheetData><row r=\"{number}\">{row}</row><row>{row}</row></sheetData></worksheet>");
        let parts = [
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        let policy = read("list.xlsx", &archive(&parts));
        let lines: Vec<u32> = policy.data[0].mentions.iter().map(|at| at.line()).collect();
        assert_eq!(lines, [1, 2], "{number}");
    }
}

#[test]
fn broken_files_are_problems() {
    assert_eq!(read("p.docx", b"PK\x03\x04 broken").problems.len(), 1);
    assert_eq!(read("p.toml", b"[[sdk]\nname=").problems.len(), 1);
}

/// A text of which nothing can be read is told, and never passes for one that declares nothing.
#[test]
fn texts_that_cannot_be_read_are_problems() {
    let page = "<html><body><script>fill()</script><div id=\"app\"></div></body></html>";
    assert_eq!(read("p.html", page.as_bytes()).problems.len(), 1, "a page that a script fills");
    let russian = "Мы собираем ваше имя, адрес электронной почты и номер телефона.";
    assert_eq!(read("p.md", russian.as_bytes()).problems.len(), 1, "another language");
    let input = |path: &str, text: &str| Input { path: path.to_owned(), bytes: text.into(), is_list: false };
    let both = vec![input("ru.md", russian), input("en.md", "We collect your phone number.")];
    assert!(policy::read(both, &names()).problems.is_empty(), "a translation beside a text that is read");
}

#[test]
fn gb18030_is_decoded() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("隐私政策\n\n我们会收集您的手机号码和设备型号。\n");
    let policy = read("p.txt", &bytes);
    assert_eq!(policy.data.iter().map(|data| data.data.as_str()).collect::<Vec<_>>(), ["device-model", "phone-number"]);
}

#[test]
fn likely_texts_are_found_and_others_are_not() {
    let root = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let full = root.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    };
    put("app/src/main/assets/privacy_policy.html", "<p>a</p>");
    put("app/src/main/res/raw/yinsi.txt", "a");
    put("docs/隐私政策.md", "a");
    put("README_privacy.md", "a");
    put("app/build/privacy.html", "a");
    put("app/src/main/java/PrivacyActivity.java", "a");
    put(
        "app/src/main/res/values/strings.xml",
        &format!("<resources><string name=\"privacy_text\">{}</string></resources>", "我".repeat(400)),
    );
    put(
        "app/src/main/res/values-en/strings.xml",
        "<resources><string name=\"privacy_title\">Privacy</string></resources>",
    );
    let files = qingdan::source::Files::open(root.path(), false).unwrap();
    assert_eq!(
        policy::find::likely(&files),
        [
            "app/src/main/assets/privacy_policy.html",
            "app/src/main/res/raw/yinsi.txt",
            "app/src/main/res/values/strings.xml",
            "docs/隐私政策.md"
        ]
    );
}

#[test]
fn copies_that_differ_are_shown_with_both_places() {
    let paragraph = |sdk: &str| {
        format!(
            "我们在应用中嵌入了{sdk}的SDK,用于推送消息给您,当您打开应用时,我们会收集您的设备型号,并且收集您的操作系统版本,用来判断是否兼容,从而让您顺利使用本应用提供的服务,请您放心。"
        )
    };
    let text = format!("隐私政策\n\n{}\n\n{}\n", paragraph("极光推送"), paragraph("个推推送"));
    let policy = read("p.txt", text.as_bytes());
    let places: Vec<u32> =
        policy.contradictions.iter().flat_map(|found| found.places.iter().map(qingdan::source::Span::line)).collect();
    assert_eq!(places, [3, 5]);
}

#[test]
fn force_has_three_degrees() {
    for (text, force) in [
        ("我们不会向任何第三方提供您的个人信息。", Force::Absolute),
        ("未经您同意,我们不会向任何第三方提供您的个人信息。", Force::Consent),
        ("我们不会向任何第三方共享您的个人信息,但以下情况除外:", Force::Weak),
    ] {
        let policy = read("p.txt", format!("隐私政策\n\n{text}\n").as_bytes());
        assert_eq!(policy.statements.iter().map(|statement| statement.force).collect::<Vec<_>>(), [force], "{text}");
    }
}

#[test]
fn the_second_table_of_a_sheet_has_headings_of_its_own() {
    let sheet = "SDK名称,收集的信息,使用目的\n极光推送SDK,IMEI,推送\n\n友盟+SDK,OAID,统计\n,,\n\
        SDK名称,使用目的,收集的信息\n高德地图SDK,地图展示,手机号码\n";
    let policy = read("p.csv", sheet.as_bytes());
    let entries: Vec<(&str, Vec<&str>, Option<&str>)> = policy
        .sdks
        .iter()
        .map(|sdk| {
            let data = sdk.data.iter().map(|data| data.data.as_str()).collect();
            (sdk.name.as_str(), data, sdk.purpose.as_ref().map(|purpose| purpose.value.as_str()))
        })
        .collect();
    assert_eq!(
        entries,
        [
            ("极光推送SDK", vec!["imei"], Some("推送")),
            ("友盟+SDK", vec!["oaid"], Some("统计")),
            ("高德地图SDK", vec!["phone-number"], Some("地图展示")),
        ]
    );
}

#[test]
fn names_stand_in_any_column() {
    let csv = "序号,所属公司,收集的信息,SDK名称,使用目的\n1,深圳市和讯华谷信息技术有限公司,IMEI,极光推送SDK,推送\n\
        2,友盟同欣（北京）科技有限公司,OAID,友盟+SDK,统计\n3,某某公司,手机号码,某某组件,展示\n";
    for (path, text) in [("p.csv", csv.to_owned()), ("p.tsv", csv.replace(',', "\t"))] {
        let policy = read(path, text.as_bytes());
        let entries: Vec<_> = policy
            .sdks
            .iter()
            .map(|sdk| {
                let value =
                    |part: &Option<qingdan::source::Located<String>>| part.as_ref().map(|part| part.value.clone());
                let data: Vec<&str> = sdk.data.iter().map(|data| data.data.as_str()).collect();
                format!(
                    "{} {} {:?} {}",
                    sdk.name,
                    data.join(" "),
                    value(&sdk.vendor),
                    value(&sdk.purpose).unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(
            entries,
            [
                "极光推送SDK imei Some(\"深圳市和讯华谷信息技术有限公司\") 推送",
                "友盟+SDK oaid Some(\"友盟同欣（北京）科技有限公司\") 统计",
                "某某组件 phone-number Some(\"某某公司\") 展示",
            ],
            "{path}"
        );
    }
}

#[test]
fn texts_say_since_when_and_for_whom() {
    for (text, expected) in [
        (
            "更新日期：2023年5月6日\n生效日期：2023年05月16日\n\n某某（北京）科技有限公司（以下简称“我们”）尊重您的隐私。",
            "某某（北京）科技有限公司 updated 2023-05-06 effective 2023-05-16",
        ),
        (
            "本版更新日期：【2021】年【11】月【1】日\n\n由深圳市某某网络有限公司（以下简称“我们”或“某某公司”）提供服务。",
            "深圳市某某网络有限公司 updated 2021-11-01",
        ),
        ("最近更新于2022.3.4\n\n“我们”指某某有限责任公司及其关联公司。", "某某有限责任公司 updated 2022-03-04"),
        ("发布时间：二〇二二年十二月二十一日\n\n软件开发者：张三", "张三 published 2022-12-21"),
        ("本政策自2024年2月29日起生效。\n\n运营方：某某工作室", "某某工作室 effective 2024-02-29"),
        ("更新日期\n2020/01/31\n\n您在使用时，我们会保护您的信息。", "- updated 2020-01-31"),
        (
            "Last updated: May 6, 2023\n\nExample Apps Inc. (\"we\", \"us\") respects your privacy.",
            "Example Apps Inc. updated 2023-05-06",
        ),
        (
            "Effective Date: 6th of September 2021\n\nJane Doe built the Example app as a free app.",
            "Jane Doe effective 2021-09-06",
        ),
        (
            "Last Modified: 2021.06.30\n\nThis service is provided by Jane Doe at no cost.",
            "Jane Doe updated 2021-06-30",
        ),
        (
            "Effective as of 12/31/2020\n\nCompany (referred to as either \"the Company\", \"We\", \"Us\" or \"Our\" in this Agreement) refers to Example Ltd., 1 High Street.",
            "Example Ltd. effective 2020-12-31",
        ),
        ("We comply with the law of 1 June 2017.", "-"),
    ] {
        let policy = read("p.txt", format!("隐私政策 Privacy Policy\n\n{text}\n").as_bytes());
        let document = &policy.documents[0];
        let operator = document.operator.as_ref().map_or("-", |operator| operator.value.as_str());
        let dates: String = document.dates.iter().map(|date| format!(" {} {}", date.kind.name(), date.value)).collect();
        assert_eq!(format!("{operator}{dates}"), expected, "{text}");
    }
}

#[test]
fn texts_are_shown_with_their_marks() {
    use qingdan::report::human::{Style, annotated};
    use qingdan::source::Language;

    let text = "隐私政策\n\n我们会收集您的IMEI和\u{1b}[31m手机号码。\n我们不会收集您的通讯录信息。\n\
        为了扫码,我们会申请相机权限。\n我们接入了极光推送SDK,收集您的设备型号。\n";
    let policy = read("p\u{1b}.txt", text.as_bytes());
    let show =
        |language, width| annotated(&policy, &Style { language, color: false, width, verbose: false, quiet: false });
    let zh = show(Language::Zh, 80);
    let after = |out: &str, line: &str| -> String {
        let mut lines = out.lines().skip_while(|shown| !shown.starts_with(line)).skip(1);
        lines.find(|shown| shown.starts_with("  ^")).unwrap_or_default().trim_start_matches("  ^ ").to_owned()
    };
    assert!(zh.starts_with("p\\u{1b}.txt\n1 | 隐私政策\n2 |\n3 | "), "{zh}");
    assert!(zh.contains("\\u{1b}[31m") && !zh.contains('\u{1b}'), "{zh}");
    assert_eq!(after(&zh, "3 | "), "数据 imei 收集; 数据 phone-number 收集");
    assert_eq!(after(&zh, "4 | "), "数据 contacts 不收集");
    assert_eq!(after(&zh, "5 | "), "权限 CAMERA 申请");
    let en = show(Language::En, 80);
    assert_eq!(after(&en, "3 | "), "data imei collected; data phone-number collected");
    assert_eq!(after(&en, "5 | "), "permission CAMERA requested");
    assert_eq!(after(&en, "6 | "), "sdk jiguang-jpush; data device-model collected (jiguang-jpush)");
    // However narrow: no line is wider, and no character of the text is lost.
    let narrow = show(Language::En, 28);
    assert!(narrow.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 28), "{narrow}");
    let words: String = narrow
        .lines()
        .filter_map(|line| line.get(3..).filter(|_| line.get(2..3) == Some("|")))
        .map(str::trim)
        .collect();
    assert!(words.contains("我们接入了极光推送SDK,收集您的设备型号。"), "{words}");
}

#[test]
fn one_thread_and_many_give_the_same() {
    let texts = ["prose.txt", "list-keys.txt", "english.txt", "page.html"];
    let inputs: Vec<Input> = texts
        .iter()
        .map(|name| Input {
            path: (*name).to_owned(),
            bytes: std::fs::read(testdata().join(name)).unwrap(),
            is_list: false,
        })
        .collect();
    let read = || format!("{:?}", policy::read(inputs.clone(), &names()));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(read);
    assert_eq!(one, read());
}

#[test]
fn vocabulary_holds_the_ids_of_the_contract() {
    let list = std::fs::read_to_string(testdata().join("data-types.tsv")).unwrap();
    let vocabulary = Vocabulary::get();
    let mut count = 0;
    for line in list.lines() {
        let (id, parent) = line.split_once('\t').unwrap();
        let known = vocabulary.data_type(id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!(known.parent.as_deref().unwrap_or(""), parent, "{id}");
        assert!(!known.label.zh.is_empty() && !known.label.en.is_empty(), "{id}");
        assert!(!known.zh.is_empty() || !known.any.is_empty(), "{id} has no Chinese word");
        assert!(!known.en.is_empty() || !known.any.is_empty(), "{id} has no English word");
        count += 1;
    }
    assert!(vocabulary.types().len() >= count && count > 100);
    let mut seen = BTreeMap::new();
    for data in vocabulary.types() {
        // A word may come from two patterns of one type, never from those of two.
        for word in data.words().flat_map(|(word, _)| policy::fold::alternatives(word)) {
            let folded = policy::fold::fold(&word).to_lowercase();
            if let Some(other) = seen.insert(folded, &data.id).filter(|other| **other != data.id) {
                panic!("{word} names both {other} and {}", data.id);
            }
        }
        assert!(!vocabulary.is_below(&data.id, &data.id), "{} is above itself", data.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600), ending in prop_oneof![Just("txt"), Just("html"), Just("md"), Just("xml"), Just("csv"), Just("docx"), Just("toml")]) {
        read(&format!("p.{ending}"), &bytes);
    }

    #[test]
    fn any_words_are_read(words in "[我们不会收集您的IMEI设备信息、,。:：()（）|<>/a-z \n#*\\-]{0,300}", ending in prop_oneof![Just("txt"), Just("html"), Just("md"), Just("xml"), Just("csv")]) {
        let policy = read(&format!("p.{ending}"), words.as_bytes());
        for data in &policy.data {
            for at in &data.mentions {
                prop_assert!(!at.text().is_empty());
            }
        }
    }
}

/// Cells of published lists put what is required and what is optional on lines of their own, often without a stop.
#[test]
fn the_lines_of_a_cell_may_be_keys() {
    for (cell, expected) in [
        ("必选信息：Android ID、设备型号<br>可选信息：OAID", vec!["android-id", "device-model", "oaid"]),
        ("必要信息：IMEI<br>非必要信息：OAID", vec!["imei", "oaid"]),
        (
            "必选信息：网络信息（含 IP 地址）、时区<br>可选信息：IMEI",
            vec!["imei", "ip-address", "network-info", "time-zone"],
        ),
    ] {
        let text = format!("| SDK名称 | 使用目的 | 收集个人信息类型 |\n|---|---|---|\n| OPPO推送 | 推送 | {cell} |\n");
        let policy = read("list.md", text.as_bytes());
        let found: BTreeSet<&str> = policy.sdks[0].data.iter().map(|data| data.data.as_str()).collect();
        assert_eq!(found, expected.into_iter().collect(), "{cell}");
    }
}
