//! Columns that DMS adds to a record: what they hold is an expression of SQLite.
//!
//! Source: user guide, "Transformation rules and actions", `add-column`; "Using transformation rule expressions to define column
//! content". An added column is none of the table, also where case does not count.

use super::convert;
use super::transformation::{DataType, Draft, Locator, Transformation, key};
use crate::expression::{self, Named};
use crate::mapping::{Content, Mapping};
use crate::schema::Dialect;
use crate::shape::Carrier;
use crate::stage::{At, Change, Judgement, Remark, Wish, Work};
use crate::stages::dms::carrier::is_row;
use crate::stages::dms::endpoint;
use crate::types::Type;
use crate::value::{Constant, Value};

/// Whether the field at `place` is one that DMS adds by a rule, where it adds any. Events stand in files by settings of the endpoint,
/// and constants in messages by the object mapping.
pub(crate) fn is_meant(at: &At<'_>, place: usize) -> bool {
    let carrier = at.leaves();
    match &at.mapping.record.fields[place].content {
        Content::Value(Value::Foreign { .. }) => carrier == Some(Carrier::Messages) || carrier.is_some_and(is_row),
        Content::Value(Value::Constant(_)) => carrier.is_some_and(is_row),
        Content::Value(Value::Event(_)) => carrier == Some(Carrier::Tables),
        Content::Value(Value::Column(_) | Value::Template(_) | Value::Call(..))
        | Content::Map(_)
        | Content::List(_)
        | Content::Set(_) => false,
    }
}

/// Whether DMS adds the field at `place`, for which it is meant.
pub(crate) fn judge(at: &At<'_>, place: usize) -> Judgement {
    match check(at, place) {
        Ok(()) => Judgement::Take,
        Err(reason) => Judgement::Cannot(reason),
    }
}

fn check(at: &At<'_>, place: usize) -> Result<(), String> {
    let mapping = at.mapping;
    let table = mapping.source.table;
    let field = &mapping.record.fields[place];
    let name = mapping.final_name(place);
    if at.leaves() == Some(Carrier::Messages) && at.next().and_then(endpoint::topic).is_some() {
        return Err("for Kafka DMS takes object mappings or transformations, not both".to_owned());
    }
    let Some((ty, _)) = &field.ty else {
        return Err(format!("an added column needs a type: `field {name}: string(50) = …`"));
    };
    if data_type(ty).is_none() {
        return Err(format!("DMS has no type for `{ty}`"));
    }
    if let Some(column) = table.columns.iter().find(|column| column.name.to_lowercase() == name.to_lowercase()) {
        return Err(format!("the table has a column `{}`, and an added one needs another name", column.name));
    }
    let Some(text) = text(mapping, place)? else { return Ok(()) };
    let Named { columns, facts, calls_operation } = expression::named(&text)?;
    if let Some(unknown) = columns.iter().find(|column| table.column(column).is_none()) {
        return Err(format!("the table `{}` has no column `{unknown}`", table.qualified()));
    }
    if facts.contains(&"AR_H_USER") && !matches!(mapping.source.dialect, Dialect::Oracle | Dialect::SqlServer) {
        return Err("DMS knows the user of a change for Oracle and SQL Server only".to_owned());
    }
    let is_of_table = facts.iter().any(|fact| fact.starts_with("AR_M_"));
    if is_of_table && keeps_transactions(at) {
        return Err(
            "with `PreserveTransactions` DMS fails on facts of the table, which the files name anyway".to_owned()
        );
    }
    if calls_operation && table.primary_key.is_none() {
        return Err("`operation_indicator` needs a primary key, and the table declares none".to_owned());
    }
    Ok(())
}

fn keeps_transactions(at: &At<'_>) -> bool {
    at.needs.iter().any(|need| match &need.what {
        Wish::EndpointSetting { key, value } => *key == "PreserveTransactions" && *value == Constant::Boolean(true),
        Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::ObjectsUnder(_) => false,
    })
}

