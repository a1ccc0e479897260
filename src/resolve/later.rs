//! Lines whose meaning a later release brings: each is reported, so that nobody believes it to be in force.

use super::errors;
use crate::diag::Diagnostics;
use crate::syntax::tree::Line;

/// Reports the lines of a map's body that nothing acts on yet.
pub(super) fn report(lines: &[Line], diags: &mut Diagnostics) {
    for line in lines {
        let (span, what) = match line {
            Line::Cast(line) => (line.span, "`cast`"),
            Line::Mask(line) => (line.span, "`mask`"),
            Line::On(line) => (line.span, "`on`"),
            Line::Version(line) => (line.span, "`version`"),
            Line::BeforeImage(line) => (line.span, "`before image`"),
            // The lines of the fragment stand in its place.
            Line::Use(_)
            | Line::PrimaryKey(_)
            | Line::PartitionBy(_)
            | Line::Key(_)
            | Line::Field(_)
            | Line::Pivot(_)
            | Line::Exclude(_)
            | Line::Rename(_)
            | Line::Where(_)
            | Line::Null(_)
            | Line::Assume(_)
            | Line::Settings(_)
            | Line::Level(_) => continue,
        };
        diags.push(errors::not_yet(span, what, "leave the line out"));
    }
}
