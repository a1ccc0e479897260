//! How one table is loaded: its turn, and its parts.
//!
//! Source: user guide, "Table and collection settings rules and operations", "Selection rules and actions", "Using Amazon S3 as a
//! target".

use serde::Serialize;

use super::kind::{self, Constant};
use crate::dms_types::{DmsType, of_source};
use crate::mapping::{LiteralKind, Mapping};
use crate::schema::{Column, Dialect};
use crate::settings::{Setting, SettingValue, Settings};
use crate::shape::Carrier;
use crate::stage::At;
use crate::stages::dms::carrier::is_row;
use crate::text::{Name, Span};

/// The most columns of ranges.
const MOST_COLUMNS: usize = 10;

/// In which parts a table is loaded at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ParallelLoad {
    /// The form.
    #[serde(rename = "type")]
    pub form: &'static str,
    /// Of a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partitions: Vec<String>,
    /// Of a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subpartitions: Vec<String>,
    /// Of ranges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Of ranges: upper limits, a value for each column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub boundaries: Vec<Vec<String>>,
    /// Of ranges: the folders of the parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segment_names: Vec<String>,
    /// Of collections: how many parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_partitions: Option<i64>,
    /// Of collections: whether their size is read from the metadata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection_count_from_metadata: Option<bool>,
    /// Of collections: how many records are skipped at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_records_skip_per_page: Option<i64>,
    /// Of collections: how many documents come at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<i64>,
}

/// What is wrong with a setting of a table.
pub(crate) enum Wrong {
    /// DMS refuses it.
    Refused(Span, String),
    /// Rows with NULL in this column are not loaded.
    Nullable(Span, usize),
}

/// The settings of the mapping's table.
pub(super) fn of_table<'a>(at: &At<'a>) -> &'a [Setting] {
    at.settings().block("table")
}

/// When the table begins to load: by its own block, else by that of the task.
pub(crate) fn order(at: &At<'_>) -> Option<String> {
    let of_task = || at.settings().number("load-order").map(|number| number.to_string());
    let of_table = of_table(at).iter().find_map(|setting| match &setting.value {
        SettingValue::Number(number) if setting.key == "load-order" => Some(number.to_string()),
        SettingValue::Number(_)
        | SettingValue::Flag(_)
        | SettingValue::Text(_)
        | SettingValue::Word(_)
        | SettingValue::Template(_)
        | SettingValue::Block(_)
        | SettingValue::Choice(..)
        | SettingValue::List(_)
        | SettingValue::Lines(_) => None,
    });
    of_table.or_else(of_task)
}

fn chosen(settings: &[Setting]) -> Option<(&'static str, &Settings, Span)> {
    settings.iter().find_map(|setting| match &setting.value {
        SettingValue::Choice(word, settings) => Some((*word, settings, setting.span)),
        SettingValue::Number(_)
        | SettingValue::Flag(_)
        | SettingValue::Text(_)
        | SettingValue::Word(_)
        | SettingValue::Template(_)
        | SettingValue::Block(_)
        | SettingValue::List(_)
        | SettingValue::Lines(_) => None,
    })
}

fn boundaries(settings: &Settings) -> &[Vec<Name>] {
    match settings.get("boundary").map(|setting| &setting.value) {
        Some(SettingValue::Lines(lines)) => lines,
        Some(_) | None => &[],
    }
}

/// The parts, where a line asks for some.
pub(crate) fn parallel_load(at: &At<'_>) -> Option<ParallelLoad> {
    let (form, settings, _) = chosen(of_table(at))?;
    Some(document(form, settings))
}

/// The parts that settings of a table ask for, and what is wrong with their form.
pub(crate) fn of_settings(settings: &[Setting]) -> (Option<ParallelLoad>, Vec<String>) {
    match chosen(settings) {
        Some((form, settings, _)) => (Some(document(form, settings)), wrong_form(form, settings)),
        None => (None, Vec::new()),
    }
}

fn document(form: &'static str, settings: &Settings) -> ParallelLoad {
    let texts = |names: &[Name]| names.iter().map(ToString::to_string).collect::<Vec<String>>();
    ParallelLoad {
        form,
        partitions: texts(settings.names("partitions")),
        subpartitions: texts(settings.names("subpartitions")),
        columns: texts(settings.names("columns")),
        boundaries: boundaries(settings).iter().map(|boundary| texts(boundary)).collect(),
        segment_names: texts(settings.names("segment-names")),
        number_of_partitions: settings.number("number-of-partitions"),
        collection_count_from_metadata: settings.flag("collection-count-from-metadata"),
        max_records_skip_per_page: settings.number("max-records-skip-per-page"),
        batch_size: settings.number("batch-size"),
    }
}

/// Why a table is not loaded in parts here.
pub(crate) const NOT_HERE: &str =
    "DMS loads tables in parts into files and databases: a stream or DynamoDB wants `ParallelLoadThreads`";

