//! The lines of a map.

use super::names::{ident, path, path_pattern};
use super::values::{condition, literal, resource, template, text, type_name, value};
use super::{names, policy};
use crate::syntax::tree::{
    BeforeImageLine, CastLine, CastWhat, Claim, FieldLine, FieldName, KeyRole, LevelLine, LevelVerb, Line, Mask,
    MemberLine, Members, MembersKind, NameChange, NullPolicy, PivotLine, RenameLine, RenameScope, Setting,
    SettingValue, StageBlock,
};

/// A line with its block.
pub fn line(of: &Line) -> String {
    match of {
        Line::Key(line) => {
            let role = match line.role {
                KeyRole::Partition => "partition",
                KeyRole::Sort => "sort",
            };
            let value = line.value.as_ref().map_or(String::new(), |of| format!(" = {}", value(of)));
            format!("{}{role} key {}{value}", doc(line.doc.as_deref()), ident(&line.name))
        }
        Line::PrimaryKey(line) => format!("primary key {}", list(&line.columns, path)),
        Line::PartitionBy(line) => format!("partition by {}", list(&line.columns, path)),
        Line::Field(line) => field(line),
        Line::Pivot(line) => pivot(line),
        Line::Exclude(line) => format!("exclude {}", list(&line.columns, path_pattern)),
        Line::Rename(line) => rename(line),
        Line::Cast(line) => cast(line),
        Line::Mask(line) => {
            let how = match &line.how {
                Mask::Hash => "hash".to_owned(),
                Mask::Digits(by) => format!("digits {}", text(by)),
                Mask::RandomDigits => "random digits".to_owned(),
            };
            format!("mask {} {how}", path_pattern(&line.columns))
        }
        Line::Where(line) => format!("where {}", condition(&line.condition)),
        Line::Null(line) => format!("null {}", null(&line.policy)),
        Line::Assume(line) => format!("assume {}", claim(&line.claim)),
        Line::On(line) => format!("on {}", policy::on(line.policy)),
        Line::Version(line) => format!("version {}", list(&line.values, value)),
        Line::BeforeImage(line) => before_image(line),
        Line::Use(line) => format!("use {}", ident(&line.fragment)),
        Line::Settings(block) => stage_block(block),
        Line::Level(line) => level(line),
    }
}

fn list<T>(elements: &[T], spell: impl Fn(&T) -> String) -> String {
    elements.iter().map(spell).collect::<Vec<_>>().join(", ")
}

/// The comment that belongs to a line, above it.
pub fn doc(comment: Option<&str>) -> String {
    let lines = comment.into_iter().flat_map(str::lines);
    lines.map(|line| format!("/// {}\n", line.trim())).collect()
}

fn field(line: &FieldLine) -> String {
    let mut out = doc(line.doc.as_deref());
    out += "field ";
    out += &match &line.name {
        FieldName::Rest(_) => "*".to_owned(),
        FieldName::Named(name) => ident(name),
    };
    if let Some(ty) = &line.ty {
        out += &format!(": {}", type_name(ty));
    }
    if let Some(of) = &line.value {
        out += &format!(" = {}", value(of));
    }
    if let Some(policy) = &line.null {
        out += &format!(" null {}", null(policy));
    }
    if let Some(members) = &line.members {
        out += &self::members(members);
    }
    out
}

fn members(members: &Members) -> String {
    let kind = match members.kind {
        MembersKind::Map => "",
        MembersKind::List => " list",
        MembersKind::Set => " set",
    };
    let lines: String = members
        .lines
        .iter()
        .map(|line| match line {
            MemberLine::Field(line) => field(line) + "\n",
            MemberLine::Item(of, _) => format!("item {}\n", value(of)),
            MemberLine::Pivot(line) => pivot(line) + "\n",
        })
        .collect();
    format!("{kind} {{\n{lines}}}")
}

fn pivot(line: &PivotLine) -> String {
    format!("{}pivot {} = {}", doc(line.doc.as_deref()), template(&line.name), value(&line.value))
}

fn null(policy: &NullPolicy) -> String {
    match policy {
        NullPolicy::Omit(_) => "omit".to_owned(),
        NullPolicy::Keep(_) => "keep".to_owned(),
        NullPolicy::Reject(_) => "reject".to_owned(),
        NullPolicy::As(constant) => format!("as {}", literal(constant)),
    }
}

