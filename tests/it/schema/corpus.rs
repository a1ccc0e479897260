//! Real schemas, counted by others.

use std::collections::BTreeMap;

use mapc::schema::{Dialect, TableKind, skim, to_yaml};

use super::reading::read_as;
use crate::support::corpus;

/// Files whose index counts other things than the tables that are there in the end, and how many those are.
const COUNTED_OTHERWISE: &[(&str, usize, &str)] = &[
    ("mssql-aspstate.sql", 2, "three are made by a procedure, when it runs"),
    ("mysql-intelliants-subrion.sql", 51, "one is commented out"),
    ("oracle-cern-castor2.sql", 82, "SubRequest is dropped and made anew"),
    ("oracle-chinook.sql", 11, "one is a GRANT"),
    ("oracle-hhs-usas.sql", 60, "two are made twice"),
    ("oracle-oe.sql", 4, "four are spoken of in remarks"),
    ("oracle-pm.sql", 1, "one is spoken of in a remark"),
    ("sqlite-synapse.sql", 130, "two are virtual"),
];

/// Files that are broken or beyond the reader, and the findings that say so.
const BROKEN: &[(&str, &str, usize)] = &[
    ("mysql-rb-magento.sql", "schema/unread-option", 11), // `national enum`: somebody replaced too much
    ("mysql-zabbix.sql", "schema/unread-column", 2),      // `--delay` is no comment for MySQL
    ("oracle-cern-srm2.sql", "schema/unread-option", 1),  // `CONSRTAINT`
    ("oracle-hhs-usas.sql", "schema/duplicate-table", 2),
    ("pg-gm-helpdesk.sql", "schema/unread-column", 1), // `[position]`
    ("pg-zabbix.sql", "schema/unknown-column", 1),     // `shostid`
    ("pg-zabbix.sql", "schema/unread-option", 2),      // two commas are missing
];

#[test]
fn every_real_schema_is_read_whole() {
    let Some(folder) = corpus::folder("ddl") else { return };
    let index = std::fs::read_to_string(folder.join("index.tsv")).expect("the corpus has an index");
    let mut columns = 0;
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (file, dialect, counted) = (fields[0], fields[1], fields[6].parse().expect("the index counts tables"));
        let word = match dialect {
            "postgresql" => "postgres",
            "sqlserver" => "mssql",
            other => other,
        };
        let bytes = std::fs::read(folder.join(file)).expect("the index names files of the corpus");
        let skimmed =
            skim(Dialect::from_word(word).expect("a dialect"), &mut &*bytes, None).expect("the corpus is text");
        let content = mapc::schema::decode(bytes).expect("the corpus is text");
        let (schema, diags, _) = read_as(word, &content);

        // Rows make no difference.
        let (without_rows, lost, _) = read_as(word, &skimmed.content);
        assert_eq!((to_yaml(&without_rows), lost.len()), (to_yaml(&schema), diags.len()), "{file}: without rows");
        let statements = |content: &str| content.lines().filter(|line| line.starts_with("INSERT ")).count();
        assert!(statements(&skimmed.content) <= statements(&content) / 100, "{file}: rows are left");

        let otherwise = COUNTED_OTHERWISE.iter().find(|(name, ..)| *name == file);
        let tables = schema.tables.iter().filter(|table| table.kind == TableKind::Table);
        assert_eq!(tables.clone().count(), otherwise.map_or(counted, |(_, tables, _)| *tables), "{file}: tables");
        columns += tables.map(|table| table.columns.len()).sum::<usize>();

        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in diags.iter() {
            *found.entry(finding.code.name).or_default() += 1;
        }
        let expected: BTreeMap<&str, usize> =
            BROKEN.iter().filter(|(name, ..)| *name == file).map(|(_, code, count)| (*code, *count)).collect();
        assert_eq!(found, expected, "{file}: findings");

        // The same facts from YAML.
        let (again, diags, _) = read_as("yaml", &to_yaml(&schema));
        assert_eq!(diags.iter().map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new(), "{file}");
        assert_eq!(to_yaml(&again), to_yaml(&schema), "{file}: YAML");
        for (table, again) in schema.tables.iter().zip(&again.tables) {
            assert_eq!(
                table.primary_key.as_ref().map(|key| &key.columns),
                again.primary_key.as_ref().map(|key| &key.columns)
            );
            for (column, again) in table.columns.iter().zip(&again.columns) {
                assert_eq!(column.ty, again.ty, "{file}: {}.{}", table.qualified(), column.name);
            }
        }
    }
    // The statistics of the corpus count 31,744 by a reader that misses the 708 of Joomla 2019, and what tables of
    // PostgreSQL take over from others.
    assert!((32_452..32_552).contains(&columns), "{columns} columns");
}
