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

use crate::support::compile::{Memory, compile, findings};

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

/// Two maps fill one table of DynamoDB where each row becomes the same item by both: whatever could make it another is a
/// difference, and the message says which.
#[test]
fn two_maps_fill_one_table_with_the_same_items_only() {
    let head = "schema mydatabase from mysql \"mydatabase.sql\"\n";
    let lines = "  partition key customerid\n  sort key line = \"${orderid}|${productid}\"\n  assume orderid not contains \"|\"\n  field quantity\n";
    let map = |name: &str, stage: &str, lines: &str| {
        format!("map {name} from mydatabase.purchase -> {stage} -> dynamodb lines {{\n{lines}}}\n")
    };
    let found = |second: &str| {
        let text = format!("{head}{}{}", map("one", "rust", lines), map("two", "rust", second));
        findings(&compile(&text, &Memory::shipped()))
    };
    assert_eq!(found(lines), Vec::<String>::new());
    // The order of attributes means nothing in an item.
    let (key, field) = lines.split_at(lines.find("  field").expect("a field"));
    assert_eq!(found(&format!("{field}{key}")), Vec::<String>::new());
    for (other, differs) in [
        (lines.replace("field quantity", "field amount = quantity"), "the field `amount` is not the same in both"),
        (lines.replace("field quantity", "field quantity: string"), "the field `quantity` is not the same in both"),
        (
            lines.replace("field quantity", "field quantity = 1\n  exclude quantity"),
            "the field `quantity` is not the same in both",
        ),
        (lines.replace("field quantity", "exclude quantity"), "the field `quantity` is not the same in both"),
        (
            lines.replace("${orderid}|${productid}", "${orderid}|x|${productid}"),
            "the field `line` is not the same in both",
        ),
        (
            format!("{lines}  dynamodb {{\n    BillingMode PAY_PER_REQUEST\n  }}\n"),
            "their settings of the table differ",
        ),
        (
            lines.replace("field quantity", "pivot \"q\\u{23}${quantity}\" = quantity\n  exclude quantity"),
            "the field `quantity` is not the same in both",
        ),
    ] {
        let messages = found(&other);
        assert!(
            messages.iter().any(|message| message.contains("pipeline/shared-resource") && message.contains(differs)),
            "{other}\n{messages:#?}"
        );
    }
}
