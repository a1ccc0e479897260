//! Texts that nobody wrote in earnest: a finding, no panic, linear time.

use super::reading::read_as;

/// How large the texts of the next tests are: enough for what is not linear to be felt.
const LARGE: usize = 256 << 10;

/// Reads a hostile text in every dialect, and gives the codes that were found, in order and each once.
#[track_caller]
fn hostile(what: &str, content: &str, words: &[&str]) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for word in words {
        let start = std::time::Instant::now();
        let (_, diags, texts) = read_as(word, content);
        assert!(diags.any_errors(), "{what} is nothing wrong for {word}");
        assert!(diags.len() < 3000, "{what}: {} findings for {word}", diags.len());
        for finding in diags.iter() {
            let place = finding.place.as_ref().expect("findings of a text have a place");
            assert!(place.span.end as usize <= content.len() && place.span.start <= place.span.end);
            assert!(content.is_char_boundary(place.span.start as usize), "{what}: {word}: {finding:?}");
            assert!(texts.slice(place.span).len() <= content.len());
            codes.push(finding.code.name);
        }
        // A minute is far more than a debug build takes on a busy machine, and far less than what is not linear.
        assert!(start.elapsed().as_secs() < 60, "{what} takes {:?} for {word}", start.elapsed());
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

const SQL: &[&str] = &["mysql", "oracle", "postgres", "mssql", "sqlite"];

#[test]
fn hostile_texts_give_findings_in_linear_time() {
    let table = "CREATE TABLE t (a int, CHECK (";
    let nested = format!("{table}{}a > 0", "(".repeat(4 << 20));
    assert_eq!(hostile("nesting", &nested, &["mysql"]), ["schema/unread-column", "schema/unread-statement"]);
    let closed = format!("{table}{}a > 0{}), 1);", "(".repeat(LARGE / 2), ")".repeat(LARGE / 2));
    assert_eq!(hostile("closed nesting", &closed, SQL), ["schema/unread-column"]);
    let types = format!("CREATE TABLE t (a int{}, 1);", "(".repeat(LARGE));
    hostile("nesting in a type", &types, SQL);

    let text = format!("CREATE TABLE t (a int DEFAULT '{}", "x''".repeat(LARGE / 3));
    assert_eq!(hostile("an open text", &text, SQL), ["schema/never-closed"]);
    let backslashes = format!("CREATE TABLE t (a int DEFAULT '{}", "\\'\n".repeat(LARGE / 3));
    hostile("backslashes", &backslashes, SQL);
    let comment = format!("/*{}", "/* ".repeat(LARGE / 3));
    hostile("an open comment", &comment, SQL);
    let versions = format!("{} CREATE TABLE t (1)", "/*!50000 ".repeat(LARGE / 9));
    hostile("versions", &versions, &["mysql"]);
    let dollars = format!("SELECT {}", "$a$ $b".repeat(LARGE / 6));
    hostile("dollars", &dollars, &["postgres"]);

    hostile("tables without names", &"CREATE TABLE;\n".repeat(LARGE / 14), SQL);
    hostile("heads", &"CREATE GLOBAL\n".repeat(LARGE / 14), SQL);
    hostile("delimiters", &"DELIMITER x\nx\n".repeat(LARGE / 14), SQL);
    hostile("one table again and again", &"CREATE TABLE t (a int);\n".repeat(LARGE / 24), SQL);
    let columns = format!("CREATE TABLE t ({}1);", "a int, ".repeat(LARGE / 7));
    hostile("one column again and again", &columns, SQL);
    let keys: String = format!("CREATE TABLE t (a int, {}1);", "UNIQUE (b), ".repeat(LARGE / 12));
    hostile("keys without columns", &keys, SQL);
    let many: String = (0..LARGE / 20).map(|place| format!("c{place} int UNIQUE, ")).collect();
    hostile("many columns", &format!("CREATE TABLE t ({many}1);"), SQL);
    let copies =
        format!("CREATE TABLE t0 (a int, b int, c int);{}", "CREATE TABLE t1 (LIKE t0, LIKE t0);\n".repeat(LARGE / 36));
    hostile("copies", &copies, SQL);
    let doubling: String = (1..64)
        .map(|place| format!("CREATE TABLE t{place} (x{place} int) INHERITS (t{}, t{});", place - 1, place - 1))
        .collect();
    read_as("postgres", &format!("CREATE TABLE t0 (a int);{doubling}"));
    let long = format!("CREATE TABLE t ({}", "a".repeat(9 << 20));
    assert_eq!(hostile("one long statement", &long, SQL), ["schema/too-long"]);
}

#[test]
fn garbage_gives_findings_in_linear_time() {
    // A fixed stream of bytes, weighted towards what means something.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let pieces = [
        "CREATE TABLE ",
        "(",
        ")",
        ",",
        ";\n",
        "'",
        "\"",
        "`",
        "[",
        "]",
        "/*",
        "*/",
        "--",
        "\n",
        "int ",
        "a ",
        "ä",
        "1",
        "PRIMARY KEY ",
        "NOT NULL ",
        "DEFAULT ",
        "ALTER TABLE a ADD ",
        "\\",
        "$$",
        "GO\n",
        "/\n",
        ".",
        "::",
        "CHECK ",
        "AS ",
        "\u{feff}",
        "\0",
        "COMMENT ON TABLE a IS ",
    ];
    for length in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 10_000, LARGE / 4] {
        for _ in 0..(2000 / length).max(1) {
            let text: String = (0..length).map(|_| pieces[(random() % pieces.len() as u64) as usize]).collect();
            for word in SQL.iter().chain(&["yaml"]) {
                let (_, diags, _) = read_as(word, &text);
                for finding in diags.iter() {
                    let span = finding.place.as_ref().expect("findings of a text have a place").span;
                    assert!(
                        text.get(span.start as usize..span.end as usize).is_some(),
                        "{word}: {text:?}: {finding:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_prefix_of_a_schema_is_read() {
    for (word, text) in [
        ("mysql", "CREATE TABLE `t` (a int(10) unsigned NOT NULL DEFAULT '1', KEY k (a), CHECK (a > 0)) COMMENT='é';"),
        ("oracle", "CREATE TABLE t (a NUMBER(*,0) DEFAULT q'[x]' NOT NULL, CONSTRAINT k PRIMARY KEY (a));\n/\n"),
        ("postgres", "CREATE TABLE t (a text[] DEFAULT E'\\'' NOT NULL);COPY t FROM stdin;\n1\n\\.\n"),
        ("yaml", "dialect: mysql\ntables:\n- name: é\n  columns:\n  - {name: a, type: \"enum('é')\"}\n"),
    ] {
        for (end, _) in text.char_indices() {
            let (_, diags, _) = read_as(word, &text[..end]);
            for finding in diags.iter() {
                let span = finding.place.as_ref().expect("findings of a text have a place").span;
                assert!(text[..end].get(span.start as usize..span.end as usize).is_some(), "{finding:?}");
            }
        }
    }
}

#[test]
fn yaml_that_multiplies_or_nests_is_refused() {
    hostile("nesting", &"[".repeat(LARGE), &["yaml"]);
    hostile("nested maps", &(0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>(), &["yaml"]);
    hostile("aliases", "dialect: &a mysql\ntables: [{name: *a, columns: [{name: x, type: int}]}]", &["yaml"]);
    hostile("garbage", &"\u{1}{]:-".repeat(LARGE / 5), &["yaml"]);
}

#[test]
fn a_table_is_found_at_once_among_a_hundred_thousand() {
    let text: String = (0..100_000).map(|place| format!("CREATE TABLE t{place} (id int PRIMARY KEY);\n")).collect();
    let (schema, diags, _) = read_as("mysql", &text);
    assert!(diags.is_empty());
    let start = std::time::Instant::now();
    for place in 0..100_000 {
        assert!(schema.table(None, &format!("t{place}")).is_some());
    }
    assert!(schema.table(Some("other"), "t1").is_none());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
