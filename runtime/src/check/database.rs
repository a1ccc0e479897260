//! A model of DynamoDB's writes: tables of items, conditions, update expressions, transactions.
//!
//! It knows what requests of this crate may say, reads their expressions for real, and refuses what the service refuses: a
//! placeholder that is not used or not defined, a key that is changed, an attribute that is changed twice, an item that is written
//! twice in a transaction, an empty key, a number out of range. Source: developer guide, "Condition expressions", "Update
//! expressions", "TransactWriteItems".

use std::collections::{BTreeMap, BTreeSet};

use super::expression::Reader;
use super::model::{Attributes, Invalid, attributes, valid};
use crate::events::Request;
use crate::item::{AttributeValue, Item};
use crate::number::Number;

/// Tables by name.
#[derive(Clone, Debug, Default)]
pub struct Database {
    tables: BTreeMap<String, Table>,
}

/// A table: its key and its items, by the one text of their key.
#[derive(Clone, Debug)]
struct Table {
    key: Vec<String>,
    items: BTreeMap<String, Attributes>,
}

/// What the service answers to a request that it understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Written.
    Done,
    /// `ConditionalCheckFailedException`, or a transaction that was cancelled for one: nothing is written.
    ConditionFailed,
}

impl Database {
    /// No tables.
    pub fn new() -> Database {
        Database::default()
    }

    /// Adds a table with this key: the partition key, then the sort key.
    #[must_use]
    pub fn with_table(mut self, name: &str, key: &[&str]) -> Database {
        let key = key.iter().map(|name| (*name).to_owned()).collect();
        self.tables.insert(name.to_owned(), Table { key, items: BTreeMap::new() });
        self
    }

    /// The items of a table, sorted by key.
    ///
    /// # Panics
    ///
    /// There is no such table.
    pub fn items(&self, table: &str) -> Vec<Attributes> {
        self.tables[table].items.values().cloned().collect()
    }

    /// The item of a key.
    ///
    /// # Panics
    ///
    /// There is no such table, or it has another key.
    pub fn get(&self, table: &str, key: &Item) -> Option<&Attributes> {
        let table = &self.tables[table];
        table.items.get(&table.key_of(&attributes(key)).expect("a key"))
    }

    /// Forgets the items for which `is_expired` holds, as a time to live does.
    ///
    /// # Panics
    ///
    /// There is no such table.
    pub fn expire(&mut self, table: &str, is_expired: impl Fn(&Attributes) -> bool) {
        self.tables.get_mut(table).expect("a table").items.retain(|_, item| !is_expired(item));
    }

    /// Runs a request.
    ///
    /// # Errors
    ///
    /// The request is wrong, whatever the table holds.
    ///
    /// # Panics
    ///
    /// Never: tables are found before they are written.
    pub fn run(&mut self, request: &Request) -> Result<Answer, Invalid> {
        let actions = match request {
            Request::Transact(actions) => actions.as_slice(),
            Request::Put { .. } | Request::Update { .. } | Request::Delete { .. } => std::slice::from_ref(request),
        };
        if actions.is_empty() || actions.len() > 100 {
            return Err(Invalid("a transaction of none, or of more than 100".to_owned()));
        }
        let mut written = BTreeSet::new();
        let mut writes = Vec::new();
        for action in actions {
            let (place, after) = self.prepare(action)?;
            if !written.insert(place.clone()) {
                return Err(Invalid("an item is written twice in a transaction".to_owned()));
            }
            writes.push((place, after));
        }
        if writes.iter().any(|(_, after)| after.is_none()) {
            return Ok(Answer::ConditionFailed);
        }
        for ((table, key), after) in writes {
            let items = &mut self.tables.get_mut(&table).expect("it was found").items;
            match after.flatten() {
                Some(item) => drop(items.insert(key, item)),
                None => drop(items.remove(&key)),
            }
        }
        Ok(Answer::Done)
    }

    /// Where an action writes, and what is there afterwards: `None` where its condition does not hold, `Some(None)` where
    /// nothing is.
    #[allow(clippy::type_complexity, reason = "the four cases are one answer")]
    fn prepare(&self, action: &Request) -> Result<((String, String), Option<Option<Attributes>>), Invalid> {
        let (name, given, expressions) = match action {
            Request::Put { table, item, expressions } => (table, item, expressions),
            Request::Update { table, key, expressions } | Request::Delete { table, key, expressions } => {
                (table, key, expressions)
            }
            Request::Transact(_) => return Err(Invalid("a transaction within a transaction".to_owned())),
        };
        let table = self.tables.get(name).ok_or_else(|| Invalid(format!("no table {name}")))?;
        let given = attributes(given);
        given.values().try_for_each(valid)?;
        let place = table.key_of(&given)?;
        if !matches!(action, Request::Put { .. }) && given.len() != table.key.len() {
            return Err(Invalid("a key with other attributes".to_owned()));
        }
        let mut read = Reader::new(expressions)?;
        let present = table.items.get(&place);
        let nothing = Attributes::new();
        let before = present.unwrap_or(&nothing);
        let holds = match &expressions.condition {
            Some(text) => read.condition(text)?.holds(before),
            None => true,
        };
        let after = match action {
            Request::Put { .. } => Some(given),
            Request::Delete { .. } => None,
            Request::Update { .. } => {
                let mut item = present.cloned().unwrap_or(given);
                if let Some(text) = &expressions.update {
                    read.update(text, &table.key, &mut item)?;
                }
                Some(item)
            }
            Request::Transact(_) => None,
        };
        read.finish()?;
        Ok(((name.clone(), place), holds.then_some(after)))
    }
}

impl Table {
    /// The one text of the key of an item.
    fn key_of(&self, item: &Attributes) -> Result<String, Invalid> {
        let mut text = String::new();
        for name in &self.key {
            let part = match item.get(name) {
                Some(AttributeValue::S(value)) if !value.is_empty() => format!("S{value:?}"),
                Some(AttributeValue::B(value)) if !value.is_empty() => format!("B{value:?}"),
                Some(AttributeValue::N(value)) => {
                    format!("N{}", Number(value).plain().map_err(|bad| Invalid(bad.to_string()))?)
                }
                other => return Err(Invalid(format!("the key {name} is {other:?}"))),
            };
            text.push_str(&part);
        }
        Ok(text)
    }
}
