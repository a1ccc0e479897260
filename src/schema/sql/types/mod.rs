//! What a declared type means: one file a dialect.

mod mssql;
mod mysql;
mod oracle;
mod phrase;
mod postgres;
mod sqlite;

pub use phrase::{Phrase, read as phrase};

use crate::schema::model::Dialect;
use crate::types::Type;

/// The type that `phrase` names among the dialect's own; `None` for others.
pub fn meaning(dialect: Dialect, phrase: &Phrase) -> Option<Type> {
    let mut ty = match dialect {
        Dialect::MySql => mysql::meaning(phrase),
        Dialect::Postgres => postgres::meaning(phrase),
        Dialect::Oracle => oracle::meaning(phrase),
        Dialect::SqlServer => mssql::meaning(phrase),
        Dialect::Sqlite => sqlite::meaning(phrase),
    }?;
    // Dimensions are not part of a type of PostgreSQL: `int[][]` is `int[]`.
    if phrase.arrays > 0 {
        ty = Type::Array(Box::new(ty));
    }
    Some(ty)
}

#[cfg(test)]
mod tests {
    use sqlparser::ast::{CharacterLength, DataType, ExactNumberInfo, TimezoneInfo};
    use sqlparser::dialect::{MySqlDialect, PostgreSqlDialect};
    use sqlparser::parser::Parser;

    use crate::schema::model::Dialect;
    use crate::schema::sql::read_type;
    use crate::text::Texts;
    use crate::types::{LengthUnit, TextType, Type, Zone};

    fn read(dialect: Dialect, text: &str) -> Option<Type> {
        read_type(dialect, text, Texts::new().add("test", ""))
    }

    fn shown(dialect: Dialect, text: &str) -> String {
        read(dialect, text).map_or_else(|| "unknown".to_owned(), |ty| ty.to_string())
    }

