//! Places that several tables or maps write to: a resource of a stage, a folder of objects.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::Description;
use super::errors;
use super::placed::Plan;
use crate::diag::Diagnostics;
use crate::shape::{Carrier, Folder};
use crate::stage::{Sharing, Stage, Wish};
use crate::text::{Name, Span, lowercase_name};

/// What all plans so far write to. What the one writes there another may overwrite or misread.
#[derive(Default)]
pub struct Places {
    resources: BTreeMap<Resource, Sharers<User>>,
    /// The tables of all plans.
    names: Vec<Name>,
    clauses: Vec<Clause>,
    /// Places in `clauses`.
    clause_at: FxHashMap<Span, u32>,
    /// By the database and the name of the table in it.
    tables: BTreeMap<(Vec<Name>, String), Sharers<Target>>,
    folders: Vec<Written>,
}

/// Those that write to one place: nearly always one alone.
struct Sharers<U> {
    first: U,
    others: Vec<U>,
}

impl<U> Sharers<U> {
    /// Adds one to those of `place`.
    fn add<P: Ord>(places: &mut BTreeMap<P, Sharers<U>>, place: P, user: U) {
        match places.entry(place) {
            Entry::Vacant(entry) => {
                entry.insert(Sharers { first: user, others: Vec::new() });
            }
            Entry::Occupied(entry) => entry.into_mut().others.push(user),
        }
    }
}

