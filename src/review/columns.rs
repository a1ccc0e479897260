//! The columns of the source, as declared, and where each ends.

use std::borrow::Cow;
use std::fmt::Write;

use super::inline::{code, push_code};
use super::lines::Lines;
use super::page::Row;
use crate::mapping::WhyLeftOut;
use crate::plan::Plan;
use crate::schema::Table;
use crate::shape::{Content, Field, Origin, Presence, walk};
use crate::value::template_columns;

/// A column as it is declared: type, NULL, its place in the primary key.
pub(super) fn declared(table: &Table) -> impl Iterator<Item = Row<'_>> {
    let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    table.columns.iter().enumerate().map(move |(place, column)| {
        let mut about = Cow::Borrowed(&*column.declared);
        if !column.nullable {
            about += " not null";
        }
        if let Some(place) = key.iter().position(|column| *column == place) {
            about += Cow::Owned(format!(", primary key {}", place + 1));
        }
        Row { name: &column.name, about, ends: Cow::Borrowed("") }
    })
}

/// Where one column ends: phrases, of which no two that are alike follow each other.
#[derive(Clone, Default)]
struct Ends {
    text: String,
    /// Where the last phrase begins.
    last: usize,
}

impl Ends {
    /// Adds what `write` says, unless it was said just now.
    fn add(&mut self, write: impl FnOnce(&mut String)) {
        let before = self.text.len();
        if before > 0 {
            self.text.push_str(", ");
        }
        let start = self.text.len();
        write(&mut self.text);
        if before > 0 && self.text[start..] == self.text[self.last..before] {
            self.text.truncate(before);
        } else {
            self.last = start;
        }
    }
}

/// Where each column ends. With `states` also as what, where it is not what the source has.
pub(super) fn ends(plan: &Plan<'_>, lines: &Lines<'_>, states: bool) -> Vec<Cow<'static, str>> {
    let mapping = plan.mapping;
    let table = mapping.source.table;
    let mut ends: Vec<Ends> = vec![Ends::default(); table.columns.len()];
    if let Some(end) = plan.end() {
        let mut add = |path: &[&str], field: &Field| {
            let Origin::Field(place) = field.origin else { return };
            let of = &mapping.record.fields[place];
            let is_whole = of.column().is_some();
            of.columns(&mut |column| {
                ends[column].add(|text| {
                    if !is_whole {
                        text.push_str("inside ");
                    }
                    push_code(path.iter().copied(), text);
                    if is_whole && states {
                        push_state(&plan.source.fields[column], field, text);
                    }
                });
            });
        };
        walk(&end.fields, &mut add);
        walk(&end.partitions, &mut add);
        for open in &end.open {
            let pivot = &mapping.record.pivots[open.pivot];
            let pattern = code(&open.pattern);
            template_columns(&pivot.name, &mut |column| {
                ends[column].add(|text| text.extend(["names of ", &pattern]));
            });
            pivot.value.columns(&mut |column| ends[column].add(|text| text.push_str(&pattern)));
        }
    }
    for left_out in &mapping.record.left_out {
        match left_out.why {
            WhyLeftOut::Excluded => {
                ends[left_out.column].add(|text| text.extend(["left out, by ", &lines.line(left_out.span)]));
            }
            WhyLeftOut::InsideAValue => {}
        }
    }
    let ends = ends.into_iter().map(|ends| ends.text);
    ends.map(|text| if text.is_empty() { Cow::Borrowed("nowhere") } else { Cow::Owned(text) }).collect()
}

/// Adds the type at the end, where it is another than that of the source, and that NULL is left out.
fn push_state(source: &Field, end: &Field, text: &mut String) {
    if let (Content::Scalar { ty: was, .. }, Content::Scalar { ty: is, .. }) = (&source.content, &end.content)
        && was != is
    {
        // Writing to a `String` cannot fail.
        let _ = write!(text, ": {is}");
    }
    if source.presence == Presence::Nullable && end.presence == Presence::Optional {
        text.push_str(", left out where NULL");
    }
}
