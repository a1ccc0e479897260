//! Names that rules of DMS can or cannot speak of.
//!
//! Source: user guide, "Transformation rules and actions" (limits), "Using source filters", "Wildcards in table mapping".

/// Whether a name has letters that are written from right to left: the blocks of Hebrew, Arabic and their neighbours.
pub(super) fn is_right_to_left(name: &str) -> bool {
    name.contains(|c| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'))
}

/// Whether no rule may name such a column: the guide names `#`, `\`, `/` and `-` as examples.
pub(super) fn is_special(name: &str) -> bool {
    name.contains(|c: char| "#\\/-{}$\"%,".contains(c) || c.is_control()) || is_right_to_left(name)
}

/// Whether DMS would take `name` for one of those that `pattern` describes.
pub(super) fn pattern_hits(pattern: &str, name: &str) -> bool {
    if pattern == name {
        return true;
    }
    pattern.contains('_')
        && pattern.chars().count() == name.chars().count()
        && pattern.chars().zip(name.chars()).all(|(of_pattern, of_name)| of_pattern == '_' || of_pattern == of_name)
}
