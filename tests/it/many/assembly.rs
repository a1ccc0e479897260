//! The assembly of files, driven with documents of the test's own.

use std::collections::BTreeMap;

use mapc::artefact::{Artefact, Kind};
use mapc::diag::Diagnostics;
use mapc::emit::{Assembly, Body, Document, List, Scope, json};
use mapc::lock::Lock;
use mapc::text::{Name, Span, Texts};
use serde_json::{Value as Json, json};

/// What DMS takes.
const LIMIT: usize = 2_000_000;

/// Tables by name, each with a number that decides how much is said of it.
type Schema = BTreeMap<String, usize>;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn name(&mut self) -> String {
        let letters: String = (0..1 + self.below(12)).map(|_| char::from(b'A' + self.below(26) as u8)).collect();
        let odd = ["", "_", "\"", " ", "注", "\n", "-- x"][self.below(7)];
        format!("SIS.{letters}{odd}{}", self.below(1000))
    }

    fn schema(&mut self, tables: usize, most: usize) -> Schema {
        let mut schema = Schema::new();
        while schema.len() < tables {
            let size = if self.below(50) == 0 { self.below(most) } else { self.below(most / 10 + 1) };
            schema.insert(self.name(), size);
        }
        schema
    }

    fn shuffled<'s>(&mut self, schema: &'s Schema) -> Vec<(&'s String, &'s usize)> {
        let mut list: Vec<_> = schema.iter().collect();
        for end in (1..list.len()).rev() {
            let other = self.below(end + 1);
            list.swap(end, other);
        }
        list
    }
}

fn span() -> Span {
    Span::new(Texts::new().add("m.mapc", "m"), 0, 1)
}

fn document(stage: &'static str, file: &'static str, kind: Kind, scope: Scope, body: Body) -> Document {
    Document { stage, occurrence: 1, file, kind, scope, body }
}

/// What stages say of a table: of every form of document one.
fn documents(table: &str, size: usize, id: u32, wide: u32) -> Vec<Document> {
    let text = "x".repeat(size);
    let mut rules = List::new("rules", LIMIT);
    rules.push_of_map(wide, || json!({"rule-id": wide, "of": "%"}));
    rules.push(|| json!({"rule-id": id, "table": table}));
    rules.push(|| json!({"rule-id": id, "names": [text]}));
    let value = json!({"Name": table, "Columns": [{"Name": text}, {}]});
    let of = |value: &Json, depth| Body::Json(json::at_depth(value, depth));
    let statement = format!("CREATE TABLE\n  {text}\n");
    vec![
        document("dms", "table-mappings.json", Kind::TableMappings, Scope::Map, Body::List(rules)),
        document("dms", "task-settings.json", Kind::TaskSettings, Scope::Map, of(&json!({"a": 1}), 0)),
        document("glue", "table-input.json", Kind::TableInput, Scope::Table, of(&value, 1)),
        document(
            "glue",
            "athena.sql",
            Kind::AthenaDdl,
            Scope::Table,
            Body::Text { text: statement, comment: "--", end: ";" },
        ),
        document("kinesis", "stream.json", Kind::Stream, Scope::Target(target(table)), of(&json!(target(table)), 1)),
    ]
}

/// A resource that several tables share.
fn target(table: &str) -> String {
    table.chars().take(5).collect()
}

#[derive(Debug, PartialEq)]
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    counts: BTreeMap<String, (Option<usize>, Option<usize>)>,
    lock: String,
}

