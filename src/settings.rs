//! Settings of stages: what a stage declares it understands, and the values that blocks give.
//!
//! A stage's folder lists its settings as [`Spec`]s; `resolve` checks blocks against them and merges what several blocks
//! say, so that a stage only ever reads values of the declared form.

use crate::text::{Name, Span};
use crate::value::TemplatePart;

/// A setting that a stage understands.
#[derive(Debug)]
pub struct Spec {
    /// The key: our own in lower case, a service's own in the service's spelling.
    pub key: &'static str,
    /// What may follow it.
    pub form: Form,
    /// What it is for, in a few words; the book's table is made of these.
    pub about: &'static str,
}

/// The form of a setting's value.
#[derive(Debug)]
pub enum Form {
    /// `true` or `false`.
    Flag,
    /// A whole number, ends included.
    Number {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A text in quotes; parameters are filled in.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or a template over the row in quotes.
    WordOrTemplate(&'static [&'static str]),
    /// Settings of its own, in braces.
    Block(&'static [Spec]),
    /// The name of a table, and settings of that table in braces. May stand once for each table.
    Table(&'static [Spec]),
    /// One of these words, each with settings of its own in braces; without braces where it has none.
    Choice(&'static [(&'static str, &'static [Spec])]),
    /// Names, numbers or texts, at least one.
    List,
    /// The same, on any number of lines.
    Lines,
}

/// The settings of one stage in one mapping; no key twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// In the order in which they were given.
    pub list: Vec<Setting>,
    /// Keys that were given with a value that could not be told, which was reported: they are not missing.
    pub untold: Vec<&'static str>,
}

/// One setting and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The key of its [`Spec`].
    pub key: &'static str,
    /// Of the form that the spec declares.
    pub value: SettingValue,
    /// The line.
    pub span: Span,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// [`Form::Flag`]
    Flag(bool),
    /// [`Form::Number`]
    Number(i64),
    /// [`Form::Text`]
    Text(Name),
    /// [`Form::Word`], or the word of a [`Form::WordOrTemplate`]
    Word(&'static str),
    /// The template of a [`Form::WordOrTemplate`], as written between its quotes.
    Template(Vec<TemplatePart>),
    /// [`Form::Block`], and the block of a [`Form::Table`] that names the table of the mapping.
    Block(Settings),
    /// [`Form::Choice`]
    Choice(&'static str, Settings),
    /// [`Form::List`]
    List(Vec<Name>),
    /// [`Form::Lines`]
    Lines(Vec<Vec<Name>>),
}

impl Setting {
    /// The setting as a line would give it; of a template, only that it is one.
    pub fn shown(&self) -> String {
        match &self.value {
            SettingValue::Flag(flag) => format!("{} {flag}", self.key),
            SettingValue::Number(number) => format!("{} {number}", self.key),
            SettingValue::Text(text) => format!("{} {text:?}", self.key),
            SettingValue::Word(word) => format!("{} {word}", self.key),
            SettingValue::Template(_) => format!("{} by values of the row", self.key),
            SettingValue::Block(block) => {
                let inner: Vec<String> = block.list.iter().map(Setting::shown).collect();
                format!("{} {{ {} }}", self.key, inner.join("; "))
            }
            SettingValue::Choice(word, block) if block.list.is_empty() => format!("{} {word}", self.key),
            SettingValue::Choice(word, block) => {
                let inner: Vec<String> = block.list.iter().map(Setting::shown).collect();
                format!("{} {word} {{ {} }}", self.key, inner.join("; "))
            }
            SettingValue::List(values) => format!("{} {}", self.key, values.join(", ")),
            SettingValue::Lines(lines) => {
                let lines: Vec<String> =
                    lines.iter().map(|values| format!("{} {}", self.key, values.join(", "))).collect();
                lines.join("; ")
            }
        }
    }
}

impl Settings {
    /// The setting of this key.
    pub fn get(&self, key: &str) -> Option<&Setting> {
        self.list.iter().find(|setting| setting.key == key)
    }

    /// Whether no line gives this key.
    pub fn lacks(&self, key: &str) -> bool {
        self.get(key).is_none() && !self.untold.contains(&key)
    }

    /// The flag of this key, where it is given.
    pub fn flag(&self, key: &str) -> Option<bool> {
        let SettingValue::Flag(flag) = self.get(key)?.value else { return None };
        Some(flag)
    }

    /// The number of this key, where it is given.
    pub fn number(&self, key: &str) -> Option<i64> {
        let SettingValue::Number(number) = self.get(key)?.value else { return None };
        Some(number)
    }

    /// The text of this key, where it is given.
    pub fn text(&self, key: &str) -> Option<&Name> {
        let SettingValue::Text(text) = &self.get(key)?.value else { return None };
        Some(text)
    }

    /// The word of this key, where it is given.
    pub fn word(&self, key: &str) -> Option<&'static str> {
        let SettingValue::Word(word) = self.get(key)?.value else { return None };
        Some(word)
    }

    /// The list of this key; none where it is not given.
    pub fn names(&self, key: &str) -> &[Name] {
        let Some(SettingValue::List(values)) = self.get(key).map(|setting| &setting.value) else { return &[] };
        values
    }

    /// The settings below this key; none where it is not given.
    pub fn block(&self, key: &str) -> &[Setting] {
        let Some(SettingValue::Block(block)) = self.get(key).map(|setting| &setting.value) else { return &[] };
        &block.list
    }
}
