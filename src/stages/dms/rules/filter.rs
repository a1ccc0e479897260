//! `where` lines as source filters of a selection rule.
//!
//! Source: user guide, "Using source filters". Filters are joined by AND, the conditions of one filter by OR; there are nine
//! operators, all on one column. A filter with `noteq`, `notbetween` or `notnull` holds nothing else.

use serde::Serialize;

use super::clauses::{Atom, AtomTest, clauses};
use super::errors;
use super::kind::{self, Constant, Kind};
use crate::diag::Diagnostics;
use crate::mapping::{Condition, Filter, Mapping, Source};
use crate::schema::{Column, Dialect, Table};
use crate::stage::{At, Remark};
use crate::stages::dms::{names, settings};
use crate::types::{Type, Zone};

/// One filter of a selection rule: on one column, one of several conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SourceFilter {
    /// `source`
    pub filter_type: &'static str,
    /// The column.
    pub column_name: String,
    /// One of these holds.
    pub filter_conditions: Vec<FilterCondition>,
}

/// One condition of a [`SourceFilter`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct FilterCondition {
    /// One of the nine.
    pub filter_operator: &'static str,
    /// What is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_value: Option<String>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_value: Option<String>,
}

/// The filters of all `where` lines of a mapping; those that cannot be written were refused before.
pub(crate) fn filters(mapping: &Mapping<'_>) -> Vec<SourceFilter> {
    let mut list: Vec<SourceFilter> = Vec::new();
    for filter in &mapping.filters {
        for filter in of_line(&mapping.source, filter).unwrap_or_default() {
            if !list.contains(&filter) {
                list.push(filter);
            }
        }
    }
    list
}

/// Reports filters that lose changes.
pub(crate) fn check(at: &At<'_>, diags: &mut Diagnostics) {
    let mapping = at.mapping;
    let table = mapping.source.table;
    if !settings::moves_changes(at.clause()) || mapping.filters.is_empty() {
        return;
    }
    for filter in &mapping.filters {
        let changes = columns_of(&filter.condition, table).into_iter().find(|column| !mapping.is_immutable(*column));
        if let Some(column) = changes {
            diags.push(errors::mutable_filter(table, column, filter.span));
        }
    }
    let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let has_key = mapping
        .filters
        .iter()
        .any(|filter| columns_of(&filter.condition, table).iter().any(|column| key.contains(column)));
    // A table without a key has a finding of its own.
    if mapping.source.dialect == Dialect::Postgres && !key.is_empty() && !has_key {
        diags.push(errors::filter_loses_deletes(&mapping.source, mapping.filters[0].span));
    }
}

/// What filters rely on, and what no source confirms.
pub(crate) fn remarks(mapping: &Mapping<'_>) -> Vec<Remark> {
    let source = &mapping.source;
    if mapping.filters.is_empty() {
        return Vec::new();
    }
    let mut columns: Vec<usize> =
        mapping.filters.iter().flat_map(|filter| columns_of(&filter.condition, source.table)).collect();
    columns.sort_unstable();
    columns.dedup();
    let named = |is_meant: &dyn Fn(&Column) -> bool| {
        let columns = columns.iter().map(|column| &source.table.columns[*column]).filter(|column| is_meant(column));
        columns.map(|column| &*column.name).collect::<Vec<&str>>().join(", ")
    };
    let key = source.table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let mut remarks = Vec::new();
    let mut remark = |say: fn(String) -> Remark, text: &str, columns: String| {
        if !columns.is_empty() {
            remarks.push(say(format!("{text} ({columns})")).of_table());
        }
    };
    let outside_key = named(&|column| {
        source.dialect == Dialect::Oracle && key.iter().all(|place| source.table.columns[*place].name != column.name)
    });
    remark(Remark::relied_on, "these columns of the filter are in Oracle's supplemental log", outside_key);
    remark(
        Remark::note,
        "filters compare text letter by letter, as SQLite does; the source may hold other letters for equal",
        named(&|column| matches!(column.ty, Type::Text(_) | Type::Enum(_))),
    );
    remark(
        Remark::note,
        "filters compare these as moments of UTC",
        named(&|column| matches!(column.ty, Type::Timestamp { zone: Zone::Utc | Zone::Offset, .. })),
    );
    remark(
        Remark::unconfirmed,
        "how a filter compares a moment with one that has a fraction of a second",
        named(&|column| matches!(column.ty, Type::Timestamp { precision: 1.., .. })),
    );
    remark(
        Remark::unconfirmed,
        "that filters compare more than 15 digits exactly",
        named(&|column| matches!(column.ty, Type::Decimal { precision: 16.., .. } | Type::Number)),
    );
    if source.table.name.contains('_') {
        remarks.push(Remark::unconfirmed("that a name with `_` is exact enough for a filter").of_table());
    }
    remarks
}

