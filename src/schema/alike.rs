//! Which tables cannot be named by a pattern of `LIKE` that is their plain name: `ORDER_ITEM` is also a pattern for
//! `ORDERXITEM`.
//!
//! The names of one length stand sorted, which makes them a tree without nodes: a pattern narrows the range character by
//! character, and follows several ranges only at `_`.

use rustc_hash::FxHashMap;

/// How many ranges are followed for one name. Past that the name is taken for one that means others, too.
const MOST_RANGES: usize = 500;
/// What stands between schema and table.
const BETWEEN: char = '\0';

/// For each table, given by its schema and its name, whether these two, taken for patterns in which `_` stands for any one character, mean another
/// table as well. Also true for names with `%` or `[`: what those mean cannot be told from the tables that are declared,
/// nor how they are written so that they mean themselves.
pub(super) fn mean_others<'n>(tables: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<bool> {
    let names: Vec<Vec<char>> = tables.map(joined).collect();
    let mut by_length: FxHashMap<(usize, usize), Vec<&[char]>> = FxHashMap::default();
    for name in &names {
        by_length.entry(lengths(name)).or_default().push(name);
    }
    for names in by_length.values_mut() {
        names.sort_unstable();
        names.dedup();
    }
    names
        .iter()
        .map(|name| {
            name.contains(&'%')
                || name.contains(&'[')
                || name.contains(&'_') && {
                    let of_length = by_length.get(&lengths(name)).map_or(&[][..], Vec::as_slice);
                    matches(of_length, name, 0, &mut MOST_RANGES.clone()) > 1
                }
        })
        .collect()
}

fn joined((schema, name): (&str, &str)) -> Vec<char> {
    schema.chars().chain([BETWEEN]).chain(name.chars()).collect()
}

/// How long the schema is, and all of it.
fn lengths(name: &[char]) -> (usize, usize) {
    (name.iter().position(|c| *c == BETWEEN).unwrap_or(0), name.len())
}

/// How many of `names` the pattern means: none, one, or (as 2) more. They are sorted, as long as the pattern, and agree with
/// it before `at`. Answers 2 when `ranges` is used up.
fn matches(names: &[&[char]], pattern: &[char], at: usize, ranges: &mut usize) -> usize {
    let mut names = names;
    for (at, of_pattern) in pattern.iter().enumerate().skip(at) {
        let Some(first) = names.first() else { return 0 };
        if *of_pattern != '_' {
            let start = names.partition_point(|name| name[at] < *of_pattern);
            let end = names.partition_point(|name| name[at] <= *of_pattern);
            names = &names[start..end];
        } else if names[names.len() - 1][at] != first[at] {
            return matches_of_ranges(names, pattern, at, ranges);
        }
    }
    names.len().min(2)
}

/// The same, where the names differ at `at` and the pattern takes all of them.
fn matches_of_ranges(names: &[&[char]], pattern: &[char], at: usize, ranges: &mut usize) -> usize {
    let (mut rest, mut found) = (names, 0);
    while let Some(first) = rest.first() {
        if *ranges == 0 {
            return 2;
        }
        *ranges -= 1;
        let end = rest.partition_point(|name| name[at] <= first[at]);
        found += matches(&rest[..end], pattern, at + 1, ranges);
        if found > 1 {
            return 2;
        }
        rest = &rest[end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    /// What the documentation says: `_` is any one character.
    fn means(pattern: &str, name: &str) -> bool {
        let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
        pattern.len() == name.len()
            && pattern.iter().zip(&name).all(|(of_pattern, c)| *of_pattern == '_' || of_pattern == c)
    }

    fn by_definition(names: &[(&str, &str)]) -> Vec<bool> {
        let means = |one: &(&str, &str), other: &(&str, &str)| means(one.0, other.0) && means(one.1, other.1);
        names.iter().map(|one| names.iter().any(|other| one != other && means(one, other))).collect()
    }

    #[test]
    fn an_underscore_means_any_character() {
        let names =
            [("S", "ORDER_ITEM"), ("S", "ORDERXITEM"), ("S", "ORDER_ITEMS"), ("S_", "ORDERXITEM"), ("ST", "A_")];
        assert_eq!(mean_others(names.into_iter()), [true, false, false, false, false]);
        let names = [("S_", "A"), ("ST", "A"), ("S_", "B"), ("ST", "C"), ("ST", "注_"), ("ST", "注文")];
        assert_eq!(mean_others(names.into_iter()), [true, false, false, false, true, false]);
        assert_eq!(mean_others([("S", "A%"), ("S", "A[b]"), ("S%", "A")].into_iter()), [true; 3]);
    }

    #[test]
    fn the_tree_agrees_with_the_definition() {
        let mut state = 1_u64;
        let mut below = |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let mut mean = 0;
        for round in 0..400 {
            let letters: &[char] = if round % 2 == 0 { &['A', '_'] } else { &['A', 'B', 'é', '_', '\u{1}'] };
            let mut owned: Vec<(String, String)> = (0..1 + below(30))
                .map(|_| {
                    let mut text = |most: u64| {
                        (0..below(most + 1)).map(|_| letters[below(letters.len() as u64) as usize]).collect::<String>()
                    };
                    (text(2), text(5))
                })
                .collect();
            owned.sort();
            owned.dedup();
            let names: Vec<(&str, &str)> =
                owned.iter().map(|(schema, name)| (schema.as_str(), name.as_str())).collect();
            let found = mean_others(names.iter().copied());
            assert_eq!(found, by_definition(&names), "{names:?}");
            mean += found.iter().filter(|one| **one).count();
        }
        assert!(mean > 500, "{mean}");
    }

    #[test]
    fn names_made_to_be_slow_are_taken_for_patterns() {
        // Each `______…0001` follows all names that do not begin with `_`.
        let slow: Vec<String> = (0..20_000).map(|n| format!("{}{n:05}", "_".repeat(10))).collect();
        let plain: Vec<String> = (0..20_000_u64).map(|n| format!("{:010}xxxxx", n * 7_919_999)).collect();
        let names: Vec<(&str, &str)> = slow.iter().chain(&plain).map(|name| ("S", name.as_str())).collect();
        let found = mean_others(names.into_iter());
        assert!(found[0], "more ranges than are followed");
        assert!(found[20_000..].iter().all(|one| !one));
    }

    #[test]
    fn long_names_are_no_harm() {
        let long = "_".repeat(300_000);
        let (one, other) = (format!("{long}A"), format!("{long}B"));
        assert_eq!(mean_others([("S", one.as_str()), ("S", &other)].into_iter()), [false, false]);
    }
}
