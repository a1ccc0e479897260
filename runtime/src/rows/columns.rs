//! Which fields of a record are read, and which columns they are.

use super::fault::ReadError;

/// The columns of a file, and those that are wanted.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The names of the columns that are wanted.
    pub wanted: Vec<String>,
    /// For each of them the place of its field in a record.
    pub places: Vec<usize>,
    /// The names of all fields of a record, in order; empty where records name their fields.
    pub in_file: Vec<String>,
    /// All fields of a record are wanted, in their order.
    pub are_all: bool,
}

/// The name of the field that holds the operation, as DMS names it.
const OPERATION: &str = "Op";

impl Columns {
    /// Finds the columns that are wanted among those of the file. `operation` says that one more field comes first.
    pub fn find(wanted: &[String], in_file: &[String], operation: bool) -> Result<Columns, ReadError> {
        let first: &[String] = &if operation { vec![OPERATION.to_owned()] } else { Vec::new() };
        let names: Vec<String> = first.iter().chain(in_file).cloned().collect();
        let mut places = Vec::with_capacity(wanted.len());
        for name in wanted {
            let mut found = names.iter().enumerate().skip(first.len()).filter(|(_, known)| *known == name);
            let Some((place, _)) = found.next() else { return Err(ReadError::NoColumn(name.clone())) };
            if found.next().is_some() {
                return Err(ReadError::DoubledColumn(name.clone()));
            }
            places.push(place);
        }
        let are_all = places.iter().copied().eq(0..names.len());
        Ok(Columns { wanted: wanted.to_vec(), places, in_file: names, are_all })
    }

    /// The columns of records that name their fields.
    pub fn named(wanted: &[String]) -> Columns {
        Columns { wanted: wanted.to_vec(), places: (0..wanted.len()).collect(), in_file: Vec::new(), are_all: false }
    }

    /// The name of a field, by its place in a record.
    pub fn name(&self, place: usize) -> Option<&str> {
        let names = if self.in_file.is_empty() { &self.wanted } else { &self.in_file };
        names.get(place).map(String::as_str)
    }
}
