//! From the text of a statement to its tokens.
//!
//! A token borrows what it means from the text; only where that is written in another way, with doubled quotes or escapes, a
//! text is made. What the dialects' rules are stands in `rules`, and one file each knows words, strings, numbers, symbols and
//! blanks. Each step goes forward, so that the time is linear; nothing recurses but the inside of MySQL's `/*! … */`, in
//! which no other one can stand.

mod blanks;
mod dollars;
mod escapes;
mod numbers;
mod quotes;
mod reader;
mod rules;
mod symbols;
mod words;

use std::borrow::Cow;

use super::tokens::{Kind, Token, Trouble};
use crate::schema::model::Dialect;
use blanks::Blank;
use numbers::Before;
use reader::{Reader, Stuck};
use rules::{Rules, rules};

/// The tokens of `statement`, which starts at `base` in its file.
///
/// # Errors
///
/// Where a piece of it can be no token of the dialect.
pub fn tokens(dialect: Dialect, statement: &str, base: usize) -> Result<Vec<Token<'_>>, Trouble> {
    // Most statements have fewer; those that have more are rare.
    let mut list = Vec::with_capacity(statement.len() / 4 + 4);
    add_tokens(dialect, statement, base, &mut list)?;
    Ok(list)
}

/// The same, added to `list`.
///
/// # Errors
///
/// As of `tokens`; those before the place of the trouble were added.
pub fn add_tokens<'a>(
    dialect: Dialect,
    statement: &'a str,
    base: usize,
    list: &mut Vec<Token<'a>>,
) -> Result<(), Trouble> {
    cut(Reader::new(statement, 0), rules(dialect), &mut Found { list, base, before: Before::Other })
        .map_err(|stuck| Trouble { at: base + stuck.at, message: stuck.message })
}

/// What was found so far.
struct Found<'a, 'l> {
    list: &'l mut Vec<Token<'a>>,
    base: usize,
    /// What stands right before the place.
    before: Before,
}

fn cut<'a>(mut reader: Reader<'a>, rules: &Rules, found: &mut Found<'a, '_>) -> Result<(), Stuck> {
    while reader.byte().is_some() {
        match blanks::take(&mut reader, rules)? {
            Some(Blank::Plain) => found.before = Before::Other,
            Some(Blank::Hint(inside)) => cut(inside, rules, found)?,
            None => {
                let start = reader.at;
                let (kind, text) = token(&mut reader, found.before, rules)?;
                found.before = match kind {
                    Kind::Word | Kind::Quoted => Before::Word,
                    Kind::Dot => Before::Dot,
                    Kind::Text
                    | Kind::DoubleText
                    | Kind::Number
                    | Kind::Open
                    | Kind::Close
                    | Kind::Comma
                    | Kind::Symbol => Before::Other,
                };
                found.list.push(Token {
                    kind,
                    text,
                    start: offset(found.base + start),
                    end: offset(found.base + reader.at),
                });
            }
        }
    }
    Ok(())
}

