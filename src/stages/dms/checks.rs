//! What DMS would refuse, ignore or spoil, told ahead of time.
//!
//! The rules are those of the user guide that concern what this release writes; each finding's page names its source.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::attributes::excluded;
use super::carrier::is_row;
use super::check_files;
use super::endpoint;
use super::errors;
use super::names;
use super::{rules, settings};
use crate::diag::Diagnostics;
use crate::dms_types::{DmsType, of_source};
use crate::mapping::{Claim, Content};
use crate::schema::{Column, Dialect, TableKind};
use crate::settings::SettingValue;
use crate::shape::{Carrier, Field};
use crate::stage::{At, Work};
use crate::text::Span;
use crate::types::Type;
use crate::value::{TemplatePart, Value};

/// Checks the task as a whole.
pub(super) fn task(at: &At<'_>, carrier: Carrier, taken: &[Work], fields: &[Field], diags: &mut Diagnostics) {
    source(at, diags);
    rules::filter::check(at, diags);
    keys(at, diags);
    key_columns(at, diags);
    task_settings(at, carrier, diags);
    let of_tables = rules::load::wrong(at, carrier).into_iter();
    let of_tables = of_tables.chain(rules::lob::wrong(at, carrier)).chain(rules::others::wrong(at, carrier));
    for wrong in of_tables {
        diags.push(match wrong {
            rules::load::Wrong::Refused(span, reason) => rules::errors::table_settings(span, reason),
            rules::load::Wrong::Nullable(span, column) => {
                rules::errors::nullable_range(at.mapping.source.table, column, span)
            }
        });
    }
    endpoint_settings(at, diags);
    endpoint::check(at, carrier, diags);
    json_in_text(at, diags);
    if is_row(carrier) {
        check_files::check(at, taken, diags);
    } else {
        attribute_names(at, carrier, taken, fields, diags);
    }
}

fn source(at: &At<'_>, diags: &mut Diagnostics) {
    if at.mapping.source.dialect == Dialect::Sqlite {
        diags.push(errors::no_source(at.mapping.source.span));
    }
    if at.next().is_none() {
        diags.push(errors::no_target(at.clause().span));
    }
    if at.mapping.source.table.kind == TableKind::View && settings::moves_changes(at.clause()) {
        diags.push(errors::view(&at.mapping.source));
    }
    let is_variant =
        |column: &&Column| matches!(&column.ty, Type::Opaque(name) if name.eq_ignore_ascii_case("sql_variant"));
    if at.mapping.source.dialect == Dialect::SqlServer
        && let Some(column) = at.mapping.source.table.columns.iter().find(is_variant)
    {
        diags.push(errors::unsupported_table(&at.mapping.source, column));
    }
}

/// Changes need a key by which the row is found again.
fn keys(at: &At<'_>, diags: &mut Diagnostics) {
    let source = &at.mapping.source;
    let inserts_only = settings::asks_for_inserts_only(at);
    if !settings::moves_changes(at.clause()) || source.table.primary_key.is_some() || inserts_only {
        return;
    }
    let claimed = at.mapping.assumptions.iter().any(|assumption| match &assumption.claim {
        Claim::Unique(_) => true,
        Claim::Condition(_) | Claim::Immutable(_) | Claim::RowsPerItem(_) => false,
    });
    if source.dialect == Dialect::Postgres {
        diags.push(errors::no_primary_key(source, claimed));
    } else if at.leaves() == Some(Carrier::Files) {
        // Nothing but the mapping tells a reader of the files which changes are of one row.
        if at.mapping.row_key.is_none() {
            diags.push(errors::no_row_key(source));
        }
    } else if !claimed {
        diags.push(errors::no_primary_key(source, claimed));
    }
}

/// A change of a key column leaves the old item behind. Primary keys are taken not to change; others must be said to.
fn key_columns(at: &At<'_>, diags: &mut Diagnostics) {
    if at.leaves() != Some(Carrier::Items) {
        return;
    }
    let table = at.mapping.source.table;
    for field in at.mapping.record.fields.iter().filter(|field| field.role.is_some()) {
        let mut columns = Vec::new();
        field.columns(&mut |column| {
            if !columns.contains(&column) {
                columns.push(column);
            }
        });
        for column in columns {
            if settings::moves_changes(at.clause()) && !at.mapping.is_immutable(column) {
                diags.push(errors::mutable_key(table, column, field.span));
            }
            // Of a float inside a template nothing can be proved, which is a finding of its own.
            let is_alone = field.column().is_some() || !matches!(table.columns[column].ty, Type::Float { .. });
            if let Some(reason) = changed_on_the_way(at, &table.columns[column]).filter(|_| is_alone) {
                diags.push(errors::lossy_key(&table.columns[column], field.span, reason));
            }
        }
    }
}

