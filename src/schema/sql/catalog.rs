//! All tables of a file while it is being read, and the types that it declares.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cursor::Qualified;
use super::draft::{Claim, Draft, Follows, Taken};
use super::names;
use super::scope::Scope;
use crate::diag::Diagnostics;
use crate::schema::errors;
use crate::schema::model::{Dialect, Key, Table};
use crate::text::{Name, Span};
use crate::types::Type;

/// How many columns `LIKE` may copy in one file.
const MAX_COPIED: usize = 1_000_000;

/// All that a file declares.
pub struct Catalog {
    /// The dialect.
    pub dialect: Dialect,
    /// What names mean.
    pub scope: Scope,
    /// In the order of the file; `None` for what was dropped.
    drafts: Vec<Option<Box<Draft>>>,
    /// Places in `drafts`, by what makes schemas the same, then tables.
    places: FxHashMap<Name, FxHashMap<Name, usize>>,
    /// Some table got another name, which another one may have, too.
    renamed: bool,
    /// Places of tables, by the names of their indexes.
    indexes: FxHashMap<String, Vec<usize>>,
    /// Which tables follow one, by their places.
    followers: FxHashMap<usize, Vec<(usize, Follows)>>,
    /// How many columns were copied from one table to another.
    copied: usize,
}

impl Catalog {
    /// Nothing yet. `name` is the schema of tables that the file does not qualify.
    pub fn new(dialect: Dialect, name: &Name) -> Catalog {
        Catalog {
            dialect,
            scope: Scope::new(dialect, name),
            drafts: Vec::new(),
            places: FxHashMap::default(),
            renamed: false,
            indexes: FxHashMap::default(),
            followers: FxHashMap::default(),
            copied: 0,
        }
    }

    /// Declares a table. A second one of the same name is reported and left out, in silence where its statement says
    /// `IF NOT EXISTS`.
    pub fn declare(&mut self, draft: Box<Draft>, if_not_exists: bool, diags: &mut Diagnostics) {
        let known = self.place_in(&draft.table.schema, &draft.table.name);
        if let Some(first) = known.and_then(|place| self.drafts[place].as_ref()) {
            if !if_not_exists {
                diags.push(errors::duplicate_table(&draft.table, &first.table));
            }
            return;
        }
        let place = self.drafts.len();
        self.insert_place(&draft.table.schema, &draft.table.name, place);
        for (parent, follows) in &draft.parents {
            self.followers.entry(*parent).or_default().push((place, *follows));
        }
        self.drafts.push(Some(draft));
    }

    /// Whether a table of this name is declared.
    pub fn has(&self, name: &Qualified) -> bool {
        self.look(name).is_some()
    }

    /// The places of all tables that follow the one at `place`, near ones first, each once. Empty where there are so many
    /// that time is in danger.
    pub fn followers(&mut self, place: usize) -> Vec<(usize, Follows)> {
        let mut found: Vec<(usize, Follows)> = self.followers.get(&place).cloned().unwrap_or_default();
        let mut seen: FxHashSet<usize> = found.iter().map(|(place, _)| *place).collect();
        let mut next = 0;
        while let Some((place, follows)) = found.get(next).copied() {
            for (below, how) in self.followers.get(&place).into_iter().flatten() {
                if seen.insert(*below) {
                    found.push((*below, if follows == Follows::All { *how } else { Follows::Columns }));
                }
            }
            next += 1;
        }
        self.copied += found.len();
        if self.copied > MAX_COPIED { Vec::new() } else { found }
    }

    /// The table of this name.
    pub fn find(&mut self, name: &Qualified) -> Option<&mut Draft> {
        let place = self.place_of_any(name)?;
        self.drafts[place].as_deref_mut()
    }

    /// Keeps of which table an index is.
    pub fn note_index(&mut self, index: &str, table: &Qualified) {
        if let Some(place) = self.place_of_any(table) {
            self.note_index_at(index, place);
        }
    }

