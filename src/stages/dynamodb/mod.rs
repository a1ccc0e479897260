//! Amazon DynamoDB: keeps items under a partition key and, perhaps, a sort key.

mod errors;
mod table;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::mapping::StageClause;
use crate::settings::{Form, Spec};
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Change, Hop, Judgement, Need, Passed, ResourceForm, Sharing, Stage, Work};

/// The stage.
pub struct DynamoDb;

/// Settings in `dynamodb { … }`. Source: service model of DynamoDB, `CreateTable`.
static SETTINGS: &[Spec] = &[
    Spec {
        key: "BillingMode",
        form: Form::Word(&["PAY_PER_REQUEST", "PROVISIONED"]),
        about: "how the table's capacity is paid; on demand without this line",
    },
    Spec {
        key: "ReadCapacityUnits",
        form: Form::Number { min: 1, max: i64::MAX },
        about: "reads a second, with `BillingMode PROVISIONED`",
    },
    Spec {
        key: "WriteCapacityUnits",
        form: Form::Number { min: 1, max: i64::MAX },
        about: "writes a second, with `BillingMode PROVISIONED`",
    },
    Spec {
        key: "TableClass",
        form: Form::Word(&["STANDARD", "STANDARD_INFREQUENT_ACCESS"]),
        about: "the class of the table's storage",
    },
    Spec { key: "DeletionProtectionEnabled", form: Form::Flag, about: "whether the table is kept from being deleted" },
    Spec {
        key: "StreamViewType",
        form: Form::Word(&["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]),
        about: "what the table's own change stream shows; no stream without this line",
    },
];

impl Stage for DynamoDb {
    fn name(&self) -> &'static str {
        "dynamodb"
    }

    fn title(&self) -> &'static str {
        "DynamoDB"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Name("a table")
    }

    fn sharing(&self) -> Sharing {
        Sharing::SameRecords
    }

    fn settings(&self) -> &'static [Spec] {
        SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Items]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Arrived]
    }

    fn needs_by_pattern(&self, _clause: &StageClause) -> Option<Vec<Need>> {
        Some(Vec::new())
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Key(_) => true,
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => false,
        }
    }

    fn judge(&self, _at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        match work.change {
            Change::Key(_) => Judgement::Take,
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => Judgement::Leave,
        }
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        table::check(at, incoming, diags);
        let shape = Shape { carrier: Carrier::Arrived, ..incoming.clone() };
        let remarks = table::remarks(at, incoming);
        Passed { shape, losses: Vec::new(), remarks }
    }

    fn emit(&self, at: &At<'_>, hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        vec![table::document(at, &hop.incoming)]
    }
}
