//! What a column is in a row of Rust, and as an attribute.

use crate::shape::Form;
use crate::types::Type;

/// What a value of a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `&str`, and `S`: the text as the row spells it.
    Text,
    /// A number as text, and `N`.
    Number,
    /// `bool`, and `BOOL`.
    Boolean,
    /// `&[u8]`, and `B`.
    Binary,
}

impl Kind {
    /// How an item writes it.
    pub(super) fn form(self) -> Form {
        match self {
            Kind::Text => Form::Text,
            Kind::Number => Form::Number,
            Kind::Boolean => Form::Boolean,
            Kind::Binary => Form::Binary,
        }
    }
}

/// What a column of this type is; `None` where no text of it is agreed on.
pub(super) fn kind(ty: &Type) -> Option<Kind> {
    match ty {
        Type::Boolean | Type::Bits { max: Some(1) } => Some(Kind::Boolean),
        Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Float { .. } | Type::Year => Some(Kind::Number),
        Type::Text(_)
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval
        | Type::Uuid
        | Type::Json
        | Type::Xml
        | Type::Enum(_)
        | Type::Set(_) => Some(Kind::Text),
        Type::Binary { .. } => Some(Kind::Binary),
        Type::Bits { .. } | Type::Array(_) | Type::Spatial(_) | Type::Opaque(_) => None,
    }
}

/// Whether the evaluator knows the text of a column of this type in a template: what an example says of it can then be
/// compared to the letter.
pub(super) fn has_one_text(ty: &Type) -> bool {
    match ty {
        Type::Int { .. } | Type::Decimal { scale: ..=0, .. } => true,
        Type::Text(_) | Type::Uuid | Type::Json | Type::Xml | Type::Enum(_) | Type::Set(_) => true,
        Type::Boolean
        | Type::Decimal { .. }
        | Type::Number
        | Type::Float { .. }
        | Type::Year
        | Type::Date
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Array(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => false,
    }
}
