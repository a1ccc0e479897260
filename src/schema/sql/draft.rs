//! Tables while their file is being read: later statements add to them, rename them and drop them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::constraint::{Constraint, Keyed};
use super::cursor::{Named, Qualified};
use super::names;
use super::types::{self, Phrase};
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
    others: FxHashSet<String>,
    /// Places of columns, by what makes two names the same.
    columns: FxHashMap<String, usize>,
    /// Its schema is the one that `USE` and the like named last.
    switched: bool,
}

impl Draft {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.get(&names::identity(self.dialect, name)).copied()
    }

    /// Adds a column at the end. A second one of the same name is reported and left out.
    pub fn add(&mut self, column: Column, diags: &mut Diagnostics) {
        let place = self.table.columns.len();
        let first = *self.columns.entry(names::identity(self.dialect, &column.name)).or_insert(place);
        if first == place {
            self.table.columns.push(column);
        } else {
            diags.push(errors::duplicate_column(&self.table.name, &column, &self.table.columns[first]));
        }
    }

    /// Puts another column in the place of one.
    pub fn replace(&mut self, place: usize, column: Column) {
        self.columns.remove(&names::identity(self.dialect, &self.table.columns[place].name));
        self.columns.insert(names::identity(self.dialect, &column.name), place);
        self.table.columns[place] = column;
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
        let identity = |(place, column): (usize, &Column)| (names::identity(self.dialect, &column.name), place);
        self.columns = self.table.columns.iter().enumerate().map(identity).collect();
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
                for place in &key.columns {
                    self.table.columns[*place].nullable = false;
                }
                self.table.primary_key = Some(key);
            }
            Claim::Unique(key) => self.table.unique.push(key),
            Claim::Check(check) => self.table.checks.push(check),
        }
    }

    /// Keeps the name of what claims nothing, so that taking it away costs no claim.
    pub fn note_name(&mut self, name: Option<&Name>) {
        self.others.extend(name.map(|name| names::identity(self.dialect, name)));
    }

    /// Whether what has this name claims nothing.
    pub fn knows_name(&self, name: &str) -> bool {
        self.others.contains(&names::identity(self.dialect, name))
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
        let (others, held) = (self.others.clone(), self.held.clone());
        Draft { table, columns: FxHashMap::default(), others, held, ..*self }
    }
}

/// How many columns `LIKE` may copy in one file.
const MAX_COPIED: usize = 1_000_000;

/// All that a file declares.
pub struct Catalog {
    /// The dialect.
    pub dialect: Dialect,
    name: Name,
    /// The schema that `USE` and the like named last.
    current: Option<Name>,
    /// In the order of the file; `None` for what was dropped.
    drafts: Vec<Option<Draft>>,
    places: FxHashMap<(String, String), usize>,
    /// Places of tables, by the names of their indexes.
    indexes: FxHashMap<String, Vec<usize>>,
    /// Types that the file declares, by lower-case name, with and without schema.
    types: FxHashMap<String, Type>,
    /// How many columns were copied from one table to another.
    copied: usize,
}

impl Catalog {
    /// Nothing yet. `name` is the schema of tables that the file does not qualify.
    pub fn new(dialect: Dialect, name: &Name) -> Catalog {
        let (drafts, places, types) = (Vec::new(), FxHashMap::default(), FxHashMap::default());
        let indexes = FxHashMap::default();
        Catalog { dialect, name: name.clone(), current: None, drafts, places, indexes, types, copied: 0 }
    }

    /// Unqualified names that follow are of `schema`.
    pub fn switch(&mut self, schema: Name) {
        self.current = Some(schema);
    }

    /// A table of this name without columns, not yet declared.
    pub fn draft(&self, name: &Qualified) -> Draft {
        let schema = name.schema.as_ref().or(self.current.as_ref()).unwrap_or(&self.name);
        let table = Table {
            schema: schema.clone(),
            name: name.name.clone(),
            kind: TableKind::Table,
            columns: Vec::new(),
            primary_key: None,
            unique: Vec::new(),
            checks: Vec::new(),
            comment: None,
            span: name.span,
        };
        let switched = name.schema.is_none() && self.current.is_some();
        let (held, others) = (Vec::new(), FxHashSet::default());
        Draft { table, dialect: self.dialect, held, others, columns: FxHashMap::default(), switched }
    }

    /// Declares a table. A second one of the same name is reported and left out, in silence where its statement says
    /// `IF NOT EXISTS`.
    pub fn declare(&mut self, draft: Draft, if_not_exists: bool, diags: &mut Diagnostics) {
        let key = self.table_key(&draft.table.schema, &draft.table.name);
        if let Some(first) = self.places.get(&key).and_then(|place| self.drafts[*place].as_ref()) {
            if !if_not_exists {
                diags.push(errors::duplicate_table(&draft.table, &first.table));
            }
            return;
        }
        self.places.insert(key, self.drafts.len());
        self.drafts.push(Some(draft));
    }

    /// The table of this name.
    pub fn find(&mut self, name: &Qualified) -> Option<&mut Draft> {
        let place = self.place_of_any(name)?;
        self.drafts[place].as_mut()
    }

    /// Keeps of which table an index is.
    pub fn note_index(&mut self, index: &str, table: &Qualified) {
        if let Some(place) = self.place_of_any(table) {
            self.note_index_at(index, place);
        }
    }

    /// Keeps of which table, by its place, an index is.
    pub fn note_index_at(&mut self, index: &str, place: usize) {
        self.indexes.entry(names::identity(self.dialect, index)).or_default().push(place);
    }

