//! Athena's `CREATE EXTERNAL TABLE`, from a value to text.
//!
//! Names are hostile until `identifier` has quoted them, texts until `literal` has. Both follow the grammar of Hive 2.3,
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

impl ExternalTable<'_> {
    /// Writes the statement, without a semicolon, ending in a newline.
    pub fn write_to(&self, to: &mut impl Write) -> fmt::Result {
        to.write_str("CREATE EXTERNAL TABLE IF NOT EXISTS ")?;
        identifier(self.database, to)?;
        to.write_str(".")?;
        identifier(self.name, to)?;
        to.write_str(" ")?;
        list(to, &self.columns, Column::write_to)?;
        if let Some(comment) = self.comment {
            to.write_str("\nCOMMENT ")?;
            literal(comment, to)?;
        }
        if !self.partitions.is_empty() {
            to.write_str("\nPARTITIONED BY ")?;
            list(to, &self.partitions, Column::write_to)?;
        }
        if let Some(Serde { class, properties }) = &self.row_format {
            to.write_str("\nROW FORMAT SERDE ")?;
            literal(class, to)?;
            pairs(to, "\nWITH SERDEPROPERTIES ", properties)?;
        }
        to.write_str("\nSTORED AS ")?;
        self.stored_as.write_to(to)?;
        to.write_str("\nLOCATION ")?;
        literal(self.location, to)?;
        pairs(to, "\nTBLPROPERTIES ", &self.properties)?;
        to.write_str("\n")
    }
}

/// The same.
impl fmt::Display for ExternalTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

impl Column<'_> {
    fn write_to<W: Write>(&self, to: &mut W) -> fmt::Result {
        identifier(self.name, to)?;
        to.write_str(" ")?;
        self.ty.spell(to, identifier)?;
        if let Some(comment) = self.comment {
            to.write_str(" COMMENT ")?;
            literal(comment, to)?;
        }
        Ok(())
    }
}

impl StoredAs<'_> {
    fn write_to(&self, to: &mut impl Write) -> fmt::Result {
        match self {
            StoredAs::Parquet => to.write_str("PARQUET"),
            StoredAs::Orc => to.write_str("ORC"),
            StoredAs::Avro => to.write_str("AVRO"),
            StoredAs::TextFile => to.write_str("TEXTFILE"),
            StoredAs::Classes { input, output } => {
                to.write_str("INPUTFORMAT ")?;
                literal(input, to)?;
                to.write_str(" OUTPUTFORMAT ")?;
                literal(output, to)
            }
        }
    }
}

/// `title` and the properties, or nothing where there are none: the grammar wants at least one.
fn pairs<W: Write>(to: &mut W, title: &str, properties: &[(&str, &str)]) -> fmt::Result {
    if properties.is_empty() {
        return Ok(());
    }
    to.write_str(title)?;
    list(to, properties, |(key, value), to| {
        literal(key, to)?;
        to.write_str(" = ")?;
        literal(value, to)
    })
}

/// The items between parentheses, one a line.
fn list<W: Write, I>(to: &mut W, items: &[I], write: impl Fn(&I, &mut W) -> fmt::Result) -> fmt::Result {
    to.write_str("(")?;
    for (place, item) in items.iter().enumerate() {
        to.write_str(if place == 0 { "\n  " } else { ",\n  " })?;
        write(item, to)?;
    }
    to.write_str("\n)")
}

/// A name in backticks, always: the parser refuses 134 words and every name that begins with `_` without them.
fn identifier<W: Write>(name: &str, to: &mut W) -> fmt::Result {
    to.write_str("`")?;
    for (place, piece) in name.split('`').enumerate() {
        to.write_str(if place == 0 { "" } else { "``" })?;
        to.write_str(piece)?;
    }
    to.write_str("`")
}

/// A text between single quotes. `''` is not an escape in this grammar but the end of one text and the start of another.
fn literal(text: &str, to: &mut impl Write) -> fmt::Result {
    to.write_str("'")?;
    // Nearly all texts are written as they are.
    if text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'\\') || byte == b' ') {
        to.write_str(text)?;
        return to.write_str("'");
    }
    for character in text.chars() {
        match character {
            '\'' => to.write_str("\\'")?,
            '\\' => to.write_str("\\\\")?,
            '\n' => to.write_str("\\n")?,
            '\r' => to.write_str("\\r")?,
            '\t' => to.write_str("\\t")?,
            control if control.is_control() => write!(to, "\\u{:04X}", u32::from(control))?,
            plain => to.write_char(plain)?,
        }
    }
    to.write_str("'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ty(text: &str) -> HiveType {
        HiveType::parse(text).expect("a type")
    }

    fn written(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
        let mut text = String::new();
        write(&mut text).expect("a `String` takes everything");
        text
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
        let spelled = |text| written(|to| literal(text, to));
        assert_eq!(spelled("it's"), r"'it\'s'");
        assert_eq!(spelled(r"a\b"), r"'a\\b'");
        assert_eq!(spelled("two\nlines\r\t"), r"'two\nlines\r\t'");
        assert_eq!(spelled("\0"), r"'\u0000'");
        assert_eq!(spelled("50 % \"of\" 日本 😀;"), "'50 % \"of\" 日本 😀;'");
    }

    #[test]
    fn names_are_quoted_at_every_depth() {
        assert_eq!(written(|to| identifier("a`b", to)), "`a``b`");
        let ty = ty("map<string,array<struct<order:decimal(10,2),_x:varchar(3)>>>");
        let spelled = written(|to| ty.spell(to, identifier));
        assert_eq!(spelled, "map<string,array<struct<`order`:decimal(10,2),`_x`:varchar(3)>>>");
    }

    #[test]
    fn both_ways_to_name_a_format_are_spelled() {
        assert_eq!(written(|to| StoredAs::Orc.write_to(to)), "ORC");
        let classes = StoredAs::Classes { input: "a.In", output: "a.Out" };
        assert_eq!(written(|to| classes.write_to(to)), "INPUTFORMAT 'a.In' OUTPUTFORMAT 'a.Out'");
    }
}
