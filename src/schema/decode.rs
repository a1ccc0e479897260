//! From the bytes of a file to text.
//!
//! SQL Server's tools write UTF-16, old dumps are Latin-1; neither says so. A byte order mark decides, then whether the
//! bytes are UTF-8; what is left is read as Windows-1252, which has a character for every byte and holds Latin-1.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The bytes are no text in any encoding that schema files come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText {
    /// Where the first byte stands that no text has, from the start of the file.
    pub at: usize,
}

/// The text of a file: UTF-8, UTF-16 with a byte order mark, or Windows-1252. The mark is not part of the text.
///
/// # Errors
///
/// When a NUL character stands in it: then it is an archive, a picture or UTF-16 without a mark.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        // The place is found in the text, so that it is right for an encoding of one byte a character at least.
        return match text.find('\0') {
            Some(at) if encoding == UTF_8 => Err(NotText { at: mark + at }),
            Some(at) => Err(NotText { at: mark + 2 * text[..at].encode_utf16().count() }),
            None => Ok(text.into_owned()),
        };
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(NotText { at });
    }
    String::from_utf8(bytes).or_else(|error| {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
        Ok(text.into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::{NotText, decode};

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "CREATE TABLE straße (é int); -- 注文";
        assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Ok(text));
        assert_eq!(decode(format!("\u{feff}{text}").into_bytes()).as_deref(), Ok(text));
        assert_eq!(decode(utf16(text, true)).as_deref(), Ok(text));
        assert_eq!(decode(utf16(text, false)).as_deref(), Ok(text));
        assert_eq!(
            decode(b"CREATE TABLE stra\xDFe (\xE9 int) -- \x80".to_vec()).as_deref(),
            Ok("CREATE TABLE straße (é int) -- €")
        );
    }

    #[test]
    fn a_file_with_nul_is_no_text() {
        assert_eq!(decode(b"PK\x03\x04\0\0".to_vec()), Err(NotText { at: 4 }));
        assert_eq!(decode(b"a\0b".to_vec()), Err(NotText { at: 1 }));
        assert_eq!(decode(utf16("ab\0", true)), Err(NotText { at: 6 }));
        // UTF-16 without a mark.
        assert_eq!(decode(b"C\0R\0".to_vec()), Err(NotText { at: 1 }));
    }
}
