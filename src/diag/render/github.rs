//! Findings as commands that GitHub Actions reads from a log: one line, without its end.
//!
//! A line is `::COMMAND NAME=VALUE,NAME=VALUE::MESSAGE`. GitHub's runner takes any line of a log that begins with `::` for
//! a command, so that everything from outside stands escaped in the line. Which characters it undoes, and that it drops
//! columns of a place on several lines, is written in the runner's `ActionCommand` and `ActionCommandManager`.

use std::fmt::Write;

use super::escape;
use super::places::Places;
use crate::diag::code::Level;
use crate::diag::finding::Diagnostic;

/// One finding. Notes and ways out stand below the message, further places with their paths.
pub fn github(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let command = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties: Vec<(&str, String)> = Vec::new();
    if let Some(place) = &diagnostic.place {
        let (id, bytes) = (place.span.text, places.range(place.span));
        let (start, end) = (places.position(id, bytes.start), places.position(id, bytes.end));
        properties.push(("file", escape::line(places.path(id))));
        properties.push(("line", start.line.to_string()));
        properties.push(("endLine", end.line.to_string()));
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", diagnostic.code.name.to_owned()));
    line(command, &properties, &message(diagnostic, places))
}

/// An error that concerns a whole file and is no finding in it. The message may have several lines, which are escaped for
/// terminals already.
pub fn github_file(path: &str, title: &str, message: &str) -> String {
    line("error", &[("file", escape::line(path)), ("title", title.to_owned())], message)
}

fn message(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let mut text = escape::line(&diagnostic.message);
    if let Some(label) = diagnostic.place.as_ref().map(|place| &place.text).filter(|label| !label.is_empty()) {
        // Writing to a `String` cannot fail.
        let _ = write!(text, ": {}", escape::line(label));
    }
    for also in &diagnostic.also {
        let id = also.span.text;
        let start = places.range(also.span).start;
        let at = places.position(id, start);
        let path = escape::line(places.path(id));
        let _ = write!(text, "\n{path}:{}:{}: {}", at.line, at.column, escape::line(&also.text));
    }
    for note in &diagnostic.notes {
        let _ = write!(text, "\nnote: {}", escape::lines(note));
    }
    let fixes = diagnostic.fixes.iter().map(|fix| &fix.message);
    for help in diagnostic.help.iter().chain(fixes) {
        let _ = write!(text, "\nhelp: {}", escape::lines(help));
    }
    text
}

fn line(command: &str, properties: &[(&str, String)], message: &str) -> String {
    let property = |(name, value): &(&str, String)| format!("{name}={}", in_property(value));
    let properties: Vec<String> = properties.iter().map(property).collect();
    format!("::{command} {}::{}", properties.join(","), in_message(message))
}

/// `%` first: the others bring some.
fn in_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn in_property(text: &str) -> String {
    in_message(text).replace(':', "%3A").replace(',', "%2C")
}
