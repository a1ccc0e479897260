//! Masks.
//!
//! Source: user guide, "Using data masking to hide sensitive information"; from engine 3.5.4 on.

use super::transformation::DataType;
use crate::dms_types::DmsType;
use crate::mapping::Mask;

/// The characters of a hash.
pub(crate) const HASH: u64 = 64;

/// Why a column of this type cannot be masked so.
pub(crate) fn check(mask: &Mask, read: &DmsType) -> Result<(), String> {
    let is_text = matches!(read, DmsType::Text { .. });
    let is_exact = matches!(read, DmsType::Int { .. } | DmsType::Numeric { .. });
    match mask {
        Mask::Hash if is_text => Ok(()),
        Mask::Hash => Err("DMS hashes text columns only, and no large objects".to_owned()),
        Mask::Digits(c) if !is_character(c) => {
            Err(format!("DMS puts one printable character of ASCII for each digit, not a blank, and `{c}` is none"))
        }
        Mask::Digits(_) if is_text => Ok(()),
        Mask::Digits(_) => {
            Err("DMS puts characters for digits in text columns only: `mask … random digits` is for numbers, too"
                .to_owned())
        }
        Mask::RandomDigits if is_text || is_exact => Ok(()),
        Mask::RandomDigits => Err("DMS puts random digits into text, whole numbers and decimals only".to_owned()),
    }
}

fn is_character(text: &str) -> bool {
    matches!(text.as_bytes(), [b'!'..=b'~'])
}

/// The action of the rule, and its value.
pub(crate) fn action(mask: &Mask) -> (&'static str, Option<String>) {
    match mask {
        Mask::Hash => ("data-masking-hash-mask", None),
        Mask::Digits(c) => ("data-masking-digits-mask", Some(c.to_string())),
        Mask::RandomDigits => ("data-masking-digits-randomize", None),
    }
}

/// The type that a text column needs for its hash to fit, where its own is shorter.
pub(crate) fn room(mask: &Mask, read: &DmsType, text: impl FnOnce(u64) -> DataType) -> Option<DataType> {
    match (mask, read) {
        (Mask::Hash, DmsType::Text { max }) if max.is_none_or(|max| max < HASH) => Some(text(HASH)),
        (Mask::Hash | Mask::Digits(_) | Mask::RandomDigits, _) => None,
    }
}

/// The characters of what the mask makes, where it makes values longer.
pub(crate) fn longest(mask: &Mask) -> u64 {
    match mask {
        Mask::Hash => HASH,
        Mask::Digits(_) | Mask::RandomDigits => 0,
    }
}

/// Whether a text of this length holds what the mask makes.
pub(crate) fn holds(mask: &Mask, max: Option<u64>) -> bool {
    match mask {
        Mask::Hash => max.is_none_or(|max| max >= HASH),
        Mask::Digits(_) | Mask::RandomDigits => true,
    }
}
