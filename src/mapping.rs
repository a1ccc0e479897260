//! A mapping as it was decided: every name found, every rest expanded, every setting merged.
//!
//! `resolve` makes it, `plan` and everything after it reads it. It speaks of columns by their place in the source table
//! and knows stages by name only: what a stage makes of it is the stage's business.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::schema::{Dialect, Schema, Table};
use crate::settings::Settings;
pub use crate::syntax::tree::{
    BeforeImageOf, Condition, DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, KeyRole, Literal,
    LiteralKind, OnPolicy, Test, TruncatePolicy, UpdatePolicy,
};
use crate::text::{Name, Span, lowercase};
use crate::types::Type;
use crate::value::{Constant, TemplatePart, Value, template_columns};

mod examples;

pub use examples::{Cells, Example, Expected, ExpectedValue, Outcome, Step, StepKind};

/// One `map`, decided.
#[derive(Clone, Debug)]
pub struct Mapping<'a> {
    /// The name of its own: the key of paths and of the lock.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// Its comment.
    pub doc: Option<Name>,
    /// Where rows come from.
    pub source: Source<'a>,
    /// The map speaks of many tables, whether or not more than one is there: by a pattern, or by several names. Its files
    /// hold all of them.
    pub many: bool,
    /// What `rename schema` and `rename table` lines make of the table's name; its own where there are none.
    pub target: TableName,
    /// The stages they go through; at least one.
    pub pipeline: Vec<StageClause>,
    /// What a record must look like at the end.
    pub record: Record,
    /// The `rename field` lines.
    pub renames: Vec<Rename>,
    /// The `rename tablespace` and `rename index tablespace` lines.
    pub tablespaces: Vec<Tablespace>,
    /// The `assume` lines.
    pub assumptions: Vec<Assumption>,
    /// What becomes of NULL where a field does not say.
    pub null: Option<NullRule>,
    /// The `where` lines: a row comes along when all of them hold.
    pub filters: Vec<Filter>,
    /// The `on` lines, each event at most once.
    pub policies: Vec<Policy>,
    /// The `version` line.
    pub version: Option<Version>,
    /// The `before image` lines.
    pub before_images: Vec<BeforeImage>,
    /// The `primary key` line.
    pub row_key: Option<Columns>,
    /// The `partition by` line.
    pub folders: Option<Columns>,
    /// The `example`s that speak of it.
    pub examples: Vec<Example>,
    /// The names that lines give to fields.
    pub given: GivenNames,
}

/// The names that lines give to the fields of a record, each with its line, worked out when one is asked for: every stage asks
/// for each of them several times, and lines no longer change once they are a mapping.
#[derive(Clone, Debug, Default)]
pub struct GivenNames(OnceLock<Vec<Option<(Name, Span)>>>);

/// The name of a table, as a target calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableName {
    /// The database schema.
    pub schema: Name,
    /// The table.
    pub table: Name,
    /// What the `rename table` lines without a selector do to the names of tables, in turn.
    pub for_all: Vec<NameChange>,
    /// The line that gives the table another name than its own, where one does.
    pub renamed_by: Option<Span>,
}

/// A `where` line that speaks of this table. Its columns exist.
#[derive(Clone, Debug)]
pub struct Filter {
    /// What must hold.
    pub condition: Condition,
    /// The line as it stands in the text, without `where`: what reviews show.
    pub text: Name,
    /// The line.
    pub span: Span,
}

/// An `on` line.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The event, and what is done.
    pub on: OnPolicy,
    /// The line.
    pub span: Span,
}

/// The `version` line: only what is newer is written.
#[derive(Clone, Debug)]
pub struct Version {
    /// What tells the newer; further values break ties. At least one.
    pub values: Vec<Value>,
    /// The line.
    pub span: Span,
}

/// A `before image` line.
#[derive(Clone, Debug)]
pub struct BeforeImage {
    /// The columns whose old values are added.
    pub columns: Vec<usize>,
    /// Which the line asks for.
    pub which: BeforeImageOf,
    /// The line asks for some of those only.
    pub is_part: bool,
    /// Before the name.
    pub prefix: Name,
    /// After the name.
    pub suffix: Name,
    /// The line.
    pub span: Span,
}

/// Columns that a line names, in its order; each once.
#[derive(Clone, Debug)]
pub struct Columns {
    /// At least one.
    pub columns: Vec<usize>,
    /// The line.
    pub span: Span,
}

/// What a `mask` line makes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mask {
    /// The hash of it.
    Hash,
    /// Each digit becomes this character.
    Digits(Name),
    /// Each digit becomes another at random.
    RandomDigits,
}

/// The table that rows come from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its schema: what a pattern could hit by mistake.
    pub schema: &'a Schema,
    /// The kind of database.
    pub dialect: Dialect,
    /// Where the mapping names it.
    pub span: Span,
}

