//! What stands between two quotes: strings, and names.

use std::borrow::Cow;

use super::reader::{Reader, Stuck};
use super::rules::Backslash;

/// Takes the string that opens here with `quote`. A doubled quote stands for itself.
pub fn string<'a>(reader: &mut Reader<'a>, quote: u8, backslash: Backslash) -> Result<Cow<'a, str>, Stuck> {
    let opened = reader.at;
    reader.at += 1;
    let escapes = backslash != Backslash::Plain;
    // What was read is kept as it stands until something in it means another thing.
    let (mut meant, mut plain) = (None, reader.at);
    loop {
        let rest = reader.bytes();
        let Some(length) = rest.iter().position(|byte| *byte == quote || (escapes && *byte == b'\\')) else {
            return Err(Stuck::new(opened, "Unterminated string literal"));
        };
        reader.at += length;
        let before = reader.since(plain);
        if rest[length] == b'\\' {
            reader.at += 1;
            let text = meant.get_or_insert_with(String::new);
            text.push_str(before);
            let Some(character) = reader.bump() else { continue };
            if backslash == (Backslash::Escapes { wildcards: false }) && matches!(character, '%' | '_') {
                text.push('\\');
            }
            text.push(escaped(character));
        } else if rest.get(length + 1) == Some(&quote) {
            let text = meant.get_or_insert_with(String::new);
            text.push_str(before);
            text.push(char::from(quote));
            reader.at += 2;
        } else {
            reader.at += 1;
            return Ok(end(meant, before));
        }
        plain = reader.at;
    }
}

fn end(meant: Option<String>, last: &str) -> Cow<'_, str> {
    match meant {
        None => Cow::Borrowed(last),
        Some(mut text) => {
            text.push_str(last);
            Cow::Owned(text)
        }
    }
}

fn escaped(character: char) -> char {
    match character {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'Z' => '\u{1a}',
        other => other,
    }
}

/// Takes the name in quotes that opens here.
pub fn name<'a>(reader: &mut Reader<'a>) -> Result<Cow<'a, str>, Stuck> {
    let opened = reader.at;
    let close = match reader.byte() {
        Some(b'[') => b']',
        Some(quote) => quote,
        None => b'"',
    };
    string(reader, close, Backslash::Plain)
        .map_err(|_| Stuck::new(opened, format!("Expected close delimiter '{}' before EOF.", char::from(close))))
}

/// Takes Oracle's `'[…]'` after the letters of `prefix`.
pub fn delimited<'a>(reader: &mut Reader<'a>, prefix: &str) -> Result<&'a str, Stuck> {
    let opened = reader.at;
    reader.at += 1;
    let inner = reader.at;
    let close = match reader.bump() {
        None | Some(' ' | '\t' | '\r' | '\n') => {
            return Err(Stuck::new(inner, format!("Invalid space, tab, newline, or EOF after '{prefix}''")));
        }
        Some('[') => ']',
        Some('{') => '}',
        Some('<') => '>',
        Some('(') => ')',
        Some(other) => other,
    };
    let start = reader.at;
    while let Some(character) = reader.bump() {
        if character == close && reader.byte() == Some(b'\'') {
            let text = &reader.since(start)[..reader.at - start - close.len_utf8()];
            reader.at += 1;
            return Ok(text);
        }
    }
    Err(Stuck::new(opened, "Unterminated string literal"))
}
