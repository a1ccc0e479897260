//! Names and texts that nobody would choose, through every reader and the writer of YAML: kept to the letter or refused aloud.

use mapc::schema::{Dialect, to_yaml};

use super::reading::read_as;

/// Quotes of every kind, what other languages would take for their own, controls.
const SHORT: &[&str] = &[
    "'",
    "''",
    "\"",
    "\"\"",
    "`",
    "``",
    "[",
    "]",
    "]]",
    "[a]",
    "a]b",
    "a'b",
    "a\"b",
    "a`b",
    "\\",
    "a\\",
    "\\'",
    "\\\"",
    "\\n",
    "${a}",
    "$",
    "$$",
    "$a$",
    "${",
    "}",
    "#{a}",
    "{{a}}",
    "{",
    "%",
    "%s",
    "%(a)s",
    "<%= a %>",
    "&a",
    "&amp;",
    "<a>",
    "</a>",
    "--",
    "-- a",
    "/*",
    "*/",
    "/* a */",
    "/*!50000 a */",
    ";",
    "a;b",
    "; DROP TABLE t; --",
    "');",
    "a\nGO\nb",
    "a\n/\nb",
    "a\n\\.\n",
    "\\connect a",
    "DELIMITER x",
    ".",
    "a.b",
    "..",
    "../a",
    "/etc/passwd",
    "a/b",
    "C:\\a",
    "~",
    "-",
    "- a",
    "a: b",
    ": ",
    ":",
    "#",
    "# a",
    "a #b",
    "!a",
    "!!str",
    "&anchor",
    "*alias",
    "@a",
    "|",
    ">",
    "|-",
    "? a",
    "---",
    "...",
    "%YAML 1.2",
    "null",
    "Null",
    "true",
    "yes",
    "no",
    "off",
    "1",
    "-1",
    "0x1f",
    "1e3",
    "1_000",
    "01",
    ".5",
    ".inf",
    "2024-01-01",
    "12:30",
    "<<",
    "=",
    "{a: b}",
    "[a, b]",
    "{}",
    "[]",
    ",",
    "a, b",
    "(",
    ")",
    "()",
    "a(b)",
    "select",
    "SELECT",
    "table",
    "PRIMARY",
    "KEY",
    "constraint",
    "from",
    "order",
    "group",
    "user",
    "index",
    "check",
    "unique",
    "foreign",
    "like",
    "as",
    "not",
    "default",
    " ",
    "  a",
    "a  ",
    " a ",
    "\t",
    "a\tb",
    "a\nb",
    "a\r\nb",
    "\n",
    "\r",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}abc",
    "\u{2028}",
    "\u{2029}",
    "\u{2066}a\u{2069}",
    "\u{feff}",
    "\u{feff}a",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ı",
    "注文",
    "שלום",
    "مرحبا",
    "👩‍👩‍👧",
    "\u{1d11e}",
    "Ⅷ",
    "a-b",
    "a b",
    "a+b",
    "a=b",
    "a|b",
    "a^b",
    "a~b",
    "a?b",
    "a!b",
    "a@b",
    "#tmp",
    "##tmp",
    "@var",
    "@@var",
    "0",
    "9a",
    "_",
    "__a",
];

/// Two hundred and more names: quotes of every kind, what other languages would take for their own, controls, long ones.
fn names() -> Vec<String> {
    let mut names: Vec<String> = SHORT.iter().map(|name| (*name).to_owned()).collect();
    names.extend([5_000, 70_000].map(|length| "x".repeat(length)));
    names.extend(["'", "\"", "`", "]", "é", "\\"].map(|piece| piece.repeat(500)));
    names.extend((0..12).map(|length| format!("{}'\"`]\\", "\\".repeat(length))));
    names
}

