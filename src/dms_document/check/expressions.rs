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
    if let Err((problem, why)) = judge(&text.value) {
        diags.push(errors::expression(text, problem, why));
    }
}

/// What is wrong with an expression, in a sentence.
pub fn problem(text: &str) -> Result<(), String> {
    judge(text).map_err(|(problem, _)| problem)
}

fn judge(text: &str) -> Result<(), (String, &'static str)> {
    if text.contains(['‘', '’', '“', '”']) {
        return Err((
            "curly quotes stand in the expression".to_owned(),
            "SQLite knows `'` alone, and does not take the expression",
        ));
    }
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '\'' || c == '$' || c == '"' || is_word(c)) {
        let found = &rest[start..];
        rest = match found.chars().next() {
            Some(quote @ ('\'' | '"')) => {
                let Some(end) = found[1..].find(quote) else {
                    return Err((
                        format!("a text in `{quote}` is never closed"),
                        "SQLite does not take the expression",
                    ));
                };
                &found[end + 2..]
            }
            Some('$') => {
                let name = word(&found[1..]);
                if name.starts_with("AR_") && !NAMES.contains(&name) {
                    let why = "DMS has `$AR_H_…` and `$AR_M_…` names, of a fixed list; the table is not loaded";
                    return Err((format!("DMS knows no `${name}`"), why));
                }
                &found[1 + name.len()..]
            }
            _ => {
                let name = word(found);
                let after = &found[name.len()..];
                let folded = name.to_ascii_lowercase();
                let is_call = after.trim_start().starts_with('(') && !WORDS.contains(&folded.as_str());
                if is_call && !FUNCTIONS.contains(&folded.as_str()) {
                    return Err((
                        format!("DMS lists no function `{name}`"),
                        "the guide lists which functions there are",
                    ));
                }
                after
            }
        };
    }
    Ok(())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c) && c != '$').unwrap_or(text.len())]
}
