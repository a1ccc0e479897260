//! What becomes of a table and of a row.

use std::collections::BTreeMap;

use super::quirks::Quirk;
use crate::dms_document::json::Json;
use crate::dms_document::model::{DataType, Filter, Rule};
use crate::dms_document::words::Action;
use crate::schema::Table;

/// What becomes of the tables of a schema.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    /// Those that come along, in the order of the schema.
    pub tables: Vec<TableOutcome<'a>>,
    /// Those that a rule selects, and that stay behind all the same: why, and by which rule.
    pub left_out: Vec<(&'a Table, Quirk, &'a Rule)>,
}

/// What becomes of one selected table.
#[derive(Clone, Debug)]
pub struct TableOutcome<'a> {
    /// The table of the source.
    pub table: &'a Table,
    /// The rules that select it.
    pub selected_by: Vec<&'a Rule>,
    /// The rules that change something of it.
    pub changed_by: Vec<&'a Rule>,
    /// The schema on the target.
    pub schema: String,
    /// The table on the target.
    pub name: String,
    /// The columns that leave, in order.
    pub columns: Vec<ColumnOutcome<'a>>,
    /// The key on the target, where a rule defines one: its columns.
    pub key: Option<Vec<String>>,
    /// Which rows: all must let a row through.
    pub filters: Vec<&'a Filter>,
    /// When it is loaded: higher ones first.
    pub load_order: Option<&'a str>,
    /// The record, where an object mapping makes it.
    pub object: Option<ObjectOutcome<'a>>,
    /// What DMS does otherwise than it looks.
    pub quirks: Vec<(Quirk, String)>,
    /// What no source confirms, so that nothing is said.
    pub unknown: Vec<String>,
}

/// A column that leaves.
#[derive(Clone, Debug)]
pub struct ColumnOutcome<'a> {
    /// Its name on the target.
    pub name: String,
    /// Where its values come from.
    pub origin: Origin<'a>,
    /// Its type, where a rule gives one.
    pub data_type: Option<&'a DataType>,
    /// What hides its values, and by which character.
    pub mask: Option<(Action, Option<&'a str>)>,
}

/// Where the values of a column come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A column of the source, by its place.
    Column(usize),
    /// An expression, or nothing.
    Expression(Option<&'a str>),
    /// The value of that column before a change.
    Before(usize),
}

/// A record that an object mapping makes.
#[derive(Clone, Debug)]
pub struct ObjectOutcome<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The table of DynamoDB or the topic, if the rule names one.
    pub target: Option<String>,
    /// The attributes, those that are made first.
    pub attributes: Vec<Attribute<'a>>,
    /// The partition key and the sort key.
    pub keys: [Option<&'a str>; 2],
}

/// An attribute of a record.
#[derive(Clone, Debug)]
pub struct Attribute<'a> {
    /// Its name.
    pub name: String,
    /// What it is made of; `None` for the column of this place.
    pub made: Made<'a>,
}

/// What an attribute is made of.
#[derive(Clone, Copy, Debug)]
pub enum Made<'a> {
    /// The value of an attribute mapping.
    Of(&'a Json),
    /// The column at this place.
    Passes(usize),
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// NULL.
    Null,
    /// A number, as the source spells it.
    Number(String),
    /// Text, and everything else.
    Text(String),
}

/// A row: columns by name. A column that is not there is NULL.
pub type Row = BTreeMap<String, Cell>;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed {
    /// A filter keeps it.
    Kept,
    /// It cannot be told whether it comes along.
    Unknown(String),
    /// It arrives as this.
    Record(BTreeMap<String, Given>),
}

/// A value that arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A value.
    Cell(Cell),
    /// Named values.
    Members(BTreeMap<String, Given>),
    /// Values in order.
    Elements(Vec<Given>),
    /// Nobody can tell, for this reason.
    Unknown(String),
}
