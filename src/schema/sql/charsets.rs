//! The collation that MySQL gives a text of which only the character set is declared.
//!
//! Source: MySQL 5.7 Reference Manual, 10.10 "Supported Character Sets and Collations". MySQL 8 differs for `utf8mb4` alone
//! (`utf8mb4_0900_ai_ci`), and its dumps name that collation; both count letters as equal that differ in case or accents.

/// Character sets and their collations, where those are not called `…_general_ci`.
const OTHERS: &[(&str, &str)] = &[
    ("big5", "big5_chinese_ci"),
    ("binary", "binary"),
    ("cp932", "cp932_japanese_ci"),
    ("dec8", "dec8_swedish_ci"),
    ("eucjpms", "eucjpms_japanese_ci"),
    ("euckr", "euckr_korean_ci"),
    ("gb18030", "gb18030_chinese_ci"),
    ("gb2312", "gb2312_chinese_ci"),
    ("gbk", "gbk_chinese_ci"),
    ("hp8", "hp8_english_ci"),
    ("latin1", "latin1_swedish_ci"),
    ("latin5", "latin5_turkish_ci"),
    ("sjis", "sjis_japanese_ci"),
    ("swe7", "swe7_swedish_ci"),
    ("tis620", "tis620_thai_ci"),
    ("ujis", "ujis_japanese_ci"),
];

/// Character sets whose collation is called like them and `_general_ci`.
const GENERAL: &[&str] = &[
    "armscii8", "ascii", "cp1250", "cp1251", "cp1256", "cp1257", "cp850", "cp852", "cp866", "geostd8", "greek",
    "hebrew", "keybcs2", "koi8r", "koi8u", "latin2", "latin7", "macce", "macroman", "ucs2", "utf16", "utf16le",
    "utf32", "utf8", "utf8mb3", "utf8mb4",
];

/// The collation of a character set.
pub fn collation(charset: &str) -> Option<String> {
    let charset = charset.to_ascii_lowercase();
    if GENERAL.contains(&&*charset) {
        return Some(format!("{charset}_general_ci"));
    }
    OTHERS.iter().find(|(other, _)| *other == charset).map(|(_, collation)| (*collation).to_owned())
}

/// The collation that compares the texts of a character set by their bytes.
pub fn binary(charset: &str) -> String {
    if charset.eq_ignore_ascii_case("binary") {
        "binary".to_owned()
    } else {
        format!("{}_bin", charset.to_ascii_lowercase())
    }
}
