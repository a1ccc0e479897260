//! What the lines of a mapping mean, and what is said where they mean nothing: resolving, planning and proving by small
//! texts in memory.

use std::collections::BTreeMap;

use mapc::diag::{Diagnostic, Level};
use mapc::{Options, Output};
use serde_json::Value;

use crate::support::compile::{Memory, compile, compile_with, findings};
use crate::support::planned::with_plan;

/// A map over the shop's purchases with these lines, into a stream.
fn stream(lines: &str) -> String {
    let header = "schema mydatabase from mysql \"mydatabase.sql\"\n";
    format!("{header}map purchase from mydatabase.purchase -> dms -> kinesis purchases {{\n{lines}\n}}\n")
}

/// A map over the shop's purchases with these lines beside the key, into a table.
fn item(lines: &str) -> String {
    let header = "schema mydatabase from mysql \"mydatabase.sql\"\n";
    let key = "partition key customer_orderid = \"${customerid}|${orderid}\"\nsort key productid\n";
    let assume = "assume customerid not contains \"|\"\n";
    format!("{header}map purchase from mydatabase.purchase -> dms -> dynamodb purchase {{\n{key}{assume}{lines}\n}}\n")
}

fn check(text: &str) -> Output {
    compile(text, &Memory::shipped())
}

fn codes(output: &Output) -> Vec<&'static str> {
    output.diagnostics.iter().map(|finding| finding.code.name).collect()
}

/// The only finding of a text.
fn only(text: &str) -> (Diagnostic, Output) {
    let output = check(text);
    let list: Vec<&Diagnostic> = output.diagnostics.iter().collect();
    let [finding] = list.as_slice() else { panic!("{:#?}\n{text}", findings(&output)) };
    ((*finding).clone(), output)
}

/// What stands at the places of a finding, its own first.
fn places(finding: &Diagnostic, output: &Output) -> Vec<String> {
    finding.place.iter().chain(&finding.also).map(|label| output.texts.slice(label.span).to_owned()).collect()
}

fn fixes(finding: &Diagnostic) -> Vec<&str> {
    finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &*edit.text).collect()
}

/// The artefact of this kind, as text; the text must compile without a finding.
fn artefact(text: &str, kind: &str) -> String {
    let output = check(text);
    assert_eq!(findings(&output), Vec::<String>::new(), "{text}");
    let found = output.artefacts.iter().find(|artefact| artefact.kind.word() == kind);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {kind}")).bytes().into_owned()).expect("artefacts are UTF-8")
}

/// The names of the fields that leave DMS, in order.
fn fields_after_dms(text: &str) -> Vec<String> {
    with_plan(text, &Memory::shipped(), |plan, _| {
        plan.hops[0].passed.shape.fields.iter().map(|field| field.name.to_string()).collect()
    })
}

/// The attribute that the object mapping makes under this name.
fn attribute(text: &str, name: &str) -> Value {
    let document: Value = serde_json::from_str(&artefact(text, "table-mappings")).expect("JSON");
    let made = document["rules"][1]["mapping-parameters"]["attribute-mappings"].as_array().expect("a list").clone();
    made.into_iter().find(|made| made["target-attribute-name"] == name).unwrap_or_else(|| panic!("{name} is not made"))
}

#[test]
fn a_near_miss_is_offered_as_a_fix_at_its_place() {
    for (wrong, place, right) in [
        (stream("field *").replace("mydatabase.purchase", "mydatabse.purchase"), "mydatabse", "mydatabase"),
        (stream("field *").replace("mydatabase.purchase", "mydatabase.purchases"), "purchases", "purchase"),
        (stream("field *").replace("mydatabase.purchase", "purchase"), "purchase", "mydatabase.purchase"),
        (stream("field *").replace("-> kinesis", "-> kinessis"), "kinessis", "kinesis"),
        (stream("field *\nfield amount = quantiy"), "quantiy", "quantity"),
        (stream("field *\nexclude Quantity"), "Quantity", "quantity"),
        (stream("field *\nfield quantity: integer"), "integer", "int"),
        (stream("field *\nkinesis { ShardCont 1 }"), "ShardCont", "ShardCount"),
        (stream("field *\ndeny map/idle-renam"), "map/idle-renam", "map/idle-rename"),
        (stream("field *").replace("mysql", "mysq"), "mysq", "mysql"),
    ] {
        let (finding, output) = only(&wrong);
        assert_eq!(places(&finding, &output)[0], place, "{wrong}");
        assert_eq!(fixes(&finding), [right], "{wrong}");
    }
    let (finding, _) = only(&stream("field *\nexclude zzzzzzzzz"));
    assert_eq!(fixes(&finding), Vec::<&str>::new(), "what is like nothing is not guessed");
    assert!(finding.help[0].contains("`customerid`, `orderid`, `productid`, `quantity`"), "{:?}", finding.help);
}

