//! Real dumps, which are no part of the repository: each is loaded, imported and compared.

use std::fs;

use mapc::schema::{Schema, TableKind};

use super::{declared, explained_differences, schema_of};
use crate::support::corpus;

/// Goes through the dumps whose names begin with `prefix`. `refused` has, for files of which the server does not take all
/// statements, the tables that it lacks, and why. Tables that a dump does not qualify are in `schema`. `load` gives what an import prints of a dump. Gives how many
/// tables and columns were compared; without the dumps, nothing.
#[track_caller]
pub fn compare(
    prefix: &str,
    word: &str,
    schema: &str,
    refused: &[(&str, usize, &str)],
    mut load: impl FnMut(&str) -> String,
) -> Option<(usize, usize)> {
    let folder = corpus::folder("ddl")?;
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let (mut tables, mut columns, mut wrong) = (0, 0, Vec::new());
    for path in files {
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        if !file.starts_with(prefix) || !file.ends_with(".sql") {
            continue;
        }
        let content = mapc::schema::decode(fs::read(&path).expect("a file")).expect("the corpus is text");
        let yaml = load(&content);
        // Of a dump of which the server takes nothing, it has nothing to say.
        let live = if yaml.is_empty() { declared(word, schema, "").0 } else { schema_of(&yaml) };
        let (dump, _) = declared(word, schema, &content);
        let (_, found, compared) = explained_differences(&dump, &live);
        wrong.extend(found.into_iter().map(|found| format!("{file}: {found}")));
        let lacks = refused.iter().find(|(name, ..)| *name == file).map_or(0, |(_, tables, _)| *tables);
        let missing: Vec<&String> = compared.only_dump.iter().filter(|name| is_table(&dump, name)).collect();
        if missing.len() != lacks || !compared.only_live.is_empty() {
            wrong.push(format!(
                "{file}: {} only in the dump: {missing:?}; only live: {:?}",
                missing.len(),
                compared.only_live
            ));
        }
        (tables, columns) = (tables + compared.tables, columns + compared.columns);
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    Some((tables, columns))
}

/// Views may rest on tables that are refused.
fn is_table(schema: &Schema, name: &str) -> bool {
    schema.tables.iter().any(|table| table.qualified() == name && table.kind == TableKind::Table)
}
