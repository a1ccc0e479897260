//! What both kinds of session need: a limit of time for each step, and the choice of schemas and tables.

use std::future::Future;
use std::time::Duration;

use mapc::schema::live::{Choice, RelationRow};

use super::trouble::Trouble;

/// Waits for `work`, and not longer than `seconds`. `what` is said when it takes longer or fails.
pub async fn within<T>(
    seconds: u64,
    what: &'static str,
    work: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, Trouble> {
    match tokio::time::timeout(Duration::from_secs(seconds), work).await {
        Ok(result) => result.map_err(|error| Trouble::Sql { what, error }),
        Err(_) => Err(Trouble::Slow { what }),
    }
}

/// The schemas among `all` that are wanted, sorted. Each name or pattern must take one.
pub fn schemas(mut all: Vec<String>, choice: &Choice) -> Result<Vec<String>, Trouble> {
    if let Some(pattern) = choice.idle(all.iter().map(String::as_str)).first() {
        return Err(Trouble::Unknown { what: "schema", pattern: (*pattern).to_owned(), names: all });
    }
    all.retain(|name| choice.takes(name));
    all.sort();
    Ok(all)
}

/// Keeps the tables that are wanted. Each name or pattern must take one.
pub fn tables(relations: &mut Vec<RelationRow>, choice: &Choice) -> Result<(), Trouble> {
    let names = relations.iter().map(|relation| relation.table.name.as_str());
    if let Some(pattern) = choice.idle(names.clone()).first() {
        let names = names.map(str::to_owned).collect();
        return Err(Trouble::Unknown { what: "table", pattern: (*pattern).to_owned(), names });
    }
    relations.retain(|relation| choice.takes(&relation.table.name));
    Ok(())
}