#[test]
fn every_unmapped_column_stands_in_one_finding() {
    let (finding, output) = only(&stream("field orderid"));
    assert_eq!(finding.code.name, "map/unmapped-column");
    for column in ["customerid", "productid", "quantity"] {
        assert!(finding.message.contains(&format!("`{column}`")), "{}", finding.message);
    }
    assert_eq!(places(&finding, &output), ["purchase", "customerid"]);
    assert_eq!(codes(&check(&stream(""))), ["map/unmapped-column"], "an empty map is not said to be empty, too");
}

#[test]
fn field_rest_takes_what_is_left_where_it_stands() {
    assert_eq!(fields_after_dms(&stream("field quantity\nfield *\nfield customerid")), ["data", "metadata"]);
    let text = |lines: &str| fields_after_dms(&item(lines));
    assert_eq!(
        text("field *\nfield note = \"x\""),
        ["customer_orderid", "productid", "customerid", "orderid", "quantity", "note"]
    );
    assert_eq!(
        text("field note = \"x\"\nfield *"),
        ["customer_orderid", "productid", "note", "customerid", "orderid", "quantity"]
    );
    assert_eq!(
        text("field quantity"),
        ["customer_orderid", "productid", "quantity"],
        "what is inside a key is no field"
    );
}

#[test]
fn a_column_that_is_wanted_cannot_be_excluded() {
    let (finding, output) = only(&item("field quantity\nexclude productid"));
    assert_eq!(finding.code.name, "map/excluded-and-placed");
    assert_eq!(places(&finding, &output), ["productid", "sort key productid"]);
    assert!(finding.message.contains("is the item's key"), "{}", finding.message);
    let (finding, _) = only(&item("field quantity\nexclude quantity"));
    assert!(finding.message.contains("is a field of the record"), "{}", finding.message);
    // A part of a computed key is no field.
    assert_eq!(codes(&check(&item("field quantity\nexclude customerid, orderid"))), Vec::<&str>::new());
}

#[test]
fn two_fields_with_one_name_show_both_lines() {
    let (finding, output) = only(&stream("field *\nrename field customerid to id\nfield id = orderid"));
    assert_eq!(finding.code.name, "map/same-name");
    let mut lines = places(&finding, &output);
    lines.sort();
    assert_eq!(lines, ["field id = orderid", "rename field customerid to id"]);
    for column in ["`customerid`", "`orderid`"] {
        assert!(finding.message.contains(column), "{}", finding.message);
    }
}

#[test]
fn names_that_are_lost_or_shared_are_one_finding_each() {
    let (finding, _) = only(&stream("field *\nrename field to id"));
    assert!(finding.message.starts_with("4 fields are called `id`"), "{}", finding.message);
    let (finding, output) = only(&stream("field *\nrename field customerid remove prefix \"customerid\""));
    assert_eq!(finding.code.name, "map/empty-name");
    assert_eq!(places(&finding, &output), ["rename field customerid remove prefix \"customerid\""]);
    let (finding, output) = only(&stream("field *\nfield x {\nfield a = customerid\nfield a = orderid\n}"));
    assert_eq!(finding.code.name, "map/same-name");
    assert_eq!(places(&finding, &output), ["field a = orderid", "field a = customerid"]);
    assert_eq!(codes(&check(&stream("field *\nfield quantity\nfield quantity"))), ["map/same-name"]);
}

