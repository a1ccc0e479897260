//! The URL of a database. What is wrong with one is told without repeating it, since it may hold a password.

use std::fmt;

use anyhow::{Result, bail};
use mapc::diag::near_miss;
use mapc::schema::Dialect;

use crate::cli::args::Tls;

/// Where a database is, and as whom it is entered. Without a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// MySQL or PostgreSQL.
    pub dialect: Dialect,
    /// The user.
    pub user: String,
    /// The host; an IPv6 address without its brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The database.
    pub database: Option<String>,
    /// What the URL says of TLS.
    pub tls: Option<Tls>,
}

/// As a URL. What is not plain in the names is written as it must be in one.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        write!(f, "{}://{}@{host}:{}", self.dialect.word(), encoded(&self.user), self.port)?;
        self.database.as_ref().map_or(Ok(()), |database| write!(f, "/{}", encoded(database)))
    }
}

/// Reads a URL.
///
/// # Errors
///
/// Where it is none, is one of something else, or holds a password: that would stand in the list of processes, for every
/// user of the machine to see.
pub fn read(url: &str) -> Result<Address> {
    let Some((scheme, rest)) = url.split_once("://") else { bail!("{}", no_url(url)) };
    let Some(dialect) = dialect(scheme) else {
        bail!(
            "a URL to import from begins with `mysql://` or `postgres://`; dumps are read with `mapc import sql FILE`"
        )
    };
    let variable = password_variable(dialect);
    let (before, at) = rest.rsplit_once('@').unwrap_or(("", rest));
    if before.trim_end_matches(':').contains(':') {
        bail!(
            "the URL holds a password, which every user of this machine can see in the list of processes; take it out, and set \
             `{variable}` or use `--password-file FILE`"
        );
    }
    let user = decoded(before.trim_end_matches(':'))?;
    if user.is_empty() {
        bail!("the URL names no user: write `{}://USER@HOST/DATABASE`", dialect.word());
    }
    let (at, query) = at.split_once('?').unwrap_or((at, ""));
    let (authority, database) = at.split_once('/').unwrap_or((at, ""));
    let (host, port) = host_and_port(authority)?;
    let port = if port.is_empty() {
        if dialect == Dialect::Postgres { 5432 } else { 3306 }
    } else {
        let Ok(port) = port.parse() else { bail!("what stands after the host in the URL is no port") };
        port
    };
    let database = Some(decoded(database)?).filter(|database| !database.is_empty());
    Ok(Address { dialect, user, host: decoded(host)?, port, database, tls: settings(query, variable)? })
}

/// The variable that programs of this database take a password from.
pub fn password_variable(dialect: Dialect) -> &'static str {
    if dialect == Dialect::Postgres { "PGPASSWORD" } else { "MYSQL_PWD" }
}

fn dialect(scheme: &str) -> Option<Dialect> {
    match scheme.to_ascii_lowercase().as_str() {
        "mysql" | "mariadb" => Some(Dialect::MySql),
        "postgres" | "postgresql" => Some(Dialect::Postgres),
        _ => None,
    }
}

/// A word that is no URL is most often a command that is spelled otherwise.
fn no_url(word: &str) -> String {
    let plain = word.len() < 40 && word.chars().all(|symbol| symbol.is_ascii_alphanumeric() || "-_.".contains(symbol));
    let shown = if plain { format!("`{word}` is") } else { "this is".to_owned() };
    let near = near_miss(word, ["sql", "dms"]).map(|near| format!("; `mapc import {near}` is one")).unwrap_or_default();
    format!("{shown} neither a kind of file to import nor a URL such as `mysql://USER@HOST/DATABASE`{near}")
}

fn host_and_port(authority: &str) -> Result<(&str, &str)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let Some((host, port)) = rest.split_once(']') else {
                bail!("the `[` of the host in the URL is never closed")
            };
            (host, port.strip_prefix(':').unwrap_or(port))
        }
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    if host.is_empty() {
        bail!("the URL names no host");
    }
    Ok((host, port))
}

