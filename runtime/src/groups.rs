//! Rows of one item, gathered while they stream by.
//!
//! Rows whose key equals that of the row before belong to one item. A key that comes back after others is an error: its
//! first rows are an item already. Memory is bounded: see [`Groups::remember_all`].

use std::collections::VecDeque;

use crate::ITEM_BYTES;
use crate::collect::Collect;
use crate::error::{Error, Fault};
use crate::item::Item;
use crate::json::JsonLines;
use crate::key_bytes::KeyBytes;
use crate::members::{Duplicates, Members};
use crate::order::{Came, Order};
use crate::output::ItemSink;
use crate::row::ToMembers;

/// Makes items of rows that are sorted by key, in the memory of one item.
///
/// Each item that cannot be made is one error, whatever the number of its rows, and leaves nothing in the sink.
#[derive(Debug, Default)]
pub struct Groups {
    /// The key of the item that is being made, and that of the row that came last.
    current: KeyBytes,
    candidate: KeyBytes,
    state: State,
    members: Members,
    duplicates: Duplicates,
    order: Order,
    /// Errors that are not reported yet.
    errors: VecDeque<Error>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// No row came yet.
    #[default]
    Empty,
    /// An item is being made.
    Open,
    /// The item was given up; what else comes of it is passed over.
    GivenUp,
}

/// Which item a row belongs to that is no trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kin {
    /// That which was begun.
    Same,
    /// One that it begins.
    New,
}

/// What can become of a row otherwise.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// It begins an item; this is why the one before became none.
    Closed(Error),
    /// It belongs to an item that was given up before.
    PassedOver,
    /// Its item is given up, which it may have begun; why the one before became none, if it did not.
    Failed { closed: Option<Error>, began: bool, error: Error },
    /// It has no key, and belongs to no item.
    NoKey(Error),
}

impl Groups {
    /// No rows yet; attributes that come twice in an item are refused.
    pub fn new() -> Groups {
        Groups::default()
    }

    /// No rows yet, and what becomes of attributes that come twice in an item.
    pub fn with_duplicates(duplicates: Duplicates) -> Groups {
        Groups { duplicates, ..Groups::default() }
    }

    /// Keeps 16 bytes or a little more for each item, so that rows can come in any order of their keys. Otherwise so much is
    /// kept for the first 65,536 items only; from then on all keys must have come in one order, that of their bytes or one in
    /// which digits that stand together count as a number. A key that could have come before is then an error.
    pub fn remember_all(mut self) -> Groups {
        self.order.remember_all();
        self
    }

    /// Takes the next row. The item before it is complete when its key is another. An error speaks of one item as a whole, or
    /// of a row that has no key.
    pub fn push<R: ToMembers, S: ItemSink>(&mut self, row: &R, sink: &mut S) -> Result<(), Error> {
        match self.step(row, sink).map_err(|trouble| *trouble) {
            Ok(_) | Err(Trouble::PassedOver) => {}
            Err(Trouble::NoKey(error)) => return Err(error),
            Err(Trouble::Closed(closed)) => self.errors.push_back(closed),
            Err(Trouble::Failed { closed, error, .. }) => {
                self.errors.extend(closed);
                self.errors.push_back(error);
            }
        }
        self.errors.pop_front().map_or(Ok(()), Err)
    }

    /// Takes the next row, and says what became of it.
    #[inline]
    pub(crate) fn step<R: ToMembers, S: ItemSink>(&mut self, row: &R, sink: &mut S) -> Result<Kin, Box<Trouble>> {
        self.candidate.clear();
        if let Err(error) = row.key(&mut self.candidate) {
            return Err(Box::new(Trouble::NoKey(error)));
        }
        if self.state != State::Empty && self.candidate.is(&self.current) {
            if self.state == State::GivenUp {
                return Err(Box::new(Trouble::PassedOver));
            }
            return match self.add(row, sink) {
                Ok(()) => Ok(Kin::Same),
                Err(error) => Err(self.failed(None, false, error, row, sink)),
            };
        }
        let closed = self.close(sink).err();
        match self.begin(row, sink) {
            Ok(()) => closed.map_or(Ok(Kin::New), |error| Err(Box::new(Trouble::Closed(error)))),
            Err(error) => Err(self.failed(closed, true, error, row, sink)),
        }
    }

