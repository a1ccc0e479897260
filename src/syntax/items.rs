//! What stands at the top of a text: from lines and blocks to items.

use super::aliases::{Place, alias};
use super::body::{body, level};
use super::docs::Docs;
use super::errors;
use super::examples::example;
use super::layout::{Line, Node};
use super::lex::Kind;
use super::limits::exhausted;
use super::mistakes::read_or_explain;
use super::pairs;
use super::settings::stage_block;
use super::source::Source;
use super::tree::{Fragment, Ident, Item, Map, Tree};
use crate::diag::{Diagnostics, near_miss};
use crate::text::Name;

/// The words that begin lines at the top.
const WORDS: [&str; 9] = ["schema", "param", "map", "example", "deny", "warn", "allow", "language", "fragment"];

/// The items that `nodes` hold.
pub(super) fn items(nodes: &[Node], source: Source<'_>, diags: &mut Diagnostics) -> Tree {
    let mut tree = Tree::default();
    let mut docs = Docs::default();
    let before = diags.len();
    let mut first = true;
    for node in nodes {
        match node {
            Node::Comment(at, _) => docs.comment(*at, source),
            Node::Line(line) => {
                item(line, docs.take(), first, source, &mut tree, diags);
                first = false;
            }
        }
        if exhausted(before, diags) {
            tree.broken = true;
            break;
        }
    }
    tree
}

/// Whether the block has no first line; that was reported.
fn is_headless(line: &Line, source: Source<'_>) -> bool {
    is_implied(line, source) && line.start == line.end
}

fn item(line: &Line, doc: Option<Name>, first: bool, source: Source<'_>, tree: &mut Tree, diags: &mut Diagnostics) {
    let read = match source.word(line.start) {
        _ if is_headless(line, source) => None,
        "map" => map(line, doc, source, diags).map(Item::Map),
        "example" => example(line, doc, source, diags).map(Item::Example),
        "fragment" => fragment(line, doc, source, diags).map(Item::Fragment),
        "language" => plain(line, source, diags).and_then(|()| language(line, first, source, diags)),
        "schema" if is_unchecked(line, source) => plain(line, source, diags)
            .and_then(|()| read_or_explain(line, source, diags, pairs::unchecked_line))
            .map(Item::Unchecked),
        "schema" => plain(line, source, diags)
            .and_then(|()| read_or_explain(line, source, diags, pairs::schema_line))
            .map(Item::Schema),
        "param" => plain(line, source, diags)
            .and_then(|()| read_or_explain(line, source, diags, |slice, diags| pairs::param_line(slice, doc, diags)))
            .map(Item::Param),
        "deny" | "warn" | "allow" => level(line, source, diags).map(Item::Level),
        word if line.block.is_some() && alias(word, "", Place::Text).is_some() => unknown(line, word, source, diags),
        _ if line.block.is_some() => match meant(line, source) {
            Some(word) => {
                diags.push(errors::unknown_line(
                    source.span(line.start),
                    source.word(line.start),
                    &[word],
                    Place::Text.words(),
                ));
                None
            }
            None if is_implied(line, source) => None,
            None => stage_block(line, source, diags).map(Item::Settings),
        },
        word => unknown(line, word, source, diags),
    };
    match read {
        Some(item) => tree.items.push(item),
        None => {
            tree.broken = true;
            tree.unread.extend(name_of(line, source));
        }
    }
}

/// Whether the block has no `{`; that was reported. A line that is no map's or example's may then not be what it seems.
fn is_implied(line: &Line, source: Source<'_>) -> bool {
    line.block.as_ref().is_some_and(|block| source.kind(block.open) != Some(Kind::BraceOpen))
}

/// Whether the block holds rows, as only an example does.
fn holds_rows(line: &Line, source: Source<'_>) -> bool {
    let first = line.block.as_ref().and_then(|block| block.nodes.iter().find_map(Node::as_line));
    first.is_some_and(|line| {
        let is_row = matches!(source.word(line.start), "row" | "insert" | "update" | "delete");
        is_row && source.kind(line.start + 1) == Some(Kind::BraceOpen)
    })
}

