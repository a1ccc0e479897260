//! What names mean at a place of a file: the schema of those without one, and the types that were declared before.

use rustc_hash::FxHashMap;

use super::cursor::Qualified;
use super::draft::Draft;
use super::types::{self, Phrase};
use crate::schema::model::{Column, Dialect};
use crate::text::Name;
use crate::types::Type;

/// A type that a file declares.
#[derive(Clone, Debug)]
pub struct OwnType {
    /// What values it has.
    pub ty: Type,
    /// How it can be written without its declaration; `None` where its name is all there is.
    pub text: Option<Name>,
    /// Its parts, where tables can have them as columns.
    pub parts: Vec<Column>,
}

/// See the module.
pub struct Scope {
    /// The dialect.
    pub dialect: Dialect,
    /// The schema of tables that the file does not qualify.
    name: Name,
    /// The schema that `USE` and the like named last.
    current: Option<Name>,
    /// Types that the file declares, by lower-case name, with and without schema.
    types: FxHashMap<String, OwnType>,
    /// How often anything of this changed.
    version: usize,
}

impl Scope {
    /// At the start of a file. `name` is the schema of tables that the file does not qualify.
    pub fn new(dialect: Dialect, name: &Name) -> Scope {
        Scope { dialect, name: name.clone(), current: None, types: FxHashMap::default(), version: 0 }
    }

    /// The same as long as names mean the same.
    pub fn version(&self) -> usize {
        self.version
    }

    /// The schema of tables that the file does not qualify, whatever it switches to.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// Unqualified names that follow are of `schema`.
    pub fn switch(&mut self, schema: Name) {
        self.current = Some(schema);
        self.version += 1;
    }

    /// The schema of a table of this name.
    pub fn schema_of<'s>(&'s self, name: &'s Qualified) -> &'s Name {
        name.schema.as_ref().or(self.current.as_ref()).unwrap_or(&self.name)
    }

    /// A table of this name without columns, not yet declared.
    pub fn draft(&self, name: &Qualified) -> Box<Draft> {
        let mut draft = Draft::new(self.schema_of(name).clone(), name.name.clone(), name.span, self.dialect);
        draft.switched = name.schema.is_none() && self.current.is_some();
        Box::new(draft)
    }

    /// Keeps a type that the file declares.
    pub fn declare_type(&mut self, name: &Qualified, ty: OwnType) {
        if let Some(schema) = &name.schema {
            self.types.insert(format!("{schema}.{}", name.name).to_lowercase(), ty.clone());
        }
        self.types.insert(name.name.to_lowercase(), ty);
        self.version += 1;
    }

    /// A type that the file declares.
    pub fn own_type(&self, schema: Option<&str>, name: &str) -> Option<&OwnType> {
        match schema {
            Some(schema) => self.types.get(&format!("{schema}.{name}").to_lowercase()),
            None => self.types.get(&name.to_lowercase()),
        }
    }

    /// What a type means, and how it is written without the file's own declarations: one of the dialect's, one that the file
    /// declares, or one of which nothing is known. `declared` is how it stands in the file.
    pub fn meaning(&self, phrase: &Phrase, declared: Name) -> (Type, Name) {
        if let Some(ty) = types::meaning(self.dialect, phrase) {
            // SQL Server's scripts put names of types in brackets, too.
            let plain = self.dialect == Dialect::SqlServer && declared.contains('[');
            return (ty, if plain { declared.replace(['[', ']'], "").into() } else { declared });
        }
        let Some(own) = self.own_type(phrase.schema.as_deref(), &phrase.words) else {
            return (Type::Opaque(phrase.name(self.dialect, &declared)), declared);
        };
        match (&own.text, phrase.arrays > 0) {
            (Some(text), false) => (own.ty.clone(), text.clone()),
            (None, false) => (own.ty.clone(), declared),
            (text, true) => {
                let text = text.as_deref().unwrap_or(&phrase.words);
                (Type::Array(Box::new(own.ty.clone())), format!("{text}[]").into())
            }
        }
    }
}
