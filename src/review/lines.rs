//! The line of a mapping that asked for something, as it is written. Numbers of lines would change with every line above.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::inline;
use crate::text::{Span, Texts};

/// The most bytes that are looked at and shown of a line.
const LONGEST: usize = 500;

/// The lines of a mapping. Those that many tables speak of are kept as they are shown.
pub(super) struct Lines<'t> {
    texts: &'t Texts,
    kept: FxHashMap<Span, String>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(texts: &'t Texts) -> Lines<'t> {
        Lines { texts, kept: FxHashMap::default() }
    }

    /// What stands at `span`; empty where it does not fit its text.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.texts.slice(span)
    }

    /// Keeps the line at `span`: it will be shown again.
    pub(super) fn keep(&mut self, span: Span) {
        self.kept.entry(span).or_insert_with(|| line(self.texts, span));
    }

    /// The line at `span`, as a piece of a sentence: without its comment, and without the brace that opens a block.
    pub(super) fn line(&self, span: Span) -> Cow<'_, str> {
        match self.kept.get(&span) {
            Some(line) => Cow::Borrowed(line),
            None => Cow::Owned(line(self.texts, span)),
        }
    }
}

fn line(texts: &Texts, span: Span) -> String {
    let content = &*texts.get(span.text).content;
    let at = (span.start as usize).min(content.len());
    let Some(before) = content.get(at.saturating_sub(LONGEST)..at) else { return inline::code(texts.slice(span)) };
    let start = before.rfind('\n').map_or(at - before.len(), |newline| at - before.len() + newline + 1);
    let line = content[start..].lines().next().unwrap_or("");
    let line = without_comment(line).trim().trim_end_matches('{').trim_end();
    match line.char_indices().find(|(at, _)| *at >= LONGEST) {
        Some((end, _)) => inline::code(&format!("{}…", &line[..end])),
        None => inline::code(line),
    }
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some('"') if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '`') => quote = Some(c),
            None if line[at..].starts_with("//") => return &line[..at],
            None => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, part: &str) -> String {
        let mut texts = Texts::new();
        let start = text.find(part).expect("it is there");
        let id = texts.add("m.mapc", text);
        line(&texts, Span::new(id, start, start + part.len()))
    }

    #[test]
    fn a_line_is_shown_without_what_stands_around_it() {
        assert_eq!(shown("map m {\n  exclude a, b // why\n}\n", "b"), "`exclude a, b`");
        assert_eq!(shown("  field x {\n    field y\n", "field x"), "`field x`");
        assert_eq!(shown("location \"s3://a/\" // b", "location"), "`location \"s3://a/\"`");
        assert_eq!(shown("field a = `x//y`\r\n", "field"), "`field a = ``x//y```");
    }

    #[test]
    fn a_line_without_end_is_cut() {
        assert!(shown(&format!("field {}", "x".repeat(10_000)), "field").len() < 600);
        assert_eq!(shown(&format!("{}field y", "é ".repeat(10_000)), "field y"), "`field y`");
    }
}
