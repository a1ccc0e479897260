//! How large objects of one table are moved.
//!
//! Source: user guide, "Table and collection settings rules and operations", `lob-settings`.

use serde::Serialize;

use super::load::{Wrong, of_table};
use crate::settings::{Setting, SettingValue};
use crate::shape::Carrier;
use crate::stage::At;
use crate::text::Name;

/// The settings, as DMS reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LobSettings {
    /// `limited`, `unlimited`, `none`.
    pub mode: String,
    /// Kilobytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bulk_max_size: Option<String>,
}

/// Why a table has no settings of large objects here.
pub(crate) const NOT_HERE: &str =
    "DMS takes settings of large objects for relational targets only: those of the task hold here";

/// What a line says; the error says why DMS does not take it.
pub(crate) fn of_values(values: &[Name]) -> Result<LobSettings, &'static str> {
    let (mode, size) = match values {
        [mode] => (&**mode, None),
        [mode, size] => (&**mode, Some(size)),
        _ => return Err("a line says the mode and perhaps a size: `lob-settings limited, 16`"),
    };
    let kilobytes = size.map(|size| size.parse::<u32>());
    match (mode, kilobytes) {
        (_, Some(Err(_))) => Err("the size is a whole number of kilobytes"),
        ("limited", None | Some(Ok(0))) => Err("`limited` wants the kilobytes after which values are cut"),
        ("limited" | "unlimited" | "none", _) => {
            Ok(LobSettings { mode: mode.to_owned(), bulk_max_size: size.map(ToString::to_string) })
        }
        _ => Err("the modes are `limited`, `unlimited` and `none`"),
    }
}

fn setting<'a>(at: &At<'a>) -> Option<(&'a Setting, &'a [Name])> {
    let setting = of_table(at).iter().find(|setting| setting.key == "lob-settings")?;
    match &setting.value {
        SettingValue::List(values) => Some((setting, values)),
        SettingValue::Flag(_)
        | SettingValue::Number(_)
        | SettingValue::Text(_)
        | SettingValue::Word(_)
        | SettingValue::Template(_)
        | SettingValue::Block(_)
        | SettingValue::Choice(..)
        | SettingValue::Lines(_) => None,
    }
}

/// The settings of the mapping's table.
pub(crate) fn settings(at: &At<'_>) -> Option<LobSettings> {
    setting(at).and_then(|(_, values)| of_values(values).ok())
}

/// What is wrong with them.
pub(crate) fn wrong(at: &At<'_>, carrier: Carrier) -> Option<Wrong> {
    let (setting, values) = setting(at)?;
    let reason = match of_values(values) {
        _ if carrier != Carrier::Tables => NOT_HERE,
        Err(reason) => reason,
        Ok(settings)
            if settings.mode == "unlimited" && settings.bulk_max_size.as_deref().is_some_and(|size| size != "0") =>
        {
            "DMS moves short objects inside the row, and looks up longer ones, for Db2 and ASE only"
        }
        Ok(_) if at.mapping.source.table.primary_key.is_none() => {
            "DMS moves large objects of tables with a primary key only"
        }
        Ok(_) => return None,
    };
    Some(Wrong::Refused(setting.span, reason.to_owned()))
}
