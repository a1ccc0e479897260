//! Rules beside selection, transformation and object mapping: tags of objects, and how columns are compared.
//!
//! Sources: user guide, "Using Amazon S3 as a target", tagging; "AWS DMS data validation".

use serde::Serialize;

use super::condition;
use super::load::{Wrong, of_table};
use crate::settings::{Setting, SettingValue, Settings};
use crate::shape::Carrier;
use crate::stage::At;
use crate::text::Name;

/// The most tags of an object.
const MOST_TAGS: usize = 10;

/// A tag of an object. `${schema-name}` and `${table-name}` stand for names in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Tag {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// A line about the comparison of columns.
pub(crate) struct Validated<'s> {
    /// The setting.
    pub setting: &'s Setting,
    /// The columns, or why a line says none.
    pub columns: Vec<Result<Column, &'static str>>,
}

/// How one column is compared.
pub(crate) struct Column {
    /// The column.
    pub name: String,
    /// What is compared of the source, in its SQL.
    pub source: Option<String>,
    /// What is compared of the target, in its SQL.
    pub target: Option<String>,
}

fn lines(setting: &Setting) -> &[Vec<Name>] {
    match &setting.value {
        SettingValue::Lines(lines) => lines,
        SettingValue::Flag(_)
        | SettingValue::Number(_)
        | SettingValue::Text(_)
        | SettingValue::Word(_)
        | SettingValue::Template(_)
        | SettingValue::Block(_)
        | SettingValue::Choice(..)
        | SettingValue::List(_) => &[],
    }
}

/// The tags that a block asks for.
pub(crate) fn tags(settings: &Settings) -> Option<(&Setting, Vec<Tag>)> {
    let setting = settings.get("tag")?;
    let text = |line: &Vec<Name>, place: usize| line.get(place).map_or_else(String::new, ToString::to_string);
    Some((setting, lines(setting).iter().map(|line| Tag { key: text(line, 0), value: text(line, 1) }).collect()))
}

/// What is wrong with tags.
pub(crate) fn wrong_tags(tags: &[Tag]) -> Option<String> {
    if tags.len() > MOST_TAGS {
        return Some(format!("an object has at most {MOST_TAGS} tags"));
    }
    if tags.iter().any(|tag| tag.key.is_empty() || tag.value.is_empty()) {
        return Some("a tag has a key and a value: `tag \"KEY\", \"VALUE\"`".to_owned());
    }
    let is_twice = |place: usize| tags[..place].iter().any(|tag| tag.key == tags[place].key);
    (0..tags.len()).any(is_twice).then(|| "of two tags with one key DMS sets one".to_owned())
}

/// The lines that say how columns are compared.
pub(crate) fn validated(settings: &[Setting]) -> Vec<Validated<'_>> {
    let column = |line: &Vec<Name>| {
        let function = |place: usize| line.get(place).map(ToString::to_string).filter(|text| !text.is_empty());
        match line.as_slice() {
            [name, _] | [name, _, _] if function(1).is_some() || function(2).is_some() => {
                Ok(Column { name: name.to_string(), source: function(1), target: function(2) })
            }
            _ => Err(
                "a line says the column, the function of the source, and that of the target: `validate NAME, \"…\", \"…\"`",
            ),
        }
    };
    let found = settings.iter().filter(|setting| setting.key == "validate");
    found.map(|setting| Validated { setting, columns: lines(setting).iter().map(column).collect() }).collect()
}

/// How columns of the mapping's table are compared.
pub(crate) fn compared<'a>(at: &At<'a>) -> Vec<(&'a Setting, Column)> {
    let lines = validated(of_table(at)).into_iter();
    lines.flat_map(|line| line.columns.into_iter().flatten().map(move |column| (line.setting, column))).collect()
}

/// What DMS refuses or ignores of conditions, tags and comparisons.
pub(crate) fn wrong(at: &At<'_>, carrier: Carrier) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let condition = at.next().filter(|_| carrier == Carrier::Items).and_then(|next| condition::of(&next.settings));
    if let Some((setting, reason)) = condition.and_then(|(setting, found)| Some((setting, condition::wrong(&found)?))) {
        wrong.push(Wrong::Refused(setting.span, reason));
    }
    let tags = at.next().filter(|_| carrier == Carrier::Files).and_then(|next| tags(&next.settings));
    if let Some((setting, reason)) = tags.and_then(|(setting, tags)| Some((setting, wrong_tags(&tags)?))) {
        wrong.push(Wrong::Refused(setting.span, reason));
    }
    for line in validated(of_table(at)) {
        if carrier != Carrier::Tables {
            let reason = "DMS validates tasks that write to a relational database".to_owned();
            wrong.push(Wrong::Refused(line.setting.span, reason));
        }
        for reason in line.columns.iter().filter_map(|column| column.as_ref().err()) {
            wrong.push(Wrong::Refused(line.setting.span, (*reason).to_owned()));
        }
    }
    let table = at.mapping.source.table;
    for (setting, column) in compared(at) {
        let reason = match table.column(&column.name) {
            None => format!("the table `{}` has no column `{}`", table.qualified(), column.name),
            Some(place) if table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&place)) => {
                format!("`{}` is part of the key, for which DMS ignores such a function", column.name)
            }
            Some(_) => continue,
        };
        wrong.push(Wrong::Refused(setting.span, reason));
    }
    wrong
}
