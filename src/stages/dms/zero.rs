//! Days of zeros.

use crate::dms_types::{DmsType, of_source};
use crate::mapping::Mapping;
use crate::schema::Dialect;

/// Whether a column of days may hold MySQL's `0000-00-00`, which arrives as NULL.
///
/// Source: user guide, "Using a MySQL-compatible database as a source".
pub(super) fn may_be_zero(mapping: &Mapping<'_>, column: usize) -> bool {
    let column = &mapping.source.table.columns[column];
    let is_day = match of_source(mapping.source.dialect, column) {
        Ok(DmsType::Date | DmsType::DateTime) => true,
        Ok(
            DmsType::Int { .. }
            | DmsType::Numeric { .. }
            | DmsType::Real { .. }
            | DmsType::Text { .. }
            | DmsType::LargeText { .. }
            | DmsType::Bytes
            | DmsType::LargeBytes
            | DmsType::Boolean
            | DmsType::Time,
        )
        | Err(_) => false,
    };
    is_day && mapping.source.dialect == Dialect::MySql && !mapping.is_claimed_real_day(&column.name)
}
