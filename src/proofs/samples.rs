//! Sample values: readable, different from one another, and such as the column can hold.

use super::alphabet::Alphabet;
use super::facts::Facts;
use super::language::ValueTexts;
use super::words;
use crate::types::Type;

/// Up to `count` different values of a column called `name`, the most readable first. Fewer where the column has fewer,
/// or none can be found.
pub fn samples(name: &str, ty: &Type, facts: &Facts, count: usize) -> Vec<String> {
    let texts = ValueTexts::of(ty, facts);
    let mut found: Vec<String> = Vec::with_capacity(count.min(64));
    let mut offer = |value: String| {
        let wanted = found.len() < count && !found.contains(&value);
        if wanted && (texts.unfixed().is_some() || texts.has(&value)) {
            found.push(value);
        }
    };
    // A list may be long, and each look at a text takes a while.
    facts.one_of.iter().flatten().take(count.saturating_add(16)).cloned().for_each(&mut offer);
    // All of the most readable kind first: `p1`, `p2` rather than `p1`, `a`.
    let lists: Vec<Vec<String>> = (1..=count).map(|number| candidates(name, ty, facts, number)).collect();
    let kinds = lists.iter().map(Vec::len).max().unwrap_or(0);
    for kind in 0..kinds {
        lists.iter().filter_map(|list| list.get(kind)).cloned().for_each(&mut offer);
    }
    if found.len() < count && texts.unfixed().is_none() {
        let alphabet = Alphabet::new(&texts.sets());
        let shortest = alphabet.map(|alphabet| words::shortest(&texts, &alphabet, count.saturating_mul(2)));
        for value in shortest.into_iter().flatten() {
            if found.len() < count && !value.is_empty() && !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found
}

/// One value of a column called `name`; `None` where none can be found.
pub fn sample(name: &str, ty: &Type, facts: &Facts) -> Option<String> {
    samples(name, ty, facts, 1).pop()
}

/// Readable values, of which some may be none of the column's. `number` counts from 1.
fn candidates(name: &str, ty: &Type, facts: &Facts, number: usize) -> Vec<String> {
    match ty {
        Type::Boolean => vec![["true", "false"][(number - 1) % 2].to_owned()],
        Type::Int { .. } => {
            let offset = number as i128;
            let near = |bound: Option<i128>, by: i128| bound.and_then(|bound| bound.checked_add(by));
            let places = [Some(offset), near(facts.least, offset - 1), near(facts.most, 1 - offset)];
            places.into_iter().flatten().map(|value| value.to_string()).collect()
        }
        Type::Decimal { precision, scale } if precision.cast_signed() <= *scale => {
            vec![format!("0.{number:0>width$}", width = usize::try_from(*scale).unwrap_or(0))]
        }
        Type::Decimal { .. } | Type::Number => vec![number.to_string()],
        Type::Float { .. } => vec![format!("{number}.5")],
        Type::Text(_) => text(name, facts, number),
        Type::Binary { .. } => vec![format!("0x{number:02x}")],
        Type::Bits { .. } => vec![format!("{number:b}")],
        Type::Date => vec![format!("2024-01-{:02}", 1 + (number - 1) % 28)],
        Type::Time { zoned: false, .. } => vec![format!("10:00:{:02}", number % 60)],
        Type::Time { zoned: true, .. } => vec![format!("10:00:{:02}Z", number % 60)],
        Type::Timestamp { .. } => {
            let plain = format!("2024-01-01 10:00:{:02}", number % 60);
            vec![plain.clone(), format!("{plain}Z")]
        }
        Type::Year => vec![format!("{}", 2023 + number % 6000)],
        Type::Interval => vec![format!("{number} days")],
        Type::Uuid => vec![format!("00000000-0000-4000-8000-{number:012x}")],
        Type::Json => vec![format!("{{\"n\": {number}}}")],
        Type::Xml => vec![format!("<n>{number}</n>")],
        Type::Enum(members) | Type::Set(members) => {
            members.get(number - 1).map(ToString::to_string).into_iter().collect()
        }
        Type::Array(_) => vec![format!("[{number}]")],
        Type::Spatial(_) => vec![format!("POINT({number} 0)")],
        Type::Opaque(_) => vec![format!("value {number}")],
    }
}

/// `p1` for a column called `productid`; with zeros between where it must be longer, a letter or digit where shorter.
fn text(name: &str, facts: &Facts, number: usize) -> Vec<String> {
    let letter = name.chars().find(char::is_ascii_alphabetic).map_or('a', |letter| letter.to_ascii_lowercase());
    let width = facts.min_len.and_then(|min| usize::try_from(min).ok()).unwrap_or(0).min(1000);
    let following = u8::try_from(number - 1).ok().filter(|place| *place < 26).map(|place| char::from(b'a' + place));
    let mut candidates = vec![format!("{letter}{number}")];
    if width > 2 {
        candidates.push(format!("{letter}{number:0>rest$}", rest = width - 1));
        candidates.push(format!("{number:0>width$}"));
    }
    candidates.extend(following.map(String::from));
    candidates.push(number.to_string());
    candidates
}

#[cfg(test)]
mod tests {
    use super::samples;
    use crate::proofs::facts::Facts;
    use crate::proofs::pattern::Pattern;
    use crate::types::Type;

    #[test]
    fn samples_read_well_and_fit() {
        let none = Facts::default();
        let of = |ty: Type, facts: &Facts| samples("productid", &ty, facts, 2).join(" ");
        assert_eq!(of(Type::text(64), &none), "p1 p2");
        assert_eq!(of(Type::text(1), &none), "a b");
        assert_eq!(of(Type::text(9), &Facts { min_len: Some(5), ..Facts::default() }), "p0001 p0002");
        assert_eq!(of(Type::TEXT, &Facts::words(vec!["A".into(), "B".into()])), "A B");
        let code = Pattern::of(&[('A', 'Z')]).repeat(3, Some(3));
        assert_eq!(of(Type::TEXT, &Facts::form(code)), "AAA");
        assert_eq!(of(Type::int(32), &none), "1 2");
        assert_eq!(of(Type::int(8), &Facts { most: Some(-5), ..Facts::default() }), "-5 -6");
        assert_eq!(of(Type::Decimal { precision: 2, scale: 2 }, &none), "0.01 0.02");
        assert_eq!(of(Type::Date, &none), "2024-01-01 2024-01-02");
        assert_eq!(of(Type::Enum(vec!["new".into(), "paid".into()]), &none), "new paid");
        assert_eq!(of(Type::Float { bits: 64 }, &none), "1.5 2.5");
        assert_eq!(of(Type::TEXT, &Facts::words(vec![])), "");
    }
}
