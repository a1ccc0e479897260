//! Columns on their way into files: each keeps the type that DMS reads it as.
//!
//! Sources: user guide, "Using Amazon S3 as a target", "Data types for AWS DMS".

use super::errors;
use super::settings;
use crate::diag::Diagnostics;
use crate::dms_types::DmsType;
use crate::schema::Column;
use crate::shape::{Carrier, Form};
use crate::stage::At;
use crate::text::Span;
use crate::types::{Type, Zone};

/// The most digits of a number.
const DIGITS: u16 = 38;

/// How a file holds it: by its type, or as text.
pub(super) fn form(read: &DmsType) -> Form {
    match read {
        // Reported below; that no table has a type for it would be said twice.
        read if has_too_many_digits(read) => Form::Text,
        DmsType::Text { .. } | DmsType::LargeText { .. } => Form::Text,
        DmsType::Int { .. }
        | DmsType::Numeric { .. }
        | DmsType::Real { .. }
        | DmsType::Bytes
        | DmsType::LargeBytes
        | DmsType::Boolean
        | DmsType::Date
        | DmsType::Time
        | DmsType::DateTime => Form::Native,
    }
}

fn has_too_many_digits(read: &DmsType) -> bool {
    read.digits().is_some_and(|digits| digits > DIGITS)
}

/// What values it can be; `carried` is what they are on other carriers.
pub(super) fn ty(read: &DmsType, declared: &Column, carried: Type) -> Type {
    match (read, &declared.ty) {
        // What is text to DMS alone tells more under its own name.
        (DmsType::Text { .. } | DmsType::LargeText { .. }, Type::Boolean) => {
            Type::Enum(vec!["true".into(), "false".into()])
        }
        (DmsType::Text { .. } | DmsType::LargeText { .. }, Type::Text(_)) => carried,
        (DmsType::Text { .. } | DmsType::LargeText { .. }, own) => own.clone(),
        (DmsType::Bytes | DmsType::LargeBytes, own @ Type::Binary { .. }) => own.clone(),
        (DmsType::Bytes | DmsType::LargeBytes, _) => Type::Binary { max: None, fixed: false },
        (DmsType::DateTime, Type::Timestamp { precision, zone: zone @ (Zone::None | Zone::Utc) }) => {
            Type::Timestamp { precision: *precision, zone: *zone }
        }
        (
            DmsType::Int { .. }
            | DmsType::Numeric { .. }
            | DmsType::Real { .. }
            | DmsType::Boolean
            | DmsType::Date
            | DmsType::Time
            | DmsType::DateTime,
            _,
        ) => carried,
    }
}

/// Reports values that a file does not hold whole.
pub(super) fn check(
    at: &At<'_>,
    carrier: Carrier,
    declared: &Column,
    read: &DmsType,
    line: Span,
    diags: &mut Diagnostics,
) {
    // How many digits a table keeps is its database's business.
    if has_too_many_digits(read) && carrier == Carrier::Files {
        diags.push(errors::too_many_digits(declared, line, "DMS writes to a file", DIGITS));
    }
    let is_large = matches!(read, DmsType::LargeText { .. } | DmsType::LargeBytes);
    // A size that somebody stated is known to him; large objects that are switched off are reported as that.
    if is_large && !settings::states_lob_size(at) && !settings::large_objects_are_off(at) {
        match carrier {
            Carrier::Tables if settings::looks_objects_up(at) => {}
            Carrier::Tables => diags.push(errors::cut_in_table(declared, line)),
            Carrier::Files
            | Carrier::Rows
            | Carrier::Messages
            | Carrier::Streamed
            | Carrier::Items
            | Carrier::Objects
            | Carrier::Arrived => diags.push(errors::cut_in_file(declared, line)),
        }
    }
}
