//! How databases spell truth.

/// The truth value that a text is: PostgreSQL's `t`, DMS's `true`, MySQL's `1`, and the byte of its `bit(1)`.
pub(super) fn read(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "true" | "TRUE" | "True" | "\u{1}" => Some(true),
        "0" | "f" | "false" | "FALSE" | "False" | "\0" => Some(false),
        _ => None,
    }
}
