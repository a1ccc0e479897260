//! What rows become together: with a pivot, the rows of one key are one record.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::arrive::arrives;
use super::filter::keeps_away;
use super::items::{identity, key_fields};
use super::passage::as_read;
use super::record::record_as_read;
use super::rejection::{Rejection, Why};
use super::row::{Facts, Row};
use super::template;
use super::value::{Member, Record, Value};
use crate::mapping::{DuplicatePolicy, Mapping, NullPolicy, OnPolicy, Pivot};
use crate::plan::Plan;
use crate::shape::{Content, Open};
use crate::text::Name;
use crate::value::Value as Wanted;

/// What some rows become.
#[derive(Clone, Debug)]
pub struct Made {
    /// The place of the first row that it is made of; of a rejected one, the place of the row at fault.
    pub row: usize,
    /// The record, or why there is none.
    pub record: Result<Record, Rejection>,
}

/// What `rows` become, in the order of the first row of each record. With a pivot the rows of one key are one record, and one
/// row at fault rejects it whole; without, each row is a record of its own. Rows that stay away make none.
pub fn records(plan: &Plan<'_>, rows: &[Row]) -> Vec<Made> {
    records_of(plan, rows, |_, _| true)
}

/// As [`records`], of rows of which some give some of their members only: those of the pivots, by their places, for which
/// `gives` holds of the place of a row.
pub fn records_of(plan: &Plan<'_>, rows: &[Row], gives: impl Fn(usize, usize) -> bool) -> Vec<Made> {
    let open = plan.end().map_or(&[][..], |end| &end.open);
    let rows = rows.iter().enumerate().filter(|(_, row)| keeps_away(plan.mapping, row).is_none());
    let rows = rows.map(|(place, row)| (place, as_read(plan, row)));
    if open.is_empty() {
        return rows.map(|(row, values)| Made { row, record: record_as_read(plan, &values) }).collect();
    }
    let keys = key_fields(plan);
    let mut places: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut list: Vec<Group> = Vec::new();
    for (row, values) in rows {
        let values = &*values;
        let head = match record_as_read(plan, &head_of(values)) {
            Ok(head) => head,
            Err(rejection) => {
                list.push(Group { made: Made { row, record: Err(rejection) }, members: FxHashMap::default() });
                continue;
            }
        };
        let key = keys.iter().map(|(name, wanted)| identity(values, &head, name, wanted)).collect();
        let place = *places.entry(key).or_insert_with(|| {
            list.push(Group { made: Made { row, record: Ok(head) }, members: FxHashMap::default() });
            list.len() - 1
        });
        let open = open.iter().filter(|open| gives(row, open.pivot));
        list[place].add(row, values, open, plan.mapping);
    }
    list.into_iter().map(|group| group.made).collect()
}

/// The row of what all rows of a record have in common: which event came last is not told.
fn head_of(row: &Row) -> Cow<'_, Row> {
    if row.facts.known.is_empty() {
        return Cow::Borrowed(row);
    }
    let facts = Facts { known: Vec::new(), ..row.facts };
    Cow::Owned(Row { values: row.values.clone(), facts })
}

/// What the changes of a row find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The key of its record, each part as a text.
    pub key: Vec<String>,
    /// The names of the members that it gives, each with the place of its pivot. Without a pivot one, without a name.
    pub members: Vec<(usize, Name)>,
}

/// What the changes of a row find; `None` where the row is rejected, or stays away.
pub fn places(plan: &Plan<'_>, row: &Row) -> Option<Places> {
    if keeps_away(plan.mapping, row).is_some() {
        return None;
    }
    let values = as_read(plan, row);
    let head = record_as_read(plan, &head_of(&values)).ok()?;
    let key = key_fields(plan).into_iter().map(|(name, wanted)| identity(&values, &head, name, wanted)).collect();
    let open = plan.end().map_or(&[][..], |end| &end.open);
    if open.is_empty() {
        return Some(Places { key, members: vec![(0, "".into())] });
    }
    let named =
        |open: &Open| Some((open.pivot, name(&values, &plan.mapping.record.pivots[open.pivot], plan.mapping).ok()?));
    Some(Places { key, members: open.iter().map(named).collect::<Option<_>>()? })
}