#[test]
fn each_change_of_a_name_is_made() {
    for (change, name) in [
        ("customerid to buyer", "buyer"),
        ("uppercase", "CUSTOMERID"),
        ("add prefix \"old_\"", "old_customerid"),
        ("add suffix \"_v1\"", "customerid_v1"),
        ("remove prefix \"customer\"", "id"),
        ("customerid remove suffix \"id\"", "customer"),
        ("replace prefix \"customer\" with \"buyer\"", "buyerid"),
        ("customerid replace suffix \"id\" with \"key\"", "customerkey"),
        ("replace \"t\" with \"7\"", "cus7omerid"),
        ("customer* to buyer", "buyer"),
        ("purchase.customer?? to buyer", "buyer"),
    ] {
        let made = attribute(&item(&format!("field *\nrename field {change}")), name);
        assert_eq!(made["value"], "${customerid}", "{change}");
    }
    // A line that acts only on what an earlier one made is not idle; one that an earlier one left nothing to do is.
    let chained =
        "field *\nrename field customerid add suffix \"-x\"\nrename field customerid replace \"-\" with \"_\"";
    assert_eq!(attribute(&item(chained), "customerid_x")["value"], "${customerid}");
    let (finding, output) = only(&stream(
        "field *\nrename field lowercase\nrename field quantity uppercase\nrename field quantity replace \"q\" with \"k\"",
    ));
    assert_eq!(finding.code.name, "map/idle-rename");
    assert_eq!(places(&finding, &output), ["rename field quantity replace \"q\" with \"k\""]);
    // Lines act in turn, and not on names that a line spells.
    let text = item("field *\nfield Buyer = customerid\nrename field uppercase\nrename field lowercase");
    assert!(fields_after_dms(&text).contains(&"Buyer".to_owned()));
}

#[test]
fn patterns_select_columns() {
    for (pattern, left) in [
        ("*id", vec!["quantity"]),
        ("order*, quan*", vec!["customerid", "productid"]),
        ("?rderid", vec!["customerid", "productid", "quantity"]),
        ("[a-c]*", vec!["orderid", "productid", "quantity"]),
        ("purchase.*id", vec!["quantity"]),
    ] {
        let review = artefact(&stream(&format!("field *\nexclude {pattern}")), "review");
        for column in ["customerid", "orderid", "productid", "quantity"] {
            let is_out = review.contains(&format!("removes `{column}`"));
            assert_eq!(is_out, !left.contains(&column), "{pattern}: {column}\n{review}");
        }
    }
    assert_eq!(codes(&check(&stream("field *\nexclude Cust*"))), ["map/no-match"]);
    assert_eq!(codes(&check(&stream("field *\nexclude other.*id"))), ["map/no-match"]);
}

#[test]
fn nested_fields_become_documents_of_dynamodb() {
    let text = item(
        "field quantity\nfield who {\n field buyer = customerid\n field amount = quantity\n}\nfield parts list {\n item orderid\n item quantity\n}",
    );
    let map = attribute(&text, "who");
    assert_eq!((&map["attribute-type"], &map["attribute-sub-type"]), (&"document".into(), &"dynamodb-map".into()));
    assert_eq!(
        map["value"],
        serde_json::json!({"M": {"amount": {"N": "${quantity}"}, "buyer": {"S": "${customerid}"}}})
    );
    let list = attribute(&text, "parts");
    assert_eq!(list["attribute-sub-type"], "dynamodb-list");
    assert_eq!(list["value"], serde_json::json!({"L": [{"S": "${orderid}"}, {"N": "${quantity}"}]}));
    assert_eq!(codes(&check(&item("field quantity\nfield who {\n item customerid\n}"))), ["map/wrong-member"]);
    assert_eq!(codes(&check(&item("field quantity\nfield who list {\n field customerid\n}"))), ["map/wrong-member"]);
}

#[test]
fn clauses_that_nothing_acts_on_are_refused_in_nested_fields() {
    for (lines, places_of_clauses) in [
        ("field doc {\n field x: int = quantity\n}", vec!["int"]),
        ("field doc {\n field x = quantity null reject\n}", vec!["reject"]),
        ("field doc {\n field x = quantity null as 0\n}", vec!["0"]),
        ("field doc: string {\n field x = quantity\n}", vec!["string"]),
        ("field doc: string list {\n item quantity\n}", vec!["string"]),
        ("field doc {\n field x: int = quantity null omit\n}", vec!["int", "omit"]),
        ("field doc {\n field inner: string {\n field x = quantity null keep\n}\n}", vec!["string", "keep"]),
    ] {
        let output = check(&item(&format!("field quantity\n{lines}")));
        assert!(
            output.diagnostics.iter().all(|finding| finding.code.name == "map/not-yet"),
            "{:#?}",
            findings(&output)
        );
        let found: Vec<String> = output.diagnostics.iter().flat_map(|finding| places(finding, &output)).collect();
        assert_eq!(found, places_of_clauses, "{lines}");
    }
}

