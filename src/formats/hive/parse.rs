//! Reads a type string as Hive 2.3.9's `TypeInfoUtils.getTypeInfoFromTypeString` does, errors included.
//!
//! What Hive lets pass, passes here too: further types after the first (`string,int` is `string`), parameters of types
//! that take none (`int(5)` is `int`), a comma before `>` in a struct, a decimal without a scale (`decimal(5)` is
//! `decimal(10,0)`), one name twice. Whether a type is fit to be written is asked in `check`.

use super::error::{self, HiveTypeError};
use super::letters::digit;
use super::model::{HiveType, Member};
use super::tokens::{Token, tokens};
use crate::text::Name;

/// The deepest nesting that is read. Hive has no limit but its stack.
pub const DEPTH_MAX: usize = 1_000;

/// The longest text that is read, in bytes: eight times what a catalog holds.
pub const BYTES_MAX: usize = 1 << 20;

impl HiveType {
    /// The type that Hive reads from `text`, or Hive's reason for not reading it.
    ///
    /// # Errors
    ///
    /// Hive's own, in its order; and two of ours, for texts beyond [`DEPTH_MAX`] and [`BYTES_MAX`].
    pub fn parse(text: &str) -> Result<HiveType, HiveTypeError> {
        if text.len() > BYTES_MAX {
            return Err(error::too_long(text.len(), BYTES_MAX));
        }
        let mut reader = Reader { text, tokens: tokens(text), next: 0 };
        let mut first = None;
        while reader.next < reader.tokens.len() {
            let ty = reader.ty()?;
            first.get_or_insert(ty);
            reader.separator()?;
        }
        first.ok_or_else(error::empty)
    }
}

/// The tokens of a text and the place reached in them.
struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    next: usize,
}

/// A type whose end has not been reached.
enum Open {
    Array,
    Map { key: Option<HiveType> },
    Struct { members: Vec<Member>, next: Name },
    Union { types: Vec<HiveType> },
}

/// What a type is after one of its parts was put in.
enum Part {
    /// Complete.
    Last(HiveType),
    /// Another part follows.
    NotLast(Open),
}

