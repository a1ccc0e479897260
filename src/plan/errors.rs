//! What can be wrong with a pipeline as a whole.

use super::alike::Difference;
use super::pending::Pending;
use crate::diag::{Code, Diagnostic};
use crate::mapping::{Mapping, StageClause};
use crate::schema::Table;
use crate::shape::Carrier;
use crate::stage::{Change, Need, Stage, TableChange, Wish, Work};
use crate::text::Span;

/// All kinds of findings of this folder.
pub static CODES: &[&Code] =
    &[&NOT_FROM_ROWS, &DOES_NOT_FIT, &UNMET_NEED, &NO_TAKER, &SHARED_RESOURCE, &ONE_FOR_ALL, &NEEDS_SCHEMA];

/// The first stage does not read tables.
pub static NOT_FROM_ROWS: Code =
    Code::error("pipeline/not-from-rows", include_str!("../../book/src/diagnostics/pipeline/not-from-rows.md"));

/// A stage is given what it does not take.
pub static DOES_NOT_FIT: Code =
    Code::error("pipeline/does-not-fit", include_str!("../../book/src/diagnostics/pipeline/does-not-fit.md"));

/// A stage asks for what no stage before it can give.
pub static UNMET_NEED: Code =
    Code::error("pipeline/unmet-need", include_str!("../../book/src/diagnostics/pipeline/unmet-need.md"));

/// A line asks for what no stage of the pipeline does.
pub static NO_TAKER: Code =
    Code::error("pipeline/no-taker", include_str!("../../book/src/diagnostics/pipeline/no-taker.md"));

/// Several tables of a map go through one resource.
static ONE_FOR_ALL: Code =
    Code::error("pipeline/one-for-all", include_str!("../../book/src/diagnostics/pipeline/one-for-all.md"));

/// A stage of a map over an unchecked schema needs to know columns.
static NEEDS_SCHEMA: Code =
    Code::error("pipeline/needs-schema", include_str!("../../book/src/diagnostics/pipeline/needs-schema.md"));

/// Two maps write to one place.
pub static SHARED_RESOURCE: Code =
    Code::error("pipeline/shared-resource", include_str!("../../book/src/diagnostics/pipeline/shared-resource.md"));

/// Two maps write to one place.
pub(super) fn shared_resource(span: Span, first: Span, other: &str) -> Diagnostic {
    SHARED_RESOURCE
        .at(span, "two maps go through this")
        .also(first, format!("of the map `{other}`"))
        .note("that the records of two maps keep apart in one place is not proved by this release")
        .help("give each map a place of its own".to_owned())
}

/// Two maps write to one table of items, and their records are not the same.
pub(super) fn other_records(span: Span, first: Span, other: &str, difference: &Difference) -> Diagnostic {
    let differs = match difference {
        Difference::Tables => "they read two tables".to_owned(),
        Difference::Field(name) => format!("the field `{name}` is not the same in both"),
        Difference::Pivots => "their `pivot` lines differ".to_owned(),
        Difference::Settings => "their settings of the table differ".to_owned(),
    };
    SHARED_RESOURCE
        .at(span, format!("two maps write to this, and {differs}"))
        .also(first, format!("of the map `{other}`"))
        .note("two maps can fill one table when both make the same item of each row; of others it is not proved that they keep apart")
        .help("write the lines once in a `fragment` and `use` it in both, or give each map a table of its own".to_owned())
}

/// Two tables of a map go through a resource that knows one form of record. Of a map over `many`, it can be named for each.
pub(super) fn one_resource(span: Span, first: &str, second: &str, many: bool) -> Diagnostic {
    ONE_FOR_ALL
        .at(span, format!("the records of `{first}` and `{second}` go through this one"))
        .note("it knows one form of record; those of another table are misread, or overwrite the first")
        .help(many.then(|| "name one for each table, with `${$table}` in its name: `\"NAME_${$table}\"`".to_owned()))
}

/// The records of two tables come out of a resource side by side, and what reads them knows one form.
pub(super) fn mixed(span: Span, reader: Span, stage: &dyn Stage, first: &str, second: &str) -> Diagnostic {
    ONE_FOR_ALL
        .at(span, format!("the records of `{first}` and `{second}` come out of this side by side"))
        .also(reader, format!("`{}` reads all of them as one table", stage.name()))
        .note("fields of another table are NULL in its rows")
        .help("name one for each table, with `${$table}` in its name: `\"NAME_${$table}\"`".to_owned())
}

