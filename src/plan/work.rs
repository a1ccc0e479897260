//! The work that is open, and who takes it.

use std::sync::Arc;

use super::errors;
use super::pending::Pending;
use crate::diag::Diagnostics;
use crate::mapping::{Content as Wanted, Field as WantedField, Mapping, NullPolicy, NullRule, WhyLeftOut};
use crate::shape::{Field, Fields, Origin, Shape, walk};
use crate::stage::{At, Change, Judgement, Stage, TableChange, Work};
use crate::text::{Name, Span, lowercase};
use crate::value::Value;

/// Work that no stage took yet, each with the reasons of those that could not.
pub(super) struct Open {
    list: Vec<Pending>,
    /// The fields whose renames are in the list: many stages pass on what reaches them, and nothing is to be looked for anew.
    followed: Option<(Fields, bool)>,
}

impl Open {
    /// The work that the lines of `mapping` ask for, whatever the pipeline. (Renaming depends on the names that stages
    /// bring, and is added on the way.)
    pub(super) fn new(mapping: &Mapping<'_>) -> Open {
        let mut list = Vec::new();
        let mut add = |change, span| list.push(Pending { work: Work { change, span }, refusals: Vec::new() });
        for (place, field) in mapping.record.fields.iter().enumerate() {
            if is_computed(mapping, place) {
                add(Change::Compute(place), field.span);
            }
            if field.role.is_some() {
                add(Change::Key(place), field.span);
            }
            if let Some((ty, span)) = &field.ty
                && field.column().is_none_or(|column| !ty.holds(&mapping.source.table.columns[column].ty))
            {
                add(Change::Convert(place), *span);
            }
            if let Some(rule) = null_rule(mapping, field) {
                add(Change::Null(place), rule.span);
            }
            if let Some((_, span)) = &field.mask {
                add(Change::Mask(place), *span);
            }
        }
        for left_out in &mapping.record.left_out {
            match left_out.why {
                WhyLeftOut::Excluded | WhyLeftOut::InsideAValue => {
                    add(Change::LeaveOut(left_out.column), left_out.span)
                }
            }
        }
        for (place, pivot) in mapping.record.pivots.iter().enumerate() {
            add(Change::Pivot(place), pivot.span);
        }
        for (change, span) in table_changes(mapping) {
            add(Change::Table(change), span);
        }
        Open { list, followed: None }
    }

    /// Offers all open work to one stage and returns what it takes.
    pub(super) fn offer(&mut self, at: &At<'_>, incoming: &Shape) -> Vec<Work> {
        self.follow_names(at.mapping, incoming);
        let stage = at.stages[at.index];
        let mut taken = Vec::new();
        let mut take = |work: &Work| {
            taken.push(work.clone());
            false
        };
        self.list.retain_mut(|pending| {
            let refusal = match stage.judge(at, incoming, &pending.work) {
                Judgement::Take => return take(&pending.work),
                Judgement::TakeAtACost(_) if !at.later().iter().any(|later| later.could(&pending.work)) => {
                    return take(&pending.work);
                }
                Judgement::TakeAtACost(cost) => Some(cost),
                Judgement::Cannot(reason) => Some(reason),
                Judgement::Leave => None,
            };
            pending.refusals.extend(refusal.map(|reason| (stage.name(), reason)));
            true
        });
        if taken.iter().any(is_rename) {
            self.followed = None;
        }
        taken
    }

    /// Replaces the open renames by those that the names of `shape` need; reasons given so far are kept.
    fn follow_names(&mut self, mapping: &Mapping<'_>, shape: &Shape) {
        let in_files = shape.format.is_some();
        let is_followed =
            |(fields, of_files): &(Fields, bool)| Arc::ptr_eq(fields, &shape.fields) && *of_files == in_files;
        if self.followed.as_ref().is_some_and(is_followed) {
            return;
        }
        self.followed = Some((shape.fields.clone(), in_files));
        let renames = renames(mapping, shape);
        if renames.is_empty() && !self.list.iter().any(|pending| is_rename(&pending.work)) {
            return;
        }
        let (old, mut list): (Vec<Pending>, Vec<Pending>) =
            std::mem::take(&mut self.list).into_iter().partition(|pending| is_rename(&pending.work));
        for work in renames {
            let refusals = old
                .iter()
                .find(|pending| pending.work.span == work.span && same_end(&pending.work, &work))
                .map_or_else(Vec::new, |pending| pending.refusals.clone());
            list.push(Pending { work, refusals });
        }
        self.list = list;
    }

