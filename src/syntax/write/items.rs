//! What stands at the top, and comments.

use super::lines::{doc, level, line, stage_block};
use super::names::{ident, path, path_pattern, pattern};
use super::values::{literal, record_key, resource, text};
use crate::diag::render::visible;
use crate::syntax::tree::{
    Example, Fragment, Item, Line, Map, Outcome, Record, RecordValue, SourceKind, Step, StepKind, Tree,
};

/// A text to be written: what a tree holds, with comments and empty lines.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// In order.
    pub nodes: Vec<Node>,
}

/// A part of a [`Page`].
#[derive(Clone, Debug)]
pub enum Node {
    /// `// …`; a line each.
    Comment(String),
    /// An empty line.
    Space,
    /// What stands at the top, and a comment at its end.
    Item(Item, Option<String>),
    /// A map whose lines have comments: the header is that of the map, the lines are these.
    Map(Box<Map>, Vec<BodyLine>),
}

/// A part of a map's body.
#[derive(Clone, Debug)]
pub enum BodyLine {
    /// `// …`; a line each.
    Comment(String),
    /// An empty line.
    Space,
    /// A line, and a comment at its end.
    Line(Box<Line>, Option<String>),
}

impl From<Tree> for Page {
    fn from(tree: Tree) -> Page {
        Page { nodes: tree.items.into_iter().map(|item| Node::Item(item, None)).collect() }
    }
}

/// Writes the page, not yet in its canonical form.
pub fn page(page: &Page, out: &mut String) {
    for node in &page.nodes {
        match node {
            Node::Comment(text) => comment(text, out),
            Node::Space => out.push('\n'),
            Node::Item(item, beside) => with_comment(&self::item(item), beside.as_deref(), out),
            Node::Map(map, body) => {
                *out += &header(map);
                *out += " {\n";
                body.iter().for_each(|line| body_line(line, out));
                *out += "}\n";
            }
        }
    }
}

fn body_line(of: &BodyLine, out: &mut String) {
    match of {
        BodyLine::Comment(text) => comment(text, out),
        BodyLine::Space => out.push('\n'),
        BodyLine::Line(of, beside) => with_comment(&line(of), beside.as_deref(), out),
    }
}

/// What a comment may hold: nothing that would end or hide a line.
fn plain(text: &str) -> String {
    visible(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn comment(text: &str, out: &mut String) {
    for line in text.lines() {
        *out += &format!("// {}\n", plain(line));
    }
}

/// A comment beside a line stands at the end of its first line.
fn with_comment(text: &str, beside: Option<&str>, out: &mut String) {
    let Some(beside) = beside else {
        *out += &format!("{text}\n");
        return;
    };
    match text.split_once('\n') {
        Some((first, rest)) => *out += &format!("{first} // {}\n{rest}\n", plain(beside)),
        None => *out += &format!("{text} // {}\n", plain(beside)),
    }
}

fn item(of: &Item) -> String {
    match of {
        Item::Language(line) => format!("language {}", line.edition),
        Item::Schema(line) => {
            format!("schema {} from {} {}", ident(&line.name), ident(&line.dialect), text(&line.file))
        }
        Item::Unchecked(line) => {
            format!("schema {} unchecked {}", pattern(&line.schemas), ident(&line.dialect))
        }
        Item::Param(line) => {
            let default = line.default.as_ref().map_or(String::new(), |value| format!(" = {}", literal(value)));
            format!("{}param {}{default}", doc(line.doc.as_deref()), ident(&line.name))
        }
        Item::Map(map) => format!("{}{}", header(map), body(&map.body)),
        Item::Fragment(fragment) => self::fragment(fragment),
        Item::Example(example) => self::example(example),
        Item::Settings(block) => stage_block(block),
        Item::Level(line) => level(line),
    }
}

fn header(map: &Map) -> String {
    let mut out = format!("{}map {}", doc(map.doc.as_deref()), ident(&map.name));
    for source in &map.sources {
        let kind = match source.kind {
            SourceKind::Table => "",
            SourceKind::View => "view ",
            SourceKind::Any => "any ",
        };
        out += &format!(" from {kind}{}", path_pattern(&source.pattern));
    }
    for except in &map.except {
        out += &format!(" except {}", path_pattern(except));
    }
    for clause in &map.stages {
        out += &format!(" -> {}", ident(&clause.stage));
        if let Some(of) = &clause.resource {
            out += &format!(" {}", resource(of));
        }
    }
    out
}

fn body(lines: &[Line]) -> String {
    let lines: String = lines.iter().map(|of| line(of) + "\n").collect();
    format!(" {{\n{lines}}}")
}

fn fragment(fragment: &Fragment) -> String {
    format!("{}fragment {}{}", doc(fragment.doc.as_deref()), ident(&fragment.name), body(&fragment.body))
}

fn example(example: &Example) -> String {
    let mut out =
        format!("{}example {} {} {{\n", doc(example.doc.as_deref()), ident(&example.map), text(&example.title));
    out.extend(example.steps.iter().map(step));
    match &example.outcome {
        None => {}
        Some(Outcome::Gives(records)) => {
            out.extend(records.iter().map(|of| format!("gives {}\n", record(of))));
        }
        Some(Outcome::Nothing(_)) => out += "gives nothing\n",
        Some(Outcome::Rejects(code)) => out += &format!("rejects {}\n", code.value),
    }
    out + "}"
}

fn step(step: &Step) -> String {
    let table = step.table.as_ref().map_or(String::new(), |table| format!(" {}", path(table)));
    match &step.kind {
        StepKind::Row(row) => format!("row{table} {}\n", record(row)),
        StepKind::Insert(row) => format!("insert{table} {}\n", record(row)),
        StepKind::Update(old, new) => format!("update{table} {} to {}\n", record(old), record(new)),
        StepKind::Delete(row) => format!("delete{table} {}\n", record(row)),
        StepKind::Truncate => format!("truncate{table}\n"),
        StepKind::At(fact, value) => format!("at ${} = {}\n", fact.text, literal(value)),
    }
}

fn record(of: &Record) -> String {
    let entries: Vec<String> =
        of.entries.iter().map(|(key, value)| format!("{}: {}", record_key(&key.text), record_value(value))).collect();
    format!("{{ {} }}", entries.join(", "))
}

fn record_value(of: &RecordValue) -> String {
    match of {
        RecordValue::Scalar(value) => literal(value),
        RecordValue::Record(inner) => record(inner),
        RecordValue::List(values, _) => format!("[{}]", values.iter().map(record_value).collect::<Vec<_>>().join(", ")),
    }
}
