//! Histories of all kinds in examples: the evaluator, and the tests that generated modules make of them, agree with rows that a
//! simple table holds.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mapc::eval::{Facts, Row, Value, records};

use super::workshop::{Taken, Workshop, module};
use crate::support::compile::{Memory, compile};
use crate::support::planned::with_plan;

const SQL: &str = "CREATE TABLE t (
  a varchar(30) NOT NULL,
  b varchar(30) NOT NULL,
  n int NOT NULL,
  d decimal(12, 4),
  s varchar(60),
  PRIMARY KEY (a, b, n)
);
";

/// The lines of the maps, and whether their events come in any order.
const BODIES: [(&str, bool); 6] = [
    ("partition key k = joined(\"|\", a, b)\n  sort key n\n  field d\n  field s", false),
    ("partition key n\n  sort key k = joined(\"/\", a, b)\n  field d null as 0.50\n  field s null keep", false),
    ("partition key k = joined(\"|\", a, b)\n  sort key n\n  field d\n  field s\n  field position = $position", true),
    ("partition key a\n  sort key b\n  pivot \"p#${n}\" = d\n  exclude s\n  on empty keep", false),
    (
        "partition key a\n  field c = 7\n  pivot \"p#${b}\" = s\n  exclude d, n\n  assume unique a, b\n  on empty keep",
        false,
    ),
    (
        "partition key a\n  sort key b\n  pivot \"p#${n}\" = d\n  pivot \"v#${n}\" = $position\n  exclude s\n  on empty keep",
        true,
    ),
];

const NAMES: [&str; 5] = ["a", "b|", "\\", "\"ä", "p#1"];
const NUMBERS: [&str; 4] = ["0", "-0.5", "12345678.1234", "3"];
const EXAMPLES: usize = 25;

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }

    fn key(&mut self) -> Key {
        (NAMES[self.below(NAMES.len())], NAMES[self.below(NAMES.len())], self.below(3))
    }

    fn values(&mut self) -> [Value; 2] {
        let d = NUMBERS[self.below(NUMBERS.len())];
        let s = NAMES[self.below(NAMES.len())];
        let mut or_null = |value: Value| if self.below(4) == 0 { Value::Null } else { value };
        [or_null(Value::Number(d.into())), or_null(Value::Text(s.into()))]
    }
}

type Key = (&'static str, &'static str, usize);

/// A row as a line spells it.
fn spelled((a, b, n): Key, [d, s]: &[Value; 2]) -> String {
    let text = |text: &str| Value::Text(text.into()).to_string();
    format!("{{ a: {}, b: {}, n: {n}, d: {d}, s: {s} }}", text(a), text(b))
}

fn row((a, b, n): Key, [d, s]: &[Value; 2], facts: &Facts) -> Row {
    let values =
        vec![Value::Text(a.into()), Value::Text(b.into()), Value::Number(n.to_string().into()), d.clone(), s.clone()];
    Row { values, facts: facts.clone() }
}

/// The lines of a history, and the rows at the end.
fn history(random: &mut Random, is_unique: bool) -> (String, Vec<Row>) {
    let mut rows: BTreeMap<Key, ([Value; 2], Facts)> = BTreeMap::new();
    let mut lines = String::new();
    let mut facts = Facts::default();
    let says_positions = random.below(2) == 0;
    let loaded = random.below(4);
    for step in 0..loaded + 4 + random.below(14) {
        let mut key = random.key();
        if is_unique {
            key.2 = 0;
        }
        if step >= loaded {
            facts.changed = true;
            if says_positions {
                facts.known = vec![("position".into(), format!("{step:03}").into())];
                writeln!(lines, "  at $position = \"{step:03}\"").expect("memory");
            }
        }
        let values = random.values();
        let there: Vec<Key> = rows.keys().copied().collect();
        let old = if there.is_empty() { None } else { Some(there[random.below(there.len())]) };
        match (old, random.below(3)) {
            (Some(old), 0) if step >= loaded => {
                let (before, _) = rows.remove(&old).expect("it is there");
                writeln!(lines, "  delete {}", spelled(old, &before)).expect("memory");
            }
            (Some(old), 1) if step >= loaded => {
                let (before, _) = rows.remove(&old).expect("it is there");
                let new = if rows.contains_key(&key) || random.below(2) == 0 { old } else { key };
                writeln!(lines, "  update {} to {}", spelled(old, &before), spelled(new, &values)).expect("memory");
                rows.insert(new, (values, facts.clone()));
            }
            (Some(_) | None, _) if rows.contains_key(&key) => {}
            (Some(_) | None, _) => {
                let word = if step < loaded { "row" } else { "insert" };
                writeln!(lines, "  {word} {}", spelled(key, &values)).expect("memory");
                rows.insert(key, (values, facts.clone()));
            }
        }
    }
    // A line at least, that no example of rows has.
    writeln!(lines, "  at $transaction = \"t\"").expect("memory");
    (lines, rows.iter().map(|(key, (values, facts))| row(*key, values, facts)).collect())
}

#[test]
fn converters_and_the_evaluator_agree_on_every_history() {
    let mut files = Memory::default();
    files.put("t.sql", SQL);
    let (mut modules, mut all) = (Vec::new(), 0);
    for (place, (body, is_unordered)) in BODIES.iter().enumerate() {
        let settings = match (is_unordered, body.contains("pivot")) {
            (false, _) => "  rust {\n    events ordered\n  }\n",
            (true, true) => "  version $position\n  rust {\n    events unordered\n  }\n",
            (true, false) => "  version $position\n  rust {\n    events unordered\n    tombstone gone, 7\n  }\n",
        };
        let map = format!(
            "schema s from mysql \"t.sql\"\n\nmap m{place} from s.t -> rust -> dynamodb items {{\n  {body}\n  on key change replace\n{settings}}}\n"
        );
        let mut random = Random(place as u64 + 1);
        let mut examples = String::new();
        for number in 0..EXAMPLES {
            let (lines, rows) = history(&mut random, body.contains("unique"));
            write!(examples, "\nexample m{place} \"history {number}\" {{\n{lines}").expect("memory");
            let made = with_plan(&map, &files, |plan, diags| {
                assert!(plan.sound, "{map}\n{diags:?}");
                records(plan, &rows)
            });
            for made in &made {
                let record = made.record.as_ref().unwrap_or_else(|rejection| panic!("{rejection:?}"));
                writeln!(examples, "  gives {}", record.stated()).expect("memory");
            }
            all += made.len();
            if made.is_empty() {
                examples.push_str("  gives nothing\n");
            }
            examples.push_str("}\n");
        }
        // No finding: the evaluator follows the history to the same records.
        let module = module(&compile(&format!("{map}{examples}"), &files), &format!("m{place}"));
        assert_eq!(module.matches("#[test]").count(), EXAMPLES, "{module}");
        modules.push((format!("m{place}"), module));
    }
    assert!(all > 300, "{all} items were compared");
    Workshop::new("histories", "2024", Taken::AsFile, &modules).cargo(&["test"]);
}