/// The expression; `None` where the column stays empty.
fn text(mapping: &Mapping<'_>, place: usize) -> Result<Option<String>, String> {
    let Content::Value(value) = &mapping.record.fields[place].content else { return Ok(None) };
    Ok(Some(match value {
        Value::Foreign { language, text } if **language == *"sqlite" => text.to_string(),
        Value::Foreign { language, .. } => return Err(format!("DMS computes in SQLite, not in `{language}`")),
        Value::Constant(Constant::Null) => return Ok(None),
        Value::Constant(Constant::Text(text)) => expression::quoted(text),
        Value::Constant(Constant::Number(number)) => number.to_string(),
        Value::Constant(Constant::Boolean(_)) => return Err("SQLite has no truth values: write 0 or 1".to_owned()),
        Value::Event(word) => expression::of_event(word).ok_or_else(|| format!("DMS knows no `${word}`"))?.to_owned(),
        Value::Column(_) | Value::Template(_) | Value::Call(..) => return Ok(None),
    }))
}

/// The type of an added column.
fn data_type(ty: &Type) -> Option<DataType> {
    let target = convert::target(ty)?;
    convert::spelled(&target, ty, |length| DataType { word: "string", length, precision: None, scale: None })
}

/// The places of the fields that DMS adds.
pub(crate) fn places<'t>(at: &'t At<'_>, taken: &'t [Work]) -> impl Iterator<Item = usize> + 't {
    taken.iter().filter_map(|work| match work.change {
        Change::Compute(place) => is_meant(at, place).then_some(place),
        Change::LeaveOut(_)
        | Change::Rename { .. }
        | Change::Key(_)
        | Change::Convert(_)
        | Change::Null(_)
        | Change::Pivot(_)
        | Change::Mask(_)
        | Change::Table(_) => None,
    })
}

/// The rules.
pub(crate) fn drafts(at: &At<'_>, taken: &[Work]) -> Vec<Draft> {
    let mapping = at.mapping;
    let table = mapping.source.table;
    let draft = |place: usize| {
        let name = mapping.final_name(place);
        let (ty, _) = mapping.record.fields[place].ty.as_ref()?;
        Some(Draft {
            key: key("add column", &[&table.schema, &table.name, &name]),
            words: format!("add column {} {name}", table.name),
            of_map: false,
            after_previous: false,
            says: Transformation {
                rule_target: "column",
                object_locator: Locator {
                    schema_name: table.schema.to_string(),
                    table_name: Some(table.name.to_string()),
                    ..Locator::default()
                },
                rule_action: "add-column",
                value: Some(name.to_string()),
                expression: text(mapping, place).ok().flatten(),
                data_type: data_type(ty),
                ..Transformation::default()
            },
        })
    };
    places(at, taken).filter_map(draft).collect()
}

/// What added columns rely on, and what no source confirms.
pub(crate) fn remarks(at: &At<'_>, taken: &[Work]) -> Vec<Remark> {
    let mapping = at.mapping;
    let key = mapping.source.table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let mut remarks = Vec::new();
    for place in places(at, taken) {
        let name = mapping.final_name(place);
        let Some(text) = text(mapping, place).ok().flatten() else { continue };
        let Ok(found) = expression::named(&text) else { continue };
        let is_in_key = |column: &String| mapping.source.table.column(column).is_some_and(|place| key.contains(&place));
        if mapping.source.dialect == Dialect::Oracle && found.columns.len() > 1 && !found.columns.iter().all(is_in_key)
        {
            let text = format!("the columns that `{name}` is made of are in Oracle's supplemental log");
            remarks.push(Remark::relied_on(text).of_table());
        }
        if found.calls_operation {
            let text = format!("`{name}` flags deletes, which are then no longer made: deleted rows stay");
            remarks.push(Remark::note(text).of_table());
        }
        if at.leaves() == Some(Carrier::Messages) {
            let text = format!("that `{name}`, added by a rule beside the object mapping, stands in the message");
            remarks.push(Remark::unconfirmed(text).of_table());
        }
    }
    remarks
}
