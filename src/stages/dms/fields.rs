//! The fields that leave DMS: what each column becomes on its carrier, and what it loses.
//!
//! Sources: user guide, "Using Amazon DynamoDB as a target" (types), "Using Amazon Kinesis Data Streams as a target"; the
//! reference of message values is made of published messages.

use std::borrow::Cow;

use super::attributes::{Attribute, attribute, member_form};
use super::carrier::is_row;
use super::endpoint;
use super::errors;
use super::file;
use super::rules::{self, convert, image, mask};
use super::settings;
use super::zero::may_be_zero;
use crate::diag::Diagnostics;
use crate::dms_types::{DmsType, of_source};
use crate::mapping::{self, Mapping, Mask};
use crate::schema::{Column, Dialect};
use crate::shape::{Carrier, Content, Field, Form, Origin, Presence};
use crate::stage::{At, Change, Loss, TableChange, Work};
use crate::text::Name;
use crate::types::{TextType, Type, Zone};
use crate::value::{Constant, TemplatePart, Value};

/// The most digits that DynamoDB keeps.
const DYNAMODB_DIGITS: u16 = 38;
/// The most digits of a number in a message that are surely exact.
const EXACT_DIGITS: u16 = 16;
/// The same with `UseLargeIntegerValue`.
const LARGE_DIGITS: u16 = 18;

/// The fields of the record as they leave, and what they lost.
pub(super) fn fields(
    at: &At<'_>,
    carrier: Carrier,
    taken: &[Work],
    diags: &mut Diagnostics,
) -> (Vec<Field>, Vec<Loss>) {
    let mapping = at.mapping;
    let mut fields = Vec::new();
    let mut losses = Vec::new();
    for (place, wanted) in mapping.record.fields.iter().enumerate() {
        let made = attribute(mapping, place, carrier, taken);
        // What stands in files besides columns is added where they are kept.
        if is_row(carrier) && wanted.column().is_none() && !computes(taken, place) {
            continue;
        }
        if let (true, Some(column)) = (is_row(carrier), wanted.column()) {
            let Some(content) = passed(at, carrier, place, column, &mut losses, diags) else { continue };
            let name = name_in_file(mapping, place, column, taken);
            fields.push(finished(at, carrier, place, name, into_file(mapping, place, content, taken)));
            continue;
        }
        if rules::added::is_meant(at, place) {
            let Some((ty, _)) = wanted.ty.as_ref().filter(|_| computes(taken, place)) else { continue };
            let Some(target) = convert::target(ty) else { continue };
            let form = if is_row(carrier) { file::form(&target) } else { message_form(&target) };
            let content = Content::Scalar { ty: ty.clone(), form };
            let presence = if is_row(carrier) { Presence::Nullable } else { Presence::Optional };
            let field = finished(at, carrier, place, mapping.final_name(place), content);
            fields.push(Field { presence, ..field });
            continue;
        }
        let (name, content) = match made {
            // Reported: nobody took it.
            Attribute::Added => continue,
            Attribute::Passes { column } => {
                let Some(content) = passed(at, carrier, place, column, &mut losses, diags) else { continue };
                (mapping.source.table.columns[column].name.clone(), content)
            }
            Attribute::Made { .. } => {
                errors::check_made(at, wanted, diags);
                check_parts(at, carrier, wanted, diags);
                let name = mapping.final_name(place);
                let content = made_content(mapping, carrier, &name, wanted, &mut losses);
                (name, content)
            }
        };
        fields.push(finished(at, carrier, place, name, content));
    }
    if is_row(carrier) {
        fields.extend(old_values(at, &fields, taken, &mut losses));
    }
    (fields, losses)
}

fn finished(at: &At<'_>, carrier: Carrier, place: usize, name: Name, content: Content) -> Field {
    let wanted = &at.mapping.record.fields[place];
    Field {
        name,
        content,
        presence: presence(at, carrier, wanted),
        origin: Origin::Field(place),
        doc: wanted.doc.clone(),
        span: wanted.span,
    }
}

/// The name of a column in a file.
fn name_in_file(mapping: &Mapping<'_>, place: usize, column: usize, taken: &[Work]) -> Name {
    let own = &mapping.source.table.columns[column].name;
    let is_renamed = taken.iter().any(|work| match &work.change {
        Change::Rename { path, .. } => matches!(path.as_slice(), [name] if name == own),
        Change::Compute(_)
        | Change::LeaveOut(_)
        | Change::Key(_)
        | Change::Convert(_)
        | Change::Null(_)
        | Change::Pivot(_)
        | Change::Mask(_)
        | Change::Table(_) => false,
    });
    if is_renamed { mapping.final_name(place) } else { own.clone() }
}

