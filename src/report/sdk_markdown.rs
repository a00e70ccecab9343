//! Tables in Markdown.

use crate::sdk::database::Database;
use crate::sdk::record::{CATEGORIES, Collects, Record};
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Language;

/// `qingdan sdk list --format markdown`.
pub fn sdk_list(database: &Database, language: Language) -> String {
    let zh = language == Language::Zh;
    let mut out = if zh {
        "| id | 名称 | 类别 | 运营方 | 收集的数据 | 隐私政策 |\n".to_owned()
    } else {
        "| id | Name | Category | Operator | Data | Privacy policy |\n".to_owned()
    };
    out.push_str("|---|---|---|---|---|---|\n");
    for record in database.records() {
        let category = CATEGORIES.iter().find(|(id, ..)| *id == record.category);
        let category =
            category.map_or(record.category.as_str(), |(_, chinese, english)| if zh { chinese } else { english });
        let link = if zh { &record.privacy_url.zh } else { &record.privacy_url.en };
        let cells = [
            format!("`{}`", record.id),
            record.display().get(language).to_owned(),
            category.to_owned(),
            database.operator(&record).get(language).to_owned(),
            data(&record, language),
            if link.is_empty() { String::new() } else { format!("<{link}>") },
        ];
        out.push_str(&format!("| {} |\n", cells.map(|cell| escape(&cell)).join(" | ")));
    }
    out
}

/// The data types that an SDK collects; those that it does not always collect stand in brackets.
fn data(record: &Record, language: Language) -> String {
    let zh = language == Language::Zh;
    let facts = record.current_data();
    if facts.is_empty() {
        let nothing = record.collects == Collects::Nothing;
        return match (nothing, zh) {
            (true, true) => "不收集",
            (true, false) => "none",
            (false, true) => "（没有来源）",
            (false, false) => "(no source)",
        }
        .to_owned();
    }
    let label = |fact: &crate::sdk::facts::CurrentData<'_>| {
        let label = Vocabulary::get().label(fact.data);
        let label = label.get(language);
        if fact.is_required() { label.to_owned() } else { format!("[{label}]") }
    };
    facts.iter().map(label).collect::<Vec<_>>().join(if zh { "、" } else { ", " })
}

/// Bars and line ends would break the table.
fn escape(cell: &str) -> String {
    cell.replace('|', "\\|").replace(['\n', '\r'], " ")
}
