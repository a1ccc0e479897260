//! What servers make of the statements that they are given: the only ways in which a live schema may differ from that of
//! its dump. Each has a name and a reason, is used by the dumps of this folder, and stands in the book.

#![expect(clippy::wildcard_enum_match_arm, reason = "each way speaks of few facts and types")]

use mapc::schema::{Dialect, TableKind};
use mapc::types::{TextType, Type};

use super::compare::{Difference, Fact, checks, primary_key, unique};

/// One way in which a server rewrites.
pub struct Rewrite {
    pub name: &'static str,
    /// The one database that does it; `None` for both.
    pub dialect: Option<Dialect>,
    /// For the book.
    pub reason: &'static str,
    /// Whether a difference is of this kind.
    pub explains: fn(&Difference<'_>) -> bool,
}

/// All of them.
pub const REWRITES: &[Rewrite] = &[
    Rewrite {
        name: "views",
        dialect: None,
        reason: "of a view only the names of its columns are compared: a server knows the types of all of them, a dump says them in a \
                 query",
        explains: |found| found.dump.kind == TableKind::View && found.fact != Fact::Columns && found.fact != Fact::Kind,
    },
    Rewrite {
        name: "defaults",
        dialect: None,
        reason: "a server writes defaults in its own words: `NOW()` as `current_timestamp()`, `TRUE` as `1`, `'7'` of a number as `7`, in \
                 PostgreSQL with a cast (`'a'::text`), with schemas before names; it fills up what is too short (`'0'` of a time is `'00:00:00'`, a `binary(4)` ends with \
                 zeros); `DEFAULT NULL` is no default",
        explains: |found| {
            let Some((dump, live)) = found.columns else { return false };
            let normal = |column: &mapc::schema::Column| {
                let text = default(found.dialect, column.default.as_deref()?);
                Some(of_type(&column.ty, text)).filter(|text| text != "null")
            };
            found.fact == Fact::Default && normal(dump) == normal(live)
        },
    },
    Rewrite {
        name: "checks",
        dialect: Some(Dialect::MySql),
        reason: "names in conditions get backticks, words lower case, texts single quotes",
        explains: |found| {
            let normal = |table| checks(table).iter().map(|text| condition(text)).collect::<Vec<_>>();
            let sorted = |mut texts: Vec<String>| {
                texts.sort();
                texts
            };
            let added = |text: &String| text.starts_with("json_valid(") || is_of_period(found, text);
            let live: Vec<String> = normal(found.live).into_iter().filter(|text| !added(text)).collect();
            found.fact == Fact::Checks && sorted(normal(found.dump)) == sorted(live)
        },
    },
    Rewrite {
        name: "checks by number",
        dialect: Some(Dialect::Postgres),
        reason: "conditions are kept as trees and written anew (`IN` as `= ANY (ARRAY[…])`, with casts), so their number is compared; \
                 dumps of `pg_dump` have the same texts",
        explains: |found| found.fact == Fact::Checks && checks(found.dump).len() == checks(found.live).len(),
    },
    Rewrite {
        name: "json",
        dialect: Some(Dialect::MySql),
        reason: "MariaDB's `json` is a `longtext` that is compared by its bytes, with a check `json_valid(…)`",
        explains: |found| {
            let of_json = |found: &Difference<'_>| found.columns.is_some_and(|(dump, _)| dump.ty == Type::Json);
            let is_check = |text: &String| text.starts_with("json_valid(");
            match found.fact {
                Fact::Type => of_json(found) && matches!(found.columns, Some((_, live)) if live.declared.starts_with("longtext")),
                Fact::Collation => of_json(found),
                Fact::Checks => checks(found.live).difference(&checks(found.dump)).all(is_check),
                _ => false,
            }
        },
    },
    Rewrite {
        name: "national",
        dialect: Some(Dialect::MySql),
        reason: "`nvarchar` is a `varchar` with a character set",
        explains: |found| match found.columns.map(|(dump, live)| (&dump.ty, &live.ty)) {
            Some((Type::Text(dump), Type::Text(live))) => {
                found.fact == Fact::Type && TextType { national: false, ..dump.clone() } == *live
            }
            _ => false,
        },
    },
    Rewrite {
        name: "collations",
        dialect: Some(Dialect::MySql),
        reason: "a server knows the collation of every text, also where the statement says none, or `binary` without a character set; \
                 `utf8` is `utf8mb3` today",
        explains: |found| {
            let Some((dump, live)) = found.columns else { return false };
            let today = |name: &str| name.replacen("utf8_", "utf8mb3_", 1);
            let known = |dump: &mapc::text::Name, live: &str| {
                live == today(dump) || (&**dump == "binary" && live.ends_with("_bin"))
            };
            let Some(live) = live.collation.as_deref() else { return false };
            found.fact == Fact::Collation && dump.collation.as_ref().is_none_or(|dump| known(dump, live))
        },
    },
    Rewrite {
        name: "versions of rows",
        dialect: Some(Dialect::MySql),
        reason: "in a table of MariaDB that keeps old rows, the column that says when a row ends is part of each key",
        explains: |found| {
            let ends = |name: &String| !primary_key(found.dump).contains(name);
            let live = primary_key(found.live);
            let without: Vec<String> = live.iter().filter(|name| !ends(name)).cloned().collect();
            let generated = |name: &&String| found.live.columns.iter().any(|column| *column.name == ***name && column.generated);
            found.fact == Fact::PrimaryKey
                && without == primary_key(found.dump)
                && live.iter().filter(|name| ends(name)).all(|name| generated(&name))
        },
    },
    Rewrite {
        name: "periods",
        dialect: Some(Dialect::MySql),
        reason: "the two columns of a `PERIOD FOR` hold no NULL, the first is smaller, and a key `WITHOUT OVERLAPS` holds for their values, \
                 too",
        explains: |found| match found.fact {
            Fact::Nullable => found.columns.is_some_and(|(dump, live)| !live.nullable && is_bound(found, &dump.name)),
            Fact::Unique => unique(found.live).difference(&unique(found.dump)).all(|key| {
                key.iter().filter(|name| is_bound(found, name)).count() == 2
            }),
            Fact::Checks => checks(found.live).difference(&checks(found.dump)).all(|text| is_of_period(found, &condition(text))),
            _ => false,
        },
    },
    Rewrite {
        name: "serial",
        dialect: Some(Dialect::Postgres),
        reason: "`serial` is an integer whose default is the next value of a sequence",
        explains: |found| {
            let Some((dump, live)) = found.columns else { return false };
            let is_next = live.default.as_deref().is_some_and(|text| text.starts_with("nextval("));
            found.fact == Fact::Default && dump.declared.to_lowercase().contains("serial") && is_next
        },
    },
    Rewrite {
        name: "names of types",
        dialect: Some(Dialect::Postgres),
        reason: "types of one's own are written with their schema",
        explains: |found| match found.columns.map(|(dump, live)| (&dump.ty, &live.ty)) {
            Some((Type::Opaque(dump), Type::Opaque(live))) => {
                found.fact == Fact::Type && live.rsplit('.').next() == dump.rsplit('.').next()
            }
            _ => false,
        },
    },
    Rewrite {
        name: "partitions",
        dialect: Some(Dialect::Postgres),
        reason: "a table that becomes a partition by `ATTACH PARTITION` gets the keys of the table that it is a part of",
        explains: |found| match found.fact {
            Fact::PrimaryKey => primary_key(found.dump).is_empty(),
            Fact::Unique => unique(found.dump).is_subset(&unique(found.live)),
            _ => false,
        } && is_partition(found),
    },
];

/// The name of the first way that explains a difference.
pub fn explained(found: &Difference<'_>) -> Option<&'static str> {
    let of_dialect = |rewrite: &&Rewrite| rewrite.dialect.is_none_or(|dialect| dialect == found.dialect);
    REWRITES.iter().filter(of_dialect).find(|rewrite| (rewrite.explains)(found)).map(|rewrite| rewrite.name)
}

/// The attached partitions of this folder's dump; those of the corpus say their keys.
fn is_partition(found: &Difference<'_>) -> bool {
    &*found.dump.name == "events_2021"
}

/// Whether `a<b` of two columns that the server holds NULL out of, as a period does.
fn is_of_period(found: &Difference<'_>, text: &str) -> bool {
    let Some((since, until)) = text.split_once('<') else { return false };
    let holds_no_null = |name: &str| found.live.column(name).is_some_and(|place| !found.live.columns[place].nullable);
    holds_no_null(since) && holds_no_null(until) && !checks(found.dump).iter().any(|other| condition(other) == text)
}

fn is_bound(found: &Difference<'_>, name: &str) -> bool {
    let texts = checks(found.live);
    texts
        .iter()
        .map(|text| condition(text))
        .any(|text| is_of_period(found, &text) && text.split('<').any(|bound| bound == name))
}

/// A condition without what makes no difference to it.
fn condition(text: &str) -> String {
    let plain = text.replace("\\'", "''").replace('"', "'");
    let mut inside = false;
    let mut out = String::new();
    for symbol in plain.chars() {
        inside ^= symbol == '\'';
        if inside {
            out.push(symbol);
        } else if !symbol.is_whitespace() && !"`()".contains(symbol) {
            out.extend(symbol.to_lowercase());
        }
    }
    // The words of a call keep their parentheses, for people.
    out.replace("json_valid", "json_valid(")
}

/// A default without what makes no difference to it.
fn default(dialect: Dialect, text: &str) -> String {
    let mut text = text.trim().to_owned();
    if dialect == Dialect::Postgres {
        text = without_casts(&text);
        if let Some(sequence) = text.strip_prefix("nextval(") {
            let name = sequence.trim_matches(|symbol| "()'\"".contains(symbol));
            return format!("next of {}", name.rsplit('.').next().unwrap_or(name).to_lowercase());
        }
    }
    while let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        text = inside.trim().to_owned();
    }
    if let Some(inside) = literal(&text) {
        return number(&inside).unwrap_or(format!("'{inside}'"));
    }
    let word = text.to_lowercase().replace(['`', ' '], "");
    match word.as_str() {
        "true" if dialect == Dialect::MySql => "1".to_owned(),
        "false" if dialect == Dialect::MySql => "0".to_owned(),
        _ => {
            let now = ["now()", "current_timestamp", "localtime", "localtimestamp"]
                .into_iter()
                .find(|now| word.starts_with(now));
            let is_now = dialect == Dialect::MySql && now.is_some();
            if is_now {
                format!("now{}", word.chars().filter(char::is_ascii_digit).collect::<String>())
            } else {
                number(&word).unwrap_or(word)
            }
        }
    }
}

/// A default of this type without what a server fills it up with.
fn of_type(ty: &Type, text: String) -> String {
    match ty {
        Type::Binary { fixed: true, .. } => text.replace("\\0", ""),
        Type::Boolean => match text.trim_matches('\'') {
            "1" | "t" => "true".to_owned(),
            "0" | "f" => "false".to_owned(),
            other => other.to_owned(),
        },
        Type::Timestamp { .. } => text.trim_matches('\'').trim_end_matches(":00").to_owned(),
        Type::Time { .. } => match text.trim_matches('\'').replace(':', "").parse::<f64>() {
            Ok(number) => number.to_string(),
            Err(_) => text,
        },
        _ => text,
    }
}

/// The text in quotes.
fn literal(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|quote| "'\"".contains(*quote))?;
    let inside = text.strip_prefix(quote)?.strip_suffix(quote)?;
    let doubled = format!("{quote}{quote}");
    // Two texts with something between them are not one.
    if inside.replace("\\'", "").replace(&doubled, "").contains(quote) {
        return None;
    }
    Some(inside.replace("\\\\", "\\").replace("\\'", "'").replace(&doubled, &quote.to_string()))
}

