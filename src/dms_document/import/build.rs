//! Parts of a tree, made from names and texts of a document.

use crate::dms_document::pattern::{self, Token};
use crate::syntax::tree::{
    Ident, Literal, LiteralKind, Path, PathPattern, Pattern, Piece, Setting, SettingValue, Template, TemplatePart,
    TextLit,
};
use crate::syntax::write::is_writable;
use crate::text::Span;

/// Why something cannot be written.
pub type Reason = String;

/// A name.
pub fn ident(name: &str, span: Span) -> Result<Ident, Reason> {
    if is_writable(name) {
        Ok(Ident { text: name.into(), span })
    } else {
        Err(format!("the name `{}` cannot stand in a line", name.escape_debug()))
    }
}

/// A word of the language.
pub fn word(text: &str, span: Span) -> Ident {
    Ident { text: text.into(), span }
}

/// Names joined by points.
pub fn path(names: &[&str], span: Span) -> Result<Path, Reason> {
    Ok(Path { parts: names.iter().map(|name| ident(name, span)).collect::<Result<_, _>>()?, span })
}

/// A text.
pub fn text(value: &str, span: Span) -> TextLit {
    TextLit { value: value.into(), span }
}

/// A text without holes, where one with holes may stand.
pub fn plain_template(value: &str, span: Span) -> Template {
    let parts = if value.is_empty() { Vec::new() } else { vec![TemplatePart::Literal(value.into())] };
    Template { parts, span }
}

/// A constant: a number where it is one as it is written, else a text.
pub fn constant(value: &str, span: Span) -> Literal {
    let kind = if is_number(value) { LiteralKind::Number(value.into()) } else { LiteralKind::Text(value.into()) };
    Literal { kind, span }
}

/// Whether the text is a number as a person would write it.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let leading = whole.len() > 1 && whole.starts_with('0');
    are_digits(whole) && !leading && fraction.is_none_or(are_digits)
}

/// A name of a selection: with wildcards where it has some; `exactly` where names are no patterns.
pub fn selected(name: &str, exactly: bool, span: Span) -> Result<Pattern, Reason> {
    let read = pattern::Pattern::new(name);
    if !exactly && !read.is_wild() && name.contains(['%', '[']) {
        return Err("how a `[` that is none of a pattern is written is documented nowhere".to_owned());
    }
    if exactly || !read.is_wild() {
        // A `_` of a name is written as it is, and so does DMS read it again.
        return Ok(Pattern { pieces: vec![Piece::Literal(ident(name, span)?.text)], span });
    }
    pieces(&read, true, span)
}

/// A name of a transformation, in which `%` is the wildcard.
pub fn located(name: &str, span: Span) -> Result<Pattern, Reason> {
    if name.contains('[') {
        return Err("of wildcards the guide shows `%` alone in such a rule".to_owned());
    }
    pieces(&pattern::Pattern::new(name), false, span)
}

/// The pieces of a pattern; `_` is a wildcard in selections.
fn pieces(read: &pattern::Pattern, is_selection: bool, span: Span) -> Result<Pattern, Reason> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    for token in read.tokens() {
        let piece = match token {
            Token::One(c) => {
                literal.push(*c);
                continue;
            }
            Token::AnyOne if !is_selection => {
                literal.push('_');
                continue;
            }
            // In a name with a wildcard an underscore is written as one.
            Token::Class(ranges) if ranges.as_slice() == [('_', '_')] && has_other_wildcards(read) => {
                literal.push('_');
                continue;
            }
            Token::AnyOne => Piece::One,
            Token::AnyRun => Piece::Any,
            Token::Class(ranges) => {
                let bad = |c: &char| matches!(c, ']' | '[' | '-' | '"') || c.is_whitespace() || c.is_control();
                if ranges.iter().any(|(first, last)| bad(first) || bad(last)) {
                    return Err(format!("`{}` has a range that no pattern of a line has", read.text()));
                }
                Piece::Class(ranges.clone())
            }
        };
        if !literal.is_empty() {
            pieces.push(Piece::Literal(ident(&literal, span)?.text));
            literal.clear();
        }
        pieces.push(piece);
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(ident(&literal, span)?.text));
    }
    if pieces.is_empty() {
        return Err("an empty name cannot stand in a line".to_owned());
    }
    Ok(Pattern { pieces, span })
}

/// Whether the pattern has a wildcard beside `[_]`, so that a line that has it is one of a pattern, too.
fn has_other_wildcards(read: &pattern::Pattern) -> bool {
    read.tokens().iter().any(|token| match token {
        Token::AnyRun | Token::AnyOne => true,
        Token::Class(ranges) => ranges.as_slice() != [('_', '_')],
        Token::One(_) => false,
    })
}

/// Patterns joined by points.
pub fn path_pattern(parts: Vec<Pattern>, span: Span) -> PathPattern {
    PathPattern { parts, span }
}

/// A line of a block of settings.
pub fn setting(key: &str, values: Vec<SettingValue>, block: Option<Vec<Setting>>, span: Span) -> Setting {
    Setting { key: word(key, span), values, block, span }
}

/// A word or name as the value of a setting.
pub fn word_value(value: &str, span: Span) -> Result<SettingValue, Reason> {
    Ok(SettingValue::Word(path(&[value], span)?))
}

/// A text as the value of a setting.
pub fn text_value(value: &str, span: Span) -> SettingValue {
    SettingValue::Text(plain_template(value, span))
}

/// A number as the value of a setting, or the text where it is none.
pub fn number_value(value: &str, span: Span) -> SettingValue {
    if is_number(value) { SettingValue::Number(value.into(), span) } else { text_value(value, span) }
}
