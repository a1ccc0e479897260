//! A JSON text read once, into a list of its values.
//!
//! Names and texts are borrowed from the message, or, where they have escapes, from a buffer beside it; nothing is allocated
//! once list and buffer are large enough. Nesting is bounded, and no object has a name twice.

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

impl Place {
    fn len(self) -> usize {
        (self.end - (self.start & !UNESCAPED)) as usize
    }
}

/// A value: where its name and text stand, and where the value after it is in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    /// The name within the object that it is a member of; empty otherwise.
    pub name: Place,
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

/// A value of a message that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tree<'a> {
    message: &'a str,
    tape: &'a Tape,
    place: u32,
}

/// A name that is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'n> {
    name: &'n str,
    mark: (u64, u64),
}

impl<'n> Wanted<'n> {
    #[inline]
    pub const fn new(name: &'n str) -> Wanted<'n> {
        Wanted { name, mark: mark(name.as_bytes()) }
    }
}

/// The first and the last bytes of a name. Up to sixteen bytes, names of one length and mark are the same.
#[inline(always)]
const fn mark(name: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64);
    }
    match name {
        [first, .., last] => (*first as u64 | (name[name.len() / 2] as u64) << 8, *last as u64),
        [only] => (*only as u64, 0),
        [] => (0, 0),
    }
}

