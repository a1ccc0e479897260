//! The statements that mapc writes, read by Hive's own parser.

use mapc::formats::ddl::{Column, ExternalTable, Serde, StoredAs};
use mapc::formats::hive::HiveType;

use super::program::ask;
use super::random::Random;

/// Names of columns and members, hostile ones among them: words that want backticks, and a backtick.
const NAMES: &[&str] = &[
    "id",
    "record_type",
    "timestamp",
    "date",
    "order",
    "user",
    "_x",
    "1a",
    "select",
    "all",
    "values",
    "event-id",
    "日本",
    "a b",
    "a`b",
    "end",
    "x;y",
    "q'q",
];

/// What comments and properties are put together from.
const PIECES: &[&str] = &[
    "it's",
    "\\",
    "'",
    "''",
    "\"",
    "\n",
    "\r",
    "\t",
    "\0",
    "0",
    "12",
    "u0041",
    "n",
    "%",
    "_",
    "Z",
    "b",
    ";",
    "`",
    "$",
    "${x}",
    "日本",
    "😀",
    "é",
    " ",
    "--",
    "/*",
    "\u{7f}",
    "\u{85}",
    "\u{1}",
    "\u{2028}",
    "plain words",
];

/// A table that owns its texts.
struct Table {
    names: Vec<String>,
    types: Vec<HiveType>,
    texts: Vec<String>,
    partitions: usize,
    stored_as: StoredAs<'static>,
}

impl Table {
    fn random(random: &mut Random) -> Table {
        let start = random.below(NAMES.len());
        let count = 2 + random.below(6);
        let partitions = random.below(2.min(count));
        let types = (0..count).map(|place| {
            let depth = if place < count - partitions { random.below(4) } else { 0 };
            HiveType::parse(&random.ty(depth, &["a", "record_type", "order", "date", "A", "_x", "日本"]))
                .expect("a type")
        });
        let types = types.collect();
        let stored_as = match random.below(5) {
            0 => StoredAs::Parquet,
            1 => StoredAs::Orc,
            2 => StoredAs::Avro,
            3 => StoredAs::TextFile,
            _ => StoredAs::Classes { input: "org.example.In", output: "org.example.Out" },
        };
        Table {
            names: (0..count).map(|place| NAMES[(start + place) % NAMES.len()].to_owned()).collect(),
            types,
            texts: (0..count + 4).map(|_| random.text(PIECES)).collect(),
            partitions,
            stored_as,
        }
    }

    fn statement(&self) -> ExternalTable<'_> {
        let column = |place: usize| Column {
            name: &self.names[place],
            ty: &self.types[place],
            comment: Some(&*self.texts[place]).filter(|text| !text.is_empty()),
        };
        let columns = self.names.len() - self.partitions;
        let texts = &self.texts[self.names.len()..];
        ExternalTable {
            database: "sample_db",
            name: "order",
            comment: Some(&texts[0]),
            columns: (0..columns).map(column).collect(),
            partitions: (columns..self.names.len()).map(column).collect(),
            row_format: texts[1].len().is_multiple_of(2).then(|| Serde {
                class: "org.openx.data.jsonserde.JsonSerDe",
                properties: vec![("mapping.a", &texts[1])],
            }),
            stored_as: self.stored_as,
            location: &texts[2],
            properties: vec![("classification", "parquet"), ("note", &texts[3])],
        }
    }

    /// What Hive should have understood.
    fn understood(&self) -> Vec<String> {
        let table = self.statement();
        let mut fields: Vec<&str> = vec!["table", table.database, table.name];
        let types: Vec<String> = self.types.iter().map(HiveType::to_string).collect();
        let columns = table.columns.iter().map(|column| ("column", column));
        let comment = ["comment", table.comment.unwrap_or_default()];
        let mut listed: Vec<Vec<&str>> = Vec::new();
        for ((word, column), ty) in
            columns.chain(table.partitions.iter().map(|column| ("partition", column))).zip(&types)
        {
            listed.push(vec![word, column.name, ty, column.comment.unwrap_or_default()]);
        }
        let partitions = listed.split_off(table.columns.len());
        fields.extend(listed.concat());
        fields.extend(comment);
        fields.extend(partitions.concat());
        if let Some(serde) = &table.row_format {
            fields.extend(["serde", serde.class]);
            fields.extend(serde.properties.iter().flat_map(|(key, value)| ["property", key, value]));
        }
        fields.extend(match table.stored_as {
            StoredAs::Parquet => vec!["stored", "PARQUET"],
            StoredAs::Orc => vec!["stored", "ORC"],
            StoredAs::Avro => vec!["stored", "AVRO"],
            StoredAs::TextFile => vec!["stored", "TEXTFILE"],
            StoredAs::Classes { input, output } => vec!["formats", input, output],
        });
        fields.extend(["location", table.location]);
        fields.extend(table.properties.iter().flat_map(|(key, value)| ["property", key, value]));
        fields.into_iter().map(str::to_owned).collect()
    }
}

#[test]
fn hive_understands_every_statement_as_it_was_meant() {
    let mut random = Random(5);
    let tables: Vec<Table> = (0..1_000).map(|_| Table::random(&mut random)).collect();
    let texts: Vec<String> = tables.iter().map(|table| table.statement().to_string()).collect();
    let Some(answers) = ask("DdlMain", &texts) else { return };
    for ((table, text), answer) in tables.iter().zip(texts).zip(answers) {
        assert_eq!(answer, Ok(table.understood()), "{text}");
    }
}

#[test]
fn the_statement_oracle_refuses_planted_faults() {
    let faults = [
        "CREATE EXTERNAL TABLE t (order int)",
        "CREATE EXTERNAL TABLE t (_a int)",
        "CREATE EXTERNAL TABLE t (`a` real)",
        "CREATE EXTERNAL TABLE t (`a` varchar)",
        "CREATE EXTERNAL TABLE t (`a` struct<event-id:int>)",
        "CREATE EXTERNAL TABLE t (`a` map<struct<x:int>,int>)",
        "CREATE EXTERNAL TABLE t (`a` int NOT NULL)",
        "CREATE EXTERNAL TABLE t (`a` int,)",
        "CREATE EXTERNAL TABLE t (`a` int) LOCATION 's3://b/' COMMENT 'late'",
        "CREATE EXTERNAL TABLE t (`a` int);",
    ];
    let Some(answers) = ask("DdlMain", &faults.map(str::to_owned)) else { return };
    for (fault, answer) in faults.iter().zip(answers) {
        assert!(answer.is_err(), "{fault}: {answer:?}");
    }
    // Why a quote is escaped by a backslash: doubled, it is lost without a word.
    let doubled = ask("DdlMain", &["CREATE EXTERNAL TABLE t (`a` int COMMENT 'it''s')".to_owned()]);
    let lost = ["table", "t", "column", "a", "int", "its"].map(str::to_owned).to_vec();
    assert_eq!(doubled, Some(vec![Ok(lost)]));
}
