//! Runs examples: rows in, records out, compared with what is expected. At most one difference is reported for each.

use super::assumed;
use super::compare::{Difference, differences, said};
use super::ended::Ended;
use super::errors;
use super::filter::keeps_away;
use super::groups::Made;
use super::history;
use super::items::{items, key_names, key_of};
use super::pairing::unmatched;
use super::reading::{check_twice, rows};
use super::rejection::Rejection;
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
    if let Outcome::Gives(records) = outcome {
        records.iter().for_each(|record| check_twice(record, diags));
    }
    let ended = match (example.is_history(), outcome) {
        (true, Outcome::Rejects(code)) if !errors::is_rejection(&code.value) => {
            return diags.push(errors::unknown_rejection(code));
        }
        (true, Outcome::Rejects(code)) => return history::rejects(example, code, plan, diags),
        (true, Outcome::Gives(_) | Outcome::Nothing(_)) => history::end(example, plan, diags),
        (false, _) => {
            let rows = rows(example, plan.mapping, diags);
            if diags.len() == before {
                let shown: Vec<_> = rows.iter().map(|(row, span)| (row, *span)).collect();
                assumed::check(&shown, plan.mapping, diags);
            }
            Ended::of_rows(rows)
        }
    };
    // What rows become that cannot exist says nothing.
    if diags.len() > before {
        return;
    }
    match outcome {
        Outcome::Gives(expected) => gives(example, expected, &ended, plan, diags),
        Outcome::Nothing(span) => nothing(*span, &ended, plan, diags),
        Outcome::Rejects(code) => rejects(example, code, &ended, plan, diags),
    }
}

/// What the rows become, or a finding for each that is rejected.
fn become_records(ended: &Ended, plan: &Plan<'_>, diags: &mut Diagnostics) -> Option<Vec<Record>> {
    let before = diags.len();
    let mut made = Vec::new();
    for Made { row, record } in ended.records(plan) {
        match record {
            Ok(record) => made.push((&ended.rows[row], record)),
            Err(rejection) => diags.push(errors::rejected(ended.spans[row], &rejection)),
        }
    }
    (diags.len() == before).then(|| items(made, plan))
}

fn gives(example: &Example, expected: &[tree::Record], ended: &Ended, plan: &Plan<'_>, diags: &mut Diagnostics) {
    let Some(records) = become_records(ended, plan, diags) else { return };
    let (missed, mut surplus) = unmatched(expected, &records);
    surplus.retain(|record| !ended.may_be_unsaid(record, plan));
    let finding = match (missed.first(), surplus.first()) {
        (None, None) => return,
        (Some(missed), Some(_)) => {
            let (got, differences) = nearest(missed, &surplus, &key_names(plan));
            errors::differs(missed.span, &differences, got)
        }
        (Some(missed), None) => {
            let filter = ended.rows.iter().find_map(|row| keeps_away(plan.mapping, row));
            errors::no_such_record(missed.span, filter)
        }
        (None, Some(got)) => {
            errors::unexpected_record(expected.last().map_or(example.header, |record| record.span), got)
        }
    };
    diags.push(match example.steps.as_slice() {
        [row] => finding.also(row.span, "of this row"),
        _ => finding,
    });
}

fn nothing(place: Span, ended: &Ended, plan: &Plan<'_>, diags: &mut Diagnostics) {
    let Some(records) = become_records(ended, plan, diags) else { return };
    if let Some(got) = records.iter().find(|record| !ended.may_be_unsaid(record, plan)) {
        diags.push(errors::unexpected_record(place, got));
    }
}

/// Every record must be rejected, and for this reason.
fn rejects(example: &Example, code: &TextLit, ended: &Ended, plan: &Plan<'_>, diags: &mut Diagnostics) {
    if !errors::is_rejection(&code.value) {
        diags.push(errors::unknown_rejection(code));
        return;
    }
    if ended.rows.is_empty() {
        diags.push(errors::nothing_to_reject(code, &example.map));
    }
    for (row, span) in ended.rows.iter().zip(&ended.spans) {
        if let Some(filter) = keeps_away(plan.mapping, row) {
            return diags.push(errors::kept_away(code, *span, filter));
        }
    }
    for Made { row, record } in ended.records(plan) {
        match record {
            Err(Rejection { why, .. }) if errors::rejection_code(&why) == &*code.value => {}
            Err(rejection) => return diags.push(errors::rejected(code.span, &rejection)),
            Ok(got) => return diags.push(errors::not_rejected(code, ended.spans[row], &got)),
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
