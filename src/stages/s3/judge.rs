//! Which work is done where files are kept: DMS writes them, and adds two columns when its endpoint says so.

use super::added::{self, Added, OPERATION};
use super::settings;
use crate::mapping::{Content, DeletePolicy, Mapping, NullPolicy, OnPolicy, TruncatePolicy, UpdatePolicy};
use crate::stage::{At, Change, Judgement, TableChange, Work};
use crate::types::Type;
use crate::value::Value;

/// Whether this piece of work is done here.
pub(super) fn judge(at: &At<'_>, work: &Work) -> Judgement {
    let mapping = at.mapping;
    match &work.change {
        Change::Compute(place) => compute(at, *place),
        Change::Convert(place) => convert(mapping, *place),
        Change::Null(place) => null(mapping, *place),
        Change::Key(_) => Judgement::Cannot(
            "files have no partition key; what tells rows apart is said by a `primary key` line".to_owned(),
        ),
        Change::Pivot(_) => Judgement::Cannot("a file holds a record for each row and each change of it".to_owned()),
        Change::Table(change) => table(at, *change),
        Change::LeaveOut(_) | Change::Rename { .. } | Change::Mask(_) => Judgement::Leave,
    }
}

fn compute(at: &At<'_>, place: usize) -> Judgement {
    let mapping = at.mapping;
    let Some(wanted) = added::of_field(mapping, place) else { return no_value(&mapping.record.fields[place].content) };
    if added::place(mapping, wanted) != Some(place) {
        return Judgement::Cannot(match wanted {
            Added::Operation => "a file has one column of the operation".to_owned(),
            Added::Time => "a file has one column of the time".to_owned(),
        });
    }
    let name = mapping.final_name(place);
    match wanted {
        Added::Operation if settings::is_parquet(at) && *name != *OPERATION => Judgement::Cannot(format!(
            "DMS calls the column `{OPERATION}` in Parquet, and nothing renames it: write `field {OPERATION} = $operation`"
        )),
        Added::Operation | Added::Time => Judgement::Take,
    }
}

fn no_value(content: &Content) -> Judgement {
    match content {
        Content::Value(Value::Event(word)) => {
            Judgement::Cannot(format!("files hold `$operation` and `$commit-timestamp` of an event, not `${word}`"))
        }
        Content::Value(
            Value::Column(_) | Value::Constant(_) | Value::Template(_) | Value::Call(..) | Value::Foreign { .. },
        )
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => Judgement::Cannot("a file holds what DMS writes: nothing is computed here".to_owned()),
    }
}

/// Both added columns are text.
fn convert(mapping: &Mapping<'_>, place: usize) -> Judgement {
    if added::of_field(mapping, place).is_none() {
        return Judgement::Leave;
    }
    match &mapping.record.fields[place].ty {
        Some((Type::Text(text), _)) if text.max.is_none() => Judgement::Take,
        Some(_) | None => Judgement::Cannot("DMS writes the operation and the time as text".to_owned()),
    }
}

/// A file has a value or NULL for each of its columns.
fn null(mapping: &Mapping<'_>, place: usize) -> Judgement {
    let Some(rule) = mapping.record.fields[place].null.as_ref().or(mapping.null.as_ref()) else {
        return Judgement::Leave;
    };
    match &rule.policy {
        NullPolicy::Keep | NullPolicy::Omit => Judgement::Take,
        NullPolicy::Reject | NullPolicy::As(_) => {
            Judgement::Cannot("DMS neither refuses nor replaces NULLs".to_owned())
        }
    }
}

fn table(at: &At<'_>, change: TableChange) -> Judgement {
    match change {
        TableChange::Policy(place) => policy(at, at.mapping.policies[place].on),
        TableChange::Identify => Judgement::Take,
        TableChange::Partition => Judgement::Cannot(
            "the folders that DMS makes are days of commits (`DatePartitionEnabled`), never columns of the row"
                .to_owned(),
        ),
        TableChange::Version => Judgement::Cannot(
            "files hold every change in the order of its commit; who reads them picks the newest".to_owned(),
        ),
        TableChange::Filter(_) | TableChange::Name | TableChange::Tablespace(_) | TableChange::BeforeImage(_) => {
            Judgement::Leave
        }
    }
}

/// Files are written once: what happens to a row later is one more record, or none.
fn policy(at: &At<'_>, on: OnPolicy) -> Judgement {
    let cannot = |reason: &str| Judgement::Cannot(reason.to_owned());
    let inserts_only = settings::is_on(at, "CdcInsertsOnly");
    match on {
        OnPolicy::Delete(DeletePolicy::Append) if inserts_only || settings::is_on(at, "CdcInsertsAndUpdates") => {
            cannot("the settings of the block keep deletes out of the files")
        }
        OnPolicy::Delete(DeletePolicy::Append | DeletePolicy::Ignore) => Judgement::Take,
        OnPolicy::Delete(DeletePolicy::Remove) => {
            cannot("a file that was written stays: a delete is one more record of it (`on delete append`)")
        }
        OnPolicy::Update(UpdatePolicy::Append) if inserts_only => {
            cannot("`CdcInsertsOnly` keeps updates out of the files")
        }
        OnPolicy::Update(UpdatePolicy::Append) => Judgement::Take,
        OnPolicy::Truncate(TruncatePolicy::Remove) => Judgement::Take,
        OnPolicy::Truncate(TruncatePolicy::Refuse) => cannot("DMS removes the folder of a table that is truncated"),
        OnPolicy::KeyChange(_) => cannot("the record of an update holds the row as it is after it, not its old key"),
        OnPolicy::Duplicate(_) | OnPolicy::Empty(_) => Judgement::Leave,
    }
}
