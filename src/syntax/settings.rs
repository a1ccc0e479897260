//! Blocks of settings.

use super::errors;
use super::layout::{Block, Line, Node};
use super::limits::exhausted;
use super::mistakes::read_or_explain;
use super::pairs;
use super::source::Source;
use super::tree::{Setting, StageBlock};
use crate::diag::Diagnostics;

/// `STAGE [RESOURCE] { … }`; the line has a block.
pub(super) fn stage_block(line: &Line, source: Source<'_>, diags: &mut Diagnostics) -> Option<StageBlock> {
    let block = line.block.as_ref()?;
    if line.start == line.end {
        diags.push(errors::unexpected(source.span(block.open), "{", &["a line"]));
        return None;
    }
    // Without its first line nobody knows what the block holds.
    let head = read_or_explain(line, source, diags, pairs::stage_line)?;
    let settings = settings(block, source, diags);
    let span = head.span().to(source.span(block.open));
    Some(StageBlock { stage: head.stage, resource: head.resource, settings, span })
}

fn settings(block: &Block, source: Source<'_>, diags: &mut Diagnostics) -> Vec<Setting> {
    let before = diags.len();
    let mut list = Vec::new();
    for node in &block.nodes {
        match node {
            Node::Line(line) => list.extend(setting(line, source, diags)),
            Node::Comment(..) => {}
        }
        if exhausted(before, diags) {
            break;
        }
    }
    list
}

fn setting(line: &Line, source: Source<'_>, diags: &mut Diagnostics) -> Option<Setting> {
    if line.start == line.end {
        if let Some(block) = &line.block {
            diags.push(errors::unexpected(source.span(block.open), "{", &["a setting"]));
        }
        return None;
    }
    let read = read_or_explain(line, source, diags, pairs::setting_line);
    let block = line.block.as_ref().map(|block| settings(block, source, diags));
    read.map(|setting| Setting { block, ..setting })
}
