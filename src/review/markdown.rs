//! Sentences as Markdown that GitHub renders. Whatever stands in a name, it stays text.
//!
//! Invariant: nothing here returns a line break, nor a pipe that would end the cell of a table.

use super::inline::{Piece, pieces};
use super::visible::visible;

/// A sentence. Control characters are shown.
pub(super) fn sentence(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 4);
    for piece in pieces(text) {
        match piece {
            Piece::Prose(words) => prose(&visible(words), &mut markdown),
            Piece::Code(name) => code(&visible(&name), &mut markdown),
        }
    }
    markdown
}

/// A text that is no sentence of ours: backticks are characters like others.
pub(super) fn words(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    prose(&visible(text), &mut markdown);
    markdown
}

/// Words. What Markdown would read as a sign, anywhere or at the start of a line, is escaped.
fn prose(words: &str, markdown: &mut String) {
    for (at, c) in words.char_indices() {
        let is_sign = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '!' | '$');
        // A bullet, a line below a heading, the number of a list.
        let is_sign_at_start = markdown.is_empty() && at == 0 && matches!(c, '-' | '+' | '=');
        let ends_number =
            matches!(c, '.' | ')') && !markdown.is_empty() && markdown.bytes().all(|b| b.is_ascii_digit());
        if is_sign || is_sign_at_start || ends_number {
            markdown.push('\\');
        }
        markdown.push(c);
    }
}

/// A text to the letter. Within backticks nothing can be escaped, so that a text with signs of its own is written as HTML.
fn code(text: &str, markdown: &mut String) {
    let is_simple = !text.is_empty() && text.trim() == text && !text.contains(['`', '|', '\\']);
    if is_simple {
        markdown.extend(["`", text, "`"]);
        return;
    }
    markdown.push_str("<code>");
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            markdown.push_str(&format!("&#{};", u32::from(c)));
        } else {
            markdown.push(c);
        }
    }
    markdown.push_str("</code>");
}

/// A name inside a line of HTML.
pub(super) fn html(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::inline;
    use super::*;

    #[test]
    fn names_stand_in_backticks_where_they_can() {
        assert_eq!(sentence("renames `a_b` to `x*`"), "renames `a_b` to `x*`");
        assert_eq!(sentence(&inline::code("a|b")), "<code>a&#124;b</code>");
        assert_eq!(sentence(&inline::code("`")), "<code>&#96;</code>");
        assert_eq!(sentence(&inline::code(" ")), "<code> </code>");
    }

    #[test]
    fn words_stay_words() {
        assert_eq!(sentence("a_b *c* <d> |e| [f](g) &amp; #1"), r"a\_b \*c\* \<d\> \|e\| \[f\](g) \&amp; \#1");
        assert_eq!(sentence("- x"), r"\- x");
        assert_eq!(sentence("10. x"), r"10\. x");
        assert_eq!(sentence("list<int>, 1.5"), r"list\<int\>, 1.5");
    }
}
