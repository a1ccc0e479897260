//! `where` lines as filters, where nothing is known of the columns.
//!
//! Source: user guide, "Using source filters". A value is written as it stands: whether it is of the column's type nobody
//! knows.

use super::errors;
use crate::diag::Diagnostics;
use crate::mapping::LiteralKind;
use crate::stages::dms::names::is_right_to_left;
use crate::stages::dms::rules::clauses::{Atom, AtomTest, clauses};
use crate::stages::dms::rules::filter::{FilterCondition, SourceFilter};
use crate::text::{Name, Span};
use crate::unchecked::{Condition, Filter, Path, Pattern, Piece, SourceKind, Tables, UncheckedMap, plain};

/// The filters of a map.
#[derive(Default)]
pub(super) struct Filters {
    /// Of each `from`.
    pub of_sources: Vec<Vec<SourceFilter>>,
    /// Of tables that a pattern of `from` means.
    pub of_others: Vec<(Tables, Vec<SourceFilter>)>,
}

/// The filters that the `where` lines of a map ask for.
pub(super) fn filters(map: &UncheckedMap, diags: &mut Diagnostics) -> Filters {
    let mut filters = Filters { of_sources: vec![Vec::new(); map.sources.len()], of_others: Vec::new() };
    for line in &map.filters {
        let of_line = match of_line(line) {
            Ok(of_line) => of_line,
            Err(reason) => {
                diags.push(errors::no_rule(line.span, reason));
                continue;
            }
        };
        match table_of(line) {
            Err(reason) => diags.push(errors::no_rule(line.span, reason)),
            Ok(None) => {
                for (source, filters) in map.sources.iter().zip(&mut filters.of_sources) {
                    if source.in_full().is_none() {
                        diags.push(errors::no_rule(
                            line.span,
                            "DMS filters a table only where it is named in full: write `where TABLE.COLUMN …`, or a `from` for the table",
                        ));
                        break;
                    }
                    filters.extend(of_line.iter().cloned());
                }
            }
            Ok(Some(table)) => of_table(map, line.span, &table, &of_line, &mut filters, diags),
        }
    }
    filters
}

/// Puts the filters of one table where its selection is.
fn of_table(
    map: &UncheckedMap,
    span: Span,
    table: &Path,
    of_line: &[SourceFilter],
    filters: &mut Filters,
    diags: &mut Diagnostics,
) {
    let (schema, name) = match table.parts.as_slice() {
        [name] => (None, &name.text),
        [schema, name] => (Some(&schema.text), &name.text),
        _ => {
            diags.push(errors::no_rule(span, "a table is `SCHEMA.TABLE`, or `TABLE`"));
            return;
        }
    };
    let mut found = false;
    for (source, filters) in map.sources.iter().zip(&mut filters.of_sources) {
        if let Some((of, called)) = source.in_full()
            && called == name
            && schema.is_none_or(|schema| schema == of)
        {
            filters.extend(of_line.iter().cloned());
            found = true;
        }
    }
    if found {
        return;
    }
    let schemas: Vec<&Name> = match schema {
        Some(schema) => vec![schema],
        None => map.sources.iter().filter_map(|source| plain(&source.schema)).collect(),
    };
    let [schema, others @ ..] = schemas.as_slice() else {
        diags.push(errors::no_rule(span, "which schema's table? write `where SCHEMA.TABLE.COLUMN …`"));
        return;
    };
    if others.iter().any(|other| other != schema) {
        diags.push(errors::no_rule(span, "which schema's table? write `where SCHEMA.TABLE.COLUMN …`"));
        return;
    }
    let literal = |name: &Name| Pattern { pieces: vec![Piece::Literal(name.clone())], span };
    let (schema, table) = (literal(schema), literal(name));
    match filters
        .of_others
        .iter_mut()
        .find(|(other, _)| other.table.pieces == table.pieces && other.schema.pieces == schema.pieces)
    {
        Some((_, filters)) => filters.extend(of_line.iter().cloned()),
        None => filters.of_others.push((Tables { kind: SourceKind::Table, schema, table, span }, of_line.to_vec())),
    }
}