/// An `except`, and what it keeps out of a map.
#[derive(Clone, Debug)]
pub struct Except {
    /// The pattern.
    pub span: Span,
    /// The qualified names of the tables that the map would read without it, in order.
    pub tables: Vec<Name>,
}

/// One stage of a pipeline.
#[derive(Clone, Debug)]
pub struct StageClause {
    /// The stage's word.
    pub stage: &'static str,
    /// What it works on.
    pub resource: Option<Resource>,
    /// The settings of all blocks that speak of it, the narrower ones first.
    pub settings: Settings,
    /// The clause.
    pub span: Span,
}

/// What a stage works on, parameters filled in.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The parts of a name (`sample_db.race_entry`), or one text.
    pub parts: Vec<Name>,
    /// The text names the table (`"orders-${$table}"`), so that a map over many has one for each.
    pub per_table: bool,
    /// Where.
    pub span: Span,
}

/// What a record must look like at the end.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Keys and fields in the order of the lines.
    pub fields: Vec<Field>,
    /// Fields whose names come from the data.
    pub pivots: Vec<Pivot>,
    /// Columns that do not arrive as themselves, and why.
    pub left_out: Vec<LeftOut>,
}

/// One field of a [`Record`].
#[derive(Clone, Debug)]
pub struct Field {
    /// The name that the line gives; `rename` lines may change it further unless it is `spelled`.
    pub name: Name,
    /// The line spells the name (left of `=`), so that it is final.
    pub spelled: bool,
    /// Part of the item's key.
    pub role: Option<KeyRole>,
    /// What it holds.
    pub content: Content,
    /// `: type`, with its place.
    pub ty: Option<(Type, Span)>,
    /// What becomes of NULL, where the line says.
    pub null: Option<NullRule>,
    /// What a `mask` line makes of its value, with that line.
    pub mask: Option<(Mask, Span)>,
    /// The line's comment, else the column's.
    pub doc: Option<Name>,
    /// The line.
    pub span: Span,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// One value.
    Value(Value),
    /// Named members.
    Map(Vec<Field>),
    /// Elements in order.
    List(Vec<Value>),
    /// Elements without order, each once.
    Set(Vec<Value>),
}

/// Fields whose names come from the data: one for each row of the item.
#[derive(Clone, Debug)]
pub struct Pivot {
    /// The name.
    pub name: Vec<TemplatePart>,
    /// The value.
    pub value: Value,
    /// The line.
    pub span: Span,
}

/// A column that does not arrive as itself.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Which.
    pub column: usize,
    /// Why.
    pub why: WhyLeftOut,
    /// The line that says so.
    pub span: Span,
}

/// Why a column does not arrive as itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// An `exclude` line names it.
    Excluded,
    /// It arrives inside a computed value only.
    InsideAValue,
}

/// A `rename field` line, its change turned into a function of names.
#[derive(Clone, Debug)]
pub struct Rename {
    /// The columns it speaks of; `None` for all fields, the envelope's included.
    pub only: Option<Vec<usize>>,
    /// What becomes of a name.
    pub change: NameChange,
    /// The line.
    pub span: Span,
}

/// A `rename tablespace` line, or one of the tablespaces of indexes.
#[derive(Clone, Debug)]
pub struct Tablespace {
    /// Of indexes.
    pub of_indexes: bool,
    /// The one that is renamed.
    pub name: Name,
    /// The name that it gets.
    pub to: Name,
    /// The line.
    pub span: Span,
}

/// What a `rename` line does to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChange {
    /// It becomes this.
    To(Name),
    /// Lower case.
    Lowercase,
    /// Upper case.
    Uppercase,
    /// This before it.
    AddPrefix(Name),
    /// This after it.
    AddSuffix(Name),
    /// The first text goes where it stands at the start; the second comes.
    ReplacePrefix(Name, Name),
    /// The first text goes where it stands at the end; the second comes.
    ReplaceSuffix(Name, Name),
    /// The first text becomes the second everywhere.
    Replace(Name, Name),
}

/// Longer than the names of any service, in bytes; the longest are those of DynamoDB's attributes.
const LONGEST_NAME: usize = 1 << 16;

/// Bytes beyond which a replaced name is not worked out, since it would be too long.
const MOST_WORK: usize = 1 << 26;

