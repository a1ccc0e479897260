//! Attributes that are written twice: once for their names, once for their values.

use super::scratch::Names;
use super::sink::Sink;
use crate::error::Fault;
use crate::number::Number;
use crate::output::{Attributes, Scalars};
use crate::part::Part;

/// Takes the names of attributes, not of what is within them.
pub(super) struct TopNames<'n> {
    names: &'n mut Names,
    depth: usize,
}

impl<'n> TopNames<'n> {
    /// Adds to these names.
    pub fn new(names: &'n mut Names) -> TopNames<'n> {
        TopNames { names, depth: 0 }
    }
}

impl Scalars for TopNames<'_> {
    fn text(&mut self, _value: &str) {}

    fn parts(&mut self, _parts: &[Part<'_>]) -> Result<(), Fault> {
        Ok(())
    }

    fn number(&mut self, _value: Number<'_>) -> Result<(), Fault> {
        Ok(())
    }

    fn plain_number(&mut self, _value: Number<'_>) -> Result<(), Fault> {
        Ok(())
    }

    fn boolean(&mut self, _value: bool) {}

    fn null(&mut self) {}

    fn binary(&mut self, _value: &[u8]) {}
}

impl Attributes for TopNames<'_> {
    fn name(&mut self, name: &str) {
        if self.depth == 0 {
            self.names.push(name);
        }
    }

    fn begin_map(&mut self) {
        self.depth += 1;
    }

    fn end_map(&mut self) {
        self.depth -= 1;
    }

    fn begin_list(&mut self) {
        self.depth += 1;
    }

    fn end_list(&mut self) {
        self.depth -= 1;
    }

    fn size(&self) -> usize {
        0
    }
}

/// Writes the values of attributes under placeholders instead of their names.
pub(super) struct TopValues<'s, S> {
    sink: &'s mut S,
    depth: usize,
    next: usize,
}

impl<'s, S: Sink> TopValues<'s, S> {
    /// Writes to this sink, from `:0` on.
    pub fn new(sink: &'s mut S) -> TopValues<'s, S> {
        TopValues { sink, depth: 0, next: 0 }
    }
}

impl<S: Sink> Scalars for TopValues<'_, S> {
    fn text(&mut self, value: &str) {
        self.sink.text(value);
    }

    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        self.sink.parts(parts)
    }

    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.sink.number(value)
    }

    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.sink.plain_number(value)
    }

    fn boolean(&mut self, value: bool) {
        self.sink.boolean(value);
    }

    fn null(&mut self) {
        self.sink.null();
    }

    fn binary(&mut self, value: &[u8]) {
        self.sink.binary(value);
    }
}

impl<S: Sink> Attributes for TopValues<'_, S> {
    fn name(&mut self, name: &str) {
        if self.depth == 0 {
            self.sink.placeholder(self.next);
            self.next += 1;
        } else {
            self.sink.name(name);
        }
    }

    fn begin_map(&mut self) {
        self.depth += 1;
        self.sink.begin_map();
    }

    fn end_map(&mut self) {
        self.depth -= 1;
        self.sink.end_map();
    }

    fn begin_list(&mut self) {
        self.depth += 1;
        self.sink.begin_list();
    }

    fn end_list(&mut self) {
        self.depth -= 1;
        self.sink.end_list();
    }

    fn size(&self) -> usize {
        self.sink.size()
    }
}
