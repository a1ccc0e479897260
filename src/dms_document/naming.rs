//! What a transformation makes of a name. Source: user guide, "Transformation rules and actions".

use super::model::Transformation;
use super::words::Action;

/// The new name; `None` where the rule lacks what it needs, or is none of names.
pub fn renamed(says: &Transformation, action: Action, name: &str) -> Option<String> {
    let value = says.value.as_ref().map(|value| value.value.as_str());
    let old = says.old_value.as_ref().map(|old| old.value.as_str());
    Some(match action {
        Action::Rename => value?.to_owned(),
        Action::ConvertLowercase => name.to_lowercase(),
        Action::ConvertUppercase => name.to_uppercase(),
        Action::AddPrefix => format!("{}{name}", value?),
        Action::AddSuffix => format!("{name}{}", value?),
        Action::RemovePrefix => name.strip_prefix(value?).unwrap_or(name).to_owned(),
        Action::RemoveSuffix => name.strip_suffix(value?).unwrap_or(name).to_owned(),
        Action::ReplacePrefix => {
            name.strip_prefix(old?).map_or(name.to_owned(), |rest| format!("{}{rest}", value.unwrap_or("")))
        }
        Action::ReplaceSuffix => {
            name.strip_suffix(old?).map_or(name.to_owned(), |rest| format!("{rest}{}", value.unwrap_or("")))
        }
        Action::AddColumn
        | Action::IncludeColumn
        | Action::RemoveColumn
        | Action::DefinePrimaryKey
        | Action::ChangeDataType
        | Action::AddBeforeImageColumns
        | Action::MaskDigits
        | Action::RandomizeDigits
        | Action::MaskHash => return None,
    })
}
