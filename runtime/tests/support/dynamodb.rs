//! A model of DynamoDB's writes: tables of items, conditions, update expressions, transactions.
//!
//! It knows what our requests may say, reads their expressions for real, and refuses what the service refuses: a placeholder
//! that is not used or not defined, a key that is changed, an attribute that is changed twice, an item that is written twice in a
//! transaction, an empty key, a number out of range. Source: developer guide, "Condition expressions", "Update expressions",
//! "TransactWriteItems". It uses nothing but the runtime, so that every test may include it.

#![allow(dead_code)]

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use mapc_runtime::events::{Expressions, Request};
use mapc_runtime::{AttributeValue, Item, Number};

/// Attributes by name.
pub type Attributes = BTreeMap<String, AttributeValue>;

/// Tables by name.
#[derive(Clone, Debug, Default)]
pub struct Database {
    tables: BTreeMap<String, Table>,
}

/// A table: its key and its items, by the one text of their key.
#[derive(Clone, Debug)]
pub struct Table {
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

/// `ValidationException`: the request is wrong whatever the table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

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
    pub fn items(&self, table: &str) -> Vec<Attributes> {
        self.tables[table].items.values().cloned().collect()
    }

    /// The item of a key.
    pub fn get(&self, table: &str, key: &Item) -> Option<&Attributes> {
        let table = &self.tables[table];
        table.items.get(&table.key_of(&attributes(key)).expect("a key"))
    }

    /// Forgets the items for which `is_expired` holds, as a time to live does.
    pub fn expire(&mut self, table: &str, is_expired: impl Fn(&Attributes) -> bool) {
        self.tables.get_mut(table).expect("a table").items.retain(|_, item| !is_expired(item));
    }

