//! Fragments: their lines in the maps that use them, and what is said where that does not work.

use mapc::Output;

use crate::support::compile::{Memory, compile, findings};

const SCHEMA: &str = "schema mydatabase from mysql \"mydatabase.sql\"\nschema SH from oracle \"sh.sql\"\n";

/// A map over purchases into a stream of its name.
fn map(name: &str, lines: &str) -> String {
    format!("map {name} from mydatabase.purchase -> dms -> kinesis {name} {{\n{lines}\n}}\n")
}

/// A map over races into a stream of its name.
fn races(name: &str, lines: &str) -> String {
    format!("map {name} from SH.RACE_ENTRY -> dms -> kinesis {name} {{\n{lines}\n}}\n")
}

fn check(items: &[String]) -> Output {
    compile(&format!("{SCHEMA}{}", items.concat()), &Memory::shipped())
}

fn fragment(name: &str, lines: &str) -> String {
    format!("fragment {name} {{\n{lines}\n}}\n")
}

/// Code and place of each finding, with the places that belong to it.
fn found(output: &Output) -> Vec<String> {
    let slice = |label: &mapc::diag::Label| output.texts.slice(label.span).to_owned();
    output
        .diagnostics
        .iter()
        .map(|finding| {
            let places: Vec<String> = finding.place.iter().chain(&finding.also).map(slice).collect();
            format!("{}: {}", finding.code.name, places.join(" / "))
        })
        .collect()
}

/// All artefacts as texts, each with its path.
fn artefacts(output: &Output) -> Vec<(String, String)> {
    assert_eq!(findings(output), Vec::<String>::new());
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("artefacts are UTF-8");
    output.artefacts.iter().map(|artefact| (artefact.path.to_string(), text(&artefact.bytes()))).collect()
}

#[test]
fn lines_of_a_fragment_do_what_they_do_in_the_map() {
    let lines = "field *\nfield note = \"x\"\nexclude quantity\nrename field customerid to customer\nassume unique orderid\n\
                 kinesis { ShardCount 2 }";
    let shared = [fragment("f", lines), map("a", "use f"), map("b", "use f")];
    assert_eq!(artefacts(&check(&shared)), artefacts(&check(&[map("a", lines), map("b", lines)])));
    // Fragments of fragments, from a text further down, at their place among the lines.
    let nested = [
        map("a", "field note = \"x\"\nuse all\nfield more = \"y\""),
        fragment("all", "use keys\nfield amount = quantity\nuse rest"),
        fragment("rest", "field productid"),
        fragment("keys", "field customerid\nfield orderid"),
    ];
    let plain = "field note = \"x\"\nfield customerid\nfield orderid\nfield amount = quantity\nfield productid\nfield more = \"y\"";
    assert_eq!(artefacts(&check(&nested)), artefacts(&check(&[map("a", plain)])));
}

#[test]
fn a_fragment_on_two_ways_counts_once() {
    let items = [
        fragment("base", "field *"),
        fragment("x", "use base\nfield note = \"x\""),
        fragment("y", "use base\nfield more = \"y\""),
        map("a", "use x\nuse y"),
    ];
    assert_eq!(found(&check(&items)), Vec::<String>::new());
    let twice = [fragment("base", "field *"), map("a", "use base\nuse base")];
    assert_eq!(found(&check(&twice)), ["fragment/twice: use base / use base"]);
}

#[test]
fn names_of_fragments_are_checked() {
    let one = |lines: &str| found(&check(&[fragment("names", "field *"), map("a", lines), map("b", "use names")]));
    assert_eq!(one("use nams"), ["fragment/unknown: nams"]);
    assert_eq!(one("field *"), Vec::<String>::new());
    let unused = [fragment("f", "use g"), fragment("g", "no such line"), map("a", "field *")];
    assert_eq!(found(&check(&unused)), ["syntax/unknown-line: no"], "what cannot be read may use anything");
    let unused = [fragment("f", "use g"), fragment("g", "field nowhere"), map("a", "field *")];
    assert_eq!(found(&check(&unused)), ["fragment/unused: fragment f"]);
    let two = [fragment("f", "field *"), fragment("f", "field *"), map("a", "use f")];
    assert_eq!(found(&check(&two)), ["map/declared-twice: f / f"]);
    let stage = [fragment("f", "field *\nfeild x {\n}"), map("a", "use f")];
    assert_eq!(found(&check(&stage)), ["pipeline/unknown-stage: feild"]);
    // The name of a broken fragment is not said to be missing, nor is what its lines may have placed.
    let broken = ["fragment f x {\n  field *\n}\n".to_owned(), map("a", "use f")];
    assert_eq!(found(&check(&broken)), ["syntax/unexpected: x"]);
    let broken = [fragment("f", "field a b"), map("a", "use f")];
    assert_eq!(found(&check(&broken)), ["syntax/bare-name: b"]);
}

#[test]
fn a_circle_is_reported_once() {
    let own = [fragment("f", "field *\nuse f"), map("a", "use f"), map("b", "use f")];
    assert_eq!(found(&check(&own)), ["fragment/circle: use f"]);
    let three = [fragment("f", "use g"), fragment("g", "field *\nuse h"), fragment("h", "use f"), map("a", "use f")];
    let output = check(&three);
    assert_eq!(found(&output), ["fragment/circle: use f"]);
    let notes: Vec<&String> = output.diagnostics.iter().flat_map(|finding| &finding.notes).collect();
    assert_eq!(notes, ["each uses the next: `f`, `g`, `h`, `f`"]);
}

