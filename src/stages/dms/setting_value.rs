//! The value of a setting as the service takes it.

use serde_json::Value as Json;

use crate::settings::{Setting, SettingValue};

/// The value of `setting` in JSON.
pub(super) fn json(setting: &Setting) -> Json {
    match &setting.value {
        SettingValue::Flag(flag) => Json::Bool(*flag),
        SettingValue::Number(number) => Json::from(*number),
        SettingValue::Text(text) => Json::from(&**text),
        SettingValue::Word(word) => Json::from(*word),
        SettingValue::Template(_)
        | SettingValue::Block(_)
        | SettingValue::Choice(..)
        | SettingValue::List(_)
        | SettingValue::Lines(_) => Json::Null,
    }
}
