//! Reads what a project names: its mappings, then the schemas that they name.

pub mod errors;

use rustc_hash::FxHashMap;

use crate::diag::Diagnostics;
use crate::lock::Lock;
use crate::project::{Options, Sources};
use crate::schema::{self, Form, Schema};
use crate::syntax;
use crate::syntax::tree::{Ident, Item, SchemaLine, Tree};
use crate::text::{Gap, Texts};

/// The trees of all mapping texts, in their order.
pub fn mappings(sources: &Sources<'_>, texts: &mut Texts, diags: &mut Diagnostics) -> Vec<Tree> {
    let mut trees = Vec::new();
    for (path, bytes) in &sources.mappings {
        let Some(id) = syntax::decode(path, bytes, texts, diags) else { continue };
        let content = texts.get(id).content.clone();
        trees.push(syntax::parse(id, &content, diags));
    }
    trees
}

/// The schemas that the trees name, in the order of their lines.
pub fn schemas(trees: &[Tree], sources: &Sources<'_>, texts: &mut Texts, diags: &mut Diagnostics) -> Vec<Schema> {
    let mut named: FxHashMap<&str, &Ident> = FxHashMap::default();
    let mut list = Vec::new();
    for item in trees.iter().flat_map(|tree| &tree.items) {
        let Item::Schema(line) = item else { continue };
        if let Some(first) = named.insert(&line.name.text, &line.name) {
            diags.push(errors::named_twice(&line.name, first));
        }
        list.push(schema(line, sources, texts, diags));
    }
    list
}

/// Says of each schema that is taken on faith what is not checked.
pub fn unchecked(trees: &[Tree], diags: &mut Diagnostics) {
    for item in trees.iter().flat_map(|tree| &tree.items) {
        let Item::Unchecked(line) = item else { continue };
        if UNCHECKED.contains(&&*line.dialect.text) {
            diags.push(errors::unchecked(line));
        } else {
            diags.push(errors::unknown_source(&line.dialect, UNCHECKED));
        }
    }
}

/// The kinds of databases whose tables can be taken on faith.
const UNCHECKED: &[&str] = &["mysql", "postgres", "oracle", "mssql", "db2", "sybase", "mongodb", "documentdb"];

/// The schema of one line; without tables when it cannot be read.
fn schema(line: &SchemaLine, sources: &Sources<'_>, texts: &mut Texts, diags: &mut Diagnostics) -> Schema {
    let unread = || Schema::new(line.name.text.clone(), schema::Dialect::MySql, Vec::new(), None);
    let Some(form) = Form::from_word(&line.dialect.text) else {
        diags.push(errors::unknown_dialect(&line.dialect));
        return unread();
    };
    let folder =
        texts.get(line.span.text).path.rfind('/').map_or("", |slash| &texts.get(line.span.text).path[..=slash]);
    let path = if line.file.value.starts_with('/') {
        line.file.value.to_string()
    } else {
        format!("{folder}{}", line.file.value)
    };
    match content(form, &path, sources) {
        Ok((content, gaps)) => {
            let id = texts.add_with_gaps(path, content, gaps);
            let content = texts.get(id).content.clone();
            schema::read(form, &line.name.text, id, &content, diags)
        }
        Err(reason) => {
            diags.push(errors::unreadable(&line.file, &path, &reason));
            unread()
        }
    }
}

/// The text of a schema, and what was left out of it.
fn content(form: Form, path: &str, sources: &Sources<'_>) -> Result<(String, Vec<Gap>), String> {
    match form {
        Form::Sql(dialect) => {
            let mut file = sources.files.open(path)?;
            let skimmed =
                schema::skim(dialect, &mut file, sources.files.length(path)).map_err(|why| why.to_string())?;
            Ok((skimmed.content, skimmed.gaps))
        }
        Form::Yaml => {
            let content = schema::decode(sources.files.read(path)?)
                .map_err(|not_text| format!("byte {} is none of a text", not_text.at))?;
            Ok((content, Vec::new()))
        }
    }
}

/// The lock of the last compilation, or an empty one.
pub fn lock(options: &Options, texts: &mut Texts, diags: &mut Diagnostics) -> Lock {
    let Some((path, text)) = &options.lock else { return Lock::default() };
    let id = texts.add(path.as_str(), text.as_str());
    Lock::parse(id, text, diags)
}
