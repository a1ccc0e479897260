//! Object mappings as keys and fields.

use std::collections::BTreeSet;

use super::build::{Reason, ident, path, path_pattern, plain_template, setting, word, word_value};
use super::condition;
use super::task::{Target, Task, names};
use crate::dms_document::json::{Json, Kind};
use crate::dms_document::model::{Attribute, ObjectMapping, OneOf, Rule};
use crate::dms_document::template::{self, Part};
use crate::dms_document::words::{MappingAction, PartitionKeyType, Word};
use crate::syntax::tree::{
    ExcludeLine, FieldLine, FieldName, KeyLine, KeyRole, Line, MemberLine, Members, MembersKind, Pattern, Piece,
    Resource, Setting, SettingValue, StageClause, Template, TemplatePart, TypeName, Value,
};
use crate::text::Span;

/// The map of all columns. Source: user guide, "Using Amazon DynamoDB as a target".
const DOCUMENT: &str = "_doc";

/// Where messages go without a topic. Source: user guide, "Using Apache Kafka as a target".
pub const DEFAULT_TOPIC: &str = "kafka-default-topic";

/// Adds an object mapping, which has a map of its own.
pub fn add<'d>(rule: &'d Rule, says: &'d ObjectMapping, task: &mut Task<'d>) -> Result<(), Reason> {
    let action = OneOf::get(&says.action).ok_or("its action is none that DMS knows")?;
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    if tables.iter().any(|name| name.contains(['%', '['])) {
        return Err("an object mapping is of one table, named in full".to_owned());
    }
    if says.says_nothing() && says.old_partition_key.is_none() {
        // Which DMS does without the rule.
        return Ok(());
    }
    let topic = topic(says)?;
    let is_items = task.target == Target::Items;
    let condition = match &says.condition {
        Some(_) if !is_items => return Err("a condition is of items, and its records are messages".to_owned()),
        Some(condition) => Some(condition::setting_of(condition)?),
        None => None,
    };
    let fields = fields(rule, says, action, is_items)?;
    let exclude = excluded(rule, says)?;
    let shard = if is_items { None } else { shard(rule, says, task.target)? };
    let task_target = task.target;
    let map = task.own_map(tables, rule.span)?;
    if std::mem::replace(&mut map.is_mapped, true) {
        return Err("another rule maps this table".to_owned());
    }
    map.fields.extend(fields);
    map.lines.extend(exclude);
    map.of_target.extend(condition);
    let is_old = says.old_partition_key.is_some();
    map.of_target.extend(shard);
    map.target = match (task_target, topic) {
        (Target::Topics, None) => None,
        (_, Some(topic)) => Some(StageClause {
            stage: word("kafka", rule.span),
            resource: Some(named(&topic, rule.span)),
            span: rule.span,
        }),
        (_, None) => Some(target(rule, says, is_items)),
    };
    if is_old {
        let reason = "its `partition-key` is of older engines, and left out; newer ones know `partition-key-type`, which a line `partition-key` says";
        task.partial.push((rule, reason.to_owned()));
    }
    Ok(())
}

fn target(rule: &Rule, says: &ObjectMapping, is_items: bool) -> StageClause {
    let span = rule.span;
    let stage = word(if is_items { "dynamodb" } else { "kinesis" }, span);
    let resource = match &says.target_table {
        Some(table) if is_items => named(&table.value, span),
        Some(_) | None if is_items => Resource::Text(own_name(span)),
        Some(_) | None => Resource::Path(crate::syntax::tree::Path { parts: vec![word("stream", span)], span }),
    };
    StageClause { stage, resource: Some(resource), span }
}

/// A resource of this name.
fn named(name: &str, span: Span) -> Resource {
    match path(&[name], span) {
        Ok(path) => Resource::Path(path),
        Err(_) => Resource::Text(plain_template(name, span)),
    }
}

/// The topic as it is called in the end: in small letters, unless the rule says otherwise.
fn topic(says: &ObjectMapping) -> Result<Option<String>, Reason> {
    let Some(topic) = &says.topic else { return Ok(None) };
    if topic.value.contains("${") {
        return Err(format!("its topic `{}` is a placeholder, which is no name of a topic", topic.value));
    }
    let keeps = says.keep_topic.as_ref().is_some_and(|text| text.value == "true");
    let name = if keeps { topic.value.clone() } else { topic.value.to_lowercase() };
    if name == DEFAULT_TOPIC {
        return Err(format!("`{DEFAULT_TOPIC}` is the topic that DMS takes without such a rule, which no line says"));
    }
    Ok(Some(name))
}

/// `"${$table}"`
pub fn own_name(span: Span) -> Template {
    Template { parts: vec![TemplatePart::Hole(Value::Event(word("table", span)), span)], span }
}

/// The column that an attribute is, if it is one and nothing else.
fn whole_column(value: Option<&Json>) -> Option<String> {
    let Kind::Text(text) = &value?.kind else { return None };
    match template::parts(text).as_slice() {
        [Part::Column(name)] => Some(name.clone()),
        [] | [Part::Literal(_)] | [_, _, ..] => None,
    }
}