#[test]
fn work_that_no_stage_does_is_refused_with_each_reason() {
    let (finding, output) = only(&item("pivot \"p#${productid}\" = quantity"));
    assert_eq!(finding.code.name, "pipeline/no-taker");
    assert_eq!(places(&finding, &output), ["pivot \"p#${productid}\" = quantity"]);
    assert!(finding.notes[0].starts_with("`dms`: DMS makes one record of one row"), "{:?}", finding.notes);
    assert_eq!(finding.help, ["stages that could: `rust`"]);
    // Where another stage could, it is named: only firehose changes the type of a column, in objects.
    let (finding, _) = only(&stream("field *\nfield quantity: bigint"));
    assert_eq!(finding.code.name, "pipeline/no-taker");
}

#[test]
fn settings_are_checked_where_they_stand() {
    for (lines, code) in [
        ("kinesis { Nonsense true }", "setting/unknown"),
        ("kinesis { ShardCount 0 }", "setting/value"),
        ("kinesis { ShardCount \"2\" }", "setting/value"),
        ("kinesis { IncludeNullAndEmpty yes }", "setting/value"),
        ("kinesis { partition-key customerid }", "setting/value"),
        ("dms { FullLoadSettings true }", "setting/value"),
        ("kinesis {\nShardCount 1\nShardCount 1\n}", "setting/twice"),
        ("kinesis { ShardCount 1 }\nkinesis { ShardCount 2 }", "setting/twice"),
        ("dynamodb { BillingMode PROVISIONED }", "setting/misplaced"),
        ("kinesis others { ShardCount 1 }", "setting/misplaced"),
    ] {
        assert_eq!(codes(&check(&stream(&format!("field *\n{lines}")))), [code], "{lines}");
    }
    assert_eq!(codes(&check(&format!("{}kinesis others {{ ShardCount 2 }}\n", stream("field *")))), ["setting/unused"]);
    let two = "schema mydatabase from mysql \"mydatabase.sql\"\nkinesis { ShardCont 2 }\n\
        map a from mydatabase.purchase -> dms -> kinesis a {\nfield *\n}\nmap b from mydatabase.purchase -> dms -> kinesis b {\nfield *\n}\n";
    assert_eq!(codes(&check(two)), ["setting/unknown"], "one block is one finding, however many maps it is for");
}

#[test]
fn the_narrower_block_wins_key_by_key() {
    let shards = |top: &str, inner: &str| {
        let stream = artefact(&format!("{top}\n{}", stream(&format!("field *\n{inner}"))), "stream");
        let document: Value = serde_json::from_str(&stream).expect("JSON");
        document["ShardCount"].as_i64()
    };
    assert_eq!(shards("", ""), None);
    assert_eq!(shards("kinesis { ShardCount 1 }", ""), Some(1));
    assert_eq!(shards("kinesis { ShardCount 1 }\nkinesis purchases { ShardCount 2 }", ""), Some(2));
    assert_eq!(shards("kinesis purchases { ShardCount 2 }", "kinesis { ShardCount 3 }"), Some(3));
    assert_eq!(shards("", "kinesis { ShardCount 3 }\nkinesis purchases { ShardCount 4 }"), Some(4));
    assert_eq!(shards("kinesis { ShardCount 1 }", "kinesis { partition-key constant }"), Some(1), "other keys stay");
}

