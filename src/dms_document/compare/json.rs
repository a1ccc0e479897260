//! Values in one spelling: members in the order of their names.

use crate::dms_document::json::{Json, Kind};

/// The value as it is compared and shown.
pub fn spelled(json: &Json) -> String {
    match &json.kind {
        Kind::Null => "null".to_owned(),
        Kind::Boolean(value) => value.to_string(),
        Kind::Number(number) => number.clone(),
        Kind::Text(text) => format!("{text:?}"),
        Kind::List(elements) => format!("[{}]", elements.iter().map(spelled).collect::<Vec<_>>().join(", ")),
        Kind::Object(members) => {
            let mut members: Vec<String> =
                members.iter().map(|member| format!("{:?}: {}", member.name, spelled(&member.value))).collect();
            members.sort();
            format!("{{{}}}", members.join(", "))
        }
    }
}
