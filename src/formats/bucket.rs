//! Names of buckets.
//!
//! Source: user guide of Amazon S3, "General purpose bucket naming rules".

/// Whether a bucket can be called so; the error is a reason.
pub fn check(bucket: &str) -> Result<(), &'static str> {
    let fault = |reason| Err(reason);
    if bucket.is_empty() {
        return fault("the address names no bucket");
    }
    if !(3..=63).contains(&bucket.len()) {
        return fault("a bucket has 3 to 63 characters");
    }
    if !bucket.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) {
        return fault("a bucket has lower-case letters, digits, points and hyphens only");
    }
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if !is_end(bucket.as_bytes().first()) || !is_end(bucket.as_bytes().last()) {
        return fault("a bucket begins and ends with a letter or digit");
    }
    if bucket.contains("..") {
        return fault("two points never stand side by side in a bucket");
    }
    let numbers: Vec<&str> = bucket.split('.').collect();
    if numbers.len() == 4 && numbers.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return fault("a bucket is not called like an IP address");
    }
    if ["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|start| bucket.starts_with(start))
        || ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].iter().any(|end| bucket.ends_with(end))
    {
        return fault("S3 keeps names that begin or end like this for itself");
    }
    Ok(())
}
