//! Documents of table mappings, and other texts beside them, from files.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use mapc::diag::Diagnostics;
use mapc::dms_document::{self, model::Document};
use mapc::schema::{self, Form, Schema};
use mapc::text::{TextId, Texts};

use crate::cli::{disk, sources};

/// The text of a file, in any encoding that can be told.
fn text(path: &Path, texts: &mut Texts) -> Result<(TextId, Arc<String>)> {
    let name = sources::name(path)?;
    let bytes = disk::read(path).map_err(|why| anyhow!("`{name}` cannot be read: {why}"))?;
    let content = mapc::schema::decode(bytes)
        .map_err(|not_text| anyhow!("`{name}` cannot be read: byte {} is none of a text", not_text.at))?;
    let id = texts.add(name, content);
    Ok((id, texts.get(id).content.clone()))
}

/// The document in a file; `None`, with findings, where it is none.
pub fn read(path: &Path, texts: &mut Texts, diags: &mut Diagnostics) -> Result<Option<Document>> {
    let (id, content) = text(path, texts)?;
    Ok(dms_document::read(id, &content, diags))
}

/// The schema that an argument such as `oracle:shop.sql` names.
pub fn schema(argument: &str, texts: &mut Texts) -> Result<Schema> {
    let Some((word, path)) = argument.split_once(':') else {
        bail!("`--schema` is written `DIALECT:FILE`, such as `oracle:shop.sql`");
    };
    let Some(form) = Form::from_word(word) else {
        let words: Vec<String> = Form::WORDS.iter().map(|word| format!("`{word}`")).collect();
        bail!("no dialect is called `{word}`; there is {}", words.join(", "));
    };
    let path = Path::new(path);
    let (id, content) = text(path, texts)?;
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("schema");
    let name = match form {
        Form::Sql(schema::Dialect::Postgres) => "public",
        Form::Sql(schema::Dialect::SqlServer) => "dbo",
        Form::Sql(_) | Form::Yaml => name,
    };
    // What cannot be read of a schema is told by `mapc import sql`.
    Ok(schema::read(form, &name.into(), id, &content, &mut Diagnostics::new()))
}
