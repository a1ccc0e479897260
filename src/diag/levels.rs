//! `deny`, `warn` and `allow`: what a project makes of the levels of findings.

use rustc_hash::FxHashSet;

use super::code::{Code, Level};
use super::finding::{Diagnostics, reading_order};
use crate::text::{Name, Span};

/// One `deny`, `warn` or `allow` line whose code is known.
#[derive(Clone, Debug)]
pub struct LevelRule {
    /// The code it speaks of.
    pub code: &'static Code,
    /// The mapping it stands in; `None` at the top of a file, where it holds for all.
    pub mapping: Option<Name>,
    /// The new level; `None` takes the finding away.
    pub level: Option<Level>,
    /// The line.
    pub span: Span,
}

/// Applies `rules` and puts the findings in reading order. A rule of a mapping beats one of the top; among equals the
/// later one holds. What is not waivable keeps its level unless the rule raises it.
pub fn apply_levels(diagnostics: Diagnostics, rules: &[LevelRule]) -> Diagnostics {
    let mut list = diagnostics.into_vec();
    list.retain_mut(|diagnostic| {
        let rule = rules
            .iter()
            .filter(|rule| rule.code == diagnostic.code)
            .filter(|rule| rule.mapping.is_none() || rule.mapping == diagnostic.mapping)
            .max_by_key(|rule| rule.mapping.is_some());
        match rule {
            Some(rule) if diagnostic.code.waivable || rule.level > Some(diagnostic.level) => {
                diagnostic.level = rule.level.unwrap_or(diagnostic.level);
                rule.level.is_some()
            }
            Some(_) | None => true,
        }
    });
    list.sort_by_key(reading_order);
    // A line that several mappings or tables share is looked at for each of them.
    let mut seen = FxHashSet::default();
    list.retain(|finding| {
        let Some(place) = &finding.place else { return true };
        seen.insert((finding.code.name, place.span, finding.message.clone()))
    });
    let mut sorted = Diagnostics::new();
    list.into_iter().for_each(|diagnostic| sorted.push(diagnostic));
    sorted
}
