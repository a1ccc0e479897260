//! Lines, blocks and comments, one below the other.

use super::head::head;
use super::record;
use super::spacing::{STEP, new_line};
use crate::syntax::layout::{At, Block, Layout, Line, Node};
use crate::syntax::source::Source;

/// The canonical text of `layout`, which has no problem but signs at line ends.
pub fn print(layout: &Layout, source: Source<'_>) -> String {
    let mut out = String::with_capacity(source.text.len());
    nodes(&layout.nodes, 0, false, source, &mut out);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn nodes(list: &[Node], indent: usize, records: bool, source: Source<'_>, out: &mut String) {
    let mut first = true;
    for node in list {
        let apart = match node {
            Node::Comment(_, apart) => *apart,
            Node::Line(line) => line.apart,
        };
        // A line that held only a sign is gone.
        if matches!(node, Node::Line(line) if line.start == line.end && line.comment.is_none()) {
            continue;
        }
        if apart && !first {
            out.push('\n');
        }
        if !out.is_empty() {
            new_line(out, indent);
        }
        first = false;
        match node {
            Node::Comment(at, _) => out.push_str(source.text_of(*at)),
            Node::Line(line) => whole(line, indent, records, source, out),
        }
    }
}

fn whole(line: &Line, indent: usize, records: bool, source: Source<'_>, out: &mut String) {
    if line.start == line.end && line.block.is_none() {
        // The line held only a sign; its comment is left.
        out.push_str(line.comment.map_or("", |at| source.text_of(at)));
        return;
    }
    let brace_alone = if records {
        record::line(line, indent, source, out);
        false
    } else {
        head(line, indent, source, out)
    };
    if let Some(block) = &line.block {
        if brace_alone {
            new_line(out, indent);
        } else {
            out.push(' ');
        }
        out.push('{');
        beside(line.comment, source, out);
        let holds_records = indent == 0 && source.word(line.start) == "example";
        closed(block, indent, holds_records, source, out);
    } else {
        beside(line.comment, source, out);
    }
}

fn closed(block: &Block, indent: usize, records: bool, source: Source<'_>, out: &mut String) {
    nodes(&block.nodes, indent + STEP, records, source, out);
    new_line(out, indent);
    out.push('}');
    beside(block.comment, source, out);
}

/// Writes the comment at the end of a line.
fn beside(comment: Option<At>, source: Source<'_>, out: &mut String) {
    if let Some(at) = comment {
        out.push(' ');
        out.push_str(source.text_of(at));
    }
}
