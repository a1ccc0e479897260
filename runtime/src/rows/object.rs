//! Rows that are objects of JSON, one a line.

use std::borrow::Cow;

use super::data::Data;
use super::fault::RowFault;
use super::json_text::{Scanner, Value, unescape};
use super::source::Source;
use super::span::Span;
use super::walk::{Walked, push_head};

/// Finds the records of the text, from its beginning on; the marks are its line feeds. Blank lines are none.
pub(super) fn walk(source: Source<'_>, data: &mut Data) -> Walked {
    let mut walked = Walked::default();
    let mut found = Vec::new();
    let index = std::mem::take(&mut data.index);
    for place in &index.places[1..=index.count] {
        let (start, end) = (walked.end, *place as usize);
        let line = &source.text[start..end];
        if !line.trim_ascii().is_empty() {
            let file_end = (end + 1).min(source.length);
            let head = push_head(&walked, file_end, data);
            let limit = source.format.limit;
            let read = if line.len() > limit {
                Err((RowFault::TooLong { limit }, None))
            } else {
                object(source, start, end, &mut found, data)
            };
            data.spans.resize(data.heads.len() * source.columns.places.len(), Span::NULL);
            if let Err((fault, place)) = read {
                data.refuse(head, &source.text[start..file_end], fault, place, false);
            }
        }
        (walked.end, walked.lines) = (end + 1, walked.lines + 1);
    }
    data.index = index;
    walked
}

/// A fault, and the place of the column.
type Fault = (RowFault, Option<usize>);

/// Reads the object of a line, and adds the spans of the columns that are wanted.
fn object(
    source: Source<'_>,
    start: usize,
    end: usize,
    found: &mut Vec<Option<Value>>,
    data: &mut Data,
) -> Result<(), Fault> {
    let wrong = |why| (RowFault::NotAnObject(why), None);
    let text = &source.text[..end];
    let mut scanner = Scanner { text, at: start };
    found.clear();
    found.resize(source.columns.wanted.len(), None);
    scanner.expect(b'{', "the line does not begin with one").map_err(wrong)?;
    if !scanner.take(b'}') {
        let mut guess = 0;
        loop {
            let key = scanner.string().map_err(wrong)?;
            scanner.expect(b':', "a colon is missing").map_err(wrong)?;
            let mut name = Cow::Borrowed(&text[key.start..key.end]);
            if key.is_escaped {
                let mut spelled = Vec::new();
                unescape(&name, &mut spelled).map_err(wrong)?;
                name = Cow::Owned(spelled);
            }
            let value = scanner.value().map_err(wrong)?;
            if let Some(place) = column(source, &name, guess) {
                guess = place + 1;
                if found[place].replace(value).is_some() {
                    return Err((RowFault::DoubledMember, Some(place)));
                }
            }
            if !scanner.take(b',') {
                break;
            }
        }
        scanner.expect(b'}', "the object is not closed").map_err(wrong)?;
    }
    if scanner.peek().is_some() {
        return Err(wrong("something follows the object"));
    }
    for (place, value) in found.iter().enumerate() {
        let value = value.ok_or((RowFault::NoMember, Some(place)))?;
        let span = span(text, value, &mut data.unescaped).map_err(|fault| (fault, Some(place)))?;
        data.spans.push(span);
    }
    Ok(())
}

/// The place of the column of this name among those that are wanted. Members mostly come in one order: `guess` is tried first.
fn column(source: Source<'_>, name: &[u8], guess: usize) -> Option<usize> {
    let wanted = &source.columns.wanted;
    if wanted.get(guess).is_some_and(|column| column.as_bytes() == name) {
        return Some(guess);
    }
    wanted.iter().position(|column| column.as_bytes() == name)
}

fn span(text: &[u8], value: Value, unescaped: &mut String) -> Result<Span, RowFault> {
    match value {
        Value::Null => Ok(Span::NULL),
        Value::Other(start, end) => Ok(Span::plain(start, end)),
        Value::String(quoted) if !quoted.is_escaped => Ok(Span::plain(quoted.start, quoted.end)),
        Value::String(quoted) => {
            let mut bytes = Vec::new();
            unescape(&text[quoted.start..quoted.end], &mut bytes).map_err(RowFault::NotAnObject)?;
            let start = unescaped.len();
            unescaped.push_str(std::str::from_utf8(&bytes).map_err(|_| RowFault::InvalidUtf8)?);
            Ok(Span::unescaped(start, unescaped.len()))
        }
    }
}
