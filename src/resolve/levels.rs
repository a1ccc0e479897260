//! `deny`, `warn`, `allow`: what a project makes of the levels of findings.

use super::context::Context;
use super::errors;
use crate::diag::{Diagnostics, Level, LevelRule};
use crate::syntax::tree::{LevelLine, LevelVerb, TextLit};
use crate::text::Name;

/// The rule that a line makes; `None` when it cannot hold.
pub(super) fn rule(
    line: &LevelLine,
    mapping: Option<&Name>,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<LevelRule> {
    let Some(code) = context.codes.iter().copied().find(|code| code.name == &*line.code.value) else {
        diags.push(errors::unknown_code(&line.code, context.codes.iter().map(|code| code.name)));
        return None;
    };
    let level = match line.verb {
        LevelVerb::Deny => Some(Level::Error),
        LevelVerb::Warn => Some(Level::Warning),
        LevelVerb::Allow => None,
    };
    if level < Some(code.level) && !code.waivable {
        diags.push(errors::not_waivable(line, code));
        return None;
    }
    // A waiver without a reason or an end was reported where it was read.
    let says = |text: &Option<TextLit>| text.as_ref().is_some_and(|text| !text.value.trim().is_empty());
    if line.verb == LevelVerb::Allow && !(says(&line.because) && says(&line.until)) {
        return None;
    }
    if let Some(until) = &line.until {
        match (day(&until.value), context.today) {
            (None, _) => {
                // What it waives is clear, and is not reported besides.
                diags.push(errors::bad_date(until));
            }
            (Some(last), Some(today)) if today > last => {
                diags.push(errors::waiver_ended(line, until));
                return None;
            }
            (Some(_), _) => {}
        }
    }
    Some(LevelRule { code, mapping: mapping.cloned(), level, span: line.span })
}

/// A day in its written form, `YYYY-MM-DD`, and no other that could be read as one.
fn day(text: &str) -> Option<jiff::civil::Date> {
    text.parse::<jiff::civil::Date>().ok().filter(|day| day.to_string() == text)
}