/// What a column holds in a file after its type was changed, or its values were hashed.
fn into_file(mapping: &Mapping<'_>, place: usize, passed: Content, taken: &[Work]) -> Content {
    let wanted = &mapping.record.fields[place];
    let takes = |change: Change| taken.iter().any(|work| work.change == change);
    let cast = wanted.ty.as_ref().filter(|_| takes(Change::Convert(place)));
    if let Some((ty, _)) = cast
        && let Some(target) = convert::target(ty)
    {
        return Content::Scalar { ty: ty.clone(), form: file::form(&target) };
    }
    let is_hashed = matches!(&wanted.mask, Some((Mask::Hash, _))) && takes(Change::Mask(place));
    if is_hashed { Content::Scalar { ty: Type::text(mask::HASH), form: Form::Text } } else { passed }
}

/// The old values of columns, after all others.
fn old_values(at: &At<'_>, fields: &[Field], taken: &[Work], losses: &mut Vec<Loss>) -> Vec<Field> {
    let mapping = at.mapping;
    let Some(before) = mapping.before_images.first() else { return Vec::new() };
    if !taken.iter().any(|work| work.change == Change::Table(TableChange::BeforeImage(0))) {
        return Vec::new();
    }
    let mut old = Vec::new();
    for column in image::columns(mapping, before) {
        let is_of_column = |field: &&Field| match field.origin {
            Origin::Field(place) => mapping.record.fields[place].column() == Some(column),
            Origin::Column(_) | Origin::Member | Origin::Envelope(_) => false,
        };
        let Some(field) = fields.iter().find(is_of_column) else { continue };
        let name = image::name(mapping, before, column);
        if image::is_large(mapping, column) {
            let what = "a large object has no old value: the column is empty".into();
            losses.push(Loss { field: name.clone(), what });
        }
        old.push(Field {
            name: name.clone(),
            content: field.content.clone(),
            presence: Presence::Nullable,
            origin: Origin::Envelope(name),
            doc: None,
            span: before.span,
        });
    }
    old
}

/// Whether DMS computes the field at `place`.
fn computes(taken: &[Work], place: usize) -> bool {
    taken.iter().any(|work| work.change == Change::Compute(place))
}

/// NULLs are left out of items and, by default, of messages. In a message nothing is sure to be there: a delete may hold
/// the key alone, and the record of it in a file NULL elsewhere.
fn presence(at: &At<'_>, carrier: Carrier, wanted: &mapping::Field) -> Presence {
    let mut nullable = false;
    wanted.columns(&mut |column| {
        // Of a key that is a finding of its own.
        let is_zero = wanted.role.is_none() && may_be_zero(at.mapping, column);
        nullable |= at.mapping.can_be_null(column) || is_zero;
    });
    match carrier {
        Carrier::Messages if settings::keeps_nulls(at) => Presence::Nullable,
        Carrier::Messages => Presence::Optional,
        Carrier::Files | Carrier::Tables => {
            let declared = at.mapping.source.table.primary_key.as_ref().map(|key| &key.columns);
            let key = at.mapping.row_key.as_ref().map(|key| &key.columns).or(declared);
            let in_key = wanted.column().is_some_and(|column| key.is_some_and(|key| key.contains(&column)));
            let deletes = settings::moves_changes(at.clause()) && !in_key;
            if nullable || deletes { Presence::Nullable } else { Presence::Always }
        }
        Carrier::Rows | Carrier::Streamed | Carrier::Items | Carrier::Objects | Carrier::Arrived => {
            if nullable {
                Presence::Optional
            } else {
                Presence::Always
            }
        }
    }
}

