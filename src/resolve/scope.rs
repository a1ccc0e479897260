//! What a name can mean: the schemas, stages and parameters of the project.

use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Context;
use super::errors;
use crate::diag::{Diagnostic, Diagnostics};
use crate::params::errors as params;
use crate::schema::{Schema, Table};
use crate::stage::Stage;
use crate::syntax::tree::{Ident, Item, LiteralKind, Path, Tree};
use crate::text::Name;

/// All that names of a project can mean.
pub(super) struct Scope<'a> {
    /// The schemas, in the order of their lines.
    pub schemas: &'a [Schema],
    /// All stages there are.
    pub stages: &'a [&'static dyn Stage],
    params: FxHashMap<Name, Option<Name>>,
    /// Names of lines that could not be read.
    unread: FxHashSet<Name>,
}

/// A table and the schema that declares it.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The table.
    pub table: &'a Table,
}

impl<'a> Scope<'a> {
    /// Collects the declarations of all texts. Values of parameters from outside win over defaults.
    pub(super) fn new(trees: &[Tree], context: &Context<'a>, diags: &mut Diagnostics) -> Scope<'a> {
        let given = context.params;
        // What a file would have given that could not be read is not known to be missing.
        let is_unread = |finding: &Diagnostic| params::CODES.iter().any(|code| std::ptr::eq(*code, finding.code));
        let is_file_read = !diags.iter().any(is_unread);
        let unread: FxHashSet<Name> =
            trees.iter().flat_map(|tree| &tree.unread).map(|name| name.text.clone()).collect();
        let mut params: FxHashMap<Name, Option<Name>> = FxHashMap::default();
        let mut declared: FxHashMap<Name, &Ident> = FxHashMap::default();
        for item in trees.iter().flat_map(|tree| &tree.items) {
            let Item::Param(line) = item else { continue };
            if let Some(first) = declared.insert(line.name.text.clone(), &line.name) {
                diags.push(errors::declared_twice("parameter", first, &line.name));
            }
            let default = line.default.as_ref().map(|literal| match &literal.kind {
                LiteralKind::Number(text) | LiteralKind::Text(text) => text.clone(),
                LiteralKind::Boolean(flag) => flag.to_string().into(),
                LiteralKind::Null => "null".into(),
            });
            let value = given.get(&*line.name.text).map(|given| given.value.clone()).or(default);
            if value.is_none() && is_file_read {
                diags.push(errors::param_without_value(&line.name));
            }
            params.insert(line.name.text.clone(), value);
        }
        for (name, given) in given {
            if !params.contains_key(name.as_str()) && !unread.contains(name.as_str()) {
                diags.push(errors::given_param_unknown(name, given.place, params.keys().map(|name| &**name)));
            }
        }
        Scope { schemas: context.schemas, stages: context.stages, params, unread }
    }

    /// Whether a file describes a schema of this name.
    pub(super) fn has_schema(&self, name: &str) -> bool {
        self.schemas.iter().any(|schema| *schema.name == *name || schema.has_tables_of(name))
    }

    /// Whether a line that could not be read seems to declare this name.
    pub(super) fn is_unread(&self, name: &str) -> bool {
        self.unread.contains(name)
    }

    /// The table of this name, or a finding.
    pub(super) fn table(&self, path: &Path, diags: &mut Diagnostics) -> Option<Found<'a>> {
        let [schema_name, table_name] = path.parts.as_slice() else {
            let named = path.parts.last().map(|part| &part.text);
            let of_name: Vec<&Table> = self
                .schemas
                .iter()
                .flat_map(|schema| &schema.tables)
                .filter(|table| Some(&table.name) == named)
                .collect();
            diags.push(errors::table_path(path, if let [only] = of_name.as_slice() { Some(only) } else { None }));
            return None;
        };
        let found = self
            .schemas
            .iter()
            .find_map(|schema| Some((schema, schema.table(Some(&schema_name.text), &table_name.text)?)));
        if let Some((schema, table)) = found {
            return Some(Found { schema, table });
        }
        let known = || self.schemas.iter().flat_map(|schema| &schema.tables);
        let names: Vec<&str> =
            known().filter(|table| table.schema == schema_name.text).map(|table| &*table.name).collect();
        let declared = self.schemas.iter().find(|schema| schema.name == schema_name.text);
        // A schema that could not be read was reported; what it would have held is not known to be missing.
        let unread = self.is_unread(&schema_name.text)
            || match declared {
                Some(schema) => schema.tables.is_empty(),
                None => names.is_empty() && self.schemas.iter().any(|schema| schema.tables.is_empty()),
            };
        if unread {
            return None;
        }
        if names.is_empty() {
            // Each once, in the order of the lines.
            let mut seen = FxHashSet::default();
            let schemas: Vec<&str> = known().map(|table| &*table.schema).filter(|name| seen.insert(*name)).collect();
            diags.push(errors::unknown_schema(schema_name, declared.is_some(), &schemas));
        } else {
            diags.push(errors::unknown_table(schema_name, table_name, &names));
        }
        None
    }

    /// The value of a parameter, or a finding.
    pub(super) fn param(&self, name: &Ident, diags: &mut Diagnostics) -> Option<Name> {
        match self.params.get(&name.text) {
            // Without a value: reported where it is declared.
            Some(value) => value.clone(),
            None if self.is_unread(&name.text) => None,
            None => {
                diags.push(errors::unknown_param(name, self.params.keys().map(|name| &**name)));
                None
            }
        }
    }
}
