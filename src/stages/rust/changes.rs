//! What a mapping says of change events, as far as a converter must know it, and whether it can be kept.

use super::errors;
use crate::diag::Diagnostics;
use crate::mapping::{Claim, Content, DeletePolicy, EmptyPolicy, KeyChangePolicy, Mapping, OnPolicy, Policy, Version};
use crate::pieces;
use crate::settings::{Setting, SettingValue, Settings, Spec};
use crate::stage::{At, Follows, Remark, RowChange};
use crate::text::Name;
use crate::types::Type;
use crate::value::Value;

/// The settings that speak of events.
pub(super) static SETTINGS: &[Spec] = &[
    Spec {
        key: "events",
        form: crate::settings::Form::Word(&["ordered", "unordered"]),
        about: "that change events reach the converter, and in which order; rows only without this line",
    },
    Spec {
        key: "tombstone",
        form: crate::settings::Form::List,
        about: "the attribute that marks the item of a deleted row, and for how many days it is kept; with `events unordered`",
    },
];

/// The facts of an event that an attribute can hold, and whether they tell the newer of two events. (`user` is in no envelope
/// that the runtime reads.)
pub(super) const FACTS: &[(&str, bool)] = &[
    ("operation", false),
    ("schema", false),
    ("table", false),
    ("timestamp", true),
    ("commit-timestamp", true),
    ("transaction", false),
    ("position", true),
    ("record-type", false),
    ("partition-key-type", false),
];

/// The most days that a tombstone is kept: a hundred years.
const MOST_DAYS: u64 = 36_500;
const SECONDS_A_DAY: u64 = 86_400;

/// In which order events come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As in the log.
    Ordered,
    /// In any, any number of times.
    Unordered,
}

/// What a mapping says of events.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    /// In which order they come.
    pub order: Order,
    /// A changed key is a new item instead of the old one.
    pub replaces: bool,
    /// What the row gave goes with it.
    pub removes: bool,
    /// The attribute of tombstones, and how many seconds they are kept.
    pub tombstone: Option<(Name, u64)>,
}

/// The order that the settings of a `rust` stage state; `None` where only rows come.
pub(super) fn order(settings: &Settings) -> Option<Order> {
    match settings.word("events")? {
        "unordered" => Some(Order::Unordered),
        _ => Some(Order::Ordered),
    }
}

impl Changes {
    /// What the mapping says of events; `None` where only rows come.
    pub(super) fn of(mapping: &Mapping<'_>, settings: &Settings) -> Option<Changes> {
        let on = |wanted: OnPolicy| mapping.policies.iter().any(|policy| policy.on == wanted);
        Some(Changes {
            order: order(settings)?,
            replaces: on(OnPolicy::KeyChange(KeyChangePolicy::Replace)),
            removes: !on(OnPolicy::Delete(DeletePolicy::Ignore)),
            tombstone: settings.get("tombstone").and_then(|setting| tombstone(setting).ok()),
        })
    }
}

/// What becomes of the items when this happens to a row.
pub(super) fn follows(at: &At<'_>, change: RowChange) -> Follows {
    let Some(changes) = Changes::of(at.mapping, at.settings()) else {
        return Follows::Unknown(
            "`rust` makes items of rows, unless `rust { events ordered }` says that changes come".into(),
        );
    };
    match change {
        RowChange::Insert | RowChange::Update => Follows::Yes,
        RowChange::KeyChange if changes.replaces => Follows::Yes,
        RowChange::Delete if changes.removes => Follows::Yes,
        RowChange::Delete => Follows::Stays,
        RowChange::KeyChange | RowChange::Truncate => Follows::Refused,
    }
}

/// `tombstone NAME, DAYS`; the error is what is wrong.
fn tombstone(setting: &Setting) -> Result<(Name, u64), &'static str> {
    let SettingValue::List(values) = &setting.value else { return Err("it takes a name and days") };
    let [name, days] = values.as_slice() else { return Err("it takes a name and a number of days: `expires_at, 7`") };
    match days.parse() {
        Ok(days @ 1..=MOST_DAYS) => Ok((name.clone(), days * SECONDS_A_DAY)),
        Ok(_) | Err(_) => Err("the days are a whole number from 1 to 36500"),
    }
}

/// Where an item keeps a value of the `version` line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// In the field at this place of the record.
    Field(usize),
    /// In the attribute that the pivot at this place names.
    Pivot(usize),
}

/// Where an item keeps `value`; `None` where it does not.
pub(super) fn guard(mapping: &Mapping<'_>, value: &Value) -> Option<Guard> {
    let record = &mapping.record;
    if record.pivots.is_empty() {
        let holds = |content: &Content| matches!(content, Content::Value(held) if held == value);
        let place =
            record.fields.iter().position(|field| field.role.is_none() && field.ty.is_none() && holds(&field.content));
        return place.map(Guard::Field);
    }
    record.pivots.iter().position(|pivot| pivot.value == *value).map(Guard::Pivot)
}

