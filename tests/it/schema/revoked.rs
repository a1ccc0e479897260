//! Claims that a later statement drops or switches off: what is left of them, counted by hand.

use super::reading::facts;

/// The lines about keys and checks that are left of `table` after `then`.
fn left(word: &str, table: &str, then: &str) -> Vec<String> {
    let facts = facts(word, &format!("{table};\n{then};\n"));
    let is_claim = |line: &&str| {
        ["primary", "unique", "check", "schema/"].iter().any(|start| line.trim_start().starts_with(start))
    };
    facts.lines().filter(is_claim).map(|line| line.trim().to_owned()).collect()
}

#[track_caller]
fn check(word: &str, table: &str, cases: &[(&str, &[&str])]) {
    for (then, expected) in cases {
        assert_eq!(left(word, table, then), *expected, "{word}: {then}");
    }
}

#[test]
fn postgres() {
    let unnamed = "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int UNIQUE CHECK (c > 0), UNIQUE (a, b), \
                   CONSTRAINT f FOREIGN KEY (a) REFERENCES o (id)); CREATE INDEX plain ON t (a)";
    let (pk, c, ab, ck) = ("primary (id)", "unique (c)", "unique (a, b)", "check (c > 0)");
    check(
        "postgres",
        unnamed,
        &[
            ("ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE", &[c, ab, ck]),
            ("ALTER TABLE ONLY public.t DROP CONSTRAINT IF EXISTS T_PKEY", &[c, ab, ck]),
            ("ALTER TABLE t DROP CONSTRAINT t_a_b_key", &[pk, c, ck]),
            ("ALTER TABLE t DROP CONSTRAINT t_c_key, DROP CONSTRAINT t_c_check", &[pk, ab]),
            ("ALTER TABLE t DROP CONSTRAINT t_x_key", &[pk, ck]),
            ("ALTER TABLE t DROP CONSTRAINT unheard_of", &[]),
            ("ALTER TABLE t DROP CONSTRAINT f, DROP CONSTRAINT t_a_fkey", &[pk, c, ab, ck]),
            ("DROP INDEX plain", &[pk, c, ab, ck]),
            ("ALTER TABLE t RENAME CONSTRAINT t_pkey TO p; ALTER TABLE t DROP CONSTRAINT p", &[c, ab, ck]),
        ],
    );
    let named =
        "CREATE TABLE t (a int, b int, engine int); CREATE UNIQUE INDEX u ON t (a); CREATE UNIQUE INDEX ON t (b)";
    check(
        "postgres",
        named,
        &[
            ("DROP INDEX CONCURRENTLY IF EXISTS public.u, gone CASCADE", &["unique t_b_idx (b)"]),
            ("DROP INDEX t_b_idx", &["unique u (a)"]),
            ("DROP INDEX t_b_idx1", &["unique u (a)"]),
            ("ALTER INDEX u RENAME TO v; DROP INDEX v", &["unique t_b_idx (b)"]),
            (
                "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX u; ALTER TABLE t DROP CONSTRAINT k",
                &["unique t_b_idx (b)"],
            ),
        ],
    );
    let both = "CREATE TABLE public.t (id int PRIMARY KEY)";
    check("postgres", both, &[("ALTER TABLE t DROP CONSTRAINT t_pkey", &[])]);
}

