//! Key templates whose injectivity is known from thinking about them, and random ones judged by trying all values.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use arbtest::arbitrary::{Result as Arbitrary, Unstructured};
use mapc::proofs::{CharSet, Facts, Part, Pattern, ValueTexts, Verdict, Witness, injective};
use mapc::types::{TextType, Type, Zone};

/// What stands in a hole: a type and what is known of it.
fn column(word: &str) -> ValueTexts {
    let (ty, facts) = match word {
        "any" => (Type::TEXT, Facts::default()),
        "some" => (Type::TEXT, Facts { min_len: Some(1), ..Facts::default() }),
        "varchar" => (Type::text(200), Facts::default()),
        "nobar" => (Type::text(64), Facts::without("|")),
        "nodash" => (Type::TEXT, Facts::without("-")),
        "nohash" => (Type::TEXT, Facts::without("#")),
        "nodouble" => (Type::TEXT, Facts::without("||")),
        "char2" => (Type::Text(TextType { max: Some(2), fixed: true, ..TextType::default() }), Facts::default()),
        "exact2" => (Type::text(2), Facts { min_len: Some(2), ..Facts::default() }),
        "exact36" => (Type::text(36), Facts { min_len: Some(36), ..Facts::default() }),
        "upto1" => (Type::text(1), Facts::default()),
        "one" => (Type::text(1), Facts { min_len: Some(1), ..Facts::default() }),
        "digits" => (Type::TEXT, Facts::form(Pattern::of(&[('0', '9')]).repeat(1, None))),
        "letters" => (Type::TEXT, Facts::form(Pattern::of(&[('a', 'z')]).repeat(1, None))),
        "int" => (Type::int(32), Facts::default()),
        "big" => (Type::int(64), Facts::default()),
        "unsigned" => (Type::Int { bits: 32, signed: false }, Facts::default()),
        "digit" => (Type::int(32), Facts { least: Some(0), most: Some(9), ..Facts::default() }),
        "natural" => (Type::int(32), Facts { least: Some(1), ..Facts::default() }),
        "money" => (Type::Decimal { precision: 10, scale: 2 }, Facts::default()),
        "number" => (Type::Number, Facts::default()),
        "float" => (Type::Float { bits: 64 }, Facts::default()),
        "json" => (Type::Json, Facts::default()),
        "bool" => (Type::Boolean, Facts::default()),
        "date" => (Type::Date, Facts::default()),
        "timestamp" => (Type::Timestamp { precision: 6, zone: Zone::None }, Facts::default()),
        "uuid" => (Type::Uuid, Facts::default()),
        "year" => (Type::Year, Facts::default()),
        "state" => (Type::Enum(["new", "paid"].map(Into::into).into()), Facts::default()),
        "prefixes" => (Type::Enum(["a", "ab"].map(Into::into).into()), Facts::default()),
        "ends" => (Type::Enum(["b", "ab"].map(Into::into).into()), Facts::default()),
        "tails" => (Type::Enum(["b", "bb"].map(Into::into).into()), Facts::default()),
        "code" => (Type::TEXT, Facts::words(vec!["A".into(), "B".into()])),
        "mixed" => (Type::TEXT, Facts::words(vec!["A".into(), "A|".into()])),
        "flags" => (Type::Set(["x", "y"].map(Into::into).into()), Facts::default()),
        "nothing" => (Type::TEXT, Facts::words(vec![])),
        other => panic!("no column {other}"),
    };
    ValueTexts::of(&ty, &facts)
}

/// Judges a template such as `{any}|{nobar}`; a word with `=` names a column that may stand twice: `{x=any}`.
fn judge(template: &str) -> Verdict {
    let mut pieces: Vec<(&str, Option<(usize, ValueTexts)>)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for piece in template.split_inclusive('}') {
        let (literal, hole) = piece.split_once('{').unwrap_or((piece, ""));
        pieces.push((literal, None));
        let Some(hole) = hole.strip_suffix('}') else { continue };
        let (name, word) = hole.split_once('=').unwrap_or(("", hole));
        let known = names.iter().position(|known| !name.is_empty() && *known == name);
        let place = known.unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        pieces.push(("", Some((place, column(word)))));
    }
    let parts: Vec<Part<'_>> = pieces
        .iter()
        .map(|(literal, hole)| match hole {
            Some((place, texts)) => Part::Value(*place, texts),
            None => Part::Literal(literal),
        })
        .collect();
    let verdict = injective(&parts);
    if let Verdict::Collides(witness) = &verdict {
        assert_genuine(&parts, witness);
    }
    verdict
}