#[test]
fn the_narrower_block_wins_inside_blocks_too() {
    let task = |top: &str, inner: &str| -> Value {
        let text = artefact(&format!("{top}\n{}", stream(&format!("field *\n{inner}"))), "task-settings");
        serde_json::from_str(&text).expect("JSON")
    };
    let top = "dms { TargetMetadata {\nLobMaxSize 32\nParallelLoadThreads 2\n} }";
    let made = task(top, "dms { TargetMetadata { ParallelLoadThreads 4 } }");
    assert_eq!(made["TargetMetadata"]["LobMaxSize"], 32, "{made}");
    assert_eq!(made["TargetMetadata"]["ParallelLoadThreads"], 4, "{made}");
    // Shared blocks with different keys do not clash, whatever the map gives.
    let two = format!("{top}\ndms {{ FullLoadSettings {{ MaxFullLoadSubTasks 3 }} }}");
    let made = task(&two, "dms { FullLoadSettings { MaxFullLoadSubTasks 5 } }");
    assert_eq!(made["TargetMetadata"]["LobMaxSize"], 32, "{made}");
    assert_eq!(made["FullLoadSettings"]["MaxFullLoadSubTasks"], 5, "{made}");
}

#[test]
fn only_blocks_of_one_width_clash() {
    let codes_of = |top: &str, inner: &str| codes(&check(&format!("{}{top}\n", stream(&format!("field *\n{inner}")))));
    let other = "kinesis { partition-key constant }";
    let one = "kinesis { ShardCount 1 }";
    assert_eq!(codes_of(&format!("{other}\n{one}"), "kinesis { ShardCount 2 }"), Vec::<&str>::new());
    assert_eq!(codes_of(&format!("{one}\n{one}"), ""), ["setting/twice"]);
    assert_eq!(codes_of(&format!("{one}\n{one}"), "kinesis { ShardCount 2 }"), ["setting/twice"]);
    // A block inside a wider block is checked though a narrower one is given.
    let inner = "dms { TargetMetadata { ParallelLoadThreads 4 } }";
    assert_eq!(codes_of("dms { TargetMetadata true }", inner), ["setting/value"]);
    assert_eq!(codes_of("dms { TargetMetadata { Nonsense 1 } }", inner), ["setting/unknown"]);
}

#[test]
fn parameters_are_filled_in_from_the_default_or_from_outside() {
    let text =
        |param: &str| format!("{param}\n{}", stream("field *").replace("kinesis purchases", "kinesis \"p-$(env)\""));
    let run = |param: &str, given: &[(&str, &str)]| {
        let params: BTreeMap<String, String> =
            given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let output = compile_with(&text(param), &Memory::shipped(), Options { params, ..Options::default() });
        let stream = output.artefacts.iter().find(|artefact| artefact.kind.word() == "stream");
        let name = stream
            .map(|artefact| serde_json::from_slice::<Value>(&artefact.bytes()).expect("JSON")["StreamName"].clone());
        (codes(&output), name)
    };
    assert_eq!(run("param env = \"test\"", &[]), (vec![], Some("p-test".into())));
    assert_eq!(run("param env = \"test\"", &[("env", "live")]), (vec![], Some("p-live".into())));
    assert_eq!(run("param env", &[("env", "live")]), (vec![], Some("p-live".into())));
    assert_eq!(run("param env", &[]), (vec!["param/no-value"], None), "once, not again where it is used");
    assert_eq!(run("", &[]), (vec!["param/unknown"], None));
    assert_eq!(run("param env = \"test\"", &[("enw", "live")]), (vec!["param/unknown"], None));
    assert_eq!(run("param env = \"a\"\nparam env = \"b\"", &[]).0, ["map/declared-twice"]);
}

#[test]
fn levels_change_what_may_be_changed() {
    let idle = "field *\nrename field quantity lowercase\n";
    let levels = |line: &str| {
        let output = check(&stream(&format!("{idle}{line}")));
        output.diagnostics.iter().map(|finding| (finding.code.name, finding.level)).collect::<Vec<_>>()
    };
    assert_eq!(levels(""), [("map/idle-rename", Level::Warning)]);
    assert_eq!(levels("deny map/idle-rename"), [("map/idle-rename", Level::Error)]);
    assert_eq!(levels("allow map/idle-rename because \"soon\" until \"2026-06-30\""), []);
    assert_eq!(
        levels("allow map/idle-rename because \"soon\" until \"2026-01-01\""),
        [],
        "its last day is one of its days"
    );
    let ended = levels("allow map/idle-rename because \"soon\" until \"2025-12-31\"");
    assert_eq!(ended, [("map/idle-rename", Level::Warning), ("level/ended", Level::Error)]);
    for line in ["allow map/idle-rename", "allow map/idle-rename because \" \" until \"2026-06-30\""] {
        let list = levels(line);
        assert!(list.contains(&("syntax/waiver-reason", Level::Error)), "{list:?}");
        assert!(list.iter().all(|(code, _)| *code != "level/no-reason"), "{list:?}");
    }
    let promise = codes(&check(&stream("field *\nallow key/not-injective because \"x\" until \"2030-01-01\"")));
    assert_eq!(promise, ["level/not-waivable"]);
    // The line of a map holds for the map, and beats one at the top.
    let text = format!("deny map/idle-rename\n{}", stream(&format!("{idle}warn map/idle-rename")));
    assert_eq!(check(&text).diagnostics.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Warning]);
}

