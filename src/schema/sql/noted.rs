//! Names of constraints and indexes that claim nothing of a table's rows. Each table has some, and hardly one is asked for.

use rustc_hash::FxHashSet;

use super::names;
use crate::schema::model::Dialect;
use crate::text::Name;

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// Those that came before anybody asked.
    list: Vec<Name>,
    /// What makes each the same as another, once somebody has asked.
    index: Option<Box<FxHashSet<String>>>,
}

impl Noted {
    /// Keeps a name.
    pub fn add(&mut self, dialect: Dialect, name: &Name) {
        match &mut self.index {
            Some(index) => {
                index.insert(names::identity(dialect, name).into_owned());
            }
            None => self.list.push(name.clone()),
        }
    }

    /// Whether the database takes `name` for one that was kept.
    pub fn has(&mut self, dialect: Dialect, name: &str) -> bool {
        let list = &mut self.list;
        let index = self.index.get_or_insert_with(|| {
            let known = std::mem::take(list);
            Box::new(known.iter().map(|name| names::identity(dialect, name).into_owned()).collect())
        });
        index.contains(&*names::identity(dialect, name))
    }
}

#[cfg(test)]
mod tests {
    use super::Noted;
    use crate::schema::model::Dialect;

    #[test]
    fn names_are_known_as_their_dialect_compares_them() {
        let mut noted = Noted::default();
        noted.add(Dialect::MySql, &"fk_Customer".into());
        assert!(noted.has(Dialect::MySql, "FK_customer"));
        assert!(!noted.has(Dialect::MySql, "fk_order"));
        noted.add(Dialect::MySql, &"fk_Order".into());
        assert!(noted.has(Dialect::MySql, "fk_order"));
        let mut noted = Noted::default();
        noted.add(Dialect::Postgres, &"fk".into());
        assert!(!noted.has(Dialect::Postgres, "FK"));
    }
}
