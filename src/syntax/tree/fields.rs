//! The lines that name the fields of a record.

use super::names::{Ident, Path, PathPattern};
use super::values::{Literal, Template, TypeName, Value};
use crate::text::{Name, Span};

/// `partition key NAME [= VALUE]`
#[derive(Clone, Debug)]
pub struct KeyLine {
    /// Which key.
    pub role: KeyRole,
    /// The attribute.
    pub name: Ident,
    /// Without it, the column of that name.
    pub value: Option<Value>,
    /// Its comment.
    pub doc: Option<Name>,
    /// The line.
    pub span: Span,
}

/// Which part of an item's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRole {
    /// Decides where the item lives.
    Partition,
    /// Decides the order among the items of one partition key.
    Sort,
}

/// `primary key a, b`
#[derive(Clone, Debug)]
pub struct PrimaryKeyLine {
    /// What identifies a row, in order; it replaces the schema's key.
    pub columns: Vec<Path>,
    /// The line.
    pub span: Span,
}

/// `partition by tran_date`
#[derive(Clone, Debug)]
pub struct PartitionByLine {
    /// What decides the folder or partition of a row, the outermost first.
    pub columns: Vec<Path>,
    /// The line.
    pub span: Span,
}

/// `field …`
#[derive(Clone, Debug)]
pub struct FieldLine {
    /// One field or all that are left.
    pub name: FieldName,
    /// `: decimal(10, 2)`
    pub ty: Option<TypeName>,
    /// Without it, the column of that name.
    pub value: Option<Value>,
    /// `null omit`, as a clause.
    pub null: Option<NullPolicy>,
    /// `{ … }`, `list { … }`, `set { … }`
    pub members: Option<Members>,
    /// Its comment.
    pub doc: Option<Name>,
    /// The line; with a block, its first line.
    pub span: Span,
}

/// What a `field` line names.
#[derive(Clone, Debug)]
pub enum FieldName {
    /// `field *`
    Rest(Span),
    /// `field total`
    Named(Ident),
}

/// The block of a nested field.
#[derive(Clone, Debug)]
pub struct Members {
    /// What the block makes.
    pub kind: MembersKind,
    /// Its lines, in order.
    pub lines: Vec<MemberLine>,
    /// With its braces.
    pub span: Span,
}

/// What the block of a nested field makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembersKind {
    /// Named members.
    Map,
    /// Elements in order.
    List,
    /// Elements without order, each once.
    Set,
}

/// A line of a nested field's block.
#[derive(Clone, Debug)]
pub enum MemberLine {
    /// `field …`: a named member.
    Field(FieldLine),
    /// `item VALUE`: an element.
    Item(Value, Span),
    /// `pivot …`: a named member for each row of the item.
    Pivot(PivotLine),
}

/// `pivot "p#${productid}" = quantity`
#[derive(Clone, Debug)]
pub struct PivotLine {
    /// The name of the field, computed for each row.
    pub name: Template,
    /// Its value.
    pub value: Value,
    /// Its comment.
    pub doc: Option<Name>,
    /// The line.
    pub span: Span,
}

/// `exclude a, TMP_*`
#[derive(Clone, Debug)]
pub struct ExcludeLine {
    /// What is left out.
    pub columns: Vec<PathPattern>,
    /// The line.
    pub span: Span,
}

/// `null omit`, for the whole map.
#[derive(Clone, Debug)]
pub struct NullLine {
    /// What becomes of NULL.
    pub policy: NullPolicy,
    /// The line.
    pub span: Span,
}

/// What becomes of NULL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NullPolicy {
    /// The field is left out.
    Omit(Span),
    /// The field is there and holds NULL.
    Keep(Span),
    /// The row is refused.
    Reject(Span),
    /// The field holds this instead.
    As(Literal),
}
