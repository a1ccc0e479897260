//! One column or member, and the JSON key that it is read from.

use crate::shape::Field;

/// One column or member, and the key that it is read from.
pub(super) struct Pair<'s> {
    /// The names that lead to it, as JSON keys.
    pub path: Vec<&'s str>,
    /// The JSON key.
    pub key: &'s str,
    /// The column's name.
    pub column: &'s str,
    /// The field, for its place.
    pub field: &'s Field,
}
