//! A JSON text read once, into a list of its values.
//!
//! Names and texts are borrowed from the message, or, where they have escapes, from a buffer beside it; nothing is allocated
//! once list and buffer are large enough. Nothing recurses, and no object has a name twice.

use super::fault::{BadEvent, BadJson};
use super::scan;

/// The deepest nesting that is read.
pub const DEPTH: usize = 64;
/// The largest message that is read, in bytes. Kinesis takes 1 MiB (10 MiB on request), Kafka 1 MB unless told otherwise.
pub const MESSAGE_BYTES: usize = 64 << 20;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    True,
    False,
    Number,
    Text,
    List,
    Object,
}

/// Where characters stand: in the message, or in the buffer of what had escapes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Marked where it counts from the beginning of the buffer.
    start: u32,
    end: u32,
}

/// The mark of a place in the buffer. No message is so long.
const UNESCAPED: u32 = 1 << 31;

/// A value: where its name and text stand, and where the value after it is in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    /// The name within the object that it is a member of; empty otherwise.
    pub name: Place,
    /// The first bytes of the name and its length, to tell most names apart by one comparison.
    pub mark: u64,
    /// The characters: of a text without quotes, of a number as written.
    pub text: Place,
    /// The place of the next value that is not part of this one; while it is being read, that of the value around it.
    pub next: u32,
}

/// The values of a text, each object and list before what it holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Tape {
    nodes: Vec<Node>,
    /// Names and texts that had escapes.
    unescaped: String,
    /// Members of an object with many, for the search of names that come twice.
    order: Vec<u32>,
}

/// What places count from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    message: &'a str,
    unescaped: &'a str,
}

/// A value of a text that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tree<'a> {
    pub source: Source<'a>,
    pub nodes: &'a [Node],
    pub place: usize,
}

/// The name's first bytes and its length.
pub(super) fn mark(name: &[u8]) -> u64 {
    let mut first = [0; 8];
    let length = name.len().min(7);
    first[..length].copy_from_slice(&name[..length]);
    first[7] = name.len() as u8;
    u64::from_le_bytes(first)
}

impl<'a> Source<'a> {
    /// The characters at a place.
    pub fn at(self, place: Place) -> &'a str {
        match place.start & UNESCAPED {
            0 => &self.message[place.start as usize..place.end as usize],
            _ => &self.unescaped[(place.start ^ UNESCAPED) as usize..place.end as usize],
        }
    }
}

impl Tape {
    /// Reads a message.
    pub fn read<'a>(&'a mut self, message: &'a [u8]) -> Result<Tree<'a>, BadEvent> {
        if message.len() > MESSAGE_BYTES {
            return Err(BadEvent::TooLarge { bytes: message.len() });
        }
        let message = std::str::from_utf8(message)
            .map_err(|error| BadEvent::Json { at: error.valid_up_to(), problem: BadJson::Encoding })?;
        self.nodes.clear();
        self.unescaped.clear();
        let mut reader = Reader { message, bytes: message.as_bytes(), at: 0, tape: self };
        if let Err(problem) = reader.document() {
            return Err(BadEvent::Json { at: reader.at, problem });
        }
        Ok(Tree { source: Source { message, unescaped: &self.unescaped }, nodes: &self.nodes, place: 0 })
    }
}

impl<'a> Tree<'a> {
    /// The value itself.
    pub fn node(&self) -> &'a Node {
        &self.nodes[self.place]
    }

    /// Its characters.
    pub fn characters(&self) -> &'a str {
        self.source.at(self.node().text)
    }

    /// The member of this name, where the value is an object and has one.
    pub fn get(&self, name: &str) -> Option<Tree<'a>> {
        let node = self.node();
        if node.kind != Kind::Object {
            return None;
        }
        let (wanted, end) = (mark(name.as_bytes()), node.next as usize);
        let mut place = self.place + 1;
        while place < end {
            let member = &self.nodes[place];
            if member.mark == wanted && self.source.at(member.name) == name {
                return Some(Tree { place, ..*self });
            }
            place = member.next as usize;
        }
        None
    }

    /// Whether it has no members or elements.
    pub fn is_empty(&self) -> bool {
        self.node().next as usize == self.place + 1
    }
}

struct Reader<'r> {
    message: &'r str,
    bytes: &'r [u8],
    at: usize,
    tape: &'r mut Tape,
}

/// Beyond so many members, names are sorted to find one that comes twice.
const FEW: usize = 16;
/// No value is around this one.
const NONE: u32 = u32::MAX;

