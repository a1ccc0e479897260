//! Expressions of added columns, as far as they are constants, columns, and both joined by `||`.

use super::model::{Cell, Given, Row};

/// The value for a row.
pub fn value(expression: &str, row: &Row) -> Given {
    let unknown = || Given::Unknown(format!("what `{expression}` gives"));
    let Some(parts) = parts(expression) else { return unknown() };
    if let [Part::Number(number)] = parts.as_slice() {
        return Given::Cell(Cell::Number((*number).to_owned()));
    }
    let mut joined = String::new();
    for part in &parts {
        match part {
            Part::Text(text) => joined += text,
            Part::Number(_) => return unknown(),
            Part::Column(name) => match row.get(*name) {
                // Anything joined with NULL is NULL.
                None | Some(Cell::Null) => return Given::Cell(Cell::Null),
                Some(cell) if parts.len() == 1 => return Given::Cell(cell.clone()),
                Some(Cell::Text(text) | Cell::Number(text)) => joined += text,
            },
        }
    }
    Given::Cell(Cell::Text(joined))
}

enum Part<'e> {
    Text(String),
    Number(&'e str),
    Column(&'e str),
}

/// The operands of `||`; `None` where there is anything else, or a name that the change gives.
fn parts(expression: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = expression.trim();
    loop {
        let (part, after) = part(rest)?;
        parts.push(part);
        rest = after.trim_start();
        if rest.is_empty() {
            return Some(parts);
        }
        rest = rest.strip_prefix("||")?.trim_start();
    }
}

fn part(text: &str) -> Option<(Part<'_>, &str)> {
    if let Some(mut rest) = text.strip_prefix('\'') {
        let mut value = String::new();
        loop {
            let end = rest.find('\'')?;
            value += &rest[..end];
            rest = &rest[end + 1..];
            match rest.strip_prefix('\'') {
                Some(more) => {
                    value.push('\'');
                    rest = more;
                }
                None => return Some((Part::Text(value), rest)),
            }
        }
    }
    if let Some(rest) = text.strip_prefix('$') {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = &rest[..end];
        return (!name.is_empty() && !name.starts_with("AR_")).then_some((Part::Column(name), &rest[end..]));
    }
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then_some((Part::Number(&text[..end]), &text[end..]))
}
