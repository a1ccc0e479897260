//! The reasons for which a field has no type in the catalog.

/// Why a value has no type in Hive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoType {
    /// A number whose digits nobody declared.
    UndeclaredDigits,
    /// More digits than 38.
    TooManyDigits,
    /// A kind of value that Hive does not have, but that text can hold.
    BetterAsText,
    /// A value that mapc has no meaning for.
    NoMeaning,
}
