//! The lines between the braces of a map, and of nested fields.

use super::aliases::{Place, alias};
use super::docs::Docs;
use super::errors;
use super::layout::{Block, Line as Written, Node};
use super::lex::Kind;
use super::limits::exhausted;
use super::mistakes::read_or_explain;
use super::pairs;
use super::settings::stage_block;
use super::source::Source;
use super::tree::{FieldLine, FieldName, LevelLine, Line, MemberLine, Members, MembersKind};
use crate::diag::{Diagnostics, Level, near_miss};
use crate::text::Name;

/// The words that begin lines of a map.
const WORDS: [&str; 20] = [
    "field",
    "partition",
    "sort",
    "primary",
    "exclude",
    "rename",
    "cast",
    "mask",
    "where",
    "pivot",
    "null",
    "assume",
    "on",
    "version",
    "before",
    "use",
    "allow",
    "deny",
    "warn",
    "renamed",
];

/// The words that begin lines of a nested field.
const MEMBER_WORDS: [&str; 3] = ["field", "item", "pivot"];

/// The lines of a map, and whether one could not be read. `stages` are the words of its pipeline, where they are known.
pub(super) fn body(
    block: &Block,
    stages: Option<&[&str]>,
    source: Source<'_>,
    diags: &mut Diagnostics,
) -> (Vec<Line>, bool) {
    let before = diags.len();
    let mut lines = Vec::new();
    let mut docs = Docs::default();
    for node in &block.nodes {
        match node {
            Node::Comment(at, _) => docs.comment(*at, source),
            Node::Line(line) => lines.extend(body_line(line, docs.take(), stages, source, diags)),
        }
        if exhausted(before, diags) {
            break;
        }
    }
    let deep = |node: &Node| matches!(node, Node::Line(line) if line.deep);
    let broken = diags.iter().skip(before).any(|found| found.level == Level::Error) || block.nodes.iter().any(deep);
    (lines, broken)
}

fn body_line(
    line: &Written,
    doc: Option<Name>,
    stages: Option<&[&str]>,
    source: Source<'_>,
    diags: &mut Diagnostics,
) -> Option<Line> {
    let word = source.word(line.start);
    match word {
        "renamed" => {
            diags.push(errors::not_yet(source.span(line.start), "renamed from"));
            return None;
        }
        "field" => return field(line, doc, source, diags).map(Line::Field),
        "allow" | "deny" | "warn" => return level(line, source, diags).map(Line::Level),
        _ if line.start == line.end && line.block.is_none() => return None, // only a sign that was reported
        _ => {}
    }
    if let Some(block) = &line.block {
        if WORDS.contains(&word) {
            diags.push(errors::unexpected_block(source.span(block.open), &format!("`{word}`")));
            return None;
        }
        let is_stage = stages.is_none_or(|stages| stages.contains(&word));
        if let Some(near) = near_miss(word, WORDS).filter(|_| !is_stage) {
            diags.push(errors::unknown_line_or_stage(source.span(line.start), word, near));
            return None;
        }
        return stage_block(line, source, diags).map(Line::Settings);
    }
    match word {
        "partition" if source.word(line.start + 1) == "by" => {
            read_or_explain(line, source, diags, pairs::folders_line).map(Line::PartitionBy)
        }
        "primary" => read_or_explain(line, source, diags, pairs::primary_line).map(Line::PrimaryKey),
        "partition" | "sort" => {
            read_or_explain(line, source, diags, |slice, diags| pairs::key_line(slice, doc, diags)).map(Line::Key)
        }
        "pivot" => {
            read_or_explain(line, source, diags, |slice, diags| pairs::pivot_line(slice, doc, diags)).map(Line::Pivot)
        }
        "exclude" => read_or_explain(line, source, diags, pairs::exclude_line).map(Line::Exclude),
        "rename" => read_or_explain(line, source, diags, pairs::rename_line).map(Line::Rename),
        "null" => read_or_explain(line, source, diags, pairs::null_line).map(Line::Null),
        "cast" => read_or_explain(line, source, diags, pairs::cast_line).flatten().map(Line::Cast),
        "mask" => read_or_explain(line, source, diags, pairs::mask_line).map(Line::Mask),
        "where" => read_or_explain(line, source, diags, pairs::where_line).flatten().map(Line::Where),
        "on" => read_or_explain(line, source, diags, pairs::on_line).map(Line::On),
        "version" => read_or_explain(line, source, diags, pairs::version_line).map(Line::Version),
        "before" => read_or_explain(line, source, diags, pairs::before_line).map(Line::BeforeImage),
        "use" => read_or_explain(line, source, diags, pairs::use_line).map(Line::Use),
        "assume" => read_or_explain(line, source, diags, pairs::assume_line).flatten().map(Line::Assume),
        _ => {
            unknown(line, &WORDS, Place::Map, stages, source, diags);
            None
        }
    }
}

