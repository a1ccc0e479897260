//! JSON as all stages write it: two blanks of indent.
//!
//! Documents are structures with text keys and finite numbers; their order is that of the declarations, or of a sorted map.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// The bytes of a file that holds `document`, with a newline at the end.
pub fn pretty(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = at_depth(document, 0);
    bytes.push(b'\n');
    bytes
}

/// The bytes that most documents of one table fit in.
const USUAL: usize = 2 << 10;

/// The bytes of `document` as a value inside `depth` objects or lists. The first line is not indented, and no newline ends
/// the last.
pub fn at_depth(document: &impl Serialize, depth: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(USUAL);
    write(document, depth, &mut bytes);
    bytes
}

/// Adds the same to `bytes`.
pub fn write(document: &impl Serialize, depth: usize, bytes: &mut Vec<u8>) {
    let mut formatter = PrettyFormatter::new();
    for _ in 0..depth {
        formatter.begin_array(&mut io::sink()).expect("a sink takes everything");
    }
    let mut serializer = Serializer::with_formatter(bytes, formatter);
    document.serialize(&mut serializer).expect("documents have text keys and finite numbers");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_ends_in_one_newline_and_is_indented_by_two() {
        assert_eq!(pretty(&serde_json::json!({"a": [1]})), b"{\n  \"a\": [\n    1\n  ]\n}\n");
    }

    #[test]
    fn a_value_at_a_depth_is_what_stands_there_in_the_whole() {
        let value = serde_json::json!({"a": [1, {}, []], "b": {"c": null}});
        let whole = String::from_utf8(pretty(&serde_json::json!({"x": [value]}))).expect("text");
        let inside = String::from_utf8(at_depth(&value, 2)).expect("text");
        assert_eq!(whole, format!("{{\n  \"x\": [\n    {inside}\n  ]\n}}\n"));
    }
}
