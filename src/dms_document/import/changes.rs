//! Transformations as lines.

use super::build::{Reason, ident, located, path, path_pattern, setting, text, word_value};
use super::task::{Planned, Target as Records, Task, names};
use super::types;
use crate::dms_document::check::check_expression;
use crate::dms_document::model::{OneOf, Rule, Text, Transformation};
use crate::dms_document::words::{Action, BeforeImageFilter, Target};
use crate::syntax::tree::{
    BeforeImageLine, BeforeImageOf, CastLine, CastWhat, ExcludeLine, FieldLine, FieldName, Line, Literal, LiteralKind,
    Mask, MaskLine, NameChange, PathPattern, PrimaryKeyLine, RenameLine, RenameScope, TypeName, Value,
};

/// Adds the line of a transformation.
pub fn add<'d>(rule: &'d Rule, says: &'d Transformation, task: &mut Task<'d>) -> Result<(), Reason> {
    let action = OneOf::get(&says.action).ok_or("it has no action that DMS knows")?;
    if task.target == Records::Topics {
        return Err("for Kafka DMS takes object mappings or transformations, not both".to_owned());
    }
    let Some(target) = OneOf::get(&says.target) else {
        return Err(match &says.target {
            None => "it has no `rule-target`, and what DMS does without one is documented nowhere".to_owned(),
            Some(written) => format!("`rule-target` is never `{}`", written.written.value),
        });
    };
    if action == Action::AddColumn {
        return add_column(rule, says, task);
    }
    match action {
        Action::IncludeColumn => include_column(rule, task),
        Action::DefinePrimaryKey => primary_key(rule, says, task),
        Action::AddBeforeImageColumns => before_image(rule, says, task),
        Action::RemoveColumn => on_columns(rule, target, task, |columns| {
            Ok(Line::Exclude(ExcludeLine { columns: vec![columns], span: rule.span }))
        }),
        Action::ChangeDataType => cast(rule, says, target, task),
        Action::MaskDigits | Action::RandomizeDigits | Action::MaskHash => {
            on_columns(rule, target, task, |columns| mask(rule, says, action, columns))
        }
        Action::AddColumn
        | Action::Rename
        | Action::ConvertLowercase
        | Action::ConvertUppercase
        | Action::AddPrefix
        | Action::AddSuffix
        | Action::RemovePrefix
        | Action::RemoveSuffix
        | Action::ReplacePrefix
        | Action::ReplaceSuffix => rename(rule, says, action, target, task),
    }
}

/// The value of a key.
fn needed<'d>(text: &'d Option<Text>, key: &str) -> Result<&'d Text, Reason> {
    text.as_ref().filter(|text| !text.value.is_empty()).ok_or_else(|| format!("it has no `{key}`"))
}

