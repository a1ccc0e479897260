//! Wrong texts that people write: each gives one finding, at the right place, with a way out.

use super::support::read;

/// Reads `lines` in a map and says what was found; the line after them must still be in the tree.
fn in_map(lines: &str) -> String {
    let text = format!("map m from s.t -> dms -> glue d.t {{\n{lines}\n  field last\n}}\n");
    let parsed = read(&text);
    assert!(format!("{:?}", parsed.tree).contains("\"last\""), "the line after is lost: {lines}");
    let found: Vec<String> = parsed
        .diags
        .iter()
        .map(|found| {
            let place = found.place.as_ref().expect("a finding of the language has a place");
            let mut said = format!("{} at `{}`: {}", found.code.name, parsed.texts.slice(place.span), found.message);
            if !place.text.is_empty() {
                said.push_str(&format!("\n  {}", place.text));
            }
            for help in &found.help {
                said.push_str(&format!("\n  help: {help}"));
            }
            for fix in &found.fixes {
                said.push_str(&format!("\n  fix: {}", fix.message));
            }
            said
        })
        .collect();
    assert_eq!(found.len(), 1, "{lines}: {found:#?}");
    found.concat()
}

/// What all fixes together make of `line` in a map.
fn mended(line: &str) -> String {
    let parsed = read(&format!("map m from s.t -> dms {{\n{line}\n}}\n"));
    let fixed = parsed.fixed();
    assert_eq!(read(&fixed).findings(), Vec::<String>::new(), "{fixed}");
    fixed.lines().skip(1).take_while(|line| *line != "}").collect::<Vec<_>>().join("\n")
}

/// The findings of a whole text.
fn findings(text: &str) -> Vec<String> {
    read(text).findings()
}

