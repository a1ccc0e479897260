//! Codes as rules of SARIF: the page of the book is the help.

use super::model::{Configuration, Help, Rule, Tags, Text};
use crate::diag::code::{Code, Level};

/// The rule of a code.
pub fn rule(code: &'static Code) -> Rule {
    let page = body(code);
    let first = page.split("\n\n").next().unwrap_or("").replace('\n', " ");
    let first = if first.is_empty() { code.name.to_owned() } else { first };
    let owner = code.name.split('/').next().unwrap_or(code.name);
    Rule {
        id: code.name,
        short_description: Text { text: first_sentence(&first).to_owned() },
        full_description: Text { text: first },
        help: Help { text: page.to_owned(), markdown: page.to_owned() },
        default_configuration: Configuration { level: level(code.level) },
        properties: Tags { tags: [owner] },
    }
}

/// A level as SARIF spells it.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// The page without its title, which is the code; the code, if there is no page.
fn body(code: &'static Code) -> &'static str {
    let page = code.page.trim();
    let body = if page.starts_with("# ") { page.split_once('\n').map_or("", |(_, body)| body) } else { page };
    if body.trim().is_empty() { code.name } else { body.trim() }
}

/// Up to the first full stop that ends a sentence: not in a code span, and before a blank.
fn first_sentence(text: &str) -> &str {
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '.' if !in_code && text[at + 1..].starts_with(' ') => return &text[..=at],
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_rule() {
        static CODE: Code =
            Code::warning("dms/pivot", "# dms/pivot\n\nOne `a. b` sentence\nlong. Another.\n\nMore.\n\n## Example\n");
        let rule = rule(&CODE);
        assert_eq!(rule.short_description.text, "One `a. b` sentence long.");
        assert_eq!(rule.full_description.text, "One `a. b` sentence long. Another.");
        assert!(rule.help.markdown.starts_with("One `a. b`") && rule.help.markdown.ends_with("## Example"));
        assert_eq!((rule.default_configuration.level, rule.properties.tags), ("warning", ["dms"]));
    }

    #[test]
    fn a_code_without_a_page_is_one_too() {
        static CODE: Code = Code::error("dms/pivot", "");
        assert_eq!(rule(&CODE).full_description.text, "dms/pivot");
    }
}
