//! Addresses: `s3://BUCKET/FOLDER/`.
//!
//! Source of the rules: user guide of Amazon S3, "General purpose bucket naming rules", "Naming objects".

use crate::formats::bucket;
use crate::shape::Folder;

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It does not begin with `s3://`.
    Scheme,
    /// It names no bucket, or something that cannot be one; the text says why.
    Bucket(&'static str),
    /// It does not end with a slash.
    NoSlash,
    /// A part of the folder is empty, or holds what a name of an object should not.
    Folder,
    /// The folder is longer than what the keys of objects have room for.
    TooLong,
}

/// The most bytes of an object's key.
const KEY_BYTES: usize = 1_024;

/// The folder of an address.
pub(super) fn folder(address: &str) -> Result<Folder, Fault> {
    let rest = address.strip_prefix("s3://").ok_or(Fault::Scheme)?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    bucket::check(bucket).map_err(Fault::Bucket)?;
    if !rest.ends_with('/') {
        return Err(Fault::NoSlash);
    }
    let parts = prefix.strip_suffix('/').map_or_else(Vec::new, |inner| inner.split('/').collect());
    if parts.iter().any(|part| !is_part(part)) {
        return Err(Fault::Folder);
    }
    if prefix.len() > KEY_BYTES / 2 {
        return Err(Fault::TooLong);
    }
    Ok(Folder { bucket: bucket.into(), prefix: prefix.into() })
}

/// A part of a key that every tool takes: no empty one, no path that leads elsewhere, no pattern, no control character.
fn is_part(part: &str) -> bool {
    !part.is_empty()
        && part != "."
        && part != ".."
        && !part.contains(|c: char| c.is_control() || "\\{}^%`[]\"<>~#|*?".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{Fault, folder};

    #[test]
    fn folders_are_read() {
        for (address, bucket, prefix) in [
            ("s3://dmsbucket/dmsdata/", "dmsbucket", "dmsdata/"),
            ("s3://a1.b-2/", "a1.b-2", ""),
            ("s3://lake/raw zone/2024=x/é/", "lake", "raw zone/2024=x/é/"),
        ] {
            let found = folder(address).expect("an address");
            assert_eq!((&*found.bucket, &*found.prefix), (bucket, prefix));
            assert_eq!(found.to_string(), address);
        }
    }

    #[test]
    fn what_is_no_folder_is_told() {
        let long = format!("s3://lake/{}/", "x".repeat(600));
        for (address, fault) in [
            ("lake/raw/", Fault::Scheme),
            ("s3a://lake/raw/", Fault::Scheme),
            ("S3://lake/raw/", Fault::Scheme),
            ("https://lake.s3.amazonaws.com/", Fault::Scheme),
            ("s3://lake", Fault::NoSlash),
            ("s3://lake/raw", Fault::NoSlash),
            ("s3://lake//raw/", Fault::Folder),
            ("s3://lake/../raw/", Fault::Folder),
            ("s3://lake/*/", Fault::Folder),
            (&*long, Fault::TooLong),
        ] {
            assert_eq!(folder(address), Err(fault), "{address}");
        }
        for bucket in
            ["", "ab", "Lake", "la_ke", "-lake", "lake-", "la..ke", "192.168.0.1", "xn--lake", "lake--x-s3", "läke"]
        {
            let found = folder(&format!("s3://{bucket}/"));
            assert!(matches!(found, Err(Fault::Bucket(_))), "{bucket}: {found:?}");
        }
    }
}