fn rename<'d>(
    rule: &'d Rule,
    says: &'d Transformation,
    action: Action,
    target: Target,
    task: &mut Task<'d>,
) -> Result<(), Reason> {
    if says.expression.is_some() {
        return Err("that an expression gives a name is confirmed nowhere".to_owned());
    }
    let span = rule.span;
    let affix = || Ok::<_, Reason>(text(&needed(&says.value, "value")?.value, span));
    let change = match action {
        Action::Rename => NameChange::To(ident(&needed(&says.value, "value")?.value, span)?),
        Action::ConvertLowercase => NameChange::Lowercase,
        Action::ConvertUppercase => NameChange::Uppercase,
        Action::AddPrefix => NameChange::AddPrefix(affix()?),
        Action::AddSuffix => NameChange::AddSuffix(affix()?),
        Action::RemovePrefix => NameChange::RemovePrefix(affix()?),
        Action::RemoveSuffix => NameChange::RemoveSuffix(affix()?),
        Action::ReplacePrefix => {
            NameChange::ReplacePrefix(text(&needed(&says.old_value, "old-value")?.value, span), affix()?)
        }
        Action::ReplaceSuffix => {
            NameChange::ReplaceSuffix(text(&needed(&says.old_value, "old-value")?.value, span), affix()?)
        }
        Action::AddColumn
        | Action::IncludeColumn
        | Action::RemoveColumn
        | Action::DefinePrimaryKey
        | Action::ChangeDataType
        | Action::AddBeforeImageColumns
        | Action::MaskDigits
        | Action::RandomizeDigits
        | Action::MaskHash => return Err("it is no change of a name".to_owned()),
    };
    let scope = match target {
        Target::Schema => RenameScope::Schema,
        Target::Table => RenameScope::Table,
        Target::Column => RenameScope::Field,
        Target::TableTablespace => RenameScope::Tablespace,
        Target::IndexTablespace => RenameScope::IndexTablespace,
    };
    let of_many = match target {
        Target::Schema => None,
        Target::Table => rule.locator.table.as_ref(),
        Target::Column => rule.locator.column.as_ref(),
        Target::TableTablespace => rule.locator.table_tablespace.as_ref(),
        Target::IndexTablespace => rule.locator.index_tablespace.as_ref(),
    };
    if action == Action::Rename && of_many.is_some_and(|name| name.value.contains('%')) {
        return Err("several things would get one name".to_owned());
    }
    let line = |selector| Line::Rename(RenameLine { scope, selector, change: change.clone(), span });
    match target {
        Target::Schema => {
            let schema = needed(&rule.locator.schema, "schema-name")?;
            let at = task.maps.iter().position(|map| map.tables.iter().all(|[name, _]| *name == schema.value));
            // A map whose tables are all of the schema needs no selector; of several such maps the first says it.
            match at.filter(|at| !task.maps[*at].tables.is_empty()) {
                Some(at) => task.maps[at].lines.push(line(None)),
                None => {
                    let selector = path_pattern(vec![located(&schema.value, span)?], span);
                    let map = task.maps.first_mut().ok_or("no table is selected")?;
                    map.lines.push(line(Some(selector)));
                }
            }
            Ok(())
        }
        Target::Table => {
            let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
            let map = task.map_of(tables)?;
            let selector = match map.is_of(tables) {
                true => None,
                false => Some(path_pattern(vec![located(tables[0], span)?, located(tables[1], span)?], span)),
            };
            map.lines.push(line(selector));
            Ok(())
        }
        Target::Column => on_columns(rule, target, task, |columns| {
            let is_all = columns.parts.len() == 1 && rule.locator.column.as_ref().is_some_and(|name| name.value == "%");
            Ok(line(Some(columns).filter(|_| !is_all)))
        }),
        Target::TableTablespace | Target::IndexTablespace => {
            let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
            let space = match target {
                Target::TableTablespace => needed(&rule.locator.table_tablespace, "table-tablespace-name")?,
                Target::Schema | Target::Table | Target::Column | Target::IndexTablespace => {
                    needed(&rule.locator.index_tablespace, "index-tablespace-name")?
                }
            };
            let mut parts = vec![located(&space.value, span)?];
            let map = task.map_of(tables)?;
            if !map.is_of(tables) {
                parts.insert(0, located(tables[1], span)?);
                parts.insert(0, located(tables[0], span)?);
            }
            map.lines.push(line(Some(path_pattern(parts, span))));
            if !map.of_target.iter().any(|setting| &*setting.key.text == "engine") {
                map.of_target.push(setting("engine", vec![word_value("oracle", span)?], None, span));
            }
            Ok(())
        }
    }
}

/// Adds a line of columns: by their name alone in a map of their table.
fn on_columns<'d>(
    rule: &'d Rule,
    target: Target,
    task: &mut Task<'d>,
    line: impl FnOnce(PathPattern) -> Result<Line, Reason>,
) -> Result<(), Reason> {
    if target != Target::Column {
        return Err("its action is one of columns, and its target is not".to_owned());
    }
    if rule.locator.data_type.is_some() {
        return Err("no line speaks of the columns of a type, but `cast every`".to_owned());
    }
    let span = rule.span;
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    let column = located(&needed(&rule.locator.column, "column-name")?.value, span)?;
    let map = task.map_of(tables)?;
    let parts = match map.is_of(tables) {
        true => vec![column],
        false => vec![located(tables[0], span)?, located(tables[1], span)?, column],
    };
    map.lines.push(line(path_pattern(parts, span))?);
    Ok(())
}

fn cast<'d>(rule: &'d Rule, says: &'d Transformation, target: Target, task: &mut Task<'d>) -> Result<(), Reason> {
    let span = rule.span;
    let to = types::type_name(says.data_type.as_ref().ok_or("it has no `data-type`")?)?;
    let Some(every) = &rule.locator.data_type else {
        return on_columns(rule, target, task, |columns| {
            Ok(Line::Cast(CastLine { what: CastWhat::Columns(columns), to, span }))
        });
    };
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    if rule.locator.column.as_ref().is_some_and(|name| name.value != "%") {
        return Err("`cast every` is of all columns of a type".to_owned());
    }
    let what = CastWhat::Every(types::plain(every)?);
    task.own_map(tables, span)?.lines.push(Line::Cast(CastLine { what, to, span }));
    Ok(())
}

fn mask(rule: &Rule, says: &Transformation, action: Action, columns: PathPattern) -> Result<Line, Reason> {
    let how = if action == Action::MaskDigits {
        let value = needed(&says.value, "value")?;
        if !matches!(value.value.as_bytes(), [byte] if byte.is_ascii_graphic()) {
            return Err("its `value` is no printable character".to_owned());
        }
        Mask::Digits(text(&value.value, rule.span))
    } else if action == Action::RandomizeDigits {
        Mask::RandomDigits
    } else {
        Mask::Hash
    };
    Ok(Line::Mask(MaskLine { columns, how, span: rule.span }))
}