/// Two tables, which may be of two maps, become one in another database.
pub(super) fn shared_table(span: Span, first: Span, (map, table): (&str, &str), other: &str, name: &str) -> Diagnostic {
    SHARED_RESOURCE
        .at(span, format!("`{other}` becomes the table `{name}`, and so does `{table}`, by the map `{map}`"))
        .also(first, "here")
        .note(
            "rows of two tables overwrite each other in one; names that differ by case alone are one in some databases",
        )
        .help("give each a name of its own: `rename table NAME to …`".to_owned())
}

/// Two maps, or two tables of one, write objects to one folder.
pub(super) fn shared_folder(span: Span, first: Span, map: &str, table: &str) -> Diagnostic {
    SHARED_RESOURCE
        .at(span, format!("the objects of `{table}`, by the map `{map}`, stand in this folder, too"))
        .also(first, "here")
        .note("a table reads all objects below its folder, those of others included")
        .help("give each a folder of its own, none within another".to_owned())
}

/// The pipeline begins with a stage that reads no tables.
pub(super) fn first_stage(clause: &StageClause, stage: &dyn Stage, helpers: &[&str]) -> Diagnostic {
    NOT_FROM_ROWS
        .at(clause.span, format!("`{}` cannot read a table", stage.name()))
        .label(format!("takes {}", carriers(stage.accepts())))
        .help(match helpers {
            [] => None,
            helpers => Some(format!("put before it: {}", quoted(helpers))),
        })
}

/// A stage leaves what the next does not take.
pub(super) fn stages_do_not_fit(
    (before_clause, after_clause): (&StageClause, &StageClause),
    before: &dyn Stage,
    after: &dyn Stage,
    helpers: &[&str],
) -> Diagnostic {
    let leaves = match before.leaves() {
        [Carrier::Arrived] => "nothing leaves it".to_owned(),
        leaves => format!("leaves {}", carriers(leaves)),
    };
    DOES_NOT_FIT
        .at(after_clause.span, format!("`{}` cannot follow `{}`", after.name(), before.name()))
        .label(format!("takes {}", carriers(after.accepts())))
        .also(before_clause.span, leaves)
        .help(match helpers {
            [] => None,
            helpers => Some(format!("put between them: {}", quoted(helpers))),
        })
}

/// A stage that follows the columns of records, of which none is known.
pub(super) fn knows_columns(clause: &StageClause, stage: &dyn Stage) -> Diagnostic {
    NEEDS_SCHEMA
        .at(clause.span, format!("`{}` needs to know the columns of the tables", stage.name()))
        .note("no file describes the schema of these tables: it is `unchecked`")
        .help("name a file that does: `schema NAME from DIALECT \"FILE.sql\"`".to_owned())
}

/// A map over an unchecked schema without a target.
pub(super) fn ends_early(clause: &StageClause, stage: &dyn Stage) -> Diagnostic {
    NEEDS_SCHEMA
        .at(clause.span, format!("`{}` writes to nothing", stage.name()))
        .note("what it writes depends on what stands after it")
        .help("add where the records go, such as `-> database NAME`".to_owned())
}

