//! A small DMS of the test's own, written from the user guide, reads the documents of random mappings: which rows it keeps and
//! which names it gives must be what the mapping means.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use arbtest::arbitrary::{Result, Unstructured};
use mapc::eval::{self, Row};
use mapc::shape::Origin;
use serde_json::Value;

use crate::support::compile::{Memory, compile, findings};
use crate::support::planned::with_plan;

// ---- The model: what the guide says that DMS does with a document.

/// Whether a name is one of those that a pattern describes: `%` is any text, `_` any character.
fn hits(pattern: &str, name: &str) -> bool {
    match pattern.chars().next() {
        None => name.is_empty(),
        Some('%') => {
            (0..=name.len()).filter(|at| name.is_char_boundary(*at)).any(|at| hits(&pattern[1..], &name[at..]))
        }
        Some(c) => name.chars().next().is_some_and(|of_name| {
            (c == '_' || c == of_name) && hits(&pattern[c.len_utf8()..], &name[of_name.len_utf8()..])
        }),
    }
}

/// The name that a column arrives under; `None` where it does not arrive. Of two rules for it, the one with the lower number
/// counts.
fn arrives_as(document: &Value, table: &str, column: &str) -> Option<String> {
    let rules = document["rules"].as_array().expect("rules are a list");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rule = rules
        .iter()
        .filter(|rule| rule["rule-type"] == "transformation" && rule["rule-target"] == "column")
        .filter(|rule| hits(&text(&rule["object-locator"]["table-name"]), table))
        .filter(|rule| hits(&text(&rule["object-locator"]["column-name"]), column))
        .min_by_key(|rule| text(&rule["rule-id"]).parse::<u64>().expect("a number"));
    let Some(rule) = rule else { return Some(column.to_owned()) };
    let (value, old) = (text(&rule["value"]), text(&rule["old-value"]));
    Some(match text(&rule["rule-action"]).as_str() {
        "remove-column" => return None,
        "rename" => value,
        "convert-lowercase" => column.to_lowercase(),
        "convert-uppercase" => column.to_uppercase(),
        "add-prefix" => format!("{value}{column}"),
        "add-suffix" => format!("{column}{value}"),
        "remove-prefix" => column.strip_prefix(&value).unwrap_or(column).to_owned(),
        "remove-suffix" => column.strip_suffix(&value).unwrap_or(column).to_owned(),
        "replace-prefix" => column.strip_prefix(&old).map_or(column.to_owned(), |rest| format!("{value}{rest}")),
        "replace-suffix" => column.strip_suffix(&old).map_or(column.to_owned(), |rest| format!("{rest}{value}")),
        action => panic!("unexpected action {action}"),
    })
}

/// A value as the test writes it: a number, a text, or NULL.
#[derive(Clone, Debug)]
enum Held {
    Null,
    Number(i64, u32),
    Text(String),
}

/// The order of a value and a constant of a filter, which is text, by the rules of SQLite: by number where the column holds
/// numbers, else by bytes.
fn order(held: &Held, constant: &str) -> Option<Ordering> {
    match held {
        Held::Null => None,
        Held::Text(text) => Some(text.as_bytes().cmp(constant.as_bytes())),
        Held::Number(unscaled, scale) => {
            let (whole, fraction) = constant.split_once('.').unwrap_or((constant, ""));
            // Four digits after the point are more than any constant here has.
            let other: i64 = format!("{whole}{fraction:0<4}").parse().expect("a number");
            Some((unscaled * 10_i64.pow(4 - scale)).cmp(&other))
        }
    }
}

/// Whether the selection lets a row through: all filters, of each one condition.
fn keeps(document: &Value, row: &BTreeMap<&str, Held>) -> bool {
    let Some(filters) = document["rules"][0]["filters"].as_array() else { return true };
    filters.iter().all(|filter| {
        let held = &row[filter["column-name"].as_str().expect("a column")];
        let conditions = filter["filter-conditions"].as_array().expect("conditions are a list");
        let negative = |condition: &Value| {
            matches!(condition["filter-operator"].as_str(), Some("noteq" | "notbetween" | "notnull"))
        };
        assert!(conditions.len() == 1 || !conditions.iter().any(negative), "a negative stands alone: {filter}");
        conditions.iter().any(|condition| {
            let compared = |key: &str| order(held, condition[key].as_str().expect("a value"));
            match condition["filter-operator"].as_str().expect("an operator") {
                "null" => matches!(held, Held::Null),
                "notnull" => !matches!(held, Held::Null),
                "eq" => compared("value") == Some(Ordering::Equal),
                "noteq" => compared("value").is_some_and(Ordering::is_ne),
                "lte" | "ste" => compared("value").is_some_and(Ordering::is_le),
                "gte" => compared("value").is_some_and(Ordering::is_ge),
                "between" => {
                    compared("start-value").is_some_and(Ordering::is_ge)
                        && compared("end-value").is_some_and(Ordering::is_le)
                }
                "notbetween" => {
                    compared("start-value").is_some_and(Ordering::is_lt)
                        || compared("end-value").is_some_and(Ordering::is_gt)
                }
                operator => panic!("unexpected operator {operator}"),
            }
        })
    })
}

