//! MySQL and MariaDB: what `information_schema` means.
//!
//! Sources: MySQL 8.4 Reference Manual, 28.3 (INFORMATION_SCHEMA General Tables); MariaDB's knowledge base on the same
//! tables, and MariaDB 10.11 itself.

use super::assemble;
use super::rows::{CheckRow, ColumnRow, RelationRow, Rows};
use crate::diag::Diagnostics;
use crate::schema::model::{Column, Dialect, Schema, TableKind};
use crate::schema::sql::type_of;
use crate::text::{Name, Span, TextId};
use crate::types::Type;

/// Which server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// MariaDB, and not MySQL.
    pub mariadb: bool,
    /// The version.
    pub version: (u32, u32, u32),
}

impl Server {
    /// The server that calls itself this: `8.0.36`, `10.11.14-MariaDB-0+deb12u2`, `5.5.5-10.4.8-MariaDB`.
    pub fn of(version: &str) -> Server {
        let mariadb = version.contains("MariaDB");
        // What MariaDB puts before its own version for old clients.
        let version = if mariadb { version.strip_prefix("5.5.5-").unwrap_or(version) } else { version };
        let digits = version.split(|symbol: char| !symbol.is_ascii_digit() && symbol != '.').next().unwrap_or("");
        let mut numbers = digits.split('.').map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Server { mariadb, version: (next(), next(), next()) }
    }

    /// The oldest version of its kind whose catalogue has what is asked for.
    pub fn oldest(self) -> &'static str {
        if self.mariadb { "MariaDB 10.3.10" } else { "MySQL 5.6" }
    }

    /// Whether it is older than that.
    pub fn is_too_old(self) -> bool {
        self.version < if self.mariadb { (10, 3, 10) } else { (5, 6, 0) }
    }

    /// Whether it enforces CHECK constraints, and lists them.
    pub fn has_checks(self) -> bool {
        self.mariadb || self.version >= (8, 0, 16)
    }

    /// Whether defaults stand in the catalogue as SQL, quotes included.
    fn has_defaults_in_sql(self) -> bool {
        self.mariadb
    }
}

/// The schema that `rows` describe. Tables of `own`, the database of the connection, carry no schema, as in a dump of it.
/// `id` is a text that stands for the database; there are no places in it.
pub fn mysql(server: Server, rows: Rows, own: Option<&str>, id: TextId, diags: &mut Diagnostics) -> Schema {
    let at = Span::new(id, 0, 0);
    let mut tables = assemble::relations(rows.relations, kind, at);
    // A view has for its comment what it is, or what is wrong with it.
    for table in tables.values_mut().filter(|table| table.kind == TableKind::View) {
        table.comment = None;
    }
    assemble::columns(&mut tables, rows.columns, |row| column(server, row, at));
    assemble::keys(&mut tables, rows.keys, at);
    let checks = rows.checks.into_iter().map(|row| CheckRow { text: expression(server, &row.text), ..row });
    assemble::checks(&mut tables, checks.collect(), at);
    let tables = assemble::finish(tables, rows.partial, own, diags);
    Schema::new(Name::from(""), Dialect::MySql, tables, Some(id))
}

fn kind(relation: &RelationRow) -> Option<TableKind> {
    match relation.kind.as_str() {
        "VIEW" => Some(TableKind::View),
        // MariaDB keeps sequences among its tables.
        "SEQUENCE" | "SYSTEM VIEW" | "TEMPORARY" | "TEMPORARY SEQUENCE" => None,
        // `BASE TABLE`, `SYSTEM VERSIONED`.
        _ => Some(TableKind::Table),
    }
}

