//! A part of a file in memory, which moves on through it.

use std::io::{self, Read};

/// How much is read at once.
pub const CHUNK: usize = 1 << 20;

/// How far ahead what a place means can depend on what follows: words at the start of a line, an end mark.
const AHEAD: usize = 1024;

/// How much stays before the place: quotes mean what the letters before them say.
const BEHIND: usize = 16;

/// See the module.
pub struct Window<'r> {
    from: &'r mut dyn Read,
    bytes: Vec<u8>,
    at: usize,
    /// The offset in the file of the first of `bytes`.
    base: usize,
    ended: bool,
    chunk: usize,
}

impl<'r> Window<'r> {
    /// At the start of a file, of which `chunk` bytes are read at once.
    pub fn new(from: &'r mut dyn Read, chunk: usize) -> io::Result<Window<'r>> {
        let mut window = Window { from, bytes: Vec::with_capacity(2 * chunk), at: 0, base: 0, ended: false, chunk };
        window.more()?;
        Ok(window)
    }

    /// What is in memory.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The place in `bytes` up to which all is done.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The same place, in the file.
    pub fn offset(&self) -> usize {
        self.base + self.at
    }

    /// Goes on to a later place.
    pub fn go_to(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    /// Whether what was decided about what stands before `end` would be decided so with more bytes, too.
    pub fn is_sure(&self, end: usize) -> bool {
        self.ended || end + AHEAD <= self.bytes.len()
    }

    /// The place up to which decisions are sure.
    pub fn sure(&self) -> usize {
        if self.ended { self.bytes.len() } else { self.bytes.len().saturating_sub(AHEAD).max(self.at) }
    }

    /// Whether nothing follows what is in memory.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Reads more: as much as is in memory already, so that a long statement is looked at few times. False at the end.
    pub fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let done = self.at.saturating_sub(BEHIND);
        if done > 0 {
            self.bytes.drain(..done);
            self.at -= done;
            self.base += done;
        }
        let wanted = self.bytes.len().max(self.chunk);
        let read = (&mut *self.from).take(wanted as u64).read_to_end(&mut self.bytes)?;
        self.ended = read < wanted;
        Ok(true)
    }

    /// The place after the end of the line.
    pub fn line_end(&mut self) -> io::Result<usize> {
        loop {
            if let Some(length) = memchr::memchr(b'\n', &self.bytes[self.at..]) {
                return Ok(self.at + length + 1);
            }
            if !self.more()? {
                return Ok(self.bytes.len());
            }
        }
    }
}