#[test]
fn a_finding_in_a_fragment_shows_the_map_and_comes_once() {
    let wrong = [fragment("f", "field *\nfield x = nowhere"), map("a", "use f"), map("b", "use f")];
    assert_eq!(found(&check(&wrong)), ["map/unknown-column: nowhere / purchase / use f"]);
    let shapes = [fragment("f", "field *\nfield x = quantity"), map("a", "use f"), races("r", "use f")];
    let output = check(&shapes);
    assert_eq!(found(&output), ["map/unknown-column: quantity / RACE_ENTRY / use f"], "only where it is missing");
    let labels: Vec<&str> = output.diagnostics.iter().flat_map(|f| f.also.last()).map(|l| &*l.text).collect();
    assert_eq!(labels, ["the map `r` uses the fragment here"]);
    let two = [fragment("f", "field *\nnull omit"), map("a", "use f\nnull keep")];
    assert_eq!(found(&check(&two)), ["map/null-twice: null keep / null omit"]);
    let rest = [fragment("f", "field *"), map("a", "field *\nuse f")];
    assert_eq!(found(&check(&rest)), ["map/rest-twice: * / * / use f"]);
    let settings = [fragment("f", "field *\nkinesis { ShardCount 1 }"), map("a", "use f\nkinesis { ShardCount 2 }")];
    assert_eq!(found(&check(&settings)).len(), 1, "{:?}", found(&check(&settings)));
}

#[test]
fn two_keys_show_the_line_of_the_fragment_and_of_the_map() {
    let text = format!(
        "{SCHEMA}{}map p from mydatabase.purchase -> dms -> dynamodb purchases {{\n  sort key productid\n  use keys\n  field *\n}}\n",
        fragment("keys", "partition key customerid\nsort key orderid")
    );
    let output = compile(&text, &Memory::shipped());
    assert_eq!(found(&output), ["key/two-keys: sort key orderid / sort key productid / use keys"]);
}

#[test]
fn a_selector_must_match_in_one_of_the_maps() {
    let maps = |lines: &str| found(&check(&[fragment("f", lines), map("a", "use f"), races("r", "use f")]));
    // The same into files, where more can be done.
    let files = |lines: &str| {
        let maps = [map("a", "use f"), races("r", "use f")].concat();
        let (a, r) = ("kinesis a {", "kinesis r {");
        let maps = maps.replace(a, "s3 \"s3://lake/a/\" {").replace(r, "s3 \"s3://lake/r/\" {");
        found(&check(&[fragment("f", &format!("field Op = $operation\n{lines}")), maps]))
    };
    assert_eq!(maps("field *\nexclude quan*"), Vec::<String>::new());
    assert_eq!(maps("field *\nexclude quantity, MEET_DATE"), Vec::<String>::new());
    assert_eq!(maps("field *\nexclude quantty"), ["fragment/no-match: quantty"]);
    assert_eq!(maps("field *\nrename field qantity to amount"), ["fragment/no-match: qantity"]);
    assert_eq!(maps("field *\nrename field *CODE add suffix \"_x\""), Vec::<String>::new());
    assert_eq!(maps("field *\nrename field purchase.* add suffix \"_x\""), Vec::<String>::new());
    assert_eq!(maps("field *\nassume purchase.quantity > 0"), Vec::<String>::new());
    assert_eq!(maps("field *\nassume purchases.quantity > 0"), ["fragment/no-match: purchases.quantity"]);
    assert_eq!(files("field *\nmask customerid hash"), Vec::<String>::new());
    assert_eq!(files("field *\nmask custmerid hash"), ["fragment/no-match: custmerid"]);
    assert_eq!(files("field *\nexclude quantity\nmask quan* hash"), ["map/idle-change: mask quan* hash"]);
    assert_eq!(files("field *\ncast every timestamp to string"), Vec::<String>::new());
    assert_eq!(files("field *\ncast every json to string"), ["map/idle-change: cast every json to string"]);
    assert_eq!(files("field *\nrename table RACE_* lowercase"), Vec::<String>::new());
    assert_eq!(files("field *\nrename table RACES lowercase"), ["fragment/no-match: RACES"]);
    // Idle in one map, not in the other.
    assert_eq!(maps("field *\nrename field *_CODE lowercase"), Vec::<String>::new());
    assert_eq!(maps("field *\nrename field quantity lowercase"), ["map/idle-rename: rename field quantity lowercase"]);
}

#[test]
fn settings_of_a_fragment_are_for_the_maps_that_have_the_stage() {
    let item = "map p from mydatabase.purchase -> dms -> dynamodb purchases {\n  partition key k = \"${customerid}|${orderid}\"\n  \
                sort key productid\n  field quantity\n  assume customerid not contains \"|\"\n  use f\n}\n";
    let kinesis = fragment("f", "kinesis { ShardCount 2 }");
    let both = [kinesis.clone(), map("a", "field *\nuse f"), item.to_owned()];
    assert_eq!(found(&check(&both)), Vec::<String>::new());
    assert_eq!(found(&check(&[kinesis, item.to_owned()])), ["setting/unused: kinesis {"]);
}

#[test]
fn a_long_chain_of_fragments_is_no_trouble() {
    let chain: Vec<String> = (0..20_000).map(|n| format!("fragment f{n} {{\n  use f{}\n}}\n", n + 1)).collect();
    let end = [fragment("f20000", "field *"), map("a", "use f0")];
    assert_eq!(found(&check(&[chain.concat(), end.concat()])), Vec::<String>::new());
}