/// The table that a line speaks of; `None` where its columns are of all tables of the map.
fn table_of(line: &Filter) -> Result<Option<Path>, String> {
    let mut paths = Vec::new();
    collect(&line.condition, &mut paths);
    let of = |path: &Path| {
        let (_, table) = path.parts.split_last()?;
        let parts = table.to_vec();
        Some(Path { span: path.span, parts }).filter(|path| !path.parts.is_empty())
    };
    let names = |path: &Option<Path>| {
        path.as_ref().map(|path| path.parts.iter().map(|part| part.text.clone()).collect::<Vec<Name>>())
    };
    let first = paths.first().and_then(|path| of(path));
    if paths.iter().any(|path| names(&of(path)) != names(&first)) {
        return Err("a line speaks of the columns of one table, in one way".to_owned());
    }
    Ok(first)
}

fn collect<'c>(condition: &'c Condition, paths: &mut Vec<&'c Path>) {
    match condition {
        Condition::And(list) | Condition::Or(list) => list.iter().for_each(|inner| collect(inner, paths)),
        Condition::Not(inner) => collect(inner, paths),
        Condition::Test { column, .. } => paths.push(column),
    }
}

/// The filters of one line.
fn of_line(line: &Filter) -> Result<Vec<SourceFilter>, String> {
    let mut paths = Vec::new();
    collect(&line.condition, &mut paths);
    let mut names: Vec<Name> = paths.iter().filter_map(|path| Some(path.parts.last()?.text.clone())).collect();
    names.sort();
    names.dedup();
    let place = |name: &str| names.binary_search_by(|other| (**other).cmp(name)).ok();
    let clauses = clauses(&line.condition, &place).map_err(|_| {
        "taken apart into tests of one column each, the condition becomes too long for a filter".to_owned()
    })?;
    clauses.iter().map(|clause| of_clause(clause, &names)).collect()
}

fn of_clause(clause: &[Atom<'_>], names: &[Name]) -> Result<SourceFilter, String> {
    let [first, others @ ..] = clause else { return Err("the condition holds for no row".to_owned()) };
    let name = &names[first.column];
    if let Some(other) = others.iter().find(|atom| atom.column != first.column) {
        return Err(format!(
            "DMS joins tests of different columns by `and` only, and here one of `{name}` and `{}` is enough",
            names[other.column]
        ));
    }
    if is_right_to_left(name) {
        return Err(format!("DMS does not evaluate filters of columns with right-to-left names, such as `{name}`"));
    }
    let filter_conditions =
        clause.iter().map(|atom| of_atom(name, atom.test, !others.is_empty())).collect::<Result<Vec<_>, String>>()?;
    Ok(SourceFilter { filter_type: "source", column_name: name.to_string(), filter_conditions })
}

fn of_atom(name: &str, test: AtomTest<'_>, has_company: bool) -> Result<FilterCondition, String> {
    let bare = |operator: &'static str| FilterCondition {
        filter_operator: operator,
        value: None,
        start_value: None,
        end_value: None,
    };
    let one = |operator, literal| Ok(FilterCondition { value: Some(value(literal)?), ..bare(operator) });
    let two = |operator, low, high| {
        Ok(FilterCondition { start_value: Some(value(low)?), end_value: Some(value(high)?), ..bare(operator) })
    };
    let alone = |words: &str, condition: Result<FilterCondition, String>| {
        if has_company {
            return Err(format!("DMS takes `{words}` in a filter of its own only, and here it stands beside `or`"));
        }
        condition
    };
    let strict = |operator: &str| {
        Err(format!(
            "DMS has no `{operator}`, and without a schema it is not known which value comes before or after: write `{operator}=`"
        ))
    };
    match test {
        AtomTest::Equal(literal) => one("eq", literal),
        AtomTest::NotEqual(literal) => alone("!=", one("noteq", literal)),
        AtomTest::AtMost(literal) => one("lte", literal),
        AtomTest::AtLeast(literal) => one("gte", literal),
        AtomTest::Less(_) => strict("<"),
        AtomTest::Greater(_) => strict(">"),
        AtomTest::Between(low, high) => two("between", low, high),
        AtomTest::NotBetween(low, high) => alone("not between", two("notbetween", low, high)),
        AtomTest::Null => Ok(bare("null")),
        AtomTest::NotNull => alone("is not null", Ok(bare("notnull"))),
        AtomTest::Inside(word) => Err(format!("DMS has no `{word}`: its filters compare whole values of `{name}`")),
    }
}

/// A constant as it stands.
fn value(literal: &LiteralKind) -> Result<String, String> {
    match literal {
        LiteralKind::Number(text) | LiteralKind::Text(text) => Ok(text.to_string()),
        LiteralKind::Boolean(_) => Err("how a filter spells a truth value is documented nowhere".to_owned()),
        LiteralKind::Null => Err("nothing equals NULL: write `is null`".to_owned()),
    }
}
