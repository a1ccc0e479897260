//! Blanks and comments.

use super::reader::{Reader, Stuck};
use super::rules::Rules;
use crate::schema::model::Dialect;

/// What was taken that is no token.
pub enum Blank<'a> {
    /// Blanks, or a comment.
    Plain,
    /// MySQL's `/*!50110 … */`: what stands in it is read.
    Hint(Reader<'a>),
}

/// Takes what is no token, if it stands here.
pub fn take<'a>(reader: &mut Reader<'a>, rules: &Rules) -> Result<Option<Blank<'a>>, Stuck> {
    match reader.byte() {
        Some(b' ' | b'\t' | b'\n' | b'\r') => {
            while matches!(reader.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                reader.at += 1;
            }
        }
        Some(b'-') if reader.byte_after(1) == Some(b'-') && is_dash_comment(*reader, rules) => {
            to_line_end(reader, rules)
        }
        Some(b'#') if rules.dialect == Dialect::MySql => to_line_end(reader, rules),
        Some(b'/') if reader.byte_after(1) == Some(b'*') => return comment(reader, rules).map(Some),
        Some(0x0b..=0x0c | 0x80..) => {
            if !reader.character().is_some_and(|character| character.is_whitespace() && !rules.begins(character)) {
                return Ok(None);
            }
            reader.bump();
        }
        Some(_) | None => return Ok(None),
    }
    Ok(Some(Blank::Plain))
}

/// MySQL wants a blank after the two dashes.
fn is_dash_comment(reader: Reader<'_>, rules: &Rules) -> bool {
    let mut after = reader;
    after.at += 2;
    rules.dialect != Dialect::MySql || after.character().is_some_and(char::is_whitespace)
}

fn to_line_end(reader: &mut Reader<'_>, rules: &Rules) {
    let ends = |byte: &u8| *byte == b'\n' || (*byte == b'\r' && rules.dialect == Dialect::Postgres);
    let rest = reader.bytes();
    reader.at += rest.iter().position(ends).unwrap_or(rest.len());
}

fn comment<'a>(reader: &mut Reader<'a>, rules: &Rules) -> Result<Blank<'a>, Stuck> {
    reader.at += 2;
    let start = reader.at;
    let mut depth = 1_usize;
    loop {
        match reader.bytes() {
            [b'*', b'/', ..] => {
                reader.at += 2;
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            [b'/', b'*', ..] if rules.nested_comments => {
                reader.at += 2;
                depth += 1;
            }
            [_, ..] => {
                reader.bump();
            }
            [] => return Err(Stuck::new(reader.at, "Unexpected EOF while in a multi-line comment")),
        }
    }
    let mut inside = reader.within(start, reader.at - 2);
    Ok(if rules.dialect == Dialect::MySql && inside.eat(b'!') {
        inside.take_while(|character| character.is_ascii_digit());
        Blank::Hint(inside)
    } else {
        Blank::Plain
    })
}
