//! One column or member, and the JSON key that it is read from.

use crate::shape::Field;

/// One column or member, and the key that it is read from.
pub(super) struct Pair<'s> {
    /// The names that lead to it, as JSON keys.
    pub path: Vec<&'s str>,
    /// The JSON key.
    pub key: &'s str,
    /// The field, for its place.
    pub field: &'s Field,
}

impl<'s> Pair<'s> {
    /// The field at the end of `path`.
    pub(super) fn new(path: &[&'s str], field: &'s Field) -> Pair<'s> {
        Pair { path: path.to_vec(), key: &field.name, field }
    }
}
