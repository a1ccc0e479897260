//! The endpoint of another database: its kind is all that a mapping says of it.

use crate::stage::{Need, Wish};
use crate::text::Name;
use crate::value::Constant;

/// The kind of database that the target says it is.
pub(crate) fn engine(needs: &[Need]) -> Option<&Name> {
    needs.iter().find_map(|need| match &need.what {
        Wish::EndpointSetting { key: "EngineName", value: Constant::Text(engine) } => Some(engine),
        Wish::EndpointSetting { .. } | Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::ObjectsUnder(_) => None,
    })
}
