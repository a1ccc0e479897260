//! Broken texts: one finding for what is broken, and everything else is read.

use mapc::syntax::tree::{Item, Tree};

use super::generate;
use super::support::{EVERYTHING, erase, read};

/// The lines of the tree as texts without places: items, and the lines of their bodies.
fn parts(tree: &Tree) -> Vec<String> {
    let mut parts = Vec::new();
    for item in &tree.items {
        match item {
            Item::Map(map) => {
                parts.push(format!("map {} {:?}", map.name.text, map.stages.len()));
                parts.extend(map.body.iter().map(|line| format!("{line:?}")));
            }
            Item::Fragment(fragment) => {
                parts.push(format!("fragment {}", fragment.name.text));
                parts.extend(fragment.body.iter().map(|line| format!("{line:?}")));
            }
            Item::Example(example) => parts.push(format!("example {} {:?}", example.map.text, example.title.value)),
            Item::Language(_)
            | Item::Unchecked(_)
            | Item::Schema(_)
            | Item::Param(_)
            | Item::Settings(_)
            | Item::Level(_) => {
                parts.push(format!("{item:?}"));
            }
        }
    }
    parts.into_iter().map(|part| erase(&part)).collect()
}

/// How many of `whole`'s parts are not in `left`.
fn lost(whole: &[String], left: &[String]) -> usize {
    let mut left: Vec<&String> = left.iter().collect();
    whole
        .iter()
        .filter(|part| match left.iter().position(|other| other == part) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        })
        .count()
}

#[test]
fn a_broken_line_is_one_finding_and_no_other_line_is_lost() {
    let lines: Vec<&str> = EVERYTHING.lines().collect();
    let whole = parts(&read(EVERYTHING).tree);
    let mut tried = 0;
    for (number, line) in lines.iter().enumerate() {
        let code = line.split(" //").next().unwrap_or_default().trim();
        let is_code = !code.is_empty() && !code.starts_with("//");
        // Lines within a header or record belong to the line that they go on.
        let alone = !code.starts_with("->")
            && !code.starts_with("from")
            && !code.starts_with("except")
            && code != "{"
            && !code.ends_with(',');
        if !is_code
            || !alone
            || code.ends_with('}')
            || lines.get(number + 1).is_some_and(|next| next.trim_start().starts_with("->"))
        {
            continue;
        }
        for sign in ["%", "= =", ")"] {
            tried += 1;
            let opens = line.ends_with('{');
            let broken = if opens {
                line.replace(" {", &format!(" {sign} {{"))
            } else {
                line.replacen(code, &format!("{code} {sign}"), 1)
            };
            let mut text = lines.clone();
            text[number] = &broken;
            let parsed = read(&text.join("\n"));
            assert_eq!(parsed.findings().len(), 1, "{broken}: {:#?}", parsed.findings());
            // A block whose first line is broken goes as a whole; a field's block with its field.
            let allowed = if line.starts_with("map") || line.starts_with("fragment") { 90 } else { 1 };
            let gone = lost(&whole, &parts(&parsed.tree));
            assert!(gone <= allowed, "{broken}: {gone} lines are lost");
        }
    }
    assert!(tried > 150, "{tried}");
}

