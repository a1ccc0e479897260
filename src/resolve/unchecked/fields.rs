//! `field` and key lines of a map over unchecked schemas.

use crate::diag::Diagnostics;
use crate::mapping::{self, Content, KeyRole};
use crate::resolve::errors;
use crate::resolve::unknown::Unknown;
use crate::resolve::values;
use crate::syntax::tree::{FieldLine, FieldName, Line, Map, MemberLine, Members, MembersKind, TypeName};
use crate::text::{Name, Span};
use crate::unchecked::Field;
use crate::value::Value;

/// Where `field *` stands, and all other fields in the order of their lines.
pub(super) fn fields(map: &Map, unknown: &Unknown, diags: &mut Diagnostics) -> (Option<Span>, Vec<Field>) {
    let mut rest = None;
    let mut fields = Vec::new();
    for line in &map.body {
        match line {
            Line::Key(line) => {
                let content = match &line.value {
                    Some(value) => values::value(value, unknown, diags).map(Content::Value),
                    None => None,
                };
                fields.push(plain(Some(line.role), &line.name.text, content, line.span));
            }
            Line::Field(line) => match &line.name {
                FieldName::Rest(span) => rest = Some(*span),
                FieldName::Named(name) => fields.extend(field(line, &name.text, unknown, diags)),
            },
            Line::PrimaryKey(_)
            | Line::PartitionBy(_)
            | Line::Pivot(_)
            | Line::Exclude(_)
            | Line::Rename(_)
            | Line::Cast(_)
            | Line::Mask(_)
            | Line::Where(_)
            | Line::Null(_)
            | Line::Assume(_)
            | Line::On(_)
            | Line::Version(_)
            | Line::BeforeImage(_)
            | Line::Use(_)
            | Line::Settings(_)
            | Line::Level(_) => {}
        }
    }
    if rest.is_none() && fields.is_empty() {
        diags.push(errors::no_unchecked_fields(map));
    }
    (rest, fields)
}

fn plain(role: Option<KeyRole>, name: &Name, content: Option<Content>, span: Span) -> Field {
    Field { role, name: name.clone(), ty: None, content, is_document: false, member_types: Vec::new(), span }
}

fn field(line: &FieldLine, name: &Name, unknown: &Unknown, diags: &mut Diagnostics) -> Option<Field> {
    if line.null.is_some() {
        diags.push(errors::needs_schema(line.span, "a `null` clause"));
    }
    let mut field = Field { ty: line.ty.clone(), ..plain(None, name, None, line.span) };
    if let Some(members) = &line.members {
        let is_rest = |line: &MemberLine| matches!(line, MemberLine::Field(FieldLine { name: FieldName::Rest(_), .. }));
        if let ([only], MembersKind::Map) = (members.lines.as_slice(), members.kind)
            && is_rest(only)
        {
            field.is_document = true;
            return Some(field);
        }
        field.content = Some(block(members, &mut Vec::new(), &mut field.member_types, unknown, diags)?);
    } else if let Some(value) = &line.value {
        field.content = Some(Content::Value(values::value(value, unknown, diags)?));
    }
    Some(field)
}

/// The content of a block. (The reader of mappings bounds the nesting.)
fn block(
    members: &Members,
    path: &mut Vec<Name>,
    types: &mut Vec<(Vec<Name>, TypeName)>,
    unknown: &Unknown,
    diags: &mut Diagnostics,
) -> Option<Content> {
    let mut fields: Vec<mapping::Field> = Vec::new();
    let mut elements: Vec<Value> = Vec::new();
    for line in &members.lines {
        match (line, members.kind) {
            (MemberLine::Field(line), MembersKind::Map) => {
                let FieldName::Named(name) = &line.name else {
                    diags.push(errors::needs_schema(line.span, "`field *` beside other fields of a block"));
                    return None;
                };
                path.push(name.text.clone());
                types.extend(line.ty.iter().map(|ty| (path.clone(), ty.clone())));
                let content = match (&line.members, &line.value) {
                    (Some(inner), _) => block(inner, path, types, unknown, diags)?,
                    (None, Some(value)) => Content::Value(values::value(value, unknown, diags)?),
                    (None, None) => Content::Value(Value::Column(unknown.place(&name.text))),
                };
                path.pop();
                if fields.iter().any(|earlier| earlier.name == name.text) {
                    diags.push(errors::unchecked_member(name));
                }
                fields.push(mapping::Field {
                    name: name.text.clone(),
                    spelled: true,
                    role: None,
                    content,
                    ty: None,
                    null: None,
                    mask: None,
                    doc: None,
                    span: line.span,
                });
            }
            (MemberLine::Item(value, _), MembersKind::List | MembersKind::Set) => {
                elements.push(values::value(value, unknown, diags)?);
            }
            (MemberLine::Pivot(line), _) => {
                diags.push(errors::needs_schema(line.span, "a pivot"));
                return None;
            }
            (MemberLine::Item(_, span), MembersKind::Map) => {
                diags.push(errors::wrong_member(*span, members.kind));
                return None;
            }
            (MemberLine::Field(line), MembersKind::List | MembersKind::Set) => {
                diags.push(errors::wrong_member(line.span, members.kind));
                return None;
            }
        }
    }
    Some(match members.kind {
        MembersKind::Map => Content::Map(fields),
        MembersKind::List => Content::List(elements),
        MembersKind::Set => Content::Set(elements),
    })
}
