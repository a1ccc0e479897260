//! The tokens of one statement: the only file that sees `sqlparser`.
//!
//! Its tokenizer knows each dialect's strings and escapes, but counts lines and characters, keeps blanks, and takes a
//! hundred bytes a token; here a token has byte offsets into the file and the text that it means.

use sqlparser::dialect::{
    Dialect as SqlDialect, MsSqlDialect, MySqlDialect, OracleDialect, PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::tokenizer::{Location, Token as SqlToken, Tokenizer};

use crate::schema::model::Dialect;

/// The longest statement that is read. Real ones stay below a megabyte; the limit keeps memory within bounds.
pub const MAX_STATEMENT: usize = 8 << 20;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word without quotes.
    Word,
    /// A quoted name.
    Quoted,
    /// A string in single quotes of any kind.
    Text,
    /// A string in double quotes, where those make strings.
    DoubleText,
    /// A number.
    Number,
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// Any other symbol.
    Symbol,
}

/// A token that is no blank.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// The word, name or number, or what the string means; the symbol itself where that is one of `=*-+[]<>:/|&`, else empty.
    pub text: Box<str>,
    /// The first byte in the file.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Where and why a statement has no tokens any more.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Offset in the file.
    pub at: usize,
    /// What the tokenizer says.
    pub message: String,
}

/// The tokens of `statement`, which starts at `base` in its file.
///
/// # Errors
///
/// Where a piece of it can be no token of the dialect.
pub fn tokens(dialect: Dialect, statement: &str, base: usize) -> Result<Vec<Token>, Trouble> {
    let mut raw = Vec::new();
    let result = Tokenizer::new(sql_dialect(dialect), statement).tokenize_with_location_into_buf(&mut raw);
    let mut walk = Walk { text: statement, base, line: 1, column: 1, byte: 0 };
    if let Err(error) = result {
        return Err(Trouble { at: walk.offset(error.location), message: error.message });
    }
    let mut tokens = Vec::with_capacity(raw.len() / 2);
    for token in raw {
        let Some((kind, text)) = meaning(token.token) else { continue };
        let start = walk.offset(token.span.start);
        let end = walk.offset(token.span.end);
        tokens.push(Token { kind, text, start, end });
    }
    Ok(tokens)
}

fn sql_dialect(dialect: Dialect) -> &'static dyn SqlDialect {
    match dialect {
        Dialect::MySql => &MySqlDialect {},
        Dialect::Postgres => &PostgreSqlDialect {},
        Dialect::Oracle => &OracleDialect {},
        Dialect::SqlServer => &MsSqlDialect {},
        Dialect::Sqlite => &SQLiteDialect {},
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum of a hundred operators, which grows")]
fn meaning(token: SqlToken) -> Option<(Kind, Box<str>)> {
    let symbol = |text: &str| Some((Kind::Symbol, Box::from(text)));
    let found = match token {
        SqlToken::Whitespace(_) | SqlToken::EOF => return None,
        SqlToken::Word(word) if word.quote_style.is_some() => (Kind::Quoted, word.value),
        SqlToken::Word(word) => (Kind::Word, word.value),
        SqlToken::Number(number, _) => (Kind::Number, number),
        SqlToken::SingleQuotedString(text)
        | SqlToken::NationalStringLiteral(text)
        | SqlToken::EscapedStringLiteral(text)
        | SqlToken::UnicodeStringLiteral(text)
        | SqlToken::HexStringLiteral(text)
        | SqlToken::SingleQuotedByteStringLiteral(text) => (Kind::Text, text),
        SqlToken::DollarQuotedString(text) => (Kind::Text, text.value),
        SqlToken::QuoteDelimitedStringLiteral(text) | SqlToken::NationalQuoteDelimitedStringLiteral(text) => {
            (Kind::Text, text.value)
        }
        SqlToken::DoubleQuotedString(text) | SqlToken::DoubleQuotedByteStringLiteral(text) => (Kind::DoubleText, text),
        SqlToken::LParen => (Kind::Open, String::new()),
        SqlToken::RParen => (Kind::Close, String::new()),
        SqlToken::Comma => (Kind::Comma, String::new()),
        SqlToken::Period => (Kind::Dot, String::new()),
        SqlToken::Eq => return symbol("="),
        SqlToken::Mul => return symbol("*"),
        SqlToken::Minus => return symbol("-"),
        SqlToken::Plus => return symbol("+"),
        SqlToken::LBracket => return symbol("["),
        SqlToken::RBracket => return symbol("]"),
        SqlToken::DoubleColon => return symbol("::"),
        // The other kinds are operators, which only stand in expressions, and those are kept as text.
        _ => return symbol(""),
    };
    Some((found.0, found.1.into_boxed_str()))
}

/// A walk over the text that turns lines and columns, which must come in order, into offsets.
struct Walk<'a> {
    text: &'a str,
    base: usize,
    line: u64,
    column: u64,
    byte: usize,
}

impl Walk<'_> {
    fn offset(&mut self, location: Location) -> usize {
        for character in self.text[self.byte..].chars() {
            if (self.line, self.column) >= (location.line, location.column) {
                break;
            }
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
            self.byte += character.len_utf8();
        }
        self.base + self.byte
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};
    use crate::schema::model::Dialect;

    fn found(dialect: Dialect, statement: &str) -> Vec<(Kind, String, String)> {
        let base = 7;
        let list = tokens(dialect, statement, base).expect("the statement has tokens");
        let slice = |start: usize, end: usize| statement[start - base..end - base].to_owned();
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
}
