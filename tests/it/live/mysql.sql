-- Every type and feature that MariaDB has and mapc reads, as people write them.
SET NAMES utf8mb4;

CREATE TABLE numbers (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  a tinyint(1) DEFAULT 1,
  b BOOL NOT NULL DEFAULT TRUE,
  c smallint unsigned,
  d mediumint,
  e INT DEFAULT '7',
  f integer unsigned zerofill,
  g decimal(38,10),
  h NUMERIC,
  i float,
  j float(30),
  k DOUBLE PRECISION,
  l real,
  m bit(5) DEFAULT b'101',
  n BIT,
  o year DEFAULT 1999,
  p INT8 unsigned,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='it''s a table: of "numbers"';

CREATE TABLE texts (
  code char(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name varchar(191) NOT NULL DEFAULT '' COMMENT 'what; it is called',
  quoted varchar(20) DEFAULT 'it''s \\ "so"',
  tiny tinytext,
  plain text NOT NULL,
  medium mediumtext COLLATE utf8mb4_bin,
  large longtext,
  nation nvarchar(40),
  plain_char CHARACTER(2),
  kind enum('a','it''s','c,d') NOT NULL DEFAULT 'a',
  flags set('x','y','z') DEFAULT 'x,y',
  document json,
  raw binary(16) DEFAULT 'ab',
  exact varchar(30) BINARY,
  bytes varbinary(255) DEFAULT 'ab',
  small_blob tinyblob,
  big longblob,
  key_of uuid,
  address inet6,
  PRIMARY KEY (code, name),
  UNIQUE KEY by_name (name(20)),
  UNIQUE by_kind (kind, code),
  KEY plain_index (kind),
  FULLTEXT KEY words (plain)
) CHARSET=utf8mb4;

CREATE TABLE times (
  id int NOT NULL,
  day date DEFAULT '2001-02-03',
  clock time(3),
  pause time DEFAULT '0',
  moment datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  stamp timestamp NULL DEFAULT NULL,
  changed timestamp NOT NULL DEFAULT NOW(),
  span int AS (to_days(day) - 1) VIRTUAL,
  name varchar(10) GENERATED ALWAYS AS (concat('d', id)) STORED COMMENT 'computed',
  given varchar(36) DEFAULT (uuid()),
  hidden int INVISIBLE DEFAULT 3
);
ALTER TABLE times ADD PRIMARY KEY (id), ADD UNIQUE INDEX (day, clock);

CREATE TABLE conditions (
  quantity int NOT NULL CHECK (quantity > 0),
  status varchar(10) NOT NULL,
  size int,
  CONSTRAINT known CHECK (status IN ('new', 'sent', 'it''s')),
  CHECK (size BETWEEN 1 AND 10 OR size IS NULL),
  UNIQUE (status, quantity)
) COLLATE utf8mb4_bin;

CREATE TABLE shapes (
  place point NOT NULL,
  area polygon,
  any_one geometry,
  SPATIAL INDEX (place)
) ENGINE=InnoDB;

CREATE TABLE parts (
  id int NOT NULL,
  year_of int NOT NULL,
  PRIMARY KEY (id, year_of)
) PARTITION BY RANGE (year_of) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE);

CREATE TABLE kept (
  id int PRIMARY KEY,
  x int,
  row_start timestamp(6) GENERATED ALWAYS AS ROW START,
  row_end timestamp(6) GENERATED ALWAYS AS ROW END,
  PERIOD FOR SYSTEM_TIME (row_start, row_end)
) WITH SYSTEM VERSIONING;

CREATE TABLE kept_plainly (id int PRIMARY KEY, x int) WITH SYSTEM VERSIONING;

CREATE TABLE rooms (
  room int,
  since date,
  until date,
  PERIOD FOR taken (since, until),
  UNIQUE (room, taken WITHOUT OVERLAPS)
);

CREATE TABLE copies LIKE texts;
CREATE TABLE children (
  id int NOT NULL,
  numbers_id bigint unsigned,
  PRIMARY KEY (id),
  CONSTRAINT fk FOREIGN KEY (numbers_id) REFERENCES numbers (id)
);
CREATE TABLE `order``s` (`group` int, `select` varchar(3) DEFAULT '$', `注文` int, PRIMARY KEY (`group`));
CREATE SEQUENCE counter START WITH 100;
CREATE VIEW open_orders AS SELECT code, name AS called, length(plain) AS characters FROM texts;
INSERT INTO conditions VALUES (1, 'new', NULL), (2, 'sent', 3);
