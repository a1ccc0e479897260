//! The identity of a kind of finding.

use std::fmt;

use serde::Serialize;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing is wrong; a reviewer should know.
    Note,
    /// Probably wrong; artefacts are still written.
    Warning,
    /// Wrong: no artefact is written.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        })
    }
}

/// A kind of finding: a name that stays for ever, and the page that explains it.
///
/// Codes are `static`; two are the same when their names are.
#[derive(Debug)]
pub struct Code {
    /// `owner/problem`, such as `dms/pivot`. Public and stable.
    pub name: &'static str,
    /// The level it has unless a mapping says otherwise.
    pub level: Level,
    /// A mapping may lower it by an `allow` or `warn` line. Errors are promises and are not, unless they say so.
    pub waivable: bool,
    /// The page of the book: what `mapc explain` prints. Its examples are run as tests.
    pub page: &'static str,
}

impl Code {
    /// A code for what is wrong, and cannot be waived.
    pub const fn error(name: &'static str, page: &'static str) -> Code {
        Code { name, level: Level::Error, waivable: false, page }
    }

    /// A code for what is wrong, unless somebody answers for it.
    pub const fn waivable_error(name: &'static str, page: &'static str) -> Code {
        Code { name, level: Level::Error, waivable: true, page }
    }

    /// A code for what is probably wrong.
    pub const fn warning(name: &'static str, page: &'static str) -> Code {
        Code { name, level: Level::Warning, waivable: true, page }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}
