//! What a stage is: the one interface through which the compiler knows services.
//!
//! A stage sees the shape that reaches it, judges the work that is still open, and returns the shape that leaves it. All
//! that mapc knows about a service is in its folder under `stages/`; no other module names one.

use std::borrow::Cow;

use serde::Serialize;

use crate::artefact::Kind;
use crate::diag::{Code, Diagnostics};
use crate::emit::{Body, Document, List, Scope, json};
use crate::lock::Lock;
use crate::mapping::{Mapping, StageClause};
use crate::settings::{Setting, SettingValue, Settings, Spec};
use crate::shape::{Carrier, Folder, Shape};
use crate::text::{Name, Span};
use crate::unchecked::UncheckedMap;
use crate::value::{Constant, TemplatePart};

mod follows;

pub use follows::{Follows, RowChange};

/// A service or program that records go through.
pub trait Stage: Sync {
    /// The word of the language, and of paths and codes.
    fn name(&self) -> &'static str;

    /// The service's own name, in a sentence.
    fn title(&self) -> &'static str;

    /// Every kind of finding that the stage makes.
    fn codes(&self) -> &'static [&'static Code];

    /// What it works on.
    fn resource(&self) -> ResourceForm;

    /// Whether records of several tables can go through one resource of it.
    fn sharing(&self) -> Sharing {
        Sharing::None
    }

    /// Whether two resources are one when their names differ by case alone.
    fn folds_names(&self) -> bool {
        false
    }

    /// The settings in blocks of its name.
    fn settings(&self) -> &'static [Spec];

    /// The settings that it reads in the block of the stage *after* it, where that takes `carrier`: the target endpoint
    /// of a replication service is set where the target stands.
    fn settings_of_next(&self, _carrier: Carrier) -> &'static [Spec] {
        &[]
    }

    /// What it can be given.
    fn accepts(&self) -> &'static [Carrier];

    /// What leaves it, in order of preference; the planner picks the first that the next stage accepts.
    fn leaves(&self) -> &'static [Carrier];

    /// What it asks of the stages before it.
    fn needs(&self, _at: &At<'_>, _diags: &mut Diagnostics) -> Vec<Need> {
        Vec::new()
    }

    /// Whether it meets what a later stage asks.
    fn meets(&self, _at: &At<'_>, _need: &Need) -> bool {
        false
    }

    /// Whether it can do such work somewhere: for the message that says who could.
    fn could(&self, _work: &Work) -> bool {
        false
    }

    /// Whether it does this piece of work here. A stage that changes no record leaves all of it.
    fn judge(&self, _at: &At<'_>, _incoming: &Shape, _work: &Work) -> Judgement {
        Judgement::Leave
    }

    /// The shape that leaves, when the work in `taken` is done here. Also reports what the service would refuse.
    fn pass(&self, at: &At<'_>, incoming: &Shape, taken: &[Work], diags: &mut Diagnostics) -> Passed;

    /// What writes its documents for tables that no schema describes; `None` where it needs to know their columns.
    fn by_pattern(&self) -> Option<&'static dyn ByPattern> {
        None
    }

    /// What it asks of the stage before it where no schema describes the tables, by its clause; `None` where it needs to know
    /// their columns.
    fn needs_by_pattern(&self, _clause: &StageClause) -> Option<Vec<Need>> {
        None
    }

    /// What it reads of a table, where it is the stage that reads it.
    fn reads(&self, _at: &At<'_>) -> Option<Reads> {
        None
    }

    /// What becomes of the records at the end when this happens to a row; `None` where it has no part in it.
    fn follows(&self, _at: &At<'_>, _change: RowChange) -> Option<Follows> {
        None
    }

    /// What it reads where the column at this place of the table holds `text`, when that is another value: NULL, or a part of
    /// the text.
    fn reads_as(&self, _at: &At<'_>, _column: usize, _text: &str) -> Option<Constant> {
        None
    }

    /// Whether it leaves out fields of empty text, as it leaves out NULL.
    fn leaves_out_empty_text(&self, _at: &At<'_>) -> bool {
        false
    }

    /// What a field of the envelope that this stage puts around a record holds, where the record is a row as it stood before
    /// any change; `name` is the stage's own name for it, or the word of a fact of the event that a line asks for. [`Constant::Null`] where such records have none, `None` where
    /// the row does not decide it.
    fn holds_for_a_row(&self, _at: &At<'_>, _name: &str) -> Option<Constant> {
        None
    }

    /// Takes from `lock` the numbers of what `emit` will write for the table of this mapping, in the order in which it will
    /// write. In a map over many tables, called for one table after the other in order of name.
    fn numbers(&self, _at: &At<'_>, _hop: &Hop, _lock: &mut Lock) -> Vec<u32> {
        Vec::new()
    }

    /// Says what the service needs for the table of this mapping. Called only when no error was found, with what `numbers`
    /// gave; for many tables at a time.
    fn emit(&self, at: &At<'_>, hop: &Hop, numbers: &[u32]) -> Vec<Document>;
}

