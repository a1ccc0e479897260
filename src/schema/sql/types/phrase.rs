//! A type as it is written: words, arguments and what follows them, without a dialect's meaning.
//!
//! `sqlparser` has a reader of types, too, but it stops at what real schemas hold (`NUMBER(*,0)`, `NATIONAL VARCHAR`,
//! `WITH LOCAL TIME ZONE`) and takes words of one dialect for another's. A test compares where both know a type.

use crate::schema::model::Dialect;
use crate::schema::sql::cursor::Cursor;
use crate::schema::sql::tokens::Kind;
use crate::text::Name;

/// A type as it is written.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// The schema of a type that has one.
    pub schema: Option<Name>,
    /// The words before the arguments, in lower case, with single blanks: `character varying`.
    pub words: String,
    /// The arguments; `None` where no parentheses stand.
    pub args: Option<Vec<Arg>>,
    /// The words after the arguments, in lower case: `unsigned`, `with time zone`.
    pub after: String,
    /// How many `[]` follow.
    pub arrays: usize,
}

/// An argument of a type.
#[derive(Clone, Debug, Default)]
pub struct Arg {
    /// The number, word or string.
    pub text: Name,
    /// Whether it is a string.
    pub quoted: bool,
    /// The word after it, in lower case: Oracle's `BYTE` and `CHAR`.
    pub unit: String,
}

impl Phrase {
    /// The name of a type that mapc does not know. SQL Server's own types read the same however they are written.
    pub fn name(&self, dialect: Dialect, declared: &Name) -> Name {
        let own = self.schema.as_deref().is_none_or(|schema| schema == "sys");
        if dialect == Dialect::SqlServer && own && self.args.is_none() {
            self.words.as_str().into()
        } else {
            declared.clone()
        }
    }

    /// The argument as a number, if it is one without a sign.
    pub fn number(&self, place: usize) -> Option<u64> {
        self.args.as_ref()?.get(place)?.text.parse().ok()
    }

    /// The only argument as a number; `absent` without arguments; `None` for anything else.
    pub fn length(&self, absent: Option<u64>) -> Option<Option<u64>> {
        match self.args.as_deref() {
            None => Some(absent),
            Some([only]) if !only.quoted => Some(Some(only.text.parse().ok()?)),
            Some(_) => None,
        }
    }

    /// Precision and scale, where at least the precision is written.
    pub fn digits(&self) -> Option<(u16, i16)> {
        let args = self.args.as_deref()?;
        let precision = args.first()?.text.parse().ok()?;
        match args {
            [_] => Some((precision, 0)),
            [_, scale] => Some((precision, scale.text.parse().ok()?)),
            _ => None,
        }
    }

    /// The only argument as digits of a fraction of a second; `absent` without arguments.
    pub fn fraction(&self, absent: u8) -> Option<u8> {
        match self.args.as_deref() {
            None => Some(absent),
            Some([only]) => only.text.parse().ok().filter(|digits| *digits <= 9),
            Some(_) => None,
        }
    }

    /// The strings of an enumeration.
    pub fn values(&self) -> Option<Vec<Name>> {
        let args = self.args.as_deref()?;
        args.iter().map(|arg| arg.quoted.then(|| arg.text.clone())).collect()
    }

    /// Whether the word stands after the arguments.
    pub fn has(&self, word: &str) -> bool {
        self.after.split(' ').any(|after| after == word)
    }
}

/// Words that go on from a first one.
const CONTINUATIONS: &[(&str, &[&str])] = &[
    ("double", &["precision"]),
    ("character", &["varying", "large", "object"]),
    ("char", &["varying", "large", "object"]),
    ("nchar", &["varying", "varchar", "varcharacter", "large", "object"]),
    ("binary", &["varying", "large", "object"]),
    ("bit", &["varying"]),
    (
        "national",
        &["character", "char", "varchar", "varcharacter", "varying", "text", "tinytext", "mediumtext", "longtext"],
    ),
    ("long", &["raw", "varchar", "varbinary", "binary"]),
    ("interval", &["year", "month", "day", "hour", "minute", "second", "to"]),
];

