//! A document as it was read: every rule and every value with its place.
//!
//! Lenient: what a rule lacks is `None`, and a word that DMS does not know is kept as it is written, so that nothing of what
//! somebody has is lost before it was shown.

use super::json::Json;
use super::words::{
    Action, BeforeImageFilter, LobMode, MappingAction, Operator, ParallelLoadType, PartitionKeyType, RuleType,
    SelectionAction, TableType, Target,
};
use crate::text::Span;

/// A document of table mappings.
#[derive(Clone, Debug)]
pub struct Document {
    /// In the order of the text.
    pub rules: Vec<Rule>,
    /// All of it.
    pub span: Span,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A text and its place.
pub type Text = At<String>;

/// A word of a list, if it is one of it, and as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOf<T> {
    /// `None` for a word that is not in the list.
    pub known: Option<T>,
    /// As it is written.
    pub written: Text,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// As written; a number for DMS.
    pub id: Option<Text>,
    /// The name.
    pub name: Option<Text>,
    /// Of what it speaks.
    pub locator: Locator,
    /// What it says.
    pub says: Says,
    /// `rule-type`, or what stands there.
    pub kind: OneOf<RuleType>,
    /// The rule.
    pub span: Span,
}

/// What a rule says, by its type.
#[derive(Clone, Debug)]
pub enum Says {
    /// Which tables.
    Selection(Selection),
    /// Names, columns, types, masks.
    Transformation(Box<Transformation>),
    /// How a table is loaded.
    TableSettings(TableSettings),
    /// What a record holds.
    ObjectMapping(Box<ObjectMapping>),
    /// Tags of objects in S3.
    PostProcessing(PostProcessing),
    /// How a validation compares a column.
    Validation(Validation),
    /// Its type is none of DMS.
    Unknown,
}

/// `object-locator`
#[derive(Clone, Debug, Default)]
pub struct Locator {
    /// `schema-name`
    pub schema: Option<Text>,
    /// `table-name`
    pub table: Option<Text>,
    /// `table-type`
    pub table_type: Option<OneOf<TableType>>,
    /// `column-name`
    pub column: Option<Text>,
    /// `data-type`: only columns of this type.
    pub data_type: Option<Text>,
    /// `table-tablespace-name`
    pub table_tablespace: Option<Text>,
    /// `index-tablespace-name`
    pub index_tablespace: Option<Text>,
    /// Keys of other services, such as `server-name`.
    pub foreign: Vec<Text>,
    /// All of it; `None` where the rule has no locator.
    pub span: Option<Span>,
}

/// A selection rule.
#[derive(Clone, Debug)]
pub struct Selection {
    /// `rule-action`
    pub action: Option<OneOf<SelectionAction>>,
    /// `load-order`
    pub load_order: Option<Text>,
    /// Which rows: all of these must let a row through.
    pub filters: Vec<Filter>,
}

/// A filter: one of its conditions must hold.
#[derive(Clone, Debug)]
pub struct Filter {
    /// `filter-type`: `source`.
    pub kind: Option<Text>,
    /// `column-name`
    pub column: Option<Text>,
    /// `filter-conditions`
    pub conditions: Vec<Condition>,
    /// All of it.
    pub span: Span,
}