#[test]
fn mysql() {
    let table = "CREATE TABLE t (id int, a int, b int, CONSTRAINT p PRIMARY KEY (id), UNIQUE KEY u (a), UNIQUE (b, a), \
                 KEY plain (a), CONSTRAINT c CHECK (a > 0), CHECK (b > 0), CONSTRAINT f FOREIGN KEY (a) REFERENCES o (id))";
    let (pk, u, ba, c, ck) = ("primary p (id)", "unique u (a)", "unique (b, a)", "check c (a > 0)", "check (b > 0)");
    check(
        "mysql",
        table,
        &[
            ("ALTER TABLE t DROP PRIMARY KEY", &[u, ba, c, ck]),
            ("DROP INDEX `PRIMARY` ON t", &[u, ba, c, ck]),
            ("ALTER TABLE t DROP INDEX `U`", &[pk, ba, c, ck]),
            ("ALTER TABLE t DROP KEY b", &[pk, u, c, ck]),
            ("ALTER IGNORE TABLE t DROP KEY u", &[pk, ba, c, ck]),
            ("DROP INDEX u ON t ALGORITHM=INPLACE", &[pk, ba, c, ck]),
            ("DROP INDEX unheard_of ON t", &[pk, u, c, ck]),
            ("DROP INDEX plain ON t", &[pk, u, ba, c, ck]),
            ("ALTER TABLE t DROP CHECK c", &[pk, u, ba, ck]),
            ("ALTER TABLE t DROP CONSTRAINT c, DROP CHECK t_chk_1", &[pk, u, ba]),
            ("ALTER TABLE t DROP FOREIGN KEY f, DROP CONSTRAINT f", &[pk, u, ba, c, ck]),
            ("ALTER TABLE t ALTER CHECK c NOT ENFORCED", &[pk, u, ba, ck]),
            ("ALTER TABLE t RENAME INDEX u TO v, DROP INDEX v", &[pk, ba, c, ck]),
            ("ALTER TABLE t DISABLE KEYS", &[pk, u, ba, c, ck]),
        ],
    );
}

#[test]
fn sql_server() {
    let table = "CREATE TABLE dbo.t (id int PRIMARY KEY, a int CONSTRAINT d DEFAULT (0) CONSTRAINT u UNIQUE, b int, \
                 CONSTRAINT c CHECK (a > 0), CONSTRAINT e CHECK (b > 0)); CREATE UNIQUE INDEX i ON dbo.t (b)";
    let (pk, u, c, e, i) = ("primary (id)", "unique u (a)", "check c (a > 0)", "check e (b > 0)", "unique i (b)");
    check(
        "mssql",
        table,
        &[
            ("ALTER TABLE dbo.t DROP CONSTRAINT [U]", &[pk, i, c, e]),
            ("ALTER TABLE t DROP u", &[pk, i, c, e]),
            ("ALTER TABLE dbo.t DROP CONSTRAINT d", &[pk, u, i, c, e]),
            ("ALTER TABLE dbo.t DROP CONSTRAINT u, c, COLUMN b", &[pk, e]),
            ("ALTER TABLE dbo.t DROP CONSTRAINT PK__t__3213E83F", &[u, i, c, e]),
            ("ALTER TABLE dbo.t DROP CONSTRAINT unheard_of", &[u, i, c, e]),
            ("DROP INDEX i ON dbo.t", &[pk, u, c, e]),
            ("DROP INDEX IF EXISTS [i] ON [dbo].[t] WITH (ONLINE = ON)", &[pk, u, c, e]),
            ("DROP INDEX dbo.t.i", &[pk, u, c, e]),
            ("ALTER INDEX i ON dbo.t DISABLE", &[pk, u, c, e]),
            ("ALTER INDEX ALL ON dbo.t DISABLE", &[c, e]),
            ("ALTER INDEX i ON dbo.t DISABLE; ALTER INDEX i ON dbo.t REBUILD", &[pk, u, i, c, e]),
            ("ALTER TABLE dbo.t NOCHECK CONSTRAINT c", &[pk, u, i, e]),
            ("ALTER TABLE dbo.t NOCHECK CONSTRAINT c, e", &[pk, u, i]),
            ("ALTER TABLE dbo.t NOCHECK CONSTRAINT ALL", &[pk, u, i]),
            ("ALTER TABLE dbo.t NOCHECK CONSTRAINT ALL; ALTER TABLE dbo.t CHECK CONSTRAINT ALL", &[pk, u, i]),
            (
                "ALTER TABLE dbo.t NOCHECK CONSTRAINT c; ALTER TABLE dbo.t WITH CHECK CHECK CONSTRAINT c",
                &[pk, u, i, e, c],
            ),
        ],
    );
}

