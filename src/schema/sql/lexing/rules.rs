//! In what the dialects differ, token by token.
//!
//! Sources: MySQL 8.4 Reference Manual, chapter 11 (Language Structure); PostgreSQL 17 documentation, 4.1 (Lexical
//! Structure); Oracle Database SQL Language Reference 19c, "Database Object Naming Rules" and "Literals"; Transact-SQL
//! reference, "Database Identifiers" and "Constants"; SQLite, "The Tokenizer". Where those leave open what a text means
//! that no database takes, it is cut as `sqlparser` cuts it, against which the tests of this folder compare.

use crate::schema::model::Dialect;

/// How tokens of one dialect look.
pub struct Rules {
    /// The dialect.
    pub dialect: Dialect,
    /// The bytes of ASCII that a word begins with; `@` and `#` are looked at on their own.
    begin: [bool; 128],
    /// The bytes of ASCII that a word goes on with.
    go_on: [bool; 128],
    /// What opens a quoted name.
    pub name_quotes: &'static [u8],
    /// Numbers may have `_` between digits.
    pub underscores: bool,
    /// A comment ends after as many `*/` as it has `/*`.
    pub nested_comments: bool,
}

/// The rules of a dialect.
pub fn rules(dialect: Dialect) -> &'static Rules {
    match dialect {
        Dialect::MySql => &MYSQL,
        Dialect::Postgres => &POSTGRES,
        Dialect::Oracle => &ORACLE,
        Dialect::SqlServer => &SQL_SERVER,
        Dialect::Sqlite => &SQLITE,
    }
}

static MYSQL: Rules = Rules {
    dialect: Dialect::MySql,
    begin: table(b"_$", false),
    go_on: table(b"_$@", true),
    name_quotes: b"`",
    underscores: false,
    nested_comments: false,
};

static POSTGRES: Rules = Rules {
    dialect: Dialect::Postgres,
    begin: table(b"_", false),
    go_on: table(b"_$", true),
    name_quotes: b"\"",
    underscores: true,
    nested_comments: true,
};

static ORACLE: Rules = Rules {
    dialect: Dialect::Oracle,
    begin: table(b"", false),
    go_on: table(b"_$#@", true),
    name_quotes: b"\"",
    underscores: false,
    nested_comments: false,
};

static SQL_SERVER: Rules = Rules {
    dialect: Dialect::SqlServer,
    begin: table(b"_", false),
    go_on: table(b"_$#@", true),
    name_quotes: b"\"[",
    underscores: false,
    nested_comments: true,
};

static SQLITE: Rules = Rules {
    dialect: Dialect::Sqlite,
    begin: table(b"_\x7f", false),
    go_on: table(b"_\x7f", true),
    name_quotes: b"`\"[",
    underscores: true,
    nested_comments: false,
};

/// The letters, and what is given.
const fn table(others: &[u8], digits: bool) -> [bool; 128] {
    let mut found = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        let ascii = byte as u8;
        found[byte] = ascii.is_ascii_alphabetic() || (digits && ascii.is_ascii_digit());
        byte += 1;
    }
    let mut place = 0;
    while place < others.len() {
        found[others[place] as usize] = true;
        place += 1;
    }
    found
}

impl Rules {
    /// Whether a word begins with this.
    pub fn begins(&self, character: char) -> bool {
        match self.begin.get(character as usize) {
            Some(found) => *found,
            None => match self.dialect {
                Dialect::MySql | Dialect::Postgres => true,
                Dialect::Oracle | Dialect::SqlServer => character.is_alphabetic(),
                Dialect::Sqlite => character <= '\u{ffff}',
            },
        }
    }

    /// Whether a word goes on with this.
    pub fn goes_on(&self, character: char) -> bool {
        match self.go_on.get(character as usize) {
            Some(found) => *found,
            None => match self.dialect {
                Dialect::Oracle => character.is_alphanumeric(),
                Dialect::MySql | Dialect::Postgres | Dialect::SqlServer | Dialect::Sqlite => self.begins(character),
            },
        }
    }

    /// Whether `@` begins a word: a variable.
    pub fn has_variables(&self) -> bool {
        matches!(self.dialect, Dialect::MySql | Dialect::SqlServer)
    }

    /// What a backslash does in a string without a letter before it.
    pub fn backslash(&self) -> Backslash {
        match self.dialect {
            Dialect::MySql => Backslash::Escapes { wildcards: false },
            Dialect::Postgres | Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => Backslash::Plain,
        }
    }
}

/// What a backslash does in a string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Backslash {
    /// Nothing.
    Plain,
    /// It gives the next character another meaning.
    Escapes {
        /// Also `%` and `_`; elsewhere the backslash before those stays, for `LIKE`.
        wildcards: bool,
    },
}
