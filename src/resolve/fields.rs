//! Keys, fields and pivots: what the record must look like, with every source column accounted for.

use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::columns::excluded;
use super::lookup::Lookup;
use super::{errors, types, values};
use crate::diag::Diagnostics;
use crate::mapping::{Content, Field, LeftOut, Mapping, NullPolicy, NullRule, Pivot, Record, WhyLeftOut};
use crate::schema::Table;
use crate::syntax::tree::{
    self, FieldLine, FieldName, Ident, KeyLine, KeyRole, Line, Map, MemberLine, Members, MembersKind, Path,
};
use crate::text::{Name, Span};
use crate::value::{Value, template_columns};

/// What the record must look like; `None` where lines were so wrong that nothing can be said of the rest, or where some could
/// not be read (`is_whole` is false).
pub(super) fn record(map: &Map, lookup: &Lookup<'_>, is_whole: bool, diags: &mut Diagnostics) -> Option<Record> {
    let found = diags.len();
    check_keys(map, diags);
    let excluded = excluded(map, lookup, diags);
    let mut record = Record::default();
    let mut rest: Option<(usize, Span, Option<Name>)> = None;
    for line in &map.body {
        match line {
            Line::Key(line) => record.fields.extend(key(line, lookup, diags)),
            Line::Field(line) => match &line.name {
                FieldName::Named(name) => record.fields.extend(field(line, name, false, lookup, diags)),
                FieldName::Rest(span) => match rest {
                    Some((_, first, _)) => diags.push(errors::rest_twice(first, *span)),
                    None => rest = Some((record.fields.len(), *span, line.doc.clone())),
                },
            },
            Line::Pivot(line) => record.pivots.extend(pivot(line, lookup, diags)),
            Line::Exclude(_)
            | Line::Rename(_)
            | Line::Null(_)
            | Line::Cast(_)
            | Line::Mask(_)
            | Line::Where(_)
            | Line::On(_)
            | Line::Version(_)
            | Line::BeforeImage(_)
            | Line::PrimaryKey(_)
            | Line::PartitionBy(_)
            | Line::Use(_)
            | Line::Assume(_)
            | Line::Settings(_)
            | Line::Level(_) => {}
        }
    }
    // A line that could not be read may have placed any column: silence about the rest avoids follow-up findings.
    if !is_whole || diags.len() > found {
        return None;
    }
    account(map, lookup.table, &mut record, &excluded, rest.map(|(place, span, _)| (place, span)), diags);
    Some(record)
}

/// Sees to it that each column is a field, left out by a line, or reported.
fn account(
    map: &Map,
    table: &Table,
    record: &mut Record,
    excluded: &[(usize, Span)],
    rest: Option<(usize, Span)>,
    diags: &mut Diagnostics,
) {
    let mut placed: Vec<Option<Span>> = vec![None; table.columns.len()];
    let mut used: Vec<Option<Span>> = vec![None; table.columns.len()];
    for field in &record.fields {
        match field.column() {
            Some(column) => placed[column] = placed[column].or(Some(field.span)),
            None => field.columns(&mut |column| used[column] = used[column].or(Some(field.span))),
        }
    }
    for pivot in &record.pivots {
        let mut mark = |column: usize| used[column] = used[column].or(Some(pivot.span));
        template_columns(&pivot.name, &mut mark);
        pivot.value.columns(&mut mark);
    }
    for (column, span) in excluded {
        if let Some(line) = placed[*column] {
            let is_key = record.fields.iter().any(|field| field.role.is_some() && field.column() == Some(*column));
            diags.push(errors::excluded_and_placed(table, *column, *span, line, is_key));
        }
    }
    let is_excluded = |column: &usize| excluded.iter().any(|(other, _)| other == column);
    let open: Vec<usize> =
        (0..table.columns.len()).filter(|column| placed[*column].is_none() && !is_excluded(column)).collect();
    match rest {
        Some((place, span)) => {
            let fields = open.into_iter().map(|column| Field {
                name: table.columns[column].name.clone(),
                spelled: false,
                role: None,
                content: Content::Value(Value::Column(column)),
                ty: None,
                null: None,
                mask: None,
                doc: table.columns[column].comment.clone(),
                span,
            });
            let tail = record.fields.split_off(place);
            record.fields.extend(fields);
            record.fields.extend(tail);
        }
        None => {
            let (inside, nowhere): (Vec<usize>, Vec<usize>) =
                open.into_iter().partition(|column| used[*column].is_some());
            record.left_out.extend(
                inside
                    .into_iter()
                    .filter_map(|column| Some(LeftOut { column, why: WhyLeftOut::InsideAValue, span: used[column]? })),
            );
            if !nowhere.is_empty() {
                diags.push(errors::unmapped_columns(map, table, record, &nowhere));
            }
        }
    }
    record.left_out.extend(excluded.iter().map(|(column, span)| LeftOut {
        column: *column,
        why: WhyLeftOut::Excluded,
        span: *span,
    }));
}

