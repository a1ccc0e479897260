//! A place in the text of a statement, which goes forward.

/// What a piece cannot be a token for, and where: an offset in the text.
pub struct Stuck {
    /// The place.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

impl Stuck {
    /// Stuck at `at`.
    pub fn new(at: usize, message: impl Into<String>) -> Stuck {
        Stuck { at, message: message.into() }
    }
}

/// A place in a text. It is always at the edge of a character.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    text: &'a str,
    /// Offset in the text.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// At `at` in `text`.
    pub fn new(text: &'a str, at: usize) -> Reader<'a> {
        Reader { text, at }
    }

    /// The byte here.
    pub fn byte(&self) -> Option<u8> {
        self.byte_after(0)
    }

    /// The byte `ahead` bytes later.
    pub fn byte_after(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// All bytes from here on.
    pub fn bytes(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// The character here.
    pub fn character(&self) -> Option<char> {
        match self.byte()? {
            ascii @ ..0x80 => Some(char::from(ascii)),
            _ => self.text[self.at..].chars().next(),
        }
    }

    /// Takes the character here.
    pub fn bump(&mut self) -> Option<char> {
        let character = self.character()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Takes the byte, if it stands here. It must be one of ASCII.
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.byte() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Takes characters as long as they are wanted.
    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.character().is_some_and(&wanted) {
            self.bump();
        }
    }

    /// What stands between an earlier place and this one.
    pub fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    /// The text up to `end`, at the place `at`.
    pub fn within(&self, at: usize, end: usize) -> Reader<'a> {
        Reader { text: &self.text[..end], at }
    }

    /// Goes to the end of the text.
    pub fn finish(&mut self) {
        self.at = self.text.len();
    }
}
