//! Athena's `CREATE EXTERNAL TABLE`, from a value to text.
//!
//! Names are hostile until [`Identifier`] has quoted them, texts until [`Literal`] has. Both follow the grammar of Hive 2.3,
//! from which Athena's descends. The clauses stand in the one order that it allows; a column or property stands on its own
//! line, so that a change of one is a change of one line.

use std::fmt::{self, Write};

use super::hive::HiveType;

/// The longest statement that Athena takes, in bytes (Athena's service quotas).
pub const STATEMENT_MAX: usize = 262_144;

/// A table over files that somebody else writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalTable<'a> {
    /// The database in the catalog.
    pub database: &'a str,
    /// The table.
    pub name: &'a str,
    /// What the table is.
    pub comment: Option<&'a str>,
    /// The columns of the files; partition keys are not among them.
    pub columns: Vec<Column<'a>>,
    /// The partition keys, from the outermost folder inwards.
    pub partitions: Vec<Column<'a>>,
    /// The program that reads a record; `None` where `stored_as` implies one.
    pub row_format: Option<Serde<'a>>,
    /// The format of the files.
    pub stored_as: StoredAs<'a>,
    /// The folder, with a slash at its end.
    pub location: &'a str,
    /// Properties of the table, in order.
    pub properties: Vec<(&'a str, &'a str)>,
}

/// A column or partition key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// The name.
    pub name: &'a str,
    /// The type.
    pub ty: &'a HiveType,
    /// What it is.
    pub comment: Option<&'a str>,
}

/// A serializer and deserializer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serde<'a> {
    /// The Java class.
    pub class: &'a str,
    /// Its properties, in order.
    pub properties: Vec<(&'a str, &'a str)>,
}

/// The format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredAs<'a> {
    /// Parquet.
    Parquet,
    /// ORC.
    Orc,
    /// Avro.
    Avro,
    /// Lines.
    TextFile,
    /// Two Java classes.
    Classes {
        /// The one that reads.
        input: &'a str,
        /// The one that writes.
        output: &'a str,
    },
}

/// The statement, without a semicolon, ending in a newline.
impl fmt::Display for ExternalTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (database, name) = (Identifier(self.database), Identifier(self.name));
        write!(f, "CREATE EXTERNAL TABLE IF NOT EXISTS {database}.{name} ")?;
        list(f, &self.columns)?;
        if let Some(comment) = self.comment {
            write!(f, "\nCOMMENT {}", Literal(comment))?;
        }
        if !self.partitions.is_empty() {
            f.write_str("\nPARTITIONED BY ")?;
            list(f, &self.partitions)?;
        }
        if let Some(Serde { class, properties }) = &self.row_format {
            write!(f, "\nROW FORMAT SERDE {}", Literal(class))?;
            pairs(f, "\nWITH SERDEPROPERTIES ", properties)?;
        }
        write!(f, "\nSTORED AS {}\nLOCATION {}", self.stored_as, Literal(self.location))?;
        pairs(f, "\nTBLPROPERTIES ", &self.properties)?;
        f.write_char('\n')
    }
}

impl fmt::Display for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Identifier(self.name), DdlType(self.ty))?;
        match self.comment {
            Some(comment) => write!(f, " COMMENT {}", Literal(comment)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for StoredAs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoredAs::Parquet => f.write_str("PARQUET"),
            StoredAs::Orc => f.write_str("ORC"),
            StoredAs::Avro => f.write_str("AVRO"),
            StoredAs::TextFile => f.write_str("TEXTFILE"),
            StoredAs::Classes { input, output } => {
                write!(f, "INPUTFORMAT {} OUTPUTFORMAT {}", Literal(input), Literal(output))
            }
        }
    }
}

/// `title` and the properties, or nothing where there are none: the grammar wants at least one.
fn pairs(f: &mut fmt::Formatter<'_>, title: &str, properties: &[(&str, &str)]) -> fmt::Result {
    if properties.is_empty() {
        return Ok(());
    }
    f.write_str(title)?;
    list(f, &properties.iter().map(|(key, value)| Property(key, value)).collect::<Vec<_>>())
}

/// The items between parentheses, one a line.
fn list(f: &mut fmt::Formatter<'_>, items: &[impl fmt::Display]) -> fmt::Result {
    f.write_char('(')?;
    for (place, item) in items.iter().enumerate() {
        write!(f, "{}\n  {item}", if place == 0 { "" } else { "," })?;
    }
    f.write_str("\n)")
}

struct Property<'a>(&'a str, &'a str);

