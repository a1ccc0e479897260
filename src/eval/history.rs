//! Plays the changes of an example: what the table holds at the end, or which change is refused.

use super::assumed;
use super::ended::Ended;
use super::errors;
use super::groups::{Made, Places, places, records};
use super::items::key_fields;
use super::key::key;
use super::reading::Reading;
use super::rejection::{Rejection, Why};
use super::row::{Facts, Row};
use super::state::State;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Mapping};
use crate::plan::Plan;
use crate::stage::{Follows, RowChange};
use crate::syntax::tree::{Example, Ident, Literal, LiteralKind, Step, StepKind, TextLit};
use crate::text::{Name, Span};

/// Facts that lines of changes tell themselves.
const TOLD: [&str; 3] = ["operation", "schema", "table"];

/// Facts that grow along the log.
const GROWING: [&str; 3] = ["position", "timestamp", "commit-timestamp"];

/// What the table holds after the history. A change that is refused is a finding.
pub fn end(example: &Example, plan: &Plan<'_>, diags: &mut Diagnostics) -> Ended {
    let played = play(example, plan, diags);
    for (span, rejection) in &played.refused {
        diags.push(errors::rejected(*span, rejection));
    }
    played.state.end()
}

/// The last change must be refused, and for this reason; those before it must not.
pub fn rejects(example: &Example, code: &TextLit, plan: &Plan<'_>, diags: &mut Diagnostics) {
    let before = diags.len();
    let played = play(example, plan, diags);
    if diags.len() > before {
        return;
    }
    let Some(last) = example.steps.iter().rfind(|step| !matches!(step.kind, StepKind::At(..))) else {
        return diags.push(errors::nothing_to_reject(code, &example.map));
    };
    let mut is_refused = false;
    for (span, rejection) in &played.refused {
        let is_expected = *span == last.span && errors::rejection_code(&rejection.why) == &*code.value;
        if !is_expected {
            return diags.push(errors::rejected(*span, rejection));
        }
        is_refused = true;
    }
    if !is_refused {
        diags.push(errors::change_not_rejected(code, last.span));
    }
}

/// A history that was played.
struct Played<'p> {
    state: State<'p>,
    refused: Vec<(Span, Rejection)>,
}

/// What plays a history.
struct Player<'p, 'd> {
    plan: &'p Plan<'p>,
    reading: Reading<'p>,
    played: Played<'p>,
    /// The facts that hold, and the line of each.
    facts: Vec<(Name, Name, Span)>,
    /// The last change.
    changed: Option<Span>,
    diags: &'d mut Diagnostics,
}

fn play<'p>(example: &Example, plan: &'p Plan<'p>, diags: &mut Diagnostics) -> Played<'p> {
    let before = diags.len();
    let played = Played { state: State::new(plan), refused: Vec::new() };
    let reading = Reading::new(example, plan.mapping);
    let mut player = Player { plan, reading, played, facts: Vec::new(), changed: None, diags };
    for step in &example.steps {
        // After a finding the rows are not those that the lines speak of.
        if player.diags.len() > before {
            return player.played;
        }
        player.step(step);
    }
    let Player { played, diags, .. } = player;
    if diags.len() == before {
        assumed::check(&played.state.rows(), plan.mapping, diags);
    }
    played
}

impl Player<'_, '_> {
    fn step(&mut self, step: &Step) {
        let before = self.diags.len();
        self.reading.check_table(step, self.diags);
        let mut read = |record| self.reading.row(record, step.span, self.diags);
        match &step.kind {
            StepKind::At(fact, value) => self.at(fact, value),
            StepKind::Row(row) => {
                let row = read(row);
                if let Some(change) = self.changed {
                    self.diags.push(errors::load_after_change(step.span, change));
                }
                if let Some(row) = row.filter(|_| self.diags.len() == before) {
                    self.come(self.made(row, false), step.span);
                }
            }
            StepKind::Insert(row) => {
                if let Some(row) = read(row)
                    && self.follows(RowChange::Insert, step.span).is_some()
                {
                    self.come(self.made(row, true), step.span);
                }
            }
            StepKind::Update(old, new) => {
                if let (Some(old), Some(new)) = (read(old), read(new)) {
                    self.update(&old, self.made(new, true), step.span);
                }
            }
            StepKind::Delete(row) => {
                if let Some(row) = read(row) {
                    self.delete(&row, step.span);
                }
            }
            StepKind::Truncate => self.truncate(step.span),
        }
        if step.is_change() {
            self.changed = Some(step.span);
        }
    }

    /// The row, with what is known of the event.
    fn made(&self, row: Row, changed: bool) -> Row {
        let known = self.facts.iter().map(|(name, value, _)| (name.clone(), value.clone())).collect();
        Row { facts: Facts { changed, known }, ..row }
    }

