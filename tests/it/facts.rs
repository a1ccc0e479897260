//! What `assume` lines and CHECK constraints say of columns, and whether a key determines the row.

use mapc::mapping::{Assumption, Claim, Mapping, Source};
use mapc::proofs::{Facts, Part, ValueTexts, Verdict, assumed, checked, injective, known, two_rows};
use mapc::schema::{Check, Column, Dialect, Key, Schema, Table, TableKind};
use mapc::syntax::tree::{Condition, Ident, Literal, LiteralKind, Path, Test, TextLit};
use mapc::text::{Span, Texts};
use mapc::types::{TextType, Type};

fn span() -> Span {
    Span::new(Texts::new().add("test", ""), 0, 0)
}

fn table(columns: &[(&str, Type)]) -> Table {
    let column = |(name, ty): &(&str, Type)| Column {
        name: (*name).into(),
        ty: ty.clone(),
        declared: ty.to_string().into(),
        nullable: false,
        collation: None,
        default: None,
        generated: false,
        comment: None,
        ty_span: span(),
        span: span(),
    };
    Table {
        schema: "shop".into(),
        name: "purchase".into(),
        kind: TableKind::Table,
        columns: columns.iter().map(column).collect(),
        primary_key: None,
        unique: Vec::new(),
        checks: Vec::new(),
        comment: None,
        rows: None,
        span: span(),
    }
}

fn key(columns: &[usize]) -> Key {
    Key { name: None, columns: columns.to_vec(), span: span() }
}

fn codes() -> Table {
    let fixed = TextType { max: Some(8), fixed: true, ..TextType::default() };
    table(&[("code", Type::text(20)), ("amount", Type::int(32)), ("padded", Type::Text(fixed))])
}

/// What a constraint says of the columns `code`, `amount` and `padded`.
fn check(dialect: Dialect, text: &str) -> [Facts; 3] {
    let mut table = codes();
    table.checks.push(Check { name: None, text: text.into(), span: span() });
    checked(&table, dialect).try_into().expect("three columns")
}

fn code(dialect: Dialect, text: &str) -> Facts {
    let [code, amount, padded] = check(dialect, text);
    assert_eq!((amount, padded), (Facts::default(), Facts::default()), "{text}");
    code
}

fn words(words: &[&str]) -> Facts {
    Facts { one_of: Some(words.iter().map(ToString::to_string).collect()), ..Facts::default() }
}

fn without(text: &str) -> Facts {
    Facts { not_contains: vec![text.to_owned()], ..Facts::default() }
}

fn lengths(min: Option<u64>, max: Option<u64>) -> Facts {
    Facts { min_len: min, max_len: max, ..Facts::default() }
}

#[test]
fn constraints_are_read_as_people_write_them() {
    use Dialect::{Oracle, Postgres, SqlServer, Sqlite};
    for (dialect, text, expected) in [
        (Oracle, "CODE IN ('A', 'B', 'it''s')", words(&["A", "B", "it's"])),
        (Oracle, "\"code\" = 'A'", words(&["A"])),
        (Sqlite, "code in ('A')", words(&["A"])),
        (Postgres, "code NOT LIKE '%|%'", without("|")),
        (SqlServer, "NOT [code] LIKE N'%|%'", without("|")),
        (Oracle, "INSTR(code, '|') = 0", without("|")),
        (Postgres, "position('#' in code) = 0", without("#")),
        (SqlServer, "(charindex('|',[code])=(0))", without("|")),
        (Oracle, "LENGTH(code) <= 9", lengths(None, Some(9))),
        (Sqlite, "length(code) between 2 and 4", lengths(Some(2), Some(4))),
        (Sqlite, "length(code) > 2 AND (length(code) < 5)", lengths(Some(3), Some(4))),
        (Oracle, "(code IN ('A') AND amount <> 3)", words(&["A"])),
    ] {
        assert_eq!(code(dialect, text), expected, "{text}");
    }
    let [_, amount, _] = check(Oracle, "amount >= 0 and amount < 10");
    assert_eq!((amount.least, amount.most), (Some(0), Some(9)));
    let [_, amount, _] = check(Postgres, "amount BETWEEN -5 AND -2");
    assert_eq!((amount.least, amount.most), (Some(-5), Some(-2)));
    let [_, amount, _] = check(Postgres, "((amount >= '-5'::integer) AND (amount <= -1))");
    assert_eq!((amount.least, amount.most), (None, Some(-1)));
    let [_, amount, _] = check(SqlServer, "amount IN (1, 2, 3)");
    assert_eq!(amount, words(&["1", "2", "3"]));
}

