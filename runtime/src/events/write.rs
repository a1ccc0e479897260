//! One request, written from the parts that an event decides: its key, attributes that come and that go, versions.

use std::fmt::Write as _;

use super::adapters::{TopNames, TopValues};
use super::changes::Identify;
use super::fault::BadEvent;
use super::scratch::Names;
use super::sink::{Action, Expression, Sink};
use crate::ITEM_BYTES;
use crate::error::{Error, Fault};
use crate::members::Members;
use crate::row::ToItem;

/// The most bytes of an expression. Source: developer guide, "Service, account, and table quotas".
const EXPRESSION_BYTES: usize = 4096;

/// Room for what is worked out before it is written.
pub(super) struct Room<'s> {
    pub names: &'s mut Names,
    pub expression: &'s mut String,
}

/// Puts the item that `item` writes; with versions, if nothing as new is there.
pub(super) fn put<S: Sink>(
    sink: &mut S,
    table: &'static str,
    item: impl FnOnce(&mut S) -> Result<(), Error>,
    versions: &Members,
    room: &mut Room<'_>,
) -> Result<(), Error> {
    sink.begin_request(Action::Put, table);
    item(sink)?;
    let bytes = sink.size();
    if bytes > ITEM_BYTES {
        return Err(Error::of_item(Fault::ItemTooLarge { bytes }));
    }
    sink.end_attributes();
    if !versions.is_empty() {
        room.names.clear();
        versions.names().for_each(|(name, _)| room.names.push(name));
        condition(room, versions)?;
        sink.expression(Expression::Condition, room.expression);
        sink.names(room.names.iter());
        sink.begin_values();
        for number in 0..room.names.len() {
            sink.placeholder(number);
            versions.write_value(number, sink)?;
        }
        sink.end_values();
    }
    sink.end_request();
    Ok(())
}

/// Deletes the item of an identity.
pub(super) fn delete<S: Sink>(sink: &mut S, table: &'static str, identity: &impl Identify) -> Result<(), Error> {
    sink.begin_request(Action::Delete, table);
    identity.key(sink)?;
    sink.end_attributes();
    sink.end_request();
    Ok(())
}

/// Sets the attributes of a row in its item, if nothing as new is there. `members` are those with computed names; one without
/// a value goes. So do those of `old` that the row does not give.
pub(super) fn set<S: Sink, R: ToItem>(
    sink: &mut S,
    table: &'static str,
    row: &R,
    members: &Members,
    old: Option<&Members>,
    versions: &Members,
    room: &mut Room<'_>,
) -> Result<(), Error> {
    room.names.clear();
    row.attributes(&mut TopNames::new(room.names))?;
    let named = room.names.len();
    // The most frequent of all.
    let is_alone = |name: &&str| named == 0 && old.is_none_or(|old| old.names().all(|(gone, _)| gone == *name));
    if let Some(name) = members.only().filter(|name| versions.is_empty() && is_alone(name)) {
        sink.begin_request(Action::Update, table);
        row.key(sink)?;
        sink.set_one(name);
        members.write_value(0, sink)?;
        sink.end_values();
        return end_update(sink);
    }
    members.names().filter(|(_, has_value)| *has_value).for_each(|(name, _)| room.names.push(name));
    let set = room.names.len();
    members.names().filter(|(_, has_value)| !has_value).for_each(|(name, _)| room.names.push(name));
    let gone = old.iter().flat_map(|old| old.names()).filter(|(name, _)| !members.has(name));
    gone.for_each(|(name, _)| room.names.push(name));

    sink.begin_request(Action::Update, table);
    row.key(sink)?;
    sink.end_attributes();
    expressions(sink, set, versions, room)?;
    if set > 0 {
        sink.begin_values();
        row.attributes(&mut TopValues::new(sink))?;
        let mut number = named;
        for (place, (_, has_value)) in members.names().enumerate() {
            if has_value {
                sink.placeholder(number);
                members.write_value(place, sink)?;
                number += 1;
            }
        }
        sink.end_values();
    }
    end_update(sink)
}

/// Ends an update whose values were written last.
fn end_update<S: Sink>(sink: &mut S) -> Result<(), Error> {
    let bytes = sink.size();
    if bytes > ITEM_BYTES {
        return Err(Error::of_item(Fault::ItemTooLarge { bytes }));
    }
    sink.end_request();
    Ok(())
}

/// What goes from an item.
pub(super) struct Gone<'g> {
    /// The attributes.
    pub old: &'g Members,
    /// Those that stay all the same.
    pub kept: Option<&'g Members>,
    /// Whether the item must be there, where there are no versions.
    pub must_exist: bool,
}

