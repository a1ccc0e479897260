//! Which work DMS does.
//!
//! Source for what an object mapping can do: user guide, "Using Amazon DynamoDB as a target", "Using Amazon Kinesis Data
//! Streams as a target", object mapping.

use crate::mapping::{Content, Mapping, NullPolicy};
use crate::schema::Dialect;
use crate::shape::Carrier;
use crate::stage::{At, Change, Judgement, TableChange, Work};
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value};

use super::document::SelectionAction;
use super::emit::selection_action;
use super::{rules, settings};

/// Whether DMS does this piece of work.
pub(super) fn judge(at: &At<'_>, work: &Work) -> Judgement {
    if at.leaves() == Some(Carrier::Files) {
        return into_files(at, work);
    }
    let mapping = at.mapping;
    match &work.change {
        Change::Compute(place) => content(&mapping.record.fields[*place].content, at.leaves()),
        Change::LeaveOut(_) => Judgement::Take,
        Change::Rename { path, .. } => rename(mapping, path, at.leaves()),
        Change::Key(_) => Judgement::Leave,
        Change::Convert(place) => convert(mapping, *place),
        Change::Null(place) => null(at, *place),
        Change::Mask(_) => Judgement::Leave,
        Change::Table(change) => table(at, *change),
        Change::Pivot(_) => Judgement::Cannot(
            "DMS makes one record of one row: it has no grouping, so that several rows cannot become one item"
                .to_owned(),
        ),
    }
}

fn table(at: &At<'_>, change: TableChange) -> Judgement {
    match change {
        TableChange::Filter(place) => filter(at.mapping, place),
        TableChange::Name
        | TableChange::BeforeImage(_)
        | TableChange::Policy(_)
        | TableChange::Version
        | TableChange::Identify
        | TableChange::Partition => Judgement::Leave,
    }
}

fn filter(mapping: &Mapping<'_>, place: usize) -> Judgement {
    // A source that DMS does not read has a finding of its own.
    if mapping.source.dialect == Dialect::Sqlite {
        return Judgement::Take;
    }
    if selection_action(&mapping.source) == SelectionAction::Explicit {
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

/// Files take no object mapping; what stands in them besides columns is added where they are kept.
fn into_files(at: &At<'_>, work: &Work) -> Judgement {
    match &work.change {
        Change::LeaveOut(_) | Change::Rename { .. } | Change::Convert(_) => {
            Judgement::Cannot("this release writes no transformation rules".to_owned())
        }
        Change::Compute(_) | Change::Key(_) | Change::Null(_) | Change::Mask(_) | Change::Pivot(_) => Judgement::Leave,
        Change::Table(change) => table(at, *change),
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
        Value::Foreign { language, .. } => {
            Judgement::Cannot(format!("this release writes no `{language}` expressions for DMS"))
        }
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
