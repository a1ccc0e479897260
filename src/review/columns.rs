//! Where each column of the source ends.

use super::page::Page;
use crate::mapping::WhyLeftOut;
use crate::plan::Plan;
use crate::shape::{Origin, walk};
use crate::value::template_columns;

/// A line for each column.
pub(super) fn ends(plan: &Plan<'_>, page: &mut Page) {
    let mapping = plan.mapping;
    let table = mapping.source.table;
    let mut ends: Vec<Vec<String>> = vec![Vec::new(); table.columns.len()];
    if let Some(end) = plan.end() {
        walk(&end.fields, &mut |path, field| {
            let Origin::Field(place) = field.origin else { return };
            let of = &mapping.record.fields[place];
            let whole = of.column().is_some();
            of.columns(&mut |column| {
                let end = path.join(".");
                ends[column].push(if whole { end } else { format!("inside {end}") });
            });
        });
        for open in &end.open {
            let pivot = &mapping.record.pivots[open.pivot];
            template_columns(&pivot.name, &mut |column| ends[column].push(format!("names of {}", open.pattern)));
            pivot.value.columns(&mut |column| ends[column].push(open.pattern.to_string()));
        }
    }
    let rows: Vec<Vec<String>> = ends
        .into_iter()
        .enumerate()
        .map(|(column, mut ends)| {
            ends.dedup();
            let excluded = mapping
                .record
                .left_out
                .iter()
                .any(|left_out| left_out.column == column && left_out.why == WhyLeftOut::Excluded);
            if excluded {
                ends.push("excluded".to_owned());
            }
            vec![table.columns[column].name.to_string(), format!("-> {}", ends.join(", "))]
        })
        .collect();
    page.table(&rows);
}
