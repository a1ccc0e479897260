//! Condition and update expressions: read, held against an item, done.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Attributes, Invalid, attributes, compare, valid};
use crate::events::Expressions;
use crate::item::AttributeValue;

/// A condition.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    Exists(String, bool),
    Less(Operand, Operand),
    Equal(Operand, Operand),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

#[derive(Clone, Debug)]
pub(super) enum Operand {
    Attribute(String),
    Value(AttributeValue),
}

impl Condition {
    pub fn holds(&self, item: &Attributes) -> bool {
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

/// Reads the expressions of a request, and sees which placeholders they use.
pub(super) struct Reader<'r> {
    names: BTreeMap<&'r str, &'r str>,
    values: BTreeMap<String, AttributeValue>,
    used: BTreeSet<String>,
    tokens: Vec<String>,
    at: usize,
}

impl<'r> Reader<'r> {
    pub fn new(expressions: &'r Expressions) -> Result<Reader<'r>, Invalid> {
        let values = attributes(&expressions.values);
        values.values().try_for_each(valid)?;
        let names = expressions.names.iter().map(|(placeholder, name)| (placeholder.as_str(), name.as_str())).collect();
        Ok(Reader { names, values, used: BTreeSet::new(), tokens: Vec::new(), at: 0 })
    }

    /// Every placeholder that is defined was used.
    pub fn finish(self) -> Result<(), Invalid> {
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

    pub fn condition(&mut self, text: &str) -> Result<Condition, Invalid> {
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
    pub fn update(&mut self, text: &str, key: &[String], item: &mut Attributes) -> Result<(), Invalid> {
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
