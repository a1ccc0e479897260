//! A MySQL schema of any size, as `mysqldump --no-data` prints one: the same for the same size, on every machine.

use std::fmt::Write;

/// Columns to choose from besides the key: name and definition.
const COLUMNS: &[(&str, &str)] = &[
    ("status", "enum('new','open','paid','closed') NOT NULL DEFAULT 'new'"),
    ("quantity", "int NOT NULL DEFAULT '1'"),
    ("price", "decimal(12,2) NOT NULL DEFAULT '0.00'"),
    ("currency", "char(3) NOT NULL DEFAULT 'EUR'"),
    ("email", "varchar(255) DEFAULT NULL"),
    ("created_at", "datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)"),
    ("updated_at", "datetime(3) DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(3)"),
    ("is_active", "tinyint(1) NOT NULL DEFAULT '1'"),
    ("weight", "double DEFAULT NULL"),
    ("due_on", "date DEFAULT NULL"),
    ("country", "varchar(2) CHARACTER SET ascii DEFAULT NULL"),
    ("external_id", "char(36) DEFAULT NULL COMMENT 'id in the partner''s system'"),
    ("score", "float DEFAULT NULL"),
    ("version", "int unsigned NOT NULL DEFAULT '0'"),
    ("title", "varchar(120) NOT NULL"),
    ("parent_id", "int unsigned DEFAULT NULL"),
    ("payload", "json DEFAULT NULL"),
    ("note", "text"),
];

/// Words of table names.
const WORDS: &[&str] = &["account", "product", "shipment", "invoice", "order", "ledger", "campaign", "employee"];

/// The DDL of so many tables. The first two have all columns, so that what a map says of a column always finds one.
pub fn ddl(tables: usize) -> String {
    let mut numbers = Numbers(tables as u64);
    let mut text = String::new();
    for table in 0..tables {
        let (first, second) = (numbers.pick(WORDS), numbers.pick(WORDS));
        let _ = writeln!(text, "CREATE TABLE `{first}_{second}_{table:06}` (");
        text.push_str("  `id` int unsigned NOT NULL AUTO_INCREMENT,\n");
        for (name, definition) in COLUMNS {
            if table < 2 || numbers.below(10) < 8 {
                let _ = writeln!(text, "  `{name}` {definition},");
            }
        }
        text.push_str("  PRIMARY KEY (`id`)\n");
        let _ = writeln!(text, ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='table {table}';\n");
    }
    text
}

/// SplitMix64: small, and good enough to shape a schema.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len() as u64) as usize]
    }
}
