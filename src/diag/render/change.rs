//! A change that would mend a finding, as the lines that go and the lines that come.

use std::fmt::Write;
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::escape;
use super::places::Places;
use super::window::Window;
use crate::diag::finding::{Edit, Fix};
use crate::text::TextId;

/// Edits whose lines are further apart are shown apart.
const NEAR: usize = 5;
/// The most lines that go, and that come, in one part of a change.
const MOST_LINES: usize = 10;
/// The most parts of one change.
const MOST_PARTS: usize = 8;

/// Edits that lie near each other in one text, in its order.
struct Part<'a> {
    id: TextId,
    edits: Vec<(Range<usize>, &'a Edit)>,
}

/// The change, below a line that says what it does.
pub fn change(fix: &Fix, places: &mut Places<'_>, colour: bool) -> String {
    let style = |style: Style| if colour { style } else { Style::new() };
    let (help, bar) =
        (style(AnsiColor::BrightCyan.on_default().bold()), style(AnsiColor::BrightBlue.on_default().bold()));
    let (goes, comes) = (style(AnsiColor::BrightRed.on_default()), style(AnsiColor::BrightGreen.on_default()));
    let mut text = format!("{help}help{help:#}: {}\n", escape::line(&fix.message));
    for part in parts(fix, places).iter().take(MOST_PARTS) {
        let (old, new, first) = lines(part, places);
        let width = (first + old.len().max(new.len())).to_string().len();
        let mut line = |number: usize, sign: char, style: Style, content: &str| {
            let _ = writeln!(text, "{bar}{number:width$}{bar:#} {style}{sign}{style:#} {content}");
        };
        let shown = |lines: &[String]| lines.len().min(MOST_LINES);
        old.iter().take(shown(&old)).enumerate().for_each(|(at, content)| line(first + at, '-', goes, content));
        new.iter().take(shown(&new)).enumerate().for_each(|(at, content)| line(first + at, '+', comes, content));
        if old.len().max(new.len()) > MOST_LINES {
            let _ = writeln!(text, "{:width$} {bar}…{bar:#}", "");
        }
    }
    text
}

fn parts<'a>(fix: &'a Fix, places: &mut Places<'_>) -> Vec<Part<'a>> {
    let mut edits: Vec<(Range<usize>, &Edit)> = fix.edits.iter().map(|edit| (places.range(edit.span), edit)).collect();
    edits.sort_by_key(|(range, edit)| (edit.span.text, range.start));
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (range, edit) in edits {
        let id = edit.span.text;
        let line = places.line(id, range.start);
        match parts.last_mut() {
            Some(part) if part.id == id && line <= last_line(part, places) + NEAR => part.edits.push((range, edit)),
            Some(_) | None => parts.push(Part { id, edits: vec![(range, edit)] }),
        }
    }
    parts
}

fn last_line(part: &Part<'_>, places: &mut Places<'_>) -> usize {
    let end = part.edits.iter().map(|(range, _)| range.end).max().unwrap_or(0);
    places.line(part.id, end)
}

/// The lines that go, those that come, and the number of the first.
fn lines(part: &Part<'_>, places: &mut Places<'_>) -> (Vec<String>, Vec<String>, usize) {
    let first = places.line(part.id, part.edits[0].0.start);
    let last = last_line(part, places).min(first + 4 * MOST_LINES);
    let ranges: Vec<Range<usize>> = part.edits.iter().map(|(range, _)| range.clone()).collect();
    let window = Window::new(places, part.id, first, last, &ranges);
    let (mut new, mut kept) = (String::new(), 0);
    for (range, edit) in &part.edits {
        let range = window.range(range);
        if range.start >= kept {
            new += &window.source[kept..range.start];
            new += &escape::lines(&edit.text);
            kept = range.end;
        }
    }
    new += &window.source[kept..];
    let split = |text: &str| text.split('\n').map(|line| line.replace('\t', "    ")).collect::<Vec<_>>();
    let (old, new) = (split(&window.source), split(&new));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - same;
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let changed = |lines: Vec<String>| lines[same..lines.len() - ends].to_vec();
    (changed(old), changed(new), window.first_line + same)
}
