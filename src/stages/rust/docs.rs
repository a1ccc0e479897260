//! Comments of mappings and names of schemas as documentation comments: whatever they hold, only text comes out.

use proc_macro2::TokenStream;
use quote::quote;

/// Documentation of these lines.
pub(super) fn doc<T: AsRef<str>>(lines: &[T]) -> TokenStream {
    // A paragraph of nothing is an empty line.
    let lines = lines.iter().flat_map(|text| text.as_ref().split('\n'));
    let lines = lines.map(|line| format!(" {}", harmless(line)).trim_end().to_owned());
    quote! { #(#[doc = #lines])* }
}

/// A name between backticks.
pub(super) fn code(name: &str) -> String {
    format!("`{}`", name.replace('`', "'"))
}

/// One line of a comment. Nothing in it begins a code block (which would be run as a test), a list, a link or a tag, and
/// no character turns the direction of the text.
fn harmless(line: &str) -> String {
    let mut text = String::new();
    for c in line.trim().chars() {
        match c {
            '\t' => text.push(' '),
            '[' | ']' | '<' | '>' => text.extend(['\\', c]),
            c if c.is_control() || is_direction(c) => text.extend(c.escape_unicode()),
            c => text.push(c),
        }
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < text.len() && digits.starts_with(['.', ')']);
    let is_fence = text.starts_with("```") || text.starts_with("~~~");
    let is_marked = text.starts_with(['-', '*', '+', '#', '=', '|', '!']);
    if is_numbered {
        text.insert(text.len() - digits.len(), '\\');
    } else if is_fence || is_marked {
        text.insert(0, '\\');
    }
    text
}

/// Characters that turn the direction of the text around them.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_line_is_more_than_text() {
        for (line, text) in [
            ("One item for each product.", "One item for each product."),
            ("    let x = 1;", "let x = 1;"),
            ("```rust", "\\```rust"),
            ("- a list", "\\- a list"),
            ("12. numbered", "12\\. numbered"),
            ("see [Row] and <script>", "see \\[Row\\] and \\<script\\>"),
            ("a\tb\u{1}\u{202e}", "a b\\u{1}\\u{202e}"),
        ] {
            assert_eq!(harmless(line), text);
        }
    }
}
