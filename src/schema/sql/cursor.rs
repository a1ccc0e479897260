//! A place in the tokens of a statement, and the small questions that readers ask there.
//!
//! Never panics past the end: there, nothing stands. Parentheses are counted, never recursed into.

use super::names;
use super::shared::Shared;
use super::tokens::{Kind, Token};
use crate::schema::model::Dialect;
use crate::text::{Name, Span, TextId};

/// The file and dialect that tokens belong to.
pub struct Origin<'a> {
    /// The dialect.
    pub dialect: Dialect,
    /// The file.
    pub id: TextId,
    /// Its whole text.
    pub content: &'a str,
    /// The texts that were met in it lately.
    pub texts: Shared,
}

impl<'a> Origin<'a> {
    /// Where tokens of the text `content` come from.
    pub fn new(dialect: Dialect, id: TextId, content: &'a str) -> Origin<'a> {
        Origin { dialect, id, content, texts: Shared::default() }
    }
}

/// A place in a list of tokens.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// Where the tokens come from.
    pub origin: &'a Origin<'a>,
    tokens: &'a [Token<'a>],
    at: usize,
    /// The offset that stands for "after the last token".
    end: u32,
}

/// A name and its place.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name, folded.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// A name of a table, with its schema where that is written.
#[derive(Clone, Debug)]
pub struct Qualified {
    /// The schema.
    pub schema: Option<Name>,
    /// The table.
    pub name: Name,
    /// All of it.
    pub span: Span,
}

