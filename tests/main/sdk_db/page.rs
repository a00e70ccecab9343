//! `docs/sdk-database.md`: what the database holds, counted. `UPDATE_DOCS=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use qingdan::sdk::database::Database;
use qingdan::sdk::record::{CATEGORIES, Collects, Record, SourceKind};

/// How much a record says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Full,
    Data,
    Nothing,
    SecondHand,
    Identity,
}

const GRADES: &[(Grade, &str, &str)] = &[
    (Grade::Full, "数据、目的、权限和同意接口齐全", "data, purposes, permissions and consent API"),
    (Grade::Data, "有厂商自己写明的数据", "data that the vendor itself states"),
    (Grade::Nothing, "厂商写明不收集", "the vendor states that it collects nothing"),
    (Grade::SecondHand, "数据只有第三方转述", "data as others quote the vendor"),
    (Grade::Identity, "只有名称、厂商和识别特征", "names, vendor and signs alone"),
];

fn grade(record: &Record) -> Grade {
    let data = record.current_data();
    if record.collects == Collects::Nothing {
        Grade::Nothing
    } else if data.is_empty() {
        Grade::Identity
    } else if data.iter().all(|fact| fact.second_hand) {
        Grade::SecondHand
    } else if record.missing.iter().all(|missing| missing == "necessity") {
        Grade::Full
    } else {
        Grade::Data
    }
}

const KINDS: &[(SourceKind, &str)] = &[
    (SourceKind::VendorCompliance, "vendor-compliance"),
    (SourceKind::VendorPolicy, "vendor-policy"),
    (SourceKind::VendorDoc, "vendor-doc"),
    (SourceKind::StoreDisclosure, "store-disclosure"),
    (SourceKind::ThirdParty, "third-party"),
    (SourceKind::AppList, "app-list"),
];

fn page(database: &Database) -> String {
    let records = database.records();
    let mut out = String::from(
        "# SDK 数据库概况 / The SDK database in numbers\n\n\
         本页由测试生成，不要手改：`UPDATE_DOCS=1 cargo test --test main sdk_db`。\n\
         A test writes this page: `UPDATE_DOCS=1 cargo test --test main sdk_db`.\n\n",
    );
    let facts: usize = records.iter().map(|record| record.current_data().len()).sum();
    let claims: usize =
        records.iter().map(|record| record.data.len() + record.permissions.len() + record.consent.len()).sum();
    let signs: usize = records
        .iter()
        .flat_map(|record| [&record.detect.exclusive, &record.detect.shared])
        .flat_map(|signs| signs.by_kind())
        .map(|(_, signs)| signs.len())
        .sum();
    let names: usize = records.iter().map(|record| record.spoken_names().len()).sum();
    let _ = write!(
        out,
        "| | |\n|---|---|\n| SDK | {} |\n| 厂商 / vendors | {} |\n| 名称与写法 / names and wordings | {names} |\n\
         | 识别特征 / signs | {signs} |\n| 当前数据项 / data items that count today | {facts} |\n\
         | 全部事实（含历史）/ claims, with those of the past | {claims} |\n\n",
        records.len(),
        database.vendors().len(),
    );

    out.push_str("## 完整程度 / Grades\n\n| | | SDK |\n|---|---|---|\n");
    for (wanted, zh, en) in GRADES {
        let count = records.iter().filter(|record| grade(record) == *wanted).count();
        let _ = writeln!(out, "| {zh} | {en} | {count} |");
    }

    out.push_str("\n## 各类来源的事实 / Claims by kind of source\n\n| 来源 / source | 数据 / data | 权限 / permissions | 同意接口 / consent |\n|---|---|---|---|\n");
    for (kind, name) in KINDS {
        let of = |record: &Record, key: &str| record.source(key).is_some_and(|source| source.kind == *kind);
        let count = |keys: fn(&Record) -> Vec<&str>| -> usize {
            records.iter().map(|record| keys(record).into_iter().filter(|key| of(record, key)).count()).sum()
        };
        let data = count(|record| record.data.iter().map(|fact| fact.source.as_str()).collect());
        let permissions = count(|record| record.permissions.iter().map(|fact| fact.source.as_str()).collect());
        let consent = count(|record| record.consent.iter().map(|fact| fact.source.as_str()).collect());
        let _ = writeln!(out, "| `{name}` | {data} | {permissions} | {consent} |");
    }

    out.push_str("\n## 来源的年份 / Years of the sources\n\n| | 来源 / sources |\n|---|---|\n");
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    let sources = || records.iter().flat_map(|record| &record.sources);
    for source in sources() {
        *years.entry(source.date.as_deref().map_or("—", |date| &date[..4])).or_default() += 1;
    }
    for (year, count) in &years {
        let _ = writeln!(out, "| {year} | {count} |");
    }
    let dated = records.iter().flat_map(|record| record.sources.iter().map(move |source| (record, source)));
    if let Some((date, id)) = dated.filter_map(|(record, source)| Some((source.date.as_deref()?, &record.id))).min() {
        let _ = writeln!(out, "\n最早的来源 / oldest source: {date} (`{id}`)");
    }
    if let Some(read) = sources().map(|source| &source.read).min() {
        let _ = writeln!(out, "最早的阅读日期 / earliest day of reading: {read}");
    }

    out.push_str("\n## 没有来源的字段 / Fields that no source gives\n\n| 字段 / field | SDK |\n|---|---|\n");
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for field in records.iter().flat_map(|record| &record.missing) {
        *missing.entry(field).or_default() += 1;
    }
    for (field, count) in &missing {
        let _ = writeln!(out, "| `{field}` | {count} |");
    }

    out.push_str("\n## 类别 / Categories\n\n| | | SDK |\n|---|---|---|\n");
    for (category, zh, en) in CATEGORIES {
        let ids: Vec<String> = records
            .iter()
            .filter(|record| record.category == *category)
            .map(|record| format!("`{}`", record.id))
            .collect();
        if !ids.is_empty() {
            let _ = writeln!(out, "| {zh} / {en} | {} | {} |", ids.len(), ids.join(" "));
        }
    }
    out
}

#[test]
fn the_page_is_current() {
    let path = super::root().join("docs/sdk-database.md");
    let page = page(&Database::bundled());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page, "docs/sdk-database.md is out of date; UPDATE_DOCS=1 writes it anew");
}