    /// Keeps of which table, by its place, an index is.
    pub fn note_index_at(&mut self, index: &str, place: usize) {
        self.indexes.entry(names::identity(self.dialect, index).into_owned()).or_default().push(place);
    }

    /// Has the index of this name no longer, and gives the tables that it may be of. Indexes of the same name in several
    /// schemas are not told apart.
    pub fn tables_of_index(&mut self, index: &str) -> Vec<usize> {
        self.indexes.remove(&*names::identity(self.dialect, index)).unwrap_or_default()
    }

    /// The table at a place.
    pub fn at(&mut self, place: usize) -> Option<&mut Draft> {
        self.drafts.get_mut(place)?.as_deref_mut()
    }

    /// Takes out the table of this name, to be changed and put back.
    pub fn take(&mut self, name: &Qualified) -> Option<(usize, Box<Draft>)> {
        let place = self.place_of_any(name)?;
        Some((place, self.drafts[place].take()?))
    }

    /// Takes out the table at a place, to be changed and put back.
    pub fn take_at(&mut self, place: usize) -> Option<Box<Draft>> {
        self.drafts.get_mut(place)?.take()
    }

    /// Puts back what was taken out.
    pub fn put_back(&mut self, place: usize, draft: Box<Draft>) {
        self.drafts[place] = Some(draft);
    }

    /// Adds what the table `from` has to `draft`: its columns, and of all else what `taken` says. Gives the place of that
    /// table; `None` when there is no such table, or when so many columns were copied that memory is in danger.
    pub fn copy(
        &mut self,
        from: &Qualified,
        draft: &mut Draft,
        taken: Taken,
        diags: &mut Diagnostics,
    ) -> Option<usize> {
        let place = self.place_of_any(from)?;
        let other = self.drafts[place].as_ref()?;
        self.copied += other.table.columns.len();
        if self.copied > MAX_COPIED {
            return None;
        }
        for column in &other.table.columns {
            let mut column = column.clone();
            column.default = column.default.filter(|_| taken.defaults);
            column.comment = column.comment.filter(|_| taken.comments);
            column.generated &= taken.generated;
            draft.add(column, diags);
        }
        let here = |key: &Key| {
            let columns = key.columns.iter().map(|place| draft.column(&other.table.columns[*place].name));
            // The database gives the copy a name of its own.
            Some(Key { name: None, columns: columns.collect::<Option<Vec<usize>>>()?, span: key.span })
        };
        let mut claims = Vec::new();
        if taken.keys {
            claims.extend(other.table.primary_key.as_ref().and_then(here).map(Claim::Primary));
            claims.extend(other.table.unique.iter().filter_map(here).map(Claim::Unique));
        }
        if taken.checks {
            claims.extend(other.table.checks.iter().cloned().map(Claim::Check));
        }
        claims.into_iter().for_each(|claim| draft.claim(claim));
        Some(place)
    }

    /// The table of this name, as a query finds it.
    pub fn look(&self, name: &Qualified) -> Option<&Draft> {
        self.place_of_any(name).and_then(|place| self.drafts[place].as_deref())
    }

    /// Counts columns that a query takes from tables. False when there are so many that memory is in danger.
    pub fn may_copy(&mut self, columns: usize) -> bool {
        self.copied += columns;
        self.copied <= MAX_COPIED
    }

    /// Takes the table of this name away.
    pub fn drop_table(&mut self, name: &Qualified) {
        if let Some(place) = self.place(name) {
            self.drafts[place] = None;
        }
    }

    /// Takes all tables of a schema away.
    pub fn drop_schema(&mut self, schema: &str) {
        let gone = names::identity(self.dialect, schema);
        for draft in &mut self.drafts {
            if draft.as_ref().is_some_and(|draft| names::identity(self.dialect, &draft.table.schema) == gone) {
                *draft = None;
            }
        }
    }

