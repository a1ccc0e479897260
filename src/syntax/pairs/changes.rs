//! `cast`, `mask`, `on`, `version` and `before image` lines.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, Unexpected, read};
use super::types::type_name;
use super::values::{only, path_pattern, text, value};
use crate::diag::Diagnostics;
use crate::syntax::tree::{
    BeforeImageLine, BeforeImageOf, CastLine, CastWhat, DeletePolicy, DuplicatePolicy, EmptyPolicy, KeyChangePolicy,
    Mask, MaskLine, OnLine, OnPolicy, TruncatePolicy, TypeName, UpdatePolicy, VersionLine,
};

/// `cast …`; `None` where the line was read and refused.
pub fn cast_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Option<CastLine>, Unexpected> {
    let line = read(Rule::cast_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let form = line.into_inner().find(|part| matches!(part.as_rule(), Rule::cast_every | Rule::cast_columns));
    let mut columns = None;
    let mut types: Vec<Option<TypeName>> = Vec::new();
    for part in form.expect("the line says what becomes what").into_inner() {
        match part.as_rule() {
            Rule::path_pattern => columns = Some(path_pattern(part, cx)),
            Rule::type_name => types.push(type_name(part, cx)),
            _ => {}
        }
    }
    let to = types.pop().expect("the line ends with a type");
    let what = match columns {
        Some(columns) => Some(CastWhat::Columns(columns)),
        None => types.pop().expect("what is cast is a type").map(CastWhat::Every),
    };
    Ok(what.zip(to).map(|(what, to)| CastLine { what, to, span }))
}

/// `mask …`
pub fn mask_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<MaskLine, Unexpected> {
    let line = read(Rule::mask_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut columns, mut how) = (None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::path_pattern => columns = Some(path_pattern(part, cx)),
            Rule::mask => how = Some(mask(part, cx)),
            _ => {}
        }
    }
    Ok(MaskLine { columns: columns.expect("the line has columns"), how: how.expect("the line has a mask"), span })
}

fn mask(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Mask {
    let mut how = Mask::Hash;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_random => how = Mask::RandomDigits,
            Rule::plain_text | Rule::wrong_text => how = Mask::Digits(text(part, cx)),
            _ => {}
        }
    }
    how
}

/// `on …`
pub fn on_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<OnLine, Unexpected> {
    let line = read(Rule::on_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let event = line.into_inner().nth(1).expect("the line has an event");
    let on = event.as_rule();
    let last = event.into_inner().last().expect("an event has a policy").as_rule();
    let policy = match on {
        Rule::on_key_change if last == Rule::kw_refuse => OnPolicy::KeyChange(KeyChangePolicy::Refuse),
        Rule::on_key_change => OnPolicy::KeyChange(KeyChangePolicy::Replace),
        Rule::on_delete if last == Rule::kw_remove => OnPolicy::Delete(DeletePolicy::Remove),
        Rule::on_delete if last == Rule::kw_ignore => OnPolicy::Delete(DeletePolicy::Ignore),
        Rule::on_delete => OnPolicy::Delete(DeletePolicy::Append),
        Rule::on_update => OnPolicy::Update(UpdatePolicy::Append),
        Rule::on_duplicate if last == Rule::kw_reject => OnPolicy::Duplicate(DuplicatePolicy::Reject),
        Rule::on_duplicate if last == Rule::kw_last => OnPolicy::Duplicate(DuplicatePolicy::Last),
        Rule::on_duplicate => OnPolicy::Duplicate(DuplicatePolicy::Sum),
        Rule::on_empty if last == Rule::kw_delete => OnPolicy::Empty(EmptyPolicy::Delete),
        Rule::on_empty => OnPolicy::Empty(EmptyPolicy::Keep),
        _ if last == Rule::kw_refuse => OnPolicy::Truncate(TruncatePolicy::Refuse),
        _ => OnPolicy::Truncate(TruncatePolicy::Remove),
    };
    Ok(OnLine { policy, span })
}

/// `version …`
pub fn version_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<VersionLine, Unexpected> {
    let line = read(Rule::version_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let values = line.into_inner().filter(|part| part.as_rule() == Rule::value);
    Ok(VersionLine { values: values.map(|part| value(part, cx)).collect(), span })
}

/// `before image …`
pub fn before_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<BeforeImageLine, Unexpected> {
    let line = read(Rule::before_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let mut image = BeforeImageLine { which: BeforeImageOf::All, of: None, prefix: None, suffix: None, span };
    for part in line.into_inner() {
        let rule = part.as_rule();
        match rule {
            Rule::before_of => image.which = before_of(&only(part)),
            Rule::before_only => image.of = part.into_inner().last().map(|pattern| path_pattern(pattern, cx)),
            Rule::before_prefix => image.prefix = part.into_inner().last().map(|affix| text(affix, cx)),
            Rule::before_suffix => image.suffix = part.into_inner().last().map(|affix| text(affix, cx)),
            _ => {}
        }
    }
    Ok(image)
}

fn before_of(word: &Pair<'_, Rule>) -> BeforeImageOf {
    match word.as_rule() {
        Rule::kw_key => BeforeImageOf::Key,
        Rule::kw_non_lob => BeforeImageOf::NonLob,
        _ => BeforeImageOf::All,
    }
}
