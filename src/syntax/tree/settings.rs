//! Blocks of settings.

use super::names::{Ident, Path};
use super::values::{Resource, Template};
use crate::text::{Name, Span};

/// `STAGE [RESOURCE] { … }`
#[derive(Clone, Debug)]
pub struct StageBlock {
    /// The stage's word.
    pub stage: Ident,
    /// Only for that resource.
    pub resource: Option<Resource>,
    /// The settings.
    pub settings: Vec<Setting>,
    /// From the stage's word to the opening brace.
    pub span: Span,
}

/// `KEY VALUE, … [{ … }]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The key.
    pub key: Ident,
    /// Its values.
    pub values: Vec<SettingValue>,
    /// Settings below it.
    pub block: Option<Vec<Setting>>,
    /// The line.
    pub span: Span,
}

/// A value of a [`Setting`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// `schema-table`; also `true` and `false`.
    Word(Path),
    /// `"s3://…"`, perhaps with holes and parameters.
    Text(Template),
    /// `128`
    Number(Name, Span),
}