/// Reports a line whose first word says nothing.
fn unknown(
    line: &Written,
    words: &[&str],
    place: Place,
    stages: Option<&[&str]>,
    source: Source<'_>,
    diags: &mut Diagnostics,
) {
    let span = source.span(line.start);
    let word = source.word(line.start);
    let is_setting = || {
        let read = pairs::setting_line(source.slice(line), &mut Diagnostics::new());
        read.is_ok_and(|setting| !setting.values.is_empty())
    };
    let may_be_setting = place == Place::Map && near_miss(word, words.iter().copied()).is_none();
    diags.push(if stages.is_some_and(|stages| stages.contains(&word)) {
        errors::missing_block(source.line_span(line), "the stage")
    } else if word.is_empty() {
        errors::unexpected(span, source.text_of(line.start), &["a line"])
    } else if let Some(alias) = alias(word, source.word(line.start + 1), place) {
        errors::foreign_line(span, word, alias.becomes, alias.help, place.words())
    } else if may_be_setting && !line.deep && is_setting() {
        errors::setting_in_map(span, word, stages.unwrap_or_default(), source.slice(line).line)
    } else {
        errors::unknown_line(span, word, words, place.words())
    });
}

/// `deny …`, `warn …`, `allow …`
pub(super) fn level(line: &Written, source: Source<'_>, diags: &mut Diagnostics) -> Option<LevelLine> {
    if let Some(block) = &line.block {
        let words = format!("`{}`", source.word(line.start));
        diags.push(errors::unexpected_block(source.span(block.open), &words));
        return None;
    }
    read_or_explain(line, source, diags, pairs::level_line)
}

fn field(line: &Written, doc: Option<Name>, source: Source<'_>, diags: &mut Diagnostics) -> Option<FieldLine> {
    let (mut field, kind) = read_or_explain(line, source, diags, |slice, diags| pairs::field_line(slice, doc, diags))?;
    match (&line.block, kind) {
        (Some(block), _) if field.value.is_some() || matches!(field.name, FieldName::Rest(_)) => {
            let what = if field.value.is_some() { "a field with a value" } else { "`field *`" };
            diags.push(errors::unexpected_block(source.span(block.open), what));
        }
        (Some(block), kind) => field.members = Some(members(block, kind.unwrap_or(MembersKind::Map), source, diags)),
        (None, Some(_)) => {
            diags.push(errors::missing_block(field.span, "the field"));
            return None;
        }
        (None, None) => {}
    }
    Some(field)
}

fn members(block: &Block, kind: MembersKind, source: Source<'_>, diags: &mut Diagnostics) -> Members {
    let mut lines = Vec::new();
    let mut docs = Docs::default();
    for node in &block.nodes {
        match node {
            Node::Comment(at, _) => docs.comment(*at, source),
            Node::Line(line) => lines.extend(member(line, docs.take(), source, diags)),
        }
    }
    let last = source.last_of(block);
    Members { kind, lines, span: source.span(block.open).to(source.span(last)) }
}

fn member(line: &Written, doc: Option<Name>, source: Source<'_>, diags: &mut Diagnostics) -> Option<MemberLine> {
    let word = source.word(line.start);
    match (word, &line.block) {
        ("field", _) => return field(line, doc, source, diags).map(MemberLine::Field),
        ("collect", _) => diags.push(errors::not_yet(source.span(line.start), "collect")),
        ("item" | "pivot", Some(block)) => {
            diags.push(errors::unexpected_block(source.span(block.open), &format!("`{word}`")));
        }
        ("item", None) => {
            let read = read_or_explain(line, source, diags, pairs::item_line);
            return read.map(|(value, span)| MemberLine::Item(value, span));
        }
        ("pivot", None) => {
            let read = read_or_explain(line, source, diags, |slice, diags| pairs::pivot_line(slice, doc, diags));
            return read.map(MemberLine::Pivot);
        }
        _ if line.start == line.end && source.kind(line.start) != Some(Kind::BraceOpen) => {}
        _ => unknown(line, &MEMBER_WORDS, Place::Member, None, source, diags),
    }
    None
}
