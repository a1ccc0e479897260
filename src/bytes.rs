//! The bytes of a file, in pieces that stand one behind the other.
//!
//! The documents of a hundred thousand tables are written into large pieces of memory, and a file holds ranges of them: none is
//! put together by copying what is there already, and nothing is held twice.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The bytes of a file.
#[derive(Clone, Default)]
pub struct Bytes {
    pieces: Vec<Piece>,
    length: usize,
}

#[derive(Clone)]
struct Piece {
    of: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Bytes {
    /// Adds the bytes at `range` of a piece of memory, which may be held by others, too.
    pub fn push(&mut self, of: &Arc<Vec<u8>>, range: Range<usize>) {
        self.length += range.len();
        match self.pieces.last_mut() {
            // What was written one behind the other is one piece.
            Some(last) if last.range.end == range.start && Arc::ptr_eq(&last.of, of) => last.range.end = range.end,
            Some(_) | None => self.pieces.push(Piece { of: Arc::clone(of), range }),
        }
    }

    /// Adds a text, in a piece of its own.
    pub fn extend(&mut self, text: &str) {
        if !text.is_empty() {
            self.push(&Arc::new(text.into()), 0..text.len());
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.iter().map(|piece| &piece.of[piece.range.clone()])
    }

    /// All of them as one piece, copied where they are not.
    pub fn whole(&self) -> Cow<'_, [u8]> {
        let mut pieces = self.pieces();
        match (pieces.next(), self.pieces.len()) {
            (None, _) => Cow::Borrowed(&[]),
            (Some(piece), 1) => Cow::Borrowed(piece),
            (Some(first), _) => {
                let mut whole = Vec::with_capacity(self.length);
                whole.extend_from_slice(first);
                pieces.for_each(|piece| whole.extend_from_slice(piece));
                Cow::Owned(whole)
            }
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        let mut all = Bytes::default();
        let length = bytes.len();
        if length > 0 {
            all.push(&Arc::new(bytes), 0..length);
        }
        all
    }
}

/// The same bytes, whatever the pieces.
impl PartialEq for Bytes {
    fn eq(&self, other: &Bytes) -> bool {
        self.length == other.length && self.whole() == other.whole()
    }
}

impl Eq for Bytes {}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&String::from_utf8_lossy(&self.whole()), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_follow_each_other_are_one_piece() {
        let memory = Arc::new(b"abcdef".to_vec());
        let mut bytes = Bytes::from(b"<".to_vec());
        bytes.push(&memory, 1..3);
        bytes.push(&memory, 3..4);
        bytes.push(&memory, 0..1);
        let pieces: Vec<&[u8]> = bytes.pieces().collect();
        assert_eq!(pieces, [&b"<"[..], b"bcd", b"a"]);
        assert_eq!((&*bytes.whole(), bytes.len()), (&b"<bcda"[..], 5));
        assert_eq!(bytes, Bytes::from(b"<bcda".to_vec()));
        assert!(Bytes::from(Vec::new()).is_empty());
    }
}