/// The columns that a row's requests find, in the order of the table: those of the key, and of the names of attributes.
pub(super) fn identity(mapping: &Mapping<'_>) -> Vec<usize> {
    let mut is_part = vec![false; mapping.source.table.columns.len()];
    for field in mapping.record.fields.iter().filter(|field| field.role.is_some()) {
        field.columns(&mut |column| is_part[column] = true);
    }
    for pivot in &mapping.record.pivots {
        crate::value::template_columns(&pivot.name, &mut |column| is_part[column] = true);
    }
    (0..is_part.len()).filter(|column| is_part[*column]).collect()
}

/// Whether all columns of the identity are part of what the source calls its primary key.
pub(super) fn identity_is_primary_key(mapping: &Mapping<'_>) -> bool {
    let key = mapping.source.table.primary_key.as_ref();
    key.is_some_and(|key| identity(mapping).iter().all(|column| key.columns.contains(column)))
}

/// Whether the mapping assumes that the identity of a row never changes.
pub(super) fn identity_is_immutable(mapping: &Mapping<'_>) -> bool {
    let is_immutable = |column: &usize| {
        mapping.assumptions.iter().any(|assumption| match &assumption.claim {
            Claim::Immutable(columns) => columns.contains(column),
            Claim::Condition(_) | Claim::Unique(_) | Claim::RowsPerItem(_) => false,
        })
    };
    identity(mapping).iter().all(is_immutable)
}

/// Reports what cannot be kept of what the mapping says of events.
pub(super) fn check(at: &At<'_>, diags: &mut Diagnostics) {
    let (mapping, settings) = (at.mapping, at.settings());
    let Some(changes) = Changes::of(mapping, settings) else {
        if let Some(setting) = settings.get("tombstone") {
            diags.push(errors::idle_tombstone(setting.span, "no events come without `events unordered`"));
        }
        return;
    };
    let Some(events) = settings.get("events") else { return };
    let has_pivots = !mapping.record.pivots.is_empty();
    let keeps_empty = |policy: &Policy| policy.on == OnPolicy::Empty(EmptyPolicy::Keep);
    if has_pivots && changes.removes && !mapping.policies.iter().any(keeps_empty) {
        diags.push(errors::emptied_item(events.span));
    }
    match (&mapping.version, changes.order) {
        (None, Order::Unordered) => diags.push(errors::no_version(mapping, events.span)),
        (Some(version), Order::Unordered) => check_version(mapping, version, &changes, diags),
        (Some(_) | None, Order::Ordered) => {}
    }
    check_tombstone(mapping, settings, &changes, events, diags);
}

fn check_version(mapping: &Mapping<'_>, version: &Version, changes: &Changes, diags: &mut Diagnostics) {
    let table = mapping.source.table;
    let mut tells_deletions = false;
    for value in &version.values {
        match value {
            Value::Column(place) => {
                let column = &table.columns[*place];
                if !sorts(&column.ty) {
                    diags.push(errors::unsorted_version(column, version.span));
                } else if mapping.can_be_null(*place) {
                    diags.push(errors::null_in_version(column, version.span));
                }
            }
            Value::Event(word) if FACTS.contains(&(&**word, true)) => tells_deletions = true,
            Value::Event(_) | Value::Constant(_) | Value::Template(_) | Value::Call(..) | Value::Foreign { .. } => {
                diags.push(errors::no_order(mapping, value, version.span));
            }
        }
        match guard(mapping, value) {
            None => diags.push(errors::version_not_kept(mapping, value, version.span)),
            Some(Guard::Pivot(place)) => check_guard(mapping, place, version, diags),
            Some(Guard::Field(_)) => {}
        }
    }
    if changes.removes && !tells_deletions {
        diags.push(errors::deletion_has_no_version(version.span));
    }
}

/// Whether DynamoDB compares values of the type as they follow each other. Texts are compared by their bytes, and those of days
/// and times have one spelling in a dump and another in a log.
fn sorts(ty: &Type) -> bool {
    match ty {
        Type::Int { .. } | Type::Decimal { .. } | Type::Number | Type::Year => true,
        Type::Date
        | Type::Timestamp { .. }
        | Type::Boolean
        | Type::Float { .. }
        | Type::Text(_)
        | Type::Time { .. }
        | Type::Interval
        | Type::Uuid
        | Type::Json
        | Type::Xml
        | Type::Enum(_)
        | Type::Set(_)
        | Type::Binary { .. }
        | Type::Bits { .. }
        | Type::Array(_)
        | Type::Spatial(_)
        | Type::Opaque(_) => false,
    }
}

