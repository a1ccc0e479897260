//! Records that an object mapping makes, of tables that are named in full.
//!
//! Source: user guide, "Using Amazon DynamoDB as a target", "Using Amazon Kinesis Data Streams as a target", object mapping. What a
//! line does not exclude arrives by itself; so without `field *` nothing could be left out of a table of which nobody knows
//! the columns.

use std::collections::BTreeMap;

use super::draft::{Draft, Rule};
use super::errors;
use super::selection::header;
use crate::diag::{Diagnostics, Level};
use crate::mapping::{Content, KeyRole, StageClause};
use crate::shape::Carrier;
use crate::stage::{Blind, PartitionKey, Wish};
use crate::stages::dms::document::{AttributeMapping, Locator, ObjectMapping, Parameters, Value as Document};
use crate::stages::dms::endpoint;
use crate::stages::dms::rules::condition;
use crate::text::{Name, Span};
use crate::unchecked::{Field, PathPattern, Tables, TypeName, plain};
use crate::value::{Constant, TemplatePart, Value};

/// The text of a resource that is the table's own name.
const OWN_NAME: &str = "${$table}";

/// Whether object mappings make the records of the map: where some line asks for one.
pub(super) fn is_asked_for(blind: &Blind<'_>) -> bool {
    let map = blind.map;
    match blind.carrier {
        Carrier::Files | Carrier::Tables | Carrier::Rows | Carrier::Streamed | Carrier::Objects | Carrier::Arrived => {
            return false;
        }
        Carrier::Items | Carrier::Messages => {}
    }
    let are_named = map.sources.iter().all(|source| source.in_full().is_some());
    let is_made = |field: &Field| match &field.content {
        Some(Content::Value(Value::Foreign { .. } | Value::Event(_) | Value::Constant(Constant::Null))) => false,
        Some(Content::Value(Value::Column(place))) => map.columns[*place] != field.name,
        Some(Content::Value(Value::Constant(_) | Value::Template(_) | Value::Call(..)))
        | Some(Content::Map(_) | Content::List(_) | Content::Set(_)) => true,
        None => field.is_document || field.ty.is_some(),
    };
    let has_key = map.fields.iter().any(|field| field.role.is_some());
    let asks = has_key || map.fields.iter().any(is_made) || stream_key(blind).is_some();
    let has_name = blind.carrier == Carrier::Items && target(blind).is_some();
    let is_plain = map.renames.is_empty() && map.casts.is_empty() && map.masks.is_empty();
    let asks = asks || blind.next().is_some_and(|next| condition::of(&next.settings).is_some());
    let asks = asks || (topic(blind).is_some() && blind.next().is_some_and(is_per_table));
    asks || (are_named && (has_name || is_plain))
}

/// The target's table, where it is not the table's own name.
fn target<'a>(blind: &Blind<'a>) -> Option<&'a Name> {
    let resource = blind.next()?.resource.as_ref()?;
    resource.parts.first().filter(|name| ***name != *OWN_NAME)
}

/// The topic, where the records go to Kafka.
pub(super) fn topic(blind: &Blind<'_>) -> Option<String> {
    blind.next().filter(|_| blind.carrier == Carrier::Messages).and_then(endpoint::topic)
}

/// The topic that the rule of a table names: none for the one that DMS takes without a rule.
fn topic_of(blind: &Blind<'_>, table: &str) -> Option<String> {
    let topic = topic(blind)?;
    let own = if topic == OWN_NAME { table.to_owned() } else { topic };
    (own != endpoint::DEFAULT_TOPIC).then_some(own)
}

/// The topic of all messages for which no rule of the map names one.
pub(super) fn unnamed_topic(blind: &Blind<'_>) -> Option<String> {
    let topic = topic(blind)?;
    (topic == endpoint::DEFAULT_TOPIC || !is_asked_for(blind)).then_some(topic)
}

/// Whether each table has a target of its own.
fn is_per_table(next: &StageClause) -> bool {
    next.resource.as_ref().is_some_and(|resource| resource.per_table)
}

/// What decides the shard, and the line that says so.
fn stream_key<'b>(blind: &'b Blind<'_>) -> Option<(&'b PartitionKey, Span)> {
    blind.needs.iter().find_map(|need| match &need.what {
        Wish::PartitionKey(key) => Some((key, need.span)),
        Wish::OneMessagePerLine | Wish::ObjectsUnder(_) | Wish::EndpointSetting { .. } => None,
    })
}

