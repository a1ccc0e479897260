//! Planning with stages of the test's own, for what no pipeline of the real ones shows.

use std::collections::BTreeMap;

use mapc::diag::{Code, Diagnostics};
use mapc::emit::Document;
use mapc::resolve::{Context, Fragments, resolve};
use mapc::schema::{self, Form};
use mapc::settings::Spec;
use mapc::shape::{Carrier, Shape};
use mapc::stage::{At, Hop, Judgement, Need, Passed, ResourceForm, Stage, Wish, Work};
use mapc::text::Texts;

/// Asks for one message a line, and has nobody before it.
struct Asks;

impl Stage for Asks {
    fn name(&self) -> &'static str {
        "asks"
    }

    fn title(&self) -> &'static str {
        "Asks"
    }

    fn codes(&self) -> &'static [&'static Code] {
        &[]
    }

    fn resource(&self) -> ResourceForm {
        ResourceForm::None
    }

    fn settings(&self) -> &'static [Spec] {
        &[]
    }

    fn accepts(&self) -> &'static [Carrier] {
        &[Carrier::Rows]
    }

    fn leaves(&self) -> &'static [Carrier] {
        &[Carrier::Rows]
    }

    fn needs(&self, at: &At<'_>, _diags: &mut Diagnostics) -> Vec<Need> {
        vec![Need { what: Wish::OneMessagePerLine, by: self.name(), span: at.clause().span }]
    }

    fn judge(&self, _at: &At<'_>, _incoming: &Shape, _work: &Work) -> Judgement {
        Judgement::Leave
    }

    fn pass(&self, _at: &At<'_>, incoming: &Shape, _taken: &[Work], _diags: &mut Diagnostics) -> Passed {
        Passed { shape: incoming.clone(), losses: Vec::new(), remarks: Vec::new() }
    }

    fn emit(&self, _at: &At<'_>, _hop: &Hop, _numbers: &[u32]) -> Vec<Document> {
        Vec::new()
    }
}

#[test]
fn what_a_stage_asks_and_nobody_meets_is_said() {
    let (sql, text) =
        ("CREATE TABLE t (a int NOT NULL PRIMARY KEY);", "map m from s.t -> asks -> asks {\n  field *\n}\n");
    let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
    let id = texts.add("m.mapc", text);
    let trees = [mapc::syntax::parse(id, text, &mut diags)];
    let file = texts.add("s.sql", sql);
    let form = Form::from_word("mysql").expect("a dialect");
    let schemas = [schema::read(form, &"s".into(), file, sql, &mut diags)];
    let stages: &[&'static dyn Stage] = &[&Asks];
    let params = BTreeMap::new();
    let fragments = Fragments::default();
    let context = Context {
        schemas: &schemas,
        stages,
        codes: &[],
        params: &params,
        fragments: &fragments,
        today: None,
        texts: &texts,
    };
    let resolved = resolve(&trees, &context, &mut diags);
    let mapping = resolved.groups[0].mapping(0, &mut diags).expect("the map resolves");
    mapc::plan::plan(&mapping, stages, &mut diags);
    let found: Vec<_> = diags.iter().map(|finding| (finding.code.name, finding.message.as_str())).collect();
    let message = "`asks` wants each message on one line, and no stage before it can do that";
    assert_eq!(found, [("pipeline/unmet-need", message); 2]);
    let notes: Vec<_> = diags.iter().map(|finding| finding.notes.join("; ")).collect();
    assert_eq!(notes, ["no stage stands before it", "asked were: `asks`"]);
}
