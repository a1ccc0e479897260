//! The end of a record that is too long to be kept.

use super::format::{Format, Lines};

/// Where in a record a byte stands that comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Skip {
    state: State,
    /// The byte before was a carriage return that means itself.
    after_return: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    FieldStart,
    Unquoted,
    Quoted,
    /// After a quote inside a quoted field: the end of it, or the first of two.
    Quote,
    /// After an escape outside quotes.
    Escape,
    /// After an escape inside quotes.
    QuotedEscape,
}

impl Skip {
    /// How many of `bytes` belong to the record; `None` if all do, and it does not end with them.
    pub fn end(&mut self, bytes: &[u8], format: &Format) -> Option<usize> {
        for (place, byte) in bytes.iter().enumerate() {
            let after_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
            let ends = *byte == b'\n' && (format.lines != Lines::CrLf || after_return);
            let is_quote = Some(*byte) == format.quote;
            let is_escape = Some(*byte) == format.escape && !is_quote;
            self.state = match self.state {
                State::FieldStart | State::Unquoted | State::Quote if !is_quote => match *byte {
                    _ if ends => return Some(place + 1),
                    _ if is_escape => State::Escape,
                    byte if byte == format.delimiter => State::FieldStart,
                    _ => State::Unquoted,
                },
                State::FieldStart | State::Quote => State::Quoted,
                State::Unquoted => State::Unquoted,
                State::Quoted if is_quote => State::Quote,
                State::Quoted if is_escape => State::QuotedEscape,
                State::Quoted => State::Quoted,
                State::Escape => {
                    self.after_return = false;
                    State::Unquoted
                }
                State::QuotedEscape => State::Quoted,
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_where_a_reader_finds_it() {
        let end = |format: &Format, text: &str| {
            let whole = Skip::default().end(text.as_bytes(), format);
            // Byte by byte.
            let mut skip = Skip::default();
            let pieces = (0..text.len()).find(|at| skip.end(&text.as_bytes()[*at..=*at], format).is_some());
            assert_eq!(pieces.map(|at| at + 1), whole, "{text}");
            whole
        };
        assert_eq!(end(&Format::csv(), "a,b\nc"), Some(4));
        assert_eq!(end(&Format::csv(), "a,\"b\n\"\"\n\"\nc"), Some(10));
        assert_eq!(end(&Format::csv(), "a,\"b\n"), None);
        assert_eq!(end(&Format::csv(), "a\"\nb\n"), Some(3));
        assert_eq!(end(&Format::csv().lines(Lines::CrLf), "a\nb\r\n"), Some(5));
        assert_eq!(end(&Format::mysql(), "a\\\nb\\\\\nc"), Some(7));
        assert_eq!(end(&Format::mysql().lines(Lines::CrLf), "a\\\r\nb\r\n"), Some(7));
        assert_eq!(end(&Format::mysql().quote(b'"'), "\"a\\\"\n\"\nc"), Some(7));
        assert_eq!(end(&Format::json_lines(), "{\"a\n\""), Some(4));
    }
}
