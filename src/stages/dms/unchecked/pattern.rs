//! Patterns of the language as DMS spells them.
//!
//! Source: user guide, "Wildcards in table mapping": in selections `%`, `_`, `[_]` and sets; of transformations the guide shows
//! `%` alone. A name without a wildcard is written as it is, as all samples do, though its `_` then also stands for others.

use crate::unchecked::{Pattern, Piece, plain};

/// A name or pattern in a selection; the error says why it cannot be spelled.
pub(super) fn selected(pattern: &Pattern) -> Result<String, String> {
    if let Some(name) = plain(pattern) {
        return literal(name);
    }
    let mut text = String::new();
    for piece in &pattern.pieces {
        match piece {
            Piece::Any => text.push('%'),
            Piece::One => text.push('_'),
            Piece::Class(ranges) => {
                text.push('[');
                for (low, high) in ranges {
                    text.push(*low);
                    if low != high {
                        text.extend(['-', *high]);
                    }
                }
                text.push(']');
            }
            Piece::Literal(name) => text.push_str(&literal(name)?.replace('_', "[_]")),
        }
    }
    Ok(text)
}

/// A name or pattern in a transformation.
pub(super) fn located(pattern: &Pattern) -> Result<String, String> {
    let mut text = String::new();
    for piece in &pattern.pieces {
        match piece {
            Piece::Any => text.push('%'),
            Piece::Literal(name) => text.push_str(&literal(name)?),
            Piece::One | Piece::Class(_) => {
                return Err("of wildcards the guide shows `%` alone in such a rule: write `*` or a name".to_owned());
            }
        }
    }
    Ok(text)
}

fn literal(name: &str) -> Result<String, String> {
    match name.chars().find(|c| matches!(c, '%' | '[')) {
        Some(c) => Err(format!("DMS would read `{c}` of `{name}` as a wildcard, and documents no escape")),
        None => Ok(name.to_owned()),
    }
}

/// Whether two texts with `%` can mean one name. Time is the product of their lengths.
pub(super) fn overlap(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // Which ends of `other` can be reached with the characters of `one` so far.
    let mut row: Vec<bool> = vec![false; other.len() + 1];
    row[0] = true;
    spread(&other, &mut row);
    for c in one {
        let mut next = vec![false; other.len() + 1];
        if c == '%' {
            let first = row.iter().position(|reached| *reached).unwrap_or(row.len());
            next.iter_mut().skip(first).for_each(|reached| *reached = true);
        } else {
            for (place, d) in other.iter().enumerate() {
                if *d == '%' {
                    next[place] |= row[place];
                } else {
                    next[place + 1] |= row[place] && *d == c;
                }
            }
            if other.last() == Some(&'%') {
                next[other.len()] |= row[other.len()];
            }
            spread(&other, &mut next);
        }
        row = next;
    }
    row[other.len()]
}

/// `%` may stand for nothing.
fn spread(pattern: &[char], reached: &mut [bool]) {
    for (place, c) in pattern.iter().enumerate() {
        if *c == '%' && reached[place] {
            reached[place + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn patterns_overlap_where_a_name_is_meant_by_both() {
        for (one, other) in
            [("%", "EMP"), ("EMP%", "%OLD"), ("EMP", "EMP"), ("A%B", "A%"), ("%", ""), ("EMP%", "EMP_A")]
        {
            assert!(overlap(one, other) && overlap(other, one), "{one} {other}");
        }
        for (one, other) in [("EMP", "EMPS"), ("A%", "B%"), ("%A", "%B"), ("EMP%", "EM")] {
            assert!(!overlap(one, other) && !overlap(other, one), "{one} {other}");
        }
    }
}
