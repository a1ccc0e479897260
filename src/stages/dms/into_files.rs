//! Which work DMS does on the way into files.
//!
//! Files take no object mapping: the record is the row, changed by transformation rules; what stands in files besides columns
//! is added where they are kept.

use super::rules::{convert, mask};
use crate::dms_types::of_source;
use crate::mapping::{Content, Mapping};
use crate::stage::{At, Change, Judgement, Work};
use crate::types::Type;
use crate::value::Value;

/// Whether DMS does this piece of work; that of the table as a whole is judged elsewhere.
pub(super) fn judge(at: &At<'_>, work: &Work) -> Judgement {
    let mapping = at.mapping;
    match &work.change {
        Change::LeaveOut(_) => Judgement::Take,
        Change::Rename { path, .. } => match path.as_slice() {
            [name] if mapping.source.table.column(name).is_some() => Judgement::Take,
            [] | [_] | [_, _, ..] => Judgement::Leave,
        },
        Change::Convert(place) => convert(mapping, *place),
        Change::Mask(place) => mask(mapping, *place),
        Change::Compute(place) => compute(&mapping.record.fields[*place].content),
        Change::Pivot(_) => Judgement::Cannot("DMS makes one record of one row: it has no grouping".to_owned()),
        Change::Key(_) | Change::Null(_) => Judgement::Leave,
        Change::Table(_) => Judgement::Leave,
    }
}

fn compute(content: &Content) -> Judgement {
    match content {
        // The stage that keeps the files knows when a record was changed, and how.
        Content::Value(Value::Event(_)) => Judgement::Leave,
        Content::Value(Value::Column(_)) => Judgement::Cannot(
            "here the record is the row: DMS copies no column for it; write `field NAME: TYPE = sqlite \"$COLUMN\"`"
                .to_owned(),
        ),
        Content::Value(Value::Constant(_) | Value::Template(_) | Value::Call(..) | Value::Foreign { .. }) => {
            Judgement::Cannot(
                "here the record is the row: what DMS adds to it is an expression, `= sqlite \"…\"`".to_owned(),
            )
        }
        Content::Map(_) | Content::List(_) | Content::Set(_) => {
            Judgement::Cannot("here the record is the row, and nests nothing".to_owned())
        }
    }
}

fn convert(mapping: &Mapping<'_>, place: usize) -> Judgement {
    let field = &mapping.record.fields[place];
    let (Some(column), Some((ty, _))) = (field.column(), &field.ty) else {
        return Judgement::Cannot("only a column gets another type".to_owned());
    };
    match convert::fit(mapping.source.dialect, &mapping.source.table.columns[column], ty) {
        Ok(_) => Judgement::Take,
        Err(reason) => Judgement::Cannot(reason),
    }
}

fn mask(mapping: &Mapping<'_>, place: usize) -> Judgement {
    let field = &mapping.record.fields[place];
    let (Some(column), Some((mask, _))) = (field.column(), &field.mask) else {
        return Judgement::Cannot("only a column is masked".to_owned());
    };
    let read = match of_source(mapping.source.dialect, &mapping.source.table.columns[column]) {
        Ok(read) => read,
        Err(reason) => return Judgement::Cannot(reason.to_owned()),
    };
    // Of a column that gets another type, that type is masked.
    let masked = match &field.ty {
        Some((ty, _)) => convert::target(ty).unwrap_or(read),
        None => read,
    };
    if let Err(reason) = mask::check(mask, &masked) {
        return Judgement::Cannot(reason);
    }
    match &field.ty {
        Some((Type::Text(text), _)) if !mask::holds(mask, text.max) => {
            Judgement::Cannot("a hash has 64 characters, more than the declared type".to_owned())
        }
        Some(_) | None => Judgement::Take,
    }
}
