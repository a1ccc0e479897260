//! The password, which is shown nowhere: it has no `Debug` and no `Display`.

use std::io::Read;
use std::path::Path;

use anyhow::{Result, anyhow, bail};

use crate::cli::disk;

/// A password has no more bytes than this.
const LONGEST: u64 = 64 << 10;

/// A password.
pub struct Password(String);

impl Password {
    /// The password, for the one place that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The password of the file, or else that of the variable, if there is any.
pub fn read(file: Option<&Path>, variable: &str) -> Result<Option<Password>> {
    let Some(file) = file else {
        return match std::env::var(variable) {
            Ok(value) => Ok(Some(Password(value))),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => bail!("`{variable}` holds no text"),
        };
    };
    let from: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        // What a shell makes of `<(…)` is no regular file.
        let file = std::fs::File::open(file);
        Box::new(file.map_err(|error| anyhow!("the file of the password cannot be read: {}", disk::reason(&error)))?)
    };
    let mut text = String::new();
    if let Err(error) = from.take(LONGEST).read_to_string(&mut text) {
        bail!("the file of the password cannot be read: {}", disk::reason(&error));
    }
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(Some(Password(line.to_owned()))),
        Some(_) | None => bail!("the file of the password has nothing in its first line"),
    }
}