    /// Gives the table of this name another name.
    pub fn rename(&mut self, from: &Qualified, to: &Qualified) {
        let Some(place) = self.place_of_any(from) else { return };
        let Some(draft) = &mut self.drafts[place] else { return };
        let old = (draft.table.schema.clone(), draft.table.name.clone());
        draft.table.name = to.name.clone();
        if let Some(schema) = &to.schema {
            draft.table.schema = schema.clone();
        }
        let (schema, name) = (draft.table.schema.clone(), draft.table.name.clone());
        let (old_schema, old_name) = (self.key(&old.0), self.key(&old.1));
        if let Some(places) = self.places.get_mut(&old_schema) {
            places.remove(&old_name);
        }
        self.insert_place(&schema, &name, place);
        self.renamed = true;
    }

    fn place(&self, name: &Qualified) -> Option<usize> {
        self.place_in(self.scope.schema_of(name), &name.name)
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
                Some(schema) if schema.eq_ignore_ascii_case(default) => self.scope.name(),
                Some(_) => return None,
            };
            self.place_in(schema, &name.name)
        })
    }

    fn place_in(&self, schema: &str, name: &str) -> Option<usize> {
        self.places.get(&*self.identity(schema))?.get(&*self.identity(name)).copied()
    }

    fn insert_place(&mut self, schema: &Name, name: &Name, place: usize) {
        let (schema, name) = (self.key(schema), self.key(name));
        self.places.entry(schema).or_default().insert(name, place);
    }

    fn key(&self, name: &Name) -> Name {
        match self.identity(name) {
            Cow::Borrowed(_) => name.clone(),
            Cow::Owned(other) => other.into(),
        }
    }

    /// MySQL's tables are files, and on most servers told apart by case.
    fn identity<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.dialect {
            Dialect::MySql => name.into(),
            Dialect::Postgres | Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => {
                names::identity(self.dialect, name)
            }
        }
    }

    /// Gives columns of the type `name` another meaning of it.
    pub fn exchange_type(&mut self, before: &Type, after: &Type, name: &str) {
        let columns = self.drafts.iter().flatten().map(|draft| draft.table.columns.len()).sum();
        if !self.may_copy(columns) {
            return;
        }
        for column in self.drafts.iter_mut().flatten().flat_map(|draft| &mut draft.table.columns) {
            let is_meant = column.declared.trim_end_matches("[]").to_lowercase().ends_with(&name.to_lowercase());
            let place = if let Type::Array(element) = &mut column.ty { &mut **element } else { &mut column.ty };
            if is_meant && place == before {
                *place = after.clone();
            }
        }
    }

    /// The tables, in the order of the file. A file that names one schema by `USE` or the like, and no other by it or
    /// before a table's name, does not qualify its tables: then the schema line's name wins.
    pub fn finish(self, diags: &mut Diagnostics) -> Vec<Table> {
        let name = self.scope.name().clone();
        let schema = self.drafts.iter().flatten().next().map(|draft| draft.table.schema.clone());
        let is_of_it = |draft: &Draft| draft.switched && Some(&draft.table.schema) == schema.as_ref();
        let only_one = self.drafts.iter().flatten().all(|draft| is_of_it(draft));
        let mut tables: Vec<Table> = Vec::with_capacity(self.drafts.len());
        for draft in self.drafts.into_iter().flatten() {
            let mut table = draft.table;
            if only_one {
                table.schema = name.clone();
            }
            tables.push(table);
        }
        if self.renamed { without_duplicates(tables, diags) } else { tables }
    }
}

/// Of two tables with the same name the first.
fn without_duplicates(tables: Vec<Table>, diags: &mut Diagnostics) -> Vec<Table> {
    let mut first: FxHashMap<(Name, Name), Span> = FxHashMap::default();
    let mut kept = Vec::with_capacity(tables.len());
    for table in tables {
        let span = *first.entry((table.schema.clone(), table.name.clone())).or_insert(table.span);
        if span == table.span {
            kept.push(table);
        } else {
            let first = Table { span, ..table.clone() };
            diags.push(errors::duplicate_table(&table, &first));
        }
    }
    kept
}
