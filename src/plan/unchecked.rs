//! Plans of maps over tables that no schema describes: two stages, of which the first writes by patterns.

use super::errors;
use crate::diag::Diagnostics;
use crate::lock::Lock;
use crate::shape::Carrier;
use crate::stage::{Blind, ByPattern, ByPatterns, Stage};
use crate::unchecked::UncheckedMap;

/// What is written of all maps; `known` are all stages there are.
pub fn documents(
    maps: &[UncheckedMap],
    known: &[&'static dyn Stage],
    lock: &mut Lock,
    diags: &mut Diagnostics,
) -> Vec<ByPatterns> {
    let mut documents = Vec::new();
    let mut planned: Vec<(&'static str, &'static dyn ByPattern, Blind<'_>)> = Vec::new();
    for map in maps {
        diags.enter(Some(map.name.clone()));
        planned.extend(plan(map, known, diags));
    }
    diags.enter(None);
    for stage in known {
        let mut writer = None;
        let of_stage: Vec<Blind<'_>> = planned
            .iter()
            .filter(|(name, ..)| *name == stage.name())
            .map(|(_, by_pattern, blind)| {
                writer = Some(*by_pattern);
                blind.clone()
            })
            .collect();
        if let Some(writer) = writer {
            documents.extend(writer.write(&of_stage, lock, diags));
        }
    }
    documents
}

/// Who writes for the map, and where its records go; `None` after a finding.
fn plan<'a>(
    map: &'a UncheckedMap,
    known: &[&'static dyn Stage],
    diags: &mut Diagnostics,
) -> Option<(&'static str, &'static dyn ByPattern, Blind<'a>)> {
    let stages: Vec<&'static dyn Stage> = map
        .pipeline
        .iter()
        .filter_map(|clause| known.iter().copied().find(|stage| stage.name() == clause.stage))
        .collect();
    let (first, others) = stages.split_first()?;
    let Some(writer) = first.by_pattern() else {
        diags.push(errors::knows_columns(&map.pipeline[0], *first));
        return None;
    };
    let Some((second, later)) = others.split_first() else {
        diags.push(errors::ends_early(&map.pipeline[0], *first));
        return None;
    };
    let carrier = first.leaves().iter().copied().find(|carrier: &Carrier| second.accepts().contains(carrier));
    let Some(carrier) = carrier else {
        diags.push(errors::stages_do_not_fit((&map.pipeline[0], &map.pipeline[1]), *first, *second, &[]));
        return None;
    };
    let Some(needs) = second.needs_by_pattern(&map.pipeline[1]) else {
        diags.push(errors::knows_columns(&map.pipeline[1], *second));
        return None;
    };
    if let Some(third) = later.first() {
        diags.push(errors::knows_columns(&map.pipeline[2], *third));
        return None;
    }
    Some((first.name(), writer, Blind { map, carrier, needs }))
}
