//! Settings of stages.

use crate::diag::{Code, Diagnostic, near_miss};
use crate::schema::Table;
use crate::settings::{Form, Spec};
use crate::syntax::tree::{Ident, Map, Path, Setting, SettingValue, StageBlock, TemplatePart};
use crate::text::Span;

/// All kinds of findings of this file.
pub(super) static CODES: &[&Code] = &[&UNKNOWN_SETTING, &SETTING_TWICE, &VALUE, &MISPLACED, &UNUSED, &ROW_VALUE];

/// A setting that its stage does not have.
pub static UNKNOWN_SETTING: Code =
    Code::error("setting/unknown", include_str!("../../../book/src/diagnostics/setting/unknown.md"));

/// A setting that is given twice.
pub static SETTING_TWICE: Code =
    Code::error("setting/twice", include_str!("../../../book/src/diagnostics/setting/twice.md"));

/// A setting whose value is not of its form.
pub static VALUE: Code = Code::error("setting/value", include_str!("../../../book/src/diagnostics/setting/value.md"));

/// Settings of a stage that the map does not go through.
pub static MISPLACED: Code =
    Code::error("setting/misplaced", include_str!("../../../book/src/diagnostics/setting/misplaced.md"));

/// Settings at the top of a text that no map uses.
pub static UNUSED: Code =
    Code::warning("setting/unused", include_str!("../../../book/src/diagnostics/setting/unused.md"));

/// A setting that would differ from row to row.
pub static ROW_VALUE: Code =
    Code::error("setting/row-value", include_str!("../../../book/src/diagnostics/setting/row-value.md"));

/// A setting that the stage does not have.
pub(crate) fn unknown_setting(
    owner: &Ident,
    key: &Ident,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Diagnostic {
    let finding = UNKNOWN_SETTING.at(key.span, format!("`{}` has no setting `{}`", owner.text, key.text));
    match near_miss(&key.text, known.clone()) {
        Some(nearest) => finding.fix(format!("a setting with a similar name is `{nearest}`"), key.span, nearest),
        None => {
            let known: Vec<String> = known.map(|key| format!("`{key}`")).collect();
            finding.note(match known.as_slice() {
                [] => "it has no settings".to_owned(),
                known => format!("its settings are {}", known.join(", ")),
            })
        }
    }
}

/// A setting that is given twice.
pub(crate) fn setting_twice(key: &Ident, first: Span) -> Diagnostic {
    SETTING_TWICE
        .at(key.span, format!("`{}` is given a second time", key.text))
        .also(first, "the first")
        .help("keep one".to_owned())
}

/// A value that is not of the setting's form.
pub(crate) fn setting_value(spec: &Spec, line: &Setting) -> Diagnostic {
    let words = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let wanted = match &spec.form {
        Form::Flag => "`true` or `false`".to_owned(),
        Form::Number { min, max } => format!("a whole number from {min} to {max}"),
        Form::Text => "one text in quotes".to_owned(),
        Form::Word(list) => format!("one of {}", words(list)),
        Form::WordOrTemplate(list) => format!("one of {}, or a text with columns, `\"${{COLUMN}}\"`", words(list)),
        Form::Block(_) => "settings in braces".to_owned(),
        Form::Table(_) => "the name of a table, `SCHEMA.TABLE`, and settings in braces".to_owned(),
        Form::Choice(list) => {
            let words: Vec<String> = list
                .iter()
                .map(|(word, inner)| if inner.is_empty() { format!("`{word}`") } else { format!("`{word} {{ … }}`") })
                .collect();
            format!("one of {}", words.join(", "))
        }
        Form::List | Form::Lines => "names, numbers or texts, separated by commas".to_owned(),
    };
    VALUE
        .at(line.span, format!("`{}` wants {wanted}", spec.key))
        .note(format!("it is {}", spec.about))
        .help(setting_help(spec, line))
}

/// The two slips that are made most: a bare column where a template is wanted, and a text where a flag is.
fn setting_help(spec: &Spec, line: &Setting) -> Option<String> {
    let [value] = line.values.as_slice() else { return None };
    match (&spec.form, value) {
        (Form::WordOrTemplate(known), SettingValue::Word(path)) => {
            let [word] = path.parts.as_slice() else { return None };
            Some(match near_miss(&word.text, known.iter().copied()) {
                Some(nearest) => format!("write `{nearest}`"),
                None => format!("a column is written `\"${{{}}}\"`", word.text),
            })
        }
        (Form::Word(known), SettingValue::Word(path)) => {
            let [word] = path.parts.as_slice() else { return None };
            near_miss(&word.text, known.iter().copied()).map(|nearest| format!("write `{nearest}`"))
        }
        (Form::Word(known) | Form::WordOrTemplate(known), SettingValue::Text(template)) => {
            let text = match template.parts.as_slice() {
                [TemplatePart::Literal(text)] => text,
                _ => return None,
            };
            let word = known.iter().find(|known| known.eq_ignore_ascii_case(text))?;
            Some(format!("a word stands without quotes: `{} {word}`", spec.key))
        }
        (Form::Flag | Form::Number { .. }, SettingValue::Text(template)) => match template.parts.as_slice() {
            [TemplatePart::Literal(text)] if matches!(&**text, "true" | "false") || text.parse::<i64>().is_ok() => {
                Some(format!("it stands without quotes: `{} {text}`", spec.key))
            }
            _ => None,
        },
        (Form::Text, SettingValue::Word(path)) => {
            let words: Vec<&str> = path.parts.iter().map(|part| &*part.text).collect();
            Some(format!("write `\"{}\"`", words.join(".")))
        }
        (
            Form::Flag
            | Form::Number { .. }
            | Form::Text
            | Form::Word(_)
            | Form::WordOrTemplate(_)
            | Form::Block(_)
            | Form::Table(_)
            | Form::Choice(_)
            | Form::List
            | Form::Lines,
            _,
        ) => None,
    }
}

/// Settings of a stage that the map does not go through.
pub(crate) fn misplaced_settings(block: &StageBlock, map: &Map) -> Diagnostic {
    let stages: Vec<&str> = map.stages.iter().map(|clause| &*clause.stage.text).collect();
    if let Some(clause) = map.stages.iter().find(|clause| clause.stage.text == block.stage.text) {
        return MISPLACED
            .at(block.span, format!("the settings are those of another `{}` than the map's", block.stage.text))
            .also(clause.span, "the map's")
            .help(format!("write `{} {{`, which needs no name here", block.stage.text));
    }
    MISPLACED
        .at(block.span, format!("the map `{}` does not go through `{}`", map.name.text, block.stage.text))
        .also(map.header, "its pipeline")
        .help(near_miss(&block.stage.text, stages).map(|nearest| format!("a stage of the map is `{nearest}`")))
}

/// Settings at the top of a text that no map uses.
pub(crate) fn unused_settings(block: &StageBlock) -> Diagnostic {
    UNUSED
        .at(block.span, format!("no map uses these settings of `{}`", block.stage.text))
        .help("drop the block".to_owned())
}

/// A setting that would differ from row to row.
pub(crate) fn hole_in_setting(span: Span) -> Diagnostic {
    ROW_VALUE
        .at(span, "a setting is the same for every row")
        .help("a parameter is written `$(NAME)`; what the service itself fills in is written `\\${…}`".to_owned())
}

/// Settings of a table that the map does not read.
pub(crate) fn settings_of_other_table(path: &Path, table: &Table) -> Diagnostic {
    MISPLACED
        .at(path.span, "the map does not read this table")
        .also(table.span, format!("it reads `{}`", table.qualified()))
        .help("drop the block".to_owned())
}