fn column(server: Server, row: &ColumnRow, at: Span) -> Column {
    let declared = Name::from(row.ty.as_str());
    let ty = type_of(Dialect::MySql, &declared, at.text);
    let extra = row.extra.to_ascii_uppercase();
    let generated = row.generated || ["VIRTUAL", "STORED", "PERSISTENT"].iter().any(|word| extra.contains(word));
    // Of an enumeration or a document nothing rests on it, and a dump does not say it either.
    let collation = row.collation.clone().filter(|_| matches!(ty, Type::Text(_)));
    Column {
        name: row.name.as_str().into(),
        default: if generated { None } else { default(server, row, &extra) },
        ty,
        declared,
        ty_span: at,
        nullable: row.nullable,
        collation: collation.map(Name::from),
        generated,
        comment: row.comment.clone().filter(|comment| !comment.is_empty()).map(Name::from),
        span: at,
    }
}

/// The default as it would be declared. That a column without one holds NULL goes without saying.
fn default(server: Server, row: &ColumnRow, extra: &str) -> Option<Name> {
    let text = row.default.as_deref()?;
    if server.has_defaults_in_sql() {
        return (text != "NULL").then(|| text.into());
    }
    let is_now = text.to_ascii_uppercase().starts_with("CURRENT_TIMESTAMP");
    let is_time = row.ty.starts_with("timestamp") || row.ty.starts_with("datetime");
    if is_now && (is_time || extra.contains("DEFAULT_GENERATED")) {
        return Some(text.into());
    }
    if extra.contains("DEFAULT_GENERATED") {
        return Some(format!("({})", expression(server, text)).into());
    }
    // `b'101'`, `0x00FF`
    if row.ty.starts_with("bit") || (row.ty.contains("binary") && text.starts_with("0x")) {
        return Some(text.into());
    }
    Some(format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''")).into())
}

/// An expression of the catalogue. MySQL writes a backslash before the quotes in it.
fn expression(server: Server, text: &str) -> String {
    if server.mariadb { text.to_owned() } else { text.replace("\\'", "'") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::live::rows::{KeyRow, TableName};
    use crate::schema::to_yaml;
    use crate::text::Texts;

    const MYSQL: Server = Server { mariadb: false, version: (8, 0, 36) };

    fn table(name: &str) -> TableName {
        TableName { schema: "shop".to_owned(), name: name.to_owned() }
    }

    fn row(place: u32, name: &str, ty: &str) -> ColumnRow {
        ColumnRow { table: table("t"), place, name: name.to_owned(), ty: ty.to_owned(), ..ColumnRow::default() }
    }

    fn relation(name: &str, kind: &str) -> RelationRow {
        RelationRow { table: table(name), kind: kind.to_owned(), ..RelationRow::default() }
    }

    #[test]
    fn versions_tell_the_servers_apart() {
        assert_eq!(Server::of("10.11.14-MariaDB-0+deb12u2"), Server { mariadb: true, version: (10, 11, 14) });
        assert_eq!(Server::of("5.5.5-10.4.8-MariaDB-log"), Server { mariadb: true, version: (10, 4, 8) });
        assert_eq!(Server::of("8.0.36-0ubuntu0.22.04.1"), MYSQL);
        assert_eq!(Server::of("8.0.mysql_aurora.3.04.0"), Server { mariadb: false, version: (8, 0, 0) });
        assert!(Server::of("5.5.62").is_too_old() && Server::of("").is_too_old() && !Server::of("5.7.44").is_too_old());
        assert!(Server::of("10.2.44-MariaDB").is_too_old() && !Server::of("10.11.14-MariaDB").is_too_old());
        assert!(!Server::of("8.0.15").has_checks() && MYSQL.has_checks() && Server::of("10.6.1-MariaDB").has_checks());
    }

    #[test]
    fn defaults_are_written_as_they_would_be_declared() {
        let found = |ty: &str, default: &str, extra: &str| {
            let row = ColumnRow { default: Some(default.to_owned()), ..row(1, "c", ty) };
            super::default(MYSQL, &row, extra).map(|text| text.to_string())
        };
        assert_eq!(found("varchar(5)", "it's", "").as_deref(), Some("'it''s'"));
        assert_eq!(found("varchar(5)", "CURRENT_TIMESTAMP", "").as_deref(), Some("'CURRENT_TIMESTAMP'"));
        assert_eq!(found("int", "0", "").as_deref(), Some("'0'"));
        assert_eq!(found("bit(3)", "b'101'", "").as_deref(), Some("b'101'"));
        assert_eq!(found("timestamp(3)", "CURRENT_TIMESTAMP(3)", "").as_deref(), Some("CURRENT_TIMESTAMP(3)"));
        assert_eq!(found("char(36)", "uuid()", "DEFAULT_GENERATED").as_deref(), Some("(uuid())"));
        assert_eq!(found("json", r"_utf8mb4\'{}\'", "DEFAULT_GENERATED").as_deref(), Some("(_utf8mb4'{}')"));
        let mariadb = Server { mariadb: true, version: (10, 11, 14) };
        let row = |default: &str| ColumnRow { default: Some(default.to_owned()), ..row(1, "c", "int(11)") };
        assert_eq!(super::default(mariadb, &row("NULL"), ""), None);
        assert_eq!(super::default(mariadb, &row("'NULL'"), "").as_deref(), Some("'NULL'"));
    }

    #[test]
    fn rows_in_any_order_give_the_same_tables() {
        let key = |name: &str, place, column: Option<&str>| KeyRow {
            table: table("t"),
            name: name.to_owned(),
            primary: name == "PRIMARY",
            place,
            column: column.map(str::to_owned),
        };
        let mut rows = Rows {
            relations: vec![relation("t", "BASE TABLE"), relation("s", "SEQUENCE"), relation("v", "VIEW")],
            columns: vec![
                ColumnRow { collation: Some("utf8mb4_bin".to_owned()), nullable: true, ..row(1, "b", "varchar(9)") },
                ColumnRow { collation: Some("utf8mb4_bin".to_owned()), ..row(2, "a", "enum('x','y')") },
                ColumnRow { extra: "VIRTUAL GENERATED".to_owned(), nullable: true, ..row(3, "c", "bigint unsigned") },
                ColumnRow { table: table("s"), ..row(1, "next_not_cached_value", "bigint(21)") },
            ],
            keys: vec![
                key("PRIMARY", 1, Some("b")),
                key("PRIMARY", 2, Some("a")),
                key("u2", 1, Some("c")),
                key("u1", 1, Some("a")),
                key("expression", 1, None),
            ],
            checks: vec![CheckRow {
                table: table("t"),
                name: "t_chk_1".to_owned(),
                text: r"(`b` <> _utf8mb4\'x\')".to_owned(),
            }],
            ..Rows::default()
        };
        let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
        let id = texts.add("mysql://shop", "");
        let schema = mysql(MYSQL, rows.clone(), Some("shop"), id, &mut diags);
        let yaml = to_yaml(&schema);
        let expected = "dialect: mysql\ntables:\n- name: t\n  columns:\n  - name: b\n    type: varchar(9)\n    nullable: false\n    \
             collation: utf8mb4_bin\n  - name: a\n    type: enum('x','y')\n    nullable: false\n  - name: c\n    type: bigint unsigned\n    \
             generated: true\n  primary_key:\n  - b\n  - a\n  unique:\n  - - a\n  - - c\n  checks:\n  - (`b` <> _utf8mb4'x')\n";
        assert_eq!(yaml, expected);
        // A view of which no column is to be seen.
        let codes: Vec<&str> = diags.iter().map(|finding| finding.code.name).collect();
        assert_eq!(codes, ["live/unseen"]);

        rows.relations.reverse();
        rows.columns.reverse();
        rows.keys.reverse();
        assert_eq!(to_yaml(&mysql(MYSQL, rows.clone(), Some("shop"), id, &mut diags)), yaml);
        let qualified = to_yaml(&mysql(MYSQL, rows, Some("crm"), id, &mut diags));
        assert!(qualified.contains("- name: t\n  schema: shop\n"), "{qualified}");
    }
}
