//! Paths as addresses.

use super::model::Artifact;

/// The base of relative addresses: the root of the repository, by the name that GitHub gives it.
const ROOT: &str = "%SRCROOT%";

/// The address of a path that is written with `/`: relative to the root of the repository, unless it is absolute.
pub fn artifact(path: &str) -> Artifact {
    let mut start = path.chars();
    let has_drive = start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':');
    let (before, base) = match (path.starts_with('/'), has_drive) {
        (true, _) => ("file://", None),
        (false, true) => ("file:///", None),
        (false, false) => ("", Some(ROOT)),
    };
    Artifact { uri: format!("{before}{}", encoded(path)), uri_base_id: base }
}

/// What RFC 3986 takes in a segment of a path stays; of a relative one, `:` would look like the end of a scheme.
fn encoded(path: &str) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte);
    path.bytes().map(|byte| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        for (path, uri, base) in [
            ("shop/shop.mapc", "shop/shop.mapc", Some(ROOT)),
            ("../a b/%41#?.mapc", "../a%20b/%2541%23%3F.mapc", Some(ROOT)),
            ("é/a:b\\c", "%C3%A9/a%3Ab%5Cc", Some(ROOT)),
            ("/srv/x.sql", "file:///srv/x.sql", None),
            ("C:/x.sql", "file:///C%3A/x.sql", None),
        ] {
            let artifact = artifact(path);
            assert_eq!((artifact.uri.as_str(), artifact.uri_base_id), (uri, base), "{path}");
        }
    }
}
