//! Bytes that stand in a message as text.

/// The bytes of base64 with padding; `None` where it is none.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    let bare = match text {
        [bare @ .., b'=', b'='] | [bare @ .., b'='] => bare,
        bare => bare,
    };
    if !text.len().is_multiple_of(4) || bare.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in bare.chunks(4) {
        let mut bits = 0_u32;
        for letter in chunk {
            bits = bits << 6 | u32::from(letter_value(*letter)?);
        }
        bits <<= 6 * (4 - chunk.len());
        let [_, one, two, three] = bits.to_be_bytes();
        let rest = [one, two, three];
        bytes.extend_from_slice(&rest[..chunk.len() - 1]);
        // Bits that are left over are zero, or two texts would be the same bytes.
        if rest[chunk.len() - 1..].iter().any(|byte| *byte != 0) {
            return None;
        }
    }
    Some(bytes)
}

fn letter_value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// The bytes of hexadecimal digits, with or without `0x` before them.
pub(super) fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x").unwrap_or(text).as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    digits.chunks(2).map(|pair| Some((value(pair[0])? << 4 | value(pair[1])?) as u8)).collect()
}

#[cfg(test)]
mod tests {
    use super::{base64, hexadecimal};

    #[test]
    fn the_vectors_of_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text).as_deref(), Some(bytes.as_bytes()));
        }
        for bad in ["Zg", "Zg=", "Z===", "====", "=", "Zh==", "Zm9=", "Zm9v\n", "Zm9v====", "Zm-_", "Zg==Zg=="] {
            assert_eq!(base64(bad), None, "{bad}");
        }
    }

    #[test]
    fn hexadecimal_digits() {
        assert_eq!(hexadecimal("0x00fFa0"), Some(vec![0, 255, 160]));
        assert_eq!(hexadecimal("00ff"), Some(vec![0, 255]));
        assert_eq!(hexadecimal(""), Some(vec![]));
        for bad in ["0", "0x0", "0xg0", "x00", "+1"] {
            assert_eq!(hexadecimal(bad), None, "{bad}");
        }
    }
}
