//! Numbers, and the dots that look like the start of one.

use super::reader::{Reader, Stuck};
use super::rules::Rules;
use crate::schema::model::Dialect;
use crate::schema::sql::tokens::Kind;

/// What stands right before a place, without a blank between.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// A word or name.
    Word,
    /// A dot.
    Dot,
    /// Anything else.
    Other,
}

/// Takes what begins here with a digit or a dot. In MySQL words may begin with digits.
pub fn take<'a>(reader: &mut Reader<'a>, before: Before, rules: &Rules) -> Result<(Kind, &'a str), Stuck> {
    let start = reader.at;
    let mysql = rules.dialect == Dialect::MySql;
    if let [b'.', b'_', ..] = reader.bytes() {
        if before != Before::Word {
            return Err(unexpected_underscore(start));
        }
        reader.at += 1;
        return Ok((Kind::Dot, ""));
    }
    digits(reader, rules, u8::is_ascii_digit)?;
    if reader.since(start) == "0" && reader.eat(b'x') {
        let digits_start = reader.at;
        digits(reader, rules, u8::is_ascii_hexdigit)?;
        return Ok((Kind::Text, reader.since(digits_start)));
    }
    reader.eat(b'.');
    // `t.1a`
    if mysql && before == Before::Word && reader.since(start) == "." {
        return Ok((Kind::Dot, ""));
    }
    digits(reader, rules, u8::is_ascii_digit)?;
    if reader.since(start) == "." {
        return Ok((Kind::Dot, ""));
    }
    let has_letter = matches!(reader.byte(), Some(b'e' | b'E'));
    exponent(reader, rules)?;
    if mysql {
        let end = reader.at;
        if !has_letter {
            reader.take_while(|character| rules.goes_on(character));
        }
        if reader.at > end || (has_letter && before == Before::Dot) {
            return Ok((Kind::Word, reader.since(start)));
        }
    }
    let number = reader.since(start);
    reader.eat(b'L');
    Ok((Kind::Number, number))
}

/// Takes `e-5`, if it stands here.
fn exponent(reader: &mut Reader<'_>, rules: &Rules) -> Result<(), Stuck> {
    let length = match reader.bytes() {
        [b'e' | b'E', b'+' | b'-', ..] => 2,
        [b'e' | b'E', ..] => 1,
        [..] => return Ok(()),
    };
    let begins = |byte: u8| byte.is_ascii_digit() || (byte == b'_' && rules.underscores);
    if reader.byte_after(length).is_some_and(begins) {
        reader.at += length;
        digits(reader, rules, u8::is_ascii_digit)?;
    }
    Ok(())
}

/// Takes digits, of which two may have a `_` between them.
fn digits(reader: &mut Reader<'_>, rules: &Rules, is_digit: fn(&u8) -> bool) -> Result<(), Stuck> {
    let start = reader.at;
    loop {
        match reader.bytes() {
            [digit, ..] if is_digit(digit) => reader.at += 1,
            [b'_', rest @ ..] if rules.underscores => {
                if reader.at == start || !rest.first().is_some_and(is_digit) {
                    return Err(unexpected_underscore(reader.at));
                }
                reader.at += 1;
            }
            [..] => return Ok(()),
        }
    }
}

fn unexpected_underscore(at: usize) -> Stuck {
    Stuck::new(at, "Unexpected character '_'")
}
