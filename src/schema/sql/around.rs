//! What is known around a table that is being read.

use super::catalog::Catalog;
use super::scope::Scope;

/// A table takes something over from another one, and others are not known here.
pub struct NeedsOthers;

/// See the module.
pub enum Around<'c> {
    /// All that the file declares before it.
    Catalog(&'c mut Catalog),
    /// What names mean, but no other table.
    Alone {
        /// What names mean.
        scope: &'c Scope,
        /// Whether other tables were asked for.
        lacks: bool,
    },
}

impl<'c> Around<'c> {
    /// Without other tables.
    pub fn alone(scope: &'c Scope) -> Around<'c> {
        Around::Alone { scope, lacks: false }
    }

    /// What names mean.
    pub fn scope(&self) -> &Scope {
        match self {
            Around::Catalog(catalog) => &catalog.scope,
            Around::Alone { scope, .. } => scope,
        }
    }

    /// The other tables. Without them, it is kept that they were asked for.
    pub fn others(&mut self) -> Option<&mut Catalog> {
        match self {
            Around::Catalog(catalog) => Some(catalog),
            Around::Alone { lacks, .. } => {
                *lacks = true;
                None
            }
        }
    }

    /// Whether other tables were asked for and not known.
    pub fn lacks(&self) -> bool {
        matches!(self, Around::Alone { lacks: true, .. })
    }
}