    /// Reports what no stage took.
    pub(super) fn report(
        mut self,
        stages: &[&'static dyn Stage],
        end: &Shape,
        known: &[&'static dyn Stage],
        mapping: &Mapping<'_>,
        diags: &mut Diagnostics,
    ) {
        self.follow_names(mapping, end);
        let (renames, others): (Vec<Pending>, Vec<Pending>) =
            self.list.into_iter().partition(|pending| is_rename(&pending.work));
        for pending in &others {
            diags.push(errors::no_taker(mapping, pending, stages, known));
        }
        // One finding for each line, not for each field that it would have renamed.
        let mut lines: Vec<Span> = renames.iter().map(|pending| pending.work.span).collect();
        lines.dedup();
        for line in lines {
            let of_line: Vec<&Pending> = renames.iter().filter(|pending| pending.work.span == line).collect();
            let are_all_of_stages = of_line.iter().all(|pending| is_of_a_stage(&pending.work.change, end));
            diags.push(errors::not_renamed(&of_line, are_all_of_stages, stages, known));
        }
    }
}

fn is_rename(work: &Work) -> bool {
    matches!(work.change, Change::Rename { .. })
}

/// Whether a change renames what a stage put there.
fn is_of_a_stage(change: &Change, end: &Shape) -> bool {
    let Change::Rename { path, .. } = change else { return false };
    let mut is_found = false;
    walk(&end.fields, &mut |names, field| {
        let is_path = names.len() == path.len() && names.iter().zip(path).all(|(name, part)| *name == &**part);
        is_found |= is_path && matches!(field.origin, Origin::Envelope(_));
    });
    is_found
}

/// The changes to the table's records as a whole, each with its line.
fn table_changes(mapping: &Mapping<'_>) -> Vec<(TableChange, Span)> {
    let filters = mapping.filters.iter().enumerate().map(|(place, filter)| (TableChange::Filter(place), filter.span));
    let images = mapping.before_images.iter().enumerate();
    let images = images.map(|(place, image)| (TableChange::BeforeImage(place), image.span));
    let policies = mapping.policies.iter().enumerate().map(|(place, policy)| (TableChange::Policy(place), policy.span));
    let name = mapping.target.renamed_by.map(|span| (TableChange::Name, span));
    let tablespaces = mapping.tablespaces.iter().enumerate();
    let tablespaces = tablespaces.map(|(place, line)| (TableChange::Tablespace(place), line.span));
    let version = mapping.version.as_ref().map(|version| (TableChange::Version, version.span));
    let row_key = mapping.row_key.as_ref().map(|key| (TableChange::Identify, key.span));
    let folders = mapping.folders.as_ref().map(|folders| (TableChange::Partition, folders.span));
    filters
        .chain(images)
        .chain(policies)
        .chain(name)
        .chain(tablespaces)
        .chain(version)
        .chain(row_key)
        .chain(folders)
        .collect()
}

/// Whether the field has to be made, rather than passed on as its column.
fn is_computed(mapping: &Mapping<'_>, place: usize) -> bool {
    match &mapping.record.fields[place].content {
        Wanted::Value(Value::Column(column)) => mapping.field_of(*column) != Some(place),
        Wanted::Value(
            Value::Constant(_) | Value::Template(_) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. },
        )
        | Wanted::Map(_)
        | Wanted::List(_)
        | Wanted::Set(_) => true,
    }
}

/// What the mapping says of NULL in a field that can be NULL.
fn null_rule<'m>(mapping: &'m Mapping<'_>, field: &'m WantedField) -> Option<&'m NullRule> {
    let mut nullable = false;
    field.columns(&mut |column| nullable |= mapping.can_be_null(column));
    let rule = field.null.as_ref().or(mapping.null.as_ref())?;
    match rule.policy {
        NullPolicy::Omit | NullPolicy::Keep | NullPolicy::Reject | NullPolicy::As(_) => nullable.then_some(rule),
    }
}

/// The renames that the fields of `shape` still need.
fn renames(mapping: &Mapping<'_>, shape: &Shape) -> Vec<Work> {
    let mut list = Vec::new();
    collect_renames(mapping, shape.format.is_some(), &shape.fields, &mut Vec::new(), &mut list);
    list
}

fn collect_renames<'s>(
    mapping: &Mapping<'_>,
    in_files: bool,
    fields: &'s [Field],
    path: &mut Vec<&'s Name>,
    list: &mut Vec<Work>,
) {
    for field in fields {
        path.push(&field.name);
        if let Some((to, span)) = wanted_name(mapping, &field.origin)
            && to != field.name
            // The names of columns in files have no case: what is left of such a rename is done.
            && !(in_files && lowercase(&to) == *field.name)
        {
            let path = path.iter().copied().cloned().collect();
            list.push(Work { change: Change::Rename { path, to }, span });
        }
        collect_renames(mapping, in_files, field.members(), path, list);
        path.pop();
    }
}

/// The name that a line gives to a field of this origin, and the line.
fn wanted_name(mapping: &Mapping<'_>, origin: &Origin) -> Option<(Name, Span)> {
    match origin {
        Origin::Column(column) => mapping.given_name(mapping.field_of(*column)?),
        Origin::Field(place) => mapping.given_name(*place),
        Origin::Envelope(name) => mapping.renamed(name, None),
        Origin::Member => None,
    }
}

/// Whether two renames are of the same field: an envelope may have come between.
fn same_end(one: &Work, other: &Work) -> bool {
    match (&one.change, &other.change) {
        (Change::Rename { path: a, to: x }, Change::Rename { path: b, to: y }) => a.last() == b.last() && x == y,
        (
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Key(_)
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_),
            _,
        ) => false,
    }
}