fn rename(line: &RenameLine) -> String {
    let scope = match line.scope {
        RenameScope::Schema => "schema",
        RenameScope::Table => "table",
        RenameScope::Field => "field",
        RenameScope::Tablespace => "tablespace",
        RenameScope::IndexTablespace => "index tablespace",
    };
    let selector = line.selector.as_ref().map_or(String::new(), |selector| format!(" {}", path_pattern(selector)));
    let change = match &line.change {
        NameChange::To(name) => format!("to {}", ident(name)),
        NameChange::Lowercase => "lowercase".to_owned(),
        NameChange::Uppercase => "uppercase".to_owned(),
        NameChange::AddPrefix(by) => format!("add prefix {}", text(by)),
        NameChange::AddSuffix(by) => format!("add suffix {}", text(by)),
        NameChange::RemovePrefix(by) => format!("remove prefix {}", text(by)),
        NameChange::RemoveSuffix(by) => format!("remove suffix {}", text(by)),
        NameChange::ReplacePrefix(old, new) => format!("replace prefix {} with {}", text(old), text(new)),
        NameChange::ReplaceSuffix(old, new) => format!("replace suffix {} with {}", text(old), text(new)),
        NameChange::Replace(old, new) => format!("replace {} with {}", text(old), text(new)),
    };
    format!("rename {scope}{selector} {change}")
}

fn cast(line: &CastLine) -> String {
    let what = match &line.what {
        CastWhat::Columns(columns) => path_pattern(columns),
        CastWhat::Every(ty) => format!("every {}", type_name(ty)),
    };
    format!("cast {what} to {}", type_name(&line.to))
}

fn claim(of: &Claim) -> String {
    match of {
        Claim::Condition(of) => condition(of),
        Claim::Unique(columns) => format!("unique {}", list(columns, path)),
        Claim::Immutable(columns) => format!("immutable {}", list(columns, path)),
        Claim::AtMost(count) => format!("at most {count} rows per item"),
    }
}

fn before_image(line: &BeforeImageLine) -> String {
    let of = line.of.as_ref().map_or(String::new(), |of| format!(" of {}", path_pattern(of)));
    let prefix = line.prefix.as_ref().map_or(String::new(), |by| format!(" prefix {}", text(by)));
    let suffix = line.suffix.as_ref().map_or(String::new(), |by| format!(" suffix {}", text(by)));
    format!("before image {}{of}{prefix}{suffix}", policy::image(line.which))
}

/// `allow CODE because "…" until "…"`
pub fn level(line: &LevelLine) -> String {
    let verb = match line.verb {
        LevelVerb::Deny => "deny",
        LevelVerb::Warn => "warn",
        LevelVerb::Allow => "allow",
    };
    let because = line.because.as_ref().map_or(String::new(), |why| format!(" because {}", text(why)));
    let until = line.until.as_ref().map_or(String::new(), |day| format!(" until {}", text(day)));
    format!("{verb} {}{because}{until}", line.code.value)
}

/// A block of settings.
pub fn stage_block(block: &StageBlock) -> String {
    let of = block.resource.as_ref().map_or(String::new(), |of| format!(" {}", resource(of)));
    format!("{}{of} {{\n{}}}", ident(&block.stage), settings(&block.settings))
}

fn settings(list: &[Setting]) -> String {
    list.iter().map(|setting| self::setting(setting) + "\n").collect()
}

fn setting(setting: &Setting) -> String {
    let values: Vec<String> = setting
        .values
        .iter()
        .map(|value| match value {
            SettingValue::Word(word) => match word.parts.as_slice() {
                // No condition, in which they would be something else.
                [flag] if matches!(&*flag.text, "true" | "false") => flag.text.to_string(),
                _ => path(word),
            },
            SettingValue::Text(text) => template(text),
            SettingValue::Number(number, _) => number.to_string(),
        })
        .collect();
    // A key of a setting is no name that could be mistaken.
    let mut out = names::setting_key(&setting.key.text);
    if !values.is_empty() {
        out += &format!(" {}", values.join(", "));
    }
    if let Some(block) = &setting.block {
        out += &format!(" {{\n{}}}", settings(block));
    }
    out
}
