//! Documents of table mappings, and other texts beside them, from files.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use mapc::diag::Diagnostics;
use mapc::dms_document::{self, model::Document};
use mapc::text::{TextId, Texts};

use super::{disk, sources};

/// The text of a file, in any encoding that can be told.
pub fn text(path: &Path, texts: &mut Texts) -> Result<(TextId, Arc<str>)> {
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
