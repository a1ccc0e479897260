//! Items of many rows: what belongs together, what is refused, and that nothing of what is refused is left.

use mapc_runtime::{
    AttributeValue, Attributes, BadNumber, Duplicates, Error, Fault, Groups, Item, JsonLines, Members, Name, Number,
    ToItem, ToMembers, items, literal, put, put_partition_key, put_sort_key, template, text,
};

const CUSTOMER: Name = Name::new("customer");
const NUMBER: Name = Name::new("number");
const CITY: Name = Name::new("city");

/// A row of an order: the key is a text and a number, `city` is the same in all rows of one.
#[derive(Clone, Copy)]
struct Row<'a> {
    customer: Option<&'a str>,
    number: Number<'a>,
    city: &'a str,
    product: &'a str,
    pieces: Option<Number<'a>>,
}

impl ToItem for Row<'_> {
    fn key<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        put_partition_key(out, &CUSTOMER, self.customer)?;
        put_sort_key(out, &NUMBER, self.number)
    }

    fn attributes<O: Attributes>(&self, out: &mut O) -> Result<(), Error> {
        put(out, &CITY, self.city)
    }
}

impl ToMembers for Row<'_> {
    const RESERVED: &'static [&'static str] = &["customer", "number", "city"];

    fn members(&self, members: &mut Members) -> Result<(), Error> {
        members.put_or_omit(template(&[text(self.product)]), self.pieces)
    }
}

fn row<'a>(customer: &'a str, number: &'a str, product: &'a str, pieces: &'a str) -> Row<'a> {
    Row { customer: Some(customer), number: Number(number), city: "x", product, pieces: Some(Number(pieces)) }
}

