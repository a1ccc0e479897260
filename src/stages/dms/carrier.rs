//! How a record is written, by what carries it.

use crate::shape::Carrier;

/// Whether the record is the row, changed by transformation rules: into files, and into tables of another database. Items and
/// messages are made by an object mapping.
pub(super) fn is_row(carrier: Carrier) -> bool {
    match carrier {
        Carrier::Files | Carrier::Tables => true,
        Carrier::Rows
        | Carrier::Messages
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Objects
        | Carrier::Arrived => false,
    }
}