/// Columns that `field x = column` excludes by itself.
fn excluded_by_fields(says: &ObjectMapping) -> BTreeSet<String> {
    let excluded = |name: &String| says.excluded.iter().any(|other| other.value == *name);
    says.attributes.iter().filter_map(|attribute| whole_column(attribute.value.as_ref())).filter(excluded).collect()
}

fn excluded(rule: &Rule, says: &ObjectMapping) -> Result<Option<Line>, Reason> {
    let span = rule.span;
    let by_fields = excluded_by_fields(says);
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for name in &says.excluded {
        if by_fields.contains(&name.value) || !seen.insert(&name.value) {
            continue;
        }
        let pattern = Pattern { pieces: vec![Piece::Literal(ident(&name.value, name.span)?.text)], span };
        columns.push(path_pattern(vec![pattern], span));
    }
    Ok((!columns.is_empty()).then_some(Line::Exclude(ExcludeLine { columns, span })))
}

fn fields(rule: &Rule, says: &ObjectMapping, action: MappingAction, is_items: bool) -> Result<Vec<Line>, Reason> {
    let span = rule.span;
    let mut lines = Vec::new();
    let keys = [(KeyRole::Partition, &says.partition_key), (KeyRole::Sort, &says.sort_key)];
    let keys = if is_items { &keys[..] } else { &[] };
    for (role, key) in keys {
        let Some(key) = key else { continue };
        let attribute = says
            .attributes
            .iter()
            .find(|attribute| attribute.name.as_ref().is_some_and(|name| name.value == key.value));
        let value = match attribute {
            Some(attribute) => Some(scalar(attribute, says)?),
            None => None,
        };
        lines.push(Line::Key(KeyLine { role: *role, name: ident(&key.value, key.span)?, value, doc: None, span }));
    }
    let is_key = |name: &str| keys.iter().any(|(_, key)| key.as_ref().is_some_and(|key| key.value == name));
    for attribute in &says.attributes {
        let name = attribute.name.as_ref().ok_or("an attribute has no name")?;
        if !is_key(&name.value) {
            lines.push(field(attribute, &name.value, says, is_items)?);
        }
    }
    if action == MappingAction::Document {
        let rest = bare(FieldName::Rest(span), span);
        let members = Members { kind: MembersKind::Map, lines: vec![MemberLine::Field(rest)], span };
        let name = FieldName::Named(word(DOCUMENT, span));
        lines.push(Line::Field(FieldLine { members: Some(members), ..bare(name, span) }));
    }
    Ok(lines)
}

fn bare(name: FieldName, span: Span) -> FieldLine {
    FieldLine { name, ty: None, value: None, null: None, members: None, doc: None, span }
}

/// The value of an attribute that is one text.
fn scalar(attribute: &Attribute, says: &ObjectMapping) -> Result<Value, Reason> {
    let value = attribute.value.as_ref().ok_or("an attribute has no value")?;
    let Kind::Text(text) = &value.kind else {
        return Err("a key is no document".to_owned());
    };
    if attribute.kind.as_ref().is_some_and(|kind| kind.value != "scalar") {
        return Err("the value of a document is no text".to_owned());
    }
    if attribute.sub_type.as_ref().is_some_and(|kind| kind.value != "string") {
        return Err("an attribute is confirmed to be a `string` only".to_owned());
    }
    let is_excluded = |name: &str| says.excluded.iter().any(|other| other.value == name);
    match whole_column(Some(value)) {
        Some(column) if is_excluded(&column) => Ok(Value::Column(path(&[&column], attribute.span)?)),
        Some(_) | None => Ok(Value::Template(template(text, attribute.span)?)),
    }
}

fn template(text: &str, span: Span) -> Result<Template, Reason> {
    if template::is_unclosed(text) {
        return Err("a hole of an attribute is not closed".to_owned());
    }
    let parts = template::parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Literal(text) => Ok(TemplatePart::Literal(text.into())),
            Part::Column(name) => Ok(TemplatePart::Hole(Value::Column(path(&[&name], span)?), span)),
        })
        .collect::<Result<_, Reason>>()?;
    Ok(Template { parts, span })
}

fn field(attribute: &Attribute, name: &str, says: &ObjectMapping, is_items: bool) -> Result<Line, Reason> {
    let span = attribute.span;
    let value = attribute.value.as_ref().ok_or("an attribute has no value")?;
    let mut line = bare(FieldName::Named(ident(name, span)?), span);
    if let Kind::Text(_) = &value.kind {
        line.value = Some(scalar(attribute, says)?);
        // `field x` alone would be the column as it passes.
        if let Some(Value::Column(column)) = &line.value
            && column.parts.iter().all(|part| *part.text == *name)
        {
            line.ty = Some(plain_type("string", span));
            line.value = None;
        }
        return Ok(Line::Field(line));
    }
    line.members = Some(match is_items {
        true => items(value, span)?,
        false => members(value, span)?,
    });
    Ok(Line::Field(line))
}

