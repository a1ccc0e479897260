//! Schemas: what the readers make of small texts, and of all real ones that are at hand.

use std::fmt::Write as _;
use std::path::PathBuf;

use mapc::diag::Diagnostics;
use mapc::schema::{Form, Schema, read};
use mapc::text::{TextId, Texts};

/// Reads `content`, which `word` names the form of.
fn read_as(word: &str, content: &str) -> (Schema, Diagnostics, Texts) {
    let mut texts = Texts::new();
    let id: TextId = texts.add("test", content);
    let mut diags = Diagnostics::new();
    let form = Form::from_word(word).expect("the word names a form");
    let schema = read(form, &"app".into(), id, content, &mut diags);
    (schema, diags, texts)
}

/// All facts, one a line: what a test compares.
fn facts(word: &str, content: &str) -> String {
    let (schema, diags, texts) = read_as(word, content);
    let mut out = String::new();
    for table in &schema.tables {
        write!(out, "{}", table.qualified()).expect("a string takes everything");
        out.push_str(&table.comment.as_ref().map_or(String::new(), |comment| format!(" -- {comment}")));
        out.push('\n');
        for column in &table.columns {
            assert!(!texts.slice(column.ty_span).is_empty());
            let mut line = format!("  {}: {:?}", column.name, column.ty.to_string());
            line.push_str(if column.nullable { "" } else { " not null" });
            line.push_str(if column.generated { " generated" } else { "" });
            line.push_str(&column.default.as_ref().map_or(String::new(), |default| format!(" = {default}")));
            line.push_str(&column.collation.as_ref().map_or(String::new(), |name| format!(" collate {name}")));
            line.push_str(&column.comment.as_ref().map_or(String::new(), |comment| format!(" -- {comment}")));
            out.push_str(&line.replace('"', ""));
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

#[test]
fn the_two_published_tables_are_read() {
    insta::assert_snapshot!(facts("mysql", "
        CREATE TABLE `purchase` (
          `customerid` varchar(64) NOT NULL,
          `orderid` varchar(64) NOT NULL,
          `productid` varchar(64) NOT NULL COMMENT 'it''s one of many',
          `quantity` int NOT NULL,
          PRIMARY KEY (`customerid`,`orderid`,`productid`)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='lines of orders';
    "), @r"
    app.purchase -- lines of orders
      customerid: text(64) not null collate utf8mb4_bin
      orderid: text(64) not null collate utf8mb4_bin
      productid: text(64) not null collate utf8mb4_bin -- it's one of many
      quantity: int not null
      primary (customerid, orderid, productid)
    ");
    insta::assert_snapshot!(facts("oracle", "
        CREATE TABLE race_entry (
          MEET_CODE NUMBER(10),
          meet_date DATE,
          LAST_MODIFIED_DATE DATE DEFAULT SYSDATE NOT NULL ENABLE,
          \"Race entry\" NUMBER(10) CONSTRAINT pk_race PRIMARY KEY USING INDEX TABLESPACE ix
        );
        COMMENT ON COLUMN race_entry.meet_code IS 'the meeting''s';
    "), @r"
    app.RACE_ENTRY
      MEET_CODE: decimal(10, 0) -- the meeting's
      MEET_DATE: timestamp(0)
      LAST_MODIFIED_DATE: timestamp(0) not null = SYSDATE
      Race entry: decimal(10, 0) not null
      primary PK_RACE (Race entry)
    ");
}

/// The folder of real inputs, where it is at hand; says so where it is not.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("MAPC_CORPUS").map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from);
    let found = folder.join("ddl").is_dir();
    if !found {
        eprintln!("skipped: no folder {}; set MAPC_CORPUS to one", folder.join("ddl").display());
    }
    found.then_some(folder.join("ddl"))
}

#[test]
fn every_real_schema_is_read_whole() {
    let Some(folder) = corpus() else { return };
    let index = std::fs::read_to_string(folder.join("index.tsv")).expect("the corpus has an index");
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (file, dialect, expected) = (fields[0], fields[1], fields[6]);
        let word = match dialect {
            "postgresql" => "postgres",
            "sqlserver" => "mssql",
            other => other,
        };
        let bytes = std::fs::read(folder.join(file)).expect("the index names files of the corpus");
        let content = mapc::schema::decode(bytes).expect("the corpus is text");
        let start = std::time::Instant::now();
        let (schema, diags, texts) = read_as(word, &content);
        let opaque: std::collections::BTreeSet<&str> = schema
            .tables
            .iter()
            .flat_map(|table| &table.columns)
            .filter(|c| matches!(c.ty, mapc::types::Type::Opaque(_)))
            .map(|c| &*c.declared)
            .collect();
        eprintln!(
            "{file}: {} of {expected}, {} columns, {} findings, {:?} {opaque:?}",
            schema.tables.len(),
            schema.tables.iter().map(|t| t.columns.len()).sum::<usize>(),
            diags.len(),
            start.elapsed()
        );
        for finding in diags.iter() {
            let place = finding.place.as_ref().expect("a place");
            eprintln!(
                "    {} {:?} `{}`: {}",
                finding.code.name,
                texts.line_column(place.span.text, place.span.start),
                texts.slice(place.span),
                finding.message
            );
        }
    }
}
