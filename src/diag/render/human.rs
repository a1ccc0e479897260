//! Findings for people: the lines of the text, what is wrong below them, the reason and the way out.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Shown, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use super::alike::alike;
use super::change::change;
use super::escape;
use super::places::Places;
use super::window::Window;
use crate::diag::code::Level;
use crate::diag::finding::{Diagnostic, Diagnostics, Label};
use crate::text::TextId;

/// Places whose lines are further apart are shown apart.
const NEAR: usize = 10;
/// The most places that one finding shows.
const MOST: usize = 8;

/// How findings are to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// With colours, as ANSI escapes.
    pub colour: bool,
    /// Columns that there are.
    pub width: usize,
}

/// One finding, with a blank line after it.
pub fn human(diagnostic: &Diagnostic, places: &mut Places<'_>, look: Look) -> String {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let pages = pages(diagnostic, places);
    let mut text = renderer.term_width(look.width).render(&[finding(diagnostic, &pages)]);
    for page in &pages {
        text = page.with_true_column(text);
    }
    text.push('\n');
    for fix in &diagnostic.fixes {
        text += &change(fix, places, look.colour);
    }
    text + "\n"
}

/// What is alike in one place: the first few, and a line that counts the others. `each` gets a text at a time.
pub fn humans<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    places: &mut Places<'_>,
    look: Look,
    mut each: impl FnMut(&str),
) {
    for group in alike(diagnostics) {
        for diagnostic in group.shown() {
            each(&human(diagnostic, places, look));
        }
        if let Some(like) = group.counted().first() {
            each(&more(like, group.counted().len(), places, look));
        }
    }
}

/// The line below findings that are alike.
fn more(like: &Diagnostic, count: usize, places: &mut Places<'_>, look: Look) -> String {
    let style = if look.colour { AnsiColor::BrightBlue.on_default().bold() } else { Style::new() };
    let place = like.place.as_ref().map_or(String::new(), |label| {
        let start = places.range(label.span).start;
        let at = places.position(label.span.text, start);
        format!(" at {}:{}:{}", escape::line(places.path(label.span.text)), at.line, at.column)
    });
    let of = if count == 1 { "finding" } else { "findings" };
    format!(
        "{style}...{style:#} and {count} more {of} of {}{place}; `--message-format json` gives all\n\n",
        like.code.name
    )
}

/// The last lines: how many findings there are, and how to read more about one. Empty when there are none.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let count = |level| diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
    let counts: Vec<String> = [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "note")]
        .into_iter()
        .map(|(level, word)| (count(level), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.level).max();
    let Some(example) = diagnostics.iter().find(|diagnostic| Some(diagnostic.level) == worst) else {
        return String::new();
    };
    format!("{}\nfor more: `mapc explain {}`\n", counts.join(", "), example.code.name)
}

/// Labels that lie near each other in one text, and the window that shows them.
struct Page {
    path: String,
    window: Window,
    /// Where in the window, of what kind, with what text.
    marks: Vec<(Range<usize>, AnnotationKind, String)>,
    /// Line and column where the first mark really is: the window may be cut.
    line: usize,
    column: usize,
}

/// A label that is to be shown, its lines counted from 0.
struct Spot {
    kind: AnnotationKind,
    text: String,
    id: TextId,
    range: Range<usize>,
    lines: Range<usize>,
    /// How many lines of the file were left out before.
    left_out: usize,
}

fn pages(diagnostic: &Diagnostic, places: &mut Places<'_>) -> Vec<Page> {
    let primary = diagnostic.place.iter().map(|label| (AnnotationKind::Primary, label));
    let also = diagnostic.also.iter().map(|label| (AnnotationKind::Context, label));
    let labels: Vec<Spot> = primary.chain(also).take(MOST).map(|(kind, label)| spot(kind, label, places)).collect();
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    for label in labels {
        let near = groups.iter_mut().find(|group| group.iter().any(|other| are_near(other, &label)));
        match near {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    groups.into_iter().map(|group| page(group, places)).collect()
}

fn spot(kind: AnnotationKind, label: &Label, places: &mut Places<'_>) -> Spot {
    let id = label.span.text;
    let mut range = places.range(label.span);
    let first = places.line(id, range.start);
    let mut last = places.line(id, range.end);
    if last > first + NEAR {
        // A block that is never closed may be the rest of the file: its first line is the place.
        last = first;
        range.end = places.line_range(id, first).end.max(range.start);
    }
    let left_out = places.left_out(id, range.start);
    Spot { kind, text: escape::line(&label.text), id, range, lines: first..last, left_out }
}

fn are_near(a: &Spot, b: &Spot) -> bool {
    a.id == b.id
        && a.left_out == b.left_out
        && a.lines.start <= b.lines.end + NEAR
        && b.lines.start <= a.lines.end + NEAR
}

fn page(group: Vec<Spot>, places: &mut Places<'_>) -> Page {
    let id = group[0].id;
    let first = group.iter().map(|label| label.lines.start).min().unwrap_or(0);
    let last = group.iter().map(|label| label.lines.end).max().unwrap_or(first);
    let ranges: Vec<Range<usize>> = group.iter().map(|label| label.range.clone()).collect();
    let mut window = Window::new(places, id, first, last, &ranges);
    window.first_line += group[0].left_out;
    let position = places.position(id, ranges[0].start);
    let marks = group.into_iter().map(|label| (window.range(&label.range), label.kind, label.text)).collect();
    Page { path: escape::line(places.path(id)), window, marks, line: position.line, column: position.column }
}

impl Page {
    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let marks = self.marks.iter().map(|(range, kind, text)| kind.span(range.clone()).label(text.as_str()));
        Snippet::source(self.window.source.as_str())
            .path(self.path.as_str())
            .line_start(self.window.first_line)
            .annotations(marks)
    }

    /// The renderer counts columns in what it was given; says where the place is in the file instead.
    fn with_true_column(&self, text: String) -> String {
        let shown = self.window.column(self.marks[0].0.start);
        if shown == self.column {
            return text;
        }
        let place = format!("{}:{}:", self.path, self.line);
        text.replacen(&format!("{place}{shown}"), &format!("{place}{}", self.column), 1)
    }
}

fn finding<'a>(diagnostic: &'a Diagnostic, pages: &'a [Page]) -> Group<'a> {
    let level = match diagnostic.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let more = diagnostic.also.len() + usize::from(diagnostic.place.is_some());
    let hidden = more.saturating_sub(MOST);
    let notes = diagnostic.notes.iter().map(|note| Shown::NOTE.message(escape::lines(note)));
    let places = (hidden > 0).then(|| Shown::NOTE.message(format!("and {hidden} more places")));
    let help = diagnostic.help.iter().map(|help| Shown::HELP.message(escape::lines(help)));
    level
        .primary_title(escape::line(&diagnostic.message))
        .id(diagnostic.code.name)
        .elements(pages.iter().map(Page::snippet))
        .elements(places.into_iter().chain(notes).chain(help))
}
