//! The table-mapping document of a DMS task, as the service reads it.
//!
//! Only what this release writes is here. Keys that are not used are left out: tasks with `null` keys were seen to fail
//! when they are modified.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rules::condition::Condition;
use super::rules::filter::SourceFilter;
use super::rules::load::ParallelLoad;
use super::rules::lob::LobSettings;
use super::rules::others::Tag;
use super::rules::transformation::{Locator as Place, Transformation};

/// The most bytes of the document of one task. Source: user guide, as of the table-mapping page.
pub const MAX_BYTES: usize = 2_000_000;

/// The member of the document that lists all rules; their ids differ. Source: user guide, "Specifying table selection and
/// transformations rules using JSON".
pub const LIST: &str = "rules";

/// A selection rule.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Selection {
    /// `selection`
    pub rule_type: &'static str,
    /// A number, written as text as all samples do.
    pub rule_id: String,
    /// Letters, digits and blanks.
    pub rule_name: String,
    /// The table.
    pub object_locator: Locator,
    /// Which form of selection.
    pub rule_action: SelectionAction,
    /// Higher ones begin to load first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_order: Option<String>,
    /// Which rows: all of these must let a row through.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<SourceFilter>,
}

/// The action of a selection rule.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum SelectionAction {
    /// The names are patterns.
    Include,
    /// The names are exact.
    Explicit,
    /// The names are patterns, and what they hit stays behind.
    Exclude,
}

/// The table that a rule speaks of.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Locator {
    /// The database schema.
    pub schema_name: String,
    /// The table.
    pub table_name: String,
    /// `view` or `all`; tables without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_type: Option<&'static str>,
}

/// A rule of settings of one table.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TableSettings {
    /// `table-settings`
    pub rule_type: &'static str,
    /// As in [`Selection`].
    pub rule_id: String,
    /// As in [`Selection`].
    pub rule_name: String,
    /// The table.
    pub object_locator: Locator,
    /// In which parts it is loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parallel_load: Option<ParallelLoad>,
    /// How its large objects are moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lob_settings: Option<LobSettings>,
}

/// A transformation rule.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TransformationRule {
    /// `transformation`
    pub rule_type: &'static str,
    /// As in [`Selection`].
    pub rule_id: String,
    /// As in [`Selection`].
    pub rule_name: String,
    /// What is done to what.
    #[serde(flatten)]
    pub says: Transformation,
}

/// An object-mapping rule.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ObjectMapping {
    /// `object-mapping`
    pub rule_type: &'static str,
    /// As in [`Selection`].
    pub rule_id: String,
    /// As in [`Selection`].
    pub rule_name: String,
    /// `map-record-to-record`: every column that is not excluded becomes an attribute of its own name;
    /// `map-record-to-document`: all of them become one map.
    pub rule_action: &'static str,
    /// The table.
    pub object_locator: Locator,
    /// The DynamoDB table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_table_name: Option<String>,
    /// The topic of Kafka.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kafka_target_topic: Option<String>,
    /// Whether the topic keeps its case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_kafka_topic_normalization: Option<bool>,
    /// What the record holds.
    pub mapping_parameters: Parameters,
}

/// The parameters of an object mapping.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Parameters {
    /// The attribute that is the partition key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_key_name: Option<String>,
    /// What decides the shard of a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_key_type: Option<&'static str>,
    /// The attribute that is the sort key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_key_name: Option<String>,
    /// Under which condition an item is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) condition_expression: Option<Condition>,
    /// Columns that do not become attributes by themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude_columns: Vec<String>,
    /// Attributes that are made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attribute_mappings: Vec<AttributeMapping>,
}

/// An attribute that is made from columns.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AttributeMapping {
    /// Its name.
    pub target_attribute_name: String,
    /// `scalar` or `document`
    pub attribute_type: &'static str,
    /// `string`, `dynamodb-map`, `dynamodb-list`, `json`
    pub attribute_sub_type: &'static str,
    /// The template, or the document of templates.
    pub value: Value,
}

/// The value of an attribute mapping.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A template: text with `${COLUMN}`.
    Template(String),
    /// Members by name.
    Members(BTreeMap<String, Value>),
    /// Elements.
    Elements(Vec<Value>),
}

/// A rule that is of no kind above.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Other {
    /// `post-processing`, `validation`
    pub rule_type: &'static str,
    /// As in [`Selection`].
    pub rule_id: String,
    /// As in [`Selection`].
    pub rule_name: String,
    /// `column`, of a validation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_target: Option<&'static str>,
    /// `add-tag`, `override-validation-function`
    pub rule_action: &'static str,
    /// Of what.
    pub object_locator: Place,
    /// The tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tag_set: Vec<Tag>,
    /// What is compared of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_function: Option<String>,
    /// What is compared of the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_function: Option<String>,
}

impl Other {
    /// A rule, without number and name, that tags the objects of tables.
    pub(super) fn tag(of: Locator, tag_set: Vec<Tag>) -> Other {
        let object_locator = Place { schema_name: of.schema_name, table_name: Some(of.table_name), ..Place::default() };
        Other {
            rule_type: "post-processing",
            rule_id: String::new(),
            rule_name: String::new(),
            rule_target: None,
            rule_action: "add-tag",
            object_locator,
            tag_set,
            source_function: None,
            target_function: None,
        }
    }

    /// A rule, without number and name, that says how a column is compared.
    pub(super) fn validation(object_locator: Place, source: Option<String>, target: Option<String>) -> Other {
        Other {
            rule_type: "validation",
            rule_target: Some("column"),
            rule_action: "override-validation-function",
            object_locator,
            source_function: source,
            target_function: target,
            ..Other::tag(
                Locator { schema_name: String::new(), table_name: String::new(), table_type: None },
                Vec::new(),
            )
        }
    }
}