/// The columns that a condition speaks of, each once.
fn columns_of(condition: &Condition, table: &Table) -> Vec<usize> {
    fn collect(condition: &Condition, table: &Table, list: &mut Vec<usize>) {
        match condition {
            Condition::And(inner) | Condition::Or(inner) => inner.iter().for_each(|inner| collect(inner, table, list)),
            Condition::Not(inner) => collect(inner, table, list),
            Condition::Test { column, .. } => {
                let column = column.parts.last().and_then(|name| table.column(&name.text));
                list.extend(column.filter(|column| !list.contains(column)));
            }
        }
    }
    let mut list = Vec::new();
    collect(condition, table, &mut list);
    list
}

/// The filters of one line; the error says why DMS cannot do what it asks.
pub(crate) fn of_line(source: &Source<'_>, filter: &Filter) -> Result<Vec<SourceFilter>, String> {
    let clauses = clauses(&filter.condition, &|name| source.table.column(name)).map_err(|_| {
        "taken apart into tests of one column each, the condition becomes too long for a filter".to_owned()
    })?;
    clauses.iter().map(|clause| of_clause(source, clause)).collect()
}

/// One filter for tests of which one must hold.
fn of_clause(source: &Source<'_>, clause: &[Atom<'_>]) -> Result<SourceFilter, String> {
    let [first, others @ ..] = clause else { return Err("the condition holds for no row".to_owned()) };
    let column = &source.table.columns[first.column];
    if let Some(other) = others.iter().find(|atom| atom.column != first.column) {
        return Err(format!(
            "DMS joins tests of different columns by `and` only, and here one of `{}` and `{}` is enough: read a view of the source",
            column.name, source.table.columns[other.column].name
        ));
    }
    if names::is_right_to_left(&column.name) {
        return Err(format!(
            "DMS does not evaluate filters of columns with right-to-left names, such as `{}`",
            column.name
        ));
    }
    let kind = kind::of_column(source.dialect, column)?;
    let mut conditions = Vec::new();
    for atom in clause {
        conditions.extend(of_atom(column, kind.as_ref(), atom.test, !others.is_empty())?);
    }
    Ok(SourceFilter { filter_type: "source", column_name: column.name.to_string(), filter_conditions: conditions })
}

/// The conditions of which one holds where the test does. `has_company`: other tests stand in the same filter.
fn of_atom(
    column: &Column,
    kind: Result<&Kind, &String>,
    test: AtomTest<'_>,
    has_company: bool,
) -> Result<Vec<FilterCondition>, String> {
    let kind = || kind.copied().map_err(Clone::clone);
    let constant = |literal| kind()?.constant(literal);
    let alone = |operator: &str, condition: FilterCondition| {
        if has_company {
            return Err(format!("DMS takes `{operator}` in a filter of its own only, and here it stands beside `or`"));
        }
        Ok(vec![condition])
    };
    match test {
        AtomTest::Null => Ok(vec![bare("null")]),
        AtomTest::NotNull => alone("is not null", bare("notnull")),
        AtomTest::Inside(word) => Err(format!("DMS has no `{word}`: its filters compare whole values")),
        AtomTest::Equal(literal) => {
            let value = constant(literal)?;
            check_possible(column, kind()?, &value)?;
            Ok(vec![one("eq", &value)])
        }
        AtomTest::NotEqual(literal) => {
            let (kind, value) = (kind()?, constant(literal)?);
            check_possible(column, kind, &value)?;
            match (kind.before(&value), kind.after(&value)) {
                // In company: less or greater, of which there is a next one.
                (Some(before), Some(after)) if has_company => Ok(vec![one("lte", &before), one("gte", &after)]),
                _ => alone("!=", one("noteq", &value)),
            }
        }
        AtomTest::AtMost(literal) => Ok(vec![one("lte", &ordered(column, kind()?, constant(literal)?)?)]),
        AtomTest::AtLeast(literal) => Ok(vec![one("gte", &ordered(column, kind()?, constant(literal)?)?)]),
        AtomTest::Less(literal) => {
            let (kind, value) = (kind()?, ordered(column, kind()?, constant(literal)?)?);
            let before = kind.before(&value).ok_or_else(|| strict(column, kind, &value, "<"))?;
            Ok(vec![one("lte", &before)])
        }
        AtomTest::Greater(literal) => {
            let (kind, value) = (kind()?, ordered(column, kind()?, constant(literal)?)?);
            let after = kind.after(&value).ok_or_else(|| strict(column, kind, &value, ">"))?;
            Ok(vec![one("gte", &after)])
        }
        AtomTest::Between(low, high) => {
            let (low, high) = range(column, kind()?, constant(low)?, constant(high)?)?;
            Ok(vec![two("between", &low, &high)])
        }
        AtomTest::NotBetween(low, high) => {
            let kind = kind()?;
            let (low, high) = range(column, kind, constant(low)?, constant(high)?)?;
            match (kind.before(&low), kind.after(&high)) {
                (Some(before), Some(after)) if has_company => Ok(vec![one("lte", &before), one("gte", &after)]),
                _ => alone("not between", two("notbetween", &low, &high)),
            }
        }
    }
}

