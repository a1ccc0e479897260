//! The lines of an example, and records.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, Unexpected, read};
use super::values::{constant, ident, only, path, text};
use crate::diag::Diagnostics;
use crate::syntax::tree::{Ident, Record, RecordKey, RecordValue, Step, StepKind, TextLit};
use crate::text::Span;

/// What a `gives` line says.
pub enum GivesLine {
    /// `gives { … }`
    Record(Record),
    /// `gives nothing`
    Nothing(Span),
}

/// `row …`
pub fn row_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    step(Rule::row_line, slice, diags, |mut records| StepKind::Row(records.next().expect(ONE)))
}

/// `insert …`
pub fn insert_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    step(Rule::insert_line, slice, diags, |mut records| StepKind::Insert(records.next().expect(ONE)))
}

/// `update … to …`
pub fn update_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    step(Rule::update_line, slice, diags, |mut records| {
        let old = records.next().expect(ONE);
        StepKind::Update(old, records.next().expect("an update has a second record"))
    })
}

/// `delete …`
pub fn delete_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    step(Rule::delete_line, slice, diags, |mut records| StepKind::Delete(records.next().expect(ONE)))
}

/// `truncate …`
pub fn truncate_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    step(Rule::truncate_line, slice, diags, |_| StepKind::Truncate)
}

const ONE: &str = "the line has a record";

/// A line that may name a table, and has records.
fn step(
    rule: Rule,
    slice: Slice<'_>,
    diags: &mut Diagnostics,
    kind: impl FnOnce(std::vec::IntoIter<Record>) -> StepKind,
) -> Result<Step, Unexpected> {
    let line = read(rule, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut table, mut records) = (None, Vec::new());
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::path => table = Some(path(part, cx)),
            Rule::record => records.push(record(part, cx)),
            _ => {}
        }
    }
    Ok(Step { kind: kind(records.into_iter()), table, span })
}

/// `at $NAME = VALUE`
pub fn at_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Step, Unexpected> {
    let line = read(Rule::at_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut fact, mut value) = (None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::event => fact = Some(Ident { text: part.as_str()[1..].into(), span: cx.span(&part) }),
            Rule::constant => value = Some(constant(part, cx)),
            _ => {}
        }
    }
    let kind = StepKind::At(fact.expect("the line has a fact"), value.expect("the line has a value"));
    Ok(Step { kind, table: None, span })
}

/// `gives …`
pub fn gives_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<GivesLine, Unexpected> {
    let line = read(Rule::gives_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let given = line.into_inner().find(|part| part.as_rule() == Rule::record);
    Ok(given.map_or(GivesLine::Nothing(span), |part| GivesLine::Record(record(part, cx))))
}

/// `rejects CODE`
pub fn rejects_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<TextLit, Unexpected> {
    let line = read(Rule::rejects_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let code = line.into_inner().find(|part| part.as_rule() == Rule::code).expect("the line has a code");
    Ok(TextLit { value: code.as_str().into(), span: cx.span(&code) })
}

fn record(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Record {
    let span = cx.span(&pair);
    let entries = pair.into_inner().filter(|part| part.as_rule() == Rule::entry).map(|part| entry(part, cx)).collect();
    Record { entries, span }
}

fn entry(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> (RecordKey, RecordValue) {
    let mut inner = pair.into_inner();
    let key = inner.next().expect("an entry has a name");
    let span = cx.span(&key);
    let name = match key.as_rule() {
        Rule::name => ident(&key, cx).text,
        _ => text(key, cx).value,
    };
    let given = inner.find(|part| part.as_rule() == Rule::entry_value).expect("an entry has a value");
    (RecordKey { text: name, span }, record_value(only(given), cx))
}

fn record_value(part: Pair<'_, Rule>, cx: &mut Context<'_>) -> RecordValue {
    let span = cx.span(&part);
    match part.as_rule() {
        Rule::record => RecordValue::Record(record(part, cx)),
        Rule::list => {
            let values = part.into_inner().filter(|part| part.as_rule() == Rule::entry_value);
            RecordValue::List(values.map(|value| record_value(only(value), cx)).collect(), span)
        }
        _ => RecordValue::Scalar(constant(part, cx)),
    }
}
