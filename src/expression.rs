//! Expressions of SQLite, by which DMS fills an added column.
//!
//! Source: user guide, "Using transformation rule expressions to define column content". Columns are `$NAME` of the source;
//! facts of the change and of the table are `$AR_H_…` and `$AR_M_…`.

/// The functions that the guide lists.
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

/// Words of SQLite before which or after which a parenthesis may stand.
const WORDS: &[&str] = &[
    "case", "when", "then", "else", "end", "and", "or", "not", "in", "is", "null", "like", "between", "glob", "cast",
    "as", "collate",
];

/// The facts of a change, and of the table that it is of.
const FACTS: &[&str] = &[
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

/// What an expression names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The columns, each once, in order.
    pub columns: Vec<String>,
    /// The facts, each once.
    pub facts: Vec<&'static str>,
    /// It flags deletes rather than letting them be made.
    pub calls_operation: bool,
}

/// What an expression names.
///
/// # Errors
///
/// Why DMS would not take it. Time is linear.
pub fn named(text: &str) -> Result<Named, String> {
    if text.trim().is_empty() {
        return Err("an expression says what the column holds".to_owned());
    }
    if let Some(c) = text.chars().find(|c| matches!(c, '‘' | '’' | '“' | '”')) {
        return Err(format!("SQLite reads no `{c}`: texts stand in straight quotes, `'`"));
    }
    let mut named = Named::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '\'' => past_quote(rest, '\'')?,
            '"' => past_quote(rest, '"')?,
            '$' => {
                let name = word(&rest[1..]);
                if name.is_empty() {
                    return Err("`$` begins the name of a column".to_owned());
                }
                reference(name, &mut named)?;
                &rest[1 + name.len()..]
            }
            c if c.is_alphabetic() || c == '_' => {
                let name = word(rest);
                let after = &rest[name.len()..];
                let small = name.to_ascii_lowercase();
                let is_call = after.trim_start().starts_with('(') && !WORDS.contains(&small.as_str());
                if is_call && !FUNCTIONS.contains(&small.as_str()) {
                    return Err(format!("`{name}` is none of the functions that DMS lists"));
                }
                named.calls_operation |= is_call && small == "operation_indicator";
                after
            }
            c => &rest[c.len_utf8()..],
        };
    }
    Ok(named)
}

/// What follows a text or a quoted name; a doubled quote is a part of it.
fn past_quote(text: &str, quote: char) -> Result<&str, String> {
    let mut rest = &text[1..];
    loop {
        let Some(end) = rest.find(quote) else { return Err(format!("the text after `{quote}` has no end")) };
        rest = &rest[end + 1..];
        match rest.strip_prefix(quote) {
            Some(after) => rest = after,
            None => return Ok(rest),
        }
    }
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

fn reference(name: &str, named: &mut Named) -> Result<(), String> {
    if let Some(fact) = FACTS.iter().find(|fact| **fact == name) {
        if !named.facts.contains(fact) {
            named.facts.push(fact);
        }
        return Ok(());
    }
    if name.starts_with("AR_H_") || name.starts_with("AR_M_") {
        return Err(format!("`${name}` is none of the facts that DMS knows"));
    }
    if !named.columns.iter().any(|column| column == name) {
        named.columns.push(name.to_owned());
    }
    Ok(())
}

/// The expression of a text that is the same for every row.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The expression of a fact of the change event, by the word of the language; `None` where DMS has none.
pub fn of_event(word: &str) -> Option<&'static str> {
    Some(match word {
        "operation" => "$AR_H_OPERATION",
        "timestamp" => "$AR_H_TIMESTAMP",
        "commit-timestamp" => "$AR_H_COMMIT_TIMESTAMP",
        "position" => "$AR_H_STREAM_POSITION",
        "user" => "$AR_H_USER",
        "schema" => "$AR_M_SOURCE_SCHEMA",
        "table" => "$AR_M_SOURCE_TABLE_NAME",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn columns_and_facts_are_found_outside_of_texts() {
        let found = named("$FIRST || '$NOT' || upper($LAST) || $AR_H_OPERATION || $FIRST").expect("it is fine");
        assert_eq!(found.columns, ["FIRST", "LAST"]);
        assert_eq!(found.facts, ["AR_H_OPERATION"]);
        assert!(named("CASE WHEN ($A >= 5) THEN 'it''s' ELSE \"x\" END").is_ok());
    }

    #[test]
    fn what_dms_would_not_take_is_refused() {
        for wrong in ["", "’N’", "'open", "load_extension('x')", "$AR_H_NOTHING", "$AR_M$", "$ A"] {
            assert!(named(wrong).is_err(), "{wrong}");
        }
    }
}
