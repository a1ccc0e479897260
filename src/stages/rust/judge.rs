//! Which work a module of converters does.

use super::changes::{self, Order};
use super::types::{Kind, kind};
use crate::mapping::{
    Content, DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, Mapping, NullPolicy, OnPolicy,
    TruncatePolicy, UpdatePolicy,
};
use crate::pieces::{self, Piece};
use crate::stage::{At, Change, Judgement, TableChange, Work};
use crate::types::Type;
use crate::value::{Constant, Value};

/// Whether a converter does this piece of work.
pub(super) fn judge(at: &At<'_>, work: &Work) -> Judgement {
    let mapping = at.mapping;
    match &work.change {
        Change::Compute(place) => judgement(content(mapping, &mapping.record.fields[*place].content)),
        Change::LeaveOut(_) => Judgement::Take,
        // The names of nested members are spelled by their lines.
        Change::Rename { path, .. } if path.len() == 1 => Judgement::Take,
        Change::Rename { .. } | Change::Key(_) => Judgement::Leave,
        Change::Convert(place) => judgement(convert(mapping, *place)),
        Change::Null(place) => judgement(null(mapping, *place)),
        Change::Pivot(place) => judgement(pivot(mapping, *place)),
        Change::Mask(_) => Judgement::Cannot("converters of this release mask nothing".to_owned()),
        Change::Table(change) => judgement(table(mapping, changes::order(at.settings()), *change)),
    }
}

fn judgement(possible: Result<(), String>) -> Judgement {
    possible.map_or_else(Judgement::Cannot, |()| Judgement::Take)
}

fn content(mapping: &Mapping<'_>, content: &Content) -> Result<(), String> {
    match content {
        Content::Value(value) => self::value(mapping, value),
        Content::Map(members) => members.iter().try_for_each(|member| self::content(mapping, &member.content)),
        Content::List(values) => values.iter().try_for_each(|value| self::value(mapping, value)),
        Content::Set(_) => {
            Err("converters of this release write no sets: a set is never empty, and holds nothing twice; a list may"
                .to_owned())
        }
    }
}

fn value(mapping: &Mapping<'_>, value: &Value) -> Result<(), String> {
    match value {
        Value::Column(_) | Value::Constant(_) => Ok(()),
        Value::Event(word) if changes::FACTS.iter().any(|(fact, _)| **fact == **word) => Ok(()),
        Value::Event(word) => Err(format!("no envelope that converters read has `${word}`")),
        Value::Template(_) | Value::Call(..) | Value::Foreign { .. } => {
            text(mapping, &pieces::pieces(value, mapping.source.table)?)
        }
    }
}

/// Whether each column in a text has a spelling.
fn text(mapping: &Mapping<'_>, pieces: &[Piece]) -> Result<(), String> {
    for column in pieces.iter().filter_map(Piece::column) {
        let column = &mapping.source.table.columns[column];
        if matches!(column.ty, Type::Float { .. }) {
            return Err(format!(
                "how a floating-point number is spelled in a text is not fixed, and `{}` is one",
                column.name
            ));
        }
        if matches!(kind(&column.ty), Some(Kind::Binary)) {
            return Err(format!("bytes have no text, and `{}` holds bytes", column.name));
        }
    }
    Ok(())
}

fn convert(mapping: &Mapping<'_>, place: usize) -> Result<(), String> {
    let field = &mapping.record.fields[place];
    let is_string = matches!(&field.ty, Some((Type::Text(text), _)) if text.max.is_none());
    if !is_string {
        return Err("converters of this release change values to `string` only".to_owned());
    }
    match &field.content {
        Content::Value(Value::Column(column)) => text(mapping, &[Piece::Column(*column)]),
        Content::Value(_) => Ok(()),
        Content::Map(_) | Content::List(_) | Content::Set(_) => Err("a nested field has no other type".to_owned()),
    }
}

fn null(mapping: &Mapping<'_>, place: usize) -> Result<(), String> {
    let field = &mapping.record.fields[place];
    let Some(rule) = field.null.as_ref().or(mapping.null.as_ref()) else { return Ok(()) };
    let to_text = field.ty.is_some();
    let kind = match &field.content {
        _ if to_text => Some(Kind::Text),
        Content::Value(Value::Column(column)) => kind(&mapping.source.table.columns[*column].ty),
        Content::Value(Value::Template(_) | Value::Call(..)) => Some(Kind::Text),
        Content::Value(Value::Constant(_) | Value::Event(_) | Value::Foreign { .. })
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => None,
    };
    match (&rule.policy, kind) {
        (NullPolicy::Omit | NullPolicy::Keep | NullPolicy::Reject, _) | (NullPolicy::As(_), None) => Ok(()),
        (NullPolicy::As(instead), Some(kind)) => instead_of_null(instead, kind),
    }
}