/// A bit for a name, which others may have too.
#[inline(always)]
fn bit(name: &[u8]) -> u64 {
    let ends = match name {
        [first, .., last] => u64::from(*first) << 8 | u64::from(*last),
        [only] => u64::from(*only),
        [] => 0,
    };
    1 << ((name.len() as u64 ^ ends << 8).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
}

/// The bytes at a place.
#[inline(always)]
fn bytes_at<'a>(message: &'a str, unescaped: &'a str, place: Place) -> &'a [u8] {
    match place.start & UNESCAPED {
        0 => &message.as_bytes()[place.start as usize..place.end as usize],
        _ => &unescaped.as_bytes()[(place.start ^ UNESCAPED) as usize..place.end as usize],
    }
}

/// The characters at a place.
#[inline(always)]
fn characters<'a>(message: &'a str, unescaped: &'a str, place: Place) -> &'a str {
    match place.start & UNESCAPED {
        0 => &message[place.start as usize..place.end as usize],
        _ => &unescaped[(place.start ^ UNESCAPED) as usize..place.end as usize],
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
        let mut reader = Reader { message, tape: self, fault: (0, BadJson::Truncated) };
        match reader.document() {
            Some(()) => Ok(Tree { message, tape: self, place: 0 }),
            None => Err(BadEvent::Json { at: reader.fault.0, problem: reader.fault.1 }),
        }
    }
}

impl<'a> Tree<'a> {
    /// The value itself.
    #[inline(always)]
    pub fn node(&self) -> &'a Node {
        &self.tape.nodes[self.place as usize]
    }

    /// What it is.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.node().kind
    }

    /// Its place in the list of values.
    #[inline]
    pub fn place(&self) -> usize {
        self.place as usize
    }

    /// The name within the object that it is a member of.
    #[inline(always)]
    pub fn name(&self) -> &'a str {
        self.name_of(self.node())
    }

    /// Its characters.
    #[inline(always)]
    pub fn characters(&self) -> &'a str {
        characters(self.message, &self.tape.unescaped, self.node().text)
    }

    /// Whether a value is the member of this name.
    #[inline(always)]
    fn has_name(&self, node: &Node, wanted: &Wanted<'_>) -> bool {
        if node.name.len() != wanted.name.len() {
            return false;
        }
        let name = bytes_at(self.message, &self.tape.unescaped, node.name);
        mark(name) == wanted.mark && (name.len() <= 16 || name == wanted.name.as_bytes())
    }

    #[inline(always)]
    fn name_of(&self, node: &Node) -> &'a str {
        characters(self.message, &self.tape.unescaped, node.name)
    }

    /// Where the members of these names are, where the value is an object and has them; zero for those that it has not.
    #[inline(always)]
    pub fn pick<const COUNT: usize>(&self, wanted: &[Wanted<'static>; COUNT]) -> [u32; COUNT] {
        let mut found = [0; COUNT];
        let nodes = self.tape.nodes.as_slice();
        let (mut place, end) = self.within();
        let end = if self.kind() == Kind::Object { end } else { 0 };
        while place < end {
            let node = &nodes[place as usize];
            for (wanted, found) in wanted.iter().zip(&mut found) {
                if self.has_name(node, wanted) {
                    *found = place;
                    break;
                }
            }
            place = node.next;
        }
        found
    }

    /// The value at a place that was found; none at zero, where the first value is that nothing is around.
    #[inline(always)]
    pub fn at(&self, place: u32) -> Option<Tree<'a>> {
        (place != 0).then_some(Tree { place, ..*self })
    }

    /// The place of the first value within it, and that after the last.
    #[inline(always)]
    pub fn within(&self) -> (u32, u32) {
        (self.place + 1, self.node().next)
    }

    /// The value at a place, where it is a member of this name and a text: its characters, and the place of the value after it.
    #[inline(always)]
    pub fn text_at(&self, place: u32, wanted: &Wanted<'_>) -> Option<(&'a str, u32)> {
        let node = self.tape.nodes.get(place as usize)?;
        let is_it = node.kind == Kind::Text && self.has_name(node, wanted);
        is_it.then(|| (characters(self.message, &self.tape.unescaped, node.text), node.next))
    }

    /// The place of the first of the members from one place to another that has this name.
    #[inline(always)]
    pub fn find(&self, wanted: &Wanted<'_>, mut place: u32, end: u32) -> Option<u32> {
        let nodes = self.tape.nodes.as_slice();
        while place < end {
            let node = &nodes[place as usize];
            if self.has_name(node, wanted) {
                return Some(place);
            }
            place = node.next;
        }
        None
    }

    /// Its members, where it is an object.
    #[inline]
    pub fn members(self) -> impl Iterator<Item = Tree<'a>> {
        let (mut place, end) = self.within();
        let end = if self.kind() == Kind::Object { end } else { 0 };
        std::iter::from_fn(move || {
            let member = (place < end).then_some(Tree { place, ..self })?;
            place = member.node().next;
            Some(member)
        })
    }

    /// Itself and all values within it.
    pub fn all(self) -> impl Iterator<Item = Tree<'a>> {
        (self.place..self.node().next).map(move |place| Tree { place, ..self })
    }

    /// The member of this name, where the value is an object and has one.
    pub fn get(self, wanted: Wanted<'_>) -> Option<Tree<'a>> {
        let (first, end) = self.within();
        let end = if self.kind() == Kind::Object { end } else { 0 };
        self.find(&wanted, first, end).and_then(|place| self.at(place))
    }

    /// Whether it has no members or elements.
    pub fn is_empty(self) -> bool {
        self.node().next == self.place + 1
    }
}

/// Reads values one after the other. A function that finds a fault keeps it and returns nothing.
struct Reader<'r> {
    message: &'r str,
    tape: &'r mut Tape,
    fault: (usize, BadJson),
}

/// Beyond so many members, names are sorted to find one that comes twice.
const FEW: usize = 48;

/// The name of what is no member.
const NAMELESS: Place = Place { start: 0, end: 0 };

