//! Types of DMS in the words of the language.

use super::build::{Reason, word};
use crate::dms_document::model::{DataType, Text};
use crate::syntax::tree::TypeName;
use crate::text::Span;

/// Words of DMS, those of the language for them, and whether they are unsigned.
const WORDS: &[(&str, &str, bool)] = &[
    ("boolean", "boolean", false),
    ("int1", "tinyint", false),
    ("int2", "smallint", false),
    ("int4", "int", false),
    ("int8", "bigint", false),
    ("uint1", "tinyint", true),
    ("uint2", "smallint", true),
    ("uint4", "int", true),
    ("uint8", "bigint", true),
    ("real4", "float", false),
    ("real8", "double", false),
    ("numeric", "decimal", false),
    ("string", "string", false),
    ("wstring", "wstring", false),
    ("bytes", "binary", false),
    ("date", "date", false),
    ("time", "time", false),
    ("datetime", "timestamp", false),
    ("blob", "blob", false),
    ("clob", "clob", false),
    ("nclob", "nclob", false),
    ("set", "set", false),
    ("list", "list", false),
    ("map", "map", false),
    ("tuple", "tuple", false),
];

/// A word alone.
pub fn plain(written: &Text) -> Result<TypeName, Reason> {
    let found = WORDS.iter().find(|(of_dms, ..)| *of_dms == written.value);
    let (_, of_language, unsigned) = found.ok_or_else(|| unknown(&written.value))?;
    Ok(name(of_language, *unsigned, Vec::new(), written.span))
}

/// The usual mistake is a type of the database.
fn unknown(written: &str) -> Reason {
    let word: String = written.chars().take_while(|c| c.is_ascii_alphabetic()).collect::<String>().to_ascii_lowercase();
    let of_dms = match word.as_str() {
        "decimal" | "number" => "; it calls a decimal `numeric`, with `precision` and `scale` as keys of their own",
        "varchar" | "char" | "text" | "nvarchar" => "; it calls a text `string`, with `length` as a key of its own",
        "timestamp" => "; it calls a point in time `datetime`",
        _ => "",
    };
    format!("DMS has no type `{written}`{of_dms}")
}

fn name(of_language: &str, unsigned: bool, arguments: Vec<u32>, span: Span) -> TypeName {
    TypeName { word: word(of_language, span), unsigned, arguments, of: Vec::new(), span }
}

/// A type with its numbers.
pub fn type_name(ty: &DataType) -> Result<TypeName, Reason> {
    let written = ty.word.as_ref().ok_or("the rule says no type")?;
    let mut name = plain(written)?;
    let number = |text: &Option<Text>| -> Result<Option<u32>, Reason> {
        let wrong = |text: &Text| format!("`{}` is no number of characters or digits", text.value);
        text.as_ref().map(|text| text.value.parse().map_err(|_| wrong(text))).transpose()
    };
    let (length, precision, scale) = (number(&ty.length)?, number(&ty.precision)?, number(&ty.scale)?);
    let arguments = match (written.value.as_str(), length, precision, scale) {
        (_, None, None, None) => Vec::new(),
        ("string" | "wstring" | "bytes", Some(length), None, None) => vec![length],
        ("time" | "datetime", None, Some(precision), None) => vec![precision],
        ("numeric", None, Some(precision), None) => vec![precision],
        ("numeric", None, Some(precision), Some(scale)) => vec![precision, scale],
        (word, ..) => return Err(format!("no line gives these numbers to `{word}`")),
    };
    name.arguments = arguments;
    Ok(name)
}
