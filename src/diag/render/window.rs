//! The part of a text that is shown around some places of it.
//!
//! The renderer of snippets works through all that it is given, so it is given little: some lines, each cut at
//! [`WIDEST`] columns, with hidden characters spelled out. A window knows where each offset of the text went.

use std::ops::Range;

use super::escape;
use super::places::Places;
use crate::text::TextId;

/// The longest line that is shown, in characters.
const WIDEST: usize = 400;
/// What stays before the place that matters in a line that is cut.
const BEFORE: usize = 120;

/// Some lines of a text, made fit to be shown.
#[derive(Debug)]
pub struct Window {
    /// The lines.
    pub source: String,
    /// The number of the first, from 1.
    pub first_line: usize,
    runs: Vec<Run>,
}

/// Bytes of the text and what became of them.
#[derive(Debug)]
struct Run {
    text: Range<usize>,
    shown: Range<usize>,
    /// Byte by byte the same.
    verbatim: bool,
}

impl Window {
    /// The lines from `first` to `last`, counted from 0. Of a long line the surroundings of the first place in `places`
    /// that it holds are kept.
    pub fn new(index: &mut Places<'_>, id: TextId, first: usize, last: usize, places: &[Range<usize>]) -> Window {
        let content = index.content(id);
        let mut window = Window { source: String::new(), first_line: first + 1, runs: Vec::new() };
        for line in first..=last {
            let range = index.line_range(id, line);
            let focus = places.iter().map(|place| place.start).find(|at| range.contains(at)).unwrap_or(range.start);
            window.line(content, range.clone(), focus);
            let end = index.line_range(id, line + 1).start.max(range.end);
            if line < last {
                window.change(range.end..end, "\n");
            }
        }
        window
    }

    /// Where an offset of the text is in [`Window::source`].
    pub fn place(&self, offset: usize) -> usize {
        let after = self.runs.partition_point(|run| run.text.start <= offset);
        let Some(run) = after.checked_sub(1).map(|at| &self.runs[at]) else { return 0 };
        if run.verbatim {
            (run.shown.start + offset - run.text.start).min(run.shown.end)
        } else if offset >= run.text.end {
            run.shown.end
        } else {
            run.shown.start
        }
    }

    /// The range of the text in [`Window::source`].
    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    /// The column that an offset of [`Window::source`] has there, from 1.
    pub fn column(&self, shown: usize) -> usize {
        let before = &self.source[..shown];
        before[before.rfind('\n').map_or(0, |newline| newline + 1)..].chars().count() + 1
    }

    fn line(&mut self, content: &str, range: Range<usize>, focus: usize) {
        let kept = kept(&content[range.clone()], focus - range.start);
        let kept = range.start + kept.start..range.start + kept.end;
        if kept.start > range.start {
            self.change(range.start..kept.start, "…");
        }
        let mut plain = kept.start;
        for (at, c) in content[kept.clone()].char_indices().filter(|(_, c)| escape::is_hidden(*c) && *c != '\t') {
            let at = kept.start + at;
            self.keep(content, plain..at);
            self.change(at..at + c.len_utf8(), &escape::escaped(c));
            plain = at + c.len_utf8();
        }
        self.keep(content, plain..kept.end);
        if kept.end < range.end {
            self.change(kept.end..range.end, "…");
        }
    }

    fn keep(&mut self, content: &str, text: Range<usize>) {
        let start = self.source.len();
        self.source.push_str(&content[text.clone()]);
        self.runs.push(Run { text, shown: start..self.source.len(), verbatim: true });
    }

    fn change(&mut self, text: Range<usize>, shown: &str) {
        let start = self.source.len();
        self.source.push_str(shown);
        self.runs.push(Run { text, shown: start..self.source.len(), verbatim: false });
    }
}

/// The part of `line` that is shown: all, or [`WIDEST`] characters around the byte `focus`.
fn kept(line: &str, focus: usize) -> Range<usize> {
    if line.len() <= WIDEST {
        return 0..line.len();
    }
    let start = line[..focus].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let end = line[start..].char_indices().nth(WIDEST).map_or(line.len(), |(at, _)| start + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    fn window(text: &str, places: &[Range<usize>]) -> Window {
        let mut texts = Texts::new();
        let id = texts.add("a.mapc", text);
        let mut index = Places::new(&texts);
        let last = index.line(id, text.len());
        Window::new(&mut index, id, 0, last, places)
    }

    #[test]
    fn short_plain_lines_stay_as_they_are() {
        let window = window("ab\r\ncd", std::slice::from_ref(&(4..5)));
        assert_eq!(window.source, "ab\ncd");
        assert_eq!(window.range(&(4..5)), 3..4);
        assert_eq!(window.place(2), 2);
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let text = format!("{}here{}", "é".repeat(10_000), "x".repeat(10_000));
        let window = window(&text, std::slice::from_ref(&(20_000..20_004)));
        assert!(window.source.chars().count() <= WIDEST + 2);
        assert_eq!(&window.source[window.range(&(20_000..20_004))], "here");
        // What was cut away collapses to the mark, and an end beyond it is the end.
        assert_eq!(window.place(2), 0);
        assert_eq!(window.place(text.len()), window.source.len());
    }

    #[test]
    fn hidden_characters_are_spelled_out_and_places_follow() {
        let text = "a\u{202e}b";
        let window = window(text, std::slice::from_ref(&(4..5)));
        assert_eq!(window.source, "a\\u{202e}b");
        assert_eq!(&window.source[window.range(&(4..5))], "b");
        assert_eq!(&window.source[window.range(&(1..4))], "\\u{202e}");
    }
}
