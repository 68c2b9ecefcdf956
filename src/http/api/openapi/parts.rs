//! The small parts of what is sent: texts, amounts, instants, ids, with the limits that `domain/fields.rs` holds them to.
//! Absent and null are the same: not said. So whatever is optional may be null.

use serde_json::{Map, Value, json};
use strum::IntoEnumIterator;

use super::words::codes_of;
use crate::domain::text::{LINE, PROSE};

/// Control characters, and those that turn the direction of the text around them.
const DANGEROUS: &str = r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF";

/// A reference to a schema of the document.
pub fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// What may also be null.
pub fn optional(schema: Value) -> Value {
    match schema {
        Value::Object(mut object) if object.get("type").is_some_and(Value::is_string) => {
            let kind = object.get("type").cloned().unwrap_or_default();
            object.insert("type".to_owned(), json!([kind, "null"]));
            if let Some(Value::Array(codes)) = object.get_mut("enum") {
                codes.push(Value::Null);
            }
            Value::Object(object)
        }
        other => json!({"anyOf": [other, {"type": "null"}]}),
    }
}

/// A text that may be left out, or blank.
pub fn text(longest: usize, description: &str) -> Value {
    json!({
        "type": ["string", "null"], "maxLength": longest, "pattern": format!("^[^{DANGEROUS}]*$"),
        "description": description,
    })
}

/// A text that has to be there.
pub fn required_text(longest: usize, description: &str) -> Value {
    json!({
        "type": "string", "minLength": 1, "maxLength": longest,
        "pattern": format!(r"^[^{DANGEROUS}]*[^\s{DANGEROUS}][^{DANGEROUS}]*$"), "description": description,
    })
}

/// A line of text.
pub fn line(description: &str) -> Value {
    text(LINE, description)
}

/// Several lines.
pub fn prose(description: &str) -> Value {
    text(PROSE, description)
}

/// A reference or key.
pub fn key(description: &str) -> Value {
    json!({
        "type": "string", "pattern": r"^\s*[A-Za-z0-9][A-Za-z0-9._-]{0,63}\s*$", "description": description,
        "example": "SY-2016-001",
    })
}

/// A code of a taxonomy, which may be left out.
pub fn code<T: IntoEnumIterator + AsRef<str>>(description: &str) -> Value {
    optional(required_code::<T>(description))
}

/// A code of a taxonomy.
pub fn required_code<T: IntoEnumIterator + AsRef<str>>(description: &str) -> Value {
    json!({"type": "string", "enum": codes_of::<T>(), "description": description})
}

/// RFC 3339.
pub fn instant(description: &str) -> Value {
    json!({"type": "string", "format": "date-time", "description": description})
}

/// A UUID.
pub fn uuid(description: &str) -> Value {
    json!({"type": "string", "format": "uuid", "description": description})
}

/// A whole number, also as a string.
pub fn whole(most: u64, description: &str) -> Value {
    let digits = most.to_string().len();
    json!({
        "description": description,
        "oneOf": [
            {"type": "integer", "minimum": 0, "maximum": most},
            {"type": "string", "pattern": format!(r"^\s*\+?[0-9]{{1,{digits}}}\s*$")},
        ],
    })
}

/// A place, by id or key.
pub fn place(description: &str) -> Value {
    json!({
        "type": "string", "description": format!("{description} By id or key of the register of places."),
        "example": "damascus",
    })
}

/// An exact amount.
pub fn amount() -> Value {
    json!({
        "description": "An exact amount; null is unknown, which is not zero.",
        "oneOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": r"^\s*[+-]?[0-9_]*\.?[0-9_]*([eE][+-]?[0-9]+)?\s*$"},
            {"type": "null"},
        ],
    })
}

/// A count as one source gives it.
pub fn range(description: &str) -> Value {
    let bound = json!({"type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX});
    json!({
        "description": format!("{description} `[from, to]`, null is open; a bare number is both."),
        "oneOf": [
            {"type": "array", "items": bound, "minItems": 2, "maxItems": 2},
            {"type": "integer", "minimum": 0, "maximum": u32::MAX},
            {"type": "null"},
        ],
    })
}

/// A list, which may be left out.
pub fn list(items: &Value, least: usize, most: usize, description: &str) -> Value {
    json!({
        "type": ["array", "null"], "items": items, "minItems": least, "maxItems": most, "description": description,
    })
}

/// An object that takes these fields; others only where it is `open`.
pub fn object(fields: &[(&str, Value)], required: &[&str], open: bool) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let mut object = json!({"type": "object", "properties": properties, "additionalProperties": open});
    if let (false, Some(map)) = (required.is_empty(), object.as_object_mut()) {
        map.insert("required".to_owned(), json!(required));
    }
    object
}
