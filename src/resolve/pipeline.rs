//! The pipeline: which stages, what each works on, with which settings.

use super::errors;
use super::of::Of;
use super::reported::is_reported_in;
use super::scope::Scope;
use super::settings;
use super::texts::{self, text};
use crate::diag::Diagnostics;
use crate::mapping::{Resource, StageClause, TableName};
use crate::stage::{ResourceForm, Stage};
use crate::syntax::tree::{self, Map, StageBlock};
use crate::text::Name;

/// The clauses of a map's pipeline; `None` when one names no stage.
pub(super) fn pipeline(
    map: &Map,
    shared: &[&StageBlock],
    of: Of<'_>,
    scope: &Scope<'_>,
    diags: &mut Diagnostics,
) -> Option<Vec<StageClause>> {
    let stages: Vec<Option<&'static dyn Stage>> = map
        .stages
        .iter()
        .map(|clause| {
            let found = scope.stages.iter().copied().find(|stage| stage.name() == &*clause.stage.text);
            if found.is_none() {
                diags.push(errors::unknown_stage(&clause.stage, scope.stages));
            }
            found
        })
        .collect();
    settings::check_placed(map, &stages, diags);
    let stages = stages.into_iter().collect::<Option<Vec<&'static dyn Stage>>>()?;
    if stages.is_empty() {
        if !is_reported_in(map.header, diags) {
            diags.push(errors::no_stage(map));
        }
        return None;
    }
    let clauses: Vec<Option<StageClause>> = map
        .stages
        .iter()
        .enumerate()
        .map(|(index, clause)| {
            let resource = resource(clause, stages[index], of.name(), scope, diags);
            let settings = settings::merged(map, shared, &stages, index, of, scope, diags);
            Some(StageClause { stage: stages[index].name(), resource: resource?, settings, span: clause.span })
        })
        .collect();
    clauses.into_iter().collect()
}

/// What the stage works on; `None` after a finding.
fn resource(
    clause: &tree::StageClause,
    stage: &dyn Stage,
    table: Option<&TableName>,
    scope: &Scope<'_>,
    diags: &mut Diagnostics,
) -> Option<Option<Resource>> {
    let wanted = match stage.resource() {
        ResourceForm::None => 0,
        ResourceForm::Name(_) | ResourceForm::Address(_) => 1,
        ResourceForm::Qualified(..) => 2,
    };
    let span = match &clause.resource {
        None => clause.span,
        Some(tree::Resource::Path(path)) => path.span,
        Some(tree::Resource::Text(template)) => template.span,
    };
    let parts: Vec<Name> = match &clause.resource {
        None => Vec::new(),
        Some(tree::Resource::Path(path)) => path.parts.iter().map(|part| part.text.clone()).collect(),
        Some(tree::Resource::Text(template)) => {
            let text = text(template, table, scope, diags)?;
            match wanted {
                2 => text.splitn(2, '.').map(Name::from).collect(),
                _ => vec![text],
            }
        }
    };
    if parts.len() != wanted || parts.iter().any(|part| part.is_empty()) {
        diags.push(errors::resource(clause, stage));
        return None;
    }
    let per_table = match &clause.resource {
        Some(tree::Resource::Text(template)) => texts::names_table(template),
        Some(tree::Resource::Path(_)) | None => false,
    };
    Some((wanted > 0).then_some(Resource { parts, per_table, span }))
}
