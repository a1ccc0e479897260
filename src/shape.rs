//! The shape of one record between two stages: what carries it, and what it holds.

use std::fmt;
use std::sync::Arc;

use crate::text::{Name, Span};
use crate::types::Type;

/// One record between two stages.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What carries it.
    pub carrier: Carrier,
    /// The format of the objects, where objects carry it.
    pub format: Option<FileFormat>,
    /// The folder of the objects, where the stage that writes them decides it.
    pub folder: Option<Folder>,
    /// What it holds, in order.
    pub fields: Fields,
    /// Fields whose names come from the data: where there are any, many rows make one record.
    pub open: Vec<Open>,
    /// Columns that are folders of the objects rather than in them.
    pub partitions: Vec<Field>,
}

/// Fields in order. Most stages pass on what reaches them, whole or in large parts, so that shapes share what they have in
/// common: a clone costs nothing, whatever the number of fields.
pub type Fields = Arc<[Field]>;

/// Fields whose names come from the data: an open set of names, each with a value of one type.
#[derive(Clone, Debug)]
pub struct Open {
    /// The text of the names, with `*` where values of the row stand.
    pub pattern: Name,
    /// What each of them holds.
    pub content: Content,
    /// Whether a row that has no value gives none.
    pub presence: Presence,
    /// The place in [`crate::mapping::Record::pivots`].
    pub pivot: usize,
    /// The line.
    pub span: Span,
}

/// What carries records from one stage to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// Rows of a table and the changes to them, in the database.
    Rows,
    /// JSON messages, on their way into a stream.
    Messages,
    /// JSON messages, kept by a stream for those who read it.
    Streamed,
    /// Items with attributes.
    Items,
    /// Records of a table and the changes to it, on their way into files.
    Files,
    /// Objects of records in a bucket.
    Objects,
    /// Rows and the changes to them, on their way into the tables of another database.
    Tables,
    /// Nothing leaves: the records have arrived.
    Arrived,
}

/// The format of a file of records.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Apache Parquet.
    Parquet,
    /// Apache ORC.
    Orc,
    /// A line of text for each record. Values have places, not names.
    Csv(Csv),
}

/// How a file of separated values is spelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Csv {
    /// Between two values.
    pub delimiter: Name,
    /// What stands for NULL.
    pub null: Name,
    /// The first line holds the names of the columns.
    pub has_header: bool,
    /// Values that hold a quote, a delimiter or a line break stand in quotes, in which quotes are doubled.
    pub is_quoted: bool,
}

/// A folder of objects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folder {
    /// The bucket.
    pub bucket: Name,
    /// The folder in it: empty, or with a slash at the end.
    pub prefix: Name,
}

/// The address, with a slash at the end.
impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.prefix)
    }
}

impl Carrier {
    /// The carrier in a sentence: "the stage takes …".
    pub fn words(self) -> &'static str {
        match self {
            Carrier::Rows => "rows of a table",
            Carrier::Messages => "JSON messages for a stream",
            Carrier::Streamed => "JSON messages of a stream",
            Carrier::Items => "items",
            Carrier::Files => "records for files",
            Carrier::Objects => "objects in a bucket",
            Carrier::Tables => "rows for tables of a database",
            Carrier::Arrived => "nothing",
        }
    }
}

/// One field of a [`Shape`], or a member of one.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name here.
    pub name: Name,
    /// What it holds.
    pub content: Content,
    /// Whether it is always there, and never NULL.
    pub presence: Presence,
    /// Where it comes from.
    pub origin: Origin,
    /// What a reader should know about it.
    pub doc: Option<Name>,
    /// The line or column that causes it: where a stage points when the field is its trouble.
    pub span: Span,
}

/// What a [`Field`] holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// One value.
    Scalar {
        /// What values it can be.
        ty: Type,
        /// How the carrier writes it.
        form: Form,
    },
    /// Named members.
    Struct(Fields),
    /// Elements in order.
    List(Fields),
}

/// How a carrier writes a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// As the database or the file keeps its type.
    Native,
    /// A JSON number, or DynamoDB's `N`.
    Number,
    /// A JSON string, or DynamoDB's `S`.
    Text,
    /// A JSON truth value, or DynamoDB's `BOOL`.
    Boolean,
    /// DynamoDB's `B`.
    Binary,
}

/// Whether a field is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In every record, and never NULL.
    Always,
    /// There in every record; NULL may stand in it.
    Nullable,
    /// Missing where it would be NULL, or in records of some kinds.
    Optional,
}

/// Where a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This column of the source table.
    Column(usize),
    /// The field at this place of [`crate::mapping::Record::fields`].
    Field(usize),
    /// A member of a nested field.
    Member,
    /// A stage put it there, under this name.
    Envelope(Name),
}

impl Field {
    /// A scalar that a stage puts there.
    pub fn envelope(name: &str, ty: Type, form: Form, presence: Presence, span: Span) -> Field {
        let name: Name = name.into();
        Field {
            name: name.clone(),
            content: Content::Scalar { ty, form },
            presence,
            origin: Origin::Envelope(name),
            doc: None,
            span,
        }
    }

    /// The members below it; none for a scalar.
    pub fn members(&self) -> &[Field] {
        match &self.content {
            Content::Struct(members) | Content::List(members) => members,
            Content::Scalar { .. } => &[],
        }
    }
}

/// Calls `visit` with every field of `fields` and below, parents first, with the names that lead to it (its own last).
pub fn walk<'a>(fields: &'a [Field], visit: &mut impl FnMut(&[&'a str], &'a Field)) {
    fn below<'a>(fields: &'a [Field], path: &mut Vec<&'a str>, visit: &mut impl FnMut(&[&'a str], &'a Field)) {
        for field in fields {
            path.push(&field.name);
            visit(path, field);
            below(field.members(), path, visit);
            path.pop();
        }
    }
    below(fields, &mut Vec::new(), visit);
}