/// A column that passes by itself; `None` when DMS or its target does not take it.
fn passed(
    at: &At<'_>,
    carrier: Carrier,
    place: usize,
    column: usize,
    losses: &mut Vec<Loss>,
    diags: &mut Diagnostics,
) -> Option<Content> {
    let mapping = at.mapping;
    let declared = &mapping.source.table.columns[column];
    let field = &mapping.record.fields[place];
    let read = match of_source(mapping.source.dialect, declared) {
        Ok(read) => read,
        // The source as a whole was reported.
        Err(_) if mapping.source.dialect == Dialect::Sqlite => return None,
        Err(reason) => {
            diags.push(errors::unsupported_column(declared, field.span, reason));
            return None;
        }
    };
    let form = match carrier {
        Carrier::Items => item_form(&read),
        Carrier::Files | Carrier::Tables => Ok(file::form(&read)),
        Carrier::Rows | Carrier::Messages | Carrier::Streamed | Carrier::Objects | Carrier::Arrived => {
            Ok(message_form(&read))
        }
    };
    let form = match form {
        Ok(form) => form,
        Err(reason) => {
            diags.push(errors::unsupported_column(declared, field.span, reason));
            return None;
        }
    };
    match carrier {
        Carrier::Items => {
            if read.digits().is_some_and(|digits| digits > DYNAMODB_DIGITS) {
                diags.push(errors::too_many_digits(declared, field.span, "DynamoDB keeps", DYNAMODB_DIGITS));
            }
            // Without large objects the column does not arrive at all, which is reported where they are switched off.
            if matches!(read, DmsType::LargeText { .. }) && !settings::large_objects_are_off(at) {
                diags.push(errors::cut_object(declared, field.span));
            }
        }
        Carrier::Messages => check_message_value(at, declared, &read, field.span, diags),
        Carrier::Files | Carrier::Tables => file::check(at, carrier, declared, &read, field.span, diags),
        Carrier::Rows | Carrier::Streamed | Carrier::Objects | Carrier::Arrived => {}
    }
    let ty = match carrier {
        Carrier::Files | Carrier::Tables => file::ty(&read, declared, carried_type(&read, &declared.ty)),
        Carrier::Rows
        | Carrier::Messages
        | Carrier::Streamed
        | Carrier::Items
        | Carrier::Objects
        | Carrier::Arrived => carried_type(&read, &declared.ty),
    };
    let mut lose = |what: Cow<'static, str>| losses.push(Loss { field: mapping.final_name(place), what });
    losses_of(at, carrier, declared, &read, &mut lose);
    Some(Content::Scalar { ty, form })
}

/// What a column loses when it passes.
fn losses_of(
    at: &At<'_>,
    carrier: Carrier,
    declared: &Column,
    read: &DmsType,
    lose: &mut impl FnMut(Cow<'static, str>),
) {
    match read {
        DmsType::Text { .. } if declared.ty == Type::Boolean => {
            lose("a truth value becomes the text `true` or `false`".into())
        }
        DmsType::Numeric { scale, .. } if declared.ty == Type::Number => {
            lose(format!("digits beyond {scale} after the point are cut").into());
        }
        DmsType::Date | DmsType::Time | DmsType::DateTime => {
            if carrier == Carrier::Items {
                lose("a date or time becomes text".into());
            }
            let Type::Timestamp { precision, zone } = declared.ty else { return zero_dates(at, declared, lose) };
            if zone == Zone::None && carrier == Carrier::Messages {
                lose("a time of no zone is written as one in UTC".into());
            }
            if zone == Zone::None && precision > 5 && at.mapping.source.dialect == Dialect::MySql {
                lose("fractions of a second arrive for one to five digits only".into());
            }
            zero_dates(at, declared, lose);
        }
        // A file keeps bytes as they are.
        DmsType::Bytes if is_row(carrier) => {}
        DmsType::LargeBytes if is_row(carrier) => lose("bytes are cut after the kilobytes of `LobMaxSize`".into()),
        DmsType::Bytes | DmsType::LargeBytes if settings::endpoint_flag(at, "NoHexPrefix") => {
            lose("bytes become hexadecimal text".into());
        }
        DmsType::Bytes => lose("bytes become hexadecimal text that begins with `0x`".into()),
        DmsType::LargeBytes => {
            lose("bytes become hexadecimal text that begins with `0x`, cut after the kilobytes of `LobMaxSize`".into());
        }
        DmsType::LargeText { .. } => lose("text is cut after the kilobytes of `LobMaxSize`".into()),
        DmsType::Int { .. }
        | DmsType::Numeric { .. }
        | DmsType::Real { .. }
        | DmsType::Text { .. }
        | DmsType::Boolean => {}
    }
}

/// The columns that an attribute is made of must be ones that DMS reads and the target holds, as if they passed.
fn check_parts(at: &At<'_>, carrier: Carrier, wanted: &mapping::Field, diags: &mut Diagnostics) {
    let mut columns = Vec::new();
    wanted.columns(&mut |column| columns.push(column));
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        let declared = &at.mapping.source.table.columns[column];
        let read = of_source(at.mapping.source.dialect, declared);
        let reason = match (&read, carrier) {
            (Err(_), _) if at.mapping.source.dialect == Dialect::Sqlite => None,
            (Err(reason), _) => Some(*reason),
            (Ok(read), Carrier::Items) => item_form(read).err(),
            (Ok(DmsType::LargeText { .. } | DmsType::LargeBytes), _) => {
                diags.push(errors::large_object(declared, wanted.span));
                None
            }
            (
                Ok(
                    DmsType::Int { .. }
                    | DmsType::Numeric { .. }
                    | DmsType::Real { .. }
                    | DmsType::Text { .. }
                    | DmsType::Bytes
                    | DmsType::Boolean
                    | DmsType::Date
                    | DmsType::Time
                    | DmsType::DateTime,
                ),
                _,
            ) => None,
        };
        if let Some(reason) = reason {
            diags.push(errors::unsupported_column(declared, wanted.span, reason));
        }
    }
}

