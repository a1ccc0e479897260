//! A map over tables that no schema describes: what its lines say, with patterns where a schema would give names.
//!
//! Nothing in it was looked up, so that nothing of it is sure: neither that a table or column is there, nor of which type
//! it is. Values speak of columns by their place in [`UncheckedMap::columns`].

use crate::mapping::{Content, KeyRole, Mask, NameChange, StageClause};
use crate::settings::Settings;
pub use crate::syntax::tree::{
    BeforeImageOf, Condition, Path, PathPattern, Pattern, Piece, RenameScope, SourceKind, Test, TypeName,
};
use crate::text::{Name, Span};

/// One `map` over unchecked schemas.
#[derive(Clone, Debug)]
pub struct UncheckedMap {
    /// The name of its own.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// The word of the kind of database.
    pub dialect: Name,
    /// The `from` clauses; at least one.
    pub sources: Vec<Tables>,
    /// The `except` clauses.
    pub except: Vec<Tables>,
    /// The stages; at least one.
    pub pipeline: Vec<StageClause>,
    /// The blocks of settings that speak of single tables.
    pub tables: Vec<TableSettings>,
    /// The columns that values speak of.
    pub columns: Vec<Name>,
    /// `field *`, where it stands.
    pub rest: Option<Span>,
    /// Keys and fields in the order of the lines.
    pub fields: Vec<Field>,
    /// The patterns of `exclude` lines.
    pub excluded: Vec<PathPattern>,
    /// The `rename` lines.
    pub renames: Vec<Rename>,
    /// The `cast` lines.
    pub casts: Vec<Cast>,
    /// The `mask` lines.
    pub masks: Vec<Masked>,
    /// The `where` lines.
    pub filters: Vec<Filter>,
    /// The `before image` lines.
    pub before_images: Vec<BeforeImage>,
    /// The `primary key` lines.
    pub row_keys: Vec<RowKey>,
}

/// `SCHEMA.TABLE` of a `from` or `except` clause.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Tables, views, or both.
    pub kind: SourceKind,
    /// The database schema.
    pub schema: Pattern,
    /// The table.
    pub table: Pattern,
    /// Where.
    pub span: Span,
}

/// Settings of one table.
#[derive(Clone, Debug)]
pub struct TableSettings {
    /// The stage in whose block they stand.
    pub stage: Name,
    /// Which table: with its schema where two parts are written.
    pub table: Path,
    /// The settings.
    pub settings: Settings,
}

/// A `field` line, or one of a key.
#[derive(Clone, Debug)]
pub struct Field {
    /// Part of the item's key.
    pub role: Option<KeyRole>,
    /// Its name.
    pub name: Name,
    /// `: type`
    pub ty: Option<TypeName>,
    /// What it holds; the column of its name where the line does not say.
    pub content: Option<Content>,
    /// The block holds `field *`: a document of all columns.
    pub is_document: bool,
    /// The types that members of the block declare, by the names that lead to them.
    pub member_types: Vec<(Vec<Name>, TypeName)>,
    /// The line.
    pub span: Span,
}

/// A `rename` line.
#[derive(Clone, Debug)]
pub struct Rename {
    /// What kind of thing.
    pub scope: RenameScope,
    /// Which of them; all of the map where it is missing.
    pub selector: Option<PathPattern>,
    /// What becomes of the name.
    pub change: NameChange,
    /// The line.
    pub span: Span,
}

/// A `cast` line.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Which columns.
    pub what: CastWhat,
    /// The type they get.
    pub to: TypeName,
    /// The line.
    pub span: Span,
}

/// Which columns a [`Cast`] is for.
#[derive(Clone, Debug)]
pub enum CastWhat {
    /// These.
    Columns(PathPattern),
    /// All of a type.
    Every(TypeName),
}

/// A `mask` line.
#[derive(Clone, Debug)]
pub struct Masked {
    /// Which columns.
    pub columns: PathPattern,
    /// What becomes of their values.
    pub mask: Mask,
    /// The line.
    pub span: Span,
}

/// A `where` line.
#[derive(Clone, Debug)]
pub struct Filter {
    /// What must hold.
    pub condition: Condition,
    /// The line.
    pub span: Span,
}

/// A `before image` line.
#[derive(Clone, Debug)]
pub struct BeforeImage {
    /// Which columns.
    pub which: BeforeImageOf,
    /// Only these of them.
    pub of: Option<PathPattern>,
    /// Before the name.
    pub prefix: Name,
    /// After the name.
    pub suffix: Name,
    /// The line.
    pub span: Span,
}

/// A `primary key` line.
#[derive(Clone, Debug)]
pub struct RowKey {
    /// In order; at least one.
    pub columns: Vec<Path>,
    /// The line.
    pub span: Span,
}

/// The name that a pattern without a wildcard is.
pub fn plain(pattern: &Pattern) -> Option<&Name> {
    match pattern.pieces.as_slice() {
        [Piece::Literal(name)] => Some(name),
        _ => None,
    }
}

impl Tables {
    /// The schema and the table, where both are named in full.
    pub fn in_full(&self) -> Option<(&Name, &Name)> {
        Some((plain(&self.schema)?, plain(&self.table)?))
    }
}
