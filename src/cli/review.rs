//! `mapc review`: the page that a reviewer of a mapping reads.

use anyhow::Result;
use mapc::review::Format;

use super::args::{MessageFormat, PageFormat, ReviewArgs};
use super::exit::Exit;
use super::only::Only;
use super::report::{self, LinesTo};
use super::{project, terminal};

/// Prints the review of each mapping, or of those that are named. Where mappings have errors, it prints those of the others.
pub fn run(args: &ReviewArgs, format: MessageFormat) -> Result<Exit> {
    let page = match args.format {
        PageFormat::Text => Format::Text,
        PageFormat::Markdown => Format::Markdown,
    };
    let compiled = project::compile_with(&args.project, page)?;
    let output = &compiled.output;
    report::findings(&output.diagnostics, &output.texts, format, LinesTo::Stderr)?;
    let has_errors = output.diagnostics.any_errors();
    // A mapping with errors has made nothing by which it could be known.
    let only = if has_errors { Only::unchecked(&args.only) } else { Only::named(&args.only, &output.artefacts)? };
    let mut is_first = true;
    for review in output.reviews().filter(|review| only.holds(review.mapping.as_deref())) {
        if !is_first {
            terminal::data(b"\n")?;
        }
        review.content.pieces().try_for_each(terminal::data)?;
        is_first = false;
    }
    Ok(Exit::findings(has_errors))
}
