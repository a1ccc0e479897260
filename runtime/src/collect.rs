//! Items built as values.

use std::collections::VecDeque;

use crate::error::{Error, Fault};
use crate::item::{AttributeValue, Item};
use crate::number::{Exact, Number};
use crate::output::{Attributes, ItemSink, Scalars};
use crate::part::Part;
use crate::{ITEM_BYTES, size};

/// Builds [`Item`]s.
#[derive(Clone, Debug, Default)]
pub struct Collect {
    done: VecDeque<Item>,
    /// The documents that were begun, the item first.
    open: Vec<Open>,
    size: usize,
}

#[derive(Clone, Debug)]
enum Open {
    /// A map, and the name whose value comes next.
    Map(Item, String),
    List(Vec<AttributeValue>),
}

impl Collect {
    /// No items.
    pub fn new() -> Collect {
        Collect::default()
    }

    /// The first complete item that was not taken yet.
    pub fn take(&mut self) -> Option<Item> {
        self.done.pop_front()
    }

    /// Ends what was begun, however large it is.
    pub(crate) fn end_any(&mut self) {
        if let Some(Open::Map(item, _)) = std::mem::take(&mut self.open).into_iter().next() {
            self.done.push_back(item);
        }
    }

    /// Names what comes next, without counting the name.
    pub(crate) fn unnamed(&mut self, name: &str) {
        if let Some(Open::Map(_, next)) = self.open.last_mut() {
            name.clone_into(next);
        }
    }

    fn add(&mut self, value: AttributeValue) {
        match self.open.last_mut() {
            Some(Open::Map(item, name)) => item.push(std::mem::take(name), value),
            Some(Open::List(list)) => list.push(value),
            None => {}
        }
    }

    fn write_number(&mut self, value: Number<'_>, plain: bool) -> Result<(), Fault> {
        let exact = Exact::read(value.0)?;
        let mut text = String::new();
        exact.pieces(plain, |piece| text.push_str(piece));
        self.size += size::number(exact.significant);
        self.add(AttributeValue::N(text));
        Ok(())
    }
}

impl Scalars for Collect {
    fn text(&mut self, value: &str) {
        self.size += value.len();
        self.add(AttributeValue::text(value));
    }

    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        let mut text = String::new();
        for part in parts {
            part.pieces(|piece| text.push_str(piece))?;
        }
        self.size += text.len();
        self.add(AttributeValue::S(text));
        Ok(())
    }

    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.write_number(value, false)
    }

    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.write_number(value, true)
    }

    fn boolean(&mut self, value: bool) {
        self.size += size::ONE;
        self.add(AttributeValue::Bool(value));
    }

    fn null(&mut self) {
        self.size += size::ONE;
        self.add(AttributeValue::Null);
    }

    fn binary(&mut self, value: &[u8]) {
        self.size += value.len();
        self.add(AttributeValue::B(value.to_vec()));
    }
}

impl Attributes for Collect {
    fn name(&mut self, name: &str) {
        self.size += name.len();
        if let Some(Open::Map(_, next)) = self.open.last_mut() {
            name.clone_into(next);
        }
    }

    fn begin_map(&mut self) {
        self.size += size::DOCUMENT + size::MEMBER;
        self.open.push(Open::Map(Item::default(), String::new()));
    }

    fn end_map(&mut self) {
        if let Some(Open::Map(item, _)) = self.open.pop() {
            self.add(AttributeValue::M(item));
        }
    }

    fn begin_list(&mut self) {
        self.size += size::DOCUMENT + size::MEMBER;
        self.open.push(Open::List(Vec::new()));
    }

    fn end_list(&mut self) {
        if let Some(Open::List(list)) = self.open.pop() {
            self.add(AttributeValue::L(list));
        }
    }

    fn size(&self) -> usize {
        self.size
    }
}

impl ItemSink for Collect {
    fn begin_item(&mut self) {
        self.size = 0;
        self.open = vec![Open::Map(Item::default(), String::new())];
    }

    fn end_item(&mut self) -> Result<(), Error> {
        let open = std::mem::take(&mut self.open);
        if self.size > ITEM_BYTES {
            return Err(Error::of_item(Fault::ItemTooLarge { bytes: self.size }));
        }
        if let Some(Open::Map(item, _)) = open.into_iter().next() {
            self.done.push_back(item);
        }
        Ok(())
    }

    fn abandon_item(&mut self) {
        self.open.clear();
    }
}
