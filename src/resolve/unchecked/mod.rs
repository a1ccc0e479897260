//! Maps over schemas that are taken on faith: their lines are read as they stand.
//!
//! Nothing is looked up and nothing expanded; what a schema would be needed for is refused where rules are written.

mod fields;
mod lines;
mod sources;

use super::of::Of;
use super::pipeline;
use super::project::Project;
use super::reported::is_reported_in;
use super::unknown::Unknown;
use crate::diag::{Diagnostics, Level};
use crate::syntax::tree::Map;
use crate::text::{Name, Span};
use crate::unchecked::UncheckedMap;
pub(super) use sources::{Meant, dialect, lines};

/// The map, or `None` after a finding.
pub(super) fn map(map: &Map, dialect: Name, project: &Project<'_>, diags: &mut Diagnostics) -> Option<UncheckedMap> {
    let span = Span { end: map.span.end.saturating_add(1), ..map.span };
    let is_whole = !map.broken && !is_reported_in(span, diags);
    let before = diags.len();
    let unknown = Unknown::new();
    let pipeline = pipeline::pipeline(map, &project.shared, Of::Unchecked(&unknown), &project.scope, diags);
    let (rest, fields) = fields::fields(map, &unknown, diags);
    let lines = lines::read(map, diags);
    let wrong = diags.iter().skip(before).any(|finding| finding.level == Level::Error);
    if wrong || !is_whole {
        return None;
    }
    Some(UncheckedMap {
        name: map.name.text.clone(),
        name_span: map.name.span,
        dialect,
        sources: sources::clauses(map),
        except: sources::exceptions(map),
        pipeline: pipeline?,
        columns: unknown.columns(),
        tables: unknown.tables.take(),
        rest,
        fields,
        excluded: lines.excluded,
        renames: lines.renames,
        casts: lines.casts,
        masks: lines.masks,
        filters: lines.filters,
        before_images: lines.before_images,
        row_keys: lines.row_keys,
    })
}
