//! Names that mean nothing: schemas, tables, columns, types, functions, stages.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::schema::Table;
use crate::stage::{ResourceForm, Stage};
use crate::syntax::tree::{Ident, Map, Path, PathPattern, StageClause, TypeName};
use crate::value::{EVENTS, FUNCTIONS};

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[
    &UNKNOWN_SCHEMA,
    &UNKNOWN_TABLE,
    &TABLE_PATH,
    &UNKNOWN_COLUMN,
    &OTHER_TABLE,
    &NO_MATCH,
    &UNKNOWN_TYPE,
    &UNKNOWN_FUNCTION,
    &UNKNOWN_EVENT,
    &UNKNOWN_STAGE,
    &NO_STAGE,
    &RESOURCE,
];

/// A map reads from a schema that no file declares.
pub static UNKNOWN_SCHEMA: Code =
    Code::error("map/unknown-schema", include_str!("../../../book/src/diagnostics/map/unknown-schema.md"));

/// A map reads from a table that its schema does not have.
pub static UNKNOWN_TABLE: Code =
    Code::error("map/unknown-table", include_str!("../../../book/src/diagnostics/map/unknown-table.md"));

/// A table is not named as `schema.table`.
pub static TABLE_PATH: Code =
    Code::error("map/table-path", include_str!("../../../book/src/diagnostics/map/table-path.md"));

/// A line names a column that its table does not have.
pub static UNKNOWN_COLUMN: Code =
    Code::error("map/unknown-column", include_str!("../../../book/src/diagnostics/map/unknown-column.md"));

/// A column is named with a table that the map does not read.
pub static OTHER_TABLE: Code =
    Code::error("map/other-table", include_str!("../../../book/src/diagnostics/map/other-table.md"));

/// A pattern names no column.
pub static NO_MATCH: Code = Code::error("map/no-match", include_str!("../../../book/src/diagnostics/map/no-match.md"));

/// A field declares a type that the language does not have.
pub static UNKNOWN_TYPE: Code =
    Code::error("map/unknown-type", include_str!("../../../book/src/diagnostics/map/unknown-type.md"));

/// A value calls a function that the language does not have.
pub static UNKNOWN_FUNCTION: Code =
    Code::error("map/unknown-function", include_str!("../../../book/src/diagnostics/map/unknown-function.md"));

/// A value asks for a fact that change events do not have.
pub static UNKNOWN_EVENT: Code =
    Code::error("map/unknown-event", include_str!("../../../book/src/diagnostics/map/unknown-event.md"));

/// A pipeline names a stage that mapc does not have.
pub static UNKNOWN_STAGE: Code =
    Code::error("pipeline/unknown-stage", include_str!("../../../book/src/diagnostics/pipeline/unknown-stage.md"));

/// A map has no pipeline.
pub static NO_STAGE: Code =
    Code::error("pipeline/no-stage", include_str!("../../../book/src/diagnostics/pipeline/no-stage.md"));

/// A stage is not told what it works on, or told too much.
pub static RESOURCE: Code =
    Code::error("pipeline/resource", include_str!("../../../book/src/diagnostics/pipeline/resource.md"));

/// The schema is not known.
pub(crate) fn unknown_schema(name: &Ident, known: &[&str]) -> Diagnostic {
    let nearest = near_miss(&name.text, known.iter().copied());
    let help = match (nearest, known) {
        (Some(nearest), _) => Some(format!("a schema with a similar name is `{nearest}`")),
        (None, []) => Some("declare one: `schema NAME from mysql \"FILE.sql\"`".to_owned()),
        (None, known) if known.len() <= 8 => Some(format!("schemas that are known: {}", list(known))),
        (None, _) => None,
    };
    UNKNOWN_SCHEMA.at(name.span, format!("no schema is called `{}`", name.text)).help(help)
}

/// The schema has no such table.
pub(crate) fn unknown_table<'n>(schema: &Ident, name: &Ident, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    UNKNOWN_TABLE
        .at(name.span, format!("the schema `{}` has no table `{}`", schema.text, name.text))
        .help(near_miss(&name.text, known).map(|nearest| format!("a table with a similar name is `{nearest}`")))
}

/// The table is named by one part, or by more than two.
pub(crate) fn table_path(path: &Path) -> Diagnostic {
    TABLE_PATH
        .at(path.span, "a table is named by its schema and its name")
        .help(path.parts.last().map(|name| format!("write `SCHEMA.{}`", name.text)))
}

/// The table has no such column.
pub(crate) fn unknown_column(table: &Table, name: &Ident) -> Diagnostic {
    let names = table.columns.iter().map(|column| &*column.name);
    let finding = UNKNOWN_COLUMN
        .at(name.span, format!("the table `{}` has no column `{}`", table.qualified(), name.text))
        .also(table.span, "the table is declared here");
    match near_miss(&name.text, names) {
        Some(nearest) => finding.help(format!("a column with a similar name is `{nearest}`")).fix(
            format!("write `{}`", quoted(nearest)),
            name.span,
            quoted(nearest),
        ),
        None => finding,
    }
}