/// Why values of a column may arrive as others: what is harmless in a field merges or loses rows in a key.
fn changed_on_the_way(at: &At<'_>, column: &Column) -> Option<&'static str> {
    let mysql = at.mapping.source.dialect == Dialect::MySql;
    match (of_source(at.mapping.source.dialect, column).ok()?, &column.ty) {
        (DmsType::Real { .. }, _) => Some("it is read as a binary floating-point number, which rounds"),
        (DmsType::Numeric { .. }, Type::Number) => {
            Some("its digits are not declared, and DMS cuts those after the point")
        }
        (DmsType::DateTime, Type::Timestamp { precision: 6.., .. }) if mysql => {
            Some("fractions of a second arrive for one to five digits only")
        }
        (DmsType::Date | DmsType::DateTime, _) if mysql && !at.mapping.is_claimed_real_day(&column.name) => {
            Some(errors::ZERO_DATES)
        }
        (
            DmsType::Int { .. }
            | DmsType::Numeric { .. }
            | DmsType::Text { .. }
            | DmsType::LargeText { .. }
            | DmsType::Bytes
            | DmsType::LargeBytes
            | DmsType::Boolean
            | DmsType::Date
            | DmsType::Time
            | DmsType::DateTime,
            _,
        ) => None,
    }
}

fn task_settings(at: &At<'_>, carrier: Carrier, diags: &mut Diagnostics) {
    let given = |key: &str, flag: bool| {
        let settings = at.settings().block("TargetMetadata");
        settings.iter().find(|setting| setting.key == key && setting.value == SettingValue::Flag(flag))
    };
    if let Some(setting) = at.settings().get("task") {
        diags.push(errors::shared_task(setting.span));
    }
    if let Some(setting) = given("BatchApplyEnabled", true).filter(|_| carrier != Carrier::Tables) {
        diags.push(errors::batch_apply(setting.span));
    }
    if let Some(setting) = given("FullLobMode", true) {
        if matches!(carrier, Carrier::Messages | Carrier::Files) {
            diags.push(errors::full_lob_mode(setting.span));
        } else if let Some(other) = given("LimitedSizeLobMode", true) {
            diags.push(errors::both_lob_modes(setting.span, other.span));
        }
    }
    if let Some(setting) = given("SupportLobs", false) {
        lobs_are_off(at, setting.span, diags);
    }
    for setting in at.settings().block("ErrorBehavior") {
        let SettingValue::Word(word) = setting.value else { continue };
        if matches!(word, "LOG_ERROR" | "IGNORE_RECORD") && setting.key == settings::MASKING_POLICY {
            diags.push(errors::masking_policy(setting.span, word));
        }
    }
    for setting in at.settings().block("FullLoadSettings") {
        let SettingValue::Word(word) = setting.value else { continue };
        if carrier == Carrier::Items && setting.key == "TargetTablePrepMode" && word != "DO_NOTHING" {
            diags.push(errors::table_prep(setting.span, word));
        }
    }
}

/// Fields that need large objects, where those are switched off.
fn lobs_are_off(at: &At<'_>, setting: Span, diags: &mut Diagnostics) {
    let source = &at.mapping.source;
    for field in &at.mapping.record.fields {
        field.columns(&mut |column| {
            let column = &source.table.columns[column];
            if matches!(of_source(source.dialect, column), Ok(DmsType::LargeText { .. } | DmsType::LargeBytes)) {
                diags.push(errors::lobs_are_off(setting, column, field.span));
            }
        });
    }
}

/// Text that looks like JSON around the value of a text column: a quote in the value would end it.
fn json_in_text(at: &At<'_>, diags: &mut Diagnostics) {
    for field in &at.mapping.record.fields {
        let Content::Value(Value::Template(parts)) = &field.content else { continue };
        let Some(TemplatePart::Literal(start)) = parts.first() else { continue };
        let start = start.trim_start();
        if !(start.starts_with('{') || start.starts_with('[')) || !start.contains('"') {
            continue;
        }
        let text = parts.iter().find_map(|part| match part {
            TemplatePart::Hole(Value::Column(column)) => {
                let column = &at.mapping.source.table.columns[*column];
                matches!(column.ty, Type::Text(_)).then_some(column)
            }
            TemplatePart::Hole(
                Value::Constant(_) | Value::Template(_) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. },
            )
            | TemplatePart::Literal(_) => None,
        });
        if let Some(column) = text {
            diags.push(errors::json_in_text(field, column));
        }
    }
}

fn endpoint_settings(at: &At<'_>, diags: &mut Diagnostics) {
    let Some(settings) = settings::endpoint(at) else { return };
    if let Some(setting) = settings.get("MessageFormat")
        && settings.word("MessageFormat") == Some("json")
        && let Some(need) = settings::one_line_is_wanted(at)
    {
        diags.push(errors::message_format(setting.span, need));
    }
}

/// Names that cannot be written, and names that would be there twice.
fn attribute_names(at: &At<'_>, carrier: Carrier, taken: &[Work], fields: &[Field], diags: &mut Diagnostics) {
    let table = at.mapping.source.table;
    let excluded = excluded(at.mapping, carrier, taken);
    let mut spoken_of: Vec<usize> = excluded.clone();
    at.mapping.record.fields.iter().filter(|field| field.column().is_none()).for_each(|field| {
        field.columns(&mut |column| spoken_of.push(column));
    });
    spoken_of.sort_unstable();
    spoken_of.dedup();
    for column in spoken_of {
        if names::is_special(&table.columns[column].name) {
            diags.push(errors::special_name(&table.columns[column], at.clause().span));
        }
    }
    let mut twins = twins(fields).peekable();
    for (place, field) in fields.iter().enumerate() {
        if let Some((first, _)) = twins.next_if(|(_, twin)| *twin == place) {
            diags.push(errors::attribute_twice(field, &fields[first]));
        }
        if carrier == Carrier::Items && errors::is_reserved(&field.name) {
            diags.push(errors::reserved_word(at.mapping, field));
        }
    }
}

/// The places of fields whose name an earlier one has, in order, each with the first that has it.
pub(super) fn twins(fields: &[Field]) -> impl Iterator<Item = (usize, usize)> {
    let mut first: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(fields.len(), FxBuildHasher);
    fields.iter().enumerate().filter_map(move |(place, field)| {
        let first = *first.entry(&field.name).or_insert(place);
        (first < place).then_some((first, place))
    })
}
