//! What DMS refuses, ignores or spoils of rows, columns and tables on their way, in words.

use crate::diag::{Code, Diagnostic};
use crate::mapping::Source;
use crate::schema::{Column, Table};
use crate::text::Span;
use crate::types::Type;

/// Rows are kept away by a column that may change.
pub(crate) static MUTABLE_FILTER: Code =
    Code::waivable_error("dms/mutable-filter", include_str!("../../../../book/src/diagnostics/dms/mutable-filter.md"));

/// Deletes of a filtered PostgreSQL table are not captured.
pub(crate) static FILTER_LOSES_DELETES: Code = Code::waivable_error(
    "dms/filter-loses-deletes",
    include_str!("../../../../book/src/diagnostics/dms/filter-loses-deletes.md"),
);

/// Two changes of one column, of which DMS makes one.
pub(crate) static TWO_CHANGES: Code =
    Code::error("dms/two-changes", include_str!("../../../../book/src/diagnostics/dms/two-changes.md"));

/// A large object gets another name.
pub(crate) static RENAMED_LARGE_OBJECT: Code = Code::waivable_error(
    "dms/renamed-large-object",
    include_str!("../../../../book/src/diagnostics/dms/renamed-large-object.md"),
);

/// A type that does not hold all values of its column.
pub(crate) static LOSSY_CAST: Code =
    Code::waivable_error("dms/lossy-cast", include_str!("../../../../book/src/diagnostics/dms/lossy-cast.md"));

/// Digits of a key are masked.
pub(crate) static MASKED_KEY: Code =
    Code::waivable_error("dms/masked-key", include_str!("../../../../book/src/diagnostics/dms/masked-key.md"));

/// A rule for one thing would hit another, too.
pub(crate) static PATTERN_NAME: Code =
    Code::error("dms/pattern-name", include_str!("../../../../book/src/diagnostics/dms/pattern-name.md"));

/// Two columns arrive under names that differ by case alone.
pub(crate) static SAME_NAME_BY_CASE: Code =
    Code::error("dms/same-name-by-case", include_str!("../../../../book/src/diagnostics/dms/same-name-by-case.md"));

/// Settings of a table that DMS refuses.
pub(crate) static TABLE_SETTINGS: Code =
    Code::error("dms/table-settings", include_str!("../../../../book/src/diagnostics/dms/table-settings.md"));

/// Rows that no part of a table holds.
pub(crate) static NULLABLE_RANGE: Code =
    Code::waivable_error("dms/nullable-range", include_str!("../../../../book/src/diagnostics/dms/nullable-range.md"));

/// A filter by a column that may change.
pub(crate) fn mutable_filter(table: &Table, column: usize, filter: Span) -> Diagnostic {
    let column = &table.columns[column];
    MUTABLE_FILTER
        .at(filter, format!("rows are kept away by `{}`, which may change", column.name))
        .also(column.span, "not part of the primary key")
        .note("a change of the value takes no row out of the target, and brings in none whole: DMS filters by columns that never change after insert")
        .help(format!("if it never changes, say so: `assume immutable {}`", column.name))
        .help("or move only the rows that are there: `dms { migration-type full-load }`".to_owned())
}

/// A filter without the key, of a PostgreSQL table.
pub(crate) fn filter_loses_deletes(source: &Source<'_>, filter: Span) -> Diagnostic {
    FILTER_LOSES_DELETES
        .at(filter, format!("deletes from `{}` would not arrive", source.table.qualified()))
        .also(source.table.primary_key.as_ref().map_or(source.table.span, |key| key.span), "its key")
        .note("DMS captures no delete of a PostgreSQL table whose filter holds no column of the primary key")
        .help("filter by a column of the key, too".to_owned())
        .help("or move only the rows that are there: `dms { migration-type full-load }`".to_owned())
}