/// What follows `?`: how the programs of the two databases spell TLS, and nothing else.
fn settings(query: &str, variable: &str) -> Result<Option<Tls>> {
    let mut tls = None;
    for setting in query.split('&').filter(|setting| !setting.is_empty()) {
        let (key, value) = setting.split_once('=').unwrap_or((setting, ""));
        match key.to_ascii_lowercase().as_str() {
            "sslmode" | "ssl-mode" => tls = Some(mode(value)?),
            "password" | "pwd" | "passwd" => bail!(
                "the URL holds a password, which every user of this machine can see in the list of processes; take it out, and \
                 set `{variable}` or use `--password-file FILE`"
            ),
            "sslrootcert" | "ssl-ca" => bail!("give the certificates of authorities with `--tls-ca FILE`"),
            _ => bail!("of what follows `?` in a URL only `sslmode` (or `ssl-mode`) is understood"),
        }
    }
    Ok(tls)
}

fn mode(word: &str) -> Result<Tls> {
    Ok(match word.to_ascii_lowercase().replace('_', "-").as_str() {
        "disable" | "disabled" => Tls::Disable,
        "allow" | "prefer" | "preferred" => Tls::Prefer,
        "require" | "required" => Tls::Require,
        // The name of the host is checked, too.
        "verify-ca" | "verify-full" | "verify-identity" => Tls::Verify,
        _ => bail!("`sslmode` is one of `disable`, `prefer`, `require`, `verify-full`"),
    })
}

fn decoded(text: &str) -> Result<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'%' {
            bytes.push(*byte);
            continue;
        }
        let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            bail!("a `%` in the URL has no two digits after it; a plain one is written `%25`")
        };
        bytes.push(byte);
        rest = &rest[2..];
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        Ok(_) | Err(_) => bail!("what the URL writes with `%` is no text"),
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~$".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_as_others_read_them() {
        let shown = |url: &str| read(url).map(|address| address.to_string()).unwrap_or_else(|why| why.to_string());
        for (url, expected) in [
            ("mysql://app@db/shop", "mysql://app@db:3306/shop"),
            ("mariadb://app@db.example:3307", "mysql://app@db.example:3307"),
            ("postgresql://app@[::1]:5433/shop?sslmode=require", "postgres://app@[::1]:5433/shop"),
            ("postgres://a%40b@db/my%20shop", "postgres://a%40b@db:5432/my%20shop"),
            ("POSTGRES://app:@db/", "postgres://app@db:5432"),
        ] {
            assert_eq!(shown(url), expected);
        }
        let tls = |url: &str| read(url).expect("a URL").tls;
        assert_eq!(tls("postgres://a@h/d?sslmode=verify-full"), Some(Tls::Verify));
        assert_eq!(tls("mysql://a@h/d?ssl-mode=VERIFY_IDENTITY"), Some(Tls::Verify));
        assert_eq!(tls("mysql://a@h/d"), None);
    }

    #[test]
    fn what_is_wrong_is_told_and_never_repeated() {
        for url in [
            "mysql://app:s3cret@db/shop",
            "mysql://app:s3cret/s3cret@db/shop",
            "mysql://app:s3cret@x@db/shop",
            "postgres://app@db/shop?password=s3cret",
            "postgres://app@db/shop?sslmode=s3cret",
            "postgres://app@db/shop?passfile=s3cret",
            "postgres://app:s3cret",
            "postgres://app@db:s3cret/shop",
            "postgres://s3cret",
            "app:s3cret@db/shop",
            "oracle://app:s3cret@db/shop",
            "mysql://app%3@db/s3cret%",
        ] {
            let why = read(url).expect_err(url).to_string();
            assert!(!why.contains("s3cret"), "{url}: {why}");
        }
        let why = read("sq").expect_err("no URL").to_string();
        assert!(why.contains("`sq`") && why.contains("`mapc import sql`"), "{why}");
        assert!(read("mysql://app:pw@db/shop").expect_err("a password").to_string().contains("MYSQL_PWD"));
        assert!(read("postgres://app:pw@db/shop").expect_err("a password").to_string().contains("PGPASSWORD"));
    }
}
