//! Which work DMS does.
//!
//! Source for what an object mapping can do: user guide, "Using Amazon DynamoDB as a target", "Using Amazon Kinesis Data
//! Streams as a target", object mapping.

use crate::mapping::{
    Content, DeletePolicy, EmptyPolicy, KeyChangePolicy, Mapping, NullPolicy, OnPolicy, UpdatePolicy,
};
use crate::schema::Dialect;
use crate::shape::Carrier;
use crate::stage::{At, Change, Judgement, TableChange, Work};
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value};

use super::carrier::is_row;
use super::document::SelectionAction;
use super::emit::selection_action;
use super::{endpoint, into_files, rules, settings};

/// Whether DMS does this piece of work.
pub(super) fn judge(at: &At<'_>, work: &Work) -> Judgement {
    let mapping = at.mapping;
    if let Change::Table(change) = &work.change {
        return table(at, *change);
    }
    if let Change::Compute(place) | Change::Convert(place) = &work.change
        && rules::added::is_meant(at, *place)
    {
        // What is wrong with the type is told with the value that has it.
        let is_type = matches!(work.change, Change::Convert(_));
        return if is_type { Judgement::Take } else { rules::added::judge(at, *place) };
    }
    if at.leaves().is_some_and(is_row) {
        return into_files::judge(at, work);
    }
    match &work.change {
        Change::Compute(place) => content(&mapping.record.fields[*place].content, at.leaves()),
        Change::LeaveOut(_) => Judgement::Take,
        Change::Rename { path, .. } => rename(mapping, path, at.leaves()),
        Change::Key(_) => Judgement::Leave,
        Change::Convert(place) => convert(mapping, *place),
        Change::Null(place) => null(at, *place),
        Change::Mask(_) => Judgement::Cannot(BESIDE_OBJECT_MAPPING.to_owned()),
        Change::Table(_) => Judgement::Leave,
        Change::Pivot(_) => Judgement::Cannot(
            "DMS makes one record of one row: it has no grouping, so that several rows cannot become one item"
                .to_owned(),
        ),
    }
}

/// What is said of a rule that would stand beside an object mapping.
const BESIDE_OBJECT_MAPPING: &str =
    "what becomes of a transformation beside the object mapping of an item or a message is documented nowhere";

fn table(at: &At<'_>, change: TableChange) -> Judgement {
    let is_row = at.leaves().is_some_and(is_row);
    match change {
        TableChange::Filter(place) => filter(at, place),
        TableChange::Name if is_row => Judgement::Take,
        TableChange::Name => {
            Judgement::Cannot("where these records go is named by the pipeline, not by the table".to_owned())
        }
        TableChange::Tablespace(_) => match endpoint::engine(at.needs) {
            Some(engine) if **engine == *"oracle" => Judgement::Take,
            Some(_) | None => Judgement::Cannot(
                "DMS knows tablespaces of Oracle targets only: `database { engine oracle }`".to_owned(),
            ),
        },
        TableChange::BeforeImage(_) if !settings::moves_changes(at.clause()) => {
            Judgement::Cannot("the task moves no changes: there are no old values".to_owned())
        }
        TableChange::BeforeImage(place) if is_row => match rules::image::check(at.mapping, place) {
            Ok(()) => Judgement::Take,
            Err(reason) => Judgement::Cannot(reason),
        },
        TableChange::BeforeImage(_) => Judgement::Cannot(BESIDE_OBJECT_MAPPING.to_owned()),
        TableChange::Policy(place) => policy(at, at.mapping.policies[place].on),
        TableChange::Version if at.leaves() == Some(Carrier::Items) => Judgement::Cannot(
            "DMS applies changes in the order of the log, and compares no record with the one that is there".to_owned(),
        ),
        TableChange::Version if at.leaves() == Some(Carrier::Tables) => Judgement::Cannot(
            "DMS applies changes in the order of the log, and compares no row with the one that is there".to_owned(),
        ),
        TableChange::Identify if at.leaves() == Some(Carrier::Tables) => rules::primary_key::judge(at),
        TableChange::Version | TableChange::Identify | TableChange::Partition => Judgement::Leave,
    }
}