    /// Has the index of this name no longer, and gives the tables that it may be of. Indexes of the same name in several
    /// schemas are not told apart.
    pub fn tables_of_index(&mut self, index: &str) -> Vec<usize> {
        self.indexes.remove(&names::identity(self.dialect, index)).unwrap_or_default()
    }

    /// The table at a place.
    pub fn at(&mut self, place: usize) -> Option<&mut Draft> {
        self.drafts.get_mut(place)?.as_mut()
    }

    /// Takes out the table of this name, to be changed and put back.
    pub fn take(&mut self, name: &Qualified) -> Option<(usize, Draft)> {
        let place = self.place_of_any(name)?;
        Some((place, self.drafts[place].take()?))
    }

    /// Puts back what was taken out.
    pub fn put_back(&mut self, place: usize, draft: Draft) {
        self.drafts[place] = Some(draft);
    }

    /// Adds the columns of the table `from` to `draft`: `LIKE`, `INHERITS`. False when there is no such table, or when so
    /// many columns were copied that memory is in danger.
    pub fn copy_columns(&mut self, from: &Qualified, draft: &mut Draft, diags: &mut Diagnostics) -> bool {
        let Some(other) = self.place(from).and_then(|place| self.drafts[place].as_ref()) else { return false };
        self.copied += other.table.columns.len();
        if self.copied > MAX_COPIED {
            return false;
        }
        for column in &other.table.columns {
            draft.add(column.clone(), diags);
        }
        true
    }

    /// Takes the table of this name away.
    pub fn drop_table(&mut self, name: &Qualified) {
        if let Some(place) = self.place(name) {
            self.drafts[place] = None;
        }
    }

    /// Gives the table of this name another name.
    pub fn rename(&mut self, from: &Qualified, to: &Qualified) {
        let Some(place) = self.place(from) else { return };
        let Some(draft) = &mut self.drafts[place] else { return };
        draft.table.name = to.name.clone();
        if let Some(schema) = &to.schema {
            draft.table.schema = schema.clone();
        }
        let (schema, name) = (draft.table.schema.clone(), draft.table.name.clone());
        let old = self.table_key(from.schema.as_ref().or(self.current.as_ref()).unwrap_or(&self.name), &from.name);
        self.places.remove(&old);
        self.places.insert(self.table_key(&schema, &name), place);
    }

    fn place(&self, name: &Qualified) -> Option<usize> {
        let schema = name.schema.as_ref().or(self.current.as_ref()).unwrap_or(&self.name);
        self.places.get(&self.table_key(schema, &name.name)).copied()
    }

    /// As `place`; and where nothing is found, a table that is declared with the default schema and named without, or the
    /// other way round.
    fn place_of_any(&self, name: &Qualified) -> Option<usize> {
        let default = match self.dialect {
            Dialect::Postgres => "public",
            Dialect::SqlServer => "dbo",
            Dialect::MySql | Dialect::Oracle | Dialect::Sqlite => return self.place(name),
        };
        self.place(name).or_else(|| {
            let schema = match &name.schema {
                None => default,
                Some(schema) if schema.eq_ignore_ascii_case(default) => &self.name,
                Some(_) => return None,
            };
            self.places.get(&self.table_key(schema, &name.name)).copied()
        })
    }

    /// MySQL's tables are files, and on most servers told apart by case.
    fn table_key(&self, schema: &str, name: &str) -> (String, String) {
        match self.dialect {
            Dialect::MySql => (schema.to_owned(), name.to_owned()),
            Dialect::Postgres | Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => {
                (names::identity(self.dialect, schema), names::identity(self.dialect, name))
            }
        }
    }

    /// Keeps a type that the file declares.
    pub fn declare_type(&mut self, name: &Qualified, ty: Type) {
        if let Some(schema) = &name.schema {
            self.types.insert(format!("{schema}.{}", name.name).to_lowercase(), ty.clone());
        }
        self.types.insert(name.name.to_lowercase(), ty);
    }

    /// What a type means: one of the dialect's, or one that the file declares.
    pub fn meaning(&self, phrase: &Phrase) -> Option<Type> {
        types::meaning(self.dialect, phrase).or_else(|| {
            let named = match &phrase.schema {
                Some(schema) => self.types.get(&format!("{schema}.{}", phrase.words).to_lowercase()),
                None => self.types.get(&phrase.words),
            }?;
            Some(if phrase.arrays > 0 { Type::Array(Box::new(named.clone())) } else { named.clone() })
        })
    }

    /// The tables, in the order of the file. A file that names one schema by `USE` or the like, and no other by it or
    /// before a table's name, does not qualify its tables: then the schema line's name wins.
    pub fn finish(self, diags: &mut Diagnostics) -> Vec<Table> {
        let drafts: Vec<Draft> = self.drafts.into_iter().flatten().collect();
        let schemas: FxHashSet<Name> = drafts.iter().map(|draft| draft.table.schema.clone()).collect();
        let only_one = schemas.len() == 1 && drafts.iter().all(|draft| draft.switched);
        let mut first: FxHashMap<(Name, Name), Span> = FxHashMap::default();
        let mut tables: Vec<Table> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let mut table = draft.table;
            if only_one {
                table.schema = self.name.clone();
            }
            let span = *first.entry((table.schema.clone(), table.name.clone())).or_insert(table.span);
            if span == table.span {
                tables.push(table);
            } else {
                let first = Table { span, ..table.clone() };
                diags.push(errors::duplicate_table(&table, &first));
            }
        }
        tables
    }
}
