//! A key as bytes, to tell whether two are equal: equal for equal keys of one mapping, and different for others.

use crate::append::append;
use crate::error::Fault;
use crate::name::Name;
use crate::number::{Exact, Number, plain_digits};
use crate::output::{Attributes, Scalars};
use crate::part::Part;

/// Stands after a value; no text has it.
const END: u8 = 0xff;

/// The values of a key, each with [`END`] after it. Their names and types are the same in all keys of a mapping.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyBytes(Vec<u8>);

impl KeyBytes {
    /// Forgets the key.
    #[inline]
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The bytes.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether both keys are equal.
    #[inline]
    pub fn is(&self, other: &KeyBytes) -> bool {
        let (one, other) = (self.0.as_slice(), other.0.as_slice());
        if one.len() != other.len() {
            return false;
        }
        match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
            // Most keys that differ do so at the end.
            (Some(end), Some(other_end)) => {
                end == other_end && one.as_chunks::<8>().0.iter().eq(other.as_chunks::<8>().0)
            }
            _ => one == other,
        }
    }
}

impl Scalars for KeyBytes {
    #[inline]
    fn text(&mut self, value: &str) {
        append(value.as_bytes(), &mut self.0);
        self.0.push(END);
    }

    fn parts(&mut self, parts: &[Part<'_>]) -> Result<(), Fault> {
        for part in parts {
            part.pieces(|piece| self.0.extend_from_slice(piece.as_bytes()))?;
        }
        self.0.push(END);
        Ok(())
    }

    fn number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        self.plain_number(value)
    }

    #[inline]
    fn plain_number(&mut self, value: Number<'_>) -> Result<(), Fault> {
        if plain_digits(value.0).is_some() {
            self.text(value.0);
        } else {
            Exact::read(value.0)?.pieces(true, |piece| self.0.extend_from_slice(piece.as_bytes()));
            self.0.push(END);
        }
        Ok(())
    }

    fn boolean(&mut self, value: bool) {
        self.0.extend_from_slice(&[u8::from(value), END]);
    }

    fn null(&mut self) {
        self.0.push(END);
    }

    fn binary(&mut self, value: &[u8]) {
        self.0.extend_from_slice(&(value.len() as u64).to_be_bytes());
        self.0.extend_from_slice(value);
    }
}

impl Attributes for KeyBytes {
    fn name(&mut self, _name: &str) {}

    #[inline]
    fn known_name(&mut self, _name: &Name) {}

    #[inline]
    fn put_plain_parts(&mut self, _name: &Name, parts: &[Part<'_>], _bytes: usize) -> Result<(), Fault> {
        for part in parts {
            append(part.plain(), &mut self.0);
        }
        self.0.push(END);
        Ok(())
    }

    fn begin_map(&mut self) {}

    fn end_map(&mut self) {}

    fn begin_list(&mut self) {}

    fn end_list(&mut self) {}

    fn size(&self) -> usize {
        self.0.len()
    }
}
