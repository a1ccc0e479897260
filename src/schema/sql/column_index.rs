//! Which columns of a table have a name. A table of few columns needs no index, and a file may have a hundred thousand tables.

use rustc_hash::FxHashMap;

use super::names;
use crate::schema::model::{Column, Dialect};

/// More columns than these have an index.
const FEW: usize = 40;

/// The places of columns by what makes two names the same, where there are many.
#[derive(Clone, Debug, Default)]
pub struct ColumnIndex {
    places: Option<Box<FxHashMap<String, usize>>>,
}

impl ColumnIndex {
    /// The place of the column of this name among `columns`, to which the index belongs.
    pub fn find(&self, dialect: Dialect, columns: &[Column], name: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(&*names::identity(dialect, name)).copied(),
            None => columns.iter().position(|column| names::are_same(dialect, &column.name, name)),
        }
    }

    /// To be called when a column was added at the end of `columns`.
    pub fn added(&mut self, dialect: Dialect, columns: &[Column]) {
        match (&mut self.places, columns) {
            (Some(places), [.., last]) => {
                places.insert(names::identity(dialect, &last.name).into_owned(), columns.len() - 1);
            }
            (None, _) if columns.len() > FEW => self.changed(dialect, columns),
            (Some(_) | None, _) => {}
        }
    }

    /// To be called when another column than `old` stands at this place of `columns`.
    pub fn replaced(&mut self, dialect: Dialect, old: &str, columns: &[Column], place: usize) {
        if let Some(places) = &mut self.places {
            places.remove(&*names::identity(dialect, old));
            places.insert(names::identity(dialect, &columns[place].name).into_owned(), place);
        }
    }

    /// To be called when columns moved or went.
    pub fn changed(&mut self, dialect: Dialect, columns: &[Column]) {
        let identity = |(place, column): (usize, &Column)| (names::identity(dialect, &column.name).into_owned(), place);
        self.places = (columns.len() > FEW).then(|| Box::new(columns.iter().enumerate().map(identity).collect()));
    }
}