/// An object mapping for each `from`.
pub(super) fn drafts(blind: &Blind<'_>, diags: &mut Diagnostics) -> Vec<Draft> {
    let map = blind.map;
    if let Some(source) = map.sources.iter().find(|source| source.in_full().is_none()) {
        diags.push(errors::no_rule(
            source.span,
            "what this map asks for is said by an object mapping, which names its table in full, without wildcards",
        ));
        return Vec::new();
    }
    if map.sources.len() > 1 && blind.carrier == Carrier::Items && target(blind).is_some() {
        diags.push(errors::no_rule(
            header(blind),
            "the items of several tables would go into one: name each `\"${$table}\"`",
        ));
    }
    if blind
        .next()
        .and_then(|next| next.resource.as_ref())
        .is_some_and(|resource| resource.per_table && resource.parts.first().is_some_and(|name| **name != *OWN_NAME))
    {
        diags.push(errors::no_rule(
            header(blind),
            "of a pattern of names, only the table's own can be said: `\"${$table}\"`",
        ));
    }
    if blind.carrier == Carrier::Messages && target(blind).is_some_and(|name| name.contains("${")) {
        diags.push(errors::no_rule(header(blind), "a task writes to one stream"));
    }
    let mut drafts = Vec::new();
    for source in &map.sources {
        let Some((schema, table)) = source.in_full() else { continue };
        let Some((is_document, parameters)) = parameters(blind, source, diags) else { continue };
        let topic = topic_of(blind, table);
        let words = format!("map {schema}.{table}");
        drafts.push(Draft {
            key: words.clone(),
            words,
            rule: Rule::ObjectMapping(Box::new(ObjectMapping {
                rule_type: "object-mapping",
                rule_id: String::new(),
                rule_name: String::new(),
                rule_action: if is_document { "map-record-to-document" } else { "map-record-to-record" },
                object_locator: Locator {
                    schema_name: schema.to_string(),
                    table_name: table.to_string(),
                    table_type: None,
                },
                target_table_name: target(blind).filter(|_| blind.carrier == Carrier::Items).map(ToString::to_string),
                disable_kafka_topic_normalization: topic.as_deref().and_then(endpoint::keeps_case),
                kafka_target_topic: topic,
                mapping_parameters: parameters,
            })),
            span: source.span,
        });
    }
    drafts
}

/// Whether the columns become one document, and the parameters; `None` after a finding.
fn parameters(blind: &Blind<'_>, source: &Tables, diags: &mut Diagnostics) -> Option<(bool, Parameters)> {
    let map = blind.map;
    let before = diags.len();
    let mut parameters = Parameters::default();
    let mut is_document = false;
    if map.rest.is_none() && map.fields.iter().all(|field| !field.is_document) {
        diags.push(errors::no_rule(
            header(blind),
            "an object mapping lets every column through that it does not exclude, and without a schema nobody knows which there are: write `field *`, and `exclude` for those that stay behind",
        ));
    }
    for pattern in &map.excluded {
        match excluded(source, pattern) {
            Ok(Some(name)) => add(&mut parameters.exclude_columns, &name),
            Ok(None) => {}
            Err(reason) => diags.push(errors::no_rule(pattern.span, reason)),
        }
    }
    for field in &map.fields {
        if field.is_document {
            if *field.name != *"_doc" {
                diags.push(errors::no_rule(field.span, "DMS calls the document of all columns `_doc`"));
            }
            is_document = true;
            continue;
        }
        match field.role {
            Some(KeyRole::Partition) => parameters.partition_key_name = Some(field.name.to_string()),
            Some(KeyRole::Sort) => parameters.sort_key_name = Some(field.name.to_string()),
            None => {}
        }
        if field.role.is_some() && blind.carrier != Carrier::Items {
            diags.push(errors::no_rule(
                field.span,
                "messages have no such key: write `partition-key` in the block of the stream",
            ));
        }
        match attribute(blind, field) {
            Ok(Some((attribute, column))) => {
                if let Some(column) = column {
                    add(&mut parameters.exclude_columns, &column);
                }
                if parameters.attribute_mappings.iter().any(|other| other.target_attribute_name == *field.name) {
                    diags.push(errors::no_rule(field.span, format!("`{}` is made twice", field.name)));
                }
                parameters.attribute_mappings.push(attribute);
            }
            Ok(None) => {}
            Err(reason) => diags.push(errors::no_rule(field.span, reason)),
        }
    }
    shard(blind, &mut parameters, diags);
    let target = blind.next().filter(|_| blind.carrier == Carrier::Items);
    if let Some((setting, found)) = target.and_then(|next| condition::of(&next.settings)) {
        match condition::wrong(&found) {
            Some(reason) => diags.push(errors::no_rule(setting.span, reason)),
            None if !found.expression_attribute_names.is_empty() => {
                diags.push(errors::unconfirmed(setting.span, "how a condition lists the names that stand in it"));
            }
            None => {}
        }
        parameters.condition_expression = Some(found);
    }
    let wrong = diags.iter().skip(before).any(|finding| finding.level == Level::Error);
    (!wrong).then_some((is_document, parameters))
}