/// A stage asks for what no earlier one meets.
pub(super) fn unmet_need(need: &Need, before: &[&'static dyn Stage]) -> Diagnostic {
    let names: Vec<&str> = before.iter().map(|stage| stage.name()).collect();
    let what = match &need.what {
        Wish::OneMessagePerLine => "each message on one line",
        Wish::PartitionKey(_) => "messages under this partition key",
        Wish::ObjectsUnder(_) => "objects in this folder",
        Wish::EndpointSetting { .. } => "an endpoint with a setting of its own",
    };
    UNMET_NEED.at(need.span, format!("`{}` wants {what}, and no stage before it can do that", need.by)).note(
        match names.as_slice() {
            [] => "no stage stands before it".to_owned(),
            names => format!("asked were: {}", quoted(names)),
        },
    )
}

/// No stage took a piece of work.
pub(super) fn no_taker(
    mapping: &Mapping<'_>,
    pending: &Pending,
    stages: &[&'static dyn Stage],
    known: &[&'static dyn Stage],
) -> Diagnostic {
    let what = describe(mapping, &pending.work.change);
    let finding = NO_TAKER.at(pending.work.span, format!("no stage of the pipeline can {what}"));
    with_reasons(finding, &pending.work, &pending.refusals, stages, known)
}

/// No stage took the renames of one line.
pub(super) fn not_renamed(
    pending: &[&Pending],
    are_all_of_stages: bool,
    stages: &[&'static dyn Stage],
    known: &[&'static dyn Stage],
) -> Diagnostic {
    let fields: Vec<String> = pending
        .iter()
        .map(|pending| match &pending.work.change {
            Change::Rename { path, to } => format!("`{}` to `{to}`", path.join(".")),
            Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Key(_)
            | Change::Convert(_)
            | Change::Null(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => String::new(),
        })
        .collect();
    let first = pending[0];
    let message = format!("no stage of the pipeline can rename {}", fields.join(", "));
    let columns = "a stage put these fields there; a line for columns alone has a selector: `rename field * …`";
    let finding = NO_TAKER.at(first.work.span, message).help(are_all_of_stages.then(|| columns.to_owned()));
    with_reasons(finding, &first.work, &first.refusals, stages, known)
}

fn with_reasons(
    mut finding: Diagnostic,
    work: &Work,
    refusals: &[(&'static str, String)],
    stages: &[&'static dyn Stage],
    known: &[&'static dyn Stage],
) -> Diagnostic {
    for (stage, reason) in refusals {
        finding = finding.note(format!("`{stage}`: {reason}"));
    }
    let could: Vec<&str> = known.iter().filter(|stage| stage.could(work)).map(|stage| stage.name()).collect();
    let tried: Vec<&str> = stages.iter().map(|stage| stage.name()).collect();
    let others: Vec<&str> = could.into_iter().filter(|name| !tried.contains(name)).collect();
    match (others.as_slice(), known.iter().any(|stage| stage.could(work))) {
        ([], true) => finding,
        ([], false) => finding.note("no stage of this release can do it"),
        (others, _) => finding.help(format!("stages that could: {}", quoted(others))),
    }
}

/// The work as the end of "no stage can …".
fn describe(mapping: &Mapping<'_>, change: &Change) -> String {
    let table: &Table = mapping.source.table;
    let field = |place: &usize| format!("`{}`", mapping.final_name(*place));
    match change {
        Change::Compute(place) => format!("compute {}", field(place)),
        Change::LeaveOut(column) => format!("leave out the column `{}`", table.columns[*column].name),
        Change::Rename { path, to } => format!("rename `{}` to `{to}`", path.join(".")),
        Change::Key(place) => format!("make {} a key", field(place)),
        Change::Convert(place) => format!("give {} the type that its line declares", field(place)),
        Change::Null(place) => format!("treat NULLs of {} as its line says", field(place)),
        Change::Pivot(_) => "turn the rows of an item into its attributes".to_owned(),
        Change::Mask(place) => format!("mask {}", field(place)),
        Change::Table(TableChange::Filter(_)) => "keep away the rows for which this does not hold".to_owned(),
        Change::Table(TableChange::Name) => {
            format!("call the table `{}.{}`", mapping.target.schema, mapping.target.table)
        }
        Change::Table(TableChange::Tablespace(place)) => {
            let line = &mapping.tablespaces[*place];
            format!("call the tablespace `{}` `{}`", line.name, line.to)
        }
        Change::Table(TableChange::BeforeImage(_)) => "add the old values of columns".to_owned(),
        Change::Table(TableChange::Policy(_)) => "do what this line says of a change".to_owned(),
        Change::Table(TableChange::Version) => "write only what is newer".to_owned(),
        Change::Table(TableChange::Identify) => "tell rows apart by this key".to_owned(),
        Change::Table(TableChange::Partition) => "put records into folders by these columns".to_owned(),
    }
}

fn carriers(list: &[Carrier]) -> String {
    list.iter().map(|carrier| carrier.words()).collect::<Vec<_>>().join(", or ")
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
