//! Changes of names that DMS has an action for.

use crate::mapping::NameChange;

/// What a rule says that changes names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Naming {
    /// The action.
    pub action: &'static str,
    /// The new name or affix.
    pub value: Option<String>,
    /// The affix that goes.
    pub old_value: Option<String>,
}

impl Naming {
    /// The rule that gives one thing a name.
    pub(crate) fn to(name: &str) -> Naming {
        Naming { action: "rename", value: Some(name.to_owned()), old_value: None }
    }
}

/// One rule for many names; `None` where DMS has no such action.
pub(crate) fn for_many(change: &NameChange) -> Option<Naming> {
    let (action, value, old_value) = match change {
        NameChange::To(_) | NameChange::Replace(..) => return None,
        NameChange::Lowercase => ("convert-lowercase", None, None),
        NameChange::Uppercase => ("convert-uppercase", None, None),
        NameChange::AddPrefix(text) => ("add-prefix", Some(text), None),
        NameChange::AddSuffix(text) => ("add-suffix", Some(text), None),
        NameChange::ReplacePrefix(old, new) if new.is_empty() => ("remove-prefix", Some(old), None),
        NameChange::ReplaceSuffix(old, new) if new.is_empty() => ("remove-suffix", Some(old), None),
        NameChange::ReplacePrefix(old, new) => ("replace-prefix", Some(new), Some(old)),
        NameChange::ReplaceSuffix(old, new) => ("replace-suffix", Some(new), Some(old)),
    };
    Some(Naming { action, value: value.map(ToString::to_string), old_value: old_value.map(ToString::to_string) })
}

/// Whether a rule for many names surely gives this name what the language says: of letters beyond ASCII the guide does not
/// say which case they get.
pub(crate) fn is_sure(change: &NameChange, name: &str) -> bool {
    match change {
        NameChange::Lowercase | NameChange::Uppercase => name.is_ascii(),
        NameChange::To(_)
        | NameChange::Replace(..)
        | NameChange::AddPrefix(_)
        | NameChange::AddSuffix(_)
        | NameChange::ReplacePrefix(..)
        | NameChange::ReplaceSuffix(..) => true,
    }
}
