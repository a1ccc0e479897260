//! Parts of computed texts: literals, columns, and functions of them that keep different values apart.

use crate::error::Fault;
use crate::number::{BadNumber, Exact, Number, plain_digits};

/// A part of a computed text.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// These characters.
    Text(&'a str),
    /// A text with `\` before each `\` and each of this character.
    Escaped(&'a str, char),
    /// The one text of a number.
    Number(Number<'a>),
    /// A number with the fraction as it was written.
    Digits(Number<'a>),
    /// A whole number with zeros before it up to this width.
    Padded(Number<'a>, usize),
    /// A column that is NULL: the text has no value.
    Null,
}

/// A computed text: the parts one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Template<'p, 'a>(pub &'p [Part<'a>]);

/// A computed text of these parts.
#[inline]
pub fn template<'p, 'a>(parts: &'p [Part<'a>]) -> Template<'p, 'a> {
    Template(parts)
}

/// The same in every row.
#[inline]
pub fn literal(text: &str) -> Part<'_> {
    Part::Text(text)
}

/// A text as it is.
#[inline]
pub fn text<'a>(value: impl Into<Option<&'a str>>) -> Part<'a> {
    value.into().map_or(Part::Null, Part::Text)
}

/// A text in which `\` stands before each `\` and each `separator`, so that no separator in it is taken for one between
/// values.
#[inline]
pub fn escaped<'a>(value: impl Into<Option<&'a str>>, separator: char) -> Part<'a> {
    value.into().map_or(Part::Null, |text| Part::Escaped(text, separator))
}

/// The one text of a number: no leading zeros, none at the end of a fraction.
#[inline]
pub fn number<'a>(value: impl Into<Option<Number<'a>>>) -> Part<'a> {
    value.into().map_or(Part::Null, |number| as_text(number).unwrap_or(Part::Number(number)))
}

/// The digits of a number as they were written, leading zeros aside.
#[inline]
pub fn digits<'a>(value: impl Into<Option<Number<'a>>>) -> Part<'a> {
    value.into().map_or(Part::Null, |number| as_text(number).unwrap_or(Part::Digits(number)))
}

/// The text of a number that is written as it is: most are.
#[inline]
fn as_text(number: Number<'_>) -> Option<Part<'_>> {
    plain_digits(number.0).map(|_| Part::Text(number.0))
}

/// A whole number from 0 on with zeros before it, so that all have `width` digits and sort as texts as they do as numbers.
#[inline]
pub fn padded<'a>(value: impl Into<Option<Number<'a>>>, width: usize) -> Part<'a> {
    value.into().map_or(Part::Null, |number| Part::Padded(number, width))
}

/// `true` or `false`.
#[inline]
pub fn flag<'a>(value: impl Into<Option<bool>>) -> Part<'a> {
    value.into().map_or(Part::Null, |flag| Part::Text(if flag { "true" } else { "false" }))
}

impl Part<'_> {
    /// Calls `push` with the pieces of the text in turn. A part that is NULL has none.
    #[inline]
    pub(crate) fn pieces(&self, mut push: impl FnMut(&str)) -> Result<(), Fault> {
        match self {
            Part::Text(text) => push(text),
            Part::Escaped(text, separator) => {
                let mut rest = *text;
                while let Some(at) = rest.find(['\\', *separator]) {
                    push(&rest[..at]);
                    push("\\");
                    let end = at + rest[at..].chars().next().map_or(1, char::len_utf8);
                    push(&rest[at..end]);
                    rest = &rest[end..];
                }
                push(rest);
            }
            Part::Number(number) => exact(*number)?.pieces(true, push),
            Part::Digits(number) => exact(*number)?.pieces(false, push),
            Part::Padded(number, width) => {
                let fault = Fault::NotPadded { width: *width };
                let Some(digits) = Exact::read(number.0)?.whole() else { return Err(fault) };
                let Some(zeros) = width.checked_sub(digits.len()) else { return Err(fault) };
                (0..zeros).for_each(|_| push("0"));
                push(digits);
            }
            Part::Null => {}
        }
        Ok(())
    }
}

/// The number; one with an exponent has no text that all writers would agree on.
fn exact(number: Number<'_>) -> Result<Exact<'_>, Fault> {
    let exact = Exact::read(number.0)?;
    if exact.has_exponent() { Err(Fault::Number(BadNumber::Exponent)) } else { Ok(exact) }
}

impl<'a> Part<'a> {
    /// The text of a part that is one as it stands.
    #[inline(always)]
    pub(crate) fn plain(&self) -> &'a [u8] {
        match self {
            Part::Text(text) => text.as_bytes(),
            Part::Escaped(..) | Part::Number(_) | Part::Digits(_) | Part::Padded(..) | Part::Null => &[],
        }
    }
}

/// The bytes of parts that are all texts as they stand; `None` where one is not.
#[inline(always)]
pub(crate) fn plain_length(parts: &[Part<'_>]) -> Option<usize> {
    let mut length = 0;
    for part in parts {
        match part {
            Part::Text(text) => length += text.len(),
            Part::Escaped(..) | Part::Number(_) | Part::Digits(_) | Part::Padded(..) | Part::Null => return None,
        }
    }
    Some(length)
}

impl Template<'_, '_> {
    /// Whether a part is NULL, so that the text has no value.
    #[inline]
    pub fn is_null(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Null))
    }

    /// The bytes of the text.
    #[inline]
    pub(crate) fn len(&self) -> Result<usize, Fault> {
        let mut bytes = 0;
        for part in self.0 {
            part.pieces(|piece| bytes += piece.len())?;
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(parts: &[Part<'_>]) -> Result<String, Fault> {
        let mut text = String::new();
        for part in parts {
            part.pieces(|piece| text.push_str(piece))?;
        }
        assert_eq!(template(parts).len(), Ok(text.len()));
        Ok(text)
    }

    #[test]
    fn separators_inside_values_are_escaped() {
        let joined = |a, b| spelled(&[escaped(a, '|'), literal("|"), escaped(b, '|')]).expect("a text");
        assert_eq!(joined("a|b", "c"), r"a\|b|c");
        assert_eq!(joined("a", "b|c"), r"a|b\|c");
        assert_eq!(joined(r"a\", "b"), r"a\\|b");
        assert_eq!(joined("", ""), "|");
        assert_eq!(spelled(&[escaped("a→b", '→')]).as_deref(), Ok(r"a\→b"));
    }

    #[test]
    fn numbers_are_padded_or_refused() {
        assert_eq!(spelled(&[padded(Number("7"), 3)]).as_deref(), Ok("007"));
        assert_eq!(spelled(&[padded(Number("007.0"), 3)]).as_deref(), Ok("007"));
        for bad in ["1000", "-1", "1.5", "1e2"] {
            assert_eq!(spelled(&[padded(Number(bad), 3)]), Err(Fault::NotPadded { width: 3 }), "{bad}");
        }
    }

    #[test]
    fn a_part_that_is_null_leaves_no_text() {
        assert!(template(&[literal("a"), text(None)]).is_null());
        assert!(!template(&[literal("a"), text(Some("b")), number(Number("1")), flag(true)]).is_null());
        assert_eq!(spelled(&[number(Number("1.50")), literal("/"), digits(Number("1.50"))]).as_deref(), Ok("1.5/1.50"));
        assert_eq!(spelled(&[number(Number("1e2"))]), Err(Fault::Number(BadNumber::Exponent)));
    }
}
