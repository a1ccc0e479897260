//! What is written to the terminal. A reader that went away (`mapc review | head -1`) is no error.

use std::io::{ErrorKind, Write};

use anyhow::{Context, Result};

use super::disk::reason;

/// Columns of the terminal that findings are for, or 100.
pub fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stderr()).map_or(100, |(width, _)| usize::from(width.0))
}

/// Writes data to stdout.
pub fn data(text: &[u8]) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| anyhow::anyhow!(reason(&error))).context("stdout cannot be written"),
    }
}

/// Writes something for people to stderr, without the colours where they are not wanted. That nobody reads it does not
/// matter: the exit code says the same.
pub fn message(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Says why a command could not do its work.
pub fn failure(error: &anyhow::Error) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    message(&format!("{red}error{red:#}: {}\n", mapc::diag::render::visible(&format!("{error:#}"))));
}
