//! The lines at the top of a text, the heads of blocks, levels and settings.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, Unexpected, read};
use super::values::{constant, ident, only, path, path_pattern, pattern, template, text};
use crate::diag::Diagnostics;
use crate::syntax::errors;
use crate::syntax::tree::{
    Example, Fragment, Ident, LanguageLine, LevelLine, LevelVerb, Map, ParamLine, Resource, SchemaLine, Setting,
    SettingValue, SourceClause, SourceKind, StageClause, Template, TemplatePart, TextLit, UncheckedLine, UseLine,
};
use crate::text::{Name, Span};

/// `language 1`
pub fn language_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<LanguageLine, Unexpected> {
    let line = read(Rule::language_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let edition = line.into_inner().find(|part| part.as_rule() == Rule::number).expect("the line has a number");
    Ok(LanguageLine { edition: edition.as_str().into(), span })
}

/// `schema NAME from DIALECT "FILE"`
pub fn schema_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<SchemaLine, Unexpected> {
    let line = read(Rule::schema_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let mut names = Vec::new();
    let mut file = None;
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::name => names.push(ident(&part, cx)),
            Rule::plain_text | Rule::wrong_text => file = Some(text(part, cx)),
            _ => {}
        }
    }
    let dialect = names.pop().expect("a schema has a dialect");
    let name = names.pop().expect("a schema has a name");
    Ok(SchemaLine { name, dialect, file: file.expect("a schema has a file"), span })
}

/// `schema PATTERN unchecked DIALECT`
pub fn unchecked_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<UncheckedLine, Unexpected> {
    let line = read(Rule::unchecked_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut schemas, mut dialect) = (None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::pattern => schemas = Some(pattern(part, cx)),
            Rule::name => dialect = Some(ident(&part, cx)),
            _ => {}
        }
    }
    let (schemas, dialect) = (schemas.expect("the line has a pattern"), dialect.expect("the line has a dialect"));
    Ok(UncheckedLine { schemas, dialect, span })
}

/// `param NAME [= "default"]`
pub fn param_line(slice: Slice<'_>, doc: Option<Name>, diags: &mut Diagnostics) -> Result<ParamLine, Unexpected> {
    let line = read(Rule::param_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut name, mut default) = (None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(ident(&part, cx)),
            Rule::constant => default = Some(constant(part, cx)),
            _ => {}
        }
    }
    Ok(ParamLine { name: name.expect("a parameter has a name"), default, doc, span })
}

/// `map NAME from … -> …`, with an empty body.
pub fn map_line(slice: Slice<'_>, doc: Option<Name>, diags: &mut Diagnostics) -> Result<Map, Unexpected> {
    let line = read(Rule::map_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let mut name = None;
    let (mut sources, mut except, mut stages) = (Vec::new(), Vec::new(), Vec::new());
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(ident(&part, cx)),
            Rule::source_clause => sources.push(source_clause(part, cx)),
            Rule::wrong_source => {
                cx.diags.push(errors::missing_from(cx.span(&part), part.as_str()));
                sources.push(SourceClause { kind: SourceKind::Table, pattern: path_pattern(only(part), cx) });
            }
            Rule::except_clause => {
                let pattern = part.into_inner().last().expect("the clause has a pattern");
                except.push(path_pattern(pattern, cx));
            }
            Rule::stage_clause => stages.push(stage_clause(part, cx)),
            _ => {}
        }
    }
    let name = name.expect("a map has a name");
    Ok(Map { name, doc, sources, except, stages, body: Vec::new(), broken: false, header: span, span })
}

/// `fragment NAME`, with an empty body.
pub fn fragment_line(slice: Slice<'_>, doc: Option<Name>, diags: &mut Diagnostics) -> Result<Fragment, Unexpected> {
    let line = read(Rule::fragment_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    Ok(Fragment { name: name_in(line, cx), doc, body: Vec::new(), broken: false, header: span, span })
}

/// `use FRAGMENT`
pub fn use_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<UseLine, Unexpected> {
    let line = read(Rule::use_line, slice)?;
    let cx = &Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    Ok(UseLine { fragment: name_in(line, cx), span })
}

/// The name of a line that is a word and a name.
fn name_in(line: Pair<'_, Rule>, cx: &Context<'_>) -> Ident {
    let name = line.into_inner().find(|part| part.as_rule() == Rule::name).expect("the line has a name");
    ident(&name, cx)
}

fn source_clause(pair: Pair<'_, Rule>, cx: &Context<'_>) -> SourceClause {
    let mut kind = SourceKind::Table;
    let mut pattern = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::source_kind => {
                let any = only(part).as_rule() == Rule::kw_any;
                kind = if any { SourceKind::Any } else { SourceKind::View };
            }
            Rule::path_pattern => pattern = Some(path_pattern(part, cx)),
            _ => {}
        }
    }
    SourceClause { kind, pattern: pattern.expect("a source has a pattern") }
}

