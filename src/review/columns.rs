//! The columns of the source, as declared, and where each ends.

use super::inline::code;
use super::lines;
use super::page::Row;
use crate::mapping::WhyLeftOut;
use crate::plan::Plan;
use crate::schema::Table;
use crate::shape::{Content, Field, Origin, Presence, walk};
use crate::text::Texts;
use crate::value::template_columns;

/// A column as it is declared: type, NULL, its place in the primary key.
pub(super) fn declared(table: &Table) -> impl Iterator<Item = Row> {
    let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    table.columns.iter().enumerate().map(move |(place, column)| {
        let null = if column.nullable { "" } else { " not null" };
        let in_key = key.iter().position(|column| *column == place);
        let in_key = in_key.map_or_else(String::new, |place| format!(", primary key {}", place + 1));
        Row { name: column.name.to_string(), about: format!("{}{null}{in_key}", column.declared), ends: String::new() }
    })
}

/// Where each column ends. With `states` also as what, where it is not what the source has.
pub(super) fn ends(plan: &Plan<'_>, texts: &Texts, states: bool) -> Vec<String> {
    let mapping = plan.mapping;
    let table = mapping.source.table;
    let mut ends: Vec<Vec<String>> = vec![Vec::new(); table.columns.len()];
    if let Some(end) = plan.end() {
        let mut add = |path: &[&str], field: &Field| {
            let Origin::Field(place) = field.origin else { return };
            let of = &mapping.record.fields[place];
            let whole = of.column();
            let path = code(&path.join("."));
            of.columns(&mut |column| {
                ends[column].push(match whole {
                    Some(_) if states => format!("{path}{}", state(&plan.source.fields[column], field)),
                    Some(_) => path.clone(),
                    None => format!("inside {path}"),
                });
            });
        };
        walk(&end.fields, &mut add);
        walk(&end.partitions, &mut add);
        for open in &end.open {
            let pivot = &mapping.record.pivots[open.pivot];
            template_columns(&pivot.name, &mut |column| ends[column].push(format!("names of {}", code(&open.pattern))));
            pivot.value.columns(&mut |column| ends[column].push(code(&open.pattern)));
        }
    }
    for left_out in &mapping.record.left_out {
        match left_out.why {
            WhyLeftOut::Excluded => {
                ends[left_out.column].push(format!("left out, by {}", lines::line(texts, left_out.span)));
            }
            WhyLeftOut::InsideAValue => {}
        }
    }
    ends.into_iter()
        .map(|mut ends| {
            ends.dedup();
            if ends.is_empty() { "nowhere".to_owned() } else { ends.join(", ") }
        })
        .collect()
}

/// The type at the end, where it is another than that of the source, and that NULL is left out.
fn state(source: &Field, end: &Field) -> String {
    let mut state = match (&source.content, &end.content) {
        (Content::Scalar { ty: was, .. }, Content::Scalar { ty: is, .. }) if was != is => format!(": {is}"),
        (Content::Scalar { .. } | Content::Struct(_) | Content::List(_), _) => String::new(),
    };
    if source.presence == Presence::Nullable && end.presence == Presence::Optional {
        state.push_str(", left out where NULL");
    }
    state
}
