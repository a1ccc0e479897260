//! What an example expects against what came out.
//!
//! The order of members never matters. Numbers are equal by value, texts by their characters, moments by what they name.

use rustc_hash::FxHashMap;

use super::moment;
use super::number::Exact;
use super::value::{Member, Record, Value};
use crate::syntax::tree::{self, LiteralKind, RecordValue};
use crate::text::Span;

/// One member that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The names that lead to it, joined by points; elements of lists by their place, from 1.
    pub path: String,
    /// What the example says, and where; `None` where it says nothing.
    pub expected: Option<(Value, Span)>,
    /// What came out; `None` where nothing did.
    pub got: Option<Value>,
}

/// All members of `got` that are not as `expected` says, in the order of `expected`, then in that of `got`.
pub fn differences(expected: &tree::Record, got: &Record) -> Vec<Difference> {
    let mut list = Vec::new();
    records(expected, got, "", &mut list);
    list
}

/// A record of an example as a value, for its spelling.
pub fn said(record: &tree::Record) -> Record {
    let member = |(key, value): &(tree::RecordKey, RecordValue)| Member {
        name: key.text.clone(),
        value: said_value(value),
        implied: false,
    };
    Record { members: record.entries.iter().map(member).collect() }
}

/// A value of an example, for its spelling.
pub fn said_value(given: &RecordValue) -> Value {
    match given {
        RecordValue::Scalar(literal) => match &literal.kind {
            LiteralKind::Number(digits) => Value::Number(digits.clone()),
            LiteralKind::Boolean(flag) => Value::Boolean(*flag),
            LiteralKind::Null => Value::Null,
            LiteralKind::Text(text) => Value::Text(text.clone()),
        },
        RecordValue::Record(record) => Value::Record(said(record)),
        RecordValue::List(elements, _) => Value::List(elements.iter().map(said_value).collect()),
    }
}

/// Where a value of an example stands.
pub fn place(given: &RecordValue) -> Span {
    match given {
        RecordValue::Scalar(literal) => literal.span,
        RecordValue::Record(record) => record.span,
        RecordValue::List(_, span) => *span,
    }
}