/// MySQL's `0000-00-00`.
fn zero_dates(at: &At<'_>, declared: &Column, lose: &mut impl FnMut(Cow<'static, str>)) {
    let column = at.mapping.source.table.column(&declared.name);
    if column.is_some_and(|column| may_be_zero(at.mapping, column)) {
        lose("a date of zeros becomes NULL".into());
    }
}

/// Whole numbers that a message cannot hold exactly, and large objects that it cannot hold at all.
fn check_message_value(
    at: &At<'_>,
    declared: &Column,
    read: &DmsType,
    line: crate::text::Span,
    diags: &mut Diagnostics,
) {
    let exact = if settings::endpoint_flag(at, "UseLargeIntegerValue") { LARGE_DIGITS } else { EXACT_DIGITS };
    match read {
        // The name of the type promises no digits; a full INT8 would have 19.
        DmsType::Int { bytes: 8, .. } if exact < LARGE_DIGITS => {
            diags.push(errors::large_integer(declared, line));
        }
        // Declared digits are a promise that such values come; undeclared ones are a possibility.
        DmsType::Numeric { precision, .. } if *precision > LARGE_DIGITS && declared.ty != Type::Number => {
            diags.push(errors::too_many_digits(declared, line, "a message holds", LARGE_DIGITS));
        }
        DmsType::Numeric { precision, .. } if *precision > exact => {
            diags.push(errors::large_integer(declared, line));
        }
        DmsType::LargeText { .. } | DmsType::LargeBytes if at.next().and_then(endpoint::topic).is_some() => {
            diags.push(errors::unsupported_column(declared, line, "DMS writes no large objects to Kafka"));
        }
        DmsType::LargeText { .. } | DmsType::LargeBytes => diags.push(errors::large_object(declared, line)),
        DmsType::Int { .. }
        | DmsType::Numeric { .. }
        | DmsType::Real { .. }
        | DmsType::Text { .. }
        | DmsType::Bytes
        | DmsType::Boolean
        | DmsType::Date
        | DmsType::Time
        | DmsType::DateTime => {}
    }
}

/// The content of an attribute that the object mapping makes: text, except for numbers inside documents of DynamoDB. `name`
/// is what the attribute is called when it leaves.
fn made_content(
    mapping: &Mapping<'_>,
    carrier: Carrier,
    name: &str,
    wanted: &mapping::Field,
    losses: &mut Vec<Loss>,
) -> Content {
    match &wanted.content {
        mapping::Content::Value(value) => {
            if let Value::Column(column) = value {
                let declared = &mapping.source.table.columns[*column];
                if !matches!(declared.ty, Type::Text(_) | Type::Enum(_) | Type::Uuid) {
                    let what = format!("{} becomes text: an object mapping writes text only", declared.ty);
                    losses.push(Loss { field: name.into(), what: what.into() });
                }
            }
            Content::Scalar { ty: text_of(mapping, value), form: Form::Text }
        }
        mapping::Content::Map(members) => Content::Struct(
            members
                .iter()
                .map(|member| Field {
                    name: member.name.clone(),
                    content: member_content(mapping, carrier, name, member, losses),
                    presence: Presence::Optional,
                    origin: Origin::Member,
                    doc: member.doc.clone(),
                    span: member.span,
                })
                .collect(),
        ),
        mapping::Content::List(values) | mapping::Content::Set(values) => {
            Content::List(values.iter().map(|value| element(mapping, carrier, value, wanted)).collect())
        }
    }
}

