//! The forms in which a schema can be written.

use super::model::Dialect;

/// What the word after `from` in a `schema` line says of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The statements of a database.
    Sql(Dialect),
    /// mapc's own form, which also holds what was imported.
    Yaml,
}

impl Form {
    /// All words that a `schema` line may use, for suggestions.
    pub const WORDS: [&'static str; 6] = ["mysql", "postgres", "oracle", "mssql", "sqlite", "yaml"];

    /// The form that `word` names in a `schema` line.
    pub fn from_word(word: &str) -> Option<Form> {
        if word == Form::Yaml.word() {
            return Some(Form::Yaml);
        }
        Dialect::from_word(word).map(Form::Sql)
    }

    /// The word in a `schema` line.
    pub fn word(self) -> &'static str {
        match self {
            Form::Sql(dialect) => dialect.word(),
            Form::Yaml => "yaml",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn every_word_names_the_form_that_has_it() {
        for word in Form::WORDS {
            assert_eq!(Form::from_word(word).map(Form::word), Some(word));
        }
        assert_eq!(Form::from_word("MySQL"), None);
    }
}