    /// Runs a request.
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
    #[allow(clippy::type_complexity)]
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

/// The attributes of an item.
pub fn attributes(item: &Item) -> Attributes {
    item.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

/// Numbers are in range, however deep.
fn valid(value: &AttributeValue) -> Result<(), Invalid> {
    if let AttributeValue::N(digits) = value {
        Number(digits).plain().map_err(|bad| Invalid(format!("{digits}: {bad}")))?;
    }
    if let AttributeValue::M(members) = value {
        members.iter().try_for_each(|(_, value)| valid(value))?;
    }
    if let AttributeValue::L(elements) = value {
        elements.iter().try_for_each(valid)?;
    }
    Ok(())
}

/// A condition.
#[derive(Clone, Debug)]
enum Condition {
    Exists(String, bool),
    Less(Operand, Operand),
    Equal(Operand, Operand),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

#[derive(Clone, Debug)]
enum Operand {
    Attribute(String),
    Value(AttributeValue),
}

impl Condition {
    fn holds(&self, item: &Attributes) -> bool {
        let compare = |one: &Operand, other: &Operand| compare(one.value(item)?, other.value(item)?);
        match self {
            Condition::Exists(name, wanted) => item.contains_key(name) == *wanted,
            Condition::Less(one, other) => compare(one, other) == Some(Ordering::Less),
            Condition::Equal(one, other) => compare(one, other) == Some(Ordering::Equal),
            Condition::And(one, other) => one.holds(item) && other.holds(item),
            Condition::Or(one, other) => one.holds(item) || other.holds(item),
        }
    }
}

impl Operand {
    fn value<'v>(&'v self, item: &'v Attributes) -> Option<&'v AttributeValue> {
        match self {
            Operand::Attribute(name) => item.get(name),
            Operand::Value(value) => Some(value),
        }
    }
}

/// How two values of one type stand to each other; values of two types do not.
pub fn compare(one: &AttributeValue, other: &AttributeValue) -> Option<Ordering> {
    match (one, other) {
        (AttributeValue::S(one), AttributeValue::S(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
        (AttributeValue::B(one), AttributeValue::B(other)) => Some(one.cmp(other)),
        (AttributeValue::N(one), AttributeValue::N(other)) => {
            Some(compare_numbers(&Number(one).plain().ok()?, &Number(other).plain().ok()?))
        }
        _ => None,
    }
}

/// Compares the one texts of two numbers.
fn compare_numbers(one: &str, other: &str) -> Ordering {
    let parts = |text: &'_ str| {
        let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        (is_negative, whole.to_owned(), fraction.to_owned())
    };
    let ((one_negative, one_whole, one_rest), (other_negative, other_whole, other_rest)) = (parts(one), parts(other));
    let size = (one_whole.len(), &one_whole, &one_rest).cmp(&(other_whole.len(), &other_whole, &other_rest));
    match (one_negative, other_negative) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// Reads the expressions of a request, and sees which placeholders they use.
struct Reader<'r> {
    names: BTreeMap<&'r str, &'r str>,
    values: BTreeMap<String, AttributeValue>,
    used: BTreeSet<String>,
    tokens: Vec<String>,
    at: usize,
}

impl<'r> Reader<'r> {
    fn new(expressions: &'r Expressions) -> Result<Reader<'r>, Invalid> {
        let values = attributes(&expressions.values);
        values.values().try_for_each(valid)?;
        let names = expressions.names.iter().map(|(placeholder, name)| (placeholder.as_str(), name.as_str())).collect();
        Ok(Reader { names, values, used: BTreeSet::new(), tokens: Vec::new(), at: 0 })
    }

    /// Every placeholder that is defined was used.
    fn finish(self) -> Result<(), Invalid> {
        let defined = self.names.keys().map(|name| (*name).to_owned()).chain(self.values.into_keys());
        match defined.into_iter().find(|placeholder| !self.used.contains(placeholder)) {
            Some(placeholder) => Err(Invalid(format!("{placeholder} is not used"))),
            None => Ok(()),
        }
    }

    fn start(&mut self, text: &str) -> Result<(), Invalid> {
        if text.len() > 4096 {
            return Err(Invalid("an expression of more than 4 KB".to_owned()));
        }
        (self.tokens, self.at) = (Vec::new(), 0);
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_word = |character: char| character.is_ascii_alphanumeric() || "#:_".contains(character);
            let length = if is_word(first) {
                rest.find(|character| !is_word(character)).unwrap_or(rest.len())
            } else if "(),=<".contains(first) {
                1
            } else {
                return Err(Invalid(format!("{first} in {text}")));
            };
            self.tokens.push(rest[..length].to_owned());
            rest = rest[length..].trim_start();
        }
        if self.tokens.is_empty() { Err(Invalid("an empty expression".to_owned())) } else { Ok(()) }
    }

    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn take(&mut self, token: &str) -> bool {
        let is_it = self.peek() == token;
        self.at += usize::from(is_it);
        is_it
    }

    fn expect(&mut self, token: &str) -> Result<(), Invalid> {
        if self.take(token) { Ok(()) } else { Err(Invalid(format!("{token} expected, not {:?}", self.peek()))) }
    }

    fn ended(&self) -> Result<(), Invalid> {
        if self.at == self.tokens.len() { Ok(()) } else { Err(Invalid(format!("{:?} not expected", self.peek()))) }
    }

    fn condition(&mut self, text: &str) -> Result<Condition, Invalid> {
        self.start(text)?;
        let condition = self.or()?;
        self.ended()?;
        Ok(condition)
    }

    fn or(&mut self) -> Result<Condition, Invalid> {
        let mut condition = self.and()?;
        while self.take("OR") {
            condition = Condition::Or(Box::new(condition), Box::new(self.and()?));
        }
        Ok(condition)
    }

    fn and(&mut self) -> Result<Condition, Invalid> {
        let mut condition = self.one()?;
        while self.take("AND") {
            condition = Condition::And(Box::new(condition), Box::new(self.one()?));
        }
        Ok(condition)
    }

    fn one(&mut self) -> Result<Condition, Invalid> {
        if self.take("(") {
            let condition = self.or()?;
            self.expect(")")?;
            return Ok(condition);
        }
        for (function, wanted) in [("attribute_exists", true), ("attribute_not_exists", false)] {
            if self.take(function) {
                self.expect("(")?;
                let name = self.name()?;
                self.expect(")")?;
                return Ok(Condition::Exists(name, wanted));
            }
        }
        let one = self.operand()?;
        if self.take("<") {
            return Ok(Condition::Less(one, self.operand()?));
        }
        self.expect("=")?;
        Ok(Condition::Equal(one, self.operand()?))
    }

    fn operand(&mut self) -> Result<Operand, Invalid> {
        if self.peek().starts_with(':') {
            self.value().map(Operand::Value)
        } else {
            self.name().map(Operand::Attribute)
        }
    }

    fn name(&mut self) -> Result<String, Invalid> {
        let placeholder = self.peek().to_owned();
        let name = self.names.get(placeholder.as_str()).ok_or_else(|| Invalid(format!("no name {placeholder:?}")))?;
        self.used.insert(placeholder);
        self.at += 1;
        Ok((*name).to_owned())
    }

    fn value(&mut self) -> Result<AttributeValue, Invalid> {
        let placeholder = self.peek().to_owned();
        let value = self.values.get(&placeholder).ok_or_else(|| Invalid(format!("no value {placeholder:?}")))?.clone();
        self.used.insert(placeholder);
        self.at += 1;
        Ok(value)
    }

    /// `SET #0 = :0, … REMOVE #1, …`: each clause at most once, no key, no attribute twice.
    fn update(&mut self, text: &str, key: &[String], item: &mut Attributes) -> Result<(), Invalid> {
        self.start(text)?;
        let mut changed = BTreeSet::new();
        let mut change = |name: &str| {
            if key.iter().any(|key| key == name) {
                return Err(Invalid(format!("the key {name} is changed")));
            }
            if changed.insert(name.to_owned()) { Ok(()) } else { Err(Invalid(format!("{name} is changed twice"))) }
        };
        if self.take("SET") {
            loop {
                let name = self.name()?;
                change(&name)?;
                self.expect("=")?;
                let value = self.value()?;
                item.insert(name, value);
                if !self.take(",") {
                    break;
                }
            }
        }
        if self.take("REMOVE") {
            loop {
                let name = self.name()?;
                change(&name)?;
                item.remove(&name);
                if !self.take(",") {
                    break;
                }
            }
        }
        self.ended()
    }
}