/// No text that is read is longer.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Takes the token here.
fn token<'a>(reader: &mut Reader<'a>, before: Before, rules: &Rules) -> Result<(Kind, Cow<'a, str>), Stuck> {
    let plain = |(kind, text): (Kind, &'a str)| (kind, Cow::Borrowed(text));
    let one = |reader: &mut Reader<'a>, kind| {
        reader.at += 1;
        Ok((kind, Cow::Borrowed("")))
    };
    match reader.byte() {
        Some(b'a'..=b'z' | b'A'..=b'Z') => words::take(reader, rules),
        Some(b'(') => one(reader, Kind::Open),
        Some(b')') => one(reader, Kind::Close),
        Some(b',') => one(reader, Kind::Comma),
        Some(b'\'') => Ok((Kind::Text, quotes::string(reader, b'\'', rules.backslash())?)),
        Some(quote) if rules.name_quotes.contains(&quote) => Ok((Kind::Quoted, quotes::name(reader)?)),
        Some(b'"') => Ok((Kind::DoubleText, quotes::string(reader, b'"', rules.backslash())?)),
        Some(b'0'..=b'9' | b'.') => numbers::take(reader, before, rules).map(plain),
        Some(b'@' | b'#') if let Some(word) = words::marked(reader, rules) => Ok((Kind::Word, Cow::Borrowed(word))),
        Some(_) if reader.character().is_some_and(|character| rules.begins(character)) => words::take(reader, rules),
        Some(b'$') => Ok(match dollars::take(reader, rules)? {
            Some(text) => (Kind::Text, Cow::Borrowed(text)),
            None => (Kind::Symbol, Cow::Borrowed("")),
        }),
        Some(_) | None => Ok((Kind::Symbol, Cow::Borrowed(symbols::take(reader, rules)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use crate::schema::model::Dialect;
    use crate::schema::sql::tokens::Kind;

    fn found(dialect: Dialect, statement: &str) -> Vec<(Kind, String, String)> {
        let base = 7;
        let list = tokens(dialect, statement, base).expect("the statement has tokens");
        let slice = |start: u32, end: u32| statement[start as usize - base..end as usize - base].to_owned();
        list.into_iter().map(|token| (token.kind, token.text.into(), slice(token.start, token.end))).collect()
    }

    fn one(dialect: Dialect, token: &str) -> (Kind, String) {
        let mut list = found(dialect, token);
        assert_eq!(list.len(), 1, "{dialect:?} {token}: {list:?}");
        let (kind, text, slice) = list.remove(0);
        assert_eq!(slice, token);
        (kind, text)
    }

    #[test]
    fn names_and_strings_mean_what_their_dialect_says() {
        assert_eq!(one(Dialect::MySql, r"'it\'s '''"), (Kind::Text, "it's '".into()));
        assert_eq!(one(Dialect::MySql, r#""a""b""#), (Kind::DoubleText, "a\"b".into()));
        assert_eq!(one(Dialect::MySql, "`a``b`"), (Kind::Quoted, "a`b".into()));
        assert_eq!(one(Dialect::MySql, "2fa_token"), (Kind::Word, "2fa_token".into()));
        assert_eq!(one(Dialect::Oracle, "\"a\"\"b\""), (Kind::Quoted, "a\"b".into()));
        assert_eq!(one(Dialect::Oracle, "EMP#$"), (Kind::Word, "EMP#$".into()));
        assert_eq!(one(Dialect::Oracle, "q'[it's]'"), (Kind::Text, "it's".into()));
        assert_eq!(one(Dialect::SqlServer, "[a]]b]"), (Kind::Quoted, "a]b".into()));
        assert_eq!(one(Dialect::SqlServer, "N'a''b'"), (Kind::Text, "a'b".into()));
        assert_eq!(one(Dialect::Postgres, r"E'a\'b'"), (Kind::Text, "a'b".into()));
        assert_eq!(one(Dialect::Postgres, "$x$it's$x$"), (Kind::Text, "it's".into()));
        assert_eq!(one(Dialect::Sqlite, "[a b]"), (Kind::Quoted, "a b".into()));
    }

    #[test]
    fn places_are_bytes_of_the_file() {
        let list = found(Dialect::MySql, "größe\r\n  'ü\nö' , x");
        let slices: Vec<&str> = list.iter().map(|(_, _, slice)| &**slice).collect();
        assert_eq!(slices, ["größe", "'ü\nö'", ",", "x"]);
    }

    #[test]
    fn what_only_some_servers_run_is_read_where_it_stands() {
        let list = found(Dialect::MySql, "a /*!50606 b 'c'*/ d/*!e*/ /* f */");
        let slices: Vec<&str> = list.iter().map(|(_, _, slice)| &**slice).collect();
        assert_eq!(slices, ["a", "b", "'c'", "d", "e"]);
    }
}