/// A record in the making.
struct Group {
    made: Made,
    /// The names that rows gave, and the places of their members; `None` for NULL that was left out.
    members: FxHashMap<Name, Option<usize>>,
}

impl Group {
    /// Adds what a row gives. After a fault nothing more is added.
    fn add<'o>(&mut self, row: usize, values: &Row, open: impl Iterator<Item = &'o Open>, mapping: &Mapping<'_>) {
        let Ok(record) = &mut self.made.record else { return };
        for open in open {
            if let Err(rejection) = member(values, open, mapping, record, &mut self.members) {
                self.made = Made { row, record: Err(rejection) };
                return;
            }
        }
    }
}

/// Adds one member of one row.
fn member(
    row: &Row,
    open: &Open,
    mapping: &Mapping<'_>,
    record: &mut Record,
    members: &mut FxHashMap<Name, Option<usize>>,
) -> Result<(), Rejection> {
    let pivot = &mapping.record.pivots[open.pivot];
    let rejected = |why, field: &str| Rejection { why, field: field.into(), span: open.span };
    let name = name(row, pivot, mapping).map_err(|why| rejected(why, &open.pattern))?;
    if name.is_empty() {
        return Err(rejected(Why::EmptyName, &open.pattern));
    }
    let is_taken = (0..mapping.record.fields.len()).any(|place| mapping.final_name(place) == name);
    if is_taken {
        return Err(rejected(Why::Duplicate, &name));
    }
    let value = value(row, open, pivot, mapping).map_err(|why| rejected(why, &name))?;
    let earlier = members.get(&name).copied();
    if earlier.is_some() && !last_wins(mapping) {
        return Err(rejected(Why::Duplicate, &name));
    }
    let place = match (earlier.flatten(), value) {
        (Some(place), Some(value)) => {
            record.members[place].value = value;
            Some(place)
        }
        // The place of another member must not change: it is taken from the record when all rows are in.
        (Some(place), None) => {
            record.members.remove(place);
            members.values_mut().flatten().filter(|other| **other > place).for_each(|other| *other -= 1);
            None
        }
        (None, Some(value)) => {
            let implied = value == Value::Unknown;
            record.members.push(Member { name: name.clone(), value, implied });
            Some(record.members.len() - 1)
        }
        (None, None) => None,
    };
    members.insert(name, place);
    Ok(())
}

/// The name of the member, as the row spells it: only such stages make one that write values as they are.
fn name(row: &Row, pivot: &Pivot, mapping: &Mapping<'_>) -> Result<Name, Why> {
    match template::plain(&pivot.name, row, mapping.source.table)? {
        Some(name) => Ok(name.into()),
        None => Err(Why::NullInTemplate),
    }
}

/// The value of the member; `None` where NULL is left out.
fn value(row: &Row, open: &Open, pivot: &Pivot, mapping: &Mapping<'_>) -> Result<Option<Value>, Why> {
    let Content::Scalar { ty, form } = &open.content else { return Ok(Some(Value::Unknown)) };
    let arrived = |value| arrives(value, ty, *form).map_err(Why::Unreadable);
    let value = arrived(template::value(&pivot.value, row, mapping.source.table)?)?;
    if value != Value::Null {
        return Ok(Some(value));
    }
    match (mapping.null.as_ref().map(|rule| &rule.policy), &pivot.value) {
        (Some(NullPolicy::Omit), _) => Ok(None),
        (Some(NullPolicy::Keep), _) => Ok(Some(Value::Null)),
        (Some(NullPolicy::Reject), _) => Err(Why::Null),
        (Some(NullPolicy::As(instead)), _) => arrived(template::constant(instead)).map(Some),
        (None, Wanted::Template(_) | Wanted::Call(..)) => Err(Why::NullInTemplate),
        (None, Wanted::Column(column)) if !mapping.can_be_null(*column) => Err(Why::Null),
        (None, Wanted::Column(_) | Wanted::Constant(_) | Wanted::Event(_) | Wanted::Foreign { .. }) => Ok(None),
    }
}

fn last_wins(mapping: &Mapping<'_>) -> bool {
    mapping.policies.iter().any(|policy| policy.on == OnPolicy::Duplicate(DuplicatePolicy::Last))
}