/// The files of the tables, which come in this order, and the lock after them.
fn made<'s>(tables: impl IntoIterator<Item = (&'s String, &'s usize)>, lock: &str) -> Made {
    let mut diags = Diagnostics::new();
    let mut texts = Texts::new();
    let mut lock =
        if lock.is_empty() { Lock::default() } else { Lock::parse(texts.add("mapc.lock", lock), lock, &mut diags) };
    // Ids are given in order of name, which is the order in which stages are asked.
    let mut tables: Vec<_> = tables.into_iter().map(|(table, size)| (table, *size, 0)).collect();
    let mut by_name: Vec<_> = tables.iter_mut().collect();
    by_name.sort_by_key(|(table, ..)| *table);
    for (table, _, id) in by_name {
        *id = lock.id("m", "dms", table);
    }
    let wide = lock.id_of_map("m", "dms", "rename");
    let mut files = Assembly::new("m".into(), span(), true);
    for (table, size, id) in tables {
        files.add(&Name::from(table.as_str()), documents(table, size, id, wide), &mut diags);
    }
    let mut artefacts: Vec<Artefact> = Vec::new();
    files.finish(&mut lock, &mut |artefact| artefacts.push(artefact));
    assert!(diags.is_empty(), "{diags:?}");
    use mapc::artefact::By;
    Made {
        counts: artefacts
            .iter()
            .map(|file| (file.path.clone(), (file.count(By::Table), file.count(By::Target))))
            .collect(),
        files: artefacts.into_iter().map(|file| (file.path.clone(), file.bytes().into_owned())).collect(),
        lock: lock.render(),
    }
}

fn lines(bytes: &[u8]) -> Vec<&str> {
    std::str::from_utf8(bytes).expect("text").split('\n').collect()
}

/// Whether `less` becomes `more` by lines that are added.
fn is_grown(less: &[u8], more: &[u8]) -> bool {
    let mut more = lines(more).into_iter();
    lines(less).into_iter().all(|line| more.any(|other| other == line))
}

/// The bytes of a file in the one and in the other, where they have it.
type Pair<'m> = (Option<&'m [u8]>, Option<&'m [u8]>);

/// The files that differ: what the one has and the other has.
fn changed<'m>(one: &'m Made, other: &'m Made) -> BTreeMap<&'m str, Pair<'m>> {
    let of = |made: &'m Made, path: &str| made.files.get(path).map(Vec::as_slice);
    let paths = one.files.keys().chain(other.files.keys());
    paths
        .map(|path| (path.as_str(), (of(one, path), of(other, path))))
        .filter(|(_, (one, other))| one != other)
        .collect()
}

/// The kind of a file: its name without the number of the part.
fn kind(path: &str) -> String {
    path.replace(|c: char| c.is_ascii_digit(), "").replace("-.", ".")
}

/// `more` has one table more than `less`: in each kind of file at most one file differs, by lines that are added.
#[track_caller]
fn one_table_apart(less: &Made, more: &Made) {
    let changed = changed(less, more);
    let kinds: Vec<String> = changed.keys().map(|path| kind(path)).collect();
    let mut once = kinds.clone();
    once.sort();
    once.dedup();
    assert_eq!(kinds.len(), once.len(), "{:?}", changed.keys());
    assert!(once.len() >= 3, "{once:?}");
    for (path, (less, more)) in changed {
        let more = more.expect("no file goes when a table comes");
        // A file that is new only has lines that are.
        assert!(less.is_none_or(|less| is_grown(less, more)), "{path} has more than new lines");
    }
}