/// Takes a type, if one can stand here. The cursor is left after it.
pub fn read(cursor: &mut Cursor<'_>) -> Option<Phrase> {
    if cursor.origin.dialect == Dialect::Sqlite {
        return loose(cursor);
    }
    let mut phrase = Phrase::default();
    let first = cursor.eat_kind(Kind::Word).or_else(|| cursor.eat_kind(Kind::Quoted))?;
    let mut first = first.text.to_lowercase();
    while cursor.is_kind(Kind::Dot) {
        cursor.bump();
        let next = cursor.name()?;
        phrase.schema = Some(first.into());
        first = next.name.to_lowercase();
    }
    if let Some((_, words)) = CONTINUATIONS.iter().find(|(word, _)| *word == first) {
        append(&mut first, cursor, words);
    }
    if cursor.origin.dialect == Dialect::Oracle && first == "ref" && !cursor.is_any(&["NOT", "NULL", "DEFAULT"]) {
        // A reference to rows of an object table.
        cursor.qualified();
    }
    phrase.words = first;
    phrase.args = args(cursor);
    after(cursor, &mut phrase);
    Some(phrase)
}

fn append(words: &mut String, cursor: &mut Cursor<'_>, next: &[&str]) {
    while let Some(token) = cursor.peek().filter(|token| token.kind == Kind::Word) {
        let word = token.text.to_lowercase();
        if !next.contains(&&*word) {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word);
        cursor.bump();
    }
}

/// The words and brackets after the arguments.
fn after(cursor: &mut Cursor<'_>, phrase: &mut Phrase) {
    let dialect = cursor.origin.dialect;
    if phrase.words.starts_with("interval") {
        while cursor.is_any(&["TO", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"]) {
            cursor.bump();
            args(cursor);
        }
    }
    if dialect == Dialect::MySql {
        append(&mut phrase.after, cursor, &["unsigned", "signed", "zerofill", "ascii", "unicode", "binary", "byte"]);
    }
    if matches!(&*phrase.words, "time" | "timestamp") {
        for zone in [&["WITH", "TIME", "ZONE"][..], &["WITHOUT", "TIME", "ZONE"], &["WITH", "LOCAL", "TIME", "ZONE"]] {
            if cursor.eat_all(zone) {
                phrase.after = zone.join(" ").to_lowercase();
            }
        }
    }
    if dialect == Dialect::Postgres {
        while cursor.is_symbol("[") || cursor.is("ARRAY") {
            phrase.arrays += 1;
            cursor.eat("ARRAY");
            if cursor.eat_symbol("[") {
                cursor.eat_kind(Kind::Number);
                cursor.eat_symbol("]");
            }
        }
    }
}

fn args(cursor: &mut Cursor<'_>) -> Option<Vec<Arg>> {
    let inside = cursor.group()?;
    Some(inside.split().into_iter().map(arg).collect())
}

fn arg(mut cursor: Cursor<'_>) -> Arg {
    let sign = if cursor.eat_symbol("-") { "-" } else { "" };
    let Some(token) = cursor.bump() else { return Arg::default() };
    let quoted = matches!(token.kind, Kind::Text | Kind::DoubleText);
    let text = if sign.is_empty() { cursor.origin.texts.get(&token.text) } else { format!("-{}", token.text).into() };
    let unit = cursor.eat_kind(Kind::Word).map(|token| token.text.to_lowercase()).unwrap_or_default();
    Arg { text, quoted, unit }
}

/// Words that end a type of SQLite, where any other words may be one.
const SQLITE_OPTIONS: &[&str] = &[
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
    "AS",
    "HIDDEN",
    "AUTOINCREMENT",
    "ON",
];

/// SQLite takes any words for a type.
fn loose(cursor: &mut Cursor<'_>) -> Option<Phrase> {
    let mut words: Vec<String> = Vec::new();
    while let Some(token) = cursor.peek() {
        let is_word = matches!(token.kind, Kind::Word | Kind::Quoted | Kind::DoubleText | Kind::Text);
        if !is_word || cursor.is_any(SQLITE_OPTIONS) {
            break;
        }
        words.push(token.text.to_lowercase());
        cursor.bump();
    }
    if words.is_empty() {
        return None;
    }
    let args = args(cursor);
    Some(Phrase { words: words.join(" "), args, ..Phrase::default() })
}
