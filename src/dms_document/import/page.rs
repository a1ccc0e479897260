//! The text: schemas, what all maps share, the maps, and what no line says.

use std::collections::BTreeSet;

use super::build::{self, path, setting, text_value, word, word_value};
use super::model::{Choices, Imported};
use super::objects::{DEFAULT_TOPIC, own_name};
use super::task::{ALONE, Planned, Target, Task};
use crate::dms_document::describe::describe;
use crate::dms_document::model::Rule;
use crate::syntax::tree::{
    Condition, ExcludeLine, FieldLine, FieldName, Ident, Item, Line, Map, Path, PathPattern, Pattern, Piece, Resource,
    Setting, SettingValue, StageBlock, StageClause, UncheckedLine,
};
use crate::syntax::write::{BodyLine, Node, Page, is_writable};
use crate::text::Span;

/// The page of a task.
pub fn page(mut task: Task<'_>, choices: &Choices) -> Imported {
    task.maps.retain(|map| !map.sources.is_empty());
    let mut partial: Vec<String> =
        choices.refused.iter().map(|why| format!("DMS refuses the document: {why}")).collect();
    let idle = |rule: &&Rule| format!("rule {} is without effect: {}", rule.shown_id(), sentence(rule));
    let left =
        task.partial.iter().map(|(rule, why)| format!("rule {}, which {}: {why}", rule.shown_id(), sentence(rule)));
    partial.extend(left);
    if task.selects_nothing {
        let stand_in = if task.maps.is_empty() { "" } else { ": the tables that rules name stand in its place" };
        partial.push(format!("nothing is selected{stand_in}"));
    }
    let mut page = Page::default();
    for why in &partial {
        page.nodes.push(Node::Comment(format!("partial: {why}")));
    }
    page.nodes.extend(task.idle.iter().map(|rule| Node::Comment(idle(rule))));
    page.nodes.extend(choices.tables.iter().map(|line| Node::Comment(line.clone())));
    if !page.nodes.is_empty() {
        page.nodes.push(Node::Space);
    }
    let Some(span) = task.maps.first().map(|map| map.span) else { return Imported { page, partial } };
    schemas(&task, choices, &mut page);
    page.nodes.extend(shared(&task, choices, span));
    let mut names = BTreeSet::new();
    let target = task.target;
    for map in task.maps {
        page.nodes.push(Node::Space);
        page.nodes.push(self::map(map, target, &mut names));
    }
    Imported { page, partial }
}

fn sentence(rule: &Rule) -> String {
    describe(rule).into_iter().next().unwrap_or_default()
}

/// A line for each schema, with the kind of database.
fn schemas(task: &Task<'_>, choices: &Choices, page: &mut Page) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let guess = guess(task);
    for map in &task.maps {
        for ([name, _], source) in map.tables.iter().zip(&map.sources) {
            let [schemas, _] = source.pattern.parts.as_slice() else { continue };
            if !seen.insert(*name) {
                continue;
            }
            let span = source.pattern.span;
            let dialect = word(choices.dialect.as_deref().unwrap_or(guess), span);
            let is_first = seen.len() == 1;
            let beside = guesses(choices, task).filter(|_| is_first);
            let line = UncheckedLine { schemas: schemas.clone(), dialect, span };
            page.nodes.push(Node::Item(Item::Unchecked(line), beside));
        }
    }
}

/// What the text says and the document does not.
fn guesses(choices: &Choices, task: &Task<'_>) -> Option<String> {
    let target = match task.target {
        Target::Database => Some("the target"),
        Target::Files => Some("the bucket"),
        Target::Messages => Some("the stream"),
        Target::Topics => task.maps.iter().any(|map| map.target.is_none()).then_some("the topic of other tables"),
        Target::Items => None,
    };
    match (choices.dialect.is_none(), target) {
        (true, Some(target)) => Some(format!("a guess, as is {target}: the document names neither")),
        (true, None) => Some("a guess: the document names no kind of database".to_owned()),
        (false, Some(target)) => Some(format!("{target} is a guess: the document does not name it")),
        (false, None) => None,
    }
}

