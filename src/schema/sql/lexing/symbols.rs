//! Operators and other symbols: how far they go. What they do is of no interest.

use super::reader::{Reader, Stuck};
use super::rules::Rules;
use crate::schema::model::Dialect;

/// How long a symbol is.
enum Reach {
    /// So many bytes.
    Ends(usize),
    /// So many bytes, and in PostgreSQL all that can be part of an operator.
    GoesOn(usize),
    /// The same, but what goes on must not be missing.
    MustGoOn(usize),
}

/// Takes the symbol here, and gives it where it is one that counts.
pub fn take<'a>(reader: &mut Reader<'a>, rules: &Rules) -> Result<&'a str, Stuck> {
    let start = reader.at;
    let postgres = rules.dialect == Dialect::Postgres;
    match operator(reader.bytes(), postgres) {
        Some(Reach::Ends(length)) => reader.at += length,
        Some(Reach::GoesOn(length)) => {
            reader.at += length;
            go_on(reader, postgres);
        }
        Some(Reach::MustGoOn(length)) => {
            reader.at += length;
            let symbol = reader.since(start);
            let end = reader.at;
            go_on(reader, postgres);
            if reader.at == end {
                return Err(Stuck::new(end, format!("Expected a valid binary operator after '{symbol}'")));
            }
        }
        None => {
            if reader.bump() == Some('?') {
                reader.take_while(char::is_numeric);
            }
        }
    }
    let symbol = reader.since(start);
    Ok(if matches!(symbol, "=" | "*" | "-" | "+" | "[" | "]" | "::") { symbol } else { "" })
}

fn go_on(reader: &mut Reader<'_>, postgres: bool) {
    let is_part = |byte: u8| b"+-*/<>=~!@#%^&|`?".contains(&byte);
    while postgres && reader.byte().is_some_and(is_part) {
        reader.at += 1;
    }
}

/// The operator at the start of `bytes`; `None` for a symbol of one character.
fn operator(bytes: &[u8], postgres: bool) -> Option<Reach> {
    if let Some(reach) = if postgres { of_postgres(bytes) } else { None } {
        return Some(reach);
    }
    Some(match bytes {
        [b'-', b'>', b'>', ..] => Reach::GoesOn(3),
        [b'-', b'>', ..] => Reach::GoesOn(2),
        [b'|', b'|', b'/', ..] => Reach::GoesOn(3),
        [b'|', b'/' | b'|', ..] => Reach::GoesOn(2),
        [b'=', b'>' | b'=', ..] => Reach::Ends(2),
        [b'!', b'~', b'~', b'*', ..] => Reach::Ends(4),
        [b'!', b'~', b'~' | b'*', ..] => Reach::Ends(3),
        [b'!', b'=' | b'!' | b'~', ..] => Reach::Ends(2),
        [b'<', b'=', b'>', ..] => Reach::GoesOn(3),
        [b'<', b'=', b'+' | b'-', ..] => Reach::Ends(2),
        [b'<', b'=' | b'>' | b'<' | b'@', ..] => Reach::GoesOn(2),
        [b'<', b'+', ..] => Reach::Ends(1),
        [b'>', b'=' | b'>', ..] => Reach::GoesOn(2),
        [b':', b':' | b'=', ..] => Reach::Ends(2),
        [b'&', b'&', ..] => Reach::GoesOn(2),
        [b'^', b'@', ..] => Reach::Ends(2),
        [b'~', b'~', b'*', ..] => Reach::GoesOn(3),
        [b'~', b'~' | b'*', ..] => Reach::GoesOn(2),
        [b'#', b'>', b'>', ..] => Reach::GoesOn(3),
        [b'#', b'-' | b'>', ..] => Reach::GoesOn(2),
        [b'#', b' ', ..] => Reach::Ends(1),
        [b'@', b'>' | b'?' | b'@', ..] => Reach::Ends(2),
        [b'-' | b'%' | b'|' | b'<' | b'>' | b'&' | b'~' | b'#', ..] => Reach::GoesOn(1),
        [..] => return None,
    })
}

/// Operators of geometric types and of `jsonb`.
fn of_postgres(bytes: &[u8]) -> Option<Reach> {
    Some(match bytes {
        [b'|', b'&' | b'>', b'>', ..] => Reach::GoesOn(3),
        [b'|', b'&' | b'>', ..] => Reach::MustGoOn(2),
        [b'<', b'<', b'|', ..] => Reach::GoesOn(3),
        [b'<', b'|' | b'^', ..] => Reach::GoesOn(2),
        [b'<', b'-', b'>', ..] => Reach::GoesOn(3),
        [b'<', b'-', ..] => Reach::Ends(1),
        [b'>', b'^', ..] => Reach::GoesOn(2),
        [b'&', b'<', b'|', ..] => Reach::Ends(3),
        [b'&', b'>', ..] => Reach::Ends(2),
        [b'&', b'<', ..] => Reach::GoesOn(2),
        [b'~', b'=', ..] => Reach::GoesOn(2),
        [b'#', b'#', ..] => Reach::GoesOn(2),
        [b'@', b'-', b'@', ..] => Reach::Ends(3),
        [b'@', b'-', ..] => Reach::MustGoOn(2),
        [b'?', b'|', b'|', ..] | [b'?', b'-', b'|', ..] => Reach::Ends(3),
        [b'?', b'|' | b'&' | b'-' | b'#', ..] => Reach::Ends(2),
        [b'?', ..] => Reach::Ends(1),
        [..] => return None,
    })
}
