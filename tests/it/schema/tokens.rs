//! The tokens of statements, as another lexer cuts them.

use std::borrow::Cow;

use mapc::schema::{Dialect, TokenKind, skim, tokens};
use sqlparser::dialect::{
    Dialect as SqlDialect, MsSqlDialect, MySqlDialect, OracleDialect, PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::tokenizer::{Location, Token as SqlToken, Tokenizer};

use crate::support::corpus;

/// Kind, meaning and place of a token.
type Told = (TokenKind, String, usize, usize);

/// What mapc says: tokens, or where there are none and why.
fn ours(dialect: Dialect, text: &str) -> Result<Vec<Told>, (usize, String)> {
    match tokens(dialect, text, 0) {
        Ok(list) => {
            let told = |token: mapc::schema::Token<'_>| {
                (token.kind, Cow::into_owned(token.text), token.start as usize, token.end as usize)
            };
            Ok(list.into_iter().map(told).collect())
        }
        Err(trouble) => Err((trouble.at, trouble.message)),
    }
}

/// What `sqlparser` says.
fn theirs(dialect: Dialect, text: &str) -> Result<Vec<Told>, (usize, String)> {
    let mut raw = Vec::new();
    let result = Tokenizer::new(sql_dialect(dialect), text).tokenize_with_location_into_buf(&mut raw);
    let mut walk = Walk { text, line: 1, column: 1, byte: 0 };
    if let Err(error) = result {
        return Err((walk.offset(error.location), error.message));
    }
    let mut told = Vec::new();
    for token in raw {
        let Some((kind, text)) = meaning(token.token) else { continue };
        let start = walk.offset(token.span.start);
        told.push((kind, text, start, walk.offset(token.span.end)));
    }
    Ok(told)
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
fn meaning(token: SqlToken) -> Option<(TokenKind, String)> {
    let symbol = |text: &str| Some((TokenKind::Symbol, text.to_owned()));
    Some(match token {
        SqlToken::Whitespace(_) | SqlToken::EOF => return None,
        SqlToken::Word(word) if word.quote_style.is_some() => (TokenKind::Quoted, word.value),
        SqlToken::Word(word) => (TokenKind::Word, word.value),
        SqlToken::Number(number, _) => (TokenKind::Number, number),
        SqlToken::SingleQuotedString(text)
        | SqlToken::NationalStringLiteral(text)
        | SqlToken::EscapedStringLiteral(text)
        | SqlToken::UnicodeStringLiteral(text)
        | SqlToken::HexStringLiteral(text)
        | SqlToken::SingleQuotedByteStringLiteral(text) => (TokenKind::Text, text),
        SqlToken::DollarQuotedString(text) => (TokenKind::Text, text.value),
        SqlToken::QuoteDelimitedStringLiteral(text) | SqlToken::NationalQuoteDelimitedStringLiteral(text) => {
            (TokenKind::Text, text.value)
        }
        SqlToken::DoubleQuotedString(text) | SqlToken::DoubleQuotedByteStringLiteral(text) => {
            (TokenKind::DoubleText, text)
        }
        SqlToken::LParen => (TokenKind::Open, String::new()),
        SqlToken::RParen => (TokenKind::Close, String::new()),
        SqlToken::Comma => (TokenKind::Comma, String::new()),
        SqlToken::Period => (TokenKind::Dot, String::new()),
        SqlToken::Eq => return symbol("="),
        SqlToken::Mul => return symbol("*"),
        SqlToken::Minus => return symbol("-"),
        SqlToken::Plus => return symbol("+"),
        SqlToken::LBracket => return symbol("["),
        SqlToken::RBracket => return symbol("]"),
        SqlToken::DoubleColon => return symbol("::"),
        _ => return symbol(""),
    })
}

/// A walk over the text that turns lines and columns, which must come in order, into offsets.
struct Walk<'a> {
    text: &'a str,
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
        self.byte
    }
}

