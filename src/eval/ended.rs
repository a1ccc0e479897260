//! What an example ends in: rows, each with its line, and what each still gives.

use super::groups::{Made, records_of};
use super::row::Row;
use super::value::Record;
use crate::plan::Plan;
use crate::text::Span;

/// The rows that a load would read at the end, and what stays of others, in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// The rows.
    pub rows: Vec<Row>,
    /// The line that made each what it is.
    pub spans: Vec<Span>,
    /// Of a row that went and whose members stay: the places of the pivots that are not given by others since.
    left: Vec<Option<Vec<bool>>>,
    /// Changes led here.
    is_history: bool,
}

impl Ended {
    /// Rows that a load read.
    pub fn of_rows(rows: Vec<(Row, Span)>) -> Ended {
        let (rows, spans): (Vec<Row>, Vec<Span>) = rows.into_iter().unzip();
        Ended { left: vec![None; rows.len()], rows, spans, is_history: false }
    }

    /// Nothing so far, to which changes lead.
    pub fn of_history() -> Ended {
        Ended { is_history: true, ..Ended::default() }
    }

    /// Adds a row, or what is left of one.
    pub fn add(&mut self, row: Row, span: Span, left: Option<Vec<bool>>) {
        self.rows.push(row);
        self.spans.push(span);
        self.left.push(left);
    }

    /// What the rows become.
    pub fn records(&self, plan: &Plan<'_>) -> Vec<Made> {
        records_of(plan, &self.rows, |row, pivot| self.left[row].as_ref().is_none_or(|left| left[pivot]))
    }

    /// Whether a reader takes the record for none: changes led to it, and no row gives it a member of its own.
    pub fn may_be_unsaid(&self, record: &Record, plan: &Plan<'_>) -> bool {
        let Some(end) = plan.end().filter(|end| self.is_history && !end.open.is_empty()) else { return false };
        record.members.iter().all(|member| end.fields.iter().any(|field| field.name == member.name))
    }
}