/// The ends of a range, where there can be a value between them.
fn range(column: &Column, kind: Kind, low: Constant, high: Constant) -> Result<(Constant, Constant), String> {
    let (low, high) = (ordered(column, kind, low)?, ordered(column, kind, high)?);
    match low.compare(&high) {
        Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal) => Ok((low, high)),
        Some(std::cmp::Ordering::Greater) => {
            Err(format!("nothing lies between `{}` and `{}`: the first is the greater", low.text(), high.text()))
        }
        None => Err(format!("whether `{}` or `{}` is greater cannot be told", low.text(), high.text())),
    }
}

/// The constant, where the order of the column's values is that of filters.
fn ordered(column: &Column, kind: Kind, constant: Constant) -> Result<Constant, String> {
    if kind.is_ordered() {
        return Ok(constant);
    }
    Err(format!("the values of `{}` have an order of their own, and DMS would compare their letters", column.name))
}

/// A constant with more digits than the column has is none of its values.
fn check_possible(column: &Column, kind: Kind, constant: &Constant) -> Result<(), String> {
    let most = match kind {
        Kind::Whole => Some(0),
        Kind::Fraction(scale) => scale,
        Kind::Binary(_) | Kind::Text { .. } | Kind::Day | Kind::Moment { .. } => None,
    };
    match (constant, most) {
        (Constant::Number(number), Some(most)) if number.scale() > most => {
            Err(format!("no value of `{}` is `{number}`: it is `{}`", column.name, column.declared))
        }
        (Constant::Number(_) | Constant::Text(_) | Constant::Day(_) | Constant::Moment(_), _) => Ok(()),
    }
}

/// Why there is no filter for `<` or `>`, with what says the same where something does.
fn strict(column: &Column, kind: Kind, constant: &Constant, operator: &str) -> String {
    let near = match (kind, constant) {
        (Kind::Fraction(Some(scale)), Constant::Number(number)) => {
            if operator == "<" {
                number.step_down(scale)
            } else {
                number.step_up(scale)
            }
        }
        (
            Kind::Whole | Kind::Fraction(_) | Kind::Binary(_) | Kind::Text { .. } | Kind::Day | Kind::Moment { .. },
            Constant::Number(_) | Constant::Text(_) | Constant::Day(_) | Constant::Moment(_),
        ) => None,
    };
    let reason = format!("DMS has no `{operator}`, and the values of `{}` are not whole", column.name);
    match near {
        Some(near) => format!("{reason}: write `{} {operator}= {near}`", column.name),
        None => format!("{reason}: write `{operator}=`, or read a view of the source"),
    }
}

fn bare(operator: &'static str) -> FilterCondition {
    FilterCondition { filter_operator: operator, value: None, start_value: None, end_value: None }
}

fn one(operator: &'static str, value: &Constant) -> FilterCondition {
    FilterCondition { value: Some(value.text()), ..bare(operator) }
}

fn two(operator: &'static str, low: &Constant, high: &Constant) -> FilterCondition {
    FilterCondition { start_value: Some(low.text()), end_value: Some(high.text()), ..bare(operator) }
}
