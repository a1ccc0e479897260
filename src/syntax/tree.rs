//! What a `.mapc` text says, line by line, before any name was looked up.
//!
//! The tree is what `resolve` reads and what editors show; it has one type for each kind of line. A broken line is not
//! in the tree: it was reported. Nothing here knows the grammar's rules or a service.

mod policy;

pub use policy::{
    BeforeImageOf, DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy, OnPolicy, TruncatePolicy, UpdatePolicy,
};

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
    /// `param …`
    Param(ParamLine),
    /// `map … { … }`
    Map(Map),
    /// `example … { … }`
    Example(Example),
    /// `dms { … }`, `dynamodb app { … }`
    Settings(StageBlock),
    /// `deny …`, `warn …`, `allow …`
    Level(LevelLine),
}

/// A name as it is meant: without backticks, case kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub text: Name,
    /// Where it stands, backticks included.
    pub span: Span,
}

/// Names joined by points: `schema.table`, `table.column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one.
    pub parts: Vec<Ident>,
    /// All of it.
    pub span: Span,
}

/// A path whose parts may hold wildcards: `SIS.TMP_*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern {
    /// At least one.
    pub parts: Vec<Pattern>,
    /// All of it.
    pub span: Span,
}

/// One part of a [`PathPattern`]. Without a wildcard it is a plain name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Literal runs and wildcards in turn.
    pub pieces: Vec<Piece>,
    /// All of it.
    pub span: Span,
}

/// A piece of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These characters.
    Literal(Name),
    /// `*`: any run, also none.
    Any,
    /// `?`: one character.
    One,
    /// `[a-d]`, `[xyz]`: one character of the ranges, ends included.
    Class(Vec<(char, char)>),
}

/// A text in quotes, escapes undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLit {
    /// What it means.
    pub value: Name,
    /// With its quotes.
    pub span: Span,
}

/// A text that may hold `${…}` or `$(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// In order; two literal parts never stand side by side.
    pub parts: Vec<TemplatePart>,
    /// With its quotes.
    pub span: Span,
}

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// These characters.
    Literal(Name),
    /// `${…}`: a value of the row. The span has the braces.
    Hole(Value, Span),
    /// `$(name)`: a parameter of the environment.
    Param(Ident),
}

/// A value that a line gives to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A column of the row.
    Column(Path),
    /// A number, truth value, `null`.
    Literal(Literal),
    /// A text; a constant where it has no hole.
    Template(Template),
    /// `$operation`: a fact of the change event; the ident is without `$`.
    Event(Ident),
    /// `sortable(day)`
    Call {
        /// The function.
        function: Ident,
        /// What it is given.
        arguments: Vec<Value>,
        /// All of it.
        span: Span,
    },
    /// `sqlite "$FIRST || ' '"`: an expression of another language, to the letter.
    Foreign {
        /// The word of its language.
        language: Ident,
        /// The expression.
        text: TextLit,
    },
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// What it is.
    pub kind: LiteralKind,
    /// Where.
    pub span: Span,
}

/// The kinds of [`Literal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiteralKind {
    /// `42`, `-1`, `3.50`: exact, as written.
    Number(Name),
    /// `true`, `false`
    Boolean(bool),
    /// `null`
    Null,
    /// `"text"` where only a constant may stand.
    Text(Name),
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

/// What a stage works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// `sample_db.race_entry`
    Path(Path),
    /// `"s3://lake/raw/"`, perhaps with `$(bucket)`
    Text(Template),
}

/// A line of a map's body.
#[derive(Clone, Debug)]
pub enum Line {
    /// `partition key …`, `sort key …`
    Key(KeyLine),
    /// `field …`
    Field(FieldLine),
    /// `pivot …`
    Pivot(PivotLine),
    /// `exclude …`
    Exclude(ExcludeLine),
    /// `rename …`
    Rename(RenameLine),
    /// `null …`
    Null(NullLine),
    /// `assume …`
    Assume(AssumeLine),
    /// `kinesis { … }`
    Settings(StageBlock),
    /// `deny …`, `warn …`, `allow …`
    Level(LevelLine),
}

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

/// A type as it is written: `decimal(10, 2)`, `int unsigned`, `list<string>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// The first word.
    pub word: Ident,
    /// `unsigned`
    pub unsigned: bool,
    /// The numbers in parentheses.
    pub arguments: Vec<u32>,
    /// The types in angle brackets.
    pub of: Vec<TypeName>,
    /// All of it.
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

/// `assume CLAIM`
#[derive(Clone, Debug)]
pub struct AssumeLine {
    /// What may be relied on.
    pub claim: Claim,
    /// The line, without a comment.
    pub span: Span,
}

/// What an `assume` line says about the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// `customerid not contains "|"`
    Condition(Condition),
    /// `unique a, b`
    Unique(Vec<Path>),
    /// `immutable a, b`
    Immutable(Vec<Path>),
    /// `at most 500 rows per item`
    AtMost(u64),
}

/// A condition on the columns of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All hold.
    And(Vec<Condition>),
    /// One holds.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One column against constants.
    Test {
        /// The column.
        column: Path,
        /// The condition holds when the test fails.
        negated: bool,
        /// What is tested.
        test: Test,
        /// All of it.
        span: Span,
    },
}

/// What a [`Condition`] asks of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `= 1`; `!=` is its negation.
    Equal(Literal),
    /// `< 1`
    Less(Literal),
    /// `<= 1`
    AtMost(Literal),
    /// `> 1`
    Greater(Literal),
    /// `>= 1`
    AtLeast(Literal),
    /// `in (1, 2)`
    In(Vec<Literal>),
    /// `between 1 and 2`
    Between(Literal, Literal),
    /// `is null`
    Null,
    /// `like "a%"`
    Like(TextLit),
    /// `contains "|"`
    Contains(TextLit),
    /// `starts with "a"`
    StartsWith(TextLit),
}

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

/// `example MAP "title" { … }`
#[derive(Clone, Debug)]
pub struct Example {
    /// The map it tests.
    pub map: Ident,
    /// What it shows.
    pub title: TextLit,
    /// Its comment.
    pub doc: Option<Name>,
    /// The rows that go in.
    pub rows: Vec<ExampleRow>,
    /// What must come out.
    pub outcome: Option<Outcome>,
    /// `example MAP "title"`
    pub header: Span,
    /// All of it.
    pub span: Span,
}

/// `row { … }`
#[derive(Clone, Debug)]
pub struct ExampleRow {
    /// The table, in maps over many.
    pub table: Option<Path>,
    /// The row.
    pub record: Record,
    /// The line or lines.
    pub span: Span,
}

/// What an example must give.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// `gives { … }`, repeatable: these records, in any order.
    Gives(Vec<Record>),
    /// `gives nothing`
    Nothing(Span),
    /// `rejects CODE`
    Rejects(TextLit),
}

/// `{ name: value, … }`
#[derive(Clone, Debug)]
pub struct Record {
    /// In order.
    pub entries: Vec<(RecordKey, RecordValue)>,
    /// With its braces.
    pub span: Span,
}

/// The name of a record's entry: a name, or a text where the name is none (`"p#p1"`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordKey {
    /// The name.
    pub text: Name,
    /// Where.
    pub span: Span,
}

/// A value in a record.
#[derive(Clone, Debug)]
pub enum RecordValue {
    /// A number, text, truth value or `null`.
    Scalar(Literal),
    /// `{ … }`
    Record(Record),
    /// `[ … ]`
    List(Vec<RecordValue>, Span),
}