    /// What `sqlparser`'s own reader of types says, for the types that it and mapc should agree on.
    fn theirs(dialect: Dialect, text: &str) -> Option<Type> {
        let parsed = match dialect {
            Dialect::MySql => Parser::new(&MySqlDialect {}).try_with_sql(text),
            Dialect::Postgres => Parser::new(&PostgreSqlDialect {}).try_with_sql(text),
            Dialect::Oracle | Dialect::SqlServer | Dialect::Sqlite => return None,
        };
        plain(parsed.ok()?.parse_data_type().ok()?)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; what is not compared is refused by the test")]
    fn plain(ty: DataType) -> Option<Type> {
        let text = |length: Option<CharacterLength>, absent, fixed| {
            let max = match length {
                Some(CharacterLength::IntegerLength { length, .. }) => Some(length),
                Some(CharacterLength::Max) => None,
                None => absent,
            };
            Some(Type::Text(TextType { max, fixed, ..TextType::default() }))
        };
        let unsigned = |bits| Some(Type::Int { bits, signed: false });
        match ty {
            DataType::TinyInt(_) => Some(Type::int(8)),
            DataType::TinyIntUnsigned(_) => unsigned(8),
            DataType::SmallInt(_) | DataType::Int2(_) => Some(Type::int(16)),
            DataType::MediumIntUnsigned(_) => unsigned(24),
            DataType::Int(_) | DataType::Integer(_) | DataType::Int4(_) => Some(Type::int(32)),
            DataType::IntUnsigned(_) => unsigned(32),
            DataType::BigInt(_) | DataType::Int8(_) => Some(Type::int(64)),
            DataType::BigIntUnsigned(_) => unsigned(64),
            DataType::Decimal(ExactNumberInfo::PrecisionAndScale(precision, scale))
            | DataType::Numeric(ExactNumberInfo::PrecisionAndScale(precision, scale)) => {
                Some(Type::Decimal { precision: u16::try_from(precision).ok()?, scale: i16::try_from(scale).ok()? })
            }
            DataType::Char(length) | DataType::Character(length) => text(length, Some(1), true),
            DataType::Varchar(length) | DataType::CharacterVarying(length) => text(length, None, false),
            DataType::DoublePrecision | DataType::Double(_) => Some(Type::Float { bits: 64 }),
            DataType::Date => Some(Type::Date),
            DataType::Datetime(digits) => {
                Some(Type::Timestamp { precision: u8::try_from(digits.unwrap_or(0)).ok()?, zone: Zone::None })
            }
            DataType::Timestamp(digits, zone) => {
                let zoned = matches!(zone, TimezoneInfo::WithTimeZone | TimezoneInfo::Tz);
                let zone = if zoned { Zone::Utc } else { Zone::None };
                Some(Type::Timestamp { precision: u8::try_from(digits.unwrap_or(6)).ok()?, zone })
            }
            DataType::Enum(members, _) => Some(Type::Enum(
                members
                    .into_iter()
                    .map(|member| match member {
                        sqlparser::ast::EnumMember::Name(name) | sqlparser::ast::EnumMember::NamedValue(name, _) => {
                            name.into()
                        }
                    })
                    .collect(),
            )),
            _ => None,
        }
    }

    #[test]
    fn another_reader_of_types_agrees() {
        let mysql = [
            "tinyint",
            "TINYINT(3) UNSIGNED",
            "smallint",
            "mediumint unsigned",
            "int(11)",
            "INTEGER",
            "int unsigned",
            "bigint",
            "bigint(20) unsigned",
            "decimal(10,2)",
            "NUMERIC(5,0)",
            "char",
            "char(3)",
            "varchar(64)",
            "character varying(5)",
            "double",
            "double precision",
            "date",
            "datetime",
            "datetime(3)",
            "enum('a','it''s',\"b\")",
        ];
        let postgres = [
            "smallint",
            "int2",
            "integer",
            "int4",
            "bigint",
            "int8",
            "numeric(12,3)",
            "character(4)",
            "character varying",
            "varchar(7)",
            "double precision",
            "date",
            "timestamp",
            "timestamp(3) without time zone",
            "timestamptz",
            "timestamp with time zone",
            "timestamp(0) with time zone",
        ];
        let cases =
            mysql.map(|text| (Dialect::MySql, text)).into_iter().chain(postgres.map(|text| (Dialect::Postgres, text)));
        for (dialect, text) in cases {
            let expected = theirs(dialect, text);
            assert!(expected.is_some(), "{text} is not compared");
            assert_eq!(read(dialect, text), expected, "{dialect:?} {text}");
        }
    }

    #[test]
    fn each_dialect_has_its_own_meaning_of_a_word() {
        let all = |text: &str| Dialect::ALL.map(|dialect| shown(dialect, text));
        // In the order MySQL, PostgreSQL, Oracle, SQL Server, SQLite.
        assert_eq!(all("DATE"), ["date", "date", "timestamp(0)", "date", "date"]);
        assert_eq!(
            all("TIMESTAMP"),
            ["timestamp(0) in utc", "timestamp(6)", "timestamp(6)", "binary(8)", "timestamp(6)"]
        );
        assert_eq!(all("TINYINT"), ["tinyint", "unknown", "unknown", "tinyint unsigned", "bigint"]);
        assert_eq!(all("INTEGER"), ["int", "int", "decimal(38, 0)", "int", "bigint"]);
        assert_eq!(all("DECIMAL"), ["decimal(10, 0)", "number", "decimal(38, 0)", "decimal(18, 0)", "number"]);
        assert_eq!(all("BIT"), ["bit(1)", "bit(1)", "unknown", "boolean", "number"]);
        assert_eq!(all("FLOAT"), ["float", "double", "double", "double", "double"]);
        assert_eq!(all("VARCHAR(5)"), ["text(5)", "text(5)", "text(5)", "text(5)", "text"]);
    }

    #[test]
    fn oracle_counts_bytes_unless_told() {
        let unit = |text: &str| match read(Dialect::Oracle, text) {
            Some(Type::Text(text)) => (text.max, text.unit),
            other => panic!("{other:?}"),
        };
        assert_eq!(unit("VARCHAR2(10)"), (Some(10), LengthUnit::Bytes));
        assert_eq!(unit("VARCHAR2(10 BYTE)"), (Some(10), LengthUnit::Bytes));
        assert_eq!(unit("VARCHAR2(10 CHAR)"), (Some(10), LengthUnit::Characters));
        assert_eq!(unit("NVARCHAR2(10)"), (Some(10), LengthUnit::Characters));
    }

    #[test]
    fn types_of_extensions_have_the_schema_of_the_extension() {
        let shown = |text: &str| shown(Dialect::Postgres, text);
        assert_eq!((shown("public.citext"), shown("gis.geometry(Point,4326)")), ("text".into(), "geometry".into()));
        assert_eq!(shown("public.integer"), "unknown");
    }

    #[test]
    fn what_is_no_type_is_not_taken_for_one() {
        for text in
            ["", "varchar(", "varchar(a)", "varchar(1,2)", "int 5", "enum(1)", "datetime(12)", "s.int", "(", "5"]
        {
            assert_eq!(read(Dialect::MySql, text), None, "{text}");
        }
        assert_eq!(read(Dialect::Oracle, "NUMBER(x)"), None);
        assert_eq!(read(Dialect::Oracle, "NUMBER(99999999)"), None);
    }
}