fn add(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|other| other == name) {
        list.push(name.to_owned());
    }
}

/// The column of this table that a pattern leaves out; `None` where it speaks of another table.
fn excluded(source: &Tables, pattern: &PathPattern) -> Result<Option<Name>, String> {
    let (name, of) = pattern.parts.split_last().ok_or("a column is one name")?;
    let Some(name) = plain(name) else {
        return Err("an object mapping excludes columns by their names, without wildcards".to_owned());
    };
    let own = [&source.schema, &source.table];
    let is_meant = of.iter().rev().zip(own.into_iter().rev()).all(|(part, own)| part.pieces == own.pieces);
    Ok(is_meant.then(|| name.clone()))
}

/// The attribute that a field is, with the column that arrives under its name instead; `None` for a column that passes.
fn attribute(blind: &Blind<'_>, field: &Field) -> Result<Option<(AttributeMapping, Option<Name>)>, String> {
    let map = blind.map;
    if let Some(ty) = &field.ty
        && !(*ty.word.text == *"string" && ty.arguments.is_empty())
        && !matches!(&field.content, Some(Content::Map(_) | Content::List(_) | Content::Set(_)))
    {
        return Err("what an object mapping makes is text: `string`, without a length".to_owned());
    }
    let made = |sub_type, attribute_type, value| AttributeMapping {
        target_attribute_name: field.name.to_string(),
        attribute_type,
        attribute_sub_type: sub_type,
        value,
    };
    let scalar = |text| made("string", "scalar", Document::Template(text));
    let by_itself = |name: &Name| *name == field.name && field.ty.is_none();
    Ok(match &field.content {
        None if field.ty.is_none() => None,
        None => Some((scalar(column(&field.name)), Some(field.name.clone()))),
        Some(Content::Value(Value::Column(place))) => {
            let name = &map.columns[*place];
            if by_itself(name) { None } else { Some((scalar(column(name)), Some(name.clone()))) }
        }
        Some(Content::Value(value)) => Some((scalar(template(&map.columns, value)?), None)),
        Some(content) => {
            let inner = document(blind, field, content, &mut Vec::new())?;
            let is_list = matches!(content, Content::List(_));
            let (sub_type, value) = match (blind.carrier == Carrier::Items, is_list) {
                (true, true) => ("dynamodb-list", tagged("L", inner)),
                (true, false) => ("dynamodb-map", tagged("M", inner)),
                (false, false) => ("json", inner),
                (false, true) => return Err("DMS writes lists to DynamoDB only".to_owned()),
            };
            Some((made(sub_type, "document", value), None))
        }
    })
}