/// The kind of database whose habits the names have.
fn guess(task: &Task<'_>) -> &'static str {
    let schemas = || task.maps.iter().flat_map(|map| map.tables.iter().map(|[schema, _]| *schema));
    if schemas().any(|schema| schema == "dbo") {
        return "mssql";
    }
    if schemas().any(|schema| schema == "public") {
        return "postgres";
    }
    let names = || task.maps.iter().flat_map(|map| map.tables.iter().flatten());
    let has = |test: fn(char) -> bool| names().any(|name| name.chars().any(test));
    if has(char::is_uppercase) && !has(char::is_lowercase) { "oracle" } else { "mysql" }
}

/// The settings of all maps: one task, and what views need.
fn shared(task: &Task<'_>, choices: &Choices, span: Span) -> Vec<Node> {
    let mut settings = Vec::new();
    if task.maps.len() > 1 {
        settings.push(setting("task", vec![text_value(&choices.name, span)], None, span));
    }
    if let (true, Ok(value)) = (task.has_views, word_value("full-load", span)) {
        settings.push(setting("migration-type", vec![value], None, span));
    }
    if settings.is_empty() {
        return Vec::new();
    }
    let block = StageBlock { stage: word("dms", span), resource: None, settings, span };
    let beside = task.has_views.then(|| "a task that moves changes leaves views out".to_owned());
    vec![Node::Space, Node::Item(Item::Settings(block), beside)]
}

fn map(mut map: Planned<'_>, target: Target, names: &mut BTreeSet<String>) -> Node {
    let span = map.span;
    let name = name(&map, names, span);
    let mut body: Vec<BodyLine> =
        map.remarks.iter().filter(|remark| *remark != ALONE).map(|remark| BodyLine::Comment(remark.clone())).collect();
    let rest =
        FieldLine { name: FieldName::Rest(span), ty: None, value: None, null: None, members: None, doc: None, span };
    let is_document = |line: &Line| matches!(line, Line::Field(FieldLine { name: FieldName::Named(name), members: Some(_), .. }) if &*name.text == "_doc");
    if !map.names_columns && !map.fields.iter().any(is_document) {
        map.fields.push(Line::Field(rest));
    }
    let alone = map.tables.len() == 1;
    body.extend(map.fields.into_iter().map(|line| BodyLine::Line(Box::new(line), None)));
    let mut exclude: Option<ExcludeLine> = None;
    for mut line in map.lines {
        if let Line::Exclude(line) = line {
            // Columns that are left out stand on one line.
            match &mut exclude {
                Some(exclude) if exclude.columns.len() < 8 => exclude.columns.extend(line.columns),
                Some(_) | None => {
                    body.extend(exclude.take().map(|line| BodyLine::Line(Box::new(Line::Exclude(line)), None)));
                    exclude = Some(line);
                }
            }
            continue;
        }
        // A filter of the only table of a map names its column alone.
        if let (Line::Where(line), true) = (&mut line, alone) {
            shorten(&mut line.condition);
        }
        body.push(BodyLine::Line(Box::new(line), None));
    }
    body.extend(exclude.map(|line| BodyLine::Line(Box::new(Line::Exclude(line)), None)));
    let mut dms = map.dms;
    if let (true, Ok(value)) = (map.explicit, word_value("explicit", span)) {
        dms.insert(0, setting("selection", vec![value], None, span));
    }
    dms.extend(map.of_tables.into_iter().filter_map(|(tables, settings)| table(tables, settings, span)));
    let clause = map.target.unwrap_or_else(|| default_target(target, span));
    blocks(&clause.stage, dms, map.of_target, span, &mut body);
    let stages = vec![StageClause { stage: word("dms", span), resource: None, span }, clause];
    let map = Map {
        name,
        doc: None,
        sources: map.sources,
        except: map.except,
        stages,
        body: Vec::new(),
        broken: false,
        header: span,
        span,
    };
    Node::Map(Box::new(map), body)
}

fn blocks(target: &Ident, dms: Vec<Setting>, of_target: Vec<Setting>, span: Span, body: &mut Vec<BodyLine>) {
    for (stage, settings) in [(word("dms", span), dms), (target.clone(), of_target)] {
        if !settings.is_empty() {
            let block = StageBlock { stage, resource: None, settings, span };
            body.push(BodyLine::Space);
            body.push(BodyLine::Line(Box::new(Line::Settings(block)), None));
        }
    }
}

/// `table HR.EMP { … }`
fn table(tables: [&str; 2], settings: Vec<Setting>, span: Span) -> Option<Setting> {
    let name = SettingValue::Word(path(&tables, span).ok()?);
    Some(setting("table", vec![name], Some(settings), span))
}

fn shorten(condition: &mut Condition) {
    match condition {
        Condition::And(list) | Condition::Or(list) => list.iter_mut().for_each(shorten),
        Condition::Not(inner) => shorten(inner),
        Condition::Test { column, .. } => {
            let last = column.parts.len().saturating_sub(1);
            column.parts.drain(..last);
        }
    }
}

/// The stage after `dms`, where no rule names it.
fn default_target(target: Target, span: Span) -> StageClause {
    let clause = |stage, resource| StageClause { stage: word(stage, span), resource: Some(resource), span };
    let named = |name| Resource::Path(Path { parts: vec![word(name, span)], span });
    match target {
        Target::Database => clause("database", named("target")),
        Target::Files => clause("s3", Resource::Text(build::plain_template("s3://bucket/", span))),
        Target::Items => clause("dynamodb", Resource::Text(own_name(span))),
        Target::Messages => clause("kinesis", named("stream")),
        Target::Topics => clause("kafka", named(DEFAULT_TOPIC)),
    }
}

/// A name that no other map has: that of the table, or of the schema.
fn name(map: &Planned<'_>, names: &mut BTreeSet<String>, span: Span) -> Ident {
    let literal = |part: &Pattern| match part.pieces.as_slice() {
        [Piece::Literal(name)] => Some(name.to_string()),
        _ => None,
    };
    let of = |source: &PathPattern| -> Option<String> {
        let [schema, table] = source.parts.as_slice() else { return None };
        if map.sources.len() == 1 { literal(table).or_else(|| literal(schema)) } else { literal(schema) }
    };
    let first = map.sources.first().and_then(|source| of(&source.pattern));
    let base: String = first
        .unwrap_or_else(|| "tables".to_owned())
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let starts_well = base.starts_with(char::is_alphabetic);
    let base = if starts_well && is_writable(&base) { base } else { format!("map_{base}") };
    let mut name = base.clone();
    let mut count = 1;
    while !names.insert(name.clone()) {
        count += 1;
        name = format!("{base}_{count}");
    }
    word(&name, span)
}
