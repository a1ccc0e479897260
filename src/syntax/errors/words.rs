//! How written texts are shown in messages.

/// At most so much of a text is repeated in a message.
const SHOWN: usize = 40;

/// `text` in backticks, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    if let Some(invisible) =
        text.chars().next().filter(|c| c.is_control() || (c.is_whitespace() && *c != ' ') || is_hidden(*c))
    {
        return format!("the invisible character U+{:04X}", u32::from(invisible));
    }
    let fence = if text.contains('`') { "``" } else { "`" };
    let blank = if text.contains('`') { " " } else { "" };
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{fence}{blank}{}…{blank}{fence}", &text[..cut]),
        None => format!("{fence}{blank}{text}{blank}{fence}"),
    }
}

/// Characters without a picture that editors and web pages leave in texts.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// `a`, `b` or `c`.
pub(super) fn alternatives(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [some @ .., last] => format!("{} or {last}", some.join(", ")),
    }
}
