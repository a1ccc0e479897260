//! Names of folders and files that mean the same on every file system.
//!
//! Windows refuses some characters, names of devices, and a last point or blank; macOS and Windows take names for one that
//! differ in case; macOS also ones that differ in how an accent is composed. A name that none of this can touch stays
//! as it is. Any other keeps what can be read of it and gets a mark: `=`, which no plain name has, and a part of the
//! SHA-256 of the whole name, so that different names stay different.

use sha2::{Digest, Sha256};

/// The longest name that stays as it is, in bytes. File systems take 255, and there are files below.
const LONGEST: usize = 200;
/// What is kept of a name that gets a mark, in bytes.
const READABLE: usize = 160;

/// The folder of a mapping's artefacts.
pub fn folder(mapping: &str) -> String {
    if is_plain(mapping) { mapping.to_owned() } else { marked(mapping) }
}

/// A folder for a mapping whose plain name another one takes.
pub fn marked(mapping: &str) -> String {
    let readable = |c: char| if is_plain_char(c) && c != '.' || c.is_alphanumeric() { c } else { '_' };
    let mut name = String::new();
    for c in mapping.chars().map(readable) {
        if name.len() + c.len_utf8() > READABLE {
            break;
        }
        name.push(c);
    }
    let hash = Sha256::digest(mapping.as_bytes());
    let start = if name.starts_with(['-', ' ']) { "_" } else { "" };
    let digits: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{start}{name}={digits}")
}

/// Whether `path` leads to a place below the folder it is joined to, on every file system: no `..`, no drive, no root.
pub fn is_safe(path: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(part) && !path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
}

fn is_plain(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.chars().all(is_plain_char)
        && !name.starts_with(['.', '-', ' '])
        && !name.ends_with(['.', ' '])
        && !is_device(name)
        && !name.eq_ignore_ascii_case("manifest.json")
}

/// Characters that every file system and shell tool leaves alone.
fn is_plain_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '#' | ' ')
}

/// Whether Windows takes the name for a device, which it does whatever follows a point.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|number| number.len() == 1 && number.bytes().all(|c| c.is_ascii_digit()))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn safe_names_stay() {
        for name in
            ["purchase", "RACE_ENTRY", "Purchase", "race-entry.v2", "V$SESSION", "order items", "console", "com10"]
        {
            assert_eq!(folder(name), name);
        }
    }

    #[test]
    fn unsafe_names_are_marked_and_stay_readable() {
        // The digits are what `printf NAME | sha256sum` begins with.
        assert_eq!(folder("a/b"), "a_b=c14cddc033f6");
        assert_eq!(folder("nul.txt"), "nul_txt=7f3cbdd58ac5");
        for name in [
            "",
            ".",
            "..",
            "a.",
            "a ",
            " a",
            "-rf",
            "CON",
            "com1",
            "Lpt9.log",
            "aux .x",
            "a:b",
            "a\\b",
            "a|b",
            "a?",
            "a*b",
            "a\"b",
            "<a>",
            "a\u{1}",
            "é",
            "e\u{301}",
            "注文番号",
            "a=b",
            "purcha~1",
            ".git",
            "Manifest.json",
        ] {
            let folder = folder(name);
            assert!(folder.contains('=') && is_safe(&folder), "{name:?} became {folder:?}");
            assert!(!folder.chars().any(|c| "<>:\"/\\|?*".contains(c) || c.is_control()), "{folder:?}");
            assert!(!folder.starts_with(['.', '-', ' ']) && !is_device(&folder), "{folder:?}");
        }
    }

    #[test]
    fn different_names_get_different_folders() {
        let names = ["a/b", "a_b", "a\\b", "a:b", "é", "e\u{301}", "a_b=c14cddc033f6", "", "_"];
        let folders: BTreeSet<String> = names.iter().map(|name| folder(name)).collect();
        assert_eq!(folders.len(), names.len());
        let long = |last: &str| folder(&("x".repeat(300) + last));
        assert_ne!(long("1"), long("2"));
        assert!(long("1").len() <= LONGEST && folder(&"é".repeat(300)).len() <= LONGEST);
    }

    #[test]
    fn paths_that_lead_elsewhere_are_unsafe() {
        for path in ["", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/.", "C:x", "a\\b", "a\0", "a/"] {
            assert!(!is_safe(path), "{path}");
        }
        for path in ["a", "a/b.json", "注文/..x", "a b/…"] {
            assert!(is_safe(path), "{path}");
        }
    }
}
