//! The reports of `sdk list`, `sdk show` and `sdk search`.

use super::Style;
use crate::report::table::columns;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::record::{Bilingual, CATEGORIES, Collects, Necessity, Record};
use crate::sdk::vocabulary::Vocabulary;
use crate::source::Language;

/// One line an SDK.
pub fn list(database: &Database, style: &Style) -> String {
    search(database.records().iter().map(AsRef::as_ref), database, style)
}

/// One line for each of some SDKs.
pub fn search<'a>(records: impl Iterator<Item = &'a Record>, database: &Database, style: &Style) -> String {
    let rows: Vec<Vec<String>> = records
        .map(|record| {
            vec![
                record.id.clone(),
                record.display().get(style.language).to_owned(),
                category(&record.category, style).to_owned(),
                database.operator(record).get(style.language).to_owned(),
                format!("{}", record.current_data().len()),
            ]
        })
        .collect();
    let mut out = columns(&rows, 2).join("\n");
    out.push('\n');
    out
}

fn category<'a>(id: &'a str, style: &Style) -> &'a str {
    CATEGORIES.iter().find(|(known, ..)| *known == id).map_or(id, |(_, zh, en)| match style.language {
        Language::Zh => zh,
        Language::En => en,
    })
}

fn necessity(necessity: Necessity, style: &Style) -> &'static str {
    match (necessity, style.language) {
        (Necessity::Required, Language::Zh) => "必要",
        (Necessity::Optional, Language::Zh) => "可选",
        (Necessity::ExtensionOn, Language::Zh) => "扩展，默认开启",
        (Necessity::ExtensionOff, Language::Zh) => "扩展，默认关闭",
        (Necessity::OnCall, Language::Zh) => "调用时",
        (Necessity::Required, Language::En) => "required",
        (Necessity::Optional, Language::En) => "optional",
        (Necessity::ExtensionOn, Language::En) => "extension, on by default",
        (Necessity::ExtensionOff, Language::En) => "extension, off by default",
        (Necessity::OnCall, Language::En) => "when called",
    }
}

/// A data sheet.
pub fn show(record: &Record, database: &Database, table: &PermissionTable, style: &Style) -> String {
    let mut out = String::new();
    let name = record.display();
    let words = |words: Option<&Bilingual>| -> String {
        words
            .map(|words| if style.language == Language::Zh { words.zh.clone() } else { words.en.clone() })
            .unwrap_or_default()
    };
    out.push_str(&format!("{}  {}\n", style.bold(name.get(style.language)), style.dim(&record.id)));
    let operator = database.operator(record);
    let mut aliases: Vec<&str> = Vec::new();
    let names = &record.names;
    for alias in names.zh.iter().chain(&names.en).chain(&names.legal).chain(&names.former).chain(&names.aliases) {
        if !aliases.contains(&alias.as_str()) {
            aliases.push(alias);
        }
    }
    let link = if style.language == Language::Zh { &record.privacy_url.zh } else { &record.privacy_url.en };
    let unknown = style.pick("（没有来源）", "(no source)");
    let or_unknown = |text: &str| if text.is_empty() { unknown.to_owned() } else { text.to_owned() };
    let head = vec![
        vec![style.pick("运营方", "Operator").to_owned(), or_unknown(operator.get(style.language))],
        vec![style.pick("类别", "Category").to_owned(), category(&record.category, style).to_owned()],
        vec![style.pick("又名", "Also called").to_owned(), aliases.join(style.pick("、", ", "))],
        vec![style.pick("隐私政策", "Privacy policy").to_owned(), or_unknown(link)],
    ];
    for line in columns(&head, 2) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push('\n');

    let facts = record.current_data();
    out.push_str(&format!("{}\n", style.bold(style.pick("收集的数据", "Data collected"))));
    if record.collects == Collects::Nothing {
        out.push_str(style.pick("  据来源不收集个人信息\n", "  none, its sources say\n"));
    } else if facts.is_empty() {
        out.push_str(style.pick("  没有来源说明\n", "  no source says\n"));
    }
    let rows: Vec<Vec<String>> = facts
        .iter()
        .map(|fact| {
            let mut notes = words(fact.condition);
            if let Some(switch) = fact.switch {
                notes.push_str(&format!(" [{}]", switch.name));
            }
            if fact.second_hand {
                notes.push_str(style.pick("（二手资料）", " (second-hand)"));
            }
            vec![
                Vocabulary::get().label(fact.data).get(style.language).to_owned(),
                fact.data.to_owned(),
                necessity(fact.necessity, style).to_owned(),
                words(fact.purpose),
                notes,
            ]
        })
        .collect();
    for line in columns(&rows, 2) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push('\n');

    let permissions = record.current_permissions();
    if !permissions.is_empty() {
        out.push_str(&format!("{}\n", style.bold(style.pick("权限", "Permissions"))));
        let rows: Vec<Vec<String>> = permissions
            .iter()
            .map(|permission| {
                let label = table.label(permission.name).map(|label| label.get(style.language).to_owned());
                vec![
                    permission.name.to_owned(),
                    label.unwrap_or_default(),
                    necessity(permission.necessity, style).to_owned(),
                    words(permission.purpose),
                ]
            })
            .collect();
        for line in columns(&rows, 2) {
            out.push_str(&format!("  {line}\n"));
        }
        out.push('\n');
    }
    if !record.consent.is_empty() {
        out.push_str(&format!("{}\n", style.bold(style.pick("同意接口", "Consent API"))));
        for consent in &record.consent {
            let when = consent.when.as_deref().unwrap_or("");
            out.push_str(&format!("  {}  {when}\n", consent.call));
        }
        out.push('\n');
    }
    out.push_str(&format!("{}\n", style.bold(style.pick("识别特征", "Detection signs"))));
    let rows: Vec<Vec<String>> = record
        .detect
        .exclusive
        .by_kind()
        .into_iter()
        .filter(|(_, signs)| !signs.is_empty())
        .map(|(kind, signs)| vec![kind.to_owned(), signs.join(", ")])
        .collect();
    for line in columns(&rows, 2) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push('\n');
    if !record.missing.is_empty() {
        out.push_str(&format!(
            "{} {}\n\n",
            style.pick("没有来源的字段：", "No source gives:"),
            record.missing.join(", ")
        ));
    }
    out.push_str(&format!("{}\n", style.bold(style.pick("来源", "Sources"))));
    for source in &record.sources {
        let date = source.date.as_deref().unwrap_or("-");
        out.push_str(&format!("  {}  {date}  {}\n      {}\n", source.key, source.title, source.url));
    }
    out
}