/// As `pg_dump` prints `code in ('A', 'B')` and the like.
#[test]
fn constraints_are_read_as_dumps_print_them() {
    for (text, expected) in [
        ("((code)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[]))", words(&["A", "B"])),
        ("((code)::text = ANY (ARRAY['A'::text, 'B'::text]))", words(&["A", "B"])),
        ("((code)::text = 'A'::text)", words(&["A"])),
        ("((code)::text !~~ '%|%'::text)", without("|")),
        ("(strpos((code)::text, '|'::text) = 0)", without("|")),
        ("(\"position\"((code)::text, '|'::text) = 0)", without("|")),
        ("(length((code)::text) = 5)", lengths(Some(5), Some(5))),
        ("(((length((code)::text) >= 2) AND (length((code)::text) <= 5)))", lengths(Some(2), Some(5))),
    ] {
        assert_eq!(code(Dialect::Postgres, text), expected, "{text}");
    }
    let digits = code(Dialect::Postgres, "((code)::text ~ '^[0-9]+$'::text)");
    let texts = ValueTexts::of(&Type::text(20), &digits);
    assert!(texts.has("42") && !texts.has("4x") && !texts.has(""));
    assert_eq!(code(Dialect::Oracle, "REGEXP_LIKE(code, '^[0-9]+$')").only, digits.only);
}

#[test]
fn what_is_not_promised_is_no_fact() {
    use Dialect::{MySql, Oracle, Postgres, SqlServer, Sqlite};
    for (dialect, text) in [
        // Ignored by old servers.
        (MySql, "code IN ('A')"),
        // `a` and `A ` pass too.
        (SqlServer, "code IN ('A')"),
        (SqlServer, "len(code) <= 3"),
        (Oracle, "code IN ('A') OR amount = 1"),
        (Oracle, "(code IN ('A') OR amount = 1)"),
        (Oracle, "NOT (code IN ('A') AND amount = 1)"),
        (Oracle, "NOT code IN ('A')"),
        (Oracle, "code NOT IN ('A')"),
        (Oracle, "code <> 'A'"),
        (Oracle, "code = padded"),
        (Oracle, "code IN ('A', padded)"),
        (Oracle, "UPPER(code) = 'A'"),
        (Oracle, "UPPER(code) IN ('A')"),
        (Oracle, "code || 'x' = 'Ax'"),
        (Oracle, "code LIKE 'A!%' ESCAPE '!'"),
        (Oracle, "code NOT LIKE '%!|%' ESCAPE '!'"),
        (Oracle, "code NOT LIKE '%a_b%'"),
        (Oracle, "code NOT LIKE '|%'"),
        (SqlServer, "code NOT LIKE '%[|]%'"),
        (Sqlite, "code LIKE 'A%'"),
        (Oracle, "INSTR(code, '|') > 0"),
        (Oracle, "INSTR(code, '|', 2) = 0"),
        (Postgres, "((code)::character(1) = 'A'::bpchar)"),
        (Postgres, "code ~* '^[a-z]+$'"),
        (Postgres, "code = E'\\n'"),
        (Postgres, "code ~ '[0-9]+'"),
        (Oracle, "REGEXP_LIKE(code, '^[a-z]+$')"),
        (Oracle, "REGEXP_LIKE(code, '^[0-9]+$', 'i')"),
        (Oracle, "LENGTH(padded) = 5 AND (1 = 1"),
        (Oracle, "code IN ('A'"),
        (Oracle, ")("),
        (Oracle, "'"),
        (Oracle, ""),
        (Oracle, "amount = 1.5"),
        (Oracle, "amount + 1 >= 5"),
        (Oracle, "- amount >= 5"),
        (Oracle, "amount -5 = 5"),
        (Oracle, "INSTR(code, '|', 'x') = 0"),
        (Oracle, "CASE WHEN amount = 1 THEN code IN ('A') END"),
        (Oracle, "CASE WHEN amount > 1 AND code = 'A' AND amount < 3 THEN 1 END = 0"),
        (Oracle, "(amount > 1 AND code = 'A') = (amount < 3 AND code = 'B')"),
        (Oracle, "amount IS NULL"),
    ] {
        assert_eq!(check(dialect, text), <[Facts; 3]>::default(), "{text}");
    }
    // Blanks at the end count for the constraint, but do not arrive.
    let [_, _, padded] = check(Oracle, "LENGTH(padded) BETWEEN 5 AND 6");
    assert_eq!(padded, lengths(None, Some(6)));
}

