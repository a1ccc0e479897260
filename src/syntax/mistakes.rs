//! Lines that the grammar refuses: one finding each, by name where the mistake is a likely one.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a mistake is looked for in a few kinds of tokens; the rest are none"
)]

use super::errors;
use super::layout::{At, Line};
use super::lex::{Kind, open_hole};
use super::pairs::{Slice, Unexpected};
use super::source::Source;
use crate::diag::{Diagnostic, Diagnostics, near_miss};
use crate::text::Span;

/// The longest line in bytes; it bounds what one line may cost.
const MAX_LINE: usize = 1 << 20;

/// Reads `line` by `read`; where that fails, reports why.
pub(super) fn read_or_explain<T>(
    line: &Line,
    source: Source<'_>,
    diags: &mut Diagnostics,
    read: impl FnOnce(Slice<'_>, &mut Diagnostics) -> Result<T, Unexpected>,
) -> Option<T> {
    if line.deep {
        return None; // reported with the layout
    }
    let slice = source.slice(line);
    if slice.line.len() > MAX_LINE {
        diags.push(errors::line_too_long(source.span(line.start), MAX_LINE));
        return None;
    }
    match read(slice, diags) {
        Ok(thing) => Some(thing),
        Err(unexpected) => {
            diags.push(explain(line, source, &unexpected));
            None
        }
    }
}

/// The one finding for a line that stops being one at `unexpected`.
pub(super) fn explain(line: &Line, source: Source<'_>, unexpected: &Unexpected) -> Diagnostic {
    let tokens = source.tokens_of(line);
    let index = tokens.iter().position(|at| source.tokens[*at].end as usize > unexpected.at).unwrap_or(tokens.len());
    let broken = Broken { source, tokens: &tokens, index, at: unexpected.at };
    broken
        .unclosed()
        .or_else(|| match broken.word(0) {
            "where" | "assume" => broken.claim().or_else(|| broken.condition()),
            "map" => broken.arrow(),
            _ => None,
        })
        .or_else(|| broken.sign())
        .or_else(|| broken.case(&unexpected.expected))
        .or_else(|| match broken.word(0) {
            "field" => broken.field(),
            "pivot" => broken.pivot(),
            "partition" | "sort" => broken.key(),
            "rename" => broken.rename(),
            "exclude" => broken.exclude(),
            "mask" => broken.mask(),
            "at" => broken.at(),
            "update" => broken.update(),
            _ => None,
        })
        .unwrap_or_else(|| broken.plain(&unexpected.expected))
}

/// A broken line: its tokens, and which of them does not belong.
struct Broken<'a> {
    source: Source<'a>,
    tokens: &'a [At],
    index: usize,
    at: usize,
}

impl<'a> Broken<'a> {
    fn kind(&self, index: usize) -> Option<Kind> {
        self.source.kind(*self.tokens.get(index)?)
    }

    fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |at| self.source.word(*at))
    }

    fn text(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |at| self.source.text_of(*at))
    }

    fn span(&self, index: usize) -> Span {
        self.tokens.get(index).map_or_else(|| self.source.span(usize::MAX), |at| self.source.span(*at))
    }

    /// From the token to the end of the line.
    fn rest(&self, index: usize) -> Span {
        self.span(index).to(self.span(self.tokens.len() - 1))
    }

    /// A text, name or hole without its end.
    fn unclosed(&self) -> Option<Diagnostic> {
        self.tokens.iter().find_map(|at| {
            let (span, text) = (self.source.span(*at), self.source.text_of(*at));
            let kind = self.source.kind(*at);
            let hole = || {
                let failed_here = (span.start as usize..span.end as usize).contains(&self.at);
                let (start, end) = open_hole(text).filter(|_| failed_here || kind == Some(Kind::OpenText))?;
                let base = span.start as usize;
                Some(errors::unclosed_hole(Span::new(self.source.id, base + start, base + end), &text[start..end]))
            };
            match kind {
                Some(Kind::OpenText) => Some(errors::unclosed_text(span)),
                Some(Kind::OpenName) => Some(errors::unclosed_name(span)),
                Some(Kind::Text) => hole(),
                Some(_) | None => None,
            }
        })
    }

    /// The unexpected token is a mistake whatever the line is.
    fn sign(&self) -> Option<Diagnostic> {
        let (span, text) = (self.span(self.index), self.text(self.index));
        match self.kind(self.index)? {
            Kind::Address => Some(errors::bare_address(span, text)),
            Kind::WrongText => {
                let inner = text.trim_matches(['\'', '“', '”', '„', '‘', '’']);
                Some(errors::wrong_quotes(span, inner))
            }
            Kind::Other | Kind::Word if self.index > 1 && matches!(text, "+" | "-" | "*" | "/" | "%" | "|") => {
                Some(errors::arithmetic(span, text, self.joined().as_deref()))
            }
            Kind::Word if text.starts_with(|c: char| c.is_ascii_digit()) => Some(errors::digit_first(span, text)),
            Kind::Operator if text == "==" => Some(errors::equality(span, "==", "=")),
            _ => None,
        }
    }

    /// The template that joins what stands right of `=`, where that is columns and texts with signs between them.
    fn joined(&self) -> Option<String> {
        let start = (0..self.tokens.len()).find(|index| self.kind(*index) == Some(Kind::Equals))? + 1;
        let mut template = String::new();
        let mut is_operand = true;
        for index in start..self.tokens.len() {
            let text = self.text(index);
            match self.kind(index)? {
                Kind::Word if is_operand => template.push_str(&format!("${{{text}}}")),
                Kind::Text if is_operand => template.push_str(text.trim_matches('"')),
                Kind::Other | Kind::Word if matches!(text, "+" | "|") => {
                    is_operand = true;
                    continue;
                }
                _ => return None,
            }
            is_operand = false;
        }
        (!is_operand).then(|| format!("\"{template}\""))
    }

    /// What a claim begins with, mistyped.
    fn claim(&self) -> Option<Diagnostic> {
        let is_word = self.index == 2 && self.kind(1) == Some(Kind::Word) && self.kind(2) == Some(Kind::Word);
        let meant = near_miss(self.word(1), ["unique", "immutable"]).filter(|_| is_word && self.word(0) == "assume")?;
        Some(errors::other_spelling(self.span(1), self.text(1), meant))
    }

    /// A fact of an event without its `$`.
    fn at(&self) -> Option<Diagnostic> {
        let is_fact = self.index == 1 && self.kind(1) == Some(Kind::Word);
        is_fact.then(|| errors::other_spelling(self.span(1), self.text(1), &format!("${}", self.text(1))))
    }

    /// Another sign or word between the two rows of an update.
    fn update(&self) -> Option<Diagnostic> {
        let is_arrow = self.index > 1
            && self.text(self.index - 1) == "}"
            && (self.kind(self.index) == Some(Kind::Arrow) || matches!(self.word(self.index), "becomes" | "into"));
        is_arrow.then(|| errors::other_spelling(self.span(self.index), self.text(self.index), "to"))
    }

    /// An arrow of another language.
    fn arrow(&self) -> Option<Diagnostic> {
        let is_arrow = self.text(self.index) == "=" && self.text(self.index + 1) == ">" && self.word(0) == "map";
        is_arrow.then(|| errors::other_spelling(self.span(self.index).to(self.span(self.index + 1)), "=>", "->"))
    }

    /// Words of conditions in another case, and signs of other languages.
    fn condition(&self) -> Option<Diagnostic> {
        let (span, text) = (self.span(self.index), self.text(self.index));
        let next = self.text(self.index + 1);
        match self.kind(self.index)? {
            Kind::Other if matches!(text, "&" | "|") => {
                let instead = if text == "&" { "and" } else { "or" };
                let last = self.index + usize::from(next == text);
                let written = text.repeat(1 + last - self.index);
                Some(errors::other_spelling(span.to(self.span(last)), &written, instead))
            }
            Kind::Word if self.index > 0 && self.word(self.index - 1) == "not" && next != "(" => {
                Some(errors::not_before_column(self.span(self.index - 1), text))
            }
            Kind::Other if text == "!" => Some(errors::other_spelling(span, text, "not")),
            Kind::Word | Kind::ParenOpen if self.index > 1 && is_shouted(self.word(self.index - 1)) => {
                Some(self.shouted(self.index - 1))
            }
            Kind::Word if text.eq_ignore_ascii_case("null") && self.follows_sign() => {
                let sign = self.text(self.index - 1);
                let equality = matches!(sign, "=" | "==" | "!=" | "<>").then_some(matches!(sign, "!=" | "<>"));
                let comparison = self.span(self.index - 1).to(span);
                Some(errors::compared_with_null(comparison, self.text(self.index - 2), equality))
            }
            Kind::Word if is_shouted(text) => Some(self.shouted(self.index)),
            Kind::Word if self.follows_sign() && !text.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(errors::two_columns(span, text))
            }
            _ => None,
        }
    }

    /// Whether a comparison's sign stands before the unexpected token.
    fn follows_sign(&self) -> bool {
        self.index > 2 && matches!(self.kind(self.index - 1), Some(Kind::Equals | Kind::Operator))
    }

    /// The words of the line from `index` on that are a condition's words in another case.
    fn shouted(&self, index: usize) -> Diagnostic {
        let words: Vec<(Span, String)> = (index..self.tokens.len())
            .filter(|at| is_shouted(self.word(*at)))
            .map(|at| (self.span(at), self.word(at).to_ascii_lowercase()))
            .collect();
        errors::word_case(&words, self.span(index), self.text(index))
    }

    /// A word that would be right in small letters.
    fn case(&self, expected: &[&str]) -> Option<Diagnostic> {
        let (span, word) = (self.span(self.index), self.word(self.index));
        let small = word.to_ascii_lowercase();
        let is_expected = |word: &str| expected.iter().any(|words| words.split(' ').any(|one| is_quoted(one, word)));
        match word {
            "as" if is_expected("to") || expected.contains(&"a change of the name") => {
                Some(errors::other_spelling(span, word, "to"))
            }
            "" => None,
            _ if small == word || !is_expected(&small) => None,
            _ => Some(errors::word_case(&[(span, small)], span, word)),
        }
    }

    /// The names of a list `a, b, c` from `index` to the end of the line.
    fn list(&self, index: usize) -> Option<Vec<&'a str>> {
        let parts = &self.tokens[index..];
        let alternate = parts
            .iter()
            .enumerate()
            .all(|(number, at)| self.source.kind(*at) == Some(if number % 2 == 0 { Kind::Word } else { Kind::Comma }));
        (alternate && parts.len() >= 3).then(|| parts.iter().step_by(2).map(|at| self.source.text_of(*at)).collect())
    }

    fn field(&self) -> Option<Diagnostic> {
        if self.index != 2 || self.kind(1) != Some(Kind::Word) {
            return None;
        }
        match self.kind(2)? {
            Kind::Comma => {
                let names = self.list(1)?;
                Some(errors::two_fields(self.rest(1), self.span(1), &names, self.indent()))
            }
            Kind::Word | Kind::Arrow
                if matches!(self.text(2), "as" | "to" | "from" | "->") && self.tokens.len() == 4 =>
            {
                let made = match self.text(2) {
                    "from" => format!("{} = {}", self.text(1), self.text(3)),
                    _ => format!("{} = {}", self.text(3), self.text(1)),
                };
                Some(errors::field_as(self.span(2), self.rest(1), self.text(2), &made))
            }
            Kind::Word if self.kind(3) == Some(Kind::ParenOpen) || TYPE_WORDS.contains(&self.word(2)) => {
                let ty = if self.kind(3) == Some(Kind::ParenOpen) { self.parenthesised(2) } else { self.span(2) };
                let written = &self.source.text[ty.start as usize..ty.end as usize];
                Some(errors::missing_colon(self.span(1), ty, written))
            }
            Kind::Word => {
                let names = self.span(1).to(self.span(2));
                Some(errors::blank_in_name(names, self.span(2), self.text(1), self.text(2)))
            }
            _ => None,
        }
    }

    /// The blanks before the line.
    fn indent(&self) -> &'a str {
        let before = &self.source.text[..self.span(0).start as usize];
        &before[before.trim_end_matches([' ', '\t']).len()..]
    }

    /// From the token to the next `)`.
    fn parenthesised(&self, index: usize) -> Span {
        let close = (index..self.tokens.len()).find(|at| self.kind(*at) == Some(Kind::ParenClose));
        self.span(index).to(self.span(close.unwrap_or(index)))
    }

    fn pivot(&self) -> Option<Diagnostic> {
        let bare = self.index == 1 && self.kind(1) == Some(Kind::Word) && self.kind(2) == Some(Kind::Equals);
        bare.then(|| errors::bare_pivot(self.span(1), self.text(1)))
    }

    fn key(&self) -> Option<Diagnostic> {
        if self.word(1) != "key" {
            return None;
        }
        let call = self.kind(2) == Some(Kind::Word) && self.kind(3) == Some(Kind::ParenOpen) && self.index == 3;
        if call || (self.kind(2) == Some(Kind::Text) && self.index == 2) {
            let value = self.rest(2);
            let written = &self.source.text[value.start as usize..value.end as usize];
            return Some(errors::unnamed_key(value, self.word(0), written));
        }
        let names = (self.index == 3).then(|| self.list(2)).flatten()?;
        Some(errors::key_of_two(self.rest(2), self.word(0), &names))
    }

    fn rename(&self) -> Option<Diagnostic> {
        if self.index != 1 {
            return None;
        }
        let two = self.kind(1) == Some(Kind::Text) && self.kind(3) == Some(Kind::Text);
        let replaced =
            self.word(1) == "replace" && self.kind(2) == Some(Kind::Text) && self.kind(4) == Some(Kind::Text);
        let texts = match (two, replaced) {
            (true, _) => Some((self.text(1), self.text(3))),
            (_, true) => Some((self.text(2), self.text(4))),
            (false, false) => None,
        };
        let change = CHANGES.contains(&self.word(1)) && !CHANGES.contains(&self.word(2));
        if texts.is_some() || change {
            return Some(errors::rename_what(self.span(1), texts));
        }
        let changes = |index: usize| CHANGES.contains(&self.word(index));
        let kind = match self.word(1) {
            "column" | "columns" | "attribute" | "attributes" | "fields" | "key" => "field",
            "tables" | "view" => "table",
            "schemas" | "database" => "schema",
            name => return changes(2).then(|| errors::rename_kind(self.span(1), name, "field", false)),
        };
        let replaces = changes(2) || changes(3);
        replaces.then(|| errors::rename_kind(self.span(1), self.word(1), kind, true))
    }

    fn exclude(&self) -> Option<Diagnostic> {
        let needless = matches!(self.word(1), "column" | "columns" | "field" | "fields" | "attribute" | "attributes");
        (self.index == 2 && needless && self.kind(2) == Some(Kind::Word))
            .then(|| errors::needless_word(self.span(1), self.span(2), self.word(1)))
    }

    fn mask(&self) -> Option<Diagnostic> {
        let wrong = self.index == 2 && matches!(self.kind(2), Some(Kind::Word | Kind::Text));
        wrong.then(|| errors::unknown_mask(self.span(2), self.text(2)))
    }

    fn plain(&self, expected: &[&str]) -> Diagnostic {
        let Some(at) = self.tokens.get(self.index) else {
            let end = self.tokens.last().map_or_else(|| self.source.span(0), |last| self.source.span(*last));
            return errors::unexpected(end.after(), "", expected);
        };
        let token = self.source.span(*at);
        let start = (token.start as usize).max(self.at);
        let text = &self.source.text[start..token.end as usize];
        let help = match (self.word(0), text) {
            ("map", _) => Some("a map begins with `map NAME from SCHEMA.TABLE -> STAGE`".to_owned()),
            (key, "=") if self.index == 1 && expected.contains(&"a value") => {
                Some(format!("a setting has no sign: `{key} VALUE`"))
            }
            _ => None,
        };
        errors::unexpected(Span::new(self.source.id, start, token.end as usize), text, expected).help(help)
    }
}

/// The words that begin the change of a `rename` line.
const CHANGES: [&str; 6] = ["replace", "lowercase", "uppercase", "add", "remove", "to"];

/// Whether `word` is a word of conditions, but not in small letters.
fn is_shouted(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "and", "or", "not", "in", "is", "null", "between", "like", "contains", "starts", "with", "true", "false",
        "unique",
    ];
    let small = word.to_ascii_lowercase();
    small != word && WORDS.contains(&small.as_str())
}

/// Whether `quoted` is `word` in backticks, perhaps before a comma.
fn is_quoted(quoted: &str, word: &str) -> bool {
    quoted.trim_end_matches(',').strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) == Some(word)
}

/// The first words of types, to tell a type without `:` from a second name.
const TYPE_WORDS: [&str; 24] = [
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "integer",
    "bigint",
    "float",
    "double",
    "decimal",
    "numeric",
    "number",
    "string",
    "text",
    "varchar",
    "char",
    "binary",
    "date",
    "time",
    "timestamp",
    "datetime",
    "uuid",
    "json",
    "blob",
    "clob",
];
