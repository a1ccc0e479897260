//! Generated modules and the evaluator, on rows of all kinds: what comes out must be the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mapc::eval::{Record, Row, Value, records};
use serde_json::{Map, Value as Json, json};

use super::workshop::{Taken, Workshop, module};
use crate::support::compile::{Memory, compile};
use crate::support::planned::with_plan;

const SQL: &str = "CREATE TABLE t (
  a varchar(30) NOT NULL,
  b varchar(30) NOT NULL,
  n int NOT NULL,
  d decimal(12, 4),
  s varchar(60),
  f bit(1),
  day date,
  PRIMARY KEY (a, b, n)
);
";

/// The lines of the maps. Those with a pivot get sorted rows.
const BODIES: &[&str] = &[
    "partition key a\n  sort key k = \"${joined(\"|\", b, n)}\"\n  field *\n  exclude b, n",
    "partition key k = joined(\"|\", a, b)\n  sort key n\n  field d\n  field s\n  field f\n  field day",
    "partition key a\n  sort key k = \"${padded(n, 6)}#${escaped(b, \"#\")}\"\n  field d: string\n  field s null keep\n  field f null as false\n  exclude day",
    "partition key n\n  sort key k = joined(\"/\", a, b)\n  null reject\n  field d\n  field s\n  exclude f, day",
    "partition key a\n  sort key k = joined(\",\", n, b)\n  field d null as 0.50\n  field s null as \"Other\"\n  field t = \"<${s}>\" null omit\n  field c = 7\n  field w = true\n  exclude f, day",
    "partition key a\n  sort key k = joined(\"|\", b, n)\n  field doc {\n    field d\n    field inner {\n      field s\n      field k = \"${a}/${n}\"\n    }\n  }\n  field l list {\n    item s\n    item n\n    item \"x\"\n  }\n  exclude f, day",
    "partition key a\n  sort key k = joined(\"|\", b, n)\n  field t = \"${a}-${s}\"\n  exclude d, f, day",
    "partition key a\n  sort key b\n  pivot \"p#${n}\" = d\n  exclude s, f, day",
    "partition key a\n  pivot \"p#${joined(\"|\", b, n)}\" = s\n  null keep\n  exclude d, f, day",
    "partition key a\n  field c = \"x${a}\"\n  pivot \"p#${b}\" = d\n  null as -1.5\n  exclude n, s, f, day",
    "partition key a\n  pivot \"p#${s}\" = n\n  pivot \"q#${b}${n}\" = day\n  exclude d, f",
    "partition key a\n  pivot \"p#${padded(n, 3)}\" = \"${b}=${n}\"\n  exclude d, s, f, day",
];

/// Texts that are read wrongly where anything is read wrongly.
const TEXTS: &[&str] = &[
    "", "a", "b", "a|b", "|", "\\", "\\|", "a\\", "\"", "'", "ä", "注文", "😀", "a b", "\t", "\n", "\u{1}", "{}",
    "${a}", "a,b", "#", "a#b", "A", "null", "0", "-1", "\u{7f}", "\u{2028}",
];

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }

    fn text(&mut self) -> Value {
        Value::Text(TEXTS[self.below(TEXTS.len())].into())
    }

    fn or_null(&mut self, value: Value) -> Value {
        if self.below(4) == 0 { Value::Null } else { value }
    }

    fn row(&mut self) -> Row {
        let n = [0, 1, 7, -3, 12, 999, 100_000, -2_147_483_648_i64][self.below(8)];
        let d = ["0", "-0.5", "1.5000", "12345678.1234", "3", "0.0001", "-7.10"][self.below(7)];
        let (a, b, s) = (self.text(), self.text(), self.text());
        let s = self.or_null(s);
        let d = self.or_null(Value::Number(d.into()));
        let f = Value::Boolean(self.below(2) == 0);
        let f = self.or_null(f);
        let day = self.or_null(Value::Moment("2024-02-29".into()));
        Row::loaded(vec![a, b, Value::Number(n.to_string().into()), d, s, f, day])
    }
}