/// The lines of the items, and the faults in the order in which they were noticed.
fn run(rows: &[Row<'_>]) -> (Vec<String>, Vec<Error>) {
    let mut lines = JsonLines::new();
    let mut groups = Groups::new();
    let mut errors: Vec<Error> = rows.iter().filter_map(|row| groups.push(row, &mut lines).err()).collect();
    while let Err(error) = groups.finish(&mut lines) {
        errors.push(error);
    }
    // The other way to the same items.
    let collected: Vec<Result<Item, Error>> = items(rows.iter().copied(), Duplicates::Reject).collect();
    assert_eq!(collected.iter().filter(|item| item.is_ok()).count(), lines.as_str().lines().count());
    assert_eq!(collected.into_iter().filter_map(Result::err).collect::<Vec<_>>(), errors);
    (lines.as_str().lines().map(str::to_owned).collect(), errors)
}

fn faults(errors: &[Error]) -> Vec<(&Fault, &str)> {
    errors.iter().map(|error| (&error.fault, error.attribute.as_str())).collect()
}

#[test]
fn rows_of_equal_keys_are_one_item() {
    let (lines, errors) = run(&[row("a", "1", "p", "3"), row("a", "1.0", "q", "4.50"), row("b", "1", "p", "5")]);
    assert_eq!(errors, []);
    assert_eq!(
        lines,
        [
            r#"{"Item":{"customer":{"S":"a"},"number":{"N":"1"},"city":{"S":"x"},"p":{"N":"3"},"q":{"N":"4.50"}}}"#,
            r#"{"Item":{"customer":{"S":"b"},"number":{"N":"1"},"city":{"S":"x"},"p":{"N":"5"}}}"#,
        ]
    );
}

#[test]
fn a_key_that_comes_back_is_an_error_and_the_first_item_stays() {
    let (lines, errors) = run(&[row("a", "1", "p", "3"), row("b", "1", "p", "5"), row("a", "1", "q", "4")]);
    assert_eq!(faults(&errors), [(&Fault::Unsorted, "")]);
    assert!(errors[0].key.as_ref().is_some_and(|key| key.contains(r#""customer":{"S":"a"}"#)), "{errors:?}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn one_bad_row_refuses_its_item_whole_and_once() {
    for (bad, fault, attribute) in [
        (row("b", "1", "p", "9"), Fault::Duplicate, "p"),
        (row("b", "1", "customer", "9"), Fault::NameClash, "customer"),
        (row("b", "1", "city", "9"), Fault::NameClash, "city"),
        (row("b", "1", "", "9"), Fault::EmptyName, ""),
        (row("b", "1", "q", "NaN"), Fault::Number(BadNumber::NotANumber), "q"),
        (row("b", "1", "q", "123456789012345678901234567890123456789"), Fault::Number(BadNumber::TooManyDigits), "q"),
    ] {
        let (lines, errors) = run(&[
            row("a", "1", "p", "1"),
            row("b", "1", "p", "2"),
            bad,
            row("b", "1", "r", "3"),
            row("b", "1", "r", "4"),
            row("c", "1", "p", "5"),
        ]);
        assert_eq!(faults(&errors), [(&fault, attribute)]);
        let customers: Vec<bool> =
            ["\"a\"", "\"c\""].iter().zip(&lines).map(|(key, line)| line.contains(key)).collect();
        assert_eq!(customers, [true, true], "{lines:?}");
        assert_eq!(lines.len(), 2);
    }
}

#[test]
fn a_row_without_a_key_is_an_error_of_its_own() {
    let nameless = Row { customer: None, ..row("", "1", "q", "9") };
    let (lines, errors) = run(&[row("a", "1", "p", "1"), nameless, row("", "1", "q", "9"), row("a", "1", "q", "2")]);
    assert_eq!(faults(&errors), [(&Fault::NullKey, "customer"), (&Fault::EmptyKey, "customer")]);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains(r#""p":{"N":"1"},"q":{"N":"2"}"#), "{lines:?}");
}

#[test]
fn null_takes_its_name_all_the_same() {
    let null = |product| Row { pieces: None, ..row("a", "1", product, "") };
    let (lines, errors) = run(&[null("p")]);
    assert_eq!((lines.len(), errors.len()), (1, 0));
    let (lines, errors) = run(&[null("p"), row("a", "1", "p", "1")]);
    assert_eq!(faults(&errors), [(&Fault::Duplicate, "p")]);
    assert_eq!(lines, [""; 0]);
}

#[test]
fn keys_and_items_that_are_too_large_are_refused() {
    let long = "k".repeat(2049);
    let (_, errors) = run(&[row(&long, "1", "p", "1")]);
    assert_eq!(errors[0].fault, Fault::KeyTooLong { bytes: 2049, limit: 2048 });
    // Each member has a name of 3,000 bytes: 136 of them fit.
    let names: Vec<String> = (0..140).map(|number| format!("{number:0>3000}")).collect();
    let of = |count: usize| names[..count].iter().map(|name| row("a", "1", name, "1")).collect::<Vec<_>>();
    assert_eq!(run(&of(136)).0.len(), 1);
    let (lines, errors) = run(&of(140));
    assert!(matches!(errors.as_slice(), [Error { fault: Fault::ItemTooLarge { .. }, .. }]), "{errors:?}");
    assert_eq!(lines, [""; 0]);
}

#[test]
fn many_members_are_told_apart() {
    let names: Vec<String> = (0..5_000).map(|number| format!("p{number}")).collect();
    let mut rows: Vec<Row<'_>> = names.iter().map(|name| row("a", "1", name, "1")).collect();
    assert_eq!(run(&rows).1, []);
    rows.push(row("a", "1", "p2500", "1"));
    assert_eq!(faults(&run(&rows).1), [(&Fault::Duplicate, "p2500")]);
}

#[test]
fn the_later_row_wins_where_the_mapping_says_so() {
    let rows = [row("a", "1", "p", "1"), row("a", "1", "q", "2"), row("a", "1", "p", "3")];
    let made: Vec<Item> = items(rows, Duplicates::Last).collect::<Result<_, _>>().expect("an item");
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].get("p"), Some(&AttributeValue::number("3")));
    assert_eq!(made[0].len(), 5);
}

#[test]
fn memory_is_used_again_for_the_next_item() {
    let mut lines = JsonLines::with_capacity(4096);
    let mut groups = Groups::new();
    let keys: Vec<String> = (0..1000).map(|number| format!("c{number}")).collect();
    let mut file = Vec::new();
    for key in &keys {
        for product in ["p", "q"] {
            groups.push(&row(key, "1", product, "1"), &mut lines).expect("a good row");
            lines.write_to(&mut file).expect("memory");
        }
    }
    groups.finish(&mut lines).expect("a good item");
    lines.write_to(&mut file).expect("memory");
    let text = String::from_utf8(file).expect("text");
    assert_eq!(text.lines().count(), 1000);
    assert!(text.lines().all(|line| line.ends_with(r#""city":{"S":"x"},"p":{"N":"1"},"q":{"N":"1"}}}"#)));
    assert!(lines.as_bytes().is_empty());
    // A part of a name that is the same for all rows.
    assert!(!template(&[literal("p#")]).is_null());
}