/// Takes attributes away from the item of an identity. With versions, if nothing as new is there, and these are kept.
pub(super) fn remove<S: Sink>(
    sink: &mut S,
    table: &'static str,
    identity: &impl Identify,
    gone: &Gone<'_>,
    versions: &Members,
    room: &mut Room<'_>,
) -> Result<(), Error> {
    let Gone { old, kept, must_exist } = *gone;
    room.names.clear();
    versions.names().for_each(|(name, _)| room.names.push(name));
    let set = room.names.len();
    let is_kept = |name: &str| versions.has(name) || kept.is_some_and(|kept| kept.has(name));
    old.names().filter(|(name, _)| !is_kept(name)).for_each(|(name, _)| room.names.push(name));
    if room.names.len() == 0 {
        return Ok(());
    }
    sink.begin_request(Action::Update, table);
    identity.key(sink)?;
    sink.end_attributes();
    if set == 0 && must_exist {
        sink.expression(Expression::Update, update_expression(0, room.names.len(), room.expression)?);
        let number = room.names.len();
        identity.key(&mut TopNames::new(room.names))?;
        room.expression.clear();
        push(room.expression, "attribute_exists(#", number, ")");
        sink.expression(Expression::Condition, room.expression);
        // A key of two attributes: the first is enough.
        sink.names(room.names.iter().take(number + 1));
    } else {
        expressions(sink, set, versions, room)?;
    }
    if set > 0 {
        sink.begin_values();
        for number in 0..set {
            sink.placeholder(number);
            versions.write_value(number, sink)?;
        }
        sink.end_values();
    }
    sink.end_request();
    Ok(())
}

/// Writes what is changed, the condition, and the names. The first `set` names are set to the values of their numbers, the
/// others go.
fn expressions<S: Sink>(sink: &mut S, set: usize, versions: &Members, room: &mut Room<'_>) -> Result<(), Error> {
    let count = room.names.len();
    if count == 0 {
        return Ok(());
    }
    sink.expression(Expression::Update, update_expression(set, count, room.expression)?);
    if !versions.is_empty() {
        condition(room, versions)?;
        sink.expression(Expression::Condition, room.expression);
    }
    sink.names(room.names.iter());
    Ok(())
}

/// `SET #0 = :0, #1 = :1 REMOVE #2, #3`
fn update_expression(set: usize, count: usize, out: &mut String) -> Result<&str, Error> {
    match (set, count) {
        (1, 1) => return Ok("SET #0 = :0"),
        (0, 1) => return Ok("REMOVE #0"),
        (1, 2) => return Ok("SET #0 = :0 REMOVE #1"),
        (2, 2) => return Ok("SET #0 = :0, #1 = :1"),
        _ => {}
    }
    out.clear();
    for number in 0..set {
        push(out, if number == 0 { "SET #" } else { ", #" }, number, " = :");
        push(out, "", number, "");
    }
    for number in set..count {
        let before = match (number == set, set > 0) {
            (true, true) => " REMOVE #",
            (true, false) => "REMOVE #",
            (false, _) => ", #",
        };
        push(out, before, number, "");
    }
    let bytes = out.len();
    if bytes > EXPRESSION_BYTES { Err(of(BadEvent::ExpressionTooLong { bytes })) } else { Ok(out) }
}

/// `attribute_not_exists(#0) OR #0 < :0`; where there are more versions, also `OR (#0 = :0 AND (…))` with the same of the next.
fn condition(room: &mut Room<'_>, versions: &Members) -> Result<(), Error> {
    let out = &mut *room.expression;
    out.clear();
    let mut open = 0;
    for (place, (name, has_value)) in versions.names().enumerate() {
        let Some(number) = room.names.find(name).filter(|_| has_value) else {
            return Err(Error { attribute: name.to_owned(), ..of(BadEvent::NoVersion) });
        };
        if place > 0 {
            out.push_str(" AND (");
            open += 1;
        }
        push(out, "attribute_not_exists(#", number, ") OR #");
        push(out, "", number, " < :");
        push(out, "", number, "");
        if place + 1 < versions.names().count() {
            push(out, " OR (#", number, " = :");
            push(out, "", number, "");
            open += 1;
        }
    }
    (0..open).for_each(|_| out.push(')'));
    Ok(())
}

/// Adds a number between two texts.
fn push(out: &mut String, before: &str, number: usize, after: &str) {
    out.push_str(before);
    match u8::try_from(number) {
        Ok(digit @ 0..10) => out.push(char::from(b'0' + digit)),
        Ok(_) | Err(_) => {
            let written = write!(out, "{number}");
            debug_assert!(written.is_ok(), "a string takes everything");
        }
    }
    out.push_str(after);
}

/// The error.
fn of(bad: BadEvent) -> Error {
    Error::of_item(Fault::Event(bad))
}
