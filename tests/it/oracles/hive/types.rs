//! mapc's reader of type strings against Hive's.

use std::collections::BTreeMap;
use std::io::{Write, stderr};

use mapc::formats::hive::{HiveType, is_name};

use super::program::{Answer, ask, java_version};
use super::random::Random;

/// Where users meet it first: a metadata field of DMS in a struct.
const PUBLISHED: &str = "struct<timestamp:string,record-type:string>";

/// Names that Hive takes, among them some that are not good to write.
const NAMES: &[&str] =
    &["a", "record_type", "timestamp", "A", "1a", "_x", "a.b", "a$", " b", "日本", "é", "int", "array", "struct"];

/// What mutations put in.
const PIECES: &[&str] = &[
    "<",
    ">",
    ":",
    ",",
    "(",
    ")",
    "-",
    "_",
    ".",
    "$",
    " ",
    ";",
    "0",
    "1",
    "9",
    "38",
    "39",
    "٣",
    "a",
    "z",
    "A",
    "Z",
    "é",
    "日",
    "½",
    "ⅷ",
    "\u{0301}",
    "\u{a0}",
    "\u{200b}",
    "😀",
    "𐐀",
    "\t",
    "\"",
    "'",
    "`",
    "\\",
    "/",
    "<>",
    "()",
    "int",
    "char",
    "varchar",
    "decimal",
    "(5)",
    "(5,2)",
    "(5,9)",
    "(0)",
    "(70000)",
    "(4294967297)",
    "(40,2)",
    "(1,2,3)",
    "struct<",
    "array<",
    "map<",
    "uniontype<",
    "void",
    "unknown",
    "interval_day_time",
    "interval_year_month",
    ",string",
    ":int",
];

fn ours(text: &str) -> Answer {
    HiveType::parse(text).map(|ty| vec![ty.to_string()]).map_err(|error| error.message)
}

#[track_caller]
fn agree(texts: &[String]) -> Option<Vec<Answer>> {
    let answers = ask("TypeMain", texts)?;
    let differences: Vec<String> = texts
        .iter()
        .zip(&answers)
        .filter(|(text, hive)| ours(text) != **hive)
        .map(|(text, hive)| format!("{text:?}\n  Hive {hive:?}\n  mapc {:?}", ours(text)))
        .collect();
    let shown = &differences[..differences.len().min(10)];
    assert!(differences.is_empty(), "{} of {} differ:\n{}", differences.len(), texts.len(), shown.join("\n"));
    Some(answers)
}

#[test]
fn ten_thousand_mutated_types_get_the_same_answer() {
    let mut random = Random(2);
    let mut texts = vec![PUBLISHED.to_owned()];
    while texts.len() < 10_000 {
        texts.push(mutated(&mut random));
    }
    let Some(answers) = agree(&texts) else { return };

    // Agreement would mean little if all were refused for one reason.
    let accepted = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!((2_000..8_000).contains(&accepted), "{accepted} of {} are types", texts.len());
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for answer in &answers {
        if let Err(message) = answer {
            let reason = message.split(&['\'', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'][..]).next();
            *reasons.entry(reason.unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    assert!(reasons.len() >= 12, "{reasons:#?}");
}

/// A type with up to three changes.
fn mutated(random: &mut Random) -> String {
    let mut text: Vec<char> = random.ty(3, NAMES).chars().collect();
    for _ in 0..random.below(4) {
        let at = random.below(text.len() + 1);
        let end = (at + 1 + random.below(3)).min(text.len());
        let piece = random.pick(PIECES).chars();
        match random.below(6) {
            0 => drop(text.splice(at..at, piece)),
            1 => drop(text.splice(at..end, piece)),
            2 => drop(text.drain(at..end)),
            3 => text.truncate(at),
            4 => drop(text.splice(at..at, text[at..end].to_vec())),
            _ => text.extend(piece),
        }
    }
    text.into_iter().collect()
}

#[test]
fn every_kind_of_answer_is_the_same() {
    let texts: Vec<String> = include_str!("types.txt").lines().map(str::to_owned).collect();
    assert!(texts.len() > 100, "the list is read");
    let nested = [1, 100, 900].map(|depth| format!("{}int{}", "struct<a:".repeat(depth), ">".repeat(depth)));
    agree(&[texts, nested.to_vec()].concat());
}

#[test]
fn the_oracle_refuses_planted_faults() {
    let faults = [
        (
            PUBLISHED,
            "Error: : expected at the position 30 of 'struct<timestamp:string,record-type:string>' but '-' is found.",
        ),
        ("struct<a-b:int>", "Error: : expected at the position 8 of 'struct<a-b:int>' but '-' is found."),
        ("STRING", "Error: type expected at the position 0 of 'STRING' but 'STRING' is found."),
        ("decimal(39,2)", "Decimal precision out of allowed range [1,38]"),
    ];
    let texts = faults.map(|(text, _)| text.to_owned());
    let Some(answers) = agree(&texts) else { return };
    for (answer, (_, message)) in answers.into_iter().zip(faults) {
        assert_eq!(answer, Err(message.to_owned()));
    }
}

#[test]
fn every_character_of_the_basic_plane_is_taken_or_refused_alike() {
    // Another Java knows another Unicode: nothing to judge, and nothing is missing.
    if let Some(version) = java_version().filter(|version| *version != 17) {
        let _ = writeln!(stderr(), "SKIPPED ORACLE hive's letters: the table is of Java 17, not {version}");
        return;
    }
    let characters: Vec<char> = ('\0'..='\u{ffff}').collect();
    let texts: Vec<String> = characters.iter().map(|character| format!("struct<a{character}b:int>")).collect();
    let Some(answers) = agree(&texts) else { return };
    for (character, answer) in characters.iter().zip(answers) {
        assert_eq!(is_name(&format!("a{character}b")), answer.is_ok(), "{character:?}");
    }
}