impl<'a> Cursor<'a> {
    /// At the first of `tokens`.
    pub fn new(origin: &'a Origin<'a>, tokens: &'a [Token<'a>]) -> Cursor<'a> {
        let end = tokens.last().map_or(0, |token| token.end);
        Cursor { origin, tokens, at: 0, end }
    }

    /// What stands here.
    pub fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    /// What stands `ahead` tokens later.
    pub fn peek_at(&self, ahead: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    /// Whether nothing follows.
    pub fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Takes what stands here.
    pub fn bump(&mut self) -> Option<&'a Token<'a>> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    /// Whether the word `expected` (upper case) stands here, without quotes.
    pub fn is(&self, expected: &str) -> bool {
        self.is_at(0, expected)
    }

    /// Whether the word stands `ahead` tokens later.
    pub fn is_at(&self, ahead: usize, expected: &str) -> bool {
        self.peek_at(ahead).is_some_and(|token| token.kind == Kind::Word && token.text.eq_ignore_ascii_case(expected))
    }

    /// Whether any of the words stands here.
    pub fn is_any(&self, expected: &[&str]) -> bool {
        expected.iter().any(|word| self.is(word))
    }

    /// Whether a token of this kind stands here.
    pub fn is_kind(&self, kind: Kind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }

    /// Takes the word, if it stands here.
    pub fn eat(&mut self, expected: &str) -> bool {
        self.eat_all(&[expected])
    }

    /// Takes all of the words, if they stand here in this order; else none.
    pub fn eat_all(&mut self, expected: &[&str]) -> bool {
        let found = expected.iter().enumerate().all(|(ahead, word)| self.is_at(ahead, word));
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Takes any of the words, and says which.
    pub fn eat_any<'w>(&mut self, expected: &[&'w str]) -> Option<&'w str> {
        let found = expected.iter().find(|word| self.is(word))?;
        self.at += 1;
        Some(found)
    }

    /// Takes a token of this kind, if one stands here.
    pub fn eat_kind(&mut self, kind: Kind) -> Option<&'a Token<'a>> {
        if self.is_kind(kind) { self.bump() } else { None }
    }

    /// Takes the symbol, if it stands here.
    pub fn eat_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    /// Whether the symbol stands here.
    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.kind == Kind::Symbol && &*token.text == symbol)
    }

    /// Takes a name. In double quotes a name may stand where the dialect has strings, since dumps in ANSI mode do that;
    /// SQLite takes strings for names, too.
    pub fn name(&mut self) -> Option<Named> {
        let token = self.peek()?;
        let quoted = match token.kind {
            Kind::Word => false,
            Kind::Quoted | Kind::DoubleText => true,
            Kind::Text if self.origin.dialect == Dialect::Sqlite => true,
            Kind::Text | Kind::Number | Kind::Open | Kind::Close | Kind::Comma | Kind::Dot | Kind::Symbol => {
                return None;
            }
        };
        let span = self.here();
        self.at += 1;
        let name = self.origin.texts.get(&names::fold(self.origin.dialect, &token.text, quoted));
        Some(Named { name, span })
    }

    /// Takes `table`, `schema.table` or `database.schema.table`; also one with a placeholder in it, such as `${prefix}table`,
    /// which is then part of the name.
    pub fn qualified(&mut self) -> Option<Qualified> {
        let start = *self;
        if let Some(name) = self.plain_qualified()
            && !(self.is_placeholder() && self.before().end == self.here().start)
        {
            return Some(name);
        }
        *self = start;
        let glued = self.peek_at(1).is_some_and(|next| start.here().end == next.start);
        if glued && (self.is_placeholder() || self.name().is_some()) {
            *self = start;
            return self.with_placeholder();
        }
        None
    }

    fn plain_qualified(&mut self) -> Option<Qualified> {
        let mut parts = vec![self.name()?];
        while self.eat_kind(Kind::Dot).is_some() {
            // SQL Server's `database..table` leaves a part out.
            if let Some(part) = self.name() {
                parts.push(part);
            }
        }
        let last = parts.pop()?;
        let schema = parts.pop();
        let first = parts.first().or(schema.as_ref()).map_or(last.span, |part| part.span);
        Some(Qualified { schema: schema.map(|part| part.name), name: last.name, span: first.to(last.span) })
    }

    /// Whether a symbol stands here that is none of those that follow names in SQL.
    fn is_placeholder(&self) -> bool {
        self.is_symbol("")
    }

    /// Takes all up to a blank or parenthesis. Blanks within braces belong to it: `{{ prefix }}table`.
    fn with_placeholder(&mut self) -> Option<Qualified> {
        const LONGEST: usize = 200;
        let start = self.here();
        let rest = self.origin.content.get(start.start as usize..)?;
        let (mut depth, mut length) = (0_usize, 0);
        for (at, symbol) in rest.char_indices().take(LONGEST) {
            length = at;
            match symbol {
                '{' => depth += 1,
                '(' if depth > 0 || rest[..at].ends_with('$') => depth += 1,
                '}' | ')' if depth > 0 => depth -= 1,
                '(' | ')' | ',' | ';' if depth == 0 => break,
                other if other.is_whitespace() && depth == 0 => break,
                _ => {}
            }
            length = at + symbol.len_utf8();
        }
        let text = &rest[..length];
        let end = start.start as usize + length;
        while self.peek().is_some_and(|token| (token.start as usize) < end) {
            self.bump();
        }
        let balanced = |text: &str| text.matches('{').count() == text.matches('}').count();
        let parts = text.rsplit_once('.').filter(|(before, after)| balanced(before) && !after.is_empty());
        // SQL*Plus ends the name of a variable with a dot.
        let schema = parts.map(|(before, _)| before.trim_end_matches('.').into());
        let name = parts.map_or(text, |(_, name)| name);
        let quotes = ['`', '"', '[', ']'];
        let is_plain = name.chars().all(|symbol| symbol.is_alphanumeric() || symbol == '_');
        let name: Name = names::fold(self.origin.dialect, name.trim_matches(quotes), !is_plain).into();
        let span = Span::new(self.origin.id, start.start as usize, end);
        (!name.is_empty()).then_some(Qualified { schema, name, span })
    }

    /// Takes a whole group of parentheses, if one opens here, and gives what is inside. A group that is not closed goes to
    /// the end.
    pub fn group(&mut self) -> Option<Cursor<'a>> {
        let (last, closed) = self.group_end()?;
        let inside = self.part(self.at + 1, last);
        self.at = last + usize::from(closed);
        Some(inside)
    }

    /// Whether the group that opens here is closed, too.
    pub fn closes(&self) -> bool {
        self.group_end().is_some_and(|(_, closed)| closed)
    }

    /// The place of what closes the group that opens here, or the end and false.
    fn group_end(&self) -> Option<(usize, bool)> {
        if !self.is_kind(Kind::Open) {
            return None;
        }
        let mut depth = 0_usize;
        for (place, token) in self.tokens.iter().enumerate().skip(self.at) {
            depth += usize::from(token.kind == Kind::Open);
            depth -= usize::from(token.kind == Kind::Close);
            if depth == 0 {
                return Some((place, true));
            }
        }
        Some((self.tokens.len(), false))
    }

    fn part(&self, first: usize, last: usize) -> Cursor<'a> {
        let end = self.tokens.get(last).map_or(self.end, |token| token.start);
        Cursor { origin: self.origin, tokens: &self.tokens[first..last], at: 0, end }
    }

    /// What is left, cut at the commas that stand in no parentheses. A comma at the end leaves an empty part.
    pub fn split(self) -> Vec<Cursor<'a>> {
        // Mostly columns of a table, with some six tokens each.
        let mut parts = Vec::with_capacity(self.len().div_ceil(6));
        let mut rest = self;
        while !rest.is_done() {
            let first = rest.at;
            rest.skip_to_comma();
            parts.push(rest.part(first, rest.at));
            if rest.eat_kind(Kind::Comma).is_some() && rest.is_done() {
                parts.push(rest.part(rest.at, rest.at));
            }
        }
        parts
    }

    /// What stands between this place and a later one.
    pub fn until(self, later: &Cursor<'a>) -> Cursor<'a> {
        self.part(self.at, later.at.max(self.at))
    }

    /// Whether the symbol stands anywhere from here on.
    pub fn contains_symbol(&self, symbol: &str) -> bool {
        self.tokens[self.at.min(self.tokens.len())..]
            .iter()
            .any(|token| token.kind == Kind::Symbol && &*token.text == symbol)
    }

    /// Goes to the next comma that stands in no parentheses, or to the end.
    pub fn skip_to_comma(&mut self) {
        while !self.is_done() && !self.is_kind(Kind::Comma) {
            self.skip();
        }
    }

    /// Takes one token, or one whole group.
    pub fn skip(&mut self) {
        if self.group().is_none() {
            self.bump();
        }
    }

    /// Takes one token, or one whole group; also what closes a group that was opened before.
    pub fn step(&mut self) {
        let before = self.at;
        self.skip();
        self.at = self.at.max(before + 1);
    }

    /// How many tokens are left.
    pub fn len(&self) -> usize {
        self.tokens.len().saturating_sub(self.at)
    }

    /// The last two tokens, and what stands before them.
    pub fn last_two(self) -> Option<(Cursor<'a>, Cursor<'a>)> {
        let cut = self.tokens.len().checked_sub(2).filter(|cut| *cut >= self.at)?;
        Some((Cursor { at: cut, ..self }, Cursor { tokens: &self.tokens[..cut], ..self }))
    }

    /// Whether the words stand at the end.
    pub fn ends_with(&self, expected: &[&str]) -> bool {
        let at = self.tokens.len().saturating_sub(expected.len());
        at >= self.at && Cursor { at, ..*self }.eat_all(expected)
    }

    /// The same without this word at the end, if it stands there.
    pub fn without_last(self, word: &str) -> Cursor<'a> {
        match self.tokens.split_last() {
            Some((last, before)) if last.kind == Kind::Word && last.text.eq_ignore_ascii_case(word) => {
                Cursor { tokens: before, ..self }
            }
            Some(_) | None => self,
        }
    }

    /// The place of what stands here; at the end, the empty place after the last token.
    pub fn here(&self) -> Span {
        let (start, end) = self.peek().map_or((self.end, self.end), |token| (token.start, token.end));
        Span { text: self.origin.id, start, end }
    }

    /// The place from what stood at `from` up to the token before this place.
    pub fn since(&self, from: &Cursor<'a>) -> Span {
        let start = from.here();
        if self.at <= from.at { start.before() } else { Span { end: self.before().end, ..start } }
    }

    /// The place of the token before.
    pub fn before(&self) -> Span {
        match self.at.checked_sub(1).and_then(|at| self.tokens.get(at)) {
            Some(token) => Span { text: self.origin.id, start: token.start, end: token.end },
            None => self.here().before(),
        }
    }

    /// The place of all that is left.
    pub fn rest(&self) -> Span {
        let end = self.tokens.last().map_or(self.end, |token| token.end);
        let here = self.here();
        Span { end: end.max(here.start), ..here }
    }

    /// What is written at `span`.
    pub fn written(&self, span: Span) -> Name {
        self.origin.texts.get(self.origin.content.get(span.start as usize..span.end as usize).unwrap_or(""))
    }
}