/// The line of a field without clauses.
fn field(name: &str, ty: Option<TypeName>, value: Option<Value>, rule: &Rule) -> Result<Line, Reason> {
    let name = FieldName::Named(ident(name, rule.span)?);
    Ok(Line::Field(FieldLine { name, ty, value, null: None, members: None, doc: None, span: rule.span }))
}

fn local<'t, 'd>(rule: &'d Rule, task: &'t mut Task<'d>) -> Result<&'t mut Planned<'d>, Reason> {
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    task.own_map(tables, rule.span)
}

fn add_column<'d>(rule: &'d Rule, says: &'d Transformation, task: &mut Task<'d>) -> Result<(), Reason> {
    if task.target == Records::Items {
        return Err("what an added column is beside object mappings is confirmed nowhere".to_owned());
    }
    let name = needed(&says.value, "value")?;
    let ty = types::type_name(says.data_type.as_ref().ok_or("it has no `data-type`")?)?;
    let value = match &says.expression {
        Some(expression) => {
            check_expression(&expression.value)?;
            Value::Foreign {
                language: ident("sqlite", expression.span)?,
                text: text(&expression.value, expression.span),
            }
        }
        None => Value::Literal(Literal { kind: LiteralKind::Null, span: rule.span }),
    };
    let line = field(&name.value, Some(ty), Some(value), rule)?;
    let fields = &mut local(rule, task)?.fields;
    let is_same = |line: &Line| matches!(line, Line::Field(FieldLine { name: FieldName::Named(other), .. }) if *other.text == *name.value);
    if fields.iter().any(is_same) {
        return Err(format!("another rule makes a column `{}`, and DMS follows one of the two", name.value));
    }
    fields.push(line);
    Ok(())
}

fn include_column<'d>(rule: &'d Rule, task: &mut Task<'d>) -> Result<(), Reason> {
    let column = needed(&rule.locator.column, "column-name")?;
    if column.value.contains(['%', '[']) {
        return Err("a `field` line names one column".to_owned());
    }
    let line = field(&column.value, None, None, rule)?;
    let map = local(rule, task)?;
    map.names_columns = true;
    map.fields.push(line);
    Ok(())
}

fn primary_key<'d>(rule: &'d Rule, says: &'d Transformation, task: &mut Task<'d>) -> Result<(), Reason> {
    let key = says.primary_key.as_ref().ok_or("it has no `primary-key-def`")?;
    let tables = names(&rule.locator).ok_or("its locator does not name schema and table")?;
    if tables.iter().any(|name| name.contains(['%', '['])) {
        return Err("a key is of one table, named in full".to_owned());
    }
    let span = rule.span;
    if key.columns.is_empty() {
        return Err("the key has no columns".to_owned());
    }
    let columns: Vec<_> = key.columns.iter().map(|column| path(&[&column.value], span)).collect::<Result<_, _>>()?;
    let mut values = vec![word_value(&needed(&key.name, "name")?.value, span)?];
    match key.origin.as_ref().map(|origin| origin.value.as_str()) {
        None | Some("primary-key" | "") => {}
        Some("unique-index") => values.push(word_value("unique-index", span)?),
        Some(other) => return Err(format!("a key is never of the origin `{other}`")),
    }
    let map = task.own_map(tables, span)?;
    map.fields.push(Line::PrimaryKey(PrimaryKeyLine { columns, span }));
    map.table_settings(tables).push(setting("primary-key", values, None, span));
    Ok(())
}

fn before_image<'d>(rule: &'d Rule, says: &'d Transformation, task: &mut Task<'d>) -> Result<(), Reason> {
    let image = says.before_image.as_ref().ok_or("it has no `before-image-def`")?;
    let which = match (&image.filter, OneOf::get(&image.filter)) {
        (None, _) | (_, Some(BeforeImageFilter::PkOnly)) => BeforeImageOf::Key,
        (_, Some(BeforeImageFilter::NonLob)) => BeforeImageOf::NonLob,
        (_, Some(BeforeImageFilter::All)) => BeforeImageOf::All,
        (Some(_), None) => return Err("its `column-filter` is none that DMS knows".to_owned()),
    };
    let span = rule.span;
    let prefix = image.prefix.as_ref().map_or("BI_", |prefix| prefix.value.as_str());
    let suffix = image.suffix.as_ref().map_or("", |suffix| suffix.value.as_str());
    if prefix.is_empty() && suffix.is_empty() {
        return Err("old values would have the names of new ones".to_owned());
    }
    let affix = |affix: &str| (!affix.is_empty()).then(|| text(affix, span));
    let line = BeforeImageLine { which, of: None, prefix: affix(prefix), suffix: affix(suffix), span };
    let lines = &mut local(rule, task)?.lines;
    if lines.iter().any(|line| matches!(line, Line::BeforeImage(_))) {
        return Err("another rule adds such columns, and DMS follows one of the two".to_owned());
    }
    lines.push(Line::BeforeImage(line));
    Ok(())
}
