//! Names, texts, constants and values.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, read};
use crate::syntax::errors;
use crate::syntax::tree::{
    Ident, Literal, LiteralKind, Path, PathPattern, Pattern, Piece, Template, TemplatePart, TextLit, Value,
};
use crate::text::Span;

/// The only part of `pair`.
pub(super) fn only<'t>(pair: Pair<'t, Rule>) -> Pair<'t, Rule> {
    pair.into_inner().next().expect("the rule has one part")
}

// Names.

/// `name`, and rules that are a bare name.
pub(super) fn ident(pair: &Pair<'_, Rule>, cx: &Context<'_>) -> Ident {
    Ident { text: unquoted(pair.as_str()).into(), span: cx.span(pair) }
}

/// A name outside of any line that could be read; `None` where `text` is none.
pub fn name(text: &str, span: Span) -> Option<Ident> {
    read(Rule::name, Slice { id: span.text, base: span.start as usize, line: text })
        .ok()
        .filter(|pair| pair.as_str() == text)
        .map(|_| Ident { text: unquoted(text).into(), span })
}

fn unquoted(name: &str) -> String {
    match name.strip_prefix('`').and_then(|name| name.strip_suffix('`')) {
        Some(inner) => inner.replace("``", "`"),
        None => name.to_owned(),
    }
}

/// `path`
pub(super) fn path(pair: Pair<'_, Rule>, cx: &Context<'_>) -> Path {
    let span = cx.span(&pair);
    Path { parts: pair.into_inner().map(|part| ident(&part, cx)).collect(), span }
}

/// `path_pattern`
pub(super) fn path_pattern(pair: Pair<'_, Rule>, cx: &Context<'_>) -> PathPattern {
    let span = cx.span(&pair);
    PathPattern { parts: pair.into_inner().map(|part| pattern(part, cx)).collect(), span }
}

pub(super) fn pattern(pair: Pair<'_, Rule>, cx: &Context<'_>) -> Pattern {
    let span = cx.span(&pair);
    let mut pieces = Vec::new();
    let mut literal = String::new();
    for part in pair.into_inner() {
        let piece = match part.as_rule() {
            Rule::any_run => Piece::Any,
            Rule::one_char => Piece::One,
            Rule::class => Piece::Class(part.into_inner().map(|range| class_range(range.as_str())).collect()),
            // A bare or a quoted run.
            _ => {
                literal.push_str(&unquoted(part.as_str()));
                continue;
            }
        };
        if !literal.is_empty() {
            pieces.push(Piece::Literal(std::mem::take(&mut literal).into()));
        }
        pieces.push(piece);
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal.into()));
    }
    Pattern { pieces, span }
}

/// `a` or `a-d`.
fn class_range(text: &str) -> (char, char) {
    let mut characters = text.chars();
    let first = characters.next().expect("a range has a first character");
    (first, characters.next_back().unwrap_or(first))
}

// Texts.

/// `plain_text`, `wrong_text`: a text where no hole may stand.
pub(super) fn text(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> TextLit {
    if pair.as_rule() == Rule::wrong_text {
        let span = cx.span(&pair);
        let inner = only(pair);
        cx.diags.push(errors::wrong_quotes(span, inner.as_str()));
        return TextLit { value: inner.as_str().into(), span };
    }
    if let Some(length) = pair.as_str().find("${").or_else(|| pair.as_str().find("$(")) {
        let escaped = pair.as_str()[..length].ends_with('\\');
        if !escaped {
            let start = cx.base + pair.as_span().start() + length;
            cx.diags.push(errors::hole_in_constant(Span::new(cx.id, start, start + 2)));
        }
    }
    raw_text(pair, cx)
}

/// `plain_text`, with `${` left as it is.
fn raw_text(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> TextLit {
    let span = cx.span(&pair);
    let mut value = String::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::escape => value.extend(escape(&part, cx)),
            _ => value.push_str(part.as_str()),
        }
    }
    TextLit { value: value.into(), span }
}