// ---- Random mappings.

/// Calls `check` with decisions that differ from case to case, and are the same in every run.
fn of_many_cases(mut check: impl FnMut(&mut Unstructured<'_>) -> Result<()>) {
    for case in 1..=120_u64 {
        let mut state = case.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let decisions: Vec<u8> = (0..4_096)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as u8
            })
            .collect();
        // A case that decides more than there is ends early.
        let _ = check(&mut Unstructured::new(&decisions));
    }
}

const COLUMNS: [(&str, &str); 4] = [("n", "int"), ("d", "decimal(6, 2)"), ("t", "varchar(5)"), ("day", "date")];

fn constant(column: &str, u: &mut Unstructured<'_>) -> Result<String> {
    Ok(match column {
        "n" => u.choose(&["-1", "0", "1", "2", "3", "1.5"])?.to_string(),
        "d" => u.choose(&["-0.5", "0", "1.00", "1.25", "2.5"])?.to_string(),
        "t" => format!("\"{}\"", u.choose(&["", "a", "b", "B", "10", "9"])?),
        _ => format!("\"{}\"", u.choose(&["2024-01-01", "2024-02-29", "2023-12-31"])?),
    })
}

fn condition(u: &mut Unstructured<'_>, depth: u32) -> Result<String> {
    if depth > 0 && u.ratio(1, 2)? {
        let word = *u.choose(&["and", "or"])?;
        let parts = (0..u.int_in_range(2..=3)?).map(|_| Ok(format!("({})", condition(u, depth - 1)?)));
        let parts = parts.collect::<Result<Vec<String>>>()?.join(&format!(" {word} "));
        return Ok(if u.ratio(1, 4)? { format!("not ({parts})") } else { parts });
    }
    let column = u.choose(&COLUMNS)?.0;
    let not = if u.ratio(1, 3)? { "not " } else { "" };
    Ok(match u.int_in_range(0..=4)? {
        0 => format!("{column} is {not}null"),
        1 => format!("{column} {not}in ({}, {})", constant(column, u)?, constant(column, u)?),
        2 => format!("{column} {not}between {} and {}", constant(column, u)?, constant(column, u)?),
        _ => format!("{column} {} {}", u.choose(&["=", "!=", "<", "<=", ">", ">="])?, constant(column, u)?),
    })
}

fn held(column: &str, u: &mut Unstructured<'_>) -> Result<Held> {
    if u.ratio(1, 5)? {
        return Ok(Held::Null);
    }
    Ok(match column {
        "n" => Held::Number(u.int_in_range(-2..=4)?, 0),
        "d" => Held::Number(*u.choose(&[-51, -50, 0, 99, 100, 101, 125, 250])?, 2),
        "t" => Held::Text(u.choose(&["", "a", "b", "B", "ab", "10", "9"])?.to_string()),
        _ => Held::Text(u.choose(&["2024-01-01", "2024-02-28", "2024-03-01", "2023-12-31"])?.to_string()),
    })
}

/// The value as the evaluator holds it.
fn value(column: &str, held: &Held) -> eval::Value {
    match held {
        Held::Null => eval::Value::Null,
        Held::Text(text) if column == "day" => eval::Value::Moment(text.as_str().into()),
        Held::Text(text) => eval::Value::Text(text.as_str().into()),
        Held::Number(unscaled, 0) => eval::Value::Number(unscaled.to_string().into()),
        Held::Number(unscaled, _) => {
            let sign = if *unscaled < 0 { "-" } else { "" };
            let (whole, fraction) = (unscaled.abs() / 100, unscaled.abs() % 100);
            eval::Value::Number(format!("{sign}{whole}.{fraction:02}").into())
        }
    }
}

/// The table mappings of the map `m`; `None` where an error was found.
fn document(text: &str, files: &Memory) -> Option<Value> {
    let output = compile(text, files);
    let found = output.artefacts.iter().find(|artefact| artefact.path == "m/dms.table-mappings.json")?;
    Some(serde_json::from_slice(&found.bytes()).expect("it is JSON"))
}

