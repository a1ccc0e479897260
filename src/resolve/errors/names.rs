//! Names that mean nothing: schemas, tables, columns, types, functions, stages.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::schema::{Column, Table};
use crate::stage::{ResourceForm, Stage};
use crate::syntax::tree::{Ident, Literal, LiteralKind, Map, Path, PathPattern, StageClause, TypeName};
use crate::text::Span;
use crate::value::{EVENTS, FUNCTIONS};

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[
    &UNKNOWN_SCHEMA,
    &UNKNOWN_TABLE,
    &TABLE_PATH,
    &UNKNOWN_COLUMN,
    &OTHER_TABLE,
    &NO_MATCH,
    &WRONG_LITERAL,
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

/// The schema is not known. It may be `declared`: by a line whose file qualifies its tables with other names.
pub(crate) fn unknown_schema(name: &Ident, declared: bool, known: &[&str]) -> Diagnostic {
    let nearest = near_miss(&name.text, known.iter().copied());
    let message = if declared {
        format!("no table is in the schema `{}`: its file qualifies its tables with another name", name.text)
    } else {
        format!("no schema is called `{}`", name.text)
    };
    let finding = UNKNOWN_SCHEMA.at(name.span, message);
    match (nearest, known) {
        (Some(nearest), _) => meant(finding, name.span, "schema", nearest),
        (None, []) => finding.help(format!("declare it at the top: `schema {} from mysql \"FILE.sql\"`", name.text)),
        (None, known) => finding.help(format!("schemas that are known: {}", some_of(known))),
    }
}

/// The schema has no such table.
pub(crate) fn unknown_table(schema: &Ident, name: &Ident, known: &[&str]) -> Diagnostic {
    let finding = UNKNOWN_TABLE.at(name.span, format!("the schema `{}` has no table `{}`", schema.text, name.text));
    match near_miss(&name.text, known.iter().copied()) {
        Some(nearest) => meant(finding, name.span, "table", nearest),
        None => finding.help(format!("its tables are {}", some_of(known))),
    }
}

/// The table is named by one part, or by more than two. `meant` is the only table of its name.
pub(crate) fn table_path(path: &Path, meant: Option<&Table>) -> Diagnostic {
    let finding = TABLE_PATH.at(path.span, "a table is named by its schema and its name");
    match (meant, path.parts.last()) {
        (Some(table), _) => {
            let name = format!("{}.{}", quoted(&table.schema), quoted(&table.name));
            finding.fix(format!("write `{name}`"), path.span, name)
        }
        (None, Some(name)) => finding.help(format!("write `SCHEMA.{}`", name.text)),
        (None, None) => finding,
    }
}

/// The table has no such column.
pub(crate) fn unknown_column(table: &Table, name: &Ident) -> Diagnostic {
    let names = table.columns.iter().map(|column| &*column.name);
    let finding = UNKNOWN_COLUMN
        .at(name.span, format!("the table `{}` has no column `{}`", table.qualified(), name.text))
        .also(table.span, "the table is declared here");
    match near_miss(&name.text, names) {
        Some(nearest) => meant(finding, name.span, "column", nearest),
        None => {
            let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
            finding.help(format!("its columns are {}", some_of(&names)))
        }
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
    let columns: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
    NO_MATCH
        .at(pattern.span, format!("the pattern names no column of `{}`", table.qualified()))
        .also(table.span, "the table is declared here")
        .help(format!("its columns are {}", some_of(&columns)))
}

/// A column is compared with a constant that its values can never equal.
static WRONG_LITERAL: Code =
    Code::error("map/wrong-literal", include_str!("../../../book/src/diagnostics/map/wrong-literal.md"));

/// A column is compared with a constant of another kind.
pub(crate) fn wrong_literal(column: &Column, literal: &Literal) -> Diagnostic {
    let (kind, help) = match &literal.kind {
        LiteralKind::Text(text) => ("a text", format!("write `{text}`, without quotes")),
        LiteralKind::Number(text) => ("a number", format!("write `\"{text}\"`")),
        LiteralKind::Boolean(_) => ("a truth value", "compare it with a constant of its own type".to_owned()),
        LiteralKind::Null => ("NULL", "write `is null`".to_owned()),
    };
    WRONG_LITERAL
        .at(literal.span, format!("`{}` is compared with {kind}", column.name))
        .also(column.span, format!("declared as `{}`", column.declared))
        .note("how a database compares them differs, so that the claim could mean two things")
        .help(help)
}

/// A type that is none of the language's.
pub(crate) fn unknown_type(name: &TypeName, known: &[&str]) -> Diagnostic {
    let word = &*name.word.text;
    let is_known = known.contains(&word);
    let message = if is_known {
        format!("the type `{word}` is not written like this")
    } else {
        format!("there is no type `{word}`")
    };
    let finding = UNKNOWN_TYPE.at(name.span, message);
    let write = |finding: Diagnostic, word: &str| finding.fix(format!("write `{word}`"), name.span, word);
    match word {
        "int2" => write(finding, "smallint"),
        "int4" | "integer" => write(finding, "int"),
        "datetime" => write(finding, "timestamp"),
        "real" => write(finding, "float"),
        "bool" => write(finding, "boolean"),
        "text" | "varchar" | "char" | "string" => {
            finding.help("write `string`, or `string(20)` for at most 20 characters".to_owned())
        }
        "number" | "numeric" | "decimal" => {
            finding.help("write `decimal(18, 2)`: at most 38 digits, and how many of them after the point".to_owned())
        }
        _ if is_known => finding.help(format!("write `{word}` alone; `unsigned` may follow whole numbers")),
        _ => match near_miss(word, known.iter().copied()) {
            Some(nearest) => write(finding, nearest),
            None => finding.help(format!("types are {}", list(known))),
        },
    }
}

/// A function that is none of the language's.
pub(crate) fn unknown_function(name: &Ident) -> Diagnostic {
    let finding = UNKNOWN_FUNCTION.at(name.span, format!("there is no function `{}`", name.text));
    match near_miss(&name.text, FUNCTIONS.iter().copied()) {
        Some(nearest) => meant(finding, name.span, "function", nearest),
        None => finding.help(format!("functions are {}", list(FUNCTIONS))),
    }
}

/// A fact of the event that is none.
pub(crate) fn unknown_event(name: &Ident) -> Diagnostic {
    let known = || EVENTS.iter().map(|word| format!("`${word}`")).collect::<Vec<_>>().join(", ");
    UNKNOWN_EVENT.at(name.span, format!("change events have no `${}`", name.text)).help(
        near_miss(&name.text, EVENTS.iter().copied()).map_or_else(
            || format!("they have {}; a column is named without `$`", known()),
            |nearest| format!("write `${nearest}`"),
        ),
    )
}

/// A stage that is none.
pub(crate) fn unknown_stage(name: &Ident, stages: &[&'static dyn Stage]) -> Diagnostic {
    let known: Vec<&str> = stages.iter().map(|stage| stage.name()).collect();
    let finding = UNKNOWN_STAGE
        .at(name.span, format!("there is no stage `{}`", name.text))
        .note(format!("the stages of this release are {}", list(&known)));
    match near_miss(&name.text, known.iter().copied()) {
        Some(nearest) => finding.fix(format!("write `{nearest}`"), name.span, nearest),
        None => finding,
    }
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
        ResourceForm::None => ("no name".to_owned(), String::new()),
        ResourceForm::Name(of) => (format!("the name of {of}"), " NAME".to_owned()),
        ResourceForm::Qualified(of, and) => {
            (format!("the names of {of} and {and}, joined by a point"), " NAME.NAME".to_owned())
        }
        ResourceForm::Address(such) => ("an address in quotes".to_owned(), format!(" \"{such}\"")),
    };
    RESOURCE
        .at(clause.span, format!("`{}` is followed by {message}", stage.name()))
        .help(format!("write `-> {}{help}`", stage.name()))
}

/// Offers the known name that is near the one that is written at `span`.
fn meant(finding: Diagnostic, span: Span, what: &str, nearest: &str) -> Diagnostic {
    let name = quoted(nearest);
    finding.fix(format!("a {what} with a similar name is `{nearest}`"), span, name)
}

/// The name as it is written in a mapping: in backticks where it is none of the plain kind.
fn quoted(name: &str) -> String {
    let plain = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '#'));
    if plain { name.to_owned() } else { format!("`{}`", name.replace('`', "``")) }
}

/// The first of many names, and how many more there are.
fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    match names.len().checked_sub(SHOWN) {
        None | Some(0) => list(names),
        Some(more) => format!("{} and {more} more", list(&names[..SHOWN])),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
