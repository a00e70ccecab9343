//! What holds of every format.

use qingdan::appendix::{
    self, Column, Extent, Kind, Options, Overrides, Wording, csv, docx, html, json, markdown, xlsx,
};
use qingdan::sdk::database::Database;

use super::{facts, inventory};

fn lists(options: &Options, overrides: &Overrides) -> appendix::Lists {
    let database = Database::bundled();
    let inventory = inventory(&database, &["jiguang-jpush", "umeng-analytics"], &["android.permission.CAMERA"]);
    appendix::build(facts(&inventory, &database), options, overrides)
}

fn all() -> Options {
    Options { kinds: Kind::ALL.to_vec(), ..Options::default() }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let bytes = || {
        let lists = lists(&all(), &Overrides::default());
        let wording = Wording::Both;
        [
            markdown::lists(&lists.lists, wording).into_bytes(),
            html::page(&lists.lists, wording).into_bytes(),
            csv::lists(&lists.lists, wording, csv::Separator::Comma).into_bytes(),
            csv::lists(&lists.lists, wording, csv::Separator::Tab).into_bytes(),
            json::lists(&lists).to_string().into_bytes(),
            docx::document(&lists.lists, wording).unwrap(),
            xlsx::workbook(&lists.lists, wording).unwrap(),
        ]
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn columns_are_chosen_and_ordered() {
    let options = Options { columns: vec![Column::Privacy, Column::Name, Column::Users], ..all() };
    let lists = lists(&options, &Overrides::default());
    assert_eq!(lists.lists[0].columns, [Column::Privacy, Column::Name]);
    // A list that has none of the columns keeps its own.
    assert_eq!(lists.lists[1].columns, Kind::Collected.columns());
    assert_eq!(lists.lists[2].columns, [Column::Name, Column::Users]);
}

#[test]
fn optional_data_waits_for_its_permission() {
    let database = Database::bundled();
    let mut inventory = inventory(&database, &["jiguang-jpush"], &[]);
    inventory.permissions.clear();
    let data = |extent| {
        let options = Options { kinds: vec![Kind::Sdk], extent, ..Options::default() };
        let lists = appendix::build(facts(&inventory, &database), &options, &Overrides::default());
        markdown::lists(&lists.lists, Wording::En)
    };
    assert!(!data(Extent::Triggered).contains("IMEI") && data(Extent::Triggered).contains("MAC address"));
    assert!(data(Extent::All).contains("IMEI"));
}

#[test]
fn overrides_stand_in_the_lists() {
    let overrides: Overrides = toml::from_str(
        "[sdk.\"jiguang-jpush\"]\nscenario = \"有新消息时\"\n\
         [permission.\"android.permission.CAMERA\"]\npurpose.zh = \"扫码\"\n\
         [[row]]\nname.zh = \"云主机\"\noperator.zh = \"某云\"\n\
         [[omit]]\nsdk = \"umeng-analytics\"\nreason = \"只在测试包中\"\n",
    )
    .unwrap();
    let lists = lists(&all(), &overrides);
    let text = markdown::lists(&lists.lists, Wording::Zh);
    for expected in ["有新消息时", "扫码", "| 云主机 | 某云 | 【待填写：使用目的】"] {
        assert!(text.contains(expected), "{expected} is missing from\n{text}");
    }
    assert!(!lists.lists[0].rows().any(|row| row.key == "umeng-analytics"));
    assert!(lists.notes[0].zh.contains("只在测试包中"), "{:?}", lists.notes);
}

#[test]
fn texts_cannot_break_out_of_their_cells() {
    let overrides: Overrides =
        toml::from_str("[sdk.\"jiguang-jpush\"]\npurpose = \"a|b<script>\\\"c\\\"\\n=1\"\n").unwrap();
    let lists = lists(&all(), &overrides);
    assert!(markdown::lists(&lists.lists, Wording::Zh).contains("a\\|b&lt;script>\"c\"<br>=1"));
    assert!(html::page(&lists.lists, Wording::Zh).contains("a|b&lt;script&gt;&quot;c&quot;<br>=1"));
    assert!(csv::lists(&lists.lists, Wording::Zh, csv::Separator::Comma).contains("\"a|b<script>\"\"c\"\"\n=1\""));
}
