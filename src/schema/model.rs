//! Tables as the source declares them: what readers make and everybody else reads.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::alike;
use crate::text::{Name, Span, TextId};
use crate::types::Type;

/// One `schema` line, read.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The name of the line: the database schema of tables that the file does not qualify.
    pub name: Name,
    /// The dialect of the file (of the file's own `dialect:` for YAML).
    pub dialect: Dialect,
    /// In the order of the file; no two have the same qualified name.
    pub tables: Vec<Table>,
    /// The file; `None` when it could not be read.
    pub text: Option<TextId>,
    /// Places in `tables`: by database schema, then by name.
    index: FxHashMap<Name, FxHashMap<Name, usize>>,
    /// By place in `tables`, once it was asked for.
    means_others: OnceLock<Vec<bool>>,
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// MySQL, MariaDB, Aurora MySQL.
    MySql,
    /// PostgreSQL, Aurora PostgreSQL.
    Postgres,
    /// Oracle.
    Oracle,
    /// Microsoft SQL Server.
    SqlServer,
    /// SQLite.
    Sqlite,
}

/// A table or view.
#[derive(Clone, Debug)]
pub struct Table {
    /// The database schema.
    pub schema: Name,
    /// The name, as the dialect folds it.
    pub name: Name,
    /// Table or view.
    pub kind: TableKind,
    /// In order.
    pub columns: Vec<Column>,
    /// The primary key.
    pub primary_key: Option<Key>,
    /// Further sets of columns that no two rows share, NULLs aside.
    pub unique: Vec<Key>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// The table's comment.
    pub comment: Option<Name>,
    /// About how many rows it has, where a running database was asked.
    pub rows: Option<u64>,
    /// The name where it is declared.
    pub span: Span,
}

/// Whether a relation is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Stored.
    Table,
    /// Computed.
    View,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name, as the dialect folds it.
    pub name: Name,
    /// What values it holds.
    pub ty: Type,
    /// The type as declared, for messages and reviews; empty where none is declared.
    pub declared: Name,
    /// The type where it is declared; the name's place where none is.
    pub ty_span: Span,
    /// NULL may stand in it.
    pub nullable: bool,
    /// Whether two texts that differ only in case (or accents) count as equal, where the declaration tells.
    pub collation: Option<Name>,
    /// The default, as written.
    pub default: Option<Name>,
    /// The value is computed from other columns.
    pub generated: bool,
    /// The column's comment.
    pub comment: Option<Name>,
    /// The name where it is declared.
    pub span: Span,
}

/// Columns that identify a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The constraint's name.
    pub name: Option<Name>,
    /// Places in [`Table::columns`], in key order.
    pub columns: Vec<usize>,
    /// Where it is declared.
    pub span: Span,
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name.
    pub name: Option<Name>,
    /// The expression, as written, without its outer parentheses.
    pub text: Name,
    /// Where it is declared.
    pub span: Span,
}

impl Schema {
    /// A schema of these tables. Of two with the same qualified name, the first is found.
    pub fn new(name: Name, dialect: Dialect, tables: Vec<Table>, text: Option<TextId>) -> Schema {
        let mut index: FxHashMap<Name, FxHashMap<Name, usize>> = FxHashMap::default();
        for (place, table) in tables.iter().enumerate() {
            index.entry(table.schema.clone()).or_default().entry(table.name.clone()).or_insert(place);
        }
        Schema { name, dialect, tables, text, index, means_others: OnceLock::new() }
    }

    /// Whether the name of `table`, one of this schema's, means another one, too, where it is read as a pattern of `LIKE`, in
    /// which `_` is any one character. True for a name with `%` or `[`, of which that cannot be told.
    pub fn means_others(&self, table: &Table) -> bool {
        let found = self
            .means_others
            .get_or_init(|| alike::mean_others(self.tables.iter().map(|table| (&*table.schema, &*table.name))));
        let place = self.index.get(&table.schema).and_then(|tables| tables.get(&table.name));
        place.and_then(|place| found.get(*place)).copied().unwrap_or(true)
    }

    /// Whether it has tables of this database schema.
    pub fn has_tables_of(&self, schema: &str) -> bool {
        self.index.contains_key(schema)
    }

    /// The table of this name, if the schema has it; takes the same time in a schema of any size. `schema` without a value
    /// stands for the schema line's own name.
    pub fn table(&self, schema: Option<&str>, name: &str) -> Option<&Table> {
        let place = *self.index.get(schema.unwrap_or(&self.name))?.get(name)?;
        self.tables.get(place)
    }
}

impl Table {
    /// The place of the column of this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.name == name)
    }

    /// `schema.table`
    pub fn qualified(&self) -> String {
        format!("{}.{}", self.schema, self.name)
    }
}

impl Dialect {
    /// All of them.
    pub const ALL: [Dialect; 5] =
        [Dialect::MySql, Dialect::Postgres, Dialect::Oracle, Dialect::SqlServer, Dialect::Sqlite];

    /// The word in a `schema` line.
    pub fn word(self) -> &'static str {
        match self {
            Dialect::MySql => "mysql",
            Dialect::Postgres => "postgres",
            Dialect::Oracle => "oracle",
            Dialect::SqlServer => "mssql",
            Dialect::Sqlite => "sqlite",
        }
    }

    /// The dialect of this word, which is written in lower case.
    pub fn from_word(word: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.word() == word)
    }

    /// The name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Dialect::MySql => "MySQL",
            Dialect::Postgres => "PostgreSQL",
            Dialect::Oracle => "Oracle",
            Dialect::SqlServer => "SQL Server",
            Dialect::Sqlite => "SQLite",
        }
    }
}