/// A condition of a filter.
#[derive(Clone, Debug)]
pub struct Condition {
    /// `filter-operator`
    pub operator: Option<OneOf<Operator>>,
    /// `value`
    pub value: Option<Text>,
    /// `start-value`
    pub start: Option<Text>,
    /// `end-value`
    pub end: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// A transformation rule.
#[derive(Clone, Debug)]
pub struct Transformation {
    /// `rule-action`
    pub action: Option<OneOf<Action>>,
    /// `rule-target`
    pub target: Option<OneOf<Target>>,
    /// `value`
    pub value: Option<Text>,
    /// `old-value`
    pub old_value: Option<Text>,
    /// `expression`
    pub expression: Option<Text>,
    /// `data-type`
    pub data_type: Option<DataType>,
    /// `primary-key-def`
    pub primary_key: Option<PrimaryKey>,
    /// `before-image-def`
    pub before_image: Option<BeforeImage>,
}

/// `data-type`
#[derive(Clone, Debug)]
pub struct DataType {
    /// `type`
    pub word: Option<Text>,
    /// `length`
    pub length: Option<Text>,
    /// `precision`
    pub precision: Option<Text>,
    /// `scale`
    pub scale: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// `primary-key-def`
#[derive(Clone, Debug)]
pub struct PrimaryKey {
    /// `name`
    pub name: Option<Text>,
    /// `origin`: `primary-key` or `unique-index`.
    pub origin: Option<Text>,
    /// `columns`, in key order.
    pub columns: Vec<Text>,
    /// All of it.
    pub span: Span,
}

/// `before-image-def`
#[derive(Clone, Debug)]
pub struct BeforeImage {
    /// `column-prefix`; `BI_` where it is missing.
    pub prefix: Option<Text>,
    /// `column-suffix`
    pub suffix: Option<Text>,
    /// `column-filter`; the key's columns where it is missing.
    pub filter: Option<OneOf<BeforeImageFilter>>,
    /// All of it.
    pub span: Span,
}

/// A rule of settings of one table.
#[derive(Clone, Debug)]
pub struct TableSettings {
    /// `parallel-load`
    pub parallel_load: Option<ParallelLoad>,
    /// `lob-settings`
    pub lob: Option<LobSettings>,
}

/// `parallel-load`
#[derive(Clone, Debug)]
pub struct ParallelLoad {
    /// `type`
    pub kind: Option<OneOf<ParallelLoadType>>,
    /// `columns`
    pub columns: Vec<Text>,
    /// `boundaries`: upper limits, a value for each column.
    pub boundaries: Vec<At<Vec<Text>>>,
    /// `partitions`
    pub partitions: Vec<Text>,
    /// `subpartitions`
    pub subpartitions: Vec<Text>,
    /// `segment-names`
    pub segment_names: Vec<Text>,
    /// Further settings, for MongoDB and DocumentDB: the key, and what it holds.
    pub others: Vec<(Text, Text)>,
    /// All of it.
    pub span: Span,
}

/// `lob-settings`
#[derive(Clone, Debug)]
pub struct LobSettings {
    /// `mode`; `limited` where it is missing.
    pub mode: Option<OneOf<LobMode>>,
    /// `bulk-max-size`, in kilobytes.
    pub size: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// An object-mapping rule.
#[derive(Clone, Debug)]
pub struct ObjectMapping {
    /// `rule-action`
    pub action: Option<OneOf<MappingAction>>,
    /// `target-table-name`: the table of DynamoDB.
    pub target_table: Option<Text>,
    /// `kafka-target-topic`
    pub topic: Option<Text>,
    /// `disable-kafka-topic-normalization`
    pub keep_topic: Option<Text>,
    /// `partition-key-name`
    pub partition_key: Option<Text>,
    /// `partition-key-type`
    pub partition_key_type: Option<OneOf<PartitionKeyType>>,
    /// `partition-key`: `{"value": "…"}`, which older pages show.
    pub old_partition_key: Option<Text>,
    /// `sort-key-name`
    pub sort_key: Option<Text>,
    /// `exclude-columns`
    pub excluded: Vec<Text>,
    /// `attribute-mappings`
    pub attributes: Vec<Attribute>,
    /// `condition-expression`
    pub condition: Option<At<Json>>,
    /// `filters`, which an object mapping has not: where they stand, if there are any.
    pub filters: Option<Span>,
}

/// An attribute that is made from columns.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// `target-attribute-name`
    pub name: Option<Text>,
    /// The name stands under `attribute-name`, as older pages show.
    pub old_name_key: bool,
    /// `attribute-type`: `scalar` or `document`.
    pub kind: Option<Text>,
    /// `attribute-sub-type`: `string`, `dynamodb-map`, `dynamodb-list`, `json`.
    pub sub_type: Option<Text>,
    /// `value`
    pub value: Option<Json>,
    /// All of it.
    pub span: Span,
}

/// A post-processing rule.
#[derive(Clone, Debug)]
pub struct PostProcessing {
    /// `rule-action`: `add-tag`.
    pub action: Option<Text>,
    /// `tag-set`: keys and values.
    pub tags: Vec<(Text, Text)>,
}

/// A validation rule.
#[derive(Clone, Debug)]
pub struct Validation {
    /// `rule-action`: `override-validation-function`.
    pub action: Option<Text>,
    /// `rule-target`: `column`.
    pub target: Option<OneOf<Target>>,
    /// `source-function`
    pub source_function: Option<Text>,
    /// `target-function`
    pub target_function: Option<Text>,
}

impl Rule {
    /// The id as the number that it is for DMS, which orders rules.
    pub fn number(&self) -> Option<u64> {
        self.id.as_ref()?.value.trim().parse().ok()
    }

    /// The id as it is shown, or the place in the document.
    pub fn shown_id(&self) -> &str {
        self.id.as_ref().map_or("?", |id| &id.value)
    }
}

impl<T: Copy> OneOf<T> {
    /// The word of the list.
    pub fn get(field: &Option<OneOf<T>>) -> Option<T> {
        field.as_ref().and_then(|word| word.known)
    }
}

impl ObjectMapping {
    /// Whether it asks for nothing but what DMS does without it: each column under its own name.
    pub fn says_nothing(&self) -> bool {
        let texts = [&self.target_table, &self.topic, &self.partition_key, &self.old_partition_key, &self.sort_key];
        OneOf::get(&self.action) == Some(MappingAction::Record)
            && texts.into_iter().all(Option::is_none)
            && self.partition_key_type.is_none()
            && self.condition.is_none()
            && self.excluded.is_empty()
            && self.attributes.is_empty()
    }
}

impl Says {
    /// The selection that it is.
    pub fn as_selection(&self) -> Option<&Selection> {
        match self {
            Says::Selection(selection) => Some(selection),
            Says::Transformation(_)
            | Says::TableSettings(_)
            | Says::ObjectMapping(_)
            | Says::PostProcessing(_)
            | Says::Validation(_)
            | Says::Unknown => None,
        }
    }

    /// The transformation that it is.
    pub fn as_transformation(&self) -> Option<&Transformation> {
        match self {
            Says::Transformation(transformation) => Some(transformation),
            Says::Selection(_)
            | Says::TableSettings(_)
            | Says::ObjectMapping(_)
            | Says::PostProcessing(_)
            | Says::Validation(_)
            | Says::Unknown => None,
        }
    }

    /// The object mapping that it is.
    pub fn as_object_mapping(&self) -> Option<&ObjectMapping> {
        match self {
            Says::ObjectMapping(mapping) => Some(mapping),
            Says::Selection(_)
            | Says::Transformation(_)
            | Says::TableSettings(_)
            | Says::PostProcessing(_)
            | Says::Validation(_)
            | Says::Unknown => None,
        }
    }
}