#[test]
fn files_of_many_tables_stand_as_told() {
    let schema: Schema = [("SIS.AB".to_owned(), 1), ("SIS.A\nDROP".to_owned(), 2), ("SIX".to_owned(), 0)].into();
    let made = made(&schema, "");
    let text: Vec<String> = made
        .files
        .iter()
        .map(|(path, bytes)| format!("== {path}\n{}", std::str::from_utf8(bytes).expect("text")))
        .collect();
    insta::assert_snapshot!(text.concat(), @r#"
    == m/dms.table-mappings.json
    {
      "rules": [
        {
          "of": "%",
          "rule-id": 1000000001
        }
        ,
        {
          "rule-id": 1,
          "table": "SIS.A\nDROP"
        },
        {
          "names": [
            "xx"
          ],
          "rule-id": 1
        }
        ,
        {
          "rule-id": 2,
          "table": "SIS.AB"
        },
        {
          "names": [
            "x"
          ],
          "rule-id": 2
        }
        ,
        {
          "rule-id": 3,
          "table": "SIX"
        },
        {
          "names": [
            ""
          ],
          "rule-id": 3
        }
      ]
    }
    == m/dms.task-settings.json
    {
      "a": 1
    }
    == m/glue.athena.sql
    -- SIS.A\nDROP
    CREATE TABLE
      xx;

    -- SIS.AB
    CREATE TABLE
      x;

    -- SIX
    CREATE TABLE;
    == m/glue.table-inputs.json
    {
      "SIS.A\nDROP": {
        "Columns": [
          {
            "Name": "xx"
          },
          {}
        ],
        "Name": "SIS.A\nDROP"
      }
      ,
      "SIS.AB": {
        "Columns": [
          {
            "Name": "x"
          },
          {}
        ],
        "Name": "SIS.AB"
      }
      ,
      "SIX": {
        "Columns": [
          {
            "Name": ""
          },
          {}
        ],
        "Name": "SIX"
      }
    }
    == m/kinesis.streams.json
    {
      "SIS.A": "SIS.A"
      ,
      "SIX": "SIX"
    }
    "#);
    assert_eq!(made.counts["m/kinesis.streams.json"], (None, Some(2)));
    assert_eq!(made.counts["m/glue.athena.sql"], (Some(3), None));
    assert_eq!(made.counts["m/dms.task-settings.json"], (None, None));
}

#[test]
fn every_table_is_in_one_file_of_each_kind_and_no_file_is_too_large() {
    let mut dice = Dice(1);
    for (tables, most) in [(1, 10), (40, 400_000), (300, 60_000), (12, 1_900_000), (2_500, 9_000)] {
        let schema = dice.schema(tables, most);
        let made = made(&schema, "");
        let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (path, bytes) in &made.files {
            assert!(bytes.len() <= LIMIT, "{path} has {} bytes", bytes.len());
            if path.ends_with(".sql") {
                continue;
            }
            let json: Json = serde_json::from_slice(bytes).expect("it is JSON");
            if path.contains("table-inputs") {
                let names = json.as_object().expect("an object").iter();
                found.entry("glue").or_default().extend(names.map(|(name, input)| {
                    assert_eq!(input["Name"], name.as_str());
                    name.clone()
                }));
            } else if path.contains("table-mappings") {
                let rules = json["rules"].as_array().expect("a list");
                assert_eq!(rules[0]["of"], "%", "what is for all tables stands in each part");
                let names = rules.iter().filter_map(|rule| rule["table"].as_str());
                found.entry("dms").or_default().extend(names.map(str::to_owned));
            }
        }
        let names: Vec<&String> = schema.keys().collect();
        for (kind, mut found) in found {
            found.sort();
            assert_eq!(found.iter().collect::<Vec<_>>(), names, "{kind}");
        }
    }
}

#[test]
fn a_document_has_room_left_when_there_are_several() {
    let schema = Dice(7).schema(800, 90_000);
    let made = made(&schema, "");
    let sizes: Vec<usize> =
        made.files.iter().filter(|(path, _)| path.contains("inputs")).map(|(_, bytes)| bytes.len()).collect();
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size < LIMIT * 4 / 5), "{sizes:?}");
}

#[test]
fn the_order_of_tables_is_of_no_account() {
    let mut dice = Dice(2);
    for (tables, most) in [(50, 400_000), (2_500, 3_000)] {
        let schema = dice.schema(tables, most);
        let first = made(&schema, "");
        assert!(made(dice.shuffled(&schema), "") == first);
        assert!(made(dice.shuffled(&schema), &first.lock) == first, "the lock changes nothing");
    }
}

#[test]
fn a_table_more_is_lines_more_in_one_document_of_each_kind() {
    let mut dice = Dice(3);
    for (tables, most, rounds) in [(1, 10, 8), (20, 700_000, 4), (60, 200_000, 6), (2_500, 9_000, 3)] {
        let mut schema = dice.schema(tables, most);
        let mut before = made(&schema, "");
        for round in 0..rounds {
            let name = match round {
                0 => "A".to_owned(),
                1 => "Z".to_owned(),
                _ => dice.name(),
            };
            if schema.contains_key(&name) {
                continue;
            }
            schema.insert(name, dice.below(most));
            let after = made(dice.shuffled(&schema), &before.lock);
            one_table_apart(&before, &after);
            assert!(after.files.values().all(|bytes| bytes.len() <= LIMIT));
            before = after;
        }
    }
}

