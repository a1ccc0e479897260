//! What is shown where mappings have errors.

use mapc::Options;

use crate::support::compile::{Memory, compile_with, findings};

const SCHEMA: &str = "schema mydatabase from mysql \"mydatabase.sql\"\n\n";

/// A map of this name, written to a table of that name.
fn map(name: &str) -> String {
    format!(
        "map {name} from mydatabase.purchase -> dms -> dynamodb {name} {{\n  partition key customer_orderid = \"${{customerid}}|${{orderid}}\"\n  sort key productid\n  field quantity\n  assume customerid not contains \"|\"\n}}\n\n"
    )
}

/// The maps whose pages are shown.
fn shown(text: &str) -> Vec<String> {
    let output = compile_with(&format!("{SCHEMA}{text}"), &Memory::shipped(), Options::default());
    assert_eq!(output.diagnostics.any_errors(), output.artefacts.is_empty(), "{:?}", findings(&output));
    output.reviews().filter_map(|page| page.mapping.clone()).collect()
}

#[test]
fn the_error_of_one_map_hides_its_own_page_only() {
    let (one, other) = (map("one"), map("other"));
    assert_eq!(shown(&format!("{one}{other}")), ["one", "other"]);
    let wrong = other.replace("sort key productid", "sort key product");
    assert_eq!(shown(&format!("{one}{wrong}")), ["one"]);
    assert_eq!(shown(&format!("{wrong}{one}")), ["one"]);
}

#[test]
fn an_error_of_no_map_may_be_of_any() {
    assert_eq!(shown(&format!("{}nonsense\n", map("one"))), Vec::<String>::new());
}