/// Writes documents for tables that no schema describes: names in them are patterns, as the mapping has them.
pub trait ByPattern: Sync {
    /// The documents of all such maps that begin with this stage, in their order.
    /// Reports what the service would refuse, and what cannot be said without a schema.
    fn write(&self, maps: &[Blind<'_>], lock: &mut Lock, diags: &mut Diagnostics) -> Vec<ByPatterns>;
}

/// What a stage writes of maps that belong together.
pub struct ByPatterns {
    /// The folder.
    pub folder: Name,
    /// The maps, in their order.
    pub maps: Vec<Name>,
    /// The files.
    pub documents: Vec<Document>,
    /// What stands in them, rule by rule.
    pub rules: Vec<Asked>,
}

/// A rule, in words, and the line that asks for it.
pub struct Asked {
    /// With its number.
    pub rule: String,
    /// Where the line stands.
    pub line: Span,
}

/// A map over tables that no schema describes, with where its records go.
#[derive(Clone, Debug)]
pub struct Blind<'a> {
    /// The map.
    pub map: &'a UncheckedMap,
    /// What its first stage leaves.
    pub carrier: Carrier,
    /// What the second stage asks of it.
    pub needs: Vec<Need>,
}

impl<'a> Blind<'a> {
    /// The clause of the first stage.
    pub fn clause(&self) -> &'a StageClause {
        &self.map.pipeline[0]
    }

    /// The clause of the second stage.
    pub fn next(&self) -> Option<&'a StageClause> {
        self.map.pipeline.get(1)
    }
}

/// What is read of a table. At least one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The rows that are there.
    pub rows: bool,
    /// The changes to them.
    pub changes: bool,
}

/// What a stage's clause may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceForm {
    /// Nothing.
    None,
    /// One name; the word says of what.
    Name(&'static str),
    /// Two names joined by a point; the words say of what.
    Qualified(&'static str, &'static str),
    /// An address in quotes, such as the text.
    Address(&'static str),
}

/// Whether records of several tables can go through one resource of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// They cannot: it knows one form of record.
    None,
    /// They cannot, but several maps can that make the same record of each row: it does not matter who writes it.
    SameRecords,
    /// They can, and come out side by side: whoever reads them reads all.
    Mixed,
    /// They can, and each table has a folder of its own in it, which the shape that leaves tells.
    Apart,
    /// They can, and each has a table of its own in it, under the name that the mapping's `target` says.
    Tables,
}

/// Where in which mapping a stage stands.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The mapping.
    pub mapping: &'a Mapping<'a>,
    /// The stages of its pipeline, in order, as long as the pipeline.
    pub stages: &'a [&'static dyn Stage],
    /// The place of this stage.
    pub index: usize,
    /// What later stages ask and this one meets.
    pub needs: &'a [Need],
}

