//! The lists as JSON, in both languages: `qingdan/appendix/1`.

use serde_json::{Map, Value, json};

use super::{List, Lists};
use crate::source::Text;

/// All lists with their notes.
pub fn lists(lists: &Lists) -> Value {
    json!({
        "schema": "qingdan/appendix/1",
        "tool": {"name": "qingdan", "version": env!("CARGO_PKG_VERSION")},
        "lists": lists.lists.iter().map(list).collect::<Vec<_>>(),
        "notes": lists.notes.iter().map(text).collect::<Vec<_>>(),
    })
}

fn text(text: &Text) -> Value {
    json!({"zh": text.zh, "en": text.en})
}

fn list(list: &List) -> Value {
    let columns: Vec<Value> = list
        .columns
        .iter()
        .map(|column| json!({"name": column.name(), "title": text(&column.title(list.kind))}))
        .collect();
    let rows: Vec<Value> = list
        .groups
        .iter()
        .flat_map(|group| group.rows.iter().map(move |row| (group, row)))
        .map(|(group, row)| {
            let mut cells = Map::new();
            for (column, cell) in list.columns.iter().zip(&row.cells) {
                cells.insert(column.name().into(), text(&cell.text));
            }
            let category = if group.title.zh.is_empty() { Value::Null } else { text(&group.title) };
            json!({"key": row.key, "category": category, "cells": cells})
        })
        .collect();
    json!({
        "kind": list.kind.name(),
        "title": text(&list.kind.title()),
        "introduction": text(&list.introduction()),
        "columns": columns,
        "rows": rows,
    })
}
