//! What MySQL and MariaDB say of their tables: `information_schema`, in a session that only reads.
//!
//! Numbers are asked for as text, so that all values come in one form, whatever the server's version makes of them.

use mapc::schema::live::{CheckRow, ColumnRow, KeyRow, MySqlServer, RelationRow, Rows, TableName};
use sqlx::mysql::{MySqlConnectOptions, MySqlRow, MySqlSslMode};
use sqlx::{ConnectOptions, Connection, MySqlConnection, Row};

use super::session::{self, within};
use super::trouble::Trouble;
use crate::cli::args::Tls;
use crate::cli::import::live::target::Target;

/// Databases of the server itself.
const SYSTEM: &[&str] = &["information_schema", "mysql", "performance_schema", "sys"];

const SCHEMAS: &str = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA";
const RELATIONS: &str =
    "SELECT TABLE_NAME, TABLE_TYPE, TABLE_COMMENT, NULL FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?";
const RELATIONS_WITH_ROWS: &str = "SELECT TABLE_NAME, TABLE_TYPE, TABLE_COMMENT, CAST(TABLE_ROWS AS CHAR) \
     FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?";
const COLUMNS: &str = "SELECT TABLE_NAME, CAST(ORDINAL_POSITION AS CHAR), COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, \
     COLUMN_DEFAULT, EXTRA, COLLATION_NAME, COLUMN_COMMENT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ?";
const KEYS: &str = "SELECT TABLE_NAME, INDEX_NAME, CAST(SEQ_IN_INDEX AS CHAR), COLUMN_NAME \
     FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND NON_UNIQUE = 0";
/// In MariaDB names of checks are those of their tables.
const CHECKS_OF_MARIADB: &str = "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE \
     FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?";
/// In MySQL names of checks are those of their schemas, and a check may be there without being enforced.
const CHECKS_OF_MYSQL: &str = "SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, c.CHECK_CLAUSE \
     FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t \
     ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK' \
     WHERE c.CONSTRAINT_SCHEMA = ? AND t.ENFORCED = 'YES'";
/// Tables on whose columns this user has rights, and none on the table, on the schema or on all.
const PARTIAL: &str = "SELECT DISTINCT c.TABLE_NAME FROM information_schema.COLUMN_PRIVILEGES c \
     JOIN (SELECT CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''') AS me) AS m ON c.GRANTEE = m.me \
     WHERE c.TABLE_SCHEMA = ? \
     AND NOT EXISTS (SELECT 1 FROM information_schema.TABLE_PRIVILEGES t WHERE t.GRANTEE = m.me \
         AND t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.PRIVILEGE_TYPE <> 'USAGE') \
     AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES s WHERE s.GRANTEE = m.me \
         AND s.TABLE_SCHEMA = c.TABLE_SCHEMA AND s.PRIVILEGE_TYPE <> 'USAGE') \
     AND NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES u WHERE u.GRANTEE = m.me \
         AND u.PRIVILEGE_TYPE <> 'USAGE')";

/// All rows about the wanted tables.
pub async fn read(target: &Target) -> Result<(MySqlServer, Rows), Trouble> {
    let seconds = target.seconds;
    let mut connection = within(seconds, "connecting", options(target).connect()).await?;
    let version = texts(&mut connection, seconds, "asking for the version", "SELECT VERSION()", None).await?;
    let version = version.first().and_then(|row| row[0].clone()).unwrap_or_default();
    let server = MySqlServer::of(&version);
    if server.is_too_old() {
        return Err(Trouble::Old { version, oldest: server.oldest() });
    }
    only_read(&mut connection, server, seconds).await?;

    let schemas = schemas(&mut connection, target).await?;
    let mut rows = Rows::default();
    for schema in &schemas {
        read_schema(&mut connection, server, schema, target, &mut rows).await?;
    }
    session::tables(&mut rows.relations, &target.tables)?;
    // Whether the server hears that this is all makes no difference.
    let _ = within(seconds, "closing", connection.close()).await;
    Ok((server, rows))
}

fn options(target: &Target) -> MySqlConnectOptions {
    let address = &target.address;
    let mode = match target.tls {
        Tls::Disable => MySqlSslMode::Disabled,
        Tls::Prefer => MySqlSslMode::Preferred,
        Tls::Require => MySqlSslMode::Required,
        Tls::Verify => MySqlSslMode::VerifyIdentity,
    };
    let mut options = MySqlConnectOptions::new()
        .host(&address.host)
        .port(address.port)
        .username(&address.user)
        .ssl_mode(mode)
        .timezone(None);
    if let Some(password) = &target.password {
        options = options.password(password.reveal());
    }
    if let Some(database) = &address.database {
        options = options.database(database);
    }
    if let Some(file) = &target.tls_ca {
        options = options.ssl_ca(file);
    }
    options
}

