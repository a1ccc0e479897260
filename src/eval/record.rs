//! The record at the end of a pipeline for one row: the meaning of a mapping.
//!
//! The walk follows the shape at the end (names, nesting, types, order) and takes values by origin; what a stage puts
//! around a record is asked of the stages.

use super::arrive::arrives;
use super::mask;
use super::passage::{as_read, leaves_out_empty_text};
use super::rejection::{Rejection, Why};
use super::row::Row;
use super::template;
use super::value::{Member, Record, Value};
use crate::mapping::{self, NullPolicy, NullRule};
use crate::plan::Plan;
use crate::shape::{Carrier, Content, Field, Origin, Presence};
use crate::value::Value as Wanted;

/// The record that `row` becomes when it is read before any change; without members where the plan does not reach the
/// end of its pipeline. `row` has a value for each column of the mapping's table.
pub fn record(plan: &Plan<'_>, row: &Row) -> Result<Record, Rejection> {
    record_as_read(plan, &as_read(plan, row))
}

/// The record of a row that is as the stages read it.
pub fn record_as_read(plan: &Plan<'_>, row: &Row) -> Result<Record, Rejection> {
    let Some(end) = plan.end() else { return Ok(Record::default()) };
    let in_file = plan.hops.iter().any(|hop| hop.passed.shape.carrier == Carrier::Objects);
    let walk = Walk { plan, row, in_file, no_empty_text: leaves_out_empty_text(plan) };
    Ok(Record { members: walk.members(&end.fields)? })
}

struct Walk<'p> {
    plan: &'p Plan<'p>,
    row: &'p Row,
    /// The record rests in a file with a column for each field: NULL and missing are the same there.
    in_file: bool,
    /// Empty text is left out on the way, as NULL is.
    no_empty_text: bool,
}