impl<'a> Reader<'a> {
    /// A whole type. Nesting is kept in a list, not on the stack, which belongs to whoever calls.
    fn ty(&mut self) -> Result<HiveType, HiveTypeError> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let Some(mut ty) = self.start(&mut open)? else { continue };
            loop {
                let Some(around) = open.pop() else { return Ok(ty) };
                match self.put(around, ty)? {
                    Part::Last(whole) => ty = whole,
                    Part::NotLast(around) => {
                        open.push(around);
                        break;
                    }
                }
            }
        }
    }

    /// The start of a type: the type itself where it is complete; else it becomes the last of `open`.
    fn start(&mut self, open: &mut Vec<Open>) -> Result<Option<HiveType>, HiveTypeError> {
        let token = self.take("type")?;
        if open.len() > DEPTH_MAX {
            return Err(error::too_deep(DEPTH_MAX, token));
        }
        match token.text {
            "array" => {
                self.expect("<")?;
                open.push(Open::Array);
            }
            "map" => {
                self.expect("<")?;
                open.push(Open::Map { key: None });
            }
            "uniontype" => {
                self.expect("<")?;
                open.push(Open::Union { types: Vec::new() });
            }
            "struct" => {
                self.expect("<")?;
                match self.member()? {
                    Some(next) => open.push(Open::Struct { members: Vec::new(), next }),
                    None => return Ok(Some(HiveType::Struct(Vec::new()))),
                }
            }
            "unknown" => return Err(error::internal(self.text, token)),
            word => return self.primitive(word, token).map(Some),
        }
        Ok(None)
    }

    /// Puts `part` into the type around it.
    fn put(&mut self, around: Open, part: HiveType) -> Result<Part, HiveTypeError> {
        match around {
            Open::Array => {
                self.expect(">")?;
                Ok(Part::Last(HiveType::Array(Box::new(part))))
            }
            Open::Map { key: None } => {
                self.expect(",")?;
                Ok(Part::NotLast(Open::Map { key: Some(part) }))
            }
            Open::Map { key: Some(key) } => {
                self.expect(">")?;
                Ok(Part::Last(HiveType::Map(Box::new(key), Box::new(part))))
            }
            Open::Struct { mut members, next } => {
                members.push(Member { name: next, ty: part });
                let next = if self.more()? { self.member()? } else { None };
                Ok(match next {
                    Some(next) => Part::NotLast(Open::Struct { members, next }),
                    None => Part::Last(HiveType::Struct(members)),
                })
            }
            Open::Union { mut types } => {
                types.push(part);
                let more = self.more()?;
                Ok(if more { Part::NotLast(Open::Union { types }) } else { Part::Last(HiveType::Union(types)) })
            }
        }
    }

    /// A member's name and its colon; `None` at the end of the members, which may stand after a comma.
    fn member(&mut self) -> Result<Option<Name>, HiveTypeError> {
        let name = self.take("name")?;
        if name.text == ">" {
            return Ok(None);
        }
        if !name.is_name {
            return Err(error::expected("name", self.text, name));
        }
        self.expect(":")?;
        Ok(Some(name.text.into()))
    }

    /// After a part of a struct or union: whether another follows.
    fn more(&mut self) -> Result<bool, HiveTypeError> {
        let token = self.take(">")?;
        match token.text {
            "," => Ok(true),
            ">" => Ok(false),
            _ => Err(error::expected(">", self.text, token)),
        }
    }

    /// The type of `word`, with its parameters.
    fn primitive(&mut self, word: &str, token: Token<'_>) -> Result<HiveType, HiveTypeError> {
        match word {
            "decimal" => decimal(&self.parameters()?),
            "varchar" | "char" => {
                let parameters = self.parameters()?;
                self.sized(word, &parameters)
            }
            _ => {
                let ty = plain(word).ok_or_else(|| error::expected("type", self.text, token))?;
                self.parameters()?;
                Ok(ty)
            }
        }
    }

    /// `varchar` or `char`.
    fn sized(&self, word: &str, parameters: &[&str]) -> Result<HiveType, HiveTypeError> {
        let [parameter] = parameters else {
            return Err(match parameters.len() {
                0 => error::without_length(word, self.text),
                seen => error::one_parameter(word, seen),
            });
        };
        let length = number(parameter)?;
        let range = |title, most| error::length_range(title, length, most);
        match word {
            "char" => match u8::try_from(length) {
                Ok(length) if length > 0 => Ok(HiveType::Char(length)),
                Ok(_) | Err(_) => Err(range("Char", 255)),
            },
            _ => match u16::try_from(length) {
                Ok(length) if length > 0 => Ok(HiveType::Varchar(length)),
                Ok(_) | Err(_) => Err(range("Varchar", 65_535)),
            },
        }
    }

    /// What stands in parentheses, if any do.
    fn parameters(&mut self) -> Result<Vec<&'a str>, HiveTypeError> {
        let mut parameters = Vec::new();
        if self.tokens.get(self.next).is_none_or(|token| token.text != "(") {
            return Ok(parameters);
        }
        self.next += 1;
        if self.tokens.get(self.next).is_some_and(|token| token.text == ")") {
            return Err(error::parameters_expected(self.text));
        }
        loop {
            let name = self.take("name")?;
            if !name.is_name {
                return Err(error::expected("name", self.text, name));
            }
            parameters.push(name.text);
            let separator = self.take(",")?;
            match separator.text {
                ")" => return Ok(parameters),
                "," => {}
                _ => return Err(error::expected(",", self.text, separator)),
            }
        }
    }

    /// After a whole type: the end, or what parts it from the next.
    fn separator(&mut self) -> Result<(), HiveTypeError> {
        let Some(token) = self.tokens.get(self.next).copied() else { return Ok(()) };
        self.next += 1;
        match token.text {
            "," | ";" | ":" => Ok(()),
            _ => Err(error::separator_expected(self.text, token, &self.tokens)),
        }
    }

    fn expect(&mut self, item: &str) -> Result<(), HiveTypeError> {
        let token = self.take(item)?;
        if token.text == item { Ok(()) } else { Err(error::expected(item, self.text, token)) }
    }

    /// The next token, whatever it is; `item` is what it should be.
    fn take(&mut self, item: &str) -> Result<Token<'a>, HiveTypeError> {
        let token = self.tokens.get(self.next).copied().ok_or_else(|| error::expected_at_end(item, self.text))?;
        self.next += 1;
        Ok(token)
    }
}

