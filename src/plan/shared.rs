//! Two maps that write to one place: a resource of a stage, or a folder of objects.

use std::collections::BTreeMap;

use super::errors;
use super::placed::Plan;
use crate::diag::Diagnostics;
use crate::shape::{Carrier, Folder};
use crate::stage::{ResourceForm, Wish};
use crate::text::{Name, Span};

/// Reports places that two maps share: what the one writes the other may overwrite or misread, and this release proves
/// nothing about it.
pub fn check_shared(plans: &[Plan<'_>], diags: &mut Diagnostics) {
    resources(plans, diags);
    folders(plans, diags);
}

/// Stages of two maps with the same resource.
fn resources(plans: &[Plan<'_>], diags: &mut Diagnostics) {
    let mut first: BTreeMap<(&str, Vec<String>), (&Plan<'_>, Span)> = BTreeMap::new();
    for plan in plans {
        for (clause, stage) in plan.mapping.pipeline.iter().zip(&plan.stages) {
            let Some(resource) = &clause.resource else { continue };
            match stage.resource() {
                // Many tables stand under one address, each in a folder of its own.
                ResourceForm::Address(_) => continue,
                ResourceForm::None | ResourceForm::Name(_) | ResourceForm::Qualified(..) => {}
            }
            let spell = |part: &Name| if stage.folds_names() { part.to_lowercase() } else { part.to_string() };
            let key = (clause.stage, resource.parts.iter().map(spell).collect());
            match first.get(&key) {
                Some((other, earlier)) if other.mapping.name != plan.mapping.name => {
                    diags.push(errors::shared_resource(clause, *earlier, &other.mapping.name));
                }
                Some(_) => {}
                None => {
                    first.insert(key, (plan, clause.span));
                }
            }
        }
    }
}

/// Folders of objects of two maps, the one within the other. In the order of their names such folders stand side by side.
fn folders(plans: &[Plan<'_>], diags: &mut Diagnostics) {
    let mut folders: Vec<(&Folder, &Name, Span)> = Vec::new();
    for plan in plans {
        for (hop, clause) in plan.hops.iter().zip(&plan.mapping.pipeline) {
            folders.extend(hop.needs.iter().filter_map(|need| match &need.what {
                Wish::ObjectsUnder(folder) => Some((folder, &plan.mapping.name, need.span)),
                Wish::OneMessagePerLine | Wish::PartitionKey(_) | Wish::EndpointSetting { .. } => None,
            }));
            let written = hop.passed.shape.folder.as_ref().filter(|_| hop.passed.shape.carrier == Carrier::Objects);
            folders.extend(written.map(|folder| (folder, &plan.mapping.name, clause.span)));
        }
    }
    folders.sort();
    for pair in folders.windows(2) {
        let [(outer, first, earlier), (inner, second, span)] = pair else { continue };
        if outer.bucket == inner.bucket && inner.prefix.starts_with(&*outer.prefix) && first != second {
            diags.push(errors::shared_folder(*span, *earlier, first));
        }
    }
}
