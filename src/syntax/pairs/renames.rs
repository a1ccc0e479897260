//! `rename` lines.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, Unexpected, read};
use super::values::{ident, only, path_pattern, text};
use crate::diag::Diagnostics;
use crate::syntax::tree::{NameChange, RenameLine, RenameScope, TextLit};

/// `rename …`
pub fn rename_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<RenameLine, Unexpected> {
    let line = read(Rule::rename_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut scope, mut selector, mut becomes) = (RenameScope::Field, None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::scope => scope = rename_scope(&only(part)),
            Rule::path_pattern => selector = Some(path_pattern(part, cx)),
            Rule::change => becomes = Some(change(only(part), cx)),
            _ => {}
        }
    }
    Ok(RenameLine { scope, selector, change: becomes.expect("a rename has a change"), span })
}

fn rename_scope(word: &Pair<'_, Rule>) -> RenameScope {
    match word.as_rule() {
        Rule::kw_schema => RenameScope::Schema,
        Rule::kw_table => RenameScope::Table,
        Rule::kw_tablespace => RenameScope::Tablespace,
        Rule::index_scope => RenameScope::IndexTablespace,
        _ => RenameScope::Field,
    }
}

fn change(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> NameChange {
    let rule = pair.as_rule();
    let mut suffix = false;
    let mut name = None;
    let mut texts: Vec<TextLit> = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::affix => suffix = only(part).as_rule() == Rule::kw_suffix,
            Rule::name => name = Some(ident(&part, cx)),
            Rule::plain_text | Rule::wrong_text => texts.push(text(part, cx)),
            _ => {}
        }
    }
    let mut texts = texts.into_iter();
    let mut next = || texts.next().expect("the change has its texts");
    match rule {
        Rule::to_name => NameChange::To(name.expect("the change has a name")),
        Rule::kw_lowercase => NameChange::Lowercase,
        Rule::kw_uppercase => NameChange::Uppercase,
        Rule::add_affix if suffix => NameChange::AddSuffix(next()),
        Rule::add_affix => NameChange::AddPrefix(next()),
        Rule::remove_affix if suffix => NameChange::RemoveSuffix(next()),
        Rule::remove_affix => NameChange::RemovePrefix(next()),
        Rule::replace_affix if suffix => NameChange::ReplaceSuffix(next(), next()),
        Rule::replace_affix => NameChange::ReplacePrefix(next(), next()),
        _ => NameChange::Replace(next(), next()),
    }
}
