//! A text, what stands at its top, and the lines of its maps.

use super::changes::{BeforeImageLine, CastLine, MaskLine, OnLine, RenameLine, VersionLine};
use super::conditions::{AssumeLine, WhereLine};
use super::examples::Example;
use super::fields::{ExcludeLine, FieldLine, KeyLine, NullLine, PartitionByLine, PivotLine, PrimaryKeyLine};
use super::names::{Ident, PathPattern, Pattern};
use super::settings::StageBlock;
use super::values::{Literal, Resource, TextLit};
use crate::text::{Name, Span};

/// One text.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The items in the order of the text.
    pub items: Vec<Item>,
    /// A line at the top could not be read, so that an item may be missing.
    pub broken: bool,
    /// The second words of lines at the top that could not be read: names that other lines may rightly speak of.
    pub unread: Vec<Ident>,
}

/// What stands at the top of a text.
#[derive(Clone, Debug)]
pub enum Item {
    /// `language 1`
    Language(LanguageLine),
    /// `schema …`
    Schema(SchemaLine),
    /// `schema … unchecked …`
    Unchecked(UncheckedLine),
    /// `param …`
    Param(ParamLine),
    /// `map … { … }`
    Map(Map),
    /// `fragment … { … }`
    Fragment(Fragment),
    /// `example … { … }`
    Example(Example),
    /// `dms { … }`, `dynamodb app { … }`
    Settings(StageBlock),
    /// `deny …`, `warn …`, `allow …`
    Level(LevelLine),
}

/// `language 1`
#[derive(Clone, Debug)]
pub struct LanguageLine {
    /// The edition.
    pub edition: Name,
    /// The line.
    pub span: Span,
}

/// `schema NAME from DIALECT "FILE"`
#[derive(Clone, Debug)]
pub struct SchemaLine {
    /// The database schema of tables that the file does not qualify.
    pub name: Ident,
    /// `mysql`, `oracle`, … or `yaml`.
    pub dialect: Ident,
    /// The file, relative to this text.
    pub file: TextLit,
    /// The line.
    pub span: Span,
}

/// `schema PATTERN unchecked DIALECT`: database schemas whose tables are taken on faith.
#[derive(Clone, Debug)]
pub struct UncheckedLine {
    /// Which database schemas.
    pub schemas: Pattern,
    /// The kind of database.
    pub dialect: Ident,
    /// The line.
    pub span: Span,
}

/// `param NAME [= "default"]`
#[derive(Clone, Debug)]
pub struct ParamLine {
    /// The parameter.
    pub name: Ident,
    /// What it is where no value is given.
    pub default: Option<Literal>,
    /// Its comment.
    pub doc: Option<Name>,
    /// The line.
    pub span: Span,
}

/// `map NAME from SOURCE -> STAGE … { … }`
#[derive(Clone, Debug)]
pub struct Map {
    /// The name of its own.
    pub name: Ident,
    /// Its comment.
    pub doc: Option<Name>,
    /// Where rows come from.
    pub sources: Vec<SourceClause>,
    /// Tables left out.
    pub except: Vec<PathPattern>,
    /// The pipeline.
    pub stages: Vec<StageClause>,
    /// The lines between the braces.
    pub body: Vec<Line>,
    /// A line of the body could not be read: what seems missing may stand in it.
    pub broken: bool,
    /// The header, without the body.
    pub header: Span,
    /// All of it, to the closing brace.
    pub span: Span,
}

/// `fragment NAME { … }`: lines that several maps share.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The name that `use` lines speak of.
    pub name: Ident,
    /// Its comment.
    pub doc: Option<Name>,
    /// The lines between the braces.
    pub body: Vec<Line>,
    /// A line of the body could not be read: what seems missing may stand in it.
    pub broken: bool,
    /// The header, without the body.
    pub header: Span,
    /// All of it, to the closing brace.
    pub span: Span,
}

/// `from [view|any] PATTERN`
#[derive(Clone, Debug)]
pub struct SourceClause {
    /// Which kind of relation.
    pub kind: SourceKind,
    /// Which of them.
    pub pattern: PathPattern,
}

/// What a `from` clause selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Tables.
    Table,
    /// Views: `from view`.
    View,
    /// Both: `from any`.
    Any,
}

/// `-> STAGE [RESOURCE]`
#[derive(Clone, Debug)]
pub struct StageClause {
    /// The stage's word.
    pub stage: Ident,
    /// What it works on: a table, a stream, an address.
    pub resource: Option<Resource>,
    /// From the stage's word to the end of the clause.
    pub span: Span,
}

/// A line of a map's or fragment's body.
#[derive(Clone, Debug)]
pub enum Line {
    /// `partition key …`, `sort key …`
    Key(KeyLine),
    /// `primary key …`
    PrimaryKey(PrimaryKeyLine),
    /// `partition by …`
    PartitionBy(PartitionByLine),
    /// `field …`
    Field(FieldLine),
    /// `pivot …`
    Pivot(PivotLine),
    /// `exclude …`
    Exclude(ExcludeLine),
    /// `rename …`
    Rename(RenameLine),
    /// `cast …`
    Cast(CastLine),
    /// `mask …`
    Mask(MaskLine),
    /// `where …`
    Where(WhereLine),
    /// `null …`
    Null(NullLine),
    /// `assume …`
    Assume(AssumeLine),
    /// `on …`
    On(OnLine),
    /// `version …`
    Version(VersionLine),
    /// `before image …`
    BeforeImage(BeforeImageLine),
    /// `use …`
    Use(UseLine),
    /// `kinesis { … }`
    Settings(StageBlock),
    /// `deny …`, `warn …`, `allow …`
    Level(LevelLine),
}

/// `use FRAGMENT`
#[derive(Clone, Debug)]
pub struct UseLine {
    /// Whose lines stand here.
    pub fragment: Ident,
    /// The line.
    pub span: Span,
}

/// `allow CODE because "…" until "2027-06-30"`
#[derive(Clone, Debug)]
pub struct LevelLine {
    /// What becomes of the code.
    pub verb: LevelVerb,
    /// The code, as written.
    pub code: TextLit,
    /// Why.
    pub because: Option<TextLit>,
    /// The last day it holds.
    pub until: Option<TextLit>,
    /// The line.
    pub span: Span,
}

/// What a level line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelVerb {
    /// An error.
    Deny,
    /// A warning.
    Warn,
    /// Nothing.
    Allow,
}