/// The value of a nested field, without a tag of its own. (The reader of mappings bounds the nesting.)
fn document(blind: &Blind<'_>, field: &Field, content: &Content, path: &mut Vec<Name>) -> Result<Document, String> {
    let is_item = blind.carrier == Carrier::Items;
    let columns = &blind.map.columns;
    match content {
        Content::Value(value) => {
            let ty = field.member_types.iter().find(|(of, _)| of == path).map(|(_, ty)| ty);
            let text = Document::Template(template(columns, value)?);
            Ok(if is_item { tagged(tag(ty)?, text) } else { text })
        }
        Content::Map(members) if members.is_empty() => {
            Err("what DMS makes of an empty document is documented nowhere".to_owned())
        }
        Content::Map(members) => {
            let mut list = BTreeMap::new();
            for member in members {
                path.push(member.name.clone());
                let inner = document(blind, field, &member.content, path)?;
                path.pop();
                let value = match &member.content {
                    Content::Map(_) if is_item => tagged("M", inner),
                    Content::List(_) if is_item => tagged("L", inner),
                    Content::List(_) => return Err("DMS writes lists to DynamoDB only".to_owned()),
                    Content::Map(_) | Content::Value(_) | Content::Set(_) => inner,
                };
                list.insert(member.name.to_string(), value);
            }
            Ok(Document::Members(list))
        }
        Content::List(values) => {
            let element = |value| Ok(tagged("S", Document::Template(template(columns, value)?)));
            Ok(Document::Elements(values.iter().map(element).collect::<Result<Vec<Document>, String>>()?))
        }
        Content::Set(_) => Err("DMS writes no sets".to_owned()),
    }
}

fn tagged(tag: &str, value: Document) -> Document {
    Document::Members([(tag.to_owned(), value)].into())
}

/// The tag of a member of this type. Source: the guide's samples, which show these two.
fn tag(ty: Option<&TypeName>) -> Result<&'static str, String> {
    match ty.map(|ty| &*ty.word.text) {
        None | Some("string") => Ok("S"),
        Some("tinyint" | "smallint" | "int" | "bigint" | "decimal" | "float" | "double") => Ok("N"),
        Some(word) => {
            Err(format!("which tag a document has for `{word}` is documented nowhere: `string`, or a number"))
        }
    }
}

fn column(name: &str) -> String {
    format!("${{{name}}}")
}

/// A value as a template of DMS; the error says why it has none.
fn template(columns: &[Name], value: &Value) -> Result<String, String> {
    let literal = |text: &Name| match text.contains("${") {
        true => Err("DMS would read `${` as the start of a column, and documents no escape".to_owned()),
        false => Ok(text.to_string()),
    };
    match value {
        Value::Column(place) => Ok(column(&columns[*place])),
        Value::Constant(Constant::Text(text) | Constant::Number(text)) => literal(text),
        Value::Constant(Constant::Boolean(flag)) => Ok(flag.to_string()),
        Value::Constant(Constant::Null) => Err("a template of DMS cannot be NULL".to_owned()),
        Value::Template(parts) => parts
            .iter()
            .map(|part| match part {
                TemplatePart::Literal(text) => literal(text),
                TemplatePart::Hole(inner) => template(columns, inner),
            })
            .collect(),
        Value::Event(word) => Err(format!("a template of DMS holds columns and text only, not `${word}`")),
        Value::Call(function, _) => {
            Err(format!("a template of DMS holds columns and text only, not the function `{function}`"))
        }
        Value::Foreign { language, .. } => Err(format!(
            "a column by `{language}` is added by a transformation, and beside an object mapping nobody says what becomes of that"
        )),
    }
}

/// What decides the shard, where a stream asks.
fn shard(blind: &Blind<'_>, parameters: &mut Parameters, diags: &mut Diagnostics) {
    let Some((key, span)) = stream_key(blind) else { return };
    parameters.partition_key_type = Some(match key {
        PartitionKey::PrimaryKey => "primary-key",
        PartitionKey::SchemaTable => "schema-table",
        PartitionKey::TransactionId => "transaction-id",
        PartitionKey::Constant => "constant",
        PartitionKey::Value(parts) => {
            let holds = |field: &&Field| match &field.content {
                Some(Content::Value(Value::Template(template))) => template == parts,
                Some(Content::Value(Value::Column(column))) => {
                    matches!(parts.as_slice(), [TemplatePart::Hole(Value::Column(other))] if other == column)
                }
                Some(_) | None => false,
            };
            let passes = match parts.as_slice() {
                [TemplatePart::Hole(Value::Column(place))] => blind.map.columns.get(*place),
                _ => None,
            };
            let field = blind.map.fields.iter().find(holds).map(|field| &field.name);
            // Kafka wants attribute mappings beside such a key.
            match field.or(passes.filter(|_| topic(blind).is_none())) {
                Some(name) => parameters.partition_key_name = Some(name.to_string()),
                None => diags.push(errors::no_rule(
                    span,
                    "DMS takes a partition key from a field of the message: write a `field` line with this value",
                )),
            }
            "attribute-name"
        }
    });
}
