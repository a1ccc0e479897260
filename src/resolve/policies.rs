//! `on` and `version`: what is done with changes.

use super::lookup::Lookup;
use super::{errors, values};
use crate::diag::Diagnostics;
use crate::mapping::{OnPolicy, Policy, Version};
use crate::syntax::tree::{Line, Map};

/// The `on` lines, the first of each event.
pub(super) fn policies(map: &Map, diags: &mut Diagnostics) -> Vec<Policy> {
    let mut list: Vec<Policy> = Vec::new();
    for line in &map.body {
        let Line::On(line) = line else { continue };
        match list.iter().find(|policy| event(policy.on) == event(line.policy)) {
            Some(first) => diags.push(errors::line_twice(event(line.policy), first.span, line.span)),
            None => list.push(Policy { on: line.policy, span: line.span }),
        }
    }
    list
}

/// The words of the line up to its answer.
fn event(policy: OnPolicy) -> &'static str {
    match policy {
        OnPolicy::KeyChange(_) => "on key change",
        OnPolicy::Delete(_) => "on delete",
        OnPolicy::Update(_) => "on update",
        OnPolicy::Duplicate(_) => "on duplicate",
        OnPolicy::Empty(_) => "on empty",
        OnPolicy::Truncate(_) => "on truncate",
    }
}

/// The `version` line.
pub(super) fn version(map: &Map, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Option<Version> {
    let mut lines = map.body.iter().filter_map(|line| if let Line::Version(line) = line { Some(line) } else { None });
    let line = lines.next()?;
    for second in lines {
        diags.push(errors::line_twice("version", line.span, second.span));
    }
    let values: Vec<_> = line.values.iter().map(|value| values::value(value, lookup, diags)).collect();
    Some(Version { values: values.into_iter().collect::<Option<Vec<_>>>()?, span: line.span })
}