/// What DMS does of itself is taken; what happens later is left to the stages after it.
fn policy(at: &At<'_>, on: OnPolicy) -> Judgement {
    let cannot = |reason: &str| Judgement::Cannot(reason.to_owned());
    match (at.leaves(), on) {
        // A message for each change is what a stream gets.
        (Some(Carrier::Messages), OnPolicy::Delete(DeletePolicy::Append) | OnPolicy::Update(UpdatePolicy::Append)) => {
            Judgement::Take
        }
        (Some(Carrier::Items), OnPolicy::Delete(DeletePolicy::Remove) | OnPolicy::Empty(EmptyPolicy::Delete)) => {
            Judgement::Take
        }
        (
            Some(Carrier::Tables),
            OnPolicy::Delete(DeletePolicy::Remove) | OnPolicy::KeyChange(KeyChangePolicy::Replace),
        ) => Judgement::Take,
        (Some(Carrier::Tables), _) => {
            cannot("DMS makes the same change to the row in the table: inserts, updates, deletes, and nothing else")
        }
        (Some(Carrier::Items), OnPolicy::Delete(_) | OnPolicy::Empty(_)) => {
            cannot("DMS deletes the item of a deleted row")
        }
        (Some(Carrier::Items), OnPolicy::Update(_)) => cannot("DMS writes a changed row over its item"),
        (Some(Carrier::Items), OnPolicy::KeyChange(_)) => {
            cannot("of a changed key DMS fails, or writes a new incomplete item and leaves the old one")
        }
        (Some(Carrier::Items), OnPolicy::Duplicate(_)) => {
            cannot("DMS makes one item of one row, and writes the later of two over the earlier")
        }
        (Some(Carrier::Items), OnPolicy::Truncate(_)) => {
            cannot("what DMS does to items when the table is truncated is documented nowhere")
        }
        (
            Some(Carrier::Messages),
            OnPolicy::Delete(DeletePolicy::Remove | DeletePolicy::Ignore)
            | OnPolicy::KeyChange(_)
            | OnPolicy::Duplicate(_)
            | OnPolicy::Empty(_)
            | OnPolicy::Truncate(_),
        )
        | (Some(Carrier::Rows | Carrier::Streamed | Carrier::Files | Carrier::Objects | Carrier::Arrived) | None, _) => {
            Judgement::Leave
        }
    }
}

fn filter(at: &At<'_>, place: usize) -> Judgement {
    let mapping = at.mapping;
    if at.settings().word("selection") == Some("explicit") {
        return Judgement::Cannot("in an `explicit` selection filters do nothing".to_owned());
    }
    // A source that DMS does not read has a finding of its own.
    if mapping.source.dialect == Dialect::Sqlite {
        return Judgement::Take;
    }
    if selection_action(at) == SelectionAction::Explicit {
        return Judgement::Cannot(format!(
            "DMS filters a table only where it is named exactly, and in such a rule `{}` is a pattern that means other tables, too",
            mapping.source.table.name
        ));
    }
    match rules::filter::of_line(&mapping.source, &mapping.filters[place]) {
        Ok(_) => Judgement::Take,
        Err(reason) => Judgement::Cannot(reason),
    }
}

fn content(content: &Content, carrier: Option<Carrier>) -> Judgement {
    match content {
        Content::Value(value) => self::value(value),
        Content::Map(members) if members.is_empty() && carrier == Some(Carrier::Items) => {
            Judgement::Cannot("what DMS makes of an empty document is documented nowhere".to_owned())
        }
        Content::Map(members) => {
            members.iter().map(|member| self::content(&member.content, carrier)).fold(Judgement::Take, worse)
        }
        Content::List(values) if carrier == Some(Carrier::Items) && !values.is_empty() => {
            values.iter().map(value).fold(Judgement::Take, worse)
        }
        Content::List(values) if values.is_empty() => {
            Judgement::Cannot("what DMS makes of an empty list is documented nowhere".to_owned())
        }
        Content::List(_) => Judgement::Cannot("DMS writes lists to DynamoDB only".to_owned()),
        Content::Set(_) => Judgement::Cannot("DMS writes no sets".to_owned()),
    }
}

