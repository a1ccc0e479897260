//! Texts for people, made to fit what the catalog keeps.

/// `text` on one line of at most `most` characters, and whether it had to be cut for that. `None` where nothing is said.
pub(super) fn one_line(text: &str, most: usize) -> Option<(String, bool)> {
    let words: Vec<String> = text.split_whitespace().map(legal).filter(|word| !word.is_empty()).collect();
    cut(words.join(" "), most)
}

/// `text` with its lines, of at most `most` characters, and whether it had to be cut. `None` where nothing is said.
pub(super) fn lines(text: &str, most: usize) -> Option<(String, bool)> {
    let lines: Vec<String> = text.lines().map(|line| legal(line.trim_end())).collect();
    cut(lines.join("\n").trim().to_owned(), most)
}

/// Without the characters that the service's pattern leaves out: controls but the tab, and two that are no characters.
fn legal(text: &str) -> String {
    text.chars().filter(|c| (*c >= ' ' || *c == '\t') && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn cut(text: String, most: usize) -> Option<(String, bool)> {
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= most {
        return Some((text, false));
    }
    let mut kept: String = text.chars().take(most - 1).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    Some((kept, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_and_long_ones_cut() {
        assert_eq!(one_line(" two\r\n  lines\u{1} ", 255), Some(("two lines".to_owned(), false)));
        assert_eq!(one_line("日本日本", 3), Some(("日本…".to_owned(), true)));
        assert_eq!(one_line("ab cd", 4), Some(("ab…".to_owned(), true)));
        assert_eq!(one_line("abcd", 4), Some(("abcd".to_owned(), false)));
        assert_eq!(one_line(" \n\u{0}", 255), None);
    }

    #[test]
    fn a_description_keeps_its_lines() {
        assert_eq!(lines("one \n\n two\n", 2048), Some(("one\n\n two".to_owned(), false)));
    }
}
