//! Lines outside examples, without their blocks: on one line, broken where they must or where comments stand in them.

use std::ops::Range;

use super::spacing::{STEP, Spacer, WIDTH, flat, is_beside, new_line, width};
use crate::syntax::layout::{At, Line};
use crate::syntax::lex::Kind;
use crate::syntax::source::Source;

/// Writes `line` without its block, and whether `{` goes on a line of its own.
pub(super) fn head(line: &Line, indent: usize, source: Source<'_>, out: &mut String) -> bool {
    // Comments between the line and its `{` belong to it.
    let before_open = line.end..line.block.as_ref().map_or(line.end, |block| block.open.max(line.end));
    let commented = has_comment(line.start..line.end, source) || has_comment(before_open.clone(), source);
    let one_line = (!commented).then(|| flat(source, line.start, line.start..line.end));
    let room = WIDTH.saturating_sub(indent + if line.block.is_some() { 2 } else { 0 });
    if let Some(one_line) = one_line.filter(|text| width(text) <= room) {
        out.push_str(&one_line);
        return false;
    }
    let is_header = indent == 0 && line.block.is_some() && source.word(line.start) == "map";
    let breaks = if is_header { clauses(line, source) } else { Vec::new() };
    broken(line.start..line.end, &breaks, indent, source, out);
    comments(before_open, indent, source, out);
    is_header || commented
}

fn has_comment(tokens: Range<At>, source: Source<'_>) -> bool {
    tokens.into_iter().any(|at| source.tokens[at].is_comment())
}

/// The tokens that begin clauses of a map's header, after the first clause.
fn clauses(line: &Line, source: Source<'_>) -> Vec<At> {
    let tokens = source.tokens_of(line);
    let mut found = Vec::new();
    let mut piped = false;
    // `map NAME from SOURCE` is one clause; any of the words may be a name.
    let mut index = 4;
    if matches!(source.word(tokens.get(3).copied().unwrap_or(0)), "view" | "any")
        && !begins_clause(&tokens, 4, piped, source)
    {
        index = 5;
    }
    while index < tokens.len() {
        if begins_clause(&tokens, index, piped, source) {
            found.push(tokens[index]);
            piped = piped || source.kind(tokens[index]) == Some(Kind::Arrow);
            index += 1; // what follows is a name
        }
        index += 1;
    }
    found
}

fn begins_clause(tokens: &[At], index: usize, piped: bool, source: Source<'_>) -> bool {
    let Some(at) = tokens.get(index) else { return true };
    source.kind(*at) == Some(Kind::Arrow) || (!piped && matches!(source.word(*at), "from" | "except"))
}

/// Writes `tokens` with a new line before each of `breaks`, after comments, and after commas where a line gets too wide.
fn broken(tokens: Range<At>, breaks: &[At], indent: usize, source: Source<'_>, out: &mut String) {
    let mut spacer = Spacer::new(source, tokens.start);
    let mut column = indent;
    let mut fresh = false;
    let list: Vec<At> = tokens.filter(|at| source.kind(*at) != Some(Kind::Newline)).collect();
    for (index, at) in list.iter().copied().enumerate() {
        if source.tokens[at].is_comment() {
            comment(at, indent + STEP, source, out);
            fresh = true;
            continue;
        }
        let next_width = width(source.text_of(at)) + 2;
        let too_wide = column + next_width > WIDTH && may_break_before(index, &list, source);
        if fresh || breaks.contains(&at) || too_wide {
            new_line(out, indent + STEP);
            column = indent + STEP;
            spacer.restart();
        }
        fresh = false;
        let (gap, text) = spacer.next(at);
        out.push_str(gap);
        out.push_str(text);
        column += gap.len() + width(text);
    }
}

/// Whether the reader goes on when a new line begins before the token at `index`: an element of a list after a comma,
/// that cannot be mistaken for a line of its own.
fn may_break_before(index: usize, list: &[At], source: Source<'_>) -> bool {
    let kind = |index: usize| list.get(index).and_then(|at| source.kind(*at));
    let after_comma = index > 0 && kind(index - 1) == Some(Kind::Comma);
    let element = matches!(kind(index), Some(Kind::Word | Kind::Number | Kind::Text));
    after_comma && element && matches!(kind(index + 1), None | Some(Kind::Comma | Kind::ParenClose))
}

/// Writes a comment: beside what it stood beside, else on a line of its own.
fn comment(at: At, indent: usize, source: Source<'_>, out: &mut String) {
    if is_beside(source, at) {
        out.push(' ');
    } else {
        new_line(out, indent);
    }
    out.push_str(source.text_of(at));
}

/// Writes the comments among `tokens`.
fn comments(tokens: Range<At>, indent: usize, source: Source<'_>, out: &mut String) {
    for at in tokens.filter(|at| source.tokens[*at].is_comment()) {
        comment(at, indent + STEP, source, out);
    }
}