/// The lines of a map that people get wrong: the code, what stands at the place, and what the finding must say.
const LINES: &[(&str, &str, &str, &[&str])] = &[
    (r#"pivott "p#${a}" = b"#, "unknown-line", "pivott", &["unknown line `pivott`", "`pivot`"]),
    ("fields *", "unknown-line", "fields", &["unknown line `fields`", "`field *`"]),
    ("attributes *", "unknown-line", "attributes", &["`field *`"]),
    (
        "field total decimal(10, 2)",
        "missing-colon",
        "decimal(10, 2)",
        &["unexpected `decimal(10, 2)`", "a type follows `:`"],
    ),
    ("field a bigint", "missing-colon", "bigint", &["`:`"]),
    ("field a, b", "two-fields", "a, b", &["one field"]),
    ("field order id", "bare-name", "id", &["unexpected `id`", "`order id`"]),
    ("field 2016dates", "bare-name", "2016dates", &["backticks"]),
    ("field a: int8", "ambiguous-type", "int8", &["`tinyint`", "`bigint`"]),
    ("pivot productid = quantity", "bare-pivot", "productid", &["is a text", "${productid}"]),
    (r#"partition key "${a}|${b}""#, "unnamed-key", r#""${a}|${b}""#, &["needs a name", "partition key NAME ="]),
    ("sort key sortable(a)", "unnamed-key", "sortable(a)", &["sort key NAME = sortable(a)"]),
    ("partition key k = 'a'", "quotes", "'a'", &["a text stands in `\"`"]),
    ("partition key k = “a”", "quotes", "“a”", &["a text stands in `\"`"]),
    ("assume a like 'x%'", "quotes", "'x%'", &["`\"`"]),
    (r#"partition key k = "${a|${b}""#, "unclosed-hole", "${a", &["hole `${a` is not closed"]),
    (r#"field x = "$(a""#, "unclosed-hole", "$(a", &["`)` is missing"]),
    ("partition key a, b", "key-of-two", "a, b", &["one attribute", "${a}|${b}"]),
    ("assume a == 1", "equality", "==", &["equality is `=`"]),
    ("assume a <> 1", "equality", "<>", &["inequality is `!=`"]),
    (
        "assume a = 1 and b = 2 or c = 3",
        "mixed-and-or",
        "or",
        &["(a = 1 and b = 2) or c = 3", "a = 1 and (b = 2 or c = 3)"],
    ),
    ("assume a = null", "null-comparison", "= null", &["`a is null`"]),
    ("assume t.a != null", "null-comparison", "!= null", &["`t.a is not null`"]),
    ("field x = a + b", "arithmetic", "+", &["sqlite"]),
    ("field x = a * b", "arithmetic", "*", &["sqlite"]),
    (r#"rename "-" to "_""#, "rename-what", r#""-""#, &["what is renamed?", r#"rename field replace "-" with "_""#]),
    ("rename lowercase", "rename-what", "lowercase", &["`rename table …`"]),
    (r#"location "s3://x/""#, "setting-in-map", "location", &["`glue`", "`dms`"]),
    ("kinesis", "unknown-line", "kinesis", &["`field`"]),
    ("glue", "missing-block", "glue", &["the stage has no block"]),
    ("allow keys/not-injective", "waiver-reason", "allow keys/not-injective", &["`because \"…\"`", "`until \"…\"`"]),
    ("allow a/b because \"x\"", "waiver-reason", "allow a/b because \"x\"", &["needs `until"]),
    ("feild x {\n}", "unknown-line", "feild", &["unknown line or stage `feild`", "`field`"]),
    ("field x {\n  feild y\n}", "unknown-line", "feild", &["`field`"]),
    ("field x = \"abc", "unclosed-text", "\"abc", &["not closed"]),
    ("field `x", "unclosed-name", "`x", &["not closed"]),
    ("exclude a,", "trailing-sign", ",", &["leave it out"]),
    ("exclude a;", "trailing-sign", ";", &["leave it out"]),
    ("glue {\n location s3://x/y\n}", "bare-address", "s3://x/y", &["an address is a text"]),
    ("field x = \"\\q\"", "unknown-escape", "\\q", &["`\\q`"]),
    ("rename field replace \"${a}\" with \"b\"", "hole-in-constant", "${", &["backslash"]),
    ("field a list", "missing-block", "field a list", &["has no block"]),
    ("exclude a {\n}", "unexpected-block", "{", &["`exclude`"]),
    ("field x = a {\n  field y\n}", "unexpected-block", "{", &["a field with a value"]),
    ("field * {\n  field y\n}", "unexpected-block", "{", &["`field *`"]),
    ("field a\u{200b}b", "unexpected", "\u{200b}", &["U+200B"]),
    ("field x = f(a,", "unexpected", "", &["ends too early"]),
    ("field a: list<int", "unexpected", "", &["ends too early", "`>`"]),
    ("field x: decimal(99999999999)", "number-range", "99999999999", &["4294967295"]),
    ("assume at most 1.5 rows per item", "number-range", "1.5", &["whole number"]),
    ("field a null omit null keep", "repeated-clause", "null keep", &["one `null` clause"]),
    ("assume a in ()", "unexpected", ")", &["a constant"]),
    ("assume a = b", "unexpected", "b", &["a constant"]),
    ("sort key a b", "unexpected", "b", &["`=`"]),
    ("rename field a", "unexpected", "", &["a change of the name"]),
    ("null maybe", "unexpected", "maybe", &["`omit`"]),
    ("= 3", "unexpected", "=", &["a line"]),
    ("{\n  field y\n}", "unexpected", "{", &["a line"]),
    ("field city = town renamed from x", "not-yet", "renamed from x", &["`renamed from`"]),
    ("renamed from old", "not-yet", "renamed", &["`renamed from`"]),
    ("where a == 1", "equality", "==", &["equality is `=`"]),
    ("where a <> 1", "equality", "<>", &["inequality is `!=`"]),
    ("where a = null", "null-comparison", "= null", &["`a is null`"]),
    (
        "where a = 1 and b = 2 or c = 3",
        "mixed-and-or",
        "or",
        &["(a = 1 and b = 2) or c = 3", "a = 1 and (b = 2 or c = 3)"],
    ),
    ("where", "unexpected", "", &["ends too early"]),
    ("where a = 1 AND b = 2 AND c IS NOT NULL", "word-case", "AND", &["small letters"]),
    ("where a LIKE 'x%'", "word-case", "LIKE", &["small letters"]),
    ("where NOT a in (1)", "word-case", "NOT", &["small letters"]),
    ("where a NOT IN (1, 2)", "word-case", "NOT", &["small letters"]),
    ("where a = NULL", "null-comparison", "= NULL", &["`a is null`"]),
    ("where a <> NULL", "null-comparison", "<> NULL", &["`a is not null`"]),
    ("where a = TRUE", "word-case", "TRUE", &["small letters"]),
    ("where a = 1 && b = 2", "other-spelling", "&&", &["`and`"]),
    ("where a = 1 || b = 2", "other-spelling", "||", &["`or`"]),
    ("where !(a = 1)", "other-spelling", "!", &["`not`"]),
    ("where a = b", "unexpected", "b", &["expected a constant", "`\"b\"`"]),
    ("where not a like \"x\"", "unexpected", "not", &["`a not …`", "`not (a …)`"]),
    ("where a = 1 and not b is null", "unexpected", "not", &["`b not …`"]),
    ("from x", "unknown-line", "from", &["in the header"]),
    ("Where a = 1", "unknown-line", "Where", &["`where`"]),
    ("filter a = 1", "unknown-line", "filter", &["`where CONDITION`", "write `where`"]),
    ("select a, b", "unknown-line", "select", &["`field NAME`"]),
    ("alias a to b", "unknown-line", "alias", &["`rename field OLD to NEW`"]),
    ("drop a", "unknown-line", "drop", &["`exclude NAME`"]),
    ("hash key a", "unknown-line", "hash", &["`partition key`"]),
    ("range key a", "unknown-line", "range", &["`sort key`"]),
    ("rename column a to b", "rename-what", "column", &["called `field`"]),
    ("rename a to b", "rename-what", "a", &["`rename field a …`"]),
    ("rename field a as b", "other-spelling", "as", &["`to`"]),
    ("rename field LOWERCASE", "unexpected", "", &["a change of the name"]),
    ("field a as b", "other-spelling", "as", &["write `field b = a`"]),
    ("field b from a", "other-spelling", "from", &["write `field b = a`"]),
    ("field a -> b", "other-spelling", "->", &["write `field b = a`"]),
    ("field a NULL omit", "word-case", "NULL", &["small letters"]),
    ("exclude column a", "other-spelling", "column", &["remove `column`"]),
    ("cast a as string", "other-spelling", "as", &["`to`"]),
    ("on delete REMOVE", "word-case", "REMOVE", &["small letters"]),
    ("mask ssn md5", "unknown-mask", "md5", &["unknown mask `md5`", "`hash`", "`digits \"#\"`", "`random digits`"]),
    ("mask ssn", "unexpected", "", &["`hash`"]),
    ("mask ssn digits", "unexpected", "", &["a text"]),
    ("mask ssn digits '#'", "quotes", "'#'", &["`\"`"]),
    ("cast a to int8", "ambiguous-type", "int8", &["`tinyint`"]),
    ("cast every int8 to bigint", "ambiguous-type", "int8", &["`tinyint`"]),
    ("cast a string", "unexpected", "string", &["`to`"]),
    ("on delete keep", "unexpected", "keep", &["`remove`", "`ignore`", "`append`"]),
    ("on insert append", "unexpected", "insert", &["`delete`", "`key`"]),
    ("on delete", "unexpected", "", &["`remove`"]),
    ("version", "unexpected", "", &["a value"]),
    ("before image keys", "unexpected", "keys", &["`non-lob`"]),
    ("before image key suffix \"_o\" prefix \"o_\"", "unexpected", "prefix", &["the end of the line"]),
    ("use a, b", "unexpected", ",", &["the end of the line"]),
    ("primary key a b", "unexpected", "b", &["`,`"]),
    ("primary a", "unexpected", "a", &["`key`"]),
    ("partition by", "unexpected", "", &["a name"]),
    ("rename index A to B", "unexpected", "A", &["`tablespace`"]),
    ("where a = 1 {\n}", "unexpected-block", "{", &["`where`"]),
    ("field x list {\n  collect order by a {\n    field b\n  }\n}", "not-yet", "collect", &[]),
];

#[test]
fn each_wrong_line_gives_one_finding_that_says_what_to_do() {
    for (line, code, place, says) in LINES {
        let said = in_map(line);
        assert!(said.starts_with(&format!("syntax/{code} at `{place}`: ")), "{line}\n{said}");
        for words in *says {
            assert!(said.contains(words), "{line}: no {words:?} in\n{said}");
        }
    }
}

#[test]
fn fixes_write_what_was_meant() {
    for (wrong, right) in [
        ("  pivott \"p#${a}\" = b", "  pivot \"p#${a}\" = b"),
        ("  fields *", "  field *"),
        ("  field total decimal(10, 2)", "  field total: decimal(10, 2)"),
        ("  field a, b", "  field a\n  field b"),
        ("  field order id", "  field `order id`"),
        ("  partition key k = 'a'", "  partition key k = \"a\""),
        ("  partition key k = “a\"b”", "  partition key k = \"a\\\"b\""),
        ("  partition key k = \"${a|${b}\"", "  partition key k = \"${a}|${b}\""),
        ("  assume a == 1", "  assume a = 1"),
        ("  assume a <> 1", "  assume a != 1"),
        ("  assume a = null", "  assume a is null"),
        ("  assume a != null", "  assume a is not null"),
        ("  assume a = 1 and b = 2 or c = 3", "  assume (a = 1 and b = 2) or c = 3"),
        ("  field a;", "  field a"),
        ("  where a = 1 AND b IS NOT NULL And c LIKE \"x\"", "  where a = 1 and b is not null and c like \"x\""),
        ("  where NOT (a = 1)", "  where not (a = 1)"),
        ("  where a = NULL", "  where a is null"),
        ("  where a = 1 && b = 2", "  where a = 1 and b = 2"),
        ("  filter a = 1", "  where a = 1"),
        ("  drop a", "  exclude a"),
        ("  hash key a", "  partition key a"),
        ("  rename column a to b", "  rename field a to b"),
        ("  rename a to b", "  rename field a to b"),
        ("  field a as b", "  field b = a"),
        ("  exclude columns a, b", "  exclude a, b"),
        ("  cast a as string", "  cast a to string"),
    ] {
        assert_eq!(mended(wrong), right);
    }
}

#[test]
fn wrong_texts_give_one_finding_each() {
    for (text, expected) in [
        (
            "map m from s.t -> s3 s3://lake/ {\n  field a\n}\n",
            "syntax/bare-address 1:22 `s3://lake/` an address is a text",
        ),
        ("map m s.t -> dms {\n  field a\n}\n", "syntax/missing-from 1:7 `s.t` where do the rows come from?"),
        (
            "map m from s.t -> dms {\n  field a\n\n/// doc\nmap n from s.t -> dms {\n  field b\n}\n",
            "syntax/unclosed-block 1:23 `{` `{` opened here is never closed",
        ),
        ("map m from s.t -> dms\n  field b\n}\n", "syntax/no-open 1:19 `dms` the block of this line has no `{`"),
        ("mapp m from s.t -> dms {\n  fieldd a\n}\n", "syntax/unknown-line 1:1 `mapp` unknown line `mapp`"),
        ("map m from s.t -> dms {\n  field a\n}\n}\n", "syntax/stray-brace 4:1 `}` `}` closes nothing"),
        ("map m from s.t -> dms {\n  field a\n  }\n  field b\n}\n", "syntax/stray-brace 3:3 `}` `}` closes nothing"),
        (
            "map m from s.t -> dms {\n  field a\n  {\n  field b\n}\n",
            "syntax/unclosed-block 3:3 `{` `{` opened here is never closed",
        ),
        (
            "map m from s.t -> dms {\n  glue {\n    a b\n  field b\n}\n",
            "syntax/unclosed-block 2:8 `{` `{` opened here is never closed",
        ),
        (
            "map m from s.t -> dms {\n  glue\n    a b\n  }\n  field b\n}\n",
            "syntax/no-open 2:3 `glue` the block of this line has no `{`",
        ),
        ("language 2\n", "syntax/edition 1:10 `2` unknown edition `2`"),
        ("param a\nlanguage 1\n", "syntax/edition 2:1 `language 1` `language` is not the first line"),
        ("fragment f\nparam a\n", "syntax/missing-block 1:1 `fragment f` the fragment has no block"),
        ("fragment f {\n  kind {\n  }\n  fieldd a\n}\n", "syntax/unknown-line 4:3 `fieldd` unknown line `fieldd`"),
        ("fragment f from a {\n  field a\n}\n", "syntax/unexpected 1:12 `from` unexpected `from`"),
        (
            "fragment f {\n  field a\n\nfragment g {\n  field b\n}\n",
            "syntax/unclosed-block 1:12 `{` `{` opened here is never closed",
        ),
        (
            "example m \"t\" {\n  row { a: 1\n  gives { a: 1 }\n}\nmap m from s.t -> dms {\n}\n",
            "syntax/unexpected 2:13 `` the line ends too early",
        ),
        (
            "example m \"t\" {\n  row { a: 1 }\n}\n",
            "syntax/outcome 1:1 `example m \"t\"` the example does not say what must come out",
        ),
        (
            "example m \"t\" {\n  gives nothing\n  gives { a: 1 }\n}\n",
            "syntax/outcome 3:3 `gives { a: 1 }` an example has one outcome",
        ),
        (
            "example m \"t\" {\n  row { a: \"x }\n  gives nothing\n}\n",
            "syntax/unclosed-text 2:12 `\"x` the text is not closed",
        ),
        (
            "map m from s.t -> dms -> glue \"x {\n  field a\n}\n",
            "syntax/unclosed-text 1:31 `\"x` the text is not closed",
        ),
        ("map m from s.t\n", "syntax/missing-block 1:1 `map m from s.t` the map has no block"),
    ] {
        assert_eq!(findings(text), [expected], "{text}");
    }
}
