//! Histories of a table, and what a converter makes of them in a table of DynamoDB that is empty at first.

use super::database::{Answer, Database};
use super::model::Attributes;
use crate::error::Error;
use crate::events::{Changes, Context, Event, Operation, Order, Request, Requests, Told};
use crate::item::Item;

/// The seconds since 1970 at which histories are followed.
const NOW: u64 = 1_000_000_000;

/// Something that happens to a row, as a test tells it: rows are JSON objects with a member for each column.
#[derive(Clone, Debug)]
pub struct Change<'t> {
    operation: Operation,
    before: Option<&'t str>,
    after: Option<&'t str>,
    facts: Vec<(&'t str, &'t str)>,
}

/// A load reads a row.
pub fn load(row: &str) -> Change<'_> {
    Change { operation: Operation::Load, before: None, after: Some(row), facts: Vec::new() }
}

/// A row comes.
pub fn insert(row: &str) -> Change<'_> {
    Change { operation: Operation::Insert, ..load(row) }
}

/// A row becomes another one.
pub fn update<'t>(old: &'t str, new: &'t str) -> Change<'t> {
    Change { operation: Operation::Update, before: Some(old), ..load(new) }
}

/// A row goes.
pub fn delete(row: &str) -> Change<'_> {
    Change { operation: Operation::Delete, before: Some(row), after: None, facts: Vec::new() }
}

/// All rows go.
pub fn truncate() -> Change<'static> {
    Change { operation: Operation::Truncate, before: None, after: None, facts: Vec::new() }
}

impl<'t> Change<'t> {
    /// The same with a fact of its event, such as `position`.
    #[must_use]
    pub fn at(mut self, fact: &'t str, value: &'t str) -> Change<'t> {
        self.facts.push((fact, value));
        self
    }
}

/// What a generated module says of the items that its events make.
#[derive(Clone, Copy, Debug)]
pub struct History<'t> {
    /// What the mapping says of events.
    pub changes: &'t Changes,
    /// The names of the key, the partition key first.
    pub key: &'t [&'t str],
    /// Where many rows are an item, the attributes that are not of one row: an item with no other is none for readers.
    pub shared: &'t [&'t str],
    /// Attributes that are not looked at, since the mapping alone does not decide what they hold.
    pub open: &'t [&'t str],
    /// Attributes that hold facts of events: they may be left unsaid.
    pub facts: &'t [&'t str],
}

impl History<'_> {
    /// Panics unless `changes`, made into requests and run, leave these items, in any order. Left unsaid may be what tells
    /// the newer of two events; tombstones, and items without a row, are none.
    #[track_caller]
    pub fn gives(
        self,
        requests: impl Fn(&Event<'_>, &mut Requests) -> Result<(), Error>,
        changes: &[Change<'_>],
        expected: impl Into<Vec<Item>>,
    ) {
        let mut followed = Followed::new(&self);
        for (place, change) in changes.iter().enumerate() {
            if let Err(error) = followed.follow(place, changes, &requests) {
                panic!("{change:?} is refused: {error}");
            }
        }
        let mut missing: Vec<Attributes> = expected.into().iter().map(super::model::attributes).collect();
        missing.iter_mut().for_each(|item| item.retain(|name, _| !self.open.contains(&name.as_str())));
        for mut item in followed.seen() {
            item.retain(|name, _| !self.open.contains(&name.as_str()));
            match missing.iter().position(|expected| followed.is_like(&item, expected)) {
                Some(place) => drop(missing.swap_remove(place)),
                None => panic!("this item is not expected: {item:#?}\nthese were: {missing:#?}"),
            }
        }
        missing.retain(|item| !followed.is_emptied(item));
        assert!(missing.is_empty(), "these items did not come: {missing:#?}");
    }

    /// Panics unless the last of `changes` is refused, and no other.
    #[track_caller]
    pub fn refuses(self, requests: impl Fn(&Event<'_>, &mut Requests) -> Result<(), Error>, changes: &[Change<'_>]) {
        let mut followed = Followed::new(&self);
        for (place, change) in changes.iter().enumerate() {
            match followed.follow(place, changes, &requests) {
                Ok(()) if place + 1 < changes.len() => {}
                Ok(()) => panic!("{change:?} is not refused"),
                Err(error) if place + 1 < changes.len() => panic!("{change:?} is refused: {error}"),
                Err(_) => {}
            }
        }
        assert!(!changes.is_empty(), "there is nothing that could be refused");
    }
}

/// A history that is followed.
struct Followed<'t> {
    history: &'t History<'t>,
    database: Database,
    /// The attributes that conditions look at: what tells the newer of two events.
    guards: Vec<String>,
}

