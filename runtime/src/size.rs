//! How DynamoDB counts the bytes of an item. Source: developer guide, "DynamoDB item sizes and formats".

/// A number of so many significant digits: a byte for two of them, and one more.
pub(crate) fn number(significant: usize) -> usize {
    significant.div_ceil(2) + 1
}

/// NULL, or a truth value.
pub(crate) const ONE: usize = 1;

/// A map or list, beside what it holds.
pub(crate) const DOCUMENT: usize = 3;

/// A member or element, beside its name and value.
pub(crate) const MEMBER: usize = 1;
