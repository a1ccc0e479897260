//! Rust: a module of converters, which a program calls to make items of rows.
//!
//! The module is thin. What all converters share is the crate `mapc-runtime`; the module says what is particular: the row,
//! its key, its attributes.

mod changes;
mod columns;
mod conditions;
mod docs;
mod errors;
mod events;
mod expected;
mod fields;
mod histories;
mod judge;
mod module;
mod names;
mod records;
mod samples;
mod statements;
mod types;
mod values;

use crate::artefact::Kind;
use crate::diag::{Code, Diagnostics};
use crate::emit::{Body, Document, Scope};
use crate::settings::Spec;
use crate::shape::{Carrier, Shape};
use crate::stage::{
    At, Change, Follows, Hop, Judgement, Passed, Reads, ResourceForm, RowChange, Stage, TableChange, Work,
};

/// The stage.
pub struct Rust;

impl Stage for Rust {
    fn name(&self) -> &'static str {
        "rust"
    }

    fn title(&self) -> &'static str {
        "Rust"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::None
    }

    fn settings(&self) -> &'static [Spec] {
        changes::SETTINGS
    }

    fn reads(&self, at: &At<'_>) -> Option<Reads> {
        Some(Reads { rows: true, changes: changes::order(at.settings()).is_some() })
    }

    fn follows(&self, at: &At<'_>, change: RowChange) -> Option<Follows> {
        Some(changes::follows(at, change))
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Rows]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Items]
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Table(TableChange::Policy(_) | TableChange::Version) => true,
            Change::Key(_)
            | Change::Mask(_)
            | Change::Table(
                TableChange::Filter(_)
                | TableChange::Name
                | TableChange::Tablespace(_)
                | TableChange::BeforeImage(_)
                | TableChange::Identify
                | TableChange::Partition,
            ) => false,
        }
    }

    fn judge(&self, at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        judge::judge(at, work)
    }

    fn pass(&self, at: &At<'_>, _incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        changes::check(at, diags);
        fields::passed(at, diags)
    }

    fn emit(&self, at: &At<'_>, hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        let text = module::module(at, &hop.passed.shape);
        let body = Body::Text { text, comment: "//", end: "" };
        vec![at.document("converter.rs", Kind::RustModule, Scope::Table, body)]
    }
}
