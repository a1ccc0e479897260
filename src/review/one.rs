//! The page of a map over one table: the first shape in full, then what each stage changes, then what is to be believed.

use super::changes::Changed;
use super::columns;
use super::inline::code;
use super::lines::Lines;
use super::page::{Page, Row, Rows};
use super::{changes, losses, stages, work};
use crate::plan::Plan;
use crate::stage::RemarkKind;

/// Writes the page.
pub(super) fn write(plan: &Plan<'_>, lines: &Lines<'_>, page: &mut Page) {
    let mapping = plan.mapping;
    page.title("map", &mapping.name);
    if let Some(doc) = &mapping.doc {
        page.comment(doc);
    }
    let table = code(&mapping.source.table.qualified());
    page.name(&format!("from {table} ({})", mapping.source.dialect.title()));
    for (clause, stage) in mapping.pipeline.iter().zip(&plan.stages) {
        page.name(&format!("-> {}", stages::clause(clause, *stage)));
    }
    page.section(&format!("rows of {table}"));
    let count = mapping.source.table.columns.len();
    page.long(count, "columns");
    page.rows(Rows::About, columns::declared(mapping.source.table));
    page.end_long(count);
    let mut lost = Vec::new();
    for index in 0..plan.hops.len() {
        page.section(&format!("after {}", stages::clause(&mapping.pipeline[index], plan.stages[index])));
        stage(plan, index, lines, page, &mut lost);
    }
    page.section("what is lost");
    items(lost, page);
    let mut to_give = remarks(plan, RemarkKind::ToGive).peekable();
    if to_give.peek().is_some() {
        page.section("what the account must give");
        items(to_give, page);
    }
    page.section("what is relied on");
    let assumed = mapping.assumptions.iter().map(|assumption| format!("the source: {}", code(&assumption.text)));
    items(assumed.chain(remarks(plan, RemarkKind::ReliedOn)), page);
    if !mapping.examples.is_empty() {
        page.section("what the examples show");
        items(mapping.examples.iter().map(|example| code(&example.title)), page);
    }
    page.section("what no source confirms");
    items(remarks(plan, RemarkKind::Unconfirmed), page);
    page.section("where each column ends");
    let names = mapping.source.table.columns.iter().map(|column| &*column.name);
    let ends = columns::ends(plan, lines, false);
    page.long(count, "columns");
    page.rows(Rows::Ends, names.zip(ends).map(|(name, ends)| Row { name, about: "".into(), ends }));
    page.end_long(count);
}

/// What the stage at `index` changes, does and is told.
fn stage(plan: &Plan<'_>, index: usize, lines: &Lines<'_>, page: &mut Page, lost: &mut Vec<String>) {
    let (mapping, hop) = (plan.mapping, &plan.hops[index]);
    let clause = &mapping.pipeline[index];
    page.item(&stages::carried(&hop.passed.shape));
    let changes = changes::all(mapping, hop);
    if changes.is_empty() {
        page.item("the record is as before");
    }
    let by = |work: usize| format!(", by {}", lines.line(hop.taken[work].span));
    let mut shown = vec![false; hop.taken.len()];
    // What somebody decided is not to be looked for among what follows of itself.
    let (decided, following): (Vec<&Changed<'_>>, Vec<&Changed<'_>>) =
        changes.iter().partition(|changed| !changed.works.is_empty());
    for (list, what) in [(decided, "changes by lines"), (following, "changes that follow")] {
        page.long(list.len(), what);
        for changed in &list {
            let causes: Vec<String> = changed.works.iter().map(|work| by(*work)).collect();
            page.item(&format!("{}{}", changed.text, causes.concat()));
            changed.works.iter().for_each(|work| shown[*work] = true);
        }
        page.end_long(list.len());
    }
    for (place, work) in hop.taken.iter().enumerate().filter(|(place, _)| !shown[*place]) {
        page.item(&format!("{}{}", work::done(mapping, work), by(place)));
    }
    for setting in &clause.settings.list {
        page.item(&format!("set: {}", code(&setting.shown())));
    }
    for remark in hop.passed.remarks.iter().filter(|remark| remark.kind == RemarkKind::Note) {
        page.item(&format!("note: {}", remark.text));
    }
    let lost_by_all = hop.passed.remarks.iter().filter(|remark| remark.kind == RemarkKind::Lost);
    lost.extend(lost_by_all.map(|remark| format!("{}: {}", clause.stage, remark.text)));
    lost.extend(losses::of_hop(hop, &changes).into_iter().map(|loss| format!("{}: {loss}", clause.stage)));
}

/// What the stages say of this kind, each with the stage.
fn remarks(plan: &Plan<'_>, kind: RemarkKind) -> impl Iterator<Item = String> {
    plan.hops.iter().zip(&plan.mapping.pipeline).flat_map(move |(hop, clause)| {
        let remarks = hop.passed.remarks.iter().filter(move |remark| remark.kind == kind);
        remarks.map(|remark| format!("{}: {}", clause.stage, remark.text))
    })
}

fn items(list: impl IntoIterator<Item = String>, page: &mut Page) {
    let mut is_empty = true;
    for item in list {
        page.item(&item);
        is_empty = false;
    }
    if is_empty {
        page.item("nothing");
    }
}
