//! Follows the shape of the record through the pipeline and places the work: for each line, the earliest stage that can
//! do what it asks.
//!
//! Work is open until a stage takes it. What no stage takes is an error that gives each stage's reason, and names the
//! stages that could.

mod alike;
mod carriers;
pub mod errors;
mod pending;
mod placed;
mod places;
mod unchecked;
mod work;

pub use placed::Plan;
pub use places::Places;
pub use unchecked::documents;

use crate::diag::{Diagnostics, Level};
use crate::mapping::Mapping;
use crate::schema::Table;
use crate::shape::{Carrier, Content, Field, Form, Origin, Presence, Shape};
use crate::stage::{At, Hop, Need, Stage};
use work::Open;

/// Plans `mapping`; `known` are all stages there are.
pub fn plan<'a>(mapping: &'a Mapping<'a>, known: &[&'static dyn Stage], diags: &mut Diagnostics) -> Plan<'a> {
    let stages: Vec<&'static dyn Stage> = mapping
        .pipeline
        .iter()
        .filter_map(|clause| known.iter().copied().find(|stage| stage.name() == clause.stage))
        .collect();
    let source = rows(mapping.source.table);
    let mut plan = Plan { mapping, stages, source, hops: Vec::new(), sound: false };
    let before = diags.len();
    if !carriers::fit(mapping, &plan.stages, known, diags) {
        return plan;
    }
    let needs = needs(&plan, diags);
    let mut open = Open::new(mapping);
    for (index, needs) in needs.into_iter().enumerate() {
        let incoming = plan.hops.last().map_or(&plan.source, |hop| &hop.passed.shape).clone();
        let at = At { mapping, stages: &plan.stages, index, needs: &needs };
        let taken = open.offer(&at, &incoming);
        let passed = plan.stages[index].pass(&at, &incoming, &taken, diags);
        plan.hops.push(Hop { incoming, taken, passed, needs });
    }
    open.report(&plan.stages, plan.hops.last().map_or(&plan.source, |hop| &hop.passed.shape), known, mapping, diags);
    plan.sound = diags.iter().skip(before).all(|finding| finding.level < Level::Error || finding.code.waivable);
    plan
}

/// The shape of a table's rows.
fn rows(table: &Table) -> Shape {
    let fields = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| Field {
            name: column.name.clone(),
            content: Content::Scalar { ty: column.ty.clone(), form: Form::Native },
            presence: if column.nullable { Presence::Nullable } else { Presence::Always },
            origin: Origin::Column(place),
            doc: column.comment.clone(),
            span: column.span,
        })
        .collect();
    Shape { carrier: Carrier::Rows, format: None, folder: None, fields, open: Vec::new(), partitions: Vec::new() }
}

/// For each stage, what later ones ask and it meets: the nearest stage before the one that asks is asked first.
fn needs(plan: &Plan<'_>, diags: &mut Diagnostics) -> Vec<Vec<Need>> {
    let at = |index| At { mapping: plan.mapping, stages: &plan.stages, index, needs: &[] };
    let mut met: Vec<Vec<Need>> = plan.stages.iter().map(|_| Vec::new()).collect();
    for (index, stage) in plan.stages.iter().enumerate() {
        for need in stage.needs(&at(index), diags) {
            match (0..index).rev().find(|earlier| plan.stages[*earlier].meets(&at(*earlier), &need)) {
                Some(earlier) => met[earlier].push(need),
                None => diags.push(errors::unmet_need(&need, &plan.stages[..index])),
            }
        }
    }
    met
}
