//! The maps that a document becomes, while its rules become their lines.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::build::{self, Reason};
use crate::dms_document::model::{Locator, Rule};
use crate::dms_document::pattern::{Pattern, Token};
use crate::dms_document::tables::{Index, Tables};
use crate::syntax::tree::{Line, PathPattern, Setting, SourceClause, SourceKind, StageClause};
use crate::text::Span;

/// All that a document becomes.
pub struct Task<'d> {
    /// The maps.
    pub maps: Vec<Planned<'d>>,
    /// Rules that no line says, and why.
    pub partial: Vec<(&'d Rule, Reason)>,
    /// Rules without effect.
    pub idle: Vec<&'d Rule>,
    /// What selects tables.
    pub selected: Index<'d>,
    /// Nothing is selected: the tables that rules name stand for what is.
    pub selects_nothing: bool,
    /// Where records go, as far as that shows.
    pub target: Target,
    /// A view comes along.
    pub has_views: bool,
    /// In which of the maps tables are sources.
    pub places: FxHashMap<[&'d str; 2], Vec<usize>>,
    /// The maps that share: of names as they are, and of exact names.
    pub shared: [Option<usize>; 2],
}

/// Where the records of a task go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing shows it.
    Database,
    /// Objects are tagged.
    Files,
    /// Object mappings make items.
    Items,
    /// Object mappings make messages.
    Messages,
    /// They name topics for them.
    Topics,
}

/// A map to be.
pub struct Planned<'d> {
    /// Schema and table of each source, as the document writes them.
    pub tables: Vec<[&'d str; 2]>,
    /// The `from` clauses.
    pub sources: Vec<SourceClause>,
    /// The `except` clauses.
    pub except: Vec<PathPattern>,
    /// Names are exact.
    pub explicit: bool,
    /// The stage after `dms`, where a rule names it.
    pub target: Option<StageClause>,
    /// An object mapping makes its records.
    pub is_mapped: bool,
    /// Keys and fields.
    pub fields: Vec<Line>,
    /// The other lines.
    pub lines: Vec<Line>,
    /// `field *` does not stand in it: rules name the columns that come along.
    pub names_columns: bool,
    /// Settings of `dms`.
    pub dms: Vec<Setting>,
    /// Settings of single tables in `dms`: schema, table, settings.
    pub of_tables: IndexMap<[&'d str; 2], Vec<Setting>>,
    /// Settings of the stage after `dms`.
    pub of_target: Vec<Setting>,
    /// What comments say above the lines.
    pub remarks: Vec<String>,
    /// The rule it was made for.
    pub span: Span,
}

impl<'d> Planned<'d> {
    pub fn new(span: Span) -> Planned<'d> {
        Planned {
            tables: Vec::new(),
            sources: Vec::new(),
            except: Vec::new(),
            explicit: false,
            target: None,
            is_mapped: false,
            fields: Vec::new(),
            lines: Vec::new(),
            names_columns: false,
            dms: Vec::new(),
            of_tables: IndexMap::new(),
            of_target: Vec::new(),
            remarks: Vec::new(),
            span,
        }
    }

    /// Whether it is of this table, or pattern, alone, so that its lines need not name it.
    pub fn is_of(&self, tables: [&str; 2]) -> bool {
        self.tables == [tables] && !tables.iter().any(|name| is_of_selections(name))
    }

    /// The settings of one table in the block of `dms`.
    pub fn table_settings(&mut self, table: [&'d str; 2]) -> &mut Vec<Setting> {
        self.of_tables.entry(table).or_default()
    }
}

/// Whether a name is a pattern that is read in another way outside of selections: beside `%`, `_` is a character there.
fn is_of_selections(name: &str) -> bool {
    let pattern = Pattern::new(name);
    let others = |token: &Token| matches!(token, Token::AnyOne | Token::Class(_));
    pattern.is_wild() && pattern.tokens().iter().any(others)
}

/// Schema and table of a locator, as they are written.
pub fn names(locator: &Locator) -> Option<[&str; 2]> {
    Some([&locator.schema.as_ref()?.value, &locator.table.as_ref()?.value])
}

/// `SCHEMA.TABLE`
pub fn path(tables: [&str; 2], exactly: bool, span: Span) -> Result<PathPattern, Reason> {
    let parts = [build::selected(tables[0], exactly, span)?, build::selected(tables[1], exactly, span)?];
    Ok(build::path_pattern(parts.into(), span))
}

/// `from SCHEMA.TABLE`
pub fn source(tables: [&str; 2], kind: SourceKind, exactly: bool, span: Span) -> Result<SourceClause, Reason> {
    Ok(SourceClause { kind, pattern: path(tables, exactly, span)? })
}

/// The map to which a source goes: one of its own, or the first that shares.
pub fn place<'d>(task: &mut Task<'d>, alone: bool, explicit: bool, span: Span) -> usize {
    if let (false, Some(at)) = (alone, task.shared[usize::from(explicit)]) {
        return at;
    }
    let mut map = Planned::new(span);
    map.explicit = explicit;
    if alone {
        map.remarks.push(ALONE.to_owned());
    }
    task.maps.push(map);
    let at = task.maps.len() - 1;
    if !alone {
        task.shared[usize::from(explicit)] = Some(at);
    }
    at
}

/// Marks a map that takes no other source.
pub const ALONE: &str = "\0";

impl<'d> Task<'d> {
    /// The map of these tables alone, made where they are selected together with others.
    pub fn own_map(&mut self, tables: [&'d str; 2], span: Span) -> Result<&mut Planned<'d>, Reason> {
        if let Some(at) = self.own(tables) {
            return Ok(&mut self.maps[at]);
        }
        if tables.iter().any(|name| is_of_selections(name)) {
            return Err(
                "its table is a pattern with `_` or `[…]`, which the line of a map would read as a selection does"
                    .to_owned(),
            );
        }
        let wanted = Tables { schema: Pattern::new(tables[0]), table: Pattern::new(tables[1]) };
        if !self.selected.of(&wanted).any(|(_, selected)| selected.cover(&wanted)) {
            return Err("it speaks of a pattern of tables, of which only some are selected".to_owned());
        }
        let source = source(tables, SourceKind::Table, false, span)?;
        let at = place(self, true, false, span);
        self.add_source(at, tables, source);
        Ok(&mut self.maps[at])
    }

    /// Gives a map a source.
    pub fn add_source(&mut self, at: usize, tables: [&'d str; 2], source: SourceClause) {
        self.places.entry(tables).or_default().push(at);
        self.maps[at].tables.push(tables);
        self.maps[at].sources.push(source);
    }

    /// The map of these tables alone.
    fn own(&self, tables: [&str; 2]) -> Option<usize> {
        self.places.get(&tables)?.iter().copied().find(|at| self.maps[*at].is_of(tables))
    }

    /// The map in which a line of these tables stands: that of them alone, else the first.
    pub fn map_of(&mut self, tables: [&str; 2]) -> Result<&mut Planned<'d>, Reason> {
        let named = || self.places.get(&tables).and_then(|places| places.first().copied());
        let at = self.own(tables).or_else(named).unwrap_or(0);
        self.maps.get_mut(at).ok_or_else(|| "no table is selected".to_owned())
    }
}