impl NameChange {
    /// The name that `name` becomes: most lines change few names, and what they do not change is borrowed. A name that no
    /// service could take does not grow further: lines that double it would fill the memory, and it is refused for its length
    /// anyway.
    pub fn apply<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if name.len() > LONGEST_NAME {
            return Cow::Borrowed(name);
        }
        let changed = match self {
            NameChange::To(to) => Some(to.to_string()),
            NameChange::Lowercase => return lowercase(name),
            NameChange::Uppercase => Some(name.to_uppercase()),
            NameChange::AddPrefix(prefix) => Some(format!("{prefix}{name}")),
            NameChange::AddSuffix(suffix) => Some(format!("{name}{suffix}")),
            NameChange::ReplacePrefix(from, to) => name.strip_prefix(&**from).map(|rest| format!("{to}{rest}")),
            NameChange::ReplaceSuffix(from, to) => name.strip_suffix(&**from).map(|rest| format!("{rest}{to}")),
            NameChange::Replace(_, to) if name.len().saturating_mul(to.len()) > MOST_WORK => {
                Some(format!("{name}{to}"))
            }
            NameChange::Replace(from, to) => name.contains(&**from).then(|| name.replace(&**from, to)),
        };
        changed.map_or(Cow::Borrowed(name), Cow::Owned)
    }
}

/// What becomes of NULL.
#[derive(Clone, Debug, PartialEq)]
pub struct NullRule {
    /// What.
    pub policy: NullPolicy,
    /// The line or clause.
    pub span: Span,
}

/// What becomes of NULL.
#[derive(Clone, Debug, PartialEq)]
pub enum NullPolicy {
    /// The field is left out.
    Omit,
    /// The field is there and holds NULL.
    Keep,
    /// The row is refused.
    Reject,
    /// The field holds this instead.
    As(Constant),
}

/// What an `assume` line claims of the source.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// The claim.
    pub claim: Claim,
    /// The line as it stands in the text, without `assume`: what reviews show.
    pub text: Name,
    /// The line.
    pub span: Span,
}

/// A claim about the source.
#[derive(Clone, Debug)]
pub enum Claim {
    /// It holds for every row. Its columns exist.
    Condition(Condition),
    /// No two rows share these columns.
    Unique(Vec<usize>),
    /// These columns never change in a row.
    Immutable(Vec<usize>),
    /// An item is made of at most so many rows.
    RowsPerItem(u64),
}

