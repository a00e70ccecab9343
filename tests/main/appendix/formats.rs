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
fn overrides_that_fit_nothing_are_told() {
    let overrides: Overrides = toml::from_str(
        "[sdk.\"jiguang-jpush\"]\npurpose = \"推送\"\ncount = \"一次\"\n\
         [sdk.\"tencent-bugly\"]\npurpose = \"崩溃\"\n\
         [data.imsi]\npurpose = \"无\"\n\
         [permission.\"android.permission.READ_SMS\"]\npurpose = \"无\"\n\
         [[omit]]\nsdk = \"umeng-analytics\"\nreason = \"只在测试包中\"\n\
         [[omit]]\nsdk = \"alipay\"\nreason = \"已下线\"\n",
    )
    .unwrap();
    let notes: Vec<String> = lists(&all(), &overrides).notes.into_iter().map(|note| note.en).collect();
    let expected = [
        "[sdk.\"tencent-bugly\"] of qingdan.toml is not used: the list of third-party SDKs has no such row",
        "[[omit]] sdk = \"alipay\" of qingdan.toml is not used: the list of third-party SDKs has no such row",
        "`count` in [sdk.\"jiguang-jpush\"] of qingdan.toml is not used: the list of third-party SDKs has no such column",
        "List of third-party SDKs: umeng-analytics is left out: 只在测试包中",
        "[permission.\"android.permission.READ_SMS\"] of qingdan.toml is not used: \
         the list of app permissions has no such row",
    ];
    let about_data = |note: &&String| note.starts_with("[data.");
    assert_eq!(notes.iter().filter(|note| !about_data(note)).collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    // What is only about a list that is not asked for is not said to be unused.
    let options = Options { kinds: vec![Kind::Permissions], ..Options::default() };
    assert_eq!(lists(&options, &overrides).notes.len(), 1);
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

/// A generic type beside what it stands for would say one thing twice.
#[test]
fn generic_types_name_what_they_stand_for() {
    let database = Database::bundled();
    let inventory = inventory(&database, &["umeng-analytics", "tencent-bugly"], &["android.permission.CAMERA"]);
    let options = Options { kinds: Kind::ALL.to_vec(), ..Options::default() };
    let lists = appendix::build(facts(&inventory, &database), &options, &Overrides::default()).lists;
    let data = |key: &str| {
        let at = lists[0].columns.iter().position(|column| *column == Column::Data).unwrap();
        lists[0].rows().find(|row| row.key == key).unwrap().cells[at].text.clone()
    };
    assert!(data("umeng-analytics").zh.contains("网络信息（包括 IP 地址、"), "{:?}", data("umeng-analytics"));
    assert!(data("umeng-analytics").en.contains("network information (including IP address, "));
    // Required and optional items have a line each.
    assert!(
        data("tencent-bugly").zh.contains("\n可选信息：设备标识符（包括 Android ID）"),
        "{:?}",
        data("tencent-bugly")
    );
    assert!(data("tencent-bugly").en.contains("\nOptional: device identifiers (including Android ID)"));
    // In the list of types the specific ones have rows of their own, and all who collect are named there.
    let keys: Vec<&str> = lists[1].rows().map(|row| row.key.as_str()).collect();
    assert!(!keys.contains(&"network-info") && keys.contains(&"ip-address"), "{keys:?}");
    // Related types stand together: identifiers before the rest of the device, whatever their place in the file.
    let place = |id: &str| keys.iter().position(|key| *key == id).unwrap();
    assert!(place("android-id") < place("device-model") && place("system-build") < place("ip-address"), "{keys:?}");
}

/// The lists agree on who uses a permission, and why.
#[test]
fn a_permission_is_the_app_s_unless_an_sdk_uses_it() {
    let database = Database::bundled();
    let inventory = inventory(&database, &["iflytek"], &["android.permission.READ_CALENDAR"]);
    let lists = appendix::build(facts(&inventory, &database), &all(), &Overrides::default()).lists;
    let cells = |list: usize, key: &str| {
        let row = lists[list].rows().find(|row| row.key == key).unwrap();
        let at = |column| lists[list].columns.iter().position(|known| *known == column).unwrap();
        let who = if list == 1 { Column::Source } else { Column::Users };
        [at(Column::Purpose), at(who)].map(|at| row.cells[at].text.en.clone())
    };
    let camera = cells(1, "camera");
    assert_eq!(camera, ["Take pictures for face recognition", "Third-party SDK: iFLYTEK Speech"]);
    assert_eq!(camera, cells(2, "android.permission.CAMERA"));
    assert_eq!(cells(1, "calendar"), ["[to fill in: purpose]", "The app (permission: read the calendar)"]);
    assert_eq!(cells(2, "android.permission.READ_CALENDAR"), ["[to fill in: purpose]", "The app"]);
}

/// The list is of all SDKs: one that its vendor says collects nothing stands in it with nothing to disclose.
#[test]
fn an_sdk_that_collects_nothing_is_named() {
    let database = Database::bundled();
    let inventory = inventory(&database, &["tencent-mmkv"], &[]);
    let options = Options { columns: vec![Column::Data, Column::Permissions, Column::Method], ..all() };
    let lists = appendix::build(facts(&inventory, &database), &options, &Overrides::default()).lists;
    let cells: Vec<&str> = lists[0].rows().flat_map(|row| &row.cells).map(|cell| cell.text.en.as_str()).collect();
    assert_eq!(cells, ["None", "None", "Not applicable"]);
    assert_eq!(lists[1].rows().count(), 0);
}
