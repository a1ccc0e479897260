//! Where requests are written to: the calls that each kind of output sees alike, so that no two can disagree.

use super::scratch::Scratch;
use crate::output::Attributes;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Puts a whole item.
    Put,
    /// Changes attributes of an item, or makes it.
    Update,
    /// Takes an item away.
    Delete,
}

/// An expression of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expression {
    /// What is changed.
    Update,
    /// What must hold.
    Condition,
}

/// The calls in which a request is written: action, key or item, expressions, names, values.
pub trait Sink: Attributes {
    /// Begins the requests of an event.
    fn begin_event(&mut self);
    /// They are complete.
    fn end_event(&mut self);
    /// Drops what was written since `begin_event`.
    fn abandon_event(&mut self);
    /// Begins requests that happen together or not at all.
    fn begin_transaction(&mut self);
    /// Ends them.
    fn end_transaction(&mut self);
    /// Begins a request and its item, for a put, or its key. Attributes follow; sizes are counted from here on.
    fn begin_request(&mut self, action: Action, table: &'static str);
    /// Ends the item or key.
    fn end_attributes(&mut self);
    /// Ends the request.
    fn end_request(&mut self);
    /// Adds an expression.
    fn expression(&mut self, kind: Expression, text: &str);
    /// Adds the names that `#0`, `#1` … stand for.
    fn names<'n>(&mut self, names: impl Iterator<Item = &'n str>);
    /// Begins the values that `:0`, `:1` … stand for; sizes are counted from here on.
    fn begin_values(&mut self);
    /// The placeholder whose value comes next.
    fn placeholder(&mut self, number: usize);
    /// Ends the values.
    fn end_values(&mut self);
    /// Ends the key of an update, and begins the value of the only attribute that it sets. What it says is what the calls above
    /// say.
    fn set_one(&mut self, name: &str) {
        self.end_attributes();
        self.expression(Expression::Update, "SET #0 = :0");
        self.names(std::iter::once(name));
        self.begin_values();
        self.placeholder(0);
    }
    /// The time, in seconds since 1970, where the program has said it.
    fn now(&self) -> Option<u64>;
    /// Memory that is used again for each event.
    fn scratch(&mut self) -> &mut Option<Box<Scratch>>;
}

/// Takes the requests of events: [`RequestLines`](super::RequestLines) as bytes, [`Requests`](super::Requests) as values.
pub trait RequestSink: Sink {}

impl<S: Sink> RequestSink for S {}
