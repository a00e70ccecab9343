//! The JSON Schema of `qingdan.toml`, from the table of keys.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, Kind, Word};

/// The file beside `qingdan.toml` that editors read.
pub const FILE_NAME: &str = "qingdan.schema.json";

/// The schema, in the draft that editors' TOML tools read. Descriptions are bilingual.
pub fn schema() -> Value {
    let mut schema = object(KEYS);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("qingdan.toml");
    schema
}

fn object(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut property = kind(key.kind);
            property["description"] = json!(format!("{}\n{}", key.en, key.zh));
            (key.name.to_owned(), property)
        })
        .collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut object = json!({"type": "object", "additionalProperties": false, "properties": properties});
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::One(of) => word(of),
        Kind::Many(of) => json!({"type": "array", "items": word(of)}),
        Kind::Map(names, of) => {
            json!({"type": "object", "propertyNames": word(names), "additionalProperties": word(of)})
        }
        Kind::Tables(keys) => {
            let mut item = object(keys);
            let conditions: Vec<Value> = keys
                .iter()
                .filter(|key| !["reason", "expires"].contains(&key.name))
                .map(|key| json!({"required": [key.name]}))
                .collect();
            item["anyOf"] = json!(conditions);
            json!({"type": "array", "items": item})
        }
        Kind::ListCells(_) => json!({"type": "object", "additionalProperties": {"type": "object"}}),
        Kind::ListRows => json!({"type": "array", "items": {"type": "object"}}),
    }
}

fn word(word: Word) -> Value {
    match (word, word.accepted()) {
        (_, Some(accepted)) => json!({"type": "string", "enum": accepted}),
        (Word::Module, _) => json!({"type": "string", "pattern": "^:"}),
        (Word::Permission, _) => json!({"type": "string", "pattern": "\\."}),
        (Word::Date, _) => json!({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        _ => json!({"type": "string", "minLength": 1}),
    }
}
