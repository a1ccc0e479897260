//! Amazon S3: keeps the files of tables and of the changes to them, as DMS writes them.
//!
//! A file holds the columns of its table and at most two more. It is written once: what happens to a row later is one more
//! record. The format, and all else that the endpoint can be told, is said in the block of this stage.

mod added;
mod address;
mod checks;
mod columns;
mod errors;
mod judge;
mod remarks;
mod settings;
mod wishes;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::mapping::StageClause;
use crate::settings::Spec;
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Change, Hop, Judgement, Need, Passed, ResourceForm, Sharing, Stage, TableChange, Wish, Work};
use crate::value::Constant;

/// The stage.
pub struct S3;

impl Stage for S3 {
    fn name(&self) -> &'static str {
        "s3"
    }

    fn title(&self) -> &'static str {
        "Amazon S3"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Address("s3://BUCKET/FOLDER/")
    }

    fn sharing(&self) -> Sharing {
        Sharing::Apart
    }

    fn settings(&self) -> &'static [Spec] {
        settings::SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Files]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Objects]
    }

    fn needs(&self, at: &At<'_>, _diags: &mut Diagnostics) -> Vec<Need> {
        wishes::needs(at)
    }

    fn needs_by_pattern(&self, clause: &StageClause) -> Option<Vec<Need>> {
        Some(wishes::by_pattern(clause))
    }

    fn meets(&self, _at: &At<'_>, need: &Need) -> bool {
        match need.what {
            // Of another folder than its own is told in `checks`.
            Wish::ObjectsUnder(_) => true,
            Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::EndpointSetting { .. } => false,
        }
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Table(TableChange::Identify) => true,
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Key(_)
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(
                TableChange::Filter(_)
                | TableChange::Name
                | TableChange::Tablespace(_)
                | TableChange::BeforeImage(_)
                | TableChange::Policy(_)
                | TableChange::Version
                | TableChange::Partition,
            ) => false,
        }
    }

    fn judge(&self, at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        judge::judge(at, work)
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        let mut losses = Vec::new();
        let fields = columns::columns(at, &incoming.fields, &mut losses);
        checks::check(at, &fields, diags);
        let remarks = remarks::remarks(at, &fields);
        let shape = Shape {
            carrier: Carrier::Objects,
            format: Some(columns::format(at)),
            // A wrong address was reported; that nothing can be found there follows from it.
            folder: Some(wishes::folder(at).unwrap_or_else(|| wishes::nowhere(at))),
            fields: fields.into(),
            open: Vec::new(),
            partitions: Vec::new(),
        };
        Passed { shape, losses, remarks }
    }

    fn holds_for_a_row(&self, at: &At<'_>, name: &str) -> Option<Constant> {
        (name == "operation" && at.reads().rows).then(|| Constant::Text("I".into()))
    }

    /// Nothing of its own: the endpoint is written with the task that uses it.
    fn emit(&self, _at: &At<'_>, _hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        Vec::new()
    }
}
