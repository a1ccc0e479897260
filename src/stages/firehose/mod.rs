//! Amazon Data Firehose: reads JSON messages, writes Parquet or ORC objects by the columns of a catalog table.
//!
//! Its JSON reader looks up a column's key in one flat table, whatever the depth; that table is where names are changed.

mod conversion;
mod errors;
mod format;
mod keys;
mod names;
mod pair;
mod settings;
mod types;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::settings::Spec;
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Change, Hop, Judgement, Need, Passed, ResourceForm, Stage, Wish, Work};

/// The stage.
pub struct Firehose;

impl Stage for Firehose {
    fn name(&self) -> &'static str {
        "firehose"
    }

    fn title(&self) -> &'static str {
        "Data Firehose"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Name("a delivery stream")
    }

    fn settings(&self) -> &'static [Spec] {
        settings::SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Streamed]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Objects]
    }

    fn needs(&self, at: &At<'_>, _diags: &mut Diagnostics) -> Vec<Need> {
        vec![Need { what: Wish::OneMessagePerLine, by: self.name(), span: at.clause().span }]
    }

    fn meets(&self, _at: &At<'_>, need: &Need) -> bool {
        match need.what {
            Wish::ObjectsUnder(_) => true,
            Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::EndpointSetting { .. } => false,
        }
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Rename { .. } | Change::Convert(_) => true,
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Key(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => false,
        }
    }

    fn judge(&self, at: &At<'_>, incoming: &Shape, work: &Work) -> Judgement {
        match &work.change {
            Change::Rename { to, .. } => names::judge(to),
            Change::Convert(place) => types::judge(at, incoming, *place),
            Change::Compute(_) => Judgement::Cannot("Firehose converts and renames; it computes nothing".to_owned()),
            Change::Pivot(_) => Judgement::Cannot("Firehose makes one row of one message".to_owned()),
            Change::LeaveOut(_) | Change::Key(_) | Change::Null(_) | Change::Mask(_) | Change::Table(_) => {
                Judgement::Leave
            }
        }
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, taken: &[Work], diags: &mut Diagnostics) -> Passed {
        settings::check(at, diags);
        let mut losses = Vec::new();
        let columns = types::columns(at, &incoming.fields, taken, &mut losses);
        let are_good = names::check(at, &incoming.fields, &columns, diags);
        keys::check(at, &incoming.fields, &columns, diags);
        let shape = Shape {
            carrier: Carrier::Objects,
            format: Some(settings::format(at).into()),
            folder: None,
            // What was reported does not travel on: a table over it would report it again.
            fields: if are_good { columns } else { names::legal(&columns) },
            open: Vec::new(),
            partitions: settings::partitions(at),
        };
        Passed { shape, losses, remarks: settings::remarks(at) }
    }

    fn emit(&self, at: &At<'_>, hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        conversion::documents(at, hop)
    }
}
