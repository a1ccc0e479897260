//! Two maps that write to one place.

use std::collections::BTreeMap;

use super::errors;
use crate::diag::Diagnostics;
use crate::mapping::{Mapping, StageClause};

/// Reports stages that two maps name with the same resource: what the one writes the other may overwrite or misread, and
/// this release proves nothing about it.
pub fn check_shared(mappings: &[Mapping<'_>], diags: &mut Diagnostics) {
    let mut first: BTreeMap<(&str, Vec<&str>), (&Mapping<'_>, &StageClause)> = BTreeMap::new();
    for mapping in mappings {
        for clause in &mapping.pipeline {
            let Some(resource) = &clause.resource else { continue };
            let key = (clause.stage, resource.parts.iter().map(|part| &**part).collect());
            match first.get(&key) {
                Some((other, earlier)) if other.name != mapping.name => {
                    diags.push(errors::shared_resource(clause, earlier, &other.name));
                }
                Some(_) => {}
                None => {
                    first.insert(key, (mapping, clause));
                }
            }
        }
    }
}