/// Rows for a map: no two of one primary key, as the database would have it.
fn rows(seed: u64, sorted: bool) -> Vec<Row> {
    let mut random = Random(seed);
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for _ in 0..90 {
        let row = random.row();
        rows.insert(format!("{}\u{0}{}\u{0}{}", row.values[0], row.values[1], row.values[2]), row);
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    if sorted {
        // Keys are `a`, or `a` and `b`: both are together in this order.
        rows.sort_by_key(|row| (row.values[0].to_string(), row.values[1].to_string()));
    }
    rows
}

/// A row as an expression of Rust with the fields that the module has.
fn expression(module: &str, row: &Row) -> String {
    let mut text = String::from("Row { ");
    for (place, name) in ["a", "b", "n", "d", "s", "f", "day"].iter().enumerate() {
        let declared = ["&'a str", "rt::Number<'a>", "Option<&'a str>", "Option<rt::Number<'a>>", "Option<bool>"];
        let is_there = declared.iter().any(|ty| module.contains(&format!("    pub {name}: {ty},")));
        if !is_there {
            continue;
        }
        let value = match &row.values[place] {
            Value::Null => "None".to_owned(),
            Value::Text(text) | Value::Moment(text) => format!("{:?}", &**text),
            Value::Number(digits) => format!("mapc_runtime::Number({:?})", &**digits),
            Value::Boolean(flag) => flag.to_string(),
            Value::Record(_) | Value::List(_) | Value::Unknown => panic!("{row:?}"),
        };
        let value = if place > 2 && value != "None" { format!("Some({value})") } else { value };
        write!(text, "{name}: {value}, ").expect("memory");
    }
    text + "}"
}

/// A record as DynamoDB JSON.
fn item(record: &Record) -> Json {
    let members = record.members.iter().map(|member| (member.name.to_string(), attribute(&member.value)));
    Json::Object(members.collect::<Map<String, Json>>())
}

fn attribute(value: &Value) -> Json {
    match value {
        Value::Null => json!({"NULL": true}),
        Value::Boolean(flag) => json!({"BOOL": flag}),
        Value::Number(digits) => json!({"N": plain(digits)}),
        Value::Text(text) | Value::Moment(text) => json!({"S": &**text}),
        Value::Record(record) => json!({"M": item(record)}),
        Value::List(list) => json!({"L": list.iter().map(attribute).collect::<Vec<_>>()}),
        Value::Unknown => panic!("a value that no row decides"),
    }
}

/// One text for equal numbers, which are compared by value.
fn plain(digits: &str) -> String {
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    if digits == "-0" { "0".to_owned() } else { digits.to_owned() }
}

fn with_plain_numbers(json: Json) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .into_iter()
                .map(|(name, value)| match value.as_str().filter(|_| name == "N") {
                    Some(digits) => (name, Json::String(plain(digits))),
                    None => (name, with_plain_numbers(value)),
                })
                .collect(),
        ),
        Json::Array(list) => Json::Array(list.into_iter().map(with_plain_numbers).collect()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => json,
    }
}

/// Items as sorted texts, and whether rows were refused.
type Made = (Vec<String>, bool);

fn evaluated(text: &str, files: &Memory, rows: &[Row]) -> Made {
    with_plan(text, files, |plan, diags| {
        assert!(plan.sound, "{text}\n{diags:?}");
        let made = records(plan, rows);
        let refused = made.iter().any(|made| made.record.is_err());
        let mut items: Vec<String> =
            made.iter().filter_map(|made| made.record.as_ref().ok()).map(|record| item(record).to_string()).collect();
        items.sort();
        (items, refused)
    })
}

#[test]
fn converters_and_the_evaluator_agree_on_every_row() {
    let mut files = Memory::default();
    files.put("t.sql", SQL);
    let (mut modules, mut program, mut expected) = (Vec::new(), String::new(), Vec::new());
    program.push_str("//! Prints the items of each map.\n\nfn main() {\n");
    for (place, body) in BODIES.iter().enumerate() {
        let text = format!(
            "schema s from mysql \"t.sql\"\n\nmap m{place} from s.t -> rust -> dynamodb items {{\n  {body}\n}}\n"
        );
        let name = format!("m{place}");
        let module = module(&compile(&text, &files), &name);
        let pivot = body.contains("pivot");
        let rows = rows(place as u64 + 1, pivot);
        expected.push(evaluated(&text, &files, &rows));
        writeln!(program, "    println!(\"= {name}\");\n    {{\n        use made_agree::{name}::Row;").expect("memory");
        let list: Vec<String> = rows.iter().map(|row| expression(&module, row)).collect();
        writeln!(program, "        let rows = [\n            {}\n        ];", list.join(",\n            "))
            .expect("memory");
        program.push_str("        let mut lines = mapc_runtime::JsonLines::new();\n        let mut refused = false;\n");
        program.push_str(&if pivot {
            format!(
                "        let mut groups = made_agree::{name}::groups();\n        for row in &rows {{\n            refused |= groups.push(row, &mut lines).is_err();\n        }}\n        while groups.finish(&mut lines).is_err() {{\n            refused = true;\n        }}\n        assert_eq!(made_agree::{name}::items(rows).filter(Result::is_ok).count(), lines.as_str().lines().count());\n"
            )
        } else {
            "        for row in &rows {\n            refused |= lines.push(row).is_err();\n        }\n".to_owned()
        });
        program.push_str("        print!(\"{}\", lines.as_str());\n        println!(\"! {refused}\");\n    }\n");
        modules.push((name, module));
    }
    program.push_str("}\n");
    let workshop = Workshop::new("agree", "2024", Taken::AsFile, &modules);
    workshop.add("src/main.rs", &program);
    let printed = workshop.cargo(&["run"]);

    let mut got: Vec<Made> = Vec::new();
    for line in printed.lines() {
        match (line.strip_prefix("= "), line.strip_prefix("! ")) {
            (Some(_), _) => got.push((Vec::new(), false)),
            (None, Some(refused)) => got.last_mut().expect("a map").1 = refused == "true",
            (None, None) => {
                let json: Json = serde_json::from_str(line).expect("a line of JSON");
                got.last_mut().expect("a map").0.push(with_plain_numbers(json["Item"].clone()).to_string());
            }
        }
    }
    let mut all = 0;
    for (place, ((mut items, refused), (wanted, wanted_refused))) in got.into_iter().zip(expected).enumerate() {
        items.sort();
        assert_eq!((items, refused), (wanted.clone(), wanted_refused), "{}", BODIES[place]);
        assert!(wanted.len() > 2, "{}: {} items", BODIES[place], wanted.len());
        all += wanted.len();
    }
    assert!(all > 300, "{all} items were compared");
}
