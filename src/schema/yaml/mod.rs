//! mapc's own form of a schema: YAML, which `mapc schema` describes and an import writes.

mod document;
mod read;
mod write;

pub use read::read;
pub use write::write;

use schemars::generate::SchemaSettings;

use document::Document;

/// The JSON Schema of the form, draft 7, which editors understand.
pub fn json_schema() -> serde_json::Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<Document<String>>().to_value()
}
