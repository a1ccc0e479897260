//! From the file of an environment to values.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::errors;
use super::model::{Given, Params};
use crate::diag::Diagnostics;
use crate::text::{Span, Texts};
use crate::yaml::{Limits, Source, Spanned, Text};

/// Far above any environment; the limit keeps memory within bounds.
const LIMITS: Limits = Limits { bytes: 1 << 20, nodes: 100_000 };

/// The entries of a file, in its order.
#[derive(Debug)]
struct Document(Vec<(Text, Spanned<Value>)>);

/// What stands behind a parameter.
#[derive(Debug)]
enum Value {
    /// A text.
    Text(String),
    /// A number or flag, whose spelling is the text of the file.
    Plain,
    /// Nothing, `null` or `~`.
    Null,
    /// A list or a mapping.
    Nested,
}

/// The values that the file gives. What is no value is a finding, and the others are still read.
pub fn read(path: &str, bytes: &[u8], texts: &mut Texts, diags: &mut Diagnostics) -> Params {
    let mut params = Params::new();
    if bytes.len() > LIMITS.bytes {
        let id = texts.add(path, "");
        diags.push(errors::too_large(Span::new(id, 0, 0), bytes.len(), LIMITS.bytes));
        return params;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(content) = std::str::from_utf8(bytes) else {
        let start = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        let id = texts.add(path, String::from_utf8_lossy(bytes));
        diags.push(errors::not_utf8(Span::new(id, start, start + char::REPLACEMENT_CHARACTER.len_utf8())));
        return params;
    };
    let id = texts.add(path, content);
    let source = Source::new(id, content);
    let document: Document = match source.read(LIMITS) {
        Ok(document) => document,
        Err(unread) => {
            diags.push(errors::unread(unread.at, &unread.problem));
            return params;
        }
    };
    for (name, value) in document.0 {
        let (place, at) = (source.span(&name), source.span(&value));
        let value = match value.value {
            Value::Text(text) => text,
            // Quotes stand around a number only where a tag makes a number of a text.
            Value::Plain => texts.slice(at).trim_matches(['"', '\'']).to_owned(),
            Value::Null => {
                diags.push(errors::no_scalar(place, &name.value, "nothing"));
                continue;
            }
            Value::Nested => {
                diags.push(errors::no_scalar(place, &name.value, "a list or a mapping"));
                continue;
            }
        };
        params.insert(name.value, Given { value: value.into(), place: Some(place) });
    }
    params
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lines `PARAMETER: VALUE`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Document(entries))
    }

    /// A file of comments.
    fn visit_unit<E>(self) -> Result<Document, E> {
        Ok(Document(Vec::new()))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Plain)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Nested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and values, and the findings.
    fn values(content: &str) -> (Vec<(String, String)>, Vec<String>) {
        let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
        let params = read("env/test.yaml", content.as_bytes(), &mut texts, &mut diags);
        let values = params.iter().map(|(name, given)| (name.clone(), given.value.to_string())).collect();
        let places = params.iter().filter_map(|(name, given)| given.place.map(|place| (name, place)));
        for (name, place) in places {
            assert!(texts.slice(place).contains(name.as_str()), "{name}: {}", texts.slice(place));
        }
        (values, diags.iter().map(|finding| format!("{}: {}", finding.code.name, finding.message)).collect())
    }

    #[test]
    fn a_scalar_is_taken_as_it_is_written() {
        for (written, value) in [
            ("lake", "lake"),
            ("'it''s'", "it's"),
            ("\"a\\tb\"", "a\tb"),
            ("012345678901", "012345678901"),
            ("1.10", "1.10"),
            ("1_000", "1_000"),
            ("0x1F", "0x1F"),
            ("340282366920938463463374607431768211456", "340282366920938463463374607431768211456"),
            ("-1", "-1"),
            ("!!int \"5\"", "5"),
            ("!!str 5", "5"),
            ("true", "true"),
            ("yes", "yes"),
            ("2026-11-21", "2026-11-21"),
            ("s3://bucket/a:b # the comment", "s3://bucket/a:b"),
            ("\"\"", ""),
            ("é注", "é注"),
            ("|\n  two\n  lines", "two\nlines\n"),
        ] {
            let (values, findings) = values(&format!("# first\nname: {written}\n"));
            assert_eq!(findings, Vec::<String>::new(), "{written}");
            assert_eq!(values, [("name".to_owned(), value.to_owned())], "{written}");
        }
    }

    #[test]
    fn a_file_may_hold_no_value() {
        for content in ["", "\n", "# nothing yet\n", "{}\n", "---\n", "\u{feff}# marked\n"] {
            assert_eq!(values(content), (Vec::new(), Vec::new()), "{content:?}");
        }
    }

    #[test]
    fn what_is_no_scalar_is_found_and_the_others_are_read() {
        let (values, findings) = values("a: [1, 2]\nb: {c: {d: e}}\nempty:\nnone: ~\ngood: x\n");
        assert_eq!(values, [("good".to_owned(), "x".to_owned())]);
        assert_eq!(
            findings,
            [
                "param/values-file: `a` has a list or a mapping for a value",
                "param/values-file: `b` has a list or a mapping for a value",
                "param/values-file: `empty` has nothing for a value",
                "param/values-file: `none` has nothing for a value",
            ]
        );
    }

    #[test]
    fn what_is_no_mapping_is_one_finding() {
        let deep = format!("a: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
        let wide = format!("a: [{}]\n", "x,".repeat(200_000));
        for content in [
            "- a\n- b\n",
            "just a text\n",
            "a: 1\na: 2\n",
            "a: \"open\n",
            "a: 1\n---\nb: 2\n",
            "a: &x lake\nb: *x\n",
            "a: &x [1]\nb: [*x, *x]\n",
            "? [a]\n: b\n",
            "a: b: c\n",
            "a: .inf\n",
            deep.as_str(),
            wide.as_str(),
        ] {
            let (values, findings) = values(content);
            let start = &content[..content.len().min(40)];
            assert_eq!((values.len(), findings.len()), (0, 1), "{start:?}: {findings:?}");
            assert!(findings[0].starts_with("param/values-file: "), "{start:?}: {findings:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_and_files_without_end_are_findings() {
        let (mut texts, mut diags) = (Texts::new(), Diagnostics::new());
        assert!(read("a.yaml", b"a: b\nc: \xff\n", &mut texts, &mut diags).is_empty());
        assert!(read("b.yaml", &vec![b'#'; LIMITS.bytes + 1], &mut texts, &mut diags).is_empty());
        let places: Vec<_> = diags.iter().map(|finding| finding.place.as_ref().expect("a place").span).collect();
        assert_eq!((places[0].start, places[1].start), (8, 0));
    }
}
