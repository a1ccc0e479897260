//! From an event to its requests. Each is a function of the event alone: nothing is read to be written back.

use super::changes::{Changes, Delete, Identify, KeyChange, Order, Tombstone};
use super::columns::{Columns, FromColumns};
use super::event::{Before, Event, Operation};
use super::fault::BadEvent;
use super::scratch::Scratch;
use super::sink::{RequestSink, Sink};
use super::write::{self, Gone, Room};
use crate::error::{Error, Fault};
use crate::json::JsonLines;
use crate::members::Duplicates;
use crate::number::Number;
use crate::row::{ToItem, ToMembers};

/// Writes the requests of an event, of a map in which a row is an item: all of them, or none and an error.
pub fn item_requests<'a, R, I, S>(event: &Event<'a>, changes: &Changes, sink: &mut S) -> Result<(), Error>
where
    R: ToItem + FromColumns<'a>,
    I: Identify + FromColumns<'a>,
    S: RequestSink,
{
    whole(sink, |sink, scratch| {
        let (table, order) = (changes.table, changes.order);
        let (new, old) = match decide::<I>(event, changes)? {
            Decision::Nothing => return Ok(()),
            Decision::Go(old) => {
                return Items { table, order, sink, scratch }.delete(&old);
            }
            Decision::Come(new) => (new, None),
            Decision::Change(new, old) => {
                let is_same = same_key(&new, &old, scratch)?;
                if !is_same && changes.on_key_change == KeyChange::Refuse {
                    return Err(of(BadEvent::KeyChange));
                }
                (Some(new), (!is_same).then_some(old))
            }
        };
        let row = row::<R>(event)?;
        let mut items = Items { table, order, sink, scratch };
        match (old, order) {
            (None, _) => items.put(&row, new.as_ref()),
            (Some(old), Order::Ordered) => {
                items.sink.begin_transaction();
                items.delete(&old)?;
                items.put(&row, new.as_ref())?;
                items.sink.end_transaction();
                Ok(())
            }
            (Some(old), Order::Unordered { .. }) => {
                items.put(&row, new.as_ref())?;
                items.delete(&old)
            }
        }
    })
}

/// Writes the requests of an event, of a map in which many rows are an item: all of them, or none and an error.
pub fn member_requests<'a, R, I, S>(event: &Event<'a>, changes: &Changes, sink: &mut S) -> Result<(), Error>
where
    R: ToMembers + FromColumns<'a>,
    I: Identify + FromColumns<'a>,
    S: RequestSink,
{
    whole(sink, |sink, scratch| {
        let table = changes.table;
        match decide::<I>(event, changes)? {
            Decision::Nothing => Ok(()),
            Decision::Come(new) => {
                let row = row::<R>(event)?;
                members(&row, scratch)?;
                versions(new.as_ref(), scratch)?;
                set(sink, table, &row, false, scratch)
            }
            Decision::Go(old) => {
                names(&old, R::RESERVED, scratch)?;
                versions(changes.is_unordered().then_some(&old), scratch)?;
                remove(sink, table, &old, false, true, scratch)
            }
            Decision::Change(new, old) => {
                let is_same = same_key(&new, &old, scratch)?;
                if !is_same && changes.on_key_change == KeyChange::Refuse {
                    return Err(of(BadEvent::KeyChange));
                }
                let row = row::<R>(event)?;
                members(&row, scratch)?;
                names(&old, R::RESERVED, scratch)?;
                replace(sink, changes, &row, &new, &old, is_same, scratch)
            }
        }
    })
}

/// The requests of a row whose identity changed or did not.
fn replace<R: ToMembers, I: Identify, S: Sink>(
    sink: &mut S,
    changes: &Changes,
    row: &R,
    new: &I,
    old: &I,
    is_same: bool,
    scratch: &mut Scratch,
) -> Result<(), Error> {
    let table = changes.table;
    match changes.order {
        Order::Ordered => {
            scratch.versions.start(&[], Duplicates::Reject);
            if is_same {
                return set(sink, table, row, true, scratch);
            }
            sink.begin_transaction();
            remove(sink, table, old, false, false, scratch)?;
            set(sink, table, row, false, scratch)?;
            sink.end_transaction();
            Ok(())
        }
        Order::Unordered { .. } => {
            versions(Some(new), scratch)?;
            // Where one attribute keeps the versions of both, one request can do both.
            let is_one = is_same && scratch.versions.names().all(|(name, _)| scratch.old.has(name));
            set(sink, table, row, is_one, scratch)?;
            if is_one {
                return Ok(());
            }
            versions(Some(old), scratch)?;
            remove(sink, table, old, is_same, false, scratch)
        }
    }
}