#[test]
fn filters_keep_the_rows_that_the_condition_holds_for() {
    let mut files = Memory::default();
    let columns: Vec<String> = COLUMNS.iter().map(|(name, ty)| format!("{name} {ty}")).collect();
    files.put("s.sql", &format!("CREATE TABLE t (id int NOT NULL PRIMARY KEY, {});", columns.join(", ")));
    let (mut written, mut refused) = (0, 0);
    of_many_cases(|u| {
        let lines: Vec<String> = (0..u.int_in_range(1..=2)?)
            .map(|_| Ok(format!("  where {}\n", condition(u, 2)?)))
            .collect::<Result<_>>()?;
        let text = format!(
            "schema s from mysql \"s.sql\"\n\nmap m from s.t -> dms -> kinesis t {{\n  field *\n{}  dms {{\n    migration-type full-load\n  }}\n}}\n",
            lines.concat()
        );
        let Some(document) = document(&text, &files) else {
            refused += 1;
            return Ok(());
        };
        written += 1;
        let mut rows = Vec::new();
        for _ in 0..20 {
            let row: BTreeMap<&str, Held> =
                COLUMNS.iter().map(|(name, _)| Ok((*name, held(name, u)?))).collect::<Result<_>>()?;
            let values = COLUMNS.iter().map(|(name, _)| value(name, &row[name]));
            let values = std::iter::once(eval::Value::Number("1".into())).chain(values).collect();
            rows.push((row, Row::loaded(values)));
        }
        with_plan(&text, &files, |plan, _| {
            for (row, as_read) in &rows {
                let kept = eval::keeps_away(plan.mapping, as_read).is_none();
                assert_eq!(keeps(&document, row), kept, "{row:?}\n{text}\n{:#}", document["rules"][0]["filters"]);
            }
        });
        Ok(())
    });
    assert!(written > 20, "{written} were written, {refused} refused");
}

const NAMES: [&str; 8] = ["ID", "Name", "A_B", "A_C", "total", "x_1", "LAST_ONE", "q"];

fn naming_line(u: &mut Unstructured<'_>) -> Result<String> {
    let selector = match u.int_in_range(0..=2)? {
        0 => "A_* ".to_owned(),
        1 => format!("{} ", u.choose(&NAMES)?),
        _ => String::new(),
    };
    let change = match u.int_in_range(0..=6)? {
        0 => "lowercase".to_owned(),
        1 => "uppercase".to_owned(),
        2 => "add prefix \"p_\"".to_owned(),
        3 => "add suffix \"_s\"".to_owned(),
        4 => "remove prefix \"A_\"".to_owned(),
        5 => "replace suffix \"_1\" with \"2\"".to_owned(),
        _ => "replace \"_\" with \"x\"".to_owned(),
    };
    Ok(format!("  rename field {selector}{change}\n"))
}

#[test]
fn columns_arrive_under_the_names_that_the_lines_give() {
    let mut files = Memory::default();
    let columns: Vec<String> = NAMES.iter().map(|name| format!("`{name}` int NOT NULL")).collect();
    files.put("s.sql", &format!("CREATE TABLE t ({}, PRIMARY KEY (ID));", columns.join(", ")));
    let (mut written, mut refused) = (0, 0);
    of_many_cases(|u| {
        let mut lines = vec!["  field Op = $operation\n  field *\n".to_owned()];
        let mut left: Vec<&str> = NAMES[1..].to_vec();
        for _ in 0..u.int_in_range(0..=2)? {
            let name = left.remove(u.int_in_range(0..=left.len() - 1)?);
            lines.push(if u.ratio(1, 2)? {
                format!("  exclude {name}\n")
            } else {
                format!("  field new_{name} = {name}\n")
            });
        }
        for _ in 0..u.int_in_range(0..=3)? {
            lines.push(naming_line(u)?);
        }
        let text = format!(
            "schema s from mysql \"s.sql\"\n\nmap m from s.t -> dms -> s3 \"s3://lake/t/\" {{\n{}}}\n",
            lines.concat()
        );
        let Some(document) = document(&text, &files) else {
            refused += 1;
            return Ok(());
        };
        written += 1;
        let mut meant: BTreeMap<String, String> = BTreeMap::new();
        with_plan(&text, &files, |plan, _| {
            for field in plan.hops[0].passed.shape.fields.iter() {
                let Origin::Field(place) = field.origin else { continue };
                let column = plan.mapping.record.fields[place].column().expect("all fields are columns");
                meant.insert(NAMES[column].to_owned(), field.name.to_string());
                assert_eq!(plan.mapping.final_name(place), field.name, "{text}");
            }
        });
        let made: BTreeMap<String, String> =
            NAMES.iter().filter_map(|name| Some(((*name).to_owned(), arrives_as(&document, "t", name)?))).collect();
        assert_eq!(made, meant, "{text}\n{document:#}");
        Ok(())
    });
    assert!(written > 20, "{written} were written, {refused} refused: {:#?}", findings(&compile("", &files)));
}
