//! Can a name that comes from the data be that of a key or of another attribute? And does what all rows of an item share
//! differ between them?

use super::errors;
use super::facts::Facts;
use super::known::known;
use super::language::ValueTexts;
use crate::diag::Diagnostics;
use crate::mapping::{Field, Mapping, Pivot};
use crate::pieces::{self, Piece};
use crate::plan::Plan;
use crate::schema::Table;

/// A name longer than this is taken to be possible unless the literal text at its start or end says otherwise.
const LONGEST_NAME: usize = 400;

/// Reports names of pivots that can be those of other attributes, and fields that rows of one item do not share.
///
/// Where no stage pivots, that was reported, and no item is made.
pub fn check_pivots(plan: &Plan<'_>, diags: &mut Diagnostics) {
    let mapping = plan.mapping;
    if plan.end().is_none_or(|end| end.open.is_empty()) {
        return;
    }
    let facts = known(mapping);
    for pivot in &mapping.record.pivots {
        // What no stage computes was refused by the plan.
        let Ok(pieces) = pieces::template(&pivot.name, mapping.source.table) else { continue };
        check_names(mapping, pivot, &pieces, &facts, diags);
    }
    for field in mapping.record.fields.iter().filter(|field| field.role.is_none()) {
        check_shared(mapping, field, diags);
    }
}

/// Reports the first attribute whose name a pivot can give; keys come first, as they are worth most.
fn check_names(mapping: &Mapping<'_>, pivot: &Pivot, pieces: &[Piece], facts: &[Facts], diags: &mut Diagnostics) {
    let fields = &mapping.record.fields;
    let mut places: Vec<usize> = (0..fields.len()).collect();
    places.sort_by_key(|place| fields[*place].role.is_none());
    for place in places {
        let name = mapping.final_name(place);
        if let Some(values) = gives(pieces, &name, mapping.source.table, facts) {
            diags.push(errors::pivot_overwrites(mapping, pivot, &fields[place], &name, &values));
            return;
        }
    }
}

/// Values of the columns for which the pieces are this text, where there are some: the last piece of a way through the text
/// first. A column that stands twice may get two values; such a template is refused without need.
fn gives(pieces: &[Piece], name: &str, table: &Table, facts: &[Facts]) -> Option<Vec<(usize, String)>> {
    let rest = match pieces.first() {
        Some(Piece::Literal(start)) => name.strip_prefix(&**start)?,
        Some(Piece::Column(_) | Piece::Escaped(..) | Piece::Padded(..)) | None => name,
    };
    let ends = match pieces {
        [_, .., Piece::Literal(end)] => rest.ends_with(&**end),
        _ => true,
    };
    if !ends {
        return None;
    }
    if name.len() > LONGEST_NAME {
        return Some(Vec::new());
    }
    // For each piece, the places of the text that lead through it: where it began for each place at which it can end.
    let bounds: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let mut ways: Vec<Vec<Option<usize>>> = Vec::with_capacity(pieces.len());
    let mut reached: Vec<usize> = vec![0];
    for piece in pieces {
        let texts =
            piece.column().map(|column| texts(piece, &ValueTexts::of(&table.columns[column].ty, &facts[column])));
        let mut began: Vec<Option<usize>> = vec![None; name.len() + 1];
        for start in &reached {
            for end in bounds.iter().filter(|end| *end >= start) {
                let part = &name[*start..*end];
                let fits = match (piece, &texts) {
                    (Piece::Literal(text), _) => **text == *part,
                    (_, Some(texts)) => texts.has(part),
                    (_, None) => false,
                };
                if fits {
                    began[*end].get_or_insert(*start);
                }
            }
        }
        reached = bounds.iter().copied().filter(|end| began[*end].is_some()).collect();
        ways.push(began);
    }
    let mut end = name.len();
    let mut values = Vec::new();
    for (piece, began) in pieces.iter().zip(&ways).rev() {
        let start = began[end]?;
        if let Piece::Column(column) = piece {
            values.push((*column, name[start..end].to_owned()));
        }
        end = start;
    }
    Some(values)
}

/// The texts of a piece.
fn texts(piece: &Piece, plain: &ValueTexts) -> ValueTexts {
    match piece {
        Piece::Escaped(_, separator) => plain.escaped(*separator),
        Piece::Padded(_, width) => ValueTexts::padded(*width),
        Piece::Column(_) | Piece::Literal(_) => plain.clone(),
    }
}

/// Reports a field that is made of columns which the key does not fix.
fn check_shared(mapping: &Mapping<'_>, field: &Field, diags: &mut Diagnostics) {
    let mut fixed = vec![false; mapping.source.table.columns.len()];
    for key in mapping.record.fields.iter().filter(|field| field.role.is_some()) {
        key.columns(&mut |column| fixed[column] = true);
    }
    let mut varies = None;
    field.columns(&mut |column| {
        if !fixed[column] {
            varies.get_or_insert(column);
        }
    });
    if let Some(column) = varies {
        diags.push(errors::varies_in_item(mapping, field, column));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Type;

    fn table(columns: &[(&str, Type)]) -> Table {
        let span = crate::text::Span::new(crate::text::Texts::new().add("a", ""), 0, 0);
        let column = |(name, ty): &(&str, Type)| crate::schema::Column {
            name: (*name).into(),
            ty: ty.clone(),
            declared: "".into(),
            ty_span: span,
            nullable: false,
            collation: None,
            default: None,
            generated: false,
            comment: None,
            span,
        };
        Table {
            schema: "s".into(),
            name: "t".into(),
            kind: crate::schema::TableKind::Table,
            columns: columns.iter().map(column).collect(),
            primary_key: None,
            unique: Vec::new(),
            checks: Vec::new(),
            comment: None,
            rows: None,
            span,
        }
    }

    #[test]
    fn a_name_is_possible_when_values_spell_it() {
        let table = table(&[("a", Type::text(10)), ("n", Type::int(32))]);
        let facts = vec![Facts::default(), Facts::default()];
        let can = |pieces: &[Piece], name: &str| gives(pieces, name, &table, &facts);
        let (a, n, lit) = (Piece::Column(0), Piece::Column(1), |text: &str| Piece::Literal(text.into()));
        assert_eq!(can(std::slice::from_ref(&a), "customerid"), Some(vec![(0, "customerid".to_owned())]));
        assert_eq!(can(std::slice::from_ref(&a), "a_name_of_more_than_ten"), None);
        assert_eq!(can(&[lit("p#"), a.clone()], "customerid"), None);
        assert_eq!(can(&[a.clone(), lit("_id")], "order_id"), Some(vec![(0, "order".to_owned())]));
        assert_eq!(can(&[lit("q"), n.clone()], "q12"), Some(vec![(1, "12".to_owned())]));
        assert_eq!(can(&[lit("q"), n.clone()], "q012"), None);
        assert_eq!(can(&[lit("q"), n], "quantity"), None);
        let escaped = Piece::Escaped(0, '|');
        assert_eq!(can(&[escaped.clone(), lit("|"), a.clone()], "x|y"), Some(vec![(0, "y".to_owned())]));
        assert_eq!(can(&[escaped], "x|y"), None);
        let without = vec![Facts::without("order"), Facts::default()];
        assert_eq!(gives(&[a], "orderid", &table, &without), None);
    }
}