/// Whether the two lexers differ where they should not.
fn differ(dialect: Dialect, text: &str) -> bool {
    let (ours, theirs) = (ours(dialect, text), theirs(dialect, text));
    if dialect == Dialect::MySql && text.contains("/*!") {
        // The other one says of what only some servers run that it stands where its mark does.
        let plain = |told: Vec<Told>| told.into_iter().map(|(kind, text, ..)| (kind, text)).collect::<Vec<_>>();
        return ours.map(plain).map_err(|(_, why)| why) != theirs.map(plain).map_err(|(_, why)| why);
    }
    // The other one loses the character after this operator.
    let loses = dialect == Dialect::Postgres && text.contains("&>");
    !loses && ours != theirs
}

#[test]
fn real_statements_have_the_tokens_of_another_lexer() {
    let Some(folder) = corpus::folder("ddl") else { return };
    let index = std::fs::read_to_string(folder.join("index.tsv")).expect("the corpus has an index");
    let mut compared = 0;
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let word = match fields[1] {
            "postgresql" => "postgres",
            "sqlserver" => "mssql",
            other => other,
        };
        let own = Dialect::from_word(word).expect("a dialect");
        let bytes = std::fs::read(folder.join(fields[0])).expect("the index names files of the corpus");
        let content = skim(own, &mut &*bytes, None).expect("the corpus is text").content;
        for (place, part) in content.split_inclusive(";\n").enumerate() {
            // Statements of one dialect are broken ones of another, and those have ends, too.
            let others = Dialect::ALL.into_iter().filter(|dialect| *dialect != own && place % 16 == 0);
            for dialect in std::iter::once(own).chain(others) {
                if differ(dialect, part) {
                    assert_eq!(ours(dialect, part), theirs(dialect, part), "{dialect:?} {}: {part}", fields[0]);
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn any_pieces_have_the_tokens_of_another_lexer() {
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "CREATE", "TABLE", "b", "B'", "b\"", "n", "N'", "nq'", "q", "Q'[", "q'!", "]'", "!'", "e", "E'", "u&", "U&'", "x", "X'",
        "0x", "0", "1", "12", "1e", "1e5", "e-3", "E+", "_", "1_000", "L", ".", "..", "._", "'", "''", "\"", "\"\"", "`", "``",
        "[", "]", "]]", "(", ")", ",", ";", ":", "::", ":=", "=", "==", "=>", "+", "-", "--", "-- ", "->", "->>", "*", "/", "/*",
        "*/", "%", "|", "||", "|/", "|&", "|>", "!", "!=", "!~", "~", "~*", "~~", "~=", "<", "<=", "<>", "<<", "<-", "<@", "<^",
        "<|", ">", ">=", ">>", ">^", "&", "&&", "&<", "&>", "^", "^@", "#", "##", "#>", "#-", "# ", "@", "@@", "@>", "@?", "@-",
        "?", "?|", "?&", "?-", "$", "$$", "$x$", "$1", "$1.5", "\\", "\\'", "\\n", "\\%", "\\x4", "\\101", "\\u00e9", "\\0",
        "\\+00e9", "/*!50606", "{", "}", " ", "  ", "\t", "\r", "\r\n", "\n", "\u{b}", "\u{c}", "\u{7f}", "\u{85}", "\u{a0}", "é", "注", "😀",
        "²", "٣", "\u{1}", "a", "_a", "a1", "1a", "t.1a", "t._a", "NULL",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = move |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % end as u64).expect("smaller than a usize")
    };
    for _ in 0..20_000 {
        let mut pieces: Vec<&str> = (0..1 + below(14)).map(|_| PIECES[below(PIECES.len())]).collect();
        for dialect in Dialect::ALL {
            if !differ(dialect, &pieces.concat()) {
                continue;
            }
            // As little as still shows it.
            let mut at = 0;
            while at < pieces.len() {
                let piece = pieces.remove(at);
                if !differ(dialect, &pieces.concat()) {
                    pieces.insert(at, piece);
                    at += 1;
                }
            }
            let text = pieces.concat();
            panic!("{dialect:?} {text:?}:\n{:?}\n{:?}", ours(dialect, &text), theirs(dialect, &text));
        }
    }
}