fn worse(one: Judgement, other: Judgement) -> Judgement {
    if one == Judgement::Take { other } else { one }
}

fn value(value: &Value) -> Judgement {
    match value {
        Value::Column(_) | Value::Constant(Constant::Number(_) | Constant::Boolean(_)) => Judgement::Take,
        Value::Constant(Constant::Text(text)) => literal(text),
        Value::Constant(Constant::Null) => Judgement::Cannot("a template of DMS cannot be NULL".to_owned()),
        Value::Template(parts) => parts
            .iter()
            .map(|part| match part {
                TemplatePart::Literal(text) => literal(text),
                TemplatePart::Hole(inner) => self::value(inner),
            })
            .fold(Judgement::Take, worse),
        Value::Event(word) => {
            Judgement::Cannot(format!("a template of DMS holds columns and text only, not `${word}`"))
        }
        Value::Call(function, _) => {
            Judgement::Cannot(format!("a template of DMS holds columns and text only, not the function `{function}`"))
        }
        Value::Foreign { .. } => Judgement::Cannot(
            "DMS computes columns that it adds to rows and messages, not attributes of items or parts of a document"
                .to_owned(),
        ),
    }
}

/// Text that DMS would take for a column is refused: no escape is documented.
fn literal(text: &str) -> Judgement {
    if text.contains("${") {
        return Judgement::Cannot("DMS would read `${` as the start of a column, and documents no escape".to_owned());
    }
    Judgement::Take
}

fn rename(mapping: &Mapping<'_>, path: &[crate::text::Name], carrier: Option<Carrier>) -> Judgement {
    let [name] = path else { return Judgement::Leave };
    let is_text = mapping
        .source
        .table
        .column(name)
        .is_some_and(|column| matches!(mapping.source.table.columns[column].ty, Type::Text(_) | Type::Enum(_)));
    if carrier == Some(Carrier::Items) && is_text {
        return Judgement::Take;
    }
    Judgement::TakeAtACost("an object mapping writes what it renames as text".to_owned())
}

fn convert(mapping: &Mapping<'_>, place: usize) -> Judgement {
    match &mapping.record.fields[place].ty {
        Some((Type::Text(text), _)) if text.max.is_none() => Judgement::Take,
        Some(_) | None => {
            Judgement::Cannot("what an object mapping makes is text without a declared length".to_owned())
        }
    }
}

fn null(at: &At<'_>, place: usize) -> Judgement {
    let mapping = at.mapping;
    let Some(rule) = mapping.record.fields[place].null.as_ref().or(mapping.null.as_ref()) else {
        return Judgement::Leave;
    };
    let keeps = settings::keeps_nulls(at);
    match (&rule.policy, at.leaves()) {
        (NullPolicy::Omit, Some(Carrier::Items)) => Judgement::Take,
        (NullPolicy::Keep, Some(Carrier::Items)) => {
            Judgement::Cannot("DMS leaves NULLs out of DynamoDB items".to_owned())
        }
        (NullPolicy::Omit, _) if !keeps => Judgement::Take,
        (NullPolicy::Keep, _) if keeps => Judgement::Take,
        (NullPolicy::Omit, _) => {
            Judgement::Cannot("the endpoint setting `IncludeNullAndEmpty` keeps NULLs of all columns".to_owned())
        }
        (NullPolicy::Keep, _) => {
            Judgement::Cannot("NULLs are left out of messages unless `IncludeNullAndEmpty true` is set".to_owned())
        }
        (NullPolicy::Reject | NullPolicy::As(_), _) => {
            Judgement::Cannot("DMS neither refuses nor replaces NULLs".to_owned())
        }
    }
}