fn plain_type(text: &str, span: Span) -> TypeName {
    TypeName { word: word(text, span), unsigned: false, arguments: Vec::new(), of: Vec::new(), span }
}

/// The members of a document of a message.
fn members(json: &Json, span: Span) -> Result<Members, Reason> {
    let Kind::Object(list) = &json.kind else {
        return Err("a document of a message is an object".to_owned());
    };
    let mut lines = Vec::new();
    for member in list {
        let mut line = bare(FieldName::Named(ident(&member.name, span)?), span);
        match &member.value.kind {
            Kind::Text(text) => line.value = of_member(&member.name, text, span)?,
            Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::List(_) | Kind::Object(_) => {
                line.members = Some(members(&member.value, span)?);
            }
        }
        lines.push(MemberLine::Field(line));
    }
    Ok(Members { kind: MembersKind::Map, lines, span })
}

/// The value of a member; none where it is the column of its name.
fn of_member(name: &str, text: &str, span: Span) -> Result<Option<Value>, Reason> {
    if template::parts(text) == [Part::Column(name.to_owned())] {
        return Ok(None);
    }
    leaf(text, span).map(Some)
}

/// A text in a document: a column where it is one.
fn leaf(text: &str, span: Span) -> Result<Value, Reason> {
    match template::parts(text).as_slice() {
        [Part::Column(name)] => Ok(Value::Column(path(&[name], span)?)),
        _ => Ok(Value::Template(template(text, span)?)),
    }
}

/// The one member of a tagged value: `{"M": …}`.
fn tagged(json: &Json) -> Result<(&str, &Json), Reason> {
    match &json.kind {
        Kind::Object(members) => match members.as_slice() {
            [member] => Ok((&member.name, &member.value)),
            [] | [_, _, ..] => Err("a value of a document has one tag".to_owned()),
        },
        Kind::Null | Kind::Boolean(_) | Kind::Number(_) | Kind::Text(_) | Kind::List(_) => {
            Err("a value of a document has a tag".to_owned())
        }
    }
}

/// The members of a document of DynamoDB.
fn items(json: &Json, span: Span) -> Result<Members, Reason> {
    let mut lines = Vec::new();
    let kind = match (tagged(json)?, &tagged(json)?.1.kind) {
        (("M", _), Kind::Object(members)) => {
            for member in members {
                lines.push(MemberLine::Field(item(&member.name, &member.value, span)?));
            }
            MembersKind::Map
        }
        (("L", _), Kind::List(elements)) => {
            for element in elements {
                match (tagged(element)?, &tagged(element)?.1.kind) {
                    (("S", _), Kind::Text(text)) => lines.push(MemberLine::Item(leaf(text, span)?, span)),
                    _ => return Err("the elements of a list are texts".to_owned()),
                }
            }
            MembersKind::List
        }
        ((tag, _), _) => return Err(format!("no block is a document of the tag `{tag}`")),
    };
    Ok(Members { kind, lines, span })
}

fn item(name: &str, json: &Json, span: Span) -> Result<FieldLine, Reason> {
    let mut line = bare(FieldName::Named(ident(name, span)?), span);
    match (tagged(json)?, &tagged(json)?.1.kind) {
        (("S", _), Kind::Text(text)) => line.value = of_member(name, text, span)?,
        (("N", _), Kind::Text(text)) => {
            line.value = of_member(name, text, span)?;
            line.ty = Some(plain_type("int", span));
        }
        (("M" | "L", _), _) => line.members = Some(items(json, span)?),
        ((tag, _), _) => return Err(format!("no field is a value of the tag `{tag}`")),
    }
    Ok(line)
}

/// What decides the shard of a stream, or the partition of a topic.
fn shard(rule: &Rule, says: &ObjectMapping, of: Target) -> Result<Option<Setting>, Reason> {
    let span = rule.span;
    let value = match (&says.partition_key_type, OneOf::get(&says.partition_key_type)) {
        (None, _) => match &says.partition_key {
            None => return Ok(None),
            Some(_) => return Err("it names a partition key, and `partition-key-type` does not say so".to_owned()),
        },
        (Some(written), None) => return Err(format!("`partition-key-type` is never `{}`", written.written.value)),
        (_, Some(PartitionKeyType::AttributeName)) => {
            let key = says.partition_key.as_ref().ok_or("it does not say which attribute is the partition key")?;
            let made = says
                .attributes
                .iter()
                .find(|attribute| attribute.name.as_ref().is_some_and(|name| name.value == key.value))
                .and_then(|attribute| attribute.value.as_ref());
            let text = match made.map(|value| &value.kind) {
                Some(Kind::Text(text)) => text.clone(),
                Some(_) => return Err("the partition key is a document".to_owned()),
                None if of == Target::Topics => {
                    return Err("for Kafka the partition key is an attribute that the rule makes".to_owned());
                }
                None => format!("${{{}}}", key.value),
            };
            SettingValue::Text(template(&text, span)?)
        }
        (_, Some(kind)) => word_value(kind.word(), span)?,
    };
    Ok(Some(setting("partition-key", vec![value], None, span)))
}
