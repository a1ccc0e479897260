//! Expressions of added columns, as far as their words tell.
//!
//! Source: user guide, "Using transformation rule expressions to define column content".

use crate::diag::Diagnostics;
use crate::dms_document::errors;
use crate::dms_document::model::Text;

/// Functions that the guide lists.
const FUNCTIONS: &[&str] = &[
    "lower",
    "upper",
    "ltrim",
    "rtrim",
    "trim",
    "replace",
    "substr",
    "replacechars",
    "hex",
    "randomblob",
    "zeroblob",
    "abs",
    "random",
    "round",
    "max",
    "min",
    "coalesce",
    "ifnull",
    "nullif",
    "date",
    "time",
    "datetime",
    "julianday",
    "strftime",
    "hash_sha256",
    "operation_indicator",
];

/// Words after which a parenthesis opens no call.
const WORDS: &[&str] =
    &["case", "when", "then", "else", "end", "and", "or", "not", "in", "is", "null", "between", "like", "as", "cast"];

/// Names of the change and of the source.
const NAMES: &[&str] = &[
    "AR_H_STREAM_POSITION",
    "AR_H_TIMESTAMP",
    "AR_H_COMMIT_TIMESTAMP",
    "AR_H_OPERATION",
    "AR_H_USER",
    "AR_H_CHANGE_SEQ",
    "AR_M_SOURCE_SCHEMA",
    "AR_M_SOURCE_TABLE_NAME",
    "AR_M_SOURCE_COLUMN_NAME",
    "AR_M_SOURCE_COLUMN_DATATYPE",
];

/// Reports what SQLite or DMS would not know; one finding an expression.
pub fn check(text: &Text, diags: &mut Diagnostics) {
    if text.value.contains(['‘', '’', '“', '”']) {
        let why = "SQLite knows `'` alone, and does not take the expression";
        diags.push(errors::expression(text, "curly quotes stand in the expression", why));
        return;
    }
    let mut rest = text.value.as_str();
    while let Some(start) = rest.find(|c: char| c == '\'' || c == '$' || c == '"' || is_word(c)) {
        let found = &rest[start..];
        match found.chars().next() {
            Some(quote @ ('\'' | '"')) => {
                let Some(end) = found[1..].find(quote) else {
                    let why = "SQLite does not take the expression";
                    diags.push(errors::expression(text, format!("a text in `{quote}` is never closed"), why));
                    return;
                };
                rest = &found[end + 2..];
            }
            Some('$') => {
                let name = word(&found[1..]);
                if name.starts_with("AR_") && !NAMES.contains(&name) {
                    let why = "DMS has `$AR_H_…` and `$AR_M_…` names, of a fixed list; the table is not loaded";
                    diags.push(errors::expression(text, format!("DMS knows no `${name}`"), why));
                    return;
                }
                rest = &found[1 + name.len()..];
            }
            _ => {
                let name = word(found);
                let after = &found[name.len()..];
                let folded = name.to_ascii_lowercase();
                let is_call = after.trim_start().starts_with('(') && !WORDS.contains(&folded.as_str());
                if is_call && !FUNCTIONS.contains(&folded.as_str()) {
                    let why = "the guide lists which functions there are";
                    diags.push(errors::expression(text, format!("DMS lists no function `{name}`"), why));
                    return;
                }
                rest = after;
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c) && c != '$').unwrap_or(text.len())]
}