/// Changes of one column that DMS makes no two of; at least two, each with what the column gets, and its line.
pub(crate) fn two_changes(column: &Column, changes: &[(&str, Span)]) -> Diagnostic {
    let what: Vec<&str> = changes.iter().map(|(what, _)| *what).collect();
    let last = changes.last().map_or(column.span, |(_, span)| *span);
    let mut finding = TWO_CHANGES
        .at(last, format!("the column `{}` would get {}, and DMS makes one of them", column.name, what.join(" and ")));
    for (what, span) in &changes[..changes.len().saturating_sub(1)] {
        finding = finding.also(*span, format!("{what}, by this line"));
    }
    finding
        .note("DMS takes one transformation of a column; only a mask may stand beside a change of the type")
        .help(format!("let one of the lines leave `{}` out, or read a view of the source", column.name))
}

/// A large object that a line renames.
pub(crate) fn renamed_large_object(column: &Column, line: Span) -> Diagnostic {
    RENAMED_LARGE_OBJECT
        .at(line, format!("the column `{}` is a large object, which DMS can only leave out", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note("its name, type and values cannot be changed by a rule, says the guide; whether it arrives under its old name is not said")
        .help(format!("leave it out: `exclude {}`", column.name))
        .help("or, if a test of the task shows the new name: `allow dms/renamed-large-object because \"…\" until \"…\"`".to_owned())
}

/// A type that does not hold every value.
pub(crate) fn lossy_cast(column: &Column, ty: &Type, reason: &str, line: Span) -> Diagnostic {
    LOSSY_CAST
        .at(line, format!("not every value of `{}` fits `{ty}`", column.name))
        .also(column.span, format!("`{}`", column.declared))
        .note(reason.to_owned())
        .help("give it a wider type".to_owned())
        .help("or, if all values are known to fit: `allow dms/lossy-cast because \"…\" until \"…\"`".to_owned())
}

/// A key whose digits are masked.
pub(crate) fn masked_key(column: &Column, key: Span, line: Span) -> Diagnostic {
    MASKED_KEY
        .at(line, format!("two rows could become one: `{}` is part of a key", column.name))
        .also(key, "this key")
        .note("different values can have the same digits when they are masked, or others each time")
        .help(format!("hash it: `mask {} hash`", column.name))
}

/// A name that means other things, too, in a rule.
pub(crate) fn pattern_name(what: &str, name: &str, line: Span, other: Option<(&str, Span)>) -> Diagnostic {
    let finding = PATTERN_NAME.at(line, format!("a rule for the {what} `{name}` would hit another, too"));
    let finding = match other {
        Some((other, span)) => finding.also(span, format!("`{other}`")),
        None => finding,
    };
    finding
        .note("names in rules of DMS are patterns: `_` stands for any character, `%` for any text, `[` begins a set")
        .help("read a view of the source that has another name for it".to_owned())
}

/// Two names that differ by case alone.
pub(crate) fn same_name_by_case(first: &str, second: &str, line: Span) -> Diagnostic {
    SAME_NAME_BY_CASE
        .at(line, format!("two columns arrive as `{first}` and `{second}`"))
        .note("names that DMS makes must differ also where case does not count")
        .help("give one of them another name: `field NAME = COLUMN`".to_owned())
}

/// Settings of a table that DMS refuses.
pub(crate) fn table_settings(span: Span, reason: String) -> Diagnostic {
    TABLE_SETTINGS.at(span, "DMS does not take these settings of the table").note(reason)
}

/// Ranges of a column that can be NULL.
pub(crate) fn nullable_range(table: &Table, column: usize, span: Span) -> Diagnostic {
    let column = &table.columns[column];
    NULLABLE_RANGE
        .at(span, format!("rows in which `{}` is NULL are not loaded", column.name))
        .also(column.span, "not declared NOT NULL")
        .note("no part of ranges holds such a row")
        .help(format!("if it is never NULL, say so: `assume {} is not null`", column.name))
}
