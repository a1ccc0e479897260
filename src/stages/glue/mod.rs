//! The AWS Glue Data Catalog: says of the files in a folder what table they are.

mod checks;
mod comment;
mod csv;
mod document;
mod errors;
mod limits;
mod no_type;
mod reader;
mod table;
#[cfg(test)]
mod tests;
mod types;

use crate::artefact::Kind;
use crate::diag::{Code, Diagnostics};
use crate::emit::{Document, Scope};
use crate::formats::ddl::STATEMENT_MAX;
use crate::settings::{Form, Spec};
use crate::shape::{Carrier, Field, Fields, Shape};
use crate::stage::{At, Hop, Need, Passed, Remark, ResourceForm, Stage, Wish, Work};
use crate::text::{lowercase, lowercase_name};

/// The stage.
pub struct Glue;

/// Settings in `glue { … }`.
static SETTINGS: &[Spec] =
    &[Spec { key: "location", form: Form::Text, about: "the folder of the files, `\"s3://BUCKET/FOLDER/\"`" }];

impl Stage for Glue {
    fn name(&self) -> &'static str {
        "glue"
    }

    fn title(&self) -> &'static str {
        "Glue Data Catalog"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Qualified("a database", "a table")
    }

    fn folds_names(&self) -> bool {
        true
    }

    fn settings(&self) -> &'static [Spec] {
        SETTINGS
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Objects]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Arrived]
    }

    fn needs(&self, at: &At<'_>, _diags: &mut Diagnostics) -> Vec<Need> {
        let Some(setting) = at.settings().get("location") else { return Vec::new() };
        let folder = at.settings().text("location").and_then(|text| checks::folder(text));
        let need = |folder| Need { what: Wish::ObjectsUnder(folder), by: self.name(), span: setting.span };
        folder.map(need).into_iter().collect()
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        checks::clause(at.clause(), incoming, diags);
        checks::names(incoming, diags);
        csv::check(at, incoming, diags);
        if let Some(table) = table::build(at, incoming, diags)
            && let Some(length) = document::too_long(&table, STATEMENT_MAX)
        {
            diags.push(errors::statement_length(at.clause().span, length, STATEMENT_MAX));
        }
        let shape = Shape {
            carrier: Carrier::Arrived,
            fields: stored(&incoming.fields).unwrap_or_else(|| incoming.fields.clone()),
            partitions: stored(&incoming.partitions)
                .map_or_else(|| incoming.partitions.clone(), |fields| fields.to_vec()),
            ..incoming.clone()
        };
        Passed { shape, losses: csv::losses(incoming), remarks: remarks(incoming) }
    }

    fn emit(&self, at: &At<'_>, hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        // Reported when the record passed.
        let Some(table) = table::build(at, &hop.incoming, &mut Diagnostics::new()) else { return Vec::new() };
        let input = document::table_input(&table);
        let statement = document::statement(&table);
        let mut documents = vec![at.json("table-input.json", Kind::TableInput, Scope::Table, &input)];
        if statement.len() <= STATEMENT_MAX {
            documents.push(at.sql("athena.sql", Kind::AthenaDdl, Scope::Table, statement));
        }
        documents
    }
}

/// The fields under the names that Glue stores, where these are others.
fn stored(fields: &[Field]) -> Option<Fields> {
    fields
        .iter()
        .any(is_folded)
        .then(|| fields.iter().map(|field| Field { name: lowercase_name(&field.name), ..field.clone() }).collect())
}

/// Whether Glue stores the name in another case.
fn is_folded(field: &Field) -> bool {
    lowercase(&field.name) != *field.name
}

/// What a reviewer should know of the table.
fn remarks(incoming: &Shape) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if incoming.fields.iter().chain(&incoming.partitions).any(is_folded) {
        remarks.push(Remark::note("Glue stores the names of columns in lower case"));
    }
    if incoming.fields.iter().any(|field| has_comments(field.members())) {
        remarks.push(Remark::note("comments of members of structs have no place in the catalog"));
    }
    remarks
}

fn has_comments(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.doc.is_some() || has_comments(field.members()))
}
