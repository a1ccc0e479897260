//! What becomes of columns by transformation rules: `exclude`, `field`, `cast`, `mask`, `before image`.

use super::draft::Draft;
use super::types::data_type;
use super::{errors, place};
use crate::diag::Diagnostics;
use crate::dms_types::DmsType;
use crate::expression;
use crate::mapping::Content;
use crate::shape::Carrier;
use crate::stage::Blind;
use crate::stages::dms::rules::mask;
use crate::stages::dms::rules::transformation::{BeforeImageDef, DataType, Locator, Transformation};
use crate::stages::dms::settings::moves_changes;
use crate::text::Span;
use crate::unchecked::{BeforeImage, BeforeImageOf, Cast, CastWhat, Field, Masked};
use crate::value::{Constant, Value};

/// What a line gives, or why it gives nothing.
type Given = Result<Vec<Draft>, String>;

/// The rules for columns. Where an object mapping makes the record, fields and excluded columns stand in that.
pub(super) fn drafts(blind: &Blind<'_>, by_object: bool, diags: &mut Diagnostics) -> Vec<Draft> {
    let map = blind.map;
    let mut drafts = Vec::new();
    let mut add = |given: Given, span: Span, diags: &mut Diagnostics| match given {
        Ok(given) => drafts.extend(given),
        Err(reason) => diags.push(errors::no_rule(span, reason)),
    };
    if !by_object {
        for pattern in &map.excluded {
            add(
                of_all(place::columns(map, Some(pattern)), "leave out", "remove-column", pattern.span),
                pattern.span,
                diags,
            );
        }
        for line in &map.fields {
            add(field(blind, line), line.span, diags);
        }
    }
    for line in &map.casts {
        add(cast(blind, line), line.span, diags);
    }
    for line in &map.masks {
        add(masked(blind, line), line.span, diags);
    }
    for line in &map.before_images {
        add(before_image(blind, line), line.span, diags);
    }
    drafts
}

/// A rule of an action for each place.
fn of_all(places: Result<Vec<Locator>, String>, what: &str, action: &'static str, span: Span) -> Given {
    let draft = |locator| Draft::of(what, Transformation { rule_action: action, ..at(locator) }, span);
    Ok(places?.into_iter().map(draft).collect())
}

fn at(object_locator: Locator) -> Transformation {
    Transformation { rule_target: "column", object_locator, ..Transformation::default() }
}

fn field(blind: &Blind<'_>, line: &Field) -> Given {
    let map = blind.map;
    if line.role.is_some() {
        return Err("only items have such a key; of a table it is said by a `primary key` line".to_owned());
    }
    if line.is_document {
        return Err("a document of all columns is made for items and messages, of tables named in full".to_owned());
    }
    let ty = line.ty.as_ref().map(data_type).transpose()?;
    let value = match &line.content {
        None => return of_column(blind, line, &line.name, ty),
        Some(Content::Value(Value::Column(place))) if map.columns[*place] == line.name => {
            return of_column(blind, line, &line.name, ty);
        }
        Some(Content::Value(Value::Column(place))) => {
            if ty.is_some() {
                return Err("DMS makes one change of a column: its name or its type".to_owned());
            }
            let mut drafts = of_column(blind, line, &map.columns[*place], None)?;
            let name = Some(line.name.to_string());
            for locator in place::columns_called(map, &map.columns[*place])? {
                let says = Transformation { rule_action: "rename", value: name.clone(), ..at(locator) };
                drafts.push(Draft::of("rename column", says, line.span));
            }
            return Ok(drafts);
        }
        Some(Content::Value(value)) => value,
        Some(Content::Map(_) | Content::List(_) | Content::Set(_)) => {
            return Err("documents are made for items and messages, of tables named in full".to_owned());
        }
    };
    added(blind, line, value, ty)
}

/// A column that arrives as itself: of all that do, or because a line names it.
fn of_column(blind: &Blind<'_>, line: &Field, name: &str, ty: Option<DataType>) -> Given {
    let mut drafts = Vec::new();
    if blind.map.rest.is_none() {
        let places = place::columns_called(blind.map, name);
        drafts.extend(of_all(places, "take along", "include-column", line.span)?);
    }
    if let Some(ty) = ty {
        for locator in place::columns_called(blind.map, name)? {
            let says = Transformation { rule_action: "change-data-type", data_type: Some(ty.clone()), ..at(locator) };
            drafts.push(Draft::of("cast", says, line.span));
        }
    }
    Ok(drafts)
}

