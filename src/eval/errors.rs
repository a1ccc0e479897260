//! What can be wrong with an example, in words; and why rows are rejected.

use super::compare::Difference;
use super::number::Exact;
use super::rejection::{Rejection, Why};
use super::value::{Record, Value};
use crate::diag::{Code, Diagnostic, near_miss};
use crate::mapping::{Assumption, Filter};
use crate::schema::{Column, Table};
use crate::syntax::tree::{Ident, RecordKey, TextLit};
use crate::text::Span;

/// All kinds of findings of this folder.
pub static CODES: &[&Code] = &[
    &UNKNOWN_COLUMN,
    &MISSING_COLUMN,
    &WRONG_VALUE,
    &TWICE,
    &OTHER_TABLE,
    &BREAKS_ASSUMPTION,
    &DIFFERS,
    &UNKNOWN_REJECTION,
    &EMPTY_KEY,
    &NULL_IN_TEMPLATE,
    &NULL,
    &UNREADABLE,
    &NOT_PADDED,
    &DUPLICATE,
    &EMPTY_NAME,
    &KEY_CHANGE,
    &TRUNCATED,
    &IMPOSSIBLE_HISTORY,
    &NO_HISTORY,
];

/// The codes that a `rejects` line may name.
static REJECTIONS: &[&Code] =
    &[&EMPTY_KEY, &NULL_IN_TEMPLATE, &NULL, &UNREADABLE, &NOT_PADDED, &DUPLICATE, &EMPTY_NAME, &KEY_CHANGE, &TRUNCATED];

/// A row names a column that the table does not have.
pub static UNKNOWN_COLUMN: Code =
    Code::error("example/unknown-column", include_str!("../../book/src/diagnostics/example/unknown-column.md"));

/// A row does not give a column that its record needs.
pub static MISSING_COLUMN: Code =
    Code::error("example/missing-column", include_str!("../../book/src/diagnostics/example/missing-column.md"));

/// A row gives a column what it cannot hold.
pub static WRONG_VALUE: Code =
    Code::error("example/wrong-value", include_str!("../../book/src/diagnostics/example/wrong-value.md"));

/// A record of an example says something twice.
pub static TWICE: Code = Code::error("example/twice", include_str!("../../book/src/diagnostics/example/twice.md"));

/// A row is of a table that the map does not read.
pub static OTHER_TABLE: Code =
    Code::error("example/other-table", include_str!("../../book/src/diagnostics/example/other-table.md"));

/// A row is not as an `assume` line says.
pub static BREAKS_ASSUMPTION: Code =
    Code::error("example/breaks-assumption", include_str!("../../book/src/diagnostics/example/breaks-assumption.md"));

/// The rows become something else than the example says.
pub static DIFFERS: Code =
    Code::error("example/differs", include_str!("../../book/src/diagnostics/example/differs.md"));

/// A `rejects` line names no reason for which rows are rejected.
pub static UNKNOWN_REJECTION: Code =
    Code::error("example/unknown-rejection", include_str!("../../book/src/diagnostics/example/unknown-rejection.md"));

/// A row has no key.
pub static EMPTY_KEY: Code =
    Code::error("example/empty-key", include_str!("../../book/src/diagnostics/example/empty-key.md"));

/// A template has no value.
pub static NULL_IN_TEMPLATE: Code =
    Code::error("example/null-in-template", include_str!("../../book/src/diagnostics/example/null-in-template.md"));

/// A column is NULL where the mapping refuses that.
pub static NULL: Code =
    Code::error("example/null-refused", include_str!("../../book/src/diagnostics/example/null-refused.md"));

/// A text cannot be read as the field's type.
pub static UNREADABLE: Code =
    Code::error("example/unreadable", include_str!("../../book/src/diagnostics/example/unreadable.md"));

/// A number cannot be padded.
pub static NOT_PADDED: Code =
    Code::error("example/not-padded", include_str!("../../book/src/diagnostics/example/not-padded.md"));

/// Two rows of an item give one attribute.
pub static DUPLICATE: Code =
    Code::error("example/duplicate", include_str!("../../book/src/diagnostics/example/duplicate.md"));

