//! Bytes that stand in a message as text, decoded when they are asked for and kept as long as the message.

use std::cell::{Cell, OnceCell};

/// The bytes of values that are bytes, by the value's place.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    cells: Vec<OnceCell<Vec<u8>>>,
    /// Whether there are any.
    is_used: Cell<bool>,
}

impl Decoded {
    /// Forgets all, and makes room for so many values.
    pub fn restart(&mut self, count: usize) {
        if self.is_used.take() {
            self.cells.clear();
        }
        if self.cells.len() < count {
            self.cells.resize_with(count, OnceCell::new);
        }
    }

    /// The bytes of a value, decoded once; `None` where they cannot be.
    pub fn get(&self, place: usize, decode: impl FnOnce() -> Option<Vec<u8>>) -> Option<&[u8]> {
        let cell = self.cells.get(place)?;
        if cell.get().is_none() {
            self.is_used.set(true);
            let bytes = decode()?;
            return Some(cell.get_or_init(|| bytes));
        }
        cell.get().map(Vec::as_slice)
    }
}
