//! A map of `SH.RACE_ENTRY` as a generated module would have it: a template and a number as key, every kind of column beside it,
//! and two versions, of which the first is a column.
//!
//! ```text
//! partition key pk = "RACE#${RACE_ID}"
//! sort key sk = ENTRY_NO
//! version ENTERED_AT, $position
//! ```

#![allow(dead_code)]

use mapc_runtime as rt;
use mapc_runtime::events as ev;

#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub race_id: rt::Number<'a>,
    pub entry_no: rt::Number<'a>,
    pub driver: &'a str,
    pub team: &'a str,
    pub status: &'a str,
    pub odds: rt::Number<'a>,
    pub entered_at: &'a str,
    pub note: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    race_id: rt::Number<'a>,
    entry_no: rt::Number<'a>,
}

pub const CHANGES: ev::Changes = ev::Changes {
    table: "race_entry",
    source: Some(ev::Source { schema: Some("SH"), table: "RACE_ENTRY" }),
    on_key_change: ev::KeyChange::Refuse,
    on_delete: ev::Delete::Remove,
    order: ev::Order::Ordered,
    identity_is_primary_key: true,
    identity_is_immutable: true,
};

const PK: rt::Name = rt::Name::new("pk");
const SK: rt::Name = rt::Name::new("sk");
const DRIVER: rt::Name = rt::Name::new("DRIVER");
const TEAM: rt::Name = rt::Name::new("TEAM");
const STATUS: rt::Name = rt::Name::new("STATUS");
const ODDS: rt::Name = rt::Name::new("ODDS");
const ENTERED_AT: rt::Name = rt::Name::new("ENTERED_AT");
const NOTE: rt::Name = rt::Name::new("NOTE");

impl<'a> ev::FromColumns<'a> for Row<'a> {
    fn from_columns(columns: &ev::Columns<'a>, _context: &ev::Context<'a>) -> Result<Self, rt::Error> {
        Ok(Row {
            race_id: columns.number("RACE_ID")?,
            entry_no: columns.number("ENTRY_NO")?,
            driver: columns.text("DRIVER")?,
            team: columns.text("TEAM")?,
            status: columns.text("STATUS")?,
            odds: columns.number("ODDS")?,
            entered_at: columns.text("ENTERED_AT")?,
            note: columns.text_or_null("NOTE")?,
        })
    }
}

impl<'a> ev::FromColumns<'a> for Identity<'a> {
    fn from_columns(columns: &ev::Columns<'a>, _context: &ev::Context<'a>) -> Result<Self, rt::Error> {
        Ok(Identity { race_id: columns.number("RACE_ID")?, entry_no: columns.number("ENTRY_NO")? })
    }
}

fn key<O: rt::Attributes>(race: rt::Number<'_>, entry: rt::Number<'_>, out: &mut O) -> Result<(), rt::Error> {
    rt::put_partition_key(out, &PK, rt::template(&[rt::literal("RACE#"), rt::number(race)]))?;
    rt::put_sort_key(out, &SK, entry)
}

impl rt::ToItem for Row<'_> {
    fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
        key(self.race_id, self.entry_no, out)
    }

    fn attributes<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
        rt::put(out, &DRIVER, self.driver)?;
        rt::put(out, &TEAM, self.team)?;
        rt::put(out, &STATUS, self.status)?;
        rt::put(out, &ODDS, self.odds)?;
        rt::put(out, &ENTERED_AT, self.entered_at)?;
        rt::put_or_omit(out, &NOTE, self.note)
    }
}

impl ev::Identify for Identity<'_> {
    fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
        key(self.race_id, self.entry_no, out)
    }
}

pub fn requests<S: ev::RequestSink>(
    event: &ev::Event<'_>,
    changes: &ev::Changes,
    sink: &mut S,
) -> Result<(), rt::Error> {
    ev::item_requests::<Row<'_>, Identity<'_>, S>(event, changes, sink)
}

/// The same with `version ENTERED_AT, $position`.
pub mod versioned {
    use super::{ENTERED_AT, Row, ev, key, rt};

    const POSITION: rt::Name = rt::Name::new("position");

    pub struct Versioned<'a>(Row<'a>, &'a str);

    #[derive(PartialEq, Eq)]
    pub struct Identity<'a> {
        row: super::Identity<'a>,
        entered_at: Option<&'a str>,
        position: &'a str,
    }

    impl<'a> ev::FromColumns<'a> for Versioned<'a> {
        fn from_columns(columns: &ev::Columns<'a>, context: &ev::Context<'a>) -> Result<Self, rt::Error> {
            Ok(Versioned(Row::from_columns(columns, context)?, context.position()?))
        }
    }

    impl<'a> ev::FromColumns<'a> for Identity<'a> {
        fn from_columns(columns: &ev::Columns<'a>, context: &ev::Context<'a>) -> Result<Self, rt::Error> {
            Ok(Identity {
                row: super::Identity::from_columns(columns, context)?,
                entered_at: columns.text_or_null(ENTERED_AT.text())?,
                position: context.position()?,
            })
        }
    }

    impl rt::ToItem for Versioned<'_> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            self.0.key(out)
        }

        fn attributes<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            self.0.attributes(out)?;
            rt::put(out, &POSITION, self.1)
        }
    }

    impl ev::Identify for Identity<'_> {
        fn key<O: rt::Attributes>(&self, out: &mut O) -> Result<(), rt::Error> {
            key(self.row.race_id, self.row.entry_no, out)
        }

        fn versions(&self, versions: &mut rt::Members) -> Result<(), rt::Error> {
            versions.put_or_omit(rt::template(&[rt::literal("ENTERED_AT")]), self.entered_at)?;
            versions.put(rt::template(&[rt::literal("position")]), self.position)
        }
    }

    pub fn requests<S: ev::RequestSink>(
        event: &ev::Event<'_>,
        changes: &ev::Changes,
        sink: &mut S,
    ) -> Result<(), rt::Error> {
        ev::item_requests::<Versioned<'_>, Identity<'_>, S>(event, changes, sink)
    }
}
