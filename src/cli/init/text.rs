//! The text of a first mapping of one table: pure, without disk and terminal.
//!
//! Names come from a dump and are hostile: what cannot stand in a line is `None`, never another line.

use mapc::diag::render::visible;
use mapc::schema::Table;
use mapc::syntax;
use mapc::text::Texts;
use mapc::types::Type;

/// What goes into a mapping besides its table.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The dialect's word.
    pub dialect: &'static str,
    /// The dump, as seen from the mapping, with `/`.
    pub file: String,
    /// The file does not say to which database schema the table belongs.
    pub guessed_schema: bool,
    /// Places of columns that are claimed not to hold [`SEPARATOR`].
    pub assumed: Vec<usize>,
    /// What the reader of the mapping must decide, a line each.
    pub open: Vec<String>,
}

/// What stands between the parts of a key.
pub const SEPARATOR: char = '|';

/// The mapping in canonical form; `None` when a name of the table cannot be written in a line.
pub fn mapping(table: &Table, choices: &Choices) -> Option<String> {
    let (schema, name) = (name(&table.schema)?, name(&table.name)?);
    let guess = if choices.guessed_schema {
        " // a guess: the file does not name the schema of its tables, and DMS selects them by it"
    } else {
        ""
    };
    let mut text = format!("schema {schema} from {} {}{guess}\n\n", choices.dialect, quoted(&choices.file));
    for open in &choices.open {
        text += &format!("// to decide: {}\n", visible(open));
    }
    let target = dynamodb_name(&table.name);
    let target = if is_plain(&target) { target } else { quoted(&target) };
    text += &format!("map {name} from {schema}.{name} -> dms -> dynamodb {target} {{\n");
    text += &keys(table)?;
    text += "field *\n";
    for column in &choices.assumed {
        text += &format!(
            "assume {} not contains \"{SEPARATOR}\" // to confirm: nothing in the schema says so\n",
            self::name(&table.columns[*column].name)?
        );
    }
    text += "}\n";
    let mut texts = Texts::new();
    let id = texts.add("mapping", text.clone());
    syntax::format(id, &text, &mut mapc::diag::Diagnostics::new())
}

/// The lines of the keys: one column is the partition key, a second the sort key; of more, all but the last are joined.
fn keys(table: &Table) -> Option<String> {
    let key = table.primary_key.as_ref()?;
    let (last, first) = key.columns.split_last()?;
    let spelled = |column: &usize| name(&table.columns[*column].name);
    Some(match first {
        [] => format!("partition key {}\n", spelled(last)?),
        [one] => format!("partition key {}\nsort key {}\n", spelled(one)?, spelled(last)?),
        [..] => {
            let holes: Option<Vec<String>> =
                first.iter().map(|column| Some(format!("${{{}}}", spelled(column)?))).collect();
            let holes = holes?.join(&SEPARATOR.to_string());
            let joined = name(&joined_name(table, first))?;
            format!("partition key {joined} = \"{holes}\"\nsort key {}\n", spelled(last)?)
        }
    })
}

/// A name for joined columns that no column has.
fn joined_name(table: &Table, columns: &[usize]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| &*table.columns[*column].name).collect();
    let mut joined = names.join("_");
    while table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(&joined)) {
        joined += "_key";
    }
    joined
}

/// The columns of a joined key that must not hold the separator, for all that their types say: all texts but the last.
/// One may hold it, since what stands before and behind it does not.
pub fn to_assume(table: &Table) -> Vec<usize> {
    let Some(key) = &table.primary_key else { return Vec::new() };
    let parts = key.columns.split_last().map_or(&[][..], |(_, first)| first);
    let is_text = |column: &&usize| matches!(table.columns[**column].ty, Type::Text(_));
    let mut texts: Vec<usize> = parts.iter().filter(is_text).copied().collect();
    texts.pop();
    texts
}

/// A name as a line spells it: in backticks unless it is plain.
fn name(name: &str) -> Option<String> {
    if name.is_empty() || name.chars().any(char::is_control) {
        return None;
    }
    Some(if is_plain(name) { name.to_owned() } else { format!("`{}`", name.replace('`', "``")) })
}

/// Whether a name needs no backticks anywhere. The words are those that some line takes for something else.
fn is_plain(name: &str) -> bool {
    const WORDS: &[&str] =
        &["true", "false", "null", "not", "unique", "immutable", "at", "list", "set", "map", "any", "view"];
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts && name.chars().all(|c| c.is_alphanumeric() || c == '_') && !WORDS.contains(&name)
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '$' => quoted += "\\u{24}",
            c if c.is_control() => quoted += &format!("\\u{{{:x}}}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A name that DynamoDB takes for a table: 3 to 255 of letters, digits, `_`, `-` and `.`.
fn dynamodb_name(table: &str) -> String {
    let is_taken = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name: String = table.chars().map(|c| if is_taken(c) { c } else { '_' }).take(255).collect();
    format!("{name:_<3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_dump_stay_names() {
        assert_eq!(name("customerid").as_deref(), Some("customerid"));
        for (hostile, spelled) in
            [("order items", "`order items`"), ("a`b", "`a``b`"), ("not", "`not`"), ("1a", "`1a`")]
        {
            assert_eq!(name(hostile).as_deref(), Some(spelled));
        }
        assert_eq!(name("a\nexclude b"), None);
        assert_eq!(name(""), None);
    }

    #[test]
    fn texts_hold_no_hole_and_no_end() {
        assert_eq!(quoted("a\"b\\${c}$(d)\n"), "\"a\\\"b\\\\\\u{24}{c}\\u{24}(d)\\u{a}\"");
    }

    #[test]
    fn tables_get_names_that_dynamodb_takes() {
        assert_eq!(dynamodb_name("order items"), "order_items");
        assert_eq!(dynamodb_name("é"), "___");
        assert_eq!(dynamodb_name(&"x".repeat(300)).len(), 255);
    }
}