#[test]
fn two_maps_do_not_write_to_one_place() {
    let second = "map other from mydatabase.purchase -> dms -> kinesis purchases {\nfield *\n}\n";
    let (finding, output) = only(&format!("{}{second}", stream("field *")));
    assert_eq!(finding.code.name, "pipeline/shared-resource");
    assert_eq!(places(&finding, &output), ["kinesis purchases", "kinesis purchases"]);
}

#[test]
fn all_findings_of_a_text_come_in_one_run() {
    let text = "schema mydatabase from mysql \"mydatabase.sql\"
schema lost from oracle \"lost.sql\"
param account
map a from mydatabase.purchase -> dms -> kinesis a {
  field *
  exclude quantty
  assume unique ordrid
  kinesis { ShardCont 2 }
}
map b from mydatabase.purchases -> dms -> kinesis b {
  field *
}
map c from mydatabase.purchase -> dms -> dynamodb carts {
  partition key customerid
  field *
}
map d from mydatabase.purchase -> dms -> kinesis d {
  field *
  field x y z
}
map e from mydatabase.purchase -> dms -> kinesis e {
  field *
  field quantity: bigint
}
example f \"of no map\" {
  row { customerid: \"c\" }
  gives nothing
}
";
    assert_eq!(
        codes(&check(text)),
        [
            "schema/unreadable-file",
            "param/no-value",
            "map/unknown-column",
            "map/unknown-column",
            "setting/unknown",
            "map/unknown-table",
            "key/not-unique",
            "syntax/bare-name",
            "pipeline/no-taker",
            "example/unknown-map",
        ]
    );
}

#[test]
fn what_rests_on_a_broken_line_is_not_reported() {
    // The key, the assumption and the rename of these maps are in doubt, so that nothing is said of what needs them.
    for lines in [
        "partition key customerid orderid\nsort key productid\nfield quantity",
        "partition key k = \"${customerid}|${orderid}\"\nsort key productid\nfield quantity\nassume custmerid not contains \"|\"",
        "partition key k = \"${customerid}|${orderid}\"\nsort key productid\nfield quantity\nassume customerid contains not \"|\"",
        "partition key k = \"${custmerid}|${orderid}\"\nsort key productid\nfield quantity",
        "partition key customerid\nfield *\nfield a b",
    ] {
        let text = format!(
            "schema mydatabase from mysql \"mydatabase.sql\"\nmap p from mydatabase.purchase -> dms -> dynamodb p {{\n{lines}\n}}\n"
        );
        let output = check(&text);
        assert_eq!(codes(&output).len(), 1, "{:#?}\n{text}", findings(&output));
    }
    for text in [
        stream("field *").replace("schema mydatabase from", "schema mydatabase form"),
        stream("field *").replace("schema mydatabase", "scheme mydatabase"),
        format!("parm env = \"a\"\n{}", stream("field *").replace("kinesis purchases", "kinesis \"p-$(env)\"")),
        format!(
            "{}example purchase \"x\" {{\n  row {{ customerid: \"c\" }}\n  gives nothing\n}}\n",
            stream("field *").replace("from mydatabase", "form mydatabase")
        ),
        format!(
            "kinesis purchases {{ ShardCount 2 }}\n{}",
            stream("field *").replace("from mydatabase", "form mydatabase")
        ),
    ] {
        let output = check(&text);
        assert_eq!(codes(&output).len(), 1, "{:#?}\n{text}", findings(&output));
    }
}
