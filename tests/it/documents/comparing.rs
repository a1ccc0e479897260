//! Two documents are compared by what they mean.

use mapc::dms_document::compare;

use crate::support::documents::read;

/// The differences of two documents, as people read them.
fn differences(first: &str, second: &str) -> String {
    let document = |text: &str| {
        let rules = format!("{{\"rules\": [{text}]}}");
        let (document, findings) = read(&rules);
        document.unwrap_or_else(|| panic!("{text}: {findings:?}"))
    };
    let differences = compare(&document(first), &document(second));
    differences.iter().map(|difference| format!("{difference}\n")).collect()
}

const ORDERS: &str = r#"{"rule-type": "selection", "rule-id": "1", "rule-name": "1", "rule-action": "include",
    "object-locator": {"schema-name": "shop", "table-name": "orders"}}"#;

fn rules(list: &[&str]) -> String {
    list.join(",")
}

#[test]
fn ids_names_nulls_and_the_order_of_the_text_say_nothing() {
    let lines = r#"{"rule-type": "selection", "rule-id": "2", "rule-name": "2", "rule-action": "include",
        "object-locator": {"schema-name": "shop", "table-name": "lines"}, "filters": [], "load-order": null}"#;
    let other = r#"{"object-locator": {"table-name": "lines", "schema-name": "shop"}, "rule-action": "include",
        "rule-id": 900, "rule-name": "lines", "rule-type": "selection"}"#;
    assert_eq!(differences(&rules(&[ORDERS, lines]), &rules(&[other, ORDERS])), "");
}

#[test]
fn spellings_of_one_meaning_are_one() {
    let of = |operator: &str| {
        format!(
            r#"{{"rule-type": "selection", "rule-id": "1", "rule-name": "1", "rule-action": "include",
            "object-locator": {{"schema-name": "shop", "table-name": "orders", "table-type": "table"}}, "filters": [
            {{"filter-type": "source", "column-name": "total",
              "filter-conditions": [{{"filter-operator": "{operator}", "value": 10}}]}}]}}"#
        )
    };
    assert_eq!(differences(&of("lte"), &of("ste")), "");
    assert_eq!(
        differences(&of("lte"), &of("gte")),
        "! select table shop.orders\n  - filters: \"total\" <= \"10\"\n  + filters: \"total\" >= \"10\"\n"
    );
    let explicit = ORDERS.replace("include", "explicit").replace("orders", "order_lines");
    assert_eq!(differences(&explicit, &ORDERS.replace("orders", "order[_]lines")), "");
    // A pattern that means others, too, is another.
    assert_eq!(
        differences(&explicit, &ORDERS.replace("orders", "order_lines")),
        "- select table shop.order[_]lines\n+ select table shop.order_lines\n"
    );
}

#[test]
fn what_has_no_effect_is_no_difference() {
    let all = ORDERS.replace("orders", "%").replace("\"1\"", "\"7\"");
    assert_eq!(differences(&all, &rules(&[ORDERS, &all])), "");
    let of_another = r#"{"rule-type": "transformation", "rule-id": "2", "rule-name": "2", "rule-action": "rename",
        "rule-target": "table", "object-locator": {"schema-name": "shop", "table-name": "Orders"}, "value": "x"}"#;
    assert_eq!(differences(ORDERS, &rules(&[ORDERS, of_another])), "");
    assert_eq!(
        differences(ORDERS, &rules(&[ORDERS, &of_another.replace("Orders", "orders")])),
        "+ rename table shop.orders\n"
    );
}

#[test]
fn of_two_transformations_of_one_object_the_lower_id_counts() {
    let rule = |id: u32, action: &str, column: &str| {
        format!(
            r#"{{"rule-type": "transformation", "rule-id": "{id}", "rule-name": "{id}", "rule-action": "{action}",
            "rule-target": "column", "value": "x",
            "object-locator": {{"schema-name": "shop", "table-name": "orders", "column-name": "{column}"}}}}"#
        )
    };
    // Of two for one column the second is never applied.
    assert_eq!(
        differences(
            &rules(&[ORDERS, &rule(2, "rename", "a"), &rule(3, "convert-uppercase", "a")]),
            &rules(&[ORDERS, &rule(9, "rename", "a")]),
        ),
        ""
    );
    // Of a pattern and a name the pattern is left for the others, unless it comes first.
    let name_first = rules(&[ORDERS, &rule(2, "rename", "a"), &rule(3, "convert-uppercase", "%")]);
    let same = rules(&[&rule(8, "convert-uppercase", "%"), &rule(5, "rename", "a"), ORDERS]);
    assert_eq!(differences(&name_first, &same), "");
    let pattern_first = rules(&[ORDERS, &rule(3, "rename", "a"), &rule(2, "convert-uppercase", "%")]);
    assert_eq!(
        differences(&name_first, &pattern_first),
        "! convert-uppercase column shop.orders.%\n  - comes after: rename column shop.orders.a\n- rename column shop.orders.a\n"
    );
}

#[test]
fn a_document_is_like_itself_and_unlike_one_with_another_value() {
    for (name, content) in super::corpus::documents("dms", "json") {
        let (document, _) = read(&content);
        let document = document.unwrap_or_else(|| panic!("{name} is read"));
        assert_eq!(compare(&document, &document), [], "{name}");
        let (bare, _) = read("{\"rules\": []}");
        let bare = bare.expect("a document without rules");
        assert!(!compare(&document, &bare).is_empty() && !compare(&bare, &document).is_empty(), "{name}");
    }
}
