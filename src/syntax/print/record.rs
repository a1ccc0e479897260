//! Lines of examples: a record on one line, or one entry a line.
//!
//! Nesting is at most as deep as the lexer's limit, since deeper lines are refused before anything is printed.

use super::spacing::{STEP, WIDTH, is_beside, new_line, width};
use crate::syntax::layout::{At, Line};
use crate::syntax::lex::Kind;
use crate::syntax::source::Source;

/// A part of a line.
enum Part {
    /// A token that is no bracket, comma or comment.
    Token(At),
    /// A record or list.
    Group(Group),
}

/// A record or list.
struct Group {
    at: At,
    open: &'static str,
    close: &'static str,
    /// Comments beside the opening bracket.
    first: Vec<At>,
    entries: Vec<Entry>,
}

/// An entry with the comments after it.
#[derive(Default)]
struct Entry {
    /// Empty where only comments are left.
    parts: Vec<Part>,
    comments: Vec<At>,
}

/// Writes a line of an example.
pub(super) fn line(line: &Line, indent: usize, source: Source<'_>, out: &mut String) {
    let mut tokens = (line.start..line.end).filter(|at| source.kind(*at) != Some(Kind::Newline));
    // A line is read like an entry that nothing ends.
    let mut whole = Entry::default();
    entry(&mut tokens, &mut whole, source);
    let mut early = std::mem::take(&mut whole.comments);
    for part in &mut whole.parts {
        if let Part::Group(group) = part {
            early.append(&mut group.first);
            group.first = std::mem::take(&mut early);
        }
    }
    match second(&whole.parts, indent, source) {
        Some(second) => {
            let (first, second) = whole.parts.split_at(second);
            parts(first, indent, 0, source, out);
            new_line(out, indent + STEP);
            parts(second, indent + STEP, 0, source, out);
        }
        None => parts(&whole.parts, indent, 0, source, out),
    }
    for comment in early {
        new_line(out, indent);
        out.push_str(source.text_of(comment));
    }
}

/// Where the second row of an update begins, with its `to`, when each row fits a line and the two do not fit one.
fn second(parts: &[Part], indent: usize, source: Source<'_>) -> Option<usize> {
    let is_group = |part: &Part| matches!(part, Part::Group(_));
    let place = (1..parts.len()).find(|place| is_group(&parts[place - 1]) && !is_group(&parts[*place]))?;
    let fits = |parts: &[Part], indent: usize| flat(parts, source).is_some_and(|text| indent + width(&text) <= WIDTH);
    let (first, second) = parts.split_at(place);
    (!fits(parts, indent) && fits(first, indent) && fits(second, indent + STEP)).then_some(place)
}

/// What ended an entry.
#[derive(PartialEq)]
enum End {
    Comma,
    Close,
    Line,
}

fn entry(tokens: &mut impl Iterator<Item = At>, entry: &mut Entry, source: Source<'_>) -> End {
    while let Some(at) = tokens.next() {
        match source.kind(at) {
            Some(Kind::Comma) => return End::Comma,
            Some(Kind::BraceClose | Kind::SquareClose) => return End::Close,
            Some(Kind::BraceOpen) => entry.parts.push(Part::Group(group(at, tokens, source))),
            Some(Kind::SquareOpen) => entry.parts.push(Part::Group(group(at, tokens, source))),
            Some(Kind::Comment | Kind::Doc) => entry.comments.push(at),
            Some(_) => entry.parts.push(Part::Token(at)),
            None => return End::Line,
        }
    }
    End::Line
}

fn group(at: At, tokens: &mut impl Iterator<Item = At>, source: Source<'_>) -> Group {
    let (open, close) = if source.kind(at) == Some(Kind::BraceOpen) { ("{", "}") } else { ("[", "]") };
    let mut group = Group { at, open, close, first: Vec::new(), entries: Vec::new() };
    loop {
        let mut next = Entry::default();
        // The iterator's type would grow with each level.
        let tokens: &mut dyn Iterator<Item = At> = tokens;
        let end = entry(&mut &mut *tokens, &mut next, source);
        if next.parts.is_empty() || !next.comments.is_empty() {
            settle(&mut group, &mut next);
        }
        if !next.parts.is_empty() {
            group.entries.push(next);
        }
        if end != End::Comma {
            return group;
        }
    }
}

/// Gives the comments that were read before an entry, but stand beside what is before it, to that.
fn settle(group: &mut Group, next: &mut Entry) {
    let first = next.parts.first().map(|part| match part {
        Part::Token(at) => *at,
        Part::Group(group) => group.at,
    });
    let (early, own): (Vec<At>, Vec<At>) =
        next.comments.drain(..).partition(|comment| first.is_none_or(|first| *comment < first));
    next.comments = own;
    match group.entries.last_mut() {
        Some(before) => before.comments.extend(early),
        None => group.first.extend(early),
    }
}

/// The parts on one line; `None` where a comment forbids it.
fn flat(parts: &[Part], source: Source<'_>) -> Option<String> {
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        let text = match part {
            Part::Token(at) => source.text_of(*at).to_owned(),
            Part::Group(group) => flat_group(group, source)?,
        };
        if index > 0 && text != ":" {
            out.push(' ');
        }
        out.push_str(&text);
    }
    Some(out)
}

fn flat_group(group: &Group, source: Source<'_>) -> Option<String> {
    let commented = !group.first.is_empty() || group.entries.iter().any(|entry| !entry.comments.is_empty());
    if commented {
        return None;
    }
    let entries: Option<Vec<String>> = group.entries.iter().map(|entry| flat(&entry.parts, source)).collect();
    let inside = entries?.join(", ");
    let pad = if group.open == "{" && !inside.is_empty() { " " } else { "" };
    Some(format!("{}{pad}{inside}{pad}{}", group.open, group.close))
}

/// Writes the parts, broken where they are wider than the room; `after` columns follow them.
fn parts(parts: &[Part], indent: usize, after: usize, source: Source<'_>, out: &mut String) {
    if let Some(text) = flat(parts, source).filter(|text| indent + width(text) + after <= WIDTH) {
        out.push_str(&text);
        return;
    }
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Token(at) => {
                let text = source.text_of(*at);
                if index > 0 && text != ":" {
                    out.push(' ');
                }
                out.push_str(text);
            }
            Part::Group(group) => {
                if index > 0 {
                    out.push(' ');
                }
                broken_group(group, indent, source, out);
            }
        }
    }
}

fn broken_group(group: &Group, indent: usize, source: Source<'_>, out: &mut String) {
    out.push_str(group.open);
    if group.entries.is_empty() && group.first.is_empty() {
        out.push_str(group.close);
        return;
    }
    comments(&group.first, indent + STEP, source, out);
    for entry in &group.entries {
        new_line(out, indent + STEP);
        parts(&entry.parts, indent + STEP, 1, source, out);
        out.push(',');
        comments(&entry.comments, indent + STEP, source, out);
    }
    new_line(out, indent);
    out.push_str(group.close);
}

/// Writes comments after something: the first beside it if it stood beside anything, the others on their own lines.
fn comments(comments: &[At], indent: usize, source: Source<'_>, out: &mut String) {
    for (index, comment) in comments.iter().enumerate() {
        if index == 0 && is_beside(source, *comment) {
            out.push(' ');
        } else {
            new_line(out, indent);
        }
        out.push_str(source.text_of(*comment));
    }
}