    /// `at $NAME = VALUE`
    fn at(&mut self, fact: &Ident, value: &Literal) {
        if TOLD.contains(&&*fact.text) {
            let message = format!("`${}` follows from the lines of the changes", fact.text);
            return self.diags.push(errors::not_a_fact(fact.span, message, "leave the line out"));
        }
        let LiteralKind::Text(text) = &value.kind else {
            let message = format!("`${}` is a text", fact.text);
            return self.diags.push(errors::not_a_fact(value.span, message, "put it in quotes"));
        };
        if let Some(place) = self.facts.iter().position(|(name, ..)| *name == fact.text) {
            let (_, before, earlier) = &self.facts[place];
            if GROWING.contains(&&*fact.text) && text.as_bytes() < before.as_bytes() {
                return self.diags.push(errors::goes_back(value.span, &fact.text, before, *earlier));
            }
            self.facts.remove(place);
        }
        self.facts.push((fact.text.clone(), text.clone(), value.span));
    }

    /// What stages make of a change; `None` after a finding.
    fn follows(&mut self, change: RowChange, span: Span) -> Option<Follows> {
        let mut answer = None;
        for (index, stage) in self.plan.stages.iter().enumerate() {
            let said = match stage.follows(&self.plan.at(index), change) {
                None if index > 0 => continue,
                None => Follows::Unknown("the stage reads no changes".into()),
                Some(said) => said,
            };
            if let Follows::Unknown(reason) = &said {
                let clause = self.plan.mapping.pipeline[index].span;
                self.diags.push(errors::no_history(span, clause, reason));
                return None;
            }
            answer.get_or_insert(said);
        }
        answer
    }

    /// A row comes: by a load, or by a change.
    fn come(&mut self, row: Row, span: Span) {
        assumed::check(&[(&row, span)], self.plan.mapping, self.diags);
        self.refuse_row(&row, span);
        self.played.state.come(row, span, self.diags);
    }

    fn update(&mut self, old: &Row, new: Row, span: Span) {
        let Some(slot) = self.played.state.find(old, span, self.diags) else { return };
        check_immutable(self.plan.mapping, self.played.state.row(slot), &new, span, self.diags);
        assumed::check(&[(&new, span)], self.plan.mapping, self.diags);
        let before = places(self.plan, self.played.state.row(slot));
        let after = places(self.plan, &new);
        let is_moved = matches!((&before, &after), (Some(before), Some(after)) if before.key != after.key);
        let change = if is_moved { RowChange::KeyChange } else { RowChange::Update };
        match self.follows(change, span) {
            None => return,
            Some(Follows::Refused) => self.refuse(span, self.of_key(before.as_ref(), after.as_ref())),
            Some(Follows::Yes | Follows::Stays | Follows::Unknown(_)) => self.refuse_row(&new, span),
        }
        self.played.state.change(slot, new, span, self.diags);
    }

    fn delete(&mut self, old: &Row, span: Span) {
        let Some(slot) = self.played.state.find(old, span, self.diags) else { return };
        let Some(follows) = self.follows(RowChange::Delete, span) else { return };
        let facts = self.made(Row::default(), true).facts;
        self.played.state.go(slot, follows == Follows::Stays, facts, span, self.diags);
    }

    fn truncate(&mut self, span: Span) {
        if self.follows(RowChange::Truncate, span) == Some(Follows::Refused) {
            let mapping = self.plan.mapping;
            let field = mapping.source.table.qualified().into();
            self.refuse(span, Rejection { why: Why::Truncated, field, span: mapping.name_span });
        }
        self.played.state.clear();
    }

    fn refuse(&mut self, span: Span, rejection: Rejection) {
        self.played.refused.push((span, rejection));
    }

    /// Refuses a change whose row makes no record.
    fn refuse_row(&mut self, row: &Row, span: Span) {
        let made = records(self.plan, std::slice::from_ref(row)).into_iter().next();
        if let Some(Made { record: Err(rejection), .. }) = made {
            self.refuse(span, rejection);
        }
    }

    /// The first part of the key that changes.
    fn of_key(&self, before: Option<&Places>, after: Option<&Places>) -> Rejection {
        let fields = key_fields(self.plan);
        let part = |places: Option<&Places>, place: usize| places.and_then(|places| places.key.get(place).cloned());
        let differs = |place: &usize| part(before, *place) != part(after, *place);
        let place = (0..fields.len()).find(differs).unwrap_or_default();
        match fields.get(place) {
            Some((name, field)) => Rejection { why: Why::KeyChange, field: (*name).clone(), span: field.span },
            None => {
                let mapping = self.plan.mapping;
                Rejection { why: Why::KeyChange, field: mapping.name.clone(), span: mapping.name_span }
            }
        }
    }
}

/// Reports columns that an `assume` line says never change, and that do.
fn check_immutable(mapping: &Mapping<'_>, old: &Row, new: &Row, span: Span, diags: &mut Diagnostics) {
    for assumption in &mapping.assumptions {
        let columns = match &assumption.claim {
            Claim::Immutable(columns) => columns,
            Claim::Condition(_) | Claim::Unique(_) | Claim::RowsPerItem(_) => continue,
        };
        let changes = |column: &&usize| key(&old.values[**column]) != key(&new.values[**column]);
        if let Some(column) = columns.iter().find(changes) {
            diags.push(errors::changes_immutable(span, assumption, &mapping.source.table.columns[*column]));
        }
    }
}
