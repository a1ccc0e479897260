//! The columns of one table, as the lines of a map name them.
//!
//! A map over one table reports a name that the table does not have at once. In a map over many, a line that names a column
//! which this table does not have just does not speak of this table; a name that is found in none of them is reported after
//! all were read.

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::errors;
use super::finds::Finds;
use super::fragments::{Fragments, Selects};
use super::pattern::{matches, plain_path};
use super::shared;
use crate::diag::Diagnostics;
use crate::schema::Table;
use crate::syntax::tree::{Path, PathPattern};
use crate::text::{Name, Span};

/// Finds the columns of one table.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'l> {
    /// The table.
    pub table: &'l Table,
    /// The map reads many tables: where names that no table has are kept.
    many: Option<&'l Mutex<Sought>>,
    /// What lines of fragments select is noted there.
    fragments: &'l Fragments,
}

/// Names that lines of a map over many tables looked for, each at its place.
#[derive(Default)]
pub(super) struct Sought {
    /// `None` once a table had it.
    names: FxHashMap<Span, Option<Name>>,
}

impl<'l> Lookup<'l> {
    /// Finds columns of the only table of a map.
    pub(super) fn one(table: &'l Table, fragments: &'l Fragments) -> Lookup<'l> {
        Lookup { table, many: None, fragments }
    }

    /// Finds columns of one of many tables.
    pub(super) fn one_of_many(table: &'l Table, sought: &'l Mutex<Sought>, fragments: &'l Fragments) -> Lookup<'l> {
        Lookup { table, many: Some(sought), fragments }
    }

    /// Whether the map reads many tables, so that a line need not speak of this one.
    pub(super) fn is_of_many(&self) -> bool {
        self.many.is_some()
    }

    /// Whether what stands there is in a fragment, so that it may be for a table that another map reads.
    pub(super) fn is_shared(&self, place: Span) -> bool {
        self.fragments.hold(place)
    }

    /// Reports a line that changes nothing of this table, where it is meant for this one alone; `what` is what it would change.
    pub(super) fn acts(&self, line: Span, acts: bool, what: &'static str, diags: &mut Diagnostics) {
        if self.is_shared(line) {
            self.fragments.note(line, Selects::Change(what), acts || self.many.is_some());
        } else if !acts && self.many.is_none() {
            diags.push(errors::idle_change(line, what));
        }
    }

    /// Notes that a line looked for something in this one of many tables; `name` is what it is called where none has it.
    pub(super) fn note(&self, span: Span, found: bool, name: &str) {
        if self.is_shared(span) {
            // A line for columns of a type says itself whether it acts.
            if name == errors::TABLES {
                self.fragments.note(span, Selects::Tables, found);
            }
        } else if let Some(sought) = self.many {
            shared::open(sought).note(span, found, || name.into());
        }
    }

    /// The column that a path names. `None` after a finding, or where the path does not speak of this one of many tables.
    pub(super) fn column(&self, path: &Path, diags: &mut Diagnostics) -> Option<usize> {
        let (of, name) = match path.parts.as_slice() {
            [name] => (None, name),
            [of, name] => (Some(of), name),
            _ => {
                diags.push(errors::column_path(path));
                return None;
            }
        };
        let is_meant = of.is_none_or(|of| of.text == self.table.name);
        let found = if is_meant { self.table.column(&name.text) } else { None };
        // A fragment may speak of a table that only another map reads.
        if of.is_some() && self.fragments.hold(path.span) && (found.is_some() || !is_meant) {
            self.fragments.note(path.span, Selects::Columns, found.is_some());
            return found;
        }
        match (self.many, of) {
            (Some(sought), _) => shared::open(sought).note(path.span, found.is_some(), || written(path)),
            (None, Some(of)) if !is_meant => diags.push(errors::other_table(of, self.table)),
            (None, _) if found.is_none() => diags.push(errors::unknown_column(self.table, name)),
            (None, _) => {}
        }
        found
    }

    /// The columns that a pattern names, in order. None after a finding, or where the pattern does not speak of this one of
    /// many tables.
    pub(super) fn columns(&self, pattern: &PathPattern, diags: &mut Diagnostics) -> Vec<usize> {
        let is_shared = self.fragments.hold(pattern.span);
        if let Some(path) = plain_path(pattern).filter(|_| !is_shared) {
            return self.column(&path, diags).into_iter().collect();
        }
        let of_table = match pattern.parts.as_slice() {
            [_] => true,
            [of, _] => matches(of, &self.table.name),
            _ => false,
        };
        let found: Vec<usize> = match pattern.parts.last() {
            Some(last) if of_table => {
                let columns = &self.table.columns;
                (0..columns.len()).filter(|place| matches(last, &columns[*place].name)).collect()
            }
            Some(_) | None => Vec::new(),
        };
        match self.many {
            _ if is_shared => self.fragments.note(pattern.span, Selects::Columns, !found.is_empty()),
            Some(sought) => shared::open(sought).note(pattern.span, !found.is_empty(), || "the pattern".into()),
            None if found.is_empty() => diags.push(errors::no_match(pattern, self.table)),
            None => {}
        }
        found
    }
}

impl Finds for Lookup<'_> {
    fn find(&self, path: &Path, diags: &mut Diagnostics) -> Option<usize> {
        self.column(path, diags)
    }
}

impl Sought {
    fn note(&mut self, span: Span, found: bool, name: impl FnOnce() -> Name) {
        if found {
            self.names.insert(span, None);
        } else {
            self.names.entry(span).or_insert_with(|| Some(name()));
        }
    }

    /// Reports what none of the tables has.
    pub(super) fn report<'t>(self, tables: impl Iterator<Item = &'t Table> + Clone, diags: &mut Diagnostics) {
        let mut missing: Vec<(Span, Name)> =
            self.names.into_iter().filter_map(|(span, name)| Some((span, name?))).collect();
        missing.sort();
        for (span, name) in missing {
            diags.push(errors::in_no_table(span, &name, tables.clone()));
        }
    }
}

/// A path as it is written, without backticks.
fn written(path: &Path) -> Name {
    let parts: Vec<&str> = path.parts.iter().map(|part| &*part.text).collect();
    parts.join(".").into()
}
