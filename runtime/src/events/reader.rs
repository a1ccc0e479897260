//! What the readers of all envelopes share: the memory that is used again for each message.

use super::columns::{Columns, Rules};
use super::decoded::Decoded;
use super::fault::BadEvent;
use super::tape::{Kind, Tape, Tree};
use crate::error::{Error, Fault};

/// The memory of a reader.
#[derive(Debug, Default)]
pub(super) struct Memory {
    tape: Tape,
    decoded: Decoded,
    /// Texts that are made of several values: the position, and times.
    pub made: Made,
}

/// Texts of an event that do not stand in its message.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    pub position: String,
    pub timestamp: String,
    pub commit_timestamp: String,
}

/// A message that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'a> {
    pub root: Tree<'a>,
    decoded: &'a Decoded,
}

impl Memory {
    /// Reads a message. The texts that are made of its values are the caller's to write.
    pub fn read<'a>(&'a mut self, message: &'a [u8]) -> Result<(Read<'a>, &'a mut Made), Error> {
        let Memory { tape, decoded, made } = self;
        let root = tape.read(message).map_err(of)?;
        decoded.restart(root.node().next as usize);
        Ok((Read { root, decoded }, made))
    }
}

impl Made {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.position.clear();
        self.timestamp.clear();
        self.commit_timestamp.clear();
    }
}

/// A text, if there is one.
pub(super) fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

impl<'a> Read<'a> {
    /// The columns of a row.
    pub fn columns(&self, tree: Tree<'a>, rules: Rules) -> Columns<'a> {
        Columns::new(tree, rules, self.decoded)
    }
}

/// A member that must be there and be an object.
pub(super) fn object<'a>(member: Option<Tree<'a>>, name: &'static str) -> Result<Tree<'a>, Error> {
    let member = member.ok_or_else(|| of(BadEvent::MissingMember(name)))?;
    if member.kind() == Kind::Object { Ok(member) } else { Err(of(BadEvent::WrongMember(name))) }
}

/// A member that must be there and be a text.
pub(super) fn text<'a>(member: Option<Tree<'a>>, name: &'static str) -> Result<&'a str, Error> {
    maybe_text(member, name)?.ok_or_else(|| of(BadEvent::MissingMember(name)))
}

/// A member that must be a text, where it is there and not NULL.
pub(super) fn maybe_text<'a>(member: Option<Tree<'a>>, name: &'static str) -> Result<Option<&'a str>, Error> {
    let Some(member) = member else { return Ok(None) };
    match member.kind() {
        Kind::Text => Ok(Some(member.characters())),
        Kind::Null => Ok(None),
        Kind::True | Kind::False | Kind::Number | Kind::List | Kind::Object => Err(of(BadEvent::WrongMember(name))),
    }
}

/// The characters of a member that is a text or a number.
pub(super) fn scalar(member: Option<Tree<'_>>) -> Option<&str> {
    let member = member?;
    match member.kind() {
        Kind::Text | Kind::Number => Some(member.characters()),
        Kind::Null | Kind::True | Kind::False | Kind::List | Kind::Object => None,
    }
}

/// The error.
pub(super) fn of(bad: BadEvent) -> Error {
    Error::of_item(Fault::Event(bad))
}
