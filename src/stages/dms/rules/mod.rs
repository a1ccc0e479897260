//! The rules of a table-mapping document that say which rows and columns come along, and under which names. One file for
//! each kind of rule.

pub(super) mod added;
pub(super) mod clauses;
pub(super) mod columns;
pub(super) mod condition;
pub(super) mod convert;
pub(super) mod errors;
pub(super) mod filter;
pub(super) mod image;
mod kind;
pub(super) mod load;
pub(super) mod lob;
pub(super) mod mask;
pub(super) mod naming;
mod number;
pub(super) mod others;
pub(super) mod primary_key;
pub(super) mod tables;
pub(super) mod transformation;

use crate::mapping::{Mapping, Mask};
use crate::stage::Remark;

/// What the changes on the way into files rely on, and what no source confirms.
pub(super) fn remarks(mapping: &Mapping<'_>) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = image::remark(mapping).into_iter().collect();
    let mut spelled: Vec<String> = Vec::new();
    for field in &mapping.record.fields {
        let (Some(column), Some((ty, _))) = (field.column(), &field.ty) else { continue };
        let column = &mapping.source.table.columns[column];
        if let Ok(convert::Fit::Spelled(how)) = convert::fit(mapping.source.dialect, column, ty) {
            spelled.push(format!("`{}` as `{how}`", column.name));
        }
    }
    if !spelled.is_empty() {
        let text = format!("texts that become days or times are spelled so: {}", spelled.join(", "));
        remarks.push(Remark::relied_on(text).of_table());
    }
    let masks: Vec<&Mask> =
        mapping.record.fields.iter().filter_map(|field| field.mask.as_ref().map(|(mask, _)| mask)).collect();
    if !masks.is_empty() {
        remarks.push(Remark::relied_on("the engine is 3.5.4 or newer: older ones know no masks"));
        remarks.push(Remark::note("masked columns are left out of a validation"));
    }
    if masks.contains(&&Mask::Hash) {
        remarks.push(Remark::note("a hash has no salt: who knows the possible values can tell which one it is"));
    }
    remarks
}
