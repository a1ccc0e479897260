//! The columns and tables that lines name, where no schema says whether they are there.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::finds::Finds;
use crate::diag::Diagnostics;
use crate::mapping::TableName;
use crate::syntax::tree::Path;
use crate::text::Name;
use crate::unchecked::TableSettings;

/// What the lines of one map name.
pub(super) struct Unknown {
    columns: RefCell<FxHashMap<Name, usize>>,
    /// Settings of single tables.
    pub tables: RefCell<Vec<TableSettings>>,
    /// What stands for the name of the table in texts.
    pub name: TableName,
}

impl Unknown {
    /// Nothing was named yet.
    pub(super) fn new() -> Unknown {
        Unknown {
            columns: RefCell::default(),
            tables: RefCell::default(),
            name: TableName {
                schema: "${$schema}".into(),
                table: "${$table}".into(),
                for_all: Vec::new(),
                renamed_by: None,
            },
        }
    }

    /// The place of the column of this name.
    pub(super) fn place(&self, name: &Name) -> usize {
        let mut columns = self.columns.borrow_mut();
        let next = columns.len();
        *columns.entry(name.clone()).or_insert(next)
    }

    /// The columns in the order in which they were named.
    pub(super) fn columns(&self) -> Vec<Name> {
        let mut list: Vec<(usize, Name)> =
            self.columns.borrow().iter().map(|(name, place)| (*place, name.clone())).collect();
        list.sort();
        list.into_iter().map(|(_, name)| name).collect()
    }
}

impl Finds for Unknown {
    fn find(&self, path: &Path, _diags: &mut Diagnostics) -> Option<usize> {
        Some(self.place(&path.parts.last()?.text))
    }
}
