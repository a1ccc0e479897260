//! Types as lines declare them.

use super::errors;
use crate::diag::Diagnostics;
use crate::syntax::tree::TypeName;
use crate::types::{Type, Zone};

/// The words of types, for near misses.
const WORDS: &[&str] = &[
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal",
    "string",
    "binary",
    "date",
    "time",
    "timestamp",
    "uuid",
    "json",
];

/// The type that a name spells, or `None` after a finding.
pub(super) fn ty(name: &TypeName, diags: &mut Diagnostics) -> Option<Type> {
    if !name.of.is_empty() {
        diags.push(errors::not_yet(name.span, "a declared `list`, `set` or `map`", "leave the type out"));
        return None;
    }
    let signed = !name.unsigned;
    let found = match (&*name.word.text, name.arguments.as_slice()) {
        ("boolean", []) => Some(Type::Boolean),
        ("tinyint", []) => Some(Type::Int { bits: 8, signed }),
        ("smallint", []) => Some(Type::Int { bits: 16, signed }),
        ("int", []) => Some(Type::Int { bits: 32, signed }),
        ("bigint", []) => Some(Type::Int { bits: 64, signed }),
        ("float", []) => Some(Type::Float { bits: 32 }),
        ("double", []) => Some(Type::Float { bits: 64 }),
        ("decimal", [precision, scale]) => decimal(*precision, *scale),
        ("string", []) => Some(Type::TEXT),
        ("string", [max]) => (*max > 0).then(|| Type::text(u64::from(*max))),
        ("binary", []) => Some(Type::Binary { max: None, fixed: false }),
        ("date", []) => Some(Type::Date),
        ("time", []) => Some(Type::Time { precision: 6, zoned: false }),
        ("timestamp", []) => Some(Type::Timestamp { precision: 6, zone: Zone::None }),
        ("uuid", []) => Some(Type::Uuid),
        ("json", []) => Some(Type::Json),
        _ => None,
    };
    let fits = |ty: &Type| signed || matches!(ty, Type::Int { .. });
    match found.filter(fits) {
        Some(ty) => Some(ty),
        None => {
            diags.push(errors::unknown_type(name, WORDS));
            None
        }
    }
}

/// At most the 38 digits that every target of this release can hold.
fn decimal(precision: u32, scale: u32) -> Option<Type> {
    let precision = u16::try_from(precision).ok().filter(|precision| (1..=38).contains(precision))?;
    let scale = i16::try_from(scale).ok().filter(|_| scale <= u32::from(precision))?;
    Some(Type::Decimal { precision, scale })
}
