//! Tables of another relational database: where rows arrive. What the database makes of them is not checked.

mod errors;
mod judge;
mod names;

use crate::diag::{Code, Diagnostics};
use crate::emit::Document;
use crate::mapping::StageClause;
use crate::settings::{Form, Spec};
use crate::shape::{Carrier, Shape};
use crate::stage::{At, Change, Hop, Judgement, Need, Passed, Remark, ResourceForm, Sharing, Stage, Wish, Work};
use crate::value::Constant;

/// The stage.
pub struct Database;

/// Settings in `database { … }`. Source of the words: service model of DMS, `CreateEndpoint`, `EngineName`.
static SETTINGS: &[Spec] = &[Spec {
    key: names::ENGINE,
    form: Form::Word(&[
        "oracle",
        "postgres",
        "aurora-postgresql",
        "mysql",
        "mariadb",
        "aurora",
        "sqlserver",
        "sybase",
        "db2",
        "redshift",
    ]),
    about: "which kind of database it is; rules for tablespaces want `oracle`",
}];

/// The kind of database is said of the endpoint through which the rows come.
fn engine(clause: &StageClause) -> Vec<Need> {
    let Some(setting) = clause.settings.get(names::ENGINE) else { return Vec::new() };
    let Some(word) = clause.settings.word(names::ENGINE) else { return Vec::new() };
    let what = Wish::EndpointSetting { key: "EngineName", value: Constant::Text(word.into()) };
    vec![Need { what, by: "database", span: setting.span }]
}

impl Stage for Database {
    fn name(&self) -> &'static str {
        "database"
    }

    fn title(&self) -> &'static str {
        "a relational database"
    }

    fn codes(&self) -> &'static [&'static Code] {
        errors::CODES
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::Name("a database")
    }

    fn sharing(&self) -> Sharing {
        Sharing::Tables
    }

    fn settings(&self) -> &'static [Spec] {
        SETTINGS
    }

    fn needs(&self, at: &At<'_>, _diags: &mut Diagnostics) -> Vec<Need> {
        engine(at.clause())
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Tables]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Arrived]
    }

    fn needs_by_pattern(&self, clause: &StageClause) -> Option<Vec<Need>> {
        Some(engine(clause))
    }

    fn could(&self, work: &Work) -> bool {
        match work.change {
            Change::Null(_) => true,
            Change::Key(_)
            | Change::Compute(_)
            | Change::LeaveOut(_)
            | Change::Rename { .. }
            | Change::Convert(_)
            | Change::Pivot(_)
            | Change::Mask(_)
            | Change::Table(_) => false,
        }
    }

    fn judge(&self, at: &At<'_>, _incoming: &Shape, work: &Work) -> Judgement {
        judge::judge(at.mapping, work)
    }

    fn pass(&self, at: &At<'_>, incoming: &Shape, _taken: &[Work], diags: &mut Diagnostics) -> Passed {
        names::check(at, &incoming.fields, diags);
        let target = &at.mapping.target;
        let remarks = vec![
            Remark::note(format!("the rows arrive in `{}.{}`", target.schema, target.table)).of_table(),
            Remark::relied_on("the database takes these columns and values: that is not checked"),
        ];
        Passed { shape: Shape { carrier: Carrier::Arrived, ..incoming.clone() }, losses: Vec::new(), remarks }
    }

    /// Nothing of its own: its tables are made by whatever writes to them.
    fn emit(&self, _at: &At<'_>, _hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        Vec::new()
    }
}
