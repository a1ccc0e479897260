//! Settings of tables, tags and validations as blocks.

use super::build::{Reason, number_value, setting, text_value, word_value};
use super::task::{Target, Task, names};
use crate::dms_document::model::{
    LobSettings, OneOf, ParallelLoad, PostProcessing, Rule, TableSettings, Text, Validation,
};
use crate::dms_document::words::{LobMode, ParallelLoadType, Word};
use crate::syntax::tree::{Setting, SettingValue};
use crate::text::Span;

/// Adds the settings of a table.
pub fn table_settings<'d>(rule: &'d Rule, says: &'d TableSettings, task: &mut Task<'d>) -> Result<(), Reason> {
    let tables = exact(rule)?;
    let mut settings = Vec::new();
    if let Some(load) = &says.parallel_load {
        settings.push(parallel_load(load)?);
    }
    if let Some(lob) = &says.lob {
        if task.target != Target::Database {
            return Err("such targets take no settings of large objects".to_owned());
        }
        settings.extend(large_objects(lob)?);
    }
    task.map_of(tables)?.table_settings(tables).extend(settings);
    Ok(())
}

/// Schema and table, which are no patterns.
fn exact(rule: &Rule) -> Result<[&str; 2], Reason> {
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    if tables.iter().any(|name| name.contains(['%', '['])) {
        return Err("settings are of one table, named in full".to_owned());
    }
    Ok(tables)
}

fn parallel_load(load: &ParallelLoad) -> Result<Setting, Reason> {
    let span = load.span;
    let kind = OneOf::get(&load.kind).ok_or("the type of the parallel load is none that DMS knows")?;
    let names = |texts: &[Text]| texts.iter().map(name_value).collect::<Vec<SettingValue>>();
    let mut lines = Vec::new();
    let list = |key: &str, texts: &[Text], lines: &mut Vec<Setting>| {
        if !texts.is_empty() {
            lines.push(setting(key, names(texts), None, span));
        }
    };
    match kind {
        ParallelLoadType::None | ParallelLoadType::SubpartitionsAuto => {}
        ParallelLoadType::PartitionsAuto => {
            lines.extend(
                load.others.iter().map(|(key, value)| setting(&key.value, vec![flag_or_number(value)], None, span)),
            );
        }
        ParallelLoadType::PartitionsList => {
            list("partitions", &load.partitions, &mut lines);
            list("subpartitions", &load.subpartitions, &mut lines);
        }
        ParallelLoadType::Ranges => {
            if load.columns.is_empty()
                || load.boundaries.iter().any(|boundary| boundary.value.len() != load.columns.len())
            {
                return Err("its boundaries do not fit its columns".to_owned());
            }
            let columns =
                load.columns.iter().map(|text| word_value(&text.value, text.span)).collect::<Result<_, _>>()?;
            lines.push(setting("columns", columns, None, span));
            for boundary in &load.boundaries {
                let values = boundary.value.iter().map(|text| number_value(&text.value, text.span)).collect();
                lines.push(setting("boundary", values, None, boundary.span));
            }
            list("segment-names", &load.segment_names, &mut lines);
        }
    }
    let block = (!lines.is_empty()).then_some(lines);
    Ok(setting("parallel-load", vec![word_value(kind.word(), span)?], block, span))
}

/// A name as a word where that needs no backticks, else as a text.
fn name_value(text: &Text) -> SettingValue {
    let is_plain = text.value.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match word_value(&text.value, text.span) {
        Ok(word) if is_plain => word,
        Ok(_) | Err(_) => text_value(&text.value, text.span),
    }
}

fn flag_or_number(value: &Text) -> SettingValue {
    match word_value(&value.value, value.span) {
        Ok(word) if matches!(value.value.as_str(), "true" | "false") => word,
        Ok(_) | Err(_) => number_value(&value.value, value.span),
    }
}

fn large_objects(lob: &LobSettings) -> Result<Option<Setting>, Reason> {
    let span = lob.span;
    let mode = match (&lob.mode, OneOf::get(&lob.mode)) {
        (None, _) => LobMode::Limited,
        (_, Some(mode)) => mode,
        (Some(_), None) => return Err("its mode is none that DMS knows".to_owned()),
    };
    let mut values = vec![word_value(mode.word(), span)?];
    match (mode, &lob.size) {
        (LobMode::None, _) | (LobMode::Unlimited, None) => {}
        (LobMode::Limited, None) => return Err("large objects are cut, and it is not said where".to_owned()),
        (LobMode::Limited | LobMode::Unlimited, Some(size)) => values.push(number_value(&size.value, size.span)),
    }
    Ok(Some(setting("lob-settings", values, None, span)))
}

/// Adds tags of objects in S3.
pub fn tags<'d>(rule: &'d Rule, says: &'d PostProcessing, task: &mut Task<'d>) -> Result<(), Reason> {
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    let line = |(key, value): &(Text, Text), span: Span| {
        setting("tag", vec![text_value(&key.value, key.span), text_value(&value.value, value.span)], None, span)
    };
    if says.tags.is_empty() {
        return Err("it has no tags".to_owned());
    }
    let map = task.own_map(tables, rule.span)?;
    map.of_target.extend(says.tags.iter().map(|tag| line(tag, rule.span)));
    Ok(())
}

/// Adds how a column is compared.
pub fn validation<'d>(rule: &'d Rule, says: &'d Validation, task: &mut Task<'d>) -> Result<(), Reason> {
    let tables = exact(rule)?;
    let column = rule.locator.column.as_ref().ok_or("its locator names no column")?;
    if column.value.contains(['%', '[']) || rule.locator.data_type.is_some() {
        return Err("no line speaks of a pattern of columns that are validated".to_owned());
    }
    let (Some(source), Some(target)) = (&says.source_function, &says.target_function) else {
        return Err("a `validate` line has the functions of both sides".to_owned());
    };
    let values = vec![
        word_value(&column.value, column.span)?,
        text_value(&source.value, source.span),
        text_value(&target.value, target.span),
    ];
    let line = setting("validate", values, None, rule.span);
    task.map_of(tables)?.table_settings(tables).push(line);
    Ok(())
}
