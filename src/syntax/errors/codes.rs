//! The codes of the language.

use crate::diag::Code;

macro_rules! codes {
    ($($make:ident $NAME:ident $file:literal,)*) => {
        $(#[doc = concat!("The code `syntax/", $file, "`.")]
        pub static $NAME: Code =
            Code::$make(concat!("syntax/", $file), include_str!(concat!("../../../book/src/diagnostics/syntax/", $file, ".md")));)*

        /// Every code of this folder.
        pub static CODES: &[&Code] = &[$(&$NAME,)*];
    };
}

codes! {
    error AMBIGUOUS_TYPE "ambiguous-type",
    error ARITHMETIC "arithmetic",
    error BARE_ADDRESS "bare-address",
    error BARE_PIVOT "bare-pivot",
    error BARE_NAME "bare-name",
    error EDITION "edition",
    error EQUALITY "equality",
    error HOLE_IN_CONSTANT "hole-in-constant",
    error KEY_OF_TWO "key-of-two",
    error LINE_TOO_LONG "line-too-long",
    error MISSING_BLOCK "missing-block",
    error MISSING_COLON "missing-colon",
    error MISSING_FROM "missing-from",
    error MIXED_AND_OR "mixed-and-or",
    error NO_OPEN "no-open",
    error NOT_UTF8 "not-utf8",
    error NOT_YET "not-yet",
    error NULL_COMPARISON "null-comparison",
    error NUMBER_RANGE "number-range",
    error OTHER_SPELLING "other-spelling",
    error OUTCOME "outcome",
    error QUOTES "quotes",
    error RENAME_WHAT "rename-what",
    error REPEATED_CLAUSE "repeated-clause",
    error SETTING_IN_MAP "setting-in-map",
    error STRAY_BRACE "stray-brace",
    error TOO_DEEP "too-deep",
    error TOO_LARGE "too-large",
    error TOO_MANY "too-many",
    warning TRAILING_SIGN "trailing-sign",
    error TWO_FIELDS "two-fields",
    error UNCLOSED_BLOCK "unclosed-block",
    error UNCLOSED_HOLE "unclosed-hole",
    error UNCLOSED_NAME "unclosed-name",
    error UNCLOSED_TEXT "unclosed-text",
    error UNEXPECTED "unexpected",
    error UNEXPECTED_BLOCK "unexpected-block",
    error UNKNOWN_ESCAPE "unknown-escape",
    error UNKNOWN_LINE "unknown-line",
    error UNKNOWN_MASK "unknown-mask",
    error UNNAMED_KEY "unnamed-key",
    error WAIVER_REASON "waiver-reason",
    error WORD_CASE "word-case",
}
