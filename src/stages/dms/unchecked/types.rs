//! Types that lines declare, as DMS calls them.
//!
//! Source: user guide, "Transformation rules and actions", `data-type`.

use crate::stages::dms::rules::transformation::DataType;
use crate::unchecked::TypeName;

/// Words of DMS for which the language has none, with whether a length may follow.
const OF_DMS: &[(&str, bool)] = &[
    ("wstring", true),
    ("clob", false),
    ("nclob", false),
    ("blob", false),
    ("set", false),
    ("list", false),
    ("map", false),
    ("tuple", false),
];

/// The type that a name spells; the error says why DMS has none.
pub(super) fn data_type(name: &TypeName) -> Result<DataType, String> {
    let unknown = || Err(format!("DMS has no type `{}` of this form", name.word.text));
    if !name.of.is_empty() {
        return unknown();
    }
    let plain = |word| DataType { word, length: None, precision: None, scale: None };
    let small = |number: u32| u16::try_from(number).map_err(|_| format!("`{number}` digits are too many"));
    let by_sign = |signed, unsigned| plain(if name.unsigned { unsigned } else { signed });
    let is_whole = matches!(&*name.word.text, "tinyint" | "smallint" | "int" | "bigint");
    if name.unsigned && !is_whole {
        return unknown();
    }
    Ok(match (&*name.word.text, name.arguments.as_slice()) {
        ("boolean", []) => plain("boolean"),
        ("tinyint", []) => by_sign("int1", "uint1"),
        ("smallint", []) => by_sign("int2", "uint2"),
        ("int", []) => by_sign("int4", "uint4"),
        ("bigint", []) => by_sign("int8", "uint8"),
        ("float", []) => plain("real4"),
        ("double", []) => plain("real8"),
        ("decimal", []) => plain("numeric"),
        ("decimal", [precision]) => DataType { precision: Some(small(*precision)?), ..plain("numeric") },
        ("decimal", [precision, scale]) => {
            let scale = i16::try_from(*scale).map_err(|_| format!("`{scale}` digits are too many"))?;
            DataType { precision: Some(small(*precision)?), scale: Some(scale), ..plain("numeric") }
        }
        ("string", []) => plain("string"),
        ("string", [length]) => DataType { length: Some(u64::from(*length)), ..plain("string") },
        ("binary", []) => plain("bytes"),
        ("binary", [length]) => DataType { length: Some(u64::from(*length)), ..plain("bytes") },
        ("date", []) => plain("date"),
        ("time", []) => plain("time"),
        ("time", [precision]) => DataType { precision: Some(small(*precision)?), ..plain("time") },
        ("timestamp", []) => plain("datetime"),
        ("timestamp", [precision]) => DataType { precision: Some(small(*precision)?), ..plain("datetime") },
        (word, arguments) => match (OF_DMS.iter().find(|(known, _)| *known == word), arguments) {
            (Some((word, _)), []) => plain(word),
            (Some((word, true)), [length]) => DataType { length: Some(u64::from(*length)), ..plain(word) },
            (Some(_) | None, _) => return unknown(),
        },
    })
}
