//! A table while its file is being read: later statements add to it and take from it.

use rustc_hash::FxHashSet;

use super::column_index::ColumnIndex;
use super::constraint::{Constraint, Keyed};
use super::cursor::Named;
use super::noted::Noted;
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::{Check, Column, Dialect, Key, Table, TableKind};
use crate::text::{Name, Span};
use crate::types::Type;

/// What a table claims of its rows, its columns known.
#[derive(Clone, Debug)]
pub enum Claim {
    /// The primary key.
    Primary(Key),
    /// Columns that no two rows share.
    Unique(Key),
    /// A condition on each row.
    Check(Check),
}

impl Claim {
    /// The constraint's name.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Claim::Primary(key) | Claim::Unique(key) => key.name.as_ref(),
            Claim::Check(check) => check.name.as_ref(),
        }
    }

    /// Gives it another name.
    pub fn rename(&mut self, to: Name) {
        match self {
            Claim::Primary(key) | Claim::Unique(key) => key.name = Some(to),
            Claim::Check(check) => check.name = Some(to),
        }
    }
}

/// A table while its file is being read.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is known of it.
    pub table: Table,
    /// The dialect.
    pub dialect: Dialect,
    /// Claims that are switched off and may come back.
    pub held: Vec<Claim>,
    /// Names of constraints and indexes that claim nothing.
    others: Noted,
    columns: ColumnIndex,
    /// The collation of texts that say nothing of it.
    pub collation: Option<Name>,
    /// Places of the tables whose columns it has, and goes on having.
    pub parents: Vec<(usize, Follows)>,
    /// Its schema is the one that `USE` and the like named last.
    pub switched: bool,
}

/// How a table goes on following another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// In its columns: `INHERITS`.
    Columns,
    /// In its keys, too: `PARTITION OF`.
    All,
}

/// What a table takes over from another one, beside names and types of columns and whether NULL may stand in them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// Defaults.
    pub defaults: bool,
    /// That a column is computed. Without it the column is a plain one.
    pub generated: bool,
    /// Comments of columns.
    pub comments: bool,
    /// Keys.
    pub keys: bool,
    /// Conditions.
    pub checks: bool,
}

impl Taken {
    /// Everything.
    pub const ALL: Taken = Taken { defaults: true, generated: true, comments: true, keys: true, checks: true };
}

impl Draft {
    /// A table without columns.
    pub fn new(schema: Name, name: Name, span: Span, dialect: Dialect) -> Draft {
        let table = Table {
            schema,
            name,
            kind: TableKind::Table,
            columns: Vec::new(),
            primary_key: None,
            unique: Vec::new(),
            checks: Vec::new(),
            comment: None,
            rows: None,
            span,
        };
        Draft {
            table,
            dialect,
            held: Vec::new(),
            others: Noted::default(),
            columns: ColumnIndex::default(),
            collation: None,
            parents: Vec::new(),
            switched: false,
        }
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.find(self.dialect, &self.table.columns, name)
    }

    /// Makes room for so many more columns, and no more.
    pub fn expect(&mut self, columns: usize) {
        self.table.columns.reserve_exact(columns);
    }

    /// Adds a column at the end. A second one of the same name is reported and left out.
    pub fn add(&mut self, mut column: Column, diags: &mut Diagnostics) {
        if column.collation.is_none() && matches!(column.ty, Type::Text(_)) {
            column.collation.clone_from(&self.collation);
        }
        match self.column(&column.name) {
            Some(first) => {
                diags.push(errors::duplicate_column(&self.table.name, &column, &self.table.columns[first]));
            }
            None => {
                self.table.columns.push(column);
                self.columns.added(self.dialect, &self.table.columns);
            }
        }
    }

    /// Puts another column in the place of one.
    pub fn replace(&mut self, place: usize, column: Column) {
        let old = std::mem::replace(&mut self.table.columns[place], column);
        self.columns.replaced(self.dialect, &old.name, &self.table.columns, place);
    }

    /// Moves a column to another place, and all others up or down by one.
    pub fn move_to(&mut self, from: usize, to: usize) {
        let column = self.table.columns.remove(from);
        self.table.columns.insert(to, column);
        let moved = |place: &mut usize| {
            *place = match *place {
                place if place == from => to,
                place if from < place && place <= to => place - 1,
                place if to <= place && place < from => place + 1,
                place => place,
            };
        };
        let of_key = |key: &mut Key| key.columns.iter_mut().for_each(moved);
        self.table.primary_key.iter_mut().chain(&mut self.table.unique).for_each(of_key);
        for claim in &mut self.held {
            match claim {
                Claim::Primary(key) | Claim::Unique(key) => of_key(key),
                Claim::Check(_) => {}
            }
        }
        self.columns.changed(self.dialect, &self.table.columns);
    }

