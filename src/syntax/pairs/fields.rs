//! The lines that shape a record: keys, fields, members, what is left out, NULL.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, Unexpected, read};
use super::types::type_name;
use super::values::{constant, ident, only, path, path_pattern, template, value};
use crate::diag::Diagnostics;
use crate::syntax::errors;
use crate::syntax::tree::{
    ExcludeLine, FieldLine, FieldName, KeyLine, KeyRole, MembersKind, NullLine, NullPolicy, PartitionByLine, Path,
    PivotLine, PrimaryKeyLine, Value,
};
use crate::text::{Name, Span};

/// `partition key …`, `sort key …`
pub fn key_line(slice: Slice<'_>, doc: Option<Name>, diags: &mut Diagnostics) -> Result<KeyLine, Unexpected> {
    let line = read(Rule::key_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut role, mut name, mut given) = (KeyRole::Partition, None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::kw_sort => role = KeyRole::Sort,
            Rule::name => name = Some(ident(&part, cx)),
            Rule::value => given = Some(value(part, cx)),
            _ => {}
        }
    }
    Ok(KeyLine { role, name: name.expect("a key line has a name"), value: given, doc, span })
}

/// `primary key …`
pub fn primary_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<PrimaryKeyLine, Unexpected> {
    let (columns, span) = paths(Rule::primary_line, slice, diags)?;
    Ok(PrimaryKeyLine { columns, span })
}

/// `partition by …`
pub fn folders_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<PartitionByLine, Unexpected> {
    let (columns, span) = paths(Rule::folders_line, slice, diags)?;
    Ok(PartitionByLine { columns, span })
}

/// A line that is words and columns, and where it stands.
fn paths(rule: Rule, slice: Slice<'_>, diags: &mut Diagnostics) -> Result<(Vec<Path>, Span), Unexpected> {
    let line = read(rule, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let columns = line.into_inner().filter(|part| part.as_rule() == Rule::path);
    Ok((columns.map(|part| path(part, cx)).collect(), span))
}

/// `field …` without its block, and the kind that its last word gives to the block.
pub fn field_line(
    slice: Slice<'_>,
    doc: Option<Name>,
    diags: &mut Diagnostics,
) -> Result<(FieldLine, Option<MembersKind>), Unexpected> {
    let line = read(Rule::field_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let mut field =
        FieldLine { name: FieldName::Rest(span), ty: None, value: None, null: None, members: None, doc, span };
    let mut kind = None;
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::field_name => field.name = field_name(only(part), cx),
            Rule::type_name => field.ty = type_name(part, cx),
            Rule::value => field.value = Some(value(part, cx)),
            Rule::field_clause => field_clause(part, &mut field, cx),
            Rule::block_kind if only(part.clone()).as_rule() == Rule::kw_list => kind = Some(MembersKind::List),
            Rule::block_kind => kind = Some(MembersKind::Set),
            _ => {}
        }
    }
    Ok((field, kind))
}

fn field_name(part: Pair<'_, Rule>, cx: &Context<'_>) -> FieldName {
    match part.as_rule() {
        Rule::rest => FieldName::Rest(cx.span(&part)),
        _ => FieldName::Named(ident(&part, cx)),
    }
}

fn field_clause(pair: Pair<'_, Rule>, field: &mut FieldLine, cx: &mut Context<'_>) {
    let span = cx.span(&pair);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::null_policy if field.null.is_some() => cx.diags.push(errors::two_clauses(span)),
            Rule::null_policy => field.null = Some(null_policy(part, cx)),
            Rule::renamed => cx.diags.push(errors::not_yet(span, "renamed from")),
            _ => {}
        }
    }
}

/// `null_policy`
fn null_policy(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> NullPolicy {
    let span = cx.span(&pair);
    let mut policy = NullPolicy::Omit(span);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_keep => policy = NullPolicy::Keep(span),
            Rule::kw_reject => policy = NullPolicy::Reject(span),
            Rule::constant => policy = NullPolicy::As(constant(part, cx)),
            _ => {}
        }
    }
    policy
}

/// `item VALUE`
pub fn item_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<(Value, Span), Unexpected> {
    let line = read(Rule::item_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let part = line.into_inner().find(|part| part.as_rule() == Rule::value).expect("an item has a value");
    Ok((value(part, cx), span))
}

/// `pivot …`
pub fn pivot_line(slice: Slice<'_>, doc: Option<Name>, diags: &mut Diagnostics) -> Result<PivotLine, Unexpected> {
    let line = read(Rule::pivot_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut name, mut given) = (None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::text | Rule::wrong_text => name = Some(template(part, cx)),
            Rule::value => given = Some(value(part, cx)),
            _ => {}
        }
    }
    let (name, value) = (name.expect("a pivot has a name"), given.expect("a pivot has a value"));
    Ok(PivotLine { name, value, doc, span })
}

/// `exclude …`
pub fn exclude_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<ExcludeLine, Unexpected> {
    let line = read(Rule::exclude_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let patterns = line.into_inner().filter(|part| part.as_rule() == Rule::path_pattern);
    Ok(ExcludeLine { columns: patterns.map(|part| path_pattern(part, cx)).collect(), span })
}

/// `null …`
pub fn null_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<NullLine, Unexpected> {
    let line = read(Rule::null_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let policy = line.into_inner().find(|part| part.as_rule() == Rule::null_policy).expect("a null line has a policy");
    Ok(NullLine { policy: null_policy(policy, cx), span })
}
