//! A rule that has no number yet.

use crate::stages::dms::document::{ObjectMapping, Other, Selection, TableSettings};
use crate::stages::dms::rules::transformation::{Locator, Transformation};
use crate::text::Span;

/// A rule that has no number yet.
pub(super) struct Draft {
    /// What the lock knows it by.
    pub key: String,
    /// What it is called, after its number.
    pub words: String,
    /// What it says, without number and name.
    pub rule: Rule,
    /// The line.
    pub span: Span,
}

/// What a rule says.
pub(super) enum Rule {
    /// Which tables come along.
    Selection(Selection),
    /// How one is loaded.
    TableSettings(TableSettings),
    /// What becomes of names, columns, types, values.
    Transformation(Transformation),
    /// What a record looks like.
    ObjectMapping(Box<ObjectMapping>),
    /// Tags, and comparisons.
    Other(Box<Other>),
}

impl Draft {
    /// A transformation; `what` begins the words by which the lock knows it.
    pub(super) fn of(what: &str, says: Transformation, span: Span) -> Draft {
        let words = format!("{what} {}", names(&says.object_locator));
        Draft { key: words.clone(), words, rule: Rule::Transformation(says), span }
    }
}

/// The names of a locator, joined by points.
pub(super) fn names(locator: &Locator) -> String {
    let below =
        [&locator.table_name, &locator.column_name, &locator.table_tablespace_name, &locator.index_tablespace_name];
    let mut text = locator.schema_name.clone();
    for name in below.into_iter().flatten() {
        text.push('.');
        text.push_str(name);
    }
    if let Some(ty) = locator.data_type {
        text.push_str(" of ");
        text.push_str(ty);
    }
    text
}