/// The word that the first word of a block which is no stage's block comes near.
fn meant(line: &Line, source: Source<'_>) -> Option<&'static str> {
    if holds_rows(line, source) {
        return Some("example");
    }
    let near = near_miss(source.word(line.start), ["map", "example", "fragment"])?;
    pairs::stage_line(source.slice(line), &mut Diagnostics::new()).is_err().then_some(near)
}

/// The name after the first word.
fn name_of(line: &Line, source: Source<'_>) -> Option<Ident> {
    if line.start + 1 >= line.end {
        return None;
    }
    pairs::name(source.text_of(line.start + 1), source.span(line.start + 1))
}

/// Refuses a block on a line that has none.
fn plain(line: &Line, source: Source<'_>, diags: &mut Diagnostics) -> Option<()> {
    let Some(block) = &line.block else { return Some(()) };
    diags.push(errors::unexpected_block(source.span(block.open), &format!("`{}`", source.word(line.start))));
    None
}

/// Whether a `schema` line says `unchecked` where others say `from`. (A pattern may be several tokens.)
fn is_unchecked(line: &Line, source: Source<'_>) -> bool {
    let mut words = (line.start + 2..line.end).map(|at| source.word(at));
    words.find(|word| matches!(*word, "from" | "unchecked")) == Some("unchecked")
}

fn unknown(line: &Line, word: &str, source: Source<'_>, diags: &mut Diagnostics) -> Option<Item> {
    let span = source.span(line.start);
    if line.start == line.end {
        return None; // only a sign that was reported
    }
    diags.push(match word {
        "" => errors::unexpected(span, source.text_of(line.start), &["a line"]),
        word => match alias(word, source.word(line.start + 1), Place::Text) {
            Some(alias) => errors::foreign_line(span, word, alias.becomes, alias.help, Place::Text.words()),
            None => errors::unknown_line(span, word, &WORDS, Place::Text.words()),
        },
    });
    None
}

fn language(line: &Line, first: bool, source: Source<'_>, diags: &mut Diagnostics) -> Option<Item> {
    let read = read_or_explain(line, source, diags, pairs::language_line)?;
    if &*read.edition != "1" {
        diags.push(errors::edition(source.span(line.end - 1), &read.edition));
    } else if !first {
        diags.push(errors::edition_late(read.span));
    }
    Some(Item::Language(read))
}

fn map(line: &Line, doc: Option<Name>, source: Source<'_>, diags: &mut Diagnostics) -> Option<Map> {
    let head = read_or_explain(line, source, diags, |slice, diags| pairs::map_line(slice, doc, diags));
    let Some(block) = &line.block else {
        // The block may be the one whose `{` was missed already.
        let missed = diags.iter().any(|found| *found.code == errors::NO_OPEN || *found.code == errors::STRAY_BRACE);
        if let Some(map) = head.as_ref().filter(|_| !missed) {
            diags.push(errors::missing_block(map.header, "the map"));
        }
        return head.map(|map| Map { broken: true, ..map });
    };
    if head.is_none() && holds_rows(line, source) {
        return None; // an example with the word of a map
    }
    let stages = head.as_ref().map(|map| map.stages.iter().map(|stage| &*stage.stage.text).collect::<Vec<_>>());
    let (body, broken) = body(block, stages.as_deref(), source, diags);
    let end = source.span(source.last_of(block));
    head.map(|map| Map { body, broken, span: map.span.to(end), ..map })
}

fn fragment(line: &Line, doc: Option<Name>, source: Source<'_>, diags: &mut Diagnostics) -> Option<Fragment> {
    let head = read_or_explain(line, source, diags, |slice, diags| pairs::fragment_line(slice, doc, diags));
    let Some(block) = &line.block else {
        if let Some(fragment) = &head {
            diags.push(errors::missing_block(fragment.header, "the fragment"));
        }
        return None;
    };
    let (body, broken) = body(block, None, source, diags);
    let end = source.span(source.last_of(block));
    head.map(|fragment| Fragment { body, broken, span: fragment.span.to(end), ..fragment })
}