/// Limits the session: it changes nothing, and waits for nothing long.
async fn only_read(connection: &mut MySqlConnection, server: MySqlServer, seconds: u64) -> Result<(), Trouble> {
    let limit = match (server.mariadb, server.version >= (5, 7, 8)) {
        (true, _) => format!("SET SESSION max_statement_time = {seconds}"),
        (false, true) => format!("SET SESSION max_execution_time = {}", seconds * 1000),
        (false, false) => String::new(),
    };
    let wait = format!("SET SESSION lock_wait_timeout = {seconds}");
    for statement in ["SET SESSION TRANSACTION READ ONLY".to_owned(), wait, limit] {
        if !statement.is_empty() {
            let query = sqlx::query(sqlx::AssertSqlSafe(statement)).persistent(false);
            within(seconds, "preparing the session", query.execute(&mut *connection)).await?;
        }
    }
    Ok(())
}

/// The database of the URL, or those that `--schema` takes; without either, all that are not the server's own.
async fn schemas(connection: &mut MySqlConnection, target: &Target) -> Result<Vec<String>, Trouble> {
    if let (true, Some(database)) = (target.schemas.is_all(), &target.address.database) {
        return Ok(vec![database.clone()]);
    }
    let found = texts(connection, target.seconds, "reading the schemas", SCHEMAS, None).await?;
    let names = found.into_iter().filter_map(|row| row.into_iter().next().flatten());
    let own = |name: &String| !SYSTEM.iter().any(|system| system.eq_ignore_ascii_case(name));
    session::schemas(names.filter(own).collect(), &target.schemas)
}

async fn read_schema(
    connection: &mut MySqlConnection,
    server: MySqlServer,
    schema: &str,
    target: &Target,
    rows: &mut Rows,
) -> Result<(), Trouble> {
    let seconds = target.seconds;
    let table = |name: Option<String>| TableName { schema: schema.to_owned(), name: name.unwrap_or_default() };
    let relations = if target.rows { RELATIONS_WITH_ROWS } else { RELATIONS };
    for row in texts(connection, seconds, "reading the tables", relations, Some(schema)).await? {
        let [name, kind, comment, rows_of] = fields(row);
        let rows_of = rows_of.and_then(|rows| rows.parse().ok());
        let kind = kind.unwrap_or_default();
        rows.relations.push(RelationRow { table: table(name), kind, comment, rows: rows_of });
    }
    for row in texts(connection, seconds, "reading the columns", COLUMNS, Some(schema)).await? {
        let [of, place, name, ty, nullable, default, extra, collation, comment] = fields(row);
        rows.columns.push(ColumnRow {
            table: table(of),
            place: number(place),
            name: name.unwrap_or_default(),
            ty: ty.unwrap_or_default(),
            nullable: nullable.is_none_or(|word| word == "YES"),
            default,
            extra: extra.unwrap_or_default(),
            generated: false,
            collation,
            comment,
        });
    }
    for row in texts(connection, seconds, "reading the keys", KEYS, Some(schema)).await? {
        let [of, name, place, column] = fields(row);
        let name = name.unwrap_or_default();
        rows.keys.push(KeyRow { table: table(of), primary: name == "PRIMARY", name, place: number(place), column });
    }
    let checks = if server.mariadb { CHECKS_OF_MARIADB } else { CHECKS_OF_MYSQL };
    if server.has_checks() {
        for row in texts(connection, seconds, "reading the checks", checks, Some(schema)).await? {
            let [of, name, text] = fields(row);
            let (name, text) = (name.unwrap_or_default(), text.unwrap_or_default());
            rows.checks.push(CheckRow { table: table(of), name, text });
        }
    }
    for row in texts(connection, seconds, "reading what is granted", PARTIAL, Some(schema)).await? {
        let [name] = fields(row);
        rows.partial.push(table(name));
    }
    Ok(())
}

/// The answer to a query, all of it text; `schema` is its parameter, if it has one.
async fn texts(
    connection: &mut MySqlConnection,
    seconds: u64,
    what: &'static str,
    query: &'static str,
    schema: Option<&str>,
) -> Result<Vec<Vec<Option<String>>>, Trouble> {
    let query = sqlx::query(query).persistent(false);
    let query = if let Some(schema) = schema { query.bind(schema) } else { query };
    let rows = within(seconds, what, query.fetch_all(connection)).await?;
    let row = |row: &MySqlRow| (0..row.len()).map(|place| text(row, place)).collect::<Result<_, _>>();
    rows.iter().map(row).collect::<Result<_, _>>().map_err(|error| Trouble::Sql { what, error })
}

/// Some versions call the texts of their catalogue binary.
fn text(row: &MySqlRow, place: usize) -> Result<Option<String>, sqlx::Error> {
    let bytes: Option<Vec<u8>> = row.try_get_unchecked(place)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A query asks for as many fields as are taken of each row.
fn fields<const N: usize>(row: Vec<Option<String>>) -> [Option<String>; N] {
    let mut fields = row.into_iter();
    std::array::from_fn(|_| fields.next().flatten())
}

fn number(text: Option<String>) -> u32 {
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}