#[test]
fn a_missing_brace_is_one_finding_and_no_line_is_lost() {
    let whole = parts(&read(EVERYTHING).tree);
    let mut tried = 0;
    for (at, brace) in EVERYTHING.match_indices(['{', '}']) {
        let line_start = EVERYTHING[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = EVERYTHING[line_start..].lines().next().unwrap_or_default();
        // Braces of blocks: the first opens at the end of its line, the second stands alone.
        let of_block = line.trim() == "}"
            || (line.ends_with(" {")
                && line_start + line.len() == at + 1
                && !["row", "update"].iter().any(|word| line.trim_start().starts_with(word)))
                && line.trim() != "} to {";
        if !of_block {
            continue;
        }
        tried += 1;
        let text = format!("{}{}", &EVERYTHING[..at], &EVERYTHING[at + 1..]);
        let parsed = read(&text);
        assert_eq!(parsed.findings().len(), 1, "{brace} of {line:?} at {at}: {:#?}", parsed.findings());
        let gone = lost(&whole, &parts(&parsed.tree));
        assert!(gone <= 2, "{brace} of {line:?} at {at}: {gone} lines are lost {:?}", parsed.findings());
    }
    assert!(tried > 30, "{tried}");
}

/// Each item of the text of every construct together with the one after it.
fn pairs() -> Vec<(&'static str, &'static str)> {
    let mut starts = vec![0];
    starts.extend(
        EVERYTHING.match_indices("\n\n").map(|(at, _)| at + 2).filter(|at| !EVERYTHING[*at..].starts_with(' ')),
    );
    starts.push(EVERYTHING.len());
    let item = |number: usize| match (starts.get(number), starts.get(number + 1)) {
        (Some(start), Some(end)) => &EVERYTHING[*start..*end],
        (_, None) | (None, _) => "",
    };
    (0..starts.len() - 1).map(|number| (item(number), item(number + 1))).collect()
}

#[test]
fn a_changed_token_never_gives_a_cascade() {
    let tokens = ["%", "{", "}", "(", "\"", "`", "x", ",", "->", "= 1", "//", "map", ""];
    let (mut many, mut tried) = (Vec::new(), 0);
    for (item, next) in pairs() {
        let words = item.split_whitespace().map(|word| (word.as_ptr() as usize - item.as_ptr() as usize, word));
        for (number, (start, word)) in words.enumerate() {
            // All of them everywhere would take half a minute.
            for token in (0..4).map(|step| tokens[(number + 3 * step) % tokens.len()]) {
                let text = format!("{}{token}{}{next}", &item[..start], &item[start + word.len()..]);
                let parsed = read(&text);
                tried += 1;
                if parsed.diags.len() > 2 {
                    many.push(format!("{word:?} -> {token:?}: {:#?}", parsed.findings()));
                }
            }
        }
    }
    assert!(tried > 2_000, "{tried}");
    // With all tokens everywhere, five texts of nine thousand cost three findings or more; the choice above may hit some.
    assert!(many.len() <= 3, "{} of {tried}\n{}", many.len(), many.join("\n"));
}

#[test]
fn cut_texts_are_read_to_the_cut() {
    for (item, _) in pairs() {
        for at in (0..item.len()).filter(|at| item.is_char_boundary(*at)) {
            let parsed = read(&item[..at]);
            assert!(parsed.findings().len() <= 2, "cut at {at}: {:#?}", parsed.findings());
        }
    }
}

#[test]
fn random_texts_with_a_changed_byte_do_not_panic() {
    arbtest::arbtest(|u| {
        let mut text = generate::text(u)?.text;
        for _ in 0..u.int_in_range(1..=3)? {
            let mut at = u.int_in_range(0..=text.len().saturating_sub(1))?;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let with = *u.choose(&[
                "{", "}", "\"", "`", "(", ")", "[", ",", "\n", "'", "${", "$(", "//", "\\", "<", ";", "\u{feff}", "é",
            ])?;
            text.insert_str(at, with);
        }
        let parsed = read(&text);
        for found in parsed.diags.iter() {
            let span = found.place.as_ref().expect("a finding of the language has a place").span;
            assert!(span.start <= span.end && span.end as usize <= text.len());
            assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        }
        Ok(())
    })
    .budget_ms(2_000)
    .size_min(100)
    .size_max(2_000);
}

#[test]
fn noise_is_refused_without_a_panic() {
    arbtest::arbtest(|u| {
        let pieces = [
            "map", "field", "a", " ", "\n", "{", "}", "(", ")", "[", "]", "\"", "`", "${", "}", "$(", "->", "from",
            "=", ":", ",", ";", "example", "row", "gives", "update", "to", "at", "truncate", "//", "///", "'", "“",
            "\\", "*", "?", "1", "-", ".", "/", "s3://", "\t", "\r", "\u{0}", "é", "\u{2028}", "list<", ">", "and",
            "or", "not", "null", "assume", "rename", "x y",
        ];
        let mut text = String::new();
        while !u.is_empty() {
            text.push_str(u.choose(&pieces)?);
        }
        let parsed = read(&text);
        let has_items = !parsed.tree.items.is_empty();
        let has_substance = text.lines().any(|line| !line.trim().is_empty() && !line.trim().starts_with("//"));
        assert!(!parsed.diags.is_empty() || has_items || !has_substance, "silence: {text:?}");
        Ok(())
    })
    .budget_ms(2_000);
}