impl Walk<'_> {
    fn members(&self, fields: &[Field]) -> Result<Vec<Member>, Rejection> {
        let mut members = Vec::with_capacity(fields.len());
        for field in fields {
            members.extend(match &field.origin {
                Origin::Envelope(name) => self.envelope(field, name)?,
                Origin::Field(place) => self.wanted(field, &self.plan.mapping.record.fields[*place])?,
                Origin::Column(column) => {
                    let value = self.column(field, *column)?;
                    self.settled(field, self.travelled(value))
                }
                // A member is reached through the field that it belongs to.
                Origin::Member => None,
            });
        }
        Ok(members)
    }

    /// A field that a stage put there.
    fn envelope(&self, field: &Field, name: &str) -> Result<Option<Member>, Rejection> {
        let value = match &field.content {
            Content::Struct(members) => Value::Record(Record { members: self.members(members)? }),
            Content::List(_) => Value::Unknown,
            Content::Scalar { .. } if self.row.facts.changed => Value::Unknown,
            Content::Scalar { .. } => self.of_a_row(name),
        };
        let implied = match &value {
            Value::Record(record) => record.members.iter().all(|member| member.implied),
            Value::Null
            | Value::Boolean(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Moment(_)
            | Value::List(_)
            | Value::Unknown => true,
        };
        Ok(self.settled(field, value).map(|member| Member { implied, ..member }))
    }

    /// A fact of the event that made the row what it is.
    fn fact(&self, word: &str) -> Value {
        let facts = &self.row.facts;
        match facts.get(word) {
            Some(known) => Value::Text(known.clone()),
            None if facts.changed => Value::Unknown,
            None => self.of_a_row(word),
        }
    }

    /// What a stage says of records of the full load.
    fn of_a_row(&self, name: &str) -> Value {
        let mut stages = self.plan.stages.iter().enumerate();
        stages
            .find_map(|(index, stage)| stage.holds_for_a_row(&self.plan.at(index), name))
            .map_or(Value::Unknown, |held| template::constant(&held))
    }

    /// A field that a line of the mapping asks for.
    fn wanted(&self, field: &Field, wanted: &mapping::Field) -> Result<Option<Member>, Rejection> {
        let rejected = |why| Rejection { why, field: wanted.name.clone(), span: wanted.span };
        let value = self.content(field, wanted)?;
        let is_empty = matches!(&value, Value::Text(text) if text.is_empty());
        if wanted.role.is_some() && (is_empty || value == Value::Null) {
            let is_template = is_computed_text(wanted);
            return Err(rejected(if is_template && !is_empty { Why::NullInTemplate } else { Why::EmptyKey }));
        }
        if value != Value::Null {
            return Ok(self.settled(field, self.travelled(value)));
        }
        let rule = wanted.null.as_ref().or(self.plan.mapping.null.as_ref());
        match rule.map(|NullRule { policy, .. }| policy) {
            Some(NullPolicy::Omit) if !self.in_file => Ok(None),
            Some(NullPolicy::Omit | NullPolicy::Keep) => Ok(Some(self.member(field, Value::Null))),
            Some(NullPolicy::Reject) => Err(rejected(Why::Null)),
            Some(NullPolicy::As(instead)) => {
                let value = self.arrived(field, wanted, template::constant(instead))?;
                Ok(Some(self.member(field, value)))
            }
            None if is_computed_text(wanted) => Err(rejected(Why::NullInTemplate)),
            None => Ok(self.settled(field, Value::Null)),
        }
    }

    /// What the field holds, before anything is said of NULL.
    fn content(&self, field: &Field, wanted: &mapping::Field) -> Result<Value, Rejection> {
        match (&wanted.content, &field.content) {
            (mapping::Content::Value(value), Content::Scalar { .. }) => {
                let value = self.arrived(field, wanted, self.value(value, wanted)?)?;
                Ok(match &wanted.mask {
                    Some((how, _)) => mask::masked(how, value),
                    None => value,
                })
            }
            (mapping::Content::Map(inner), Content::Struct(members)) if inner.len() == members.len() => {
                let mut list = Vec::new();
                for (member, wanted) in members.iter().zip(inner) {
                    list.extend(self.wanted(member, wanted)?);
                }
                Ok(Value::Record(Record { members: list }))
            }
            (mapping::Content::List(values) | mapping::Content::Set(values), Content::List(elements)) => {
                let mut list = Vec::new();
                for (place, value) in values.iter().enumerate() {
                    let Some(element) = elements.get(place).or(elements.last()) else { return Ok(Value::Unknown) };
                    list.push(self.arrived(element, wanted, self.value(value, wanted)?)?);
                }
                // An example says all elements of a list or none.
                Ok(if list.contains(&Value::Unknown) { Value::Unknown } else { Value::List(list) })
            }
            // A document that a carrier keeps as one text: how that is spelled is not determined.
            (
                mapping::Content::Value(_)
                | mapping::Content::Map(_)
                | mapping::Content::List(_)
                | mapping::Content::Set(_),
                Content::Scalar { .. } | Content::Struct(_) | Content::List(_),
            ) => Ok(Value::Unknown),
        }
    }

    fn value(&self, value: &Wanted, of: &mapping::Field) -> Result<Value, Rejection> {
        if let Wanted::Event(word) = value {
            return Ok(self.fact(word));
        }
        template::value(value, self.row, self.plan.mapping.source.table).map_err(|why| Rejection {
            why,
            field: of.name.clone(),
            span: of.span,
        })
    }

    /// A column that no line speaks of.
    fn column(&self, field: &Field, column: usize) -> Result<Value, Rejection> {
        let value = self.row.values[column].clone();
        let Content::Scalar { ty, form } = &field.content else { return Ok(Value::Unknown) };
        arrives(value, ty, *form).map_err(|text| Rejection {
            why: Why::Unreadable(text),
            field: field.name.clone(),
            span: field.span,
        })
    }

    /// `value` in the form that the carrier gives it.
    fn arrived(&self, field: &Field, wanted: &mapping::Field, value: Value) -> Result<Value, Rejection> {
        let Content::Scalar { ty, form } = &field.content else { return Ok(Value::Unknown) };
        arrives(value, ty, *form).map_err(|text| Rejection {
            why: Why::Unreadable(text),
            field: wanted.name.clone(),
            span: wanted.span,
        })
    }

    /// The value after a way on which empty text may get lost.
    fn travelled(&self, value: Value) -> Value {
        let is_lost = self.no_empty_text && matches!(&value, Value::Text(text) if text.is_empty());
        if is_lost { Value::Null } else { value }
    }

    /// The member, unless it is NULL and left out by its carrier.
    fn settled(&self, field: &Field, value: Value) -> Option<Member> {
        let is_left_out = match field.presence {
            Presence::Optional => value == Value::Null && !self.in_file,
            Presence::Always | Presence::Nullable => false,
        };
        (!is_left_out).then(|| self.member(field, value))
    }

    fn member(&self, field: &Field, value: Value) -> Member {
        let implied = value == Value::Unknown || self.in_file && value == Value::Null;
        Member { name: field.name.clone(), value, implied }
    }
}

/// Whether the field is a template or a function.
fn is_computed_text(wanted: &mapping::Field) -> bool {
    matches!(&wanted.content, mapping::Content::Value(Wanted::Template(_) | Wanted::Call(..)))
}
