//! Pieces of work, as something done.

use super::inline::code;
use super::values;
use crate::mapping::{
    DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, KeyRole, Mapping, NullPolicy, OnPolicy,
    TruncatePolicy, UpdatePolicy,
};
use crate::stage::{Change, TableChange, Work};

/// A piece of work, as the end of "the stage …".
pub(super) fn done(mapping: &Mapping<'_>, work: &Work) -> String {
    let name = |place: &usize| code(&mapping.final_name(*place));
    match &work.change {
        Change::Compute(place) => {
            let value = values::content(mapping, &mapping.record.fields[*place].content);
            format!("makes {} of {}", name(place), code(&value))
        }
        Change::LeaveOut(column) => format!("leaves out {}", code(&mapping.source.table.columns[*column].name)),
        Change::Rename { path, to } => format!("renames {} to {}", code(&path.join(".")), code(to)),
        Change::Key(place) => {
            let role = match mapping.record.fields[*place].role {
                Some(KeyRole::Sort) => "sort key",
                Some(KeyRole::Partition) | None => "partition key",
            };
            format!("takes {} as the {role}", name(place))
        }
        Change::Convert(place) => match &mapping.record.fields[*place].ty {
            Some((ty, _)) => format!("gives {} the type {ty}", name(place)),
            None => format!("gives {} another type", name(place)),
        },
        Change::Null(place) => null(mapping, *place),
        Change::Mask(place) => format!("masks {}", name(place)),
        Change::Table(change) => table_change(mapping, *change),
        Change::Pivot(place) => {
            let pivot = &mapping.record.pivots[*place];
            let (name, value) = (values::template(mapping, &pivot.name), values::value(mapping, &pivot.value));
            format!("makes an attribute {} = {} of each row of an item", code(&name), code(&value))
        }
    }
}

/// What becomes of NULL in the field at `place`.
fn null(mapping: &Mapping<'_>, place: usize) -> String {
    let field = &mapping.record.fields[place];
    let name = code(&mapping.final_name(place));
    let rule = field.null.as_ref().or(mapping.null.as_ref());
    match rule.map(|rule| &rule.policy) {
        Some(NullPolicy::Omit) | None => format!("leaves out {name} where it is NULL"),
        Some(NullPolicy::Keep) => format!("writes the NULLs of {name} as NULL"),
        Some(NullPolicy::Reject) => format!("refuses rows in which {name} is NULL"),
        Some(NullPolicy::As(constant)) => {
            format!("writes the NULLs of {name} as {}", code(&values::constant(constant)))
        }
    }
}

/// A change to the records of the table as a whole.
fn table_change(mapping: &Mapping<'_>, change: TableChange) -> String {
    let names = |columns: &[usize]| {
        let names: Vec<String> =
            columns.iter().map(|column| code(&mapping.source.table.columns[*column].name)).collect();
        names.join(", ")
    };
    match change {
        TableChange::Filter(place) => format!("keeps the rows where {}", code(&mapping.filters[place].text)),
        TableChange::Name => {
            format!("calls the table {}", code(&format!("{}.{}", mapping.target.schema, mapping.target.table)))
        }
        TableChange::Tablespace(place) => {
            let line = &mapping.tablespaces[place];
            format!("calls the tablespace {} {}", code(&line.name), code(&line.to))
        }
        TableChange::BeforeImage(place) => {
            format!("adds the old values of {}", names(&mapping.before_images[place].columns))
        }
        TableChange::Policy(place) => format!("follows {}", code(policy(mapping.policies[place].on))),
        TableChange::Version => "writes only what is newer".to_owned(),
        TableChange::Identify => {
            format!("tells rows apart by {}", names(mapping.row_key.as_ref().map_or(&[], |key| &key.columns)))
        }
        TableChange::Partition => {
            format!("makes folders of {}", names(mapping.folders.as_ref().map_or(&[], |folders| &folders.columns)))
        }
    }
}

/// An `on` line, as it is written.
fn policy(on: OnPolicy) -> &'static str {
    match on {
        OnPolicy::KeyChange(KeyChangePolicy::Refuse) => "on key change refuse",
        OnPolicy::KeyChange(KeyChangePolicy::Replace) => "on key change replace",
        OnPolicy::Delete(DeletePolicy::Remove) => "on delete remove",
        OnPolicy::Delete(DeletePolicy::Ignore) => "on delete ignore",
        OnPolicy::Delete(DeletePolicy::Append) => "on delete append",
        OnPolicy::Update(UpdatePolicy::Append) => "on update append",
        OnPolicy::Duplicate(DuplicatePolicy::Reject) => "on duplicate reject",
        OnPolicy::Duplicate(DuplicatePolicy::Last) => "on duplicate last",
        OnPolicy::Duplicate(DuplicatePolicy::Sum) => "on duplicate sum",
        OnPolicy::Empty(EmptyPolicy::Delete) => "on empty delete",
        OnPolicy::Empty(EmptyPolicy::Keep) => "on empty keep",
        OnPolicy::Truncate(TruncatePolicy::Refuse) => "on truncate refuse",
        OnPolicy::Truncate(TruncatePolicy::Remove) => "on truncate remove",
    }
}