fn stage_clause(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> StageClause {
    let head = stage_head(pair, cx);
    StageClause { span: head.span(), stage: head.stage, resource: head.resource }
}

/// A stage's word, and what it works on.
pub struct StageHead {
    /// The word.
    pub stage: Ident,
    /// The rest.
    pub resource: Option<Resource>,
    end: Span,
}

impl StageHead {
    /// All of it.
    pub fn span(&self) -> Span {
        self.stage.span.to(self.end)
    }
}

fn stage_head(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> StageHead {
    let (mut stage, mut works_on) = (None, None);
    let mut end = cx.span(&pair).before();
    for part in pair.into_inner() {
        let span = cx.span(&part);
        match part.as_rule() {
            Rule::name => stage = Some(ident(&part, cx)),
            Rule::resource => works_on = Some(resource(only(part), cx)),
            _ => continue,
        }
        end = span;
    }
    StageHead { stage: stage.expect("a stage has a word"), resource: works_on, end }
}

fn resource(part: Pair<'_, Rule>, cx: &mut Context<'_>) -> Resource {
    match part.as_rule() {
        Rule::path => Resource::Path(path(part, cx)),
        Rule::wrong_address => Resource::Text(address(&part, cx)),
        _ => Resource::Text(template(part, cx)),
    }
}

/// An address without its quotes.
fn address(part: &Pair<'_, Rule>, cx: &mut Context<'_>) -> Template {
    let span = cx.span(part);
    cx.diags.push(errors::bare_address(span, part.as_str()));
    Template { parts: vec![TemplatePart::Literal(part.as_str().into())], span }
}

/// `STAGE [RESOURCE]`, the head of a block.
pub fn stage_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<StageHead, Unexpected> {
    let line = read(Rule::stage_line, slice)?;
    Ok(stage_head(line, &mut Context { id: slice.id, base: slice.base, diags }))
}

/// `KEY VALUE, …`, without its block.
pub fn setting_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Setting, Unexpected> {
    let line = read(Rule::setting_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let mut key = None;
    let mut values = Vec::new();
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::name => key = Some(ident(&part, cx)),
            Rule::setting_value => values.push(setting_value(only(part), cx)),
            _ => {}
        }
    }
    Ok(Setting { key: key.expect("a setting has a key"), values, block: None, span })
}

fn setting_value(part: Pair<'_, Rule>, cx: &mut Context<'_>) -> SettingValue {
    match part.as_rule() {
        Rule::path => SettingValue::Word(path(part, cx)),
        Rule::number => SettingValue::Number(part.as_str().into(), cx.span(&part)),
        Rule::wrong_address => SettingValue::Text(address(&part, cx)),
        _ => SettingValue::Text(template(part, cx)),
    }
}

/// `allow …`, `deny …`, `warn …`
pub fn level_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<LevelLine, Unexpected> {
    let line = read(Rule::level_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut verb, mut code, mut because, mut until) = (LevelVerb::Allow, None, None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::kw_deny => verb = LevelVerb::Deny,
            Rule::kw_warn => verb = LevelVerb::Warn,
            Rule::code => code = Some(TextLit { value: part.as_str().into(), span: cx.span(&part) }),
            Rule::because => because = part.into_inner().last().map(|part| text(part, cx)),
            Rule::until => until = part.into_inner().last().map(|part| text(part, cx)),
            _ => {}
        }
    }
    let says = |text: &Option<TextLit>| text.as_ref().is_some_and(|text| !text.value.trim().is_empty());
    if verb == LevelVerb::Allow && !(says(&because) && says(&until)) {
        cx.diags.push(errors::waiver_without_reason(span, says(&because), says(&until)));
    }
    Ok(LevelLine { verb, code: code.expect("the line has a code"), because, until, span })
}

/// `example MAP "title"`, without its lines.
pub fn example_line(slice: Slice<'_>, doc: Option<Name>, diags: &mut Diagnostics) -> Result<Example, Unexpected> {
    let line = read(Rule::example_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let (mut map, mut title) = (None, None);
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::name => map = Some(ident(&part, cx)),
            Rule::plain_text | Rule::wrong_text => title = Some(text(part, cx)),
            _ => {}
        }
    }
    let (map, title) = (map.expect("an example has a map"), title.expect("an example has a title"));
    Ok(Example { map, title, doc, steps: Vec::new(), outcome: None, header: span, span })
}