impl<'t> Followed<'t> {
    fn new(history: &'t History<'t>) -> Followed<'t> {
        let database = Database::new().with_table(history.changes.table, history.key);
        Followed { history, database, guards: Vec::new() }
    }

    /// Runs the requests of a change.
    fn follow(
        &mut self,
        place: usize,
        changes: &[Change<'_>],
        requests: &impl Fn(&Event<'_>, &mut Requests) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let change = &changes[place];
        let told: Vec<(&str, String)> = FACTS.iter().map(|fact| (*fact, fact_of(fact, place, changes))).collect();
        let fact = |name: &str| told.iter().find(|(fact, _)| *fact == name).map(|(_, value)| value.as_str());
        let source = self.history.changes.source;
        let schema = source.and_then(|source| source.schema).or(Some(""));
        let context = Context {
            position: fact("position"),
            timestamp: fact("timestamp"),
            commit_timestamp: fact("commit-timestamp"),
            transaction: fact("transaction"),
            record_type: fact("record-type"),
            partition_key_type: fact("partition-key-type"),
            ..Context::new(change.operation, schema, source.map_or("", |source| source.table))
        };
        let row = |row: Option<&str>| row.unwrap_or("null").to_owned();
        let message = format!("{{\"before\":{},\"after\":{}}}", row(change.before), row(change.after));
        let mut reader = Told::default();
        let rows = (change.before.is_some(), change.after.is_some());
        let event = reader.read(message.as_bytes(), rows, context)?;
        let mut sink = Requests::new();
        sink.set_time(NOW);
        requests(&event, &mut sink)?;
        for request in sink.take() {
            self.run(&request);
        }
        Ok(())
    }

    fn run(&mut self, request: &Request) {
        self.find_guards(request);
        match self.database.run(request) {
            Ok(Answer::Done | Answer::ConditionFailed) => {}
            Err(invalid) => panic!("the service takes no such request: {invalid:?}\n{request:#?}"),
        }
    }

    /// Remembers the attributes that a condition looks at.
    fn find_guards(&mut self, request: &Request) {
        let expressions = match request {
            Request::Put { expressions, .. }
            | Request::Update { expressions, .. }
            | Request::Delete { expressions, .. } => expressions,
            Request::Transact(actions) => return actions.iter().for_each(|action| self.find_guards(action)),
        };
        let Some(condition) = &expressions.condition else { return };
        let is_part = |character: char| character == '#' || character.is_ascii_alphanumeric();
        for word in condition.split(|character| !is_part(character)) {
            let named = expressions.names.iter().find(|(placeholder, _)| placeholder == word);
            if let Some((_, name)) = named.filter(|(_, name)| !self.guards.contains(name)) {
                self.guards.push(name.clone());
            }
        }
    }

    /// The items that readers see.
    fn seen(&self) -> Vec<Attributes> {
        let changes = self.history.changes;
        let tombstone = match changes.order {
            Order::Unordered { tombstone } => tombstone.map(|tombstone| tombstone.attribute),
            Order::Ordered => None,
        };
        let mut items = self.database.items(changes.table);
        items.retain(|item| !tombstone.is_some_and(|name| item.contains_key(name)) && !self.is_emptied(item));
        items
    }

    /// Whether no row gives the item an attribute of its own.
    fn is_emptied(&self, item: &Attributes) -> bool {
        let shared = self.history.shared;
        let is_shared = |name: &String| shared.contains(&name.as_str()) || self.guards.contains(name);
        !shared.is_empty() && item.keys().all(is_shared)
    }

    /// Whether an item is the expected one, facts and guards that are not expected left aside.
    fn is_like(&self, item: &Attributes, expected: &Attributes) -> bool {
        let may_be_unsaid =
            |name: &str| self.history.facts.contains(&name) || self.guards.iter().any(|guard| guard == name);
        let said = item.iter().filter(|(name, _)| expected.contains_key(*name) || !may_be_unsaid(name));
        said.eq(expected.iter())
    }
}

/// The facts that are told of a change.
const FACTS: [&str; 6] =
    ["position", "timestamp", "commit-timestamp", "transaction", "record-type", "partition-key-type"];

/// A fact of a change: what is said of it, else a number in the order of the changes. Before the first change of which it is
/// said the numbers begin with a blank, so that they sort before all that logs say.
fn fact_of(fact: &str, place: usize, changes: &[Change<'_>]) -> String {
    let said = |change: &'_ Change<'_>| {
        change.facts.iter().rev().find(|(name, _)| *name == fact).map(|(_, value)| (*value).to_owned())
    };
    if let Some(value) = said(&changes[place]) {
        return value;
    }
    let is_load = changes[place].operation == Operation::Load;
    let number = if is_load { 0 } else { place + 1 };
    let blank = if changes.iter().any(|change| said(change).is_some()) { " " } else { "" };
    format!("{blank}{number:020}")
}
