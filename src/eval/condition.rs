//! Whether a condition holds for a row: SQL's three values, numbers compared exactly, texts by their bytes.

use std::cmp::Ordering;

use super::moment;
use super::number::Exact;
use super::row::Row;
use super::value::Value;
use crate::schema::Table;
use crate::syntax::tree::{Condition, Literal, LiteralKind, Test};

/// Whether it holds; `None` where that is unknown, as it is when a column is NULL. (The reader of mappings bounds the
/// nesting.)
pub fn holds(condition: &Condition, table: &Table, row: &Row) -> Option<bool> {
    match condition {
        Condition::And(list) => all(list.iter().map(|inner| holds(inner, table, row))),
        // One holds unless all fail.
        Condition::Or(list) => not(all(list.iter().map(|inner| not(holds(inner, table, row))))),
        Condition::Not(inner) => not(holds(inner, table, row)),
        Condition::Test { column, negated, test, .. } => {
            let column = table.column(&column.parts.last()?.text)?;
            let passed = passes(test, &row.values[column]);
            if *negated { not(passed) } else { passed }
        }
    }
}

fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

fn all(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for truth in truths {
        match truth {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

fn passes(test: &Test, value: &Value) -> Option<bool> {
    let is = |literal: &Literal, wanted: &[Ordering]| compare(value, literal).map(|order| wanted.contains(&order));
    match test {
        Test::Null => match value {
            Value::Null => Some(true),
            Value::Boolean(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Moment(_)
            | Value::Record(_)
            | Value::List(_)
            // What is not known in detail is there.
            | Value::Unknown => Some(false),
        },
        Test::Equal(literal) => is(literal, &[Ordering::Equal]),
        Test::Less(literal) => is(literal, &[Ordering::Less]),
        Test::AtMost(literal) => is(literal, &[Ordering::Less, Ordering::Equal]),
        Test::Greater(literal) => is(literal, &[Ordering::Greater]),
        Test::AtLeast(literal) => is(literal, &[Ordering::Greater, Ordering::Equal]),
        Test::In(literals) => not(all(literals.iter().map(|literal| not(is(literal, &[Ordering::Equal]))))),
        Test::Between(low, high) => {
            let low = is(low, &[Ordering::Greater, Ordering::Equal]);
            let high = is(high, &[Ordering::Less, Ordering::Equal]);
            all([low, high].into_iter())
        }
        Test::Like(pattern) => text(value).and_then(|text| like(text, &pattern.value)),
        Test::Contains(part) => text(value).map(|text| text.contains(&*part.value)),
        Test::StartsWith(start) => text(value).map(|text| text.starts_with(&*start.value)),
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Moment(text) | Value::Number(text) => Some(text),
        Value::Null | Value::Boolean(_) | Value::Record(_) | Value::List(_) | Value::Unknown => None,
    }
}

/// The order of a value and a constant; `None` where they are of different kinds.
fn compare(value: &Value, literal: &Literal) -> Option<Ordering> {
    match (value, &literal.kind) {
        (Value::Number(one), LiteralKind::Number(other)) => Some(Exact::read(one)?.compare(Exact::read(other)?)),
        (Value::Text(one), LiteralKind::Text(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
        (Value::Moment(one), LiteralKind::Text(other)) => moment::compare(one, other),
        (Value::Boolean(one), LiteralKind::Boolean(other)) => Some(one.cmp(other)),
        // MySQL's truth values are 1 and 0.
        (Value::Boolean(one), LiteralKind::Number(other)) => {
            Some(Exact::read(if *one { "1" } else { "0" })?.compare(Exact::read(other)?))
        }
        (
            Value::Null
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Moment(_)
            | Value::Record(_)
            | Value::List(_)
            | Value::Unknown,
            _,
        ) => None,
    }
}

/// `%` is any run, `_` one character. A `\` escapes in some databases and not in others, so that it leaves the answer open.
fn like(text: &str, pattern: &str) -> Option<bool> {
    if pattern.contains('\\') {
        return None;
    }
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    let (mut at, mut wanted) = (0, 0);
    // Where the last run began: what follows it may be looked for further on.
    let mut run: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(wanted) {
            Some('%') => {
                wanted += 1;
                run = Some((wanted, at));
            }
            Some(c) if *c == '_' || *c == text[at] => {
                at += 1;
                wanted += 1;
            }
            Some(_) | None => match run {
                Some((after, from)) => {
                    run = Some((after, from + 1));
                    (wanted, at) = (after, from + 1);
                }
                None => return Some(false),
            },
        }
    }
    Some(pattern[wanted..].iter().all(|c| *c == '%'))
}

#[cfg(test)]
mod tests {
    use super::{holds, like};
    use crate::diag::Diagnostics;
    use crate::eval::row::Row;
    use crate::eval::value::Value;
    use crate::schema::{Column, Table, TableKind};
    use crate::syntax::tree::{Claim, Condition, Item, Line};
    use crate::text::{Span, Texts};
    use crate::types::Type;

    fn condition(text: &str) -> (Condition, Span) {
        let text = format!("map m from s.t -> dms -> dynamodb t {{\n  assume {text}\n}}\n");
        let id = Texts::new().add("a.mapc", &*text);
        let mut diags = Diagnostics::new();
        let tree = crate::syntax::parse(id, &text, &mut diags);
        assert!(diags.is_empty(), "{text}: {diags:?}");
        let Some(Item::Map(map)) = tree.items.first() else { panic!("{text}") };
        let Some(Line::Assume(line)) = map.body.first() else { panic!("{text}") };
        let Claim::Condition(condition) = &line.claim else { panic!("{text}") };
        (condition.clone(), line.span)
    }

    /// Whether the condition holds where `n` is 5, `s` is "A|B", `d` a day, `b` true and `z` NULL.
    fn truth(text: &str) -> Option<bool> {
        let (condition, span) = condition(text);
        let values = [
            ("n", Value::Number("5".into())),
            ("s", Value::Text("A|B".into())),
            ("d", Value::Moment("2024-01-31".into())),
            ("b", Value::Boolean(true)),
            ("z", Value::Null),
        ];
        let column = |name: &str| Column {
            name: name.into(),
            ty: Type::TEXT,
            declared: "".into(),
            ty_span: span,
            nullable: true,
            collation: None,
            default: None,
            generated: false,
            comment: None,
            span,
        };
        let table = Table {
            schema: "s".into(),
            name: "t".into(),
            kind: TableKind::Table,
            columns: values.iter().map(|(name, _)| column(name)).collect(),
            primary_key: None,
            unique: Vec::new(),
            checks: Vec::new(),
            comment: None,
            rows: None,
            span,
        };
        holds(&condition, &table, &Row::loaded(values.map(|(_, value)| value).to_vec()))
    }

    #[test]
    fn conditions_have_three_values() {
        let hold = [
            "n = 5.0",
            "n != 5.01",
            "n < 10",
            "n >= 5",
            "n in (1, 5)",
            "n between 5 and 6",
            "n not between 6 and 7",
            "s contains \"|\"",
            "s starts with \"A\"",
            "s like \"A_B\"",
            "s not like \"A\"",
            "s > \"A\"",
            "z is null",
            "n is not null",
            "b = true",
            "b = 1",
            "d < \"2024-02-01\"",
            "d = \"2024-01-31 00:00:00\"",
            "z = 1 or n = 5",
            "not (z = 1 and n = 6)",
        ];
        for text in hold {
            assert_eq!(truth(text), Some(true), "{text}");
        }
        let fail =
            ["n > 5", "s not contains \"|\"", "s = \"a|b\"", "z is not null", "n not in (5, 6)", "z = 1 and n = 6"];
        for text in fail {
            assert_eq!(truth(text), Some(false), "{text}");
        }
        let open = [
            "z = 1",
            "z != 1",
            "not (z = 1)",
            "z contains \"|\"",
            "z in (1, 2)",
            "z = 1 and n = 5",
            "z = 1 or n = 6",
            // Of different kinds.
            "s = 5",
            "n = \"5\"",
            "n = 5 and s like \"A\\\\_\"",
        ];
        for text in open {
            assert_eq!(truth(text), None, "{text}");
        }
    }

    #[test]
    fn like_takes_runs_and_single_characters() {
        for (text, pattern, expected) in [
            ("", "", true),
            ("", "%", true),
            ("a", "", false),
            ("abc", "a%c", true),
            ("abcbc", "a%bc", true),
            ("abcbd", "a%bc", false),
            ("äbc", "_bc", true),
            ("abc", "%b%", true),
            ("abc", "%%_%", true),
            ("ac", "a_c", false),
        ] {
            assert_eq!(like(text, pattern), Some(expected), "{text} like {pattern}");
        }
        // A hostile pattern ends.
        assert_eq!(like(&"a".repeat(2_000), &format!("{}b", "%a".repeat(500))), Some(false));
    }
}
