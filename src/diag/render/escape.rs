//! Makes characters visible that a terminal would obey, reorder or hide.

/// The longest text of a message, note or label that is shown, in characters. Names come from hostile files.
const LONGEST: usize = 2_000;

/// Whether a terminal would not simply show `c`: controls, direction marks, what has no width, and what is no character
/// (XML can hold none of `U+FFFE` and `U+FFFF`).
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// How a hidden character is shown: the escape that a text of the language would use.
pub fn escaped(c: char) -> String {
    format!("\\u{{{:x}}}", u32::from(c))
}

/// A text of one line: hidden characters and ends of lines escaped, cut where it is too long.
pub fn line(text: &str) -> String {
    shown(text, |c| c == '\n')
}

/// A text of one or more lines: hidden characters escaped, cut where it is too long.
pub fn lines(text: &str) -> String {
    shown(text, |_| false)
}

fn shown(text: &str, also_hidden: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len().min(LONGEST));
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        match c {
            '\t' => shown.push(' '),
            '\n' if also_hidden(c) => shown.push_str("\\n"),
            '\n' => shown.push(c),
            c if is_hidden(c) => shown.push_str(&escaped(c)),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(line("a\u{202e}b\u{200f}\u{9b}"), "a\\u{202e}b\\u{200f}\\u{9b}");
        assert_eq!(line("one\ntwo"), "one\\ntwo");
        assert_eq!(lines("one\ntwo\r"), "one\ntwo\\u{d}");
    }

    #[test]
    fn what_it_would_show_stays() {
        assert_eq!(line("注文番号 é €"), "注文番号 é €");
    }

    #[test]
    fn a_text_without_end_is_cut() {
        assert_eq!(line(&"x".repeat(LONGEST + 1)).chars().count(), LONGEST + 1);
    }
}