/// Reports a guard of attributes that are not its row's: every pivot's name must be made of the same columns.
fn check_guard(mapping: &Mapping<'_>, place: usize, version: &Version, diags: &mut Diagnostics) {
    let columns = |place: usize| {
        let mut columns = Vec::new();
        let pieces = pieces::template(&mapping.record.pivots[place].name, mapping.source.table).unwrap_or_default();
        columns.extend(pieces.iter().filter_map(pieces::Piece::column));
        columns.sort_unstable();
        columns.dedup();
        columns
    };
    let of_guard = columns(place);
    let pivots = &mapping.record.pivots;
    if let Some(other) = (0..pivots.len()).find(|other| columns(*other) != of_guard) {
        diags.push(errors::guard_of_others(pivots[place].span, pivots[other].span, version.span));
    }
}

fn check_tombstone(
    mapping: &Mapping<'_>,
    settings: &Settings,
    changes: &Changes,
    events: &Setting,
    diags: &mut Diagnostics,
) {
    let given = settings.get("tombstone");
    let is_needed =
        changes.order == Order::Unordered && mapping.record.pivots.is_empty() && (changes.removes || changes.replaces);
    match given {
        None if is_needed && !settings.untold.contains(&"tombstone") => diags.push(errors::no_tombstone(events.span)),
        None => {}
        Some(setting) if changes.order == Order::Ordered => {
            diags.push(errors::idle_tombstone(setting.span, "events that come in order need none"));
        }
        Some(setting) if !mapping.record.pivots.is_empty() => {
            diags.push(errors::idle_tombstone(setting.span, "the versions of a pivot's attributes stay instead"));
        }
        Some(setting) if !is_needed => diags.push(errors::idle_tombstone(setting.span, "no item ever goes")),
        Some(setting) => match tombstone(setting) {
            Err(reason) => diags.push(errors::wrong_tombstone(setting.span, reason)),
            Ok((name, _)) => {
                let taken = (0..mapping.record.fields.len()).find(|place| mapping.final_name(*place) == name);
                if let Some(place) = taken {
                    diags.push(errors::tombstone_is_a_field(setting.span, mapping.record.fields[place].span, &name));
                }
            }
        },
    }
}

/// What a reviewer should know of events.
pub(super) fn remarks(mapping: &Mapping<'_>, settings: &Settings) -> Vec<Remark> {
    let Some(changes) = Changes::of(mapping, settings) else {
        let is_of_events = |policy: &Policy| !matches!(policy.on, OnPolicy::Duplicate(_));
        let idle = mapping.policies.iter().any(is_of_events);
        return idle
            .then(|| Remark::note("no events come here, so that `on` lines say nothing of it"))
            .into_iter()
            .collect();
    };
    let mut remarks = Vec::new();
    match changes.order {
        Order::Ordered => {
            let key: Vec<String> = key_names(mapping);
            remarks.push(Remark::relied_on(format!(
                "the events of one item come in the order of the log: a stream carries them under one partition key for each {}",
                key.join(" and ")
            )));
        }
        Order::Unordered => remarks.push(Remark::note(
            "events may come in any order, any number of times, and beside a load: each request has a condition on the version that the item keeps",
        )),
    }
    if !identity_is_primary_key(mapping) {
        let table = mapping.source.table;
        let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
        let beyond: Vec<String> = identity(mapping)
            .into_iter()
            .filter(|column| !key.contains(column))
            .map(|column| format!("`{}`", table.columns[column].name))
            .collect();
        remarks.push(Remark::relied_on(format!(
            "old rows in the log hold {}, beyond the primary key: `binlog_row_image=FULL` of MySQL, `REPLICA IDENTITY FULL` of PostgreSQL, before images of DMS; an event without them is refused",
            beyond.join(", ")
        )));
    }
    if !changes.replaces {
        remarks.push(Remark::note("an event that changes the key of an item is refused"));
    }
    match (&changes.tombstone, changes.order, changes.removes) {
        (_, _, false) => remarks.push(Remark::lost("the items of deleted rows stay as they are")),
        (Some((name, seconds)), Order::Unordered, true) => remarks.push(Remark::lost(format!(
            "the item of a deleted row stays as a tombstone for {} days: readers leave out items with `{name}`",
            seconds / SECONDS_A_DAY
        ))),
        (None, Order::Unordered, true) => remarks.push(Remark::lost(
            "the versions of attributes that went stay in their item for ever, and count towards its 400 KB",
        )),
        (Some(_) | None, Order::Ordered, true) => {}
    }
    if !mapping.record.pivots.is_empty() && changes.removes {
        remarks.push(Remark::lost("an item whose last row is deleted keeps its key: readers take it for none"));
    }
    remarks
}

/// The names of the key's attributes.
fn key_names(mapping: &Mapping<'_>) -> Vec<String> {
    let fields = mapping.record.fields.iter().enumerate();
    fields
        .filter(|(_, field)| field.role.is_some())
        .map(|(place, _)| format!("`{}`", mapping.final_name(place)))
        .collect()
}