/// A name from the data is empty.
pub static EMPTY_NAME: Code =
    Code::error("example/empty-name", include_str!("../../book/src/diagnostics/example/empty-name.md"));

/// A change gives a row another key.
pub static KEY_CHANGE: Code =
    Code::error("example/key-change", include_str!("../../book/src/diagnostics/example/key-change.md"));

/// All rows of the table went.
pub static TRUNCATED: Code =
    Code::error("example/truncated", include_str!("../../book/src/diagnostics/example/truncated.md"));

/// Changes that no table can go through.
pub static IMPOSSIBLE_HISTORY: Code =
    Code::error("example/impossible-history", include_str!("../../book/src/diagnostics/example/impossible-history.md"));

/// A pipeline of which nobody knows what changes end in.
pub static NO_HISTORY: Code =
    Code::error("example/no-history", include_str!("../../book/src/diagnostics/example/no-history.md"));

/// The most members, rows or columns that one finding tells of.
const MOST: usize = 8;
/// The longest value that is shown whole, in bytes.
const LONGEST: usize = 400;
/// The longest record that is offered to be copied, in bytes: of a table with a hundred columns.
const LONGEST_RECORD: usize = 8_000;

/// The table has no such column.
pub fn unknown_column(table: &Table, key: &RecordKey) -> Diagnostic {
    let names = table.columns.iter().map(|column| &*column.name);
    UNKNOWN_COLUMN
        .at(key.span, format!("the table `{}` has no column `{}`", table.qualified(), key.text))
        .also(table.span, "the table is declared here")
        .help(near_miss(&key.text, names).map(|nearest| format!("a column with a similar name is `{nearest}`")))
}