fn records(expected: &tree::Record, got: &Record, path: &str, list: &mut Vec<Difference>) {
    let members: FxHashMap<&str, &Member> = got.members.iter().map(|member| (&*member.name, member)).collect();
    let entries: FxHashMap<&str, &RecordValue> =
        expected.entries.iter().map(|(key, given)| (&*key.text, given)).collect();
    for (key, given) in &expected.entries {
        let path = joined(path, &key.text);
        match members.get(&*key.text) {
            Some(member) => values(given, &member.value, path, list),
            None => list.push(Difference { path, expected: Some((said_value(given), key.span)), got: None }),
        }
    }
    for member in &got.members {
        if !member.implied && !entries.contains_key(&*member.name) {
            let path = joined(path, &member.name);
            list.push(Difference { path, expected: None, got: Some(member.value.clone()) });
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn values(given: &RecordValue, got: &Value, path: String, list: &mut Vec<Difference>) {
    let same = match (given, got) {
        (RecordValue::Scalar(literal), _) => scalar(&literal.kind, got),
        (RecordValue::Record(expected), Value::Record(got)) => return records(expected, got, &path, list),
        (RecordValue::List(expected, _), Value::List(got)) if expected.len() == got.len() => {
            for (place, (given, got)) in expected.iter().zip(got).enumerate() {
                values(given, got, joined(&path, &(place + 1).to_string()), list);
            }
            return;
        }
        (RecordValue::Record(_) | RecordValue::List(..), _) => false,
    };
    if !same {
        list.push(Difference { path, expected: Some((said_value(given), place(given))), got: Some(got.clone()) });
    }
}

fn scalar(given: &LiteralKind, got: &Value) -> bool {
    match (given, got) {
        (LiteralKind::Number(one), Value::Number(other)) => match (Exact::read(one), Exact::read(other)) {
            (Some(one), Some(other)) => one.compare(other).is_eq(),
            (Some(_) | None, _) => false,
        },
        (LiteralKind::Text(one), Value::Text(other)) => one == other,
        (LiteralKind::Text(one), Value::Moment(other)) => moment::normal(one) == moment::normal(other),
        (LiteralKind::Boolean(one), Value::Boolean(other)) => one == other,
        (LiteralKind::Null, Value::Null) => true,
        // What a row does not decide can be expected of none.
        (LiteralKind::Number(_) | LiteralKind::Text(_) | LiteralKind::Boolean(_) | LiteralKind::Null, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::diag::Diagnostics;
    use crate::eval::value::{Member, Record, Value};
    use crate::syntax::tree::{self, Item, Outcome};
    use crate::text::Texts;

    fn expected(record: &str) -> tree::Record {
        let text = format!("example m \"t\" {{\n  gives {record}\n}}\n");
        let id = Texts::new().add("a.mapc", &*text);
        let mut diags = Diagnostics::new();
        let tree = crate::syntax::parse(id, &text, &mut diags);
        assert!(diags.is_empty(), "{text}: {diags:?}");
        let Some(Item::Example(example)) = tree.items.first() else { panic!("{text}") };
        let Some(Outcome::Gives(records)) = &example.outcome else { panic!("{text}") };
        records[0].clone()
    }

    fn member(name: &str, value: Value, implied: bool) -> Member {
        Member { name: name.into(), value, implied }
    }

    /// A record of each kind of value: `{ k: "c1", n: 3, d: day, data: { x: 1, y: null }, l: [1, "a"] }`, and a time that no
    /// row decides.
    fn got() -> Record {
        let number = |digits: &str| Value::Number(digits.into());
        Record {
            members: vec![
                member("k", Value::Text("c1".into()), false),
                member("n", number("3"), false),
                member("d", Value::Moment("2020-02-21 19:20:04".into()), false),
                member(
                    "data",
                    Value::Record(Record {
                        members: vec![member("x", number("1"), false), member("y", Value::Null, false)],
                    }),
                    false,
                ),
                member("l", Value::List(vec![number("1"), Value::Text("a".into())]), false),
                member("meta", Value::Record(Record { members: vec![member("t", Value::Unknown, true)] }), true),
            ],
        }
    }

    fn compared(record: &str) -> Vec<String> {
        differences(&expected(record), &got())
            .iter()
            .map(|difference| {
                let spelled = |value: Option<&Value>| value.map_or("nothing".to_owned(), ToString::to_string);
                let expected = spelled(difference.expected.as_ref().map(|(value, _)| value));
                format!("{}: {expected} {}", difference.path, spelled(difference.got.as_ref()))
            })
            .collect()
    }

    #[test]
    fn records_are_equal_by_what_they_mean() {
        let equal = [
            r#"{ k: "c1", n: 3, d: "2020-02-21T19:20:04Z", data: { x: 1, y: null }, l: [1, "a"] }"#,
            r#"{ l: [1.0, "a"], data: { y: null, x: 01 }, d: "2020-02-21 19:20:04.000", n: 3.00, k: "c1", meta: {} }"#,
        ];
        for record in equal {
            assert_eq!(compared(record), [""; 0], "{record}");
        }
    }

    #[test]
    fn each_member_that_differs_is_told() {
        let differing =
            r#"{ k: "C1", n: "3", d: "2020-02-21", data: { x: 2, z: 1 }, l: [1], meta: { t: 1 }, o: true }"#;
        assert_eq!(
            compared(differing),
            [
                r#"k: "C1" "c1""#,
                r#"n: "3" 3"#,
                r#"d: "2020-02-21" "2020-02-21 19:20:04""#,
                "data.x: 2 1",
                "data.z: 1 nothing",
                "data.y: nothing null",
                r#"l: [1] [1, "a"]"#,
                "meta.t: 1 …",
                "o: true nothing",
            ]
        );
        assert_eq!(
            compared("{ k: null, n: null, d: 1, data: 1, l: [2, true] }")[3..],
            ["data: 1 { x: 1, y: null }", "l.1: 2 1", "l.2: true \"a\""]
        );
    }
}
