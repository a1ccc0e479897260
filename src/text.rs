//! Texts that were read, and places in them.
//!
//! Every text of a compilation (mappings, schemas, parameter files) is held by one [`Texts`], so that a [`Span`] is
//! twelve bytes and means the same everywhere. Offsets are bytes of the UTF-8 text as the readers saw it: after a byte
//! order mark was removed and other encodings were decoded.

use std::borrow::Cow;
use std::sync::Arc;

/// A name or another short text that many structures share.
pub type Name = Arc<str>;

/// `text` in lower case: itself where it is, as nearly all names that are folded are.
pub fn lowercase(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// A name in lower case: the same one where it is.
pub fn lowercase_name(name: &Name) -> Name {
    match lowercase(name) {
        Cow::Borrowed(_) => Name::clone(name),
        Cow::Owned(lower) => lower.into(),
    }
}

/// One text of a [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(u32);

/// A place: a range of bytes in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub text: TextId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `text`.
    pub fn new(text: TextId, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { text, start: offset(start), end: offset(end) }
    }

    /// From the start of `self` to the end of `last`, which stands later in the same text.
    pub fn to(self, last: Span) -> Span {
        Span { end: last.end.max(self.end), ..self }
    }

    /// The empty place at the start of `self`.
    pub fn before(self) -> Span {
        Span { end: self.start, ..self }
    }

    /// The empty place at the end of `self`.
    pub fn after(self) -> Span {
        Span { start: self.end, ..self }
    }
}

/// One text and where it came from.
#[derive(Clone, Debug)]
pub struct Text {
    /// The path as the user would write it: with `/`, relative where the user was relative.
    pub path: String,
    /// The text, without what was left out as it was read. It stays where it was read to: there may be a lot of it.
    pub content: Arc<String>,
    /// What was left out, in order.
    gaps: Arc<[Gap]>,
}

/// A part of a file that was left out of its text: rows of a dump, of which there may be gigabytes. What follows on the same
/// line has its column counted without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where it was, in the text that is left.
    pub at: usize,
    /// How many bytes it has, together with all that were left out before.
    pub bytes: u64,
    /// How many line ends it has, together with all that were left out before.
    pub lines: u64,
}

impl Text {
    /// How many bytes and lines of the file were left out before `offset`.
    pub fn left_out(&self, offset: usize) -> (usize, usize) {
        let after = self.gaps.partition_point(|gap| gap.at <= offset);
        let last = after.checked_sub(1).map(|place| self.gaps[place]);
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        last.map_or((0, 0), |gap| (count(gap.bytes), count(gap.lines)))
    }
}

/// All texts of a compilation.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    list: Vec<Text>,
}

impl Texts {
    /// No text yet.
    pub fn new() -> Texts {
        Texts::default()
    }

    /// Keeps `content` and returns its id.
    ///
    /// # Panics
    ///
    /// At more than four thousand million texts.
    pub fn add(&mut self, path: impl Into<String>, content: impl Into<String>) -> TextId {
        self.add_with_gaps(path, content, Vec::new())
    }

    /// Keeps the `content` of a file of which parts were left out, in the order of their places.
    ///
    /// # Panics
    ///
    /// At more than four thousand million texts.
    pub fn add_with_gaps(&mut self, path: impl Into<String>, content: impl Into<String>, gaps: Vec<Gap>) -> TextId {
        let id = TextId(u32::try_from(self.list.len()).expect("fewer texts than u32 can count"));
        self.list.push(Text { path: path.into(), content: Arc::new(content.into()), gaps: gaps.into() });
        id
    }

    /// The text of `id`.
    pub fn get(&self, id: TextId) -> &Text {
        &self.list[id.0 as usize]
    }

    /// The ids of all texts, in the order in which they were added.
    pub fn ids(&self) -> impl Iterator<Item = TextId> + use<> {
        (0..u32::try_from(self.list.len()).unwrap_or(u32::MAX)).map(TextId)
    }

    /// What stands at `span`; empty where the span does not fit its text.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.text).content.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Line and column of `offset`, both from 1; the column counts characters.
    pub fn line_column(&self, id: TextId, offset: u32) -> (usize, usize) {
        let content = &self.get(id).content;
        let mut at = (offset as usize).min(content.len());
        while !content.is_char_boundary(at) {
            at -= 1;
        }
        let before = &content[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let lines = before.bytes().filter(|byte| *byte == b'\n').count() + self.get(id).left_out(at).1;
        (lines + 1, before[line_start..].chars().count() + 1)
    }
}
