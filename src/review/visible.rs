//! Characters that a terminal or a browser would obey, reorder or hide are shown as escapes.

use crate::diag::render::{escaped, is_hidden};

/// `text` as one line.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    push(text, &mut shown);
    shown
}

/// Adds `text` to a line.
pub(super) fn push(text: &str, line: &mut String) {
    // All bytes are looked at, which is done many at a time.
    if text.bytes().fold(true, |are_plain, byte| are_plain & matches!(byte, b' '..=b'~')) {
        line.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            c if is_hidden(c) => line.push_str(&escaped(c)),
            c => line.push(c),
        }
    }
}