/// What is wrong with the form of the parts, whatever the table.
fn wrong_form(form: &str, settings: &Settings) -> Vec<String> {
    let mut wrong = Vec::new();
    if form == "partitions-list"
        && settings.names("partitions").is_empty()
        && settings.names("subpartitions").is_empty()
    {
        wrong.push("a list names at least one partition: `partitions P1, P2`".to_owned());
    }
    if form != "ranges" {
        return wrong;
    }
    let (names, boundaries) = (settings.names("columns"), boundaries(settings));
    if names.is_empty() || boundaries.is_empty() {
        return vec!["ranges have columns and at least one boundary".to_owned()];
    }
    if names.len() > MOST_COLUMNS {
        wrong.push(format!("ranges have at most {MOST_COLUMNS} columns"));
    }
    if let Some(boundary) = boundaries.iter().find(|boundary| boundary.len() != names.len()) {
        let (wanted, found) = (names.len(), boundary.len());
        wrong.push(format!("a boundary has a value for each of the {wanted} columns, and one has {found}"));
    }
    let segments = settings.names("segment-names");
    let parts = boundaries.len() + 1;
    if !segments.is_empty() && segments.len() != parts {
        wrong.push(format!("{} boundaries make {parts} parts, and {} are named", boundaries.len(), segments.len()));
    }
    wrong
}

/// What DMS refuses, ignores or loses by the settings of the table.
pub(crate) fn wrong(at: &At<'_>, carrier: Carrier) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let Some((form, settings, span)) = chosen(of_table(at)) else { return wrong };
    let mut refuse = |reason: &str| wrong.push(Wrong::Refused(span, reason.to_owned()));
    let dialect = at.mapping.source.dialect;
    if !is_row(carrier) {
        refuse(NOT_HERE);
    }
    if dialect == Dialect::Postgres && form != "ranges" {
        refuse("DMS loads tables of PostgreSQL by `ranges` only");
    }
    let is_of_oracle = form == "subpartitions-auto" || !settings.names("subpartitions").is_empty();
    if is_of_oracle && dialect != Dialect::Oracle {
        refuse("DMS knows subpartitions of Oracle only");
    }
    if form == "subpartitions-auto" && carrier == Carrier::Files {
        refuse("into files DMS loads by `partitions-auto`, `partitions-list` and `ranges` only");
    }
    if form == "partitions-auto" && !settings.list.is_empty() {
        refuse("DMS divides collections of MongoDB and DocumentDB so, and no tables");
    }
    let wrong_form = wrong_form(form, settings);
    let is_well_formed = wrong_form.is_empty();
    wrong.extend(wrong_form.into_iter().map(|reason| Wrong::Refused(span, reason)));
    if form == "ranges" && is_well_formed {
        ranges(at.mapping, settings, span, &mut wrong);
    }
    wrong
}

fn ranges(mapping: &Mapping<'_>, settings: &Settings, span: Span, wrong: &mut Vec<Wrong>) {
    let (names, boundaries) = (settings.names("columns"), boundaries(settings));
    let mut refuse = |reason: String| wrong.push(Wrong::Refused(span, reason));
    let table = mapping.source.table;
    let mut columns: Vec<&Column> = Vec::new();
    for name in names {
        let Some(place) = table.column(name) else {
            refuse(format!("the table `{}` has no column `{name}`", table.qualified()));
            continue;
        };
        let column = &table.columns[place];
        match of_source(mapping.source.dialect, column) {
            Ok(DmsType::Real { .. } | DmsType::LargeText { .. } | DmsType::LargeBytes) => {
                refuse(format!(
                    "ranges are of no floating-point number and no large object, and `{name}` is `{}`",
                    column.declared
                ));
            }
            Ok(_) => columns.push(column),
            Err(reason) => refuse(format!("`{name}`: {reason}")),
        }
    }
    if columns.len() == names.len() {
        ascending(mapping.source.dialect, &columns, boundaries, &mut refuse);
    }
    for name in names {
        if let Some(place) = table.column(name).filter(|place| mapping.can_be_null(*place)) {
            wrong.push(Wrong::Nullable(span, place));
        }
    }
}

/// Boundaries must ascend, the first column first.
fn ascending(dialect: Dialect, columns: &[&Column], boundaries: &[Vec<Name>], refuse: &mut impl FnMut(String)) {
    for pair in boundaries.windows(2) {
        let [low, high] = pair else { continue };
        let orders = columns.iter().zip(low.iter().zip(high)).map(|(column, (low, high))| {
            let (low, high) = (constant(dialect, column, low), constant(dialect, column, high));
            low.and_then(|low| high.and_then(|high| low.compare(&high)))
        });
        // What cannot be compared is left to the source.
        let first = orders.into_iter().find(|order| *order != Some(std::cmp::Ordering::Equal));
        match first {
            Some(Some(std::cmp::Ordering::Greater)) | None => {
                refuse(format!("boundaries ascend, and `{}` comes after `{}`", high.join(", "), low.join(", ")));
            }
            Some(Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal) | None) => {}
        }
    }
}

fn constant(dialect: Dialect, column: &Column, text: &Name) -> Option<Constant> {
    let kind = kind::of_column(dialect, column).ok()?.ok()?;
    let is_text =
        |kind: &kind::Kind| matches!(kind, kind::Kind::Text { .. } | kind::Kind::Day | kind::Kind::Moment { .. });
    let literal = if is_text(&kind) { LiteralKind::Text(text.clone()) } else { LiteralKind::Number(text.clone()) };
    kind.constant(&literal).ok()
}
