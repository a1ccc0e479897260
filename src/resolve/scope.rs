//! What a name can mean: the schemas, stages and parameters of the project.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::errors;
use crate::diag::Diagnostics;
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
    /// Collects the declarations of all texts. `given` are the values from outside, which win over defaults.
    pub(super) fn new(
        trees: &[Tree],
        schemas: &'a [Schema],
        stages: &'a [&'static dyn Stage],
        given: &BTreeMap<String, String>,
        diags: &mut Diagnostics,
    ) -> Scope<'a> {
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
            let value = given.get(&*line.name.text).map(|value| value.as_str().into()).or(default);
            if value.is_none() {
                diags.push(errors::param_without_value(&line.name));
            }
            params.insert(line.name.text.clone(), value);
        }
        for name in given.keys().filter(|name| !params.contains_key(name.as_str())) {
            diags.push(errors::given_param_unknown(name, params.keys().map(|name| &**name)));
        }
        Scope { schemas, stages, params }
    }

    /// The table of this name, or a finding.
    pub(super) fn table(&self, path: &Path, diags: &mut Diagnostics) -> Option<Found<'a>> {
        let [schema_name, table_name] = path.parts.as_slice() else {
            diags.push(errors::table_path(path));
            return None;
        };
        let found = self
            .schemas
            .iter()
            .find_map(|schema| Some((schema, schema.table(Some(&schema_name.text), &table_name.text)?)));
        if let Some((schema, table)) = found {
            return Some(Found { schema, table });
        }
        // A schema that could not be read was reported; what it would have held is not known to be missing.
        if self.schemas.iter().any(|schema| schema.text.is_none()) {
            return None;
        }
        let known = || self.schemas.iter().flat_map(|schema| &schema.tables);
        let is_line = self.schemas.iter().any(|schema| schema.name == schema_name.text);
        if is_line || known().any(|table| table.schema == schema_name.text) {
            let names = known().filter(|table| table.schema == schema_name.text).map(|table| &*table.name);
            diags.push(errors::unknown_table(schema_name, table_name, names));
        } else {
            let mut names: Vec<&str> = known().map(|table| &*table.schema).collect();
            names.dedup();
            diags.push(errors::unknown_schema(schema_name, &names));
        }
        None
    }

    /// The value of a parameter, or a finding.
    pub(super) fn param(&self, name: &Ident, diags: &mut Diagnostics) -> Option<Name> {
        match self.params.get(&name.text) {
            // Without a value: reported where it is declared.
            Some(value) => value.clone(),
            None => {
                diags.push(errors::unknown_param(name, self.params.keys().map(|name| &**name)));
                None
            }
        }
    }
}