impl Reader<'_> {
    fn document(&mut self) -> Result<(), BadJson> {
        // The object or list that is being read, and how many are around what is read.
        let (mut around, mut depth) = (NONE, 0_usize);
        let mut name = (Place::default(), 0);
        loop {
            // A value begins here.
            self.blanks();
            let place = self.tape.nodes.len() as u32;
            let mut node =
                Node { kind: Kind::Null, name: name.0, mark: name.1, text: Place::default(), next: place + 1 };
            let is_open = self.value(&mut node)?;
            if is_open {
                depth += 1;
                if depth > DEPTH {
                    return Err(BadJson::Depth);
                }
                node.next = around;
                around = place;
            }
            let is_object = node.kind == Kind::Object;
            self.tape.nodes.push(node);
            if is_open {
                self.blanks();
                let end = if is_object { b'}' } else { b']' };
                if self.peek() != Some(end) {
                    name = if is_object { self.name()? } else { (Place::default(), 0) };
                    continue;
                }
            }
            // A value ended here, or an object or list without any.
            loop {
                if around == NONE {
                    return self.end();
                }
                self.blanks();
                let is_object = self.tape.nodes[around as usize].kind == Kind::Object;
                match (self.peek(), is_object) {
                    (Some(b','), _) if self.tape.nodes.len() > around as usize + 1 => {
                        self.at += 1;
                        self.blanks();
                        name = if is_object { self.name()? } else { (Place::default(), 0) };
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        self.at += 1;
                        if is_object {
                            self.distinct(around as usize)?;
                        }
                        let end = self.tape.nodes.len() as u32;
                        around = std::mem::replace(&mut self.tape.nodes[around as usize].next, end);
                        depth -= 1;
                    }
                    (None, _) => return Err(BadJson::Truncated),
                    (Some(_), _) => return Err(BadJson::Syntax),
                }
            }
        }
    }

    /// Nothing but blanks may follow.
    fn end(&mut self) -> Result<(), BadJson> {
        self.blanks();
        if self.at == self.bytes.len() { Ok(()) } else { Err(BadJson::Trailing) }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    /// Reads a value, or the beginning of an object or list; then the answer is `true`.
    fn value(&mut self, node: &mut Node) -> Result<bool, BadJson> {
        let start = self.at;
        match self.peek().ok_or(BadJson::Truncated)? {
            b'"' => {
                node.kind = Kind::Text;
                node.text = self.text()?;
            }
            b'{' => {
                self.at += 1;
                node.kind = Kind::Object;
                return Ok(true);
            }
            b'[' => {
                self.at += 1;
                node.kind = Kind::List;
                return Ok(true);
            }
            b'-' | b'0'..=b'9' => {
                node.kind = Kind::Number;
                self.number()?;
                node.text = Place { start: start as u32, end: self.at as u32 };
            }
            b'n' => self.word(b"null")?,
            b't' => {
                node.kind = Kind::True;
                self.word(b"true")?;
            }
            b'f' => {
                node.kind = Kind::False;
                self.word(b"false")?;
            }
            _ => return Err(BadJson::Syntax),
        }
        Ok(false)
    }

    fn word(&mut self, word: &[u8]) -> Result<(), BadJson> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word) {
            self.at += word.len();
            return Ok(());
        }
        Err(if word.starts_with(rest) { BadJson::Truncated } else { BadJson::Syntax })
    }

    /// A member's name and the colon after it.
    fn name(&mut self) -> Result<(Place, u64), BadJson> {
        match self.peek() {
            Some(b'"') => {}
            Some(_) => return Err(BadJson::Syntax),
            None => return Err(BadJson::Truncated),
        }
        let place = self.text()?;
        let source = Source { message: self.message, unescaped: &self.tape.unescaped };
        let mark = mark(source.at(place).as_bytes());
        self.blanks();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return Err(BadJson::Syntax),
            None => return Err(BadJson::Truncated),
        }
        Ok((place, mark))
    }

    /// A text, without its quotes and escapes.
    fn text(&mut self) -> Result<Place, BadJson> {
        let start = self.at + 1;
        let end = scan::special(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Place { start: start as u32, end: end as u32 });
        }
        let from = self.tape.unescaped.len();
        self.tape.unescaped.push_str(&self.message[start..end]);
        let (at, result) = scan::unescape(self.message, end, &mut self.tape.unescaped);
        self.at = at;
        result.map(|()| Place { start: from as u32 | UNESCAPED, end: self.tape.unescaped.len() as u32 })
    }

    /// `-12.50e+3`
    fn number(&mut self) -> Result<(), BadJson> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            Some(_) => return Err(BadJson::Number),
            None => return Err(BadJson::Truncated),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        // `01`, `1x`
        if matches!(self.peek(), Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-')) {
            return Err(BadJson::Number);
        }
        Ok(())
    }

    fn some_digits(&mut self) -> Result<(), BadJson> {
        match self.peek() {
            Some(b'0'..=b'9') => self.digits(),
            Some(_) => return Err(BadJson::Number),
            None => return Err(BadJson::Truncated),
        }
        Ok(())
    }

    fn digits(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    /// No two members of the object have one name.
    fn distinct(&mut self, object: usize) -> Result<(), BadJson> {
        let Tape { nodes, unescaped, order } = &mut *self.tape;
        let source = Source { message: self.message, unescaped };
        let name = |place: u32| source.at(nodes[place as usize].name);
        order.clear();
        let mut place = object + 1;
        while place < nodes.len() {
            let node = &nodes[place];
            if order.len() < FEW {
                let is_taken =
                    |other: &u32| nodes[*other as usize].mark == node.mark && name(*other) == name(place as u32);
                if order.iter().any(is_taken) {
                    return Err(BadJson::Duplicate);
                }
            }
            order.push(place as u32);
            place = node.next as usize;
        }
        if order.len() > FEW {
            order.sort_unstable_by(|one, other| name(*one).cmp(name(*other)));
            if order.windows(2).any(|pair| name(pair[0]) == name(pair[1])) {
                return Err(BadJson::Duplicate);
            }
        }
        Ok(())
    }
}
