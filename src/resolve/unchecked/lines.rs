//! The lines of a map that change names, types, values and rows, as they stand.

use crate::diag::Diagnostics;
use crate::mapping::Mask;
use crate::resolve::columns::{change, empty_text};
use crate::resolve::errors;
use crate::resolve::images::affixes;
use crate::syntax::tree::{self, Line, Map, PathPattern};
use crate::unchecked::{BeforeImage, Cast, CastWhat, Filter, Masked, Rename, RowKey};

/// What the lines say.
#[derive(Default)]
pub(super) struct Lines {
    pub excluded: Vec<PathPattern>,
    pub renames: Vec<Rename>,
    pub casts: Vec<Cast>,
    pub masks: Vec<Masked>,
    pub filters: Vec<Filter>,
    pub before_images: Vec<BeforeImage>,
    pub row_keys: Vec<RowKey>,
}

/// Reads the lines of a map. Those that say something of rows which nobody can check are refused.
pub(super) fn read(map: &Map, diags: &mut Diagnostics) -> Lines {
    let mut lines = Lines::default();
    for line in &map.body {
        match line {
            Line::Exclude(line) => lines.excluded.extend(line.columns.iter().cloned()),
            Line::Rename(line) => match empty_text(&line.change) {
                Some(text) => diags.push(errors::empty_replace(text.span)),
                None => lines.renames.push(Rename {
                    scope: line.scope,
                    selector: line.selector.clone(),
                    change: change(&line.change),
                    span: line.span,
                }),
            },
            Line::Cast(line) => lines.casts.push(Cast {
                what: match &line.what {
                    tree::CastWhat::Columns(pattern) => CastWhat::Columns(pattern.clone()),
                    tree::CastWhat::Every(ty) => CastWhat::Every(ty.clone()),
                },
                to: line.to.clone(),
                span: line.span,
            }),
            Line::Mask(line) => lines.masks.push(Masked {
                columns: line.columns.clone(),
                mask: match &line.how {
                    tree::Mask::Hash => Mask::Hash,
                    tree::Mask::Digits(text) => Mask::Digits(text.value.clone()),
                    tree::Mask::RandomDigits => Mask::RandomDigits,
                },
                span: line.span,
            }),
            Line::Where(line) => {
                lines.filters.push(Filter { condition: line.condition.clone(), span: line.span });
            }
            Line::BeforeImage(line) => {
                let (prefix, suffix) = affixes(line);
                let (which, of, span) = (line.which, line.of.clone(), line.span);
                lines.before_images.push(BeforeImage { which, of, prefix, suffix, span });
            }
            Line::PrimaryKey(line) => {
                lines.row_keys.push(RowKey { columns: line.columns.clone(), span: line.span });
            }
            Line::PartitionBy(line) => diags.push(errors::needs_schema(line.span, "`partition by`")),
            Line::Pivot(line) => diags.push(errors::needs_schema(line.span, "a pivot")),
            Line::Null(line) => diags.push(errors::needs_schema(line.span, "`null`")),
            Line::Assume(line) => diags.push(errors::needs_schema(line.span, "an assumption")),
            Line::On(line) => diags.push(errors::needs_schema(line.span, "`on`")),
            Line::Version(line) => diags.push(errors::needs_schema(line.span, "`version`")),
            // Read elsewhere.
            Line::Key(_) | Line::Field(_) | Line::Use(_) | Line::Settings(_) | Line::Level(_) => {}
        }
    }
    lines
}
