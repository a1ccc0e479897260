//! What begins with a dollar sign, where that begins no word: PostgreSQL's `$tag$ … $tag$`, SQL Server's `$1.50`, parameters.

use super::reader::{Reader, Stuck};
use super::rules::Rules;
use crate::schema::model::Dialect;

/// Takes what begins here. The string, where it is one; else `None`: a parameter, or an amount of money.
pub fn take<'a>(reader: &mut Reader<'a>, rules: &Rules) -> Result<Option<&'a str>, Stuck> {
    let start = reader.at;
    reader.at += 1;
    if rules.dialect == Dialect::Sqlite {
        reader.take_while(|character| character.is_alphanumeric() || matches!(character, '_' | '$'));
        return Ok(None);
    }
    if reader.eat(b'$') {
        return body(reader, "$$").ok_or_else(|| Stuck::new(reader.at, "Unterminated dollar-quoted string")).map(Some);
    }
    reader.take_while(|character| character.is_alphanumeric() || character == '_');
    let value = reader.since(start + 1);
    let is_amount = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if rules.dialect == Dialect::SqlServer && is_amount && reader.eat(b'.') {
        reader.take_while(|character| character.is_ascii_digit());
        return Ok(None);
    }
    if !reader.eat(b'$') {
        return Ok(None);
    }
    let mark = reader.since(start);
    body(reader, mark).ok_or_else(|| Stuck::new(reader.at, "Unterminated dollar-quoted, expected $")).map(Some)
}

/// Takes what stands before the next `mark`, and the mark. Goes to the end where there is none.
fn body<'a>(reader: &mut Reader<'a>, mark: &str) -> Option<&'a str> {
    let start = reader.at;
    match memchr::memmem::find(reader.bytes(), mark.as_bytes()) {
        Some(length) => {
            reader.at += length;
            let text = reader.since(start);
            reader.at += mark.len();
            Some(text)
        }
        None => {
            reader.finish();
            None
        }
    }
}
