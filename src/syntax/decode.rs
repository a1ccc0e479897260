//! From the bytes of a mapping file to its text.

use std::borrow::Cow;

use super::errors;
use crate::diag::Diagnostics;
use crate::text::{Span, TextId, Texts};

/// The largest mapping text in bytes: some hundred thousand lines. Larger ones are several files.
pub const MAX_TEXT: usize = 32 << 20;

/// Keeps the text of a mapping file in `texts`: UTF-8, a byte order mark removed. `None` where it cannot be read; what
/// could be read is kept all the same, so that the finding has a place.
pub fn decode(path: &str, bytes: &[u8], texts: &mut Texts, diags: &mut Diagnostics) -> Option<TextId> {
    if bytes.len() > MAX_TEXT {
        texts.add(path, "");
        diags.push(errors::too_large(path, bytes.len(), MAX_TEXT));
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => Some(texts.add(path, text)),
        Cow::Owned(text) => {
            let start = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let id = texts.add(path, text);
            let place = Span::new(id, start, start + char::REPLACEMENT_CHARACTER.len_utf8());
            let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
            diags.push(errors::not_utf8(place, utf16));
            None
        }
    }
}