    /// Takes a column away, and the keys that it is part of.
    pub fn remove(&mut self, place: usize) {
        self.table.columns.remove(place);
        let moved = |key: &mut Key| {
            let whole = !key.columns.contains(&place);
            key.columns.iter_mut().for_each(|column| *column -= usize::from(*column > place));
            whole
        };
        self.table.unique.retain_mut(moved);
        if self.table.primary_key.as_mut().is_some_and(|key| !moved(key)) {
            self.table.primary_key = None;
        }
        self.held.retain_mut(|claim| match claim {
            Claim::Primary(key) | Claim::Unique(key) => moved(key),
            Claim::Check(_) => true,
        });
        self.columns.changed(self.dialect, &self.table.columns);
    }

    /// Adds a constraint whose columns are known by now.
    pub fn constrain(&mut self, constraint: Constraint, diags: &mut Diagnostics) {
        match constraint {
            Constraint::Primary(keyed) => {
                if let Some(key) = self.key(keyed, diags) {
                    self.claim(Claim::Primary(key));
                }
            }
            Constraint::Unique(keyed) => {
                if let Some(key) = self.key(keyed, diags) {
                    self.claim(Claim::Unique(key));
                }
            }
            Constraint::Check(check) => self.claim(Claim::Check(check)),
            Constraint::Adopted { name, index } => {
                let same = |key: &&mut Key| key.name.as_ref() == Some(&index);
                if let Some(key) = self.table.unique.iter_mut().find(same) {
                    key.name = Some(name);
                } else {
                    self.note_name(Some(&name));
                }
            }
            Constraint::Other(name) => self.note_name(name.as_ref()),
        }
    }

    /// Adds a claim.
    pub fn claim(&mut self, claim: Claim) {
        match claim {
            Claim::Primary(key) => {
                // SQLite lets NULL into a primary key, unless it is the number of the row.
                if self.dialect != Dialect::Sqlite || self.is_row_number(&key) {
                    self.forbid_null(&key);
                }
                self.table.primary_key = Some(key);
            }
            Claim::Unique(key) => self.table.unique.push(key),
            Claim::Check(check) => self.table.checks.push(check),
        }
    }

    /// No column of `key` holds NULL.
    pub fn forbid_null(&mut self, key: &Key) {
        for place in &key.columns {
            self.table.columns[*place].nullable = false;
        }
    }

    fn is_row_number(&self, key: &Key) -> bool {
        matches!(key.columns[..], [only] if self.table.columns[only].declared.eq_ignore_ascii_case("INTEGER"))
    }

    /// Keeps the name of what claims nothing, so that taking it away costs no claim.
    pub fn note_name(&mut self, name: Option<&Name>) {
        if let Some(name) = name {
            self.others.add(self.dialect, name);
        }
    }

    /// Whether what has this name claims nothing.
    pub fn knows_name(&mut self, name: &str) -> bool {
        self.others.has(self.dialect, name)
    }

    /// A key that lacks a column would claim too much: then there is none, and the first column in the way is told.
    fn key(&mut self, keyed: Keyed, diags: &mut Diagnostics) -> Option<Key> {
        let mut columns = Vec::with_capacity(keyed.columns.len());
        let mut seen = FxHashSet::default();
        for column in &keyed.columns {
            let Some(place) = self.column(&column.name) else {
                diags.push(errors::unknown_column(&self.table, &column.name, column.span));
                self.note_name(keyed.name.as_ref());
                return None;
            };
            if seen.insert(place) {
                columns.push(place);
            }
        }
        Some(Key { name: keyed.name, columns, span: keyed.span })
    }

    /// The key of the columns named, for a column that declares one about itself.
    pub fn of_column(name: Option<Name>, column: Named) -> Keyed {
        Keyed { name, span: column.span, columns: vec![column] }
    }

    /// The same table without columns and what depends on them.
    pub fn clone_head(&self) -> Draft {
        let table = Table { columns: Vec::new(), primary_key: None, unique: Vec::new(), ..self.table.clone() };
        Draft { table, columns: ColumnIndex::default(), ..self.clone() }
    }
}