/// The text that a template gives, with its greatest length where all parts have one.
fn text_of(mapping: &Mapping<'_>, value: &Value) -> Type {
    fn longest(mapping: &Mapping<'_>, value: &Value) -> Option<u64> {
        match value {
            Value::Column(column) => mapping.source.table.columns[*column].ty.max_characters(),
            Value::Constant(Constant::Text(text) | Constant::Number(text)) => Some(text.chars().count() as u64),
            Value::Constant(Constant::Boolean(_)) => Some(5),
            Value::Template(parts) => parts.iter().try_fold(0_u64, |sum, part| {
                let length = match part {
                    TemplatePart::Literal(text) => text.chars().count() as u64,
                    TemplatePart::Hole(inner) => longest(mapping, inner)?,
                };
                Some(sum.saturating_add(length))
            }),
            Value::Constant(Constant::Null) | Value::Event(_) | Value::Call(..) | Value::Foreign { .. } => None,
        }
    }
    longest(mapping, value).map_or(Type::TEXT, Type::text)
}

fn member_content(
    mapping: &Mapping<'_>,
    carrier: Carrier,
    parent: &str,
    member: &mapping::Field,
    losses: &mut Vec<Loss>,
) -> Content {
    match &member.content {
        mapping::Content::Value(value) if member_form(mapping, carrier, value) == Form::Number => {
            element_content(mapping, carrier, value)
        }
        mapping::Content::Value(_)
        | mapping::Content::Map(_)
        | mapping::Content::List(_)
        | mapping::Content::Set(_) => {
            made_content(mapping, carrier, &format!("{parent}.{}", member.name), member, losses)
        }
    }
}

fn element(mapping: &Mapping<'_>, carrier: Carrier, value: &Value, wanted: &mapping::Field) -> Field {
    Field {
        name: "element".into(),
        content: element_content(mapping, carrier, value),
        presence: Presence::Optional,
        origin: Origin::Member,
        doc: None,
        span: wanted.span,
    }
}

fn element_content(mapping: &Mapping<'_>, carrier: Carrier, value: &Value) -> Content {
    let form = member_form(mapping, carrier, value);
    let ty = match (form, value) {
        (Form::Number, Value::Column(column)) => mapping.source.table.columns[*column].ty.clone(),
        (Form::Number | Form::Native | Form::Text | Form::Boolean | Form::Binary, _) => Type::TEXT,
    };
    Content::Scalar { ty, form }
}

/// The attribute type in DynamoDB; the error says why there is none.
fn item_form(read: &DmsType) -> Result<Form, &'static str> {
    match read {
        DmsType::Int { .. } | DmsType::Numeric { .. } | DmsType::Real { .. } => Ok(Form::Number),
        DmsType::Text { .. } | DmsType::LargeText { national: false } | DmsType::Date | DmsType::DateTime => {
            Ok(Form::Text)
        }
        DmsType::Boolean => Ok(Form::Boolean),
        DmsType::LargeText { national: true } => Err("DMS reads it as an NCLOB, which it does not write to DynamoDB"),
        DmsType::Bytes => Err("DMS reads it as BYTES, for which it documents no attribute type"),
        DmsType::LargeBytes => Err("DMS reads it as a BLOB, which it does not write to DynamoDB"),
        DmsType::Time => Err("DMS reads it as TIME, for which it documents no attribute type"),
    }
}

/// How a message writes it.
fn message_form(read: &DmsType) -> Form {
    match read {
        DmsType::Int { .. } | DmsType::Numeric { .. } | DmsType::Real { .. } => Form::Number,
        DmsType::Boolean => Form::Boolean,
        DmsType::Text { .. }
        | DmsType::LargeText { .. }
        | DmsType::Bytes
        | DmsType::LargeBytes
        | DmsType::Date
        | DmsType::Time
        | DmsType::DateTime => Form::Text,
    }
}

/// The logical type of what DMS read.
fn carried_type(read: &DmsType, declared: &Type) -> Type {
    match read {
        DmsType::Int { bytes, signed } => Type::Int { bits: bytes * 8, signed: *signed },
        DmsType::Numeric { precision, scale } => Type::Decimal { precision: *precision, scale: *scale },
        DmsType::Real { bytes } => Type::Float { bits: bytes * 8 },
        DmsType::Boolean => Type::Boolean,
        DmsType::Date => Type::Date,
        DmsType::Time => Type::Time { precision: 6, zoned: false },
        DmsType::DateTime => {
            let precision = if let Type::Timestamp { precision, .. } = declared { *precision } else { 6 };
            Type::Timestamp { precision, zone: Zone::Utc }
        }
        DmsType::Bytes | DmsType::LargeBytes => Type::TEXT,
        DmsType::Text { max } => {
            if let Type::Text(text) = declared {
                Type::Text(TextType { max: text.max, unit: text.unit, ..TextType::default() })
            } else {
                max.map_or(Type::TEXT, Type::text)
            }
        }
        DmsType::LargeText { .. } => Type::TEXT,
    }
}
