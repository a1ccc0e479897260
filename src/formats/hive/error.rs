//! What Hive says of a type string that it refuses.
//!
//! The messages are Hive 2.3.9's to the letter (on Java 17), so that a user finds them again in a log of Firehose or
//! Athena, and on the web. Those that Hive does not have begin with `mapc:`.

use std::fmt;

use super::tokens::Token;

/// Why Hive does not read a type string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiveTypeError {
    /// Hive's message.
    pub message: String,
    /// The place that the message names, in UTF-16 units from 0; `None` where it names none, or the end.
    pub position: Option<usize>,
}

impl fmt::Display for HiveTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for HiveTypeError {}

fn nowhere(message: String) -> HiveTypeError {
    HiveTypeError { message, position: None }
}

/// Another token stands where `item` should.
pub(super) fn expected(item: &str, text: &str, found: Token<'_>) -> HiveTypeError {
    let Token { position, text: token, .. } = found;
    HiveTypeError {
        message: format!("Error: {item} expected at the position {position} of '{text}' but '{token}' is found."),
        position: Some(position),
    }
}

/// The text ends where `item` should stand.
pub(super) fn expected_at_end(item: &str, text: &str) -> HiveTypeError {
    nowhere(format!("Error: {item} expected at the end of '{text}'"))
}

/// A type is complete, and something else than another type follows.
pub(super) fn separator_expected(text: &str, found: Token<'_>, tokens: &[Token<'_>]) -> HiveTypeError {
    let position = found.position;
    let list: Vec<String> = tokens.iter().map(|token| format!("{}:{}", token.position, token.text)).collect();
    let list = list.join(", ");
    HiveTypeError {
        message: format!("Error: ',', ':', or ';' expected at position {position} from '{text}' [{list}]"),
        position: Some(position),
    }
}

/// The text is empty.
pub(super) fn empty() -> HiveTypeError {
    nowhere("Index 0 out of bounds for length 0".into())
}

/// `unknown`: a word that Hive knows, but not as the type of a column.
pub(super) fn internal(text: &str, found: Token<'_>) -> HiveTypeError {
    let position = found.position;
    HiveTypeError {
        message: format!("Internal error parsing position {position} of '{text}'"),
        position: Some(position),
    }
}

/// `int()`
pub(super) fn parameters_expected(text: &str) -> HiveTypeError {
    nowhere(format!("type parameters expected for type string {text}"))
}

/// `varchar`
pub(super) fn without_length(word: &str, text: &str) -> HiveTypeError {
    nowhere(format!("{word} type is specified without length: {text}"))
}

/// `char(1,2)`
pub(super) fn one_parameter(word: &str, seen: usize) -> HiveTypeError {
    nowhere(format!("Type {word} only takes one parameter, but {seen} is seen"))
}

/// `decimal(1,2,3)`
pub(super) fn two_parameters(seen: usize) -> HiveTypeError {
    nowhere(format!("Type decimal only takes two parameter, but {seen} is seen"))
}

/// `varchar(x)`
pub(super) fn not_a_number(parameter: &str) -> HiveTypeError {
    nowhere(format!("For input string: \"{parameter}\""))
}

/// `char(256)`; `title` is the word with a capital.
pub(super) fn length_range(title: &str, length: u32, most: u32) -> HiveTypeError {
    nowhere(format!("{title} length {length} out of allowed range [1, {most}]"))
}

/// `decimal(39,2)`
pub(super) fn precision_range() -> HiveTypeError {
    nowhere("Decimal precision out of allowed range [1,38]".into())
}

/// `decimal(5,39)`
pub(super) fn scale_range() -> HiveTypeError {
    nowhere("Decimal scale out of allowed range [0,38]".into())
}

/// `decimal(5,10)`
pub(super) fn scale_above_precision() -> HiveTypeError {
    nowhere("Decimal scale must be less than or equal to precision".into())
}

/// Our own: a nesting that Hive reads until its stack ends, at some thousand levels.
pub(super) fn too_deep(most: usize, found: Token<'_>) -> HiveTypeError {
    HiveTypeError {
        message: format!("mapc: types nest deeper than {most} levels at the position {}", found.position),
        position: Some(found.position),
    }
}

/// Our own: a text that no catalog could have given.
pub(super) fn too_long(bytes: usize, most: usize) -> HiveTypeError {
    nowhere(format!("mapc: a type of {bytes} bytes is longer than {most}"))
}