#[test]
fn a_table_less_is_lines_less_in_one_document_of_each_kind() {
    let mut dice = Dice(4);
    for (tables, most, rounds) in [(20, 700_000, 4), (300, 60_000, 4), (2_500, 9_000, 2)] {
        let mut schema = dice.schema(tables, most);
        let mut before = made(&schema, "");
        for _ in 0..rounds {
            let name = schema.keys().nth(dice.below(schema.len())).expect("a table").clone();
            schema.remove(&name);
            let after = made(&schema, &before.lock);
            one_table_apart(&after, &before);
            before = after;
        }
    }
}

#[test]
fn a_new_table_stands_with_its_neighbours() {
    let mut dice = Dice(5);
    let mut schema = dice.schema(2_500, 9_000);
    let before = made(&schema, "");
    let (name, _) = schema.iter().nth(1_200).expect("a table");
    let (neighbour, new) = (name.clone(), format!("{name}0"));
    schema.insert(new.clone(), 100);
    let after = made(&schema, &before.lock);
    let holder = |name: &str| {
        let member = format!("\n  {}: {{", Json::from(name));
        let holds = |bytes: &[u8]| std::str::from_utf8(bytes).expect("text").contains(&member);
        after.files.iter().find(|(path, bytes)| path.contains("inputs") && holds(bytes)).map(|(path, _)| path)
    };
    assert!(holder(&new).is_some());
    assert_eq!(holder(&new), holder(&neighbour));
}

#[test]
fn tables_that_grow_move_as_few_as_needed() {
    let mut schema: Schema = (0..100).map(|n| (format!("T{n:03}"), 19_000)).collect();
    let before = made(&schema, "");
    assert_eq!(before.files.keys().filter(|path| path.contains("inputs")).count(), 1);
    schema.insert("T050".to_owned(), 200_000);
    let after = made(&schema, &before.lock);
    assert!(after.files.values().all(|bytes| bytes.len() <= LIMIT));
    let of_part = |path: &str| after.counts[path].0.expect("it holds tables");
    assert_eq!(of_part("m/glue.table-inputs.json"), 99);
    assert_eq!(of_part("m/glue.table-inputs-2.json"), 1);
}

#[test]
fn a_part_keeps_its_number_when_another_goes() {
    let mut schema: Schema = (0..3).map(|n| (format!("T{n}"), 1_500_000)).collect();
    let before = made(&schema, "");
    assert!(before.files.contains_key("m/dms.table-mappings-3.json"), "{:?}", before.files.keys());
    schema.remove("T1");
    let after = made(&schema, &before.lock);
    let paths: Vec<&str> =
        after.files.keys().map(String::as_str).filter(|path| path.contains("table-mappings")).collect();
    assert_eq!(paths, ["m/dms.table-mappings-3.json", "m/dms.table-mappings.json"]);
    // The number is free for the next that needs one.
    schema.insert("T9".to_owned(), 1_500_000);
    assert!(made(&schema, &after.lock).files.contains_key("m/dms.table-mappings-2.json"));
}

#[test]
fn a_lock_with_impossible_parts_is_no_harm() {
    let schema: Schema = (0..5).map(|n| (format!("T{n}"), 700_000)).collect();
    let lock = made(&schema, "").lock;
    for part in ["0", "4294967295", "4294967296", "18446744073709551615"] {
        let lock = lock
            .replace("\"T1\": 1\n", &format!("\"T1\": {part}\n"))
            .replace("\"T1\": 1,", &format!("\"T1\": {part},"));
        assert!(lock.contains(part));
        let made = made(&schema, &lock);
        assert!(made.files.len() < 20 && made.files.values().all(|bytes| bytes.len() <= LIMIT), "{part}");
    }
}

