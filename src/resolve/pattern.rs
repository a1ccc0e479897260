//! Names with wildcards.

use crate::syntax::tree::{Ident, Path, PathPattern, Pattern, Piece};

/// The path that a pattern without a wildcard is.
pub(super) fn plain_path(pattern: &PathPattern) -> Option<Path> {
    let parts = pattern
        .parts
        .iter()
        .map(|part| match part.pieces.as_slice() {
            [Piece::Literal(text)] => Some(Ident { text: text.clone(), span: part.span }),
            _ => None,
        })
        .collect::<Option<Vec<Ident>>>()?;
    Some(Path { parts, span: pattern.span })
}

/// Whether `name` is one of those that `pattern` describes. One pass over the name for each piece.
pub(super) fn matches(pattern: &Pattern, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    // The places in `name` at which the pieces read so far can end.
    let mut ends = vec![false; name.len() + 1];
    ends[0] = true;
    for piece in &pattern.pieces {
        let mut next = vec![false; name.len() + 1];
        match piece {
            Piece::Any => {
                let first = ends.iter().position(|end| *end).unwrap_or(ends.len());
                next.iter_mut().skip(first).for_each(|end| *end = true);
            }
            Piece::One => step(&ends, &mut next, &name, |_| true),
            Piece::Class(ranges) => {
                step(&ends, &mut next, &name, |c| ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)));
            }
            Piece::Literal(text) => {
                let text: Vec<char> = text.chars().collect();
                for start in (0..ends.len()).filter(|start| ends[*start]) {
                    if name[start..].starts_with(&text) {
                        next[start + text.len()] = true;
                    }
                }
            }
        }
        ends = next;
    }
    ends[name.len()]
}

fn step(ends: &[bool], next: &mut [bool], name: &[char], accepts: impl Fn(char) -> bool) {
    for (place, c) in name.iter().enumerate() {
        next[place + 1] |= ends[place] && accepts(*c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, Texts};

    #[test]
    fn wildcards_match_as_in_a_shell() {
        let span = Span::new(Texts::new().add("p", ""), 0, 0);
        let pattern = |pieces: Vec<Piece>| Pattern { pieces, span };
        let tmp_any = pattern(vec![Piece::Literal("TMP_".into()), Piece::Any]);
        assert!(matches(&tmp_any, "TMP_") && matches(&tmp_any, "TMP_A") && !matches(&tmp_any, "TMPXA"));
        let infix = pattern(vec![Piece::Any, Piece::Literal("a".into()), Piece::One]);
        assert!(matches(&infix, "aab") && matches(&infix, "xaé") && !matches(&infix, "a"));
        let class = pattern(vec![Piece::Literal("e".into()), Piece::Class(vec![('0', '4')])]);
        assert!(matches(&class, "e4") && !matches(&class, "e5") && !matches(&class, "e"));
    }
}
