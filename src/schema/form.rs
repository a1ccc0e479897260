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

    /// The word for what is called otherwise elsewhere: MariaDB speaks MySQL's dialect.
    pub fn meant(word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        if let Some(same) = Form::WORDS.into_iter().find(|known| *known == word) {
            return Some(same);
        }
        match word.as_str() {
            "mariadb" | "percona" | "aurora" | "aurora-mysql" => Some("mysql"),
            "postgresql" | "pg" | "pgsql" | "aurora-postgresql" => Some("postgres"),
            "sqlserver" | "sql-server" | "tsql" => Some("mssql"),
            "sqlite3" => Some("sqlite"),
            "yml" => Some("yaml"),
            _ => None,
        }
    }

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
        assert_eq!(Form::meant("MySQL"), Some("mysql"));
        assert_eq!(Form::meant("mariadb"), Some("mysql"));
        assert_eq!(Form::meant("db2"), None);
    }
}
