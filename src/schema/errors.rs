//! What readers of schemas have to say.

use super::model::{Column, Dialect, Table};
use crate::diag::{Code, Diagnostic, Level, near_miss};
use crate::text::Span;

/// All codes of this folder.
pub static CODES: &[&Code] = &[
    &TOO_LONG,
    &GAVE_UP,
    &NO_TABLE,
    &NEVER_CLOSED,
    &UNREAD_STATEMENT,
    &UNREAD_COLUMN,
    &UNREAD_OPTION,
    &UNREAD_VIEW,
    &DUPLICATE_TABLE,
    &DUPLICATE_COLUMN,
    &UNKNOWN_COLUMN,
    &UNREAD_YAML,
];

/// See its page.
pub static TOO_LONG: Code =
    Code::error("schema/too-long", include_str!("../../book/src/diagnostics/schema/too-long.md"));
/// See its page.
pub static GAVE_UP: Code = Code::error("schema/gave-up", include_str!("../../book/src/diagnostics/schema/gave-up.md"));
/// See its page.
pub static NO_TABLE: Code =
    Code::error("schema/no-table", include_str!("../../book/src/diagnostics/schema/no-table.md"));
/// See its page.
pub static NEVER_CLOSED: Code =
    Code::error("schema/never-closed", include_str!("../../book/src/diagnostics/schema/never-closed.md"));
/// See its page.
pub static UNREAD_STATEMENT: Code = Code::waivable_error(
    "schema/unread-statement",
    include_str!("../../book/src/diagnostics/schema/unread-statement.md"),
);
/// See its page.
pub static UNREAD_COLUMN: Code =
    Code::waivable_error("schema/unread-column", include_str!("../../book/src/diagnostics/schema/unread-column.md"));
/// See its page.
pub static UNREAD_OPTION: Code = Code {
    name: "schema/unread-option",
    level: Level::Note,
    waivable: true,
    page: include_str!("../../book/src/diagnostics/schema/unread-option.md"),
};
/// See its page.
pub static UNREAD_VIEW: Code = Code {
    name: "schema/unread-view",
    level: Level::Note,
    waivable: true,
    page: include_str!("../../book/src/diagnostics/schema/unread-view.md"),
};
/// See its page.
pub static DUPLICATE_TABLE: Code = Code::waivable_error(
    "schema/duplicate-table",
    include_str!("../../book/src/diagnostics/schema/duplicate-table.md"),
);
/// See its page.
pub static DUPLICATE_COLUMN: Code =
    Code::error("schema/duplicate-column", include_str!("../../book/src/diagnostics/schema/duplicate-column.md"));
/// See its page.
pub static UNKNOWN_COLUMN: Code =
    Code::waivable_error("schema/unknown-column", include_str!("../../book/src/diagnostics/schema/unknown-column.md"));

/// See its page.
pub static UNREAD_YAML: Code =
    Code::error("schema/unread-yaml", include_str!("../../book/src/diagnostics/schema/unread-yaml.md"));

/// A whole text is longer than its reader takes.
pub fn text_too_long(start: Span, limit: usize) -> Diagnostic {
    TOO_LONG
        .at(start, format!("this file has more than {} MB", limit >> 20))
        .help(String::from("leave the rows out of the dump"))
}

/// One statement is longer than any that declares a real table.
pub fn statement_too_long(start: Span, limit: usize) -> Diagnostic {
    TOO_LONG
        .at(start, format!("this statement has more than {} MB", limit >> 20))
        .label("it is not read")
        .note("a table is declared in less, so a quote or an end mark may be missing")
        .help(String::from("look where this statement should end"))
}

/// So much of a file cannot be read that it must be something else.
pub fn gave_up(at: Span, limit: usize) -> Diagnostic {
    GAVE_UP
        .at(at, format!("more than {limit} findings in this file"))
        .label("from here on it is not read")
        .help(String::from("check that the `schema` line names the dialect of this file"))
}

/// A file was read to its end, and declares nothing.
pub fn no_table(start: Span, form: &str) -> Diagnostic {
    NO_TABLE
        .at(start, "no table is declared in this file")
        .note(format!("it was read as {form}"))
        .help(String::from("name the file that declares the tables, and the form that it is written in"))
}

