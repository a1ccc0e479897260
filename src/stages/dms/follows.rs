//! What DMS makes of changes, as far as a state follows from them.

use super::settings::moves_changes;
use crate::mapping::StageClause;
use crate::shape::Carrier;
use crate::stage::{At, Follows, RowChange};

/// What becomes of records when this happens to a row. Source for items: user guide, "Using a DynamoDB database as a target".
pub(super) fn follows(at: &At<'_>, change: RowChange) -> Follows {
    let unknown = |reason: &'static str| Follows::Unknown(reason.into());
    if !moves_changes(at.clause()) {
        return unknown("the task moves the rows that are there, and no changes");
    }
    match (at.leaves(), change) {
        (Some(Carrier::Items), _) if at.next().is_some_and(has_condition) => {
            unknown("which changes are written depends on the condition")
        }
        (Some(Carrier::Items | Carrier::Tables), RowChange::Insert | RowChange::Update | RowChange::Delete)
        | (Some(Carrier::Tables), RowChange::KeyChange) => Follows::Yes,
        (Some(Carrier::Items), RowChange::KeyChange) => {
            unknown("of a changed key DMS fails, or writes a new incomplete item and leaves the old one")
        }
        (Some(Carrier::Items), RowChange::Truncate) => {
            unknown("what DMS does to items when the table is truncated is documented nowhere")
        }
        (Some(Carrier::Tables), RowChange::Truncate) => {
            unknown("what becomes of the target when the table is truncated depends on the task's settings")
        }
        (
            Some(
                Carrier::Rows
                | Carrier::Streamed
                | Carrier::Messages
                | Carrier::Files
                | Carrier::Objects
                | Carrier::Arrived,
            )
            | None,
            _,
        ) => unknown("a record for each change comes out, and nothing that a history would end in"),
    }
}

/// Whether items are written under a condition.
fn has_condition(target: &StageClause) -> bool {
    target.settings.get("condition").is_some()
}
