//! Two models of one database, fact by fact: what its dump declares, and what the server says of itself.

use std::collections::{BTreeMap, BTreeSet};

use mapc::schema::{Column, Dialect, Key, Schema, Table};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Table or view.
    Kind,
    /// The comment of a table or column.
    Comment,
    /// The names of the columns, in order.
    Columns,
    /// The primary key.
    PrimaryKey,
    /// The unique keys.
    Unique,
    /// The checks.
    Checks,
    /// The type of a column: what it means, not how it is spelled.
    Type,
    /// Whether NULL may stand in a column.
    Nullable,
    /// The collation of a column.
    Collation,
    /// The default of a column.
    Default,
    /// Whether a column is computed.
    Generated,
}

/// A fact of which the two say different things.
pub struct Difference<'s> {
    pub dialect: Dialect,
    pub fact: Fact,
    pub dump: &'s Table,
    pub live: &'s Table,
    /// Of facts of a column: both of it.
    pub columns: Option<(&'s Column, &'s Column)>,
}

impl Difference<'_> {
    /// For people.
    pub fn shown(&self) -> String {
        let column = self.columns.map(|(dump, _)| format!(".{}", dump.name)).unwrap_or_default();
        let side = |table: &Table, column: Option<&Column>| match (self.fact, column) {
            (Fact::Kind, _) => format!("{:?}", table.kind),
            (Fact::Comment, None) => format!("{:?}", table.comment),
            (Fact::Comment, Some(column)) => format!("{:?}", column.comment),
            (Fact::Columns, _) => format!("{:?}", table.columns.iter().map(|column| &column.name).collect::<Vec<_>>()),
            (Fact::PrimaryKey, _) => format!("{:?}", primary_key(table)),
            (Fact::Unique, _) => format!("{:?}", unique(table)),
            (Fact::Checks, _) => format!("{:?}", checks(table)),
            (_, None) => String::new(),
            (Fact::Type, Some(column)) => format!("{:?} ({})", column.ty, column.declared),
            (Fact::Nullable, Some(column)) => format!("{}", column.nullable),
            (Fact::Collation, Some(column)) => format!("{:?}", column.collation),
            (Fact::Default, Some(column)) => format!("{:?}", column.default),
            (Fact::Generated, Some(column)) => format!("{}", column.generated),
        };
        let (dump, live) = (self.columns.map(|(dump, _)| dump), self.columns.map(|(_, live)| live));
        let (dump, live) = (side(self.dump, dump), side(self.live, live));
        format!("{}{column}: {:?}: dump {dump}, live {live}", self.dump.qualified(), self.fact)
    }
}

fn names(table: &Table, key: &Key) -> Vec<String> {
    key.columns.iter().map(|place| table.columns[*place].name.to_string()).collect()
}

/// The columns of the primary key.
pub fn primary_key(table: &Table) -> Vec<String> {
    table.primary_key.as_ref().map(|key| names(table, key)).unwrap_or_default()
}

/// The columns of each unique key, in no order of keys.
pub fn unique(table: &Table) -> BTreeSet<Vec<String>> {
    table.unique.iter().map(|key| names(table, key)).collect()
}

/// The texts of the checks.
pub fn checks(table: &Table) -> BTreeSet<String> {
    table.checks.iter().map(|check| check.text.to_string()).collect()
}

/// The tables that both have, by name, and the names that only one has: the dump, the server.
pub struct Compared<'s> {
    pub tables: usize,
    pub columns: usize,
    pub differences: Vec<Difference<'s>>,
    pub only_dump: Vec<String>,
    pub only_live: Vec<String>,
}

/// Compares all tables of two schemas.
pub fn compare<'s>(dump: &'s Schema, live: &'s Schema) -> Compared<'s> {
    let by_name = |schema: &'s Schema| -> BTreeMap<String, &'s Table> {
        schema.tables.iter().map(|table| (table.qualified(), table)).collect()
    };
    let (of_dump, of_live) = (by_name(dump), by_name(live));
    let (mut tables, mut columns, mut differences) = (0, 0, Vec::new());
    for (name, one) in &of_dump {
        let Some(other) = of_live.get(name) else { continue };
        (tables, columns) = (tables + 1, columns + one.columns.len());
        compare_tables(dump.dialect, one, other, &mut differences);
    }
    let missing = |from: &BTreeMap<String, &Table>, of: &BTreeMap<String, &Table>| {
        of.keys().filter(|name| !from.contains_key(*name)).cloned().collect()
    };
    Compared {
        tables,
        columns,
        differences,
        only_dump: missing(&of_live, &of_dump),
        only_live: missing(&of_dump, &of_live),
    }
}

fn compare_tables<'s>(dialect: Dialect, dump: &'s Table, live: &'s Table, found: &mut Vec<Difference<'s>>) {
    let of_table: [(Fact, bool); 5] = [
        (Fact::Kind, dump.kind == live.kind),
        (Fact::Comment, dump.comment == live.comment),
        (Fact::PrimaryKey, primary_key(dump) == primary_key(live)),
        (Fact::Unique, unique(dump) == unique(live)),
        (Fact::Checks, checks(dump) == checks(live)),
    ];
    let same_names = dump.columns.len() == live.columns.len()
        && dump.columns.iter().zip(&live.columns).all(|(one, other)| one.name == other.name);
    let wrong = of_table.into_iter().chain([(Fact::Columns, same_names)]).filter(|(_, same)| !same);
    found.extend(wrong.map(|(fact, _)| Difference { dialect, fact, dump, live, columns: None }));
    if !same_names {
        return;
    }
    for (one, other) in dump.columns.iter().zip(&live.columns) {
        let of_column: [(Fact, bool); 6] = [
            (Fact::Type, one.ty == other.ty),
            (Fact::Nullable, one.nullable == other.nullable),
            (Fact::Collation, one.collation == other.collation),
            (Fact::Default, one.default == other.default),
            (Fact::Generated, one.generated == other.generated),
            (Fact::Comment, one.comment == other.comment),
        ];
        let wrong = of_column.into_iter().filter(|(_, same)| !same);
        found.extend(wrong.map(|(fact, _)| Difference { dialect, fact, dump, live, columns: Some((one, other)) }));
    }
}
