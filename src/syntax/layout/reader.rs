//! Reads tokens to lines and blocks. No recursion: nesting is a stack of frames.

use super::look::Look;
use super::model::{At, Block, Layout, Line, Node, Problem};
use crate::syntax::lex::{Kind, MAX_DEPTH, Token};

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

/// What reads a text.
pub struct Reader<'a> {
    look: Look<'a>,
    at: At,
    top: Vec<Node>,
    frames: Vec<Frame>,
    problems: Vec<Problem>,
    by_indent: bool,
    /// The first token of the line at hand.
    line_start: At,
}

impl<'a> Reader<'a> {
    /// A reader of `text`; `by_indent` trusts indentation where braces do not balance.
    pub fn new(text: &'a str, tokens: &'a [Token], by_indent: bool) -> Reader<'a> {
        Reader {
            look: Look { text, tokens },
            at: 0,
            top: Vec::new(),
            frames: Vec::new(),
            problems: Vec::new(),
            by_indent,
            line_start: 0,
        }
    }

    /// The lines and blocks.
    pub fn read(mut self) -> Layout {
        while let Some(apart) = self.skip_newlines() {
            let token = self.look.tokens[self.at];
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
        self.end_frames(0, self.look.tokens.len());
        Layout { nodes: self.top, problems: self.problems }
    }

    fn nodes(&mut self) -> &mut Vec<Node> {
        match self.frames.last_mut() {
            Some(frame) => &mut frame.nodes,
            None => &mut self.top,
        }
    }

    /// Goes to the next token of substance; whether an empty line was skipped; `None` at the end.
    fn skip_newlines(&mut self) -> Option<bool> {
        let from = self.at;
        while self.look.kind(self.at) == Some(Kind::Newline) {
            self.at += 1;
        }
        self.look.kind(self.at).map(|_| self.at - from >= 2)
    }

    // Blocks.

    fn close(&mut self) {
        if self.by_indent
            && let Some(indent) = self.look.indent(self.at)
        {
            // A brace as far right as the lines of its block closes nothing.
            if self.frames.last().and_then(|frame| frame.inner).is_some_and(|inner| indent >= inner) {
                self.problems.push(Problem::Stray(self.at));
                self.at += 1;
                return;
            }
            // Nor does one further right than its block's line that stands before something: it took a word's place.
            if self.frames.last().is_some_and(|frame| indent > frame.indent) && self.look.is_followed(self.at) {
                self.problems.push(Problem::Stray(self.at));
                while self.look.kind(self.at).is_some_and(|kind| kind != Kind::Newline) {
                    self.at += 1;
                }
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
        if self.look.kind(innermost.open) == Some(Kind::BraceOpen) {
            self.problems.push(Problem::Unclosed(innermost.open, end));
        }
        while self.frames.len() > keep {
            self.end_frame(end, None);
        }
    }

    /// Ends blocks that the line at hand cannot be in.
    fn end_by_look(&mut self) {
        if !self.frames.is_empty() && self.look.begins_item(self.at) {
            let docs = self.take_docs();
            self.end_frames(0, self.at);
            self.top.extend(docs);
        }
        if !self.by_indent {
            return;
        }
        let Some(indent) = self.look.indent(self.at) else { return };
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
        let tokens = self.look.tokens;
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
        let indent = self.look.indent(line.start).unwrap_or_else(|| self.frames.last().map_or(0, |frame| frame.indent));
        // Rows tell an example, too, when its first word is broken.
        let next = self.look.next_substance(open + 1);
        let rows = self.look.begins_example_line(next) && self.look.kind(next + 1) == Some(Kind::BraceOpen);
        let records = self.frames.is_empty() && (rows || self.look.word(line.start) == Some("example"));
        self.frames.push(Frame { line, open, nodes: Vec::new(), indent, inner: None, records });
        true
    }

    // Lines.

    /// The comment that follows on the same line.
    fn comment_here(&mut self) -> Option<At> {
        let here = self.look.tokens.get(self.at).is_some_and(|token| token.is_comment());
        here.then(|| {
            self.at += 1;
            self.at - 1
        })
    }

    /// Reads one line, to its end or its `{`; false where reading cannot go on.
    fn line(&mut self, apart: bool) -> bool {
        let records = self.frames.last().is_some_and(|frame| frame.records);
        let start = self.at;
        self.line_start = start;
        let inside = self.look.indent(start).is_some_and(|indent| indent > 0) && !self.look.begins_item(start);
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
        while end > start && depth == 0 && self.look.is_trailing(end) {
            self.problems.push(Problem::Trailing(end - 1));
            end -= 1;
        }
        let opens = !records && self.look.kind(self.at) == Some(Kind::BraceOpen);
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
        let next = self.look.next_substance(self.at);
        let next_line = matches!(self.look.kind(next), Some(kind) if kind != Kind::BraceClose);
        let further = match (self.look.indent(line.start), self.look.indent(next)) {
            (Some(this), Some(next)) => next > this,
            (Some(_) | None, _) => false,
        };
        next_line && further && !self.look.word(line.start).is_some_and(|word| WITHOUT_BLOCK.contains(&word))
    }

    /// Whether the brace at hand, in a line, is no brace of a block by the look of the text.
    fn is_slip(&self) -> bool {
        let first = self.look.indent(self.at).is_some();
        if !self.by_indent {
            return false;
        }
        let rest = self.look.tokens[self.at + 1..].iter().map(|token| token.kind);
        let mut on_line = rest.take_while(|kind| *kind != Kind::Newline);
        if self.look.kind(self.at) == Some(Kind::BraceClose) {
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
        let next = self.look.next_substance(self.at + 1);
        if self.frames.is_empty()
            && (self.look.kind(next) == Some(Kind::Arrow) || matches!(self.look.word(next), Some("from" | "except")))
        {
            return true;
        }
        let outer = self.frames.last().and_then(|frame| frame.inner).unwrap_or_default();
        self.look.kind(next) != Some(Kind::BraceClose)
            && self.look.indent(next).is_some_and(|indent| indent <= outer)
            && !self.frames.is_empty()
    }

    /// Whether the brace stands where a clause of a header would.
    fn is_in_header(&self, brace: At) -> bool {
        self.frames.is_empty() && self.look.indent(brace).is_some_and(|indent| indent > 0)
    }

    /// Whether no newline stands between the token and the one at hand.
    fn is_same_line(&self, token: At) -> bool {
        self.look.tokens[token..self.at].iter().rev().all(|token| token.kind != Kind::Newline)
    }

    /// To the end of a line outside examples: the token after its last, how many brackets are open, and whether brackets
    /// stand too deep.
    fn plain_line(&mut self) -> (At, usize, bool) {
        let (mut end, mut depth, mut deep) = (self.at, 0usize, false);
        while let Some(kind) = self.look.kind(self.at) {
            if kind == Kind::Newline || self.look.tokens[self.at].is_comment() {
                let next = self.look.next_substance(self.at);
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
        let start = self.at;
        let (mut end, mut braces, mut depth, mut deep) = (self.at, 0usize, 0usize, false);
        let (mut closed, mut torn, mut rows) = (false, false, 0usize);
        while let Some(kind) = self.look.kind(self.at) {
            if kind == Kind::Newline || self.look.tokens[self.at].is_comment() {
                let next = self.look.next_substance(self.at);
                let opens = self.look.kind(next) == Some(Kind::BraceOpen) && end == self.at && braces == 0;
                let inside = braces > 0 && !self.look.begins_example_line(next) && !self.look.begins_item(next);
                // No line begins with `NAME:`: it is what is left of a record whose braces do not balance.
                let entry = braces == 0 && self.look.is_entry(next);
                torn |= entry;
                let rest =
                    torn && braces == 0 && self.look.kind(next) == Some(Kind::BraceClose) && self.is_inside(next);
                let second = braces == 0 && rows == 1 && self.goes_on_to(start, next);
                if next >= self.look.tokens.len() || !(opens || inside || entry || rest || second) {
                    break;
                }
                self.at = next;
                continue;
            }
            torn |= closed && braces == 0;
            closed |= kind == Kind::BraceClose;
            match (kind == Kind::BraceOpen, kind == Kind::BraceClose) {
                (true, _) => braces += 1,
                (_, true) if braces == 0 && torn => torn = false,
                (_, true) if braces == 0 && self.is_slip() => self.problems.push(Problem::Slip(self.at)),
                (_, true) if braces == 0 => break,
                (_, true) => {
                    braces -= 1;
                    rows += usize::from(braces == 0);
                }
                (false, false) => {}
            }
            self.nest(kind, &mut depth, &mut deep);
            self.at += 1;
            end = self.at;
        }
        (end, depth, deep)
    }

    /// Whether the `update` at `start`, whose first row is read, goes on with `next` on a later line: with `to`, or with a word
    /// in its place.
    fn goes_on_to(&self, start: At, next: At) -> bool {
        let is_further = self.look.indent(next) > self.look.indent(start);
        let is_other = self.look.begins_example_line(next) || self.look.begins_item(next);
        self.look.word(start) == Some("update")
            && self.look.word(next).is_some_and(|word| is_further && !is_other || word == "to")
    }

    /// Whether the token stands further right than the line of the block that is being read.
    fn is_inside(&self, at: At) -> bool {
        self.look.indent(at) > self.frames.last().map(|frame| frame.indent)
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
        let Some(kind) = self.look.kind(next) else { return false };
        let newlines = self.look.tokens[end..next].iter().filter(|token| token.kind == Kind::Newline).count();
        if end == 0 || newlines == 0 {
            return false;
        }
        let header =
            self.frames.is_empty() && (kind == Kind::Arrow || matches!(self.look.word(next), Some("from" | "except")));
        let slip = self.by_indent && kind == Kind::BraceClose && self.is_in_header(next);
        if self.frames.is_empty() && self.begins_map(end) && self.look.is_torn_clause(next) {
            return true;
        }
        if kind == Kind::BraceOpen || header || slip {
            return true;
        }
        // No list goes on with the first line of an example.
        let row = self.look.begins_example_line(next) && self.look.kind(next + 1) == Some(Kind::BraceOpen);
        self.look.kind(end - 1) == Some(Kind::Comma) && !row && self.look.is_element(next, depth)
    }

    /// Whether the line whose last token stands before `end` begins with `map`.
    fn begins_map(&self, end: At) -> bool {
        self.line_start < end && self.look.word(self.line_start) == Some("map")
    }
}
