//! AWS Database Migration Service: reads tables, writes DynamoDB items or messages of a stream.
//!
//! What a record looks like is said by one object-mapping rule; DMS renames, joins and leaves out columns, and can do no
//! more.

mod attributes;
mod carrier;
mod check_files;
mod checks;
mod document;
mod emit;
mod endpoint;
mod errors;
mod fields;
mod file;
mod follows;
mod into_files;
mod judge;
mod message;
mod names;
mod rules;
mod setting_value;
mod settings;
mod size;
mod unchecked;
mod values;
mod zero;

use rustc_hash::FxHashSet;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::lock::Lock;
use crate::settings::Spec;
use crate::shape::{Carrier, Shape};
use crate::stage::{
    At, ByPattern, Change, Follows, Hop, Judgement, Need, Passed, Reads, ResourceForm, RowChange, Stage, TableChange,
    Wish, Work,
};
use crate::value::Constant;

/// The stage.
pub struct Dms;

impl Stage for Dms {
    fn name(&self) -> &'static str {
        "dms"
    }

    fn title(&self) -> &'static str {
        "AWS DMS"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::None
    }

    fn settings(&self) -> &'static [Spec] {
        settings::TASK
    }

    fn settings_of_next(&self, carrier: Carrier) -> &'static [Spec] {
        endpoint::settings_of(carrier)
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Rows]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Items, Carrier::Messages, Carrier::Files, Carrier::Tables]
    }

    fn meets(&self, at: &At<'_>, need: &Need) -> bool {
        match need.what {
            Wish::OneMessagePerLine | Wish::PartitionKey(_) => at.leaves() == Some(Carrier::Messages),
            Wish::EndpointSetting { .. } => {
                at.leaves().is_some_and(|carrier| carrier == Carrier::Messages || carrier::is_row(carrier))
            }
            Wish::ObjectsUnder(_) => false,
        }
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Compute(_) | Change::LeaveOut(_) | Change::Rename { .. } | Change::Convert(_) | Change::Null(_) => {
                true
            }
            Change::Mask(_)
            | Change::Table(
                TableChange::Filter(_)
                | TableChange::Name
                | TableChange::Tablespace(_)
                | TableChange::BeforeImage(_)
                | TableChange::Identify,
            ) => true,
            Change::Key(_)
            | Change::Pivot(_)
            | Change::Table(TableChange::Policy(_) | TableChange::Version | TableChange::Partition) => false,
        }
    }

    fn judge(&self, at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        judge::judge(at, work)
    }

    fn pass(&self, at: &At<'_>, _incoming: &Shape, taken: &[Work], diags: &mut Diagnostics) -> Passed {
        let carrier = at.leaves().unwrap_or(Carrier::Items);
        let (mut fields, losses) = fields::fields(at, carrier, taken, diags);
        checks::task(at, carrier, taken, &fields, diags);
        // What was reported does not travel on: a later stage would report it again.
        if checks::twins(&fields).next().is_some() {
            let mut seen = FxHashSet::default();
            fields.retain(|field| seen.insert(field.name.clone()));
        }
        values::stream_key(at, diags);
        if let Some(size) = size::too_large(at, taken, carrier) {
            diags.push(errors::document_size(at.clause().span, size, document::MAX_BYTES));
        }
        let fields = match carrier {
            Carrier::Messages => message::envelope(at, fields),
            Carrier::Rows
            | Carrier::Streamed
            | Carrier::Items
            | Carrier::Files
            | Carrier::Tables
            | Carrier::Objects
            | Carrier::Arrived => fields,
        };
        let remarks = values::remarks(at, carrier, taken);
        let fields = fields.into();
        let shape = Shape { carrier, format: None, folder: None, fields, open: Vec::new(), partitions: Vec::new() };
        Passed { shape, losses, remarks }
    }

    fn by_pattern(&self) -> Option<&'static dyn ByPattern> {
        Some(&unchecked::Patterns)
    }

    fn reads(&self, at: &At<'_>) -> Option<Reads> {
        let kind = settings::migration_type(at.clause());
        Some(Reads { rows: kind != "cdc", changes: kind != "full-load" })
    }

    fn follows(&self, at: &At<'_>, change: RowChange) -> Option<Follows> {
        Some(follows::follows(at, change))
    }

    fn reads_as(&self, at: &At<'_>, column: usize, text: &str) -> Option<Constant> {
        values::read(at, column, text)
    }

    fn leaves_out_empty_text(&self, at: &At<'_>) -> bool {
        at.leaves() == Some(Carrier::Messages) && !settings::keeps_nulls(at)
    }

    fn holds_for_a_row(&self, at: &At<'_>, name: &str) -> Option<Constant> {
        match at.leaves()? {
            Carrier::Messages => message::holds_for_a_row(at, name),
            // A row that was never changed has no old values.
            Carrier::Files | Carrier::Tables => rules::image::is_old_value(at.mapping, name).then_some(Constant::Null),
            Carrier::Rows | Carrier::Streamed | Carrier::Items | Carrier::Objects | Carrier::Arrived => None,
        }
    }

    fn numbers(&self, at: &At<'_>, hop: &Hop, lock: &mut Lock) -> Vec<u32> {
        emit::numbers(at, hop, lock)
    }

    fn emit(&self, at: &At<'_>, hop: &Hop, numbers: &[u32]) -> Vec<Document> {
        emit::documents(at, hop, numbers)
    }
}
