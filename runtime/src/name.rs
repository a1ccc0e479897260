//! Names of attributes that a mapping spells.

/// The name of an attribute, and whether JSON writes it as it is.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    text: &'static str,
    plain: bool,
}

impl Name {
    /// The name; made at compile time, in a `const` block.
    pub const fn new(text: &'static str) -> Name {
        let bytes = text.as_bytes();
        let mut plain = true;
        let mut at = 0;
        while at < bytes.len() {
            plain &= bytes[at] >= b' ' && bytes[at] != b'"' && bytes[at] != b'\\';
            at += 1;
        }
        Name { text, plain }
    }

    /// Its characters.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether JSON writes it without an escape.
    pub(crate) fn is_plain(&self) -> bool {
        self.plain
    }
}
