//! Words, and the strings that have letters before their quote.

use std::borrow::Cow;

use super::reader::{Reader, Stuck};
use super::rules::{Backslash, Rules};
use super::{escapes, quotes};
use crate::schema::model::Dialect;
use crate::schema::sql::tokens::Kind;

/// Takes the word that begins here, or the string whose prefix it is.
pub fn take<'a>(reader: &mut Reader<'a>, rules: &Rules) -> Result<(Kind, Cow<'a, str>), Stuck> {
    let start = reader.at;
    reader.bump();
    rest(reader, rules);
    let word = reader.since(start);
    if word.len() <= 2
        && let Some(b'\'' | b'"' | b'&') = reader.byte()
        && let Some(found) = prefixed(reader, start, word, rules)?
    {
        return Ok(found);
    }
    Ok((Kind::Word, Cow::Borrowed(word)))
}

fn rest(reader: &mut Reader<'_>, rules: &Rules) {
    reader.take_while(|character| rules.goes_on(character));
}

/// The string after `prefix`, which stands at `start`; nothing is taken where it is none of a string.
fn prefixed<'a>(
    reader: &mut Reader<'a>,
    start: usize,
    prefix: &'a str,
    rules: &Rules,
) -> Result<Option<(Kind, Cow<'a, str>)>, Stuck> {
    let text = |text| Ok(Some((Kind::Text, text)));
    match (prefix, rules.dialect, reader.bytes()) {
        ("b" | "B", Dialect::MySql | Dialect::Postgres, [b'\'', ..]) => {
            text(quotes::string(reader, b'\'', Backslash::Plain)?)
        }
        ("b" | "B", Dialect::MySql | Dialect::Postgres, [b'"', ..]) => {
            Ok(Some((Kind::DoubleText, quotes::string(reader, b'"', Backslash::Plain)?)))
        }
        ("n" | "N", _, [b'\'', ..]) => text(quotes::string(reader, b'\'', rules.backslash())?),
        ("q" | "Q" | "nq" | "nQ" | "Nq" | "NQ", Dialect::Oracle, [b'\'', ..]) => {
            text(Cow::Borrowed(quotes::delimited(reader, prefix)?))
        }
        ("e" | "E", Dialect::Postgres, [b'\'', ..]) => text(Cow::Owned(escapes::backslashed(reader, start)?)),
        ("u" | "U", Dialect::Postgres, [b'&', b'\'', ..]) => {
            reader.at += 1;
            text(Cow::Owned(escapes::unicode(reader)?))
        }
        ("x" | "X", _, [b'\'', ..]) => {
            let wildcards = rules.dialect != Dialect::MySql;
            text(quotes::string(reader, b'\'', Backslash::Escapes { wildcards })?)
        }
        _ => Ok(None),
    }
}

/// Takes the word that begins here with `@`, `@@` or `#`: a variable, or a temporary table of SQL Server.
pub fn marked<'a>(reader: &mut Reader<'a>, rules: &Rules) -> Option<&'a str> {
    let marks = match reader.bytes() {
        [b'@', b'>' | b'?' | b' ' | b'\'' | b'"' | b'`', ..] | [b'@', b'@', b' ', ..] => return None,
        [b'@', b'@', _, ..] if rules.has_variables() => 2,
        [b'@', b'@'] => return None,
        [b'@', _, ..] if rules.has_variables() => 1,
        [b'#', b'-' | b'>' | b' ', ..] => return None,
        [b'#', _, ..] if rules.dialect == Dialect::SqlServer => 1,
        [..] => return None,
    };
    let start = reader.at;
    reader.at += marks;
    // Whatever stands here belongs to it.
    reader.bump();
    rest(reader, rules);
    Some(reader.since(start))
}
