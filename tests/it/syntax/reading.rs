//! Valid texts, and what they become.

use mapc::syntax::tree::{
    Claim, Condition, FieldName, Item, Line, LiteralKind, Map, NullPolicy, Piece, Resource, TemplatePart, Test, Value,
};

use super::support::{EVERYTHING, Parsed, read};

#[test]
fn every_construct_is_read_without_a_finding() {
    assert_eq!(read(EVERYTHING).findings(), Vec::<String>::new());
}

/// Reads `lines` as the body of a map.
fn body(lines: &str) -> Parsed {
    let parsed = read(&format!(
        "/// What it is.\n///  Why.\nmap m from s.t except s.u -> dms -> s3 \"s3://$(b)/x\" {{\n{lines}\n}}\n"
    ));
    assert_eq!(parsed.findings(), Vec::<String>::new());
    parsed
}

fn map(parsed: &Parsed) -> &Map {
    let Item::Map(map) = &parsed.tree.items[0] else { panic!("{:?}", parsed.tree) };
    map
}

#[test]
fn a_header_has_its_sources_stages_and_documentation() {
    let parsed = body("field a");
    let map = map(&parsed);
    assert_eq!(map.doc.as_deref(), Some("What it is.\n Why."));
    assert_eq!(parsed.texts.slice(map.header), "map m from s.t except s.u -> dms -> s3 \"s3://$(b)/x\"");
    assert_eq!(parsed.texts.slice(map.stages[1].span), "s3 \"s3://$(b)/x\"");
    let Some(Resource::Text(text)) = &map.stages[1].resource else { panic!("{:?}", map.stages) };
    assert!(
        matches!(&text.parts[..], [TemplatePart::Literal(_), TemplatePart::Param(name), TemplatePart::Literal(_)] if &*name.text == "b")
    );
    assert!(!map.broken);
}

#[test]
fn a_template_has_literals_and_holes_with_escapes_undone() {
    let parsed = body(r#"field x = "a\"\${\u{2014}${ t.b }|${$operation}${f(c, "|")}""#);
    let Line::Field(field) = &map(&parsed).body[0] else { panic!("no field") };
    let Some(Value::Template(template)) = &field.value else { panic!("{field:?}") };
    let [
        TemplatePart::Literal(first),
        TemplatePart::Hole(Value::Column(path), hole),
        TemplatePart::Literal(bar),
        TemplatePart::Hole(Value::Event(event), _),
        TemplatePart::Hole(Value::Call { arguments, .. }, _),
    ] = &template.parts[..]
    else {
        panic!("{template:?}")
    };
    assert_eq!((&**first, &**bar, &*event.text), ("a\"${—", "|", "operation"));
    assert_eq!((path.parts.len(), parsed.texts.slice(*hole)), (2, "${ t.b }"));
    assert_eq!(arguments.len(), 2);
}

#[test]
fn names_lose_their_backticks_and_patterns_keep_literals_apart() {
    let parsed = body("exclude s.`a``*`x*?[a-dz]");
    let Line::Exclude(line) = &map(&parsed).body[0] else { panic!("no exclude") };
    let pattern = &line.columns[0].parts[1];
    assert_eq!(
        pattern.pieces,
        [Piece::Literal("a`*x".into()), Piece::Any, Piece::One, Piece::Class(vec![('a', 'd'), ('z', 'z')])]
    );
    assert_eq!(parsed.texts.slice(pattern.span), "`a``*`x*?[a-dz]");
}

#[test]
fn conditions_nest_as_their_parentheses_say() {
    let parsed = body("assume (a = 1 or not (b is null)) and c not in (\"x\", -2)");
    let Line::Assume(line) = &map(&parsed).body[0] else { panic!("no assume") };
    let Claim::Condition(Condition::And(terms)) = &line.claim else { panic!("{line:?}") };
    let [Condition::Or(first), Condition::Test { negated: true, test: Test::In(constants), .. }] = &terms[..] else {
        panic!("{terms:?}")
    };
    assert!(
        matches!(&first[1], Condition::Not(inner) if matches!(**inner, Condition::Test { test: Test::Null, negated: false, .. }))
    );
    assert_eq!(constants[1].kind, LiteralKind::Number("-2".into()));
}

#[test]
fn words_are_names_where_a_name_stands() {
    let parsed = body("field list\nfield null null as 0\nassume unique = 1\nassume unique unique\nfield * // rest");
    let lines = &map(&parsed).body;
    assert!(matches!(&lines[0], Line::Field(field) if field.members.is_none()));
    let Line::Field(field) = &lines[1] else { panic!("{lines:?}") };
    assert!(matches!(&field.name, FieldName::Named(name) if &*name.text == "null"));
    assert!(matches!(&field.null, Some(NullPolicy::As(_))));
    assert!(matches!(&lines[2], Line::Assume(line) if matches!(line.claim, Claim::Condition(_))));
    assert!(matches!(&lines[3], Line::Assume(line) if matches!(line.claim, Claim::Unique(_))));
    assert!(matches!(&lines[4], Line::Field(field) if matches!(field.name, FieldName::Rest(_))));
}

#[test]
fn a_broken_line_marks_its_map_and_a_broken_header_names_it() {
    let parsed = read("map m from s.t -> dms {\n  field a b c d\n  field e\n}\nmap n from -> {\n}\n");
    assert!(map(&parsed).broken && map(&parsed).body.len() == 1);
    assert!(parsed.tree.broken);
    assert_eq!(parsed.tree.unread.iter().map(|name| &*name.text).collect::<Vec<_>>(), ["n"]);
}
