//! Cuts a text into lines and blocks.
//!
//! Reading is line-oriented on purpose: a line that the grammar refuses then costs one finding and nothing around it is
//! lost, memory follows the longest line, and time is linear whatever the text holds. The language is made for this:
//! a newline ends a line except after a comma, inside a record, and before `->`, `from`, `except` of a header or `{`.
//!
//! Braces that do not balance are found by a second reading that trusts indentation, as people do. No recursion:
//! nesting is a stack of at most [`MAX_DEPTH`].

use super::lex::{Kind, MAX_DEPTH, Token};

/// A token's number in the text.
pub(super) type At = usize;

/// A text as lines and blocks. Everything but blank lines is in it once.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// What stands at the top.
    pub nodes: Vec<Node>,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// A line, with its block, or a comment on its own line.
#[derive(Debug)]
pub(super) enum Node {
    /// A line.
    Line(Line),
    /// A comment, and whether an empty line stands before it.
    Comment(At, bool),
}

impl Node {
    /// The line, if it is one.
    pub fn as_line(&self) -> Option<&Line> {
        match self {
            Node::Line(line) => Some(line),
            Node::Comment(..) => None,
        }
    }
}

/// One line.
#[derive(Debug)]
pub(super) struct Line {
    /// Its first token.
    pub start: At,
    /// The token after its last; comments where it goes on are between.
    pub end: At,
    /// The comment at its end, or after its `{`.
    pub comment: Option<At>,
    /// Its block.
    pub block: Option<Block>,
    /// An empty line stands before it.
    pub apart: bool,
    /// Brackets stand too deep in it to read it.
    pub deep: bool,
}

/// What stands between braces.
#[derive(Debug)]
pub(super) struct Block {
    /// The opening brace; the last token of its line where it is missing.
    pub open: At,
    /// What is in it.
    pub nodes: Vec<Node>,
    /// The token after it: its own `}`, or what ended it.
    pub end: At,
    /// The comment after its `}`.
    pub comment: Option<At>,
}

/// A line or brace that does not fit, by token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// `{` that nothing closes, and what stands where `}` is missing.
    Unclosed(At, At),
    /// A line whose block has no `{`: its last token.
    NoOpen(At),
    /// `}` that closes nothing.
    Stray(At),
    /// Lines further right than any at the top, in no block: the first token.
    Headless(At),
    /// `{` that belongs to no line.
    StrayOpen(At),
    /// A brace within a line that cannot be meant for a block; the line says so.
    Slip(At),
    /// `,` or `;` at the end of a line.
    Trailing(At),
    /// A bracket too deep in others. Reading ended there when it is a brace of a block.
    Deep(At),
}

impl Problem {
    fn is_of_braces(&self) -> bool {
        match self {
            Problem::Unclosed(..)
            | Problem::NoOpen(_)
            | Problem::Stray(_)
            | Problem::StrayOpen(_)
            | Problem::Slip(_)
            | Problem::Headless(_) => true,
            Problem::Trailing(_) | Problem::Deep(_) => false,
        }
    }
}

/// The lines and blocks of `text`, whose tokens are `tokens`.
pub(super) fn layout(text: &str, tokens: &[Token]) -> Layout {
    let plain = Reader::new(text, tokens, false).read();
    let of_braces = |layout: &Layout| layout.problems.iter().filter(|problem| problem.is_of_braces()).count();
    if of_braces(&plain) == 0 {
        return plain;
    }
    let guided = Reader::new(text, tokens, true).read();
    // A text without indentation is not to be judged by it.
    if of_braces(&guided) <= of_braces(&plain).max(1) && of_braces(&guided) > 0 { guided } else { plain }
}

