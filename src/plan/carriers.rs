//! Checks that each stage is given what it takes.

use super::errors;
use crate::diag::Diagnostics;
use crate::mapping::Mapping;
use crate::shape::Carrier;
use crate::stage::Stage;

/// Whether every stage accepts what the one before it leaves.
pub(super) fn fit(
    mapping: &Mapping<'_>,
    stages: &[&'static dyn Stage],
    known: &[&'static dyn Stage],
    diags: &mut Diagnostics,
) -> bool {
    let Some(first) = stages.first() else { return false };
    let mut fits = true;
    if !first.accepts().contains(&Carrier::Rows) {
        let helpers = between(known, &[Carrier::Rows], first.accepts());
        diags.push(errors::first_stage(&mapping.pipeline[0], *first, &helpers));
        fits = false;
    }
    for (index, pair) in stages.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if !before.leaves().iter().any(|carrier| after.accepts().contains(carrier)) {
            let helpers = between(known, before.leaves(), after.accepts());
            let clauses = (&mapping.pipeline[index], &mapping.pipeline[index + 1]);
            diags.push(errors::stages_do_not_fit(clauses, *before, *after, &helpers));
            fits = false;
        }
    }
    fits
}

/// The stages that lead from one of `from` to one of `to`.
fn between(known: &[&'static dyn Stage], from: &[Carrier], to: &[Carrier]) -> Vec<&'static str> {
    known
        .iter()
        .filter(|stage| stage.accepts().iter().any(|carrier| from.contains(carrier)))
        .filter(|stage| stage.leaves().iter().any(|carrier| to.contains(carrier)))
        .map(|stage| stage.name())
        .collect()
}