#[test]
fn oracle() {
    let table = "CREATE TABLE t (id NUMBER, a NUMBER, b NUMBER, CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT u UNIQUE (a), \
                 CONSTRAINT c CHECK (b > 0), UNIQUE (a, b)); CREATE UNIQUE INDEX i ON t (b)";
    let (pk, u, ab, i, c) = ("primary PK (ID)", "unique U (A)", "unique (A, B)", "unique I (B)", "check C (b > 0)");
    check(
        "oracle",
        table,
        &[
            ("ALTER TABLE t DROP CONSTRAINT u CASCADE", &[pk, ab, i, c]),
            ("ALTER TABLE t DROP PRIMARY KEY CASCADE DROP INDEX", &[u, ab, i, c]),
            ("ALTER TABLE t DROP UNIQUE (b, a) DROP CONSTRAINT c", &[pk, u, i]),
            ("ALTER TABLE t DROP CONSTRAINT sys_c0012", &[pk, u, i, c]),
            ("DROP INDEX app.i", &[pk, u, ab, c]),
            ("ALTER TABLE t DISABLE CONSTRAINT u DISABLE CONSTRAINT c", &[pk, ab, i]),
            ("ALTER TABLE t DISABLE PRIMARY KEY", &[u, ab, i, c]),
            ("ALTER TABLE t DISABLE UNIQUE (a)", &[pk, ab, i, c]),
            ("ALTER TABLE t DISABLE UNIQUE (nope)", &[pk, c]),
            ("ALTER TABLE t MODIFY CONSTRAINT pk DISABLE", &[u, ab, i, c]),
            ("ALTER TABLE t MODIFY PRIMARY KEY DISABLE", &[u, ab, i, c]),
            ("ALTER TABLE t MODIFY CONSTRAINT c NOVALIDATE", &[pk, u, ab, i]),
            ("ALTER TABLE t MODIFY CONSTRAINT u NOVALIDATE", &[pk, u, ab, i, c]),
            ("ALTER TABLE t DISABLE CONSTRAINT u; ALTER TABLE t ENABLE CONSTRAINT u", &[pk, ab, i, u, c]),
            ("ALTER TABLE t DISABLE CONSTRAINT u; ALTER TABLE t ENABLE NOVALIDATE CONSTRAINT u", &[pk, ab, i, c]),
            ("ALTER TABLE t DISABLE PRIMARY KEY; ALTER TABLE t MODIFY PRIMARY KEY ENABLE", &[pk, u, ab, i, c]),
            ("ALTER TABLE t DISABLE ALL TRIGGERS", &[pk, u, ab, i, c]),
        ],
    );
}

#[test]
fn a_column_that_goes_takes_a_key_that_is_switched_off() {
    let table = "CREATE TABLE t (a NUMBER, b NUMBER, c NUMBER, CONSTRAINT u UNIQUE (b), CONSTRAINT v UNIQUE (c))";
    let off = "ALTER TABLE t DISABLE CONSTRAINT u DISABLE CONSTRAINT v; ALTER TABLE t DROP COLUMN b;";
    let then = format!("{off} ALTER TABLE t ENABLE CONSTRAINT v; ALTER TABLE t ENABLE CONSTRAINT u");
    assert_eq!(left("oracle", table, &then), ["unique V (C)"]);
}

#[test]
fn a_type_reads_the_same_in_brackets_and_with_its_schema() {
    for ty in ["hierarchyid", "[hierarchyid]", "sys.hierarchyid", "[sys].[hierarchyid]"] {
        assert_eq!(facts("mssql", &format!("CREATE TABLE t (a {ty})")), "app.t\n  a: hierarchyid\n", "{ty}");
    }
    assert_eq!(
        facts("mssql", "CREATE TABLE t (a [sys].[nvarchar](5), b dbo.Name)"),
        "app.t\n  a: text(5)\n  b: dbo.Name\n"
    );
}

#[test]
fn national_types_of_mysql_are_texts() {
    for ty in ["national varchar(5)", "NATIONAL VARCHARACTER(5)", "nchar varchar(5)", "national char varying(5)"] {
        let facts = facts("mysql", &format!("CREATE TABLE t (a {ty})"));
        assert_eq!(facts, "app.t\n  a: text(5) collate utf8mb3_general_ci\n", "{ty}");
    }
    let text = |ty: &str| facts("mysql", &format!("CREATE TABLE t (a {ty} NOT NULL)"));
    assert_eq!(text("national text"), text("text CHARACTER SET utf8mb3"));
}
