//! Tables of another relational database: where rows arrive. What the database makes of them is not checked.

mod judge;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::lock::Lock;
use crate::settings::Spec;
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Change, Hop, Judgement, Passed, Remark, ResourceForm, Sharing, Stage, Work};

/// The stage.
pub struct Database;

impl Stage for Database {
    fn name(&self) -> &'static str {
        "database"
    }

    fn title(&self) -> &'static str {
        "a relational database"
    }

    fn codes(&self) -> &'static [&'static Code] {
        &[]
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Name("a database")
    }

    fn sharing(&self) -> Sharing {
        Sharing::Tables
    }

    fn settings(&self) -> &'static [Spec] {
        &[]
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Tables]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Arrived]
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Null(_) => true,
            Change::Key(_)
            | Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Convert(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => false,
        }
    }

    fn judge(&self, at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        judge::judge(at.mapping, work)
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], _diags: &mut Diagnostics) -> Passed {
        let target = &at.mapping.target;
        let remarks = vec![
            Remark::note(format!("the rows arrive in `{}.{}`", target.schema, target.table)).of_table(),
            Remark::relied_on("the database takes these columns and values: that is not checked"),
        ];
        Passed { shape: Shape { carrier: Carrier::Arrived, ..incoming.clone() }, losses: Vec::new(), remarks }
    }

    /// Nothing of its own: its tables are made by whatever writes to them.
    fn emit(&self, _at: &At<'_>, _hop: &Hop, _lock: &mut Lock) -> Vec<Document> {
        Vec::new()
    }
}
