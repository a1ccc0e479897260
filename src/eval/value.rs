//! What a record holds at the end, and how the language spells it.
//!
//! Numbers are text: no value passes through a float.

use std::fmt;

use crate::text::Name;

/// A value of a row or of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number, exact: digits, perhaps with a sign and a point, without leading zeros.
    Number(Name),
    /// Text.
    Text(Name),
    /// A day, a time or a moment. How it is spelled differs from carrier to carrier; what it names does not.
    Moment(Name),
    /// Named members.
    Record(Record),
    /// Elements in order.
    List(Vec<Value>),
    /// The row does not determine it: when it was read, how its bytes are spelled.
    Unknown,
}

/// Named values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The members.
    pub members: Vec<Member>,
}

/// One member of a [`Record`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub value: Value,
    /// An expected record may leave it out: a stage put it there, or it is NULL in a file, whose columns are never missing.
    pub implied: bool,
}

impl Record {
    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| &*member.name == name)
    }

    /// The record without what an expected one may leave out.
    pub fn stated(&self) -> Record {
        let stated = |member: &Member| match &member.value {
            Value::Record(inner) => Member { value: Value::Record(inner.stated()), ..member.clone() },
            Value::Null
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Moment(_)
            | Value::List(_)
            | Value::Unknown => member.clone(),
        };
        Record { members: self.members.iter().filter(|member| !member.implied).map(stated).collect() }
    }
}

/// The language's own spelling: what could stand in a `gives` line.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Boolean(flag) => write!(f, "{flag}"),
            Value::Number(digits) => f.write_str(digits),
            Value::Text(text) | Value::Moment(text) => quoted(text, f),
            Value::Record(record) => write!(f, "{record}"),
            Value::List(elements) => {
                f.write_str("[")?;
                for (place, element) in elements.iter().enumerate() {
                    let comma = if place == 0 { "" } else { ", " };
                    write!(f, "{comma}{element}")?;
                }
                f.write_str("]")
            }
            Value::Unknown => f.write_str("…"),
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.members.is_empty() {
            return f.write_str("{}");
        }
        for (place, member) in self.members.iter().enumerate() {
            f.write_str(if place == 0 { "{ " } else { ", " })?;
            name(&member.name, f)?;
            write!(f, ": {}", member.value)?;
        }
        f.write_str(" }")
    }
}

/// A name where it is one, else a text.
fn name(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut rest = name.chars().peekable();
    let starts = rest.next().is_some_and(|first| first == '_' || first.is_ascii_alphabetic());
    let mut is_name = starts;
    while let Some(c) = rest.next() {
        let follows = |next: Option<&char>| next.is_some_and(char::is_ascii_alphanumeric);
        is_name &= match c {
            '-' => follows(rest.peek()),
            c => c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '#'),
        };
    }
    if is_name { f.write_str(name) } else { quoted(name, f) }
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use fmt::Write as _;
    f.write_str("\"")?;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            '\r' => f.write_str("\\r")?,
            '$' if matches!(rest.peek(), Some('{' | '(')) => f.write_str("\\$")?,
            c if c.is_control() => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::{Member, Record, Value};

    #[test]
    fn values_are_spelled_as_a_gives_line_would() {
        let member = |name: &str, value| Member { name: name.into(), value, implied: false };
        let record = Record {
            members: vec![
                member("customer_orderid", Value::Text("c1|o1".into())),
                member("p#p1", Value::Number("3.50".into())),
                member("record-type", Value::Boolean(true)),
                member("2016", Value::Null),
                member("a-", Value::List(vec![Value::Number("1".into()), Value::Record(Record::default())])),
                member("q", Value::Text("\"${x}\\\n\u{1}".into())),
            ],
        };
        assert_eq!(
            record.to_string(),
            r#"{ customer_orderid: "c1|o1", p#p1: 3.50, record-type: true, "2016": null, "a-": [1, {}], q: "\"\${x}\\\n\u{1}" }"#
        );
    }
}
