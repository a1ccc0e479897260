//! What becomes of tables, for people to read.

use mapc::diag::render::visible;
use mapc::dms_document::describe;
use mapc::dms_document::evaluate::{Evaluation, Made, Origin, TableOutcome};
use mapc::dms_document::words::Word;
use mapc::schema::Schema;

/// All that come along, and those that are left out.
pub fn tables(evaluation: &Evaluation<'_>, schema: &Schema) -> String {
    let mut shown = format!("\n{} of {} tables come along.\n", evaluation.tables.len(), schema.tables.len());
    for outcome in &evaluation.tables {
        shown += &table(outcome);
    }
    for (table, quirk, rule) in &evaluation.left_out {
        let why = format!("{} is left out (rule {}): {}", table.qualified(), rule.shown_id(), quirk.says());
        shown += &format!("\n{}\n", visible(&why));
    }
    shown
}

fn table(outcome: &TableOutcome<'_>) -> String {
    let ids: Vec<&str> = outcome.selected_by.iter().chain(&outcome.changed_by).map(|rule| rule.shown_id()).collect();
    let target = match &outcome.object {
        Some(object) => object.target.clone().unwrap_or_else(|| "records".to_owned()),
        None => format!("{}.{}", outcome.schema, outcome.name),
    };
    let head = format!("{} -> {target}  (rules {})", outcome.table.qualified(), ids.join(", "));
    let mut lines = vec![head];
    match &outcome.object {
        Some(object) => {
            for attribute in &object.attributes {
                let key = match object.keys.iter().position(|key| *key == Some(attribute.name.as_str())) {
                    Some(0) => "  partition key",
                    Some(_) => "  sort key",
                    None => "",
                };
                lines.push(match attribute.made {
                    Made::Passes(place) => {
                        format!("  {}  {}{key}", attribute.name, outcome.table.columns[place].declared)
                    }
                    Made::Of(_) => format!("  {}  made{key}", attribute.name),
                });
            }
        }
        None => lines.extend(outcome.columns.iter().map(|column| {
            let ty = column.data_type.map(describe::data_type);
            let mask = column.mask.map_or(String::new(), |(action, _)| format!("  {}", action.word()));
            match column.origin {
                Origin::Column(place) => {
                    let source = &outcome.table.columns[place];
                    let from =
                        if *source.name == *column.name { String::new() } else { format!("{} -> ", source.name) };
                    format!("  {from}{}  {}{mask}", column.name, ty.unwrap_or_else(|| source.declared.to_string()))
                }
                Origin::Expression(text) => {
                    format!("  + {}  {} = {}", column.name, ty.unwrap_or_default(), text.unwrap_or("NULL"))
                }
                Origin::Before(place) => {
                    format!("  + {}  {}, before a change", column.name, outcome.table.columns[place].name)
                }
            }
        })),
    }
    let leaves = |place: usize| match &outcome.object {
        Some(object) => {
            object.attributes.iter().any(|attribute| matches!(attribute.made, Made::Passes(at) if at == place))
        }
        None => outcome.columns.iter().any(|column| column.origin == Origin::Column(place)),
    };
    for (place, column) in outcome.table.columns.iter().enumerate() {
        if !leaves(place) {
            lines.push(format!("  - {}", column.name));
        }
    }
    lines.extend(outcome.key.iter().map(|key| format!("  key: {}", key.join(", "))));
    lines.extend(outcome.filters.iter().map(|filter| format!("  only rows where {}", describe::filter(filter))));
    for (quirk, what) in &outcome.quirks {
        lines.push(format!("  {}: {what}; {} ({})", quirk.name(), quirk.says(), quirk.source()));
    }
    lines.extend(outcome.unknown.iter().map(|what| format!("  unknown: {what}")));
    lines.iter().fold("\n".to_owned(), |shown, line| shown + &visible(line) + "\n")
}
