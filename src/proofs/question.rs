//! A computed text, and the question whether different values can give the same.

use super::facts::Facts;
use super::injective::{Part, Verdict, injective};
use super::language::ValueTexts;
use crate::mapping::Mapping;
use crate::pieces::Piece;

/// A template, and what its columns can hold.
pub(super) struct Question {
    pieces: Vec<Piece>,
    /// The columns, each once.
    pub columns: Vec<usize>,
    /// The different holes, with their texts. A column that stands escaped and as it is makes two; the first holes are those of
    /// `columns`, in its order.
    holes: Vec<(Piece, ValueTexts)>,
}

impl Question {
    /// Asks whether these pieces give different texts for different values.
    pub(super) fn new(pieces: Vec<Piece>, mapping: &Mapping<'_>, facts: &[Facts]) -> Question {
        let mut columns: Vec<usize> = Vec::new();
        let (mut holes, mut more) = (Vec::new(), Vec::new());
        for piece in &pieces {
            let Some(column) = piece.column() else { continue };
            let is_known = |(known, _): &(Piece, ValueTexts)| known == piece;
            if holes.iter().any(is_known) || more.iter().any(is_known) {
                continue;
            }
            let plain = ValueTexts::of(&mapping.source.table.columns[column].ty, &facts[column]);
            let texts = match piece {
                Piece::Escaped(_, separator) => plain.escaped(*separator),
                Piece::Padded(_, width) => ValueTexts::padded(*width),
                Piece::Column(_) | Piece::Literal(_) => plain,
            };
            if columns.contains(&column) {
                more.push((piece.clone(), texts));
            } else {
                columns.push(column);
                holes.push((piece.clone(), texts));
            }
        }
        holes.append(&mut more);
        Question { pieces, columns, holes }
    }

    /// The answer.
    pub(super) fn verdict(&self) -> Verdict {
        let parts: Vec<Part<'_>> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Literal(text) => Some(Part::Literal(text)),
                Piece::Column(_) | Piece::Escaped(..) | Piece::Padded(..) => {
                    let hole = self.holes.iter().position(|(known, _)| known == piece)?;
                    Some(Part::Value(hole, &self.holes[hole].1))
                }
            })
            .collect();
        injective(&parts)
    }
}