#[test]
fn tables_that_need_what_they_share_to_differ_are_told() {
    let mut diags = Diagnostics::new();
    let mut files = Assembly::new("m".into(), span(), true);
    for (table, size) in [("S.A", 1), ("S.B", 1), ("S.C", 2), ("S.D", 3)] {
        let settings = Body::Json(json::at_depth(&json!({"size": size}), 0));
        let mut rules = List::new("rules", LIMIT);
        rules.push_of_map(1, || json!({"size": size.min(2)}));
        let documents = vec![
            document("dms", "task-settings.json", Kind::TaskSettings, Scope::Map, settings),
            document("dms", "table-mappings.json", Kind::TableMappings, Scope::Map, Body::List(rules)),
        ];
        files.add(&table.into(), documents, &mut diags);
    }
    let found: Vec<String> =
        diags.iter().map(|finding| format!("{}: {}", finding.code.name, finding.message)).collect();
    assert_eq!(
        found,
        [
            "pipeline/tables-differ: the tables `S.A` and `S.C` need `dms.task-settings.json` to be different",
            "pipeline/tables-differ: the tables `S.A` and `S.C` need `dms.table-mappings.json` to be different",
        ]
    );
}

/// The documents of all targets, where the tables of one share a list; each as lines, by its name.
fn lists_of_targets(schema: &Schema, lock: &mut Lock) -> BTreeMap<String, String> {
    let mut diags = Diagnostics::new();
    let mut files = Assembly::new("m".into(), span(), true);
    for (table, size) in schema {
        let mut rules = List::new("rules", LIMIT).at_depth(1);
        rules.push_of_map(7, || json!({"rule-id": 7, "of": target(table)}));
        rules.push(|| json!({"table": table, "names": ["x".repeat(*size)], "none": []}));
        let scope = Scope::Target(target(table));
        let list = document("dms", "table-mappings.json", Kind::TableMappings, scope, Body::List(rules));
        files.add(&table.as_str().into(), vec![list], &mut diags);
    }
    assert!(diags.is_empty(), "{diags:?}");
    let mut lists = BTreeMap::new();
    files.finish(lock, &mut |file| {
        assert!(file.path.starts_with("m/dms.table-mappings-by-target"), "{}", file.path);
        assert!(file.content.len() <= LIMIT, "{} has {} bytes", file.path, file.content.len());
        assert_eq!(file.kind_word(), "table-mappings-by-target");
        let bytes = file.bytes();
        let text = std::str::from_utf8(&bytes).expect("text");
        let json: Json = serde_json::from_str(text).expect("it is JSON");
        for (name, list) in json.as_object().expect("an object") {
            assert_eq!(list["rules"][0]["of"], name.chars().take(5).collect::<String>());
            let start = text.find(&format!("\n  {}: {{", Json::from(name.as_str()))).expect("a member");
            let end = text[start..].find("\n  }\n").expect("its end");
            assert!(lists.insert(name.clone(), text[start..start + end].to_owned()).is_none(), "{name} stands twice");
        }
    });
    lists
}

#[test]
fn each_target_has_a_list_that_grows_by_lines() {
    let mut dice = Dice(6);
    for (tables, most) in [(30, 10), (150, 200_000), (12, 1_900_000)] {
        let mut schema = dice.schema(tables, most);
        let mut lock = Lock::default();
        let mut before = lists_of_targets(&schema, &mut lock);
        let of_all: usize = before.values().map(|list| list.matches("\"table\":").count()).sum();
        assert_eq!(of_all, tables);
        for _ in 0..4 {
            let name = dice.name();
            if schema.contains_key(&name) {
                continue;
            }
            schema.insert(name, dice.below(most));
            let mut texts = Texts::new();
            let text = lock.render();
            lock = Lock::parse(texts.add("mapc.lock", text.as_str()), &text, &mut Diagnostics::new());
            let after = lists_of_targets(&schema, &mut lock);
            let changed: Vec<&String> = after.keys().filter(|name| before.get(*name) != after.get(*name)).collect();
            assert!(changed.len() == 1 && before.keys().all(|name| after.contains_key(name)), "{changed:?}");
            let less = before.get(changed[0]).map_or("", String::as_str);
            assert!(less.is_empty() || is_grown(less.as_bytes(), after[changed[0]].as_bytes()), "{changed:?}");
            before = after;
        }
    }
}
