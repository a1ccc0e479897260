//! The lines that change what other lines or the source give: names, types, values, events.

use super::names::{Ident, PathPattern};
use super::policy::{BeforeImageOf, OnPolicy};
use super::values::{TextLit, TypeName, Value};
use crate::text::Span;

/// `rename field [SELECTOR] CHANGE`
#[derive(Clone, Debug)]
pub struct RenameLine {
    /// What kind of thing is renamed.
    pub scope: RenameScope,
    /// Which of them; all where it is missing.
    pub selector: Option<PathPattern>,
    /// What becomes of the name.
    pub change: NameChange,
    /// The line.
    pub span: Span,
}

/// What kind of thing a `rename` line renames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenameScope {
    /// Database schemas.
    Schema,
    /// Tables.
    Table,
    /// Fields of the record, the envelope's included.
    Field,
    /// The tablespaces of tables.
    Tablespace,
    /// The tablespaces of indexes.
    IndexTablespace,
}

/// What a `rename` line does to a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChange {
    /// `to NAME`
    To(Ident),
    /// `lowercase`
    Lowercase,
    /// `uppercase`
    Uppercase,
    /// `add prefix "t_"`
    AddPrefix(TextLit),
    /// `add suffix "_t"`
    AddSuffix(TextLit),
    /// `remove prefix "t_"`
    RemovePrefix(TextLit),
    /// `remove suffix "_t"`
    RemoveSuffix(TextLit),
    /// `replace prefix "a" with "b"`
    ReplacePrefix(TextLit, TextLit),
    /// `replace suffix "a" with "b"`
    ReplaceSuffix(TextLit, TextLit),
    /// `replace "-" with "_"`: everywhere in the name.
    Replace(TextLit, TextLit),
}

/// `cast WHAT to TYPE`
#[derive(Clone, Debug)]
pub struct CastLine {
    /// Which columns.
    pub what: CastWhat,
    /// The type they become.
    pub to: TypeName,
    /// The line.
    pub span: Span,
}

/// Which columns a `cast` line is for.
#[derive(Clone, Debug)]
pub enum CastWhat {
    /// `cast T.a to …`
    Columns(PathPattern),
    /// `cast every bigint to …`: all columns of a type.
    Every(TypeName),
}

/// `mask COLUMNS HOW`
#[derive(Clone, Debug)]
pub struct MaskLine {
    /// Which columns.
    pub columns: PathPattern,
    /// What becomes of their values.
    pub how: Mask,
    /// The line.
    pub span: Span,
}

/// What a `mask` line makes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mask {
    /// `hash`: its hash.
    Hash,
    /// `digits "#"`: each digit becomes this character.
    Digits(TextLit),
    /// `random digits`: each digit becomes another one.
    RandomDigits,
}

/// `on EVENT POLICY`
#[derive(Clone, Debug)]
pub struct OnLine {
    /// What happens when.
    pub policy: OnPolicy,
    /// The line.
    pub span: Span,
}

/// `version VALUE, …`
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// What says which of two records is newer; further values break ties.
    pub values: Vec<Value>,
    /// The line.
    pub span: Span,
}

/// `before image WHICH [of COLUMNS] [prefix "…"] [suffix "…"]`
#[derive(Clone, Debug)]
pub struct BeforeImageLine {
    /// Which columns also carry the value before a change.
    pub which: BeforeImageOf,
    /// Only those of them.
    pub of: Option<PathPattern>,
    /// What the names of the added fields begin with.
    pub prefix: Option<TextLit>,
    /// What the names of the added fields end with.
    pub suffix: Option<TextLit>,
    /// The line.
    pub span: Span,
}