fn quoted(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::MySql => format!("`{}`", name.replace('`', "``")),
        Dialect::SqlServer => format!("[{}]", name.replace(']', "]]")),
        Dialect::Postgres | Dialect::Oracle | Dialect::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

fn text(dialect: Dialect, text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if dialect == Dialect::MySql { format!("'{}'", doubled.replace('\\', "\\\\")) } else { format!("'{doubled}'") }
}

/// A table, a column, a key, a default, a check and comments of this name.
fn script(dialect: Dialect, name: &str) -> String {
    let (id, value) = (quoted(dialect, name), text(dialect, name));
    let columns = format!("{id} varchar(5) DEFAULT {value}, plain int, CHECK (plain <> {value}), PRIMARY KEY ({id})");
    match dialect {
        Dialect::MySql => format!("CREATE TABLE {id} ({} , extra int COMMENT {value}) COMMENT={value};", columns),
        Dialect::Postgres | Dialect::Oracle => {
            format!(
                "CREATE TABLE {id} ({columns}, extra int);\nCOMMENT ON TABLE {id} IS {value};\nCOMMENT ON COLUMN {id}.extra IS {value};"
            )
        }
        Dialect::SqlServer => format!(
            "CREATE TABLE {id} ({columns}, extra int)\nEXEC sp_addextendedproperty N'MS_Description', N{value}, N'SCHEMA', NULL, N'TABLE', N{value}\nGO\n"
        ),
        Dialect::Sqlite => format!("CREATE TABLE {id} ({columns}, extra int);"),
    }
}

#[test]
fn hostile_names_are_kept_to_the_letter() {
    let names = names();
    assert!(names.len() >= 200, "{} names", names.len());
    let mut refused = Vec::new();
    for dialect in Dialect::ALL {
        for name in &names {
            let shown: String = name.chars().take(20).collect();
            let (schema, diags, _) = read_as(dialect.word(), &script(dialect, name));
            if dialect == Dialect::SqlServer && name.starts_with('#') {
                // A temporary table, whatever the rest of its name.
                assert!(schema.tables.is_empty(), "{shown:?}");
                continue;
            }
            if diags.any_errors() {
                refused.push(format!("{} {shown:?}", dialect.word()));
                continue;
            }
            let [table] = &*schema.tables else { panic!("{dialect:?} {shown:?}: {} tables", schema.tables.len()) };
            assert_eq!(*table.name, **name, "{dialect:?}");
            assert_eq!(*table.columns[0].name, **name, "{dialect:?}");
            assert_eq!(table.columns.len(), 3, "{dialect:?} {shown:?}");
            assert_eq!(table.columns[0].default.as_deref(), Some(&*text(dialect, name)), "{dialect:?}");
            assert_eq!(table.primary_key.as_ref().map(|key| &*key.columns), Some(&[0][..]), "{dialect:?} {shown:?}");
            if dialect != Dialect::Sqlite {
                assert_eq!(table.comment.as_deref(), Some(&**name), "{dialect:?} {shown:?}");
            }

            let yaml = to_yaml(&schema);
            let loose = |symbol: char| symbol.is_control() && symbol != '\n';
            assert!(!yaml.contains(loose), "{dialect:?} {shown:?}: {yaml:?}");
            let (again, diags, _) = read_as("yaml", &yaml);
            assert!(diags.is_empty(), "{dialect:?} {shown:?}: {:?}\n{yaml}", diags.iter().next());
            assert_eq!(to_yaml(&again), yaml, "{dialect:?} {shown:?}");
            let [copy] = &*again.tables else { panic!("{dialect:?} {shown:?}: {yaml}") };
            assert_eq!((&copy.name, &copy.comment), (&table.name, &table.comment), "{dialect:?} {shown:?}");
            assert_eq!(copy.checks[0].text, table.checks[0].text, "{dialect:?} {shown:?}");
            for (one, other) in table.columns.iter().zip(&copy.columns) {
                assert_eq!((&one.name, &one.default, &one.ty), (&other.name, &other.default, &other.ty));
            }
        }
    }
    assert_eq!(refused, Vec::<String>::new());
}
