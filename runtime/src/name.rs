//! Names of attributes that a mapping spells.

use crate::wide::{HEAD, Head};

/// What stands around a name: two bytes before it, the others after it.
const AROUND: [u8; 10] = *b",\"\":{\"S\":\"";

/// The name of an attribute, and whether JSON writes it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    text: &'static str,
    spelled: Option<Spelled>,
}

/// How JSON spells a name, with what stands around it: `,"name":{"S":"`. Short names only, so that all are copied alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelled {
    bytes: [u8; HEAD + 1],
    /// How many of the bytes are meant.
    length: usize,
}

impl Spelled {
    /// What stands before a value of the type `letter`, with the comma or without.
    #[inline(always)]
    pub fn head(&self, comma: bool, letter: u8) -> Head<'_> {
        let bytes = if comma { self.bytes.first_chunk() } else { self.bytes.last_chunk() };
        Head { bytes: bytes.unwrap_or(&[0; HEAD]), length: self.length - usize::from(!comma), letter }
    }
}

impl Name {
    /// The name; made at compile time, in a `const` block.
    pub const fn new(text: &'static str) -> Name {
        let bytes = text.as_bytes();
        let mut spelled = Spelled { bytes: [0; HEAD + 1], length: bytes.len() + AROUND.len() };
        let mut is_plain = spelled.length <= HEAD;
        let mut at = 0;
        while is_plain && at < bytes.len() {
            is_plain = bytes[at] >= b' ' && bytes[at] != b'"' && bytes[at] != b'\\';
            spelled.bytes[at + 2] = bytes[at];
            at += 1;
        }
        if is_plain {
            spelled.bytes[0] = AROUND[0];
            spelled.bytes[1] = AROUND[1];
            let mut rest = 2;
            while rest < AROUND.len() {
                spelled.bytes[at + rest] = AROUND[rest];
                rest += 1;
            }
        }
        Name { text, spelled: if is_plain { Some(spelled) } else { None } }
    }

    /// Its characters.
    #[inline]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// How JSON spells it, where that was worked out beforehand.
    #[inline(always)]
    pub(crate) fn spelled(&self) -> Option<&Spelled> {
        self.spelled.as_ref()
    }
}