/// What an event asks for.
enum Decision<I> {
    Nothing,
    /// A row is there now, and nothing else is to be done. Its identity is worked out where its versions are needed.
    Come(Option<I>),
    /// A row is there now, and was there before.
    Change(I, I),
    /// A row was there before.
    Go(I),
}

fn decide<'a, I: Identify + FromColumns<'a>>(event: &Event<'a>, changes: &Changes) -> Result<Decision<I>, Error> {
    let context = &event.context;
    if let Some(source) = changes.source {
        let is_other = source.table != context.table
            || source.schema.is_some_and(|wanted| context.schema.is_some_and(|schema| schema != wanted));
        if is_other {
            return Err(of(BadEvent::OtherTable));
        }
    }
    let new = || {
        let columns = event.after.as_ref().ok_or_else(|| of(BadEvent::MissingMember("after")))?;
        I::from_columns(columns, context)
    };
    match context.operation {
        Operation::Truncate => Err(of(BadEvent::Truncate)),
        Operation::Load | Operation::Insert if changes.is_unordered() => Ok(Decision::Come(Some(new()?))),
        Operation::Load | Operation::Insert => Ok(Decision::Come(None)),
        Operation::Delete => match changes.on_delete {
            Delete::Ignore => Ok(Decision::Nothing),
            Delete::Remove => match known(&event.before, changes) {
                Some(columns) => I::from_columns(columns, context).map(Decision::Go),
                None => Err(of(BadEvent::NoOldRow)),
            },
        },
        Operation::Update => {
            let new = new()?;
            match old::<I>(event, changes)? {
                Some(old) if old != new => Ok(Decision::Change(new, old)),
                Some(_) | None => Ok(Decision::Come(changes.is_unordered().then_some(new))),
            }
        }
    }
}

/// The columns of the old row that say what they were.
fn known<'e, 'a>(before: &'e Before<'a>, changes: &Changes) -> Option<&'e Columns<'a>> {
    match before {
        Before::Columns(columns) => Some(columns),
        Before::Key(columns) if changes.identity_is_primary_key => Some(columns),
        Before::Key(_) | Before::SameKey | Before::Unknown => None,
    }
}

/// The old identity of an updated row; `None` where it is the new one.
fn old<'a, I: FromColumns<'a>>(event: &Event<'a>, changes: &Changes) -> Result<Option<I>, Error> {
    let is_immutable = changes.identity_is_immutable;
    if let Some(columns) = known(&event.before, changes) {
        return match I::from_columns(columns, &event.context) {
            Err(Error { fault: Fault::Event(BadEvent::MissingColumn(_)), .. }) if is_immutable => Ok(None),
            Ok(old) => Ok(Some(old)),
            Err(error) => Err(error),
        };
    }
    let is_same_key = matches!(event.before, Before::SameKey) && changes.identity_is_primary_key;
    if is_same_key || is_immutable { Ok(None) } else { Err(of(BadEvent::NoOldRow)) }
}

fn row<'a, R: FromColumns<'a>>(event: &Event<'a>) -> Result<R, Error> {
    let columns = event.after.as_ref().ok_or_else(|| of(BadEvent::MissingMember("after")))?;
    R::from_columns(columns, &event.context)
}

/// Whether two rows are of one item, as DynamoDB compares keys.
fn same_key<I: Identify>(new: &I, old: &I, scratch: &mut Scratch) -> Result<bool, Error> {
    let [one, other] = &mut scratch.keys;
    key(new, one)?;
    key(old, other)?;
    Ok(one.raw() == other.raw())
}

fn key<I: Identify>(identity: &I, out: &mut JsonLines) -> Result<(), Error> {
    out.clear();
    identity.key(out)
}

/// What must be newer than what is there; nothing without an identity.
fn versions<I: Identify>(identity: Option<&I>, scratch: &mut Scratch) -> Result<(), Error> {
    if !scratch.versions.is_empty() {
        scratch.versions.start(&[], Duplicates::Reject);
    }
    identity.map_or(Ok(()), |identity| identity.versions(&mut scratch.versions))
}

