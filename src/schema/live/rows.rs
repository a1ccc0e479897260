//! What catalogues say, row by row, in the words of their database and in any order.

/// The name of a table or view. Sorted by bytes, and not as some collation would.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// The database schema (in MySQL: the database).
    pub schema: String,
    /// The name.
    pub name: String,
}

/// All rows about the tables that are wanted.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Tables and views.
    pub relations: Vec<RelationRow>,
    /// Their columns.
    pub columns: Vec<ColumnRow>,
    /// The columns of their primary keys and unique indexes.
    pub keys: Vec<KeyRow>,
    /// Their enforced CHECK constraints.
    pub checks: Vec<CheckRow>,
    /// Domains and enumerations (PostgreSQL).
    pub types: Vec<TypeRow>,
    /// Tables of which some columns may be hidden from this user.
    pub partial: Vec<TableName>,
}

/// A table or view.
#[derive(Clone, Debug, Default)]
pub struct RelationRow {
    /// Which.
    pub table: TableName,
    /// The kind, as the catalogue calls it: `BASE TABLE`, `v`.
    pub kind: String,
    /// The comment.
    pub comment: Option<String>,
    /// How many rows the server believes it to have; `None` where that is not known or was not asked.
    pub rows: Option<u64>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct ColumnRow {
    /// Of which table.
    pub table: TableName,
    /// Where it stands among the others, from 1; numbers of dropped columns may be missing.
    pub place: u32,
    /// The name.
    pub name: String,
    /// The type, in the words of a declaration: `COLUMN_TYPE`, `format_type`.
    pub ty: String,
    /// Whether NULL may stand in it.
    pub nullable: bool,
    /// The default, as the catalogue has it.
    pub default: Option<String>,
    /// MySQL's `EXTRA`; empty for PostgreSQL.
    pub extra: String,
    /// Whether the value is computed from other columns, where the catalogue says so outside of `extra`.
    pub generated: bool,
    /// The collation.
    pub collation: Option<String>,
    /// The comment.
    pub comment: Option<String>,
}

/// A column of a primary key or unique index.
#[derive(Clone, Debug, Default)]
pub struct KeyRow {
    /// Of which table.
    pub table: TableName,
    /// The name of the key.
    pub name: String,
    /// Whether it is the primary key.
    pub primary: bool,
    /// Where the column stands in the key, from 1.
    pub place: u32,
    /// The column; `None` for an expression.
    pub column: Option<String>,
}

/// A CHECK constraint.
#[derive(Clone, Debug, Default)]
pub struct CheckRow {
    /// Of which table.
    pub table: TableName,
    /// The name.
    pub name: String,
    /// The condition.
    pub text: String,
}

/// A domain or an enumeration.
#[derive(Clone, Debug, Default)]
pub struct TypeRow {
    /// The name, as `format_type` writes it.
    pub name: String,
    /// Of a domain: the type that it narrows.
    pub base: Option<String>,
    /// Of an enumeration: its values, in order.
    pub values: Vec<String>,
}
