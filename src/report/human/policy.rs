//! The report of `policy`: what the texts say, so that a lawyer can check it at a glance.

use std::collections::BTreeSet;

use super::{Style, problems};
use crate::policy::{DateKind, Polarity, Policy, Strength};
use crate::report::printable;
use crate::report::table::columns;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Span};

/// What the texts declare.
pub fn policy(policy: &Policy, database: &Database, table: &PermissionTable, style: &Style) -> String {
    let mut out = String::new();
    let many = policy.documents.len() > 1;
    let lines = |places: &[Span]| {
        let mut lines: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for place in places {
            let line =
                if many { format!("{}:{}", printable(place.path()), place.line()) } else { place.line().to_string() };
            if known.insert(line.clone()) {
                lines.push(line);
            }
        }
        lines.join(", ")
    };
    for document in &policy.documents {
        let list = match (document.is_list, document.has_sdk_list) {
            (true, _) => style.pick("，SDK 清单", ", SDK list"),
            (false, true) => style.pick("，含 SDK 清单", ", holds an SDK list"),
            (false, false) => "",
        };
        let line = match style.language {
            Language::Zh => format!(
                "{}（{}，{}，{} 句{list}）",
                document.path, document.format, document.language, document.sentences
            ),
            Language::En => format!(
                "{} ({}, {}, {} sentences{list})",
                document.path, document.format, document.language, document.sentences
            ),
        };
        out.push_str(&format!("{}\n", style.bold(&printable(&line))));
        let at = |place: &Span| format!("{} {}", style.pick("行", "lines"), lines(std::slice::from_ref(place)));
        let mut rows: Vec<Vec<String>> = Vec::new();
        if let Some(operator) = &document.operator {
            rows.push(vec![style.pick("运营方", "operator").to_owned(), printable(&operator.value), at(&operator.at)]);
        }
        for date in &document.dates {
            let head = match date.kind {
                DateKind::Updated => style.pick("更新日期", "updated"),
                DateKind::Effective => style.pick("生效日期", "effective"),
                DateKind::Published => style.pick("发布日期", "published"),
            };
            rows.push(vec![head.to_owned(), date.value.to_string(), at(&date.at)]);
        }
        for line in columns(&rows, 2) {
            out.push_str(&format!("  {line}\n"));
        }
    }
    out.push('\n');
    let line_head = style.pick("行", "lines");

    let rows: Vec<Vec<String>> = policy
        .sdks
        .iter()
        .map(|entry| {
            let id = match (&entry.id, entry.candidates.as_slice()) {
                (Some(id), _) => id.clone(),
                (None, []) => "?".to_owned(),
                (None, candidates) => candidates.join(" | "),
            };
            let known = entry.id.as_deref().is_some_and(|id| database.contains(id)) || !entry.candidates.is_empty();
            let mut lacks = Vec::new();
            if entry.is_entry {
                lacks.extend(entry.vendor.is_none().then_some(style.pick("运营方", "operator")));
                lacks.extend(entry.purpose.is_none().then_some(style.pick("目的", "purpose")));
                lacks.extend(entry.data.is_empty().then_some(style.pick("数据", "data")));
                lacks.extend(entry.privacy_url.is_none().then_some(style.pick("链接", "link")));
            }
            let mut notes = Vec::new();
            notes.extend(entry.misspelling_of.as_ref().map(|name| format!("{} {name}", style.pick("应为", "for"))));
            notes.extend((!known).then(|| style.pick("数据库未收录", "not in the database").to_owned()));
            if !lacks.is_empty() {
                notes.push(format!("{} {}", style.pick("缺", "lacks"), lacks.join(style.pick("、", ", "))));
            }
            vec![printable(&entry.name), id, format!("{line_head} {}", lines(&entry.mentions)), notes.join("; ")]
        })
        .collect();
    section(&mut out, style, style.pick("SDK", "SDKs"), &rows);

    for (polarity, title) in [
        (Polarity::Affirmed, style.pick("声明收集", "Said to be collected")),
        (Polarity::Denied, style.pick("声明不收集", "Said not to be collected")),
    ] {
        let rows: Vec<Vec<String>> = policy
            .data
            .iter()
            .filter(|said| said.polarity == polarity)
            .map(|said| {
                let mut notes = Vec::new();
                notes.extend((said.strength == Strength::Generic).then_some(style.pick("笼统", "generic")));
                notes.extend(said.ios_only.then_some("iOS"));
                vec![
                    Vocabulary::get().label(&said.data).get(style.language).to_owned(),
                    said.data.clone(),
                    format!("{line_head} {}", lines(&said.mentions)),
                    notes.join(" "),
                ]
            })
            .collect();
        section(&mut out, style, title, &rows);
    }

    let rows: Vec<Vec<String>> = policy
        .permissions
        .iter()
        .map(|said| {
            let label = table.label(&said.name).map(|label| label.get(style.language).to_owned());
            let denied = if said.polarity == Polarity::Denied { style.pick("不申请", "denied") } else { "" };
            vec![
                label.unwrap_or_default(),
                said.name.clone(),
                format!("{line_head} {}", lines(&said.mentions)),
                denied.to_owned(),
            ]
        })
        .collect();
    section(&mut out, style, style.pick("权限", "Permissions"), &rows);

    let rows: Vec<Vec<String>> = policy
        .external_lists
        .iter()
        .map(|list| {
            vec![
                printable(&list.text.value),
                printable(list.url.as_deref().unwrap_or("-")),
                format!("{line_head} {}", lines(std::slice::from_ref(&list.text.at))),
            ]
        })
        .collect();
    section(&mut out, style, style.pick("指向的清单", "Lists that it points to"), &rows);

    let rows: Vec<Vec<String>> = policy
        .statements
        .iter()
        .map(|statement| {
            let text: String = statement.at.text().chars().take(60).collect();
            vec![
                statement.kind.name().to_owned(),
                statement.force.name().to_owned(),
                format!("{line_head} {}", lines(std::slice::from_ref(&statement.at))),
                printable(&text.replace('\n', " ")),
            ]
        })
        .collect();
    section(&mut out, style, style.pick("声明", "Statements"), &rows);

    let rows: Vec<Vec<String>> = policy
        .contradictions
        .iter()
        .map(|item| vec![printable(item.message.get(style.language)), format!("{line_head} {}", lines(&item.places))])
        .collect();
    section(&mut out, style, style.pick("矛盾", "Contradictions"), &rows);
    out.push_str(&problems(&policy.problems, style));
    out
}

fn section(out: &mut String, style: &Style, title: &str, rows: &[Vec<String>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("{} ({})\n", style.bold(title), rows.len()));
    for line in columns(rows, 2) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push('\n');
}