/// A column that is none of the source.
fn added(blind: &Blind<'_>, line: &Field, value: &Value, ty: Option<DataType>) -> Given {
    let write = "write an expression: `= sqlite \"…\"`";
    if blind.carrier == Carrier::Items {
        return Err("DMS adds no column to the items of tables that are not named in full".to_owned());
    }
    let expression = match value {
        Value::Foreign { language, text } if **language == *"sqlite" => {
            expression::named(text)?;
            Some(text.to_string())
        }
        Value::Foreign { language, .. } => return Err(format!("DMS computes in SQLite, not in `{language}`")),
        Value::Constant(Constant::Null) => None,
        Value::Constant(Constant::Text(text)) => Some(expression::quoted(text)),
        Value::Constant(Constant::Number(number)) => Some(number.to_string()),
        Value::Constant(Constant::Boolean(_)) => return Err(format!("SQLite has no truth values: {write}")),
        Value::Event(word)
            if blind.carrier == Carrier::Files && matches!(&**word, "operation" | "commit-timestamp") =>
        {
            return Err(
                "of files this is a setting: `s3 { IncludeOpForFullLoad true }`, `TimestampColumnName`".to_owned()
            );
        }
        Value::Event(word) => match expression::of_event(word) {
            Some(text) => Some(text.to_owned()),
            None => return Err(format!("DMS knows no `${word}`")),
        },
        Value::Column(_) | Value::Template(_) | Value::Call(..) => {
            return Err(format!("templates are for items and messages of tables named in full: {write}"));
        }
    };
    let Some(ty) = ty else {
        return Err("an added column needs a type: `field NAME: TYPE = …`".to_owned());
    };
    let draft = |locator| {
        let says = Transformation {
            rule_action: "add-column",
            value: Some(line.name.to_string()),
            expression: expression.clone(),
            data_type: Some(ty.clone()),
            ..at(locator)
        };
        Draft::of(&format!("add column {} to", line.name), says, line.span)
    };
    Ok(place::tables(blind.map, None)?.into_iter().map(draft).collect())
}

fn cast(blind: &Blind<'_>, line: &Cast) -> Given {
    let to = data_type(&line.to)?;
    let places = match &line.what {
        CastWhat::Columns(pattern) => place::columns(blind.map, Some(pattern))?,
        CastWhat::Every(name) => {
            let from = data_type(name)?;
            let every = |locator| Locator { data_type: Some(from.word), ..locator };
            place::columns(blind.map, None)?.into_iter().map(every).collect()
        }
    };
    let draft = |locator| {
        let says = Transformation { rule_action: "change-data-type", data_type: Some(to.clone()), ..at(locator) };
        Draft::of("cast", says, line.span)
    };
    Ok(places.into_iter().map(draft).collect())
}

fn masked(blind: &Blind<'_>, line: &Masked) -> Given {
    // Of a text every mask can be made; whether the column is one nobody knows.
    mask::check(&line.mask, &DmsType::Text { max: None })?;
    let (action, value) = mask::action(&line.mask);
    let draft = |locator| {
        let says = Transformation { rule_action: action, value: value.clone(), ..at(locator) };
        Draft::of("mask", says, line.span)
    };
    Ok(place::columns(blind.map, Some(&line.columns))?.into_iter().map(draft).collect())
}

fn before_image(blind: &Blind<'_>, line: &BeforeImage) -> Given {
    if line.of.is_some() {
        return Err("DMS picks columns by `key`, `non-lob` and `all` only, not by their names".to_owned());
    }
    if line.prefix.is_empty() && line.suffix.is_empty() {
        return Err("an old value needs another name than the new one: a prefix or a suffix".to_owned());
    }
    if !moves_changes(blind.clause()) {
        return Err("the task moves no changes: there are no old values".to_owned());
    }
    let def = BeforeImageDef {
        column_prefix: line.prefix.to_string(),
        column_suffix: line.suffix.to_string(),
        column_filter: match line.which {
            BeforeImageOf::Key => "pk-only",
            BeforeImageOf::NonLob => "non-lob",
            BeforeImageOf::All => "all",
        },
    };
    let draft = |locator| {
        let says = Transformation {
            rule_action: "add-before-image-columns",
            before_image_def: Some(def.clone()),
            ..at(locator)
        };
        Draft::of("before image", says, line.span)
    };
    Ok(place::tables(blind.map, None)?.into_iter().map(draft).collect())
}
