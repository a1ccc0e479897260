//! What a rule does, in a sentence.

use super::json::Kind;
use super::model::{
    Condition, DataType, Filter, LobSettings, Locator, ObjectMapping, OneOf, ParallelLoad, Rule, Says, Selection, Text,
    Transformation,
};
use super::pattern::Pattern;
use super::words::{Action, Operator, SelectionAction, TableType, Target, Word};

/// What the rule does: one sentence without a full stop, and a line for each detail.
pub fn describe(rule: &Rule) -> Vec<String> {
    match &rule.says {
        Says::Selection(selection) => self::selection(rule, selection),
        Says::Transformation(says) => vec![transformation(rule, says)],
        Says::TableSettings(says) => {
            let mut lines = vec![format!("says how `{}` is loaded", place(&rule.locator, 2))];
            lines.extend(says.parallel_load.as_ref().map(parallel_load));
            lines.extend(says.lob.as_ref().map(lob));
            lines
        }
        Says::ObjectMapping(says) => object_mapping(rule, says),
        Says::PostProcessing(says) => {
            let mut lines = vec![format!("tags the objects of `{}`", place(&rule.locator, 2))];
            lines.extend(says.tags.iter().map(|(key, value)| format!("`{}` is `{}`", key.value, value.value)));
            lines
        }
        Says::Validation(_) => vec![format!("says how `{}` is compared in a validation", place(&rule.locator, 3))],
        Says::Unknown => vec![format!("is of a type that DMS has not: `{}`", rule.kind.written.value)],
    }
}

/// The names of a locator, the first `count` of schema, table and column.
fn place(locator: &Locator, count: usize) -> String {
    let names = [&locator.schema, &locator.table, &locator.column];
    let names: Vec<&str> = names[..count].iter().map(|name| name.as_ref().map_or("?", |name| &name.value)).collect();
    names.join(".")
}

fn value(text: &Option<Text>) -> &str {
    text.as_ref().map_or("?", |text| &text.value)
}

fn selection(rule: &Rule, says: &Selection) -> Vec<String> {
    let kind = match OneOf::get(&rule.locator.table_type).unwrap_or(TableType::Table) {
        TableType::Table => "tables",
        TableType::View => "views",
        TableType::All => "tables and views",
    };
    let verb = match OneOf::get(&says.action) {
        Some(SelectionAction::Include) => "selects",
        Some(SelectionAction::Explicit) => "selects exactly",
        Some(SelectionAction::Exclude) => "leaves out",
        None => "does what DMS does not know with",
    };
    let mut lines = vec![format!("{verb} the {kind} `{}`", place(&rule.locator, 2))];
    lines.extend(says.filters.iter().map(|filter| format!("only rows where {}", self::filter(filter))));
    lines.extend(says.load_order.as_ref().map(|order| format!("load order {}", order.value)));
    lines
}

/// The condition of a filter.
pub fn filter(filter: &Filter) -> String {
    let conditions: Vec<String> = filter
        .conditions
        .iter()
        .map(|condition| format!("`{}` {}", value(&filter.column), self::condition(condition)))
        .collect();
    conditions.join(" or ")
}

fn condition(condition: &Condition) -> String {
    let (one, start, end) = (value(&condition.value), value(&condition.start), value(&condition.end));
    match OneOf::get(&condition.operator) {
        Some(Operator::Lte | Operator::Ste) => format!("<= `{one}`"),
        Some(Operator::Gte) => format!(">= `{one}`"),
        Some(Operator::Eq) => format!("= `{one}`"),
        Some(Operator::Noteq) => format!("!= `{one}`"),
        Some(Operator::Between) => format!("is between `{start}` and `{end}`"),
        Some(Operator::Notbetween) => format!("is not between `{start}` and `{end}`"),
        Some(Operator::Null) => "is NULL".to_owned(),
        Some(Operator::Notnull) => "is not NULL".to_owned(),
        None => "is asked what DMS does not know".to_owned(),
    }
}