impl Reader<'_> {
    /// One value, and nothing but blanks around it.
    fn document(&mut self) -> Option<()> {
        let (at, first) = self.next(0);
        let at = self.value(at, first, NAMELESS, 0)?;
        let (at, _) = self.next(at);
        if at == self.message.len() { Some(()) } else { self.bad(at, BadJson::Trailing) }
    }

    #[cold]
    fn bad<T>(&mut self, at: usize, problem: BadJson) -> Option<T> {
        self.fault = (at, problem);
        None
    }

    /// What stands at this place is not what was to come.
    #[cold]
    fn unexpected<T>(&mut self, at: usize, problem: BadJson) -> Option<T> {
        self.bad(at, if at >= self.message.len() { BadJson::Truncated } else { problem })
    }

    /// The byte at a place; NUL, which JSON has nowhere outside of texts, where the message ends.
    #[inline(always)]
    fn peek(&self, at: usize) -> u8 {
        self.message.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The place of the next byte that is no blank, and the byte.
    #[inline(always)]
    fn next(&self, at: usize) -> (usize, u8) {
        let byte = self.peek(at);
        if byte > b' ' { (at, byte) } else { self.next_after_blanks(at) }
    }

    #[cold]
    fn next_after_blanks(&self, mut at: usize) -> (usize, u8) {
        while matches!(self.peek(at), b' ' | b'\n' | b'\t' | b'\r') {
            at += 1;
        }
        (at, self.peek(at))
    }

    /// Reads the value that begins at a place with this byte; returns the place after it.
    #[inline(always)]
    fn value(&mut self, at: usize, first: u8, name: Place, depth: usize) -> Option<usize> {
        let (kind, text, after) = match first {
            b'"' => {
                let (text, after) = self.text(at)?;
                (Kind::Text, text, after)
            }
            b'-' | b'0'..=b'9' => {
                let after = self.number(at, first)?;
                (Kind::Number, Place { start: at as u32, end: after as u32 }, after)
            }
            b'{' | b'[' => return self.nested(at, first == b'{', name, depth + 1),
            _ => {
                let (kind, after) = self.word(at, first)?;
                (kind, NAMELESS, after)
            }
        };
        let next = self.tape.nodes.len() as u32 + 1;
        self.tape.nodes.push(Node { kind, name, text, next });
        Some(after)
    }

    /// Reads an object or list.
    #[inline(never)]
    fn nested(&mut self, at: usize, is_object: bool, name: Place, depth: usize) -> Option<usize> {
        if depth > DEPTH {
            return self.bad(at + 1, BadJson::Depth);
        }
        let (place, kind) = (self.tape.nodes.len(), if is_object { Kind::Object } else { Kind::List });
        self.tape.nodes.push(Node { kind, name, text: NAMELESS, next: 0 });
        let (at, is_clear) =
            if is_object { self.members(at + 1, depth)? } else { (self.elements(at + 1, depth)?, true) };
        self.tape.nodes[place].next = self.tape.nodes.len() as u32;
        if !is_clear {
            self.distinct(place, at)?;
        }
        Some(at)
    }

    /// The members of an object, after its brace; and whether it is clear that no two have one name.
    #[inline(always)]
    fn members(&mut self, at: usize, depth: usize) -> Option<(usize, bool)> {
        let (mut at, mut first) = self.next(at);
        if first == b'}' {
            return Some((at + 1, true));
        }
        let (mut seen, mut is_clear) = (0_u64, true);
        loop {
            if first != b'"' {
                return self.unexpected(at, BadJson::Syntax);
            }
            let (name, after) = self.text(at)?;
            let bit = bit(bytes_at(self.message, &self.tape.unescaped, name));
            is_clear &= seen & bit == 0;
            seen |= bit;
            let (colon, byte) = self.next(after);
            if byte != b':' {
                return self.unexpected(colon, BadJson::Syntax);
            }
            let (start, byte) = self.next(colon + 1);
            let after = self.value(start, byte, name, depth)?;
            let (end, byte) = self.next(after);
            match byte {
                b',' => (at, first) = self.next(end + 1),
                b'}' => return Some((end + 1, is_clear)),
                _ => return self.unexpected(end, BadJson::Syntax),
            }
        }
    }

    /// The elements of a list, after its bracket.
    fn elements(&mut self, at: usize, depth: usize) -> Option<usize> {
        let (mut at, mut first) = self.next(at);
        if first == b']' {
            return Some(at + 1);
        }
        loop {
            let after = self.value(at, first, NAMELESS, depth)?;
            let (end, byte) = self.next(after);
            match byte {
                b',' => (at, first) = self.next(end + 1),
                b']' => return Some(end + 1),
                _ => return self.unexpected(end, BadJson::Syntax),
            }
        }
    }

    /// `null`, `true`, `false`
    #[cold]
    fn word(&mut self, at: usize, first: u8) -> Option<(Kind, usize)> {
        let (kind, word) = match first {
            b'n' => (Kind::Null, &b"null"[..]),
            b't' => (Kind::True, &b"true"[..]),
            b'f' => (Kind::False, &b"false"[..]),
            _ => return self.unexpected(at, BadJson::Syntax),
        };
        let rest = &self.message.as_bytes()[at..];
        if rest.starts_with(word) {
            return Some((kind, at + word.len()));
        }
        let problem = if word.starts_with(rest) { BadJson::Truncated } else { BadJson::Syntax };
        self.bad(at, problem)
    }

    /// The text whose quote stands at a place, without quotes and escapes, and the place after it.
    #[inline(always)]
    fn text(&mut self, at: usize) -> Option<(Place, usize)> {
        let start = at + 1;
        let end = scan::special(self.message.as_bytes(), start);
        if self.peek(end) == b'"' {
            return Some((Place { start: start as u32, end: end as u32 }, end + 1));
        }
        self.escaped_text(start, end)
    }

    /// The same of a text that has escapes, or does not end; what is special first stands at `end`.
    #[cold]
    fn escaped_text(&mut self, start: usize, end: usize) -> Option<(Place, usize)> {
        let from = self.tape.unescaped.len();
        self.tape.unescaped.push_str(&self.message[start..end]);
        let (at, result) = scan::unescape(self.message, end, &mut self.tape.unescaped);
        match result {
            Ok(()) => Some((Place { start: from as u32 | UNESCAPED, end: self.tape.unescaped.len() as u32 }, at)),
            Err(problem) => self.bad(at, problem),
        }
    }

    /// `-12.50e+3`; returns the place after it.
    #[inline]
    fn number(&mut self, at: usize, first: u8) -> Option<usize> {
        let start = at + usize::from(first == b'-');
        let mut end = match self.peek(start) {
            b'0' => start + 1,
            b'1'..=b'9' => self.digits(start),
            _ => return self.unexpected(start, BadJson::Number),
        };
        if self.peek(end) == b'.' {
            end = self.some_digits(end + 1)?;
        }
        if matches!(self.peek(end), b'e' | b'E') {
            end += 1 + usize::from(matches!(self.peek(end + 1), b'+' | b'-'));
            end = self.some_digits(end)?;
        }
        // `01`, `1x`
        match self.peek(end) {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-' => self.bad(end, BadJson::Number),
            _ => Some(end),
        }
    }

    fn some_digits(&mut self, at: usize) -> Option<usize> {
        if self.peek(at).is_ascii_digit() { Some(self.digits(at)) } else { self.unexpected(at, BadJson::Number) }
    }

    #[inline(always)]
    fn digits(&self, mut at: usize) -> usize {
        while self.peek(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    /// No two members of the object, which ends before `at`, have one name.
    #[inline(never)]
    fn distinct(&mut self, object: usize, at: usize) -> Option<()> {
        let Tape { nodes, unescaped, order } = &mut *self.tape;
        let name = |place: u32| bytes_at(self.message, unescaped, nodes[place as usize].name);
        order.clear();
        let mut place = object + 1;
        while place < nodes.len() {
            order.push(place as u32);
            place = nodes[place].next as usize;
        }
        let is_twice = if order.len() <= FEW {
            let is_name = |one: u32, other: u32| {
                let (one, other) = (name(one), name(other));
                one.len() == other.len() && mark(one) == mark(other) && one == other
            };
            (1..order.len()).any(|end| order[..end].iter().any(|earlier| is_name(*earlier, order[end])))
        } else {
            order.sort_unstable_by(|one, other| name(*one).cmp(name(*other)));
            order.windows(2).any(|pair| name(pair[0]) == name(pair[1]))
        };
        if is_twice { self.bad(at, BadJson::Duplicate) } else { Some(()) }
    }
}
