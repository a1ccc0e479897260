//! `before image`: old values that come along.

use super::lookup::Lookup;
use crate::diag::Diagnostics;
use crate::mapping::{BeforeImage, BeforeImageOf, Record};
use crate::syntax::tree::{BeforeImageLine, Line, Map, TextLit};
use crate::text::Name;

/// What stands before the name of an old value where the line does not say.
const PREFIX: &str = "BI_";

/// The `before image` lines. Their columns are those that the record has.
pub(super) fn images(map: &Map, lookup: &Lookup<'_>, record: &Record, diags: &mut Diagnostics) -> Vec<BeforeImage> {
    let mut list = Vec::new();
    for line in &map.body {
        let Line::BeforeImage(line) = line else { continue };
        let of: Option<Vec<usize>> = line.of.as_ref().map(|pattern| lookup.columns(pattern, diags));
        let key = lookup.table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
        let arrives = |column: &usize| record.fields.iter().any(|field| field.column() == Some(*column));
        let columns = (0..lookup.table.columns.len())
            .filter(|column| match line.which {
                BeforeImageOf::Key => key.contains(column),
                BeforeImageOf::NonLob | BeforeImageOf::All => true,
            })
            .filter(|column| of.as_ref().is_none_or(|of| of.contains(column)))
            .filter(arrives)
            .collect();
        let (prefix, suffix) = affixes(line);
        list.push(BeforeImage { columns, which: line.which, prefix, suffix, is_part: of.is_some(), span: line.span });
    }
    list
}

/// What stands before and after the name of an old value.
pub(super) fn affixes(line: &BeforeImageLine) -> (Name, Name) {
    let text = |text: &Option<TextLit>| text.as_ref().map(|text| text.value.clone());
    let (prefix, suffix) = (text(&line.prefix), text(&line.suffix));
    // A line that says one of the two means that one alone.
    let prefix = prefix.unwrap_or_else(|| Name::from(if suffix.is_some() { "" } else { PREFIX }));
    (prefix, suffix.unwrap_or_else(|| Name::from("")))
}
