//! Reads what a project names: its mappings, then the schemas that they name.

use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostics, near_miss};
use crate::lock::Lock;
use crate::project::{Options, Sources};
use crate::schema::{self, Form, Schema};
use crate::syntax;
use crate::syntax::tree::{Ident, Item, SchemaLine, Tree};
use crate::text::Texts;

/// All kinds of findings of this file.
pub static CODES: &[&Code] = &[&UNKNOWN_DIALECT, &UNREADABLE, &TWICE];

/// A schema line names a dialect that mapc does not read.
static UNKNOWN_DIALECT: Code =
    Code::error("schema/unknown-dialect", include_str!("../book/src/diagnostics/schema/unknown-dialect.md"));

/// The file of a schema cannot be read.
static UNREADABLE: Code =
    Code::error("schema/unreadable-file", include_str!("../book/src/diagnostics/schema/unreadable-file.md"));

/// Two schema lines have one name.
static TWICE: Code = Code::error("schema/named-twice", include_str!("../book/src/diagnostics/schema/named-twice.md"));

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
            diags.push(
                TWICE
                    .at(line.name.span, format!("a second schema is called `{}`", line.name.text))
                    .also(first.span, "the first")
                    .help("give one of them another name".to_owned()),
            );
            continue;
        }
        list.push(schema(line, sources, texts, diags));
    }
    list
}

/// The schema of one line; without tables when it cannot be read.
fn schema(line: &SchemaLine, sources: &Sources<'_>, texts: &mut Texts, diags: &mut Diagnostics) -> Schema {
    let unread = || Schema::new(line.name.text.clone(), schema::Dialect::MySql, Vec::new(), None);
    let Some(form) = Form::from_word(&line.dialect.text) else {
        diags.push(
            UNKNOWN_DIALECT
                .at(line.dialect.span, format!("mapc reads no schemas of the kind `{}`", line.dialect.text))
                .note(format!("it reads {}", Form::WORDS.map(|word| format!("`{word}`")).join(", ")))
                .help(near_miss(&line.dialect.text, Form::WORDS).map(|nearest| format!("write `{nearest}`"))),
        );
        return unread();
    };
    let folder =
        texts.get(line.span.text).path.rfind('/').map_or("", |slash| &texts.get(line.span.text).path[..=slash]);
    let path = if line.file.value.starts_with('/') {
        line.file.value.to_string()
    } else {
        format!("{folder}{}", line.file.value)
    };
    let reason = match sources.files.read(&path).map(schema::decode) {
        Ok(Ok(content)) => {
            let id = texts.add(path, content);
            let content = texts.get(id).content.clone();
            return schema::read(form, &line.name.text, id, &content, diags);
        }
        Ok(Err(not_text)) => format!("byte {} is none of a text", not_text.at),
        Err(reason) => reason,
    };
    diags.push(
        UNREADABLE
            .at(line.file.span, format!("`{path}` cannot be read: {reason}"))
            .help("paths are relative to the folder of the mapping".to_owned()),
    );
    unread()
}

/// The lock of the last compilation, or an empty one.
pub fn lock(options: &Options, texts: &mut Texts, diags: &mut Diagnostics) -> Lock {
    let Some((path, text)) = &options.lock else { return Lock::default() };
    let id = texts.add(path.as_str(), text.as_str());
    Lock::parse(id, text, diags)
}
