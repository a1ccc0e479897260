//! What a `.mapc` text says, line by line, before any name was looked up.
//!
//! The tree is what `resolve` reads and what editors show; it has one type for each kind of line. A broken line is not
//! in the tree: it was reported. Nothing here knows the grammar's rules or a service.

mod changes;
mod conditions;
mod examples;
mod fields;
mod items;
mod names;
mod policy;
mod settings;
mod values;

pub use changes::{
    BeforeImageLine, CastLine, CastWhat, Mask, MaskLine, NameChange, OnLine, RenameLine, RenameScope, VersionLine,
};
pub use conditions::{AssumeLine, Claim, Condition, Test, WhereLine};
pub use examples::{Example, Outcome, Record, RecordKey, RecordValue, Step, StepKind};
pub use fields::{
    ExcludeLine, FieldLine, FieldName, KeyLine, KeyRole, MemberLine, Members, MembersKind, NullLine, NullPolicy,
    PartitionByLine, PivotLine, PrimaryKeyLine,
};
pub use items::{
    Fragment, Item, LanguageLine, LevelLine, LevelVerb, Line, Map, ParamLine, SchemaLine, SourceClause, SourceKind,
    StageClause, Tree, UncheckedLine, UseLine,
};
pub use names::{Ident, Path, PathPattern, Pattern, Piece};
pub use policy::{
    BeforeImageOf, DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, OnPolicy, TruncatePolicy, UpdatePolicy,
};
pub use settings::{Setting, SettingValue, StageBlock};
pub use values::{Literal, LiteralKind, Resource, Template, TemplatePart, TextLit, TypeName, Value};