    /// Gives up the item that is being made.
    pub(crate) fn refuse<S: ItemSink>(&mut self, fault: Fault, sink: &mut S) -> Error {
        self.give_up(Error::of_item(fault), sink)
    }

    #[cold]
    fn failed<R: ToMembers, S: ItemSink>(
        &mut self,
        closed: Option<Error>,
        began: bool,
        error: Error,
        row: &R,
        sink: &mut S,
    ) -> Box<Trouble> {
        let mut key = JsonLines::new();
        let written = row.key(&mut key);
        let key = written.is_ok().then(|| String::from_utf8_lossy(key.raw()).into_owned());
        let error = Error { key, ..self.give_up(error, sink) };
        Box::new(Trouble::Failed { closed, began, error })
    }

    fn give_up<S: ItemSink>(&mut self, error: Error, sink: &mut S) -> Error {
        self.state = State::GivenUp;
        sink.abandon_item();
        error
    }

    /// Completes the last item. Rows that come later belong to others. To be called until it returns no error.
    pub fn finish<S: ItemSink>(&mut self, sink: &mut S) -> Result<(), Error> {
        let closed = self.close(sink).err();
        self.errors.extend(closed);
        self.state = State::Empty;
        self.errors.pop_front().map_or(Ok(()), Err)
    }

    fn begin<R: ToMembers, S: ItemSink>(&mut self, row: &R, sink: &mut S) -> Result<(), Error> {
        std::mem::swap(&mut self.current, &mut self.candidate);
        self.state = State::Open;
        // The key before it is in the candidate's place now.
        match self.order.next(self.candidate.bytes(), self.current.bytes()) {
            Came::Never => {}
            Came::Before => return Err(Error::of_item(Fault::Unsorted)),
            Came::Perhaps => return Err(Error::of_item(Fault::PerhapsUnsorted)),
        }
        self.members.start_item(R::RESERVED, self.duplicates, S::TAKES_JSON);
        sink.begin_item();
        row.key(sink)?;
        row.attributes(sink)?;
        self.add(row, sink)
    }

    fn add<R: ToMembers, S: ItemSink>(&mut self, row: &R, sink: &mut S) -> Result<(), Error> {
        row.members(&mut self.members)?;
        let bytes = sink.size() + self.members.size();
        if bytes > ITEM_BYTES { Err(Error::of_item(Fault::ItemTooLarge { bytes })) } else { Ok(()) }
    }

    /// Writes the item that is being made.
    fn close<S: ItemSink>(&mut self, sink: &mut S) -> Result<(), Error> {
        if self.state != State::Open {
            return Ok(());
        }
        let written = self.members.write_item(sink);
        if written.is_err() {
            sink.abandon_item();
        }
        written.and_then(|()| sink.end_item())
    }
}

/// The items of rows that are sorted by key.
#[derive(Debug)]
pub struct Items<I> {
    rows: I,
    groups: Groups,
    collect: Collect,
    error: Option<Error>,
    is_finished: bool,
}

/// The items of rows that are sorted by key, one after the other; an item that cannot be made is an error in its place.
pub fn items<I: IntoIterator<Item: ToMembers>>(rows: I, duplicates: Duplicates) -> Items<I::IntoIter> {
    Items {
        rows: rows.into_iter(),
        groups: Groups::with_duplicates(duplicates),
        collect: Collect::new(),
        error: None,
        is_finished: false,
    }
}

impl<I: Iterator<Item: ToMembers>> Iterator for Items<I> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        loop {
            if let Some(item) = self.collect.take() {
                return Some(Ok(item));
            }
            if let Some(error) = self.error.take() {
                return Some(Err(error));
            }
            if self.is_finished {
                return None;
            }
            let step = match self.rows.next() {
                Some(row) => self.groups.push(&row, &mut self.collect),
                None => {
                    let rest = self.groups.finish(&mut self.collect);
                    self.is_finished = rest.is_ok();
                    rest
                }
            };
            self.error = step.err();
        }
    }
}