/// At most one partition key and one sort key, and no sort key alone.
fn check_keys(map: &Map, diags: &mut Diagnostics) {
    let keys = |role: KeyRole| {
        map.body.iter().filter_map(move |line| match line {
            Line::Key(line) => (line.role == role).then_some(line),
            Line::Field(_)
            | Line::Pivot(_)
            | Line::Exclude(_)
            | Line::Rename(_)
            | Line::Null(_)
            | Line::Cast(_)
            | Line::Mask(_)
            | Line::Where(_)
            | Line::On(_)
            | Line::Version(_)
            | Line::BeforeImage(_)
            | Line::PrimaryKey(_)
            | Line::PartitionBy(_)
            | Line::Use(_)
            | Line::Assume(_)
            | Line::Settings(_)
            | Line::Level(_) => None,
        })
    };
    for role in [KeyRole::Partition, KeyRole::Sort] {
        if let [first, second, ..] = keys(role).collect::<Vec<&KeyLine>>().as_slice() {
            diags.push(errors::two_keys(first, second));
        }
    }
    if !map.broken
        && keys(KeyRole::Partition).next().is_none()
        && let Some(sort) = keys(KeyRole::Sort).next()
    {
        diags.push(errors::sort_key_alone(sort));
    }
}

fn key(line: &KeyLine, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Option<Field> {
    let value = named_value(&line.name, line.value.as_ref(), lookup, diags)?;
    Some(Field {
        name: line.name.text.clone(),
        spelled: line.value.is_some(),
        role: Some(line.role),
        doc: line.doc.clone().or_else(|| comment(&value, lookup.table)),
        content: Content::Value(value),
        ty: None,
        null: None,
        mask: None,
        span: line.span,
    })
}

fn field(
    line: &FieldLine,
    name: &Ident,
    is_member: bool,
    lookup: &Lookup<'_>,
    diags: &mut Diagnostics,
) -> Option<Field> {
    let is_compiled = check_clauses(line, is_member, diags);
    let ty = match &line.ty {
        Some(ty) if is_compiled => Some((types::ty(ty, diags)?, ty.span)),
        Some(_) | None => None,
    };
    let content = match &line.members {
        Some(block) => members(block, lookup, diags)?,
        None => Content::Value(named_value(name, line.value.as_ref(), lookup, diags)?),
    };
    let doc = match &content {
        Content::Value(value) => line.doc.clone().or_else(|| comment(value, lookup.table)),
        Content::Map(_) | Content::List(_) | Content::Set(_) => line.doc.clone(),
    };
    is_compiled.then(|| Field {
        name: name.text.clone(),
        spelled: line.value.is_some() || line.members.is_some(),
        role: None,
        content,
        ty,
        null: line.null.as_ref().map(null_rule),
        mask: None,
        doc,
        span: line.span,
    })
}

/// Whether the line has no clause that no stage would act on: what stands inside a block is written with the whole of it, and
/// a block has the type of what it holds.
fn check_clauses(line: &FieldLine, is_member: bool, diags: &mut Diagnostics) -> bool {
    let before = diags.len();
    if let Some(ty) = line.ty.as_ref().filter(|_| is_member || line.members.is_some()) {
        let what = if is_member { "a declared type inside a block" } else { "a declared type of a nested field" };
        diags.push(errors::not_yet(ty.span, what, "leave the type out"));
    }
    if let Some(null) = line.null.as_ref().filter(|_| is_member) {
        diags.push(errors::not_yet(null_rule(null).span, "a `null` clause inside a block", "leave the clause out"));
    }
    diags.len() == before
}

/// The content of a nested field. Members are found even when an earlier one is wrong.
fn members(block: &Members, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Option<Content> {
    let mut fields = Vec::new();
    let mut elements = Vec::new();
    let mut good = true;
    for line in &block.lines {
        match (block.kind, line) {
            (MembersKind::Map, MemberLine::Field(line)) => match &line.name {
                FieldName::Named(name) => match field(line, name, true, lookup, diags) {
                    Some(member) => fields.push(Field { spelled: true, ..member }),
                    None => good = false,
                },
                FieldName::Rest(span) => {
                    diags.push(errors::not_yet(
                        *span,
                        "`field *` inside a block",
                        "write a `field` line for each column",
                    ));
                    good = false;
                }
            },
            (MembersKind::List | MembersKind::Set, MemberLine::Item(item, _)) => {
                match values::value(item, lookup, diags) {
                    Some(value) => elements.push(value),
                    None => good = false,
                }
            }
            (_, MemberLine::Pivot(line)) => {
                diags.push(errors::not_yet(line.span, "a pivot inside a block", "leave it out"));
                good = false;
            }
            (MembersKind::Map, MemberLine::Item(_, span)) => {
                diags.push(errors::wrong_member(*span, block.kind));
                good = false;
            }
            (MembersKind::List | MembersKind::Set, MemberLine::Field(line)) => {
                diags.push(errors::wrong_member(line.span, block.kind));
                good = false;
            }
        }
    }
    good &= members_differ(&fields, diags);
    good.then_some(match block.kind {
        MembersKind::Map => Content::Map(fields),
        MembersKind::List => Content::List(elements),
        MembersKind::Set => Content::Set(elements),
    })
}

/// Whether no two members have one name; those that have are reported.
fn members_differ(fields: &[Field], diags: &mut Diagnostics) -> bool {
    let mut seen: FxHashMap<&str, &Field> = FxHashMap::default();
    let before = diags.len();
    for field in fields {
        if let Some(first) = seen.insert(&field.name, field) {
            diags.push(errors::same_member(first, field));
        }
    }
    diags.len() == before
}

fn pivot(line: &tree::PivotLine, lookup: &Lookup<'_>, diags: &mut Diagnostics) -> Option<Pivot> {
    let name = values::parts(&line.name, lookup, diags);
    let value = values::value(&line.value, lookup, diags);
    let mut is_computed = false;
    template_columns(name.as_deref().unwrap_or_default(), &mut |_| is_computed = true);
    if name.is_some() && !is_computed {
        diags.push(errors::one_name(line));
        return None;
    }
    Some(Pivot { name: name?, value: value?, span: line.span })
}

/// The value of a line, which without `=` is the column of the line's name.
fn named_value(
    name: &Ident,
    value: Option<&tree::Value>,
    lookup: &Lookup<'_>,
    diags: &mut Diagnostics,
) -> Option<Value> {
    match value {
        Some(value) => values::value(value, lookup, diags),
        None => {
            let path = Path { parts: vec![name.clone()], span: name.span };
            lookup.column(&path, diags).map(Value::Column)
        }
    }
}

fn comment(value: &Value, table: &Table) -> Option<Name> {
    let Value::Column(column) = value else { return None };
    table.columns[*column].comment.clone()
}

/// The `null` line of the map.
pub(super) fn null_line(map: &Map, diags: &mut Diagnostics) -> Option<NullRule> {
    let mut lines = map.body.iter().filter_map(|line| if let Line::Null(line) = line { Some(line) } else { None });
    let first = lines.next()?;
    for second in lines {
        diags.push(errors::null_twice(first.span, second.span));
    }
    Some(NullRule { span: first.span, ..null_rule(&first.policy) })
}

fn null_rule(policy: &tree::NullPolicy) -> NullRule {
    match policy {
        tree::NullPolicy::Omit(span) => NullRule { policy: NullPolicy::Omit, span: *span },
        tree::NullPolicy::Keep(span) => NullRule { policy: NullPolicy::Keep, span: *span },
        tree::NullPolicy::Reject(span) => NullRule { policy: NullPolicy::Reject, span: *span },
        tree::NullPolicy::As(literal) => {
            NullRule { policy: NullPolicy::As(values::constant(literal)), span: literal.span }
        }
    }
}

/// Reports fields of the record that end with one name.
pub(super) fn check_names(mapping: &Mapping<'_>, diags: &mut Diagnostics) {
    let fields = &mapping.record.fields;
    let mut first: FxHashMap<Name, usize> = FxHashMap::with_capacity_and_hasher(fields.len(), FxBuildHasher);
    let mut clashes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, field) in fields.iter().enumerate() {
        match mapping.given_name(place) {
            Some((name, line)) if name.is_empty() => diags.push(errors::empty_name(&field.name, line)),
            Some(_) | None => {
                let first = *first.entry(mapping.final_name(place)).or_insert(place);
                if first < place {
                    clashes.entry(first).or_insert_with(|| vec![first]).push(place);
                }
            }
        }
    }
    for (first, places) in clashes {
        diags.push(errors::same_name(mapping, &mapping.final_name(first), &places));
    }
    // What no line speaks of was reported as that.
    let all_left_out = mapping.record.left_out.len() == mapping.source.table.columns.len();
    if all_left_out && mapping.record.fields.is_empty() && mapping.record.pivots.is_empty() {
        diags.push(errors::no_fields(mapping));
    }
}
