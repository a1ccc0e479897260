//! Places of fields in the text of a batch.

/// Where a field stands: in the text of the batch, or in the memory of fields that had to be unescaped; or NULL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
}

/// Set in `start` where the field was unescaped.
const UNESCAPED: u32 = 1 << 31;

impl Span {
    pub const NULL: Span = Span { start: u32::MAX, end: u32::MAX };

    /// A field that stands in the text as it is.
    pub fn plain(start: usize, end: usize) -> Span {
        Span { start: small(start), end: small(end) }
    }

    /// A field of the unescaped.
    pub fn unescaped(start: usize, end: usize) -> Span {
        Span { start: small(start) | UNESCAPED, end: small(end) }
    }

    /// The text of the field; `None` for NULL.
    #[inline(always)]
    pub fn of<'b>(self, text: &'b str, unescaped: &'b str) -> Option<&'b str> {
        if self.start & UNESCAPED == 0 {
            return Some(&text[self.start as usize..self.end as usize]);
        }
        let start = (self.start & !UNESCAPED) as usize;
        if self == Span::NULL { None } else { Some(&unescaped[start..self.end as usize]) }
    }
}

/// Batches are below two gigabytes: a record is below one, and so is what is read at once.
#[inline(always)]
pub(super) fn small(place: usize) -> u32 {
    place as u32
}