/// Whether a constant can stand for NULL among values of this kind.
fn instead_of_null(instead: &Constant, kind: Kind) -> Result<(), String> {
    let fits = match (kind, instead) {
        (_, Constant::Null) => true,
        (Kind::Text, Constant::Text(_)) => true,
        (Kind::Number, Constant::Number(_)) => true,
        (Kind::Boolean, Constant::Boolean(_)) => true,
        (Kind::Text | Kind::Number | Kind::Boolean | Kind::Binary, _) => false,
    };
    let what = match kind {
        Kind::Text => "a text",
        Kind::Number => "a number",
        Kind::Boolean => "a truth value",
        Kind::Binary => "bytes, which no line can write",
    };
    if fits { Ok(()) } else { Err(format!("what stands for NULL must be {what}, as the other values are")) }
}

fn pivot(mapping: &Mapping<'_>, place: usize) -> Result<(), String> {
    let pivot = &mapping.record.pivots[place];
    text(mapping, &pieces::template(&pivot.name, mapping.source.table)?)?;
    value(mapping, &pivot.value)?;
    match (mapping.null.as_ref().map(|rule| &rule.policy), super::values::kind_of(mapping, &pivot.value)) {
        (Some(NullPolicy::As(instead)), Some(kind)) => instead_of_null(instead, kind),
        (Some(NullPolicy::Omit | NullPolicy::Keep | NullPolicy::Reject | NullPolicy::As(_)) | None, _) => Ok(()),
    }
}

fn table(mapping: &Mapping<'_>, order: Option<Order>, change: TableChange) -> Result<(), String> {
    let reason = match change {
        TableChange::Policy(place) => return policy(mapping, order, mapping.policies[place].on),
        TableChange::Version => return version(order),
        TableChange::Filter(_) => {
            "converters of this release take every row that they are given: the query that reads the rows can leave some out"
        }
        TableChange::BeforeImage(_) => "old values are not written to items",
        TableChange::Tablespace(_) => "items lie in no tablespace",
        TableChange::Name => "an item bears no name of a table",
        TableChange::Identify => "an item is told apart by its `partition key` and `sort key`",
        TableChange::Partition => "items lie in no folders",
    };
    Err(reason.to_owned())
}

/// A load writes the versions with which events are compared.
fn version(order: Option<Order>) -> Result<(), String> {
    match order {
        None | Some(Order::Unordered) => Ok(()),
        Some(Order::Ordered) => {
            Err("events that come in order are not compared; `events unordered` compares them".to_owned())
        }
    }
}

fn policy(mapping: &Mapping<'_>, order: Option<Order>, on: OnPolicy) -> Result<(), String> {
    let has_pivots = !mapping.record.pivots.is_empty();
    let reason = match on {
        OnPolicy::Duplicate(DuplicatePolicy::Sum) => "converters of this release add nothing up",
        OnPolicy::Duplicate(DuplicatePolicy::Reject | DuplicatePolicy::Last) if !has_pivots => {
            "one row makes one item here: nothing comes twice without a pivot"
        }
        OnPolicy::Duplicate(DuplicatePolicy::Last) if order.is_some() => {
            "when one of two rows goes, the value of the other would have to come back, and no event brings it"
        }
        OnPolicy::Duplicate(DuplicatePolicy::Reject | DuplicatePolicy::Last) => return Ok(()),
        OnPolicy::Delete(DeletePolicy::Append) | OnPolicy::Update(UpdatePolicy::Append) => {
            "an item is of one state of its row; nothing is appended"
        }
        OnPolicy::Empty(EmptyPolicy::Delete) => {
            "DynamoDB has no condition for an item without other attributes, where their names come from the data"
        }
        OnPolicy::Empty(EmptyPolicy::Keep) if !has_pivots => {
            "one row makes one item here: there is no item without rows"
        }
        OnPolicy::Truncate(TruncatePolicy::Remove) => "DynamoDB has no request that removes all items of a map",
        OnPolicy::KeyChange(KeyChangePolicy::Refuse | KeyChangePolicy::Replace)
        | OnPolicy::Delete(DeletePolicy::Remove | DeletePolicy::Ignore)
        | OnPolicy::Empty(EmptyPolicy::Keep)
        | OnPolicy::Truncate(TruncatePolicy::Refuse) => return Ok(()),
    };
    Err(reason.to_owned())
}