/// A block that is being read.
struct Frame {
    /// The line it belongs to.
    line: Line,
    /// Its `{`.
    open: At,
    /// Its nodes so far.
    nodes: Vec<Node>,
    /// How far its line is indented.
    indent: usize,
    /// How far the first line in it is indented, when that is further.
    inner: Option<usize>,
    /// In an `example`, braces hold records.
    records: bool,
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: At,
    top: Vec<Node>,
    frames: Vec<Frame>,
    problems: Vec<Problem>,
    by_indent: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, tokens: &'a [Token], by_indent: bool) -> Reader<'a> {
        Reader { text, tokens, at: 0, top: Vec::new(), frames: Vec::new(), problems: Vec::new(), by_indent }
    }

    fn read(mut self) -> Layout {
        while let Some(apart) = self.skip_newlines() {
            let token = self.tokens[self.at];
            if token.is_comment() {
                let comment = Node::Comment(self.at, apart);
                self.nodes().push(comment);
                self.at += 1;
            } else if token.kind == Kind::BraceClose {
                self.close();
            } else {
                self.end_by_look();
                if !self.line(apart) {
                    break;
                }
            }
        }
        self.end_frames(0, self.tokens.len());
        Layout { nodes: self.top, problems: self.problems }
    }

    fn nodes(&mut self) -> &mut Vec<Node> {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.nodes,
            None => &mut self.top,
        }
    }

    fn kind(&self, at: At) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn word(&self, at: At) -> Option<&'a str> {
        self.tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| token.text(self.text))
    }

    /// Goes to the next token of substance; whether an empty line was skipped; `None` at the end.
    fn skip_newlines(&mut self) -> Option<bool> {
        let from = self.at;
        while self.kind(self.at) == Some(Kind::Newline) {
            self.at += 1;
        }
        self.kind(self.at).map(|_| self.at - from >= 2)
    }

    /// The next token that is neither newline nor comment.
    fn next_substance(&self, mut at: At) -> At {
        while self.tokens.get(at).is_some_and(|token| token.kind == Kind::Newline || token.is_comment()) {
            at += 1;
        }
        at
    }

    /// How far the token is indented; `None` where it is not the first of its line.
    fn indent(&self, at: At) -> Option<usize> {
        let before = &self.text[..self.tokens.get(at)?.start as usize];
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        let first = blanks == before.len() || before[..before.len() - blanks].ends_with(['\n', '\r']);
        first.then_some(blanks)
    }

    /// `map NAME from`, `schema NAME from`, `fragment NAME {`, `example NAME "`: no line of any block, so all blocks end before it.
    fn begins_item(&self, at: At) -> bool {
        let named = |from: At| self.kind(from + 1) == Some(Kind::Word);
        match self.word(at) {
            Some("map" | "schema") => named(at) && self.word(at + 2) == Some("from"),
            Some("fragment") => named(at) && self.kind(at + 2) == Some(Kind::BraceOpen),
            Some("example") => named(at) && self.kind(at + 2) == Some(Kind::Text),
            Some(_) | None => false,
        }
    }

    /// `row`, `gives` or `rejects` where no name of an entry can be, so that a record ends before it.
    fn begins_example_line(&self, at: At) -> bool {
        matches!(self.word(at), Some("row" | "gives" | "rejects" | "insert" | "update" | "delete"))
            && self.kind(at + 1) != Some(Kind::Colon)
    }

    // Blocks.

    fn close(&mut self) {
        if self.by_indent
            && let Some(indent) = self.indent(self.at)
        {
            // A brace as far right as the lines of its block closes nothing.
            if self.frames.last().and_then(|frame| frame.inner).is_some_and(|inner| indent >= inner) {
                self.problems.push(Problem::Stray(self.at));
                self.at += 1;
                return;
            }
            // A brace further left than its block's line belongs to a block around it.
            while self.frames.len() > 1 && self.frames.last().is_some_and(|frame| indent < frame.indent) {
                self.end_frames(self.frames.len() - 1, self.at);
            }
        }
        if self.frames.is_empty() {
            self.problems.push(Problem::Stray(self.at));
            self.at += 1;
            return;
        }
        let end = self.at;
        self.at += 1;
        let comment = self.comment_here();
        self.end_frame(end, comment);
    }

    fn end_frame(&mut self, end: At, comment: Option<At>) {
        if let Some(frame) = self.frames.pop() {
            let block = Block { open: frame.open, nodes: frame.nodes, end, comment };
            self.nodes().push(Node::Line(Line { block: Some(block), ..frame.line }));
        }
    }

    /// Ends all blocks but `keep`; the innermost is reported.
    fn end_frames(&mut self, keep: usize, end: At) {
        let Some(innermost) = self.frames.last().filter(|_| self.frames.len() > keep) else { return };
        // An implied block has no brace that anybody could close.
        if self.kind(innermost.open) == Some(Kind::BraceOpen) {
            self.problems.push(Problem::Unclosed(innermost.open, end));
        }
        while self.frames.len() > keep {
            self.end_frame(end, None);
        }
    }

    /// Ends blocks that the line at hand cannot be in.
    fn end_by_look(&mut self) {
        if !self.frames.is_empty() && self.begins_item(self.at) {
            let docs = self.take_docs();
            self.end_frames(0, self.at);
            self.top.extend(docs);
        }
        if !self.by_indent {
            return;
        }
        let Some(indent) = self.indent(self.at) else { return };
        while let Some(frame) = self.frames.last() {
            if indent > frame.indent || frame.inner.is_none() {
                break;
            }
            let docs = self.take_docs();
            self.end_frames(self.frames.len() - 1, self.at);
            self.nodes().extend(docs);
        }
        if let Some(frame) = self.frames.last_mut()
            && indent > frame.indent
        {
            frame.inner.get_or_insert(indent);
        }
    }

    /// The documentation right before the line at hand, which belongs to it wherever it is put.
    fn take_docs(&mut self) -> Vec<Node> {
        let tokens = self.tokens;
        let nodes = self.nodes();
        let is_doc = |node: &Node| matches!(node, Node::Comment(at, _) if tokens[*at].kind == Kind::Doc);
        let keep = nodes.iter().rposition(|node| !is_doc(node)).map_or(0, |last| last + 1);
        nodes.split_off(keep)
    }

    /// Opens a block for `line`; false where that is too deep.
    fn open(&mut self, line: Line, open: At) -> bool {
        if self.frames.len() >= MAX_DEPTH {
            self.problems.push(Problem::Deep(open));
            while !self.frames.is_empty() {
                self.end_frame(open, None);
            }
            return false;
        }
        let indent = self.indent(line.start).unwrap_or_else(|| self.frames.last().map_or(0, |frame| frame.indent));
        // Rows tell an example, too, when its first word is broken.
        let next = self.next_substance(open + 1);
        let rows = self.begins_example_line(next) && self.kind(next + 1) == Some(Kind::BraceOpen);
        let records = self.frames.is_empty() && (rows || self.word(line.start) == Some("example"));
        self.frames.push(Frame { line, open, nodes: Vec::new(), indent, inner: None, records });
        true
    }

    // Lines.

    /// The comment that follows on the same line.
    fn comment_here(&mut self) -> Option<At> {
        let here = self.tokens.get(self.at).is_some_and(|token| token.is_comment());
        here.then(|| {
            self.at += 1;
            self.at - 1
        })
    }

    /// Reads one line, to its end or its `{`; false where reading cannot go on.
    fn line(&mut self, apart: bool) -> bool {
        let records = self.frames.last().is_some_and(|frame| frame.records);
        let start = self.at;
        let inside = self.indent(start).is_some_and(|indent| indent > 0) && !self.begins_item(start);
        if self.by_indent && self.frames.is_empty() && inside {
            // The line that these belong to is gone, or is none; they are kept together until their `}`.
            self.problems.push(Problem::Headless(start));
            let line = Line { start, end: start, comment: None, block: None, apart, deep: false };
            self.open(line, start);
            if let Some(frame) = self.frames.last_mut() {
                frame.indent = 0;
            }
            self.end_by_look();
            return true;
        }
        let (mut end, depth, deep) = if records { self.record_line() } else { self.plain_line() };
        while end > start && depth == 0 && self.is_trailing(end) {
            self.problems.push(Problem::Trailing(end - 1));
            end -= 1;
        }
        let opens = !records && self.kind(self.at) == Some(Kind::BraceOpen);
        if opens {
            self.at += 1;
            if self.by_indent && start == end {
                self.problems.push(Problem::StrayOpen(start));
                return true;
            }
        }
        let comment = self.comment_here();
        let line = Line { start, end, comment, block: None, apart, deep };
        if opens {
            let brace = self.at - 1 - usize::from(comment.is_some());
            return self.open(line, brace);
        }
        if self.by_indent && !records && self.lacks_open(&line) {
            let last = end.max(start + 1) - 1;
            self.problems.push(Problem::NoOpen(last));
            return self.open(line, last);
        }
        self.nodes().push(Node::Line(line));
        true
    }

    /// Whether the token before `end` is a sign that nothing follows.
    fn is_trailing(&self, end: At) -> bool {
        matches!(self.kind(end - 1), Some(Kind::Comma | Kind::Semicolon))
    }

    /// Whether what follows looks like the block of `line`, which has no `{`.
    fn lacks_open(&self, line: &Line) -> bool {
        const WITHOUT_BLOCK: [&str; 17] = [
            "partition",
            "sort",
            "primary",
            "exclude",
            "rename",
            "cast",
            "mask",
            "where",
            "pivot",
            "null",
            "assume",
            "on",
            "version",
            "before",
            "use",
            "item",
            "schema",
        ];
        let next = self.next_substance(self.at);
        let next_line = matches!(self.kind(next), Some(kind) if kind != Kind::BraceClose);
        let further = match (self.indent(line.start), self.indent(next)) {
            (Some(this), Some(next)) => next > this,
            (Some(_) | None, _) => false,
        };
        next_line && further && !self.word(line.start).is_some_and(|word| WITHOUT_BLOCK.contains(&word))
    }

    /// Whether the brace at hand, in a line, is no brace of a block by the look of the text.
    fn is_slip(&self) -> bool {
        let first = self.indent(self.at).is_some();
        if !self.by_indent {
            return false;
        }
        let rest = self.tokens[self.at + 1..].iter().map(|token| token.kind);
        let mut on_line = rest.take_while(|kind| *kind != Kind::Newline);
        if self.kind(self.at) == Some(Kind::BraceClose) {
            let opened_here = self.frames.last().is_some_and(|frame| self.is_same_line(frame.open));
            return !opened_here && (!first || self.is_in_header(self.at));
        }
        if on_line.clone().any(|kind| kind == Kind::BraceClose) {
            return false;
        }
        if on_line.next().is_some_and(|kind| kind != Kind::Comment && kind != Kind::Doc) {
            return true;
        }
        if first {
            return false;
        }
        let next = self.next_substance(self.at + 1);
        if self.frames.is_empty()
            && (self.kind(next) == Some(Kind::Arrow) || matches!(self.word(next), Some("from" | "except")))
        {
            return true;
        }
        let outer = self.frames.last().and_then(|frame| frame.inner).unwrap_or_default();
        self.kind(next) != Some(Kind::BraceClose)
            && self.indent(next).is_some_and(|indent| indent <= outer)
            && !self.frames.is_empty()
    }

    /// Whether the brace stands where a clause of a header would.
    fn is_in_header(&self, brace: At) -> bool {
        self.frames.is_empty() && self.indent(brace).is_some_and(|indent| indent > 0)
    }

    /// Whether no newline stands between the token and the one at hand.
    fn is_same_line(&self, token: At) -> bool {
        self.tokens[token..self.at].iter().rev().all(|token| token.kind != Kind::Newline)
    }

    /// To the end of a line outside examples: the token after its last, how many brackets are open, and whether brackets
    /// stand too deep.
    fn plain_line(&mut self) -> (At, usize, bool) {
        let (mut end, mut depth, mut deep) = (self.at, 0usize, false);
        while let Some(kind) = self.kind(self.at) {
            if kind == Kind::Newline || self.tokens[self.at].is_comment() {
                let next = self.next_substance(self.at);
                if !self.goes_on(end, next, depth) {
                    break;
                }
                self.at = next;
                continue;
            }
            if kind == Kind::BraceOpen || kind == Kind::BraceClose {
                if !self.is_slip() {
                    break;
                }
                self.problems.push(Problem::Slip(self.at));
            }
            self.nest(kind, &mut depth, &mut deep);
            self.at += 1;
            end = self.at;
        }
        (end, depth, deep)
    }

    /// To the end of a line of an example, whose braces hold a record.
    fn record_line(&mut self) -> (At, usize, bool) {
        let (mut end, mut braces, mut depth, mut deep) = (self.at, 0usize, 0usize, false);
        while let Some(kind) = self.kind(self.at) {
            if kind == Kind::Newline || self.tokens[self.at].is_comment() {
                let next = self.next_substance(self.at);
                let opens = self.kind(next) == Some(Kind::BraceOpen) && end == self.at && braces == 0;
                let inside = braces > 0 && !self.begins_example_line(next) && !self.begins_item(next);
                if next >= self.tokens.len() || !(opens || inside) {
                    break;
                }
                self.at = next;
                continue;
            }
            match (kind == Kind::BraceOpen, kind == Kind::BraceClose) {
                (true, _) => braces += 1,
                (_, true) if braces == 0 && self.is_slip() => self.problems.push(Problem::Slip(self.at)),
                (_, true) if braces == 0 => break,
                (_, true) => braces -= 1,
                (false, false) => {}
            }
            self.nest(kind, &mut depth, &mut deep);
            self.at += 1;
            end = self.at;
        }
        (end, depth, deep)
    }

    /// Keeps count of brackets.
    fn nest(&mut self, kind: Kind, depth: &mut usize, deep: &mut bool) {
        let opens = matches!(kind, Kind::ParenOpen | Kind::SquareOpen | Kind::AngleOpen | Kind::BraceOpen);
        let closes = matches!(kind, Kind::ParenClose | Kind::SquareClose | Kind::AngleClose | Kind::BraceClose);
        *depth = if opens { *depth + 1 } else { depth.saturating_sub(usize::from(closes)) };
        if (*depth > MAX_DEPTH || kind == Kind::DeepText) && !*deep {
            self.problems.push(Problem::Deep(self.at));
            *deep = true;
        }
    }

    /// Whether the line whose last token stands before `end` goes on with `next`, on a later line.
    fn goes_on(&self, end: At, next: At, depth: usize) -> bool {
        let Some(kind) = self.kind(next) else { return false };
        let newlines = self.tokens[end..next].iter().filter(|token| token.kind == Kind::Newline).count();
        if end == 0 || newlines == 0 {
            return false;
        }
        let header =
            self.frames.is_empty() && (kind == Kind::Arrow || matches!(self.word(next), Some("from" | "except")));
        let slip = self.by_indent && kind == Kind::BraceClose && self.is_in_header(next);
        if kind == Kind::BraceOpen || header || slip {
            return true;
        }
        self.kind(end - 1) == Some(Kind::Comma) && self.is_element(next, depth)
    }

    /// Whether an element of a list stands at `next`, no new line.
    fn is_element(&self, next: At, depth: usize) -> bool {
        // A pattern that is a class alone; no line begins so.
        if self.kind(next) == Some(Kind::SquareOpen) {
            return true;
        }
        let value =
            matches!(self.kind(next), Some(Kind::Word | Kind::Number | Kind::Text | Kind::WrongText | Kind::Address));
        let after = self.kind(next + 1);
        let ends = matches!(
            after,
            None | Some(
                Kind::Comma | Kind::Semicolon | Kind::Newline | Kind::Comment | Kind::BraceOpen | Kind::ParenClose
            )
        );
        // In brackets more may follow an element; two words on end are a line of their own.
        let two = matches!(after, Some(Kind::Word | Kind::Text)) && self.kind(next) == Some(Kind::Word);
        if depth == 0 { value && ends } else { (value && !two) || self.kind(next) == Some(Kind::ParenClose) }
    }
}
