//! Kinds of statements that dumps and scripts hold. What is expected of MySQL and PostgreSQL was compared with MariaDB 10.11 and
//! PostgreSQL 15, which ran these statements.

use super::reading::facts;

#[test]
fn a_table_like_another_takes_what_the_database_gives_it() {
    insta::assert_snapshot!(facts("postgres", r#"
        CREATE TABLE base (id int PRIMARY KEY, a varchar(10) NOT NULL DEFAULT 'x' UNIQUE, b numeric(10,2) CHECK (b > 0));
        COMMENT ON COLUMN base.a IS 'the a';
        CREATE TABLE l1 (LIKE base);
        CREATE TABLE l2 (LIKE base INCLUDING ALL, extra int);
        CREATE TABLE l3 (LIKE base INCLUDING INDEXES INCLUDING COMMENTS EXCLUDING DEFAULTS);
    "#), @r"
    app.base
      id: int not null
      a: text(10) not null = 'x' -- the a
      b: decimal(10, 2)
      primary (id)
      unique (a)
      check (b > 0)
    app.l1
      id: int not null
      a: text(10) not null
      b: decimal(10, 2)
    app.l2
      id: int not null
      a: text(10) not null = 'x' -- the a
      b: decimal(10, 2)
      extra: int
      primary (id)
      unique (a)
      check (b > 0)
    app.l3
      id: int not null
      a: text(10) not null -- the a
      b: decimal(10, 2)
      primary (id)
      unique (a)
    ");
}

#[test]
fn a_table_that_inherits_follows_its_parent() {
    insta::assert_snapshot!(facts("postgres", r#"
        CREATE TABLE base (id int PRIMARY KEY, b int CHECK (b > 0));
        COMMENT ON COLUMN base.id IS 'not inherited';
        CREATE TABLE inh (c int) INHERITS (base);
        CREATE TABLE part (id int, day date, v text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
        CREATE TABLE part_1 PARTITION OF part (v NOT NULL DEFAULT 'q') FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        ALTER TABLE base RENAME COLUMN b TO bee;
        ALTER TABLE base ADD late int NOT NULL DEFAULT 5, ADD CONSTRAINT u UNIQUE (bee);
        ALTER TABLE part ADD UNIQUE (day, v);
    "#), @r"
    app.base
      id: int not null -- not inherited
      bee: int
      late: int not null = 5
      primary (id)
      unique u (bee)
      check (b > 0)
    app.inh
      id: int not null
      bee: int
      c: int
      late: int not null = 5
      check (b > 0)
    app.part
      id: int not null
      day: date not null
      v: text
      primary (id, day)
      unique (day, v)
    app.part_1
      id: int not null
      day: date not null
      v: text not null = 'q'
      primary (id, day)
      unique (day, v)
    ");
}

#[test]
fn types_that_a_file_declares_are_followed() {
    insta::assert_snapshot!(facts("postgres", r#"
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TYPE pair AS (x int, y text);
        CREATE DOMAIN amount AS numeric(10,2) NOT NULL;
        CREATE DOMAIN small AS amount;
        CREATE TABLE arr (a int[], b text[][], c integer ARRAY[4], d mood[], e amount, f pair, g pair[], h small, i timestamp(3) without time zone[]);
        CREATE TABLE typed OF pair;
        CREATE TABLE typed2 OF pair (PRIMARY KEY (x), y WITH OPTIONS NOT NULL);
        ALTER TYPE mood ADD VALUE 'happy' BEFORE 'ok';
        CREATE TABLE later (m mood);
    "#), @r"
    app.arr
      a: array of int
      b: array of text
      c: array of int
      d: array of enum of 3
      e: decimal(10, 2)
      f: pair
      g: array of pair
      h: decimal(10, 2)
      i: array of timestamp(3)
    app.typed
      x: int
      y: text
    app.typed2
      x: int not null
      y: text not null
      primary (x)
    app.later
      m: enum of 3
    ");
}

#[test]
fn views_have_the_columns_of_their_queries() {
    insta::assert_snapshot!(facts("postgres", r#"
        CREATE TABLE base (id int PRIMARY KEY, a varchar(10) NOT NULL, b numeric(10,2));
        CREATE TABLE other (id int, c text);
        CREATE VIEW v1 AS SELECT id, a AS aa, b + 1 AS plus, upper(a), b::text FROM base;
        CREATE VIEW v2 (p, q) AS SELECT b.id, o.c FROM (base b JOIN public.other o ON ((o.id = b.id))) WHERE b.id IN (1, 2);
        CREATE OR REPLACE VIEW v3 AS SELECT * FROM base;
        CREATE VIEW v4 AS SELECT o.*, b.a, 1 AS one, (SELECT 1) AS sub, CASE WHEN true THEN 1 END FROM base b LEFT JOIN other o USING (id);
        CREATE VIEW v5 AS WITH base AS (SELECT 1 AS id) SELECT id FROM base;
        CREATE VIEW v6 AS SELECT id FROM base UNION SELECT 2.5;
        CREATE MATERIALIZED VIEW mv AS SELECT id FROM base WITH NO DATA;
        CREATE TEMP VIEW tv AS SELECT 1 AS a;
        CREATE VIEW v7 AS SELECT * FROM elsewhere;
        COMMENT ON VIEW v1 IS 'a view';
        DROP VIEW v6;
        CREATE TABLE made AS SELECT id, a FROM base;
    "#), @r"
    app.base
      id: int not null
      a: text(10) not null
      b: decimal(10, 2)
      primary (id)
    app.other
      id: int
      c: text
    view app.v1 -- a view
      id: int not null
      aa: text(10) not null
      plus:
      upper:
      b:
    view app.v2
      p: int not null
      q: text
    view app.v3
      id: int not null
      a: text(10) not null
      b: decimal(10, 2)
    view app.v4
      id: int
      c: text
      a: text(10)
      one:
      sub:
      case:
    view app.v5
      id:
    view app.mv
      id: int not null
    app.made
      id: int
      a: text(10)
    schema/unread-view at `*`: the columns of view `v7` cannot be told from its query
    ");
}

#[test]
fn views_of_mysql_dumps_are_read_behind_their_stand_ins() {
    insta::assert_snapshot!(facts("mysql", r#"
        CREATE TABLE base (id int NOT NULL PRIMARY KEY, a varchar(10), c int);
        /*!50001 CREATE VIEW `v` AS SELECT 1 AS `a`, 1 AS `b`*/;
        /*!50001 DROP VIEW IF EXISTS `v`*/;
        /*!50001 CREATE ALGORITHM=UNDEFINED */
        /*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
        /*!50001 VIEW `v` AS select `b`.`id` AS `a`,`b`.`c` AS `b` from (`base` `b` join `base` `c` on((`b`.`id` = `c`.`id`))) */;
        CREATE VIEW w AS SELECT upper(a), b + 1 FROM v;
        CREATE TABLE made (x int) AS SELECT id, 1 AS y FROM base;
    "#), @r"
    app.base
      id: int not null
      a: text(10)
      c: int
      primary (id)
    view app.v
      a: int not null
      b: int
    view app.w
      upper(a):
      b + 1:
    app.made
      x: int
      id: int not null
      y:
    ");
}

#[test]
fn tables_of_mysql_change_as_its_statements_say() {
    insta::assert_snapshot!(facts("mysql", r#"
        CREATE TABLE base (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a varchar(10) NOT NULL COMMENT 'the a', c int, UNIQUE KEY ua (a)) COMMENT='the base';
        CREATE TABLE l1 LIKE base;
        CREATE TABLE l2 (LIKE base);
        CREATE OR REPLACE TABLE l2 (z int);
        ALTER TABLE base ADD COLUMN first1 int FIRST, ADD aft int AFTER a, ADD (x1 int, x2 int NOT NULL), MODIFY c bigint NOT NULL AFTER id;
        ALTER TABLE base COMMENT = 'changed', ADD UNIQUE INDEX ux (x1, x2);
        ALTER TABLE base CHANGE COLUMN x1 xx int NOT NULL COMMENT 'renamed' FIRST, RENAME TO renamed;
    "#), @r"
    app.base -- changed
      xx: int not null -- renamed
      first1: int
      id: int unsigned not null
      c: bigint not null
      a: text(10) not null -- the a
      aft: int
      x2: int not null
      primary (id)
      unique ua (a)
      unique ux (xx, x2)
    app.l1 -- the base
      id: int unsigned not null
      a: text(10) not null -- the a
      c: int
      primary (id)
      unique (a)
    app.l2
      z: int
    ");
}

#[test]
fn the_collation_of_a_character_set_is_known() {
    insta::assert_snapshot!(facts("mysql", r#"
        CREATE TABLE cs (a varchar(5) CHARACTER SET utf8, b varchar(5), c varchar(5) COLLATE utf8mb4_bin, d char(3) BINARY, f varchar(5) CHARACTER SET latin1 COLLATE latin1_german1_ci, g nvarchar(5), h varchar(5) CHARACTER SET koi8r BINARY, i int) DEFAULT CHARACTER SET = latin1;
        CREATE TABLE cs2 (a varchar(5)) CHARSET utf8mb4; CREATE TABLE cs3 (a varchar(5)) DEFAULT COLLATE 'utf8mb3_bin'; CREATE TABLE cs4 (a varchar(5), b varchar(5) CHARACTER SET utf8) CHARSET=latin1 COLLATE=latin1_bin;
        CREATE TABLE cs5 (a varchar(5));
        ALTER TABLE cs2 CONVERT TO CHARACTER SET latin1 COLLATE latin1_bin, ADD b text;
    "#), @r"
    app.cs
      a: text(5) collate utf8_general_ci
      b: text(5) collate latin1_swedish_ci
      c: text(5) collate utf8mb4_bin
      d: char(3) collate binary
      f: text(5) collate latin1_german1_ci
      g: text(5) collate utf8mb3_general_ci
      h: text(5) collate koi8r_bin
      i: int
    app.cs2
      a: text(5) collate latin1_bin
      b: text(65535) collate latin1_bin
    app.cs3
      a: text(5) collate utf8mb3_bin
    app.cs4
      a: text(5) collate latin1_bin
      b: text(5) collate utf8_general_ci
    app.cs5
      a: text(5)
    ");
}

#[test]
fn temporal_tables_have_their_columns() {
    insta::assert_snapshot!(facts("mysql", r#"
        CREATE TABLE sv (a int, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING;
        CREATE TABLE per (id int, f date NOT NULL, t date NOT NULL, PERIOD FOR p (f, t), UNIQUE (id, p WITHOUT OVERLAPS));
        CREATE TABLE ts (a timestamp, b timestamp NOT NULL, e datetime DEFAULT '0000-00-00 00:00:00', f year(4));
    "#), @r"
    app.sv
      a: int
      s: timestamp(6) in utc not null generated
      e: timestamp(6) in utc not null generated
    app.per
      id: int
      f: date not null
      t: date not null
    app.ts
      a: timestamp(0) in utc
      b: timestamp(0) in utc not null
      e: timestamp(0) = '0000-00-00 00:00:00'
      f: year
    ");
}

#[test]
fn tables_of_objects_have_the_attributes_of_their_type() {
    insta::assert_snapshot!(facts("oracle", r#"
        CREATE OR REPLACE TYPE addr_t AS OBJECT (street VARCHAR2(30), zip NUMBER(5), MEMBER FUNCTION f RETURN NUMBER) NOT FINAL;
        /
        CREATE TYPE BODY addr_t AS MEMBER FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END; END;
        /
        CREATE TYPE sub_t UNDER addr_t (extra DATE);
        /
        CREATE TYPE names_t AS TABLE OF VARCHAR2(30);
        /
        CREATE TABLE addrs OF addr_t (street PRIMARY KEY, zip NOT NULL) OBJECT IDENTIFIER IS PRIMARY KEY;
        CREATE TABLE subs OF sub_t;
        CREATE TABLE people (id NUMBER, home addr_t, nicks names_t, boss REF addr_t SCOPE IS addrs, old LONG, CONSTRAINT pk PRIMARY KEY (id)) NESTED TABLE nicks STORE AS nicks_tab;
        ALTER TABLE people SET UNUSED (old);
        CREATE VIEW ov OF addr_t WITH OBJECT IDENTIFIER (street) AS SELECT street, zip FROM addrs;
        CREATE TABLE docs OF XMLTYPE;
        CREATE TABLE made (p, q) AS SELECT id, 1 FROM people;
    "#), @r"
    app.ADDRS
      STREET: text(30) not null
      ZIP: decimal(5, 0) not null
      primary (STREET)
    app.SUBS
      STREET: text(30)
      ZIP: decimal(5, 0)
      EXTRA: timestamp(0)
    app.PEOPLE
      ID: number not null
      HOME: ADDR_T
      NICKS: names_t
      BOSS: REF addr_t
      primary PK (ID)
    view app.OV
      STREET: text(30)
      ZIP: decimal(5, 0)
    app.DOCS
    app.MADE
      P: number not null
      Q:
    schema/unread-statement at `XMLTYPE`: a table of documents has no columns
    ");
}

#[test]
fn what_sql_server_guards_and_renames_is_read() {
    insta::assert_snapshot!(facts("mssql", r#"
        IF OBJECT_ID('dbo.one') IS NULL CREATE TABLE [dbo].[one] ([id] [int] NOT NULL, [n] [nvarchar](50) NULL)
        GO
        IF OBJECT_ID('dbo.two') IS NULL BEGIN CREATE TABLE dbo.two (id int IDENTITY PRIMARY KEY) END ELSE PRINT 'there'
        GO
        IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE name = 'c') ALTER TABLE dbo.one ADD c int NOT NULL DEFAULT (0)
        IF EXISTS (SELECT 1) BEGIN
          ALTER TABLE dbo.one ADD CONSTRAINT pk_one PRIMARY KEY CLUSTERED (id)
        END
        GO
        CREATE TYPE [dbo].[Flag] FROM [bit] NOT NULL
        GO
        CREATE TABLE dbo.three (id int, f [dbo].[Flag], e varchar(9) ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = k) NOT NULL,
          INDEX ux UNIQUE (f, id), INDEX uy UNIQUE (id) WHERE id > 5)
        GO
        EXEC sp_rename 'dbo.one.n', 'nn', 'COLUMN'
        EXEC sp_rename N'dbo.two', N'zwei'
        EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'it''s the id' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'one', @level2type=N'COLUMN',@level2name=N'id'
        EXECUTE [sys].[sp_addextendedproperty] N'MS_Description', N'one table', N'SCHEMA', [dbo], N'TABLE', [one], NULL, NULL;
        GO
        ALTER SCHEMA arch TRANSFER dbo.three
        GO
        create table four (id int) create table five (id int references four on delete cascade, v varchar(5) collate database_default);
        if 1 = 1 alter table four add x int references five (id) on delete cascade on update no action, y int end
        GO
        CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT TOP (5) o.id, [nn] AS [the n], total = o.c + 1 FROM dbo.one AS o WITH (NOLOCK)
        GO
    "#), @r"
    dbo.one -- one table
      id: int not null -- it's the id
      nn: text(50)
      c: int not null = (0)
      primary pk_one (id)
    dbo.zwei
      id: int not null
      primary (id)
    arch.three
      id: int
      f: boolean
      e: text(9) not null
      unique ux (f, id)
    app.four
      id: int
      x: int
      y: int
    app.five
      id: int
      v: text(5)
    view dbo.v
      id: int not null
      the n: text(50)
      total:
    ");
}

#[test]
fn sqlite_lets_null_into_keys() {
    insta::assert_snapshot!(facts("sqlite", r#"
        CREATE TABLE a (id INTEGER PRIMARY KEY);
        CREATE TABLE b (id TEXT PRIMARY KEY);
        CREATE TABLE c (id TEXT, n int, PRIMARY KEY (id, n)) WITHOUT ROWID;
        CREATE TABLE d (id INT PRIMARY KEY) STRICT;
    "#), @r"
    app.a
      id: bigint not null
      primary (id)
    app.b
      id: text
      primary (id)
    app.c
      id: text not null
      n: bigint not null
      primary (id, n)
    app.d
      id: bigint not null
      primary (id)
    ");
}

#[test]
fn placeholders_are_part_of_names() {
    insta::assert_snapshot!(facts("mysql", r#"
        CREATE TABLE {prefix}users (id int);
        CREATE TABLE `{p}orders` (id int);
        CREATE TABLE IF NOT EXISTS ${db}.${prefix}lines (id int);
        CREATE TABLE %PREFIX%items(id int);
        CREATE TABLE {{ prefix }}carts (id int);
        ALTER TABLE {prefix}users ADD PRIMARY KEY (id);
    "#), @r"
    app.{prefix}users
      id: int not null
      primary (id)
    app.{p}orders
      id: int
    ${db}.${prefix}lines
      id: int
    app.%PREFIX%items
      id: int
    app.{{ prefix }}carts
      id: int
    ");
}

#[test]
fn variables_of_sql_plus_are_part_of_names() {
    insta::assert_snapshot!(facts("oracle", r#"
        CREATE TABLE &owner..emp (id NUMBER);
        CREATE TABLE &&owner..dept (id NUMBER);
    "#), @r"
    &owner.EMP
      ID: number
    &&owner.DEPT
      ID: number
    ");
}

#[test]
fn schemas_move_and_go() {
    insta::assert_snapshot!(facts("postgres", r#"
        CREATE TABLE a (id int); CREATE TABLE s.b (id int); CREATE TABLE s.c (id int); CREATE TABLE t.d (id int);
        ALTER TABLE a SET SCHEMA s2;
        ALTER TABLE s.c SET SCHEMA kept;
        DROP SCHEMA IF EXISTS s, t CASCADE;
    "#), @r"
    s2.a
      id: int
    kept.c
      id: int
    ");
}