impl<'a> Mapping<'a> {
    /// A mapping of this source that says nothing yet.
    pub fn new(name: Name, name_span: Span, source: Source<'a>) -> Mapping<'a> {
        let table = source.table;
        Mapping {
            name,
            name_span,
            doc: None,
            source,
            many: false,
            target: TableName {
                schema: table.schema.clone(),
                table: table.name.clone(),
                for_all: Vec::new(),
                renamed_by: None,
            },
            pipeline: Vec::new(),
            record: Record::default(),
            renames: Vec::new(),
            tablespaces: Vec::new(),
            assumptions: Vec::new(),
            null: None,
            filters: Vec::new(),
            policies: Vec::new(),
            version: None,
            before_images: Vec::new(),
            row_key: None,
            folders: None,
            examples: Vec::new(),
            given: GivenNames::default(),
        }
    }

    /// The field of the item's key with this role.
    pub fn key(&self, role: KeyRole) -> Option<&Field> {
        self.record.fields.iter().find(|field| field.role == Some(role))
    }

    /// The field that a column arrives as, where it does: the one that keeps its name, else the first. Further fields of
    /// the column are copies.
    pub fn field_of(&self, column: usize) -> Option<usize> {
        let fields = || self.record.fields.iter().enumerate().filter(|(_, field)| field.column() == Some(column));
        let keeps_its_name = fields().find(|(_, field)| !field.spelled);
        keeps_its_name.or_else(|| fields().next()).map(|(place, _)| place)
    }

    /// Whether an `assume` line says that the column of this name is never NULL.
    pub fn is_claimed_not_null(&self, column: &str) -> bool {
        fn says(condition: &Condition, column: &str) -> bool {
            match condition {
                Condition::And(list) => list.iter().any(|condition| says(condition, column)),
                Condition::Test { column: path, negated: true, test: Test::Null, .. } => {
                    path.parts.last().is_some_and(|part| &*part.text == column)
                }
                Condition::Or(_) | Condition::Not(_) | Condition::Test { .. } => false,
            }
        }
        self.assumptions.iter().any(|assumption| match &assumption.claim {
            Claim::Condition(condition) => says(condition, column),
            Claim::Unique(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => false,
        })
    }

    /// Whether an `assume` line says that no value of the column of this name contains `text`.
    pub fn is_claimed_without(&self, column: &str, text: &str) -> bool {
        fn says(condition: &Condition, column: &str, text: &str) -> bool {
            match condition {
                Condition::And(list) => list.iter().any(|condition| says(condition, column, text)),
                Condition::Test { column: path, negated: true, test: Test::Contains(found), .. } => {
                    *found.value == *text && path.parts.last().is_some_and(|part| &*part.text == column)
                }
                Condition::Or(_) | Condition::Not(_) | Condition::Test { .. } => false,
            }
        }
        self.assumptions.iter().any(|assumption| match &assumption.claim {
            Claim::Condition(condition) => says(condition, column, text),
            Claim::Unique(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => false,
        })
    }

    /// Whether an `assume` line says that the day or moment in the column of this name is a real one: not before the year 1.
    pub fn is_claimed_real_day(&self, column: &str) -> bool {
        fn says(condition: &Condition, column: &str) -> bool {
            match condition {
                Condition::And(list) => list.iter().any(|condition| says(condition, column)),
                Condition::Test { column: path, negated: false, test, .. } => {
                    let (Test::AtLeast(low) | Test::Greater(low) | Test::Between(low, _)) = test else { return false };
                    let LiteralKind::Text(low) = &low.kind else { return false };
                    path.parts.last().is_some_and(|part| &*part.text == column) && **low >= *"0001"
                }
                Condition::Or(_) | Condition::Not(_) | Condition::Test { .. } => false,
            }
        }
        self.assumptions.iter().any(|assumption| match &assumption.claim {
            Claim::Condition(condition) => says(condition, column),
            Claim::Unique(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => false,
        })
    }

    /// Whether the values of a column never change in a row: those of the primary key are taken not to, of others an `assume`
    /// line must say so.
    pub fn is_immutable(&self, column: usize) -> bool {
        let in_key = self.source.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column));
        in_key
            || self.assumptions.iter().any(|assumption| match &assumption.claim {
                Claim::Immutable(columns) => columns.contains(&column),
                Claim::Condition(_) | Claim::Unique(_) | Claim::RowsPerItem(_) => false,
            })
    }

    /// Whether a column can be NULL: neither declared NOT NULL nor said to be.
    pub fn can_be_null(&self, column: usize) -> bool {
        let column = &self.source.table.columns[column];
        column.nullable && !self.is_claimed_not_null(&column.name)
    }

    /// The name that the `rename` lines give to `name`, and the first line that changed it; `None` where none does. Lines
    /// are applied in turn. `column` tells which column a field is, where it is one.
    pub fn renamed(&self, name: &str, column: Option<usize>) -> Option<(Name, Span)> {
        let mut changed: Option<(String, Span)> = None;
        for rename in self.renames.iter().filter(|rename| rename.concerns(column)) {
            let current = changed.as_ref().map_or(name, |(current, _)| current);
            let next = rename.change.apply(current);
            if next != current {
                let first = changed.as_ref().map_or(rename.span, |(_, first)| *first);
                changed = Some((next.into_owned(), first));
            }
        }
        changed.map(|(name, first)| (name.into(), first))
    }

    /// The name that a line gives to the field at `place` of the record, by spelling or renaming it, and that line;
    /// `None` where it keeps the name of its column.
    pub fn given_name(&self, place: usize) -> Option<(Name, Span)> {
        self.given_names()[place].clone()
    }

    fn given_names(&self) -> &[Option<(Name, Span)>] {
        let given = |field: &Field| match field.spelled {
            true => Some((field.name.clone(), field.span)),
            false => self.renamed(&field.name, field.column()),
        };
        self.given.0.get_or_init(|| self.record.fields.iter().map(given).collect())
    }

    /// The name that the field at `place` of the record must have at the end.
    pub fn final_name(&self, place: usize) -> Name {
        let given = self.given_names()[place].as_ref();
        given.map_or(&self.record.fields[place].name, |(name, _)| name).clone()
    }
}

impl Pivot {
    /// Calls `visit` with every column that names and values are made of, in order.
    pub fn columns(&self, visit: &mut impl FnMut(usize)) {
        template_columns(&self.name, visit);
        self.value.columns(visit);
    }
}

impl Rename {
    /// Whether the line speaks of a field that is `column`, or no column.
    pub fn concerns(&self, column: Option<usize>) -> bool {
        match (&self.only, column) {
            (None, _) => true,
            (Some(columns), Some(column)) => columns.contains(&column),
            (Some(_), None) => false,
        }
    }
}

impl Field {
    /// Calls `visit` with every column that the field is made of, in order.
    pub fn columns(&self, visit: &mut impl FnMut(usize)) {
        match &self.content {
            Content::Value(value) => value.columns(visit),
            Content::Map(members) => members.iter().for_each(|member| member.columns(visit)),
            Content::List(values) | Content::Set(values) => values.iter().for_each(|value| value.columns(visit)),
        }
    }

    /// The column, where the field is one, perhaps under another name.
    pub fn column(&self) -> Option<usize> {
        match &self.content {
            Content::Value(Value::Column(column)) => Some(*column),
            Content::Value(_) | Content::Map(_) | Content::List(_) | Content::Set(_) => None,
        }
    }
}
