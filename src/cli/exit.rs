//! How a command that could do its work ended.

use std::process::ExitCode;

/// What the exit code says. For wrong usage, and for files that cannot be read or written, the
/// code is 2 as well; that is no [`Exit`] but an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing is wrong; there may be warnings and notes.
    Fine,
    /// There is a finding of level error, or a `--check` found what is not as it should be.
    Findings,
    /// The work could not be done, and a finding that was shown says why.
    #[cfg(feature = "live")]
    Failed,
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
            #[cfg(feature = "live")]
            Exit::Failed => ExitCode::from(2),
        }
    }
}
