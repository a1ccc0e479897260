//! `mapc explain --document`: what a document of table mappings does, rule by rule, and to the tables of a schema.

use std::path::Path;

use anyhow::{Result, bail};
use mapc::diag::Diagnostics;
use mapc::diag::render::visible;
use mapc::dms_document::describe::{self, describe};
use mapc::dms_document::effect::effects;
use mapc::dms_document::evaluate::{Evaluation, Made, Origin, TableOutcome, evaluate};
use mapc::dms_document::model::Document;
use mapc::dms_document::words::Word;
use mapc::schema::{self, Form, Schema};
use mapc::text::Texts;

use crate::cli::args::MessageFormat;
use crate::cli::exit::Exit;
use crate::cli::report::{self, LinesTo};
use crate::cli::{documents, terminal};

/// Prints what the document does, and on stderr what is wrong with it.
pub fn run(path: &Path, schema: Option<&str>, format: MessageFormat) -> Result<Exit> {
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let document = documents::read(path, &mut texts, &mut diags)?;
    let schema = schema.map(|schema| self::schema(schema, &mut texts)).transpose()?;
    if let Some(document) = &document {
        let mut shown = rules(document);
        match &schema {
            Some(schema) => shown += &tables(&evaluate(document, schema), schema),
            None => {
                shown +=
                    "\nWithout a schema it is not known which tables and columns there are: `--schema DIALECT:FILE`.\n"
            }
        }
        terminal::data(shown.as_bytes())?;
    }
    report::findings(&diags, &texts, format, LinesTo::Stderr)?;
    Ok(Exit::findings(diags.any_errors()))
}

/// `oracle:shop.sql`
fn schema(argument: &str, texts: &mut Texts) -> Result<Schema> {
    let Some((word, path)) = argument.split_once(':') else {
        bail!("`--schema` is written `DIALECT:FILE`, such as `oracle:shop.sql`");
    };
    let Some(form) = Form::from_word(word) else {
        let words: Vec<String> = Form::WORDS.iter().map(|word| format!("`{word}`")).collect();
        bail!("no dialect is called `{word}`; there is {}", words.join(", "));
    };
    let path = Path::new(path);
    let (id, content) = documents::text(path, texts)?;
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("schema");
    let name = match form {
        Form::Sql(schema::Dialect::Postgres) => "public",
        Form::Sql(schema::Dialect::SqlServer) => "dbo",
        Form::Sql(_) | Form::Yaml => name,
    };
    // What cannot be read of a schema is told by `mapc import sql`.
    Ok(schema::read(form, &name.into(), id, &content, &mut Diagnostics::new()))
}

fn rules(document: &Document) -> String {
    let width = document.rules.iter().map(|rule| visible(rule.shown_id()).chars().count()).max().unwrap_or(0);
    let mut shown = String::new();
    for (rule, acts) in document.rules.iter().zip(effects(document)) {
        let lines = describe(rule);
        for (at, line) in lines.iter().enumerate() {
            let id = if at == 0 { visible(rule.shown_id()) } else { String::new() };
            let indent = if at == 0 { "" } else { "  " };
            shown += &format!("{id:>width$}  {indent}{}\n", visible(line));
        }
        if !acts {
            shown += &format!("{:>width$}    without effect\n", "");
        }
    }
    shown
}

fn tables(evaluation: &Evaluation<'_>, schema: &Schema) -> String {
    let mut shown = format!("\n{} of {} tables come along.\n", evaluation.tables.len(), schema.tables.len());
    for outcome in &evaluation.tables {
        shown += &table(outcome);
    }
    for (table, quirk, rule) in &evaluation.left_out {
        let why = format!("{} is left out (rule {}): {}", table.qualified(), rule.shown_id(), quirk.says());
        shown += &format!("\n{}\n", visible(&why));
    }
    shown
}

fn table(outcome: &TableOutcome<'_>) -> String {
    let ids: Vec<&str> = outcome.selected_by.iter().chain(&outcome.changed_by).map(|rule| rule.shown_id()).collect();
    let target = match &outcome.object {
        Some(object) => object.target.clone().unwrap_or_else(|| "records".to_owned()),
        None => format!("{}.{}", outcome.schema, outcome.name),
    };
    let head = format!("{} -> {target}  (rules {})", outcome.table.qualified(), ids.join(", "));
    let mut lines = vec![head];
    match &outcome.object {
        Some(object) => {
            for attribute in &object.attributes {
                let key = match object.keys.iter().position(|key| *key == Some(attribute.name.as_str())) {
                    Some(0) => "  partition key",
                    Some(_) => "  sort key",
                    None => "",
                };
                lines.push(match attribute.made {
                    Made::Passes(place) => {
                        format!("  {}  {}{key}", attribute.name, outcome.table.columns[place].declared)
                    }
                    Made::Of(_) => format!("  {}  made{key}", attribute.name),
                });
            }
        }
        None => lines.extend(outcome.columns.iter().map(|column| {
            let ty = column.data_type.map(describe::data_type);
            let mask = column.mask.map_or(String::new(), |(action, _)| format!("  {}", action.word()));
            match column.origin {
                Origin::Column(place) => {
                    let source = &outcome.table.columns[place];
                    let from =
                        if *source.name == *column.name { String::new() } else { format!("{} -> ", source.name) };
                    format!("  {from}{}  {}{mask}", column.name, ty.unwrap_or_else(|| source.declared.to_string()))
                }
                Origin::Expression(text) => {
                    format!("  + {}  {} = {}", column.name, ty.unwrap_or_default(), text.unwrap_or("NULL"))
                }
                Origin::Before(place) => {
                    format!("  + {}  {}, before a change", column.name, outcome.table.columns[place].name)
                }
            }
        })),
    }
    let leaves = |place: usize| match &outcome.object {
        Some(object) => {
            object.attributes.iter().any(|attribute| matches!(attribute.made, Made::Passes(at) if at == place))
        }
        None => outcome.columns.iter().any(|column| column.origin == Origin::Column(place)),
    };
    for (place, column) in outcome.table.columns.iter().enumerate() {
        if !leaves(place) {
            lines.push(format!("  - {}", column.name));
        }
    }
    lines.extend(outcome.key.iter().map(|key| format!("  key: {}", key.join(", "))));
    lines.extend(outcome.filters.iter().map(|filter| format!("  only rows where {}", describe::filter(filter))));
    for (quirk, what) in &outcome.quirks {
        lines.push(format!("  {}: {what}; {} ({})", quirk.name(), quirk.says(), quirk.source()));
    }
    lines.extend(outcome.unknown.iter().map(|what| format!("  unknown: {what}")));
    lines.iter().fold("\n".to_owned(), |shown, line| shown + &visible(line) + "\n")
}