/// The character of an escape.
fn escape(pair: &Pair<'_, Rule>, cx: &mut Context<'_>) -> Option<char> {
    let written = &pair.as_str()[1..];
    let meant = match written {
        "\"" => Some('"'),
        "\\" => Some('\\'),
        "n" => Some('\n'),
        "t" => Some('\t'),
        "r" => Some('\r'),
        "$" => Some('$'),
        other => other
            .strip_prefix("u{")
            .and_then(|hex| hex.strip_suffix('}'))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32),
    };
    if meant.is_none() {
        cx.diags.push(errors::unknown_escape(cx.span(pair), pair.as_str()));
    }
    meant
}

/// `text`, `wrong_text`: a text that may have holes.
pub(super) fn template(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Template {
    let span = cx.span(&pair);
    if pair.as_rule() == Rule::text {
        return Template { parts: template_parts(pair, cx), span };
    }
    let inner = only(pair);
    cx.diags.push(errors::wrong_quotes(span, inner.as_str()));
    let slice = Slice { id: cx.id, base: cx.base + inner.as_span().start(), line: inner.as_str() };
    // What is wrong inside is found once the quotes are right.
    let parts = read(Rule::inner_text, slice).map_or_else(
        |_| vec![TemplatePart::Literal(inner.as_str().into())],
        |text| template_parts(text, &mut Context { id: cx.id, base: slice.base, diags: &mut *cx.diags }),
    );
    Template { parts, span }
}

fn template_parts(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Vec<TemplatePart> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    for part in pair.into_inner() {
        let span = cx.span(&part);
        let part = match part.as_rule() {
            Rule::escape => {
                literal.extend(escape(&part, cx));
                continue;
            }
            Rule::hole => TemplatePart::Hole(value_part(only(part), cx), span),
            Rule::param_hole => TemplatePart::Param(ident(&only(part), cx)),
            Rule::EOI => continue,
            // A run of characters.
            _ => {
                literal.push_str(part.as_str());
                continue;
            }
        };
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(std::mem::take(&mut literal).into()));
        }
        parts.push(part);
    }
    if !literal.is_empty() {
        parts.push(TemplatePart::Literal(literal.into()));
    }
    parts
}

// Constants and values.

/// `constant`
pub(super) fn constant(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Literal {
    let span = cx.span(&pair);
    let part = only(pair);
    let kind = match part.as_rule() {
        Rule::plain_text | Rule::wrong_text => LiteralKind::Text(text(part, cx).value),
        _ => plain_constant(&part),
    };
    Literal { kind, span }
}

/// A number, truth value or `null`.
fn plain_constant(pair: &Pair<'_, Rule>) -> LiteralKind {
    match pair.as_rule() {
        Rule::kw_true => LiteralKind::Boolean(true),
        Rule::kw_false => LiteralKind::Boolean(false),
        Rule::kw_null => LiteralKind::Null,
        _ => LiteralKind::Number(pair.as_str().into()),
    }
}

/// `value`
pub(super) fn value(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Value {
    value_part(only(pair), cx)
}

fn value_part(part: Pair<'_, Rule>, cx: &mut Context<'_>) -> Value {
    let span = cx.span(&part);
    match part.as_rule() {
        Rule::value_constant => Value::Literal(Literal { kind: plain_constant(&only(part)), span }),
        Rule::event => Value::Event(Ident { text: part.as_str()[1..].into(), span }),
        Rule::call => {
            let mut inner = part.into_inner();
            let function = ident(&inner.next().expect("a call has a name"), cx);
            let arguments = inner.filter(|pair| pair.as_rule() == Rule::value).map(|pair| value(pair, cx)).collect();
            Value::Call { function, arguments, span }
        }
        Rule::foreign => {
            let mut inner = part.into_inner();
            let language = ident(&inner.next().expect("a foreign expression has a language"), cx);
            let text = raw_text(inner.next().expect("a foreign expression has a text"), cx);
            Value::Foreign { language, text }
        }
        Rule::text | Rule::wrong_text => Value::Template(template(part, cx)),
        _ => Value::Column(path(part, cx)),
    }
}