#[test]
fn deep_and_long_constraints_are_left() {
    let deep = format!("{}code = 'A'{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(code(Dialect::Oracle, &deep), Facts::default());
    let long = vec!["code <> 'B'"; 100_000].join(" AND ");
    assert_eq!(code(Dialect::Oracle, &long), Facts::default());
}

fn literal(kind: LiteralKind) -> Literal {
    Literal { kind, span: span() }
}

fn text(value: &str) -> Literal {
    literal(LiteralKind::Text(value.into()))
}

fn number(value: &str) -> Literal {
    literal(LiteralKind::Number(value.into()))
}

fn quoted(value: &str) -> TextLit {
    TextLit { value: value.into(), span: span() }
}

fn test(column: &str, negated: bool, test: Test) -> Condition {
    let part = Ident { text: column.into(), span: span() };
    Condition::Test { column: Path { parts: vec![part], span: span() }, negated, test, span: span() }
}

#[test]
fn assumptions_say_what_proofs_can_use() {
    let bar = || test("code", true, Test::Contains(quoted("|")));
    let of = |condition: Condition| {
        let [code, amount, _]: [Facts; 3] = assumed([&condition], &codes()).try_into().expect("three columns");
        (code, amount)
    };
    let nothing = Facts::default;
    assert_eq!(of(bar()), (without("|"), nothing()));
    assert_eq!(of(test("code", true, Test::Like(quoted("%|%")))), (without("|"), nothing()));
    assert_eq!(
        of(Condition::Not(Box::new(test("code", false, Test::Contains(quoted("|")))))),
        (without("|"), nothing())
    );
    // Both hold, or both fail.
    let amount = || test("amount", false, Test::AtLeast(number("0")));
    let natural = Facts { least: Some(0), ..Facts::default() };
    assert_eq!(of(Condition::And(vec![bar(), amount()])), (without("|"), natural));
    assert_eq!(of(Condition::Or(vec![bar(), amount()])), (nothing(), nothing()));
    assert_eq!(of(Condition::Not(Box::new(Condition::And(vec![bar(), amount()])))), (nothing(), nothing()));
    // Values in a list; NULL is no value.
    let listed = Condition::Or(vec![
        test("code", false, Test::Equal(text("A"))),
        test("code", false, Test::In(vec![text("B"), text("C")])),
        test("code", false, Test::Null),
    ]);
    assert_eq!(of(listed), (words(&["A", "B", "C"]), nothing()));
    let other = Facts { none_of: vec!["A".into()], ..Facts::default() };
    assert_eq!(of(test("code", true, Test::Equal(text("A")))), (other.clone(), nothing()));
    let texts = ValueTexts::of(&Type::text(20), &other);
    assert!(texts.has("B") && !texts.has("A"));
    // Numbers.
    let below = Facts { most: Some(4), ..Facts::default() };
    assert_eq!(of(test("amount", false, Test::Less(number("5")))), (nothing(), below.clone()));
    assert_eq!(of(test("amount", true, Test::Greater(number("4")))), (nothing(), below));
    assert_eq!(of(test("amount", false, Test::In(vec![number("1"), number("2")]))), (nothing(), words(&["1", "2"])));
    assert_eq!(of(test("unheard", false, Test::Null)), (nothing(), nothing()));
    // Forms.
    let (form, _) = of(test("code", false, Test::StartsWith(quoted("A-"))));
    let texts = ValueTexts::of(&Type::text(20), &form);
    assert!(texts.has("A-1") && !texts.has("B-1"));
}

#[test]
fn what_is_known_of_a_mapping_comes_from_its_lines_and_its_table() {
    let mut table = codes();
    table.checks.push(Check { name: None, text: "code NOT LIKE '%#%'".into(), span: span() });
    let of = |dialect| {
        let condition = test("code", true, Test::Contains(quoted("|")));
        let assumption = Assumption { claim: Claim::Condition(condition), text: "".into(), span: span() };
        let schema = Schema::new("s".into(), dialect, vec![table.clone()], None);
        let source = Source { table: &schema.tables[0], schema: &schema, dialect, span: span() };
        let mapping = Mapping { assumptions: vec![assumption], ..Mapping::new("codes".into(), span(), source) };
        let [code, _, _]: [Facts; 3] = known(&mapping).try_into().expect("three columns");
        (code.not_contains.join(" "), code.min_len)
    };
    assert_eq!(of(Dialect::MySql), ("|".into(), None));
    assert_eq!(of(Dialect::Postgres), ("| #".into(), None));
    // An empty text is NULL there.
    assert_eq!(of(Dialect::Oracle), ("| #".into(), Some(1)));
}

#[test]
fn the_composite_key_of_the_shop_needs_its_assumption() {
    let table = purchase();
    let judge = |facts: &[Facts]| {
        let texts: Vec<ValueTexts> =
            table.columns.iter().zip(facts).map(|(column, facts)| ValueTexts::of(&column.ty, facts)).collect();
        injective(&[Part::Value(0, &texts[0]), Part::Literal("|"), Part::Value(1, &texts[1])])
    };
    let none = assumed([], &table);
    let Verdict::Collides(witness) = judge(&none) else { panic!("the key is taken for safe") };
    assert_eq!((witness.first, witness.second), (vec!["a|b".into(), "c".into()], vec!["a".into(), "b|c".into()]));
    let condition = test("customerid", true, Test::Contains(quoted("|")));
    assert_eq!(judge(&assumed([&condition], &table)), Verdict::Injective);
}

fn purchase() -> Table {
    let mut table = table(&[
        ("customerid", Type::text(64)),
        ("orderid", Type::text(64)),
        ("productid", Type::text(64)),
        ("quantity", Type::int(32)),
    ]);
    table.primary_key = Some(key(&[0, 1, 2]));
    table
}

#[test]
fn a_key_within_the_determined_columns_determines_the_row() {
    let mut table = purchase();
    assert_eq!(two_rows(&table, &[2, 1, 0], &[], &[]), None);
    assert_eq!(two_rows(&table, &[0, 1], &[&[0]], &[]), None);
    table.unique.push(key(&[1]));
    assert_eq!(two_rows(&table, &[0, 1], &[], &[]), None);
    // NULLs are not equal, so that a key which may hold them keeps nothing apart.
    table.columns[1].nullable = true;
    table.primary_key = None;
    assert!(two_rows(&table, &[0, 1], &[], &[]).is_some());
}

#[test]
fn two_rows_of_one_item_differ_outside_the_key() {
    let rows = |table: &Table, determined: &[usize], facts: &[Facts]| {
        let rows = two_rows(table, determined, &[], facts)?;
        Some(format!("{:?} {:?}", rows.same, rows.differ))
    };
    let mut table = purchase();
    let expected = r#"[(0, Some("c1")), (1, Some("o1"))] [(2, Some(("p1", "p2")))]"#;
    assert_eq!(rows(&table, &[0, 1], &[]).as_deref(), Some(expected));
    // A second key must be kept too.
    table.unique.push(key(&[3]));
    let expected = r#"[(0, Some("c1")), (1, Some("o1"))] [(2, Some(("p1", "p2"))), (3, Some(("1", "2")))]"#;
    assert_eq!(rows(&table, &[0, 1], &[]).as_deref(), Some(expected));
    table.unique.clear();
    // Where a part of the key never changes, the others are a key.
    let facts = [Facts::default(), Facts::default(), words(&["only"]), Facts::default()];
    assert_eq!(rows(&table, &[0, 1], &facts), None);
    // Without any key the same row can stand twice.
    table.primary_key = None;
    assert_eq!(rows(&table, &[0], &[]).as_deref(), Some(r#"[(0, Some("c1"))] [(1, Some(("o1", "o2")))]"#));
    assert!(rows(&table, &[0, 1, 2, 3], &[]).is_some_and(|rows| rows.ends_with(" []")));
}