/// A quote or comment is open to the end of the file. `what` is a word for it.
pub fn never_closed(what: &str, at: Span) -> Diagnostic {
    NEVER_CLOSED
        .at(at, format!("this {what} is never closed"))
        .label("what follows is not read")
        .help(format!("close the {what}, or look for a stray quote before it"))
}

/// A table is declared in a way that cannot be read. `why` is a sentence about the place.
pub fn unread_statement(at: Span, why: &str) -> Diagnostic {
    UNREAD_STATEMENT
        .at(at, why)
        .note("of this statement nothing is known but what was read before")
        .help(String::from("declare the columns one by one"))
}

/// The tokenizer gave up within a statement about a table.
pub fn unread_token(at: Span, message: &str) -> Diagnostic {
    UNREAD_STATEMENT
        .at(at, "this statement cannot be read")
        .label("what stands here is unknown to the dialect")
        .note(format!("the reader of tokens says: {}", message.escape_debug()))
        .help(String::from("check that the `schema` line names the dialect of this file"))
}

/// A part of a table's list is neither a column nor a constraint.
pub fn unread_element(at: Span, expected: &str) -> Diagnostic {
    UNREAD_COLUMN.at(at, format!("{expected} is expected here")).label("this part of the table is not read")
}

/// A column has no type.
pub fn column_without_type(name: &str, at: Span) -> Diagnostic {
    UNREAD_COLUMN
        .at(at, format!("column `{name}` has no type"))
        .help(String::from("write the type after the name of the column"))
}

/// An option of a column is not known.
pub fn unread_option(column: &str, at: Span, option: &str) -> Diagnostic {
    UNREAD_OPTION
        .at(at, format!("`{option}` is not known as an option of column `{column}`"))
        .label("skipped")
        .note("the column keeps its type and its other options")
}

/// The columns of a view cannot be told from its query.
pub fn unread_view(view: &str, at: Span) -> Diagnostic {
    UNREAD_VIEW
        .at(at, format!("the columns of view `{view}` cannot be told from its query"))
        .label("of this the query does not say the name")
        .note("the view is left out")
        .help(String::from("give the value a name with `AS`, or list the view with its columns in a schema in YAML"))
}

/// A table is declared twice.
pub fn duplicate_table(second: &Table, first: &Table) -> Diagnostic {
    DUPLICATE_TABLE
        .at(second.span, format!("table `{}` is declared twice", second.qualified()))
        .label("this declaration is not used")
        .also(first.span, "the first one")
        .help(String::from("keep one of them, or drop the first in between"))
}

/// A column is declared twice.
pub fn duplicate_column(table: &str, second: &Column, first: &Column) -> Diagnostic {
    DUPLICATE_COLUMN
        .at(second.span, format!("table `{table}` has two columns `{}`", second.name))
        .label("this one is not used")
        .also(first.span, "the first one")
        .help(String::from("take one of them away, or give it another name"))
}

/// A key names a column that its table does not have.
pub fn unknown_column(table: &Table, name: &str, at: Span) -> Diagnostic {
    // Among the first columns only, so that a table of a hundred thousand is no burden.
    let near = near_miss(name, table.columns.iter().take(200).map(|column| &*column.name));
    UNKNOWN_COLUMN
        .at(at, format!("table `{}` has no column `{name}`", table.name))
        .label("this key is not used")
        .also(table.span, "the table is declared here")
        .help(near.map(|near| format!("the table has `{near}`")))
}

/// A file is no YAML, or not of the form. `problem` is what the reader says.
pub fn unread_yaml(at: Span, problem: &str) -> Diagnostic {
    UNREAD_YAML
        .at(at, "this is not a schema in YAML")
        .note(format!("the reader says: {}", problem.escape_debug()))
        .help(String::from("`mapc schema` prints the form as a JSON Schema, which editors check"))
}

/// The `dialect` of a file is none.
pub fn unknown_yaml_dialect(at: Span, word: &str) -> Diagnostic {
    let words = Dialect::ALL.map(Dialect::word);
    UNREAD_YAML
        .at(at, format!("`{}` is no dialect", word.escape_debug()))
        .note(format!("the dialects are {}", words.map(|word| format!("`{word}`")).join(", ")))
        .help(near_miss(word, words).map(|near| format!("write `{near}`")))
}
