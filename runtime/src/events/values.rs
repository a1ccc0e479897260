//! Requests as values, for SDKs, tests and comparisons.

use super::scratch::Scratch;
use super::sink::{Action, Expression, Sink};
use crate::collect::Collect;
use crate::error::Fault;
use crate::item::{AttributeValue, Item};
use crate::number::Number;
use crate::output::{Attributes, ItemSink, Scalars};
use crate::part::Part;

/// A request of DynamoDB.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// `PutItem`, or `Put` within a transaction.
    Put {
        /// `TableName`
        table: String,
        /// `Item`
        item: Item,
        /// Its condition, if it has one.
        expressions: Expressions,
    },
    /// `UpdateItem`, or `Update`.
    Update {
        /// `TableName`
        table: String,
        /// `Key`
        key: Item,
        /// What is changed, and its condition.
        expressions: Expressions,
    },
    /// `DeleteItem`, or `Delete`.
    Delete {
        /// `TableName`
        table: String,
        /// `Key`
        key: Item,
        /// Its condition, if it has one.
        expressions: Expressions,
    },
    /// `TransactWriteItems`: all of these or none.
    Transact(Vec<Request>),
}

/// The expressions of a request, and what their placeholders stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expressions {
    /// `UpdateExpression`
    pub update: Option<String>,
    /// `ConditionExpression`
    pub condition: Option<String>,
    /// `ExpressionAttributeNames`, in order: `#0` and its name.
    pub names: Vec<(String, String)>,
    /// `ExpressionAttributeValues`: `:0` and its value.
    pub values: Item,
}

/// Collects [`Request`]s. The requests of an event are all there, or none is.
#[derive(Debug, Default)]
pub struct Requests {
    done: Vec<Request>,
    /// How many were there before the event that is being written.
    before: usize,
    /// How many were there before the transaction that is being written.
    transaction: usize,
    open: Option<Open>,
    out: Collect,
    now: Option<u64>,
    scratch: Option<Box<Scratch>>,
}

#[derive(Debug)]
struct Open {
    action: Action,
    table: String,
    attributes: Item,
    expressions: Expressions,
}

impl Requests {
    /// No requests.
    pub fn new() -> Requests {
        Requests::default()
    }

    /// Says what time it is, in seconds since 1970: tombstones need it.
    pub fn set_time(&mut self, seconds: u64) {
        self.now = Some(seconds);
    }

    /// The requests of all events, which are forgotten.
    pub fn take(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.done)
    }

    /// The item that was written.
    fn written(&mut self) -> Item {
        // What is too large is noticed by the caller, for every sink alike.
        self.out.end_any();
        self.out.take().unwrap_or_default()
    }
}

impl Sink for Requests {
    fn begin_event(&mut self) {
        self.before = self.done.len();
    }

    fn end_event(&mut self) {
        self.before = self.done.len();
    }

    fn abandon_event(&mut self) {
        self.done.truncate(self.before);
        self.out.abandon_item();
        self.open = None;
    }

    fn begin_transaction(&mut self) {
        self.transaction = self.done.len();
    }

    fn end_transaction(&mut self) {
        let together = self.done.split_off(self.transaction);
        self.done.push(Request::Transact(together));
    }

    fn begin_request(&mut self, action: Action, table: &'static str) {
        self.out.begin_item();
        let (attributes, expressions) = (Item::default(), Expressions::default());
        self.open = Some(Open { action, table: table.to_owned(), attributes, expressions });
    }

    fn end_request(&mut self) {
        let Some(Open { action, table, attributes, expressions }) = self.open.take() else { return };
        self.done.push(match action {
            Action::Put => Request::Put { table, item: attributes, expressions },
            Action::Update => Request::Update { table, key: attributes, expressions },
            Action::Delete => Request::Delete { table, key: attributes, expressions },
        });
    }

    fn end_attributes(&mut self) {
        let item = self.written();
        if let Some(open) = &mut self.open {
            open.attributes = item;
        }
    }

    fn expression(&mut self, kind: Expression, text: &str) {
        let Some(open) = &mut self.open else { return };
        let place = match kind {
            Expression::Update => &mut open.expressions.update,
            Expression::Condition => &mut open.expressions.condition,
        };
        *place = Some(text.to_owned());
    }

    fn names<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        if let Some(open) = &mut self.open {
            open.expressions.names =
                names.enumerate().map(|(number, name)| (format!("#{number}"), name.to_owned())).collect();
        }
    }

    fn begin_values(&mut self) {
        self.out.begin_item();
    }

    fn placeholder(&mut self, number: usize) {
        self.out.unnamed(&format!(":{number}"));
    }

    fn end_values(&mut self) {
        let values = self.written();
        if let Some(open) = &mut self.open {
            open.expressions.values = values;
        }
    }

    fn now(&self) -> Option<u64> {
        self.now
    }

    fn scratch(&mut self) -> &mut Option<Box<Scratch>> {
        &mut self.scratch
    }
}

impl Scalars for Requests {
    fn text(&mut self, value: &str) {
        self.out.text(value);
    }

    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        self.out.parts(parts)
    }

    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.out.number(value)
    }

    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.out.plain_number(value)
    }

    fn boolean(&mut self, value: bool) {
        self.out.boolean(value);
    }

    fn null(&mut self) {
        self.out.null();
    }

    fn binary(&mut self, value: &[u8]) {
        self.out.binary(value);
    }
}

impl Attributes for Requests {
    fn name(&mut self, name: &str) {
        self.out.name(name);
    }

    fn begin_map(&mut self) {
        self.out.begin_map();
    }

    fn end_map(&mut self) {
        self.out.end_map();
    }

    fn begin_list(&mut self) {
        self.out.begin_list();
    }

    fn end_list(&mut self) {
        self.out.end_list();
    }

    fn size(&self) -> usize {
        self.out.size()
    }
}

impl Request {
    /// The value that a placeholder of its expressions stands for.
    pub fn value(&self, placeholder: &str) -> Option<&AttributeValue> {
        match self {
            Request::Put { expressions, .. }
            | Request::Update { expressions, .. }
            | Request::Delete { expressions, .. } => expressions.values.get(placeholder),
            Request::Transact(_) => None,
        }
    }
}
