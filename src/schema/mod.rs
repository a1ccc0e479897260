//! Relational schemas, and the readers that make them: one folder a form.

mod alike;
mod decode;
pub mod errors;
mod form;
pub mod live;
mod model;
mod skim;
mod sql;
mod yaml;

pub use decode::{NotText, decode};
pub use form::Form;
pub use model::{Check, Column, Dialect, Key, Schema, Table, TableKind};
pub use skim::{Skimmed, Unread, skim};
pub use sql::{Kind as TokenKind, Token, Trouble, read_type, tokens};
pub use yaml::{json_schema, write as to_yaml};

use crate::diag::Diagnostics;
use crate::text::{Name, TextId};

/// Reads the schema that `content` declares. `name` is the database schema of tables that the text does not qualify; `id`
/// is the text's own, for spans. Reports what could not be read and returns the rest.
pub fn read(form: Form, name: &Name, id: TextId, content: &str, diags: &mut Diagnostics) -> Schema {
    match form {
        Form::Sql(dialect) => sql::read(dialect, name, id, content, diags),
        Form::Yaml => yaml::read(name, id, content, diags),
    }
}