/// A column is named by more than table and column.
pub(crate) fn column_path(path: &Path) -> Diagnostic {
    UNKNOWN_COLUMN
        .at(path.span, "a column is named by its name, or by `TABLE.COLUMN`")
        .help("leave out what stands before the table".to_owned())
}

/// A column is named with another table.
pub(crate) fn other_table(of: &Ident, table: &Table) -> Diagnostic {
    OTHER_TABLE
        .at(of.span, format!("the map does not read a table `{}`", of.text))
        .note("a map sees the columns of its own table only: joins are made in the source, as a view")
        .help(format!("the table of this map is `{}`", table.name))
}

/// A pattern without a match.
pub(crate) fn no_match(pattern: &PathPattern, table: &Table) -> Diagnostic {
    NO_MATCH
        .at(pattern.span, format!("the pattern names no column of `{}`", table.qualified()))
        .also(table.span, "the table is declared here")
}

/// A type that is none of the language's.
pub(crate) fn unknown_type(name: &TypeName, known: &[&str]) -> Diagnostic {
    let word = &*name.word.text;
    let finding = UNKNOWN_TYPE.at(name.span, format!("`{word}` is not written like this, or is not a type"));
    match word {
        "int8" => finding
            .note("eight bits in some dialects, eight bytes in others")
            .help("write `tinyint` or `bigint`".to_owned()),
        "int2" => finding.help("write `smallint`".to_owned()),
        "int4" | "integer" => finding.help("write `int`".to_owned()),
        "text" | "varchar" | "char" => {
            finding.help("write `string`, or `string(20)` for at most 20 characters".to_owned())
        }
        "number" | "numeric" | "decimal" => {
            finding.help("write `decimal(18, 2)`: at most 38 digits, and how many of them after the point".to_owned())
        }
        "datetime" => finding.help("write `timestamp`".to_owned()),
        "real" => finding.help("write `float`".to_owned()),
        _ => finding.help(
            near_miss(word, known.iter().copied())
                .map_or_else(|| format!("types are {}", list(known)), |nearest| format!("write `{nearest}`")),
        ),
    }
}

/// A function that is none of the language's.
pub(crate) fn unknown_function(name: &Ident) -> Diagnostic {
    UNKNOWN_FUNCTION.at(name.span, format!("there is no function `{}`", name.text)).help(
        near_miss(&name.text, FUNCTIONS.iter().copied())
            .map_or_else(|| format!("functions are {}", list(FUNCTIONS)), |nearest| format!("write `{nearest}`")),
    )
}

/// A fact of the event that is none.
pub(crate) fn unknown_event(name: &Ident) -> Diagnostic {
    UNKNOWN_EVENT.at(name.span, format!("change events have no `${}`", name.text)).help(
        near_miss(&name.text, EVENTS.iter().copied())
            .map_or_else(|| format!("known are {}", list(EVENTS)), |nearest| format!("write `${nearest}`")),
    )
}

/// A stage that is none.
pub(crate) fn unknown_stage(name: &Ident, stages: &[&'static dyn Stage]) -> Diagnostic {
    let known: Vec<&str> = stages.iter().map(|stage| stage.name()).collect();
    UNKNOWN_STAGE
        .at(name.span, format!("there is no stage `{}`", name.text))
        .help(near_miss(&name.text, known.iter().copied()).map(|nearest| format!("a similar stage is `{nearest}`")))
        .note(format!("the stages of this release are {}", list(&known)))
}

/// A map without a pipeline.
pub(crate) fn no_stage(map: &Map) -> Diagnostic {
    NO_STAGE
        .at(map.header, format!("the map `{}` goes through no stage", map.name.text))
        .help("write where the rows go: `-> dms -> dynamodb TABLE`".to_owned())
}

/// A stage is told too little or too much of what it works on.
pub(crate) fn resource(clause: &StageClause, stage: &dyn Stage) -> Diagnostic {
    let (message, help) = match stage.resource() {
        ResourceForm::None => ("names nothing that it works on".to_owned(), format!("write `-> {}`", stage.name())),
        ResourceForm::Name(of) => (format!("names {of}"), format!("write `-> {} NAME`", stage.name())),
        ResourceForm::Qualified(of, and) => {
            (format!("names {of} and {and}"), format!("write `-> {} NAME.NAME`", stage.name()))
        }
    };
    RESOURCE.at(clause.span, format!("`{}` {message}", stage.name())).help(help)
}

/// The name as it is written in a mapping: in backticks where it is none of the plain kind.
fn quoted(name: &str) -> String {
    let plain = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '#'));
    if plain { name.to_owned() } else { format!("`{}`", name.replace('`', "``")) }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
