//! JSON files as all stages write them: two blanks of indent, a newline at the end.
//!
//! Documents are structures with text keys and finite numbers; their order is that of the declarations, or of a sorted map.

use serde::Serialize;

/// The bytes of a file that holds `document`.
pub fn pretty(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(document).expect("documents have text keys and finite numbers");
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_ends_in_one_newline_and_is_indented_by_two() {
        assert_eq!(pretty(&serde_json::json!({"a": [1]})), b"{\n  \"a\": [\n    1\n  ]\n}\n");
    }
}
