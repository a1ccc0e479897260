//! Requests as the JSON that the service takes, written from their values: what the lines of the runtime are compared with.

#![allow(dead_code)]

use mapc_runtime::events::{Expressions, Request};
use mapc_runtime::{AttributeValue, Item};

/// The line of a request, without its end.
pub fn line(request: &Request) -> String {
    action(request, ["PutItem", "UpdateItem", "DeleteItem"])
}

fn action(request: &Request, [put, update, delete]: [&str; 3]) -> String {
    let body = |name: &str, table: &str, part: &str, item: &Item, expressions: &Expressions| {
        format!("{{\"{name}\":{{\"TableName\":{},\"{part}\":{}{}}}}}", text(table), map(item), rest(expressions))
    };
    match request {
        Request::Put { table, item, expressions } => body(put, table, "Item", item, expressions),
        Request::Update { table, key, expressions } => body(update, table, "Key", key, expressions),
        Request::Delete { table, key, expressions } => body(delete, table, "Key", key, expressions),
        Request::Transact(actions) => {
            let actions: Vec<String> =
                actions.iter().map(|request| action(request, ["Put", "Update", "Delete"])).collect();
            format!("{{\"TransactWriteItems\":{{\"TransactItems\":[{}]}}}}", actions.join(","))
        }
    }
}

fn rest(expressions: &Expressions) -> String {
    let mut out = String::new();
    if let Some(update) = &expressions.update {
        out.push_str(&format!(",\"UpdateExpression\":{}", text(update)));
    }
    if let Some(condition) = &expressions.condition {
        out.push_str(&format!(",\"ConditionExpression\":{}", text(condition)));
    }
    if !expressions.names.is_empty() {
        let names: Vec<String> = expressions
            .names
            .iter()
            .map(|(placeholder, name)| format!("{}:{}", text(placeholder), text(name)))
            .collect();
        out.push_str(&format!(",\"ExpressionAttributeNames\":{{{}}}", names.join(",")));
    }
    if !expressions.values.is_empty() {
        out.push_str(&format!(",\"ExpressionAttributeValues\":{}", map(&expressions.values)));
    }
    out
}

fn map(item: &Item) -> String {
    let members: Vec<String> = item.iter().map(|(name, of)| format!("{}:{}", text(name), value(of))).collect();
    format!("{{{}}}", members.join(","))
}

fn value(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(of) => format!("{{\"S\":{}}}", text(of)),
        AttributeValue::N(of) => format!("{{\"N\":{}}}", text(of)),
        AttributeValue::Bool(of) => format!("{{\"BOOL\":{of}}}"),
        AttributeValue::Null => "{\"NULL\":true}".to_owned(),
        AttributeValue::M(of) => format!("{{\"M\":{}}}", map(of)),
        AttributeValue::L(of) => {
            let elements: Vec<String> = of.iter().map(self::value).collect();
            format!("{{\"L\":[{}]}}", elements.join(","))
        }
        AttributeValue::B(_) | _ => panic!("not needed so far: {value:?}"),
    }
}

/// A text between quotes.
pub fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            control @ '\0'..' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            character => out.push(character),
        }
    }
    out.push('"');
    out
}