/// A number in one spelling: `0.00` is `0`.
fn number(text: &str) -> Option<String> {
    text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number.to_string())
}

/// Without `::type`, outside of quotes.
fn without_casts(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut rest = text;
    while let Some(symbol) = rest.chars().next() {
        inside ^= symbol == '\'';
        if let Some(after) = rest.strip_prefix("::").filter(|_| !inside) {
            let end = after.find(|symbol: char| !symbol.is_alphanumeric() && !" _.\"[](),".contains(symbol));
            let cast = &after[..end.unwrap_or(after.len())];
            // A `)` that the type does not open belongs to what is cast.
            let mut depth = 0;
            let close = cast.char_indices().find(|(_, symbol)| {
                depth += i32::from(*symbol == '(') - i32::from(*symbol == ')');
                depth < 0 || (depth == 0 && *symbol == ',')
            });
            rest = &after[close.map_or(cast.len(), |(place, _)| place)..];
            continue;
        }
        out.push(symbol);
        rest = &rest[symbol.len_utf8()..];
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_alike_whose_meaning_is() {
        let mysql = |one: &str, other: &str| default(Dialect::MySql, one) == default(Dialect::MySql, other);
        assert!(
            mysql("NOW()", "current_timestamp()") && mysql("TRUE", "1") && mysql("'7'", "7") && mysql("'0.00'", "0")
        );
        assert!(mysql("CURRENT_TIMESTAMP(6)", "current_timestamp(6)") && !mysql("NOW(3)", "current_timestamp(6)"));
        assert!(
            mysql("'it''s'", r"'it\'s'") && !mysql("'a'", "'b'") && !mysql("'A'", "'a'") && mysql("(uuid())", "uuid()")
        );
        let postgres = |one: &str, other: &str| default(Dialect::Postgres, one) == default(Dialect::Postgres, other);
        assert!(postgres("'a'", "'a'::character varying(3)") && postgres("-1", "'-1'::integer"));
        assert!(postgres("'it''s' || ' so'", "('it''s'::text || ' so'::text)") && !postgres("'a'", "'b'::text"));
        assert!(postgres("'a::b'", "'a::b'::text") && !postgres("'a::b'", "'a'::text"));
    }

    #[test]
    fn conditions_are_alike_whose_meaning_is() {
        assert_eq!(condition("status IN ('New', \"x\")"), condition("`status` in ('New','x')"));
        assert_ne!(condition("status IN ('New')"), condition("`status` in ('new')"));
        assert_ne!(condition("a > 0"), condition("a > 1"));
    }
}
