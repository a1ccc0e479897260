//! What PostgreSQL says of its tables: `pg_catalog`, in one transaction that only reads.
//!
//! The `search_path` is empty, so that types and functions are written with their schemas, as in the dumps of `pg_dump`.

use mapc::schema::live::{CheckRow, ColumnRow, KeyRow, OLDEST_POSTGRES, RelationRow, Rows, TableName, TypeRow};
use sqlx::postgres::{PgConnectOptions, PgRow, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row};

use super::session::{self, within};
use super::trouble::Trouble;
use crate::cli::args::Tls;
use crate::cli::import::live::target::Target;

const SCHEMAS: &str =
    "select nspname::text from pg_catalog.pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'";
/// Relations that an extension brings are not among those that a dump has either.
const RELATIONS: &str = "select n.nspname::text, c.relname::text, c.relkind::text, obj_description(c.oid, 'pg_class'), \
     case when c.reltuples >= 0 then c.reltuples::bigint::text end \
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
     where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname = any($1) and c.relpersistence <> 't' \
     and not exists (select 1 from pg_catalog.pg_depend d \
         where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')";
/// Whether a column is computed is known since version 12.
const COLUMNS: &str = "select n.nspname::text, c.relname::text, a.attnum::text, a.attname::text, \
     format_type(a.atttypid, a.atttypmod), a.attnotnull::text, pg_get_expr(d.adbin, d.adrelid), \
     {generated}::text, case when a.attcollation <> t.typcollation then l.collname::text end, \
     col_description(c.oid, a.attnum) \
     from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid \
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_type t on t.oid = a.atttypid \
     left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum \
     left join pg_catalog.pg_collation l on l.oid = a.attcollation \
     where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname = any($1)";
/// Columns that an index only includes are known since version 11. One with a condition tells nothing of all rows, and one
/// that excludes overlaps nothing of equal values.
const KEYS: &str = "select n.nspname::text, c.relname::text, i.relname::text, x.indisprimary::text, k.place::text, \
     a.attname::text from pg_catalog.pg_index x join pg_catalog.pg_class c on c.oid = x.indrelid \
     join pg_catalog.pg_class i on i.oid = x.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
     cross join lateral unnest(x.indkey::int2[]) with ordinality as k(number, place) \
     left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.number and k.number > 0 \
     where x.indisunique and x.indisvalid and x.indpred is null and not x.indisexclusion and k.place <= {key_columns} \
     and n.nspname = any($1)";
const CHECKS: &str = "select n.nspname::text, c.relname::text, k.conname::text, pg_get_expr(k.conbin, k.conrelid) \
     from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid \
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
     where k.contype = 'c' and k.convalidated and n.nspname = any($1)";
/// Of all schemas: a column may have the type of another one.
const TYPES: &str = "select format_type(t.oid, null), \
     case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end, \
     array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder) \
     from pg_catalog.pg_type t where t.typtype in ('d', 'e')";

/// All rows about the wanted tables.
pub async fn read(target: &Target) -> Result<Rows, Trouble> {
    let seconds = target.seconds;
    let mut connection = within(seconds, "connecting", options(target).connect()).await?;
    let version = connection.server_version_num().unwrap_or(0);
    if version < OLDEST_POSTGRES.0 {
        return Err(Trouble::Old { version: version.to_string(), oldest: OLDEST_POSTGRES.1 });
    }
    only_read(&mut connection, seconds).await?;

    let all = texts(&mut connection, seconds, "reading the schemas", SCHEMAS.to_owned(), None).await?;
    let names = all.into_iter().filter_map(|row| row.into_iter().next().flatten());
    let schemas = session::schemas(names.collect(), &target.schemas)?;
    let mut rows = Rows::default();
    read_tables(&mut connection, &schemas, version, target, &mut rows).await?;
    let query = sqlx::query(TYPES).persistent(false);
    let types = within(seconds, "reading the types", query.fetch_all(&mut connection)).await?;
    for row in &types {
        rows.types.push(type_row(row).map_err(|error| Trouble::Sql { what: "reading the types", error })?);
    }
    session::tables(&mut rows.relations, &target.tables)?;
    // Whether the server hears that this is all makes no difference.
    let _ = within(seconds, "closing", connection.close()).await;
    Ok(rows)
}

fn options(target: &Target) -> PgConnectOptions {
    let address = &target.address;
    let mode = match target.tls {
        Tls::Disable => PgSslMode::Disable,
        Tls::Prefer => PgSslMode::Prefer,
        Tls::Require => PgSslMode::Require,
        Tls::Verify => PgSslMode::VerifyFull,
    };
    let mut options = PgConnectOptions::new_without_pgpass()
        .host(&address.host)
        .port(address.port)
        .username(&address.user)
        .database(address.database.as_deref().unwrap_or(&address.user))
        .application_name("mapc")
        .ssl_mode(mode);
    if let Some(password) = &target.password {
        options = options.password(password.reveal());
    }
    if let Some(file) = &target.tls_ca {
        options = options.ssl_root_cert(file);
    }
    options
}

/// Begins a transaction that changes nothing, waits for nothing long, and sees the database as of one moment.
async fn only_read(connection: &mut PgConnection, seconds: u64) -> Result<(), Trouble> {
    let milliseconds = seconds * 1000;
    for statement in [
        "set search_path = ''".to_owned(),
        format!("set statement_timeout = {milliseconds}"),
        format!("set lock_timeout = {milliseconds}"),
        "begin isolation level repeatable read read only".to_owned(),
    ] {
        let query = sqlx::query(AssertSqlSafe(statement)).persistent(false);
        within(seconds, "preparing the session", query.execute(&mut *connection)).await?;
    }
    Ok(())
}

async fn read_tables(
    connection: &mut PgConnection,
    schemas: &[String],
    version: u32,
    target: &Target,
    rows: &mut Rows,
) -> Result<(), Trouble> {
    let seconds = target.seconds;
    let schemas = Some(schemas);
    for row in texts(connection, seconds, "reading the tables", RELATIONS.to_owned(), schemas).await? {
        let [schema, name, kind, comment, rows_of] = fields(row);
        let rows_of = rows_of.filter(|_| target.rows).and_then(|rows| rows.parse().ok());
        let kind = kind.unwrap_or_default();
        rows.relations.push(RelationRow { table: table(schema, name), kind, comment, rows: rows_of });
    }
    let columns = COLUMNS.replace("{generated}", if version >= 120_000 { "a.attgenerated" } else { "''" });
    for row in texts(connection, seconds, "reading the columns", columns, schemas).await? {
        let [schema, of, place, name, ty, not_null, default, generated, collation, comment] = fields(row);
        rows.columns.push(ColumnRow {
            table: table(schema, of),
            place: number(place),
            name: name.unwrap_or_default(),
            ty: ty.unwrap_or_default(),
            nullable: not_null.is_none_or(|word| word == "false"),
            default,
            extra: String::new(),
            generated: generated.is_some_and(|kind| !kind.is_empty()),
            collation,
            comment,
        });
    }
    let keys = KEYS.replace("{key_columns}", if version >= 110_000 { "x.indnkeyatts" } else { "x.indnatts" });
    for row in texts(connection, seconds, "reading the keys", keys, schemas).await? {
        let [schema, of, name, primary, place, column] = fields(row);
        let primary = primary.is_some_and(|word| word == "true");
        let (name, place) = (name.unwrap_or_default(), number(place));
        rows.keys.push(KeyRow { table: table(schema, of), name, primary, place, column });
    }
    for row in texts(connection, seconds, "reading the checks", CHECKS.to_owned(), schemas).await? {
        let [schema, of, name, text] = fields(row);
        let (name, text) = (name.unwrap_or_default(), text.unwrap_or_default());
        rows.checks.push(CheckRow { table: table(schema, of), name, text });
    }
    Ok(())
}

fn type_row(row: &PgRow) -> Result<TypeRow, sqlx::Error> {
    Ok(TypeRow { name: row.try_get(0)?, base: row.try_get(1)?, values: row.try_get(2)? })
}

/// The answer to a query, all of it text; `schemas` is its parameter, if it has one.
async fn texts(
    connection: &mut PgConnection,
    seconds: u64,
    what: &'static str,
    query: String,
    schemas: Option<&[String]>,
) -> Result<Vec<Vec<Option<String>>>, Trouble> {
    let query = sqlx::query(AssertSqlSafe(query)).persistent(false);
    let query = if let Some(schemas) = schemas { query.bind(schemas) } else { query };
    let rows = within(seconds, what, query.fetch_all(connection)).await?;
    let row = |row: &PgRow| (0..row.len()).map(|place| row.try_get(place)).collect::<Result<_, _>>();
    rows.iter().map(row).collect::<Result<_, _>>().map_err(|error| Trouble::Sql { what, error })
}

fn table(schema: Option<String>, name: Option<String>) -> TableName {
    TableName { schema: schema.unwrap_or_default(), name: name.unwrap_or_default() }
}

/// A query asks for as many fields as are taken of each row.
fn fields<const N: usize>(row: Vec<Option<String>>) -> [Option<String>; N] {
    let mut fields = row.into_iter();
    std::array::from_fn(|_| fields.next().flatten())
}

fn number(text: Option<String>) -> u32 {
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}
