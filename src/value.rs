//! Values that a mapping computes from a row: columns by their place, constants, templates.

use crate::text::Name;

/// A value that is given to a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A column, by its place in the table.
    Column(usize),
    /// The same for every row.
    Constant(Constant),
    /// Literal text and values in turn.
    Template(Vec<TemplatePart>),
    /// A fact of the change event, by its word without `$`.
    Event(Name),
    /// A function of values.
    Call(Name, Vec<Value>),
    /// An expression of another language, to the letter.
    Foreign {
        /// The word of its language.
        language: Name,
        /// The expression.
        text: Name,
    },
}

/// A value that is the same for every row.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Exact, as written.
    Number(Name),
    /// True or false.
    Boolean(bool),
    /// Text.
    Text(Name),
    /// NULL.
    Null,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    /// These characters.
    Literal(Name),
    /// A value of the row.
    Hole(Value),
}

impl Value {
    /// Calls `visit` with every column that the value is made of, in order.
    pub fn columns(&self, visit: &mut impl FnMut(usize)) {
        match self {
            Value::Column(column) => visit(*column),
            Value::Template(parts) => template_columns(parts, visit),
            Value::Call(_, arguments) => arguments.iter().for_each(|argument| argument.columns(visit)),
            Value::Constant(_) | Value::Event(_) | Value::Foreign { .. } => {}
        }
    }
}

/// Calls `visit` with every column in the holes of a template, in order.
pub fn template_columns(parts: &[TemplatePart], visit: &mut impl FnMut(usize)) {
    for part in parts {
        match part {
            TemplatePart::Hole(value) => value.columns(visit),
            TemplatePart::Literal(_) => {}
        }
    }
}

/// The words of facts of the change event: `$operation` and its like.
pub const EVENTS: &[&str] = &[
    "operation",
    "schema",
    "table",
    "timestamp",
    "commit-timestamp",
    "transaction",
    "position",
    "user",
    "record-type",
    "partition-key-type",
];

/// The functions of the language. No stage of this release computes one; they are known so that the finding is about
/// the pipeline and not about the name.
pub const FUNCTIONS: &[&str] =
    &["escaped", "joined", "sortable", "reversed", "padded", "lower", "hash", "sum", "min", "max", "count", "first"];