fn members<R: ToMembers>(row: &R, scratch: &mut Scratch) -> Result<(), Error> {
    scratch.new.start(R::RESERVED, Duplicates::Reject);
    row.members(&mut scratch.new)
}

fn names<I: Identify>(identity: &I, reserved: &'static [&'static str], scratch: &mut Scratch) -> Result<(), Error> {
    scratch.old.start(reserved, Duplicates::Reject);
    identity.names(&mut scratch.old)
}

/// Sets the attributes of a row; `is_one` where those of the old row go with it.
fn set<R: ToItem, S: Sink>(
    sink: &mut S,
    table: &'static str,
    row: &R,
    is_one: bool,
    scratch: &mut Scratch,
) -> Result<(), Error> {
    let Scratch { new, old, versions, names, expression, .. } = scratch;
    let old = is_one.then_some(&*old);
    write::set(sink, table, row, new, old, versions, &mut Room { names, expression })
}

/// Takes the attributes of the old row away; `is_same` where the new row is of the same item, and keeps its own.
fn remove<I: Identify, S: Sink>(
    sink: &mut S,
    table: &'static str,
    identity: &I,
    is_same: bool,
    must_exist: bool,
    scratch: &mut Scratch,
) -> Result<(), Error> {
    let Scratch { new, old, versions, names, expression, .. } = scratch;
    let kept = is_same.then_some(&*new);
    let gone = Gone { old, kept, must_exist };
    write::remove(sink, table, identity, &gone, versions, &mut Room { names, expression })
}

/// Items of one row each.
struct Items<'s, S> {
    table: &'static str,
    order: Order,
    sink: &'s mut S,
    scratch: &'s mut Scratch,
}

impl<S: Sink> Items<'_, S> {
    fn put<R: ToItem, I: Identify>(&mut self, row: &R, identity: Option<&I>) -> Result<(), Error> {
        let identity = identity.filter(|_| self.order != Order::Ordered);
        versions(identity, self.scratch)?;
        let Scratch { versions, names, expression, .. } = &mut *self.scratch;
        let item = |sink: &mut S| {
            row.key(sink)?;
            row.attributes(sink)
        };
        write::put(self.sink, self.table, item, versions, &mut Room { names, expression })
    }

    /// Takes the item of a row that went away, or puts a tombstone in its place.
    fn delete<I: Identify>(&mut self, identity: &I) -> Result<(), Error> {
        let tombstone = match self.order {
            Order::Ordered => return write::delete(self.sink, self.table, identity),
            Order::Unordered { tombstone } => tombstone,
        };
        let Tombstone { attribute, seconds } = tombstone.ok_or_else(|| of(BadEvent::NoTombstone))?;
        let now = self.sink.now().ok_or_else(|| of(BadEvent::NoTime))?;
        let mut digits = [0; 20];
        let digits = decimal(now.saturating_add(seconds), &mut digits);
        versions(Some(identity), self.scratch)?;
        let Scratch { versions, names, expression, .. } = &mut *self.scratch;
        let room = &mut Room { names, expression };
        let item = |sink: &mut S| {
            identity.key(sink)?;
            versions.write(sink)?;
            sink.name(attribute);
            sink.number(Number(digits)).map_err(|fault| Error::of(attribute, fault))
        };
        write::put(self.sink, self.table, item, versions, room)
    }
}

/// The digits of a number.
fn decimal(mut number: u64, digits: &mut [u8; 20]) -> &str {
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    std::str::from_utf8(&digits[start..]).expect("digits")
}

/// All requests of an event, or none.
fn whole<S: Sink>(sink: &mut S, write: impl FnOnce(&mut S, &mut Scratch) -> Result<(), Error>) -> Result<(), Error> {
    let mut scratch = sink.scratch().take().unwrap_or_default();
    sink.begin_event();
    let written = write(sink, &mut scratch);
    match &written {
        Ok(()) => sink.end_event(),
        Err(_) => sink.abandon_event(),
    }
    *sink.scratch() = Some(scratch);
    written
}

/// The error.
fn of(bad: BadEvent) -> Error {
    Error::of_item(Fault::Event(bad))
}