impl<'a> At<'a> {
    /// The clause of this stage.
    pub fn clause(&self) -> &'a StageClause {
        &self.mapping.pipeline[self.index]
    }

    /// The settings of this stage.
    pub fn settings(&self) -> &'a Settings {
        &self.clause().settings
    }

    /// The clause of the stage after this one.
    pub fn next(&self) -> Option<&'a StageClause> {
        self.mapping.pipeline.get(self.index + 1)
    }

    /// The stages after this one.
    pub fn later(&self) -> &'a [&'static dyn Stage] {
        &self.stages[self.index + 1..]
    }

    /// What the stages before this one read of the table: all, where none says.
    pub fn reads(&self) -> Reads {
        let said = (0..self.index).find_map(|index| self.stages[index].reads(&At { index, needs: &[], ..*self }));
        said.unwrap_or(Reads { rows: true, changes: true })
    }

    /// What this stage hands to the next: the first carrier that both know.
    pub fn leaves(&self) -> Option<Carrier> {
        let leaves = self.stages[self.index].leaves();
        match self.later().first() {
            Some(next) => leaves.iter().copied().find(|carrier| next.accepts().contains(carrier)),
            None => leaves.first().copied(),
        }
    }

    /// For whom something is that is made once for the resource that this stage works on.
    pub fn target(&self) -> Scope {
        scope_of(self.clause())
    }

    /// For whom something is that is made once for the resource that the next stage works on.
    pub fn target_of_next(&self) -> Scope {
        self.next().map_or(Scope::Map, scope_of)
    }

    /// A document of this stage that is one JSON value. `file` is its name where it stands alone.
    pub fn json(&self, file: &'static str, kind: Kind, scope: Scope, value: &impl Serialize) -> Document {
        let depth = match scope {
            Scope::Table | Scope::Target(_) if self.mapping.many => 1,
            Scope::Map | Scope::Table | Scope::Target(_) => 0,
        };
        self.document(file, kind, scope, Body::Json(json::at_depth(value, depth)))
    }

    /// A list without entries, to be the body of a document of this `scope`; the service takes `max_bytes` of it.
    pub fn list(&self, member: &'static str, max_bytes: usize, scope: &Scope) -> List {
        let depth = match scope {
            Scope::Target(_) if self.mapping.many => 1,
            // Tables add to one document.
            Scope::Map | Scope::Table | Scope::Target(_) => 0,
        };
        List::new(member, max_bytes).at_depth(depth)
    }

    /// A document of this stage that is one statement of SQL.
    pub fn sql(&self, file: &'static str, kind: Kind, scope: Scope, statement: String) -> Document {
        self.document(file, kind, scope, Body::Text { text: statement, comment: "--", end: ";" })
    }

    /// A document of this stage.
    pub fn document(&self, file: &'static str, kind: Kind, scope: Scope, body: Body) -> Document {
        let stage = self.clause().stage;
        let earlier = self.mapping.pipeline[..self.index].iter().filter(|clause| clause.stage == stage).count();
        Document { stage, occurrence: earlier + 1, file, kind, scope, body }
    }
}

/// A resource whose text names the table is one of several; any other is the only one of its map.
fn scope_of(clause: &StageClause) -> Scope {
    match &clause.resource {
        Some(resource) if resource.per_table => Scope::Target(resource.parts.join(".")),
        Some(_) | None => Scope::Map,
    }
}

/// What a stage asks of the ones before it.
#[derive(Clone, Debug)]
pub struct Need {
    /// What.
    pub what: Wish,
    /// The stage that asks.
    pub by: &'static str,
    /// The line that makes it ask.
    pub span: Span,
}

/// What can be asked of an earlier stage.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Each message on a line of its own.
    OneMessagePerLine,
    /// Messages travel under this partition key.
    PartitionKey(PartitionKey),
    /// Objects are written into this folder.
    ObjectsUnder(Folder),
    /// The endpoint through which records leave has this setting, because of a line of the mapping.
    EndpointSetting {
        /// Its key, in the service's spelling.
        key: &'static str,
        /// Its value.
        value: Constant,
    },
}

/// What decides the shard that a message goes to.
#[derive(Clone, Debug, PartialEq)]
pub enum PartitionKey {
    /// The primary key of the row.
    PrimaryKey,
    /// The name of the table.
    SchemaTable,
    /// The transaction.
    TransactionId,
    /// All messages under one.
    Constant,
    /// A value of the row.
    Value(Vec<TemplatePart>),
}

impl PartitionKey {
    /// What a `partition-key` line in the block of a stream says.
    pub fn said_by(setting: &Setting) -> PartitionKey {
        match &setting.value {
            SettingValue::Word("primary-key") => PartitionKey::PrimaryKey,
            SettingValue::Word("transaction-id") => PartitionKey::TransactionId,
            SettingValue::Word("constant") => PartitionKey::Constant,
            SettingValue::Template(parts) => PartitionKey::Value(parts.clone()),
            SettingValue::Word(_)
            | SettingValue::Flag(_)
            | SettingValue::Number(_)
            | SettingValue::Text(_)
            | SettingValue::Block(_)
            | SettingValue::Choice(..)
            | SettingValue::List(_)
            | SettingValue::Lines(_) => PartitionKey::SchemaTable,
        }
    }
}

/// One piece of work: a change to a record that some stage must make.
#[derive(Clone, Debug)]
pub struct Work {
    /// What is to be done.
    pub change: Change,
    /// The line that asks for it.
    pub span: Span,
}

