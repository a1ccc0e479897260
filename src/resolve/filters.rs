//! `where`: which rows come along.

use super::assume::{check, columns_of};
use super::errors;
use super::lookup::Lookup;
use crate::diag::Diagnostics;
use crate::mapping::Filter;
use crate::syntax::tree::{Line, Map};
use crate::text::Texts;

/// The `where` lines that speak of this table.
pub(super) fn filters(map: &Map, lookup: &Lookup<'_>, texts: &Texts, diags: &mut Diagnostics) -> Vec<Filter> {
    let mut list = Vec::new();
    for line in &map.body {
        let Line::Where(line) = line else { continue };
        let mut tables = Vec::new();
        columns_of(&line.condition, &mut |path| {
            if let [of, _] = path.parts.as_slice()
                && !tables.contains(&&of.text)
            {
                tables.push(&of.text);
            }
        });
        if let [first, second, ..] = tables.as_slice() {
            diags.push(errors::filter_of_two_tables(line.span, first, second));
            continue;
        }
        if check(&line.condition, lookup, diags) {
            let written = texts.slice(line.span).trim();
            let text = written.strip_prefix("where").unwrap_or(written).trim().into();
            list.push(Filter { condition: line.condition.clone(), text, span: line.span });
        }
    }
    list
}
