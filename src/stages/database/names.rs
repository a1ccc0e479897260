//! Names of schemas, tables and columns that a database holds.
//!
//! Sources: the manuals of the databases, limits of identifiers; of several versions the newest.

use super::errors;
use crate::diag::Diagnostics;
use crate::shape::Field;
use crate::stage::At;

/// Settings in `database { … }`.
pub(super) const ENGINE: &str = "engine";

/// The words of DMS for kinds of databases, with the most bytes of a name.
const ENGINES: &[(&str, usize)] = &[
    ("oracle", 128),
    ("postgres", 63),
    ("aurora-postgresql", 63),
    ("mysql", 64),
    ("mariadb", 64),
    ("aurora", 64),
    ("sqlserver", 128),
    ("sybase", 255),
    ("db2", 128),
    ("redshift", 127),
];

/// Reports names that are too long for the kind of database that the block says.
pub(super) fn check(at: &At<'_>, fields: &[Field], diags: &mut Diagnostics) {
    let Some(word) = at.settings().word(ENGINE) else { return };
    let Some((engine, most)) = ENGINES.iter().find(|(known, _)| *known == word) else { return };
    let target = &at.mapping.target;
    let of_table = target.renamed_by.unwrap_or(at.mapping.source.span);
    let names = [("schema", &target.schema, of_table), ("table", &target.table, of_table)];
    let columns = fields.iter().map(|field| ("column", &field.name, field.span));
    for (what, name, span) in names.into_iter().chain(columns) {
        if name.len() > *most {
            diags.push(errors::long_name(span, what, name, engine, name.len(), *most));
        }
    }
}
