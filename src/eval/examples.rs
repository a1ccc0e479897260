//! Runs examples: rows in, records out, compared with what is expected. At most one difference is reported for each.

use super::assumed;
use super::compare::{Difference, differences, said};
use super::errors;
use super::filter::keeps_away;
use super::groups::{Made, records};
use super::items::{items, key_names, key_of};
use super::pairing::unmatched;
use super::reading::{check_twice, rows};
use super::rejection::Rejection;
use super::row::Row;
use super::tried::{Tried, Verdict};
use super::value::Record;
use crate::diag::{Diagnostics, Level};
use crate::plan::Plan;
use crate::syntax::tree::{self, Example, Outcome, TextLit};
use crate::text::{Name, Span};

/// Records that are looked at for the one that an expected record was most likely meant to be.
const MOST_CANDIDATES: usize = 100;

/// Runs an example of one table through its plan. Where that was found to be wrong it is passed over: its outcome would repeat
/// it.
pub fn example(example: &Example, plan: &Plan<'_>, diags: &mut Diagnostics) -> Tried {
    let verdict = if plan.sound && plan.end().is_some() && example.outcome.is_some() {
        judge(example, plan, diags)
    } else {
        Verdict::Unsound
    };
    Tried { verdict, ..Tried::not(example) }
}

/// Runs one example of a sound plan.
fn judge(example: &Example, plan: &Plan<'_>, diags: &mut Diagnostics) -> Verdict {
    let before = diags.len();
    run(example, plan, diags);
    let failed = diags.iter().skip(before).any(|finding| finding.level == Level::Error);
    if failed { Verdict::Failed } else { Verdict::Passed }
}

fn run(example: &Example, plan: &Plan<'_>, diags: &mut Diagnostics) {
    let Some(outcome) = &example.outcome else { return };
    let before = diags.len();
    let rows = rows(example, plan.mapping, diags);
    if let Outcome::Gives(records) = outcome {
        records.iter().for_each(|record| check_twice(record, diags));
    }
    if diags.len() == before {
        assumed::check(example, &rows, plan.mapping, diags);
    }
    // What rows become that cannot exist says nothing.
    if diags.len() > before {
        return;
    }
    match outcome {
        Outcome::Gives(expected) => gives(example, expected, &rows, plan, diags),
        Outcome::Nothing(span) => nothing(example, *span, &rows, plan, diags),
        Outcome::Rejects(code) => rejects(example, code, &rows, plan, diags),
    }
}

/// What the rows become, or a finding for each that is rejected.
fn become_records(example: &Example, rows: &[Row], plan: &Plan<'_>, diags: &mut Diagnostics) -> Option<Vec<Record>> {
    let before = diags.len();
    let mut made = Vec::new();
    for Made { row, record } in records(plan, rows) {
        match record {
            Ok(record) => made.push((&rows[row], record)),
            Err(rejection) => diags.push(errors::rejected(example.rows[row].span, &rejection)),
        }
    }
    (diags.len() == before).then(|| items(made, plan))
}

fn gives(example: &Example, expected: &[tree::Record], rows: &[Row], plan: &Plan<'_>, diags: &mut Diagnostics) {
    let Some(records) = become_records(example, rows, plan, diags) else { return };
    let (missed, surplus) = unmatched(expected, &records);
    let finding = match (missed.first(), surplus.first()) {
        (None, None) => return,
        (Some(missed), Some(_)) => {
            let (got, differences) = nearest(missed, &surplus, &key_names(plan));
            errors::differs(missed.span, &differences, got)
        }
        (Some(missed), None) => {
            let filter = rows.iter().find_map(|row| keeps_away(plan.mapping, row));
            errors::no_such_record(missed.span, filter)
        }
        (None, Some(got)) => {
            errors::unexpected_record(expected.last().map_or(example.header, |record| record.span), got)
        }
    };
    diags.push(match example.rows.as_slice() {
        [row] => finding.also(row.span, "of this row"),
        _ => finding,
    });
}

fn nothing(example: &Example, place: Span, rows: &[Row], plan: &Plan<'_>, diags: &mut Diagnostics) {
    let Some(records) = become_records(example, rows, plan, diags) else { return };
    if let Some(got) = records.first() {
        diags.push(errors::unexpected_record(place, got));
    }
}

/// Every record must be rejected, and for this reason.
fn rejects(example: &Example, code: &TextLit, rows: &[Row], plan: &Plan<'_>, diags: &mut Diagnostics) {
    if !errors::is_rejection(&code.value) {
        diags.push(errors::unknown_rejection(code));
        return;
    }
    if rows.is_empty() {
        diags.push(errors::nothing_to_reject(code, &example.map));
    }
    for (row, line) in rows.iter().zip(&example.rows) {
        if let Some(filter) = keeps_away(plan.mapping, row) {
            return diags.push(errors::kept_away(code, line.span, filter));
        }
    }
    for Made { row, record } in records(plan, rows) {
        match record {
            Err(Rejection { why, .. }) if errors::rejection_code(&why) == &*code.value => {}
            Err(rejection) => return diags.push(errors::rejected(code.span, &rejection)),
            Ok(got) => return diags.push(errors::not_rejected(code, example.rows[row].span, &got)),
        }
    }
}

/// The record that an expected one was most likely meant to be: of the same key, else with the fewest differences.
fn nearest<'r>(expected: &tree::Record, records: &[&'r Record], names: &[Name]) -> (&'r Record, Vec<Difference>) {
    let wanted = key_of(&said(expected), names);
    let same_key = records.iter().find(|got| !names.is_empty() && key_of(got, names) == wanted);
    match same_key {
        Some(got) => (*got, differences(expected, got)),
        None => records
            .iter()
            .take(MOST_CANDIDATES)
            .map(|got| (*got, differences(expected, got)))
            .min_by_key(|(_, differences)| differences.len())
            .expect("there is a record to compare with"),
    }
}
