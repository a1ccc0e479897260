//! The regular expressions that CHECK constraints use for codes: `^[0-9]+$`, `^[A-Z]{3}-[0-9]*$`.
//!
//! Anything beyond characters, sets and counts between `^` and `$` is not read.

use super::charset::CharSet;
use super::pattern::Pattern;

/// More repetitions than this are no code.
const MOST_REPEATS: u32 = 255;

/// The texts of an anchored expression. `ranges` says whether a range of letters is one of code points (PostgreSQL); where
/// it follows the language of the session (Oracle), only ranges of digits are certain.
pub fn read(expression: &str, ranges: bool) -> Option<Pattern> {
    let mut rest = expression.strip_prefix('^')?.strip_suffix('$')?;
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let (set, after) = match first {
            '[' => class(after, ranges)?,
            '\\' => escape(after)?,
            '.' => (CharSet::all(), after),
            '^' | '$' | '(' | ')' | '|' | '*' | '+' | '?' | '{' | '}' | ']' => return None,
            plain => (CharSet::one(plain), after),
        };
        let (part, after) = repeated(Pattern::One(set), after)?;
        parts.push(part);
        rest = after;
    }
    Some(Pattern::Seq(parts))
}

fn escape(text: &str) -> Option<(CharSet, &str)> {
    let first = text.chars().next()?;
    let set = match first {
        'd' => CharSet::of(&[('0', '9')]),
        sign if sign.is_ascii_punctuation() => CharSet::one(sign),
        _ => return None,
    };
    Some((set, &text[first.len_utf8()..]))
}

/// A set, after its opening bracket.
fn class(text: &str, any_ranges: bool) -> Option<(CharSet, &str)> {
    let (text, negated) = text.strip_prefix('^').map_or((text, false), |rest| (rest, true));
    let (members, after) = text.split_once(']')?;
    if members.is_empty() || members.contains(['[', '\\']) {
        return None;
    }
    let letters: Vec<char> = members.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(low) = letters.get(at) {
        let high = letters.get(at + 2).filter(|_| letters.get(at + 1) == Some(&'-'));
        match high {
            Some(high) if any_ranges || (low.is_ascii_digit() && high.is_ascii_digit()) => {
                ranges.push((*low, *high));
                at += 3;
            }
            Some(_) => return None,
            None => {
                ranges.push((*low, *low));
                at += 1;
            }
        }
    }
    let set = CharSet::of(&ranges);
    Some((if negated { set.complement() } else { set }, after))
}

fn repeated(part: Pattern, text: &str) -> Option<(Pattern, &str)> {
    let one = |sign| text.strip_prefix(sign);
    let (part, after) = if let Some(after) = one('+') {
        (part.repeat(1, None), after)
    } else if let Some(after) = one('*') {
        (part.repeat(0, None), after)
    } else if let Some(after) = one('?') {
        (part.optional(), after)
    } else if let Some(counts) = one('{') {
        let (counts, after) = counts.split_once('}')?;
        let (least, most) = counts
            .split_once(',')
            .map_or((counts, Some(counts)), |(least, most)| (least, (!most.is_empty()).then_some(most)));
        let most = most.map(|most| most.parse().ok()).map_or(Some(None), |most| most.map(Some))?;
        let least: u32 = least.parse().ok()?;
        if least > MOST_REPEATS || most.is_some_and(|most| most > MOST_REPEATS || most < least) {
            return None;
        }
        (part.repeat(least, most), after)
    } else {
        return Some((part, text));
    };
    // A second quantifier makes the first one lazy, or is a mistake.
    (!after.starts_with(['+', '*', '?', '{'])).then_some((part, after))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::proofs::pattern::Nfa;

    #[test]
    fn codes_are_read_and_nothing_else() {
        let has = |expression, text| Nfa::new(&read(expression, true).expect(expression)).expect("small").has(text);
        assert!(has("^[0-9]+$", "42") && !has("^[0-9]+$", "") && !has("^[0-9]+$", "4x"));
        assert!(has("^[A-Z]{2,3}-\\d*$", "ABC-") && !has("^[A-Z]{2,3}-\\d*$", "A-1"));
        assert!(has("^[^|]*$", "a-b") && !has("^[^|]*$", "a|b"));
        assert!(has("^[a-]?x{2}\\.$", "-xx."));
        for other in
            ["[0-9]+", "^a|b$", "^(a)$", "^[[:alpha:]]$", "^a+?$", "^\\w$", "^a{2$", "^[a$", "^a\\$", "^x{9999}$"]
        {
            assert_eq!(read(other, true), None, "{other}");
        }
        assert_eq!(read("^[A-Z]$", false), None);
        assert!(read("^[0-9ABC]$", false).is_some());
    }
}