/// The row lacks columns that are never NULL; with each, why it is needed.
pub fn missing_columns(row: Span, missing: &[(&Column, &'static str)]) -> Diagnostic {
    let names: Vec<String> = missing.iter().take(MOST).map(|(column, _)| format!("`{}`", column.name)).collect();
    let more = missing.len().saturating_sub(MOST);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let mut finding = MISSING_COLUMN
        .at(row, format!("the row does not say {}{more}", names.join(", ")))
        .note("only a column that can be NULL may be left out: it is NULL then");
    for (column, why) in missing.iter().take(MOST) {
        finding = finding.also(column.span, *why);
    }
    let values: Vec<String> = missing.iter().take(MOST).map(|(column, _)| format!("{}: …", column.name)).collect();
    finding.help(format!("add `{}`", values.join(", ")))
}

/// The column cannot hold the value.
pub fn wrong_value(column: &Column, span: Span, value: &Value, reason: &str) -> Diagnostic {
    let help = match value {
        Value::Number(digits) if reason.contains("quotes") => Some(format!("write `\"{digits}\"`")),
        Value::Text(text) if reason.contains("quotes") && Exact::read(text).is_some() => {
            Some(format!("write `{text}`"))
        }
        Value::Null
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Moment(_)
        | Value::Record(_)
        | Value::List(_)
        | Value::Unknown => None,
    };
    WRONG_VALUE
        .at(span, format!("the column `{}` cannot hold `{}`: {reason}", column.name, short(&value.to_string())))
        .also(column.span, format!("`{}`", column.declared))
        .help(help)
}

/// The column is never NULL.
pub fn null_value(column: &Column, span: Span) -> Diagnostic {
    WRONG_VALUE
        .at(span, format!("the column `{}` is never NULL", column.name))
        .also(column.span, "declared NOT NULL")
        .note("such a row may stand before `rejects`, to show what becomes of it if it ever comes")
        .help("give it a value".to_owned())
}

/// A record says one name twice.
pub fn twice(first: &RecordKey, second: &RecordKey) -> Diagnostic {
    TWICE
        .at(second.span, format!("`{}` stands twice", second.text))
        .also(first.span, "the first")
        .help("leave one of them out".to_owned())
}

/// A row of another table.
pub fn other_table(named: Span, table: &Table) -> Diagnostic {
    OTHER_TABLE
        .at(named, "the map does not read this table")
        .help(format!("leave the name out: the row is one of `{}`", table.qualified()))
}

/// A row that is not as assumed; `shown` is what of the row shows it.
pub fn breaks_assumption(row: Span, assumption: &Assumption, shown: &[(&Column, &Value)]) -> Diagnostic {
    let mut finding = BREAKS_ASSUMPTION
        .at(row, format!("the row breaks what is assumed: {}", assumption.text))
        .also(assumption.span, "assumed here");
    for (column, value) in shown.iter().take(MOST) {
        finding = finding.note(format!("`{}` is `{}`", column.name, short(&value.to_string())));
    }
    finding.help("take a row that the source can hold, or drop the assumption".to_owned())
}

/// Two rows that share what no two rows share.
pub fn not_unique(first: Span, second: Span, assumption: &Assumption) -> Diagnostic {
    BREAKS_ASSUMPTION
        .at(second, format!("the row breaks what is assumed: {}", assumption.text))
        .also(first, "has the same values")
        .also(assumption.span, "assumed here")
        .help("take rows that the source can hold, or drop the assumption".to_owned())
}

/// A record that is not the expected one.
pub fn differs(record: Span, differences: &[Difference], got: &Record) -> Diagnostic {
    let finding = match differences {
        [one] => DIFFERS.at(one.expected.as_ref().map_or(record, |(_, span)| *span), told(one)),
        several => {
            let names: Vec<String> = several.iter().take(MOST).map(|one| format!("`{}`", one.path)).collect();
            DIFFERS.at(record, format!("the record differs in {}", names.join(", ")))
        }
    };
    let mut finding = match differences {
        [_] => finding,
        several => several.iter().take(MOST).fold(finding, |finding, one| finding.note(told(one))),
    };
    if differences.len() > MOST {
        finding = finding.note(format!("and {} more", differences.len() - MOST));
    }
    finding.help(gives(got))
}

fn told(difference: &Difference) -> String {
    let path = &difference.path;
    match (&difference.expected, &difference.got) {
        (Some((expected, _)), Some(Value::Unknown)) => {
            format!("`{path}` is expected to be `{}`, and no row decides it", short(&expected.to_string()))
        }
        (Some((expected, _)), Some(got)) => {
            format!(
                "`{path}` is expected to be `{}`, and is `{}`",
                short(&expected.to_string()),
                short(&got.to_string())
            )
        }
        (Some((expected, _)), None) => {
            format!("`{path}` is expected to be `{}`, and is not there", short(&expected.to_string()))
        }
        (None, Some(got)) => format!("`{path}` is not expected, and is `{}`", short(&got.to_string())),
        (None, None) => format!("`{path}`"),
    }
}

/// An expected record that no row becomes; `filter` keeps a row of the example away.
pub fn no_such_record(record: Span, filter: Option<&Filter>) -> Diagnostic {
    let finding =
        DIFFERS.at(record, "no row becomes this record").help("add its row, or leave the record out".to_owned());
    match filter {
        Some(filter) => finding.also(filter.span, "this line keeps a row of the example away"),
        None => finding,
    }
}

/// A row that should be rejected, and is kept away before.
pub fn kept_away(code: &TextLit, row: Span, filter: &Filter) -> Diagnostic {
    DIFFERS
        .at(code.span, "the row is not rejected: it does not come along")
        .also(row, "this row")
        .also(filter.span, "this line keeps it away")
        .help("write `gives nothing`".to_owned())
}

/// A record that the example does not expect.
pub fn unexpected_record(place: Span, got: &Record) -> Diagnostic {
    DIFFERS
        .at(place, "the rows become a record that the example does not give")
        .note(format!("it is `{}`", short(&got.to_string())))
        .help(gives(got))
}

fn gives(got: &Record) -> Option<String> {
    let spelled = got.stated().to_string();
    (spelled.len() <= LONGEST_RECORD).then(|| format!("what comes out: `gives {spelled}`"))
}

/// A row that should be rejected and is not.
pub fn not_rejected(code: &TextLit, row: Span, got: &Record) -> Diagnostic {
    DIFFERS.at(code.span, "the row is not rejected").also(row, "this row").help(gives(got))
}

/// A row is rejected where a record, or another reason, is expected.
pub fn rejected(place: Span, rejection: &Rejection) -> Diagnostic {
    let field = &rejection.field;
    let (code, what, note): (&'static Code, String, &str) = match &rejection.why {
        Why::EmptyKey => (
            &EMPTY_KEY,
            format!("the key `{field}` is empty"),
            "an item is found by its key: it cannot be written without",
        ),
        Why::NullInTemplate => (
            &NULL_IN_TEMPLATE,
            format!("a column in the template of `{field}` is NULL"),
            "a text with a hole in it is no value, and never the key of two rows",
        ),
        Why::Null => (&NULL, format!("`{field}` is NULL"), "the mapping says `null reject`"),
        Why::Unreadable(text) => {
            (&UNREADABLE, format!("`{field}` cannot be read from `{}`", short(text)), "the field's type wants a number")
        }
        Why::NotPadded(width) => (
            &NOT_PADDED,
            format!("a number in `{field}` has no form of {width} digits"),
            "`padded` takes whole numbers from 0 on with at most that many digits: others would not sort with them",
        ),
        Why::Duplicate => (
            &DUPLICATE,
            format!("two rows of one item give `{field}`"),
            "one of the two values would be lost; `on duplicate last` says which to keep",
        ),
        Why::EmptyName => (
            &EMPTY_NAME,
            format!("the name of an attribute in `{field}` comes out empty"),
            "DynamoDB takes no such name",
        ),
        Why::KeyChange => (
            &KEY_CHANGE,
            format!("the key `{field}` changes"),
            "without `on key change replace` a changed key is an error, so that somebody looks",
        ),
        Why::Truncated => (
            &TRUNCATED,
            format!("all rows of `{field}` are gone"),
            "no request removes all items of a map: the event is an error, so that somebody looks",
        ),
    };
    let (who, label) = match &rejection.why {
        Why::KeyChange => ("change", "the field"),
        Why::Truncated => ("change", "the map"),
        Why::EmptyKey
        | Why::NullInTemplate
        | Why::Null
        | Why::Unreadable(_)
        | Why::NotPadded(_)
        | Why::Duplicate
        | Why::EmptyName => ("row", "the field"),
    };
    code.at(place, format!("the {who} is rejected: {what}"))
        .also(rejection.span, label)
        .note(note)
        .help(format!("if that is meant, write `rejects {}`", code.name))
}

/// The name of the code of a rejection.
pub fn rejection_code(why: &Why) -> &'static str {
    match why {
        Why::EmptyKey => EMPTY_KEY.name,
        Why::NullInTemplate => NULL_IN_TEMPLATE.name,
        Why::Null => NULL.name,
        Why::Unreadable(_) => UNREADABLE.name,
        Why::NotPadded(_) => NOT_PADDED.name,
        Why::Duplicate => DUPLICATE.name,
        Why::EmptyName => EMPTY_NAME.name,
        Why::KeyChange => KEY_CHANGE.name,
        Why::Truncated => TRUNCATED.name,
    }
}

/// Whether rows are rejected for a reason of this name.
pub fn is_rejection(name: &str) -> bool {
    REJECTIONS.iter().any(|code| code.name == name)
}

/// A code for which no row is rejected.
pub fn unknown_rejection(code: &TextLit) -> Diagnostic {
    let names: Vec<&str> = REJECTIONS.iter().map(|code| code.name).collect();
    let finding = UNKNOWN_REJECTION.at(code.span, format!("no row is rejected as `{}`", code.value)).note(format!(
        "rows are rejected as {}",
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    ));
    finding.help(near_miss(&code.value, names.iter().copied()).map(|nearest| format!("write `{nearest}`")))
}

/// A `rejects` line without a row.
pub fn nothing_to_reject(code: &TextLit, map: &Ident) -> Diagnostic {
    DIFFERS
        .at(code.span, "there is no row that could be rejected")
        .help(format!("add a row of the table that `{}` reads: `row {{ … }}`", map.text))
}

/// A column that an `assume` line says never changes.
pub fn changes_immutable(change: Span, assumption: &Assumption, column: &Column) -> Diagnostic {
    BREAKS_ASSUMPTION
        .at(change, format!("the change breaks what is assumed: {}", assumption.text))
        .also(assumption.span, "assumed here")
        .note(format!("`{}` changes", column.name))
        .help("take a change that the source can make, or drop the assumption".to_owned())
}

/// A row comes with a key that another one has.
pub fn already_there(change: Span, earlier: Span) -> Diagnostic {
    IMPOSSIBLE_HISTORY
        .at(change, "a row with this key is there")
        .also(earlier, "it came here")
        .note("the primary key tells rows apart: the source refuses the second")
        .help("give it another key, or change the row by `update { … } to { … }`".to_owned())
}

/// A row changes or goes that is not there; `nearest` is one that is much like it.
pub fn not_there(change: Span, nearest: Option<Span>) -> Diagnostic {
    let finding = IMPOSSIBLE_HISTORY
        .at(change, "there is no such row")
        .note("rows come by `row` and `insert`, in the order of the lines")
        .help("write the row that is there, or an `insert` before".to_owned());
    match nearest {
        Some(nearest) => finding.also(nearest, "a row that is like it, with another key, came here"),
        None => finding,
    }
}

/// An old row that is not the one that is there.
pub fn not_the_row(change: Span, earlier: Span, differing: &[(&Column, &Value, &Value)]) -> Diagnostic {
    let mut finding =
        IMPOSSIBLE_HISTORY.at(change, "the row with this key has other values").also(earlier, "it became so here");
    for (column, said, is) in differing.iter().take(MOST) {
        finding = finding.note(format!(
            "`{}` is `{}`, and not `{}`",
            column.name,
            short(&is.to_string()),
            short(&said.to_string())
        ));
    }
    finding.help("write the row as it is before the change".to_owned())
}

/// A row that a load read, after changes.
pub fn load_after_change(row: Span, change: Span) -> Diagnostic {
    IMPOSSIBLE_HISTORY
        .at(row, "`row` is a row that was there before the changes")
        .also(change, "a change")
        .help("move the line up, or write `insert`".to_owned())
}

/// A fact that goes back.
pub fn goes_back(change: Span, fact: &str, before: &str, earlier: Span) -> Diagnostic {
    IMPOSSIBLE_HISTORY
        .at(change, format!("`${fact}` goes back"))
        .also(earlier, format!("it was `{}`", short(before)))
        .note("lines stand in the order of the log; positions and moments are compared as texts, byte by byte")
        .help("write a text that sorts after it".to_owned())
}

/// A change that is not newer than the one before it.
pub fn not_newer(change: Span, earlier: Span, version: Span) -> Diagnostic {
    IMPOSSIBLE_HISTORY
        .at(change, "nothing tells that this change is newer")
        .also(earlier, "than what became of the row here")
        .also(version, "what tells the newer")
        .help("write `at $position = \"…\"` before it, with a text that sorts after the one before".to_owned())
}

/// A fact that lines of changes tell themselves, or that is no text.
pub fn not_a_fact(place: Span, message: String, help: &str) -> Diagnostic {
    IMPOSSIBLE_HISTORY.at(place, message).help(help.to_owned())
}

/// A change of which nobody knows what becomes of it.
pub fn no_history(change: Span, stage: Span, reason: &str) -> Diagnostic {
    NO_HISTORY
        .at(change, format!("what becomes of this change is not told: {reason}"))
        .also(stage, "the stage")
        .note("an example shows what is known; of other changes a test with the service itself tells")
        .help("leave the line out".to_owned())
}

/// A change that should be rejected and is not.
pub fn change_not_rejected(code: &TextLit, change: Span) -> Diagnostic {
    DIFFERS
        .at(code.span, "the last change is not rejected")
        .also(change, "this change")
        .help("write what comes out: `gives { … }`".to_owned())
}

/// The start of a long text.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