fn transformation(rule: &Rule, says: &Transformation) -> String {
    let (what, names) = match OneOf::get(&says.target) {
        Some(Target::Schema) => ("schema", place(&rule.locator, 1)),
        Some(Target::Table) => ("table", place(&rule.locator, 2)),
        Some(Target::Column) => ("column", place(&rule.locator, 3)),
        Some(Target::TableTablespace) => ("tablespace of", value(&rule.locator.table_tablespace).to_owned()),
        Some(Target::IndexTablespace) => ("index tablespace of", value(&rule.locator.index_tablespace).to_owned()),
        None => ("?", place(&rule.locator, 3)),
    };
    let is_wild = Pattern::new(names.rsplit('.').next().unwrap_or_default()).is_wild();
    let of_type = rule.locator.data_type.as_ref().map_or(String::new(), |ty| format!(" of the type `{}`", ty.value));
    let object = format!("the {what}{} `{names}`{of_type}", if is_wild { "s" } else { "" });
    let table = place(&rule.locator, 2);
    let (new, old) = (value(&says.value), value(&says.old_value));
    let Some(action) = OneOf::get(&says.action) else {
        return format!("does what is not said with {object}");
    };
    match action {
        Action::Rename => format!("renames {object} to `{new}`"),
        Action::ConvertLowercase => format!("writes {object} in small letters"),
        Action::ConvertUppercase => format!("writes {object} in capitals"),
        Action::AddPrefix => format!("puts `{new}` before {object}"),
        Action::AddSuffix => format!("puts `{new}` after {object}"),
        Action::RemovePrefix => format!("takes `{new}` from the start of {object}"),
        Action::RemoveSuffix => format!("takes `{new}` from the end of {object}"),
        Action::ReplacePrefix => format!("puts `{new}` for `{old}` at the start of {object}"),
        Action::ReplaceSuffix => format!("puts `{new}` for `{old}` at the end of {object}"),
        Action::AddColumn => {
            let ty = says.data_type.as_ref().map_or(String::new(), |ty| format!(", `{}`", data_type(ty)));
            let expression = says.expression.as_ref().map_or(String::new(), |text| format!(" = `{}`", text.value));
            format!("adds to `{table}` the column `{new}`{ty}{expression}")
        }
        Action::IncludeColumn => format!("takes along {object}, and no column that no such rule names"),
        Action::RemoveColumn => format!("leaves out {object}"),
        Action::DefinePrimaryKey => {
            let columns =
                says.primary_key.iter().flat_map(|key| &key.columns).map(|column| format!("`{}`", column.value));
            format!("gives `{table}` the key {}", columns.collect::<Vec<_>>().join(", "))
        }
        Action::ChangeDataType => {
            format!("makes {object} `{}`", says.data_type.as_ref().map_or("?".to_owned(), data_type))
        }
        Action::AddBeforeImageColumns => format!("adds to `{table}` columns with the values before a change"),
        Action::MaskDigits => format!("puts `{new}` for each digit of {object}"),
        Action::RandomizeDigits => format!("puts another digit for each of {object}"),
        Action::MaskHash => format!("puts a hash for {object}"),
    }
}

/// A type as it is read: `numeric(10, 2)`.
pub fn data_type(ty: &DataType) -> String {
    let numbers: Vec<&str> =
        [&ty.length, &ty.precision, &ty.scale].into_iter().flatten().map(|text| text.value.as_str()).collect();
    let word = value(&ty.word);
    if numbers.is_empty() { word.to_owned() } else { format!("{word}({})", numbers.join(", ")) }
}

fn parallel_load(load: &ParallelLoad) -> String {
    let kind = load.kind.as_ref().map_or("?", |kind| &kind.written.value);
    let parts = if load.boundaries.is_empty() {
        String::new()
    } else {
        let columns: Vec<String> = load.columns.iter().map(|column| format!("`{}`", column.value)).collect();
        format!(", {} parts by {}", load.boundaries.len() + 1, columns.join(", "))
    };
    format!("in parallel: `{kind}`{parts}")
}

fn lob(lob: &LobSettings) -> String {
    let mode = lob.mode.as_ref().map_or("limited", |mode| &mode.written.value);
    let size = lob.size.as_ref().map_or(String::new(), |size| format!(", {} kB", size.value));
    format!("large objects: `{mode}`{size}")
}

fn object_mapping(rule: &Rule, says: &ObjectMapping) -> Vec<String> {
    let mut lines = vec![format!("makes a record of each row of `{}`", place(&rule.locator, 2))];
    lines.extend(says.target_table.as_ref().map(|table| format!("in the table `{}`", table.value)));
    lines.extend(says.topic.as_ref().map(|topic| format!("in the topic `{}`", topic.value)));
    lines.extend(says.partition_key.as_ref().map(|key| format!("partition key `{}`", key.value)));
    lines.extend(says.sort_key.as_ref().map(|key| format!("sort key `{}`", key.value)));
    lines.extend(OneOf::get(&says.partition_key_type).map(|kind| format!("shard by `{}`", kind.word())));
    for attribute in &says.attributes {
        let value = attribute.value.as_ref().map_or("?".to_owned(), |value| match &value.kind {
            Kind::Text(text) => format!("`{text}`"),
            Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_) => {
                "a document".to_owned()
            }
        });
        lines.push(format!("`{}` is {value}", self::value(&attribute.name)));
    }
    let excluded: Vec<String> = says.excluded.iter().map(|name| format!("`{}`", name.value)).collect();
    lines.push(match excluded.as_slice() {
        [] => "all columns as they are".to_owned(),
        [_, ..] => format!("all columns as they are but {}", excluded.join(", ")),
    });
    lines
}