/// The type of a word that takes no parameters.
fn plain(word: &str) -> Option<HiveType> {
    Some(match word {
        "void" => HiveType::Void,
        "boolean" => HiveType::Boolean,
        "tinyint" => HiveType::TinyInt,
        "smallint" => HiveType::SmallInt,
        "int" => HiveType::Int,
        "bigint" => HiveType::BigInt,
        "float" => HiveType::Float,
        "double" => HiveType::Double,
        "string" => HiveType::String,
        "binary" => HiveType::Binary,
        "date" => HiveType::Date,
        "timestamp" => HiveType::Timestamp,
        "interval_year_month" => HiveType::IntervalYearMonth,
        "interval_day_time" => HiveType::IntervalDayTime,
        _ => return None,
    })
}

/// `decimal`; a lone parameter is read and forgotten.
fn decimal(parameters: &[&str]) -> Result<HiveType, HiveTypeError> {
    let (precision, scale) = match parameters {
        [] | [_] => (10, 0),
        [precision, scale] => (number(precision)?, number(scale)?),
        [..] => return Err(error::two_parameters(parameters.len())),
    };
    let within = |value: u32, range: std::ops::RangeInclusive<u8>| {
        u8::try_from(value).ok().filter(|value| range.contains(value))
    };
    let precision = within(precision, 1..=38).ok_or_else(error::precision_range)?;
    let scale = within(scale, 0..=38).ok_or_else(error::scale_range)?;
    if scale > precision { Err(error::scale_above_precision()) } else { Ok(HiveType::Decimal { precision, scale }) }
}

/// A parameter as Java's `Integer.parseInt` reads it: digits of any script, up to 2,147,483,647.
fn number(parameter: &str) -> Result<u32, HiveTypeError> {
    parameter
        .encode_utf16()
        .try_fold(0_u32, |value, unit| value.checked_mul(10)?.checked_add(digit(unit)?))
        .filter(|value| i32::try_from(*value).is_ok())
        .ok_or_else(|| error::not_a_number(parameter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (String, Option<usize>) {
        let error = HiveType::parse(text).expect_err("it is refused");
        (error.message, error.position)
    }

    #[test]
    fn the_published_error_is_at_position_30() {
        let message =
            "Error: : expected at the position 30 of 'struct<timestamp:string,record-type:string>' but '-' is found.";
        assert_eq!(refused("struct<timestamp:string,record-type:string>"), (message.to_owned(), Some(30)));
    }

    #[test]
    fn positions_count_utf_16_units() {
        assert_eq!(refused("struct<日:int,b-c:int>").1, Some(14));
        assert_eq!(refused("😀-").1, Some(0));
        assert_eq!(
            refused("struct<a😀:int>").0,
            "Error: : expected at the position 8 of 'struct<a😀:int>' but '?' is found."
        );
        assert_eq!(refused("string,struct<😀:int>").1, Some(14));
    }

    #[test]
    fn what_hive_lets_pass_is_read_as_hive_reads_it() {
        for (text, read) in [
            ("decimal", "decimal(10,0)"),
            ("decimal(5)", "decimal(10,0)"),
            ("string,int", "string"),
            ("int(5)", "int"),
            ("struct<a:int,>", "struct<a:int>"),
            ("struct<a:int, b:string>", "struct<a:int, b:string>"),
            ("struct<a:int,A:int>", "struct<a:int,A:int>"),
            ("decimal(٣,1)", "decimal(3,1)"),
        ] {
            assert_eq!(HiveType::parse(text).map(|ty| ty.to_string()).as_deref(), Ok(read), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_before_the_stack_ends() {
        let nested = |depth| format!("{}int{}", "array<".repeat(depth), ">".repeat(depth));
        assert_eq!(HiveType::parse(&nested(DEPTH_MAX)).map(|ty| ty.to_string()), Ok(nested(DEPTH_MAX)));
        assert_eq!(refused(&nested(DEPTH_MAX + 1)).1, Some(6 * (DEPTH_MAX + 1)));
        assert!(refused(&"struct<a:".repeat(100_000)).0.starts_with("mapc: "));
    }

    #[test]
    fn a_text_beyond_every_catalog_is_refused_unread() {
        assert_eq!(refused(&" ".repeat(BYTES_MAX + 1)).0, "mapc: a type of 1048577 bytes is longer than 1048576");
    }
}