impl fmt::Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", Literal(self.0), Literal(self.1))
    }
}

/// A name in backticks, always: the parser refuses 134 words and every name that begins with `_` without them.
#[derive(Clone, Copy, Debug)]
pub struct Identifier<'a>(pub &'a str);

impl fmt::Display for Identifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.replace('`', "``"))
    }
}

/// A text between single quotes. `''` is not an escape in this grammar but the end of one text and the start of another.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('\'')?;
        for character in self.0.chars() {
            match character {
                '\'' => f.write_str("\\'")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                control if control.is_control() => write!(f, "\\u{:04X}", u32::from(control))?,
                plain => f.write_char(plain)?,
            }
        }
        f.write_char('\'')
    }
}

/// A type as a statement spells it: the names of members are identifiers. What the catalog then stores has no backticks.
#[derive(Clone, Copy, Debug)]
pub struct DdlType<'a>(pub &'a HiveType);

impl fmt::Display for DdlType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.spell(f, |name, f| Identifier(name).fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ty(text: &str) -> HiveType {
        HiveType::parse(text).expect("a type")
    }

    #[test]
    fn clauses_stand_in_their_order_and_columns_on_their_lines() {
        let (id, payload, day) = (ty("bigint"), ty("struct<record_type:string,item_no:int>"), ty("string"));
        let table = ExternalTable {
            database: "db",
            name: "t",
            comment: Some("all of it"),
            columns: vec![
                Column { name: "id", ty: &id, comment: Some("the number") },
                Column { name: "payload", ty: &payload, comment: None },
            ],
            partitions: vec![Column { name: "dt", ty: &day, comment: None }],
            row_format: Some(Serde {
                class: "org.openx.data.jsonserde.JsonSerDe",
                properties: vec![("case.insensitive", "true"), ("mapping.record_type", "record-type")],
            }),
            stored_as: StoredAs::TextFile,
            location: "s3://bucket/folder/",
            properties: vec![("classification", "json")],
        };
        insta::assert_snapshot!(table, @"
        CREATE EXTERNAL TABLE IF NOT EXISTS `db`.`t` (
          `id` bigint COMMENT 'the number',
          `payload` struct<`record_type`:string,`item_no`:int>
        )
        COMMENT 'all of it'
        PARTITIONED BY (
          `dt` string
        )
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
        WITH SERDEPROPERTIES (
          'case.insensitive' = 'true',
          'mapping.record_type' = 'record-type'
        )
        STORED AS TEXTFILE
        LOCATION 's3://bucket/folder/'
        TBLPROPERTIES (
          'classification' = 'json'
        )
        ");
    }

    #[test]
    fn what_is_absent_leaves_no_trace() {
        let id = ty("int");
        let table = ExternalTable {
            database: "db",
            name: "t",
            comment: None,
            columns: vec![Column { name: "id", ty: &id, comment: None }],
            partitions: Vec::new(),
            row_format: None,
            stored_as: StoredAs::Parquet,
            location: "s3://b/",
            properties: Vec::new(),
        };
        insta::assert_snapshot!(table, @"
        CREATE EXTERNAL TABLE IF NOT EXISTS `db`.`t` (
          `id` int
        )
        STORED AS PARQUET
        LOCATION 's3://b/'
        ");
    }

    #[test]
    fn texts_are_escaped_by_a_backslash() {
        let spelled = |text| Literal(text).to_string();
        assert_eq!(spelled("it's"), r"'it\'s'");
        assert_eq!(spelled(r"a\b"), r"'a\\b'");
        assert_eq!(spelled("two\nlines\r\t"), r"'two\nlines\r\t'");
        assert_eq!(spelled("\0"), r"'\u0000'");
        assert_eq!(spelled("50 % \"of\" 日本 😀;"), "'50 % \"of\" 日本 😀;'");
    }

    #[test]
    fn names_are_quoted_at_every_depth() {
        assert_eq!(Identifier("a`b").to_string(), "`a``b`");
        let spelled = DdlType(&ty("map<string,array<struct<order:decimal(10,2),_x:varchar(3)>>>")).to_string();
        assert_eq!(spelled, "map<string,array<struct<`order`:decimal(10,2),`_x`:varchar(3)>>>");
    }

    #[test]
    fn both_ways_to_name_a_format_are_spelled() {
        assert_eq!(StoredAs::Orc.to_string(), "ORC");
        let classes = StoredAs::Classes { input: "a.In", output: "a.Out" };
        assert_eq!(classes.to_string(), "INPUTFORMAT 'a.In' OUTPUTFORMAT 'a.Out'");
    }
}