/// A stage's word, and the one or two names of its resource.
type Resource = (&'static str, Name, Option<Name>);

/// A table of a map that goes through a resource. There are several for each table: what tables have in common is kept once.
struct User {
    /// In [`Places::names`].
    table: u32,
    /// In [`Places::clauses`].
    clause: u32,
    /// What it writes there, where others may write the same.
    records: Option<Box<Description>>,
}

/// A clause of a map's pipeline.
struct Clause {
    map: Name,
    span: Span,
    sharing: Sharing,
    /// The stage that reads what comes out, where one does.
    reader: Option<(&'static dyn Stage, Span)>,
    /// The map has several tables.
    many: bool,
}

/// A table of a map that arrives in one of another database.
struct Target {
    map: Name,
    table: Name,
    /// What it is called there.
    name: String,
    span: Span,
}

/// A folder that a table of a map writes objects to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    folder: Folder,
    map: Name,
    table: Name,
    span: Span,
}

/// The place of the last of so many.
fn last_of(count: usize) -> u32 {
    u32::try_from(count).map_or(u32::MAX, |count| count.saturating_sub(1))
}

impl Places {
    /// Takes down what a plan writes to.
    pub fn add(&mut self, plan: &Plan<'_>) {
        let mapping = plan.mapping;
        let table: Name = mapping.source.table.qualified().into();
        self.names.push(table.clone());
        for (index, (clause, stage)) in mapping.pipeline.iter().zip(&plan.stages).enumerate() {
            let Some(resource) = &clause.resource else { continue };
            let spell = |part: &Name| if stage.folds_names() { lowercase_name(part) } else { part.clone() };
            let parts: Vec<Name> = resource.parts.iter().map(spell).collect();
            let sharing = stage.sharing();
            // Where each table has a folder of its own, the folders are compared.
            if sharing == Sharing::Apart {
                continue;
            }
            if sharing == Sharing::Tables {
                let target = &mapping.target;
                // Names that differ by case alone are one in some databases.
                let name = format!("{}.{}", target.schema, target.table);
                let span = target.renamed_by.unwrap_or(mapping.source.span);
                let user = Target { map: mapping.name.clone(), table: table.clone(), name: name.clone(), span };
                Sharers::add(&mut self.tables, (parts, name.to_lowercase()), user);
                continue;
            }
            let mut parts = parts.into_iter();
            let Some(first) = parts.next() else { continue };
            let clause_at = *self.clause_at.entry(clause.span).or_insert_with(|| {
                let next = plan.stages.get(index + 1).zip(mapping.pipeline.get(index + 1));
                let reader = next.map(|(stage, clause)| (*stage, clause.span));
                let map = mapping.name.clone();
                self.clauses.push(Clause { map, span: clause.span, sharing, reader, many: mapping.many });
                last_of(self.clauses.len())
            });
            let hop = plan.hops.get(index).filter(|_| sharing == Sharing::SameRecords);
            let records = hop.map(|hop| Box::new(Description::new(mapping, &hop.incoming, &clause.settings)));
            let user = User { table: last_of(self.names.len()), clause: clause_at, records };
            Sharers::add(&mut self.resources, (clause.stage, first, parts.next()), user);
        }
        for (hop, clause) in plan.hops.iter().zip(&mapping.pipeline) {
            let mut add = |folder: &Folder, span| {
                let (map, table) = (mapping.name.clone(), table.clone());
                self.folders.push(Written { folder: folder.clone(), map, table, span });
            };
            for need in &hop.needs {
                match &need.what {
                    Wish::ObjectsUnder(folder) => add(folder, need.span),
                    Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::EndpointSetting { .. } => {}
                }
            }
            if let (Carrier::Objects, Some(folder)) = (hop.passed.shape.carrier, &hop.passed.shape.folder) {
                add(folder, clause.span);
            }
        }
    }

    /// Reports places that cannot be shared; each line once.
    pub fn check(mut self, diags: &mut Diagnostics) {
        let mut reported = FxHashSet::default();
        let of = |user: &User| (&self.clauses[user.clause as usize], &self.names[user.table as usize]);
        for Sharers { first: first_user, others } in self.resources.values() {
            let (first, first_table) = of(first_user);
            for user in others {
                let (clause, table) = of(user);
                if reported.contains(&clause.span) {
                    continue;
                }
                let finding = match clause.sharing {
                    _ if clause.map != first.map => match (&user.records, &first_user.records) {
                        (Some(records), Some(others)) => match records.difference(others) {
                            Some(difference) => errors::other_records(clause.span, first.span, &first.map, &difference),
                            None => continue,
                        },
                        (None, _) | (_, None) => errors::shared_resource(clause.span, first.span, &first.map),
                    },
                    Sharing::Apart | Sharing::Tables => continue,
                    Sharing::None | Sharing::SameRecords => {
                        errors::one_resource(clause.span, first_table, table, clause.many)
                    }
                    Sharing::Mixed => match clause.reader {
                        Some((stage, span)) if stage.sharing() == Sharing::None => {
                            errors::mixed(clause.span, span, stage, first_table, table)
                        }
                        Some(_) | None => continue,
                    },
                };
                reported.insert(clause.span);
                diags.push(finding);
            }
        }
        self.check_tables(diags);
        self.check_folders(diags);
    }

    /// Tables that become one, each line once.
    fn check_tables(&self, diags: &mut Diagnostics) {
        let mut reported = FxHashSet::default();
        for Sharers { first, others } in self.tables.values() {
            for user in others.iter().filter(|user| reported.insert(user.span)) {
                diags.push(errors::shared_table(
                    user.span,
                    first.span,
                    (&first.map, &first.table),
                    &user.table,
                    &first.name,
                ));
            }
        }
    }

    /// Folders of which the one is within the other. In the order of their names such folders stand side by side.
    fn check_folders(&mut self, diags: &mut Diagnostics) {
        let mut reported = FxHashSet::default();
        self.folders.sort();
        for pair in self.folders.windows(2) {
            let [outer, inner] = pair else { continue };
            let (within, around) = (&inner.folder, &outer.folder);
            let is_within = within.bucket == around.bucket && within.prefix.starts_with(&*around.prefix);
            let is_other = (&outer.map, &outer.table) != (&inner.map, &inner.table);
            if is_within && is_other && reported.insert(inner.span) {
                diags.push(errors::shared_folder(inner.span, outer.span, &outer.map, &outer.table));
            }
        }
    }
}