fn assert_genuine(parts: &[Part<'_>], witness: &Witness) {
    for row in [&witness.first, &witness.second] {
        let mut key = String::new();
        for part in parts {
            match part {
                Part::Literal(text) => key += text,
                Part::Value(hole, texts) => {
                    assert!(texts.has(&row[*hole]), "{:?} is no value of hole {hole}: {witness:?}", row[*hole]);
                    key += &row[*hole];
                }
            }
        }
        assert_eq!(key, witness.key, "{witness:?}");
    }
    assert_ne!(witness.first, witness.second);
}

#[test]
fn templates_that_can_be_read_in_one_way() {
    let templates = [
        "",
        "only text",
        "{any}",
        "p#{any}",
        "{any}#end",
        "{nobar}|{any}",
        // Read from the right.
        "{any}|{nobar}",
        "{nobar}|{any}|{nobar}",
        "{nobar}|{nobar}|{any}",
        "{any}|{nobar}|{nobar}",
        // The middle is free, but both ends are found.
        "{nodash}-{any}-{nodash}",
        "{int}|{any}",
        "{any}|{int}",
        "{any}|{date}",
        "{any}|{big}|{unsigned}",
        // Both ends of the middle hole are found by the neighbours' fixed form.
        "{date}{any}",
        "{any}{date}",
        "{date}{any}{uuid}",
        "{date}{date}",
        "{uuid}{uuid}",
        "{exact2}{any}",
        "{any}{exact2}",
        "{exact2}{exact2}",
        "{exact36}{exact36}",
        "{exact36}{varchar}",
        "{one}{upto1}",
        "{digit}{int}",
        "{int}{digit}",
        "{digits}{letters}",
        "{letters}{digits}",
        "{year}{int}",
        "{unsigned}-{int}",
        "{int}-{int}",
        "{int}:{money}",
        "{date}#{timestamp}",
        "{bool}{any}",
        "{bool}{bool}",
        "{state}{any}",
        "{any}{state}",
        "{state}{state}",
        "{code}{code}{code}",
        // `b` and `ab` are told apart by their first letter.
        "{ends}{any}",
        "{prefixes}c{any}",
        "{mixed}#{any}",
        "{flags}|{any}",
        // `x,y` is one set; but no set has `y` before `x`, or twice.
        "{flags},{flags}",
        "{nohash}#{nohash}#{nohash}#{any}",
        "{unsigned}|{nobar}|{any}",
        // No row has a value here.
        "{nothing}{any}{any}",
        // A column that stands twice.
        "{x=nobar}|{x=nobar}",
        "{x=nobar}|{any}|{x=nobar}",
    ];
    for template in templates {
        assert_eq!(judge(template), Verdict::Injective, "{template}");
    }
}

#[test]
fn templates_that_give_one_key_for_two_rows() {
    let templates = [
        "{any}|{any}",
        "{any}{any}",
        "{some}{some}",
        "{varchar}|{varchar}",
        "{nobar}{nobar}",
        "{char2}{char2}",
        "{upto1}{upto1}",
        "{upto1}{one}{upto1}",
        "{int}{int}",
        "{int}0{int}",
        "{money}{money}",
        "{natural}{natural}",
        "{digits}{digits}",
        "{digits}{int}",
        "{letters}{letters}",
        "{any}|{int}|{any}",
        "{any}|{nobar}|{any}",
        "{any}|{any}|{nobar}",
        "{nobar}||{any}{any}",
        "{nodouble}||{any}",
        "{nodouble}|{any}",
        "{any}{digits}",
        "{int}{any}",
        "{any}{bool}{any}",
        "{prefixes}{any}",
        "{prefixes}{tails}",
        "{mixed}|{any}",
        "{number}{number}",
        "{number}.{number}",
        "{date}{any}{any}",
        "{exact2}{any}{exact2}{any}",
        "{flags}{flags}",
        // One column on both sides.
        "{x=any}|{any}|{x=any}",
    ];
    for template in templates {
        assert!(matches!(judge(template), Verdict::Collides(_)), "{template}: {:?}", judge(template));
    }
}

#[test]
fn what_cannot_be_known_is_said_with_a_reason() {
    for (template, word) in [("{float}|{any}", "floating-point"), ("{json}|{any}", "document")] {
        let Verdict::Unknown { reason } = judge(template) else { panic!("{template}") };
        assert!(reason.contains(word), "{reason}");
    }
    assert_eq!(judge("{nobar}|{json}"), Verdict::Injective);
}

#[test]
fn witnesses_read_well() {
    let shown = |template: &str| match judge(template) {
        Verdict::Collides(Witness { key, first, second }) => format!("{key}: {first:?} {second:?}"),
        Verdict::Injective | Verdict::Unknown { .. } => panic!("{template}"),
    };
    assert_eq!(shown("{any}|{any}"), r#"a|b|c: ["a|b", "c"] ["a", "b|c"]"#);
    assert_eq!(shown("{varchar}|{nobar}{any}"), r#"a|bcd: ["a", "bc", "d"] ["a", "b", "cd"]"#);
    assert_eq!(shown("{any}{any}"), r#"abc: ["ab", "c"] ["a", "bc"]"#);
    assert_eq!(shown("{int}{int}"), r#"123: ["12", "3"] ["1", "23"]"#);
    assert_eq!(shown("{any}|{any}|{any}"), r#"a|b|c|d: ["a|b", "c", "d"] ["a", "b|c", "d"]"#);
    // Only empty values collide.
    assert_eq!(shown("{upto1}{upto1}"), r#"a: ["a", ""] ["", "a"]"#);
}

#[test]
fn twenty_holes_are_judged_at_once() {
    for (word, injective) in [("nobar", true), ("any", false), ("big", true), ("money", true), ("uuid", true)] {
        let template = vec![format!("{{{word}}}"); 20].join("|");
        let start = Instant::now();
        assert_eq!(judge(&template) == Verdict::Injective, injective, "{template}");
        // A debug build on a busy machine; it takes a few milliseconds in a release build.
        assert!(start.elapsed() < Duration::from_secs(5), "{word}: {:?}", start.elapsed());
    }
}

#[test]
fn hostile_templates_are_given_up() {
    let long = "x".repeat(100_000);
    let any = ValueTexts::any();
    assert!(matches!(injective(&[Part::Literal(&long), Part::Value(0, &any)]), Verdict::Unknown { .. }));
    let words = Facts::words((0..100_000).map(|number| number.to_string()).collect());
    let words = ValueTexts::of(&Type::TEXT, &words);
    let verdict = injective(&[Part::Value(0, &words), Part::Value(1, &words)]);
    assert!(matches!(verdict, Verdict::Unknown { .. }));
    let letters: String = ('\u{4e00}'..'\u{9000}').collect();
    let letters = ValueTexts::of(&Type::TEXT, &Facts::without(&letters));
    let verdict = injective(&[Part::Value(0, &letters), Part::Value(1, &any)]);
    assert!(matches!(verdict, Verdict::Collides(_)));
}

/// A column over the letters `a`, `b` and `|` with values of up to three characters, and all of them.
fn small_column(u: &mut Unstructured<'_>) -> Arbitrary<(ValueTexts, Vec<String>)> {
    let mut texts = vec![String::new()];
    for at in 0..13 {
        let longer = ["a", "b", "|"].map(|letter| format!("{}{letter}", texts[at]));
        texts.extend(longer);
    }
    let mut facts = Facts::form(Pattern::One(CharSet::chars("ab|")).repeat(0, Some(3)));
    match u.int_in_range(0..=5)? {
        0 => facts.and(Facts::without(u.choose(&["|", "a", "ab", "||", "aa", "b|"])?)),
        1 => facts.min_len = Some(u.int_in_range(0..=3)?),
        2 => facts.max_len = Some(u.int_in_range(0..=2)?),
        3 => {
            let mut words = Vec::new();
            for _ in 0..u.int_in_range(1..=4)? {
                words.push(u.choose(&texts)?.clone());
            }
            facts.and(Facts::words(words));
        }
        4 => {
            facts.min_len = Some(u.int_in_range(0..=2)?);
            facts.max_len = Some(u.int_in_range(1..=3)?);
            facts.and(Facts::without(u.choose(&["|", "a", "b"])?));
        }
        _ => {}
    }
    let column = ValueTexts::of(&Type::TEXT, &facts);
    let fits = |text: &String| {
        let length = text.len() as u64;
        facts.min_len.is_none_or(|min| length >= min)
            && facts.max_len.is_none_or(|max| length <= max)
            && !facts.not_contains.iter().any(|word| text.contains(word.as_str()))
            && facts.one_of.as_ref().is_none_or(|words| words.contains(text))
    };
    texts.truncate(40);
    texts.retain(fits);
    Ok((column, texts))
}

/// Whether two tuples of these values give one key.
fn collides(parts: &[Part<'_>], values: &[Vec<String>]) -> bool {
    let mut tuples: Vec<Vec<&str>> = vec![Vec::new()];
    for words in values {
        tuples =
            tuples.iter().flat_map(|tuple| words.iter().map(|word| [tuple.as_slice(), &[word]].concat())).collect();
    }
    let mut seen = HashMap::new();
    tuples.into_iter().any(|tuple| {
        let text = |part: &Part<'_>| match part {
            Part::Literal(text) => (*text).to_owned(),
            Part::Value(hole, _) => tuple[*hole].to_owned(),
        };
        let key: String = parts.iter().map(text).collect();
        seen.insert(key, tuple.clone()).is_some()
    })
}

#[test]
fn the_verdict_agrees_with_trying_all_values() {
    arbtest::arbtest(|u| {
        let mut columns = Vec::new();
        for _ in 0..u.int_in_range(1..=3)? {
            columns.push(small_column(u)?);
        }
        let mut parts = Vec::new();
        for (hole, (texts, _)) in columns.iter().enumerate() {
            parts.push(Part::Literal(u.choose(&["", "", "|", "|", "a", "a|", "||"])?));
            parts.push(Part::Value(hole, texts));
        }
        let twice = u.ratio(1, 4)?;
        if twice {
            parts.push(Part::Literal(u.choose(&["", "|"])?));
            let hole = u.choose_index(columns.len())?;
            parts.push(Part::Value(hole, &columns[hole].0));
        }
        let values: Vec<Vec<String>> = columns.iter().map(|(_, values)| values.clone()).collect();
        let truth = collides(&parts, &values);
        match injective(&parts) {
            Verdict::Injective => assert!(!truth, "{parts:?}"),
            Verdict::Collides(witness) => {
                assert!(truth, "{witness:?} {parts:?}");
                assert_genuine(&parts, &witness);
            }
            Verdict::Unknown { reason } => assert!(twice, "{reason} {parts:?}"),
        }
        Ok(())
    })
    .budget_ms(4_000);
}

/// Columns without a longest value: no collision of short values may be missed, and each one that is shown is genuine.
#[test]
fn no_collision_of_short_values_is_missed() {
    arbtest::arbtest(|u| {
        let words =
            ["any", "some", "nobar", "nodouble", "int", "unsigned", "natural", "money", "bool", "prefixes", "upto1"];
        let samples = ["", "a", "b", "|", "||", "a|", "|a", "ab", "0", "1", "-1", "12", "1.5", "true", "a|b", "1|2"];
        let mut columns = Vec::new();
        for _ in 0..u.int_in_range(2..=3)? {
            columns.push(column(u.choose(&words)?));
        }
        let mut parts = Vec::new();
        for (hole, texts) in columns.iter().enumerate() {
            parts.push(Part::Literal(u.choose(&["", "|", "|", "||", "a", "-"])?));
            parts.push(Part::Value(hole, texts));
        }
        let of = |texts: &ValueTexts| samples.iter().filter(|text| texts.has(text)).map(ToString::to_string).collect();
        let values: Vec<Vec<String>> = columns.iter().map(of).collect();
        match injective(&parts) {
            Verdict::Injective => assert!(!collides(&parts, &values), "{parts:?}"),
            Verdict::Collides(witness) => assert_genuine(&parts, &witness),
            Verdict::Unknown { reason } => panic!("{reason} {parts:?}"),
        }
        Ok(())
    })
    .budget_ms(2_000);
}
