//! Reads a schema and writes down all that was read.

use std::fmt::Write as _;

use mapc::diag::Diagnostics;
use mapc::schema::{Form, Schema, TableKind, read};
use mapc::text::{TextId, Texts};

/// Reads `content`, which `word` names the form of.
pub fn read_as(word: &str, content: &str) -> (Schema, Diagnostics, Texts) {
    let mut texts = Texts::new();
    let id: TextId = texts.add("test", content);
    let mut diags = Diagnostics::new();
    let form = Form::from_word(word).expect("the word names a form");
    let schema = read(form, &"app".into(), id, content, &mut diags);
    (schema, diags, texts)
}

/// All facts, one a line: what a test compares.
pub fn facts(word: &str, content: &str) -> String {
    let (schema, diags, texts) = read_as(word, content);
    let mut out = String::new();
    for table in &schema.tables {
        let view = if table.kind == TableKind::View { "view " } else { "" };
        write!(out, "{view}{}", table.qualified()).expect("a string takes everything");
        out.push_str(&table.comment.as_ref().map_or(String::new(), |comment| format!(" -- {comment}")));
        out.push('\n');
        for column in &table.columns {
            let mut line = format!("  {}: {:?}", column.name, column.ty.to_string());
            line.push_str(if column.nullable { "" } else { " not null" });
            line.push_str(if column.generated { " generated" } else { "" });
            line.push_str(&column.default.as_ref().map_or(String::new(), |default| format!(" = {default}")));
            line.push_str(&column.collation.as_ref().map_or(String::new(), |name| format!(" collate {name}")));
            line.push_str(&column.comment.as_ref().map_or(String::new(), |comment| format!(" -- {comment}")));
            out.push_str(line.replace('"', "").trim_end());
            out.push('\n');
        }
        let names = |places: &[usize]| -> String {
            places.iter().map(|place| &*table.columns[*place].name).collect::<Vec<_>>().join(", ")
        };
        for (kind, key) in
            table.primary_key.iter().map(|key| ("primary", key)).chain(table.unique.iter().map(|key| ("unique", key)))
        {
            let name = key.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
            writeln!(out, "  {kind}{name} ({})", names(&key.columns)).expect("a string takes everything");
        }
        for check in &table.checks {
            let name = check.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
            writeln!(out, "  check{name} ({})", check.text).expect("a string takes everything");
        }
    }
    for finding in diags.iter() {
        let at = finding.place.as_ref().map_or("", |place| texts.slice(place.span));
        writeln!(out, "{} at `{at}`: {}", finding.code.name, finding.message).expect("a string takes everything");
    }
    out
}