/// A change to a record, most often to one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The field at this place of the record gets its computed or nested value.
    Compute(usize),
    /// The column is left out.
    LeaveOut(usize),
    /// The field at the end of this path of names gets another.
    Rename {
        /// The names that lead to it now.
        path: Vec<Name>,
        /// The name it gets.
        to: Name,
    },
    /// The field at this place of the record becomes an item's key.
    Key(usize),
    /// The field at this place of the record gets its declared type.
    Convert(usize),
    /// NULLs of the field at this place of the record are treated as its line, or the mapping's, says.
    Null(usize),
    /// Rows become members of one item, by the pivot at this place of the record.
    Pivot(usize),
    /// The value of the field at this place of the record is masked.
    Mask(usize),
    /// The records of the table as a whole are changed.
    Table(TableChange),
}

/// A change to the records of a table as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableChange {
    /// Rows for which the filter at this place of the mapping does not hold stay away.
    Filter(usize),
    /// The table gets the name that the mapping's `target` says.
    Name,
    /// A tablespace gets another name, as the line at this place says.
    Tablespace(usize),
    /// Old values of columns come along, as the `before image` line at this place says.
    BeforeImage(usize),
    /// What the `on` line at this place says is done.
    Policy(usize),
    /// Only what is newer, by the mapping's `version`, is written.
    Version,
    /// Rows are told apart by the mapping's `primary key` line.
    Identify,
    /// Records go to folders by the columns of the mapping's `partition by` line.
    Partition,
}

/// What a stage says of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It does it.
    Take,
    /// It does it when no later stage could without the loss that the text names.
    TakeAtACost(String),
    /// It is none of its business.
    Leave,
    /// It cannot, and the text says why.
    Cannot(String),
}

/// What [`Stage::pass`] gives.
#[derive(Clone, Debug)]
pub struct Passed {
    /// The shape that leaves.
    pub shape: Shape,
    /// What the record loses here, for the review.
    pub losses: Vec<Loss>,
    /// What else a reviewer should know: what is relied on, what no source confirms.
    pub remarks: Vec<Remark>,
}

/// Something that a reviewer should know of a stage, beyond what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// It speaks of this table, and says something else of another; else it is said once of a map over many.
    pub of_table: bool,
    /// It, as the end of a sentence; names stand in backticks.
    pub text: Cow<'static, str>,
}

/// What a [`Remark`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// It surprises, or is good to know.
    Note,
    /// Something is lost, whatever the field is called.
    Lost,
    /// What is written names no role or resource of an account, and the service refuses it until somebody adds it.
    ToGive,
    /// The mapping is right only if it holds.
    ReliedOn,
    /// No source of the service's maker says it.
    Unconfirmed,
}

impl Remark {
    /// Something that is good to know.
    pub fn note(text: impl Into<Cow<'static, str>>) -> Remark {
        Remark { kind: RemarkKind::Note, of_table: false, text: text.into() }
    }

    /// Something that every record can lose.
    pub fn lost(text: impl Into<Cow<'static, str>>) -> Remark {
        Remark { kind: RemarkKind::Lost, ..Remark::note(text) }
    }

    /// Something that the account must give before the service takes what is written.
    pub fn to_give(text: impl Into<Cow<'static, str>>) -> Remark {
        Remark { kind: RemarkKind::ToGive, ..Remark::note(text) }
    }

    /// Something without which the mapping is wrong.
    pub fn relied_on(text: impl Into<Cow<'static, str>>) -> Remark {
        Remark { kind: RemarkKind::ReliedOn, ..Remark::note(text) }
    }

    /// Something that nobody confirms.
    pub fn unconfirmed(text: impl Into<Cow<'static, str>>) -> Remark {
        Remark { kind: RemarkKind::Unconfirmed, ..Remark::note(text) }
    }

    /// It, said of the table of this mapping.
    #[must_use]
    pub fn of_table(self) -> Remark {
        Remark { of_table: true, ..self }
    }
}

/// Something that a record loses on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The field, as it is called after the stage.
    pub field: Name,
    /// What is lost.
    pub what: Cow<'static, str>,
}

/// One stage of a plan: what it was given, what it did, what left it.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The shape that reaches it.
    pub incoming: Shape,
    /// The work it took.
    pub taken: Vec<Work>,
    /// The shape that leaves it, and what is said of it.
    pub passed: Passed,
    /// What later stages ask and it meets.
    pub needs: Vec<Need>,
}
