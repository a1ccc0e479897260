//! Whether two maps make the same record of each row, so that one place can take what both write.
//!
//! What is kept of a map is what its record depends on: the table, the shape that arrives, the values of its fields. Two maps
//! without a difference make the same item of each row, whichever stages carry them.

use crate::mapping::{self, KeyRole, Mapping, Mask, NullPolicy, Pivot};
use crate::settings::Settings;
use crate::shape::{Content, Field, Form, Origin, Presence, Shape};
use crate::text::Name;
use crate::types::Type;
use crate::value::{TemplatePart, Value};

/// What the records of a map are, as far as those of another could differ.
#[derive(Debug, PartialEq)]
pub(super) struct Description {
    table: Name,
    members: Vec<Member>,
    pivots: Vec<Described>,
    settings: Vec<String>,
}

/// A field, or one below it.
#[derive(Debug, PartialEq)]
struct Member {
    name: Name,
    role: Option<KeyRole>,
    presence: Presence,
    scalar: Option<(Type, Form)>,
    value: Option<Value>,
    null: Option<NullPolicy>,
    mask: Option<Mask>,
    members: Vec<Member>,
}

/// Fields whose names come from the data.
#[derive(Debug, PartialEq)]
struct Described {
    name: Vec<TemplatePart>,
    value: Value,
}

/// How the records of two maps differ.
#[derive(Debug, PartialEq)]
pub(super) enum Difference {
    /// They come of two tables.
    Tables,
    /// A field that only one of them has, or that is not the same in both.
    Field(Name),
    /// Fields whose names come from the data.
    Pivots,
    /// What is said of the place itself.
    Settings,
}

impl Description {
    /// Of the records of `mapping` as they arrive at a stage, with what its lines say of that stage.
    pub(super) fn new(mapping: &Mapping<'_>, arriving: &Shape, settings: &Settings) -> Description {
        let member = |field: &Field| {
            let wanted = match field.origin {
                Origin::Field(place) => Some(&mapping.record.fields[place]),
                Origin::Column(_) | Origin::Member | Origin::Envelope(_) => None,
            };
            member(mapping, field, wanted)
        };
        let pivot = |pivot: &Pivot| Described { name: pivot.name.clone(), value: pivot.value.clone() };
        let mut settings: Vec<String> = settings.list.iter().map(crate::settings::Setting::shown).collect();
        settings.sort();
        Description {
            table: mapping.source.table.qualified().into(),
            members: arriving.fields.iter().map(member).collect(),
            pivots: mapping.record.pivots.iter().map(pivot).collect(),
            settings,
        }
    }

    /// How the records of another map differ from these; `None` when each row gives the same record by both.
    pub(super) fn difference(&self, other: &Description) -> Option<Difference> {
        if self.table != other.table {
            return Some(Difference::Tables);
        }
        for (one, another) in [(self, other), (other, self)] {
            let differs = |member: &&Member| !another.members.contains(member);
            if let Some(member) = one.members.iter().find(differs) {
                return Some(Difference::Field(member.name.clone()));
            }
        }
        if self.pivots != other.pivots {
            return Some(Difference::Pivots);
        }
        (self.settings != other.settings).then_some(Difference::Settings)
    }
}

fn member(mapping: &Mapping<'_>, field: &Field, wanted: Option<&mapping::Field>) -> Member {
    let (scalar, below): (_, &[Field]) = match &field.content {
        Content::Scalar { ty, form } => (Some((ty.clone(), *form)), &[]),
        Content::Struct(members) | Content::List(members) => (None, members),
    };
    let null = wanted.and_then(|wanted| wanted.null.as_ref()).or(mapping.null.as_ref());
    Member {
        name: field.name.clone(),
        role: wanted.and_then(|wanted| wanted.role),
        presence: field.presence,
        scalar,
        value: wanted.and_then(value),
        null: null.map(|rule| rule.policy.clone()),
        mask: wanted.and_then(|wanted| wanted.mask.as_ref()).map(|(mask, _)| mask.clone()),
        members: members(mapping, below, wanted),
    }
}

fn value(wanted: &mapping::Field) -> Option<Value> {
    match &wanted.content {
        mapping::Content::Value(value) => Some(value.clone()),
        mapping::Content::Map(_) => None,
        mapping::Content::List(values) | mapping::Content::Set(values) => {
            Some(Value::Template(values.iter().cloned().map(TemplatePart::Hole).collect()))
        }
    }
}

/// The members below a field, each with the line that asks for it.
fn members(mapping: &Mapping<'_>, below: &[Field], wanted: Option<&mapping::Field>) -> Vec<Member> {
    let lines: &[mapping::Field] = match wanted.map(|wanted| &wanted.content) {
        Some(mapping::Content::Map(members)) => members,
        Some(mapping::Content::Value(_) | mapping::Content::List(_) | mapping::Content::Set(_)) | None => &[],
    };
    below.iter().map(|field| member(mapping, field, lines.iter().find(|line| line.name == field.name))).collect()
}
