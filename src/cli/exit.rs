//! How a command that could do its work ended.

use std::process::ExitCode;

/// What the exit code says. 2, for wrong usage and for files that cannot be read or written, is no [`Exit`] but an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing is wrong; there may be warnings and notes.
    Fine,
    /// There is a finding of level error, or a `--check` found what is not as it should be.
    Findings,
}

impl Exit {
    /// Findings, if there are `any`.
    pub fn findings(any: bool) -> Exit {
        if any { Exit::Findings } else { Exit::Fine }
    }

    /// The code of the process.
    pub fn code(self) -> ExitCode {
        match self {
            Exit::Fine => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
        }
    }
}
