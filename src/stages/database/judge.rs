//! Which work is done by the tables themselves: they keep NULL, and that is all.

use crate::mapping::{Mapping, NullPolicy};
use crate::stage::{Change, Judgement, TableChange, Work};

/// Whether this piece of work is done here.
pub(super) fn judge(mapping: &Mapping<'_>, work: &Work) -> Judgement {
    let cannot = |reason: &str| Judgement::Cannot(reason.to_owned());
    match &work.change {
        Change::Null(place) => {
            let field = &mapping.record.fields[*place];
            match field.null.as_ref().or(mapping.null.as_ref()).map(|rule| &rule.policy) {
                Some(NullPolicy::Keep) => Judgement::Take,
                Some(NullPolicy::Omit | NullPolicy::Reject | NullPolicy::As(_)) => {
                    cannot("a row of a table has all its columns, and NULL stays NULL in them")
                }
                None => Judgement::Leave,
            }
        }
        Change::Key(_) => cannot("tables have no partition key; what tells rows apart is a `primary key` line"),
        Change::Pivot(_) => cannot("a table holds a row for each row of the source"),
        Change::Table(TableChange::Partition) => cannot("how a table is partitioned is said where it is made"),
        Change::Compute(_) | Change::LeaveOut(_) | Change::Rename { .. } | Change::Convert(_) | Change::Mask(_) => {
            Judgement::Leave
        }
        Change::Table(
            TableChange::Filter(_)
            | TableChange::Name
            | TableChange::Tablespace(_)
            | TableChange::BeforeImage(_)
            | TableChange::Policy(_)
            | TableChange::Version
            | TableChange::Identify,
        ) => Judgement::Leave,
    }
}
