//! What is said of a stage whatever the table: its name, what leaves it.

use super::inline;
use crate::mapping::StageClause;
use crate::shape::{Carrier, FileFormat, Shape};
use crate::stage::Stage;

/// A stage and what it works on, as the service calls it.
pub(super) fn clause(clause: &StageClause, stage: &dyn Stage) -> String {
    match &clause.resource {
        Some(resource) => {
            let name = resource.parts.join(".");
            let name = if stage.folds_names() { name.to_lowercase() } else { name };
            format!("{} {}", clause.stage, inline::code(&name))
        }
        None => clause.stage.to_owned(),
    }
}

/// What carries the records that leave.
pub(super) fn carried(shape: &Shape) -> String {
    match shape.carrier {
        Carrier::Arrived => "the records have arrived".to_owned(),
        carrier @ (Carrier::Rows
        | Carrier::Messages
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Files
        | Carrier::Tables
        | Carrier::Objects) => {
            format!("carried as {}{}", carrier.words(), shape.format.as_ref().map_or_else(String::new, format))
        }
    }
}

fn format(format: &FileFormat) -> String {
    match format {
        FileFormat::Parquet => ", in Parquet".to_owned(),
        FileFormat::Orc => ", in ORC".to_owned(),
        FileFormat::Csv(csv) => {
            let header = if csv.has_header { ", a header" } else { "" };
            let quoted = if csv.is_quoted { ", quoted where needed" } else { "" };
            let (delimiter, null) = (inline::code(&csv.delimiter), inline::code(&csv.null));
            format!(", in CSV: {delimiter} between values, {null} for NULL{header}{quoted}")
        }
    }
}
